"""The arrangement as it was known on a day.

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
>>> as_known(mary, date(2026, 7, 19)).budget.actual
Timeline(Rate.weekly('84.375'))
>>> as_known(mary, date(2026, 7, 20)).budget.actual
Timeline(Rate.weekly('84.375'), (2026-06-01, Rate.weekly('90')))
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ..errors import IsfError, NotRecorded
from ..values.checks import day, instance
from ..values.timeline import Timeline
from .arrangement import Arrangement, Phase
from .field_paths import value_at, with_value
from .plan import SupportPlan
from .variation import AT_ONCE, BY_PHASE, OVER_TIME, Variation


def as_known(arrangement: Arrangement, on: date) -> Arrangement:
    """The arrangement with the variations folded in that were known on a day, and no others.

    The order in which variations were recorded never matters: only their dates and, for one field
    from one date, their `order`. Raises NotRecorded where a variation does not say since when it
    is known.
    """
    instance("as_known", arrangement, Arrangement, "give an Arrangement")
    day("as_known", on)
    if not arrangement.variations:
        return arrangement
    undated = tuple(
        f"variations[{variation.ref or place}].known_from"
        for place, variation in enumerate(arrangement.variations)
        if variation.known_from is None
    )
    known = only_known(arrangement, on)
    missing = (*undated, *changes_without_a_base(known))
    if missing:
        raise NotRecorded("as_known", missing)
    return with_variations_applied(known)


def only_known(arrangement: Arrangement, on: date) -> Arrangement:
    """The arrangement with the variations that were known on a day, and no others; none is folded in."""
    if not arrangement.variations:
        return arrangement
    return arrangement.replace(variations=tuple(each for each in arrangement.variations if each.is_known(on)))


def changes_without_a_base(arrangement: Arrangement) -> tuple[str, ...]:
    """Terms that a variation changes though the contract does not say what they were before.

    Where a policy could stand in for the contract, the change would otherwise be lost without a word.
    """
    paths = {change.path for variation in arrangement.variations for change in variation.changes}
    return tuple(path for path in _BY_POLICY_TOO if path in paths and value_at(arrangement, path) is None)


_BY_POLICY_TOO = ("contract.fee_placement", "contract.payment.basis")


def with_variations_applied(arrangement: Arrangement) -> Arrangement:
    """The arrangement with all its variations folded in, whenever they were known.

    A variation holds from its date until the next change of the same field, whether that was
    agreed at signing or later; where both are on one date, the variation counts. A field that is
    not recorded at all stays so: its variations alone do not say what it was before them.
    """
    if not instance("folded", arrangement, Arrangement, "give an Arrangement").variations:
        return arrangement
    out = arrangement.replace(variations=())
    varied = _points(sorted(arrangement.variations, key=lambda each: (each.effective, each.order or 0)))
    for path in OVER_TIME:
        points = [*varied.get(path, {}).items()]
        agreed = value_at(arrangement, path)
        # What it was before the first change is not recorded then, and neither is the whole.
        if points and agreed is not None:
            out = with_value(out, path, _merged(agreed, points, path))
    for path in AT_ONCE:
        for value in varied.get(path, {}).values():
            out = with_value(out, path, value)
    phases = {since for path in BY_PHASE for since in varied.get(path, {})}
    start = arrangement.contract.first_day
    later: list[Phase] = []
    here = out
    for since in sorted(phases):
        for path in BY_PHASE:
            by_date = varied.get(path, {})
            if since in by_date:
                here = with_value(here, path, by_date[since])
        if start is not None and since <= start:  # it held from the first day on
            out = here
            continue
        later.append(Phase(since=since, payment=here.contract.payment, holder=here.holder, funding=here.funding))
    # A basis that varies is one timeline through all phases; it stands in each one's terms.
    return out.replace(later=tuple(later))


def _points(ordered: list[Variation]) -> dict[str, dict[date, Any]]:
    """What each field becomes, from each date, the last in order on each."""
    points: dict[str, dict[date, Any]] = {}
    for each in ordered:
        for change in each.changes:
            points.setdefault(change.path, {})[each.effective] = change.value
    return points


def _merged(agreed: Timeline[Any], points: list[tuple[date, Any]], path: str) -> Timeline[Any]:
    for on, value in points:
        if isinstance(value, Timeline):
            raise IsfError(f"variation of {path} from {on}", "a Timeline", "give the one value that holds from then on")
    changed = dict(points)
    kept = [(on, value) for on, value in agreed.changes if on not in changed]
    return Timeline(agreed.first, *kept, *points)


def plan_over_time(arrangement: Arrangement) -> Timeline[SupportPlan]:
    """The plans, each from the day it takes effect: what a varied plan replaced is still what was planned then."""
    changes = [
        (variation.effective, change.value)
        for variation in sorted(arrangement.variations, key=lambda each: (each.effective, each.order or 0))
        for change in variation.changes
        if change.path == "plan" and isinstance(change.value, SupportPlan)
    ]
    return Timeline(arrangement.plan, *dict(changes).items())
