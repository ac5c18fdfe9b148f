"""How what accrues becomes whole pence: each payment on its own, or by running total (PAY-03).

A component of a payment is rounded once, half up. By the convention *each payment* every line
is rounded on its own. By *running total* a line shows the exact total since the component began
to run, rounded, less what was shown before: the lines add up to the exact total rounded once.
Instalments of a yearly sum always run, and so do charges by the week.

Interpretation: where a component goes over to yearly instalments, its running total begins
with the first line that has an instalment in it, and ends with the last. It neither corrects
lines that were rounded on their own before, nor changes them because of what comes later. An
instalment of 0.00 is none, and a fee that is a share of one is not itself an instalment of a stated sum.
A line in which nothing accrues (a month suspended at 0.00) neither begins a running total nor ends one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm
from operator import sub
from typing import NamedTuple

from ..model.payment_terms import Convention
from ..values.running_totals import NOT_BEGUN, RunningParts, RunningTotal
from ._accrual import COMPONENTS, AccrualProfile, shown_of
from ._charging_weeks import WeekProfile

ComponentTotals = tuple[RunningTotal | None, ...]
"""The running total of each component; None where it does not run."""


class Carry(NamedTuple):
    """What a later schedule goes on from (PAY-05): the running totals of the components and of the funders' parts.

    It is another schedule's `carry`; nothing in it need be read.
    """

    components: ComponentTotals
    funders: RunningParts = ()


NO_CARRY = Carry((None,) * len(COMPONENTS))

BUDGET, IN_HOUSE, CONTRIBUTION, FEE, FEE_ON_TOP = range(len(COMPONENTS))
_TAKEN = (IN_HOUSE, CONTRIBUTION)

Accrued = Sequence[list[int] | None]
"""What each component has accrued by the end of each line, over its profile's denominator."""


class Lines:
    """What the lines of a schedule are rounded from.

    `accrued` is what each component has accrued by the end of each line where that is known, else it is worked out
    from the ends when it is asked for. `is_charge` and `goes_on`: whether they are of what the person is charged, and
    whether a charging week that began before goes on into them.
    """

    __slots__ = ("_accrued", "_ticks", "convention", "ends", "goes_on", "is_charge", "profiles", "start")

    def __init__(
        self,
        convention: Convention,
        start: int,
        ends: Sequence[int],
        profiles: Sequence[AccrualProfile | WeekProfile | None],
        *,
        ticks: Sequence[int] = (),
        accrued: Accrued | None = None,
        is_charge: bool = False,
        goes_on: bool = False,
    ) -> None:
        self.convention: Convention = convention
        self.start: int = start
        self.ends: Sequence[int] = ends
        self.profiles: Sequence[AccrualProfile | WeekProfile | None] = profiles
        self.is_charge: bool = is_charge
        self.goes_on: bool = goes_on
        self._ticks, self._accrued = ticks, accrued

    @property
    def accrued(self) -> Accrued:
        """What each component has accrued by the end of each line, over its profile's denominator."""
        if self._accrued is None:
            both = self.ends, self._ticks
            self._accrued = [None if each is None else each.accrued(*both) for each in self.profiles]
        return self._accrued

    def shown(self, component: int, profile: AccrualProfile | WeekProfile) -> list[int]:
        """A component's pence line by line, where its running total begins with the first line."""
        sums = None if self._accrued is None else self._accrued[component]
        return profile.shown(self.ends, self._ticks) if sums is None else shown_of(sums, profile.denominator)


class Shown(NamedTuple):
    """Each component's pence line by line (none where it is 0.00 throughout), and what is left of the budget.

    `totals` has the running totals of the components that were rounded line by line.
    """

    pence: list[list[int]]
    left: list[int]
    totals: list[list[RunningTotal | None] | None]


class Rounded(NamedTuple):
    """Each component's pence line by line, and its running total before each line and after the last."""

    pence: list[list[int]]
    running: list[list[RunningTotal | None]]


_NOTHING = AccrualProfile((), 1)
_HALF = Fraction(1, 2)


def shown_in(lines: Lines, carry: ComponentTotals) -> Shown:
    """Each component's pence line by line.

    In-house services take no more than the budget, a contribution no more than what is left then, so that no
    payment is ever below 0.00 (BUD-04); and no component is below 0.00 itself. A component that meets no such limit,
    carries nothing on and is rounded alike in all lines is rounded at once; any other one line by line.
    """
    pence: list[list[int]] = []
    by_line: list[list[RunningTotal | None] | None] = []
    left = [0] * len(lines.ends)
    for component, total in enumerate(carry):
        profile = lines.profiles[component] if lines.ends else None
        shown: list[int] = []
        totals: list[RunningTotal | None] | None = None
        # Of what accrues no more, what ran before may still have something to show.
        if profile is not None or total is not None:
            is_taken = component in _TAKEN
            is_limited = is_taken and not (lines.is_charge and isinstance(profile, WeekProfile))
            at_once = None if profile is None else _at_once(lines, component, profile, total)
            shown = at_once or []
            rest = [*map(sub, left, shown)] if shown and is_taken else left
            if at_once is None or (is_limited and min(rest) < 0):
                shown, totals = _line_by_line(lines, component, profile, total, left if is_limited else None)
                rest = [*map(sub, left, shown)] if is_taken else left
            left = shown if component == BUDGET else rest
        pence.append(shown)
        by_line.append(totals)
    return Shown(pence, left, by_line)


