"""One view of an arrangement: what held, and holds, as far as it was known on a day.

>>> from ..budget import PersonalBudget
>>> from ..person import Person
>>> from ..variation import Change
>>> from ...values.rates import Rate
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

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

from ...errors import NotRecorded
from ...values.checks import day, instance
from ...values.frozen import frozen
from ...values.record import WithFields
from ...values.timeline import Timeline, in_steps
from ..arrangement import Arrangement, Phase
from ..documents import ends_on
from ..field_paths import put, put_all, value_at, with_value
from ..plan import SupportPlan
from ..termination import Termination
from ..variation import AT_ONCE, BY_PHASE, OVER_TIME, VARIED, WHOLE, Variation, superseded, with_fields
from .changes import Point, holding, value_of
from .lists import deployed, services

_BY_POLICY_TOO = ("contract.fee_placement", "contract.payment.basis", "contract.suspension")


def as_known(arrangement: Arrangement, *, on: date) -> Arrangement:
    """The arrangement with the variations applied that were known on a day, and no others.

    Values (rates, fee, plan, in-house services, terms, holder and the like) hold from their effective
    day until the next effective day; of two from one day the one learnt later counts, then the one of
    the higher `order`. Of whole lists (suspensions, one-off sums) the one learnt last holds, and of last
    days the earliest. The order in which variations were recorded never matters.

    Raises NotRecorded where a variation does not say since when it is known.
    """
    instance("as_known", arrangement, Arrangement, "give an Arrangement")
    return ArrangementAsKnown.on(arrangement, day("as_known", on)).require()


@frozen(repr=False)
class ChangeFrom(WithFields):
    """What one field becomes from a day on, and the variation that makes it so; `field` is the path of that one."""

    since: date
    value: Any
    variation: Variation
    field: str


@frozen(eq=False, repr=False)
class ArrangementAsKnown:
    """An arrangement as known on a day: the variations that count, put in order once, and what follows from them.

    A variation holds from its date until the next change of the same field, whether that was
    agreed at signing or later; where both are on one date, the variation counts. A field that is
    not recorded at all stays so: its variations alone do not say what it was before them.

    What follows is worked out when it is first asked for, and once. The order in which variations
    were recorded never matters.

    >>> from ..person import Person
    >>> ArrangementAsKnown.on(Arrangement(person=Person(ref="P-001")), date(2026, 7, 20)).value("person.ref", date.max)
    'P-001'
    """

    recorded: Arrangement
    """The arrangement as it was handed in, with all its variations."""
    variations: tuple[tuple[str, Variation], ...]
    """Those that are known, each with its field, in the order in which they count."""
    undated: tuple[str, ...] = ()
    """The fields of those that do not say since when they are known, and so do not count."""
    day: date = date.max
    """The day whose plan is the plan; in full, the last one."""
    counts: tuple[date, ...] | None = None
    """From when each of the variations counts, where that is not its own day."""

    @classmethod
    def on(cls, arrangement: Arrangement, on: date) -> ArrangementAsKnown:
        """The view with the variations that were known on a day."""
        if not arrangement.variations:
            return cls(arrangement, (), (), on)
        recorded = with_fields(arrangement.variations)
        return cls(
            arrangement,
            _ordered((field, each) for field, each in recorded if each.is_known(on)),
            tuple(f"{field}.known_from" for field, each in recorded if each.known_from is None),
            on,
        )

    @classmethod
    def in_full(cls, arrangement: Arrangement) -> ArrangementAsKnown:
        """The view in which every variation counts, whenever it was known."""
        given = arrangement.variations
        return cls(arrangement, _ordered(with_fields(given)) if given else ())

    @cached_property
    def arrangement(self) -> Arrangement:
        """The arrangement with the variations applied that count; what a field was before is no longer in it."""
        out = self._folded
        if out.budget.full_cost is not None:
            out = put(out, "budget", out.budget.with_full_cost(out.contract.first_day))
        if not out.endings:
            return out
        # Whether one is withdrawn later is not known then.
        known = tuple(
            self.as_recorded(each if each.withdrawn_on is None else each.replace(withdrawn_on=None))
            for each in out.endings
            if each.is_known(self.day)
        )
        return out if known == out.endings else put(out, "endings", known)

    def as_recorded(self, ending: Termination) -> Termination:
        """An ending with the contract's last day as it stood when notice was given, where variations changed it since.

        Interpretation: what is known of it only from that day on may record the same end again.
        """
        if not self.variations or ending.contract_ends is not None or "contract.last_day" not in self._varied:
            return ending
        before = tuple(
            (field, each) for field, each in self.variations if (each.known_from or date.max) < ending.given_on
        )
        then = ArrangementAsKnown(put(self.recorded, "endings", ()), before).arrangement.contract.last_day
        return ending.replace(contract_ends=then)

    @cached_property
    def _varied(self) -> frozenset[str]:
        """The fields that vary."""
        return frozenset(change.path for _, each in self.variations for change in each.changes)

    @cached_property
    def _folded(self) -> Arrangement:
        if not self.recorded.variations:
            plans = self.recorded.plans
            return self.recorded if plans is None else put(self.recorded, "plan", plans.on(self.day))
        changed: dict[str, object] = {"variations": ()}
        for path in filter(self._held.__contains__, OVER_TIME):
            agreed = attrgetter(path)(self.recorded)
            # What it was before the first change is not recorded then, and neither is the whole.
            if agreed is not None:
                changed[path] = in_steps(agreed.first, self._held[path])
        out = put_all(self.recorded, changed)
        out = self._at_once(out)
        if "budget.in_house" in self._whole:
            out = put(out, "budget.in_house", services(self._whole["budget.in_house"], out.contract.first_day))
        if "budget.deployment" in self._whole:
            out = put(out, "budget.deployment", deployed(self._whole["budget.deployment"], out.budget.actual))
        if "plan" in self._whole:
            plans = self._whole["plan"]
            out = put_all(out, {"plans": plans, "plan": plans.on(self.day)})
        by_phase = {path: dict(self._held[path]) for path in BY_PHASE if path in self._held}
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
    def may_count(self) -> tuple[tuple[str, Variation], ...]:
        """Those that are known or may be, as they were recorded: all but those that become known only after the day."""
        recorded = with_fields(self.recorded.variations)
        return tuple((field, each) for field, each in recorded if each.known_from is None or each.is_known(self.day))

    @cached_property
    def without_a_base(self) -> tuple[str, ...]:
        """Terms that a variation changes though the contract does not say what they were before.

        Where a policy could stand in for the contract, the change would otherwise be lost without a word.
        """
        varied = [path for path in _BY_POLICY_TOO if path in self._points] if self.variations else ()
        return tuple(path for path in varied if self._points[path][0] is None and self.changes_of(path))

    def require(self) -> Arrangement:
        """The arrangement with the variations applied, where it is certain which of them count.

        Raises NotRecorded where it cannot be told whether one counts, or what a term was that one changes.
        """
        missing = (*self.undated, *self.without_a_base)
        if missing:
            raise NotRecorded("what was known on the day", missing)
        return self.arrangement

    def changes_of(self, path: str) -> tuple[ChangeFrom, ...]:
        """The changes of what has one value on each day that count, in order; the last on a day holds."""
        if not self.variations:
            return ()
        first, points = self._points.get(path, (None, []))
        counting: list[Point] = []
        out: list[ChangeFrom] = []
        for point in sorted(points, key=attrgetter("rank")):
            counting.append(point)
            if point.varied is not None and (point.gone is None or point.gone > point.rank[0]):
                field, variation = point.varied
                out.append(ChangeFrom(variation.effective, value_of(first, counting), variation, field))
        return tuple(out)

    def over_time(self, path: str) -> Timeline[Any]:
        """What a field was, and is, from each day on; None is not recorded.

        What bears dates of its own has one value: the list learnt last, the earliest last day. Raises NoSuchPath.
        """
        varied = path if path in VARIED else next((each for each in VARIED if path.startswith(f"{each}.")), path)
        held: Timeline[Any]
        if varied == "plan":
            held = self.plan_over_time
        elif varied in self._whole:
            held = self._whole[varied]
        elif varied in BY_PHASE:
            held = Timeline(attrgetter(varied)(self.recorded), *(self._held.get(varied, ()) if self.variations else ()))
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
        varied = self._whole.get("plan") if self.variations else None
        return varied or self.recorded.plans or Timeline(self.recorded.plan)

    def _at_once(self, out: Arrangement) -> Arrangement:
        """With the lists that were learnt last, and the earliest last day; a record's own check sees each of them."""
        varied = [path for path in AT_ONCE if path in self._varied]
        withdrawn = superseded(each for _, each in self.variations) if varied else {}
        for path in varied:
            given: list[tuple[date, int, Any]] = [
                (each.known_from or each.effective, each.order or 0, change.value)
                for _, each in self.variations
                for change in each.changes
                if change.path == path and each.ref not in withdrawn
            ]
            if path == "contract.last_day":
                given.sort(key=lambda each: ends_on(each[2]), reverse=True)
            else:
                given.sort(key=itemgetter(0, 1))
            for _, _, value in given:
                out = with_value(out, path, value)
        return out

    @cached_property
    def _whole(self) -> dict[str, Timeline[Any]]:
        """What is given whole and varies, from each day on; a value that its record refuses is refused here."""
        given = [*filter(self._held.__contains__, WHOLE)] if self.variations else []
        if not given:
            return {}
        bare = put_all(self.recorded, {"variations": (), "plans": None})
        return {
            path: Timeline(
                self._points[path][0],
                *((on, value_at(with_value(bare, path, value), path)) for on, value in self._held[path]),
            )
            for path in given
        }

    @cached_property
    def _points(self) -> dict[str, tuple[Any, list[Point]]]:
        """What each field that varies was at first, and its changes, signed or varied."""
        replaced_by = superseded(each for _, each in self.variations)
        counts = self.counts or tuple(each.effective for _, each in self.variations)
        since = {id(each): on for (_, each), on in zip(self.variations, counts, strict=True)} if replaced_by else {}
        out: dict[str, tuple[Any, list[Point]]] = {}
        for place, ((field, each), on) in enumerate(zip(self.variations, counts, strict=True)):
            replacing = replaced_by.get(each.ref, ()) if replaced_by else ()
            gone = min([since[id(other)] for other in replacing]) if replacing else None
            for change in each.changes:
                if change.path in AT_ONCE:
                    continue
                if change.path not in out:
                    plans = self.recorded.plans if change.path == "plan" else None
                    first = plans or attrgetter(change.path)(self.recorded)
                    signed = first.changes if isinstance(first, Timeline) else ()
                    points = [Point((day, -1), day, None, value) for day, value in signed]
                    out[change.path] = first.first if isinstance(first, Timeline) else first, points
                out[change.path][1].append(Point((each.effective, place), on, gone, change.value, (field, each)))
        return out

    @cached_property
    def _held(self) -> dict[str, list[tuple[date, Any]]]:
        """What holds from each day on, of each field that varies."""
        return {path: list(holding(first, points)) for path, (first, points) in self._points.items()}


def _ordered(variations: Iterable[tuple[str, Variation]]) -> tuple[tuple[str, Variation], ...]:
    """The one order in which variations count: by their date, as they were learnt, then by their `order`."""
    return tuple(
        sorted(variations, key=lambda pair: (pair[1].effective, pair[1].known_from or date.min, pair[1].order or 0))
    )
