"""FEE-02: a fixed fee is within the usual band. FEE-05: the contract says where the fee comes from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.mary import AUTUMN, LAST, ONE_DAY, START, judged, missed, said, sound
from support.proofs.fees import fixed
from support.refusing import refused

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Band,
    Charge,
    FeeBase,
    FeeFacts,
    FixedFee,
    Holder,
    HolderKind,
    ManagementFee,
    NoFee,
    PercentageFee,
    PerWeek,
    Placement,
    ShareOf,
    Tier,
    TieredFee,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Outcome
from isf_core.values import ExactMoney, Money, Rate, Timeline


@attrs.frozen
class Several:
    """A council's own fee: whatever charges it is made with."""

    made: Any

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        charged: tuple[Charge, ...] = self.made
        return charged


@attrs.frozen
class TenthOfBudget:
    """A council's own fee: a fixed sum a week, worked out anew whenever budget or contribution changes."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        return (PerWeek((facts.budget.per_week(52) - facts.contribution.per_week(52)) / 10),)


def charging(fee: Any, **contract: Any) -> Arrangement:
    """Mary with a fee."""
    return sound(contract={"fee": fee, **contract})


def test_it_says_the_fee_and_the_band_as_they_are() -> None:
    (finding,) = judged("FEE-02", fixed("25.005")).findings
    assert finding.says == "a fee of 25.005 a week is outside the usual 5.00 to 25.00"
    assert finding.breach is not None
    assert finding.breach.facts == {"fee": ExactMoney("25.005"), "lowest": Money(5), "highest": Money(25)}


@pytest.mark.parametrize(("second", "outcome"), [("12.50", Outcome.HOLDS), ("12.51", Outcome.BREACH)])
def test_all_the_sums_a_week_of_one_fee_count_together(second: str, outcome: Outcome) -> None:
    fee = Several((PerWeek("12.50"), PerWeek(second), ShareOf(FeeBase.GROSS, "1")))
    assert judged("FEE-02", charging(fee)).outcome is outcome


def test_a_fee_of_nil_a_week_is_a_fixed_sum_below_the_band() -> None:
    assert judged("FEE-02", fixed("0")).outcome is Outcome.BREACH
    assert judged("FEE-02", charging(NoFee())).outcome is Outcome.DOES_NOT_APPLY


def test_the_band_is_the_policys() -> None:
    narrow = PLAIN.parameters.replace(fee_band=Band(lowest=Money("9.99"), highest=Money("9.99")))
    assert judged("FEE-02", fixed("9.99"), narrow).outcome is Outcome.HOLDS
    assert judged("FEE-02", fixed("10"), narrow).outcome is Outcome.BREACH
    assert missed("FEE-02", fixed("10"), PLAIN.parameters.replace(fee_band=None)) == ("policy.fee_band",)


@pytest.mark.parametrize("kind", HolderKind)
def test_only_a_broker_that_gives_no_support_may_charge_more(kind: HolderKind) -> None:
    outcome = judged("FEE-02", fixed("30").replace(holder=Holder(ref="H-7", kind=kind))).outcome
    assert outcome is (Outcome.DOES_NOT_APPLY if kind is HolderKind.INDEPENDENT_BROKER else Outcome.BREACH)


@pytest.mark.parametrize(("holder", "field"), [(None, "holder"), (Holder(ref="H-7"), "holder.kind")])
def test_who_the_holder_is_matters_only_outside_the_band(holder: Holder | None, field: str) -> None:
    assert judged("FEE-02", fixed("25").replace(holder=holder)).outcome is Outcome.HOLDS
    assert missed("FEE-02", fixed("25.01").replace(holder=holder)) == (field,)


def test_tiers_count_by_the_level_that_is_agreed() -> None:
    tiers = TieredFee(
        tiers=(Tier(level="some", fee=FixedFee(per_week="10")), Tier(level="full", fee=FixedFee(per_week="26"))),
        level="some",
    )
    assert judged("FEE-02", charging(tiers)).outcome is Outcome.HOLDS
    assert judged("FEE-02", charging(Timeline(tiers, (AUTUMN, tiers.replace(level="full"))))).outcome is Outcome.BREACH


def test_a_fee_of_the_councils_own_is_asked_again_whenever_its_facts_change() -> None:
    level = {"actual": Rate.weekly(200), "contribution": Rate.weekly(0), "exemptions": ()}
    fee = {"fee": TenthOfBudget()}
    assert judged("FEE-02", sound(budget=level, contract=fee)).outcome is Outcome.HOLDS
    rises = {**level, "actual": Timeline(Rate.weekly(200), (AUTUMN, Rate.weekly("250.01")))}
    assert said("FEE-02", sound(budget=rises, contract=fee)) == [
        "contract.fee: a fee of 25.001 a week is outside the usual 5.00 to 25.00"
    ]
    pays_more = {**level, "contribution": Timeline(Rate.weekly(150), (AUTUMN, Rate.weekly("150.01")))}
    assert said("FEE-02", sound(budget=pays_more, contract=fee)) == [
        "contract.fee: a fee of 4.999 a week is outside the usual 5.00 to 25.00"
    ]


@pytest.mark.parametrize("missing", ["actual", "contribution"])
def test_a_fee_of_the_councils_own_is_never_worked_out_on_an_unknown_budget(missing: str) -> None:
    mary = sound(budget={missing: None}, contract={"fee": TenthOfBudget()})
    assert missed("FEE-02", mary) == (f"budget.{missing}",)
    assert judged("FEE-02", sound(budget={missing: None})).outcome is Outcome.HOLDS, "Mary's depends on no budget"


@pytest.mark.parametrize("code", ["FEE-02", "FEE-05", "PAY-01"])
@pytest.mark.parametrize("rubbish", [None, 3, "5%", [PerWeek(5)], (5,), ("5",), (PerWeek,), (None,)])
def test_a_fee_that_returns_rubbish_is_named(code: str, rubbish: Any) -> None:
    refused(lambda: judged(code, charging(Several(rubbish))), "Several.charges")


@pytest.mark.parametrize("code", ["FEE-02", "FEE-05"])
def test_a_fee_that_begins_later_waits_for_the_contract_to_last_so_long(code: str) -> None:
    later: Timeline[ManagementFee] = Timeline(NoFee(), (AUTUMN, FixedFee(per_week="30")))
    silent: dict[str, Any] = {"fee_placement": NOT_STATED}
    assert missed(code, charging(later, last_day=None, **silent)) == ("contract.last_day",)
    assert judged(code, charging(later, last_day=OPEN_ENDED, **silent)).outcome is Outcome.BREACH
    assert judged(code, charging(later, last_day=AUTUMN, **silent)).outcome is Outcome.BREACH
    assert judged(code, charging(later, last_day=AUTUMN - ONE_DAY, **silent)).outcome is Outcome.DOES_NOT_APPLY


def test_a_fee_that_leaves_the_band_later_waits_for_the_contract_to_last_so_long() -> None:
    rises = Timeline(FixedFee(per_week="10"), (AUTUMN, FixedFee(per_week="30")))
    assert missed("FEE-02", charging(rises, last_day=None)) == ("contract.last_day",)
    falls = Timeline(FixedFee(per_week="30"), (AUTUMN, FixedFee(per_week="10")))
    assert judged("FEE-02", charging(falls, last_day=None)).outcome is Outcome.BREACH


def test_where_the_fee_does_not_change_the_contracts_days_are_not_asked_for() -> None:
    undated: dict[str, Any] = {"first_day": None, "last_day": None}
    assert judged("FEE-02", charging(FixedFee(per_week="30"), **undated)).outcome is Outcome.BREACH
    assert judged("FEE-05", charging(FixedFee(per_week="30"), **undated)).outcome is Outcome.HOLDS
    assert missed("FEE-02", sound(contract=undated)) == ("contract.first_day",)


@pytest.mark.parametrize("placement", Placement)
def test_inside_or_on_top_are_both_answers(placement: Placement) -> None:
    assert judged("FEE-05", sound(contract={"fee_placement": placement})).outcome is Outcome.HOLDS


def test_the_contracts_silence_is_found_even_where_the_policy_fills_it_in() -> None:
    filled = PLAIN.parameters.replace(fee_placement=Placement.INSIDE, fee_base=FeeBase.GROSS)
    assert said("FEE-05", sound(contract={"fee_placement": NOT_STATED}), filled) == [
        "contract.fee_placement: the contract does not say whether the fee comes out of the budget or on top of it"
    ]
    assert missed("FEE-05", sound(contract={"fee_placement": None}), filled) == ("contract.fee_placement",)
    assert missed("FEE-05", charging(PercentageFee(percent="5")), filled) == ("contract.fee.base",)


def test_silence_that_begins_later_waits_for_the_contract_to_last_so_long() -> None:
    later = {"fee_placement": Timeline(Placement.INSIDE, (AUTUMN, NOT_STATED))}
    assert missed("FEE-05", sound(contract={**later, "last_day": None})) == ("contract.last_day",)
    assert judged("FEE-05", sound(contract={**later, "last_day": AUTUMN})).outcome is Outcome.BREACH
    assert judged("FEE-05", sound(contract={**later, "last_day": AUTUMN - ONE_DAY})).outcome is Outcome.HOLDS


def test_a_percentage_that_only_begins_later_still_says_on_what_it_is_taken() -> None:
    later: Timeline[ManagementFee] = Timeline(FixedFee(per_week="10"), (LAST, PercentageFee(percent="5")))
    assert missed("FEE-05", charging(later)) == ("contract.fee.base",)
    never: Timeline[ManagementFee] = Timeline(FixedFee(per_week="10"), (LAST + ONE_DAY, PercentageFee(percent="5")))
    assert judged("FEE-05", charging(never)).outcome is Outcome.HOLDS
    before: Timeline[ManagementFee] = Timeline(PercentageFee(percent="5"), (START, FixedFee(per_week="10")))
    assert judged("FEE-05", charging(before)).outcome is Outcome.HOLDS


def test_a_percentage_of_nothing_is_still_a_charge() -> None:
    assert missed("FEE-05", charging(PercentageFee(percent=Fraction(0)))) == ("contract.fee.base",)
    assert judged("FEE-05", charging(Several(()))).outcome is Outcome.DOES_NOT_APPLY
