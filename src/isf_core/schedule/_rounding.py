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
from ._accrual import COMPONENTS, AccrualProfile
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

Accrued = Sequence[list[int] | None]
"""What each component has accrued by the end of each line, over its profile's denominator."""


class Lines(NamedTuple):
    """What the lines of a schedule are rounded from.

    `is_charge` and `goes_on`: whether they are of what the person is charged, and whether a charging week that began
    before goes on into them.
    """

    convention: Convention
    start: int
    ends: Sequence[int]
    profiles: Sequence[AccrualProfile | WeekProfile | None]
    accrued: Accrued
    is_charge: bool = False
    goes_on: bool = False


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
        profile, sums = lines.profiles[component], lines.accrued[component]
        is_taken = component in (IN_HOUSE, CONTRIBUTION)
        totals: list[RunningTotal | None] | None = None
        if profile is None or sums is None:
            shown: list[int] = []
            if total is not None:  # what ran before may still have something to show
                limit = left if is_taken else None
                shown, totals = _line_by_line(lines, component, _NOTHING, [0] * len(left), total, limit)
        else:
            limit = left if is_taken and not (lines.is_charge and isinstance(profile, WeekProfile)) else None
            at_once = _at_once(lines, profile, sums, total, limit)
            if at_once is None:
                shown, totals = _line_by_line(lines, component, profile, sums, total, limit)
            else:
                shown = at_once
        pence.append(shown)
        by_line.append(totals)
        if component == BUDGET:
            left = shown or left
        elif is_taken and shown:
            left = [*map(sub, left, shown)]
    return Shown(pence, left, by_line)


def _at_once(
    lines: Lines,
    profile: AccrualProfile | WeekProfile,
    sums: list[int],
    total: RunningTotal | None,
    limit: list[int] | None,
) -> list[int] | None:
    """All lines of a component; None where they are not rounded alike, or a limit is met."""
    denominator = profile.denominator
    half = denominator // 2
    if lines.convention is Convention.RUNNING_TOTAL and total is None:
        totals = [(each + half) // denominator for each in sums]
        shown = [*map(sub, totals, (0, *totals))]
    elif lines.convention is Convention.RUNNING_TOTAL and total is not None:
        begun, of_begun = total.exact.as_integer_ratio()
        over = lcm(2 * denominator, of_begun)
        before, times = begun * (over // of_begun) + over // 2, over // denominator
        totals = [(before + each * times) // over for each in sums]
        shown = [*map(sub, totals, (total.shown, *totals))]
    elif profile.has_instalments or total is not None:
        return None
    else:
        shown = [(each + half) // denominator for each in map(sub, sums, (0, *sums))]
    # What is left of an instalment by a weekly deduction may grow downwards in a long month.
    if (profile.counts_months or total is not None) and min(shown) < 0:
        return None
    return None if limit is not None and any(map(gt, shown, limit)) else shown


def with_totals(lines: Lines, carry: ComponentTotals, shown: Shown) -> Rounded:
    """The same with all running totals; None where a component does not run."""
    running: list[list[RunningTotal | None]] = []
    for component, totals in enumerate(shown.totals):
        profile, sums = lines.profiles[component], lines.accrued[component]
        if totals is None:
            totals = [None] * (len(lines.ends) + 1)
            if lines.convention is Convention.RUNNING_TOTAL and profile is not None and sums is not None:
                begun = carry[component] or NOT_BEGUN
                exact = [begun.exact + Fraction(each, profile.denominator) for each in (0, *sums)]
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
    profile: AccrualProfile | WeekProfile,
    sums: list[int],
    total: RunningTotal | None,
    limit: list[int] | None,
) -> tuple[list[int], list[RunningTotal | None]]:
    """A component's pence, and its running total before each line and after the last.

    Totals are carried on, and lines that run stand beside lines that do not. What a running total could not show in
    one line for a limit, it shows in a later one.
    """
    shown: list[int] = []
    totals: list[RunningTotal | None] = []
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
    stops = (*(since for since, *_ in profile.steps[1:]), ends[-1])
    return [
        any(
            is_instalment and (day or month) and since < end and stop > begin
            for (since, _, day, month, is_instalment), stop in zip(profile.steps, stops, strict=True)
        )
        for begin, end in zip((start, *ends), ends, strict=False)
    ]
