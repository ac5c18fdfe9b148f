"""A local policy: a name, its sources, its numbers and its rules, as one value (POL-01)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from .. import rules as all_rules
from ..errors import IsfError, quote
from ..model.parameters import Parameters, Policies
from ..model.validators import TupleOf, a, a_text
from ..values import checks
from ..values.frozen import frozen
from ..values.record import Record
from ..values.sources import Source
from .engine.rule_set import RuleSet

_NAMES = tuple(name for name in Parameters.__annotations__ if name != "name")
"""A policy's numbers: a tuple, so that what has no hash may be asked for."""


@frozen(kw_only=True)
class Policy(Record):
    """What a council adds to the contract: numbers where it is silent, and the rules that count.

    `sources` are the texts that it rests on, `parameter_sources` the source of each number, by its name.

    >>> from ..policies.plain import PLAIN
    >>> ours = PLAIN.with_parameters("Ourshire", statement_months=6).without("BUD-14")
    >>> ours.name, "LED-04" in ours.rules, "BUD-14" in ours.rules
    ('Ourshire', True, False)
    """

    name: str = attrs.field(validator=a_text)
    sources: tuple[Source, ...] = attrs.field(converter=TupleOf[Source])
    parameters: Parameters = attrs.field(validator=a(Parameters, "give Parameters"))
    rules: RuleSet = attrs.field(validator=a(RuleSet, "give a RuleSet"))
    parameter_sources: tuple[tuple[str, Source], ...] = attrs.field(
        default=(), converter=TupleOf[tuple[str, Source]], repr=False
    )
    _write: Callable[[], Policy] | None = attrs.field(default=None, init=False, eq=False, repr=False)

    @classmethod
    def when_asked(cls, write: Callable[[], Policy]) -> Policy:
        """A policy that is written down when something is first asked of it: to name it brings no rules with it."""
        made = object.__new__(cls)
        object.__setattr__(made, "_write", write)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in Policy.__annotations__:
                raise AttributeError(f"'Policy' object has no attribute {name!r}")
            written = self._write()
            for field in attrs.fields(Policy):
                if field.init:
                    object.__setattr__(self, field.name, getattr(written, field.name))
            return getattr(self, name)

    def __attrs_post_init__(self) -> None:
        right = "give pairs of a parameter's name and a Source, each name once"
        seen: set[str] = set()
        entries: tuple[tuple[Any, ...], ...] = self.parameter_sources
        for entry in entries:
            name = entry[0] if entry else None
            if len(entry) != 2 or not isinstance(name, str) or name not in _NAMES:
                raise IsfError("Policy.parameter_sources", f"there is no parameter {quote(name)}", right)
            if name in seen:
                raise IsfError("Policy.parameter_sources", f"{name} stands in it twice", right)
            seen.add(name)
            checks.instance("Policy.parameter_sources", entry[1], Source, right)

    @cached_property
    def throughout(self) -> Policies[Policy]:
        """The same as policies over time: it counts on all days."""
        return Policies(self)

    def __repr__(self) -> str:
        parameters = sum(getattr(self.parameters, each) is not None for each in _NAMES)
        return f"<Policy {self.name}: {parameters} numbers, {len(self.rules)} rules>"

    def source_of(self, parameter: str) -> Source | None:
        """Where one of its numbers comes from; None where it is unset, or set without a source.

        Raises IsfError for a name that is no parameter.
        """
        if parameter not in _NAMES:
            wrong = f"there is no parameter {quote(parameter)}"
            raise IsfError("Policy.source_of", wrong, "give a field of Parameters")
        return None if getattr(self.parameters, parameter) is None else dict(self.parameter_sources).get(parameter)

    def with_parameters(self, name: str, source: Source | None = None, **changes: Any) -> Policy:
        """The same policy under another name, with some parameters changed, and where they come from.

        A number that is changed loses the source of the old one; a source on which no number rests any
        more is left out of `sources` too. One that is unset by None has no source. A number that was not set
        before brings the rules that judge by it (`READ_BY`).
        """
        parameters = self.parameters.replace(name=name, **changes)
        kept = tuple(entry for entry in self.parameter_sources if entry[0] not in changes)
        given = (
            ()
            if source is None
            else (checks.instance("Policy.with_parameters.source", source, Source, "give a Source"),)
        )
        new = tuple((each, by) for by in given for each, value in changes.items() if value is not None)
        set_now = [each for each, value in changes.items() if value is not None]
        read_by = all_rules.catalogue.READ_BY
        brought = {code for each in set_now if getattr(self.parameters, each) is None for code in read_by.get(each, ())}
        lost = {by for _, by in self.parameter_sources} - {by for _, by in kept}
        return self.replace(
            name=name,
            parameters=parameters,
            sources=tuple(dict.fromkeys((*(each for each in self.sources if each not in lost), *given))),
            parameter_sources=(*kept, *new),
            rules=self.rules.plus(*all_rules.ALL_RULES.only(*(brought - {*self.rules.codes}))),
        )

    def without(self, *codes: str) -> Policy:
        """The same policy without some rules."""
        return self.replace(rules=self.rules.without(*codes))

    def plus(self, *rules: all_rules.Rule) -> Policy:
        """The same policy with more rules."""
        return self.replace(rules=self.rules.plus(*rules))
