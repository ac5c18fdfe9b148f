"""A JSON Schema of the documents that `from_plain` reads, made from the same fields.

>>> schema = json_schema()
>>> schema["$defs"]["OneOff"]["required"]
['kind', 'on', 'amount', 'what']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_origin

from ..values.checks import MOST_DIGITS
from ..values.money import Money
from ..values.running_totals import LongFraction
from ._fields import Stated, choices, is_named_tuple, parts_of
from ._forms import is_open, takes, takes_anything
from ._kinds import kinds
from ._own_ways import ByYear, fields_in_plain

Schema = dict[str, Any]

_DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"}
_SUM = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]{0,39})\.[0-9]{2}$"}
_DIGITS = f"[0-9]{{1,{MOST_DIGITS}}}"
_FRACTION = {"type": "string", "pattern": f"^-?{_DIGITS}(/{_DIGITS})?$"}
_NUMBER = {"type": "string", "pattern": rf"^-?{_DIGITS}(\.[0-9]{{1,12}}|/{_DIGITS})?$"}
_LONG = {"type": "string", "pattern": "^-?[0-9]{1,3914}(/[0-9]{1,3914})?$"}
_LEAVES: dict[Any, Schema] = {date: _DATE, Money: _SUM, Fraction: _FRACTION}
_SIMPLE: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    LongFraction: _LONG,
    ByYear: {"type": "object", "additionalProperties": {"type": "string"}},
}


def json_schema(*, also: Iterable[type[Any]] = ()) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of all documents, with a definition for each kind; newly made each time.

    What a schema cannot say (two days in order, shares that add up to one) only `from_plain` finds. `also` are a
    council's own attrs classes, as for `from_plain`.
    """
    known = kinds(also, where="json_schema")
    defs: dict[str, Schema] = {name: _definition(kind, known.values()) for name, kind in known.items()}
    defs |= {name: _wrapped(name, leaf) for name, leaf in (("date", _DATE), ("Money", _SUM), ("Fraction", _FRACTION))}
    listed = {"kind": {"const": "tuple"}, "of": {"type": "array", "items": {"$ref": "#/$defs/anything"}}}
    defs["tuple"] = {"type": "object", "properties": listed, "required": ["kind", "of"]}
    members = {"kind": {"const": "frozenset"}, "of": {"type": "array", "items": {"$ref": "#/$defs/anything"}}}
    defs["frozenset"] = {"type": "object", "properties": members, "required": ["kind", "of"]}
    defs["function"] = {"type": "object", "properties": {"kind": True, "name": {"type": "string"}}}
    one_of = [_use(name) for name in defs if name not in ("tuple", "function")]
    defs["anything"] = {
        "anyOf": [*({"type": each} for each in ("string", "integer", "boolean", "null", "array")), *one_of]
    }
    documents = [name for name in defs if name not in ("function", "frozenset", "anything")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A value of isf_core",
        "type": "object",
        "properties": {"schema": {"const": 1}, "isf_core": {"type": "string"}},
        "required": ["schema", "kind"],
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in documents],
        "unevaluatedProperties": False,
        "$defs": defs,
    }


def _use(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}", "unevaluatedProperties": False}


def _wrapped(name: str, leaf: Schema) -> Schema:
    return {"type": "object", "properties": {"kind": {"const": name}, "text": leaf}, "required": ["kind", "text"]}


def _members(kind: type[Enum]) -> Schema:
    return {"enum": [f"{kind.__name__}.{name}" for name in kind.__members__]}


def _definition(kind: type[Any], known: Iterable[type[Any]]) -> Schema:
    if issubclass(kind, Enum):
        return _wrapped(kind.__name__, _members(kind))
    fields = fields_in_plain(kind)
    needed = [field.key for field in fields if _is_needed(field)]
    properties = {field.key: _of(field.holds, known) for field in fields}
    head = {"const": kind.__name__}
    return {"type": "object", "properties": {"kind": head, **properties}, "required": ["kind", *needed]}


def _is_needed(field: Stated) -> bool:
    return not field.has_default and type(None) not in choices(field.holds)


def _of(holds: Any, known: Iterable[type[Any]]) -> Schema:
    """What a field may hold."""
    allowed = choices(holds)
    if any(map(takes_anything, allowed)):
        return {"$ref": "#/$defs/anything"}
    out: list[Schema] = []
    for each in allowed:
        origin = get_origin(each) or each
        if each in _SIMPLE:
            out.append(_SIMPLE[each])
        elif each in _LEAVES:
            out += [_use(each.__name__)] if is_open(allowed) else [_LEAVES[each], _use(each.__name__)]
        elif is_named_tuple(each):
            parts = [_of(part, known) for part in parts_of(each)]
            out.append({"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)})
        elif origin in (tuple, list, Sequence):
            out.append(_list(get_args(each), known))
        elif origin is frozenset:
            out.append(_use("frozenset"))
        elif origin is Callable:
            out.append({"$ref": "#/$defs/function"})
        elif isinstance(each, type) and issubclass(each, Enum):
            out += [_use(each.__name__)] if is_open(allowed) else [_members(each), _use(each.__name__)]
        else:
            out += [_use(kind.__name__) for kind in known if not issubclass(kind, Enum) and takes(each, kind)]
    return out[0] if len(out) == 1 else {"anyOf": out}


def _list(parts: tuple[Any, ...], known: Iterable[type[Any]]) -> Schema:
    if len(parts) == 1 or (len(parts) == 2 and parts[1] is Ellipsis):
        return {"type": "array", "items": _of(parts[0], known)}
    made = [_of(part, known) for part in parts]
    return {"type": "array", "prefixItems": made, "minItems": len(made), "maxItems": len(made)}
