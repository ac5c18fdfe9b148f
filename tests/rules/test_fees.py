"""Rules on the management fee (FEE)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.arrangements import AUTUMN, DAY_AFTER, LAST, ON, ONE_DAY, SIGNED, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof
from support.refusing import refused

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Agreement,
    AgreementKind,
    Arrangement,
    Band,
    Change,
    Charge,
    FeeBase,
    FeeFacts,
    Fees,
    FeeWithVat,
    FixedFee,
    Holder,
    HolderKind,
    InformationGiven,
    ManagementFee,
    MonthlyFee,
    NoFee,
    OnceFee,
    Party,
    PercentageFee,
    PerWeek,
    Placement,
    ShareOf,
    Signature,
    Termination,
    TerminationReason,
    Tier,
    TieredFee,
    Topic,
    Variation,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import ExactMoney, Money, Rate, Timeline


def test_g12_a_fee_a_month_is_compared_with_the_band_by_the_week() -> None:
    """25 a week is 108.33 a month in a year of 52 weeks."""
    for amount, result in (("108.33", Result.HOLDS), ("108.34", Result.BREACH), ("21.67", Result.HOLDS)):
        assert judged("FEE-02", charging(MonthlyFee(per_month=amount))).result is result
    silent = sound(contract={"fee": MonthlyFee(per_month="50")}, payment={"weeks_in_year": None})
    no_year = NUMBERS.replace(weeks_in_year=None)
    assert missed("FEE-02", silent, no_year) == ("contract.payment.weeks_in_year",)
    weekly = sound(contract={"fee": FixedFee(per_week="10")}, payment={"weeks_in_year": None})
    assert judged("FEE-02", weekly, no_year).result is Result.HOLDS
    with_vat = FeeWithVat(fee=MonthlyFee(per_month="108.34"))
    assert judged("FEE-02", charging(with_vat)).result is Result.BREACH


def fixed(amount: str | ExactMoney) -> Arrangement:
    """Mary with a fixed fee on top of the budget, which pays for her plan to the penny."""
    actual = Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("84.375")))
    fee = {"fee": FixedFee(per_week=PerWeek(amount)), "fee_placement": Placement.ON_TOP}
    return sound(contract={**fee, "price": actual}, budget={"actual": actual})


BROKER = Holder(ref="H-7", kind=HolderKind.INDEPENDENT_BROKER)


HALF_PENNY = Fraction(1, 200)


FIRST_SIGNED = date(2026, 3, 24)


def signed_on(day: date) -> tuple[Signature, ...]:
    """All parties' signatures, on one day."""
    return tuple(each.replace(signed_on=day) for each in SIGNED)


def agreed_on(day: date) -> tuple[Agreement, ...]:
    """The agreement between person and holder, signed on a day."""
    return (Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=day),)


def by_a_broker(amount: str | ExactMoney) -> Arrangement:
    """Mary with a fixed fee of an independent broker."""
    return fixed(amount).replace(holder=BROKER)


def told_on(*days: date | None, **facts: Any) -> Arrangement:
    """Mary, told the fee on some days."""
    return sound(
        lifecycle={"information_given": tuple(InformationGiven(topic=Topic.FEE, on=day) for day in days)}, **facts
    )


def fee_varied(*days: date | None, **facts: Any) -> Arrangement:
    """Mary with another fee from the autumn, told the fee on some days."""
    dearer = Change("contract.fee", FixedFee(per_week="12"))
    change = Variation(ref="V-1", effective=AUTUMN, known_from=ON, changes=(dearer,))
    return told_on(*days, variations=(change,), **facts)


def once(day: date, fee: ManagementFee | Timeline[ManagementFee] | None = None, **facts: Any) -> Arrangement:
    """Mary with a fee of 100 once, beside 10 a week; or with another fee."""
    both = Fees(parts=(OnceFee(amount=Money(100), on=day), FixedFee(per_week="10")))
    return sound(contract={"fee": fee or both}, **facts)


