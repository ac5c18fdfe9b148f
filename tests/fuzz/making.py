"""Values of any type that the library states: most of them such as people record, some at an edge, some hostile."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from support.arrangements import COMPLETE, GOLDEN, MINIMAL, arrangement
from support.every_record import facts_of
from support.scenarios import SCENARIOS

import isf_core
from isf_core import PLAIN, model
from isf_core.errors import IsfError
from isf_core.model import Arrangement, Fund, Policies
from isf_core.rules import Policy
from isf_core.schedule import ResolvedTerms
from isf_core.values import ExactMoney, Money, PayCycle, Period, Rate, Timeline, WorkingDays
from isf_core.values.record import Record, Value

from .dice import Dice, one_in, pick

APRIL: Final = date(2026, 4, 6)
DEEPEST: Final = 4


class Raises:
    """What raises whenever it is looked at."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"{name}: mine")


def _inside_itself() -> list[Any]:
    held: list[Any] = []
    held.append(held)
    return held


def _deep() -> list[Any]:
    held: list[Any] = []
    for _ in range(3000):
        held = [held]
    return held


HOSTILE: Final[tuple[Callable[[], Any], ...]] = (
    lambda: None,
    lambda: True,
    lambda: 1.5,
    lambda: float("nan"),
    lambda: float("inf"),
    lambda: -1,
    lambda: 0,
    lambda: 10**18,
    lambda: 10**5000,
    lambda: -(10**40),
    lambda: "",
    lambda: " ",
    lambda: "12.345678901234567890123456789",
    lambda: "1e9",
    lambda: "\u0661\u0662",
    lambda: "x" * 100_000,
    lambda: "9" * 10_000,
    lambda: "a\nERROR b",
    lambda: "\x00\x1b[31m",
    lambda: "\u202eevil\u2066",
    lambda: "\ud800",
    lambda: "<script>alert(1)</script>[red]&amp;",
    lambda: b"12.50",
    lambda: bytearray(b"x"),
    lambda: Decimal("NaN"),
    lambda: Decimal("sNaN"),
    lambda: Decimal("Infinity"),
    lambda: Decimal("1e999999"),
    lambda: Decimal("-0.000000000000000000001"),
    lambda: Fraction(1, 10**60),
    lambda: Fraction(10**200, 7),
    lambda: 1j,
    lambda: date.min,
    lambda: date.max,
    lambda: datetime(2026, 4, 6, 12),  # noqa: DTZ001
    lambda: datetime(2026, 4, 6, tzinfo=timezone(timedelta(hours=14))),
    list,
    dict,
    lambda: set(),
    lambda: (None,),
    lambda: [[]],
    lambda: {"kind": "Person"},
    lambda: {None: 1, "ref": object()},
    lambda: object(),
    lambda: object,
    lambda: int,
    lambda: Raises(),
    lambda: ValueError("x"),
    lambda: lambda *_, **__: 1 / 0,
    lambda: range(10**12),
    lambda: itertools.repeat("x"),
    lambda: (each for each in itertools.count()),
    lambda: iter(()),
    _inside_itself,
    _deep,
)

TEXTS: Final = (
    "H-7",
    "council",
    "safe",
    "homecare",
    "P-001",
    "E-1",
    "K-1",
    "nhs",
    "contract.last_day",
    "plan",
    "fund.entries",
)
NUMBERS: Final = (
    "0",
    "0.01",
    "0.5",
    "1",
    "7",
    "12.50",
    "84.375",
    "100",
    "337.50",
    "99999999999",
    "-1",
    "0.005",
    "33.33",
)
RATES: Final = (Rate.weekly, Rate.annual, Rate.monthly, Rate.four_weekly)

CLASSES: Final[dict[str, Any]] = {
    name: held
    for place in (isf_core, model, isf_core.values)
    for name in place.__all__
    if isinstance(held := getattr(place, name), type)
}
POLICIES: Final = tuple(held for name in isf_core.__all__ if isinstance(held := getattr(isf_core, name), Policy))
FEES: Final = tuple(
    each for each in CLASSES.values() if issubclass(each, model.ManagementFee) and each is not model.ManagementFee
)


