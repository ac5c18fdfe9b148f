"""Laws of schedules: what holds of every arrangement, however wild (see tests/oracle/arrangements.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from oracle.arrangements import BUILT_IN, Case, arrange
from oracle.charges_oracle import sevenths_charged
from oracle.oracle import COMPONENTS, Oracle, half_up, step

from isf_core.model.arrangement import Arrangement
from isf_core.model.budget import InHouse, PersonalBudget
from isf_core.model.contract import Contract
from isf_core.model.documents import OPEN_ENDED
from isf_core.model.fees import NoFee
from isf_core.model.parameters import Parameters
from isf_core.model.payment_terms import Basis, ChargedBy, ChargingTerms, Convention, PaymentTerms, Timing
from isf_core.model.person import Person
from isf_core.model.variation import Change, Variation
from isf_core.policies.plain import PLAIN
from isf_core.schedule.build import Accrual, Schedule, build_schedule
from isf_core.schedule.charges import charges_for
from isf_core.schedule.payment import Payment
from isf_core.schedule.resolve import resolve_phases, resolve_terms
from isf_core.values.dates import Period
from isf_core.values.money import Money
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.rates import Rate, RateUnit
from isf_core.values.timeline import Timeline
from isf_core.values.working_days import Move

law = settings(deadline=None, max_examples=80)
ONE_DAY = timedelta(days=1)
SUMS = (*COMPONENTS, "one_off")
ZERO = Rate.weekly(0)

seeds = st.integers(0, 2**40)
cases = st.builds(arrange, seeds)
running_cases = st.builds(arrange, seeds, st.just(Convention.RUNNING_TOTAL))
places = st.integers(0, 2**20)
"""Which day, or which period, counted round and round."""


def schedule_of(case: Case, until: date | None = None) -> Schedule:
    return build_schedule(resolve_terms(case.arrangement, policy=case.parameters), until=until or case.until)


def regular(payments: Iterable[Payment]) -> list[Payment]:
    return [payment for payment in payments if payment.is_regular]


def day_of(schedule: Schedule, place: int) -> date:
    return schedule.span.first_day + timedelta(days=place % schedule.span.days)


def accrued(schedule: Schedule) -> Accrual:
    return schedule.accrued_in(span=schedule.span)


def pence(*schedules: Schedule) -> dict[str, int]:
    return {name: sum(getattr(each.totals, name).pence for each in schedules) for name in COMPONENTS}


def in_pounds(pence: int) -> Fraction:
    return Fraction(pence, 100)


def agreed(
    rate: Rate,
    cycle: PayCycle,
    first_day: date,
    convention: Convention,
    contribution: Rate = ZERO,
    in_house: tuple[InHouse, ...] = (),
    basis: Basis | Timeline[Basis] = Basis.GROSS,
) -> Arrangement:
    """An arrangement with nothing in it but what is asked for."""
    return Arrangement(
        person=Person(ref="P"),
        budget=PersonalBudget(actual=rate, contribution=contribution, in_house=in_house, one_offs=()),
        contract=Contract(
            first_day=first_day,
            last_day=OPEN_ENDED,
            fee=NoFee(),
            payment=PaymentTerms(
                cycle=cycle,
                timing=Timing.IN_ADVANCE,
                basis=basis,
                due_days=0,
                move=Move.NOT,
                convention=convention,
                weeks_in_year=Fraction(365, 7),
                working_days=BUILT_IN,
            ),
        ),
    )


@law
@given(cases)
def test_pay_01_payments_tile_the_term_without_gap_or_overlap(case: Case) -> None:
    payments = regular(schedule_of(case))
    last_day = case.arrangement.contract.last_day
    assert payments[0].first_day == case.first_day
    assert all(after.first_day == before.last_day + ONE_DAY for before, after in pairwise(payments))
    assert all(payment.first_day <= payment.last_day for payment in payments)
    if case.until is None:
        assert payments[-1].last_day == last_day
    else:
        assert payments[-1].first_day <= case.until
        assert case.until <= payments[-1].last_day or payments[-1].last_day == last_day
    begins = {step(case.cycle, case.cycle.number_of(payment.first_day)) for payment in payments}
    assert len(begins) == len(payments), "no two begin in one period of the cycle"


@law
@given(running_cases)
def test_pay_03_by_running_total_lines_add_up_to_the_exact_total_rounded_once(case: Case) -> None:
    told = Oracle(case.arrangement, case.parameters).tell(case.until)
    assume(not told.limited)
    schedule = schedule_of(case)
    assert pence(schedule) == {name: half_up(exact) for name, exact in zip(COMPONENTS, told.exact, strict=True)}
    assert all(abs(kept.pounds) <= Fraction(1, 200) for kept in schedule.rounding.values())


@law
@given(cases)
def test_pay_03_rounding_is_what_the_payments_show_less_what_accrued(case: Case) -> None:
    schedule = schedule_of(case)
    exact, shown = accrued(schedule), pence(schedule)
    assert {name: kept.pounds for name, kept in schedule.rounding.items()} == {
        name: in_pounds(shown[name]) - getattr(exact, name).pounds for name in COMPONENTS
    }


@law
@given(cases, places)
def test_an_earlier_until_gives_the_first_of_the_same_payments(case: Case, place: int) -> None:
    whole = schedule_of(case)
    until = day_of(whole, place)
    assume(case.until is None or until <= case.until)
    earlier = schedule_of(case, until)
    assert earlier.lines == whole.lines[: len(earlier)]
    assert all((line[0] <= until) is (line in earlier.lines) for line in whole.lines)


@law
@given(cases, places)
@example(arrange(15789834), 0)  # one net day without a contribution, by charging weeks: nothing has begun to run
def test_pay_05_a_cut_at_the_start_of_a_period_changes_nothing(case: Case, place: int) -> None:
    whole = schedule_of(case)
    starts = [payment.first_day for payment in regular(whole)[1:]]
    assume(starts)
    before, after = whole.cut(on=starts[place % len(starts)])
    assert (*before.lines, *after.lines) == whole.lines
    assert after.carry == whole.carry


def test_pay_05_a_penny_still_to_be_shown_does_not_depend_on_a_cut() -> None:
    """From February in-house services take all of a yearly budget, and nothing is left of it for a contribution."""
    arrangement = agreed(
        Rate.annual("1200.048"),
        PayCycle(Frequency.MONTHLY, date(2026, 1, 1)),
        date(2026, 1, 1),
        Convention.EACH_PAYMENT,
        contribution=Rate.monthly(90),
        in_house=(
            InHouse(what="day centre", cost=Timeline(Rate.monthly("50.006"), (date(2026, 2, 1), Rate.monthly(500)))),
        ),
        basis=Basis.NET,
    )
    whole = build_schedule(resolve_terms(arrangement, policy=Parameters(name="none")), until=date(2026, 3, 1))
    before, after = whole.cut(on=date(2026, 2, 1))
    assert (*before.lines, *after.lines) == whole.lines


@law
@given(cases, places, places)
def test_pay_05_cuts_inside_periods_keep_the_exact_amounts(case: Case, place: int, another: int) -> None:
    whole = schedule_of(case)
    on, then = sorted((day_of(whole, place), day_of(whole, another)))
    assume(whole.span.first_day < on < then)
    first, rest = whole.cut(on=on)
    second, third = rest.cut(on=then)
    parts = [accrued(part) for part in (first, second, third)]
    for name in SUMS:
        assert sum(getattr(part, name).pounds for part in parts) == getattr(accrued(whole), name).pounds
    joined = [payment for part in (first, second, third) for payment in regular(part)]
    assert joined[0].first_day == case.first_day
    assert all(after.first_day == before.last_day + ONE_DAY for before, after in pairwise(joined))
    cuts = {payment.first_day for payment in joined} - {payment.first_day for payment in regular(whole)}
    assert cuts <= {on, then}


@law
@given(running_cases, places)
def test_pay_05_a_cut_carries_running_totals_on(case: Case, place: int) -> None:
    whole = schedule_of(case)
    on = day_of(whole, place)
    assume(on > whole.span.first_day)
    told = Oracle(case.arrangement, case.parameters).tell(whole.span.last_day, cuts=[on])
    uncut = Oracle(case.arrangement, case.parameters).tell(whole.span.last_day)
    assume(not told.limited and not uncut.limited)
    before, after = whole.cut(on=on)
    assert pence(before, after) == pence(whole)
    until_then = [payment for payment in regular(whole) if payment.last_day < on]
    assert regular(before)[: len(until_then)] == until_then


@law
@given(cases)
def test_pay_09_every_amount_explains_itself(case: Case) -> None:
    for payment in schedule_of(case)[:12]:
        assert payment.explain().value() == in_pounds(payment.amount.pence)
        for name in COMPONENTS:
            assert payment.explain(name).value() == in_pounds(getattr(payment, name).pence), name


@law
@given(cases, places)
def test_pay_09_after_a_cut_every_amount_still_explains_itself(case: Case, place: int) -> None:
    whole = schedule_of(case)
    on = day_of(whole, place)
    assume(on > whole.span.first_day)
    for part in whole.cut(on=on):
        for payment in [*part[:3], *part[-3:]]:
            assert payment.explain().value() == in_pounds(payment.amount.pence)
            for name in COMPONENTS:
                assert payment.explain(name).value() == in_pounds(getattr(payment, name).pence), name


def test_pay_09_a_penny_that_is_shown_later_explains_itself() -> None:
    """The person pays all that is left, 49.995; the line has 49.99; the penny is shown once the payment is gross."""
    arrangement = agreed(
        Rate.weekly(100),
        PayCycle(Frequency.WEEKLY, date(2026, 4, 6)),
        date(2026, 4, 6),
        Convention.RUNNING_TOTAL,
        contribution=Rate.weekly(60),
        in_house=(InHouse(what="day centre", cost=Rate.weekly("50.005")),),
        basis=Timeline(Basis.NET, (date(2026, 4, 13), Basis.GROSS)),
    )
    first, second, third = build_schedule(
        resolve_terms(arrangement, policy=Parameters(name="none")), until=date(2026, 4, 20)
    )
    assert [str(payment.contribution) for payment in (first, second, third)] == ["49.99", "0.01", "0.00"]
    for payment in (first, second, third):
        assert payment.explain("contribution").value() == in_pounds(payment.contribution.pence)
        assert payment.explain().value() == in_pounds(payment.amount.pence)


@law
@given(cases, places)
def test_what_accrues_adds_up(case: Case, place: int) -> None:
    schedule = schedule_of(case)
    span, on = schedule.span, day_of(schedule, place)
    assume(on > span.first_day)
    parts = (
        schedule.accrued_in(span=Period(first_day=span.first_day, last_day=on - ONE_DAY)),
        schedule.accrued_in(span=Period(first_day=on, last_day=span.last_day)),
    )
    whole = accrued(schedule)
    for part in parts:
        assert schedule.resolved.contribution_in(part.span) == part.contribution.pounds
    told = Oracle(case.arrangement, case.parameters).tell(case.until)
    for name, exact in zip(COMPONENTS, told.exact, strict=True):
        assert getattr(whole, name).pounds == exact / 100
    for name in (*SUMS, "amount"):
        assert sum(getattr(part, name).pounds for part in parts) == getattr(whole, name).pounds
    dated = [one_off for one_off in schedule.resolved.one_offs if one_off.on in span]
    assert whole.one_off.pounds == sum(in_pounds(one_off.amount.pence) for one_off in dated)


@law
@given(cases)
def test_totals_are_the_sums_of_the_lines(case: Case) -> None:
    schedule = schedule_of(case)
    totals = schedule.totals
    assert totals.payments == len(schedule) == len(schedule.lines)
    for name in (*SUMS, "amount"):
        assert getattr(totals, name).pence == sum(getattr(payment, name).pence for payment in schedule)
    for payment in schedule:
        parts = payment.budget - payment.in_house - payment.contribution + payment.fee_on_top + payment.one_off
        assert payment.amount == parts


@law
@given(cases, places)
def test_pay_12_all_payments_are_due_and_begin_some_day(case: Case, place: int) -> None:
    schedule = schedule_of(case)
    on = day_of(schedule, place)
    early, late = date(1990, 1, 1), date(2090, 1, 1)
    assert schedule.due_in(span=Period(first_day=early, last_day=late)) == schedule[:]
    assert schedule.beginning_in(span=Period(first_day=early, last_day=late)) == schedule[:]
    then, after = Period(first_day=early, last_day=on), Period(first_day=on + ONE_DAY, last_day=late)
    for chosen in (schedule.due_in, schedule.beginning_in):
        by_then, later = chosen(span=then), chosen(span=after)
        assert len(by_then) + len(later) == len(schedule)
        assert by_then.totals.amount + later.totals.amount == schedule.totals.amount
    assert all(payment.due <= on for payment in schedule.due_in(span=then))
    assert all(payment.first_day <= on for payment in schedule.beginning_in(span=then))


@law
@given(cases)
def test_bud_04_nothing_is_ever_below_zero(case: Case) -> None:
    for payment in schedule_of(case):
        assert payment.amount.pence >= 0
        for name in SUMS:
            assert getattr(payment, name).pence >= 0, name
        assert payment.in_house + payment.contribution <= payment.budget


WHOLE_PERIODS: dict[tuple[Frequency, RateUnit], int | Fraction] = {
    (Frequency.WEEKLY, RateUnit.WEEK): 1,
    (Frequency.FORTNIGHTLY, RateUnit.WEEK): 2,
    (Frequency.FOUR_WEEKLY, RateUnit.WEEK): 4,
    (Frequency.FOUR_WEEKLY, RateUnit.FOUR_WEEKS): 1,
    (Frequency.MONTHLY, RateUnit.MONTH): 1,
    (Frequency.QUARTERLY, RateUnit.MONTH): 3,
    (Frequency.MONTHLY, RateUnit.YEAR): Fraction(1, 12),
    (Frequency.QUARTERLY, RateUnit.YEAR): Fraction(1, 4),
    (Frequency.HALF_YEARLY, RateUnit.MONTH): 6,
    (Frequency.HALF_YEARLY, RateUnit.YEAR): Fraction(1, 2),
    (Frequency.YEARLY, RateUnit.MONTH): 12,
    (Frequency.YEARLY, RateUnit.YEAR): 1,
}


@law
@given(
    st.sampled_from(sorted(WHOLE_PERIODS, key=str)),
    st.fractions(0, 100_000, max_denominator=1_000),
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.integers(-40, 40),
    st.sampled_from(Convention),
)
def test_bud_07_whole_periods_pay_the_stated_amount(
    kind: tuple[Frequency, RateUnit], amount: Fraction, anchor: date, number: int, convention: Convention
) -> None:
    frequency, unit = kind
    cycle = PayCycle(frequency, anchor)
    arrangement = agreed(Rate(amount, unit), cycle, cycle.start_of(number), convention)
    payments = build_schedule(
        resolve_terms(arrangement, policy=Parameters(name="none")), until=cycle.start_of(number + 5)
    )
    of_each = amount * WHOLE_PERIODS[kind] * 100
    shown = [payment.amount.pence for payment in payments]
    if convention is Convention.RUNNING_TOTAL or unit is RateUnit.YEAR:
        for count in range(1, 7):
            assert sum(shown[:count]) == half_up(of_each * count)
    else:
        assert shown == [half_up(of_each)] * 6


ways = st.builds(ChargingTerms, by=st.sampled_from(ChargedBy), week_begins=st.integers(1, 7))


@law
@given(
    first=ways,
    later=st.dictionaries(st.integers(1, 80), ways, max_size=5),
    frequency=st.sampled_from((Frequency.WEEKLY, Frequency.FOUR_WEEKLY, Frequency.MONTHLY)),
    convention=st.sampled_from(Convention),
)
def test_pay_13_no_day_is_charged_twice_or_left_out_however_the_way_to_charge_changes(
    first: ChargingTerms, later: dict[int, ChargingTerms], frequency: Frequency, convention: Convention
) -> None:
    first_day, until = date(2026, 4, 5 + first.week_begins % 7), date(2026, 7, 31)
    turns = {first_day + timedelta(days=days): terms for days, terms in sorted(later.items())}
    plain = agreed(
        Rate.weekly(100), PayCycle(frequency, first_day), first_day, convention, Rate.weekly(70), basis=Basis.NET
    )
    case = plain.replace(
        contract=plain.contract.replace(payment=plain.contract.payment.replace(charging=first)),
        variations=tuple(
            Variation(effective=on, known_from=first_day, changes=(Change("contract.payment.charging", terms),))
            for on, terms in turns.items()
        ),
    )
    charges = charges_for(case, policy=PLAIN, until=until)
    right = sevenths_charged(Timeline(first, *turns.items()).on, first_day, charges[-1].last_day)
    exact = [10 * sum(sevenths for on, sevenths in right.items() if on in row.period) for row in charges]
    assert [row.amount.exact.pounds for row in charges] == exact
    finished = max(on + timedelta(days=sevenths) for on, sevenths in right.items())
    assert charges.amount.exact.pounds == 10 * (finished - first_day).days
    payments = build_schedule(resolve_phases(case, policy=PLAIN), until=until)
    behind = Money(0)
    for charge, payment in zip(charges, payments, strict=True):
        taken = min(behind + charge.amount, payment.budget)
        behind += charge.amount - taken
        assert abs((payment.contribution - taken).pence) <= 1, "what a payment is too small for comes off the next"
    assert all(each.explain().value() == each.amount.exact.pounds for each in payments[-4:])
