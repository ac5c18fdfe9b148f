"""Spans of constant cost: from when to when a fund costs the councils the same a week, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from ..account.case_view import CaseView
from ..model.arrangement import Arrangement
from ..model.documents import OPEN_ENDED, OpenEnded, ends_on
from ..model.parameters import GivenPolicy, policies_of
from ..schedule.council_costs import CouncilCost, council_costs, is_councils
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import day, instance
from ..values.dates import Period, days_after
from ..values.frozen import frozen
from ..values.money import ExactMoney
from ..values.record import WithFields
from ..values.table import Table, Tabular
from ._return_services import parts_of

_LAST = days_after(date.max, -1)
"""As far as days are counted."""


@frozen(kw_only=True, repr=False)
class CostSpan(WithFields):
    """Days on which a fund costs the councils the same: gross, planned, without in-house services and other money.

    `changed` says what changed on its first day.
    """

    first_day: date
    last_day: date | OpenEnded
    a_week: ExactMoney
    changed: tuple[str, ...]


@frozen(kw_only=True, str=False, repr=False)
class CostSpans(Tabular):
    """The spans of one arrangement, in order."""

    rows: tuple[CostSpan, ...]

    def table(self) -> Table:
        """Show one row for each span."""
        return Table.of(
            "Spans of constant cost",
            self.rows,
            ("first_day", "From"),
            ("last_day", "To", lambda row: row.last_day if isinstance(row.last_day, date) else None),
            ("a_week", "A week"),
            ("changed", "What changed"),
        )


def cost_spans(arrangement: Arrangement, *, on: date, policy: GivenPolicy) -> CostSpans:
    """Work out the spans of constant cost of an arrangement's fund, as known on a day.

    The cost is that of the national return: what the councils bear a week, gross of the person's contribution. A
    suspension does not change it.

    Raises what `resolve_phases` raises.
    """
    instance("cost_spans", arrangement, Arrangement, "give an Arrangement")
    view = CaseView.on(arrangement, day("cost_spans.on", on), policies_of("cost_spans", policy))
    view.known.require()
    rows: list[CostSpan] = []
    before: CouncilCost | None = None
    for cost, days in _costs(view.phases):
        goes_on = before is not None and rows[-1].last_day == days_after(days.first_day, -1)
        last_day = days.last_day if days.last_day < _LAST else OPEN_ENDED
        if before is not None and goes_on and before.per_week == cost.per_week:
            rows[-1] = attrs.evolve(rows[-1], last_day=last_day)
        else:
            changed = tuple(_changed(before, cost)) if before is not None and goes_on else ("the fund begins",)
            span = CostSpan(first_day=days.first_day, last_day=last_day, a_week=cost.per_week, changed=changed)
            rows.append(span)
        before = cost
    return CostSpans(rows=tuple(rows))


def _costs(phases: tuple[ResolvedTerms, ...]) -> Iterator[tuple[CouncilCost, Period]]:
    for terms in phases:
        if is_councils(terms) and not terms.never_began:
            days = Period(first_day=terms.first_day, last_day=min(ends_on(terms.last_day), _LAST))
            yield from parts_of(tuple(council_costs(terms)), days)


def _changed(before: CouncilCost, now: CouncilCost) -> Iterator[str]:
    """What of the facts of a cost is another now."""
    facts = (
        ("the budget", before.rate, now.rate),
        ("in-house services", before.held.in_house, now.held.in_house),
        ("the funding", before.terms.funding, now.terms.funding),
        ("the length of a year", before.terms.weeks_in_year, now.terms.weeks_in_year),
    )
    yield from (what for what, one, other in facts if one != other)
