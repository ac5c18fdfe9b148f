"""Fees of every kind: once, per run, with VAT, up to a limit, inside or on top, while they change."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.arrangements import FIRST_DAY, MONTHLY, NET, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import away, explained, meanwhile, schedule_of, varied, varying

from isf_core import (
    Basis,
    Convention,
    ExactMoney,
    FeeBase,
    FixedFee,
    Holder,
    HolderKind,
    Money,
    NoFee,
    PercentageFee,
    Period,
    PerWeek,
    Placement,
    Rate,
    Schedule,
    ShareOf,
    Tier,
    TieredFee,
    Timeline,
    check,
)
from isf_core.model import (
    AtMost,
    Charge,
    FeeFacts,
    Fees,
    FeeWithVat,
    LimitedFee,
    ManagementFee,
    Meanwhile,
    Once,
    OnceFee,
    PerMonth,
    PerPayment,
    PerPaymentFee,
    PlusVat,
)
from isf_core.policies import OVERVIEW
from isf_core.schedule.deductions import fixed_in

FACTS = FeeFacts(since=FIRST_DAY, budget=Rate.weekly("84.375"), contribution=Rate.weekly(0))
GROSS_5 = PercentageFee(percent="5", base=FeeBase.GROSS)
TEN = FixedFee(per_week="10")


def charged(fee: Any, place: Any = Placement.INSIDE, **facts: Any) -> Schedule:
    return paid(**merged(facts, {"contract": {"fee": fee, "fee_placement": place}}))


# What is refused


@pytest.mark.parametrize(
    "make",
    [
        lambda: Once("-0.01", FIRST_DAY),
        lambda: Once(1.5, FIRST_DAY),  # type: ignore[arg-type]
        lambda: Once("1", datetime(2026, 4, 6)),  # noqa: DTZ001
        lambda: Once("1", None),  # type: ignore[arg-type]
        lambda: PerPayment("-1"),
        lambda: PerPayment(None),  # type: ignore[arg-type]
        lambda: PerPayment("0.001"),
        lambda: PerWeek("-1"),
        lambda: PerWeek(ExactMoney("-0.0001")),
        lambda: ShareOf(FeeBase.GROSS, "1.01"),
        lambda: ShareOf("gross", "0.1"),  # type: ignore[arg-type]
        lambda: AtMost(PerWeek("10"), (PerPayment("3"),)),  # type: ignore[arg-type]
        lambda: AtMost(PerWeek("10"), (Once("3", FIRST_DAY),)),  # type: ignore[arg-type]
        lambda: AtMost(PerPayment("10"), (PerWeek("3"),)),  # type: ignore[arg-type]
        lambda: AtMost(PerWeek("10"), PerWeek("3")),  # type: ignore[arg-type]
        lambda: AtMost(PerWeek("10"), (AtMost(PerWeek("1"), ()),)),  # type: ignore[arg-type]
        lambda: PlusVat("0.2", PerWeek("3")),  # type: ignore[arg-type]
        lambda: PlusVat("0.2", (PlusVat("0.2", ()),)),  # type: ignore[arg-type]
        lambda: PlusVat("20", (PerWeek("3"),)),
        lambda: PlusVat("-0.2", (PerWeek("3"),)),
        lambda: PlusVat(0.2, (PerWeek("3"),)),  # type: ignore[arg-type]
        lambda: OnceFee(amount=Money("-1"), on=FIRST_DAY),
        lambda: OnceFee(amount=12.5, on=FIRST_DAY),  # type: ignore[arg-type]
        lambda: OnceFee(amount=Money(1), on="2026-04-06"),  # type: ignore[arg-type]
        lambda: PerPaymentFee(amount=Money("-0.01")),
        lambda: PerPaymentFee(amount=None),  # type: ignore[arg-type]
        lambda: LimitedFee(fee=NoFee, limit=TEN),  # type: ignore[arg-type]
        lambda: LimitedFee(fee=TEN, limit="10"),  # type: ignore[arg-type]
        lambda: FeeWithVat(fee=TEN, rate="20"),
        lambda: FeeWithVat(fee=TEN, rate=0.2),  # type: ignore[arg-type]
        lambda: FeeWithVat(fee=TEN, rate="-0.01"),
        lambda: FeeWithVat(fee=5),  # type: ignore[arg-type]
        lambda: Fees(parts=TEN),  # type: ignore[arg-type]
        lambda: Fees(parts=(TEN, "10")),  # type: ignore[arg-type]
        lambda: Fees(parts=(NoFee,)),  # type: ignore[arg-type]
        lambda: Fees(parts=(TEN,) * 101),
        lambda: LimitedFee(fee=PerPaymentFee(amount=Money(3)), limit=TEN).charges(FACTS),
        lambda: LimitedFee(fee=OnceFee(amount=Money(3), on=FIRST_DAY), limit=TEN).charges(FACTS),
        lambda: LimitedFee(fee=TEN, limit=NoFee()).charges(FACTS),
        lambda: LimitedFee(fee=TEN, limit=Fees(parts=(TEN, TEN))).charges(FACTS),
        lambda: FeeWithVat(fee=FeeWithVat(fee=TEN)).charges(FACTS),
    ],
)
def test_what_is_no_charge_and_no_fee_is_refused_at_once(make: Any) -> None:
    refused(make)


def test_a_limit_on_whole_sums_is_refused_where_the_fee_is_asked() -> None:
    wrong = LimitedFee(fee=PerPaymentFee(amount=Money(3)), limit=TEN)
    refused(lambda: charged(wrong), "AtMost.charges[0]: a PerPayment does not fit here", "has no limit by the week")


@attrs.frozen
class Ours:
    """A council's own fee, with whatever it is made to say."""

    said: Any

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        given: tuple[Charge, ...] = self.said
        return given


