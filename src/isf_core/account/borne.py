"""What each funder owes of a fund's payments, and what it bears of what the fund cost in the end.

A cost is split as the budget was: funders with rates bear them first, and those with shares the rest, each as it bore
the rest of the budget. It is split before the contribution and in-house services come off, so that net and gross
payment leave each funder with the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import floor
from operator import itemgetter
from typing import NamedTuple

from ..model.organisations import Funder, FundingShare
from ..schedule.build import Schedule, parts_of, regular_payment
from ..schedule.lines import ScheduleData
from ..values.dates import Period

_NOT_RECORDED = FundingShare(funder=Funder(ref="the funder"), share=1)
"""Stands for the funder where none is recorded."""

Parts = Mapping[str, Fraction | int]
"""Pence by funder, by reference."""

Exact = Mapping[str, Fraction]
"""The same in exact pence."""


class BorneOfTheFund:
    """What each funder owes of the payments of a schedule, and bears of a cost: in pence, by reference."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._payments: list[tuple[date, Parts]] = []
        self.payers: dict[str, dict[str, None]] = {}
        """Who pays the holder, and for whom."""
        self.owed: dict[str, int] = {}
        """What each owes of the payments: its own parts of them."""
        self._before: dict[str, Fraction] = {}
        """The same before the contribution comes off."""
        self._by_rate: dict[str, Fraction] = {}
        self._by_share: dict[str, Fraction] = {}
        self._charging: set[str] = set()
        self._at_the_end: dict[str, Fraction] = {}
        """What each bears of what the days cost under the last terms."""
        refs = {each.ref for phase in schedule.phases for each in phase.funding or (_NOT_RECORDED,)}
        for part in parts_of(schedule):
            self._add(part, together=len(refs) == 1)
        self._payments.sort(key=itemgetter(0))
        self._as_paid()

    @property
    def only(self) -> str | None:
        """The funder that bears all of it; None where there are several."""
        return next(iter(self.owed)) if len(self.owed) == 1 else None

    def _add(self, part: ScheduleData, *, together: bool) -> None:
        """Count in the payments of a phase."""
        funding = part.resolved.funding or (_NOT_RECORDED,)
        for party in funding:
            self.payers.setdefault(party.payer or party.ref, {})[party.ref] = None
            self.owed.setdefault(party.ref, 0)
            self._before.setdefault(party.ref, Fraction(0))
            if party.funder.charges:
                self._charging.add(party.ref)
        kinds = {each.ref: self._by_share if isinstance(each, FundingShare) else self._by_rate for each in funding}
        cost = dict.fromkeys(kinds, Fraction(0))
        for each in _payments(part, funding[0].ref, together=together):
            self._payments.append((each.first_day, each.exactly))
            for ref, by in kinds.items():
                self.owed[ref] += each.owed[ref]
                self._before[ref] += each.before[ref]
                by[ref] = by.get(ref, Fraction(0)) + each.cost[ref]
                cost[ref] += each.cost[ref]
        if any(cost.values()):
            self._at_the_end = {ref: max(Fraction(0), sum_) for ref, sum_ in cost.items()}

    def _as_paid(self) -> None:
        """Let each bear what its parts of the payments come to, where that is more than a rounding off what accrues.

        A short month may accrue less than a rate by the month comes to, and the rest of the budget is then below
        nothing. Nobody pays that: the payments wait until a longer month makes it good, and none may come.
        """
        exactly = self._accrued(self._payments)
        gaps = {ref: owed - exactly.get(ref, Fraction(0)) for ref, owed in self.owed.items()}
        if all(abs(gap) < 1 for gap in gaps.values()):
            return
        for ref, gap in gaps.items():
            self._before[ref] += gap
            for by in (self._by_rate, self._by_share):
                if ref in by:
                    by[ref] += gap

    def owed_for(self, period: Period | None) -> Parts:
        """What each owes of the payments that begin in some days, else of all; by agreed shares where nobody owes any.

        For days after the last, and where it never began, it is what each would owe of a regular payment.
        """
        sums = self._owed_exactly(self._beginning_in(period))
        if any(sums.values()):
            return sums
        last = self._schedule.phases[-1]
        if not self._payments or (period is not None and period.first_day > self._schedule.span.last_day):
            regular = regular_payment(last, last.first_day).by_funder() if last.funding else {}
            sums = {ref: Fraction(sum_.pence) for ref, sum_ in regular.items()}
        else:
            sums = self._owed_exactly(self._payments)
        return sums if any(sums.values()) else self._shares()

    @classmethod
    def _owed_exactly(cls, payments: list[tuple[date, Parts]]) -> dict[str, Fraction]:
        """What each owes of some payments before they are rounded."""
        return {ref: max(Fraction(0), sum_) for ref, sum_ in cls._accrued(payments).items()}

    @staticmethod
    def _accrued(payments: list[tuple[date, Parts]]) -> dict[str, Fraction]:
        """What accrues to each for some payments, which may be below 0."""
        sums: dict[str, Fraction] = {}
        for _, owed in payments:
            for ref, part in owed.items():
                sums[ref] = sums.get(ref, Fraction(0)) + part
        return sums

    def _beginning_in(self, period: Period | None) -> list[tuple[date, Parts]]:
        """The payments that begin in some days."""
        if period is None:
            return []
        first = bisect_left(self._payments, period.first_day, key=itemgetter(0))
        return self._payments[first : bisect_right(self._payments, period.last_day, key=itemgetter(0))]

    def _shares(self) -> Parts:
        """The shares of the last funding."""
        funding = self._schedule.phases[-1].funding or (_NOT_RECORDED,)
        return {each.ref: each.share for each in funding if isinstance(each, FundingShare)}

    def parts_of(self, cost: int) -> dict[str, Fraction]:
        """What each bears of what was spent in the end, in-house services taken off, and not the contribution."""
        more = cost - sum(self._before.values(), Fraction(0))
        shares: Parts = self._by_share if any(self._by_share.values()) else self._shares()
        whole = Fraction(sum(shares.values()))
        # What is less than all rates come to.
        by_rate = min(Fraction(0), more + sum(self._by_share.values(), Fraction(0)))
        parts = {ref: part + (more - by_rate) * shares.get(ref, 0) / whole for ref, part in self._before.items()}
        for ref, rate in reversed(self._by_rate.items()):
            parts[ref] += (here := max(by_rate, -rate))
            by_rate -= here
        # In-house services that cost more than a part come off the others; what is below 0 by a rounding stays so.
        least = {ref: min(Fraction(0), part) for ref, part in self._before.items()}
        above: Parts = {ref: part - least[ref] for ref, part in parts.items() if part > least[ref]} or shares
        each = (cost - sum(least.values())) / Fraction(sum(above.values()))
        return {ref: low + above.get(ref, 0) * each for ref, low in least.items()}

    def in_lieu(self, cost: int) -> dict[str, Fraction]:
        """What each bears of what is paid in lieu of notice: those do who would have paid for its days."""
        bearing: Parts = self._at_the_end or self._shares()
        return {ref: cost * Fraction(bearing.get(ref, 0)) / sum(bearing.values()) for ref in self.owed}

    def charged_for(self, cost: int) -> int:
        """What of a cost those bear who charge the person: in whole pence, the most that may be charged for it."""
        return max(0, floor(sum([part for ref, part in self.parts_of(cost).items() if ref in self._charging])))

    def less_contribution(self, parts: Parts, contribution: int) -> dict[str, Fraction]:
        """Parts of a cost, less what the person pays of it: it comes off as the contribution does in the payments."""
        due = sum(self._before.values(), Fraction(0)) - sum(self.owed.values())
        part_of_it = contribution / due if due else Fraction(1)
        return {ref: part - (self._before[ref] - self.owed[ref]) * part_of_it for ref, part in parts.items()}

    def more(self, cost: int) -> dict[str, Fraction]:
        """What each bears of a cost beyond the budget."""
        if self.only is not None:
            return {self.only: Fraction(cost)}
        parts = self.parts_of(cost + int(sum(self._before.values())))
        return {ref: part - self._before[ref] for ref, part in parts.items()}


class _Payment(NamedTuple):
    """One payment by funder: what is owed, exactly, before the contribution comes off, and the whole cost."""

    first_day: date
    owed: Mapping[str, int]
    exactly: Exact
    before: Exact
    cost: Exact


def _payments(part: ScheduleData, alone: str, *, together: bool) -> Iterator[_Payment]:
    """The payments of a phase, by funder; of one that is `alone` without asking who bears what, or all in one."""
    if len(part.resolved.funding) < 2:
        for lines in [part.lines] if together and part.lines else [[line] for line in part.lines]:
            owed = sum([line.amount for line in lines])
            before = owed + sum([line.contribution for line in lines])
            cost = before + sum([line.in_house for line in lines])
            exactly, *others = ({alone: Fraction(pence)} for pence in (owed, before, cost))
            yield _Payment(lines[0].first_day, {alone: owed}, exactly, *others)
        return
    bearing = [*part.borne()]
    costs = part.borne(whole=True) if any(line.in_house for line in part.lines) else bearing
    for (line, before_it), (_, cost_of_it) in zip(bearing, costs, strict=True):
        exactly = part.resolved.bearers.less_contribution(before_it, line.contribution)
        yield _Payment(line.first_day, part.funders.of(line), exactly, before_it, cost_of_it)
