"""Letters as they are read: one of each kind whole, in English and in Welsh, and what other facts make of the rest.

What no letter lacks (who writes, who reads, whom to ask) stands in the whole ones alone.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, Final

from attrs import evolve
from present.letters.letter_cases import (
    BRIGHT,
    FRAME,
    OURS,
    RULES,
    STAY,
    TOLD,
    UNTIL,
    changed,
    every_letter,
    final,
    found,
    in_hospital,
    mary,
    on_change,
    put_right,
    run,
    statement,
)
from present.letters.test_letters import (
    COUNCIL,
    NHS,
    RAILS,
    SUNRISE,
    WHY,
    Arabic,
    compared,
    funded,
    varied,
    with_a_fee,
    with_sums,
)

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Backdating,
    Basis,
    Decision,
    Exemption,
    FinancialAssessment,
    Frequency,
    Funder,
    FunderKind,
    FundingShare,
    Ground,
    Holder,
    HowFarBack,
    InHouse,
    Money,
    OneOffPayment,
    Party,
    PayCycle,
    PaymentHistory,
    Period,
    Placement,
    Rate,
    SuspensionReason,
    SuspensionRule,
    TerminationReason,
    Timeline,
    Timing,
    assess,
    charges_for,
    check,
    compare,
    next_payments,
    reconcile,
    schedule_payments,
    with_value,
)
from isf_core.account import FinalAccount
from isf_core.account.statement import Statement, statement_for
from isf_core.model import BalanceOnTransfer, ChargingTerms, Entry, EntryKind
from isf_core.pay_runs import NotPaid, Unraised
from isf_core.present import WELSH, UntranslatedWarning, Words
from isf_core.present.letters import (
    Letter,
    Recipient,
    change_letter,
    ending_letter,
    finance_letter,
    payment_letter,
    remittance_letter,
    request_letter,
    statement_letter,
)

from .account import LIVED, lived
from .arrangements import LAST, ON, sound
from .asking import NUMBERS
from .endings import CLAUSE, ended, ending, fund, held, owing, promised, terms

EARLY: Final[dict[str, Any]] = {**FRAME, "on": ON}
THEIRS: Final[dict[str, Any]] = {**FRAME, "to": Recipient(name="Bright Days", ref="H-7")}
CYMRAEG: Final = Words("cy_GB", WELSH)
OF_THE_SENDER: Final = 3
GROSS: Final = with_value(mary(), "contract.payment.basis", Basis.GROSS)
THIRD: Final = Rate.weekly(Fraction(100, 3))
ALONE: Final = with_value(with_sums(RAILS), "contract.payment.one_offs", OneOffPayment.ON_ITS_DATE)


def payments(arrangement: Arrangement, until: date = date(2026, 5, 31), policy: Any = PLAIN, **more: Any) -> Letter:
    """The letter on an arrangement's first payments."""
    return payment_letter(schedule_payments(arrangement, until=until, policy=policy), **EARLY, **more)


def charged(arrangement: Arrangement, until: date = date(2026, 5, 31), **more: Any) -> Letter:
    """The same letter with what the person is charged."""
    return payments(arrangement, until, charges=charges_for(arrangement, policy=PLAIN, until=until), **more)


def paid_by(*funders: Funder, payer: str | None = None) -> Arrangement:
    """Mary, paid by two funders."""
    first, second = funders
    return funded(FundingShare(funder=first, share="0.6"), FundingShare(funder=second, share="0.4", payer=payer))


def every(frequency: Frequency) -> Arrangement:
    """Mary, paid so often, after the days that each payment is for."""
    by_weeks = frequency in (Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY)
    cycle = PayCycle(frequency, anchor=date(2026, 4, 6 if by_weeks else 1))
    terms = mary().contract.payment.replace(cycle=cycle, timing=Timing.IN_ARREARS)
    return with_value(mary(), "contract.payment", terms)


