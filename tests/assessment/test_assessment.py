"""`assess` and its halves: what is missing, what counts first, how far it reaches, and what is refused."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest
from rules.plan.test_outcomes_and_reviews import UNMET
from support.arrangements import ART, AUTUMN, HOMECARE, LAST, NAME, ON, ONE_DAY, SIGNED, START, sound
from support.asking import POLICY
from support.few import BY_FEW
from support.refusing import refused

from isf_core.assessment import Assessment, assess, check, schedule_payments, schedule_rate
from isf_core.errors import (
    ImpossiblePeriod,
    IsfError,
    NotADate,
    NotRecorded,
    OutsideCalendar,
    OutsideTheArrangement,
    TooLarge,
)
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Basis,
    Change,
    Charge,
    Clause,
    Convention,
    Deployed,
    DeploymentOption,
    FeeBase,
    FeeFacts,
    FixedFee,
    Holder,
    InHouse,
    Meanwhile,
    NoFee,
    OneOff,
    OneOffPayment,
    Parameters,
    PaymentLevel,
    PaymentTerms,
    PercentageFee,
    Person,
    Placement,
    Support,
    Suspension,
    SuspensionRule,
    Timing,
    Variation,
    Visits,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Policy, Verdict
from isf_core.schedule.resolve import resolve_phases, resolve_terms
from isf_core.schedule.resolved_terms import ResolvedTerms
from isf_core.values import Frequency, Money, Move, PayCycle, Period, Rate, Timeline, WorkingDays
from isf_core.values.sources import RECORD

BARE = Arrangement(person=Person(ref="P-001", name=NAME))
MISSING = (
    "budget.actual",
    "budget.contribution",
    "budget.in_house",
    "budget.one_offs",
    "contract.fee",
    "contract.first_day",
    "contract.last_day",
    "contract.payment.cycle",
    "contract.payment.timing",
    "contract.payment.move",
)
YEAR = Period(first_day=START, last_day=LAST)
FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, anchor=START)
TERMS = PaymentTerms(cycle=FOUR_WEEKLY, timing=Timing.IN_ADVANCE, move=Move.BACK)


def resolved(parameters: Parameters = PLAIN.parameters, /, **changes: Any) -> ResolvedTerms:
    """Mary's terms, resolved."""
    return resolve_terms(sound(**changes), policy=parameters)


def lacking(parameters: Parameters = PLAIN.parameters, /, **changes: Any) -> tuple[str, ...]:
    """What keeps Mary's terms from being resolved."""
    with pytest.raises(NotRecorded) as caught:
        resolved(parameters, **changes)
    return caught.value.fields


# What is missing


def test_all_that_is_missing_is_named_at_once_by_error_finding_and_assessment() -> None:
    with pytest.raises(NotRecorded) as caught:
        schedule_payments(BARE, until=LAST)
    assert caught.value.fields == MISSING
    found = assess(BARE, on=ON, until=LAST)
    assert found.missing == MISSING
    assert tuple(each.field for each in found.report.result("PAY-01").findings) == MISSING
    assert set(MISSING) <= set(found.report.unknown)
    assert found.schedule is None


def test_with_no_policy_every_term_is_missing() -> None:
    with pytest.raises(NotRecorded) as caught:
        resolve_terms(BARE, policy=Parameters(name="nothing"))
    unset = ("due_days", "working_days", "convention")
    assert sorted(caught.value.fields) == sorted((*MISSING, *(f"contract.payment.{each}" for each in unset)))


def test_what_is_found_is_the_same_together_and_apart() -> None:
    mary = sound()
    found = assess(mary, on=ON, until=LAST)
    assert found.report == check(mary, on=ON)
    assert found.schedule == schedule_payments(mary, until=LAST)
    assert (found.verdict, found.missing) == (Verdict.YES, ())
    assert (found.arrangement, found.on, found.until, found.policy) == (mary, ON, LAST, PLAIN)


def test_the_verdict_is_the_reports() -> None:
    assert assess(UNMET, on=ON).verdict is Verdict.NO
    assert assess(UNMET.replace(holder=None), on=ON).verdict is Verdict.NO
    assert assess(BARE, on=ON).verdict is Verdict.CANNOT_TELL


# What counts first

ON_TWO_LISTS: dict[str, tuple[Any, Any]] = {
    "cycle": (FOUR_WEEKLY, PayCycle(Frequency.WEEKLY, anchor=START)),
    "timing": (Timing.IN_ARREARS, Timing.IN_ADVANCE),
    "basis": (Basis.GROSS, Basis.NET),
    "due_days": (3, -3),
    "move": (Move.FORWARD, Move.BACK),
    "convention": (Convention.RUNNING_TOTAL, Convention.EACH_PAYMENT),
    "one_offs": (OneOffPayment.ON_ITS_DATE, OneOffPayment.WITH_PERIOD),
    "weeks_in_year": (Fraction(365, 7), Fraction(52)),
    "working_days": (
        WorkingDays.of((), first=START, last=LAST),
        WorkingDays.england_and_wales(),
    ),
}


