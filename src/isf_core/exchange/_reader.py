"""Plain data read back into values: every fault is noted with its path, and reading goes on beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from types import GenericAlias
from typing import Any, Final, TypeVar, get_args, get_origin

from ..errors import IsfError, quote
from ..model.parameters import Policies
from ..rules.catalogue import ALL_RULES
from ..rules.engine.case import Case
from ..rules.engine.definition import Breach, Rule
from ..schedule.build import Schedule
from ..schedule.lines import ScheduleData, ShownParts
from ..schedule.payment import Payment, Payments
from ..values.money import ExactMoney, Money, plain_number
from ..values.plain_data import plain_form
from ..values.rates import Rate
from ..values.running_totals import LongFraction
from ..values.timeline import Timeline
from ..values.working_days import WorkingDays
from ._kinds import Stated, choices, fields_of, is_named_tuple, parts_of

MOST_VALUES = 1_000_000
"""Values in one document."""
MOST_LEVELS = 100
"""Levels of one document, each inside the other."""
MOST_FAULTS = 1_000
"""Faults that are named; reading stops at the last."""

UNREAD: Final = object()
"""What stands for a value that could not be read."""

_A_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_A_SUM = re.compile(r"-?[0-9]{1,40}\.[0-9]{2}")
_A_LONG_NUMBER = re.compile(r"-?[0-9]{1,3914}(/[0-9]{1,3914})?")
_A_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60}|/[0-9]{1,60})?")
_WORDS = {date: "a date such as '2026-04-06'", Money: "a sum such as '84.00'", Fraction: "a number such as '1/3'"}
_WORDS |= {LongFraction: "a number such as '1/3'", str: "a text", int: "a whole number", bool: "true or false"}


class _Stop(Exception):
    """There are more faults than are named."""


class Reader:
    """Reads one document; `faults` are errors whose `where` is the path in it."""

    def __init__(self, kinds: Mapping[str, type[Any]]) -> None:
        self.faults: list[IsfError] = []
        self._kinds = kinds
        self._left = MOST_VALUES

    def document(self, data: object, path: str) -> Any:
        """What stands in a document, whatever it is."""
        try:
            return self._read(data, object, path, 0)
        except _Stop:
            return UNREAD

    def _fault(self, path: str, wrong: str, right: str) -> Any:
        self.faults.append(IsfError(path, wrong, right))
        if len(self.faults) >= MOST_FAULTS:
            raise _Stop
        return UNREAD

    def _read(self, data: object, holds: Any, path: str, level: int) -> Any:
        self._left -= 1
        if self._left < 0 or level > MOST_LEVELS:
            self._fault(path, "the document is too large from here on", f"give at most {MOST_VALUES:,} values")
            raise _Stop
        allowed = choices(holds)
        if data is None and (type(None) in allowed or is_open(allowed)):
            return None
        if isinstance(data, dict):
            return self._object(data, allowed, path, level)
        if isinstance(data, list):
            return self._list(data, allowed, path, level)
        if isinstance(data, (bool, int, str)):
            if type(data) in allowed or is_open(allowed):
                return data
            if isinstance(data, str):
                for choice in allowed:
                    found = self._leaf(data, choice)
                    if found is not UNREAD:
                        return found
        return self._fault(path, f"{quote(data)} stands here", f"give {_said(allowed)}")

    def _leaf(self, text: str, kind: Any) -> Any:
        """A text as a date, a sum, a number or a member; UNREAD where it is none, in the one form that each has."""
        if kind is date and _A_DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                return UNREAD
        if kind is Money and _A_SUM.fullmatch(text):
            try:
                made = Money(text)
            except IsfError:
                return UNREAD
            return made if str(made) == text else UNREAD
        if kind is Fraction:
            return _number(text, str)
        if kind == LongFraction:
            return _number(text, str, _A_LONG_NUMBER)
        if isinstance(kind, type) and issubclass(kind, Enum):
            name, _, member = text.partition(".")
            return kind.__members__.get(member, UNREAD) if name == kind.__name__ else UNREAD
        return UNREAD

    def _list(self, data: list[object], allowed: tuple[Any, ...], path: str, level: int) -> Any:
        for choice in allowed:
            parts: tuple[Any, ...] | None = None
            if is_named_tuple(choice):
                parts = parts_of(choice)
            elif get_origin(choice) in (list, Sequence):
                parts = (get_args(choice)[0],) * len(data)
            elif get_origin(choice) is tuple:
                held = get_args(choice)
                parts = (held[0],) * len(data) if len(held) == 2 and held[1] is Ellipsis else held
            elif choice is object or choice is Any or isinstance(choice, TypeVar):
                parts = (object,) * len(data)
            if parts is not None:
                return self._parts(data, choice, parts, path, level)
        return self._fault(path, "a list stands here", f"give {_said(allowed)}")

    def _parts(self, data: list[object], choice: Any, parts: tuple[Any, ...], path: str, level: int) -> Any:
        if len(parts) != len(data):
            return self._fault(path, f"a list of {len(data)} stands here", f"give a list of {len(parts)}")
        made = [
            self._read(each, part, f"{path}[{place}]", level + 1)
            for place, (each, part) in enumerate(zip(data, parts, strict=True))
        ]
        if any(each is UNREAD for each in made):
            return UNREAD
        if get_origin(choice) in (list, Sequence):
            return made
        return choice(*made) if is_named_tuple(choice) else tuple(made)

    def _object(self, data: dict[object, object], allowed: tuple[Any, ...], path: str, level: int) -> Any:
        if ByYear in allowed:
            return data
        name = data.get("kind")
        if any(get_origin(choice) is Callable for choice in allowed):
            return _named(data.get("name"), lambda case: None)
        if not isinstance(name, str):
            return self._fault(f"{path}.kind", "it does not say what it is", f"give {_said(allowed)}")
        leaf: Any = {"date": date, "Money": Money, "Fraction": Fraction}.get(name) or self._kinds.get(name)
        is_leaf = leaf in (date, Money, Fraction) or (isinstance(leaf, type) and issubclass(leaf, Enum))
        if is_leaf and (leaf in allowed or is_open(allowed)):
            text = data.get("text")
            found = self._leaf(text, leaf) if isinstance(text, str) and len(data) == 2 else UNREAD
            right = f"give {{'kind': '{name}', 'text': ...}} and nothing beside, with {_said((leaf,))}"
            return self._fault(path, f"{quote(text)} is none", right) if found is UNREAD else found
        if name == "frozenset" and any(choice is object or get_origin(choice) is frozenset for choice in allowed):
            return self._set(data, path, level)
        if leaf is None:
            near = ", ".join(_nearest(name, self._kinds))
            right = f"give one that the library has (those most like it: {near}), or hand its class in by also="
            return self._fault(f"{path}.kind", f"there is no kind {quote(name)}", right)
        choice = None if is_leaf else next((each for each in allowed if takes(each, leaf)), None)
        if choice is None:
            return self._fault(f"{path}.kind", f"{quote(name)} stands here", f"give {_said(allowed)}")
        return self._made(leaf, data, choice, path, level)

    def _set(self, data: dict[object, object], path: str, level: int) -> Any:
        held = data.get("of")
        if not isinstance(held, list):
            return self._fault(f"{path}.of", f"{quote(held)} stands here", "give a list")
        made = self._list(held, (object,), f"{path}.of", level)
        try:
            return made if made is UNREAD else frozenset(made)
        except TypeError:
            return self._fault(f"{path}.of", "it holds what may be changed", "give values")

    def _made(self, kind: Any, data: dict[object, object], choice: Any, path: str, level: int) -> Any:
        """A value of a kind, made by its constructor, which checks it."""
        fields = fields_in_plain(kind)
        if kind is Timeline:
            held = (get_args(choice) or (object,))[0]
            changes = GenericAlias(tuple, (GenericAlias(tuple, (date, held)), Ellipsis))
            fields = (fields[0]._replace(holds=held), fields[1]._replace(holds=changes))
        known = {field.key: field for field in fields}
        unread = False
        for key in data:
            if key != "kind" and key not in known:
                right = f"{kind.__name__} has {', '.join(_nearest(str(key), known))}"
                self._fault(f"{path}.{str(key)[:40]}", "there is no such field", right)
                unread = True
        made: dict[str, Any] = {}
        for key, field in known.items():
            if key in data:
                made[field.name] = self._read(data[key], field.holds, f"{path}.{field.name}", level + 1)
                unread = unread or made[field.name] is UNREAD
            elif type(None) in choices(field.holds):
                made[field.name] = None
            elif not field.has_default:
                self._fault(f"{path}.{field.name}", "it is missing", f"give {_said(choices(field.holds))}")
                unread = True
        return UNREAD if unread else self._built(kind, made, path)

    def _built(self, kind: type[Any], made: dict[str, Any], path: str) -> Any:
        try:
            return _OWN_WAYS[kind](**made) if kind in _OWN_WAYS else kind(**made)
        except IsfError as error:
            inside = error.where.removeprefix(kind.__name__)
            where = f"{path}{inside}" if inside != error.where and inside[:1] in ("", ".", "[") else path
            about = "" if where != path or inside != error.where else f"{error.where}: "
            self.faults.append(_caused(IsfError(where, f"{about}{error.wrong}", error.right), error))
        except Exception as error:  # a council's own class may raise anything
            wrong = f"{kind.__name__} refuses it with {type(error).__name__}"
            self.faults.append(_caused(IsfError(path, wrong, "give what its class takes"), error))
        return UNREAD


def fields_in_plain(kind: Any) -> tuple[Stated, ...]:
    """The fields of a kind as plain data have them."""
    return _OWN_FIELDS.get(kind) or fields_of(kind)


def _caused(fault: IsfError, cause: Exception) -> IsfError:
    fault.__cause__ = cause
    return fault


def is_open(allowed: tuple[Any, ...]) -> bool:
    """Whether a text here may be a text, and what is none says what it is."""
    return any(each is object or each is Any or isinstance(each, TypeVar) for each in allowed) or (
        str in allowed and len(allowed) > 1 + (type(None) in allowed)
    )


def takes(choice: Any, kind: type[Any]) -> bool:
    """Whether what a field may hold takes a value of a kind."""
    choice = get_origin(choice) or choice
    if choice is object or choice is Any or isinstance(choice, TypeVar):
        return True
    if getattr(choice, "_is_protocol", False):
        return all(hasattr(kind, name) for name in vars(choice) if not name.startswith("_"))
    return issubclass(kind, choice)


def _said(allowed: tuple[Any, ...]) -> str:
    """What would be right, in words."""
    out = []
    for each in allowed:
        origin = get_origin(each) or each
        if each in _WORDS:
            out.append(_WORDS[each])
        elif origin is tuple or is_named_tuple(origin):
            out.append("a list")
        elif isinstance(origin, type) and issubclass(origin, Enum):
            members = [f"'{origin.__name__}.{name}'" for name in origin.__members__]
            out.append(" or ".join(members) if len(members) < 3 else f"{', '.join(members[:8])}")
        elif origin is object or origin is Any or isinstance(origin, TypeVar):
            out.append("a value with its kind")
        elif origin is not type(None):
            out.append(f"an object of kind '{getattr(origin, '__name__', origin)}'")
    return " or ".join(out) or "null"


def _nearest(name: str, known: Mapping[str, object]) -> list[str]:
    """The names that are most like one that is not there."""

    def alike(other: str) -> int:
        return len(
            {*zip(name.lower(), name.lower()[1:], strict=False)}
            & {*zip(other.lower(), other.lower()[1:], strict=False)}
        )

    return sorted(known, key=lambda other: (-alike(other), other))[:5]


def _number(text: str, written: Any, form: re.Pattern[str] = _A_NUMBER) -> Any:
    """An exact number, where the text is the one in which it is written."""
    if not form.fullmatch(text):
        return UNREAD
    try:
        found = Fraction(text)
    except ZeroDivisionError:
        return UNREAD
    return found if written(found) == text else UNREAD


def _pounds(pounds: str) -> ExactMoney:
    found = _number(pounds, plain_number)
    if found is UNREAD:
        raise IsfError("ExactMoney.pounds", f"{quote(pounds)} is no number", "give one such as '84.375' or '1/3'")
    return ExactMoney(found)


def _rate(amount: str, unit: Any) -> Rate:
    found = _number(amount, plain_number)
    if found is UNREAD:
        raise IsfError("Rate.amount", f"{quote(amount)} is no number", "give one such as '84.375' or '1/3'")
    return Rate(found, unit)


def _rule(code: str, **stated: Any) -> Rule:
    """The library's rule where its words are those that are stored; else one that is named and judges nothing."""
    stored = Rule(code=code, **stated)
    if code in ALL_RULES and plain_form(ALL_RULES[code]) == plain_form(stored):
        return ALL_RULES[code]
    named = {each.test.__name__: _named(each.test.__name__, lambda case: True) for each in stored.when}
    return stored.replace(
        test=_named(stored.test.__name__, lambda case: case.require(None, f"rules.{code}")),
        when=tuple(each.replace(test=named[each.test.__name__]) for each in stored.when),
    )


