"""What people are told of pay runs, corrections and the next payments, whole: each table, page, reason and refusal.

python tests/support/wording.py pay_runs > tests/data/words_of_pay_runs.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final

from isf_core import PLAIN, Arrangement, Money, Period, Policies, Rate, as_known, schedule_payments
from isf_core.model import (
    Backdating,
    Basis,
    Contract,
    DeliveryLimit,
    Exemption,
    FinancialAssessment,
    FixedFee,
    Funder,
    FundingRate,
    FundingShare,
    Ground,
    Holder,
    HowFarBack,
    InHouse,
    OneOff,
    OneOffPayment,
    Person,
    PersonalBudget,
    Placement,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Variation,
)
from isf_core.pay_runs import (
    Adjustment,
    Decision,
    NextPayments,
    PaymentHistory,
    PaymentMade,
    PayRun,
    Reconciliation,
    next_payments,
    pay_run,
    pay_runs_for,
    reconcile,
)
from isf_core.values.table import Tabular

from .arrangements import FIRST_DAY, NET, mary, merged
from .endings import ending
from .pictures import because, refusal, table_lines
from .time_cases import KNOWN, TO_EFFECT, backdating, paid_before, varying

MAY: Final = Period.month(2026, 5)
COUNCIL: Final = Funder(ref="council", cost_code="4100")
NHS: Final = Funder(ref="NHS", cost_code="7200")
LONG: Final = "a reason that goes on and on, " * 16


def of(ref: str, holder: str | None = "H-7", **facts: Any) -> Arrangement:
    """Somebody's fund, held by somebody and paid by the council."""
    held = None if holder is None else Holder(ref=holder)
    by = {"ref": f"ISF-{ref}", "person": Person(ref=ref), "holder": held, "funding": COUNCIL}
    return mary(**merged({"arrangement": by}, facts))


