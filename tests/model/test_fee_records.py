"""Fees say what they charge, in charges that are checked; a council's own fee is a class with one method."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError
from support.refusing import refused

from isf_core.errors import IsfError, NotADate, NotExact
from isf_core.model import (
    AtMost,
    Charge,
    Contract,
    FeeBase,
    FeeFacts,
    Fees,
    FeeWithVat,
    FixedFee,
    LimitedFee,
    ManagementFee,
    NoFee,
    Once,
    OnceFee,
    PercentageFee,
    PerMonth,
    PerPayment,
    PerPaymentFee,
    PerWeek,
    PlusVat,
    ShareOf,
    Tier,
    TieredFee,
)
from isf_core.values import ExactMoney, Money, Rate, Timeline

START = date(2026, 4, 6)
FACTS = FeeFacts(since=START, budget=Rate.weekly(300), contribution=Rate.weekly(20))


def test_each_fee_says_what_it_charges() -> None:
    tiers = (Tier(level="none", fee=NoFee()), Tier(level="full", fee=PercentageFee(percent="5", base=FeeBase.NET)))
    assert NoFee().charges(FACTS) == ()
    assert FixedFee(per_week="10").charges(FACTS) == (PerWeek(10),)
    assert PercentageFee(percent="100").charges(FACTS) == (ShareOf(None, 1),)
    refused(lambda: PercentageFee(percent="100.01"), "PercentageFee.percent: 100.01 is out of range", "give 0 to 100")
    refused(lambda: PercentageFee(percent="-0.01"), "PercentageFee.percent: -0.01 is out of range", "give 0 to 100")
    assert PercentageFee(percent="5").charges(FACTS) == (ShareOf(None, "0.05"),)
    assert PercentageFee(percent=Fraction(100, 3)).charges(FACTS) == (ShareOf(None, Fraction(1, 3)),)
    assert TieredFee(tiers=tiers, level="none").charges(FACTS) == ()
    assert TieredFee(tiers=tiers, level="full").charges(FACTS) == (ShareOf(FeeBase.NET, "0.05"),)
    assert TieredFee(tiers=tiers, level="none").replace(level="full").fee == tiers[1].fee


def test_a_sum_a_week_may_be_finer_than_a_penny_and_never_below_zero() -> None:
    assert PerWeek("84.375").amount == ExactMoney("84.375")
    assert PerWeek(Money("10.50")) == PerWeek(ExactMoney("10.5")) == PerWeek("10.50")
    assert PerWeek(0).amount == ExactMoney(0)
    for wrong in ("-0.01", ExactMoney(Fraction(-1, 10**9)), Money("-1"), -(10**100)):
        refused(lambda wrong=wrong: PerWeek(wrong), "PerWeek.amount: ", "below zero")  # type: ignore[misc]
    for odd in (1.5, True, None, "ten", PerWeek(1)):
        refused(lambda odd=odd: PerWeek(odd), "PerWeek.amount: ", kind=NotExact)  # type: ignore[misc]


def test_a_share_is_a_part_of_one() -> None:
    assert ShareOf(FeeBase.GROSS, "0").fraction == 0
    assert ShareOf(FeeBase.NET, "1").fraction == 1
    assert ShareOf(None, "0.05").base is None
    for wrong in ("-0.0001", "1.0001", Fraction(2**500, 3), "5"):
        refused(lambda wrong=wrong: ShareOf(None, wrong), "ShareOf.fraction: ", "5% is '0.05'")  # type: ignore[misc]
    for odd in (0.05, True, None, "5%"):
        refused(lambda odd=odd: ShareOf(None, odd), "ShareOf.fraction: ", kind=NotExact)  # type: ignore[misc]
    for base in ("GROSS", "", 0, False, ExactMoney(1)):
        refused(lambda base=base: ShareOf(base, "0.05"), "ShareOf.base: ")  # type: ignore[misc]


def test_charges_are_values() -> None:
    charges = (
        PerWeek("10"),
        PerWeek("10.01"),
        ShareOf(None, "0.05"),
        ShareOf(FeeBase.NET, "0.05"),
        ShareOf(None, "1"),
        PerMonth(10),
        PerPayment(10),
        Once(10, START),
        Once(10, date(2026, 4, 7)),
        AtMost(PerWeek(10), (ShareOf(None, "1"),)),
        AtMost(PerWeek(10), ()),
        PlusVat("0.2", (PerWeek(10),)),
        PlusVat("0.05", (PerWeek(10),)),
    )
    assert len({*charges, *copy.deepcopy(charges), *pickle.loads(pickle.dumps(charges))}) == len(charges)
    assert repr(charges[1]) == "PerWeek(amount=ExactMoney('10.01'))"
    assert repr(charges[3]) == f"ShareOf(base={FeeBase.NET!r}, fraction=Fraction(1, 20))"
    for charge in charges:
        with pytest.raises(FrozenInstanceError):
            setattr(charge, "amount", 1)  # noqa: B010


def test_charges_by_the_payment_and_once_are_whole_sums() -> None:
    assert PerPayment("1.50").amount == Money("1.50")
    set_up = Once(50, START)
    assert (set_up.amount, set_up.on) == (Money(50), START)
    assert repr(PerPayment(0)) == "PerPayment(amount=Money('0.00'))"
    assert repr(set_up) == "Once(amount=Money('50.00'), on=2026-04-06)"
    for wrong in ("-0.01", "1.005", 1.5, True, None, ExactMoney(1), PerPayment(1)):
        refused(lambda wrong=wrong: PerPayment(wrong), "PerPayment.amount: ")  # type: ignore[misc]
        refused(lambda wrong=wrong: Once(wrong, START), "Once.amount: ")  # type: ignore[misc]
    for day in ("2026-04-06", None, datetime(2026, 4, 6)):  # noqa: DTZ001
        refused(lambda day=day: Once(50, day), "Once.on: ", kind=NotADate)  # type: ignore[misc]


def test_what_accrues_may_have_a_limit_that_accrues() -> None:
    limited = AtMost(ShareOf(FeeBase.GROSS, "0.15"), (PerWeek(10), ShareOf(None, "0.05")))
    assert limited.limit == ShareOf(FeeBase.GROSS, "0.15")
    assert limited.charges == (PerWeek(10), ShareOf(None, "0.05"))
    assert repr(AtMost(PerWeek(1), ())) == "AtMost(limit=PerWeek(amount=ExactMoney('1')), charges=())"
    for limit in (PerPayment(1), Once(1, START), limited, None, 5):
        refused(lambda limit=limit: AtMost(limit, ()), "AtMost.limit: ", "no limit by the week")  # type: ignore[misc]
    for charges in (PerWeek(1), None, (PerPayment(1),), (PerMonth(1),), (limited,), (PlusVat("0.2", ()),), (1,)):
        refused(lambda charges=charges: AtMost(PerWeek(1), charges), "AtMost")  # type: ignore[misc]


def test_vat_is_on_top_of_any_charge_but_vat() -> None:
    parts = (PerWeek(1), PerMonth(1), ShareOf(None, "1"), PerPayment(1), Once(1, START), AtMost(PerWeek(1), ()))
    with_vat = PlusVat("0.2", parts)
    assert (with_vat.rate, with_vat.charges) == (Fraction(1, 5), parts)
    assert repr(PlusVat("0.2", (PerPayment(1),))) == (
        "PlusVat(rate=Fraction(1, 5), charges=(PerPayment(amount=Money('1.00')),))"
    )
    for rate in ("-0.0001", "1.0001", "20", 0.2, True, None, "20%"):
        refused(lambda rate=rate: PlusVat(rate, parts), "PlusVat.rate: ")  # type: ignore[misc]
    for charges in (PerWeek(1), None, (with_vat,), (1,)):
        refused(lambda charges=charges: PlusVat("0.2", charges), "PlusVat.charges")  # type: ignore[misc]


def test_fees_within_fees_charge_what_is_within_them() -> None:
    ten, fifty = FixedFee(per_week="10"), OnceFee(amount="50", on=START)
    assert fifty.charges(FACTS) == (Once(50, START),)
    assert PerPaymentFee(amount="1.50").charges(FACTS) == (PerPayment("1.50"),)
    assert LimitedFee(fee=PercentageFee(percent="15"), limit=ten).charges(FACTS) == (
        AtMost(PerWeek(10), (ShareOf(None, "0.15"),)),
    )
    assert FeeWithVat(fee=ten).charges(FACTS) == (PlusVat("0.2", (PerWeek(10),)),)
    assert FeeWithVat(fee=fifty, rate="0.05").charges(FACTS) == (PlusVat("0.05", (Once(50, START),)),)
    assert Fees(parts=(ten, fifty)).charges(FACTS) == (PerWeek(10), Once(50, START))
    assert Fees(parts=[ByHours(20), NoFee()]).charges(FACTS) == (PerWeek(15),)
    assert Fees(parts=()).charges(FACTS) == ()


def test_a_limit_is_one_charge_that_accrues() -> None:
    ten = FixedFee(per_week="10")
    for limit in (NoFee(), Fees(parts=(ten, ten))):
        limited = LimitedFee(fee=ten, limit=limit)
        refused(lambda limited=limited: limited.charges(FACTS), "LimitedFee.limit: ", "are no limit")  # type: ignore[misc]
    fixed_charge = LimitedFee(fee=PerPaymentFee(amount=1), limit=ten)
    refused(lambda: fixed_charge.charges(FACTS), "AtMost.charges[0]: a PerPayment does not fit here")
    twice = FeeWithVat(fee=FeeWithVat(fee=ten))
    refused(lambda: twice.charges(FACTS), "PlusVat.charges[0]: a PlusVat does not fit here")


@pytest.mark.parametrize("rubbish", [None, 5, "5", [PerWeek(5)]])
def test_a_fee_within_a_fee_that_returns_rubbish_is_named(rubbish: Any) -> None:
    ten, own = FixedFee(per_week="10"), Rubbish(rubbish)
    around: tuple[ManagementFee, ...] = (
        LimitedFee(fee=own, limit=ten),
        LimitedFee(fee=ten, limit=own),
        FeeWithVat(fee=own),
        Fees(parts=(ten, own)),
    )
    for fee in around:
        refused(lambda fee=fee: fee.charges(FACTS), "Rubbish.charges: ")  # type: ignore[misc]


def test_a_tier_is_one_of_its_own() -> None:
    some, full = Tier(level="some", fee=NoFee()), Tier(level="full", fee=FixedFee(per_week="10"))
    refused(lambda: TieredFee(tiers=(some, full), level="all"), "TieredFee.level: 'all' is no tier", "some, full")
    refused(lambda: TieredFee(tiers=(some, full, some), level="some"), "TieredFee.tiers: two tiers of the level 'some'")
    refused(lambda: TieredFee(tiers=(), level="some"), "TieredFee.level")
    refused(lambda: Tier(level="all", fee=TieredFee(tiers=(some,), level="some")), "Tier.fee")  # type: ignore[arg-type]
    refused(lambda: Tier(level="all", fee=NoFee), "Tier.fee")  # type: ignore[arg-type]


@attrs.frozen
class ByHours:
    """A council's own fee."""

    hours_a_week: int

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        return (PerWeek(ExactMoney("0.75") * self.hours_a_week),)


