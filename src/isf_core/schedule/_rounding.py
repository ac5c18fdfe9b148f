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
from operator import gt, sub
from typing import NamedTuple

from ..model.payment_terms import Convention
from ..values.running_totals import NOT_BEGUN, RunningParts, RunningTotal
from ._accrual import COMPONENTS, shown_of
from ._charging_weeks import Profile, WeekProfile

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
    """What the lines of some terms are rounded from: the ordinals of their first day and of the day after each line.

    `ticks` is the month clock at each of these where anything goes by the month. `known` is what each component has
    accrued by the end of each line where that is known; else it is worked out when it is asked for. `is_charge` and
    `goes_on`: whether they are of what the person is charged, and whether a charging week that began before goes on
    into them.
    """

    __slots__ = ("ends", "goes_on", "is_charge", "known", "profiles", "runs", "start", "ticks")

    def __init__(
        self,
        convention: Convention,
        profiles: Sequence[Profile | None],
        start: int,
        ends: Sequence[int],
        ticks: Sequence[int],
        known: Accrued | None,
        is_charge: bool,
        goes_on: bool,
    ) -> None:
        self.runs: bool = convention is Convention.RUNNING_TOTAL
        """Whether all components are rounded by running total."""
        self.profiles: Sequence[Profile | None] = profiles
        self.start: int = start
        self.ends: Sequence[int] = ends
        self.ticks: Sequence[int] = ticks
        self.known: Accrued | None = known
        self.is_charge: bool = is_charge
        self.goes_on: bool = goes_on

    @property
    def accrued(self) -> Accrued:
        """What each component has accrued by the end of each line, over its profile's denominator."""
        if self.known is None:
            self.known = [None if each is None else each.accrued(self.ends, self.ticks) for each in self.profiles]
        return self.known


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


_HALF = Fraction(1, 2)


def shown_in(lines: Lines, carry: ComponentTotals) -> Shown:
    """Each component's pence line by line.

    In-house services take no more than the budget, a contribution no more than what is left then, so that no
    payment is ever below 0.00 (BUD-04); and no component is below 0.00 itself. A component that meets no such limit,
    carries nothing on and is rounded alike in all lines is rounded at once; any other one line by line.
    """
    pence: list[list[int]] = [[], [], [], [], []]
    by_line: list[list[RunningTotal | None] | None] = [None] * len(COMPONENTS)
    left = [0] * len(lines.ends)
    for component, profile in enumerate(lines.profiles if left else ()):
        total = carry[component]
        if profile is None and total is None:
            continue  # of what accrues no more, what ran before may still have something to show
        is_taken = component in _TAKEN
        limit = left if is_taken and not (lines.is_charge and isinstance(profile, WeekProfile)) else None
        shown = None if profile is None else _at_once(lines, component, profile, total)
        if shown is None or (limit is not None and any(map(gt, shown, limit))):
            shown, by_line[component] = _line_by_line(lines, component, profile, total, limit)
        if component == BUDGET:
            left = shown
        elif is_taken:
            left = [*map(sub, left, shown)]
        pence[component] = shown
    return Shown(pence, left, by_line)


def _at_once(lines: Lines, component: int, profile: Profile, total: RunningTotal | None) -> list[int] | None:
    """All lines of a component; None where they are not rounded alike, or one would be below 0.00."""
    runs = lines.runs
    if total is None and (runs or not profile.has_instalments):
        sums = None if lines.known is None else lines.known[component]
        if sums is None:
            shown = profile.shown(lines.ends, lines.ticks, runs=runs)
        else:
            shown = shown_of(sums, profile.denominator, runs=runs)
    elif total is not None and runs:
        begun, of_begun = total.exact.as_integer_ratio()
        over = lcm(2 * profile.denominator, of_begun)
        before, times = begun * (over // of_begun) + over // 2, over // profile.denominator
        totals = [(before + each * times) // over for each in lines.accrued[component] or ()]
        shown = [*map(sub, totals, (total.shown, *totals))]
    else:
        return None
    # What is left of an instalment by a weekly deduction may grow downwards in a long month.
    return None if (profile.counts_months or total is not None) and min(shown) < 0 else shown


def with_totals(lines: Lines, carry: ComponentTotals, shown: Shown) -> Rounded:
    """The same with all running totals; None where a component does not run."""
    running: list[list[RunningTotal | None]] = []
    for component, totals in enumerate(shown.totals):
        profile, sums = lines.profiles[component], lines.accrued[component]
        if totals is None:
            totals = [None] * (len(lines.ends) + 1)
            if lines.runs and profile is not None and sums is not None:
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
        elif lines.runs and profile is not None and sums is not None:
            begun = carry[component] or NOT_BEGUN
            exact = begun.exact + Fraction(sums[-1], profile.denominator)
            out.append(RunningTotal(exact, begun.shown + sum(shown.pence[component])))
        else:
            out.append(None)
    return tuple(None if total == NOT_BEGUN else total for total in out)


def _line_by_line(
    lines: Lines,
    component: int,
    profile: Profile | None,
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
    denominator = 1 if profile is None else profile.denominator
    runs = _lines_that_run(lines, profile)
    for line, (each, before) in enumerate(zip(sums, (0, *sums), strict=False)):
        exact, already = Fraction(each - before, denominator), 0
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


def _lines_that_run(lines: Lines, profile: Profile | None) -> list[bool]:
    """Which lines are rounded by running total: all where all components are, else those with an instalment in them."""
    if profile is None or lines.runs or not profile.steps:
        return [lines.runs or (profile is not None and profile.has_instalments)] * len(lines.ends)
    return [
        any(
            is_instalment and (day or month) and since < end and until > begin
            for since, until, day, month, _, is_instalment in profile.steps
        )
        for begin, end in zip((lines.start, *lines.ends), lines.ends, strict=False)
    ]
