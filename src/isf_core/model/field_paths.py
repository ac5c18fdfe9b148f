"""Change one value deep inside a record, by its path, in one call.

>>> from .budget import PersonalBudget
>>> from ..values.rates import Rate
>>> with_value(PersonalBudget(), "contribution", Rate.weekly("20")).contribution
Timeline(Rate.weekly('20'))

A path is field names joined by points; an entry of a tuple is named in brackets: by its reference, as in
`plan.supports[homecare].outcomes`; one that has none by what it says first, as the party in
`contract.signatures[funder].signed_on`, the topic, the provider or the question; or by its place, from 0. So do the
fields of findings. What is put there passes the record's own checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

import attrs

from ..errors import IsfError, quote, several
from ..values.checks import instance, text
from ..values.record import Record

R = TypeVar("R", bound=Record)

_STEPS = re.compile(r"[a-z_]+(?:\[[^\[\]]+\])?")
_STEP = re.compile(r"([a-z_]+)(?:\[([^\[\]]+)\])?")


class NoSuchPath(IsfError):
    """A path that leads nowhere."""


def with_value(record: R, path: str, value: object) -> R:
    """The same record with one value changed; everything above it is made anew and checked.

    Raises NoSuchPath naming the part of the path that leads nowhere, and whatever the changed
    record's own check raises.
    """
    changed: R = _changed(record, text("path", path), path, value)
    return changed


def put(record: R, path: str, value: object) -> R:
    """The same record with a value that fits the field, which nothing else in its records speaks of: no check again."""
    return put_all(record, {path: value})


def put_all(record: R, values: Mapping[str, object]) -> R:
    """The same with several values, by their paths: each record on the way is made anew once."""
    given: dict[str, object] = {}
    deeper: dict[str, dict[str, object]] = {}
    for path, value in values.items():
        name, _, rest = path.partition(".")
        if rest:
            deeper.setdefault(name, {})[rest] = value
        else:
            given[name] = value
    for name, within in deeper.items():
        given[name] = put_all(getattr(record, name), within)
    kind: type[Any] = type(record)
    made: R = object.__new__(kind)
    held_by, keep = _fields_of(kind)  # type: ignore[arg-type]  # a class is hashable
    for put_in, held in zip(keep.values(), held_by(record)[1:], strict=True):
        put_in(made, held)
    for name, value in given.items():
        keep[name](made, value)
    return made


@lru_cache(maxsize=256)
def _fields_of(kind: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, Callable[[Any, Any], None]]]:
    """How all fields of a record are read, and how each is put into a new one, without its checks."""
    names = [field.name for field in attrs.fields(kind)]
    # The class comes first, so that what is read of a record of one field is a tuple too.
    return attrgetter("__class__", *names), {name: getattr(kind, name).__set__ for name in names}


def path_in_words(path: str, said: Callable[[str], str] = str) -> str:
    """A path as people read it: the fact, and where it stands.

    `said` gives each name of a field in other words, as a translation does; what somebody wrote down stays as it is.

    >>> path_in_words("contract.signatures[holder].signed_on"), path_in_words("holder")
    ('signed on (contract, signatures: ISF provider)', 'ISF provider')
    """
    steps = (_read(step, path) for step in _STEPS.findall(path))
    *places, fact = [
        said(name_in_words(name)) + (f": {said(name_in_words(ref)) if ref == 'holder' else ref}" if ref else "")
        for name, ref in steps
    ] or [path]
    return f"{fact} ({', '.join(places)})" if places else fact


def name_in_words(name: str) -> str:
    """A field's name as people read it.

    >>> name_in_words("holder_told_on")
    'ISF provider told on'
    """
    return name.replace("_", " ").replace("holder", "ISF provider")


class KnownBy(Enum):
    """Who knows a fact: whom to ask where it is not recorded."""

    ASSESSOR = "the assessor"
    """The practitioner who assesses, plans and reviews with the person."""
    COUNCIL = "the council"
    """Whoever commissions: contract, register, policy."""
    FINANCE = "the council's finance team"
    PERSON = "the person"
    PROVIDER = "the ISF provider"


_KNOWN_BY = {
    "": KnownBy.COUNCIL,
    "person": KnownBy.ASSESSOR,
    "holder.kind": KnownBy.PROVIDER,
    "holder.readiness": KnownBy.PROVIDER,
    "funding": KnownBy.FINANCE,
    "budget.contribution": KnownBy.FINANCE,
    "budget.exemptions": KnownBy.FINANCE,
    "budget.financial_assessments": KnownBy.FINANCE,
    "budget.stated": KnownBy.ASSESSOR,
    "plan": KnownBy.ASSESSOR,
    "plan.supports": KnownBy.PROVIDER,
    "plan.stated_cost": KnownBy.PROVIDER,
    "plan.pools": KnownBy.PROVIDER,
    "contract.payment": KnownBy.FINANCE,
    "contract.subcontracting": KnownBy.PROVIDER,
    "agreements": KnownBy.PROVIDER,
    "payments_set_up_on": KnownBy.FINANCE,
    "needs": KnownBy.ASSESSOR,
    "lifecycle": KnownBy.ASSESSOR,
    "lifecycle.choice": KnownBy.PERSON,
    "lifecycle.provider_requests": KnownBy.PERSON,
    "lifecycle.mediations": KnownBy.COUNCIL,
    "lifecycle.progress": KnownBy.PROVIDER,
    "providers": KnownBy.PROVIDER,
    "fund": KnownBy.PROVIDER,
}
"""By how a field's path begins, who knows it; the longest beginning counts."""


