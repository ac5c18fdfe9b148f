"""Service rows of the national return (adult social care client-level data), for an arrangement or a book (DAT-01).

A quarter's return covers the twelve months that end with it. A service has one row, with its first start date and its
latest planned gross cost: what the councils bear, the person's contribution included, without NHS and education money
and without a fee on top. In-house services and one-off sums have rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

import attrs

from ..account.case_view import CaseView
from ..errors import DanglingReference, IsfError, NotRecorded, quote
from ..model.arrangement import Arrangement
from ..model.documents import OPEN_ENDED, OpenEnded
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.person import PersonKind
from ..model.termination import TerminationReason
from ..pay_runs.history import PaymentHistory
from ..pay_runs.payment_run import MOST_ARRANGEMENTS, Book
from ..schedule.ends import endings_of
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import day, instance, member, read, text
from ..values.columns import Cell
from ..values.dates import Period, days_after, months_after
from ..values.frozen import frozen
from ..values.money import Money, Rounding
from ._return_services import ReturnedService, in_its_unit, one_offs_of, running_services
from .client_level_fields import (
    CLIENT_TYPES,
    COMPUTED,
    EVENT_OUTCOMES,
    FIELDS,
    CostFrequency,
    DeliveryMechanism,
    ProposedMechanism,
    ServiceType,
    proposed_mechanism,
)
from .client_level_results import ClientLevelRows, ReturnedArrangement, ReturnNote, ServiceRow

_RIGHT = "give Arrangements, or pairs of one and its PaymentHistory"
_ALL = "*"
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_IN_HOUSE = ProposedMechanism(DeliveryMechanism.COMMISSIONED, "the council gives it itself")


def client_level_rows(
    book: Book | Arrangement,
    *,
    quarter_end: date,
    on: date,
    service_type: ServiceType,
    policy: GivenPolicy,
    given: Mapping[str, Mapping[str, str]] = _NOTHING,
    outcomes: Mapping[TerminationReason, str] = EVENT_OUTCOMES,
    rounding: Rounding = Rounding.HALF_UP,
) -> ClientLevelRows:
    """Make the service rows of the national return, as known on a day.

    - `book`: one arrangement, or several, each with its payment history or without one.
    - `quarter_end`: the last day of the quarter; the rows are those of the twelve months up to it.
    - `given`: values of fields that the library cannot know, by reference: of an arrangement, of one of its rows (the
      row's `Event_Reference`), or "*" for all, such as `{"*": {"Service_Component": "Home support"}}`. The more special
      value counts; a field of your own becomes a column.
    - `outcomes`: `Event_Outcome` by the reason for ending.
    - `rounding`: how a unit cost becomes whole pence.

    An arrangement that cannot be worked out has no row and is named in `notes`.

    Raises IsfError for a day that ends no quarter and for a value of a field that the library works out,
    DanglingReference for values of a reference that no arrangement and no row has, and TooLarge beyond 100,000
    arrangements.

    >>> from ..model.person import Person
    >>> nobody = Arrangement(person=Person(ref="P-001"), ref="A-1")
    >>> found = client_level_rows(
    ...     nobody, quarter_end=date(2026, 6, 30), on=date(2026, 7, 10), policy=Parameters(name="ours"),
    ...     service_type=ServiceType.LONG_TERM_COMMUNITY,
    ... )
    >>> found.year, len(found.rows), found.notes[0].field
    (Period(first_day=2025-07-01, last_day=2026-06-30), 0, 'budget.actual')
    """
    making = _Making(
        quarter=_months_to(quarter_end, 3),
        year=_months_to(quarter_end, 12),
        on=day("client_level_rows.on", on),
        policies=policies_of("client_level_rows", policy),
        service_type=member("client_level_rows.service_type", service_type, ServiceType),
        given={
            text("client_level_rows.given", ref): _values(f"client_level_rows.given[{quote(ref)}]", values)
            for ref, values in instance("client_level_rows.given", given, Mapping, "give reference: fields").items()
        },
        outcomes={
            member("client_level_rows.outcomes", reason, TerminationReason): text("client_level_rows.outcomes", word)
            for reason, word in instance(
                "client_level_rows.outcomes", outcomes, Mapping, "give reason: outcome"
            ).items()
        },
        rounding=member("client_level_rows.rounding", rounding, Rounding),
    )
    entries: Iterable[object] = (book,) if isinstance(book, Arrangement) else book
    # All are read before any is worked out: a book without an end is refused at once.
    arrangements = tuple(
        made
        for place, entry in enumerate(list(read("client_level_rows", entries, MOST_ARRANGEMENTS, _RIGHT)))
        if (made := making.arrangement(*_entry(place, entry))) is not None
    )
    unused = sorted(making.given.keys() - making.references)
    if unused:
        wrong = f"no arrangement and no row has the reference {quote(unused[0])}"
        raise DanglingReference("client_level_rows.given", wrong, "give the reference of one that is there")
    extra = dict.fromkeys(name for values in making.given.values() for name in values)
    names = (*FIELDS, *(name for name in extra if name not in FIELDS))
    alike = _alike([row for each in arrangements for row in each.rows])
    return ClientLevelRows(
        quarter=making.quarter,
        year=making.year,
        arrangements=arrangements,
        notes=(*making.notes, *alike),
        field_names=names,
    )


def _months_to(quarter_end: date, months: int) -> Period:
    """So many months that end with a quarter."""
    after = days_after(day("client_level_rows.quarter_end", quarter_end), 1)
    if after.day != 1 or after.month % 3 != 1:
        right = "give the last day of March, June, September or December"
        raise IsfError("client_level_rows.quarter_end", f"{quarter_end} ends no quarter", right)
    return Period(first_day=months_after(after, -months), last_day=quarter_end)


def _entry(place: int, entry: object) -> tuple[Arrangement, PaymentHistory | None]:
    where = f"client_level_rows[{place}]"
    if not isinstance(entry, tuple):
        return instance(where, entry, Arrangement, _RIGHT), None
    if len(entry) != 2:
        raise IsfError(where, f"{len(entry)} things together", _RIGHT)
    return instance(where, entry[0], Arrangement, _RIGHT), instance(where, entry[1], PaymentHistory, _RIGHT)


def _values(where: str, given: object) -> dict[str, str]:
    """Values of fields that are the caller's to give."""
    out = {}
    for name, value in instance(where, given, Mapping, "give field: value").items():
        if text(where, name) in COMPUTED:
            raise IsfError(f"{where}[{quote(name)}]", "the library works it out", "leave it out")
        out[name] = text(f"{where}[{quote(name)}]", value)
    return out


def _alike(rows: list[ServiceRow]) -> Iterator[ReturnNote]:
    """Rows that the readers cannot tell from one before."""
    seen: dict[tuple[Cell, ...], ServiceRow] = {}
    for row in rows:
        first = seen.setdefault(row.told_apart_by, row)
        if first is not row:
            what = (
                f"{row.what or row.kind.value} of {row.first_day} is like {first.what or first.kind.value}: "
                "readers take the two for one, and a cost is lost; add the two together, or tell the components apart"
            )
            yield ReturnNote(person=row.person, arrangement=row.arrangement, field="Unit_Cost", what=what)


class _Found(NamedTuple):
    """A service of the twelve months, and why it ended."""

    kind: ReturnedService
    what: str
    first_day: date
    last_day: date | OpenEnded
    unit_cost: Money
    frequency: CostFrequency
    reason: TerminationReason | None = None
    place: int = -1


@frozen(kw_only=True)
class _Making:
    """What a return is made with, and what is found on the way."""

    quarter: Period
    year: Period
    on: date
    policies: Policies[Parameters]
    service_type: ServiceType
    given: dict[str, dict[str, str]]
    outcomes: dict[TerminationReason, str]
    rounding: Rounding
    notes: list[ReturnNote] = attrs.field(factory=list)
    references: set[str] = attrs.field(factory=lambda: {_ALL})

    def arrangement(self, arrangement: Arrangement, history: PaymentHistory | None) -> ReturnedArrangement | None:
        """One arrangement with its rows; None, and a note, where it cannot be worked out."""
        person, ref = arrangement.person.ref, arrangement.ref
        self.references.update(filter(None, (ref,)))
        try:
            view = CaseView.on(arrangement, self.on, self.policies)
            known, phases = view.known.require(), view.phases
            rows = tuple(self._rows(known, phases))
        except NotRecorded as error:
            self._note(arrangement, error.fields[0], str(error))
            return None
        except IsfError as error:
            self._note(arrangement, error.where, str(error))
            return None
        if rows and known.budget.deployment is not None and len(known.budget.deployment) > 1:
            what = "only the part of the budget that goes through the fund is here; what is deployed otherwise is not"
            self._note(arrangement, "Unit_Cost", what)
        return ReturnedArrangement(person=person, arrangement=ref, phases=phases, history=history, rows=rows)

    def _rows(self, known: Arrangement, phases: tuple[ResolvedTerms, ...]) -> Iterator[ServiceRow]:
        mechanism = proposed_mechanism(known)
        for place, service in enumerate(running_services(phases)):
            has_ended = service.last_day <= self.quarter.last_day
            is_fund = service.kind is ReturnedService.FUND
            ended = service.ended_by(known.suspensions) if has_ended and is_fund else service
            if ended is None or ended.days_in(self.year) is None:
                continue
            latest = ended.latest(self.quarter.last_day)
            found = _Found(
                service.kind,
                service.what,
                ended.first_day,
                ended.last_day if has_ended else OPEN_ENDED,
                in_its_unit(latest).rounded(self.rounding),
                CostFrequency.of(latest.rate.unit),
                self._reason(known, service.last_day),
                place,
            )
            yield self._row(known, found, mechanism if is_fund else _IN_HOUSE)
        for one_off, exact in one_offs_of(phases):
            if one_off.on in self.year:
                what, cost = one_off.ref or one_off.what, exact.rounded(self.rounding)
                once = (one_off.on, one_off.on, cost, CostFrequency.ONE_OFF)
                yield self._row(known, _Found(ReturnedService.ONE_OFF, what, *once), mechanism)

    def _reason(self, known: Arrangement, last_day: date) -> TerminationReason | None:
        """Why it ended on a day; None where no ending of that day is recorded."""
        found = (each.by.reason for each in endings_of(known, self.policies) if each.last_day == last_day)
        return next(found, None)

    def _row(self, known: Arrangement, found: _Found, proposed: ProposedMechanism) -> ServiceRow:
        person, ref, name = known.person, known.ref, found.what or found.kind.value
        event = " ".join(filter(None, (ref, found.what))) if ref else None
        self.references.update(filter(None, (event,)))
        given = {name: value for key in (_ALL, ref, event) for name, value in self.given.get(key or _ALL, {}).items()}
        last_day = found.last_day if isinstance(found.last_day, date) else None
        proposal = proposed.mechanism
        fields = {
            "Event_Reference": event,
            "Client_Type": None if person.kind is None else CLIENT_TYPES[person.kind],
            "Service_Type": self.service_type.value,
            "Delivery_Mechanism": None if proposal is None else proposal.value,
            "Event_Outcome": None if found.reason is None else self.outcomes.get(found.reason),
        } | given
        if last_day is None:
            fields["Event_Outcome"] = None
        elif fields["Event_Outcome"] is None:
            why = "no reason is recorded" if found.reason is None else f"no outcome is given for {found.reason.value}"
            self._note(known, "Event_Outcome", f"{name} ended on {last_day}: {why}")
        if found.unit_cost.is_zero:
            self._note(known, "Unit_Cost", f"{name} costs 0.00: readers drop the row")
        if fields["Delivery_Mechanism"] is None and found.kind is ReturnedService.FUND:
            self._note(known, "Delivery_Mechanism", f"{name}: {proposed.reason}")
        if person.kind is PersonKind.CARER and fields.get("Service_Component") is None:
            self._note(known, "Service_Component", f"{name}: blank for an unpaid carer, it counts nowhere in ASCOF 3D")
        return ServiceRow(
            person=person.ref,
            arrangement=ref,
            kind=found.kind,
            what=found.what,
            first_day=found.first_day,
            last_day=found.last_day,
            unit_cost=found.unit_cost,
            frequency=found.frequency,
            why="given" if "Delivery_Mechanism" in given else proposed.reason,
            texts=tuple((field, value) for field, value in fields.items() if value is not None),
            place=found.place,
        )

    def _note(self, arrangement: Arrangement, field: str, what: str) -> None:
        note = ReturnNote(person=arrangement.person.ref, arrangement=arrangement.ref, field=field, what=what)
        self.notes.append(note)