@pytest.mark.parametrize("term", ON_TWO_LISTS)
def test_the_contract_counts_first_then_the_policy_then_it_is_missing(term: str) -> None:
    stated, by_policy = ON_TWO_LISTS[term]
    kept = "one_off_payment" if term == "one_offs" else term
    policy = PLAIN.parameters.replace(**{term: by_policy})
    changing = {"basis": (Timeline(stated), Timeline(by_policy))}.get(term, (stated, by_policy))

    said = resolved(policy, payment={term: stated, "clause": None})
    assert getattr(said, kept) == changing[0]
    assert [str(each) for each in said.source_of(term)] == _recorded(f"contract.payment.{term}", term)

    silent = resolved(policy, payment={term: None, "clause": None})
    assert getattr(silent, kept) == changing[1]
    assert [str(each) for each in silent.source_of(term)] == [*_recorded("", term), f"Policy plain, {term}"]

    unset = PLAIN.parameters.replace(**{term: None})
    assert lacking(unset, payment={term: None}) == (f"contract.payment.{term}",)


def _recorded(field: str, term: str) -> list[str]:
    """The one-off sums themselves stand under the same name as the term that says how they are paid."""
    fields = [*(["budget.one_offs"] if term == "one_offs" else []), *([field] if field else [])]
    return [f"The arrangement as recorded, {each}" for each in fields]


def test_provenance_names_the_clause_and_the_field() -> None:
    terms = resolved(payment={"clause": Clause(reference="7.2"), "due_days": None})
    assert terms.source_of("timing") == (RECORD("contract.payment.timing (7.2)"),)
    assert [str(each) for each in terms.source_of("due_days")] == ["Policy plain, due_days"]
    assert terms.source_of("first_day") == (RECORD("contract.first_day"),), "no payment term"
    assert terms.source_of("fee_placement") == (RECORD("contract.fee_placement"),)
    assert terms.source_of("fee") == (RECORD("contract.fee"),)
    assert terms.source_of("nothing") == ()


# The fee's place and base


def test_the_fees_place_is_the_contracts_then_the_policys() -> None:
    on_top = PLAIN.parameters.replace(fee_placement=Placement.ON_TOP)
    assert resolved(on_top).placement == Timeline(Placement.INSIDE)
    for silent in (None, NOT_STATED):
        assert resolved(on_top, contract={"fee_placement": silent}).placement == Timeline(Placement.ON_TOP)
        assert lacking(contract={"fee_placement": silent}) == ("contract.fee_placement",)
        assert resolved(contract={"fee_placement": silent, "fee": NoFee()}).placement == Timeline(Placement.INSIDE)
    (source,) = resolved(on_top, contract={"fee_placement": None}).source_of("fee_placement")
    assert str(source) == "Policy plain, fee_placement"


def test_where_the_contract_is_silent_only_for_a_time_the_policy_counts_for_that_time() -> None:
    on_top = PLAIN.parameters.replace(fee_placement=Placement.ON_TOP)
    for_a_time: Timeline[Any] = Timeline(Placement.INSIDE, (AUTUMN, NOT_STATED))
    assert resolved(on_top, contract={"fee_placement": for_a_time}).placement == Timeline(
        Placement.INSIDE, (AUTUMN, Placement.ON_TOP)
    )


def test_the_base_of_a_percentage_is_its_own_then_the_policys() -> None:
    unnamed: dict[str, Any] = {"contract": {"fee": PercentageFee(percent="10")}}
    net = PLAIN.parameters.replace(fee_base=FeeBase.NET)
    assert resolved(net, **unnamed).fee_base == Timeline(FeeBase.NET)
    assert lacking(PLAIN.parameters.replace(fee_base=None), **unnamed) == ("contract.fee.base",)
    named: dict[str, Any] = {"contract": {"fee": PercentageFee(percent="10", base=FeeBase.GROSS)}}
    assert resolved(PLAIN.parameters.replace(fee_base=None), **named).fee_base == Timeline(FeeBase.GROSS)
    fees = [schedule_payments(sound(**each), policy=PLAIN.replace(parameters=net))[0].fee for each in (unnamed, named)]
    # In-house services of 664 a year are 12.769... a week: a tenth of 4 x (94.375 - 20 - 12.769...), and of 4 x 94.375.
    assert fees == [Money("24.64"), Money("37.75")]


# The agreed value of the fund (BUD-14)


def costing(a_week: str) -> dict[str, Any]:
    """A plan that costs so much a week, against a budget of 84.375 and then 90."""
    supports = (Support.by_rate("homecare", ("hygiene", "nutrition"), Rate.weekly(a_week), "H-7"),)
    return {"plan": {"supports": supports}, "budget": {"actual": THEN_NINETY}}


