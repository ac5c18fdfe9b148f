"""Savings, pools and block contracts, to the penny: who pays for which days, and nobody for others."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from support.arrangements import FIRST_DAY
from support.refusing import refused
from support.small_account import ONE_DAY, ZERO

from isf_core.errors import IsfError, NotRecorded, TooLarge
from isf_core.model import (
    BlockContract,
    Covered,
    Party,
    Policies,
    Pool,
    PoolMember,
    SavingShare,
    SavingsTerms,
    SharedAs,
)
from isf_core.planning.shared_costs import CoreAndFlexi, Shared, core_and_flexi, pool_parts, share_saving, year_of_block
from isf_core.policies import PLAIN
from isf_core.values import Money, Period, Rate, Timeline
from isf_core.values.running_totals import RunningTotal

WEEK = Period(first_day=FIRST_DAY, last_day=FIRST_DAY + 6 * ONE_DAY)

NO_YEAR = PLAIN.parameters.replace(weeks_in_year=None)


def day(number: int) -> date:
    return FIRST_DAY + number * ONE_DAY


def member(person: str, share: str | Fraction, first: int = -30, last: int | None = None) -> PoolMember:
    days: dict[str, Any] = {} if last is None else {"last_day": day(last)}
    return PoolMember(person=person, share=share, first_day=day(first), **days)


def pool(*members: PoolMember, cost: Rate | Timeline[Rate] | None = None, **facts: Any) -> Pool:
    return Pool(ref="minibus", cost=cost or Rate.weekly("70"), members=members, **facts)


def parts(shared: Shared) -> dict[str, str]:
    assert Money.total(shared.sums) == shared.amount
    assert shared.explain().money == shared.amount
    return {owner: str(sum_) for owner, sum_ in zip(shared.owners, shared.sums, strict=True)}


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("first", "last", "one", "other"),
    [
        (-1, None, "35.00", "35.00"),
        (0, None, "35.00", "35.00"),
        (1, None, "40.00", "30.00"),  # joins on the second day
        (6, None, "65.00", "5.00"),  # on the last
        (-5, 0, "65.00", "5.00"),  # leaves on the first
        (-5, 5, "40.00", "30.00"),
        (-5, 6, "35.00", "35.00"),
        (-5, 7, "35.00", "35.00"),
        (3, 3, "65.00", "5.00"),  # a single day
    ],
)
def test_who_joins_or_leaves_inside_the_span_pays_for_their_own_days(
    first: int, last: int | None, one: str, other: str
) -> None:
    shared = pool_parts(pool(member("A", HALF), member("B", HALF, first, last)), span=WEEK, policy=PLAIN)
    assert parts(shared) == {"A": one, "B": other}


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (7, None), (7, 9)])
def test_who_is_a_member_on_other_days_alone_has_no_part(first: int, last: int | None) -> None:
    shared = pool_parts(pool(member("A", HALF), member("B", HALF, first, last)), span=WEEK, policy=PLAIN)
    assert parts(shared) == {"A": "70.00"}
    with pytest.raises(IsfError, match="'B' has no part; give one of A"):
        shared.part_of("B")


def test_somebody_who_comes_back_has_one_part_for_both_spells() -> None:
    shared = pool_parts(pool(member("A", HALF), member("B", HALF, 0, 0), member("B", HALF, 6)), span=WEEK, policy=PLAIN)
    assert parts(shared) == {"A": "60.00", "B": "10.00"}


def test_shares_that_do_not_add_up_to_one_are_shares_of_those_who_are_there() -> None:
    assert parts(pool_parts(pool(member("A", "0.3"), member("B", "0.1")), span=WEEK, policy=PLAIN)) == {
        "A": "52.50",
        "B": "17.50",
    }


def test_a_share_of_zero_pays_nothing_and_a_penny_goes_to_the_largest_remainder() -> None:
    shared = pool_parts(
        pool(member("A", "0"), member("B", "1"), member("C", "1"), member("D", "1"), cost=Rate.weekly("100")),
        span=WEEK,
        policy=PLAIN,
    )
    assert parts(shared) == {"A": "0.00", "B": "33.34", "C": "33.33", "D": "33.33"}
    assert shared.part_of("A") == ZERO


def test_the_cost_may_change_inside_the_span_and_is_rounded_once() -> None:
    cost = Timeline(Rate.weekly("10"), (day(3), Rate.weekly("20")))
    shared = pool_parts(pool(member("A", HALF), member("B", HALF), cost=cost), span=WEEK, policy=PLAIN)
    assert shared.amount == Money("15.71")  # 4.2857... and 11.4285..., added up first
    assert parts(shared) == {"A": "7.86", "B": "7.85"}


@pytest.mark.parametrize("number", [400, 1_000])
def test_hardness_1_a_pool_whose_members_join_day_by_day_is_answered(number: int) -> None:
    """A weight of one bears a day's cost divided by the members of that day; who joined later bears so much less."""
    joined = pool(*(member(f"P-{each}", "0.001", each) for each in range(number)), cost=Rate.weekly(7))
    days = Period(first_day=FIRST_DAY, last_day=date(2036, 3, 31))
    shared = pool_parts(joined, span=days, policy=PLAIN)
    assert shared.amount == Money(days.days)
    assert sum(shared.by) == days.days
    last = Fraction(days.days - number + 1, number)
    assert shared.by[-1] == last
    assert [one - other for one, other in pairwise(shared.by)] == [Fraction(1, each) for each in range(1, number)]
    assert str(shared.table()).splitlines()[2].startswith("P-0")
    assert "about " in str(shared.table())
    assert len(shared.explain().operands) == number
    assert shared.explain().money == shared.amount