WEEKLY = FixedFee(per_week="10")


def set_up(day: date) -> OnceFee:
    return OnceFee(amount=Money(100), on=day)


def ended_on(day: date, **facts: Any) -> Termination:
    return Termination(
        party=Party.FUNDER, reason=TerminationReason.ORDINARY, given_on=ON, last_day=day, liabilities=(), **facts
    )


PROOFS: dict[str, Proof] = {
    "FEE-08": Proof(
        sound=once(AUTUMN),
        breaches=(
            once(LAST + ONE_DAY),
            once(AUTUMN, endings=(ended_on(AUTUMN - ONE_DAY),)),
            once(ON, endings=(ended_on(START - ONE_DAY),)),
            once(START, Timeline(set_up(LAST), (AUTUMN, WEEKLY))),
            once(START, Timeline(WEEKLY, (AUTUMN, FeeWithVat(fee=set_up(START))))),
            once(START, Timeline(set_up(ON), (START, WEEKLY))),
        ),
        idle=(sound(),),
        edges=(
            Edge("on the last day, or after", once(LAST), once(LAST + ONE_DAY)),
            Edge(
                "on the last day of an early end, or after",
                once(AUTUMN, endings=(ended_on(AUTUMN),)),
                once(AUTUMN, endings=(ended_on(AUTUMN - ONE_DAY),)),
            ),
            Edge(
                "in the stretch of its fee, or in the next one's",
                once(START, Timeline(set_up(AUTUMN - ONE_DAY), (AUTUMN, WEEKLY))),
                once(START, Timeline(set_up(AUTUMN), (AUTUMN, WEEKLY))),
            ),
            Edge(
                "before the first day by the fee of that day", once(ON), once(ON, Timeline(set_up(ON), (START, WEEKLY)))
            ),
        ),
    ),
    "FEE-02": Proof(
        sound=sound(),
        breaches=(
            fixed("30"),
            fixed("1"),
            sound(contract={"fee": TieredFee(tiers=(Tier(level="full", fee=FixedFee(per_week="30")),), level="full")}),
        ),
        idle=(
            sound(contract={"fee": PercentageFee(percent="5")}),
            fixed("30").replace(holder=BROKER),
        ),
        edges=(
            Edge("the lowest", fixed("5.00"), fixed("4.99")),
            Edge("the highest", fixed("25.00"), fixed("25.01")),
            Edge("a hair below", fixed("5"), fixed(ExactMoney(5 - Fraction(1, 10**9)))),
            Edge("a hair above", fixed("25"), fixed(ExactMoney(25 + Fraction(1, 10**9)))),
            Edge("half a penny, which rounding would hide", fixed("25"), fixed(ExactMoney(25 + HALF_PENNY / 2))),
            Edge(
                "a change after the last day, or on it",
                sound(contract={"fee": Timeline(FixedFee(per_week="10"), (LAST + ONE_DAY, FixedFee(per_week="30")))}),
                sound(contract={"fee": Timeline(FixedFee(per_week="10"), (LAST, FixedFee(per_week="30")))}),
            ),
            Edge(
                "a change on the first day, or the day after",
                sound(contract={"fee": Timeline(FixedFee(per_week="30"), (START, FixedFee(per_week="10")))}),
                sound(contract={"fee": Timeline(FixedFee(per_week="30"), (DAY_AFTER, FixedFee(per_week="10")))}),
            ),
        ),
    ),
    "FEE-03": Proof(
        sound=by_a_broker("50"),
        breaches=(by_a_broker("60"), by_a_broker("1")),
        idle=(
            sound(contract={"fee": PercentageFee(percent="5")}, holder=BROKER),
            fixed("60"),
        ),
        edges=(
            Edge("the lowest", by_a_broker("5.00"), by_a_broker("4.99")),
            Edge("the highest", by_a_broker("50.00"), by_a_broker("50.01")),
            Edge("a hair above", by_a_broker("50"), by_a_broker(ExactMoney(50 + Fraction(1, 10**9)))),
        ),
    ),
    "FEE-04": Proof(
        sound=sound(),
        breaches=(
            told_on(),
            told_on(ON),
            fee_varied(FIRST_SIGNED),
            fee_varied(ON, AUTUMN),
        ),
        idle=(told_on(contract={"fee": NoFee()}),),
        edges=(
            Edge("on the day of the first signature, or after", told_on(FIRST_SIGNED), told_on(FIRST_SIGNED + ONE_DAY)),
            Edge(
                "on the day of the first agreement, or after",
                told_on(FIRST_SIGNED, agreements=agreed_on(FIRST_SIGNED)),
                told_on(FIRST_SIGNED, agreements=agreed_on(FIRST_SIGNED - ONE_DAY)),
            ),
            Edge(
                "on the first day, or after",
                told_on(START, contract={"signatures": signed_on(DAY_AFTER)}, agreements=()),
                told_on(DAY_AFTER, contract={"signatures": signed_on(DAY_AFTER)}, agreements=()),
            ),
            Edge(
                "a change of it: the day before, or the day itself",
                fee_varied(FIRST_SIGNED, AUTUMN - ONE_DAY),
                fee_varied(FIRST_SIGNED, AUTUMN),
            ),
            Edge("a change of it: told again, or not", fee_varied(FIRST_SIGNED, ON), fee_varied(FIRST_SIGNED)),
            Edge(
                "a fee that a change brings is told once",
                fee_varied(ON, contract={"fee": NoFee()}),
                fee_varied(AUTUMN, contract={"fee": NoFee()}),
            ),
        ),
    ),
    "FEE-05": Proof(
        sound=sound(),
        breaches=(sound(contract={"fee_placement": NOT_STATED}),),
        idle=(sound(contract={"fee": NoFee()}),),
        edges=(
            Edge(
                "silent up to the day before, or to the first day",
                sound(contract={"fee_placement": Timeline(NOT_STATED, (START, Placement.INSIDE))}),
                sound(contract={"fee_placement": Timeline(NOT_STATED, (DAY_AFTER, Placement.INSIDE))}),
            ),
            Edge(
                "silent from after the last day, or from the last day",
                sound(contract={"fee_placement": Timeline(Placement.ON_TOP, (LAST + ONE_DAY, NOT_STATED))}),
                sound(contract={"fee_placement": Timeline(Placement.ON_TOP, (LAST, NOT_STATED))}),
            ),
        ),
    ),
}


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