@attrs.frozen
class Rubbish:
    """A council's own fee that returns whatever it was made with."""

    made: Any

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        charged: tuple[Charge, ...] = self.made
        return charged


class Silent:
    """Not a fee: it does not say what it charges."""


class Mute:
    """Not a fee: what it has by that name cannot be asked."""

    charges = (PerWeek(5),)


def test_a_fee_of_the_councils_own_is_a_fee() -> None:
    own: ManagementFee = ByHours(20)
    assert isinstance(own, ManagementFee)
    assert Contract(fee=own).fee == Timeline(ByHours(20))
    assert pickle.loads(pickle.dumps(Contract(fee=own))) == Contract(fee=own)


@pytest.mark.parametrize("wrong", [Silent(), Mute(), NoFee, FixedFee, ByHours, ManagementFee, "NoFee()", 10, "10", ()])
def test_a_fee_is_an_object_that_says_what_it_charges(wrong: Any) -> None:
    later: Any = Timeline(NoFee(), (date(2026, 10, 1), wrong))
    for fee in (wrong, later):
        refused(lambda fee=fee: Contract(fee=fee), "Contract.fee: ", "give NoFee()")  # type: ignore[misc]
    ten = FixedFee(per_week="10")
    refused(lambda: LimitedFee(fee=wrong, limit=ten), "LimitedFee.fee: ")
    refused(lambda: LimitedFee(fee=ten, limit=wrong), "LimitedFee.limit: ")
    refused(lambda: FeeWithVat(fee=wrong), "FeeWithVat.fee: ")
    refused(lambda: Fees(parts=(ten, wrong)), "Fees.parts[1]: ")


@pytest.mark.parametrize("name", ["since", "budget", "contribution"])
def test_the_facts_of_a_fee_are_a_day_and_two_rates(name: str) -> None:
    """A NaN was taken, and the facts were then not equal to themselves."""
    known: dict[str, Any] = {"since": date(2026, 4, 6), "budget": Rate.weekly(210), "contribution": Rate.weekly(20)}
    assert FeeFacts(**known).budget == Rate.weekly(210)
    for wrong in (Decimal("NaN"), float("nan"), None, "210"):
        with pytest.raises(IsfError, match=f"FeeFacts.{name}: "):
            FeeFacts(**{**known, name: wrong})