def test_hardness_1_a_pool_of_a_thousand_is_answered_span_by_span() -> None:
    joined = pool(*(member(f"P-{each}", "0.001", each) for each in range(1_000)), cost=Rate.weekly(7))
    first = Period(first_day=FIRST_DAY, last_day=FIRST_DAY + 599 * ONE_DAY)
    second = Period(first_day=first.day_after, last_day=FIRST_DAY + 2_999 * ONE_DAY)
    before = pool_parts(joined, span=first, policy=PLAIN)
    after = pool_parts(joined, span=second, policy=PLAIN, after=before)
    both = Period(first_day=first.first_day, last_day=second.last_day)
    assert dict(after.running)["P-0"].exact == pool_parts(joined, span=both, policy=PLAIN).by[0] * 100
    assert before.amount + after.amount == Money(3_000)


def test_shares_that_are_too_unlike_to_be_added_up_are_refused() -> None:
    unlike = [member(f"P-{each}", Fraction(10**40 + each, 3**80), each) for each in range(400)]
    with pytest.raises(TooLarge, match=r"too unlike to be added up exactly; use fewer and simpler fractions$"):
        pool_parts(pool(*unlike), span=Period(first_day=FIRST_DAY, last_day=FIRST_DAY + 500 * ONE_DAY), policy=PLAIN)


def weeks(shared_by: Pool, number: int) -> list[Shared]:
    """The parts of one week after another, each going on from the one before."""
    out: list[Shared] = []
    for week in range(number):
        span = Period(first_day=day(7 * week), last_day=day(7 * week + 6))
        out.append(pool_parts(shared_by, span=span, policy=PLAIN, after=out[-1] if out else None))
    return out


def together(spans: list[Shared]) -> dict[str, str]:
    owners = dict.fromkeys(owner for each in spans for owner in each.owners)
    return {owner: str(Money.total(each.part_of(owner) for each in spans if owner in each.owners)) for owner in owners}


def test_f6_a_pool_in_thirds_is_as_even_over_a_year_as_pennies_allow() -> None:
    third = Fraction(1, 3)
    room = pool(*(member(person, third) for person in "ABC"), cost=Rate.weekly("10"))
    year = weeks(room, 52)
    assert together(year) == {"A": "173.34", "B": "173.33", "C": "173.33"}
    assert [parts(each) for each in year[:2]] == [
        {"A": "3.34", "B": "3.33", "C": "3.33"},
        {"A": "3.33", "B": "3.34", "C": "3.33"},
    ]
    alone = [pool_parts(room, span=each.span, policy=PLAIN) for each in year]
    assert together(alone) == {"A": "173.68", "B": "173.16", "C": "173.16"}