@lru_cache(maxsize=2000)
def types_of(kind: Any) -> dict[str, Any]:
    """The types of a class's fields or of what a function takes; of no use where they cannot be told."""
    try:
        return get_type_hints(kind)
    except (NameError, TypeError):
        return {}


def a_day(dice: Dice) -> date:
    """A day: mostly of the arrangement's years, sometimes at the end of a month or far away."""
    if one_in(dice, 12):
        return pick(
            dice,
            (date(2000, 1, 1), date(2024, 2, 29), date(2026, 1, 31), date(2028, 12, 31), date(2099, 12, 31), date.min),
        )
    return APRIL + timedelta(days=dice.below(900) - 100)


def a_number(dice: Dice) -> Any:
    """A number as people write it: text, whole, a fraction or a Decimal."""
    written = pick(dice, NUMBERS)
    forms: tuple[Callable[[str], Any], ...] = (str, Fraction, Decimal, lambda text: int(Fraction(text)))
    return pick(dice, forms)(written)


def hostile(dice: Dice) -> Any:
    """Something that belongs nowhere."""
    return pick(dice, HOSTILE)()


def _leaf(dice: Dice, stated: Any) -> Any:
    """A value of a plain type; LookupError where it is none."""
    makers: dict[Any, Callable[[], Any]] = {
        bool: lambda: one_in(dice, 2),
        int: lambda: pick(dice, (0, 1, 2, 4, 7, 13, 28, 52, 365)),
        str: lambda: pick(dice, TEXTS),
        date: lambda: a_day(dice),
        Fraction: lambda: Fraction(pick(dice, NUMBERS)),
        Money: lambda: Money(pick(dice, ("0", "0.01", "12.50", "337.50", "10000", "-5"))),
        ExactMoney: lambda: ExactMoney(pick(dice, NUMBERS)),
        Rate: lambda: pick(dice, RATES)(pick(dice, NUMBERS[:9])),
        PayCycle: lambda: PayCycle(pick(dice, [*isf_core.Frequency]), a_day(dice)),
        Period: lambda: Period(first_day=(first := a_day(dice)), last_day=first + timedelta(days=dice.below(500))),
        WorkingDays: lambda: facts_of(model.PaymentTerms)["working_days"],
        type(None): lambda: None,
    }
    return makers[stated]()


def an_arrangement(dice: Dice) -> Arrangement:
    """A whole arrangement, with up to five fields made anew."""
    found = pick(dice, _wholes())
    for _ in range(dice.below(6)):
        found = changed(dice, found, 0)
    return found


@lru_cache(maxsize=1)
def _wholes() -> tuple[Arrangement, ...]:
    return (*(make() for make in SCENARIOS), *(arrangement(each) for each in (COMPLETE, GOLDEN, MINIMAL)))


def changed(dice: Dice, record: Any, depth: int) -> Any:
    """A record with one field, at any depth, made anew; as it was where the new one is refused."""
    fields = [each for each in attrs.fields(type(record)) if each.init]
    field = pick(dice, fields)
    held = getattr(record, field.name)
    if isinstance(held, Record) and depth < DEEPEST and not one_in(dice, 4):
        new = changed(dice, held, depth + 1)
    elif isinstance(held, tuple) and held and isinstance(held[0], Record) and not one_in(dice, 3):
        place = dice.below(len(held))
        new = (*held[:place], changed(dice, held[place], depth + 1), *held[place + 1 :])
    else:
        new = made(dice, types_of(cast(Any, type(record))).get(field.name, object), depth + 1)
    try:
        return record.replace(**{field.name: new})
    except IsfError:
        return record


def a_policy(dice: Dice) -> Any:
    """A policy, or policies over time, some numbers of which are made anew."""
    policy: Any = pick(dice, POLICIES)
    for _ in range(dice.below(3)):
        name = pick(dice, [each.name for each in attrs.fields(model.Parameters) if each.name != "name"])
        value = made(dice, types_of(model.Parameters).get(name, object), 1)
        try:
            policy = policy.replace(parameters=policy.parameters.replace(**{name: value}))
        except IsfError:
            continue
    if one_in(dice, 4):
        days = sorted({a_day(dice) for _ in range(1 + dice.below(4))})
        return Policies(policy, *((day, pick(dice, (PLAIN, policy))) for day in days))
    return policy


