"""Every record of the model with every field recorded, for the laws that hold of them all.

The facts are made from the types of the fields; OWN gives those that must fit with one another or stand in
a range of their own.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from isf_core import model as m
from isf_core.policies.plain import PLAIN
from isf_core.values import ExactMoney, Money, Period, Rate, Timeline, WorkingDays
from isf_core.values.record import Record

from .arrangements import AUTUMN, HOMECARE, LAST, NAME, OUTCOMES, START, TERMS, sound

MARY = sound()

RECORDS: tuple[type[Record], ...] = tuple(
    kind for name in m.__all__ if isinstance(kind := getattr(m, name), type) and issubclass(kind, Record)
)

LATE = {"last_day", "until", "signed_on", "considered_on"}
"""Days that come after others."""

TEXTS = {"outcome": OUTCOMES[0].ref, "outcomes": OUTCOMES[0].ref, "statement": "ref"}
"""Texts that name something by its reference; all others are the names of their fields."""

BY_TYPE: dict[object, Any] = {
    bool: True,
    int: 6,
    Fraction: Fraction(1, 3),
    Money: Money("12.50"),
    ExactMoney: ExactMoney("84.375"),
    Rate: Rate.weekly(84),
    Period: Period(first_day=START, last_day=LAST),
    WorkingDays: TERMS.working_days,
    type(TERMS.cycle): TERMS.cycle,
    m.ManagementFee: m.FixedFee(per_week="10"),
    object: LAST,
}

OWN: dict[type[Record], dict[str, Any]] = {
    m.Accreditation: {"answers": (m.Answered(question=1, answer=m.Answer.YES),)},
    m.Arrangement: {
        "funding": MARY.funding,
        "variations": (m.Variation(effective=AUTUMN, changes=(m.Change("contract.last_day", LAST),)),),
        "later": (),  # which as_known makes of the variations: an arrangement has the one or the other
    },
    m.AtMost: {"limit": m.PerWeek("10"), "charges": (m.PerWeek("12"),)},
    m.Backdating: {"how_far": m.HowFarBack.TO_A_DATE},
    m.Band: {"lowest": Money(5), "highest": Money(25)},
    m.BlockContract: {"people": (m.Covered(person="P-001", weight=3), m.Covered(person="P-002", weight=1))},
    m.Change: {"path": "contract.last_day"},
    m.Entry: {"corrects": "E-1", "commitment": "K-1"},
    m.Fund: {
        "entries": (m.Entry(ref="E-1", on=START, kind=m.EntryKind.FUNDER_PAYMENT, amount="337.50"),),
        "surplus_told_on": (START, AUTUMN),
    },
    m.HoursEntry: {"kind": m.HoursKind.BANKED},
    m.LimitedFee: {"limit": m.PercentageFee(percent="15", base=m.FeeBase.GROSS)},
    m.NeedsAssessment: {"not_achieved": (m.AdultOutcome.NUTRITION, m.AdultOutcome.HYGIENE)},
    m.Outcome: {"area": m.CarerOutcome.RECREATION},
    m.Parameters: {"name": PLAIN.name, "weeks_in_year": Fraction(52)},
    m.PaymentTerms: {"weeks_in_year": Fraction(365, 7)},
    m.Phase: {"payment": TERMS, "funding": MARY.funding},
    m.PlusVat: {"charges": (m.PerWeek("10"),)},
    m.Rating: {"score": 2},
    m.Support: {"cost": HOMECARE.cost},
    m.SupportPlan: {"outcomes": OUTCOMES, "supports": (HOMECARE,)},
    m.Survey: {"asked": 45},
    m.SurplusRule: {"of": m.SurplusBase.WEEKLY_BUDGET, "no_cap": False},
    m.SuspensionRule: {"full_days": 28, "steps": (), "ends_after": m.OPEN_ENDED},
    m.TieredFee: {"tiers": (m.Tier(level="level", fee=m.NoFee()),)},
    m.Tier: {"fee": m.FixedFee(per_week="10")},
    m.VisitRecord: {"starts_at": 540},
}
"""Facts that fit with other facts."""


def fields(kind: type[Record]) -> list[Any]:
    """A record's fields."""
    return [*attrs.fields(kind)]  # type: ignore[arg-type]  # every record is an attrs class


def made(stated: Any, name: str) -> Any:
    """A fact of the type that is stated, the first of several."""
    if get_origin(stated) in (Union, UnionType):
        kinds = [kind for kind in get_args(stated) if kind is not type(None)]
        return made(next((kind for kind in kinds if kind is m.Clause), kinds[0]), name)
    if get_origin(stated) is tuple:
        return (made(get_args(stated)[0], name),)
    if get_origin(stated) is Timeline:
        return Timeline(made(get_args(stated)[0], name))
    if stated is str:
        return TEXTS.get(name, name)
    if stated is date:
        return LAST if name in LATE else START
    if stated in BY_TYPE:
        return BY_TYPE[stated]
    return [*stated][-1] if issubclass(stated, Enum) else full(stated)


FULL: dict[type[Record], dict[str, Any]] = {}
"""Every record with every field recorded."""


def facts_of(kind: type[Record]) -> dict[str, Any]:
    """A record's facts, by field, with every one recorded."""
    if kind in FULL:
        return FULL[kind]
    stated = get_type_hints(kind)
    facts = {each.name: made(stated[each.name], each.name) if each.repr else NAME for each in fields(kind)}
    if "working_days" in facts:
        facts["working_days"] = TERMS.working_days
    return FULL.setdefault(kind, {**facts, **OWN.get(kind, {})})


BESIDE: dict[tuple[type[Record], str], dict[str, Any]] = {
    (m.Visits, "bank_holiday_hourly"): {"bank_holidays_a_year": Fraction(0)},
    (m.Backdating, "earliest"): {"how_far": m.HowFarBack.NEVER},
    (m.SurplusRule, "share"): {"of": None},
    (m.SurplusRule, "of"): {"share": None},
    (m.HoursEntry, "hourly"): {"kind": m.HoursKind.USED},
}
"""What must change beside a field that is not recorded, for the two go together."""

WHERE_TRUE: dict[tuple[type[Record], str], dict[str, Any]] = {
    (m.SurplusRule, "no_cap"): {"share": None, "of": None, "weeks": None, "amount": None},
}
"""What must change beside a yes, for the two do not go together."""

ONE_OF: dict[type[Record], dict[str, Any]] = {m.SurplusRule: {"weeks": 8}}
"""What a record is given where it needs one or another of its fields, and none in particular."""


def full(kind: type[Record], /, **changes: Any) -> Any:
    """A record with every field recorded, some of them changed."""
    return kind(**{**facts_of(kind), **changes})


for kind in RECORDS:
    facts_of(kind)


def needed(kind: type[Record]) -> dict[str, Any]:
    """The facts that a record cannot be made without."""
    return {field.name: FULL[kind][field.name] for field in fields(kind) if field.default is attrs.NOTHING}


def least(kind: type[Record]) -> Any:
    """A record with only what it cannot be without."""
    facts = needed(kind)
    for (each, name), beside in BESIDE.items():
        if each is kind and name not in facts:
            facts.update(beside)
    return kind(**{**facts, **ONE_OF.get(kind, {})})
