"""What the tests ask: what one rule finds, in which words, and what a golden case pays."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from isf_core import Policy, Schedule, schedule_payments
from isf_core.model import (
    AgreementKind,
    Arrangement,
    Backdating,
    Band,
    DeploymentOption,
    HowFarBack,
    Parameters,
    ReviewOnChange,
    SupportKind,
)
from isf_core.model.knowledge import ArrangementAsKnown
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL_RULES, Case, RuleResult
from isf_core.rules.engine.judging import judge
from isf_core.values import HOME, INTERPRETATION, IPC, Money

from .arrangements import LAST, ON, mary

WHOLE = (
    PLAIN.with_parameters("whole", IPC("5"), fee_band=Band(lowest=Money(5), highest=Money(25)))
    .with_parameters("whole", HOME("Step 6"), first_review_days=42)
    .with_parameters("whole", HOME("Step 7"), review_months=12)
    .with_parameters(
        "whole",
        INTERPRETATION("a usual local number"),
        statement_months=12,
        stray_share=Fraction(1, 4),
        stray_weeks=12,
        holder_changes=3,
        holder_change_months=12,
        options=(DeploymentOption.DIRECT_PAYMENT, DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED),
        agreements=(AgreementKind.PERSON_HOLDER,),
    )
    .replace(rules=ALL_RULES)
)
"""The plain policy's numbers with usual ones of councils, and every rule of every text: no council's, but a test's."""
NUMBERS = WHOLE.parameters.replace(
    request_days=14,
    records_years=6,
    cut_notice_days=28,
    progress_months=6,
    cancellation_hours=24,
    largest_part=Fraction(9, 10),
    broker_fee_band=Band(lowest=Money(5), highest=Money(50)),
    agreements=tuple(AgreementKind),
    exclusions=(SupportKind.ILLEGAL, SupportKind.GAMBLING),
    holder_change_review=ReviewOnChange.ALWAYS,
    backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT),
)
"""The whole policy's numbers, and one for every number that it leaves unset."""
POLICY = WHOLE.replace(parameters=NUMBERS)


def judged(code: str, arrangement: Arrangement, parameters: Parameters = NUMBERS, on: date = ON) -> RuleResult:
    """What one rule of the catalogue comes to."""
    return judge(ALL_RULES[code], Case(arrangement, on, parameters))


def said(code: str, arrangement: Arrangement, parameters: Parameters = NUMBERS, on: date = ON) -> list[str]:
    """The fields and sentences of what one rule found."""
    return [f"{each.field}: {each.message}" for each in judged(code, arrangement, parameters, on).findings]


def missed(code: str, arrangement: Arrangement, parameters: Parameters = NUMBERS, on: date = ON) -> tuple[str, ...]:
    """The fields for want of which one rule cannot tell; () where it can."""
    result = judged(code, arrangement, parameters, on)
    return tuple(each.field for each in result.findings if each.breach is None)


def applied(arrangement: Arrangement) -> Arrangement:
    """An arrangement with all its variations applied, whenever they were known."""
    return ArrangementAsKnown.in_full(arrangement).arrangement


def paid(*, until: date = LAST, policy: Policy = PLAIN, **changes: Any) -> Schedule:
    """The schedule of a golden case."""
    return schedule_payments(mary(**changes), until=until, policy=policy)


def column(schedule: Schedule, name: str) -> list[str]:
    """One component line by line, as text."""
    return [str(getattr(payment, name)) for payment in schedule]
