"""What each letter says, whose sums it shows, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from present.letters.letter_cases import (
    BRIGHT,
    FRAME,
    MARY,
    OURS,
    RULES,
    STAY,
    TOLD,
    WRITTEN,
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
    to_the_person,
)
from rules.engine.test_judging import made
from rules.proofs import PROOFS
from support.account import LIVED, lived
from support.arrangements import LAST, NAME, ON, SIGNED, sound
from support.asking import NUMBERS
from support.endings import CLAUSE, ended, ending, fund, held, promised, terms
from support.refusing import refused

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Backdating,
    Basis,
    Change,
    Decision,
    FixedFee,
    Funder,
    FunderKind,
    FundingShare,
    Holder,
    HowFarBack,
    InHouse,
    Money,
    Move,
    OneOff,
    OneOffPayment,
    Party,
    PaymentHistory,
    PaymentMade,
    Person,
    Placement,
    Rate,
    SuspensionReason,
    SuspensionRule,
    TerminationReason,
    Timing,
    Variation,
    Verdict,
    assess,
    charges_for,
    check,
    compare,
    next_payments,
    pay_run,
    reconcile,
    schedule_payments,
    with_value,
)
from isf_core.account.statement import statement_for
from isf_core.comparison import Comparison
from isf_core.model import BalanceOnTransfer, Entry, EntryKind, Exemption, Ground, Signature
from isf_core.model.field_paths import _KNOWN_BY, KnownBy
from isf_core.pay_runs import NotPaid, Unraised
from isf_core.present import ENGLISH, Words
from isf_core.present.letter_sentences import REQUEST
from isf_core.present.letters import (
    Letter,
    LetterTable,
    Recipient,
    Sender,
    change_letter,
    ending_letter,
    finance_letter,
    payment_letter,
    remittance_letter,
    request_letter,
    statement_letter,
)
from isf_core.present.words import Fact
from isf_core.rules import RuleSet
from isf_core.values import Period, Timeline

KINDS = sorted(every_letter())
EARLY: dict[str, Any] = {**FRAME, "on": ON}
THEIRS: dict[str, Any] = {**FRAME, "to": Recipient(name="Bright Days", ref="H-7")}


def said(letter: Letter) -> str:
    """All sentences of a letter."""
    return " ".join(letter.sentences)


# Who writes and who reads


@pytest.mark.parametrize("lacking", ["name", "contact", "disagree", "complain"])
def test_no_letter_without_its_sender_a_contact_and_both_ways_to_object(lacking: str) -> None:
    facts: dict[str, Any] = {
        "name": "Ourshire",
        "contact": "Call us.",
        "disagree": "Tell us.",
        "complain": "Write to us.",
    }
    del facts[lacking]
    refused(lambda: Sender(**facts), "the letter", f"sender.{lacking}")


@pytest.mark.parametrize("wrong", [None, 7, "   ", "x" * 3_000, "Call\u202e us"])
def test_what_is_no_way_to_reach_somebody_is_refused(wrong: Any) -> None:
    refused(lambda: OURS.replace(contact=wrong), "Sender.contact")


def test_a_name_stays_out_of_reprs() -> None:
    assert "Smith" not in repr(MARY)
    letter = payment_letter(found(mary()), **EARLY)
    assert "Smith" not in repr(letter)
    assert repr(letter) == "<Letter 'Your payments from 6 April 2026 to 20 September 2026', 30 March 2026>"


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_says_how_to_ask_and_disagree_and_a_persons_how_to_complain(kind: str) -> None:
    letter = every_letter()[kind]
    said_last = {
        "If you have a question": OURS.contact,
        "If you do not agree": OURS.disagree,
        **({"If you want to complain": OURS.complain} if kind in to_the_person() else {}),
    }
    count = len(said_last)
    assert [section.heading for section in letter.sections[-count:]] == [*said_last]
    assert letter.sentences[-count:] == (*said_last.values(),)
    assert (OURS.complain in letter.sentences) == (kind in to_the_person())
    assert letter.close == ("Yours sincerely,", "Jo Lee", "Ourshire Council")
    assert str(letter).startswith("Ourshire Council\nCounty Hall\nOurtown\n\n")
    assert "2 July 2026" in str(letter)


def test_without_a_reference_or_a_signature_nothing_stands_for_them() -> None:
    plain = {**FRAME, "to": Recipient(name="Mrs Smith"), "sender": OURS.replace(signed_by=None)}
    letter = payment_letter(found(mary()), **plain)
    assert "reference" not in str(letter)
    assert "reference" not in letter.html()
    assert letter.close == ("Yours sincerely,", "Ourshire Council")


@pytest.mark.parametrize(
    ("job", "write"),
    [
        ("payment_letter", lambda to: payment_letter(found(mary()), **to)),
        ("change_letter", lambda to: on_change(in_hospital(), **to)),
        ("statement_letter", lambda to: statement_letter(statement(), **to)),
        ("request_letter", lambda to: request_letter(found(mary()), **to)),
        ("remittance_letter", lambda to: remittance_letter(run(), **to)),
    ],
)
def test_nobody_is_sent_the_letter_of_another(job: str, write: Callable[[dict[str, Any]], Letter]) -> None:
    somebody = {**FRAME, "to": Recipient(name="Mr Webb", ref="JW-999")}
    refused(lambda: write(somebody), f"{job}.to.ref", "'JW-999'")
    assert write({**FRAME, "to": Recipient(name="Mr Webb")}).title


def test_a_remittance_quotes_the_reference_of_the_provider() -> None:
    for ref in (None, "H-7"):
        letter = remittance_letter(run(), **{**FRAME, "to": Recipient(name="Bright Days", ref=ref)})
        assert letter.reference == "Our reference: H-7"


# Sums


def pounds(text: str) -> Money:
    """The sum that a cell shows."""
    return Money(text.replace("£", "").replace(",", ""))


def parts_of(table: LetterTable, row: tuple[str, ...]) -> list[Money]:
    """The sums of a row; what the person and the council give themselves comes off."""
    sums = [
        (head, pounds(cell)) for head, cell, kind in zip(table.head, row, table.kinds, strict=True) if kind == "sum"
    ]
    return [
        -amount if head in ("From the council", "You pay", "You pay your provider") else amount for head, amount in sums
    ]


def tables(letter: Letter) -> list[LetterTable]:
    """The tables of a letter."""
    return [table for section in letter.sections for table in section.tables]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sums_of_every_table_add_up(kind: str) -> None:
    for table in tables(every_letter()[kind]):
        for place, held_ in enumerate(table.kinds):
            if held_ == "sum" and table.foot is not None:
                cells = [pounds(row[place]) for row in table.rows if row[place]]
                assert Money.total(cells) == pounds(table.foot[place])


def test_the_row_of_a_payment_adds_up_to_what_is_paid() -> None:
    (table,) = tables(payment_letter(assess(sound(), on=ON, until=LAST), **EARLY))
    for row in (*table.rows, table.foot or ()):
        *parts, amount = parts_of(table, row)
        assert Money.total(parts) == amount
    assert (table.foot or ())[-1] == "£3,207.21"


# Payments


def test_what_is_paid_and_what_the_person_pays() -> None:
    letter = payment_letter(found(mary()), **EARLY)
    assert said(letter) == (
        "We pay Bright Days for your care and support. This letter says how much we pay, and when. We make 6 payments."
        " They come to £1,545.00 in all. The first payment is £257.50. We pay it on 2 April 2026."
        " We pay every four weeks. We pay at the start of the days that each payment is for."
        " Some pay days move, so that they are not on a weekend or a bank holiday."
        " We still have some facts to check. We will write to you again if a payment changes."
        " You pay £480.00 in all to Bright Days. We have taken this off what we pay."
        f" {OURS.contact} {OURS.disagree} {OURS.complain}"
    )


def with_a_fee() -> Arrangement:
    """Mary, for whom a fee is paid on top of the budget."""
    return mary().replace(contract=mary().contract.replace(fee=FixedFee(per_week="10"), fee_placement=Placement.ON_TOP))


def test_all_parts_of_a_payment_are_said() -> None:
    text = said(payment_letter(assess(sound(), on=ON, until=LAST), **EARLY))
    for part in (
        "The council gives you some of your support itself. We take £664.04 off in all for that.",
        "Your budget includes £403.75 in all for the fee of ",
        "Once, for 20 May 2026, we pay £120.00 more: grab rails.",
    ):
        assert part in text
    text = said(payment_letter(schedule_payments(with_a_fee(), until=date(2026, 5, 3)), **EARLY))
    assert "We pay £40.00 in all for the fee of Bright Days. It does not come out of your budget." in text
    assert "We make 1 payment. It comes to £297.50." in text
    assert "facts to check" not in text, "a schedule has no verdict"


def test_a_pay_day_that_does_not_move_is_not_said_to() -> None:
    fixed = with_value(mary(), "contract.payment.move", Move.NOT)
    assert "Some pay days move" not in said(payment_letter(schedule_payments(fixed, until=date(2026, 9, 20)), **EARLY))


def test_a_day_that_may_still_change_is_said_to() -> None:
    later = assess(mary(), on=TOLD, until=date(2032, 4, 4), policy=RULES).require_schedule()[-3:]
    assert "A pay day may still change" in said(payment_letter(later, **EARLY))


def test_a_sound_arrangement_has_nothing_left_to_check() -> None:
    sure = assess(sound(), on=ON, until=LAST)
    assert sure.verdict is Verdict.YES
    assert "facts to check" not in said(payment_letter(sure, **EARLY))


def test_whoever_is_not_named_is_your_provider() -> None:
    for holder in (Holder(ref="H-7"), None):
        text = said(payment_letter(schedule_payments(mary(holder=holder), until=date(2026, 9, 20)), **EARLY))
        assert "We pay your provider for your care and support." in text
        assert "H-7" not in text
    moved = changed("holder", Holder(ref="H-8", name="Sunny Days"), date(2026, 6, 1))
    text = said(payment_letter(schedule_payments(moved, until=date(2026, 9, 20)), **EARLY))
    assert "We pay your providers for" in text, "there are two"


def test_payments_that_come_to_nothing_are_shown_as_such() -> None:
    pays_all = with_value(mary(), "budget.contribution", Rate.weekly("84.375"))
    letter = payment_letter(schedule_payments(pays_all, until=date(2026, 5, 3)), **EARLY)
    assert tables(letter)[0].rows == (("6 Apr 2026", "3 May 2026", "2 Apr 2026", "£337.50", "£337.50", "£0.00"),)


def test_the_first_payment_is_the_first_that_pays_something() -> None:
    pays = Timeline(Rate.weekly("84.375"), (date(2026, 6, 1), Rate.weekly(20)))
    nothing_yet = schedule_payments(with_value(mary(), "budget.contribution", pays), until=date(2026, 9, 20))
    assert "The first payment is £257.50. We pay it on 1 June 2026." in said(payment_letter(nothing_yet, **EARLY))


def test_where_nothing_is_paid_that_is_said_and_why_where_it_is_known() -> None:
    never = RULES.with_parameters("Ourshire", suspension=SuspensionRule(full_days=0, retainer="0"))

    def letter(last_day: Any) -> str:
        away = mary(suspensions=(STAY.replace(first_day=date(2026, 4, 6), last_day=last_day),))
        return said(payment_letter(schedule_payments(away, until=date(2026, 5, 31), policy=never), **EARLY))

    for last_day in (OPEN_ENDED, date(2026, 5, 31)):
        text = letter(last_day)
        assert "We pay nothing for these days. This is because you are away on all of them." in text
        assert "£0.00" not in text
        assert "You pay nothing towards these payments." in text
    assert "We make 1 payment. It comes to £9.19. We pay it on 1 May 2026." in letter(date(2026, 5, 30))
    pays_all = with_value(mary(), "budget.contribution", Rate.weekly("84.375"))
    text = said(payment_letter(schedule_payments(pays_all, until=date(2026, 5, 3)), **EARLY))
    assert "We pay nothing for these days. You pay £337.50 in all to Bright Days." in text


@pytest.mark.parametrize(
    ("timing", "due_days", "text"),
    [
        (Timing.IN_ADVANCE, 0, "We pay at the start of the days that each payment is for."),
        (Timing.IN_ADVANCE, 1, None),
        (Timing.IN_ADVANCE, -1, None),
        (Timing.IN_ARREARS, 0, "We pay after the days that each payment is for."),
        (Timing.IN_ARREARS, 30, "We pay after the days that each payment is for."),
        (Timing.IN_ARREARS, -7, None),
    ],
)
def test_when_we_pay_is_said_only_where_it_is_so(timing: Timing, due_days: int, text: str | None) -> None:
    terms = mary().contract.payment.replace(timing=timing, due_days=due_days, move=Move.NOT)
    paid = schedule_payments(with_value(mary(), "contract.payment", terms), until=date(2026, 9, 20))
    sentences = said(payment_letter(paid, **EARLY))
    assert ("that each payment is for" in sentences) == (text is not None)
    assert (text or "We pay every four weeks.") in sentences


def test_how_often_is_said_of_what_is_paid_for_days_only() -> None:
    alone = with_value(with_sums(RAILS), "contract.payment.one_offs", OneOffPayment.ON_ITS_DATE)
    every = schedule_payments(alone, until=date(2026, 9, 20))
    once = next(every[place : place + 1] for place, each in enumerate(every) if not each.is_regular)
    assert "every four weeks" not in said(payment_letter(once, **EARLY))
    assert "every four weeks" in said(payment_letter(every, **EARLY))


def test_net_payments_say_what_the_person_pays() -> None:
    later = Timeline(Rate.weekly(0), (date(2026, 8, 31), Rate.weekly(20)))
    net = with_value(mary(), "budget.contribution", later)
    every = schedule_payments(net, until=date(2026, 9, 20))
    assert "does not say what you have to pay" not in said(payment_letter(every, **EARLY))
    assert "You pay £60.00 in all to Bright Days." in said(payment_letter(every, **EARLY))
    assert "You pay nothing towards these payments." in said(payment_letter(every[:3], **EARLY))
    gross = schedule_payments(with_value(net, "contract.payment.basis", Basis.GROSS), until=date(2026, 9, 20))
    assert "does not say what you have to pay" in said(payment_letter(gross, **EARLY))
    assert "You pay nothing towards these payments." in said(payment_letter(gross[:5], **EARLY))


def test_what_the_council_charges_for_its_own_support_is_beside_a_net_payment() -> None:
    """Where less is left of the budget than the person was assessed to pay."""
    for in_house, is_beside in ((64, False), (65, True)):
        services = (InHouse(what="day centre", cost=Rate.weekly(in_house)),)
        paid = schedule_payments(with_value(mary(), "budget.in_house", services), until=date(2026, 9, 20))
        text = said(payment_letter(paid, **EARLY))
        assert "in all to Bright Days." in text
        assert ("You may have to pay us something as well." in text) == is_beside


def test_what_the_person_pays_is_said_only_where_it_is_known() -> None:
    until = date(2026, 9, 20)
    free = with_value(mary(), "budget.contribution", Rate.weekly(0))
    assert "You pay nothing towards these payments." in said(
        payment_letter(schedule_payments(free, until=until), **EARLY)
    )
    gross = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    schedule = schedule_payments(gross, until=until)
    assert "This letter does not say what you have to pay." in said(payment_letter(schedule, **EARLY))
    charges = charges_for(gross, policy=PLAIN, until=until)
    letter = payment_letter(schedule, **EARLY, charges=charges)
    assert "You pay £480.00 in all towards your support. You pay it all to us." in said(letter)
    assert tables(letter)[1].foot == ("In all", "", "£480.00")
    net = payment_letter(
        schedule_payments(mary(), until=until), **EARLY, charges=charges_for(mary(), policy=PLAIN, until=until)
    )
    assert "You pay £480.00 of it to Bright Days." in said(net)
    nothing = charges_for(free, policy=PLAIN, until=until)
    paid_for_free = schedule_payments(free, until=until)
    assert "You pay nothing towards your support" in said(payment_letter(paid_for_free, **EARLY, charges=nothing))


def test_a_bill_has_its_day_where_the_terms_say_so() -> None:
    from isf_core.model import ChargingTerms, Timing

    gross = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    billed = with_value(gross, "contract.payment.charging", ChargingTerms(timing=Timing.IN_ADVANCE, due_days=14))
    charges = charges_for(billed, policy=PLAIN, until=date(2026, 9, 20))
    letter = payment_letter(schedule_payments(billed, until=date(2026, 9, 20)), **EARLY, charges=charges)
    assert tables(letter)[1].head == ("From", "To", "You pay by", "You pay")


def test_a_letter_is_about_the_payments_still_to_come() -> None:
    """The one due on the day of the letter is one of them."""
    for on, count in ((date(2026, 7, 27), 2), (date(2026, 7, 28), 1)):
        letter = payment_letter(found(mary()), **{**FRAME, "on": on})
        assert len(tables(letter)[0].rows) == count
        assert "It is about the payments from now on, and not about those before." in letter.sentences[0]
        assert ("The next payment is £257.50." in said(letter)) == (count > 1)
    assert "It comes to £257.50. We pay it on 24 August 2026." in said(letter)
    assert letter.title == "Your payments from 24 August 2026 to 20 September 2026"
    assert "You pay £80.00 in all to Bright Days." in said(letter)
    refused(
        lambda: payment_letter(found(mary()), **{**FRAME, "on": date(2026, 8, 25)}),
        "payment_letter.on",
        "the last payment was due on 2026-08-24, and may be paid already",
    )
    assert "from now on" not in said(payment_letter(found(mary()), **{**FRAME, "on": date(2026, 4, 2)}))


def test_charges_are_those_of_the_payments_still_to_come() -> None:
    gross = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    schedule = schedule_payments(gross, until=date(2026, 9, 20))
    charges = charges_for(gross, policy=PLAIN, until=date(2026, 9, 20))
    assert "You pay £160.00 in all towards your support." in said(payment_letter(schedule, **FRAME, charges=charges))
    refused(lambda: payment_letter(schedule, **FRAME, charges=charges[:4]), "payment_letter.charges", "other days")
    rails = with_value(gross, "contract.payment.one_offs", OneOffPayment.ON_ITS_DATE)
    every = schedule_payments(with_value(rails, "budget.one_offs", (RAILS,)), until=date(2026, 9, 20))
    alone = next(every[place : place + 1] for place, each in enumerate(every) if not each.is_regular)
    assert "This letter does not say what" in said(payment_letter(alone, **EARLY, charges=charges[:0]))


def funded(*parts: FundingShare) -> Arrangement:
    """Mary, paid gross, by some funders."""
    return with_value(mary(funding=parts), "contract.payment.basis", Basis.GROSS)


COUNCIL, NHS = (Funder(ref=kind.value, kind=kind) for kind in (FunderKind.COUNCIL, FunderKind.NHS))


def test_who_pays_nothing_because_no_funder_charges_is_told_so() -> None:
    for funder, text in ((NHS, "You pay nothing towards"), (COUNCIL, "This letter does not say what you have to pay.")):
        paid = schedule_payments(funded(FundingShare(funder=funder, share=1)), until=date(2026, 9, 20))
        assert text in said(payment_letter(paid, **EARLY))


def test_each_of_two_funders_is_told_with_its_part() -> None:
    def letter(*funders: Funder, payer: str | None = None) -> str:
        first, second = funders
        parts = (
            FundingShare(funder=first, share="0.6"),
            FundingShare(funder=second, share="0.4", payer=payer),
        )
        return said(payment_letter(schedule_payments(funded(*parts), until=date(2026, 5, 3)), **EARLY))

    both = letter(COUNCIL, NHS)
    assert "It comes to £337.50. We pay it on 2 April 2026. Of this, the council pays £202.50. " in both
    assert " Of this, the NHS pays £135.00." in both
    assert "Of this, Ourshire ICB pays £135.00." in letter(COUNCIL, NHS.replace(name="Ourshire ICB"))
    assert "Of this, someone else pays £135.00." in letter(COUNCIL, Funder(ref="F-1"))
    assert "Of this" not in letter(COUNCIL, NHS, payer="council"), "the council pays it all, and is paid back"
    assert "Of this" not in letter(Funder(ref="F-1"), Funder(ref="F-2")), "nothing is known of either"


# What is refused


def stopped() -> Arrangement:
    """Mary, of whose contract the rules say NO."""
    return PROOFS["CON-14"].at(PROOFS["CON-14"].breaches[0]).arrangement


def test_a_letter_is_a_promise_and_not_made_where_the_rules_say_no() -> None:
    no = assess(sound().replace(agreements=None, holder=None), on=ON, until=LAST)
    breached = assess(with_value(sound(), "budget.contribution", Rate.weekly(1_000)), on=ON, until=LAST)
    assert breached.verdict is Verdict.NO
    refused(lambda: payment_letter(breached, **FRAME), "payment_letter", "the verdict is NO")
    refused(lambda: finance_letter(breached, **FRAME), "finance_letter", "the verdict is NO")
    assert payment_letter(breached.require_schedule(), **FRAME).title.startswith("Your payments")
    assert no.verdict is Verdict.CANNOT_TELL


def free_from_may(**facts: Any) -> Arrangement:
    """Mary, of whose reablement from 4 May the council learns on 20 June."""
    free = Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 5, 4), last_day=date(2026, 6, 14))
    learnt = Variation(
        ref="EX",
        effective=free.first_day,
        known_from=date(2026, 6, 20),
        changes=(Change("budget.exemptions", (free,)),),
        reason="reablement",
        **facts,
    )
    return sound().replace(variations=(learnt,))


def test_what_a_person_gets_back_because_support_was_free_can_be_written_to_them() -> None:
    """More was assessed than may be charged for (BUD-11): the schedule takes no more, and the letter says so."""
    mary, on, until = free_from_may(), date(2026, 6, 20), date(2026, 8, 31)
    before, after = (assess(mary, on=day, until=until) for day in (date(2026, 6, 19), on))
    assert after.verdict is Verdict.NO
    paid = [PaymentMade.of(each, each.due) for each in before.require_schedule() if each.due < on]
    right = reconcile(mary, PaymentHistory().paying(*paid), on=on, policy=PLAIN)
    coming = next_payments(mary, right.history, on=on, until=until, policy=PLAIN)
    told = said(change_letter(compare(before, after), **{**FRAME, "on": on}, put_right=right, coming=coming))
    assert "This is because of a change in which support is free for you." in told
    assert "You pay £120.00 less than we said for those days." in told
    assert "We still have some facts to check." in told, "nobody recorded who agreed to it"


def test_what_stops_a_letter_stops_it_beside_a_sum_that_the_letter_shows_rightly() -> None:
    on = date(2026, 6, 20)

    def letter(*agreed: Signature) -> Letter:
        found = assess(free_from_may(agreed=agreed), on=on, until=date(2026, 8, 31))
        assert found.verdict is Verdict.NO
        return payment_letter(found, **{**FRAME, "on": on})

    assert "We still have some facts to check." not in said(letter(*SIGNED))
    refused(lambda: letter(*SIGNED[:1]), "the verdict is NO (CON-14)")


def test_a_letter_needs_payments_that_could_be_computed() -> None:
    unknown = assess(Arrangement(person=Person(ref="P-001")), on=ON, until=LAST)
    refused(lambda: payment_letter(unknown, **FRAME), "the payments", "contract.payment")
    none = schedule_payments(mary(), until=date(2026, 9, 20)).due_in(span=Period.month(2030, 1))
    refused(lambda: payment_letter(none, **FRAME), "payment_letter", "there are no payments")


REFUSED: list[Callable[[], object]] = [
    lambda: payment_letter("a schedule", **FRAME),  # type: ignore[arg-type]
    lambda: payment_letter(found(mary()), sender="us", to=MARY, on=WRITTEN),  # type: ignore[arg-type]
    lambda: payment_letter(found(mary()), sender=OURS, to="Mary", on=WRITTEN),  # type: ignore[arg-type]
    lambda: payment_letter(found(mary()), sender=OURS, to=MARY, on="today"),  # type: ignore[arg-type]
    lambda: payment_letter(found(mary()), **FRAME, words="en_GB"),  # type: ignore[arg-type]
    lambda: payment_letter(found(mary()), **FRAME, charges=Money(1)),  # type: ignore[arg-type]
    lambda: change_letter(found(mary()), **FRAME),  # type: ignore[arg-type]
    lambda: on_change(in_hospital(), put_right=Money(1)),
    lambda: on_change(in_hospital(), coming=Money(1)),
    lambda: on_change(in_hospital(), why=""),
    lambda: statement_letter(final(), **FRAME),  # type: ignore[arg-type]
    lambda: ending_letter(statement(), **FRAME),  # type: ignore[arg-type]
    lambda: ending_letter(final(), **FRAME, provider="Bright Days"),  # type: ignore[arg-type]
    lambda: request_letter(final(), **FRAME),  # type: ignore[arg-type]
    lambda: request_letter(found(mary()), **FRAME, reply_by="soon"),  # type: ignore[arg-type]
    lambda: request_letter(found(mary()), **FRAME, reply_by=date(2026, 7, 1)),
    lambda: request_letter(found(mary()), **FRAME, until=3),  # type: ignore[arg-type]
    lambda: remittance_letter("H-7", **FRAME),  # type: ignore[arg-type]
    lambda: remittance_letter(run(), **THEIRS, paid_on="today"),  # type: ignore[arg-type]
    lambda: finance_letter(run(), **FRAME),  # type: ignore[arg-type]
    lambda: Recipient(name=""),
    lambda: Recipient(name="M" * 10**6),
]


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_is_something_else_is_refused(wrong: Callable[[], object]) -> None:
    refused(wrong)


# Changes


def test_a_stay_in_hospital_is_the_reason_and_is_taken_back() -> None:
    text = said(on_change(in_hospital()))
    assert "This is because you were in hospital from 8 June 2026 to 28 June 2026." in text
    assert "We paid Bright Days £84.37 too much. We will take this back." in text
    assert "We take £84.37 off the payment of 27 July 2026." in text
    assert "HOSP" not in text, "what it was called when it was recorded is for those who record"


def test_what_was_paid_too_little_is_paid_with_the_next_payment() -> None:
    letter = on_change(changed("budget.actual", Rate.weekly(90), date(2026, 6, 1)))
    text = said(letter)
    assert (
        "This is because your budget is £90.00 a week from 1 June 2026, and not £84.375 a week as we told you." in text
    )
    assert "We paid Bright Days £45.00 too little. We will now pay this as well." in text
    assert "We add £45.00 to the payment of 27 July 2026." in text
    assert "For the days in the table we pay £45.00 more than before." in text
    assert [table.caption for table in tables(letter)] == [
        "Payments before and now",
        "What we put right, by days",
        "Each of the next payments",
    ]


@pytest.mark.parametrize(("rate", "word"), [(25, "You pay £40.00 more"), (15, "You pay £40.00 less")])
def test_what_the_person_pays_for_past_days_is_said(rate: int, word: str) -> None:
    text = said(on_change(changed("budget.contribution", Rate.weekly(rate), date(2026, 6, 1))))
    assert (
        f"This is because what you pay is £{rate}.00 a week from 1 June 2026, and not £20.00 a week as we told you."
        in text
    )
    assert f"{word} than we said for those days." in text


def test_who_gives_back_and_who_is_paid_is_said() -> None:
    more, less = (
        said(on_change(changed("budget.contribution", Rate.weekly(rate), date(2026, 6, 1)))) for rate in (25, 15)
    )
    assert "You pay £40.00 more than we said for those days. You pay it to Bright Days." in more
    assert "You do not have to pay this" not in more, "they do"
    assert "We will write to you about how you get it back." in less
    assert "You now pay £25.00 a week to Bright Days." in more
    assert "You pay Bright Days £40.00 more than before from 27 July 2026 to 20 September 2026." in more
    assert "You pay Bright Days £40.00 less than before from" in less


def test_what_the_person_pays_now_and_again_later_is_what_they_now_pay() -> None:
    """25 a week, 30 from August, and 25 again from September, or 26."""
    for then, word in ((25, "You now pay £25.00"), (26, "You will pay £26.00")):
        rate = Timeline(Rate.weekly(25), (date(2026, 8, 3), Rate.weekly(30)), (date(2026, 8, 31), Rate.weekly(then)))
        text = said(compared(mary(), with_value(mary(), "budget.contribution", rate)))
        assert f"{word} a week to Bright Days." in text


def test_what_the_person_will_pay_is_said_and_not_only_that_we_pay_less(monkeypatch: pytest.MonkeyPatch) -> None:
    rate = Timeline(Rate.weekly(20), (date(2026, 8, 24), Rate.weekly(25)))
    text = said(compared(mary(), with_value(mary(), "budget.contribution", rate)))
    assert (
        "For the days in the table we pay £20.00 less than before. You will pay £25.00 a week to Bright Days." in text
    )
    assert "You pay Bright Days £20.00 more than before from 24 August 2026 to 20 September 2026." in text
    basis = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    billed = said(compared(mary(), basis))
    assert "You pay Bright Days £480.00 less than before" in billed
    assert "you pay us £480.00 more than before. We will send you a bill." in billed
    with monkeypatch.context() as cannot_tell:
        cannot_tell.setattr(Comparison, "billed", ())
        assert "This letter does not say what you have to pay." in said(compared(mary(), basis))
    away = said(compared(mary(), mary(suspensions=(STAY,))))
    assert "What you pay" not in away


@pytest.mark.parametrize(
    ("weekly", "told"),
    [
        (25, "From 1 June 2026 to 20 September 2026, you pay us £80.00 more than before. We will send you a bill."),
        (15, "From 1 June 2026 to 20 September 2026, you pay us £80.00 less than before."),
    ],
)
def test_what_the_person_pays_beside_the_payments_is_told_though_no_payment_changes(weekly: int, told: str) -> None:
    billed = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    rate = Timeline(Rate.weekly(20), (date(2026, 6, 1), Rate.weekly(weekly)))
    text = said(compared(billed, with_value(billed, "budget.contribution", rate)))
    assert "In all we pay the same as before." in text
    assert told in text
    assert f"to £{weekly}.00 a week on 1 June 2026" in text
    later = with_value(billed, "budget.contribution", Timeline(Rate.weekly(20), (date(2030, 6, 1), Rate.weekly(9))))
    refused(lambda: compared(billed, later), "change_letter", "no payment and no bill changes")


def test_a_person_does_not_think_that_they_have_to_pay_back_what_the_provider_does() -> None:
    text = said(on_change(in_hospital()))
    assert "We will take this back. You do not have to pay this. We take it from Bright Days." in text
    assert "What you pay for those days stays the same." in text
    assert "You do not have to pay" not in said(on_change(changed("budget.actual", Rate.weekly(90), date(2026, 6, 1))))


def test_what_the_rules_of_the_council_hold_back_is_said() -> None:
    never = RULES.with_parameters("Ourshire", backdating=Backdating(how_far=HowFarBack.NEVER))
    arrangement = changed("budget.actual", Rate.weekly(90), date(2026, 6, 1))
    made, coming = put_right(arrangement, never)
    both = compare(found(arrangement, date(2026, 6, 30)), found(arrangement))
    text = said(change_letter(both, **FRAME, put_right=made, coming=coming))
    assert "the right sum" not in text
    assert "For earlier days we paid Bright Days £45.00 less than the new sums. We do not pay this." in text
    assert "We do not pay this. The rules of the council do not go back so far." in text


@pytest.mark.parametrize(
    ("until", "rate", "left"),
    [
        (date(2026, 7, 26), 90, "We still have £45.00 to pay."),
        (date(2026, 7, 26), 21, "We still have £507.00 to take back."),
        (date(2026, 8, 23), 0, "to take back. We will write to you about it."),
    ],
)
def test_what_the_next_payments_do_not_cover_is_said(until: date, rate: int, left: str) -> None:
    arrangement = changed("budget.actual", Rate.weekly(rate or 21), date(2026, 4, 6) if not rate else date(2026, 6, 1))
    made, coming = put_right(arrangement, until=until)
    both = compare(found(arrangement, date(2026, 6, 30)), found(arrangement))
    letter = change_letter(both, **FRAME, put_right=made, coming=coming)
    assert left in said(letter)
    assert str(letter).index(left) > str(letter).rindex("Put right"), "it follows the payments that it refers to"


def test_parts_that_do_not_belong_together_are_refused() -> None:
    arrangement = in_hospital()
    both = compare(found(arrangement, date(2026, 6, 30)), found(arrangement))
    made, coming = put_right(arrangement)
    refused(lambda: change_letter(both, **FRAME), "change_letter.put_right", "may be paid already")
    refused(lambda: change_letter(both, **FRAME, coming=coming), "change_letter.coming", "without put_right")
    other = put_right(mary())[1]
    refused(
        lambda: change_letter(both, **FRAME, put_right=made, coming=other), "change_letter.coming", "not of the history"
    )
    somebody = found(mary(person=Person(ref="P-2")))
    refused(lambda: change_letter(compare(found(mary()), somebody), **FRAME), "change_letter", "two people")
    same = compare(found(mary()), found(mary()))
    refused(lambda: change_letter(same, **FRAME), "change_letter", "no payment and no bill changes")
    alone = change_letter(both, **FRAME, put_right=made)
    assert "We paid Bright Days £84.37 too much." in said(alone)
    unpaid = reconcile(arrangement, PaymentHistory(), on=TOLD, policy=RULES)
    assert "£84.37 less than before" in said(change_letter(both, **FRAME, put_right=unpaid))


def compared(before: Arrangement, after: Arrangement, **more: Any) -> Letter:
    """The letter on what would be, before anything is paid."""
    early = {**FRAME, "on": date(2026, 3, 1), **more}
    return change_letter(compare(found(before), found(after)), **early)


def with_sums(*sums: OneOff) -> Arrangement:
    """Mary with one-off sums."""
    return with_value(mary(), "budget.one_offs", sums)


RAILS = OneOff(on=date(2026, 5, 6), amount=Money(120), what="grab rails")
RESPITE, HOLIDAY = SuspensionReason.RESPITE, SuspensionReason.HOLIDAY
AWAY = STAY.replace(reason=None)
WHY: list[tuple[Arrangement, Arrangement, str]] = [
    (mary(), mary(suspensions=(STAY,)), "you will be in hospital from 8 June 2026 to 28 June 2026."),
    (mary(), mary(suspensions=(STAY.replace(last_day=OPEN_ENDED),)), "you are in hospital from 8 June 2026 on."),
    (mary(), mary(suspensions=(STAY.replace(reason=RESPITE),)), "you will have respite care from"),
    (mary(), mary(suspensions=(STAY.replace(reason=HOLIDAY),)), "you will be on holiday from"),
    (mary(), mary(suspensions=(AWAY,)), "you will be away from 8 June 2026"),
    (mary(suspensions=(STAY,)), mary(), "you were not away for all the days from 8 June 2026 that we had noted."),
    (mary(suspensions=(STAY,)), mary(suspensions=(STAY.replace(last_day=date(2026, 7, 26)),)), "to 26 July 2026."),
    (mary(), with_sums(RAILS), "we pay £120.00 once on 6 May 2026: grab rails."),
    (with_sums(RAILS), mary(), "we do not pay £120.00 for grab rails after all."),
    (mary(), with_value(mary(), "contract.first_day", date(2026, 4, 13)), "your support starts on 13 April 2026."),
    (mary(), with_value(mary(), "contract.last_day", date(2026, 6, 30)), "your support ends on 30 June 2026."),
    (with_value(mary(), "contract.last_day", date(2026, 6, 30)), mary(), "your support goes on, with no last day."),
    (mary(), with_a_fee(), "a change in the fee of Bright Days."),
    (mary(), with_value(mary(), "contract.payment.basis", Basis.GROSS), "a change in how and when we pay."),
    (
        mary(),
        with_value(mary(), "budget.actual", Timeline(Rate.weekly("84.375"), (date(2026, 6, 1), Rate.weekly(90)))),
        "Your budget goes up from £84.375 a week to £90.00 a week on 1 June 2026.",
    ),
    (
        mary(),
        with_value(mary(), "budget.contribution", Timeline(Rate.weekly(20), (date(2026, 6, 1), Rate.weekly(15)))),
        "What you pay goes down from £20.00 a week to £15.00 a week on 1 June 2026.",
    ),
    (
        mary(),
        with_value(mary(), "budget.actual", Rate.weekly(90)),
        "your budget is £90.00 a week from 6 April 2026, and not",
    ),
]


@pytest.mark.parametrize(("before", "after", "why"), WHY, ids=[why[:40] for _, _, why in WHY])
def test_the_reason_is_what_differs(before: Arrangement, after: Arrangement, why: str) -> None:
    assert why in said(compared(before, after))


def test_a_rate_that_differs_for_some_days_only_is_said_once() -> None:
    old, new, back = Rate.weekly("84.375"), Rate.weekly(90), date(2026, 7, 1)
    for_june = with_value(mary(), "budget.actual", Timeline(old, (date(2026, 6, 1), new), (back, old)))
    text = said(compared(mary(), for_june))
    assert (text.count("Your budget goes up"), text.count("your budget is")) == (1, 0)
    both = with_value(mary(), "budget.actual", Timeline(new, (back, Rate.weekly(95))))
    assert said(compared(mary(), both)).count("your budget is") == 2


def test_a_rate_that_does_not_end_is_told_to_about_a_penny() -> None:
    third = with_value(mary(), "budget.actual", Rate.weekly(Fraction(100, 3)))
    text = said(compared(mary(), third))
    assert "your budget is about £33.33 a week from 6 April 2026, and not £84.375 a week as we told you." in text


def test_what_was_outstanding_before_is_said_so_that_the_sums_add_up() -> None:
    arrangement = in_hospital()
    both = compare(found(arrangement, date(2026, 6, 30)), found(arrangement))
    made = put_right(arrangement)[0]
    for amount, word in (("100", "we still had £100.00 to pay."), ("-30", "we still had £30.00 to take back.")):
        decided = Decision(amount=amount, reason="agreed", decided_by="panel", decided_on=date(2026, 6, 1))
        paid = PaymentHistory(payments=made.history.payments).deciding(decided)
        again = reconcile(arrangement, paid, on=TOLD, policy=RULES)
        coming = next_payments(arrangement, again.history, on=TOLD, until=date(2026, 9, 20), policy=RULES)
        letter = change_letter(both, **FRAME, put_right=again, coming=coming)
        assert f"From before, {word}" in said(letter)
        assert pounds((tables(letter)[-1].foot or ())[-2]) == Money(amount) + again.amount


def test_a_change_of_provider_funder_or_end_is_a_reason() -> None:
    for path, value, why in (
        ("holder", Holder(ref="H-8", name="Sunny Days"), "This is because of a change of provider."),
        ("funding", Funder(ref="nhs"), "This is because of a change in who pays for your support."),
        ("contract.payment.move", Move.NOT, "how and when we pay."),
    ):
        given = value if path != "funding" else mary(funding=value).funding
        change = changed(path, given, date(2026, 8, 1))
        letter = change_letter(
            compare(found(change, date(2026, 6, 30)), found(change)), **FRAME, why="You asked for it."
        )
        assert why in said(letter)
        assert "You asked for it." in said(letter)


def test_a_change_of_provider_is_written_where_no_sum_changes() -> None:
    """From the day of a payment on, so that each payment is as it was."""
    for name, text in (
        ("Sunny Days", "From 24 August 2026, your provider is Sunny Days. In all we pay the same as before."),
        (None, "From 24 August 2026, you have another provider."),
    ):
        moved = changed("holder", Holder(ref="H-8", name=name), date(2026, 8, 24))
        both = compare(found(moved, date(2026, 6, 30)), found(moved))
        assert not both.payments
        assert text in said(change_letter(both, **FRAME))


SUNRISE = Holder(ref="H-9", name="Sunrise Care")


def varied(*others: tuple[str, object, date], **facts: Any) -> Arrangement:
    """Mary with changes that became known on 1 July, in order of the days from which they hold."""
    more = (
        Variation(effective=since, known_from=TOLD, changes=(Change(path, value),)) for path, value, since in others
    )
    return mary(variations=(*more,), **facts)


def test_what_was_paid_too_much_was_paid_to_the_provider_of_those_days() -> None:
    since = ("holder", SUNRISE, date(2026, 6, 29))
    text = said(on_change(varied(("suspensions", (STAY,), STAY.first_day), since)))
    assert "We paid Bright Days £84.37 too much. We will take this back. You do not have to pay this." in text
    assert "We take it from your provider." in text, "it comes off what the other is paid"
    assert "From 29 June 2026, your provider is Sunrise Care." in text
    assert "In all we pay the same as before" not in text
    back_to_june = said(
        on_change(varied(("suspensions", (STAY,), STAY.first_day), ("holder", SUNRISE, STAY.first_day)))
    )
    assert "We paid your provider £84.37 too much." in back_to_june, "one was paid, and another should have been"


def test_a_reason_is_what_holds_otherwise_on_a_day() -> None:
    since = ("holder", SUNRISE, date(2026, 6, 29))
    text = said(on_change(varied(("suspensions", (STAY,), STAY.first_day), since)))
    assert "This is because of a change of provider." in text
    assert "how and when we pay" not in text
    assert "who pays for your support" not in text
    renamed = ("holder", BRIGHT.replace(name="Brighter Days"), date(2026, 6, 29))
    assert "a change of provider" not in said(on_change(varied(("suspensions", (STAY,), STAY.first_day), renamed)))


def test_what_bears_on_no_payment_shown_is_no_reason() -> None:
    later = date(2030, 1, 1)
    trip = STAY.replace(first_day=later, last_day=later, reason=HOLIDAY)
    rate = Timeline(Rate.weekly("84.375"), (date(2026, 8, 24), Rate.weekly(90)), (later, Rate.weekly(95)))
    after = with_value(with_value(mary(suspensions=(trip,)), "budget.actual", rate), "contract.last_day", later)
    after = with_value(after, "budget.one_offs", (RAILS.replace(on=later),))
    why = said(compared(mary(), after)).partition("For the days")[0]
    assert why.count("from £84.375 a week to £90.00 a week on 24 August 2026.") == 1
    assert "2030" not in why
    assert "holiday" not in why


def test_a_rate_is_said_of_the_days_of_the_support_only() -> None:
    rate = Timeline(Rate.weekly(80), (date(2026, 1, 1), Rate.weekly(90)))
    text = said(compared(mary(), with_value(mary(), "budget.actual", rate)))
    assert text.count("your budget is") == 1
    assert "your budget is £90.00 a week from 6 April 2026, and not £84.375 a week as we told you." in text


@pytest.mark.parametrize("name", ["contribution", "actual"])
def test_without_either_rate_there_is_nothing_to_compare(name: str) -> None:
    free = funded(FundingShare(funder=NHS, share=1))
    unknown = free.replace(budget=free.budget.replace(**{name: None}))
    refused(lambda: compared(unknown, mary()), "compare.before", f"record budget.{name}")


def test_a_stay_that_goes_on_is_not_said_to_be_over() -> None:
    for last_day, word in (
        (date(2026, 7, 1), "were in hospital from 8 June 2026 to"),
        (WRITTEN, "are in hospital from 8 June 2026 until"),
    ):
        text = said(on_change(changed("suspensions", (STAY.replace(last_day=last_day),))))
        assert f"This is because you {word} {last_day.day} July 2026." in text


def test_a_sum_that_is_paid_by_itself_is_told_though_its_days_were_paid() -> None:
    alone = with_value(mary(), "contract.payment.one_offs", OneOffPayment.ON_ITS_DATE).contract
    rail = OneOff(on=date(2026, 7, 10), amount=Money(50), what="a rail")
    arrangement = varied(("budget.one_offs", (rail,), rail.on), contract=alone)
    made, coming = put_right(arrangement)
    assert (made.history.paid_to or rail.on) > rail.on
    both = compare(found(arrangement, date(2026, 6, 30)), found(arrangement))
    letter = change_letter(both, **FRAME, put_right=made, coming=coming)
    assert "we pay £50.00 once on 10 July 2026: a rail." in said(letter)
    assert "For the days in the table we pay £50.00 more than before." in said(letter)
    assert tables(letter)[0].rows[0][3:] == ("£0.00", "£50.00", "£50.00")
    paid = made.history.paying(PaymentMade.of(next(iter(coming)).payment, rail.on))
    again = reconcile(arrangement, paid, on=TOLD, policy=RULES)
    refused(lambda: change_letter(both, **FRAME, put_right=again), "change_letter", "no payment and no bill changes")


def test_a_policy_that_changed_is_a_reason_and_nothing_at_all_is_refused() -> None:
    full = RULES.with_parameters("Ourshire", suspension=SuspensionRule())
    away = mary(suspensions=(STAY,))
    before = assess(away, on=TOLD, until=date(2026, 9, 20), policy=full)
    text = said(change_letter(compare(before, found(away)), **{**FRAME, "on": date(2026, 3, 1)}))
    assert "This is because the rules of the council have changed." in text


def test_each_sum_that_is_new_or_gone_is_said_and_no_other() -> None:
    ramp = OneOff(on=date(2026, 5, 7), amount=Money(80), what="a ramp")
    assert said(compared(with_sums(RAILS), with_sums(RAILS, ramp))).count("grab rails") == 0
    assert said(compared(with_sums(RAILS, ramp), with_sums(RAILS))).count("grab rails") == 0


def test_an_end_that_somebody_gave_notice_of_is_a_reason() -> None:
    gone = mary(
        contract=mary().contract.replace(termination=terms()),
        endings=(ending(given_on=date(2026, 6, 29), last_day=date(2026, 8, 23), known_from=TOLD),),
    )
    letter = change_letter(compare(found(gone, date(2026, 6, 30)), found(gone)), **FRAME)
    assert "This is because your support has been brought to an end." in said(letter)
    assert tables(letter)[0].rows[-1][3:] == ("£257.50", "£0.00", "-£257.50")


def test_where_nothing_says_why_the_letter_asks_for_a_reason() -> None:
    made = compared_only()
    refused(
        lambda: change_letter(made, **{**FRAME, "on": date(2026, 3, 1)}), "change_letter", "nothing that is recorded"
    )
    letter = change_letter(made, **{**FRAME, "on": date(2026, 3, 1)}, why="We made a mistake.")
    assert "We made a mistake." in letter.sentences


def compared_only() -> Comparison:
    """Payments that differ, with nothing recorded that does."""
    made = compare(found(mary()), found(with_value(mary(), "budget.actual", Rate.weekly(90))))
    return evolve(made, before=made.after)


def test_a_change_that_comes_to_the_same_in_all_says_so() -> None:
    earlier = RAILS.replace(on=date(2026, 4, 8))
    assert "In all we pay the same as before." in said(compared(with_sums(RAILS), with_sums(earlier)))


# The account


def test_a_statement_says_what_came_and_went() -> None:
    text = said(statement_letter(statement(), **FRAME))
    assert "On 6 April 2026 it held £0.00 at the start. Then £979.26 came in." in text
    assert "In these days £965.00 was spent. At the end of 28 June 2026 it held £14.26." in text
    assert "Of the £14.26 in the account, £14.26 is left over. Up to £123.21 can stay in the account." in text


def test_a_statement_is_the_same_whoever_it_was_made_for() -> None:
    from isf_core.model import Audience

    theirs = statement_for(lived(), span=statement().span, policy=NUMBERS, to=Audience.AUTHORITY)
    assert statement_letter(theirs, **FRAME) == statement_letter(statement(), **FRAME)


def test_a_statement_says_what_it_cannot_tell_without_a_path() -> None:
    poor = lived().replace(plan=lived().plan.replace(supports=None))
    text = said(statement_letter(statement_for(poor, span=statement().span, policy=NUMBERS), **FRAME))
    assert "We cannot show this yet, as we do not have all the facts of your plan." in text
    assert "plan.supports" not in text


def test_a_statement_says_what_was_returned_kept_called_off_and_is_still_to_be_paid() -> None:
    def entry(ref: str, kind: EntryKind, amount: str, **facts: Any) -> Entry:
        return Entry(ref=ref, on=LIVED, kind=kind, amount=amount, **facts)

    theirs = statement()
    more = (
        entry("back", EntryKind.REFUND_TO_FUNDER, "1"),
        entry("off", EntryKind.CANCELLED_VISIT, "3"),
        entry("off again", EntryKind.CANCELLED_VISIT, "2", corrects="off"),
    )
    assert theirs.surplus is not None
    over = evolve(theirs.surplus, exclusions=(("commitments", Money(7)),), cap=Money("1.76"), excess=Money("12.50"))
    kept = evolve(theirs, entries=(*theirs.entries, *more), unpaid=Money(40), surplus=over)
    text = said(statement_letter(kept, **FRAME))
    for part in (
        "Another £1.00 was paid back or passed on.",
        "£7.00 is kept for later needs.",
        "You have £12.50 more than that. We will talk to you about what happens to it.",
        "You still have £40.00 to pay of what we billed you.",
        "You had a visit that was called off. It cost £3.00 on 28 June 2026.",
        "On 28 June 2026 we took back a charge of £2.00 for a visit that was called off.",
    ):
        assert part in text
    none = evolve(kept, surplus=evolve(theirs.surplus, amount=Money(0), cap=None, excess=Money(0)))
    assert "Nothing is left over." in said(statement_letter(none, **FRAME))
    assert "Up to" not in said(statement_letter(none, **FRAME))
    unknown = evolve(kept, surplus=None)
    assert "We do not have all the facts yet, so we cannot say what is left over." in said(
        statement_letter(unknown, **FRAME)
    )


def test_a_plan_without_supports_has_no_table_and_part_of_a_week_is_rounded_with_a_word() -> None:
    bare = evolve(statement(), spending_by_support=())
    assert len(tables(statement_letter(bare, **FRAME))) == 1
    april = statement_for(lived(), span=Period.month(2026, 4), policy=NUMBERS)
    assert "A planned sum for part of a week is shown to the nearest penny." in said(statement_letter(april, **FRAME))


# The end


def test_the_end_says_what_becomes_of_the_money() -> None:
    text = said(ending_letter(final(), **FRAME, provider=BRIGHT))
    assert "Your support from Bright Days ended on 26 April 2026. Notice was given on 6 April 2026." in text
    assert "On 20 May 2026 we worked out what happens to the money. The account then held £475.00." in text
    assert "You get £160.00 back. You had paid too much. £180.62 goes back to those who pay for your support." in text


def test_the_end_says_when_it_goes_back_what_is_lost_and_what_the_person_owes() -> None:
    at_risk = fund(promised("5"), FUNDER_PAYMENT="515", DIRECT_SUPPORT="200")
    insolvent = ending(
        party=Party.HOLDER, reason=TerminationReason.INSOLVENCY, last_day=date(2026, 4, 26), lost="20", restored="5"
    )
    by = terms(liabilities=CLAUSE, refund_days=28)
    text = said(ending_letter(ended(held(at_risk, by=by, contribution_risk=Party.HOLDER), insolvent), **FRAME))
    assert "It ended because the provider can no longer pay its debts." in text
    assert "The provider has to pay that by 24 May 2026. £15.00 of that is lost. You do not have to pay it." in text
    owes = evolve(final(), unpaid_contribution=Money(40), by_holder=Money(30))
    assert (
        "You have not paid £40.00 of what you had to pay. You still have to pay this to your provider. "
        "Until then, the provider pays £30.00 of it into the account."
    ) in said(ending_letter(owes, **FRAME))


def test_what_moves_with_the_person_is_said() -> None:
    by = terms(liabilities=CLAUSE, on_change_of_holder=BalanceOnTransfer.MOVES)
    moves = ending(party=Party.PERSON, reason=TerminationReason.CHANGE_OF_HOLDER, last_day=date(2026, 5, 3))
    account = fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="200")
    final_one = ended(held(account, by=by, contribution_risk=Party.HOLDER), moves)
    text = said(ending_letter(final_one, **FRAME))
    assert "It ended because you moved to a new provider." in text
    assert "£137.50 moves with you to your new provider." in text


def test_what_never_began_has_no_last_day() -> None:
    account = fund(FUNDER_PAYMENT="257.50")
    never = ending(given_on=date(2026, 4, 2), last_day=date(2026, 4, 2))
    text = said(ending_letter(ended(held(account, contribution_risk=Party.HOLDER), never), **FRAME, provider=BRIGHT))
    assert "Your support from Bright Days did not start. Notice was given on 2 April 2026." in text
    empty = ended(held(fund(), contribution_risk=Party.HOLDER), never)
    assert "Nothing is left in the account after that." in said(ending_letter(empty, **FRAME))


def test_both_sides_of_the_end_come_to_the_same() -> None:
    there, goes = tables(ending_letter(final(), **FRAME))
    assert (there.foot or ())[-1] == (goes.foot or ())[-1] == "£475.00"


def test_a_letter_does_not_speak_to_somebody_who_died() -> None:
    account = fund(FUNDER_PAYMENT="515")
    died = ended(
        held(account, contribution_risk=Party.HOLDER), ending(party=Party.PERSON, reason=TerminationReason.DEATH)
    )
    refused(lambda: ending_letter(died, **FRAME), "ending_letter", "the person died")


# What is still needed


def test_only_the_person_is_asked_what_only_they_know() -> None:
    letter = request_letter(found(mary()), **FRAME, reply_by=date(2026, 7, 20))
    assert "Have you asked for a provider that you would like, and when?" in letter.sentences
    assert "Please answer by 20 July 2026." in said(letter)
    assert "Please answer" not in said(request_letter(check(mary(), on=TOLD), **FRAME))
    assert all(each.endswith("?") for section in letter.sections for each in section.points)


def test_everything_that_the_person_knows_has_a_question() -> None:
    theirs = [begin for begin, who in _KNOWN_BY.items() if who is KnownBy.PERSON]
    assert [begin for begin in theirs if begin not in REQUEST] == []


@pytest.mark.parametrize(
    ("field", "question"),
    [
        ("lifecycle.choice", "How do you want your budget to be held, and why?"),
        ("lifecycle.choice.on", "On which day did you make your choice?"),
        ("lifecycle.choice.reason", "Why did you choose this way to hold your budget?"),
        ("lifecycle.choice.option", "Which way to hold your budget do you choose?"),
        ("lifecycle.choice.options_given", "Which ways to hold your budget were you told about?"),
        ("lifecycle.provider_requests[0].on", "Have you asked for a provider that you would like, and when?"),
    ],
)
def test_a_question_is_put_as_what_it_is_of_in_particular(field: str, question: str) -> None:
    asks = made("OUR-01", lambda case: case.require(None, field))
    report = check(sound(), on=ON, policy=PLAIN.replace(rules=RuleSet((asks,))))
    asked = [point for section in request_letter(report, **FRAME).sections for point in section.points]
    assert asked == [question]


def test_where_nothing_is_needed_nothing_is_asked() -> None:
    refused(lambda: request_letter(assess(sound(), on=ON, until=LAST), **FRAME), "request_letter", "nothing is needed")


# The provider and finance


def test_a_remittance_names_people_by_reference_and_says_what_to_collect() -> None:
    letter = every_letter()["remittance"]
    assert "We paid you £430.63 on 1 July 2026." in said(letter)
    assert "Payments of £1,030.00 were due before 20 July 2026 and are not recorded as made." in said(letter)
    assert "P-003: not all that is needed is recorded. It is being asked for." in said(letter)
    first = tables(letter)[0]
    assert first.head[-1] == "You collect"
    assert (first.foot or ())[-3:] == ("-£84.37", "£430.63", "£160.00")
    assert "£430.63 for the payments below" in said(remittance_letter(run(), **THEIRS))


def test_a_run_says_who_is_not_in_it_and_why() -> None:
    def left(**facts: Any) -> NotPaid:
        return NotPaid(
            **{"holder": "H-7", "person": "P-9", "arrangement": None, "missing": (), "reason": "it is wrong", **facts}
        )

    odd = evolve(
        run(),
        lines=(),
        overdue=(),
        not_paid=(left(), left(holder=None, person="P-6"), left(left=Money(5)), left(left=Money(-5))),
        unraised=(
            Unraised(person="P-8", arrangement=None, amount=Money("-7.50")),
            Unraised(person="P-7", arrangement=None, amount=None),
        ),
    )
    assert list(remittance_letter(odd, **THEIRS).sentences)[:6] == [
        "No payment is due to you in these days.",
        "P-9: what is recorded cannot be paid as it stands. It is being put right.",
        "P-9: £5.00 is still to be paid to you after the last payment.",
        "P-9: £5.00 is still to be taken back from you after the last payment.",
        "P-8: -£7.50 is to be corrected, and is in none of these payments.",
        "P-7: something may have to be corrected. What was paid is not fully recorded.",
    ]


def test_finance_reads_every_figure_with_its_term() -> None:
    letter = finance_letter(assess(sound(), on=ON, until=LAST).require_schedule()[:2], **FRAME)
    components, funders = tables(letter)
    assert components.foot == (
        *("In all", "", "", "", ""),
        "£755.00",
        "£102.16",
        "£160.00",
        "£80.00",
        "£120.00",
        "£612.84",
    )
    assert funders.head == ("No.", "Due", "council: cost code C-1", "nhs", "Paid")
    assert any(
        "budget, a year: £4,907.50 [The arrangement as recorded, budget.actual]" in line
        for line in letter.sections[1].lines
    )
    assert "fee, a week: £10.00" in str(letter)
    unfunded = tables(finance_letter(schedule_payments(mary(), until=date(2026, 5, 3)), **FRAME))
    assert [table.caption for table in unfunded] == ["Payments by component"]


def test_finance_reads_a_hundred_payments_at_most() -> None:
    long = assess(mary(), on=TOLD, until=date(2036, 4, 4), policy=RULES).require_schedule()
    refused(lambda: finance_letter(long, **FRAME), "finance_letter", "give some of them")


# In another language and from right to left


def test_a_letter_has_the_language_of_its_sentences() -> None:
    letter = payment_letter(found(mary()), **FRAME, words=Words("ar", ENGLISH))
    assert (letter.language, letter.is_right_to_left) == ("en", False)
    assert '<html lang="en" dir="ltr">' in letter.html()


class Arabic:
    """A catalogue of one sentence."""

    def gettext(self, message: str, /) -> str:
        return {"In all": "\u0627\u0644\u0645\u062c\u0645\u0648\u0639"}.get(message, message)


def test_a_letter_from_right_to_left_says_so() -> None:
    page = payment_letter(found(mary()), **EARLY, words=Words("ar_EG", Arabic())).html()
    assert '<html lang="ar-EG" dir="rtl">' in page
    assert '<article class="letter" lang="ar-EG" dir="rtl">' in page
    assert "UK£" not in page
    assert "\u20681 High Street\u2069" in page, "a line from left to right keeps its direction"
    assert "6 \u0623\u0628\u0631\u064a\u0644 2026" in page, "its month is a word"
    assert page.count("\u2068") == page.count("\u2069") > 0


# As a page


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_its_language_headings_and_scopes_and_fetches_nothing(kind: str) -> None:
    letter = every_letter()[kind]
    page = letter.html()
    assert page.startswith('<!doctype html>\n<html lang="en-GB" dir="ltr">\n<head>\n<meta charset="utf-8">')
    assert page.count("<h1>") == 1
    levels = [int(each) for each in re.findall(r"<h([1-6])>", page)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all("scope=" in cell for cell in re.findall(r"<th[^>]*>", page) if cell != "<thead>")
    assert page.count("<table") == page.count("<caption>") == len(tables(letter))
    assert not re.search(r"src=|href=|@import|url\(|<script", page)
    assert letter._repr_html_() == letter.__html__()
    assert letter.__html__() in page


def test_a_letter_looks_the_same_in_a_notebook() -> None:
    """Jupyter lays tables out in columns of one width, sets cells to the right and follows a dark theme."""
    style = re.findall(r"<style>(.*?)</style>", every_letter()[KINDS[0]]._repr_html_(), re.DOTALL)[0]
    selectors = [each.strip() for rule in re.findall(r"([^{}]+)\{", style) for each in rule.split(",")]
    assert all(each.startswith(".letter.letter") for each in selectors)
    assert {"table-layout: auto", "color: inherit", "background: none"} <= set(re.split(r"[{};]\s*", style.strip()))


def test_wide_tables_lie_across_the_page() -> None:
    upright, across = (
        letter.html()
        for letter in (every_letter()["payments"], finance_letter(assess(sound(), on=ON, until=LAST), **FRAME))
    )
    assert "size: A4;" in upright
    assert "size: A4 landscape;" in across


def test_a_column_in_which_nothing_is_recorded_is_left_out() -> None:
    rows: list[list[Fact]] = [["P-1", None, Money(0)]]
    assert LetterTable.of(Words(), "c", ("a", "b", "d"), rows, total=None).head == ("a", "d")
    zero: list[list[Fact]] = [["P-1", Money(0), Money(0)]]
    assert LetterTable.of(Words(), "c", ("a", "b", "d"), zero, total=None, shows_zero=False).head == ("a", "d")
    assert LetterTable.of(Words(), "c", ("a", "b"), [], total="In all").foot is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_the_person_recorded_is_in_no_letter(kind: str) -> None:
    assert NAME not in every_letter()[kind].html()


HOSTILE = "<script>alert(1)</script> {due} &amp; [red]\u05d0\u05d1 \"'"


def test_hostile_texts_come_out_escaped_and_harmless() -> None:
    hostile = mary(
        person=Person(ref=HOSTILE),
        holder=Holder(ref="H-7", name=HOSTILE),
        ref=HOSTILE,
        budget=mary().budget.replace(one_offs=(RAILS.replace(what=HOSTILE),)),
        funding=Funder(ref=HOSTILE, cost_code=HOSTILE),
    )
    theirs: dict[str, Any] = {
        "sender": OURS.replace(contact=HOSTILE, address=(HOSTILE,)),
        "to": Recipient(name=HOSTILE, ref=HOSTILE),
        "on": ON,
    }
    schedule = schedule_payments(hostile, until=date(2026, 5, 3))
    span = Period(first_day=date(2026, 4, 1), last_day=date(2026, 4, 30))
    due = pay_run([hostile], holder="H-7", span=span, on=ON, policy=PLAIN)
    for letter in (
        payment_letter(schedule, **theirs),
        finance_letter(schedule, **theirs),
        remittance_letter(due, **{**theirs, "to": Recipient(name=HOSTILE)}),
    ):
        page = letter.html()
        assert "<script" not in page
        assert "alert(1)" in page
        assert "{due}" in str(letter), "what somebody wrote is never read as a place"
        assert page.count("\u2068") == page.count("\u2069") > 0, "and does not turn what stands beside it"


def test_a_letter_is_a_value() -> None:
    import copy
    import pickle

    letter = on_change(in_hospital())
    assert letter == on_change(in_hospital())
    assert pickle.loads(pickle.dumps(letter)) == copy.copy(letter) == letter
    assert to_the_person()["payments"] != letter