def test_f6_the_cost_of_a_pool_runs_with_its_parts() -> None:
    """A yearly cost of 1,000.00 over 52 weeks is 19.2307... a week."""
    room = pool(member("A", HALF), member("B", HALF), cost=Rate.annual("1000"))
    year = weeks(room, 52)
    assert str(Money.total(each.amount for each in year)) == "1000.00"
    assert together(year) == {"A": "500.00", "B": "500.00"}
    assert str(pool_parts(room, span=WEEK, policy=PLAIN).amount * 52) == "999.96"


def test_f6_who_has_left_a_pool_gets_no_odd_penny_and_who_comes_back_goes_on() -> None:
    room = pool(member("A", HALF, 0, 6), member("B", HALF), member("A", HALF, 14), cost=Rate.weekly("10.01"))
    year = weeks(room, 4)
    assert [parts(each) for each in year] == [
        {"A": "5.01", "B": "5.00"},
        {"B": "10.01"},
        {"A": "5.00", "B": "5.01"},
        {"A": "5.01", "B": "5.00"},
    ]


def test_f6_parts_go_on_from_the_same_pools_days_just_before_alone() -> None:
    room, other = pool(member("A", HALF)), pool(member("A", HALF)).replace(ref="art room")
    before = pool_parts(room, span=WEEK, policy=PLAIN)
    following = Period(first_day=day(7), last_day=day(13))
    refused(lambda: pool_parts(room, span=WEEK, policy=PLAIN, after=before), "does not end the day before 2026-04-06")
    refused(
        lambda: pool_parts(other, span=following, policy=PLAIN, after=before),
        "pool_parts.after: it shares 'minibus', not 'art room'; give the pool's parts for the days just before",
    )
    wrong: Any = before.running
    refused(lambda: pool_parts(room, span=following, policy=PLAIN, after=wrong), "pool_parts.after: a tuple")


def test_a_pool_that_costs_nothing_has_parts_of_zero() -> None:
    shared = pool_parts(pool(member("A", HALF), member("B", HALF), cost=Rate.weekly("0")), span=WEEK, policy=PLAIN)
    assert parts(shared) == {"A": "0.00", "B": "0.00"}
    assert "of 1" in str(shared.explain())


@pytest.mark.parametrize(
    "members",
    [
        (member("A", HALF, 1),),  # nobody on the first day
        (member("A", HALF, 0, 5),),  # nobody on the last
        (member("A", HALF, 0, 2), member("B", HALF, 4)),  # nobody between
        (member("A", "0"),),
    ],
)
def test_a_day_that_nobody_bears_is_refused(members: tuple[PoolMember, ...]) -> None:
    with pytest.raises(IsfError, match=r"nobody bears its cost, .*; give every day a member with a share"):
        pool_parts(pool(*members), span=WEEK, policy=PLAIN)


@pytest.mark.parametrize("cost", [Rate.monthly("100"), Timeline(Rate.weekly("1"), (day(90), Rate.annual("5200")))])
def test_a_monthly_or_yearly_cost_needs_the_length_of_a_year(cost: Rate | Timeline[Rate]) -> None:
    shared = pool(member("A", HALF), cost=cost)
    with pytest.raises(NotRecorded) as error:
        pool_parts(shared, span=WEEK, policy=NO_YEAR)
    assert error.value.fields == ("policy.weeks_in_year",)
    assert pool_parts(shared, span=WEEK, policy=PLAIN).amount in (Money("23.08"), Money(1))


def test_a_yearly_cost_is_spread_over_the_year_of_the_policy_of_each_day() -> None:
    shared = pool(member("A", HALF), cost=Rate.annual("5300"))
    longer = PLAIN.parameters.replace(weeks_in_year=53)
    assert pool_parts(shared, span=WEEK, policy=longer).amount == Money("100.00")
    dated = Policies(PLAIN.parameters, (day(3), longer))
    assert pool_parts(shared, span=WEEK, policy=dated).amount == Money("100.82"), "3 days of 52 weeks, 4 of 53"


