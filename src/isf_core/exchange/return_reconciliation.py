"""What the readers of the national return make of its rows, beside what accrued and what was paid, by cause (DAT-02).

All sums are exact: from the readers' figure the causes add up to what accrued, and on to what was paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from ..errors import IsfError
from ..model.documents import ends_on
from ..pay_runs.history import PaymentHistory
from ..schedule.build import Schedule, build_schedule
from ..schedule.council_costs import council_costs
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import instance
from ..values.columns import Cell
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.record import WithFields
from ..values.table import Table, Tabular
from ._return_services import ReturnedService, Running, in_its_unit, one_offs_of, parts_of
from .client_level_fields import cost_to_readers, more_by_decimals
from .client_level_results import ClientLevelRows, ReturnedArrangement, ReturnNote, ServiceRow

_AHEAD = 124
"""Days: a payment in advance falls due up to a quarter before its period, and a holiday or two."""

ZERO = ExactMoney(0)


class ReturnCause(Enum):
    """Why the readers' figure is not what was paid, in the order in which the causes are counted."""

    ALIKE = "rows alike, of which readers count one"
    ROUNDING = "unit costs rounded to two decimals"
    YEAR = "a year of 52 weeks"
    MONTHS = "months of unequal length"
    CHANGES = "a cost that changed in the quarter"
    IN_HOUSE = "in-house services, which no holder is paid for"
    SUSPENSIONS = "suspensions"
    OTHER_FUNDERS = "other funders"
    CONTRIBUTION = "net against gross: the person's contribution"
    FEE_ON_TOP = "fees on top"
    ONE_OFFS = "one-off sums that are paid in another quarter"
    TIMING = "payments due in another quarter, and their roundings"
    ADJUSTMENTS = "adjustments, and payments other than the terms say"

    @property
    def is_of_cash(self) -> bool:
        """Whether it lies between what accrued and what was paid."""
        return self in (ReturnCause.ONE_OFFS, ReturnCause.TIMING, ReturnCause.ADJUSTMENTS)


@frozen(kw_only=True, repr=False)
class ReturnDifference(WithFields):
    """One arrangement, or all together: the readers' figure for the quarter, and why it is not what was paid.

    - `a_week`: the readers' weekly cost of the rows that they read for the quarter, one-off sums apart.
    - `readers`: their cost in the quarter; `decimals` is what their own truncated decimals add, and is in no sum.
    - `causes`: what each adds; `accrued` is `readers` with those before the cash, `paid` with all of them.
    """

    person: str
    arrangement: str | None
    a_week: ExactMoney
    readers: ExactMoney
    decimals: ExactMoney
    causes: tuple[tuple[ReturnCause, ExactMoney], ...]

    @property
    def accrued(self) -> ExactMoney:
        """What accrued to the holder in the quarter."""
        return ExactMoney.total((self.readers, *(sum_ for cause, sum_ in self.causes if not cause.is_of_cash)))

    @property
    def paid(self) -> ExactMoney:
        """What was paid to the holder in the quarter."""
        return ExactMoney.total((self.readers, *(sum_ for _, sum_ in self.causes)))


