"""What the tests ask of Mary's arrangement with everything recorded: what one rule finds, and in which words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from isf_core.model import (
    AgreementKind,
    Arrangement,
    Backdating,
    Band,
    HowFarBack,
    Parameters,
    ReviewOnChange,
    SupportKind,
)
from isf_core.model.knowledge import ArrangementAsKnown
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, RuleResult
from isf_core.rules.engine.report import judge
from isf_core.values import Money

from .arrangements import (
    ART,
    AUTUMN,
    CLAUSE,
    CLAUSES,
    DAY_AFTER,
    DAY_BEFORE,
    ENDS,
    HOLDER,
    HOMECARE,
    LAST,
    LIFE,
    NAME,
    NEEDS,
    NO_ACCOUNT,
    ON,
    ONE_DAY,
    OUTCOMES,
    POOL,
    PROVIDERS,
    SIGNED,
    START,
    TERMS,
    sound,
)

__all__ = [
    "ART",
    "AUTUMN",
    "CLAUSE",
    "CLAUSES",
    "DAY_AFTER",
    "DAY_BEFORE",
    "ENDS",
    "HOLDER",
    "HOMECARE",
    "LAST",
    "LIFE",
    "NAME",
    "NEEDS",
    "NO_ACCOUNT",
    "NUMBERS",
    "ON",
    "ONE_DAY",
    "OUTCOMES",
    "POLICY",
    "POOL",
    "PROVIDERS",
    "SIGNED",
    "START",
    "TERMS",
    "applied",
    "judged",
    "missed",
    "said",
    "sound",
]

NUMBERS = PLAIN.parameters.replace(
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
"""The plain policy's numbers, and one for every number that it leaves unset."""
POLICY = PLAIN.replace(parameters=NUMBERS)


def judged(code: str, arrangement: Arrangement, parameters: Parameters = NUMBERS, on: date = ON) -> RuleResult:
    """What one rule of the catalogue comes to."""
    return judge(ALL[code], Case(arrangement, on, parameters))


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
