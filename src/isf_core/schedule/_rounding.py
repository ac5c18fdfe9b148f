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
from operator import sub
from typing import NamedTuple

from ..model.payment_terms import Convention
from ..values.running_totals import NOT_BEGUN, RunningParts, RunningTotal
from ._accrual import AccrualProfile
from ._charging_weeks import WeekProfile
from .resolved_terms import COMPONENTS, ResolvedTerms

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


class Rounded(NamedTuple):
    """Each component's pence line by line (none where it is 0.00 throughout), and what is left of the budget.

    `running` is each component's running total before each line and after the last.
    """

    pence: list[list[int]]
    left: list[int]
    running: list[list[RunningTotal | None]]


_NOTHING = AccrualProfile((), 1)
_HALF = Fraction(1, 2)


def rounded_at_once(terms: ResolvedTerms, ends: list[int], accrued: Accrued) -> Rounded | None:
    """What `rounded` says, without running totals, where nothing is carried on and all lines are rounded alike.

    None where a limit is met or lines differ: `rounded` then goes line by line. This fast way beside it is for
    nearly all schedules; it stays because bare lines are bound to a time (tests/bench).
    """
    running = terms.convention is Convention.RUNNING_TOTAL
    out: list[list[int]] = []
    for profile, sums in zip(terms.accruals.profiles, accrued, strict=True):
        if profile is None or sums is None:
            out.append([])
            continue
        if profile.has_instalments and not running:
            return None
        denominator = profile.denominator
        half = denominator // 2
        if running:
            totals = [(each + half) // denominator for each in sums]
            out.append([*map(sub, totals, (0, *totals))])
        else:
            out.append([(each + half) // denominator for each in map(sub, sums, (0, *sums))])
    if terms.cycle.frequency.months and any(min(column) < 0 for column in out if column):
        return None
    left = out[BUDGET] or [0] * len(ends)
    for taken in (out[IN_HOUSE], out[CONTRIBUTION]):
        if taken:
            left = [*map(sub, left, taken)]
    return None if min(left) < 0 else Rounded(out, left, [])


def rounded(terms: ResolvedTerms, start: int, ends: list[int], accrued: Accrued, carry: ComponentTotals) -> Rounded:
    """Each component's pence line by line, with its running totals.

    Totals are carried on, lines that run stand beside lines that do not, and there are limits: in-house
    services take no more than the budget, a contribution no more than what is left then, so that no
    payment is ever below 0.00 (BUD-04); and no component is below 0.00 itself. What a running total could
    not show in one line for that reason, it shows in a later one.
    """
    pence: list[list[int]] = []
    running: list[list[RunningTotal | None]] = []
    left = [0] * len(ends)
    for component, (profile, sums) in enumerate(zip(terms.accruals.profiles, accrued, strict=True)):
        total = carry[component]
        if profile is None or sums is None:
            if total is None:
                pence.append([])
                running.append([None] * (len(ends) + 1))
                continue
            profile, sums = _NOTHING, [0] * len(ends)  # what ran before may still have something to show
        shown: list[int] = []
        totals: list[RunningTotal | None] = []
        is_limited = component in (IN_HOUSE, CONTRIBUTION)
        is_limited = is_limited and not (terms.is_charge and isinstance(profile, WeekProfile))
        runs = _lines_that_run(profile, start, ends, terms.convention)
        for line, (each, before) in enumerate(zip(sums, (0, *sums), strict=False)):
            exact, already = Fraction(each - before, profile.denominator), 0
            if runs[line]:
                total = total or NOT_BEGUN
            elif each != before and not (component == CONTRIBUTION and _is_behind(terms, total)):
                total = None
            totals.append(total)
            if total is not None:
                exact, already = total.exact + exact, total.shown
            paid = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator) - already
            if is_limited:
                paid = min(paid, left[line])
            # What is left of an instalment by a weekly deduction may grow downwards in a long month.
            paid = max(paid, 0)
            if total is not None:
                total = RunningTotal(exact, already + paid)
            shown.append(paid)
        pence.append(shown)
        running.append([*totals, total])
        if component == BUDGET:
            left = shown
        elif component in (IN_HOUSE, CONTRIBUTION):
            left = [*map(sub, left, shown)]
    return Rounded(pence, left, running)


def _is_behind(terms: ResolvedTerms, total: RunningTotal | None) -> bool:
    """Whether some of a charging week that goes on into these terms is still to be shown, not only a rounding."""
    return terms.charged_from is not None and total is not None and total.exact - total.shown > _HALF


def _lines_that_run(
    profile: AccrualProfile | WeekProfile, start: int, ends: Sequence[int], convention: Convention
) -> list[bool]:
    """Which lines are rounded by running total: all by that convention, else those with an instalment in them."""
    if convention is Convention.RUNNING_TOTAL or not profile.steps:
        return [convention is Convention.RUNNING_TOTAL or profile.has_instalments] * len(ends)
    stops = (*(step.since for step in profile.steps[1:]), ends[-1])
    return [
        any(
            step.is_instalment and (step.day or step.month) and step.since < end and stop > begin
            for step, stop in zip(profile.steps, stops, strict=True)
        )
        for begin, end in zip((start, *ends), ends, strict=False)
    ]
