"""Cancelled and missed visits, and banked hours (LED-08, LED-09).

>>> from ..model.parameters import Parameters
>>> from ..model.visits import VisitState
>>> late = VisitRecord(ref="V-1", on=date(2026, 4, 8), state=VisitState.CANCELLED, price="12.50", notice_hours="3")
>>> resolved = price_visit(late, policy=Parameters(name="a council's", cancellation_hours=24))
>>> resolved.charge, resolved.stays_in_the_fund
(Money('12.50'), Money('0.00'))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import cast

import attrs

from ..errors import IsfError, NotRecorded, recorded
from ..model.account import Fund
from ..model.parameters import GivenPolicy, policies_of
from ..model.visits import HoursKind, VisitRecord, VisitState
from ..values.checks import day, instance
from ..values.dates import in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money, Rounding, plain_number
from ..values.record import WithFields
from ..values.sources import HOME, LANCASHIRE, TLAP, Source
from ..values.table import Table, Tabular

WITH_NOTICE = LANCASHIRE("6.15", words="for short periods of time with agreed notice")
ITEMISED = LANCASHIRE("6.21", words="any cancelled direct care and support services for which it has charged")
FAILED = HOME("Dispute resolution")
BANKED = TLAP("What is shared management?")


@frozen(kw_only=True, repr=False)
class VisitCharge(WithFields):
    """What a visit costs: `charge` is due, `stays_in_the_fund` is not spent, `pays_back` was charged wrongly.

    `pays_back` is None if what was charged is not recorded.
    """

    visit: VisitRecord
    charge: Money
    stays_in_the_fund: Money
    pays_back: Money | None
    because: str
    source: Source

    @property
    def is_itemised(self) -> bool:
        """Whether a statement lists it: a cancelled visit that is charged (Lancashire, 6.21)."""
        return self.visit.state is not VisitState.MADE and bool(self.charge)

    def explain(self) -> Explanation:
        """Explain the charge."""
        return Explanation.given(f"visit {self.visit.ref}: {self.because}", self.charge, self.source)


def price_visit(visit: VisitRecord, *, policy: GivenPolicy) -> VisitCharge:
    """Work out the charge for a visit: made, cancelled in time or late, or missed (LED-08).

    Interpretation: notice of exactly the agreed hours is in time. If the person was not there, the visit counts as
    cancelled without notice. If the worker did not come, nothing is due, and what was charged is paid back. Of dated
    policies, the one on the day of the visit counts.

    Raises NotRecorded for the price, the notice given and the notice agreed, if they matter.
    """
    instance("price_visit", visit, VisitRecord, "give a VisitRecord")
    hours = policies_of("price_visit", policy).on(visit.on).cancellation_hours
    charge, because, source = charge_for(visit, lambda _: hours)
    return VisitCharge(
        visit=visit,
        charge=charge,
        stays_in_the_fund=cast("Money", visit.price) - charge,  # it is recorded, or nothing could be told
        pays_back=None if visit.charged is None else max(Money(0), visit.charged - charge),
        because=because,
        source=source,
    )


def charge_for(visit: VisitRecord, notice_agreed: Callable[[date], int | None]) -> tuple[Money, str, Source]:
    """The charge for a visit, and why, by the hours' notice that are agreed on its day; for internal use."""
    price, state = visit.price, visit.state
    if price is None:
        raise NotRecorded("the charge for a visit", (f"fund.visits[{visit.ref}].price",))
    if state is VisitState.MADE:
        return price, "made", ITEMISED
    if state is VisitState.WORKER_ABSENT:
        return Money(0), "the worker did not come", FAILED
    if state is VisitState.PERSON_ABSENT:
        return price, "the person was not there", FAILED
    notice, hours = visit.notice_hours, notice_agreed(visit.on)
    if notice is None or hours is None:
        missing = [] if notice is not None else [f"fund.visits[{visit.ref}].notice_hours"]
        missing += [] if hours is not None else ["policy.cancellation_hours"]
        raise NotRecorded("the charge for a visit", tuple(missing))
    if notice < hours:
        return price, f"cancelled less than {hours} hours before", ITEMISED
    return Money(0), f"cancelled {hours} hours before, or more", WITH_NOTICE