THEN_NINETY = Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly(90)))


def paying(pays: PaymentLevel | None) -> Parameters:
    """A policy that pays the plan's cost, or the budget, or does not say."""
    return PLAIN.parameters.replace(pays=pays)


@pytest.mark.parametrize(
    ("a_week", "paid"),
    [
        ("90", Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly(90)))),
        ("89.99", Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("89.99")))),
        ("84.375", Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("84.375")))),
        ("84.374", Timeline(Rate.weekly("84.374"))),
        ("0", Timeline(Rate.weekly(0))),
    ],
)
def test_where_the_plan_costs_less_its_cost_is_paid_if_the_policy_says_so(a_week: str, paid: Timeline[Rate]) -> None:
    by_plan = resolved(paying(PaymentLevel.PLAN), **costing(a_week))
    assert by_plan.budget == paid
    is_less = a_week != "90"
    assert ("Policy plain, pays" in [str(each) for each in by_plan.source_of("plan_cost")]) is is_less
    whole = resolved(paying(PaymentLevel.BUDGET), **costing(a_week))
    assert whole.budget == THEN_NINETY
    if is_less:
        assert lacking(paying(None), **costing(a_week)) == ("policy.pays",)
    else:
        assert resolved(paying(None), **costing(a_week)).budget == THEN_NINETY, "nothing hangs on it"


def test_a_cost_that_is_not_recorded_is_missed_only_where_it_would_be_paid() -> None:
    unpriced: dict[str, Any] = {"plan": {"supports": (HOMECARE.replace(cost=None),)}}
    assert resolved(**unpriced).budget == sound().budget.actual
    assert lacking(paying(PaymentLevel.PLAN), **unpriced) == ("plan.supports.cost",)
    no_plan: dict[str, Any] = {"plan": {"supports": None, "outcomes": None}}
    assert lacking(paying(PaymentLevel.PLAN), **no_plan) == ("plan.supports.cost",)
    assert lacking(paying(PaymentLevel.PLAN), budget={"actual": None}) == ("budget.actual",)


def test_what_is_bought_once_is_no_part_of_the_weekly_cost() -> None:
    once = costing("80")
    once["plan"]["supports"] += (Support.once("rails", ("church",), Money(10_000)),)
    assert resolved(paying(PaymentLevel.PLAN), **once).budget == Timeline(Rate.weekly(80))


# What goes through the fund (LIFE-02), and what is paid meanwhile (PAY-07)


@pytest.mark.parametrize(
    "option", [DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET]
)
def test_where_a_budget_is_split_the_funds_part_is_paid(option: DeploymentOption) -> None:
    parts = (
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(30)),
        Deployed(option=option, rate=Rate.weekly(60)),
    )
    split = resolved(budget={"actual": Rate.weekly(90), "deployment": parts})
    assert split.budget == Timeline(Rate.weekly(60))
    assert split.source_of("actual")[-1] == RECORD("budget.deployment")


@pytest.mark.parametrize(
    "ways", [(), (DeploymentOption.DIRECT_PAYMENT,), (DeploymentOption.INDIVIDUAL_SERVICE_FUND,) * 2]
)
def test_one_part_goes_through_the_fund(ways: tuple[DeploymentOption, ...]) -> None:
    parts = tuple(Deployed(option=option, rate=Rate.weekly(45)) for option in ways)
    refused(lambda: resolved(budget={"deployment": parts}), "budget.deployment: ", "parts go through a fund")


STAY = Suspension(first_day=START, last_day=START + 41 * ONE_DAY)
HALF, WHOLE = Fraction(1, 2), Fraction(1)


def suspended(stay: Suspension, **rule: Any) -> list[tuple[int, int | None, tuple[Fraction, ...]]]:
    """The parts of a suspension: from which day of it to which, and what is left of budget, contribution and fee."""
    policy = PLAIN.parameters.replace(suspension=SuspensionRule(retainer="0.5", **rule))
    return [
        (
            (part.first_day - START).days + 1,
            (part.last_day - START).days + 1 if isinstance(part.last_day, date) else None,
            (part.budget, part.contribution, part.fee),
        )
        for part in resolved(policy, suspensions=(stay,)).suspended
    ]


FULL, RETAINED = (WHOLE, WHOLE, WHOLE), (HALF, WHOLE, WHOLE)


@pytest.mark.parametrize(
    ("full_days", "parts"),
    [
        (None, [(1, 42, FULL)]),
        (0, [(1, 42, RETAINED)]),
        (1, [(1, 1, FULL), (2, 42, RETAINED)]),
        (28, [(1, 28, FULL), (29, 42, RETAINED)]),
        (41, [(1, 41, FULL), (42, 42, RETAINED)]),
        (42, [(1, 42, FULL)]),
        (43, [(1, 42, FULL)]),
    ],
)
def test_a_suspension_is_paid_in_full_for_the_agreed_days_and_then_by_the_retainer(
    full_days: int | None, parts: list[Any]
) -> None:
    assert suspended(STAY, full_days=full_days) == parts


