"""Arrangements that the texts themselves bless, and that once came out as NO or could never be YES."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import HOLDER, HOMECARE, ON, START, arrangement, sound
from support.asking import NUMBERS, judged, missed, said

from isf_core import assess, surplus_on
from isf_core.model import (
    Agreement,
    AgreementKind,
    Arrangement,
    Basis,
    BestInterests,
    DecidedBy,
    Form,
    Funder,
    FunderKind,
    HolderKind,
    QualityTier,
    RegisterEntry,
    SupportKind,
    Timing,
)
from isf_core.policies import FLEXIBLE, LANCASHIRE_POLICY
from isf_core.rules import Result
from isf_core.values import Frequency, Money, PayCycle, Rate


@pytest.mark.parametrize("facts", [{"tier": QualityTier.GOLD}, {"is_contracted": True}], ids=str)
def test_a3_15_a_provider_on_the_purchasing_system_answers_no_questions(facts: dict[str, Any]) -> None:
    entry = RegisterEntry(registered_on=date(2026, 1, 5), **facts)
    gold = sound(holder=HOLDER.replace(register=entry, accreditation=None))
    assert judged("CON-19", gold).result is judged("ORG-01", gold).result is Result.HOLDS
    outside = gold.replace(holder=gold.holder.replace(register=RegisterEntry(registered_on=date(2026, 1, 5))))  # type: ignore[union-attr]
    assert missed("CON-19", outside) == missed("ORG-01", outside) == ("holder.accreditation",)
    unmonitored = RegisterEntry(registered_on=date(2026, 1, 5), tier=QualityTier.NOT_MONITORED)
    other = gold.replace(holder=HOLDER.replace(register=unmonitored, accreditation=None))
    assert missed("CON-19", other) == ("holder.accreditation",)


def without_family(decision: BestInterests | None) -> Arrangement:
    """Mary lacks capacity and has nobody; a social worker signs the agreement for her."""
    signed = tuple(Agreement(kind=kind, signed_on=date(2026, 3, 26), by="social worker") for kind in AgreementKind)
    life = {"has_capacity": False, "representatives": (), "best_interests": decision}
    contract = {"form": Form.TWO_WAY, "signatures": (sound().contract.signatures or ())[:2]}
    return sound(agreements=signed, lifecycle=life, contract=contract)


def test_a3_16_where_nobody_acts_for_the_person_the_council_may_sign() -> None:
    by_council = BestInterests(on=date(2026, 3, 20), by=DecidedBy.COUNCIL, monitoring_weeks=4)
    assert judged("PTY-01", without_family(by_council)).result is Result.HOLDS
    assert judged("LIFE-05b", without_family(by_council)).result is Result.HOLDS
    by_somebody = by_council.replace(by=DecidedBy.REPRESENTATIVE)
    assert judged("PTY-01", without_family(by_somebody)).result is Result.BREACH
    assert judged("PTY-01", without_family(by_council.replace(by=None))).result is not Result.HOLDS
    assert judged("PTY-01", without_family(None)).result is not Result.HOLDS


def test_a3_19_a_contract_for_outcomes_without_a_plan_of_supports_is_not_judged_by_a_plan() -> None:
    mary = sound(plan={"supports": (), "stated_cost": None})
    for code in ("BUD-02", "BUD-14", "PLN-02", "PLN-03"):
        assert judged(code, mary).result in (Result.HOLDS, Result.DOES_NOT_APPLY), code
    unknown = assess(mary, on=ON, policy=FLEXIBLE).report.unknown
    assert not [field for field in unknown if field.startswith("plan.s")]


def test_a3_21_payments_in_arrears_may_be_set_up_until_the_first_is_due() -> None:
    """Four-weekly from 6 April in arrears: the first is due after 3 May."""

    def set_up(on: date, timing: Timing | None = Timing.IN_ARREARS, **terms: Any) -> Arrangement:
        return sound(payments_set_up_on=on, payment={"timing": timing, **terms})

    assert judged("LIFE-08", set_up(date(2026, 4, 10))).result is Result.HOLDS
    assert judged("LIFE-08", set_up(date(2026, 5, 4))).result is Result.HOLDS
    assert judged("LIFE-08", set_up(date(2026, 5, 5))).result is Result.BREACH
    assert judged("LIFE-08", set_up(date(2026, 4, 7), Timing.IN_ADVANCE)).result is Result.BREACH
    assert judged("LIFE-08", set_up(START, Timing.IN_ADVANCE)).result is Result.HOLDS
    assert missed("LIFE-08", set_up(date(2026, 4, 7), None)) == ("contract.payment.timing",)
    assert missed("LIFE-08", set_up(date(2026, 4, 7), cycle=None)) == ("contract.payment.cycle",)
    by_policy = NUMBERS.replace(timing=Timing.IN_ARREARS, cycle=PayCycle(Frequency.WEEKLY, anchor=START))
    silent = set_up(date(2026, 4, 13), None, cycle=None)
    assert judged("LIFE-08", silent, by_policy).result is Result.HOLDS


@pytest.mark.parametrize("frequency", [each for each in Frequency if each is not Frequency.FOUR_WEEKLY], ids=str)
def test_a3_23_lancashires_cap_is_half_of_four_weeks_whatever_the_cycle(frequency: Frequency) -> None:
    def cap(cycle: PayCycle) -> Money | None:
        mary = sound(
            budget={
                "actual": Rate.weekly(252),
                "contribution": Rate.weekly("61.30"),
                "in_house": (),
                "one_offs": (),
                "financial_assessments": (),
            },
            plan={"supports": (HOMECARE.replace(cost=Rate.weekly(252)),)},
            payment={"cycle": cycle},
            contract={"surplus": None},
            funding=Funder(ref="council", kind=FunderKind.COUNCIL),
        )
        found = surplus_on(mary, on=START, policy=LANCASHIRE_POLICY)
        return found.cap

    assert cap(PayCycle(frequency, anchor=START)) == Money("381.40")


def net(price: str, **facts: Any) -> Arrangement:
    """A need of 252 a week, a contribution of 61.30, and a price."""
    budget = {"actual": Rate.weekly(252), "contribution": Rate.weekly("61.30"), "in_house": ()}
    return sound(budget=budget, contract={"price": Rate.weekly(price)}, **facts)


def test_a6_a_contract_may_state_the_price_net_of_the_contribution() -> None:
    assert judged("CON-07", net("190.70")).result is Result.HOLDS
    assert judged("CON-07", net("190.69")).result is Result.BREACH
    assert judged("CON-07", net("190.71")).result is Result.BREACH, "neither the whole price nor the net one"
    assert judged("CON-07", net("190.70", payment={"basis": Basis.GROSS})).result is Result.BREACH
    assert missed("CON-07", net("190.70", payment={"basis": None})) == ("contract.payment.basis",)
    without = net("190.70").replace(budget=net("190.70").budget.replace(contribution=None))
    assert missed("CON-07", without) == ("budget.contribution",)
    monthly = net("190.70").replace(budget=net("190.70").budget.replace(contribution=Rate.monthly("265.63")))
    no_year = arrangement(monthly, payment={"weeks_in_year": None})
    assert missed("CON-07", no_year, NUMBERS.replace(weeks_in_year=None)) == ("contract.payment.weeks_in_year",)


def test_a6_a_broker_that_charges_for_help_with_payroll_gives_no_hands_on_care() -> None:
    broker = HOLDER.replace(kind=HolderKind.INDEPENDENT_BROKER)

    def giving(kinds: tuple[SupportKind, ...] | None) -> Arrangement:
        return sound(holder=broker, plan={"supports": (HOMECARE.replace(kinds=kinds),)})

    assert judged("CON-17b", giving((SupportKind.ADMINISTRATION,))).result is Result.HOLDS
    assert judged("CON-17b", giving((SupportKind.PERSONAL_CARE,))).result is Result.BREACH
    assert judged("CON-17b", giving(())).result is Result.BREACH
    assert missed("CON-17b", giving(None)) == ("plan.supports[homecare].kinds",)
    assert said("CON-17b", giving(()))