@frozen(kw_only=True, str=False, repr=False)
class ReturnReconciliation(Tabular):
    """The readers' figure of a quarter beside what accrued and what was paid, by arrangement and by cause.

    `left_out` names the arrangements whose payments cannot be worked out; they are in no sum.
    """

    quarter: Period
    rows: tuple[ReturnDifference, ...]
    left_out: tuple[ReturnNote, ...] = ()

    @property
    def total(self) -> ReturnDifference:
        """All arrangements together."""
        by_cause = dict.fromkeys(ReturnCause, ZERO)
        for row in self.rows:
            by_cause.update((cause, by_cause[cause] + sum_) for cause, sum_ in row.causes)
        return ReturnDifference(
            person="",
            arrangement=None,
            a_week=ExactMoney.total(row.a_week for row in self.rows),
            readers=ExactMoney.total(row.readers for row in self.rows),
            decimals=ExactMoney.total(row.decimals for row in self.rows),
            causes=tuple(by_cause.items()),
        )

    def table(self) -> Table:
        """Show one row for each arrangement, and the totals: from the readers' figure to what was paid."""
        rows = [(row.person, row.arrangement, *_cells(row)) for row in self.rows]
        return Table(f"Return for {self.quarter}", _COLUMNS, rows, ("Total", None, *_cells(self.total)))

    def causes_table(self) -> Table:
        """Show all arrangements together, one row for each step from the readers' figure to what was paid."""
        total = self.total
        rows: list[tuple[Cell, ...]] = [("what readers compute", total.readers)]
        rows += [(cause.value, sum_) for cause, sum_ in total.causes if not cause.is_of_cash and not sum_.is_zero]
        rows.append(("what accrued", total.accrued))
        rows += [(cause.value, sum_) for cause, sum_ in total.causes if cause.is_of_cash and not sum_.is_zero]
        rows.append(("what was paid", total.paid))
        return Table(f"Return for {self.quarter}", (("what", "What"), ("comes_to", "Comes to")), rows)


_COLUMNS = (
    ("person", "Person"),
    ("arrangement", "Arrangement"),
    ("a_week", "Readers' a week"),
    ("readers", "Readers"),
    *((f"cause_{cause.name.lower()}", cause.value.capitalize()) for cause in ReturnCause if not cause.is_of_cash),
    ("accrued", "Accrued"),
    *((f"cause_{cause.name.lower()}", cause.value.capitalize()) for cause in ReturnCause if cause.is_of_cash),
    ("was_paid", "Paid"),
    ("decimals", "Readers' decimals"),
)


def _cells(row: ReturnDifference) -> tuple[ExactMoney, ...]:
    """The sums of a row, as they stand in the columns."""
    before, cash = ([sum_ for cause, sum_ in row.causes if cause.is_of_cash is it] for it in (False, True))
    return row.a_week, row.readers, *before, row.accrued, *cash, row.paid, row.decimals


def reconcile_return(returned: ClientLevelRows) -> ReturnReconciliation:
    """Reconcile the rows of a return with what accrued and what was paid in its quarter.

    What was paid is what fell due in the quarter by the terms, as known on the return's day. Where an arrangement was
    given with its payment history, it is what was paid in the quarter by that history.

    Raises IsfError for anything but what `client_level_rows` gave.
    """
    instance("reconcile_return", returned, ClientLevelRows, "give what client_level_rows gave")
    seen: set[tuple[Cell, ...]] = set()
    rows: list[ReturnDifference] = []
    left_out: list[ReturnNote] = []
    for each in returned.arrangements:
        counted = []
        for row in each.rows:
            counted.append(row.told_apart_by not in seen)
            seen.add(row.told_apart_by)
        try:
            rows.append(_difference(each, counted, returned.quarter))
        except IsfError as error:
            note = ReturnNote(person=each.person, arrangement=each.arrangement, field=error.where, what=str(error))
            left_out.append(note)
    return ReturnReconciliation(quarter=returned.quarter, rows=tuple(rows), left_out=tuple(left_out))


