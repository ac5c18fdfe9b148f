"""From what readers of the return compute to what accrued and what was paid: every penny has its cause."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from oracle.arrangements import arrange
from support.arrangements import mary, sound
from support.refusing import refused
from support.returns import (
    COUNCIL,
    JUNE,
    MARCH,
    NHS,
    SEPTEMBER,
    START,
    as_readers_count,
    fund,
    pence,
    rows_of,
)

from isf_core import (
    PLAIN,
    CostFrequency,
    Decision,
    ExactMoney,
    FixedFee,
    Frequency,
    FundingRate,
    FundingShare,
    InHouse,
    Money,
    OneOff,
    OneOffPayment,
    Party,
    PaymentHistory,
    PaymentMade,
    Period,
    Person,
    Placement,
    Policies,
    Rate,
    ReturnCause,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Timeline,
    Timing,
    cost_to_readers,
    reconcile_return,
    schedule_payments,
)
from isf_core.values.columns import ColumnKind

APRIL = date(2026, 4, 1)
BY_MONTHS: dict[str, Any] = {"frequency": Frequency.MONTHLY, "first_day": APRIL}
ALL = tuple(ReturnCause)


def found_for(given: Any, quarter_end: date = JUNE, **more: Any) -> Any:
    return reconcile_return(rows_of(given, quarter_end, **more)).total


def causes(given: Any, quarter_end: date = JUNE, **more: Any) -> dict[str, str]:
    """Each cause that is not 0.00, to the penny; the cash apart."""
    total = found_for(given, quarter_end, **more)
    sums = {cause.name: sum_ for cause, sum_ in total.causes if cause is not ReturnCause.TIMING}
    return {name: str(pence(sum_)) for name, sum_ in sums.items() if not sum_.is_zero}


@pytest.mark.parametrize(
    ("quarter_end", "readers", "accrued"),
    [(SEPTEMBER, "1108.93", "1096.88"), (MARCH, "1084.82", "1096.88")],
)
def test_a_year_paid_by_months(quarter_end: date, readers: str, accrued: str) -> None:
    total = found_for(fund(**BY_MONTHS), quarter_end)
    assert str(pence(total.readers)) == readers
    assert str(pence(total.accrued)) == accrued
    assert [cause for cause, sum_ in total.causes if sum_.pounds] in (
        [ReturnCause.MONTHS, ReturnCause.TIMING],
        [ReturnCause.MONTHS],
    )
    assert total.a_week == ExactMoney("84.375")


def test_a_year_of_rows_is_more_than_a_year_of_cost() -> None:
    ends = (JUNE, SEPTEMBER, date(2026, 12, 31), MARCH)
    years = {"4387.50": "4399.55", "12000": "12032.97"}
    for cost, to_readers in years.items():
        given = fund(**BY_MONTHS, budget={"actual": Rate.annual(cost)})
        totals = [found_for(given, end) for end in ends]
        assert str(pence(ExactMoney.total(each.readers for each in totals))) == to_readers
        assert ExactMoney.total(each.accrued for each in totals) == ExactMoney(cost)


def test_three_weeks_suspended() -> None:
    away = Suspension(first_day=date(2026, 5, 4), last_day=date(2026, 5, 24))
    rule = {"suspension": SuspensionRule(full_days=0, retainer=0)}
    total = found_for(fund(suspensions=(away,), contract=rule))
    assert str(pence(total.readers)) == "1036.61"
    assert str(pence(total.accrued)) == "783.48"
    assert dict(total.causes)[ReturnCause.SUSPENSIONS] == ExactMoney("-253.125")
    half = found_for(fund(suspensions=(away,), contract={"suspension": SuspensionRule(full_days=7, retainer="0.5")}))
    assert dict(half.causes)[ReturnCause.SUSPENSIONS] == ExactMoney("-84.375")


def test_a_year_of_365_sevenths_weeks() -> None:
    total = found_for(fund(payment={"weeks_in_year": Fraction(365, 7)}))
    assert (str(pence(total.readers)), str(pence(total.accrued))) == ("1036.61", "1033.77")
    assert next(cause for cause, sum_ in total.causes if sum_.pounds) is ReturnCause.YEAR


def test_seven_visits_of_twenty_minutes() -> None:
    visits = {"unit_cost": Money(24), "frequency": CostFrequency.HOUR, "days": 90}
    assert pence(cost_to_readers(planned_units=Fraction(7, 3), **visits)) == Money("718.97")  # type: ignore[arg-type]
    assert pence(ExactMoney(24) * Fraction(7, 3) * Fraction(90, 7)) == Money(720)


@pytest.mark.parametrize(
    "given",
    [
        fund(first_day=APRIL, budget={"actual": Rate.weekly("84.38")}),
        fund(first_day=APRIL, budget={"actual": Rate.four_weekly("337.50")}),
        fund(first_day=APRIL),
        fund(first_day=APRIL, last_day=date(2026, 6, 7)),
        fund(first_day=APRIL, budget={"one_offs": (OneOff(on=date(2026, 5, 1), amount=100, what="rail"),)}),
    ],
    ids=["weekly", "four-weekly", "a year of 52 weeks", "an end", "a one-off"],
)
def test_it_agrees_to_the_penny_where_it_should(given: Any) -> None:
    total = found_for(given)
    assert total.readers == total.accrued
    assert causes(given) == {}


RAIL = OneOff(on=date(2026, 6, 29), amount="100.10", what="rail")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (fund(budget={"actual": Rate.weekly("84.375")}), {"ROUNDING": "-0.06"}),
        (
            fund(budget={"actual": Timeline(Rate.weekly(100), (date(2026, 6, 1), Rate.weekly(110)))}),
            {"CHANGES": "-80.00"},
        ),
        (
            fund(budget={"actual": Rate.weekly(100), "contribution": Rate.weekly(20)}),
            {"CONTRIBUTION": "-245.71"},
        ),
        (
            fund(budget={"actual": Rate.weekly(100), "in_house": (InHouse(what="day centre", cost=Rate.weekly(15)),)}),
            {"IN_HOUSE": "-184.29"},
        ),
        (
            fund(
                budget={"actual": Rate.weekly(100)},
                contract={"fee": FixedFee(per_week=7), "fee_placement": Placement.ON_TOP},
            ),
            {"FEE_ON_TOP": "86.00"},
        ),
        (
            fund(
                budget={"actual": Rate.weekly(100), "one_offs": (RAIL,)},
                funding=(FundingShare(funder=COUNCIL, share="0.75"), FundingShare(funder=NHS, share="0.25")),
            ),
            {"ROUNDING": "-0.01", "OTHER_FUNDERS": "332.17"},
        ),
        (
            fund(
                budget={"actual": Rate.weekly(100)},
                funding=(FundingRate(funder=NHS, rate=Rate.weekly(30)), FundingShare(funder=COUNCIL, share=1)),
            ),
            {"OTHER_FUNDERS": "368.57"},
        ),
        (fund(budget={"actual": Rate.weekly(100)}, funding=NHS), {"OTHER_FUNDERS": "1228.57"}),
        (
            fund(
                budget={"actual": Rate.weekly(100), "one_offs": (RAIL,)},
                payment={"timing": Timing.IN_ARREARS, "one_offs": OneOffPayment.WITH_PERIOD},
            ),
            {"ONE_OFFS": "-100.10"},
        ),
        (
            fund(budget={"one_offs": (RAIL, RAIL.replace(what="step"))}),
            {"ALIKE": "100.10"},
        ),
    ],
    ids=lambda each: next(iter(each), "") if isinstance(each, dict) else "",
)
def test_it_differs_by_the_named_cause_where_it_must(given: Any, named: dict[str, str]) -> None:
    assert causes(given) == named


def test_what_ends_while_it_is_suspended_was_still_paid_for() -> None:
    away = Suspension(first_day=date(2026, 5, 4), last_day=date(2026, 6, 14))
    gone = (
        Termination(
            party=Party.PERSON, reason=TerminationReason.DEATH, given_on=date(2026, 6, 14), last_day=date(2026, 6, 14)
        ),
    )
    rule = {"suspension": SuspensionRule(full_days=14, retainer=0)}
    given = fund(budget={"actual": Rate.weekly(70)}, suspensions=(away,), endings=gone, contract=rule)
    total = found_for(given)
    assert total.readers == ExactMoney(29 * 10)  # 6 April to 4 May
    assert total.accrued == ExactMoney((28 + 14) * 10)
    assert causes(given) == {"SUSPENSIONS": "130.00"}


def test_a_history_is_what_was_paid_and_adjustments_are_named() -> None:
    given = fund(budget={"actual": Rate.weekly(100)})
    schedule = schedule_payments(given, until=date(2026, 8, 1), policy=PLAIN)
    made = [PaymentMade.of(each, each.due) for each in schedule]
    made[0] = made[0].replace(adjusted=Money("-12.50"))
    decided = Decision(amount="-12.50", reason="unspent", decided_by="panel", decided_on=START)
    history = PaymentHistory().paying(*made).deciding(decided)
    total = found_for([(given, history)])
    assert total.paid == Money.total(each.amount for each in made if each.paid_on <= JUNE).exact
    assert dict(total.causes)[ReturnCause.ADJUSTMENTS] == ExactMoney("-12.50")
    unknown = PaymentHistory(payments=(PaymentMade(paid_on=START, period=schedule[0].period),))
    left_out = reconcile_return(rows_of([(given, unknown), given]))
    assert "payments.budget" in left_out.left_out[0].what
    assert len(left_out.rows) == 1


def test_the_readers_own_decimals_are_apart() -> None:
    total = found_for(fund(first_day=APRIL))
    assert total.decimals == ExactMoney("4387.50") * (Fraction("0.019230") - Fraction(1, 52)) * 13
    assert found_for(fund(budget={"actual": Rate.weekly(100)})).decimals == ExactMoney(0)


def test_tables_go_from_the_readers_figure_to_what_was_paid() -> None:
    found = reconcile_return(rows_of(fund(**BY_MONTHS), SEPTEMBER))
    assert [row[0] for row in found.causes_table().rows] == [
        "what readers compute",
        "months of unequal length",
        "what accrued",
        "payments due in another quarter, and their roundings",
        "what was paid",
    ]
    (record,) = found.records()
    keys = [column.key for column in found.schema() if column.kind is ColumnKind.EXACT]
    assert keys == [key.removesuffix("_exactly") for key in record if key.endswith("_exactly")]
    sums: dict[str, Any] = {key: Fraction(str(record[f"{key}_exactly"])) for key in keys}
    steps = [f"cause_{cause.name.lower()}" for cause in ALL]
    assert sums["readers"] + sum(sums[step] for step in steps) == sums["was_paid"]
    assert sums["accrued"] == found.total.accrued.pounds
    assert {column.kind for column in found.causes_table().schema()[:2]} == {ColumnKind.TEXT, ColumnKind.EXACT}
    assert str(found).splitlines()[-1].startswith("Total")
    refused(lambda: reconcile_return("x"), "give what client_level_rows gave")  # type: ignore[arg-type]


def test_under_dated_policies_and_before_it_begins() -> None:
    later = PLAIN.with_parameters("later", weeks_in_year=Fraction(365, 7))
    total = found_for(fund(first_day=APRIL), policy=Policies(PLAIN, (date(2026, 5, 1), later)))
    assert total.accrued != total.readers
    early = fund(first_day=date(2026, 7, 3), payment={"due_days": -14})
    assert found_for(early).readers == ExactMoney(0)
    assert found_for(early).paid > 0


QUARTERS = [
    date(year, month, day) for year, (month, day) in product(range(2024, 2029), ((3, 31), (6, 30), (9, 30), (12, 31)))
]


def adds_up(given: Any, quarter_end: date, policy: Any) -> int:
    """Check one arrangement, or a book, against records, the schedule and the sum of the causes."""
    returned = rows_of(given, quarter_end, on=date(2030, 1, 1), policy=policy)
    records = [{**record, "person": row.person} for record, row in zip(returned.records(), returned.rows, strict=True)]
    found = reconcile_return(returned)
    assert not found.left_out
    total, quarter = found.total, returned.quarter
    assert total.readers.pounds == as_readers_count(records, quarter.first_day, quarter.last_day)
    assert total.readers.pounds + sum(sum_.pounds for _, sum_ in total.causes) == total.paid.pounds
    for row, each in zip(found.rows, returned.arrangements, strict=True):
        arrangement = next(one for one in given if one.person.ref == each.person)
        first = each.phases[0].first_day
        until = max(first, quarter_end + timedelta(days=200))
        last = each.phases[-1].last_day
        schedule = schedule_payments(
            arrangement, until=min(until, last) if isinstance(last, date) else until, policy=policy
        )
        assert row.paid == schedule.due_in(span=quarter).totals.amount.exact
        assert row.accrued == schedule.accrued_in(span=quarter).amount
        if arrangement.funding is None:
            assert dict(row.causes)[ReturnCause.OTHER_FUNDERS].pounds == 0
    return len(records)


@pytest.mark.parametrize("some", range(4))
def test_the_causes_add_up_for_random_arrangements(some: int) -> None:
    rows = 0
    for seed in range(some * 60, some * 60 + 60):
        case = arrange(seed)
        near = min(QUARTERS, key=lambda end: abs((end - case.first_day).days - 60 * (seed % 3)))
        given = case.arrangement.replace(person=Person(ref=f"P-{seed}"))
        rows += adds_up([given], near, case.parameters)
    assert rows > 60


def joint(rng: Random, number: int) -> Any:
    """One of a book of funds, with whatever makes a difference."""
    share = Fraction(rng.randint(1, 3), 4)
    funding = rng.choice(
        (
            COUNCIL,
            NHS,
            (FundingShare(funder=COUNCIL, share=share), FundingShare(funder=NHS, share=1 - share)),
            (FundingRate(funder=NHS, rate=Rate.weekly(rng.randint(1, 400))), FundingShare(funder=COUNCIL, share=1)),
        )
    )
    rate = rng.choice((Rate.weekly, Rate.four_weekly, Rate.monthly, Rate.annual))
    actual = Timeline(
        rate(Fraction(rng.randint(1000, 900_000), 1000)),
        (date(2026, 4, 6) + timedelta(rng.randint(0, 120)), rate(Fraction(rng.randint(1000, 900_000), 1000))),
    )
    away = date(2026, 4, 6) + timedelta(rng.randint(0, 60))
    suspension = Suspension(first_day=away, last_day=away + timedelta(rng.randint(0, 30)))
    one_offs = (OneOff(on=date(2026, 5, 1), amount=Money.from_pence(rng.randint(1, 90_000)), what="rail"),)
    in_house = (InHouse(what="day centre", cost=Rate.weekly(rng.randint(0, 60))),)
    return fund(
        person=Person(ref=f"P-{number}"),
        ref=f"A-{number}",
        funding=funding,
        frequency=rng.choice((Frequency.FOUR_WEEKLY, Frequency.MONTHLY)),
        first_day=date(2026, 1, 1) + timedelta(rng.randint(0, 120)),
        budget={
            "actual": actual,
            "contribution": Rate.weekly(rng.randint(0, 90)),
            "in_house": in_house if number % 2 else (),
            "one_offs": one_offs if number % 5 == 0 else (),
        },
        payment={"timing": rng.choice(list(Timing)), "weeks_in_year": rng.choice((52, Fraction(365, 7)))},
        contract={"suspension": SuspensionRule(full_days=rng.randint(0, 14), retainer=Fraction(rng.randint(0, 2), 2))},
        suspensions=() if number % 3 else (suspension,),
    )


def test_a_book_adds_up() -> None:
    rng = Random(7)
    assert adds_up([joint(rng, number) for number in range(60)], JUNE, PLAIN) > 60


@pytest.mark.slow
def test_a_quarter_of_a_thousand_arrangements_adds_up_to_the_penny() -> None:
    rng = Random(12)
    assert adds_up([joint(rng, number) for number in range(1000)], JUNE, PLAIN) > 1000


def test_the_readers_arithmetic_in_a_database_of_theirs() -> None:
    duckdb = pytest.importorskip("duckdb")
    rng = Random(5)
    returned = rows_of([joint(rng, number) for number in range(50)])
    base = duckdb.connect()
    base.execute(
        "create table services (person text, starts date, ends date, cost decimal(18,2), words text, part text)"
    )
    base.executemany(
        "insert into services values (?, ?, ?, ?, ?, ?)",
        [
            (
                row.person,
                record["Event_Start_Date"],
                record["Event_End_Date"],
                record["Unit_Cost"],
                record["Cost_Frequency_Unit_Type"],
                record["Delivery_Mechanism"],
            )
            for row, record in zip(returned.rows, returned.records(), strict=True)
        ],
    )
    (told,) = base.execute(
        """
        with told_apart as (select distinct on (person, starts, cost, words, part) * from services),
        counted as (
            select *, case
                when words ilike 'week%' then 52 when words ilike '4-week%' then 13
                when words ilike 'month%' then 12 when words ilike 'annual%' then 1
            end as times_in_52_weeks,
            least(coalesce(ends, date '2026-06-30'), date '2026-06-30') + 1
            - greatest(starts, date '2026-04-01') as days
            from told_apart
        )
        select sum(case when words = 'One-off' then cost * 364 else cost * times_in_52_weeks * days end)
        from counted where days > 0 and cost <> 0
        """
    ).fetchone()
    assert reconcile_return(returned).total.readers.pounds == Fraction(told) / 364


def test_presets_add_up() -> None:
    for given, end in product((mary(), sound()), QUARTERS[8:12]):
        adds_up([given], end, PLAIN)
    assert Period(first_day=START, last_day=JUNE).days == 86
