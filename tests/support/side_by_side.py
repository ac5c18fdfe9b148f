"""Two assessments, several policies, two books side by side: all that each shows, as one text.

python tests/support/side_by_side.py > tests/data/side_by_side.txt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from isf_core import (
    PLAIN,
    Arrangement,
    Assessment,
    Comparison,
    FixedFee,
    HolderKind,
    InHouse,
    Money,
    OneOff,
    OneOffPayment,
    Placement,
    Policies,
    Policy,
    Rate,
    Timeline,
    across,
    assess,
    compare,
    compare_books,
)
from isf_core.model import Band, PlanContent, SuspensionRule, with_value
from isf_core.values.table import Tabular
from support.arrangements import AUTUMN, COMPLETE, ON, START, sound
from support.asking import WHOLE
from support.scenarios import hardly_recorded, mary, month_ends, stubs_and_changes

UNTIL: Final = date(2026, 5, 31)
APART: Final = {"payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
BED: Final = OneOff(on=START, amount=Money(50), what="a bed", ref="O-0")
RAILS: Final = OneOff(on=date(2026, 5, 20), amount=Money(130), what="grab rails", ref="O-1")
UNSIGNED: Final = sound(**APART, contract={"signatures": ()})
UNLAWFUL: Final = with_value(UNSIGNED, "plan.contents", tuple(PlanContent)[1:])
OTHERWISE: Final = sound(
    ref="ISF-2026-015",
    person={"name": "Mary Another"},
    holder={"kind": HolderKind.BOTH},
    budget={
        "in_house": (InHouse(what="day service", cost=Rate.annual("728")),),
        "contribution": Timeline(Rate.weekly("20"), (date(2026, 5, 4), Rate.weekly("25")), (AUTUMN, Rate.weekly("30"))),
        "contingency": None,
        "one_offs": (BED, RAILS),
    },
    payment={"one_offs": OneOffPayment.ON_ITS_DATE, "due_days": -2},
    contract={"fee_placement": Placement.ON_TOP, "fee": FixedFee(per_week="12.50")},
    plan={"stated_cost": None, "agreed_on": date(2026, 3, 21)},
)
UNRECORDED: Final = sound(agreements=None, holder=None, plan={"contents": None, "parts": None}, contract={"form": None})
DEAR: Final = sound(contract={"fee": Timeline(FixedFee(per_week="10"), (AUTUMN, FixedFee(per_week="12")))})
NARROW: Final = WHOLE.with_parameters("narrow", fee_band=Band(lowest=Money(5), highest=Money(8)))
NARROWER: Final = WHOLE.with_parameters("narrower", fee_band=Band(lowest=Money(5), highest=Money(7)))
SILENT: Final = WHOLE.with_parameters("silent", pays=None)
LATER: Final = PLAIN.with_parameters("later", suspension=SuspensionRule(full_days=28, retainer="0.5"))
DEARER: Final = with_value(mary(), "budget.contribution", Rate.weekly("30"))


def judged(
    arrangement: Arrangement, policy: Policy | Policies[Policy] = PLAIN, *, until: date = UNTIL, on: date = ON
) -> Assessment:
    """An arrangement for eight weeks."""
    return assess(arrangement, on=on, until=until, policy=policy)


def assessments() -> Iterator[tuple[str, Comparison]]:
    """Two at a time."""
    yield "other terms", compare(judged(UNSIGNED), judged(OTHERWISE))
    yield "the same", compare(judged(UNSIGNED), judged(UNSIGNED))
    yield "less is recorded", compare(judged(COMPLETE), judged(UNRECORDED))
    yield "and again", compare(judged(UNRECORDED), judged(UNRECORDED.replace(agreements=())))
    two = Policies(PLAIN, (AUTUMN, LATER))
    yield "another policy from a day on", compare(judged(COMPLETE), judged(COMPLETE, two))
    three = Policies(LATER, (AUTUMN, LATER.with_parameters("later still", cut_notice_days=28)))
    yield "two histories of policies", compare(judged(COMPLETE, two), judged(COMPLETE, three))
    yield "a longer time", compare(judged(COMPLETE), judged(COMPLETE, until=date(2026, 6, 28)))


def policies() -> Iterator[tuple[str, Tabular]]:
    """One arrangement under several."""
    yield "four policies", across(UNLAWFUL, (PLAIN, WHOLE, NARROW, SILENT), on=ON, until=UNTIL)
    yield "one rule, broken in two ways", across(DEAR, (NARROW, NARROWER), on=ON, until=UNTIL)
    yield "one alone", across(COMPLETE, (WHOLE,), on=ON, until=UNTIL)


def books() -> Iterator[tuple[str, Tabular]]:
    """Two at a time."""
    gross = stubs_and_changes()
    before: list[Any] = [mary(), month_ends(), COMPLETE, hardly_recorded(), gross, "a slip", mary().replace(ref="old")]
    after: list[Any] = [DEARER, month_ends(), UNSIGNED, hardly_recorded(), mary().replace(ref="new"), 5]
    lacking = gross.replace(budget=gross.budget.replace(one_offs=None))
    span: dict[str, Any] = {"on": ON, "until": date(2026, 6, 28)}
    yield "two books", compare_books(before, [*after, lacking], **span)
    yield "and the other way round", compare_books([*after, lacking], before, **span)
    yield "two policies", compare_books(before[:3], before[:3], policy=PLAIN, policy_after=LATER, **span)
    yield "nothing", compare_books([], [], **span)


def _lines(title: str, of: Tabular) -> Iterator[str]:
    yield f"== {title}"
    yield repr(of)[:160]
    yield str(of)
    yield "-- records"
    yield from (str(column) + f": {column.heading}" for column in of.schema())
    for record in of.records():
        yield "; ".join("" if held is None else str(held) for held in record.values())
    if isinstance(of, Comparison):
        yield "-- facts"
        yield from (" | ".join(fact) for fact in of.facts)
    yield ""


def side_by_side() -> str:
    """All of it."""
    every = (*assessments(), *policies(), *books())
    return "\n".join(line for title, of in every for line in _lines(title, of)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(side_by_side())