def test_a_pool_up_to_the_last_day_there_is() -> None:
    last = Period(first_day=date(9999, 12, 24), last_day=date(9999, 12, 30))
    forever = PoolMember(person="A", share=1, first_day=FIRST_DAY, last_day=date.max)
    assert parts(pool_parts(pool(forever), span=last, policy=PLAIN)) == {"A": "70.00"}


def test_what_is_no_pool_or_period_is_refused() -> None:
    with pytest.raises(IsfError, match="give a Pool"):
        pool_parts(None, span=WEEK, policy=PLAIN)  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="give a Period"):
        pool_parts(pool(member("A", HALF)), span=None, policy=PLAIN)  # type: ignore[arg-type]


def test_a_pool_is_shown_by_owner() -> None:
    shared = pool_parts(pool(member("A", HALF), member("B", HALF), what="the minibus to town"), span=WEEK, policy=PLAIN)
    assert shared.what == "the minibus to town, 6 Apr 2026 to 12 Apr 2026"
    assert [row["owner"] for row in shared.records()] == ["A", "B"]
    assert shared.table().totals == ("Total", Fraction(10 * 7), Money(70))
    assert pool_parts(pool(member("A", HALF)), span=WEEK, policy=PLAIN).what.startswith("minibus, ")


# --- block contracts --------------------------------------------------------------------------------

WEIGHTS: dict[str, str | int] = {"A": 40, "B": "30.5", "C": 0}


def block(**facts: Any) -> BlockContract:
    agreed: dict[str, Any] = {
        "ref": "block",
        "first_day": date(2028, 2, 29),
        "yearly": (Money("1000.01"), Money(900), Money(0)),
        "people": tuple(Covered(person=person, weight=weight) for person, weight in WEIGHTS.items()),
    }
    return BlockContract(**{**agreed, **facts})


@pytest.mark.parametrize(
    ("year", "answer", "days"),
    [
        (1, {"A": "567.38", "B": "432.63", "C": "0.00"}, "29 Feb 2028 to 27 Feb 2029"),
        (2, {"A": "510.64", "B": "389.36", "C": "0.00"}, "28 Feb 2029 to 27 Feb 2030"),
        (3, {"A": "0.00", "B": "0.00", "C": "0.00"}, "28 Feb 2030 to 27 Feb 2031"),
    ],
)
def test_each_years_sum_is_divided_to_the_penny(year: int, answer: dict[str, str], days: str) -> None:
    shared = year_of_block(block(), year)
    assert parts(shared) == answer
    assert shared.what == f"block, {days}"


def test_g12_who_joins_or_leaves_a_block_contract_has_a_part_for_their_own_days() -> None:
    """A year of 365 days at 1.00 a day: B joins on the 101st day, and C leaves on the 300th."""
    first = date(2026, 4, 1)
    people = (
        Covered(person="A", weight=1),
        Covered(person="B", weight=1, first_day=first + 100 * ONE_DAY),
        Covered(person="C", weight=2, last_day=first + 299 * ONE_DAY),
    )
    shared = year_of_block(block(first_day=first, yearly=("365", "365"), people=people), 1)
    # 100 days among A 1 and C 2; 200 among A 1, B 1, C 2; 65 among A 1 and B 1.
    exact = (
        Fraction(100, 3) + 50 + Fraction(65, 2),
        50 + Fraction(65, 2),
        Fraction(200, 3) + 100,
    )
    assert shared.by == exact
    assert parts(shared) == {"A": "115.83", "B": "82.50", "C": "166.67"}
    second = year_of_block(block(first_day=first, yearly=("365", "365"), people=people), 2)
    assert parts(second) == {"A": "182.50", "B": "182.50"}
    assert second.by == (Fraction(1), Fraction(1))


def test_g12_who_comes_back_to_a_block_contract_has_one_part_for_both_times() -> None:
    first = date(2026, 4, 1)
    left = Covered(person="B", weight=1, last_day=first + 9 * ONE_DAY)
    people = (
        Covered(person="A", weight=1),
        left,
        left.replace(first_day=date(2027, 3, 22), last_day=date(2027, 3, 31)),
    )
    shared = year_of_block(block(first_day=first, yearly=("365",), people=people), 1)
    assert parts(shared) == {"A": "355.00", "B": "10.00"}