def _at_once(
    lines: Lines, component: int, profile: AccrualProfile | WeekProfile, total: RunningTotal | None
) -> list[int] | None:
    """All lines of a component; None where they are not rounded alike, or one would be below 0.00."""
    is_running = lines.convention is Convention.RUNNING_TOTAL
    if is_running and total is None:
        shown = lines.shown(component, profile)
    elif is_running and total is not None:
        begun, of_begun = total.exact.as_integer_ratio()
        over = lcm(2 * profile.denominator, of_begun)
        before, times = begun * (over // of_begun) + over // 2, over // profile.denominator
        totals = [(before + each * times) // over for each in lines.accrued[component] or ()]
        shown = [*map(sub, totals, (total.shown, *totals))]
    elif profile.has_instalments or total is not None:
        return None
    else:
        sums, denominator = lines.accrued[component] or [], profile.denominator
        half = denominator // 2
        shown = [(each + half) // denominator for each in map(sub, sums, (0, *sums))]
    # What is left of an instalment by a weekly deduction may grow downwards in a long month.
    return None if (profile.counts_months or total is not None) and min(shown) < 0 else shown


def with_totals(lines: Lines, carry: ComponentTotals, shown: Shown) -> Rounded:
    """The same with all running totals; None where a component does not run."""
    running: list[list[RunningTotal | None]] = []
    for component, totals in enumerate(shown.totals):
        profile, sums = lines.profiles[component], lines.accrued[component]
        if totals is None:
            totals = [None] * (len(lines.ends) + 1)
            if lines.convention is Convention.RUNNING_TOTAL and profile is not None and sums is not None:
                begun = carry[component] or NOT_BEGUN
                number, over = begun.exact.as_integer_ratio()
                whole = number * profile.denominator
                exact = [Fraction(whole + each * over, over * profile.denominator) for each in (0, *sums)]
                totals = [*map(RunningTotal, exact, accumulate(shown.pence[component], initial=begun.shown))]
        running.append(totals)
    return Rounded(shown.pence, running)


def totals_after(lines: Lines, carry: ComponentTotals, shown: Shown) -> ComponentTotals:
    """Each component's running total after the last line; None where it does not run, or nothing has begun to."""
    out: list[RunningTotal | None] = []
    for component, totals in enumerate(shown.totals):
        profile, sums = lines.profiles[component], lines.accrued[component]
        if totals is not None:
            out.append(totals[-1])
        elif lines.convention is Convention.RUNNING_TOTAL and profile is not None and sums is not None:
            begun = carry[component] or NOT_BEGUN
            exact = begun.exact + Fraction(sums[-1], profile.denominator)
            out.append(RunningTotal(exact, begun.shown + sum(shown.pence[component])))
        else:
            out.append(None)
    return tuple(None if total == NOT_BEGUN else total for total in out)


def _line_by_line(
    lines: Lines,
    component: int,
    profile: AccrualProfile | WeekProfile | None,
    total: RunningTotal | None,
    limit: list[int] | None,
) -> tuple[list[int], list[RunningTotal | None]]:
    """A component's pence, and its running total before each line and after the last.

    Totals are carried on, and lines that run stand beside lines that do not. What a running total could not show in
    one line for a limit, it shows in a later one.
    """
    shown: list[int] = []
    totals: list[RunningTotal | None] = []
    sums = (None if profile is None else lines.accrued[component]) or [0] * len(lines.ends)
    profile = profile or _NOTHING
    runs = _lines_that_run(profile, lines.start, lines.ends, lines.convention)
    for line, (each, before) in enumerate(zip(sums, (0, *sums), strict=False)):
        exact, already = Fraction(each - before, profile.denominator), 0
        if runs[line]:
            total = total or NOT_BEGUN
        elif each != before and not (component == CONTRIBUTION and lines.goes_on and _is_behind(total)):
            total = None
        totals.append(total)
        if total is not None:
            exact, already = total.exact + exact, total.shown
        paid = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator) - already
        if limit is not None:
            paid = min(paid, limit[line])
        paid = max(paid, 0)
        if total is not None:
            total = RunningTotal(exact, already + paid)
        shown.append(paid)
    return shown, [*totals, total]


def _is_behind(total: RunningTotal | None) -> bool:
    """Whether some of a charging week that goes on into these lines is still to be shown, not only a rounding."""
    return total is not None and total.exact - total.shown > _HALF


def _lines_that_run(
    profile: AccrualProfile | WeekProfile, start: int, ends: Sequence[int], convention: Convention
) -> list[bool]:
    """Which lines are rounded by running total: all by that convention, else those with an instalment in them."""
    if convention is Convention.RUNNING_TOTAL or not profile.steps:
        return [convention is Convention.RUNNING_TOTAL or profile.has_instalments] * len(ends)
    return [
        any(
            is_instalment and (day or month) and since < end and until > begin
            for since, until, day, month, _, is_instalment in profile.steps
        )
        for begin, end in zip((start, *ends), ends, strict=False)
    ]
