"""The public names, used as users use them: mypy checks this file strictly, and the tests run it.

A line marked `type: ignore` is one that mypy must refuse: an ignore that is not needed is an error too.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

import attrs
import pytest

import isf_core
from isf_core import (
    NOT_STATED,
    OPEN_ENDED,
    PLAIN,
    READY,
    Agreement,
    AgreementKind,
    Arrangement,
    Assessment,
    Basis,
    Clause,
    Contract,
    Convention,
    Entry,
    EntryKind,
    ExactMoney,
    Exemption,
    Explanation,
    FeeBase,
    FixedFee,
    Force,
    Form,
    Frequency,
    Fund,
    Funder,
    FundingShare,
    Ground,
    Holder,
    HolderKind,
    InHouse,
    IsfError,
    Money,
    Move,
    NoFee,
    NotRecorded,
    OneOff,
    OneOffPayment,
    Outcome,
    Parameters,
    Party,
    PayCycle,
    Payment,
    PaymentTerms,
    PercentageFee,
    Period,
    Person,
    PersonalBudget,
    PerWeek,
    Placement,
    Policies,
    Policy,
    Rate,
    Report,
    Rounding,
    RuleSet,
    Schedule,
    ShareOf,
    Signature,
    Source,
    Support,
    SupportPlan,
    SurplusRule,
    TerminationTerms,
    Tier,
    TieredFee,
    Timeline,
    Timing,
    Verdict,
    Visits,
    WorkingDays,
    across,
    allocate,
    as_known,
    assess,
    balance_on,
    check,
    compare,
    final_account_on,
    schedule_payments,
    schedule_rate,
    statement_for,
    surplus_on,
)
from isf_core.comparison import Comparison
from isf_core.model import Change, Charge, FeeFacts, ManagementFee, Notice, NoticeUnit, SurplusBase, Variation
from isf_core.model.documents import NotStated
from isf_core.rules import Breach, Case, condition, rule
from isf_core.values import INTERPRETATION

START = date(2026, 4, 6)
LAST = date(2027, 4, 4)
AUTUMN = date(2026, 10, 1)

PACKAGES = ("model", "schedule", "pay_runs", "account", "planning", "evidence", "rules", "policies")


def test_the_front_door_has_every_public_name_of_the_packages_once() -> None:
    assert len(set(isf_core.__all__)) == len(isf_core.__all__)
    for package in PACKAGES:
        held = importlib.import_module(f"isf_core.{package}")
        assert set(held.__all__) <= set(isf_core.__all__)
        assert all(getattr(isf_core, name) is getattr(held, name) for name in held.__all__)


# A council's own fee and rule


@attrs.frozen
class ByHours:
    """A council's own fee."""

    hours_a_week: int

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        return (PerWeek(ExactMoney("0.75") * self.hours_a_week), ShareOf(FeeBase.NET, Fraction(1, 100)))


@condition(otherwise="no contribution is due")
def contributes(case: Case) -> bool:
    """Something is contributed."""
    return case.arrangement.budget.contribution is not None


@rule(
    "OUR-01",
    force=Force.NOTE,
    source=INTERPRETATION("an example"),
    when=contributes,
    message="{rate} is odd",
    remedy="look at it",
)
def contributions_are_even(case: Case) -> Breach | None:
    """An example of a council's own rule."""
    rate = case.require(case.arrangement.budget.contribution, "budget.contribution").first
    assert_type(rate, Rate)
    return Breach("budget.contribution", rate=rate) if rate.amount.pounds % 2 else None


def written_down() -> Arrangement:
    """Every record, as people write it down."""
    places: Timeline[Placement | NotStated] = Timeline(Placement.INSIDE, (AUTUMN, NOT_STATED))
    tiers = TieredFee(
        tiers=(Tier(level="some", fee=NoFee()), Tier(level="full", fee=FixedFee(per_week="10"))), level="full"
    )
    return Arrangement(
        ref="ISF-1",
        person=Person(ref="P-001", name="Mary"),
        holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
        funding=[
            FundingShare(funder=Funder(ref="council"), share="0.6"),
            FundingShare(funder=Funder(ref="nhs"), share="0.4"),
        ],
        budget=PersonalBudget(
            indicative=Rate.annual(4500),
            actual=Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly(Money(90)))),
            contribution=Rate.weekly(Decimal("20")),
            in_house=[InHouse(what="day service", cost=Rate.weekly(5))],
            one_offs=[OneOff(on=START, amount=Money(120), what="grab rails")],
            exemptions=[Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 2, 23), last_day=date(2026, 4, 5))],
        ),
        plan=SupportPlan(
            outcomes=[Outcome(ref="hygiene", eligible=True, met_informally=())],
            supports=[
                Support.from_visits(
                    "homecare", ("hygiene",), Visits(a_week=3, hours="1", hourly="12.50"), provider="H-7"
                ),
                Support.by_rate("club", ("hygiene",), Rate.weekly(10)),
                Support.once("bed", None, Money(400)),
            ],
            agreed_on=START,
        ),
        contract=Contract(
            form=Form.TWO_WAY,
            signatures=[Signature(party=Party.FUNDER, signed_on=START), Signature(party=Party.HOLDER)],
            first_day=START,
            last_day=OPEN_ENDED,
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
                timing=Timing.IN_ADVANCE,
                basis=Timeline(Basis.NET, (AUTUMN, Basis.GROSS)),
                move=Move.BACK,
                convention=Convention.RUNNING_TOTAL,
                one_offs=OneOffPayment.ON_ITS_DATE,
                weeks_in_year=Fraction(365, 7),
                working_days=WorkingDays.of({date(2026, 12, 25)}, first=START, last=date(2028, 1, 1)),
            ),
            fee=Timeline(tiers, (AUTUMN, ByHours(7)), (LAST, PercentageFee(percent="5", base=FeeBase.GROSS))),
            fee_placement=places,
            subcontracting=Clause(reference="12"),
            surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
            termination=TerminationTerms(notices=[Notice(party=Party.PERSON, length=28, unit=NoticeUnit.DAYS)]),
        ),
        agreements=[Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=START)],
        payments_set_up_on=START,
    )


