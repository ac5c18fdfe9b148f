"""Which part of a payment each funder is to bear, exactly (PAY-04)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..model.organisations import FundingRate, FundingShare
from ..values.dates import Period
from .resolved_terms import ResolvedTerms


def entitlements(
    terms: ResolvedTerms, first_day: date, last_day: date, by_rates: Fraction, amount: int
) -> dict[str, Fraction]:
    """Each funder's exact pence of a payment of so many whole pence, by reference; they add up to it.

    A funder with a rate bears what that comes to for the days, in the order in which they are recorded, and all
    of them together no more than `by_rates`, the exact pence that rates may bear. Those with shares bear the rest
    of what is shown: the roundings of the payment are theirs.
    """
    out, left = {part.funder.ref: Fraction(0) for part in terms.funding}, by_rates
    for part in terms.funding:
        if isinstance(part, FundingRate) and left > 0:
            days = Period(first_day=first_day, last_day=last_day)
            due = min(terms.accrued_by(part.rate, days).pounds * 100, left)
            out[part.funder.ref], left = due, left - due
    rest = amount - sum(out.values())
    for part in terms.funding:
        if isinstance(part, FundingShare):
            out[part.funder.ref] = rest * part.share
    return out
