"""Laws of the ground floor: what holds of every value, not of an example."""

from __future__ import annotations

import copy
import decimal
import math
import pickle
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from isf_core.errors import FinerThanAPenny, ImpossiblePeriod, IsfError, NotADate, NotExact, TooLarge
from isf_core.values.allocation import allocate
from isf_core.values.checks import exact
from isf_core.values.dates import Period, days_after, months_after
from isf_core.values.explanation import Explanation, Operation
from isf_core.values.money import MOST_PENCE, ExactMoney, Money, Rounding, in_pounds, plain_number
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.rates import Rate, RateUnit
from isf_core.values.sources import LANCASHIRE, Text
from isf_core.values.timeline import Timeline
from isf_core.values.working_days import Move, WorkingDays

law = settings(deadline=None, max_examples=100)
ENGLAND = WorkingDays.england_and_wales()

pence = st.one_of(st.integers(-1000, 1000), st.integers(-MOST_PENCE // 4, MOST_PENCE // 4))
moneys = pence.map(Money.from_pence)
fractions = st.fractions(-10_000, 10_000, max_denominator=1_000)
exact_moneys = fractions.map(ExactMoney)
weights = st.lists(
    st.one_of(
        st.integers(0, 1_000),
        st.fractions(0, 10, max_denominator=60),
        st.decimals(0, 1_000, places=2, allow_nan=False),
        st.just(0),
    ),
    min_size=1,
    max_size=12,
).filter(any)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
spans = st.builds(
    lambda first, length: Period(first_day=first, last_day=first + timedelta(days=length)), days, st.integers(0, 800)
)
cycles = st.builds(PayCycle, st.sampled_from(Frequency), days)
rates = st.builds(Rate, st.fractions(0, 5_000, max_denominator=1_000), st.sampled_from(RateUnit))
years = st.one_of(st.just(Fraction(52)), st.fractions(52, 53, max_denominator=1_000))
changes = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 31)), st.integers(0, 3), max_size=8)
timelines = st.builds(lambda first, later: Timeline(first, *later.items()), st.integers(0, 3), changes)
leaves = st.builds(
    Explanation.given,
    st.sampled_from(["rate", "weeks", "fee"]),
    st.one_of(st.fractions(-100, 100, max_denominator=20), moneys, exact_moneys),
    unit=st.sampled_from(["", "days", "pounds"]),
)


def node(operation: str, operands: list[Explanation]) -> Explanation:
    """A node of any operation over some operands."""
    if operation == "rounded":
        return Explanation.rounded("paid", operands[0], LANCASHIRE("6.16"))
    make: Callable[..., Explanation] = getattr(Explanation, operation)
    return make(operation, *operands, sources=(LANCASHIRE("6.17"),))