def test_fee_02_says_the_fee_and_the_band_as_they_are() -> None:
    (finding,) = judged("FEE-02", fixed("25.005")).findings
    assert finding.message == "a fee of £25.005 a week is outside the usual £5.00 to £25.00"
    assert finding.breach is not None
    assert finding.breach.facts == {"fee": ExactMoney("25.005"), "lowest": Money(5), "highest": Money(25)}


@pytest.mark.parametrize(("second", "outcome"), [("12.50", Result.HOLDS), ("12.51", Result.BREACH)])
def test_fee_02_all_the_sums_a_week_of_one_fee_count_together(second: str, outcome: Result) -> None:
    fee = Several((PerWeek("12.50"), PerWeek(second), ShareOf(FeeBase.GROSS, "1")))
    assert judged("FEE-02", charging(fee)).result is outcome


def test_fee_02_a_fee_of_zero_a_week_is_a_fixed_sum_below_the_band() -> None:
    assert judged("FEE-02", fixed("0")).result is Result.BREACH
    assert judged("FEE-02", charging(NoFee())).result is Result.DOES_NOT_APPLY


def test_fee_02_the_band_is_the_policys() -> None:
    narrow = PLAIN.parameters.replace(fee_band=Band(lowest=Money("9.99"), highest=Money("9.99")))
    assert judged("FEE-02", fixed("9.99"), narrow).result is Result.HOLDS
    assert judged("FEE-02", fixed("10"), narrow).result is Result.BREACH
    assert missed("FEE-02", fixed("10"), PLAIN.parameters.replace(fee_band=None)) == ("policy.fee_band",)