def test_a_suspension_that_nobody_knows_the_end_of_goes_on() -> None:
    stay = STAY.replace(last_day=OPEN_ENDED)
    assert suspended(stay) == [(1, None, FULL)]
    assert suspended(stay, full_days=28) == [(1, 28, FULL), (29, None, RETAINED)]


@pytest.mark.parametrize(
    ("meanwhile", "at_first", "then"),
    [
        (Meanwhile.IN_FULL, WHOLE, WHOLE),
        (Meanwhile.WITH_THE_RETAINER, WHOLE, HALF),
        (Meanwhile.THROUGHOUT, HALF, HALF),
    ],
)
def test_contribution_and_fee_are_reduced_as_stated(meanwhile: Meanwhile, at_first: Fraction, then: Fraction) -> None:
    assert suspended(STAY, full_days=28, contribution=meanwhile) == [
        (1, 28, (WHOLE, at_first, WHOLE)),
        (29, 42, (HALF, then, WHOLE)),
    ]
    assert suspended(STAY, full_days=28, fee=meanwhile) == [
        (1, 28, (WHOLE, WHOLE, at_first)),
        (29, 42, (HALF, WHOLE, then)),
    ]


def test_what_is_paid_meanwhile_is_the_policys_to_say() -> None:
    assert lacking(suspensions=(STAY,)) == ("contract.suspension",)
    assert resolved(PLAIN.parameters.replace(suspension=SuspensionRule(full_days=28))).suspended == ()


# Terms that change: one phase after the other


def changing(*changes: Change, effective: date = AUTUMN, known_from: date | None = ON, **facts: Any) -> Arrangement:
    """Mary, with one variation."""
    variation = Variation(ref="V-1", effective=effective, known_from=known_from, agreed=SIGNED, changes=changes)
    return sound(variations=(variation,), **facts)


ARREARS = Change("contract.payment.timing", Timing.IN_ARREARS)


def test_a_change_of_terms_begins_another_phase_the_day_after_the_one_before_ends() -> None:
    first, second = resolve_phases(changing(ARREARS), policy=PLAIN.parameters)
    assert (first.first_day, first.last_day, first.timing) == (START, AUTUMN - ONE_DAY, Timing.IN_ADVANCE)
    assert (second.first_day, second.last_day, second.timing) == (AUTUMN, LAST, Timing.IN_ARREARS)
    assert resolve_phases(sound(), policy=PLAIN.parameters) == (resolve_terms(sound(), policy=PLAIN.parameters),)


@pytest.mark.parametrize(("effective", "phases"), [(START, 1), (START + ONE_DAY, 2), (LAST, 2), (LAST + ONE_DAY, 1)])
def test_a_change_counts_from_the_day_after_the_first_to_the_last(effective: date, phases: int) -> None:
    assert len(resolve_phases(changing(ARREARS, effective=effective), policy=PLAIN.parameters)) == phases


def test_a_one_off_sum_goes_with_the_phase_that_its_date_falls_in() -> None:
    days = (AUTUMN - ONE_DAY, AUTUMN)
    sums = tuple(OneOff(on=on, amount=Money(1), what="grab rails") for on in days)
    phases = resolve_phases(changing(ARREARS, budget={"one_offs": sums}), policy=PLAIN.parameters)
    assert [phase.one_offs for phase in phases] == [sums[:1], sums[1:]]
    late = changing(ARREARS, budget={"one_offs": (sums[0].replace(on=LAST + ONE_DAY),)})
    refused(lambda: resolve_phases(late, policy=PLAIN.parameters), kind=OutsideTheArrangement)


def test_what_all_the_phases_miss_is_named_at_once_and_once() -> None:
    policy = PLAIN.parameters.replace(weeks_in_year=None)
    bare = changing(ARREARS, payment={"move": None, "weeks_in_year": None}, budget={"one_offs": None})
    with pytest.raises(NotRecorded) as caught:
        resolve_phases(bare, policy=policy)
    assert caught.value.fields == ("budget.one_offs", "contract.payment.weeks_in_year", "contract.payment.move")