def known_by(path: str) -> KnownBy:
    """Who knows a field: whom to ask for it. Raises IsfError for what is no text.

    >>> known_by("plan.supports[homecare].cost").value, known_by("contract.signatures[holder].signed_on").value
    ('the ISF provider', 'the council')
    """
    steps = re.sub(r"\[[^\]]*\]", "", instance("known_by", path, str, "give a field's path")).split(".")
    begins = (".".join(steps[:length]) for length in range(len(steps), -1, -1))
    return next(_KNOWN_BY[begin] for begin in begins if begin in _KNOWN_BY)


def by_who_knows(paths: Iterable[str]) -> dict[KnownBy, list[str]]:
    """Fields by who knows them: whom to ask for what.

    >>> by_who_knows(["fund.entries", "contract.form", "plan.supports"])
    {<KnownBy.COUNCIL: 'the council'>: ['contract.form'], <KnownBy.PROVIDER: 'the ISF provider'>: ['fund.entries', \
'plan.supports']}
    """
    held: dict[KnownBy, list[str]] = {who: [] for who in KnownBy}
    for path in paths:
        held[known_by(path)].append(path)
    return {who: theirs for who, theirs in held.items() if theirs}


def value_at(record: Record, path: str) -> Any:
    """The value that a path leads to. Raises NoSuchPath."""
    here: Any = record
    for step in text("path", path).split("."):
        name, ref = _read(step, path)
        here = _member(_field(here, name, path), ref, path) if ref else _field(here, name, path)
    return here


def _changed(record: Any, rest: str, path: str, value: object) -> Any:
    step, _, deeper = rest.partition(".")
    name, ref = _read(step, path)
    held = _field(record, name, path)
    if ref:
        entry = _member(held, ref, path)
        made = _changed(entry, deeper, path, value) if deeper else value
        return record.replace(**{name: tuple(made if each is entry else each for each in held)})
    return record.replace(**{name: _changed(held, deeper, path, value) if deeper else value})


def _read(step: str, path: str) -> tuple[str, str | None]:
    found = _STEP.fullmatch(step)
    if found is None:
        raise NoSuchPath(f"path {quote(path)}", f"{quote(step)} is no step", "write field.field[reference].field")
    return found[1], found[2]


def _field(record: Any, name: str, path: str) -> Any:
    if record is None:
        raise NoSuchPath(f"path {quote(path)}", f"what is before {quote(name)} is not recorded", "record it first")
    if not isinstance(record, Record):
        raise NoSuchPath(f"path {quote(path)}", f"{quote(name)} is past the end of it", "end the path before")
    names = [field.name for field in attrs.fields(type(record)) if field.init]  # type: ignore[arg-type]
    if name not in names:
        wrong = f"{type(record).__name__} has no field {quote(name)}"
        raise NoSuchPath(f"path {quote(path)}", wrong, f"it has {', '.join(names)}")
    return getattr(record, name)


def _member(held: Any, ref: str, path: str) -> Any:
    entries = held if isinstance(held, tuple) else ()
    names = [_name_of(entry, str(place)) for place, entry in enumerate(entries)]
    places = [place for place, name in enumerate(names) if name == ref]
    if not places and ref in map(str, range(len(entries))) and not names[int(ref)].isdecimal():
        places = [int(ref)]
    if len(places) == 1:
        return entries[places[0]]
    wrong, right = f"there is no entry {quote(ref)}", f"there are {several(names)}"
    if places:
        wrong = f"{len(places)} entries are {quote(ref)}"
        right = f"give the place of one: {places[0]} or {places[1]}"
    raise NoSuchPath(f"path {quote(path)}", wrong, right)


def _name_of(entry: Any, place: str) -> str:
    """By what a path names an entry: its reference, else whose or what it says first that it is, else its place."""
    ref = getattr(entry, "ref", None)
    if ref is None and isinstance(entry, Record):
        ref = getattr(entry, attrs.fields(type(entry))[0].name)  # type: ignore[arg-type]
    elif ref is None:
        ref = entry
    name = ref.value if isinstance(ref, Enum) else ref
    return str(name) if isinstance(name, (str, int)) else place