@pytest.mark.parametrize("kind", HolderKind)
def test_fee_02_only_a_broker_that_gives_no_support_may_charge_more(kind: HolderKind) -> None:
    outcome = judged("FEE-02", fixed("30").replace(holder=Holder(ref="H-7", kind=kind))).result
    assert outcome is (Result.DOES_NOT_APPLY if kind is HolderKind.INDEPENDENT_BROKER else Result.BREACH)


@pytest.mark.parametrize(("holder", "field"), [(None, "holder"), (Holder(ref="H-7"), "holder.kind")])
def test_fee_02_who_the_holder_is_matters_only_outside_the_band(holder: Holder | None, field: str) -> None:
    assert judged("FEE-02", fixed("25").replace(holder=holder)).result is Result.HOLDS
    assert missed("FEE-02", fixed("25.01").replace(holder=holder)) == (field,)


def test_fee_02_tiers_count_by_the_level_that_is_agreed() -> None:
    tiers = TieredFee(
        tiers=(Tier(level="some", fee=FixedFee(per_week="10")), Tier(level="full", fee=FixedFee(per_week="26"))),
        level="some",
    )
    assert judged("FEE-02", charging(tiers)).result is Result.HOLDS
    assert judged("FEE-02", charging(Timeline(tiers, (AUTUMN, tiers.replace(level="full"))))).result is Result.BREACH


def test_fee_02_a_fee_of_the_councils_own_is_asked_again_whenever_its_facts_change() -> None:
    level = {"actual": Rate.weekly(200), "contribution": Rate.weekly(0), "exemptions": ()}
    fee = {"fee": TenthOfBudget()}
    assert judged("FEE-02", sound(budget=level, contract=fee)).result is Result.HOLDS
    rises = {**level, "actual": Timeline(Rate.weekly(200), (AUTUMN, Rate.weekly("250.01")))}
    assert said("FEE-02", sound(budget=rises, contract=fee)) == [
        "contract.fee: a fee of £25.001 a week is outside the usual £5.00 to £25.00"
    ]
    pays_more = {**level, "contribution": Timeline(Rate.weekly(150), (AUTUMN, Rate.weekly("150.01")))}
    assert said("FEE-02", sound(budget=pays_more, contract=fee)) == [
        "contract.fee: a fee of £4.999 a week is outside the usual £5.00 to £25.00"
    ]


@pytest.mark.parametrize("missing", ["actual", "contribution"])
def test_fee_02_a_fee_of_the_councils_own_is_never_worked_out_on_an_unknown_budget(missing: str) -> None:
    mary = sound(budget={missing: None}, contract={"fee": TenthOfBudget()})
    assert missed("FEE-02", mary) == (f"budget.{missing}",)
    assert judged("FEE-02", sound(budget={missing: None})).result is Result.HOLDS, "Mary's depends on no budget"


@pytest.mark.parametrize("code", ["FEE-02", "FEE-05", "PAY-01"])
@pytest.mark.parametrize("rubbish", [None, 3, "5%", [PerWeek(5)], (5,), ("5",), (PerWeek,), (None,)])
def test_fee_02_a_fee_that_returns_rubbish_is_named(code: str, rubbish: Any) -> None:
    refused(lambda: judged(code, charging(Several(rubbish))), "Several.charges")