explanations = st.recursive(
    leaves,
    lambda below: st.builds(
        node,
        st.sampled_from(["sum", "less", "times", "least", "greatest", "rounded"]),
        st.lists(below, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


# Splits


@law
@given(moneys, weights)
def test_a_split_adds_up_to_the_whole(money: Money, shares: list[Any]) -> None:
    assert Money.total(allocate(money, shares)) == money


@law
@given(moneys, weights)
def test_every_part_is_within_a_penny_of_its_exact_share_and_zero_gets_nothing(money: Money, shares: list[Any]) -> None:
    whole = sum(map(Fraction, shares), Fraction(0))
    for part, share in zip(allocate(money, shares), shares, strict=True):
        assert abs(part.pence - money.pence * Fraction(share) / whole) < 1
        if not share:
            assert not part


@law
@given(moneys, weights)
def test_the_odd_pennies_go_to_the_largest_remainders_and_ties_to_the_first(money: Money, shares: list[Any]) -> None:
    whole = sum(map(Fraction, shares), Fraction(0))
    exactly = [abs(money.pence) * Fraction(share) / whole for share in shares]
    rest = [each - math.floor(each) for each in exactly]
    extra = [abs(part.pence) - math.floor(each) for part, each in zip(allocate(money, shares), exactly, strict=True)]
    assert set(extra) <= {0, 1}
    for first in range(len(shares)):
        for second in range(first + 1, len(shares)):
            if extra[second] > extra[first]:
                assert rest[second] > rest[first]
            if extra[first] > extra[second]:
                assert rest[first] >= rest[second]


@law
@given(moneys, weights, st.fractions(Fraction(1, 100), 100, max_denominator=100))
def test_a_split_turns_on_the_proportions_alone(money: Money, shares: list[Any], scale: Fraction) -> None:
    parts = allocate(money, shares)
    assert allocate(money, [Fraction(share) * scale for share in shares]) == parts
    assert allocate(-money, shares) == tuple(-part for part in parts)
    assert allocate(money, (*shares, 0)) == (*parts, Money(0))


# Rounding

WIDE = decimal.Context(prec=300)
DECIMALS_OWN = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.DOWN: decimal.ROUND_DOWN,
}


@law
@given(st.integers(-(10**12), 10**12), st.integers(0, 8), st.sampled_from(Rounding))
def test_rounding_agrees_with_decimals_own(digits: int, places: int, rounding: Rounding) -> None:
    written = Decimal(digits).scaleb(-places, WIDE)
    own = written.quantize(Decimal(1), rounding=DECIMALS_OWN[rounding], context=WIDE)
    assert rounding.of(Fraction(digits, 10**places)) == int(own)


@law
@given(st.integers(-2_000, 2_000), st.sampled_from(Rounding))
def test_rounding_agrees_with_decimals_own_at_every_half(halves: int, rounding: Rounding) -> None:
    own = Decimal(halves * 5).scaleb(-1, WIDE).quantize(Decimal(1), rounding=DECIMALS_OWN[rounding], context=WIDE)
    assert rounding.of(Fraction(halves, 2)) == int(own)


@law
@given(fractions, fractions, st.sampled_from(Rounding))
def test_rounding_keeps_the_order_and_the_sign(one: Fraction, other: Fraction, rounding: Rounding) -> None:
    least, most = sorted((one, other))
    assert rounding.of(least) <= rounding.of(most)
    assert rounding.of(-one) == -rounding.of(one)
    assert abs(rounding.of(one) - one) < 1
    assert rounding.of(Fraction(rounding.of(one))) == rounding.of(one), "rounding twice changes nothing"
    if rounding in (Rounding.HALF_UP, Rounding.HALF_EVEN):
        assert abs(rounding.of(one) - one) <= Fraction(1, 2)


# Money


@law
@given(moneys, moneys, moneys)
def test_money_adds_as_pence_do(one: Money, two: Money, three: Money) -> None:
    assert (one + two).pence == one.pence + two.pence
    assert one + two == two + one
    assert (one + two) + three == one + (two + three) == Money.total([three, two, one])
    assert one + two - two == one
    assert one - two == -(two - one)
    assert abs(one) == max(one, -one)
    assert (one < two, one <= two, one > two, one >= two, one == two) == (
        one.pence < two.pence,
        one.pence <= two.pence,
        one.pence > two.pence,
        one.pence >= two.pence,
        one.pence == two.pence,
    )


@law
@given(st.integers(-(10**9), 10**9).map(Money.from_pence), st.integers(-50, 50), fractions)
def test_money_is_multiplied_exactly(money: Money, times: int, share: Fraction) -> None:
    assert money * times == times * money
    assert (money * times).pence == money.pence * times
    assert (money * share).pounds == Fraction(money.pence, 100) * share
    assert (money * Fraction(times)).rounded(Rounding.HALF_EVEN) == money * times


@law
@given(moneys)
def test_money_survives_being_written_down(money: Money) -> None:
    assert Money(str(money)) == money
    assert Money(money.amount) == money
    assert eval(repr(money)) == money
    assert money.exact.rounded(Rounding.DOWN) == money.exact.rounded(Rounding.UP) == money
    grouped = f"{money:,}"
    assert grouped.replace(",", "") == str(money)
    assert all(len(group) == 3 for group in grouped.lstrip("-").split(".")[0].split(",")[1:])


@law
@given(exact_moneys, exact_moneys, st.fractions(Fraction(1, 50), 50, max_denominator=50))
def test_exact_sums_lose_nothing(one: ExactMoney, two: ExactMoney, share: Fraction) -> None:
    assert (one + two - two, one * share / share, one / share * share) == (one, one, one)
    assert one + -one == two - two == ExactMoney(0)
    assert ExactMoney.total([one, two]) == one + two
    assert (one < two) is (one.pounds < two.pounds)
    assert (one <= two) is (one.pounds <= two.pounds)
    assert (one > two) is (two < one)
    assert (one >= two) is (two <= one)


@law
@given(st.integers(-(10**15), 10**15), st.integers(0, 12))
def test_a_plain_number_reads_back_exactly(digits: int, places: int) -> None:
    number = Fraction(digits, 10**places)
    assert exact("number", plain_number(number)) == number
    assert eval(repr(ExactMoney(number))) == ExactMoney(number)


@law
@given(st.one_of(st.text(max_size=12), st.text("0123456789.-", max_size=18), st.text("05.-,_£e １²", max_size=6)))
def test_any_text_is_either_money_or_refused(text: str) -> None:
    try:
        money = Money(text)
    except IsfError as error:
        assert isinstance(error, (NotExact, FinerThanAPenny, TooLarge))  # noqa: PT017
    else:
        assert text.isascii()
        assert Decimal(text) == money.amount


# Rates


@law
@given(rates, years)
def test_a_rate_turned_into_another_unit_is_the_same_rate(rate: Rate, year: Fraction) -> None:
    for again in (
        Rate.weekly(rate.per_week(weeks_in_year=year)),
        Rate.four_weekly(rate.per_week(weeks_in_year=year) * 4),
        Rate.monthly(rate.per_month(weeks_in_year=year)),
        Rate.annual(rate.per_year(weeks_in_year=year)),
    ):
        assert again.same_as(rate, weeks_in_year=year)
        assert rate.same_as(again, weeks_in_year=year)
        assert (again == rate) is (again.unit is rate.unit)
        assert again.per_year(year) == rate.per_year(year)


@law
@given(rates, years)
def test_a_year_is_twelve_months_and_so_many_weeks(rate: Rate, year: Fraction) -> None:
    assert rate.per_year(year) == rate.per_month(year) * 12 == rate.per_week(year) * year


# Dates


@law
@given(days, st.integers(-600, 600))
def test_months_keep_the_day_or_end_with_the_month(anchor: date, months: int) -> None:
    reached = months_after(anchor, months)
    assert 12 * (reached.year - anchor.year) + reached.month - anchor.month == months
    assert reached.day == min(anchor.day, monthrange(reached.year, reached.month)[1])


@law
@given(days, st.integers(-9_000, 9_000), st.integers(-9_000, 9_000))
def test_days_add_up(on: date, one: int, two: int) -> None:
    assert days_after(days_after(on, one), two) == days_after(on, one + two)
    assert (days_after(on, one) - on).days == one


@law
@given(spans, spans, days)
def test_periods_overlap_where_both_hold_a_day(one: Period, two: Period, on: date) -> None:
    both = one.overlap(two)
    assert both == two.overlap(one)
    assert ((on in one) and (on in two)) is (both is not None and on in both)
    assert one.overlap(one) == one
    assert Period(first_day=one.first_day, last_day=one.last_day) == one
    assert list(one) == [one.first_day + timedelta(days=n) for n in range(one.days)]


# Pay cycles


@law
@given(cycles, days)
def test_periods_tile_the_calendar(runs: PayCycle, on: date) -> None:
    period, number = runs.period_of(on), runs.number_of(on)
    assert on in period
    assert runs.period_of(period.last_day) == period
    assert runs.period_of(period.day_after).first_day == period.day_after
    assert [runs.number_of(day) for day in (period.first_day, period.last_day, period.day_after)] == [
        number,
        number,
        number + 1,
    ]


@law
@given(cycles, st.integers(-300, 300))
def test_periods_are_stepped_from_the_anchor(runs: PayCycle, number: int) -> None:
    start = runs.start_of(number)
    assert runs.number_of(start) == number
    if runs.frequency.weeks:
        assert (start - runs.anchor).days == 7 * runs.frequency.weeks * number
    else:
        month = 12 * runs.anchor.year + runs.anchor.month - 1 + runs.frequency.months * number
        year, month = month // 12, month % 12 + 1
        assert start == date(year, month, min(runs.anchor.day, monthrange(year, month)[1]))


@law
@given(cycles, spans, st.integers(1, 400))
def test_beginnings_are_counted_not_assumed(runs: PayCycle, span: Period, more: int) -> None:
    assert runs.beginning_in(span) == sum(runs.period_of(on).first_day == on for on in span)
    after = Period(first_day=span.day_after, last_day=days_after(span.day_after, more - 1))
    together = Period(first_day=span.first_day, last_day=after.last_day)
    assert runs.beginning_in(together) == runs.beginning_in(span) + runs.beginning_in(after)


# Working days


@law
@given(st.dates(date(2000, 1, 10), date(2099, 12, 20)))
def test_a_moved_date_is_the_nearest_working_day_on_its_side(due: date) -> None:
    back, forward = ENGLAND.moved(due, Move.BACK), ENGLAND.moved(due, Move.FORWARD)
    assert back <= due <= forward
    assert ENGLAND.is_working(back)
    assert ENGLAND.is_working(forward)
    between = (back + timedelta(days=n) for n in range(1, (forward - back).days))
    assert not any(ENGLAND.is_working(on) for on in between)
    assert (back == due) is (forward == due) is ENGLAND.is_working(due)
    in_month = ENGLAND.moved(due, Move.FORWARD_IN_MONTH)
    assert in_month == (forward if forward.month == due.month else back)
    assert in_month.month == due.month
    for move in Move:
        once = ENGLAND.moved(due, move)
        assert ENGLAND.moved(once, move) == once


@law
@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40))
def test_a_calendar_is_what_its_container_said(holidays: set[date]) -> None:
    own = WorkingDays.of(holidays, first=date(2026, 3, 1), last=date(2026, 9, 30))
    for on in Period(first_day=own.first, last_day=own.last):
        assert own.is_working(on) is (on.weekday() < 5 and on not in holidays)
    assert WorkingDays.of(own.holidays, first=own.first, last=own.last) == own


