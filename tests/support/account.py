"""Mary's account after twelve weeks: everything is recorded, and there is nothing to find."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core.model import (
    Arrangement,
    Audience,
    Bill,
    Entry,
    EntryKind,
    Party,
    Placement,
    Review,
    ReviewKind,
    SpendingBasis,
    StatementGiven,
    Termination,
    TerminationReason,
    VisitEvidence,
    VisitRecord,
    VisitState,
)
from isf_core.values import Money, Period, Rate, Timeline

from .arrangements import AUTUMN, START, sound

LIVED = date(2026, 6, 28)
"""The last day of the third four-weekly period, and of the twelfth week."""
PERIODS = tuple(
    Period(first_day=first, last_day=last)
    for first, last in (
        (date(2026, 4, 6), date(2026, 5, 3)),
        (date(2026, 5, 4), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2026, 6, 28)),
    )
)
REVIEWED = date(2026, 5, 18)


def _periodic(number: int, period: Period) -> tuple[Entry, ...]:
    first, last = period.first_day, period.last_day
    homecare = {"support": "homecare", "outcomes": ("hygiene", "nutrition")}
    art: dict[str, Any] = {"support": "art", "outcomes": ("church",), "party": "P-9"}
    made = (
        ("F", first, EntryKind.FUNDER_PAYMENT, "246.42", {"period": period}),
        ("K", first, EntryKind.CONTRIBUTION, "80", {"period": period}),
        ("H", last, EntryKind.DIRECT_SUPPORT, "200", homecare),
        ("A", last, EntryKind.OTHER_PROVIDER, "70", art),
        ("M", last, EntryKind.MANAGEMENT_FEE, "40", {"person": "P-001", "period": period}),
    )
    return tuple(
        Entry(ref=f"{ref}-{number}", on=on, kind=kind, amount=amount, evidence=f"doc {ref}{number}", **facts)
        for ref, on, kind, amount, facts in made
    )


SURPLUS_USED = Entry(
    ref="U-1",
    on=LIVED,
    kind=EntryKind.ONE_OFF,
    amount="20",
    evidence="doc U1",
    outcomes=("church",),
    support="a day out",
    person="P-001",
    use=SpendingBasis.SURPLUS,
    agreed_on=LIVED,
)
URGENT = Entry(
    ref="G-1",
    on=LIVED,
    kind=EntryKind.DIRECT_SUPPORT,
    amount="15",
    what="a fall in the night",
    evidence="doc G1",
    outcomes=(),
    support="a night sitter",
    person="P-001",
    use=SpendingBasis.URGENT,
)
ENTRIES = (*(entry for n, period in enumerate(PERIODS, 1) for entry in _periodic(n, period)), SURPLUS_USED, URGENT)
"""979.26 came in, 965.00 was spent: 14.26 is held."""
VISITS = (
    VisitRecord(
        ref="V-1",
        on=date(2026, 4, 7),
        starts_at=450,
        minutes=60,
        worker="W-1",
        evidence=VisitEvidence.ELECTRONIC,
        price="12.50",
    ),
    VisitRecord(
        ref="V-2",
        on=date(2026, 4, 8),
        starts_at=455,
        minutes=30,
        worker="W-1",
        evidence=VisitEvidence.MANUAL_VERIFIED,
        price="6.25",
    ),
    VisitRecord(
        ref="V-3", on=date(2026, 4, 9), state=VisitState.CANCELLED, price="12.50", notice_hours="48", charged=Money(0)
    ),
)
BILLS = tuple(
    Bill(ref=f"B-{number}", on=period.first_day, amount=Money(80), period=period)
    for number, period in enumerate(PERIODS, 1)
)
GIVEN = (StatementGiven(on=date(2026, 5, 15), to=Audience.AUTHORITY, last_day=date(2026, 5, 3)),)


def lived(*more: Entry, fund: dict[str, Any] | None = None, **facts: Any) -> Arrangement:
    """Mary after twelve weeks; more entries, and some facts changed as for `sound`."""
    account = {
        "entries": (*ENTRIES, *more),
        "bills": BILLS,
        "visits": VISITS,
        "statements": GIVEN,
        "kept_from": START,
        **(fund or {}),
    }
    lifecycle = {"reviews": (Review(on=REVIEWED, kind=ReviewKind.FIRST),), **facts.pop("lifecycle", {})}
    budget = {"one_offs": (), **facts.pop("budget", {})}
    return sound(fund=account, lifecycle=lifecycle, budget=budget, **facts)


ON_TOP: dict[str, Any] = {
    "budget": {"actual": Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("84.375")))},
    "contract": {
        "fee_placement": Placement.ON_TOP,
        "price": Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("84.375"))),
    },
}
"""The same payments of 246.42, with the fee on top of a budget that is worth what the plan costs."""


def swapped(ref: str, **changes: Any) -> tuple[Entry, ...]:
    """Mary's entries with one of them changed."""
    return tuple(entry.replace(**changes) if entry.ref == ref else entry for entry in ENTRIES)


def paid_in(amount: str, on: date = LIVED) -> Entry:
    """Money that a provider gave back: it belongs to no period and to no support."""
    return Entry(ref="X-1", on=on, kind=EntryKind.PROVIDER_REFUND, amount=amount, evidence="doc X1")


def ended(
    party: Party = Party.FUNDER,
    reason: TerminationReason = TerminationReason.ORDINARY,
    given_on: date = LIVED,
    **facts: Any,
) -> Termination:
    """Somebody gives notice."""
    return Termination(party=party, reason=reason, given_on=given_on, **{"liabilities": (), **facts})
