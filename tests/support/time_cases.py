"""Mary's changes over time, in as few words as each case needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core import PLAIN, Arrangement, Policy, Schedule, as_known, schedule_payments
from isf_core.model import (
    Backdating,
    Change,
    HowFarBack,
    Meanwhile,
    Parameters,
    Suspension,
    SuspensionRule,
    Variation,
)
from isf_core.pay_runs import PaymentHistory, PaymentMade

from .arrangements import YEAR_END, mary

SIGNED = date(2026, 4, 1)
FOURTH_PAID = date(2026, 7, 26)
"""The last day of the fourth payment."""
KNOWN = date(2026, 7, 20)


def varying(effective: date, *changes: tuple[str, object], known_from: date | None = SIGNED, **facts: Any) -> Variation:
    """A change of some fields from a date, known from the start unless said otherwise."""
    made = tuple(Change(path, value) for path, value in changes)
    return Variation(effective=effective, known_from=known_from, changes=made, **facts)


def varied(*variations: Variation, **facts: Any) -> Arrangement:
    """Mary with variations."""
    kept = facts.pop("arrangement", {})
    return mary(arrangement={**kept, "variations": variations}, **facts)


def schedule_of(arrangement: Arrangement, until: date | None = YEAR_END, policy: Policy = PLAIN) -> Schedule:
    """Its payments for a year."""
    return schedule_payments(arrangement, until=until, policy=policy)


def away(first_day: date, last_day: Any, **facts: Any) -> dict[str, Any]:
    """Mary with one suspension."""
    return {"arrangement": {"suspensions": (Suspension(first_day=first_day, last_day=last_day),), **facts}}


def meanwhile(
    full_days: int | None = 28,
    retainer: str = "0.5",
    contribution: Meanwhile = Meanwhile.IN_FULL,
    fee: Meanwhile = Meanwhile.IN_FULL,
) -> Policy:
    """A policy that pays in full for some days, then a retainer."""
    rule = SuspensionRule(full_days=full_days, retainer=retainer, contribution=contribution, fee=fee)
    return PLAIN.with_parameters("suspending", suspension=rule)


def backdating(how_far: HowFarBack | None, earliest: date | None = None, limit: str | None = "0.5") -> Parameters:
    """A policy's numbers with one answer to how far back a change counts."""
    rule = None if how_far is None else Backdating(how_far=how_far, earliest=earliest)
    return PLAIN.parameters.replace(backdating=rule, recovery_limit=limit)


TO_EFFECT = backdating(HowFarBack.TO_WHEN_IT_TOOK_EFFECT)


def paid_before(arrangement: Arrangement, payments: int = 4, on: date = SIGNED) -> PaymentHistory:
    """The first payments, as the arrangement was known on a day."""
    made = schedule_payments(as_known(arrangement, on=on), until=YEAR_END)[:payments]
    return PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in made))


def explained(schedule: Schedule) -> bool:
    """Whether each of the first amounts, and every component of it, works out again from its leaves."""
    names = ("budget", "in_house", "contribution", "fee", "fee_on_top")
    return all(
        each.explain().value() * 100 == each.amount.pence
        and all(each.explain(name).value() * 100 == getattr(each, name).pence for name in names)
        for each in schedule[:9]
    )