def test_a_change_is_assessed_from_the_day_on_which_it_is_known() -> None:
    rise = changing(Change("budget.contribution", Rate.weekly(25)), known_from=ON + ONE_DAY)
    before, after = assess(rise, on=ON), assess(rise, on=ON + ONE_DAY)
    assert before.schedule == schedule_payments(sound())
    assert after.schedule == schedule_payments(rise), "all variations count there, whenever they were known"
    assert before.schedule != after.schedule
    undated = changing(ARREARS, known_from=None)
    found = assess(undated, on=ON, policy=BY_FEW)
    assert found.missing == ("variations[V-1].known_from",)
    assert found.report.unknown == {"variations[V-1].known_from": ("CON-14", "PAY-01")}
    assert assess(undated, on=ON, policy=POLICY).report.unknown == found.report.unknown, "nor does any other rule ask"
    assert len(schedule_payments(undated)) > 13


def test_a_change_of_what_is_not_recorded_is_a_finding_and_not_an_error() -> None:
    for path, value in (("budget.actual", Rate.weekly(90)), ("contract.fee", NoFee()), ("holder", Holder(ref="H-9"))):
        mary = Arrangement(person=BARE.person, variations=changing(Change(path, value)).variations)
        assert assess(mary, on=ON, until=LAST).verdict is Verdict.CANNOT_TELL
        with pytest.raises(NotRecorded):
            schedule_payments(mary, until=LAST)
    basis = Arrangement(person=BARE.person, variations=changing(Change("contract.payment.basis", Basis.NET)).variations)
    assert "contract.payment.basis" in assess(basis, on=ON, until=LAST).missing


# Only what is needed is asked for


def test_the_year_is_asked_for_only_where_something_is_stated_by_the_month_or_year() -> None:
    no_year = PLAIN.parameters.replace(weeks_in_year=None)
    weekly: dict[str, Any] = {
        "payment": {"weeks_in_year": None},
        "budget": {"actual": Rate.weekly(90), "in_house": ()},
        "plan": {"supports": (HOMECARE,)},
    }
    assert resolved(no_year, **weekly).weeks_in_year == 52
    bank_holidays = HOMECARE.replace(
        cost=(Visits(a_week=1, hours=1, hourly=20, bank_holiday_hourly=30, bank_holidays_a_year=8),)
    )
    for yearly in (
        {"budget": {**weekly["budget"], "actual": Timeline(Rate.weekly(90), (AUTUMN, Rate.annual(5000)))}},
        {"budget": {**weekly["budget"], "contribution": Rate.monthly(80)}},
        {"budget": {**weekly["budget"], "in_house": (InHouse(what="day service", cost=Rate.monthly(12)),)}},
        {"plan": {"supports": (HOMECARE, ART)}},
        {"plan": {"supports": (bank_holidays,)}},
    ):
        assert lacking(no_year, **{**weekly, **yearly}) == ("contract.payment.weeks_in_year",)
    unpriced = {"plan": {"supports": (HOMECARE.replace(cost=None), Support.once("rails", ("church",), Money(1)))}}
    assert resolved(no_year, **{**weekly, **unpriced}).weeks_in_year == 52


def test_a_basis_is_asked_for_only_where_there_is_a_contribution() -> None:
    free: dict[str, Any] = {"budget": {"contribution": Rate.weekly(0)}, "payment": {"basis": None}}
    assert resolved(**free).basis == Timeline(Basis.GROSS)
    later: dict[str, Any] = {
        "budget": {"contribution": Timeline(Rate.weekly(0), (AUTUMN, Rate.weekly(20)))},
        "payment": {"basis": None},
    }
    assert lacking(**later) == ("contract.payment.basis",)


def test_nothing_is_asked_about_one_offs_or_fees_that_there_are_none_of() -> None:
    none: dict[str, Any] = {
        "budget": {"one_offs": ()},
        "payment": {"one_offs": None},
        "contract": {"fee": NoFee(), "fee_placement": None},
    }
    plain = resolved(PLAIN.parameters.replace(fee_base=None), **none)
    assert (plain.one_offs, plain.fee, plain.fee_base) == ((), Timeline(NoFee()), Timeline(FeeBase.GROSS))
    assert resolved(funding=None).funding == ()


# How far it reaches

SECOND = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("until", "payments"),
    [(START, 1), (SECOND - ONE_DAY, 1), (SECOND, 2), (SECOND + ONE_DAY, 2), (LAST, 13), (date.max, 13), (None, 13)],
)
def test_until_is_a_last_day_on_which_a_period_may_yet_begin(until: date | None, payments: int) -> None:
    schedule = schedule_payments(sound(), until=until)
    assert len(schedule) == payments
    assert schedule[-1].last_day == schedule[-1].first_day + 27 * ONE_DAY, "a period is paid whole"
    found = assess(sound(), on=ON, until=until).schedule
    assert found == schedule


def test_an_open_ended_arrangement_needs_a_last_day_to_schedule_to() -> None:
    endless = sound(contract={"last_day": OPEN_ENDED})
    for make in (lambda: schedule_payments(endless), lambda: assess(endless, on=ON)):
        refused(make, "until: the arrangement is open-ended", "give the last day")
    assert len(schedule_payments(endless, until=LAST)) == 13
    assert check(endless, on=ON).verdict is Verdict.YES


