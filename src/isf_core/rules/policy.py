"""A local policy: a name, its sources, its numbers and its rules, as one value (POL-01)."""

from __future__ import annotations

from typing import Any

import attrs

from ..model.fields import a, a_text, as_tuple, each
from ..model.parameters import Parameters
from ..values.record import Record
from ..values.sources import Source
from .rule import Rule
from .ruleset import RuleSet


@attrs.frozen(kw_only=True)
class Policy(Record):
    """What a council adds to the contract: numbers where it is silent, and the rules that count.

    >>> from ..policies.plain import PLAIN
    >>> ours = PLAIN.with_numbers("Ourshire", weeks_in_year="52").without("FEE-02")
    >>> ours.name, "FEE-02" in ours.rules
    ('Ourshire', False)
    """

    name: str = attrs.field(validator=a_text)
    sources: tuple[Source, ...] = attrs.field(converter=as_tuple, validator=each(Source))
    parameters: Parameters = attrs.field(validator=a(Parameters, "give Parameters"))
    rules: RuleSet = attrs.field(validator=a(RuleSet, "give a RuleSet"))

    def with_numbers(self, name: str, **changes: Any) -> Policy:
        """The same policy under another name, with some parameters changed."""
        return self.replace(name=name, parameters=self.parameters.replace(name=name, **changes))

    def without(self, *codes: str) -> Policy:
        """The same policy without some rules."""
        return self.replace(rules=self.rules.without(*codes))

    def plus(self, *rules: Rule) -> Policy:
        """The same policy with more rules."""
        return self.replace(rules=self.rules.plus(*rules))