@pytest.mark.parametrize("said", [None, 3, [PerWeek("5")], ("5",)])
@pytest.mark.parametrize(
    "around",
    [
        lambda fee: fee,
        lambda fee: FeeWithVat(fee=fee),
        lambda fee: LimitedFee(fee=fee, limit=TEN),
        lambda fee: Fees(parts=(fee,)),
    ],
)
def test_a_councils_own_fee_that_says_rubbish_is_named_however_deep(said: Any, around: Any) -> None:
    refused(lambda: charged(around(Ours(said))))


class Held(tuple[Charge, ...]):
    """A tuple that does not say what it holds."""

    def __iter__(self) -> Any:
        raise RuntimeError


def test_what_a_councils_own_tuple_of_charges_holds_is_read_and_not_what_it_gives_out() -> None:
    assert charged(Ours(Held((PerWeek("5"),)))) == charged(Ours((PerWeek("5"),)))


KINDS = "give one of PerWeek, PerMonth, ShareOf, PerPayment, Once, AtMost, PlusVat"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (3, "Ours.charges: 3 does not fit here; it must return a tuple of charges"),
        ((PerWeek("5"), "5"), f"Ours.charges[1]: '5' is no charge; {KINDS}"),
        ((PerWeek("5"),) * 10_001, "Ours.charges: 10,001 entries are too many; give at most 10,000"),
    ],
)
def test_a_councils_own_fee_that_says_rubbish_is_told_what_to_say(said: Any, told: str) -> None:
    assert str(refused(lambda: charged(Ours(said)))) == told


def test_fees_of_every_kind_are_values() -> None:
    several = Fees(parts=[TEN, FeeWithVat(fee=OnceFee(amount=Money(30), on=FIRST_DAY)), NoFee()])
    assert several == Fees(parts=(TEN, FeeWithVat(fee=OnceFee(amount=Money(30), on=FIRST_DAY)), NoFee()))
    assert several.charges(FACTS) == (PerWeek("10"), PlusVat("0.2", (Once("30", FIRST_DAY),)))
    assert repr(PlusVat("0.2", (AtMost(PerWeek("1"), ()), PerPayment("2")))) == (
        "PlusVat(rate=Fraction(1, 5), charges=("
        "AtMost(limit=PerWeek(amount=ExactMoney('1')), charges=()), PerPayment(amount=Money('2.00'))))"
    )


# Once, and for each payment