def _difference(each: ReturnedArrangement, counted: list[bool], quarter: Period) -> ReturnDifference:
    """One arrangement's way from the readers' figure to what was paid, step by step."""
    read = [(row, is_read) for row, is_read in zip(each.rows, counted, strict=True) if row.days_in(quarter)]
    all_rows = ExactMoney.total(_readers(row, quarter) for row, _ in read)
    readers = ExactMoney.total(_readers(row, quarter) for row, is_read in read if is_read)
    running = [(row, service) for row, service in each.running if row.days_in(quarter)]
    steps = dict.fromkeys(ReturnCause, ZERO)
    steps[ReturnCause.ALIKE] = all_rows - readers
    planned = dict.fromkeys(ReturnedService, ZERO)
    for row, service in running:
        planned[row.kind] = planned[row.kind] + service.planned_in(quarter)
        for cause, sum_ in _planned(row, service, quarter):
            steps[cause] = steps[cause] + sum_
    once = ExactMoney.total(sum_ for one_off, sum_ in one_offs_of(each.phases) if one_off.on in quarter)
    shown = ExactMoney.total(row.unit_cost.exact for row, _ in read if row.place < 0)
    steps[ReturnCause.ROUNDING] = steps[ReturnCause.ROUNDING] + once - shown

    schedule = _schedule(each.phases, quarter)
    accrued = schedule.accrued_in(span=quarter)
    payable = _payable(each.phases, quarter)
    steps[ReturnCause.IN_HOUSE] = -planned[ReturnedService.IN_HOUSE]
    steps[ReturnCause.SUSPENSIONS] = payable - planned[ReturnedService.FUND]
    steps[ReturnCause.OTHER_FUNDERS] = accrued.budget - accrued.in_house - payable + accrued.one_off - once
    steps[ReturnCause.CONTRIBUTION] = -accrued.contribution
    steps[ReturnCause.FEE_ON_TOP] = accrued.fee_on_top

    due = schedule.due_in(span=quarter).totals
    steps[ReturnCause.ONE_OFFS] = due.one_off.exact - accrued.one_off
    steps[ReturnCause.TIMING] = (due.amount - due.one_off).exact - (accrued.amount - accrued.one_off)
    paid = due.amount if each.history is None else _paid(each.history, quarter)
    steps[ReturnCause.ADJUSTMENTS] = (paid - due.amount).exact
    return ReturnDifference(
        person=each.person,
        arrangement=each.arrangement,
        a_week=ExactMoney.total(_a_week(row) for row, is_read in read if is_read and row.place >= 0),
        readers=readers,
        decimals=ExactMoney.total(
            more_by_decimals(_readers(row, quarter), row.frequency) for row, is_read in read if is_read
        ),
        causes=tuple(steps.items()),
    )


def _readers(row: ServiceRow, quarter: Period) -> ExactMoney:
    return cost_to_readers(unit_cost=row.unit_cost, frequency=row.frequency, days=row.days_in(quarter))


def _a_week(row: ServiceRow) -> ExactMoney:
    return cost_to_readers(unit_cost=row.unit_cost, frequency=row.frequency, days=7)


def _planned(row: ServiceRow, service: Running, quarter: Period) -> Iterator[tuple[ReturnCause, ExactMoney]]:
    """From the readers' figure of one row to what its service was planned to cost on its days in the quarter."""
    latest, weeks = service.latest(quarter.last_day), Fraction(row.days_in(quarter), 7)
    exact = in_its_unit(latest) * (row.frequency.units_a_week or 1) * weeks
    a_week, planned = latest.per_week * weeks, service.at_once(latest, quarter)
    yield ReturnCause.ROUNDING, exact - _readers(row, quarter)
    yield ReturnCause.YEAR, a_week - exact
    yield ReturnCause.MONTHS, planned - a_week
    yield ReturnCause.CHANGES, service.planned_in(quarter) - planned


def _payable(phases: tuple[ResolvedTerms, ...], quarter: Period) -> ExactMoney:
    """What the councils bear of what accrues in the quarter, with what suspensions leave of it."""
    return ExactMoney.total(
        cost.payable_in(days) for terms in phases for cost, days in parts_of(tuple(council_costs(terms)), quarter)
    )


def _schedule(phases: tuple[ResolvedTerms, ...], quarter: Period) -> Schedule:
    """All payments that may fall due in the quarter, and all that accrues in it."""
    first, last = phases[0].first_day, ends_on(phases[-1].last_day)
    ahead = date.fromordinal(min(quarter.last_day.toordinal() + _AHEAD, date.max.toordinal() - 1))
    return build_schedule(phases, until=max(first, min(ahead, last)))


def _paid(history: PaymentHistory, quarter: Period) -> Money:
    return Money.total(made.amount for made in history.payments if made.paid_on in quarter)
