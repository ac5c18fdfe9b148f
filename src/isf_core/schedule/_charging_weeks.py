"""Whole charging weeks: what each week comes to, and what has been charged by the end of a day (PAY-13).

A charging week is charged whole on its first day, so that it belongs to the period in which it begins. It comes to
the lesser of a week's assessed sum and what the days of the week cost, of those days that the arrangement has. What
is paid by instalments costs each day its share of the month's: all the weeks together cost what is paid for them.

Interpretation: where the assessed sum changes inside a week, or part of the week is suspended, the week's sum is the
average of its days, so that one day's change is worth a seventh of a week. A charge below the collection floor is
that of one charging week. A charging week that has begun is finished under the rule under which it began. What is
charged in another way from then on begins on the day after it, and days before the first charging week of a new kind
are charged a seventh of a week's sum each, so that no day is charged twice or left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import NamedTuple

from ..model.documents import OpenEnded
from ..values.dates import Period, days_after
from ..values.pay_cycle import PayCycle
from ._accrual import NEVER, TICKS, AccrualProfile, AccrualRate, MonthProfile, shown_of, ticks_at

_PARTS = lcm(*range(1, 8))
"""Whatever part of a week some days are, that is a whole number of these."""


class ChargingWeeks(NamedTuple):
    """The first and last day of those that are charged by the week, and the weekday on which one begins (1 to 7).

    `follows`: whether the days before them are charged in another way. Their own days before the first whole week are
    then no week: each is charged a seventh.
    """

    first_day: date
    last_day: date | OpenEnded
    begins: int
    follows: bool = False

    def next_from(self, on: date) -> date:
        """The first day from one on with which a week begins: the week before it is finished."""
        return self.first_day if on <= self.first_day else days_after(on, (self.begins - on.isoweekday()) % 7)

    def is_part(self, begin: int) -> bool:
        """Whether the days that begin on some day are before the first week, and are charged a seventh each."""
        return self.follows and begin == self.first_day.toordinal() and bool((begin - self.begins) % 7)


class ChargedWeek(NamedTuple):
    """One charging week: what was assessed for a week, what its days cost, and what is charged.

    The sums are whole numbers over the denominator of the profile. `is_part`: whether it is the days before the first
    week, which are charged a seventh each.
    """

    first_day: date
    days: int
    is_part: bool
    assessed: int
    cost: int
    charge: int

    @property
    def is_let_go(self) -> bool:
        """Whether it is below the collection floor."""
        return not self.charge and bool(min(self.assessed, self.cost))


_NO_MORE: tuple[int, None, int] = (NEVER, None, 0)


class WeekProfile(NamedTuple):
    """How charges by the week accrue, as an AccrualProfile tells it: each on its week's first day.

    They always run: what one payment was too small to show comes off a later one.
    """

    weeks: ChargingWeeks
    sums: tuple[tuple[int, int, int, int, bool], ...]
    """From the ordinal of a day on: what is assessed a week, what a day costs, what each tick of the month clock does
    beside it, and whether the week is collected."""
    cycle: PayCycle
    floor: int
    """The collection floor in pence."""
    denominator: int
    """What the sums are divided by to make pounds, and what has accrued, to make pence."""
    has_instalments: bool = True
    counts_months: bool = False
    steps: tuple[()] = ()

    @classmethod
    def of(
        cls,
        weeks: ChargingWeeks,
        sums: tuple[tuple[int, Fraction, AccrualRate, bool], ...],
        cycle: PayCycle,
        floor: int,
    ) -> WeekProfile | None:
        """The profile of what is assessed a week and how what may be charged for accrues, in pounds.

        None where nothing is ever charged.
        """
        # A week that began while it was collected goes on into days of which that is no longer so.
        if not any(assessed for _, assessed, _, _ in sums) or not any(is_collected for *_, is_collected in sums):
            return None
        over = (
            2 * _PARTS * lcm(*[each.denominator for _, assessed, costs, _ in sums for each in (assessed, *costs[:2])])
        )
        over *= TICKS if any(costs.per_month for _, _, costs, _ in sums) else 1

        def whole(sum_: Fraction) -> int:
            above, below = sum_.as_integer_ratio()
            return above * (over // below)

        made = tuple(
            [
                (on, whole(assessed), whole(costs.per_day), whole(costs.per_month) // TICKS, is_collected)
                for on, assessed, costs, is_collected in sums
            ]
        )
        return cls(weeks, made, cycle, floor, over)

    def pounds(self, sum_: int) -> Fraction:
        """A sum of a charging week in pounds."""
        return Fraction(sum_, self.denominator)

    def accrued(self, ends: Sequence[int], ticks: Sequence[int]) -> list[int]:
        """What was charged from the first day up to each of some days (in order), times the denominator."""
        out, total = [], 0
        runs = self._runs(self.sums[0][0], ends[-1])
        begin, week, number = next(runs, _NO_MORE)
        for end in ends:
            while begin < end:
                # Those of the run that begin before the end; one that is left begins on it or later.
                begun = min(number, (end - begin + 6) // 7)
                if week is not None:
                    total += 100 * week.charge * begun
                begin, number = begin + 7 * begun, number - begun
                if not number:
                    begin, week, number = next(runs, _NO_MORE)
            out.append(total)
        return out

    def shown(self, ends: Sequence[int], ticks: Sequence[int], *, runs: bool) -> list[int]:
        """Whole pence up to each of some days, as `shown_of` has them."""
        return shown_of(self.accrued(ends, ticks), self.denominator, runs=runs)

    def beginning_in(self, start: int, end: int) -> Iterator[ChargedWeek]:
        """The charging weeks that begin from one day up to another, and are collected."""
        for begin, week, number in self._runs(start, end):
            for place in range(number if week is not None else 0):
                yield week._replace(first_day=date.fromordinal(begin + 7 * place))  # type: ignore[union-attr]

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, ChargedWeek | None, int]]:
        """The charging weeks that begin from one day up to another, those in a row that come to the same as one.

        Each run has the ordinal of its first day, its first week, which is None where it is not collected, and how
        many weeks it has.
        """
        first, begins = self.weeks.first_day.toordinal(), self.weeks.begins
        last = self.weeks.last_day.toordinal() + 1 if isinstance(self.weeks.last_day, date) else NEVER
        # The first day of all begins a week, whatever its weekday; day 1 of the calendar was a Monday.
        begin = first if start <= first else start + (begins - start) % 7
        sums = self.sums
        place = max(bisect_right(sums, begin, key=itemgetter(0)) - 1, 0)
        while begin < min(end, last):
            following = min(begin + 1 + (begins - begin - 1) % 7, last)
            while place + 1 < len(sums) and sums[place + 1][0] <= begin:
                place += 1
            # Whole weeks up to the next change, or to the last day, are all alike; one that is cut stands by itself.
            alike = min(sums[place + 1][0] if place + 1 < len(sums) else NEVER, last) - begin
            # No two weeks are alike where a month's cost is shared out over its days, few or many.
            is_whole = following == begin + 7 and sums[place][0] <= begin and not sums[place][3]
            number = max(min(alike // 7, (end - begin + 6) // 7), 1) if is_whole else 1
            yield begin, self._week(begin, following, place), number
            begin = following + 7 * (number - 1)

    def _week(self, begin: int, end: int, place: int) -> ChargedWeek | None:
        """The charging week of some days, `place` being that of the sums on its first; None where not collected."""
        assessed = cost = 0
        is_collected, days, is_part = False, end - begin, self.weeks.is_part(begin)
        while place < len(self.sums) and self.sums[place][0] < end:
            since, a_week, a_day, a_tick, collected = self.sums[place]
            place += 1
            here, until = max(begin, since), min(end, self.sums[place][0] if place < len(self.sums) else NEVER)
            assessed += a_week * (until - here) // (7 if is_part else days)
            cost += a_day * (until - here)
            if a_tick:
                cost += a_tick * (ticks_at(self.cycle, until) - ticks_at(self.cycle, here))
            is_collected = is_collected or (collected and since <= begin)
        if not is_collected:
            return None
        cost = max(cost, 0)  # a week's deductions may be more than its days of an instalment
        charge = min(assessed, cost)
        least = self.floor * (days if is_part else 7) * self.denominator
        return ChargedWeek(
            date.fromordinal(begin), days, is_part, assessed, cost, 0 if 700 * charge < least else charge
        )


Profile = AccrualProfile | WeekProfile
"""How a component accrues: by days and months, or by whole charging weeks."""


def accrued_by(profile: Profile | MonthProfile | None, cycle: PayCycle, span: Period) -> Fraction:
    """What accrues over some days, in exact pounds."""
    if profile is None:
        return Fraction(0)
    days = [span.first_day.toordinal(), span.day_after.toordinal()]
    before, after = profile.accrued(days, [ticks_at(cycle, each) for each in days])
    return Fraction(after - before, profile.denominator * 100)