def with_everything(**facts: Any) -> Arrangement:
    """100 a week, net of 20 and of a day centre of 10, with 5 for the holder on top, borne by two funders."""
    budget = {
        "actual": Rate.weekly("100"),
        "contribution": Rate.weekly("20"),
        "in_house": (InHouse(what="day centre", cost=Rate.weekly("10")),),
        "one_offs": (OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails", ref="O-1"),),
    }
    contract = {"fee": FixedFee(per_week="5"), "fee_placement": Placement.ON_TOP}
    shares = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4", payer="council"))
    return of(
        "P-1",
        **merged(
            NET,
            {"budget": budget, "contract": contract, "payment": {"one_offs": OneOffPayment.WITH_PERIOD}},
            {"arrangement": {"funding": shares}},
            facts,
        ),
    )


def decided(amount: str, on: date = KNOWN, **facts: Any) -> Decision:
    """A decision of the panel."""
    return Decision(amount=Money(amount), reason="agreed", decided_by="panel", decided_on=on, **facts)


def seen(name: str, result: Tabular) -> Iterator[str]:
    """A result as text, and its whole table."""
    yield f"{name}:"
    yield str(result)
    yield from table_lines(result.table())


def book() -> list[Any]:
    """A book of which hardly anything is right."""
    two = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4", payer="council"))
    stopped = of("P-06", arrangement={"endings": (ending(last_day=date(2026, 5, 3), given_on=FIRST_DAY),)})
    paid = paid_before(of("P-07"), 1)
    short = paid_before(of("P-08"), 1).payments[0].replace(budget=Money("300"))
    unheld = Variation(effective=date(2026, 5, 4), changes=varying(FIRST_DAY, ("holder", Holder(ref="H-9"))).changes)
    delivered = {"on_delivery": DeliveryLimit.PERIOD}
    return [
        (of("P-01"), paid_before(of("P-01"), 1)),
        of("P-02", None),
        (of("P-03", "H-9", arrangement={"funding": two}), PaymentHistory().deciding(decided("-12.34"))),
        of("P-04", None, budget={"contribution": None}),
        of("P-05", "H-8", budget={"contribution": None, "actual": None}),
        (stopped, paid_before(stopped, 9, date(2026, 5, 12)).deciding(decided("1000", date(2026, 5, 10)))),
        (of("P-07"), paid.replace(payments=(paid.payments[0].replace(fee=None),))),
        (of("P-08"), PaymentHistory().paying(short)),
        of("P-09", "H-9", contract={"payment": merged(delivered)}),
        of("P-10"),
        (of("P-10"), PaymentHistory().deciding(decided("1"))),
        of("P-11", "H-9"),
        of("P-11", "H-9"),
        of("P-12", arrangement={"variations": (unheld,)}),
        (of("P-13", "H-8"), PaymentHistory().deciding(decided("-5"))),
        of("P-14", "H-8", arrangement={"funding": None}),
        (of("P-16", "H-9", arrangement={"funding": two}), PaymentHistory().deciding(decided("0.01"))),
        Arrangement(person=Person(ref="P-15"), budget=PersonalBudget(), contract=Contract()),
    ]


def runs() -> Iterator[str]:
    """The book of a month: holder by holder, and all at once."""
    policy = backdating(HowFarBack.TO_WHEN_IT_TOOK_EFFECT, limit=None)
    asked: dict[str, Any] = {"span": MAY, "on": KNOWN, "policy": policy}
    found = pay_runs_for(book(), **asked)
    yield from seen("the book of May", found)
    for run in found.runs:
        yield from seen(f"the run of {run.holder}", run)
        yield from because(run.explain(), 4)
        yield f"  {run!r}"
        yield f"  {run.by_person}"
        yield from (f"  {each!r}" for each in (*run.not_paid, *run.unraised, *run.overdue))
    yield f"  {found.by_holder} {found.by_funder} {found.by_payer} {found.by_cost_code} {found.amount}"
    yield from seen("recharged", found.recharges)
    yield f"  {found.recharges.rows[0]!r}"
    yield f"  {found.lines[0]!r}"
    yield f"  {found.lines[0].by_funder()}"
    nobody = pay_runs_for([], **asked)
    yield from seen("a book of nobody", nobody)
    yield from seen("a run of nothing", pay_run([], holder="H-7", **asked))
    yield from because(pay_run([], holder="H-7", **asked).explain())
    april = pay_run([of("P-01")], holder="H-7", span=Period.month(2026, 4), on=KNOWN, policy=policy)
    yield from seen("a run of one payment", april)
    yield from because(april.explain(), 4)
    for many in (100, 101):
        of_many = PayRun(holder="H-7", due=april.due, lines=april.lines * many)
        yield f"of {many} payments, explained: {sum(1 for _ in of_many.explain().walk()):,} steps"
    first = next(iter(PayRun(holder="H-7", due=april.due, lines=april.lines * 101).explain().operands))
    yield from because(first)


def records() -> Iterator[str]:
    """What was paid, corrected and decided, as records."""
    period = Period(first_day=FIRST_DAY, last_day=date(2026, 5, 3))
    for component in ("budget", "in_house", "contribution", "fee", "fee_on_top", "one_off"):
        for reason in (None, "a new rate"):
            each = Adjustment(period=period, component=component, change="12.34", raised_on=KNOWN, reason=reason)
            yield f"{each!r}"
            yield f"  {each.amount} by hand: {each.is_by_hand}"
            yield from because(each.explain())
    agreed = decided("-500", ref="D-1")
    yield f"{agreed!r}"
    yield from because(agreed.explain())
    fund = with_everything()
    for payments in (OneOffPayment.WITH_PERIOD, OneOffPayment.ON_ITS_DATE):
        varied = with_everything(payment={"one_offs": payments})
        for payment in schedule_payments(varied, until=date(2026, 6, 1)):
            made = PaymentMade.of(payment, payment.due, Money("1.23"))
            yield f"{made!r} {made.amount} {made.missing} {made.paid_for} {made.policy}"
    unnamed = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails")
    of_its_own = with_everything(budget={"one_offs": (unnamed,)}, payment={"one_offs": OneOffPayment.ON_ITS_DATE})
    (alone,) = (each for each in schedule_payments(of_its_own, until=date(2026, 6, 1)) if not each.is_regular)
    made = PaymentMade.of(alone, alone.due)
    yield f"{made!r} {made.adjusted}"
    history = paid_before(fund, 2).deciding(agreed)
    yield f"{history!r}"
    yield f"  {history.paid_to} {history.outstanding} {history.decided} {history.amount}"
    unknown = PaymentMade(paid_on=KNOWN, period=period, budget=1)
    yield f"{unknown.missing} {unknown.replace(is_regular=False).missing}"
    yield refusal(lambda: unknown.sums)
    yield refusal(lambda: unknown.amount)
    yield refusal(reconcile, mary(), PaymentHistory().paying(unknown), on=KNOWN, policy=TO_EFFECT)


CHANGES: Final[dict[str, Variation]] = {
    "a new rate": varying(
        date(2026, 5, 18),
        ("budget.actual", Rate.weekly("110")),
        ("budget.contribution", Rate.weekly("25.55")),
        known_from=KNOWN,
        reason="a new rate",
    ),
    "its reference": varying(FIRST_DAY, ("budget.contribution", Rate.weekly("15")), known_from=KNOWN, ref="V-9"),
    "what changes": varying(
        date(2026, 5, 4),
        ("budget.in_house", ()),
        ("contract.fee", FixedFee(per_week="6")),
        known_from=KNOWN,
    ),
    "a sum of its own": varying(
        FIRST_DAY,
        ("budget.one_offs", (OneOff(on=date(2026, 6, 3), amount=Money(50), what="a key safe"),)),
        known_from=KNOWN,
    ),
    "free weeks": varying(
        FIRST_DAY,
        (
            "budget.exemptions",
            (Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 5, 4), last_day=date(2026, 5, 20)),),
        ),
        known_from=KNOWN,
    ),
    "an assessment": varying(
        FIRST_DAY,
        (
            "budget.financial_assessments",
            (
                FinancialAssessment(ref="FA-1", on=date(2026, 4, 20), income=Rate.weekly(118), own_minimum="100"),
                FinancialAssessment(ref="FA-2", on=date(2026, 6, 10), income=Rate.weekly(116), own_minimum="100"),
            ),
        ),
        known_from=KNOWN,
    ),
    "a stay": varying(
        FIRST_DAY,
        (
            "suspensions",
            (
                Suspension(first_day=date(2026, 5, 10), last_day=date(2026, 5, 16)),
                Suspension(first_day=date(2026, 5, 17), last_day=date(2026, 6, 10)),
            ),
        ),
        known_from=KNOWN,
    ),
    "an earlier end": varying(FIRST_DAY, ("contract.last_day", date(2026, 7, 5)), known_from=KNOWN),
    "a long reason": varying(FIRST_DAY, ("budget.actual", Rate.weekly("99")), known_from=KNOWN, reason=LONG),
}
"""What becomes known on the day, after four payments."""


