"""One view of an arrangement: what held, and holds, as far as it was known on a day.

>>> from .budget import PersonalBudget
>>> from .person import Person
>>> from .variation import Change
>>> from ..values.rates import Rate
>>> mary = Arrangement(
...     person=Person(ref="P-001"),
...     budget=PersonalBudget(actual=Rate.weekly("84.375")),
...     variations=(
...         Variation(
...             effective=date(2026, 6, 1), known_from=date(2026, 7, 20),
...             changes=(Change("budget.actual", Rate.weekly("90")),),
...         ),
...     ),
... )
>>> as_known(mary, on=date(2026, 7, 19)).budget.actual
Timeline(Rate.weekly('84.375'))
>>> as_known(mary, on=date(2026, 7, 20)).budget.actual
Timeline(Rate.weekly('84.375'), (2026-06-01, Rate.weekly('90')))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

import attrs

from ..errors import NotRecorded
from ..values.checks import day, instance
from ..values.timeline import Timeline
from .arrangement import Arrangement, Phase
from .field_paths import put, value_at, with_value
from .plan import SupportPlan
from .variation import AT_ONCE, BY_PHASE, OVER_TIME, Variation, with_fields

P = ParamSpec("P")
T = TypeVar("T")

_BY_POLICY_TOO = ("contract.fee_placement", "contract.payment.basis")
_VARIED = (*OVER_TIME, *BY_PHASE, *AT_ONCE)


def as_known(arrangement: Arrangement, *, on: date) -> Arrangement:
    """The arrangement with the variations applied that were known on a day, and no others.

    The order in which variations were recorded never matters: only their dates and, for one field
    from one date, their `order`. Raises NotRecorded where a variation does not say since when it
    is known.
    """
    instance("as_known", arrangement, Arrangement, "give an Arrangement")
    return ArrangementAsKnown.on(arrangement, day("as_known", on)).require()


@attrs.frozen
class ChangeFrom:
    """What one field becomes from a day on, and the variation that makes it so; `field` is the path of that one."""

    since: date
    value: Any
    variation: Variation
    field: str


@attrs.frozen(eq=False, repr=False)
class ArrangementAsKnown:
    """An arrangement as known on a day: the variations that count, put in order once, and what follows from them.

    A variation holds from its date until the next change of the same field, whether that was
    agreed at signing or later; where both are on one date, the variation counts. A field that is
    not recorded at all stays so: its variations alone do not say what it was before them.

    What follows is worked out when it is first asked for, and once. The order in which variations
    were recorded never matters.

    >>> from .person import Person
    >>> ArrangementAsKnown.on(Arrangement(person=Person(ref="P-001")), date(2026, 7, 20)).value("person.ref", date.max)
    'P-001'
    """

    recorded: Arrangement
    """The arrangement as it was handed in, with all its variations."""
    variations: tuple[tuple[str, Variation], ...]
    """Those that count, each with its field, in the order in which they count."""
    undated: tuple[str, ...] = ()
    """The fields of those that do not say since when they are known, and so do not count."""
    _made: dict[Any, Any] = attrs.field(factory=dict, init=False)

    @classmethod
    def on(cls, arrangement: Arrangement, on: date) -> ArrangementAsKnown:
        """The view with the variations that were known on a day."""
        recorded = with_fields(arrangement.variations)
        return cls(
            arrangement,
            _ordered((field, each) for field, each in recorded if each.is_known(on)),
            tuple(f"{field}.known_from" for field, each in recorded if each.known_from is None),
        )

    @classmethod
    def in_full(cls, arrangement: Arrangement) -> ArrangementAsKnown:
        """The view in which every variation counts, whenever it was known."""
        return cls(arrangement, _ordered(with_fields(arrangement.variations)))

    @cached_property
    def arrangement(self) -> Arrangement:
        """The arrangement with the variations applied that count; what a field was before is no longer in it."""
        if not self.recorded.variations:
            return self.recorded
        out = put(self.recorded, "variations", ())
        last = {path: {each.since: each.value for each in changes} for path, changes in self._changes.items()}
        for path in filter(last.__contains__, OVER_TIME):
            agreed = attrgetter(path)(out)
            # What it was before the first change is not recorded then, and neither is the whole.
            if agreed is not None:
                out = put(out, path, _merged(agreed, last[path]))
        for path in filter(last.__contains__, AT_ONCE):
            for value in last[path].values():
                out = with_value(out, path, value)
        by_phase = {path: last[path] for path in BY_PHASE if path in last}
        start = out.contract.first_day
        later: list[Phase] = []
        here = out
        for since in sorted({since for changes in by_phase.values() for since in changes}):
            for path, changes in by_phase.items():
                if since in changes:
                    here = with_value(here, path, changes[since])
            if start is not None and since <= start:  # it held from the first day on
                out = here
                continue
            later.append(Phase(since=since, payment=here.contract.payment, holder=here.holder, funding=here.funding))
        # A basis that varies is one timeline through all phases; it stands in each one's terms.
        return out.replace(later=tuple(later)) if later else out

    @cached_property
    def whole(self) -> ArrangementAsKnown:
        """The view of the same arrangement in which every variation counts, known or not."""
        return ArrangementAsKnown.in_full(self.recorded)

    @cached_property
    def without_a_base(self) -> tuple[str, ...]:
        """Terms that a variation changes though the contract does not say what they were before.

        Where a policy could stand in for the contract, the change would otherwise be lost without a word.
        """
        return tuple(path for path in _BY_POLICY_TOO if self.changes_of(path) and value_at(self.recorded, path) is None)

    def require(self) -> Arrangement:
        """The arrangement with the variations applied, where it is certain which of them count.

        Raises NotRecorded where it cannot be told whether one counts, or what a term was that one changes.
        """
        missing = (*self.undated, *self.without_a_base)
        if missing:
            raise NotRecorded("what was known on the day", missing)
        return self.arrangement

    def changes_of(self, path: str) -> tuple[ChangeFrom, ...]:
        """The changes of one field that count, in the order in which they do; the last on a day holds."""
        return self._changes.get(path, ())

    def over_time(self, path: str) -> Timeline[Any]:
        """What a field was, and is, from each day on; None is not recorded.

        What bears dates of its own, the plan apart, has one value: the latest. Raises NoSuchPath.
        """
        varied = next((each for each in _VARIED if path == each or path.startswith(f"{each}.")), path)
        held: Timeline[Any]
        if varied == "plan":
            held = self.plan_over_time
        elif varied in BY_PHASE:
            changes = {each.since: each.value for each in self.changes_of(varied)}
            held = Timeline(value_at(self.recorded, varied), *changes.items())
        else:
            holds = value_at(self.arrangement, varied)
            held = holds if isinstance(holds, Timeline) else Timeline(holds)

        def below(value: Any) -> Any:
            return None if value is None else value_at(value, path[len(varied) + 1 :])

        return held if path == varied else held.map(below)

    def value(self, path: str, on: date) -> Any:
        """What a field was on a day. Raises NoSuchPath."""
        return self.over_time(path).on(on)

    @cached_property
    def plan_over_time(self) -> Timeline[SupportPlan]:
        """The plans, each from the day it takes effect: what a varied plan replaced is still what was planned then."""
        if "plan" not in self._changes:
            return Timeline(self.recorded.plan)
        self.arrangement  # noqa: B018  # refuses a change that makes the plan something else
        return Timeline(self.recorded.plan, *{each.since: each.value for each in self._changes["plan"]}.items())

    def once(self, work: Callable[Concatenate[ArrangementAsKnown, P], T], *given: P.args, **named: P.kwargs) -> T:
        """`work(view, ...)`, done once for this view: for what later floors derive, such as the resolved terms."""
        key = (work, given, *named.items())
        if key not in self._made:
            self._made[key] = work(self, *given, **named)
        made: T = self._made[key]
        return made

    @cached_property
    def _changes(self) -> dict[str, tuple[ChangeFrom, ...]]:
        """The changes that count by their path, in order."""
        out: dict[str, list[ChangeFrom]] = {}
        for field, each in self.variations:
            for change in each.changes:
                out.setdefault(change.path, []).append(ChangeFrom(each.effective, change.value, each, field))
        return {path: tuple(changes) for path, changes in out.items()}


def _ordered(variations: Iterable[tuple[str, Variation]]) -> tuple[tuple[str, Variation], ...]:
    """The one order in which variations count: by their date, then by their `order`."""
    return tuple(sorted(variations, key=lambda pair: (pair[1].effective, pair[1].order or 0)))


def _merged(agreed: Timeline[Any], changes: dict[date, Any]) -> Timeline[Any]:
    kept = ((on, value) for on, value in agreed.changes if on not in changes)
    return Timeline(agreed.first, *kept, *changes.items())
