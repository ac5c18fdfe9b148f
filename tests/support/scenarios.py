"""A few arrangements, simple and hard, and all that can be said of them as one text.

For the tests that run in processes of their own.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from isf_core import (
    NOT_STATED,
    READY,
    Arrangement,
    Assessment,
    Basis,
    Contract,
    Convention,
    Exemption,
    FeeBase,
    FixedFee,
    Form,
    Frequency,
    Funder,
    FundingShare,
    Ground,
    HolderKind,
    InHouse,
    IsfError,
    Money,
    Move,
    OneOff,
    OneOffPayment,
    Outcome,
    PayCycle,
    PaymentTerms,
    PercentageFee,
    Period,
    Person,
    PersonalBudget,
    Placement,
    Rate,
    Support,
    SupportPlan,
    Tier,
    TieredFee,
    Timeline,
    Timing,
    Visits,
    across,
    assess,
    balance_on,
    final_account_on,
    statement_for,
    surplus_on,
)
from isf_core.model import Audience
from isf_core.present.rulebook import rulebook
from isf_core.values import digest

from .account import LIVED, PERIODS, ended, lived
from .arrangements import GOLDEN, MINIMAL, arrangement
from .asking import POLICY

ON = date(2026, 3, 30)
UNTIL = date(2027, 4, 4)


def mary() -> Arrangement:
    """Mary's fund: 4,387.50 a year, of which she pays 20 a week to the holder herself."""
    return arrangement(
        GOLDEN,
        person__name="Mary",
        holder__kind=HolderKind.SUPPORT_PROVIDER,
        budget={"actual": Rate.annual("4387.50"), "contribution": Rate.weekly("20"), "exemptions": ()},
        plan=SupportPlan(
            outcomes=(Outcome(ref="safe", eligible=True), Outcome(ref="fed", eligible=True)),
            supports=(
                Support.from_visits(
                    "homecare",
                    ("safe", "fed"),
                    Visits(a_week=3, hours="1", hourly="12.50"),
                    Visits(a_week=4, hours="0.5", hourly="12.50"),
                    Visits(a_week=7, hours="0.25", hourly="12.50"),
                    provider="H-7",
                ),
            ),
        ),
        contract__form=Form.TWO_WAY,
        payment={"basis": Basis.NET, "move": Move.BACK},
    )


def stubs_and_changes() -> Arrangement:
    """Part periods at both ends, rates that change inside them, three funders, a fee that becomes another."""
    funders = (("council", "0.5"), ("nhs", "0.3"), ("education", "0.2"))
    return Arrangement(
        person=Person(ref="P-002"),
        funding=tuple(FundingShare(funder=Funder(ref=ref), share=share) for ref, share in funders),
        budget=PersonalBudget(
            actual=Timeline(
                Rate.weekly("211.11"),
                (date(2026, 4, 29), Rate.weekly("199.99")),
                (date(2026, 10, 1), Rate.annual("12345.67")),
            ),
            contribution=Timeline(Rate.weekly("33.33"), (date(2026, 4, 30), Rate.weekly("250"))),
            in_house=(InHouse(what="day centre", cost=Rate.four_weekly("77.77")),),
            one_offs=(
                OneOff(on=date(2026, 5, 20), amount=Money("120"), what="grab rails"),
                OneOff(on=date(2026, 4, 16), amount=Money("0.01"), what="a key"),
            ),
        ),
        plan=SupportPlan(
            outcomes=(Outcome(ref="out", eligible=True), Outcome(ref="in", eligible=True, met_informally=())),
            supports=(Support.by_rate("club", (), Rate.weekly("40"), provider="club"),),
        ),
        contract=Contract(
            first_day=date(2026, 4, 15),
            last_day=date(2027, 1, 6),
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
                timing=Timing.IN_ADVANCE,
                basis=Timeline(Basis.NET, (date(2026, 6, 1), Basis.GROSS)),
                move=Move.FORWARD,
                convention=Convention.RUNNING_TOTAL,
                one_offs=OneOffPayment.ON_ITS_DATE,
                due_days=-3,
            ),
            fee=Timeline(
                PercentageFee(percent="7.5", base=FeeBase.NET), (date(2026, 9, 9), FixedFee(per_week="28.57"))
            ),
            fee_placement=Timeline(Placement.INSIDE, (date(2026, 8, 8), Placement.ON_TOP)),
            subcontracting=NOT_STATED,
        ),
    )