def corrected(arrangement: Arrangement, policy: Any, history: PaymentHistory | None = None) -> Reconciliation:
    """What four payments are corrected by."""
    paid = paid_before(arrangement.replace(variations=()), 4) if history is None else history
    return reconcile(arrangement, paid, on=KNOWN, policy=policy)


def corrections() -> Iterator[str]:
    """What is corrected, why, and what the policy withholds."""
    fund = with_everything()
    suspending = TO_EFFECT.replace(suspension=SuspensionRule(full_days=7, retainer="0.5"))
    for name, change in CHANGES.items():
        yield from seen(name, corrected(fund.replace(variations=(change,)), suspending))
    several = tuple(CHANGES[name] for name in ("a new rate", "its reference", "what changes"))
    for how_far in HowFarBack:
        earliest = date(2026, 6, 1) if how_far is HowFarBack.TO_A_DATE else None
        found = corrected(fund.replace(variations=several), backdating(how_far, earliest))
        yield from seen(f"all of them, {how_far.value}", found)
        yield from because(found.explain())
        yield f"  {found!r} {found.amount} {found.amount_withheld}"
    yield refusal(corrected, fund.replace(variations=several), backdating(None))
    nothing = corrected(fund, TO_EFFECT, PaymentHistory())
    yield from seen("nothing was paid", nothing)
    yield from because(nothing.explain())
    stopped = fund.replace(
        endings=(
            Termination(
                party=ending().party,
                reason=TerminationReason.INSOLVENCY,
                given_on=date(2026, 6, 1),
                last_day=date(2026, 6, 14),
                liabilities=(),
            ),
        )
    )
    yield from seen("it ended", corrected(stopped, TO_EFFECT, paid_before(fund, 4)))
    paid = paid_before(fund, 2)
    first, second = paid.payments
    twice = paid.paying(first.replace(paid_on=date(2026, 4, 20)), second.replace(paid_on=date(2026, 6, 2)))
    yield from seen("paid twice", corrected(fund, TO_EFFECT, twice))
    many = paid.paying(*(first.replace(ref=f"R-{number}") for number in range(30)))
    yield from seen("paid very often", corrected(fund, TO_EFFECT, many))
    yield refusal(
        corrected,
        fund,
        TO_EFFECT,
        PaymentHistory().paying(
            first.replace(period=Period(first_day=date(2026, 4, 5), last_day=date(2026, 5, 3))),
        ),
    )


