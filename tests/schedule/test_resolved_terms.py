"""Questions to resolved terms that have no answer are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from support.arrangements import mary
from support.refusing import refused

from isf_core import PLAIN, Money, Period, Rate
from isf_core.schedule import ResolvedTerms, resolve_terms

APRIL = Period.month(2026, 4)


@pytest.mark.parametrize(
    ("ask", "where"),
    [
        (lambda terms: terms.accrued_by(None, APRIL), "ResolvedTerms.accrued_by"),
        (lambda terms: terms.accrued_by(Money(5), APRIL), "ResolvedTerms.accrued_by"),
        (lambda terms: terms.accrued_by(Rate.weekly(5), date(2026, 4, 6)), "ResolvedTerms.accrued_by"),
        (lambda terms: terms.accrued_at(None, APRIL), "ResolvedTerms.accrued_at"),
        (lambda terms: terms.accrued_at(terms.accruals.constant_periods[0].full.gross, 5), "ResolvedTerms.accrued_at"),
        (lambda terms: terms.adjoins(None), "ResolvedTerms.adjoins"),
        (lambda terms: terms.adjoins(datetime(2027, 4, 5, 3, tzinfo=UTC)), "ResolvedTerms.adjoins"),
        (lambda terms: terms.beginning("2026-04-06"), "ResolvedTerms.beginning"),
    ],
)
def test_what_is_no_rate_no_span_or_no_day_is_refused(ask: Callable[[ResolvedTerms], Any], where: str) -> None:
    terms = resolve_terms(mary(), policy=PLAIN)
    refused(lambda: ask(terms), where)
