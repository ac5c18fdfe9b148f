"""Un-recording one fact: a record rebuilt with one field, named by its dotted path, set to None."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from isf_core.errors import IsfError
from isf_core.model import Arrangement, Parameters, TopUp
from isf_core.values import Timeline
from isf_core.values.record import Record

_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]+)\])?(?:\.|$)")
_IN_POLICY = {
    "contract.fee_placement": "fee_placement",
    "contract.fee.base": "fee_base",
    "contract.surplus": "surplus",
    "contract.termination": "termination",
}
"""Facts that the policy may state instead, beside the payment terms."""
_ONE_FACT = {"surplus.share", "surplus.of", "surplus.weeks"}
"""Parts of a rule of surplus that stand or fall together."""


def key_of(entry: object) -> str | None:
    """How a path names one entry among several: a signature by its party, a support by its reference."""
    if isinstance(entry, TopUp):
        return entry.payer
    for name in ("ref", "level", "person", "question", "provider"):
        if hasattr(entry, name):
            return str(getattr(entry, name))
    for name in ("party", "topic"):
        if hasattr(entry, name):
            return str(getattr(entry, name).value)
    kind = getattr(entry, "kind", None)
    return None if kind is None else str(kind.name.lower())


def said_by_a_policy(path: str) -> str | None:
    """The number of a policy that stands in for a fact of the arrangement; None where none does."""
    instead = _IN_POLICY.get(path, path.removeprefix("contract.payment."))
    return instead if instead != path and instead in {field.name for field in attrs.fields(Parameters)} else None


def blank(arrangement: Arrangement, parameters: Parameters, path: str) -> tuple[Arrangement, Parameters]:
    """Both with one fact not recorded: neither in the arrangement nor by the policy that would stand in for it."""
    if path.startswith("policy."):
        return arrangement, parameters.replace(**{path.removeprefix("policy."): None})
    instead = said_by_a_policy(path)
    if instead is not None:
        parameters = parameters.replace(**{instead: None})
    steps = _STEP.findall(path)
    assert "".join(name + (f"[{key}]" if key else "") + "." for name, key in steps) == f"{path}.", path
    return _without(arrangement, steps), parameters


def blank_if_it_can_be(arrangement: Arrangement, parameters: Parameters, path: str) -> tuple[Arrangement, Parameters]:
    """Both with one fact not recorded; as they were where it is all that tells two variations apart."""
    try:
        return blank(arrangement, parameters, path)
    except IsfError as error:
        if path.startswith("variations[") and "without an order" in str(error):
            return arrangement, parameters
        raise


def _without(record: Any, steps: list[tuple[str, str]]) -> Any:
    (name, key), rest = steps[0], steps[1:]
    held = getattr(record, name)
    if not rest:
        return record.replace(**{name: None})
    if key:
        entries = tuple(_without(each, rest) if key_of(each) == key else each for each in held)
        assert entries != held, f"nothing is recorded as {name}[{key}]"
        return record.replace(**{name: entries})
    if isinstance(held, Timeline):
        return record.replace(**{name: held.map(lambda each: _without(each, rest) if _has(each, rest) else each)})
    return record.replace(**{name: _without(held, rest)})


def _has(record: object, steps: list[tuple[str, str]]) -> bool:
    return hasattr(record, steps[0][0])


def recorded(record: Record, prefix: str = "") -> Iterator[str]:
    """The path of every fact that is recorded and need not be."""
    for field in attrs.fields(type(record)):  # type: ignore[arg-type]  # every record is an attrs class
        held = getattr(record, field.name)
        path = f"{prefix}{field.name}"
        named = path.endswith("].ref")  # by which the path names it
        together = path.rpartition("surplus.")[1] + field.name in _ONE_FACT or path.endswith("backdating.earliest")
        corrects = path.endswith("].corrects")  # a correction without it is another entry: it corrects nothing
        if held is not None and field.default is None and not named and not together and not corrects:
            yield path
        for value in held.values if isinstance(held, Timeline) else (held,):
            if isinstance(value, Record):
                yield from (each for each in recorded(value, f"{path}."))
        for entry in held if isinstance(held, tuple) else ():
            if isinstance(entry, Record) and key_of(entry) is not None:
                yield from recorded(entry, f"{path}[{key_of(entry)}].")
