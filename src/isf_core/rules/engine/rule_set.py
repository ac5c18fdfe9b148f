"""A rule set is a value: rules in order, each code once.

>>> from ..catalogue import ALL_RULES
>>> ours = ALL_RULES.without("FEE-02")
>>> "FEE-02" in ours, len(ALL_RULES) - len(ours)
(False, 1)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from ...errors import IsfError, quote, several
from ...values.checks import day, instance, listed, member
from ...values.frozen import frozen
from ...values.record import Record
from ...values.sources import Standing, Text
from .. import engine


@frozen
class RuleSet(Record):
    """Rules in the order in which they are judged. The order changes nothing in what they find."""

    rules: tuple[engine.Rule, ...]

    def __attrs_post_init__(self) -> None:
        # Of a list, which may change, a tuple.
        object.__setattr__(self, "rules", listed("RuleSet", self.rules, engine.Rule))
        if len(set(self.codes)) < len(self.rules):
            twice = next(code for code in self.codes if self.codes.count(code) > 1)
            raise IsfError("RuleSet", f"two rules have the code {twice}", "give each its own; codes are stable")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(each.code for each in self.rules)

    def plus(self, *rules: engine.Rule) -> RuleSet:
        """With more rules at the end."""
        return RuleSet((*self.rules, *rules))

    def without(self, *codes: str) -> RuleSet:
        """Without some rules. Raises IsfError for a code that is not there."""
        for code in codes:
            self[code]
        return RuleSet(tuple(each for each in self.rules if each.code not in codes))

    def only(self, *codes: str) -> RuleSet:
        """Only some rules, in the order of this set. Raises IsfError for a code that is not there."""
        for code in codes:
            self[code]
        return RuleSet(tuple(each for each in self.rules if each.code in codes))

    def where(
        self,
        *,
        area: str | None = None,
        force: engine.Force | None = None,
        step: engine.LifecycleStep | None = None,
        on: date | None = None,
        standing: Standing | None = None,
        text: Text | None = None,
    ) -> RuleSet:
        """Only the rules of an area (the letters before the hyphen), of a force, of a step, in force on a day.

        `standing` keeps those of the law, say, and `text` those that rest on a text with one source line or more.

        Raises IsfError for an area that no rule of the set has.
        """
        if area is not None and area not in (held := sorted({each.code.partition("-")[0] for each in self.rules})):
            raise IsfError("RuleSet.where", f"there is no area {quote(area)} in it", f"it has {several(held)}")
        if force is not None:
            member("RuleSet.where", force, engine.Force)  # a text would silently leave no rule at all
        if step is not None:
            member("RuleSet.where", step, engine.LifecycleStep)
        if on is not None:
            day("RuleSet.where", on)
        if standing is not None:
            member("RuleSet.where", standing, Standing)
        if text is not None:
            instance("RuleSet.where", text, Text, "give a Text, such as LANCASHIRE")
        kept = (each for each in self.rules if area in (None, each.code.partition("-")[0]))
        kept = (each for each in kept if force in (None, each.force) and step in (None, each.step))
        kept = (each for each in kept if standing in (None, each.standing))
        kept = (each for each in kept if text is None or any(source.text == text for source in each.sources))
        return RuleSet(tuple(each for each in kept if on is None or each.is_in_force(on)))

    def judge(self, case: engine.Case) -> engine.Report:
        """What every rule comes to in a case. Raises IsfError for anything that is no Case."""
        instance("RuleSet.judge", case, engine.Case, "give a Case, such as Case(arrangement, on, policy.parameters)")
        return engine.Report(results=self._judges.judge(case))

    @cached_property
    def _judges(self) -> engine.Judges:
        return engine.Judges(self.rules)

    def __getitem__(self, code: str) -> engine.Rule:
        for each in self.rules:
            if each.code == code:
                return each
        raise IsfError("RuleSet", f"there is no rule {quote(code)} in it", engine.those_near(self.codes, code))

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[engine.Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __repr__(self) -> str:
        return f"<RuleSet of {len(self.rules)}: {', '.join(self.codes)}>"