@pytest.mark.parametrize(
    ("on", "place"),
    [(FIRST_DAY, 0), (date(2026, 5, 3), 0), (date(2026, 5, 4), 1), (date(2026, 5, 31), 1), (date(2027, 4, 4), 12)],
)
def test_a_set_up_charge_is_made_once_with_the_payment_of_its_date(on: date, place: int) -> None:
    schedule = charged(OnceFee(amount=Money("75.50"), on=on), Placement.ON_TOP)
    assert [each.number - 1 for each in schedule if each.fee_on_top] == [place]
    assert str(schedule[place].amount) == "413.00"
    assert explained(schedule)


def test_a_set_up_charge_is_made_in_a_part_period_whole_and_during_a_stay() -> None:
    facts = merged(
        away(FIRST_DAY, date(2026, 12, 31)),
        {
            "contract": {
                "first_day": date(2026, 4, 15),
                "fee": Fees(parts=(TEN, OnceFee(amount=Money(75), on=date(2026, 4, 15)))),
                "fee_placement": Placement.INSIDE,
            }
        },
    )
    schedule = paid(policy=meanwhile(0, "0.5", fee=Meanwhile.THROUGHOUT), **facts)
    assert column(schedule, "fee")[:2] == ["88.57", "20.00"]  # half of 10 x 19/7, and 75 whole
    assert explained(schedule)


def test_a_switching_charge_is_made_only_while_the_fee_that_makes_it_holds() -> None:
    charge = Fees(parts=(TEN, OnceFee(amount=Money(40), on=date(2026, 5, 18))))
    for since, fees in ((date(2026, 5, 18), ["20.00", "0.00"]), (date(2026, 5, 19), ["61.43", "0.00"])):
        schedule = charged(Timeline(charge, (since, NoFee())))
        assert column(schedule, "fee")[1:3] == fees
        assert explained(schedule)


def test_a_charge_for_each_payment_is_that_of_its_first_day_however_short() -> None:
    run = PerPaymentFee(amount=Money("3.50"))
    short = charged(run, contract={"first_day": date(2026, 5, 3)})
    assert column(short, "fee")[:2] == ["3.50", "3.50"]
    stops = charged(
        Timeline(run, (date(2026, 5, 18), NoFee())), Timeline(Placement.INSIDE, (date(2026, 5, 4), Placement.ON_TOP))
    )
    assert (column(stops, "fee")[:3], column(stops, "fee_on_top")[:3]) == (
        ["3.50", "0.00", "0.00"],
        ["0.00", "3.50", "0.00"],
    )
    assert explained(stops)
    accrued = stops.accrued_in(span=Period(first_day=FIRST_DAY, last_day=date(2026, 5, 4)))
    assert (str(accrued.fee), str(accrued.fee_on_top)) == ("3.5", "3.5")
    assert str(stops.accrued_in(span=Period(first_day=date(2026, 5, 5), last_day=date(2026, 5, 31))).fee_on_top) == "0"


def test_whole_sums_are_no_part_of_the_rounding() -> None:
    fee = Fees(parts=(GROSS_5, PerPaymentFee(amount=Money(3)), OnceFee(amount=Money(7), on=date(2026, 4, 20))))
    for convention in Convention:
        schedule = charged(fee, payment={"convention": convention})
        assert abs(schedule.rounding["fee"].pounds) <= Fraction(13, 200)
        assert explained(schedule)
    running = charged(fee, payment={"convention": Convention.RUNNING_TOTAL})
    assert column(running, "fee")[:3] == ["26.88", "19.87", "19.88"]


# VAT


