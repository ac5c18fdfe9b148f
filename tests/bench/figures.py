"""What is said of what was timed: each figure, by which jobs it is found, and the most that it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Figure(NamedTuple):
    """One line of the table.

    Without `to`, it is how many times as long as the loop a job takes; with it, how many times as long as that other
    job; with `beyond`, how many loops it takes beyond that other job. `rules` says that the job judges: over the rules
    that both trees have, and then over every rule of today, as a part of them.
    """

    name: str
    job: str
    bar: float | None = None
    to: str | None = None
    beyond: str | None = None
    rules: bool = False

    def found_in(self, times: Mapping[str, float]) -> float:
        """The figure, from each job's ratio to the loop."""
        if self.to:
            return times[self.job] / times[self.to]
        if self.beyond:
            return times[self.job] - times[self.beyond]
        return times[self.job]

    def job_over(self, which: str) -> str:
        """The job over the rules of both trees, or over every rule."""
        name, comma, rest = self.job.partition(",")
        return f"{name}, {which}{comma}{rest}"


def _features() -> tuple[Figure, ...]:
    names = ("suspension", "variation of the amount", "one-off", "exemption", "in-house service", "two funders")
    more = ("fee on top", "charging weeks", "dated policies")
    return tuple(Figure(f"beyond the plainest fund: {name}", name, 1, beyond="plain") for name in (*names, *more))


FIGURES: Final = (
    Figure("schedule of resolved terms, every line in pence", "schedule", 2),
    Figure("resolve terms and schedule", "resolve", 4),
    Figure("schedule of resolved terms, payments as objects", "objects"),
    Figure("check, payment facts only", "check", 10, rules=True),
    Figure("check, everything recorded, before the start", "whole before", 35, rules=True),
    Figure("check, everything recorded, twelve weeks on", "whole after", 50, rules=True),
    Figure("assess, whole", "assess", 18, rules=True),
    Figure("explain every payment of a schedule, each", "explain", 12),
    Figure("explain each payment, ten years / one", "explain, ten years", 1.2, to="explain"),
    Figure("account of 65 entries: balance after the first", "balance", 0.3),
    Figure("surplus and its cap", "surplus, 65", 8),
    Figure("statement of a quarter", "statement, 65", 10),
    Figure("final account", "final account, 65", 12),
    Figure("every rule, with the account", "account rules, 65", 45, rules=True),
    Figure("surplus, 650 entries / 65", "surplus, 650", 8, to="surplus, 65"),
    Figure("surplus, 6,500 entries / 65", "surplus, 6500", 80, to="surplus, 65"),
    Figure("statement, 650 entries / 65", "statement, 650", 8, to="statement, 65"),
    Figure("statement, 6,500 entries / 65", "statement, 6500", 80, to="statement, 65"),
    Figure("every rule, 650 entries / 65", "account rules, both, 650", 8, to="account rules, both, 65"),
    Figure("every rule, 6,500 entries / 65", "account rules, both, 6500", 80, to="account rules, both, 65"),
    Figure("assess, ten years / one", "assess, ten years", 2, to="assess, both"),
    Figure("assess, 520 payments / 13", "520 payments", 40, to="13 payments"),
    Figure("assess, 1,000 variations / 10", "1000 variations", 100, to="10 variations"),
    Figure("check, 1,000 recoveries / 1", "1000 recoveries", 63, to="1 recoveries"),  # 1,015 entries / 16
    *_features(),
)
