"""Why payments changed, as a person is told: what differs between two arrangements as they were known, in sentences.

Only what bears on payments is looked at. What a change was called when it was recorded is not said: it is written for
those who record, and may hold a path or a reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import dropwhile
from operator import attrgetter
from typing import Any, NamedTuple

from ...assessment import Assessment
from ...model.arrangement import Arrangement
from ...model.documents import OpenEnded, ends_on
from ...model.knowledge import ArrangementAsKnown
from ...model.organisations import Holder
from ...model.suspension import Suspension, SuspensionReason
from ...schedule.payment import Payments
from ...values.dates import Period
from ...values.money import Rounding
from ...values.rates import Rate
from ...values.timeline import Timeline, together
from ..letter_sentences import CHANGES
from ._writer import Writer

_RATES = ("budget.actual", "budget.contribution")
_SAID = (
    *("budget.financial_assessments", "budget.exemptions", "budget.in_house", "budget.deployment"),
    *("contract.fee", "contract.suspension", "holder", "funding", "contract.fee_placement", "contract.payment"),
)
"""What is said to have changed, and not how."""
_BY_PHASE = {"holder": "holder", "funding": "funding", "contract.payment": "payment"}
"""What a phase has from its first day on."""
_A_DAY = timedelta(days=1)
_SAID_AS = {"contract.fee_placement": "contract.fee"}
Shown = Sequence[Period]
"""The days of the payments that a letter shows: what bears on none of them is no reason for what it says."""


def reasons(writer: Writer, before: Assessment, after: Assessment, provider: str, shown: Shown) -> tuple[str, ...]:
    """Why the payments of some days differ, each reason once; nothing where nothing that bears on them differs."""
    old, new = as_known(before), as_known(after)
    said = [*_times_away(writer, old, new, shown), *_rates(writer, old, new, shown)]
    said += [*_sums_once(writer, old, new, shown), *_days(writer, old, new, shown)]
    said += [
        writer.say(CHANGES[_SAID_AS.get(path, path)], **({"provider": provider} if "fee" in path else {}))
        for path in _SAID
        if _is_another(old, new, path, shown)
    ]
    if before.policies != after.policies:
        said.append(writer.say(CHANGES["policies"]))
    return tuple(dict.fromkeys(said))


def _are_shown(shown: Shown, first_day: date, last_day: date) -> bool:
    """Whether any of these days is one of a payment that is shown."""
    return any(each.first_day <= last_day and first_day <= each.last_day for each in shown)


def _is_another(old: Arrangement, new: Arrangement, path: str, shown: Shown) -> bool:
    """Whether a field is another than it was; on one of the days shown, where it is known from day to day."""
    was, now = (_over_time(each, path) for each in (old, new))
    if isinstance(was, Timeline) and isinstance(now, Timeline):
        return any(True for _ in _differences(new, was, now, shown))
    return bool(was != now)


def _over_time(of: Arrangement, path: str) -> Any:
    """What a field holds; from day to day, where phases have it. A provider is the same whatever it is called."""
    value = attrgetter(path)(of)
    if path not in _BY_PHASE:
        return value
    over_time = Timeline(value, *((each.since, getattr(each, _BY_PHASE[path])) for each in of.later))
    return over_time.map(lambda holder: holder and holder.ref) if path == "holder" else over_time


def _differences(new: Arrangement, was: Timeline[Any], now: Timeline[Any], shown: Shown) -> Iterator[tuple[Any, ...]]:
    """Each part in which two timelines differ, and of which a day is shown: its first day, and both values."""
    last = max(each.last_day for each in shown)
    start = min(new.contract.first_day or last, last)
    days = {on for on, _ in (*was.changes, *now.changes) if on > start}
    both = Timeline((was.on(start), now.on(start)), *((on, (was.on(on), now.on(on))) for on in days))
    for part, (before, after) in both.within(Period(first_day=start, last_day=last)):
        if before != after and _are_shown(shown, part.first_day, part.last_day):
            yield part.first_day, before, after


def as_known(of: Assessment) -> Arrangement:
    """The arrangement as it was known when it was assessed."""
    return ArrangementAsKnown.on(of.arrangement, of.on).arrangement


class HolderOfDays(NamedTuple):
    """Who the provider is on some days, and who was known to be before."""

    days: Period
    holder: Holder
    before: Holder | None

    @property
    def is_another(self) -> bool:
        """Whether somebody else was known to be: a provider is the same whatever it is called."""
        return self.before is None or self.before.ref != self.holder.ref


def holders_otherwise(before: Assessment, after: Assessment, payments: Payments) -> tuple[HolderOfDays, ...]:
    """Who the provider is, from the first day on of the days paid for on which it is another than was known."""
    paid_for = Period(first_day=payments[0].first_day, last_day=max(each.last_day for each in payments))
    old, new = (
        Timeline(each.holder, *((later.since, later.holder) for later in each.later))
        for each in map(as_known, (before, after))
    )
    first, *later = together(paid_for.first_day, old, new, before=paid_for.day_after.toordinal())
    parts = Timeline(tuple(first[1]), *((since, tuple(held)) for since, held in later)).within(paid_for)
    held = [HolderOfDays(days, now, was) for days, (was, now) in parts if now is not None]
    return tuple(dropwhile(lambda each: not each.is_another, held))


def _times_away(writer: Writer, old: Arrangement, new: Arrangement, shown: Shown) -> Iterator[str]:
    """Every time away that is new, and those that were noted and were not so, or not all of them."""
    added = [each for each in new.suspensions if each not in old.suspensions]
    begin = {each.first_day for each in added}
    gone = [each for each in old.suspensions if each not in new.suspensions and each.first_day not in begin]
    for each in (*added, *gone):
        if _are_shown(shown, each.first_day, ends_on(each.last_day)):
            yield (
                _time_away(writer, each) if each in added else writer.say(CHANGES["not away"], first_day=each.first_day)
            )


def _time_away(writer: Writer, away: Suspension) -> str:
    reason = (away.reason or SuspensionReason.OTHER).value
    if isinstance(away.last_day, OpenEnded):
        return writer.say(CHANGES[f"{reason} open"], first_day=away.first_day)
    name = f"{reason} ahead" if writer.on < away.first_day else reason if away.last_day < writer.on else f"{reason} now"
    return writer.say(CHANGES[name], first_day=away.first_day, last_day=away.last_day)


def _rates(writer: Writer, old: Arrangement, new: Arrangement, shown: Shown) -> Iterator[str]:
    """Each rate from each day on which it is another than it would have been; one still to come goes up or down.

    Both are recorded: without either there is no schedule, and nothing to compare.
    """
    for path in _RATES:
        was, now = (attrgetter(path)(each) for each in (old, new))
        for since, before, after in _differences(new, was, now, shown):
            name, begins = path, since == new.contract.first_day
            if since >= writer.on and not begins and before.unit is after.unit and now.on(since - _A_DAY) == before:
                name += " up" if after.amount > before.amount else " down"
            yield writer.say(CHANGES[name], before=rate(writer, before), after=rate(writer, after), day=since)


def rate(writer: Writer, given: Rate) -> str:
    """A rate as the person reads it: no fraction, but about how many pounds and pence it is."""
    if "/" not in str(given.amount):
        return writer.words.fact(given)
    return writer.say(CHANGES["about"], amount=Rate(given.amount.rounded(Rounding.HALF_UP), given.unit))


def _sums_once(writer: Writer, old: Arrangement, new: Arrangement, shown: Shown) -> Iterator[str]:
    was, now = (
        [once for once in each.budget.one_offs or () if _are_shown(shown, once.on, once.on)] for each in (old, new)
    )
    for each in now:
        if each not in was:
            yield writer.say(CHANGES["budget.one_offs"], amount=each.amount, day=each.on, what=each.what)
    for each in was:
        if each not in now:
            yield writer.say(CHANGES["budget.one_offs gone"], amount=each.amount, what=each.what)


def _days(writer: Writer, old: Arrangement, new: Arrangement, shown: Shown) -> Iterator[str]:
    """The first and the last day, and an end that somebody gave notice of."""
    was, now = (each.contract for each in (old, new))
    if was.first_day != now.first_day and now.first_day is not None:
        yield writer.say(CHANGES["contract.first_day"], day=now.first_day)
    ends = sorted(date.max if each.last_day is None else ends_on(each.last_day) for each in (was, now))
    last = max(each.last_day for each in shown)
    if ends[0] < last and was.last_day != now.last_day:
        is_open = not isinstance(now.last_day, date)
        name, day = ("contract.last_day open", {}) if is_open else ("contract.last_day", {"day": now.last_day})
        yield writer.say(CHANGES[name], **day)
    known = [[each for each in of.endings if (each.last_day or date.min) < last] for of in (old, new)]
    if known[0] != known[1]:
        yield writer.say(CHANGES["endings"])