@pytest.mark.parametrize(
    ("fee", "first"),
    [
        (TEN, "48.00"),
        (GROSS_5, "20.25"),  # 16.875 x 1.2; on the rounded 16.88 it would be 20.26
        (PerPaymentFee(amount=Money("3.49")), "4.19"),  # 4.188
        (PerPaymentFee(amount=Money("0.02")), "0.02"),
        (PerPaymentFee(amount=Money("0.03")), "0.04"),
        (OnceFee(amount=Money("12.52"), on=FIRST_DAY), "15.02"),
        (Fees(parts=(TEN, PerPaymentFee(amount=Money("3.49")))), "52.19"),
        (NoFee(), "0.00"),
        (LimitedFee(fee=GROSS_5, limit=FixedFee(per_week="4")), "19.20"),
    ],
)
@pytest.mark.parametrize("place", Placement)
def test_vat_is_on_the_exact_fee_and_on_whole_sums_half_up(fee: ManagementFee, first: str, place: Placement) -> None:
    schedule = charged(FeeWithVat(fee=fee), place)
    assert column(schedule, "fee" if place is Placement.INSIDE else "fee_on_top")[0] == first
    assert explained(schedule)


def test_no_vat_is_a_rate_of_zero() -> None:
    assert charged(FeeWithVat(fee=TEN, rate="0")) == charged(TEN)


def test_the_usual_band_is_of_the_fee_without_vat() -> None:
    year = Fraction(52)
    assert str(fixed_in((PlusVat("0.2", (PerWeek("25"),)),), year)) == "25"
    assert str(fixed_in((AtMost(PerWeek("25"), (PerWeek("30"), PerWeek("1"))),), year)) == "25"
    assert str(fixed_in((AtMost(ShareOf(None, "0.1"), (PerWeek("30"),)),), year)) == "30"
    assert fixed_in((PlusVat("0.2", (PerPayment("3"),)), AtMost(PerWeek("1"), (ShareOf(None, "0.1"),))), year) is None
    assert str(fixed_in((PerWeek("5"), PlusVat("0.2", (PerMonth("26"),))), year)) == "11"


# A limit


@pytest.mark.parametrize(
    ("percent", "first"),
    [("11.85", "39.99"), ("11.8518", "40.00"), ("11.86", "40.00"), ("100", "40.00"), ("0", "0.00")],
)
def test_a_limit_cuts_what_is_above_it_and_nothing_below(percent: str, first: str) -> None:
    schedule = charged(LimitedFee(fee=PercentageFee(percent=percent, base=FeeBase.GROSS), limit=TEN))
    assert str(schedule[0].fee) == first
    assert explained(schedule)


@pytest.mark.parametrize(("a_week", "first"), [("9.99", "39.96"), ("10.00", "40.00"), ("10.01", "40.00")])
def test_a_penny_to_either_side_of_the_limit(a_week: str, first: str) -> None:
    schedule = charged(LimitedFee(fee=FixedFee(per_week=a_week), limit=TEN), Placement.ON_TOP)
    assert str(schedule[0].fee_on_top) == first
    assert explained(schedule)


def test_a_limit_that_is_a_share_moves_with_the_budget() -> None:
    fee = LimitedFee(fee=TEN, limit=PercentageFee(percent="10", base=FeeBase.GROSS))
    rise = Timeline(Rate.weekly("84.375"), (date(2026, 5, 4), Rate.weekly(100)), (date(2026, 6, 1), Rate.weekly(120)))
    schedule = charged(fee, budget={"actual": rise})
    assert column(schedule, "fee")[:3] == ["33.75", "40.00", "40.00"]
    assert explained(schedule)


def test_a_limit_by_the_month_is_met_in_the_months_that_are_long_enough() -> None:
    """10.00 a week is 42.86 in April and 44.29 in May; a tenth of 5,200.00 a year is 43.33 in each."""
    monthly = merged(
        {
            "payment": {"cycle": MONTHLY},
            "budget": {"actual": Rate.annual(5200)},
            "contract": {"first_day": date(2026, 4, 1)},
        }
    )
    fee = LimitedFee(fee=TEN, limit=PercentageFee(percent="10", base=FeeBase.GROSS))
    schedule = charged(fee, **monthly)
    assert column(schedule, "fee")[:2] == ["42.86", "43.33"]
    assert explained(schedule)


def test_several_fees_meet_one_limit_together() -> None:
    fee = LimitedFee(fee=Fees(parts=(FixedFee(per_week="6"), GROSS_5)), limit=TEN)
    assert column(charged(fee), "fee")[0] == "40.00"
    within = LimitedFee(fee=Fees(parts=(FixedFee(per_week="5"), GROSS_5)), limit=TEN)
    assert column(charged(within), "fee")[0] == "36.88"
    unnamed = LimitedFee(fee=PercentageFee(percent="5"), limit=PercentageFee(percent="4"))
    assert column(charged(unnamed), "fee")[0] == "13.50"


