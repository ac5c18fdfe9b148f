"""When an arrangement ends: on the contract's last day, or earlier by a recorded termination.

Interpretation: a termination ends the payments on the last day of support, which is its own `last_day` where it has
one, else the last day of its notice. Days of notice that were not served are for the final account (pay in lieu). A
notice that a party has no right to give ends nothing by itself (END-03 finds it); where support stopped all the same,
record its last day. A change of holder ends the payments to this one; those to the next begin when the variation of
`holder` takes effect, and nobody is paid for days between.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..errors import OutsideTheArrangement, TooLarge, recorded
from ..model.arrangement import Arrangement
from ..model.budget import OneOff
from ..model.documents import OpenEnded, ends_on
from ..model.parameters import Parameters, Policies
from ..model.termination import Notice, NoticeUnit, Termination, TerminationReason, TerminationTerms
from ..values.checks import day, instance
from ..values.dates import Period, days_after, months_after
from ..values.working_days import WorkingDays


def last_day_of_notice(notice: Notice, *, given_on: date, working_days: WorkingDays | None = None) -> date:
    """Work out the last day of support for notice given on a day; notice starts on the day after.

    28 days from 10 August end on 7 September. Months go by the calendar: one month from 31 January ends on the last
    day of February. Notice of 0 ends the arrangement on the day on which it is given.

    >>> from ..model.documents import Party
    >>> four_weeks = Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS)
    >>> last_day_of_notice(four_weeks, given_on=date(2026, 8, 10))
    datetime.date(2026, 9, 7)

    For notice in working days, give the calendar as `working_days`: weekends and holidays do not count. Raises
    NotRecorded without it, and OutsideCalendar if it does not reach far enough.
    """
    instance("last_day_of_notice", notice, Notice, "give a Notice")
    day("last_day_of_notice", given_on)
    if notice.unit is NoticeUnit.WORKING_DAYS:
        calendar = recorded(working_days, "the last day of notice", "contract.payment.working_days")
        right = "give WorkingDays, such as WorkingDays.england_and_wales()"
        instance("last_day_of_notice.working_days", calendar, WorkingDays, right)
        return calendar.counted_from(given_on, notice.length)
    if notice.unit is NoticeUnit.MONTHS:
        return months_after(given_on, notice.length)
    return days_after(given_on, notice.length * (7 if notice.unit is NoticeUnit.WEEKS else 1))


def termination_terms(arrangement: Arrangement, parameters: Parameters) -> TerminationTerms:
    """The contract's terms of ending, else the policy's; raises NotRecorded where neither states them."""
    terms = arrangement.contract.termination or parameters.termination
    return recorded(terms, "how the arrangement ends", "contract.termination")


def contract_end(arrangement: Arrangement, ending: Termination) -> date:
    """When the contract would have ended without an ending: as it stood when notice was given, or later since."""
    end = ends_on(arrangement.contract.last_day)
    return end if ending.contract_ends is None else max(end, ends_on(ending.contract_ends))


def notice_ends(arrangement: Arrangement, ending: Termination, policies: Policies[Parameters]) -> date | None:
    """The last day of an ending's notice; None where its party may not give one. Raises NotRecorded."""
    parameters = policies.on_or_first(ending.given_on)
    notice = termination_terms(arrangement, parameters).notice_of(ending.party, ending.reason)
    if notice is None:
        return None
    calendar = arrangement.contract.payment.working_days or parameters.working_days
    ends = last_day_of_notice(notice, given_on=ending.given_on, working_days=calendar)
    return min(ends, contract_end(arrangement, ending))


class Ended(NamedTuple):
    """What an ending does: its last day, and the first day of the next holder, where the fund goes on with another."""

    by: Termination
    last_day: date
    goes_on: date | None

    @property
    def unpaid_to(self) -> date:
        """The last of the days after it for which nobody is paid; its last day, where the next holder follows."""
        return date.max if self.goes_on is None else max(self.last_day, days_after(self.goes_on, -1))


def endings_of(known: Arrangement, policies: Policies[Parameters]) -> Iterator[Ended]:
    """What each ending does of an arrangement as known on a day; none where its party may not give it.

    Raises NotRecorded where that depends on terms of ending that nobody recorded.
    """
    for ending in known.endings:
        if ending.withdrawn_on is not None:
            continue
        last_day = ending.last_day
        if last_day is None:
            try:
                last_day = notice_ends(known, ending, policies)
            except TooLarge:  # it would run past the end of the calendar
                continue
        if last_day is not None:
            yield Ended(ending, last_day, _next_holder(known, ending, min(last_day, ending.given_on)))


def _next_holder(known: Arrangement, ending: Termination, after: date) -> date | None:
    """The first day of the next holder that follows, where the holder changes."""
    holder = known.holder
    for phase in known.later if ending.reason is TerminationReason.CHANGE_OF_HOLDER else ():
        if phase.holder != holder and phase.since > after:
            return phase.since
        holder = phase.holder
    return None


class Ends(NamedTuple):
    """When an arrangement ends, and the days on which nobody holds it."""

    last_day: date | OpenEnded | None
    between: tuple[Period, ...] = ()

    def held_to(self, first: date | None, last: date | OpenEnded | None) -> date | OpenEnded | None:
        """The last of some days on which somebody holds it; the day before the first where nobody does."""
        unheld = (each for each in self.between if first is not None and each.last_day >= first)
        begins = min((max(each.first_day, first or date.min) for each in unheld), default=date.max)
        return days_after(begins, -1) if begins <= ends_on(last) and begins < date.max else last

    def all_inside(self, first: date | None, one_offs: tuple[OneOff, ...]) -> None:
        """Refuse a one-off sum that is dated outside the arrangement, or when nobody holds it."""
        end = self.last_day
        for place, one_off in enumerate(one_offs):
            where = f"budget.one_offs[{place}].on"
            if any(one_off.on in each for each in self.between):
                right = "date it when somebody does, or let the next holder begin earlier"
                raise OutsideTheArrangement(where, f"nobody holds the fund on {one_off.on}", right)
            if (first is not None and one_off.on < first) or one_off.on > ends_on(end):
                until = end if isinstance(end, date) else "open-ended"
                wrong = f"{one_off.on} is outside the arrangement ({first} to {until})"
                raise OutsideTheArrangement(where, wrong, "no payment could carry it; date it within")


def ends_of(known: Arrangement, policies: Policies[Parameters]) -> Ends:
    """When an arrangement as known on a day ends: the earliest by the contract and by those who ended it.

    A last day of None is not recorded. Raises NotRecorded where it depends on terms of ending that nobody recorded.
    """
    end, unpaid = known.contract.last_day, []
    # Those that hand it over come last: where it ends before the next holder begins, nothing is handed over.
    for each in sorted(endings_of(known, policies), key=lambda each: each.goes_on is not None):
        if each.goes_on is None or each.goes_on > ends_on(end):
            end = min(each.last_day, ends_on(end))
        elif each.last_day < each.unpaid_to:
            unpaid.append(Period(first_day=days_after(each.last_day, 1), last_day=each.unpaid_to))
    return Ends(end, tuple(unpaid))