OURS = PLAIN.with_parameters("Ourshire", fee_placement=Placement.ON_TOP, weeks_in_year="52").plus(
    contributions_are_even
)


def test_an_arrangement_is_assessed_and_read() -> None:
    few = OURS.rules.only("LIFE-02", "LIFE-08", "BUD-11", "CON-01", "CON-05", "PLN-01", "FEE-05", "PAY-01", "OUR-01")
    assert_type(few, RuleSet)
    found = assess(written_down(), on=START, until=LAST, policy=OURS.replace(rules=few))
    assert_type(found, Assessment)
    assert_type(found.report, Report)
    assert_type(found.schedule, Schedule | None)
    assert_type(found.verdict, Verdict)
    assert_type(found.missing, tuple[str, ...])
    assert_type(found.report.unknown, dict[str, tuple[str, ...]])
    assert_type(check(written_down(), on=START), Report)
    assert found.verdict is Verdict.NO
    assert [each.code for each in found.report.breaches] == ["FEE-05"]
    assert set(found.report.breaches) < set(assess(written_down(), on=START, until=LAST, policy=OURS).report.breaches)
    assert found.report.why("OUR-01").startswith("OUR-01 holds")

    schedule = found.schedule
    assert schedule is not None
    assert_type(schedule[0], Payment)
    as_rows: Collection[Payment] = schedule
    assert len(as_rows) == len(schedule[1:]) + 1
    first = schedule[0]
    assert_type(first.amount, Money)
    assert_type(first.due, date)
    assert_type(first.by_funder(), dict[str, Money])
    assert_type(first.explain(), Explanation)
    assert first.explain().amount == first.amount.exact.pounds
    assert_type(schedule.totals.amount, Money)


def test_what_was_known_and_what_if() -> None:
    rise = Variation(effective=AUTUMN, known_from=LAST, changes=[Change("budget.contribution", Rate.weekly(25))])
    later = written_down().replace(variations=[rise])
    assert_type(as_known(later, on=START), Arrangement)
    assert as_known(later, on=START) == written_down()
    before, after = (assess(each, on=LAST, until=LAST, policy=OURS) for each in (written_down(), later))
    compared = compare(before, after)
    assert_type(compared, Comparison)
    assert_type(compared.amount, Money)


def test_a_rate_on_terms_is_scheduled_and_what_is_missing_is_an_error() -> None:
    terms = PaymentTerms(cycle=PayCycle(Frequency.WEEKLY, START), timing=Timing.IN_ARREARS, move=Move.FORWARD)
    year = Period(first_day=START, last_day=LAST)
    paid = schedule_rate(Rate.weekly(90), terms, span=year, fee=ByHours(7), fee_placement=Placement.INSIDE)
    assert_type(paid, Schedule)
    assert len(paid) == 52
    with pytest.raises(NotRecorded) as caught:
        schedule_rate(Rate.weekly(90), PaymentTerms(), span=year)
    assert_type(caught.value.fields, tuple[str, ...])
    refusal: IsfError = caught.value
    as_others_see_it: ValueError = refusal
    assert str(as_others_see_it).startswith("the payments cannot be worked out: not recorded: ")


def test_money_is_money_and_an_exact_sum_is_not() -> None:
    half = Money("84.37") * Fraction(1, 2)
    assert_type(half, ExactMoney)
    assert_type(Money(4) * 3, Money)
    assert_type(half.rounded(Rounding.HALF_UP), Money)
    assert_type(allocate(Money(1), [1, 1]), tuple[Money, ...])
    assert_type(sum([Money(1), Money(2)], Money(0)), Money)
    assert sorted([Money(2), Money(1)])[0] == Money(1)


