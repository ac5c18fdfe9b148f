"""The kinds that are not kept by their constructor's fields: what plain data have of them, and how they are made of it.

Beside them the texts that stand for a date, a sum or a number, each in the one form that it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from ..account.balance import AccountBalance
from ..errors import IsfError, quote
from ..model.account import Entry, EntryKind
from ..model.parameters import Policies, with_sources
from ..rules.catalogue import ALL_RULES
from ..rules.engine.case import Case
from ..rules.engine.definition import Breach, Rule
from ..schedule.build import Schedule
from ..schedule.lines import ScheduleData, ShownParts
from ..schedule.payment import Payment, Payments
from ..values.checks import MOST_DIGITS
from ..values.money import ExactMoney, Money, plain_number
from ..values.plain_data import plain_form
from ..values.rates import Rate, RateUnit
from ..values.running_totals import LongFraction
from ..values.timeline import Timeline
from ..values.working_days import WorkingDays
from ._fields import Stated, fields_of

UNREAD: Final = object()
"""What stands for a value that could not be read."""

_A_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_A_SUM = re.compile(r"-?[0-9]{1,40}\.[0-9]{2}")
_A_FRACTION = re.compile(rf"(-?[0-9]{{1,{MOST_DIGITS}}})(?:/([0-9]{{1,{MOST_DIGITS}}}))?")
_A_LONG_FRACTION = re.compile(r"(-?[0-9]{1,3914})(?:/([0-9]{1,3914}))?")
_LONGEST = 2 * MOST_DIGITS + 2
"""Characters of an exact number at most: a longer text is refused before it could be kept by its text."""
_DECIMALS = re.compile(rf"(-?(?:0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}}))\.([0-9]{{0,11}}[1-9])")


def _a_date(text: str) -> Any:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return UNREAD
    return found if found.isoformat() == text else UNREAD  # weeks and dates without dashes are ISO's too


def _a_sum(text: str) -> Any:
    if not _A_SUM.fullmatch(text):
        return UNREAD
    try:
        made = Money(text)
    except IsfError:
        return UNREAD
    return made if str(made) == text else UNREAD


def _a_fraction(text: str, form: re.Pattern[str] = _A_FRACTION) -> Any:
    """An exact number, where the text is the one in which `str` writes it."""
    parts = form.fullmatch(text)
    if parts is None:
        return UNREAD
    over, under = parts.groups()
    try:
        found = Fraction(int(over), int(under or 1))
    except ZeroDivisionError:
        return UNREAD
    return found if str(found) == text else UNREAD


LEAVES: Mapping[Any, Callable[[str], Any]] = {
    date: _a_date,
    Money: _a_sum,
    Fraction: _a_fraction,
    LongFraction: lambda text: _a_fraction(text, _A_LONG_FRACTION),
}
"""What a text may stand for, beside a member of an enumeration; UNREAD where it is not in its one form."""


def _exactly(text: str) -> ExactMoney | None:
    """The exact sum that `plain_number` writes so; None where it writes none so."""
    return _known(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4_096)
def _known(text: str) -> ExactMoney | None:
    decimals = _DECIMALS.fullmatch(text)
    if decimals is not None:
        whole, places = decimals.groups()
        return ExactMoney(Fraction(int(whole + places), 10 ** len(places)))
    found = _a_fraction(text)
    return ExactMoney(found) if found is not UNREAD and plain_number(found) == text else None


def _pounds(pounds: str) -> ExactMoney:
    found = _exactly(pounds)
    if found is None:
        raise IsfError("ExactMoney.pounds", f"{quote(pounds)} is no number", "give one such as '84.375' or '1/3'")
    return found


def _rate(amount: str, unit: RateUnit) -> Rate:
    found = _exactly(amount)
    if found is None:
        raise IsfError("Rate.amount", f"{quote(amount)} is no number", "give one such as '84.375' or '1/3'")
    return Rate(found, unit)


def _rule(code: str, **stated: Any) -> Rule:
    """The library's rule where its words are those that are stored; else one that is named and judges nothing."""
    stored = Rule(code=code, **stated)
    if code in ALL_RULES and plain_form(ALL_RULES[code]) == plain_form(stored):
        return ALL_RULES[code]
    named = {each.test.__name__: named_function(each.test.__name__, lambda case: True) for each in stored.when}
    return stored.replace(
        test=named_function(stored.test.__name__, lambda case: case.require(None, f"rules.{code}")),
        when=tuple(each.replace(test=named[each.test.__name__]) for each in stored.when),
    )


def named_function(name: object, judge: Callable[[Case], Any]) -> Any:
    """A function in the place of one that was stored by its name."""

    def unknown(case: Case) -> Any:
        return judge(case)

    unknown.__name__ = name if isinstance(name, str) else "unknown"
    return unknown


def _calendar(first: date, last: date, proclaimed_to: date, holidays: Any) -> WorkingDays:
    return WorkingDays(frozenset(_days_of(holidays)), first, last, proclaimed_to)


def _days_of(holidays: Mapping[Any, Any]) -> Iterator[date]:
    for year, days in holidays.items():
        for day in days.split(" ") if isinstance(days, str) else ("?",):
            try:
                if not _A_DATE.fullmatch(f"{year}-{day}"):
                    raise ValueError
                yield date.fromisoformat(f"{year}-{day}")
            except ValueError:
                wrong = f"{quote(f'{year}-{day}')} is no day"
                raise IsfError("WorkingDays.holidays", wrong, "give days by year, such as '04-03 04-06'") from None


class ByYear:
    """Days by year, in short: a dict of texts."""


def _policies(entries: Any, sources: Any = ()) -> Policies[Any]:
    return with_sources(entries, sources)


_SCHEDULE = (
    Stated("parts", "parts", tuple[ScheduleData, ...], False),
    Stated("shown", "shown", ShownParts | None, False),
    Stated("places", "places", tuple[int, ...], False),
)
_OWN_FIELDS: dict[type[Any], tuple[Stated, ...]] = {
    Payment: (
        Stated("number", "number", int, False),
        Stated("data", "data", ScheduleData, False),
        Stated("shown", "shown", ShownParts | None, False),
    ),
    Payments: _SCHEDULE,
    Schedule: _SCHEDULE,
    AccountBalance: (
        Stated("on", "on", date, False),
        Stated("sums", "sums", tuple[tuple[EntryKind, Money], ...], False),
        Stated("committed", "committed", Money | None, False),
        Stated("entries", "entries", tuple[Entry, ...], True),
    ),
    ExactMoney: (Stated("pounds", "pounds", str, False),),
    Rate: (Stated("amount", "amount", str, False), fields_of(Rate)[1]),
    WorkingDays: (
        Stated("first", "first", date, False),
        Stated("last", "last", date, False),
        Stated("proclaimed_to", "proclaimed_to", date, False),
        Stated("holidays", "holidays", ByYear, False),
    ),
}

OWN_WAYS: Mapping[type[Any], Any] = {
    ExactMoney: _pounds,
    Rate: _rate,
    WorkingDays: _calendar,
    Timeline: lambda first, changes: Timeline(first, *changes),
    Policies: _policies,
    AccountBalance: AccountBalance.from_stored,
    Payment: Payment.from_stored,
    Payments: Payments.from_stored,
    Schedule: Schedule.from_stored,
    Breach: lambda where, facts, owed_by, trees=(): Breach(where, owed_by=owed_by, trees=trees, **dict(facts)),
    Rule: _rule,
}


def fields_in_plain(kind: Any) -> tuple[Stated, ...]:
    """The fields of a kind as plain data have them."""
    return _OWN_FIELDS.get(kind) or fields_of(kind)
