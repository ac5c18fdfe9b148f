"""Fees say what they charge, in charges that are checked; a council's own fee is a class with one method."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.refusing import refused

from isf_core.errors import NotExact
from isf_core.model import (
    Charge,
    Contract,
    FeeBase,
    FeeFacts,
    FixedFee,
    ManagementFee,
    NoFee,
    PercentageFee,
    PerWeek,
    ShareOf,
    Tier,
    TieredFee,
)
from isf_core.values import ExactMoney, Money, Rate, Timeline

FACTS = FeeFacts(since=date(2026, 4, 6), budget=Rate.weekly(300), contribution=Rate.weekly(20))


def test_each_fee_says_what_it_charges() -> None:
    tiers = (Tier(level="none", fee=NoFee()), Tier(level="full", fee=PercentageFee(percent="5", base=FeeBase.NET)))
    assert NoFee().charges(FACTS) == ()
    assert FixedFee(per_week="10").charges(FACTS) == (PerWeek(10),)
    assert PercentageFee(percent="5").charges(FACTS) == (ShareOf(None, "0.05"),)
    assert PercentageFee(percent=Fraction(100, 3)).charges(FACTS) == (ShareOf(None, Fraction(1, 3)),)
    assert TieredFee(tiers=tiers, level="none").charges(FACTS) == ()
    assert TieredFee(tiers=tiers, level="full").charges(FACTS) == (ShareOf(FeeBase.NET, "0.05"),)
    assert TieredFee(tiers=tiers, level="none").replace(level="full").fee == tiers[1].fee


def test_a_sum_a_week_may_be_finer_than_a_penny_and_never_below_nil() -> None:
    assert PerWeek("84.375").amount == ExactMoney("84.375")
    assert PerWeek(Money("10.50")) == PerWeek(ExactMoney("10.5")) == PerWeek("10.50")
    assert PerWeek(0).amount == ExactMoney(0)
    for wrong in ("-0.01", ExactMoney(Fraction(-1, 10**9)), Money("-1"), -(10**100)):
        refused(lambda wrong=wrong: PerWeek(wrong), "PerWeek: ", "below nil")  # type: ignore[misc]
    for odd in (1.5, True, None, "ten", PerWeek(1)):
        refused(lambda odd=odd: PerWeek(odd), "PerWeek: ", kind=NotExact)  # type: ignore[misc]


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
    charges = (PerWeek("10"), PerWeek("10.01"), ShareOf(None, "0.05"), ShareOf(FeeBase.NET, "0.05"), ShareOf(None, "1"))
    assert len({*charges, *copy.deepcopy(charges), *pickle.loads(pickle.dumps(charges))}) == len(charges)
    assert repr(charges[1]) == "PerWeek(ExactMoney('10.01'))"
    assert repr(charges[3]) == "ShareOf(FeeBase.NET, 0.05)"
    for charge in charges:
        refused(lambda charge=charge: setattr(charge, "amount", 1), "cannot be changed")  # type: ignore[misc]


def test_a_tier_is_one_of_its_own() -> None:
    some, full = Tier(level="some", fee=NoFee()), Tier(level="full", fee=FixedFee(per_week="10"))
    refused(lambda: TieredFee(tiers=(some, full), level="all"), "TieredFee.level: 'all' is no tier", "some, full")
    refused(lambda: TieredFee(tiers=(some, full, some), level="some"), "TieredFee.tiers: two tiers of one level")
    refused(lambda: TieredFee(tiers=(), level="some"), "TieredFee.level")
    refused(lambda: Tier(level="all", fee=TieredFee(tiers=(some,), level="some")), "Tier.fee")  # type: ignore[arg-type]
    refused(lambda: Tier(level="all", fee=NoFee), "Tier.fee")  # type: ignore[arg-type]


@attrs.frozen
class ByHours:
    """A council's own fee."""

    hours_a_week: int

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        return (PerWeek(ExactMoney("0.75") * self.hours_a_week),)


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