@pytest.mark.parametrize("code", ["FEE-02", "FEE-05"])
def test_fee_02_a_fee_that_begins_later_waits_for_the_contract_to_last_so_long(code: str) -> None:
    later: Timeline[ManagementFee] = Timeline(NoFee(), (AUTUMN, FixedFee(per_week="30")))
    silent: dict[str, Any] = {"fee_placement": NOT_STATED}
    assert missed(code, charging(later, last_day=None, **silent)) == ("contract.last_day",)
    assert judged(code, charging(later, last_day=OPEN_ENDED, **silent)).result is Result.BREACH
    assert judged(code, charging(later, last_day=AUTUMN, **silent)).result is Result.BREACH
    assert judged(code, charging(later, last_day=AUTUMN - ONE_DAY, **silent)).result is Result.DOES_NOT_APPLY


def test_fee_02_a_fee_that_leaves_the_band_later_waits_for_the_contract_to_last_so_long() -> None:
    rises = Timeline(FixedFee(per_week="10"), (AUTUMN, FixedFee(per_week="30")))
    assert missed("FEE-02", charging(rises, last_day=None)) == ("contract.last_day",)
    falls = Timeline(FixedFee(per_week="30"), (AUTUMN, FixedFee(per_week="10")))
    assert judged("FEE-02", charging(falls, last_day=None)).result is Result.BREACH


def test_fee_02_where_the_fee_does_not_change_the_contracts_days_are_not_asked_for() -> None:
    undated: dict[str, Any] = {"first_day": None, "last_day": None}
    assert judged("FEE-02", charging(FixedFee(per_week="30"), **undated)).result is Result.BREACH
    assert judged("FEE-05", charging(FixedFee(per_week="30"), **undated)).result is Result.HOLDS
    assert missed("FEE-02", sound(contract=undated)) == ("contract.first_day",)


@pytest.mark.parametrize("placement", Placement)
def test_fee_05_inside_or_on_top_are_both_answers(placement: Placement) -> None:
    assert judged("FEE-05", sound(contract={"fee_placement": placement})).result is Result.HOLDS


def test_fee_05_the_contracts_silence_is_found_even_where_the_policy_fills_it_in() -> None:
    filled = PLAIN.parameters.replace(fee_placement=Placement.INSIDE, fee_base=FeeBase.GROSS)
    assert said("FEE-05", sound(contract={"fee_placement": NOT_STATED}), filled) == [
        "contract.fee_placement: the contract does not say whether the fee comes out of the budget or on top of it"
    ]
    assert missed("FEE-05", sound(contract={"fee_placement": None}), filled) == ("contract.fee_placement",)
    assert missed("FEE-05", charging(PercentageFee(percent="5")), filled) == ("contract.fee.base",)


def test_fee_05_silence_that_begins_later_waits_for_the_contract_to_last_so_long() -> None:
    later = {"fee_placement": Timeline(Placement.INSIDE, (AUTUMN, NOT_STATED))}
    assert missed("FEE-05", sound(contract={**later, "last_day": None})) == ("contract.last_day",)
    assert judged("FEE-05", sound(contract={**later, "last_day": AUTUMN})).result is Result.BREACH
    assert judged("FEE-05", sound(contract={**later, "last_day": AUTUMN - ONE_DAY})).result is Result.HOLDS


def test_fee_05_a_percentage_that_only_begins_later_still_says_on_what_it_is_taken() -> None:
    later: Timeline[ManagementFee] = Timeline(FixedFee(per_week="10"), (LAST, PercentageFee(percent="5")))
    assert missed("FEE-05", charging(later)) == ("contract.fee.base",)
    never: Timeline[ManagementFee] = Timeline(FixedFee(per_week="10"), (LAST + ONE_DAY, PercentageFee(percent="5")))
    assert judged("FEE-05", charging(never)).result is Result.HOLDS
    before: Timeline[ManagementFee] = Timeline(PercentageFee(percent="5"), (START, FixedFee(per_week="10")))
    assert judged("FEE-05", charging(before)).result is Result.HOLDS