def _named(name: object, judge: Callable[[Case], Any]) -> Any:
    """A function in the place of one that was stored by its name."""

    def unknown(case: Case) -> Any:
        return judge(case)

    unknown.__name__ = name if isinstance(name, str) else "unknown"
    return unknown


def _calendar(first: date, last: date, proclaimed_to: date, holidays: Any) -> WorkingDays:
    return WorkingDays(frozenset(_days_of(holidays)), first, last, proclaimed_to)


def _days_of(holidays: Mapping[Any, Any]) -> Iterator[date]:
    for year, days in holidays.items():
        for day in days.split(" ") if isinstance(days, str) else ("?",):
            try:
                if not _A_DATE.fullmatch(f"{year}-{day}"):
                    raise ValueError
                yield date.fromisoformat(f"{year}-{day}")
            except ValueError:
                wrong = f"{quote(f'{year}-{day}')} is no day"
                raise IsfError("WorkingDays.holidays", wrong, "give days by year, such as '04-03 04-06'") from None


class ByYear:
    """Days by year, in short: a dict of texts."""


_SCHEDULE = (
    Stated("parts", "parts", tuple[ScheduleData, ...], False),
    Stated("shown", "shown", ShownParts | None, False),
    Stated("places", "places", tuple[int, ...], False),
)
_OWN_FIELDS: dict[type[Any], tuple[Stated, ...]] = {
    Payment: (
        Stated("number", "number", int, False),
        Stated("data", "data", ScheduleData, False),
        Stated("shown", "shown", ShownParts | None, False),
    ),
    Payments: _SCHEDULE,
    Schedule: _SCHEDULE,
    ExactMoney: (Stated("pounds", "pounds", str, False),),
    Rate: (Stated("amount", "amount", str, False), fields_of(Rate)[1]),
    WorkingDays: (
        Stated("first", "first", date, False),
        Stated("last", "last", date, False),
        Stated("proclaimed_to", "proclaimed_to", date, False),
        Stated("holidays", "holidays", ByYear, False),
    ),
}


def _policies(entries: Any, sources: Any = ()) -> Policies[Any]:
    return Policies(*(held if since is None else (since, held) for since, held in entries)).cites(sources)


_OWN_WAYS: dict[type[Any], Any] = {
    ExactMoney: _pounds,
    Rate: _rate,
    WorkingDays: _calendar,
    Timeline: lambda first, changes: Timeline(first, *changes),
    Policies: _policies,
    Payment: Payment.from_stored,
    Payments: Payments.from_stored,
    Schedule: Schedule.from_stored,
    Breach: lambda where, facts, owed_by, trees=(): Breach(where, owed_by=owed_by, trees=trees, **dict(facts)),
    Rule: _rule,
}