SPECIAL: Final[dict[Any, Callable[[Dice], Any]]] = {
    Arrangement: an_arrangement,
    Fund: lambda dice: a_fund(dice),
    ResolvedTerms: lambda dice: isf_core.resolve_terms(an_arrangement(dice), policy=PLAIN),
    object: a_number,
    Any: a_number,
}
"""What is made in a way of its own."""


def made(dice: Dice, stated: Any, depth: int = 0) -> Any:
    """A value of a type that is stated; once in forty times a hostile one. What cannot be made is refused, IsfError."""
    if one_in(dice, 40):
        return hostile(dice)
    if ("Parameters" in str(stated) and stated is not model.Parameters) or "Polic" in str(stated):
        return a_policy(dice)
    if stated in SPECIAL:
        return SPECIAL[stated](dice)
    if get_origin(stated) is not None or isinstance(stated, UnionType):
        return _generic(dice, get_origin(stated), get_args(stated), depth)
    if isinstance(stated, TypeVar):
        return made(dice, stated.__bound__ or object, depth)
    try:
        return _leaf(dice, stated)
    except (LookupError, TypeError):
        pass
    if isinstance(stated, type) and issubclass(stated, Enum):
        return pick(dice, [*stated])
    if stated is model.ManagementFee:
        return made(dice, pick(dice, FEES), depth)
    if isinstance(stated, type) and issubclass(stated, Value) and attrs.has(stated):
        return a_record(dice, stated, depth)
    return hostile(dice) if one_in(dice, 3) else a_number(dice)


def _generic(dice: Dice, origin: Any, within: tuple[Any, ...], depth: int) -> Any:
    """A value of a union, a tuple, a timeline or another container."""
    if origin in (Union, UnionType):
        return made(dice, pick(dice, within), depth)
    if origin is Literal:
        return pick(dice, within)
    if origin is Timeline:
        days = sorted({a_day(dice) for _ in range(dice.below(4))})
        return Timeline(made(dice, within[0], depth + 1), *((day, made(dice, within[0], depth + 1)) for day in days))
    if origin is tuple and within[-1] is not Ellipsis:
        return tuple(made(dice, each, depth + 1) for each in within)
    parts = [made(dice, within[0 if origin is tuple else -1], depth + 1) for _ in range(dice.below(4))]
    return tuple(parts) if origin is tuple else parts


def a_record(dice: Dice, kind: Any, depth: int = 0) -> Any:
    """A record or value of a kind, each field made; at the depth of four as `facts_of` has it."""
    stated = types_of(kind)
    known = facts_of(kind) if issubclass(kind, Record) and kind.__module__.startswith("isf_core.model") else {}
    fields = [each for each in attrs.fields(kind) if each.init]
    given = {each.alias or each.name: known[each.name] for each in fields if each.name in known}
    anew = fields if not known or one_in(dice, 12) else [pick(dice, fields) for _ in range(dice.below(3))]
    for field in anew if depth < DEEPEST or not known else ():
        if known or field.default is attrs.NOTHING or one_in(dice, 2):
            given[field.alias or field.name] = made(dice, stated.get(field.name, object), depth + 1)
    return kind(**given)


def a_fund(dice: Dice) -> Fund:
    """A fund's account: entries of all kinds, some that correct others, commitments, hours."""
    kinds = [*isf_core.EntryKind]
    entries = []
    for number in range(dice.below(30)):
        if one_in(dice, 60):
            entries.append(a_record(dice, isf_core.Entry))
            continue
        entries.append(
            isf_core.Entry(
                ref=f"E-{number}",
                on=a_day(dice),
                kind=pick(dice, kinds),
                amount=pick(dice, ("0.01", "12.50", "337.50", "1000", "84.37")),
                corrects=f"E-{dice.below(number)}" if number and one_in(dice, 40) else None,
                support=pick(dice, ("homecare", None, "club")),
            )
        )
    fund: Fund = model.Fund(entries=tuple(entries), commitments=(), hours=(), visits=())
    return changed(dice, fund, 1) if one_in(dice, 2) else fund