def test_fee_05_a_percentage_of_nothing_is_still_a_charge() -> None:
    assert missed("FEE-05", charging(PercentageFee(percent=Fraction(0)))) == ("contract.fee.base",)
    assert judged("FEE-05", charging(Several(()))).result is Result.DOES_NOT_APPLY


def test_fee_03_a_brokers_fee_has_a_band_of_its_own_which_is_local() -> None:
    assert said("FEE-03", by_a_broker("50.01")) == [
        "contract.fee: a broker's fee of £50.01 a week is outside the usual £5.00 to £50.00"
    ]
    assert judged("FEE-02", by_a_broker("50.01")).result is Result.DOES_NOT_APPLY
    unset = NUMBERS.replace(broker_fee_band=None)
    assert missed("FEE-03", by_a_broker("10"), unset) == ("policy.broker_fee_band",)
    assert judged("FEE-03", fixed("10"), unset).result is Result.DOES_NOT_APPLY


def test_fee_03_who_is_not_known_to_be_a_broker_is_asked_for_only_where_a_fee_is_outside() -> None:
    def without_kind(fee: str) -> Arrangement:
        mary = by_a_broker(fee)
        assert mary.holder is not None
        return mary.replace(holder=mary.holder.replace(kind=None))

    assert judged("FEE-03", without_kind("50")).result is Result.HOLDS
    assert missed("FEE-03", without_kind("51")) == ("holder.kind",)
    assert missed("FEE-03", without_kind("51").replace(holder=None)) == ("holder",)


FEE_TOLD = "lifecycle.information_given[what the management fee is].on"


def test_fee_04_says_what_the_fee_was_not_told_before() -> None:
    assert said("FEE-04", told_on(ON)) == [
        "lifecycle.information_given: the fee was not told by the first commitment, on Tue 24 Mar 2026"
    ]
    assert said("FEE-04", fee_varied(FIRST_SIGNED)) == [
        "variations[V-1]: the new fee was not told before it took effect, on Thu 1 Oct 2026"
    ]
    assert len(said("FEE-04", fee_varied())) == 2


def test_fee_04_a_telling_after_the_first_commitment_that_is_known_is_late_whatever_else_is_not_known() -> None:
    undated = tuple(each.replace(signed_on=None) for each in SIGNED[:2])
    late = told_on(ON, contract={"signatures": (*undated, SIGNED[2])}, agreements=None)
    assert judged("FEE-04", late).result is Result.BREACH
    nothing_signed = told_on(contract={"signatures": None, "first_day": None, "fee": FixedFee(per_week="10")})
    assert missed("FEE-04", nothing_signed.replace(agreements=None)) == (
        "contract.signatures",
        "agreements",
        "contract.first_day",
    )


def test_fee_04_whatever_may_have_been_the_first_commitment_is_asked_for() -> None:
    undated = told_on(FIRST_SIGNED, contract={"signatures": (*SIGNED[:2], SIGNED[2].replace(signed_on=None))})
    assert missed("FEE-04", undated) == ("contract.signatures[person].signed_on",)
    unsigned = told_on(FIRST_SIGNED, agreements=tuple(each.replace(signed_on=None) for each in agreed_on(ON)))
    assert missed("FEE-04", unsigned) == ("agreements[person_holder].signed_on",)


def test_fee_04_a_telling_without_a_date_may_have_been_in_time() -> None:
    assert missed("FEE-04", told_on(None, ON)) == (FEE_TOLD,)
    assert judged("FEE-04", told_on(None, FIRST_SIGNED)).result is Result.HOLDS
    assert missed("FEE-04", fee_varied(FIRST_SIGNED, None)) == (FEE_TOLD,)
    assert judged("FEE-04", fee_varied(None, FIRST_SIGNED, ON)).result is Result.HOLDS


def test_fee_04_a_change_that_was_agreed_at_signing_is_told_with_the_fee() -> None:
    assert len(sound().contract.fee.changes) == 1  # type: ignore[union-attr]  # Mary has a fee
    assert judged("FEE-04", told_on(FIRST_SIGNED)).result is Result.HOLDS