def test_g12_a_day_on_which_a_block_contract_covers_nobody_is_refused() -> None:
    first = date(2026, 4, 1)
    gone = (Covered(person="A", weight=1, last_day=date(2027, 3, 30)), Covered(person="B", weight=0))
    with pytest.raises(IsfError, match=r"nobody is covered, or all weights are zero, 31 Mar 2027 to 31 Mar 2027; give"):
        year_of_block(block(first_day=first, yearly=("365",), people=gone), 1)
    kept = (gone[0].replace(last_day=date(2027, 3, 31)), gone[1])
    assert parts(year_of_block(block(first_day=first, yearly=("365",), people=kept), 1)) == {"A": "365.00", "B": "0.00"}


@pytest.mark.parametrize("year", [0, 4, -1])
def test_a_year_that_the_contract_does_not_have_is_refused(year: int) -> None:
    with pytest.raises(TooLarge, match=r"year_of_block\.year: .*; give a whole number from 1 to 3"):
        year_of_block(block(), year)


def test_weights_of_zero_and_what_is_no_contract_are_refused() -> None:
    with pytest.raises(IsfError, match="all weights are zero"):
        year_of_block(block(people=(Covered(person="A", weight=0),)), 1)
    with pytest.raises(IsfError, match="give a BlockContract"):
        year_of_block(None, 1)  # type: ignore[arg-type]


def test_f6_the_parts_of_a_block_contract_run_over_its_years() -> None:
    """Thirds of 100,000.00, 95,000.00 and 95,000.00: of all three, 96,666.666..."""
    people = tuple(Covered(person=person, weight=1) for person in "ABC")
    agreed = block(people=people, yearly=("100000", "95000", "95000"))
    years = [year_of_block(agreed, year) for year in (1, 2, 3)]
    assert [parts(year) for year in years] == [
        {"A": "33333.34", "B": "33333.33", "C": "33333.33"},
        {"A": "31666.66", "B": "31666.67", "C": "31666.67"},
        {"A": "31666.67", "B": "31666.67", "C": "31666.66"},
    ]
    assert together(years) == {"A": "96666.67", "B": "96666.67", "C": "96666.66"}


# --- savings ----------------------------------------------------------------------------------------


def terms(*shares: str | Fraction) -> SavingsTerms:
    return SavingsTerms(
        shares=tuple(SavingShare(party=party, share=share) for party, share in zip(Party, shares, strict=False))
    )


@pytest.mark.parametrize(
    ("saved", "shares", "answer"),
    [
        ("0.01", ("0.5", "0.5"), ["0.01", "0.00"]),
        ("0.02", (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)), ["0.01", "0.01", "0.00"]),
        ("100", ("0", "1"), ["0.00", "100.00"]),
        ("100", ("1",), ["100.00"]),
        ("0", ("0.5", "0.5"), ["0.00", "0.00"]),
        ("-0.01", ("0.5", "0.5"), ["-0.01", "0.00"]),
    ],
)
def test_a_saving_in_agreed_shares(saved: str, shares: tuple[str | Fraction, ...], answer: list[str]) -> None:
    shared = share_saving(Money(saved), terms(*shares))
    assert [str(part) for _, part in shared.parts] == answer
    assert shared.explain().money == shared.saving == Money(saved)


@pytest.mark.parametrize("shares", [("0.5", "0.49"), ("0.5", "0.51"), ("0",)])
def test_shares_of_a_saving_add_up_to_one(shares: tuple[str, ...]) -> None:
    with pytest.raises(IsfError, match=r"share_saving\.shares: the shares add up to .*; they must add up to one"):
        share_saving(Money(1), terms(*shares))


@pytest.mark.parametrize("share", ["-0.01", "1.01"])
def test_what_is_no_part_of_one_is_refused(share: str) -> None:
    with pytest.raises(IsfError, match=r"SavingShare\.share: .* is out of range; give a part of one, from 0 to 1"):
        SavingShare(party=Party.FUNDER, share=share)