def on_payments() -> Iterator[tuple[str, Letter]]:
    """The letters on payments."""
    yield "every part, and nothing left to check", payment_letter(assess(sound(), on=ON, until=LAST), **EARLY)
    yield "the payments still to come", payment_letter(found(mary()), **{**FRAME, "on": date(2026, 7, 28)})
    yield "one payment, with a fee on top", payments(with_a_fee(), date(2026, 5, 3))
    for frequency in Frequency:
        yield frequency.value, payments(every(frequency), date(2026, 4, 19))
    yield "a sum paid by itself", payments(ALONE)
    yield "a provider with no name", payments(mary(holder=Holder(ref="H-7")))
    yield "two providers", payments(changed("holder", SUNRISE, date(2026, 5, 4)))
    pays_all = with_value(mary(), "budget.contribution", Rate.weekly("84.375"))
    yield "the person pays it all", payments(pays_all)
    never = RULES.with_parameters("Ourshire", suspension=SuspensionRule(full_days=0, retainer="0"))
    away = mary(suspensions=(STAY.replace(first_day=date(2026, 4, 6), last_day=OPEN_ENDED),))
    yield "away on all days", payments(away, policy=never)
    later = schedule_payments(mary(), until=date(2032, 4, 4))[-2:]
    yield "bank holidays that are not fixed", payment_letter(later, **EARLY)
    yield "gross, without the charges", payments(GROSS)
    yield "gross, all billed by us", charged(GROSS)
    billed = with_value(GROSS, "contract.payment.charging", ChargingTerms(timing=Timing.IN_ADVANCE, due_days=14))
    yield "gross, with the days of the bills", charged(billed)
    yield "net, with the charges", charged(mary())
    services = (InHouse(what="day centre", cost=Rate.weekly(65)),)
    takes_more = with_value(mary(), "budget.in_house", services)
    yield "more charged than can be taken off", payments(takes_more)
    yield "a part to the provider and a part to us", charged(takes_more)
    free = with_value(mary(), "budget.contribution", Rate.weekly(0))
    yield "nothing charged", charged(free)
    yield "nothing to pay", payments(free)
    yield "council and NHS", payments(paid_by(COUNCIL, NHS))
    yield "one with a name", payments(paid_by(COUNCIL, NHS.replace(name="Ourshire ICB")))
    yield "one of which nothing is known", payments(paid_by(COUNCIL, Funder(ref="F-1")))
    others = (Funder(ref=kind.value, kind=kind) for kind in (FunderKind.CHILDRENS_SERVICES, FunderKind.EDUCATION))
    yield "children and education", payments(paid_by(*others))
    yield "paid for the other", payments(paid_by(COUNCIL, NHS, payer="council"))
    yield "the NHS alone", payments(funded(FundingShare(funder=NHS, share=1)))


def with_history(change: Arrangement, policy: Any = RULES, until: date = UNTIL, **more: Any) -> Letter:
    """The letter on a change that became known on 1 July, by some policy, with payments up to a day."""
    made, coming = put_right(change, policy, until=until)
    both = compare(found(change, date(2026, 6, 30)), found(change))
    return change_letter(both, **FRAME, put_right=made, coming=coming, **more)


def outstanding(amount: str) -> Letter:
    """The letter on a stay in hospital, of which something else was still to be adjusted."""
    decided = Decision(amount=amount, reason="agreed", decided_by="panel", decided_on=date(2026, 6, 1))
    paid = PaymentHistory(payments=put_right(in_hospital())[0].history.payments).deciding(decided)
    again = reconcile(in_hospital(), paid, on=TOLD, policy=RULES)
    coming = next_payments(in_hospital(), again.history, on=TOLD, until=UNTIL, policy=RULES)
    both = compare(found(in_hospital(), date(2026, 6, 30)), found(in_hospital()))
    return change_letter(both, **FRAME, put_right=again, coming=coming)


