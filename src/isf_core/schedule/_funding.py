"""Which part of a payment each funder is to bear, exactly (PAY-04)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..model.organisations import FundingRate, FundingShare
from ..values.dates import Period
from .resolved_terms import ResolvedTerms


def entitlements(
    terms: ResolvedTerms, first_day: date, last_day: date, exact: Fraction, amount: int
) -> dict[str, Fraction]:
    """Each funder's exact pence of a payment of `amount` whole pence, by reference; they add up to it.

    A funder with a rate bears what that comes to for the days, in the order in which they are recorded, and no
    more than is left of `exact`, what the payment comes to exactly: who bears all of that bears what is shown.
    Those with shares bear the rest of what is shown. By `exact` of 0 the rates bear nothing.
    """
    out, left = {part.funder.ref: Fraction(0) for part in terms.funding}, Fraction(amount)
    for part in terms.funding:
        if isinstance(part, FundingRate) and exact > 0:
            due = terms.accrued_by(part.rate, Period(first_day=first_day, last_day=last_day)).pounds * 100
            bears = left if due >= exact else min(due, left)
            out[part.funder.ref], exact, left = bears, exact - due, left - bears
    for part in terms.funding:
        if isinstance(part, FundingShare):
            out[part.funder.ref] = left * part.share
    return out