def test_policies_rules_and_sources_are_values() -> None:
    assert_type(OURS, Policy)
    assert_type(OURS.rules, RuleSet)
    assert_type(OURS.rules.where(force=Force.MUST), RuleSet)
    assert_type(OURS.parameters, Parameters)
    dated = Policies(OURS, (START, OURS))
    assert_type(dated, Policies[Policy])
    assert_type(dated.on(START), Policy)
    assert_type(Policies((START, OURS.parameters)), Policies[Parameters])
    assert_type(check(Arrangement(person=Person(ref="P-1")), on=START, policy=dated), Report)
    assert_type(contributions_are_even.sources, tuple[Source, ...])
    assert_type([each.code for each in OURS.rules], list[str])


def test_the_account_keeps_its_types() -> None:
    paid = Entry(ref="F-1", on=START, kind=EntryKind.FUNDER_PAYMENT, amount="337.50")
    fund = Fund(entries=(paid,), commitments=())
    assert_type(fund.plus(paid.replace(ref="F-2")), Fund)
    assert_type(balance_on(fund, on=START).balance, Money)
    mary = written_down().replace(fund=fund)
    assert_type(statement_for(mary, span=Period(first_day=START, last_day=LAST), policy=PLAIN).closing, Money)
    with pytest.raises(NotRecorded):
        assert_type(surplus_on(mary, on=START, policy=PLAIN).excess, Money)
    with pytest.raises(IsfError):
        assert_type(final_account_on(mary, on=START, policy=PLAIN).refund, Money)
    assert_type(READY, tuple[Policy, ...])
    assert_type(across(mary, READY, on=START, until=LAST).paid, tuple[Money | None, ...])


def test_records_keep_their_types() -> None:
    mary = written_down()
    assert_type(mary.replace(ref="ISF-2"), Arrangement)
    assert_type(mary.budget.actual, Timeline[Rate] | None)
    assert_type(mary.contract.fee, Timeline[ManagementFee] | None)
    assert_type(mary.plan.supports, tuple[Support, ...] | None)
    rates = Timeline(Rate.weekly(1), (AUTUMN, Rate.weekly(2)))
    assert_type(rates, Timeline[Rate])
    assert_type(rates.on(LAST), Rate)
    assert_type(rates.map(lambda rate: rate.amount), Timeline[ExactMoney])
    own: ManagementFee = ByHours(7)
    fees: Timeline[ManagementFee] = Timeline(own, (AUTUMN, NoFee()))
    assert Contract(fee=fees) == Contract(fee=Timeline(own, (AUTUMN, NoFee())))


def refuse_at_once() -> None:
    """What mypy refuses before anything runs; what of it runs is refused then too."""
    Money(1.5)  # type: ignore[arg-type]
    Rate.weekly(84.375)  # type: ignore[arg-type]
    Money(1) + ExactMoney(1)  # type: ignore[operator]
    Money(1) + 1  # type: ignore[operator]
    Person("P-001")  # type: ignore[call-arg]
    Person(name="Mary")  # type: ignore[call-arg]
    PersonalBudget(actual=Money(90))  # type: ignore[arg-type]
    PersonalBudget(actual=Timeline(Money(90)))  # type: ignore[arg-type]
    Contract(form="two-way")  # type: ignore[arg-type]
    Contract(fee=NoFee)  # type: ignore[arg-type]
    Contract(fee=Money(10))  # type: ignore[arg-type]
    Signature(party=Party.FUNDER, signed_on="2026-04-06")  # type: ignore[arg-type]
    assess(written_down(), START)  # type: ignore[call-arg]
    assess(written_down(), on="2026-04-06")  # type: ignore[arg-type]
    check(Person(ref="P-001"), on=START)  # type: ignore[arg-type]
    schedule_payments(written_down(), fee=NoFee())  # type: ignore[call-arg]
    schedule_payments(Rate.weekly(1))  # type: ignore[arg-type]
    schedule_rate(Rate.weekly(1), PaymentTerms())  # type: ignore[call-arg]
    PLAIN.rules.where(force="must")  # type: ignore[arg-type]
    PLAIN.plus(contributes)  # type: ignore[arg-type]
    Breach("contract.fee", fee=1.5)  # type: ignore[arg-type]
    written_down().ref = "ISF-2"  # type: ignore[misc]


def test_what_mypy_refuses_is_refused_when_it_runs_too() -> None:
    tree = ast.parse(inspect.getsource(refuse_at_once)).body[0]
    assert isinstance(tree, ast.FunctionDef)
    names: dict[str, Any] = {**globals()}
    lines = [ast.unparse(line) for line in tree.body[1:]]
    assert len(lines) == 22
    for line in lines:
        with pytest.raises((IsfError, TypeError, AttributeError)):
            exec(line, names)