def on_changes() -> Iterator[tuple[str, Letter]]:
    """The letters on a change."""
    june = date(2026, 6, 1)
    yield "a budget that was higher", on_change(changed("budget.actual", Rate.weekly(90), june))
    yield "a contribution that was higher", on_change(changed("budget.contribution", Rate.weekly(25), june))
    yield "a contribution that was lower", on_change(changed("budget.contribution", Rate.weekly(15), june))
    yield "a stay that goes on", on_change(changed("suspensions", (STAY.replace(last_day=TOLD.replace(day=2)),)))
    never = RULES.with_parameters("Ourshire", backdating=Backdating(how_far=HowFarBack.NEVER))
    higher = changed("budget.actual", Rate.weekly(90), june)
    yield "what is not put right", with_history(higher, never)
    yield "left to pay, and nothing to come", with_history(higher, until=date(2026, 7, 26))
    lower = changed("budget.actual", Rate.weekly(21), date(2026, 4, 6))
    yield "left to take back", with_history(lower, until=date(2026, 8, 23))
    yield "left to take back, and nothing to come", with_history(lower, until=date(2026, 7, 26))
    yield "something was still to be paid", outstanding("100")
    yield "something was still to be taken back", outstanding("-30")
    unpaid = reconcile(in_hospital(), PaymentHistory(), on=TOLD, policy=RULES)
    both = compare(found(in_hospital(), date(2026, 6, 30)), found(in_hospital()))
    yield "nothing is paid yet", change_letter(both, **FRAME, put_right=unpaid)
    ahead = Timeline(Rate.weekly(20), (date(2026, 8, 24), Rate.weekly(25)))
    yield "what the person will pay", compared(mary(), with_value(mary(), "budget.contribution", ahead))
    ahead = Timeline(Rate.weekly(20), (date(2026, 8, 24), Rate.weekly(15)))
    yield "what the person will no longer pay", compared(mary(), with_value(mary(), "budget.contribution", ahead))
    yield (
        "a rate that does not end",
        compared(mary(), with_value(mary(), "budget.actual", THIRD)),
    )
    for holder in (SUNRISE, Holder(ref="H-9")):
        change = changed("holder", holder, date(2026, 8, 24))
        both = compare(found(change, date(2026, 6, 30)), found(change))
        yield f"another provider, {holder.name}", change_letter(both, **FRAME, why="You asked for it.")
    more = with_value(mary(), "budget.actual", Rate.weekly(90))
    for path, value in (
        ("funding", mary(funding=Funder(ref="nhs")).funding),
        ("budget.exemptions", (Exemption(ground=Ground.AFTERCARE, first_day=date(2026, 4, 6), part="0.5"),)),
        ("budget.in_house", (InHouse(what="day centre", cost=Rate.weekly(5)),)),
        ("budget.financial_assessments", (FinancialAssessment(ref="FA-1", on=date(2026, 4, 1)),)),
        ("contract.suspension", SuspensionRule(full_days=3)),
        ("contract.fee_placement", Placement.ON_TOP),
    ):
        yield f"another {path}", compared(mary(), with_value(more, path, value))
    stays = ("suspensions", (STAY,), STAY.first_day)
    moved = varied(stays, ("holder", SUNRISE, date(2026, 6, 29)))
    yield "taken back of the provider before", on_change(moved)
    yield "of either provider", on_change(varied(stays, ("holder", SUNRISE, STAY.first_day)))
    away = mary(suspensions=(STAY,))
    full = assess(away, on=TOLD, until=UNTIL, policy=RULES.with_parameters("Ourshire", suspension=SuspensionRule()))
    yield "other rules of the council", change_letter(compare(full, found(away)), **{**FRAME, "on": date(2026, 3, 1)})
    gone = mary(
        contract=mary().contract.replace(termination=terms()),
        endings=(ending(given_on=date(2026, 6, 29), last_day=date(2026, 8, 23), known_from=TOLD),),
    )
    yield "notice was given", change_letter(compare(found(gone, date(2026, 6, 30)), found(gone)), **FRAME)
    yield "the same in all", compared(with_sums(RAILS), with_sums(RAILS.replace(on=date(2026, 4, 8))))


def reasons() -> Iterator[str]:
    """Why payments change, where the letter is as others are but for that."""
    for before, after, _ in WHY:
        yield from compared(before, after).sections[1].paragraphs
    for reason in SuspensionReason:
        for last_day in (STAY.last_day, OPEN_ENDED, date(2026, 7, 30)):
            stay = STAY.replace(reason=reason, last_day=last_day)
            yield from on_change(changed("suspensions", (stay,))).sections[1].paragraphs