def under_others() -> Iterator[str]:
    """What was paid under the numbers of another policy."""
    fund = with_everything(payment={"basis": None, "one_offs": None})
    facts: dict[str, Any] = {"one_offs": OneOffPayment.WITH_PERIOD, "recovery_limit": "0.5"}
    far = Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
    old = PLAIN.with_parameters("the old one", basis=Basis.NET, backdating=far, **facts)
    longer = PLAIN.with_parameters("x" * 120, basis=Basis.NET, late_days=7, backdating=far, **facts)
    for by in (old, longer):
        made = schedule_payments(fund, until=date(2026, 7, 26), policy=by)[:4]
        history = PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in made))
        for how_far in (HowFarBack.TO_WHEN_IT_TOOK_EFFECT, HowFarBack.NEVER, HowFarBack.NOT_THE_FIRST_PAYMENT):
            numbers = {"backdating": Backdating(how_far=how_far), "basis": Basis.GROSS, **facts}
            new = PLAIN.with_parameters("the new one", **numbers)
            yield from seen(f"paid net, now gross, {how_far.value}", corrected(fund, new, history))
        to_june = Backdating(how_far=HowFarBack.TO_A_DATE, earliest=date(2026, 6, 1))
        new = PLAIN.with_parameters("the new one", basis=Basis.GROSS, backdating=to_june, **facts)
        yield from seen("paid net, now gross, from June", corrected(fund, new, history))
        dated = Policies((date(2026, 4, 1), by), (date(2026, 5, 18), new.with_parameters("y" * 120, backdating=far)))
        yield from seen("paid net, gross from 18 May", corrected(fund, dated, history))
        third = new.with_parameters("z", backdating=far, late_days=9)
        second = new.with_parameters("y" * 120, backdating=far)
        again = Policies((date(2026, 4, 1), by), (date(2026, 5, 18), second), (date(2026, 5, 25), third))
        yield from seen("paid net, gross from 18 May, other numbers from 25 May", corrected(fund, again, history))
        nameless = PaymentHistory().paying(*(each.replace(policy=None) for each in history.payments))
        yield from seen("the name is not recorded", corrected(fund, dated, nameless))
        unset = PLAIN.with_parameters("the new one", basis=Basis.GROSS, **facts)
        yield refusal(corrected, fund, unset, history)


