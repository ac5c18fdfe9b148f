"""Sums in parts that run: whoever is short of most so far gets the next penny, however much was shown before."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from isf_core.values.running_totals import RunningTotal, part_on


def penny_by_penny(running: dict[str, RunningTotal], entitled: dict[str, Fraction], total: int) -> dict[str, int]:
    """The same, a penny at a time to whoever bears anything; ties go to the first."""
    bearing = [owner for owner, each in entitled.items() if each > 0] or [*entitled]
    due = {owner: running[owner].exact + entitled[owner] - running[owner].shown for owner in bearing}
    parts = {owner: max(0, each.__floor__()) for owner, each in due.items()}
    while sum(parts.values()) < total:
        parts[max(parts, key=lambda owner: due[owner] - parts[owner])] += 1
    given = dict(parts)
    while sum(parts.values()) > total:
        for owner in sorted(bearing, key=lambda owner: (due[owner] - given[owner], -bearing.index(owner))):
            if parts[owner] and sum(parts.values()) > total:
                parts[owner] -= 1
    return dict.fromkeys(entitled, 0) | parts


@pytest.mark.parametrize("seed", range(200))
def test_who_was_shown_too_much_before_bears_more_only_when_nobody_else_is_short(seed: int) -> None:
    rng = Random(seed)
    owners = [f"F-{place}" for place in range(rng.randint(2, 5))]
    running = {owner: RunningTotal(Fraction(rng.randint(-900, 0), 7), rng.randint(0, 150)) for owner in owners}
    entitled = {owner: Fraction(rng.randint(1, 700), rng.randint(1, 9)) for owner in owners}
    before = dict(running)
    due = sum(max(0, (each.exact + entitled[owner] - each.shown).__floor__()) for owner, each in before.items())
    total = due + rng.randint(0, 400)
    parts = part_on(running, entitled, total)
    assert parts == penny_by_penny(before, entitled, total)
    assert running == {
        owner: RunningTotal(each.exact + entitled[owner], each.shown + parts[owner]) for owner, each in before.items()
    }


@pytest.mark.parametrize("seed", range(200))
def test_who_bears_nothing_this_time_has_no_part_and_too_much_is_taken_back_from_who_is_least_short(seed: int) -> None:
    rng = Random(seed)
    owners = [f"F-{place}" for place in range(rng.randint(1, 4))]
    running = {owner: RunningTotal(Fraction(rng.randint(-50, 50), 7), rng.randint(0, 9)) for owner in owners}
    entitled = {owner: Fraction(rng.choice((0, 0, rng.randint(1, 700))), rng.randint(1, 9)) for owner in owners}
    before = dict(running)
    total = rng.randint(0, int(sum(entitled.values())) + 3)
    assert part_on(running, entitled, total) == penny_by_penny(before, entitled, total)


def test_over_many_months_each_bears_a_third_to_the_penny() -> None:
    running: dict[str, RunningTotal] = {}
    third = dict.fromkeys("ABC", Fraction(100, 3))
    months = [part_on(running, third, 100) for _ in range(6)]
    assert [[*each.values()] for each in months] == 2 * [[34, 33, 33], [33, 34, 33], [33, 33, 34]]
    assert running == dict.fromkeys("ABC", RunningTotal(Fraction(200), 200))


def test_two_that_were_shown_too_much_are_brought_to_one_level() -> None:
    """A was shown 39 too much and B 76: 37 to A alone, then a penny to each in turn."""
    running = {"A": RunningTotal(Fraction(0), 40), "B": RunningTotal(Fraction(0), 78)}
    assert part_on(running, {"A": Fraction(1), "B": Fraction(2)}, 110) == {"A": 74, "B": 36}