# Changing, and while suspended


def test_a_fee_falls_as_the_person_takes_on_more() -> None:
    tiers = TieredFee(
        tiers=(
            Tier(level="full", fee=FixedFee(per_week="20")),
            Tier(level="some", fee=GROSS_5),
            Tier(level="none", fee=NoFee()),
        ),
        level="full",
    )
    changes = (
        varying(date(2026, 5, 18), ("contract.fee", tiers.replace(level="some"))),
        varying(date(2026, 6, 29), ("contract.fee", tiers.replace(level="none"))),
    )
    schedule = schedule_of(varied(*changes, contract={"fee": tiers, "fee_placement": Placement.INSIDE}))
    assert column(schedule, "fee")[:5] == ["80.00", "48.44", "16.88", "0.00", "0.00"]  # 40 and 8.4375
    assert explained(schedule)


@pytest.mark.parametrize(
    ("reading", "fee"),
    [
        (Meanwhile.IN_FULL, "20.36"),  # 16.875 + 3.48
        (Meanwhile.WITH_THE_RETAINER, "16.14"),  # three quarters of 16.875, + 3.48
        (Meanwhile.THROUGHOUT, "11.92"),
    ],
)
def test_a_fee_on_the_budget_is_taken_on_the_full_one_during_a_stay(reading: Meanwhile, fee: str) -> None:
    whole = Fees(parts=(GROSS_5, PerPaymentFee(amount=Money("3.48"))))
    stay = away(date(2026, 6, 15), date(2026, 7, 26))
    facts = merged(stay, {"contract": {"fee": whole, "fee_placement": Placement.INSIDE}})
    schedule = paid(policy=meanwhile(fee=reading), **facts)
    assert str(schedule[3].fee) == fee
    assert explained(schedule)


@pytest.mark.parametrize(("base", "fee"), [(FeeBase.GROSS, "33.75"), (FeeBase.NET, "25.75")])
@pytest.mark.parametrize("place", Placement)
def test_gross_or_net_inside_or_on_top_are_four_sums(base: FeeBase, fee: str, place: Placement) -> None:
    schedule = charged(PercentageFee(percent="10", base=base), place, **NET)
    first = schedule[0]
    assert str(first.fee if place is Placement.INSIDE else first.fee_on_top) == fee
    assert first.amount == Money("257.50") + (first.fee_on_top if place is Placement.ON_TOP else Money(0))


def test_a_fee_on_the_net_payment_is_never_below_zero_and_whole_sums_stand_beside_it() -> None:
    facts = merged(
        {"payment": {"cycle": MONTHLY, "basis": Basis.NET}, "contract": {"first_day": date(2026, 4, 1)}},
        {"budget": {"actual": Rate.monthly(100), "contribution": Rate.weekly(23)}},
    )
    fee = Fees(parts=(PercentageFee(percent="100", base=FeeBase.NET), PerPaymentFee(amount=Money(3))))
    schedule = charged(fee, **facts)
    assert column(schedule, "fee")[:2] == ["4.43", "3.00"]  # 100 less 98.57; in May the person pays all of it
    assert column(schedule, "amount")[:2] == ["1.43", "0.00"]
    assert explained(schedule)


def test_the_band_counts_a_fixed_sum_among_several_fees() -> None:
    fee = Fees(parts=(FixedFee(per_week="26"), PerPaymentFee(amount=Money(3))))
    provider = Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER)
    facts: dict[str, Any] = {"contract": {"fee_placement": Placement.INSIDE}}
    for each, codes in ((fee, ["FEE-02"]), (FeeWithVat(fee=FixedFee(per_week="25")), [])):
        found = check(
            mary(**merged(facts, {"contract": {"fee": each}})).replace(holder=provider), on=FIRST_DAY, policy=OVERVIEW
        )
        assert [finding.code for finding in found.breaches] == codes