# Timelines

PROBED = [date(2025, 12, 31) + timedelta(days=n) for n in range(93)]


def function(timeline: Timeline[Any]) -> list[Any]:
    return [timeline.on(on) for on in PROBED]


@law
@given(timelines, timelines)
def test_timelines_are_equal_exactly_where_the_functions_are(one: Timeline[int], two: Timeline[int]) -> None:
    assert (one == two) is (function(one) == function(two))
    if one == two:
        assert hash(one) == hash(two)


@law
@given(st.integers(0, 3), changes, st.randoms(use_true_random=False))
def test_the_order_of_writing_and_changes_to_the_same_do_not_matter(
    first: int, later: dict[date, int], order: Any
) -> None:
    timeline = Timeline(first, *later.items())
    written = [(on, timeline.on(on)) for on in dict.fromkeys([*later, *order.sample(PROBED, 5)])]
    order.shuffle(written)
    assert Timeline(first, *written) == timeline
    assert all(before != after for before, after in pairwise(timeline.values))
    assert Timeline(timeline.first, *timeline.changes) == timeline
    expected = [later[max(since)] if (since := [each for each in later if each <= on]) else first for on in PROBED]
    assert function(timeline) == expected


@law
@given(timelines, st.dates(date(2025, 12, 31), date(2026, 4, 1)), st.integers(1, 92))
def test_the_parts_of_a_span_tile_it_and_hold_one_value_each(timeline: Timeline[int], start: date, length: int) -> None:
    span = Period(first_day=start, last_day=start + timedelta(days=length - 1))
    parts = list(timeline.within(span))
    assert (parts[0][0].first_day, parts[-1][0].day_after) == (span.first_day, span.day_after)
    for (before, one), (after, other) in pairwise(parts):
        assert before.day_after == after.first_day
        assert one != other, "no part is cut where nothing changes"
    for part, held in parts:
        assert {timeline.on(on) for on in part} == {held}