@frozen(kw_only=True, repr=False)
class VisitCount(WithFields):
    """How many visits of a span were made and missed, and the evidence for them (LED-06, LED-08)."""

    made: int = 0
    cancelled: int = 0
    person_absent: int = 0
    worker_absent: int = 0
    electronic: int = 0
    manual_verified: int = 0
    manual_unverifiable: int = 0
    unverified: int = 0
    evidence_not_recorded: int = 0

    def plus(self, other: VisitCount) -> VisitCount:
        """Both together. Raises IsfError for what is no VisitCount."""
        instance("VisitCount.plus", other, VisitCount, "give a VisitCount")
        mine, theirs = attrs.asdict(self), attrs.asdict(other)
        return VisitCount(**{name: mine[name] + theirs[name] for name in mine})


def count_visits(visits: Iterable[VisitRecord]) -> VisitCount:
    """How many there are of each; the evidence is counted for the visits that were made."""
    counts = attrs.asdict(VisitCount())
    for visit in visits:
        counts[visit.state.name.lower()] += 1
        if visit.state is VisitState.MADE:
            counts[visit.evidence.name.lower() if visit.evidence else "evidence_not_recorded"] += 1
    return VisitCount(**counts)


@frozen(kw_only=True, str=False, repr=False)
class HoursBank(Tabular):
    """The hours banked on a day, what they are worth, and what was turned into money.

    `worth` is each hour at the price at which it was banked; the oldest hours are used first.
    """

    on: date
    hours: Fraction
    worth: ExactMoney
    turned_into_money: Money

    def table(self) -> Table:
        """One row each."""
        rows = (
            ("hours banked", self.hours, None),
            ("worth", None, self.worth),
            ("turned into money", None, self.turned_into_money.exact),
        )
        return Table(f"Hours on {in_words(self.on)}", (("what", "What"), ("hours", "Hours"), ("worth", "Pounds")), rows)


def hours_bank(fund: Fund, *, on: date) -> HoursBank:
    """Work out the hours that are banked at the end of a day (LED-09).

    Hours leave in the order in which they were banked, each at its price. Each time hours are turned into money, the
    sum is rounded half up.

    Raises NotRecorded if the hours are not recorded, IsfError if more hours leave than are banked.
    """
    instance("hours_bank", fund, Fund, "give a Fund, such as arrangement.fund")
    day("hours_bank", on)
    kept = recorded(fund.hours, "the hours in the bank", "fund.hours")
    banked: list[tuple[Fraction, Money]] = []
    turned = Money(0)
    # What is banked on a day may leave on the same day.
    until = [each for each in kept if each.on <= on]
    ordered = sorted(until, key=lambda each: (each.on, each.kind is not HoursKind.BANKED))
    for entry in ordered:
        if entry.kind is HoursKind.BANKED:
            banked.append((entry.hours, entry.hourly or Money(0)))
            continue
        left, worth = entry.hours, ExactMoney(0)
        while left and banked:
            hours, hourly = banked.pop(0)
            taken = min(hours, left)
            if hours > taken:
                banked.insert(0, (hours - taken, hourly))
            worth = worth + hourly.exact * taken
            left -= taken
        if left:
            wrong = f"{plain_number(entry.hours)} hours leave on {entry.on}, and fewer are banked"
            raise IsfError("fund.hours", wrong, "record the hours that were banked first")
        if entry.kind is HoursKind.TURNED_INTO_MONEY:
            turned = turned + worth.rounded(Rounding.HALF_UP)
    return HoursBank(
        on=on,
        hours=sum((hours for hours, _ in banked), Fraction(0)),
        worth=ExactMoney.total(hourly.exact * hours for hours, hourly in banked),
        turned_into_money=turned,
    )