@pytest.mark.parametrize("number", ["-0.01", "1000000.01"])
def test_shares_and_weights_out_of_range_are_refused(number: str) -> None:
    with pytest.raises(IsfError, match=r"PoolMember\.share: .* is out of range; give a number from 0 to 1,000,000"):
        member("A", number)
    with pytest.raises(IsfError, match=r"Covered\.weight: .* is out of range; give a number from 0 to 1,000,000"):
        Covered(person="A", weight=number)


def test_what_is_no_saving_is_refused() -> None:
    with pytest.raises(IsfError, match="give Money"):
        share_saving(1, terms("1"))  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="give SavingsTerms"):
        share_saving(Money(1), None)  # type: ignore[arg-type]


def test_the_core_is_shared_and_the_rest_is_each_ones_own() -> None:
    house = Pool(
        ref="house",
        shared_as=SharedAs.CORE,
        cost=Rate.weekly("70"),
        members=(
            PoolMember(person="P-1", share="0.5", first_day=date(2026, 4, 6)),
            PoolMember(person="P-2", share="0.5", first_day=date(2026, 4, 6), last_day=date(2026, 4, 7)),
        ),
    )
    week = Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 12))
    one, two = core_and_flexi(house, [("P-1", Rate.weekly("7")), ("P-2", Rate.weekly("14"))], span=week, policy=PLAIN)
    # Two days shared, then five borne by the one who stays; the other's own hours end with their days.
    assert (one.core, one.flexi, one.amount) == (Money("60"), Money("7"), Money("67"))
    assert (two.core, two.flexi, two.amount) == (Money("10"), Money("4"), Money("14"))
    (alone, _) = core_and_flexi(house, [], span=week, policy=PLAIN)
    assert alone.flexi == Money(0)
    refused(lambda: core_and_flexi(house, [("P-9", Rate.weekly("7"))], span=week, policy=PLAIN), "'P-9' has no part")
    refused(
        lambda: core_and_flexi(house, [("P-1", Rate.annual("520"))], span=week, policy=NO_YEAR),
        "weeks_in_year",
        kind=NotRecorded,
    )
    yearly = core_and_flexi(house, [("P-1", Rate.annual("520"))], span=week, policy=PLAIN)
    assert yearly[0].flexi == Money("10")


def test_f6_core_and_flexible_hours_run_over_adjoining_spans() -> None:
    third = Fraction(1, 3)
    house = pool(*(member(person, third) for person in "AB"), member("C", third, 0, 13), cost=Rate.weekly("10"))
    out: list[tuple[CoreAndFlexi, ...]] = []
    for week in range(4):
        span = Period(first_day=day(7 * week), last_day=day(7 * week + 6))
        own = [("A", Rate.annual("1000"))] + ([("C", Rate.weekly("5.005"))] if week < 2 else [])
        out.append(core_and_flexi(house, own, span=span, policy=PLAIN, after=out[-1] if out else ()))
    shown = [{each.person: (str(each.core), str(each.flexi)) for each in week} for week in out]
    assert shown[0] == {"A": ("3.34", "19.23"), "B": ("3.33", "0.00"), "C": ("3.33", "5.01")}
    assert shown[1] == {"A": ("3.33", "19.23"), "B": ("3.34", "0.00"), "C": ("3.33", "5.00")}
    assert shown[2] == {"A": ("5.00", "19.23"), "B": ("5.00", "0.00"), "C": ("0.00", "0.00")}
    assert [each["A"][1] for each in shown] == ["19.23", "19.23", "19.23", "19.23"]
    assert out[3][0].flexi_total == RunningTotal(Fraction(100_000, 13), 7692)
    wrong: Any = [out[3][0]]
    first = Period(first_day=day(28), last_day=day(34))
    refused(lambda: core_and_flexi(house, [], span=first, policy=PLAIN, after=wrong), "core_and_flexi.after: a list")
    wrong = ("A",)
    refused(lambda: core_and_flexi(house, [], span=first, policy=PLAIN, after=wrong), "core_and_flexi.after: 'A'")
    refused(lambda: core_and_flexi(house, [], span=first, policy=PLAIN, after=out[0]), "does not end the day before")
    wrong = (out[3][0], *out[2][1:])  # each of a week of their own
    refused(lambda: core_and_flexi(house, [], span=first, policy=PLAIN, after=wrong), "the answers of several calls")