def test_a_last_day_before_the_first_has_no_meaning() -> None:
    for make in (
        lambda: schedule_payments(sound(), until=START - ONE_DAY),
        lambda: assess(sound(), on=ON, until=START - ONE_DAY),
    ):
        refused(make, "until: 2026-04-05", "is before the first day, 2026-04-06", kind=ImpossiblePeriod)


@pytest.mark.parametrize("frequency", Frequency)
def test_a_horizon_of_thousands_of_years_is_refused_at_once(frequency: Frequency) -> None:
    endless = sound(contract={"last_day": OPEN_ENDED}, payment={"cycle": PayCycle(frequency, anchor=START)})
    # Eight thousand yearly payments are not too many; but no period can end after the last of all days.
    why = "the calendar ends" if frequency is Frequency.YEARLY else "payments are too many"
    refused(lambda: assess(endless, on=ON, until=date(9999, 12, 31)), why, kind=TooLarge)
    refused(lambda: schedule_payments(endless, until=date.max), kind=TooLarge)


def test_a_horizon_past_the_calendar_of_working_days_is_refused() -> None:
    endless = sound(contract={"last_day": OPEN_ENDED})
    refused(lambda: assess(endless, on=ON, until=date(2101, 1, 1)), kind=OutsideCalendar)


def test_the_ends_of_all_calendars_are_no_accident() -> None:
    unmoved = {"move": Move.NOT, "cycle": PayCycle(Frequency.MONTHLY, anchor=date(9999, 1, 31))}
    dates = {"first_day": date(9999, 10, 31), "last_day": date.max}
    free = {"one_offs": (), "exemptions": (), "contribution": Rate.weekly(0)}
    late = sound(payment=unmoved, contract={**dates, "fee": NoFee()}, budget=free)
    assert check(late, on=date.max, policy=BY_FEW).verdict is Verdict.YES
    # No period holds the last day of all, so that what looks at a period judges up to the day before.
    assert check(late, on=date.max - ONE_DAY).verdict is Verdict.YES
    refused(lambda: schedule_payments(late), kind=TooLarge)
    assert len(schedule_payments(late, until=date(9999, 11, 1))) == 1


# What is refused

DAYS: tuple[Any, ...] = (datetime(2027, 4, 4), "2027-04-04", 20270404, 1.5, True, ())  # noqa: DTZ001


@pytest.mark.parametrize("wrong", DAYS)
def test_a_day_is_a_date(wrong: Any) -> None:
    for make in (
        lambda: assess(sound(), on=wrong),
        lambda: check(sound(), on=wrong),
        lambda: assess(sound(), on=ON, until=wrong),
        lambda: assess(BARE, on=ON, until=wrong),
        lambda: schedule_payments(sound(), until=wrong),
        lambda: schedule_rate(Rate.weekly(90), TERMS, span=YEAR, until=wrong),
    ):
        refused(make, kind=NotADate)
    nothing: Any = None
    refused(lambda: check(sound(), on=nothing), "on: nothing (None) is not a date", kind=NotADate)


@pytest.mark.parametrize("wrong", [None, "plain", PLAIN.parameters, PLAIN.rules, Policy, 1])
def test_a_policy_is_a_policy(wrong: Any) -> None:
    for make in (
        lambda: assess(sound(), on=ON, policy=wrong),
        lambda: check(sound(), on=ON, policy=wrong),
    ):
        refused(make, "give a Policy, such as PLAIN")


@pytest.mark.parametrize("wrong", [None, "plain", PLAIN.rules, Policy, 1])
def test_payments_take_a_policy_or_its_parameters(wrong: Any) -> None:
    assert schedule_payments(sound(), policy=PLAIN.parameters) == schedule_payments(sound(), policy=PLAIN)
    for make in (
        lambda: schedule_payments(sound(), policy=wrong),
        lambda: schedule_rate(Rate.weekly(90), TERMS, span=YEAR, policy=wrong),
    ):
        refused(make, "PLAIN, or PLAIN.parameters")


@pytest.mark.parametrize("wrong", [None, "Mary", sound().contract, Arrangement, {}, 84.375, True, Money(90)])
def test_an_arrangement_is_an_arrangement(wrong: Any) -> None:
    refused(lambda: assess(wrong, on=ON, until=LAST), "give an Arrangement")
    refused(lambda: check(wrong, on=ON), "give an Arrangement")
    refused(lambda: schedule_payments(wrong), "give an Arrangement")
    refused(lambda: resolve_terms(wrong, policy=PLAIN.parameters), "resolve_terms")
    refused(lambda: resolve_terms(sound(), policy=wrong), "resolve_terms")