def an_entry(kind: EntryKind, amount: str, corrects: str | None = None) -> Entry:
    """An entry of the statement's last day."""
    return Entry(ref=f"{kind.name} {corrects}", on=LIVED, kind=kind, amount=amount, corrects=corrects)


def on_the_account() -> Iterator[tuple[str, Letter]]:
    """The statements."""

    def of(title: str, whose: Statement | None = None, /, **facts: Any) -> tuple[str, Letter]:
        return title, statement_letter(evolve(whose or statement(), **facts), **FRAME)

    surplus = statement().surplus
    assert surplus is not None
    yield of("without supports", spending_by_support=())
    yield of("of a plan that is not known", spending_by_support=None, spending_by_outcome=None, surplus=None)
    yield of("of a month", statement_for(lived(), span=Period.month(2026, 4), policy=NUMBERS))
    kinds = (each for each in EntryKind if each is not EntryKind.CANCELLED_VISIT)
    of_each = tuple(an_entry(kind, str(number)) for number, kind in enumerate(kinds, 1))
    called_off = (an_entry(EntryKind.CANCELLED_VISIT, "3"), an_entry(EntryKind.CANCELLED_VISIT, "2", "it"))
    yield of("an entry of each kind", entries=(*of_each, *called_off), unpaid=Money(40), surplus=None)
    taken_back = tuple(
        an_entry(kind, "5", "it")
        for kind in (EntryKind.FUNDER_PAYMENT, EntryKind.DIRECT_SUPPORT, EntryKind.REFUND_TO_FUNDER)
    )
    yield of("what was corrected", entries=taken_back, surplus=None, opening=Money(-12))
    aside = (("commitments", Money(7)),)
    over = evolve(surplus, exclusions=aside, cap=Money("1.76"), excess=Money("12.50"))
    yield of("above the cap", surplus=over)
    yield of("too old", surplus=evolve(over, excess=Money("12.51")))
    yield of("at the cap", surplus=evolve(over, cap=over.amount, excess=Money(0)))
    none = evolve(over, amount=Money(0), cap=None, excess=Money(0))
    yield of("nothing is left over", surplus=none)
    yield of("all of it is kept", surplus=evolve(none, balance=Money(7)))
    yield of("more is needed", surplus=evolve(none, balance=Money("6.99")))
    yield of("nothing is set aside", surplus=evolve(none, exclusions=()))


def an_end(account: Any, /, by: Any = None, **facts: Any) -> FinalAccount:
    """The end after three weeks; the provider bears what the person has not paid."""
    by = by or terms(liabilities=CLAUSE, refund_days=28)
    theirs = ending(**{"last_day": date(2026, 4, 26), **facts})
    return ended(held(account, by=by, contribution_risk=Party.HOLDER), theirs)


def on_the_end() -> Iterator[tuple[str, Letter]]:
    """The letters on the end."""
    at_risk = fund(promised("5"), FUNDER_PAYMENT="515", DIRECT_SUPPORT="200")
    for reason in TerminationReason:
        if reason not in (TerminationReason.DEATH, TerminationReason.CHANGE_OF_HOLDER):
            lost = {"lost": "20", "restored": "5"} if reason is TerminationReason.INSOLVENCY else {}
            of = an_end(at_risk, party=Party.HOLDER, reason=reason, **lost)
            yield reason.value, ending_letter(of, **FRAME, provider=BRIGHT)
    moves = terms(liabilities=CLAUSE, on_change_of_holder=BalanceOnTransfer.MOVES)
    account = fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="200")
    facts = {"party": Party.PERSON, "reason": TerminationReason.CHANGE_OF_HOLDER, "last_day": date(2026, 5, 3)}
    yield "it moves", ending_letter(an_end(account, moves, **facts), **FRAME)
    never = {"given_on": date(2026, 4, 2), "last_day": date(2026, 4, 2)}
    yield "it never began", ending_letter(an_end(fund(FUNDER_PAYMENT="257.50"), **never), **FRAME, provider=BRIGHT)
    yield "nothing is there", ending_letter(an_end(fund(), **never), **FRAME)
    owes = evolve(final(), unpaid_contribution=Money(40), by_holder=Money(30))
    yield "the person owes", ending_letter(owes, **FRAME)
    full = an_end(fund(promised("50"), FUNDER_PAYMENT="515", CONTRIBUTION="160"), liabilities=owing("30"))
    yield "every part", ending_letter(evolve(full, back_to_payers=(("S-1", Money(9)),)), **FRAME)
    short = an_end(fund(promised("50"), CONTRIBUTION="60", DIRECT_SUPPORT="400", FUNDER_PAYMENT="200"))
    yield "it was short", ending_letter(short, **FRAME)