def test_fee_04_one_telling_may_be_of_several_changes_but_never_of_one_before_it() -> None:
    mary = fee_varied(FIRST_SIGNED, ON)
    (first,) = mary.variations
    second = first.replace(ref=None, effective=date(2026, 12, 1))
    assert judged("FEE-04", mary.replace(variations=(first, second))).result is Result.HOLDS
    early = second.replace(effective=ON)
    assert [each.field for each in judged("FEE-04", mary.replace(variations=(first, early))).findings] == [
        "variations[1]"
    ]


def test_fee_04_a_new_fee_that_nobody_knows_of_yet_is_not_judged() -> None:
    mary = fee_varied(FIRST_SIGNED)
    (change,) = mary.variations
    later = mary.replace(variations=(change.replace(known_from=ON + ONE_DAY),))
    assert judged("FEE-04", later).result is Result.HOLDS
    assert judged("FEE-04", later, on=ON + ONE_DAY).result is Result.BREACH


def test_fee_04_other_changes_want_no_telling_of_the_fee() -> None:
    assert judged("FEE-04", fee_varied(FIRST_SIGNED, contract={"signatures": signed_on(START)})).findings
    (change,) = fee_varied().variations
    other = change.replace(changes=(Change("budget.contribution", Rate.weekly("22")),))
    assert judged("FEE-04", sound(variations=(other,))).result is Result.HOLDS


# A fee charged once
def test_f7_a_fee_once_that_is_in_no_payment_is_said_with_the_reason() -> None:
    for mary, why in (
        (once(LAST + ONE_DAY), "it is after the last day"),
        (once(ON, endings=(ended_on(START - ONE_DAY),)), "the arrangement never began"),
        (once(START, Timeline(set_up(LAST), (AUTUMN, WEEKLY))), "another fee applies then"),
        (changing_hands(AUTUMN), "nobody holds the fund then"),
    ):
        (finding,) = judged("FEE-08", mary).findings
        assert f", is in no payment: {why}" in str(finding)


def changing_hands(day: date) -> Arrangement:
    """The holder stops the day before, and the next one begins the day after."""
    over = ended_on(day - ONE_DAY).replace(reason=TerminationReason.CHANGE_OF_HOLDER)
    next_one = Variation(effective=day + ONE_DAY, known_from=ON, changes=(Change("holder", Holder(ref="H-8")),))
    return once(day, endings=(over,), variations=(next_one,))


def test_f7_whether_a_fee_once_is_in_a_payment_may_depend_on_the_last_day() -> None:
    assert missed("FEE-08", sound(contract={"fee": set_up(AUTUMN), "last_day": None})) == ("contract.last_day",)
    assert judged("FEE-08", sound(contract={"fee": set_up(ON), "last_day": None})).result is Result.HOLDS


def test_f7_two_fees_on_one_day_are_one_sum() -> None:
    both = Fees(parts=(set_up(LAST + ONE_DAY), set_up(LAST + ONE_DAY)))
    (line,) = said("FEE-08", sound(contract={"fee": both}))
    assert "£200.00" in line


def test_f7_a_fee_with_the_same_date_in_the_next_stretch_is_not_lost() -> None:
    """It was only agreed anew, with another sum."""
    again = Timeline(set_up(LAST), (AUTUMN, OnceFee(amount=Money(120), on=LAST)))
    assert judged("FEE-08", once(START, again)).result is Result.HOLDS


def test_f7_when_an_ending_leads_to_its_last_day_is_asked_for() -> None:
    by_notice = ended_on(LAST).replace(last_day=None)
    both = {"fee": set_up(AUTUMN), "termination": None}
    assert missed("FEE-08", sound(contract=both, endings=(by_notice,))) == ("contract.termination",)
    assert judged("FEE-05", sound(contract=both, endings=(by_notice,))).result is Result.HOLDS
