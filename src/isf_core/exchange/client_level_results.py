"""The rows of the national return as they come out: services, notes, and all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

import attrs

from ..model.documents import OpenEnded, ends_on
from ..pay_runs.history import PaymentHistory
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import instance
from ..values.columns import Cell
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from ..values.table import Table, Tabular
from ._return_services import ReturnedService, Running, between, running_services
from .client_level_fields import FIELDS, CostFrequency

_MAY_BE_BLANK = frozenset({"Event_End_Date", "Planned_Units_Per_Week", "Event_Outcome"})


@frozen(kw_only=True, repr=False)
class ServiceRow(WithFields):
    """One service row of the return.

    `last_day` is OPEN_ENDED while it runs, `texts` are its other fields by the return's own names, and `why` says why
    the delivery mechanism is proposed. `place` is its place among the services of its arrangement; -1 for a one-off.
    """

    person: str
    arrangement: str | None
    kind: ReturnedService
    what: str
    first_day: date
    last_day: date | OpenEnded
    unit_cost: Money
    frequency: CostFrequency
    why: str
    texts: tuple[tuple[str, str], ...] = attrs.field(repr=False)
    place: int = attrs.field(default=-1, repr=False)

    @cached_property
    def fields(self) -> Mapping[str, Cell]:
        """Every field that is not blank, by the return's own name."""
        out: dict[str, Cell] = dict(self.texts)
        out |= {"Event_Type": "Service", "Event_Start_Date": self.first_day, "Unit_Cost": self.unit_cost}
        out["Cost_Frequency_Unit_Type"] = self.frequency.value
        if isinstance(self.last_day, date):
            out["Event_End_Date"] = self.last_day
        return MappingProxyType(out)

    def days_in(self, span: Period) -> int:
        """How many of its days lie within a span; both ends count. Raises IsfError if `span` is not a Period."""
        instance("ServiceRow.days_in", span, Period, "give a Period")
        days = between(self.first_day, ends_on(self.last_day), span)
        return 0 if days is None else days.days

    @property
    def told_apart_by(self) -> tuple[Cell, ...]:
        """What the readers of one submission know a service by: rows alike in it become one, and a cost is lost."""
        return self.person, *(self.fields.get(name) for name in _TOLD_APART_BY)


_TOLD_APART_BY = (
    "Event_Start_Date",
    "Client_Type",
    "Service_Type",
    "Service_Component",
    "Delivery_Mechanism",
    "Unit_Cost",
    "Cost_Frequency_Unit_Type",
)


@frozen(kw_only=True, repr=False)
class ReturnNote(WithFields):
    """Something of the return that somebody must look at: whose it is, which field, and what is the matter."""

    person: str
    arrangement: str | None
    field: str
    what: str


@frozen(kw_only=True, repr=False)
class ReturnedArrangement(WithFields):
    """One arrangement of a return: its resolved terms, its history where one was given, and its rows."""

    person: str
    arrangement: str | None
    phases: tuple[ResolvedTerms, ...] = attrs.field(repr=False)
    history: PaymentHistory | None = attrs.field(repr=False)
    rows: tuple[ServiceRow, ...] = attrs.field(repr=False)

    @property
    def running(self) -> Iterator[tuple[ServiceRow, Running]]:
        """Each row but those of one-off sums, with its service as it runs."""
        services = dict(enumerate(running_services(self.phases)))
        for row in self.rows:
            if row.place in services:
                yield row, services[row.place].until(ends_on(row.last_day))


@frozen(kw_only=True, str=False, repr=False)
class ClientLevelRows(Tabular):
    """The service rows of a return, and what somebody must look at.

    - `quarter`: the span whose costs are read; `year`: the twelve months that end with it.
    - `notes`: faults, and fields that could not be filled, each with its person and arrangement.
    - `arrangements`: those that could be worked out, each with its rows.

    As a table and as records it has the return's own field names: dates, pounds as Decimal, None where a field is
    blank. `csv.DictWriter` writes them as they are, with dates in the ISO form.
    """

    quarter: Period
    year: Period
    arrangements: tuple[ReturnedArrangement, ...] = attrs.field(repr=False)
    notes: tuple[ReturnNote, ...] = attrs.field(repr=False)
    field_names: tuple[str, ...] = FIELDS

    @property
    def rows(self) -> tuple[ServiceRow, ...]:
        """All rows, in the order of the arrangements."""
        return tuple(row for each in self.arrangements for row in each.rows)

    @property
    def blank(self) -> dict[str, int]:
        """How many rows lack a field that the library cannot know and the caller did not give, by field."""
        found = {name: sum(row.fields.get(name) is None for row in self.rows) for name in self.field_names}
        return {name: rows for name, rows in found.items() if rows and name not in _MAY_BE_BLANK}

    def table(self) -> Table:
        """Show one row for each service, one column for each field."""
        columns = tuple((name, name) for name in self.field_names)
        return Table("Services", columns, ([row.fields.get(name) for name in self.field_names] for row in self.rows))

    def notes_table(self) -> Table:
        """Show one row for each note."""
        columns = (("person", "Person"), ("arrangement", "Arrangement"), ("field", "Field"), ("what", "What"))
        return Table.of("To look at", self.notes, *columns)
