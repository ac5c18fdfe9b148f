"""Dated policies in a schedule: what a whole payment has one of begins with a payment, all else on its day (PAY-14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ..model.organisations import Funding, Holder
from ..model.parameters import OF_A_PAYMENT, Parameters, Policies
from ..model.payment_terms import PaymentTerms
from ..values.timeline import Timeline


class Turn(NamedTuple):
    """From a day on: the payment terms, holder and funding of a phase."""

    since: date
    payment: PaymentTerms
    holder: Holder | None = None
    funding: tuple[Funding, ...] | None = None


def turns_in(turn: Turn, policies: Policies[Parameters], last: date) -> Iterator[Turn]:
    """The phases that begin within one, because a number that a whole payment has one of differs by the policy.

    Each begins with the first period on or after the policy's day: no payment is partly under one and partly under
    the other.
    """
    at, policy = turn.since, policies.on(turn.since)
    for since, _ in policies.within(at, last)[1:]:
        if since <= at:
            continue  # one that began in the same period, and had no payment of its own
        cycle = turn.payment.cycle or policy.cycle
        if cycle is None:
            return  # it is missing
        period = cycle.period_of(since)
        begins = since if period.first_day == since else period.day_after
        if begins > last:
            return
        held = policies.on(begins)
        if any(
            getattr(turn.payment, name) is None and getattr(policy, name) != getattr(held, name)
            for name in OF_A_PAYMENT
        ):
            at, policy = begins, held
            yield turn._replace(since=begins)


def either(which: Timeline[bool], one: Timeline[Any], other: Timeline[Any]) -> Timeline[Any]:
    """On each day the value of one timeline or of another."""
    if not which.changes:
        return one if which.first else other
    days = sorted({since for timeline in (which, one, other) for since, _ in timeline.changes})
    on = ((one if which.on(day) else other).on(day) for day in days)
    return Timeline((one if which.first else other).first, *zip(days, on, strict=True))
