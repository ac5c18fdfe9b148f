"""Values and results as plain data, to keep and to send, and back.

>>> from datetime import date
>>> from ..values import Frequency, PayCycle
>>> stored = to_plain(PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)))
>>> stored["schema"], stored["kind"], stored["anchor"]
(1, 'PayCycle', '2026-04-06')
>>> from_plain(stored)
PayCycle(Frequency.FOUR_WEEKLY, anchor=2026-04-06)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from ..errors import IsfError, UnreadableData, quote
from ..values import plain_data
from ..values.checks import instance, listed
from ..values.plain_data import Data
from ..version import __version__
from ._forms import Forms
from ._kinds import kinds
from ._own_ways import UNREAD
from ._reader import Reader

SCHEMA = 1
"""The version of the form. A document of another version is refused by name."""

_HEAD = ("schema", "isf_core")
_OURS = __name__.rpartition(".exchange.")[0] + "."
_KEEP_INSTEAD: Mapping[str, str] = {
    "BookComparison": "store its table()",
    "BookResult": "store what it holds: require()",
    "Chart": "keep its svg(), or its spec as JSON",
    "Letter": "keep its text, str(letter), or its html()",
    "RowsRead": "store its arrangements, and its table() of problems",
}
"""What to keep of what is made to be read once; of anything else that is not stored, the facts that it is made of."""


def to_plain(value: object, *, names: bool = True) -> dict[str, Data]:
    """A value or a result of the library as a document of plain data: what JSON has, and nothing else.

    It names its `schema` (1), the version of `isf_core` that made it, and its `kind`. A list is a document of kind
    `tuple`. With `names=False` the names of people and organisations and how to reach them are left out; their
    references stay.

    Raises IsfError for what has no plain form, such as a float, and for what is not stored, such as a letter.

    >>> from ..values import Money
    >>> to_plain(Money("12.50"))["text"]
    '12.50'
    """
    instance("to_plain.names", names, bool, "give True or False")
    for each in value if isinstance(value, (tuple, list)) else (value,):
        _is_stored(type(each))
    if isinstance(value, (tuple, list)):
        data: Data = {"kind": "tuple", "of": plain_data.plain_form_open(value, "to_plain")}
    else:
        data = plain_data.plain_form_open(value, "to_plain")
    if not isinstance(data, dict):
        raise IsfError("to_plain", f"{quote(value)} is plain as it is", "give a value of the library, or a tuple")
    if not names:
        _without_names(data, kinds())
    return {"schema": SCHEMA, "isf_core": __version__, **data}


def from_plain(data: object, *, also: Iterable[type[Any]] = ()) -> Any:
    """The value that a document of `to_plain` holds, equal to what was stored, and checked as when it was made.

    A result comes back as it was stored: nothing is worked out again. A rule that the library does not have, or has
    in other words, comes back under its code and judges nothing. `also` are a council's own attrs classes.

    Raises UnreadableData, which names every fault of the document by its path; IsfError for what is no document.

    >>> from_plain({"schema": 1, "kind": "Rate", "amount": "84.375", "unit": "RateUnit.FORTNITE", "note": "x"})
    Traceback (most recent call last):
        ...
    isf_core.errors.UnreadableData: from_plain: 2 faults: Rate.note: there is no such field; Rate has amount, unit. \
Rate.unit: 'RateUnit.FORTNITE' stands here; give 'RateUnit.WEEK', 'RateUnit.FOUR_WEEKS', 'RateUnit.MONTH', \
'RateUnit.YEAR'
    """
    known = _forms(listed("from_plain.also", also, type))
    given: Mapping[object, object] = instance("from_plain", data, dict, "give what to_plain gave, as a dict")
    kind, schema = given.get("kind"), given.get("schema")
    if type(schema) is not int or schema != SCHEMA:
        wrong = "the document names no schema, as those of before version 1" if schema is None else "another schema"
        raise IsfError("from_plain.schema", f"{wrong}: {quote(schema)}", f"give a document of schema {SCHEMA}")
    made_by = given.get("isf_core", "")
    instance("from_plain.isf_core", made_by, str, "give the version that made it, as a text, or leave it out")
    reader = Reader(known)
    body = {key: held for key, held in given.items() if key not in _HEAD}
    of = body.get("of")
    is_list = kind == "tuple" and len(body) == 2 and isinstance(of, list)
    found = reader.document(of if is_list else body, kind if isinstance(kind, str) else "document")
    if reader.faults or found is UNREAD:
        raise UnreadableData("from_plain", tuple(reader.faults))
    return found


@lru_cache(maxsize=16)
def _forms(also: tuple[type[Any], ...]) -> Forms:
    return Forms(kinds(also), ours=kinds().values())


def _is_stored(kind: type[Any]) -> None:
    """Refuse a class of the library that no document may name."""
    name = kind.__name__
    if attrs.has(kind) and kind.__module__.startswith(_OURS) and name not in kinds():
        right = _KEEP_INSTEAD.get(name, "store the facts that it is made of")
        raise IsfError("to_plain", f"a {name} is not stored", right)


def _without_names(data: Data, known: Mapping[str, type[Any]]) -> None:
    """Take out the texts that a class keeps out of its repr: the names of people, and how to reach them."""
    for each in _objects(data):
        kind = known.get(str(each.get("kind")))
        if kind is not None and attrs.has(kind):
            for field in attrs.fields(kind):
                if not field.repr and isinstance(each.get(field.name), str):
                    del each[field.name]


def _objects(data: Data) -> Iterator[dict[str, Data]]:
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
