"""How what accrues becomes whole pence: each payment on its own, or by running total (PAY-03).

A component of a payment is rounded once, half up. By the convention *each payment* every line
is rounded on its own. By *running total* a line shows the exact total since the component began
to run, rounded, less what was shown before: the lines add up to the exact total rounded once.
Instalments of a yearly sum always run.

House reading: where a component goes over to yearly instalments, its running total begins
with the first line that has an instalment in it, and ends with the last. It neither corrects
lines that were rounded on their own before, nor changes them because of what comes later. A nil
instalment is none, and a fee that is a share of one is not itself an instalment of a stated sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import sub
from typing import NamedTuple

from ..model.payment_terms import Convention
from .accrual import AccrualProfile
from .resolved_terms import COMPONENTS, ResolvedTerms


class Running(NamedTuple):
    """A component's running total: exact pence since it began to run, and whole pence shown."""

    exact: Fraction
    shown: int


Carry = tuple[Running | None, ...]
"""One entry for each component: what a later schedule goes on from (PAY-05)."""

NO_CARRY: Carry = (None,) * len(COMPONENTS)

BUDGET, IN_HOUSE, CONTRIBUTION, FEE, FEE_ON_TOP = range(len(COMPONENTS))


class Column(NamedTuple):
    """One component line by line: whole pence, and the running total before each line and after the last."""

    pence: list[int]
    running: list[Running | None]


_NOTHING = AccrualProfile((), 1)


def half_up(pence: Fraction) -> int:
    """Whole pence."""
    return (2 * pence.numerator + pence.denominator) // (2 * pence.denominator)


def columns(resolved: ResolvedTerms, start: int, ends: list[int], accrued: list[list[int] | None]) -> list[list[int]]:
    """Each component's pence line by line; empty where it is nil throughout.

    The fast way, for a schedule that carries nothing on: it is left as soon as a limit is met or
    lines differ in how they are rounded.
    """
    running = resolved.convention is Convention.RUNNING_TOTAL
    if not running and any(profile is not None and profile.runs_by_itself for profile in resolved.profiles):
        return [column.pence for column in careful(resolved, start, ends, accrued, NO_CARRY)]
    out: list[list[int]] = []
    for profile, sums in zip(resolved.profiles, accrued, strict=True):
        if profile is None or sums is None:
            out.append([])
            continue
        denominator = profile.denominator
        twice = 2 * denominator
        if running:
            totals = [(2 * each + denominator) // twice for each in sums]
            out.append([totals[0], *map(sub, totals[1:], totals)])
        else:
            out.append([(2 * each + denominator) // twice for each in (sums[0], *map(sub, sums[1:], sums))])
    if resolved.cycle.frequency.months and any(min(column) < 0 for column in out if column):
        return [column.pence for column in careful(resolved, start, ends, accrued, NO_CARRY)]
    left = out[BUDGET]
    for taken in (out[IN_HOUSE], out[CONTRIBUTION]):
        if taken:
            left = [*map(sub, left, taken)]
            if min(left) < 0:
                return [column.pence for column in careful(resolved, start, ends, accrued, NO_CARRY)]
    return out


def careful(
    resolved: ResolvedTerms, start: int, ends: list[int], accrued: list[list[int] | None], carry: Carry
) -> list[Column]:
    """The same line by line: with totals carried on, with lines that run beside lines that do not, and with limits.

    A limit is what is left of the line: in-house services take no more than the budget, a
    contribution no more than what is left then, so that no payment is ever below nil (BUD-04); and
    no component is below nil itself.
    What a running total could not show in one line for that reason, it shows in a later one.
    """
    begins = [start, *ends[:-1]]
    out: list[Column] = []
    left = [0] * len(ends)
    for component, (profile, sums) in enumerate(zip(resolved.profiles, accrued, strict=True)):
        total = carry[component]
        if profile is None or sums is None:
            if total is None or resolved.convention is not Convention.RUNNING_TOTAL:
                out.append(Column([], [None] * (len(ends) + 1)))
                continue
            profile, sums = _NOTHING, [0] * len(ends)  # what ran before may still have something to show
        runs = lines_that_run(profile, begins, ends, resolved.convention)
        column = Column([], [])
        for line, (each, before) in enumerate(zip(sums, (0, *sums), strict=False)):
            exact = Fraction(each - before, profile.denominator)
            total = (total or Running(Fraction(0), 0)) if runs[line] else None
            column.running.append(total)
            if total is None:
                pence = half_up(exact)
            else:
                total = Running(total.exact + exact, total.shown)
                pence = half_up(total.exact) - total.shown
            if component in (IN_HOUSE, CONTRIBUTION):
                pence = min(pence, left[line])
            # What is left of an instalment by a weekly deduction may grow downwards in a long month.
            pence = max(pence, 0)
            if total is not None:
                total = Running(total.exact, total.shown + pence)
            column.pence.append(pence)
        column.running.append(total)
        out.append(column)
        if component == BUDGET:
            left = list(column.pence)
        elif component == IN_HOUSE:
            left = [*map(sub, left, column.pence)]
    return out


def lines_that_run(
    profile: AccrualProfile, begins: Sequence[int], ends: Sequence[int], convention: Convention
) -> list[bool]:
    """Which lines are rounded by running total: all by that convention, else those with an instalment in them."""
    if convention is Convention.RUNNING_TOTAL:
        return [True] * len(ends)
    stops = (*(step.since for step in profile.steps[1:]), ends[-1])
    return [
        any(
            step.is_instalment and (step.day or step.month) and step.since < end and stop > begin
            for step, stop in zip(profile.steps, stops, strict=True)
        )
        for begin, end in zip(begins, ends, strict=True)
    ]