def coming() -> Iterator[str]:
    """What is paid next, with what is taken up."""
    fund = with_everything()
    raised = corrected(fund.replace(variations=(CHANGES["a new rate"],)), TO_EFFECT).history
    later = fund.replace(variations=(CHANGES["a new rate"],))
    until = date(2026, 11, 1)

    def after(history: PaymentHistory, limit: str | None = "0.1", to: date = until, of: Arrangement = later) -> Any:
        policy = backdating(HowFarBack.TO_WHEN_IT_TOOK_EFFECT, limit=limit)
        return next_payments(of, history, on=KNOWN, until=to, policy=policy)

    cases: dict[str, NextPayments] = {
        "what was raised": after(raised),
        "something to take back": after(raised.deciding(decided("-200"))),
        "something to pay": after(raised.deciding(decided("200.01"))),
        "a decision that is not taken yet": after(raised.deciding(decided("7", date(2026, 7, 21)))),
        "a decision of the day": after(raised.deciding(decided("7"))),
        "what was never raised": after(paid_before(fund, 4)),
        "nothing was paid": after(PaymentHistory(), of=fund),
        "what is not recorded": after(
            PaymentHistory().paying(paid_before(fund, 1).payments[0].replace(in_house=None)), of=fund
        ),
        "no payment so soon": after(raised, to=KNOWN),
    }
    ends = with_everything(contract={"last_day": date(2026, 8, 23)})
    cases["the last of them"] = after(paid_before(ends, 4).deciding(decided("-900")), of=ends)
    cases["all but the last"] = after(paid_before(ends, 4), of=ends, to=date(2026, 8, 22))
    for name, found in cases.items():
        yield f"{name}: left {found.left}, unraised {found.unraised}, goes on: {found.goes_on}"
        yield from table_lines(found.table())
        for each in found.payments[:2]:
            yield f"  {each.amount} {each!r}"
            yield f"  {each.made(date(2026, 8, 1))!r}"
            yield from because(each.explain(), 2)
    yield str(cases["nothing was paid"])
    yield repr(cases["no payment so soon"])
    yield refusal(after, raised.deciding(decided("-2000")), None)
    rate = FundingRate(funder=Funder(ref="school"), rate=Rate.weekly("12.34"))
    shares = (*fund.funding, rate)  # type: ignore[misc]
    joint = with_everything(arrangement={"funding": shares, "variations": (CHANGES["a new rate"],)})
    late = corrected(joint, TO_EFFECT).history
    for each in after(late.deciding(decided("-10")), of=joint).payments[:3]:
        yield f"  {each.adjusted} borne {each.borne}"
    run = pay_run([(joint, late)], holder="H-7", span=Period.month(2026, 7), on=KNOWN, policy=TO_EFFECT)
    for line in (*run.lines, *run.overdue):
        yield f"  {line.amount} {line.by_funder()} {line.recharges}"
    known = as_known(joint, on=date(2026, 7, 1))
    borne = after(late, of=known).payments[0].borne
    yield f"  {sum((sum_.pounds for _, sum_ in borne), Fraction(0))}"


def refused() -> Iterator[str]:
    """What histories and books refuse."""
    period = Period(first_day=FIRST_DAY, last_day=date(2026, 5, 3))
    by_hand: dict[str, Any] = {"period": period, "change": 1, "raised_on": KNOWN}
    yield refusal(Adjustment, component="x" * 60, **by_hand)
    yield refusal(PaymentHistory, raised=(Adjustment(component="budget", **by_hand),))
    made = paid_before(mary(), 1).payments[0]
    for again in ((made, made), (made.replace(ref="R-1"), made, made.replace(ref="R-1", budget=1))):
        yield refusal(PaymentHistory, payments=again)
    one = decided("1")
    for decisions in ((one, one), (one, one.replace(ref="D-1"), one.replace(ref="D-1", amount=2))):
        yield refusal(PaymentHistory, decisions=decisions)
    yield refusal(PaymentMade.of, made, KNOWN)
    asked: dict[str, Any] = {"span": MAY, "on": KNOWN, "policy": TO_EFFECT}
    yield refusal(pay_run, [of("P-1", "H-1"), of("P-2", "H-2")], holder="H-7", **asked)
    yield refusal(pay_run, [of("P-1", None)], holder="H-7", **asked)
    yield refusal(pay_run, [of(f"P-{number}", f"H-{number:04}") for number in range(60)], holder="H-7", **asked)
    yield refusal(pay_runs_for, [(of("P-1"), PaymentHistory()), (of("P-1"),)], **asked)
    yield refusal(pay_runs_for, [of("P-1"), (of("P-1"), made)], **asked)
    yield refusal(pay_runs_for, [of("P-1"), "P-1"], **asked)


def pay_runs() -> Iterator[str]:
    """All of it."""
    for part in (records, runs, corrections, under_others, coming, refused):
        yield f"== {part.__doc__}"
        yield from part()
