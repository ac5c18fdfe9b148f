"""Why a component of a period is adjusted: what changes it on its days and was not known when it was paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from operator import attrgetter
from typing import Any, NamedTuple

from ..model.budget import Exemption, OneOff
from ..model.field_paths import value_at
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import Parameters, Policies
from ..model.person import FinancialAssessment
from ..model.suspension import Suspension
from ..model.variation import AT_ONCE, Variation, superseded
from ..schedule.ends import endings_of
from ..values.dates import Period, days_after, within_calendar

_ALL: frozenset[str] = frozenset()
_OF_FEES = frozenset(("fee", "fee_on_top"))
_COMPONENTS = {
    "budget.actual": frozenset(("budget",)),
    "budget.contribution": frozenset(("contribution",)),
    "budget.deployment": frozenset(("budget",)),
    "budget.exemptions": frozenset(("contribution",)),
    "budget.financial_assessments": frozenset(("contribution",)),
    "budget.in_house": frozenset(("in_house",)),
    "budget.one_offs": frozenset(("one_off",)),
    "contract.fee": _OF_FEES,
    "contract.fee_placement": _OF_FEES,
    "contract.payment.basis": frozenset(("contribution",)),
    "contract.payment.charging": frozenset(("contribution",)),
    "plan": frozenset(("budget",)),
}
"""What a change is first of all a change of; others may follow it, such as a fee that is a share of the budget."""


class Effect(NamedTuple):
    """Days on which a variation makes a difference, the last one counting, and what it is called.

    It was known on `known`, and is first of all a change of some `components`; of all of them where none is named.
    """

    first_day: date
    last_day: date
    reason: str
    known: date = date.min
    components: frozenset[str] = _ALL


def reason_for(
    period: Period,
    effects: list[Effect],
    component: str,
    since: date,
    *,
    is_told: bool,
) -> str | None:
    """What makes a difference to a component on some day of a period, each once.

    What was known on the day `since` which it was last paid or corrected is in what was paid. Where nothing else is
    left, and nothing else is told, it is named all the same: what was paid may never have had it.
    """
    there = [each for each in effects if each.first_day <= period.last_day and period.first_day <= each.last_day]
    learnt = [each for each in there if each.known > since]
    told = learnt or ([] if is_told else there)
    own = [each for each in told if not each.components or component in each.components]
    return "; ".join(dict.fromkeys(each.reason for each in own or told))[:400] or None


def effects_of(view: ArrangementAsKnown, policies: Policies[Parameters]) -> list[Effect]:
    """Where each variation and each ending makes a difference, in the order in which they count.

    A value holds from its day until the next change of the same field. A list makes a difference on the
    days of what was added to it or left out of it, an end on the days between the old one and the new. A variation
    that replaces others makes a difference where they would have made one. An ending does so on the days after it
    for which nobody is paid.
    """
    places = {id(each): place for place, (_, each) in enumerate(view.variations)}
    replaced_by = superseded(each for _, each in view.variations)
    found: list[tuple[int, Effect]] = []
    for path in dict.fromkeys(change.path for _, each in view.variations for change in each.changes):
        for variation, first, last in _days(view, path):
            later = [
                (each, first if path in AT_ONCE else each.effective) for each in replaced_by.get(variation.ref, ())
            ]
            ends = min((within_calendar(since, -1) for _, since in later), default=last)
            for each, begins, until in ((variation, first, min(last, ends)), *((*pair, last) for pair in later)):
                if max(first, begins) <= until:
                    known, what = each.known_from or each.effective, _COMPONENTS.get(path, _ALL)
                    found.append((places[id(each)], Effect(max(first, begins), until, _called(each), known, what)))
    ended = [
        Effect(
            days_after(each.last_day, 1),
            each.unpaid_to,
            f"it ended: {each.by.reason.value}",
            each.by.known_from or each.by.given_on,
        )
        for each in endings_of(view.arrangement, policies)
        if each.last_day < each.unpaid_to
    ]
    return [*(effect for _, effect in sorted(found, key=lambda pair: pair[0])), *ended]


def _days(view: ArrangementAsKnown, path: str) -> Iterator[tuple[Variation, date, date]]:
    before = value_at(view.recorded, path)
    if path in AT_ONCE:
        for variation, value in _learnt(view, path):
            if path == "contract.last_day":
                first, last = sorted((_end(before), _end(value)))
                yield variation, days_after(first, 1) if first < date.max else first, last
            else:
                old, new = before or (), value or ()
                for here, there in ((new, old), (old, new)):
                    for each in here:
                        if each not in there:
                            yield variation, *_days_of(each, here)
            before = value
        return
    given = [each for _, each in view.variations if any(change.path == path for change in each.changes)]
    for each, after in zip_longest(given, given[1:]):
        # On its own day another of the same field may count instead.
        yield each, each.effective, date.max if after is None else within_calendar(after.effective, -1)


def _days_of(
    entry: OneOff | Exemption | FinancialAssessment | Suspension, entries: tuple[Any, ...]
) -> tuple[date, date]:
    """The days on which an entry of a list makes a difference.

    A suspension does so on those of the records that adjoin it too, for their days are counted on from it (PAY-07).
    """
    if isinstance(entry, OneOff):
        return entry.on, entry.on
    if isinstance(entry, Exemption):
        return entry.first_day, _end(entry.last_free_day)
    if isinstance(entry, FinancialAssessment):
        later = (each.counts_from for each in entries if each.counts_from > entry.counts_from)
        return entry.counts_from, within_calendar(min(later, default=date.max), -1)
    last = _end(entry.last_day)
    for each in sorted(entries, key=attrgetter("first_day")):
        if last < date.max and each.first_day == days_after(last, 1):
            last = _end(each.last_day)
    return entry.first_day, last


def _learnt(view: ArrangementAsKnown, path: str) -> list[tuple[Variation, Any]]:
    """What a field became, in the order in which that was learnt."""
    given = [(each, change.value) for _, each in view.variations for change in each.changes if change.path == path]
    return sorted(given, key=lambda pair: (pair[0].known_from or pair[0].effective, pair[0].order or 0))


def _end(last_day: Any) -> date:
    """A last day; what has none, or none that is recorded, goes on."""
    return last_day if isinstance(last_day, date) else date.max


def _called(variation: Variation) -> str:
    return variation.reason or variation.ref or ", ".join(change.path for change in variation.changes)
