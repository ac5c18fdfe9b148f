"""What does not fit in a record is refused three times: by mypy, by pyright, and when it runs.

Each line marked `type: ignore` must be needed: mypy refuses an ignore that is not (strict), and so does
pyright, by the next line.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true, reportUnnecessaryComparison=false

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_type

import pytest

from isf_core.errors import IsfError
from isf_core.model import (
    NOT_STATED,
    Arrangement,
    AtMost,
    Band,
    Basis,
    Bill,
    BlockContract,
    Choice,
    Clause,
    Clauses,
    Contract,
    Covered,
    DeploymentOption,
    Entry,
    EntryKind,
    Fees,
    FixedFee,
    Fund,
    Funder,
    FundingShare,
    HoursEntry,
    HoursKind,
    InHouse,
    Lifecycle,
    ManagementFee,
    NeedsAssessment,
    NoFee,
    Notice,
    NoticeUnit,
    OneOff,
    OverspendTerms,
    Party,
    PaymentTerms,
    PercentageFee,
    Person,
    PersonalBudget,
    PerWeek,
    Phase,
    Placement,
    PoolMember,
    RegisterEntry,
    SavingShare,
    ShareOf,
    Signature,
    Support,
    SupportPlan,
    SurplusRule,
    Suspension,
    SuspensionRule,
    TerminationTerms,
    Variation,
    Visits,
)
from isf_core.values import Money, Period, Rate, Timeline

MARY = Person(ref="P-001")
ON = date(2026, 4, 6)

WRONG: tuple[Callable[[], object], ...] = (
    # one funder, or parts
    lambda: Arrangement(person=MARY, funding="nonsense"),  # type: ignore[arg-type]
    lambda: Arrangement(person=MARY, funding=(FundingShare(funder=Funder(ref="F"), share=1), MARY)),  # type: ignore[arg-type]
    lambda: Phase(since=ON, payment=PaymentTerms(), funding=5),  # type: ignore[arg-type]
    # records, texts, days, members
    lambda: Arrangement(person="Mary"),  # type: ignore[arg-type]
    lambda: Arrangement(person=MARY, fund=None),  # type: ignore[arg-type]
    lambda: Person(ref=7),  # type: ignore[arg-type]
    lambda: Signature(party="funder"),  # type: ignore[arg-type]
    lambda: Signature(party=Party.FUNDER, signed_on="2026-04-06"),  # type: ignore[arg-type]
    lambda: Notice(party=Party.FUNDER, length="28", unit=NoticeUnit.DAYS),  # type: ignore[arg-type]
    lambda: Suspension(first_day=ON, last_day=None),  # type: ignore[arg-type]
    lambda: Clauses(audit="yearly"),  # type: ignore[arg-type]
    lambda: Clauses(owner=Party.PERSON),  # type: ignore[arg-type]
    # tuples
    lambda: Fund(entries=3),  # type: ignore[arg-type]
    lambda: Fund(entries=MARY),  # type: ignore[arg-type]
    lambda: Fund(surplus_told_on=("2026-04-06",)),  # type: ignore[arg-type]
    lambda: Contract(signatures=("me",)),  # type: ignore[arg-type]
    lambda: Contract(outcomes="church"),  # type: ignore[arg-type]
    lambda: Contract(outcomes=(7,)),  # type: ignore[arg-type]
    lambda: RegisterEntry(areas="Ourshire"),  # type: ignore[arg-type]
    lambda: SupportPlan(supports={"homecare"}),  # type: ignore[arg-type]
    lambda: Support(ref="s", kinds=("personal care",)),  # type: ignore[arg-type]
    lambda: NeedsAssessment(not_achieved=("nutrition",)),  # type: ignore[arg-type]
    lambda: Choice(option=DeploymentOption.MANAGED, options_given=DeploymentOption.MANAGED),  # type: ignore[arg-type]
    lambda: Lifecycle(mediations=ON),  # type: ignore[arg-type]
    lambda: TerminationTerms(notices=None),  # type: ignore[arg-type]
    lambda: Variation(effective=ON, changes=("budget.actual",)),  # type: ignore[arg-type]
    lambda: Fees(parts=(NoFee,)),  # type: ignore[arg-type]
    lambda: AtMost(PerWeek(10), (NoFee(),)),  # type: ignore[arg-type]
    # values over time
    lambda: PersonalBudget(actual=84),  # type: ignore[arg-type]
    lambda: PersonalBudget(actual=Timeline("84.375")),  # type: ignore[arg-type]
    lambda: PersonalBudget(contribution=Money(20)),  # type: ignore[arg-type]
    lambda: InHouse(what="day service", cost=None),  # type: ignore[arg-type]
    lambda: PaymentTerms(basis="net"),  # type: ignore[arg-type]
    lambda: Contract(fee="10"),  # type: ignore[arg-type]
    lambda: Contract(fee=NoFee),  # type: ignore[arg-type]
    lambda: Contract(fee_placement=Basis.NET),  # type: ignore[arg-type]
    # sums of money
    lambda: Entry(ref="E", on=ON, kind=EntryKind.ONE_OFF, amount=12.5),  # type: ignore[arg-type]
    lambda: Bill(ref="B", on=ON, amount=None),  # type: ignore[arg-type]
    lambda: OneOff(on=ON, amount=Rate.weekly(5), what="rails"),  # type: ignore[arg-type]
    lambda: Fund(reserve=b"100"),  # type: ignore[arg-type]
    lambda: OverspendTerms(order=(), limit=1.5),  # type: ignore[arg-type]
    lambda: Band(lowest=5.0, highest=25),  # type: ignore[arg-type]
    lambda: BlockContract(ref="B", first_day=ON, yearly=(1.5,), people=(Covered(person="P", weight=1),)),  # type: ignore[arg-type]
    lambda: FixedFee(per_week=10.0),  # type: ignore[arg-type]
    lambda: Support.once("s", None, 12.5),  # type: ignore[arg-type]
    lambda: Support(ref="s", cost=12.5),  # type: ignore[arg-type]
    # shares and numbers
    lambda: FundingShare(funder=Funder(ref="F"), share=0.6),  # type: ignore[arg-type]
    lambda: SavingShare(party=Party.PERSON, share=None),  # type: ignore[arg-type]
    lambda: PoolMember(person="P", share=0.5, first_day=ON),  # type: ignore[arg-type]
    lambda: SurplusRule(share=0.5),  # type: ignore[arg-type]
    lambda: SuspensionRule(retainer=0.5),  # type: ignore[arg-type]
    lambda: PercentageFee(percent=5.0),  # type: ignore[arg-type]
    lambda: ShareOf(None, 0.05),  # type: ignore[arg-type]
    lambda: PaymentTerms(weeks_in_year=52.0),  # type: ignore[arg-type]
    lambda: Visits(a_week=1, hours=0.5, hourly=12),  # type: ignore[arg-type]
    lambda: HoursEntry(on=ON, kind=HoursKind.USED, hours=Money(1)),  # type: ignore[arg-type]
)


@pytest.mark.parametrize("make", WRONG)
def test_what_type_checkers_refuse_is_refused_when_it_runs(make: Callable[[], object]) -> None:
    with pytest.raises(IsfError):
        make()


WRONG_CALLS: tuple[Callable[[], object], ...] = (
    lambda: PoolMember(person="P", share=1, first_day=ON).holds_on(None),  # type: ignore[arg-type]
    lambda: Variation(effective=ON, changes=()).is_known("2026-04-06"),  # type: ignore[arg-type]
    lambda: TerminationTerms(notices=()).notice_of([], {}),  # type: ignore[arg-type]
)


@pytest.mark.parametrize("call", WRONG_CALLS)
def test_calls_of_the_wrong_type_are_refused_by_name(call: Callable[[], object]) -> None:
    with pytest.raises(IsfError):
        call()


def test_every_form_of_a_fact_that_fits_is_taken_by_type_checkers_too() -> None:
    funder = Funder(ref="council")
    entry = Entry(ref="E", on=ON, kind=EntryKind.ONE_OFF, amount="120")
    assert Fund(entries=[entry]) == Fund(entries=(entry,))
    assert Arrangement(person=MARY, funding=funder) == Arrangement(
        person=MARY, funding=[FundingShare(funder=funder, share="1")]
    )
    assert OneOff(on=ON, amount="120", what="rails") == OneOff(on=ON, amount=Money(120), what="rails")
    assert OneOff(on=ON, amount=120, what="rails").amount == Money(120)
    placed: Timeline[Placement] = Timeline(Placement.INSIDE, (date(2026, 10, 1), Placement.ON_TOP))
    terms = Contract(fee=NoFee(), fee_placement=placed, price=Rate.weekly(80), subcontracting=NOT_STATED)
    assert_type(terms.fee, Timeline[ManagementFee] | None)
    assert terms.fee == Timeline(NoFee())
    assert Contract(fee_placement=NOT_STATED).fee_placement == Timeline(NOT_STATED)
    assert Support.once("s", None, "120") == Support.once("s", None, Money(120))
    assert_type(Fund(reserve="100").reserve, Money | None)
    assert_type(Contract(outcomes=["church"]).outcomes, tuple[str, ...] | None)
    assert Clauses(audit=Clause(reference="9")).audit == Clause(reference="9")
    assert Period(first_day=ON, last_day=ON) in {
        Bill(ref="B", on=ON, amount="80", period=Period(first_day=ON, last_day=ON)).period
    }