def to_the_office() -> Iterator[tuple[str, Letter]]:
    """What is still needed, remittances, and what finance reads."""
    yield "request of a report, with no day", request_letter(check(mary(), on=TOLD), **FRAME)
    yield "remittance of what is to be paid", remittance_letter(run(), **THEIRS)
    left = partial(NotPaid, person="P-9", arrangement=None, missing=(), reason="it is wrong")
    odd = evolve(
        run(),
        lines=(),
        overdue=(),
        not_paid=(left(holder="H-7"), left(holder=None), *(left(holder="H-7", left=Money(sum_)) for sum_ in (5, -5))),
        unraised=tuple(Unraised(person="P-8", arrangement=None, amount=sum_) for sum_ in (Money("-7.50"), None)),
    )
    yield "remittance of nothing", remittance_letter(odd, **THEIRS)
    taken = [evolve(each, to_pay=evolve(each.to_pay, adjusted=-each.to_pay.payment.amount)) for each in run().lines]
    nothing = evolve(run(), lines=tuple(taken), overdue=tuple(taken))
    yield "remittance of which all is taken", remittance_letter(nothing, **THEIRS, paid_on=TOLD)
    two = assess(sound(), on=ON, until=LAST).require_schedule()[:2]
    yield "finance, with funders and a fee", finance_letter(two, **FRAME)
    funded_later = changed("funding", mary(funding=Funder(ref="C-1")).funding, date(2026, 5, 4))
    yield "finance, funded later", finance_letter(schedule_payments(funded_later, until=date(2026, 5, 31)), **FRAME)


def middle(letter: Letter) -> str:
    """A letter without what none of them lacks."""
    sections = letter.sections[: -OF_THE_SENDER if letter.sections[-1].paragraphs == (OURS.complain,) else -2]
    return "\n\n".join([letter.title, *(block for section in sections for block in section.blocks())])


def letters() -> Iterator[str]:
    """Each letter under its name."""
    for title, of in (
        ("payments", on_payments),
        ("change", on_changes),
        ("statement", on_the_account),
        ("ending", on_the_end),
        ("office", to_the_office),
    ):
        for name, letter in of():
            yield f"== {title}: {name}\n\n{middle(letter)}\n"
    yield "== why payments change\n"
    yield from reasons()


def whole_letters() -> Iterator[str]:
    """One letter of each kind, whole; those that there is Welsh for in Welsh too."""
    for name, letter in every_letter().items():
        yield f"== {name}\n\n{letter}\n"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UntranslatedWarning)
        for name, letter in every_letter(CYMRAEG).items():
            if name not in ("ending", "request", "remittance", "finance"):
                yield f"== {name}, in Welsh\n\n{letter}\n"
    for_nobody = Recipient(name="Mary Smith")
    plain: dict[str, Any] = {"sender": OURS.replace(signed_by=None, address=()), "to": for_nobody, "on": ON}
    yield f"== without a reference, an address and a signature\n\n{payment_letter(found(mary()), **plain)}\n"


def pages() -> Iterator[str]:
    """Letters as pages: upright, across, and from right to left."""
    one = schedule_payments(mary(), until=date(2026, 5, 3))
    all_parts = assess(sound(), on=ON, until=LAST).require_schedule()[:1]
    for letter in (
        request_letter(found(mary()), **FRAME),
        payment_letter(one, **EARLY, words=Words("ar_EG", Arabic())),
        finance_letter(all_parts, **FRAME),
    ):
        yield letter.html()