BESIDE: list[dict[str, Any]] = [
    {"contribution": Rate.weekly(20)},
    {"fee": FixedFee(per_week="10")},
    {"fee_placement": Placement.INSIDE},
    {"terms": TERMS},
    {"span": YEAR},
]


@pytest.mark.parametrize("beside", BESIDE)
def test_terms_beside_an_arrangement_are_refused_and_not_passed_by(beside: dict[str, Any]) -> None:
    pay: Any = schedule_payments
    with pytest.raises(TypeError, match=next(iter(beside))):
        pay(sound(), **beside)


@pytest.mark.parametrize(
    ("terms", "period", "where"),
    [
        (None, None, "schedule_rate.terms"),
        (TERMS, None, "schedule_rate.span"),
        (FOUR_WEEKLY, YEAR, "schedule_rate.terms"),
        (TERMS, (START, LAST), "schedule_rate.span"),
    ],
)
def test_a_rate_needs_its_terms_and_its_period(terms: Any, period: Any, where: str) -> None:
    refused(lambda: schedule_rate(Rate.weekly(90), terms, span=period), where)


@pytest.mark.parametrize("wrong", [20, 20.0, "20", Money(20), True, Timeline(20)])
def test_an_amount_beside_a_rate_is_a_rate(wrong: Any) -> None:
    refused(
        lambda: schedule_rate(Rate.weekly(90), TERMS, span=YEAR, contribution=wrong), "schedule_rate.contribution: "
    )
    refused(lambda: schedule_rate(Rate.weekly(90), TERMS, span=YEAR, fee=wrong), "schedule_rate.fee: ")
    refused(
        lambda: schedule_rate(Rate.weekly(90), TERMS, span=YEAR, fee_placement=wrong), "schedule_rate.fee_placement: "
    )
    refused(lambda: schedule_rate(Timeline(wrong), TERMS, span=YEAR), "schedule_rate.rate: ")


@attrs.frozen
class Ours:
    """A council's own fee, of whatever it was made with."""

    made: Any

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        charged: tuple[Charge, ...] = self.made
        return charged


@pytest.mark.parametrize("rubbish", [None, 1.5, [1.5], (1.5,), "10", ("10",), (Money(10),), (FixedFee(per_week="10"),)])
def test_a_fee_that_charges_no_charges_is_named(rubbish: Any) -> None:
    mary = sound(contract={"fee": Ours(rubbish)})
    for make in (
        lambda: assess(mary, on=ON),
        lambda: check(mary, on=ON),
        lambda: schedule_payments(mary),
        lambda: schedule_rate(Rate.weekly(90), TERMS, span=YEAR, fee=Ours(rubbish), fee_placement=Placement.INSIDE),
    ):
        refused(make, "Ours.charges")


def test_a_sum_beyond_all_money_is_refused() -> None:
    refused(lambda: Rate.weekly(10**14), kind=TooLarge)
    refused(lambda: str(schedule_rate(Rate.weekly(10**13), TERMS, span=YEAR)), kind=TooLarge)
    mary = sound(contract={"fee": FixedFee(per_week=10**14), "fee_placement": Placement.ON_TOP})
    refused(lambda: str(assess(mary, on=ON)), kind=TooLarge)


# A rate on terms over a period


def test_a_rate_on_terms_is_paid_like_an_arrangement() -> None:
    fee: dict[str, Any] = {"fee": FixedFee(per_week="10"), "fee_placement": Placement.ON_TOP}
    net = TERMS.replace(basis=Basis.NET)
    paid = schedule_rate(Rate.annual("4387.50"), net, span=YEAR, contribution=Rate.weekly(20), **fee)
    assert len(paid) == 13
    first = paid[0]
    assert (first.budget, first.contribution, first.fee_on_top, first.amount) == (
        Money("337.50"),
        Money(80),
        Money(40),
        Money("297.50"),
    )
    assert (
        schedule_rate(Rate.annual("4387.50"), net, span=YEAR, contribution=Rate.weekly(20), until=SECOND, **fee)
        == paid[:2]
    )
    changing = Timeline(Rate.weekly("84.375"), (AUTUMN, Rate.weekly(90)))
    assert schedule_rate(changing, TERMS, span=YEAR)[6].amount == Money("351.96")


def test_what_a_rate_on_terms_misses_is_named() -> None:
    with pytest.raises(NotRecorded) as caught:
        schedule_rate(
            Rate.weekly(90), PaymentTerms(), span=YEAR, contribution=Rate.weekly(1), fee=FixedFee(per_week="1")
        )
    terms = ("cycle", "timing", "move", "basis")
    assert sorted(caught.value.fields) == sorted(
        ("contract.fee_placement", *(f"contract.payment.{each}" for each in terms))
    )


def test_an_arrangement_is_paid_net_of_what_the_person_pays() -> None:
    mary = sound(budget={"in_house": (), "actual": Rate.annual("4387.50"), "one_offs": ()})
    assert {payment.amount for payment in schedule_payments(mary)} == {Money("257.50")}


