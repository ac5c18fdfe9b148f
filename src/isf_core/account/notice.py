"""Notice: the last day it leads to, the days that were not served, and pay in lieu (END-01).

>>> four_weeks = Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS)
>>> last_day_of_notice(four_weeks, given_on=date(2026, 8, 10))
datetime.date(2026, 9, 7)
"""

from __future__ import annotations

from datetime import date

import attrs

from ..errors import IsfError, OutsideTheArrangement, recorded
from ..model.arrangement import Arrangement
from ..model.documents import Party, ends_on
from ..model.parameters import GivenPolicy, Parameters, policies_of
from ..model.termination import Notice, NoticeUnit, Termination, TerminationTerms
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import day, instance
from ..values.dates import Period, days_after, months_after
from ..values.explanation import Explanation
from ..values.money import Money
from ..values.rates import Rate
from ..values.sources import LANCASHIRE
from ..values.timeline import Timeline
from ..values.working_days import WorkingDays

IN_LIEU = LANCASHIRE("6.18", words="after deduction of any payment in lieu of notice due to the Provider")


def last_day_of_notice(notice: Notice, *, given_on: date, working_days: WorkingDays | None = None) -> date:
    """Work out the last day of support for notice given on a day; notice starts on the day after.

    28 days from 10 August end on 7 September. Months go by the calendar: one month from 31 January ends on the last
    day of February. Notice of 0 ends the arrangement on the day on which it is given.

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


@attrs.frozen(kw_only=True)
class EndOfArrangement:
    """How an arrangement ends: the last day of the notice, and the last day of support.

    `notice_shortfall` is the days of notice that were not served, if support ended before the notice did.
    """

    ending: Termination
    notice: Notice
    notice_ends: date
    last_day: date
    notice_shortfall: Period | None

    @property
    def shortfall_days(self) -> int:
        """The number of calendar days of notice that were not served."""
        return 0 if self.notice_shortfall is None else self.notice_shortfall.days


def end_of(arrangement: Arrangement, ending: Termination, *, policy: GivenPolicy) -> EndOfArrangement:
    """Work out how a termination ends an arrangement (END-01, END-03).

    Interpretation: a reason without notice of its own needs the ordinary notice. Days after the contract's own last
    day are no shortfall, because it would have ended then anyway. Days before notice was given are no shortfall
    either, so the shortfall is never longer than the notice.

    Raises NotRecorded if no termination terms are stated, IsfError if the party may not end it at all, and
    OutsideTheArrangement for notice given after the end.
    """
    instance("end_of", arrangement, Arrangement, "give an Arrangement")
    instance("end_of", ending, Termination, "give a Termination")
    parameters = policies_of("end_of", policy).on(ending.given_on)
    terms = termination_terms(arrangement, parameters)
    notice = terms.notice_of(ending.party, ending.reason)
    if notice is None:
        wrong = f"the {ending.party.value} has no right to end it for {ending.reason.value}"
        raise IsfError("contract.termination.notices", wrong, "agree a notice for that party, or end it by another")
    contract = arrangement.contract
    end = ends_on(contract.last_day)
    if ending.given_on > end:
        wrong = f"notice given on {ending.given_on}, after the last day, {end}"
        raise OutsideTheArrangement("endings.given_on", wrong, "give the day on which notice was given")
    calendar = contract.payment.working_days or parameters.working_days
    notice_ends = min(last_day_of_notice(notice, given_on=ending.given_on, working_days=calendar), end)
    last_day = notice_ends if ending.last_day is None else min(ending.last_day, end)
    first_day = contract.first_day
    if first_day is not None and last_day < first_day:
        wrong = f"the last day, {last_day}, is before the first, {first_day}"
        raise OutsideTheArrangement("endings.last_day", wrong, "give a last day within the arrangement")
    served_to = max(last_day, ending.given_on)
    return EndOfArrangement(
        ending=ending,
        notice=notice,
        notice_ends=notice_ends,
        last_day=last_day,
        notice_shortfall=Period(first_day=days_after(served_to, 1), last_day=notice_ends)
        if served_to < notice_ends
        else None,
    )


def pay_in_lieu(ended: EndOfArrangement, resolved: ResolvedTerms) -> Explanation:
    """Work out what is due to the holder for unserved days of notice: calendar days at the gross rate.

    Interpretation: a holder that gives short notice itself is owed nothing, and nothing is owed if the contract may
    end without notice. The gross rate is the budget before the contribution, less in-house services, which the holder
    never received.
    """
    instance("pay_in_lieu", ended, EndOfArrangement, "give what end_of(...) gave")
    instance("pay_in_lieu", resolved, ResolvedTerms, "give what resolve_terms(...) gave")
    if ended.notice_shortfall is None:
        return Explanation.given("pay in lieu: the notice was served in full", Money(0), IN_LIEU)
    if ended.ending.party is Party.HOLDER:
        return Explanation.given("pay in lieu: the holder gave the short notice itself", Money(0), IN_LIEU)
    gross = Explanation.sum("budget", *_accrued(resolved, resolved.budget, ended.notice_shortfall))
    services = [
        node
        for service in resolved.in_house
        for node in _accrued(resolved, service.cost, ended.notice_shortfall, service.what)
    ]
    exact = Explanation.less(f"{ended.shortfall_days} days of notice not served", gross, *services)
    due = Explanation.greatest("never below 0.00", Explanation.given("nothing", Money(0)), exact)
    return Explanation.rounded("pay in lieu of notice", due, IN_LIEU)


def _accrued(resolved: ResolvedTerms, rates: Timeline[Rate], days: Period, what: str = "") -> list[Explanation]:
    """What a rate comes to over some days, part by part."""
    return [
        Explanation.given(
            f"{what + ', ' if what else ''}{span.days} days at {rate}, {span}",
            resolved.accrued_by(rate, span),
        )
        for span, rate in rates.within(days)
    ]