@law
@given(timelines, st.dates(date(2026, 4, 3), date(2026, 4, 30)), st.integers(0, 3))
def test_mapping_and_going_on_are_day_by_day(timeline: Timeline[int], since: date, value: int) -> None:
    assert function(timeline.map(lambda held: held % 2)) == [held % 2 for held in function(timeline)]
    after = timeline.then(since, value)
    assert function(after) == function(timeline)
    assert (after.on(since - timedelta(days=1)), after.on(since)) == (timeline.on(since - timedelta(days=1)), value)


# Explanations


@law
@given(explanations)
def test_an_explanation_comes_to_the_amount_it_shows(explanation: Explanation) -> None:
    for depth, each in explanation.walk():
        assert each.value() == each.amount
        assert depth < 50
        assert (each.operation is Operation.GIVEN) is (not each.operands)
        if each.unit == "pounds" and (each.amount * 100).denominator == 1:
            assert in_pounds(int(each.amount * 100), ",") in str(each).splitlines()[0]  # a product may outgrow Money
    assert len(str(explanation).splitlines()) == len(list(explanation.walk()))


@law
@given(explanations, fractions)
def test_a_node_that_shows_another_amount_cannot_be_made(explanation: Explanation, amount: Fraction) -> None:
    assume(explanation.operands and amount != explanation.amount)
    with pytest.raises(IsfError, match="is not what its operands come to"):
        explanation.replace(amount=amount)


