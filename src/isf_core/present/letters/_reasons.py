"""Why payments changed, as a person is told: what differs between two arrangements as they were known, in sentences.

Only what bears on payments is looked at. What a change was called when it was recorded is not said: it is written for
those who record, and may hold a path or a reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from ...assessment import Assessment
from ...model.arrangement import Arrangement
from ...model.documents import OpenEnded
from ...model.knowledge import ArrangementAsKnown
from ...model.suspension import Suspension, SuspensionReason
from ...values.money import Rounding
from ...values.rates import Rate
from ..letter_sentences import CHANGES
from ._writer import Writer

_RATES = ("budget.actual", "budget.contribution")
_SAID = (
    *("budget.financial_assessments", "budget.exemptions", "budget.in_house", "budget.deployment"),
    *("contract.fee", "contract.suspension", "holder", "funding"),
)
"""What is said to have changed, and not how."""
_A_DAY = timedelta(days=1)
_SAID_TOO = {"contract.fee_placement": "contract.fee"}


def reasons(writer: Writer, before: Assessment, after: Assessment, provider: str) -> tuple[str, ...]:
    """Why the payments differ, each reason once; nothing where nothing that bears on payments differs."""
    old, new = as_known(before), as_known(after)
    said = [*_times_away(writer, old, new), *_rates(writer, old, new), *_sums_once(writer, old, new)]
    said += _days(writer, old, new)
    said += [
        writer.say(CHANGES[_SAID_TOO.get(path, path)], **({"provider": provider} if "fee" in path else {}))
        for path in (*_SAID, *_SAID_TOO)
        if attrgetter(path)(old) != attrgetter(path)(new)
    ]
    if old.contract.payment != new.contract.payment or _terms(old) != _terms(new):
        said.append(writer.say(CHANGES["contract.payment"]))
    if old.later != new.later:
        said += [
            writer.say(CHANGES[name])
            for name in ("holder", "funding")
            if [getattr(each, name) for each in old.later] != [getattr(each, name) for each in new.later]
        ]
    if before.policies != after.policies:
        said.append(writer.say(CHANGES["policies"]))
    return tuple(dict.fromkeys(said))


def as_known(of: Assessment) -> Arrangement:
    """The arrangement as it was known when it was assessed."""
    return ArrangementAsKnown.on(of.arrangement, of.on).arrangement


def _terms(of: Arrangement) -> list[Any]:
    return [each.payment for each in of.later]


def _times_away(writer: Writer, old: Arrangement, new: Arrangement) -> Iterator[str]:
    """Every time away that is new, and those that were noted and were not so, or not all of them."""
    added = [each for each in new.suspensions if each not in old.suspensions]
    for each in added:
        yield _time_away(writer, each)
    begin = {each.first_day for each in added}
    for each in old.suspensions:
        if each not in new.suspensions and each.first_day not in begin:
            yield writer.say(CHANGES["not away"], first_day=each.first_day)


def _time_away(writer: Writer, away: Suspension) -> str:
    reason = (away.reason or SuspensionReason.OTHER).value
    if isinstance(away.last_day, OpenEnded):
        return writer.say(CHANGES[f"{reason} open"], first_day=away.first_day)
    name = f"{reason} ahead" if writer.on < away.first_day else reason
    return writer.say(CHANGES[name], first_day=away.first_day, last_day=away.last_day)


def _rates(writer: Writer, old: Arrangement, new: Arrangement) -> Iterator[str]:
    """Each rate from each day on which it is another than it would have been; one still to come goes up or down."""
    for path in _RATES:
        was, now = (attrgetter(path)(each) for each in (old, new))
        days = sorted({date.min, *(on for on, _ in (*was.changes, *now.changes))})
        last: tuple[Rate, Rate] | None = None
        for on in days:
            here = was.on(on), now.on(on)
            if here[0] != here[1] and here != last:
                since = on if on > date.min else new.contract.first_day
                before, after = (rate(writer, each) for each in here)
                name = path
                if on >= writer.on and here[0].unit is here[1].unit and now.on(on - _A_DAY) == here[0]:
                    name += " up" if here[1].amount > here[0].amount else " down"
                yield writer.say(CHANGES[name], before=before, after=after, day=since)
            last = here


def rate(writer: Writer, given: Rate) -> str:
    """A rate as the person reads it: no fraction, but about how many pounds and pence it is."""
    if "/" not in str(given.amount):
        return writer.words.fact(given)
    return writer.say(CHANGES["about"], amount=Rate(given.amount.rounded(Rounding.HALF_UP), given.unit))


def _sums_once(writer: Writer, old: Arrangement, new: Arrangement) -> Iterator[str]:
    was, now = (each.budget.one_offs or () for each in (old, new))
    for each in now:
        if each not in was:
            yield writer.say(CHANGES["budget.one_offs"], amount=each.amount, day=each.on, what=each.what)
    for each in was:
        if each not in now:
            yield writer.say(CHANGES["budget.one_offs gone"], amount=each.amount, what=each.what)


def _days(writer: Writer, old: Arrangement, new: Arrangement) -> Iterator[str]:
    """The first and the last day, and an end that somebody gave notice of."""
    for name in ("first_day", "last_day"):
        now = getattr(new.contract, name)
        if getattr(old.contract, name) != now:
            if isinstance(now, date):
                yield writer.say(CHANGES[f"contract.{name}"], day=now)
            else:
                yield writer.say(CHANGES["contract.last_day open"])
    if old.endings != new.endings:
        yield writer.say(CHANGES["endings"])