# How it shows itself


def test_an_assessment_shows_its_report_and_its_payments() -> None:
    found = assess(sound(), on=ON, until=SECOND, policy=BY_FEW)
    assert repr(found) == "<Assessment on 2026-03-30 under plain: yes, 2 payments>"
    assert found.schedule is not None
    head = "P-001, judged on Mon 30 Mar 2026 under the policy plain. Of 11 rules, 9 hold, 2 do not apply."
    assert str(found) == f"May it go ahead? Yes.\n{head}\n\nPayments, in pounds\n{found.schedule}"
    assert not hasattr(found, "records"), "ask the schedule or the report: a frame of a book would mix them"
    assert found.__html__() == found._repr_html_()
    assert found._repr_html_().count("<table>") == 1
    assert found.schedule.table().as_html(60).removeprefix("<table>") in found._repr_html_()


def test_an_assessment_without_payments_says_only_the_beginning_of_ever_so_much_that_is_missing() -> None:
    found = assess(sound(budget={"in_house": None}), on=ON, policy=BY_FEW)
    much = attrs.evolve(found, missing=tuple(f"plan.supports[{number:04}].cost" for number in range(300)))
    (said,) = (line for line in much._repr_html_().split("<p>") if line.startswith("The payments cannot"))
    whole = f"The payments cannot be worked out: not recorded: {', '.join(much.missing)}."
    assert said.partition("</p>")[0] == f"{whole[:4_999]}… ({len(whole):,} characters)"


def test_an_assessment_without_payments_says_what_is_missing() -> None:
    found = assess(sound(budget={"in_house": None, "one_offs": None}), on=ON, policy=BY_FEW)
    assert repr(found) == "<Assessment on 2026-03-30 under plain: cannot tell, no schedule>"
    assert str(found).split("\n")[3:] == [
        "The payments cannot be worked out: not recorded: budget.in_house, budget.one_offs.",
        "",
        "Not recorded: 2 facts.",
        "the council   budget.in_house, budget.one_offs",
        "Which rules need each: report.unknown",
    ]
    assert found.report.table().title == "May it go ahead? cannot tell"
    assert [each["field"] for each in found.report.records()] == ["budget.in_house", "budget.one_offs"]
    assert "<h4>Not recorded: 2 facts.</h4>" in found._repr_html_()


def test_a_sum_that_no_payment_can_carry_is_a_finding_and_not_an_error() -> None:
    late = OneOff(on=LAST + ONE_DAY, amount=Money(120), what="grab rails")
    found = assess(sound(budget={"one_offs": (late,)}), on=ON)
    assert (found.verdict, found.schedule, found.missing) == (Verdict.NO, None, ())
    assert str(found).endswith("\nThe payments cannot be worked out: see the breaches.")
    (finding,) = found.report.findings
    assert finding.field == "budget.one_offs[0].on"
    assert finding.message == (
        "the payments cannot be worked out: 2027-04-05 is outside the arrangement (2026-04-06 to 2027-04-04)"
    )
    refused(lambda: schedule_payments(found.arrangement), "no payment could carry it", kind=OutsideTheArrangement)
    endless = found.arrangement.contract.replace(last_day=OPEN_ENDED)
    assert assess(found.arrangement.replace(contract=endless), on=ON, until=LAST).verdict is Verdict.YES
    early = sound(budget={"one_offs": (late.replace(on=START - ONE_DAY),)}, contract={"last_day": OPEN_ENDED})
    refused(lambda: schedule_payments(early, until=LAST), "(2026-04-06 to open-ended)", kind=OutsideTheArrangement)


def test_no_name_is_shown_and_no_reference_is_taken_for_markup() -> None:
    odd = sound(
        budget={"in_house": (InHouse(what="<b>day</b> {0}", cost=Rate.weekly(1)),)},
        plan={"supports": (HOMECARE.replace(ref="<script>{x}", outcomes=()), ART)},
    )
    for found in (assess(odd, on=ON), assess(BARE, on=ON)):
        html = found._repr_html_()
        assert "<script" not in html
        assert "<b>" not in html
        for shown in (html, str(found), repr(found), repr(found.report.records())):
            assert NAME not in shown
    assert "&lt;script&gt;{x}" in assess(odd, on=ON)._repr_html_()


def test_an_assessment_is_a_value() -> None:
    found = assess(sound(), on=ON)
    again: Assessment = pickle.loads(pickle.dumps(found))
    assert again == found == assess(sound(), on=ON)
    assert hash(again) == hash(found)
    assert found != assess(sound(), on=ON + ONE_DAY)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.report = check(BARE, on=ON)  # type: ignore[misc]
    assert issubclass(NotRecorded, IsfError)
