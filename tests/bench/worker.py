"""One tree's library, measured on request: a line of JSON in, a line of JSON out.

Run by `trees.Worker`, `PYTHONPATH=<tree>/src`, in a process of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any, Final

from . import funds, jobs, names, timing
from . import library as isf

Asked = dict[str, Any]


def lines(asked: Asked) -> list[str]:
    """A digest of each fund's lines in pence; of those of the loop, where it is asked of that."""
    of = funds.loop_lines if asked.get("loop") else funds.library_lines
    return [_digest(_comparable(fund, of(fund))) for fund in funds.funds(asked["number"], asked["seed"])]


def _comparable(fund: funds.Fund, found: list[tuple[Any, ...]]) -> object:
    """The lines; without the due date of a last part period that is paid in arrears, which the loop has elsewhere."""
    if fund.is_cut_in_arrears:
        *_, (first, last, _, *sums) = found
        return [*found[:-1], (first, last, *sums)]
    return found


def _digest(of: object) -> str:
    return sha256(repr(of).encode()).hexdigest()


def sums(asked: Asked) -> list[list[int]]:
    """Balance, excess, closing balance and refund of each of some accounts, in pence."""
    ways: tuple[Callable[[Any], Any], ...] = (jobs.at_year_end, jobs.spare, jobs.a_quarter, jobs.at_the_end)
    return [[way(each).pence for way in ways] for each in funds.accounts(asked["number"], asked["seed"])]


def reports(asked: Asked) -> dict[str, str]:
    """What each rule of both comes to in cases of every kind, and where; first that asking again says the same."""
    before, after = isf.whole_arrangement()
    number, seed = asked["number"], asked["seed"]
    cases = [
        *((each, funds.BEFORE) for each in jobs.arrangements(number, seed)),
        *((each, funds.END) for each in funds.accounts(number, seed)),
        (before, jobs.BEFORE_THE_START),
        (after, jobs.TWELVE_WEEKS_ON),
    ]
    out = {}
    for place, (arrangement, on) in enumerate(cases):
        report = isf.check(arrangement, on=on, policy=jobs.BOTH)
        again = isf.check(arrangement, on=on, policy=jobs.BOTH)
        if report != again or report != isf.assess(arrangement, on=on, until=funds.END, policy=jobs.BOTH).report:
            raise SystemExit(f"A report is another one when it is asked for again: case {place}")
        for each in report:
            found = [f"{finding.force.name} {names.path_today(finding.field)}" for finding in each.findings]
            found += sorted(str(fact) for finding in each.findings for fact in _sums_of(finding))
            out[f"{each.rule.code} of case {place}"] = f"{isf.read(each, 'result').name} {found}"
    return out


def _sums_of(finding: Any) -> list[object]:
    """The money and the days that a breach states."""
    facts = finding.breach.facts.values() if finding.breach else ()
    return [fact for fact in facts if isinstance(fact, (isf.Money, date))]


_GROUPS: dict[str, dict[str, timing.Job]] = {}


def time(asked: Asked) -> dict[str, timing.Turn]:
    """Each job of a group in one round."""
    group = asked["group"]
    if group not in _GROUPS:
        _GROUPS[group] = timing.warmed(jobs.GROUPS[group]())
    return timing.one_round(_GROUPS[group], jobs.LOOP, asked["round"])


def all_names(_: Asked) -> list[str]:
    """Every job that is timed."""
    return [name for group in jobs.GROUPS.values() for name in group()]


def count(_: Asked) -> dict[str, int]:
    """How many bytes each result takes that is kept; how many rules there are."""
    return {**{name: round(timing.kept_bytes(job)) for name, job in jobs.kept().items()}, "rules": len(isf.ALL_RULES)}


WAYS: Final[dict[str, Callable[[Asked], object]]] = {
    "lines": lines,
    "sums": sums,
    "reports": reports,
    "time": time,
    "names": all_names,
    "count": count,
}


def main() -> None:
    """Answer until nothing more is asked."""
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(WAYS[asked["way"]](asked)), flush=True)


if __name__ == "__main__":
    main()