# Every value, pickled, copied, tampered with

values: st.SearchStrategy[Any] = st.one_of(
    moneys,
    exact_moneys,
    rates,
    spans,
    cycles,
    timelines,
    explanations,
    st.builds(LANCASHIRE, st.sampled_from(["6.16", "6.17"]), st.sampled_from(["", "up to a maximum"])),
    st.builds(Text, st.text("abc", min_size=1), st.none() | st.integers(1900, 2100), st.booleans()),
    st.builds(
        lambda holidays, last: WorkingDays.of(holidays, first=date(2026, 1, 1), last=last, proclaimed_to=last),
        st.sets(st.dates(date(2026, 1, 1), date(2026, 2, 28))),
        st.dates(date(2026, 1, 1), date(2026, 2, 28)),
    ),
)


@law
@given(values, st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_every_value_survives_pickle_and_copy(value: Any, protocol: int) -> None:
    for again in (pickle.loads(pickle.dumps(value, protocol)), copy.copy(value), copy.deepcopy(value)):
        assert type(again) is type(value)
        assert again == value
        assert hash(again) == hash(value)
        assert repr(again) == repr(value)


class Written:
    """Whatever a hostile pickle says: an object made by a call, and a state put into it."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __reduce__(self) -> tuple[Any, ...]:
        return self.parts


APRIL = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))


@pytest.mark.parametrize(
    ("value", "parts", "kind"),
    [
        (Money("12.50"), ("1.005",), FinerThanAPenny),
        (Money("12.50"), (12.5,), NotExact),
        (ExactMoney(1), (float("nan"),), NotExact),
        (Rate.weekly(1), {"amount": Fraction(-1)}, IsfError),
        (Rate.weekly(1), {"unit": "a week"}, IsfError),
        (APRIL, {"first_day": APRIL.last_day, "last_day": APRIL.first_day}, ImpossiblePeriod),
        (APRIL, {"first_day": "2026-04-06"}, NotADate),
        (PayCycle(Frequency.WEEKLY, APRIL.first_day), {"frequency": "weekly"}, IsfError),
        (PayCycle(Frequency.WEEKLY, APRIL.first_day), {"anchor": None}, IsfError),
        (Timeline(1), (1, (APRIL.first_day, 2), (APRIL.first_day, 3)), IsfError),
        (ENGLAND, {"holidays": frozenset({"2026-12-25"})}, NotADate),
        (ENGLAND, {"first": ENGLAND.last, "last": ENGLAND.first}, ImpossiblePeriod),
        (LANCASHIRE("6.16"), {"text": "Lancashire"}, IsfError),
        (LANCASHIRE, {"title": ""}, IsfError),
        (Explanation.given("x", 1), {"operation": Operation.SUM}, IsfError),
    ],
    ids=range(15),
)
def test_a_tampered_pickle_meets_the_checks(
    value: Any, parts: tuple[Any, ...] | dict[str, Any], kind: type[IsfError]
) -> None:
    make, honest = value.__reduce__()
    assert pickle.loads(pickle.dumps(Written(make, honest))) == value
    if isinstance(parts, dict):
        make, parts = partial(make.func, **{**make.keywords, **parts}), ()
    with pytest.raises(IsfError) as caught:
        pickle.loads(pickle.dumps(Written(make, parts)))
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Money, {"_held": 0.5}),
        (ExactMoney, {"_held": 0.5}),
        (Rate, {"_amount": None}),
        (Period, {"first_day": "2026-04-06"}),
        (PayCycle, {"_anchor": None}),
        (Timeline, {"_changes": ()}),
        (WorkingDays, {"_holidays": None}),
        (Explanation, {"_amount": 5}),
        (Text, {"_seen": True}),
    ],
)
def test_no_state_can_be_put_into_a_value_past_its_constructor(kind: type[Any], state: dict[str, Any]) -> None:
    with pytest.raises(FrozenInstanceError):
        pickle.loads(pickle.dumps(Written(object.__new__, (kind,), (None, state))))


# The decimal context


@contextmanager
def hostile_context(prec: int) -> Iterator[None]:
    """Few digits, rounded down, and every signal an error: whatever leans on it fails or is wrong."""
    with decimal.localcontext(decimal.Context(prec=prec, rounding=decimal.ROUND_DOWN)) as context:
        for signal in context.traps:
            context.traps[signal] = True
        yield


def everything(pounds: int, share: Fraction, rate: Rate, shares: list[Any]) -> list[Any]:
    """What can be worked out from some numbers, as the floor above does."""
    money = Money.from_pence(pounds)
    written = Decimal(str(money))
    budget = Explanation.times("budget", Explanation.given("rate", rate.amount), Explanation.given("weeks", written))
    return [
        Money(written),
        Money(str(money)),
        ExactMoney(written),
        money * written if abs(money.pence) < 10**9 else None,
        (money * share).rounded(Rounding.HALF_UP),
        [Rounding.HALF_EVEN.of(share), Rounding.UP.of(share), Rounding.DOWN.of(share)],
        money.amount.as_tuple(),
        f"{money:>20,}",
        repr(ExactMoney(share)),
        rate.per_week(weeks_in_year=52),
        rate.per_month(weeks_in_year=Fraction(365, 7)),
        allocate(money, shares),
        Money.total(allocate(money, shares)),
        str(Explanation.rounded("paid", budget)),
        pickle.loads(pickle.dumps([money, ExactMoney(share), rate])),
        ExactMoney(written) / Decimal("0.52143"),
    ]


@law
@given(st.integers(-(10**10), 10**10), fractions, rates, weights, st.sampled_from([1, 3]))
def test_nothing_depends_on_the_decimal_context(
    pounds: int, share: Fraction, rate: Rate, shares: list[Any], prec: int
) -> None:
    expected = everything(pounds, share, rate, shares)
    with hostile_context(prec):
        assert everything(pounds, share, rate, shares) == expected


def test_the_hostile_context_would_have_been_noticed() -> None:
    with hostile_context(3):
        assert Money("1234.56") + Money("0.01") == Money("1234.57")
        assert Money(Decimal("1234.56")).amount.as_tuple().digits == (1, 2, 3, 4, 5, 6)
        with pytest.raises(decimal.Inexact):
            +Decimal("1234.56")