def month_ends() -> Arrangement:
    """Instalments from the 31st of a month, in arrears, in a year of 365 days."""
    return Arrangement(
        person=Person(ref="P-003"),
        budget=PersonalBudget(
            actual=Rate.annual("10000"),
            contribution=Rate.monthly("77.77"),
            in_house=(),
            one_offs=(OneOff(on=date(2026, 2, 28), amount=Money("1234.56"), what="a hoist"),),
            exemptions=(Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 2, 1), last_day=date(2026, 3, 14)),),
        ),
        contract=Contract(
            first_day=date(2026, 2, 10),
            last_day=date(2027, 2, 27),
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 31)),
                timing=Timing.IN_ARREARS,
                basis=Basis.NET,
                move=Move.FORWARD_IN_MONTH,
                one_offs=OneOffPayment.WITH_PERIOD,
                weeks_in_year=Fraction(365, 7),
            ),
            fee=TieredFee(tiers=(Tier(level="full", fee=PercentageFee(percent="12.345")),), level="full"),
            fee_placement=Placement.ON_TOP,
        ),
    )


def hardly_recorded() -> Arrangement:
    """A person and a first day; nothing else is recorded."""
    return arrangement(MINIMAL, person__ref="P-004")


SCENARIOS = (mary, stubs_and_changes, month_ends, hardly_recorded)


def all_that_is_said(found: Assessment) -> str:
    """The report, the schedule and why each amount is what it is, as one long text."""
    report, schedule = found.report, found.schedule
    said = [repr(found), str(found), found._repr_html_(), repr(report.records()), repr(report.results)]
    for code in found.policy.rules.codes:
        said += [report.why(code), report.why_not(code)]
    if schedule is None:
        return "\n".join([*said, repr(found.missing)])
    said += [repr(schedule.resolved), repr(schedule.totals), repr(schedule.carry), repr(schedule.rounding)]
    said += [repr(schedule.records()), repr(schedule.accrued_in(span=schedule.span))]
    for payment in schedule:
        said += [repr(payment), repr(payment.line), str(payment.explain()), repr(payment.explain())]
        said += [str(payment.explain(each)) for each in ("budget", "in_house", "contribution", "fee", "fee_on_top")]
        said += [repr(payment.by_funder())] if schedule.resolved.funding else []
    return "\n".join(said)


def account_said() -> str:
    """All that is said of an account after twelve weeks: balance, statements, surplus, its end, its findings."""
    mary = lived()
    span = Period(first_day=PERIODS[0].first_day, last_day=PERIODS[-1].last_day)
    results: list[Any] = [
        balance_on(mary.fund, on=LIVED),
        *(statement_for(mary, span=each, policy=POLICY, to=to) for each in (*PERIODS, span) for to in Audience),
        surplus_on(mary, on=LIVED, policy=POLICY),
        final_account_on(mary, on=LIVED, policy=POLICY, ending=ended(given_on=PERIODS[-1].first_day, last_day=LIVED)),
    ]
    said = [part for each in results for part in (repr(each), str(each), repr(each.records()), str(each.explain()))]
    found = assess(mary, on=LIVED, policy=POLICY)
    side_by_side = across(mary, READY, on=LIVED, until=LIVED)
    said += [all_that_is_said(found), str(found.step), str(found.reviews), str(found.receipt), digest(mary)]
    return "\n".join([*said, str(side_by_side), rulebook()])


def everything() -> str:
    """All that is said of all of them, and how nonsense is refused."""
    said = [all_that_is_said(assess(make(), on=ON, until=UNTIL)) for make in SCENARIOS]
    said.append(account_said())
    try:
        Money("1.005")
    except IsfError as error:
        said.append(repr(error))
    return "\n".join(said)
