"""Questions to resolved terms that have no answer are refused by name, and each term says where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
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


@pytest.mark.parametrize(
    ("of_the_policy", "agreed", "source"),
    [
        ("52", "53", "contract.payment.weeks_in_year"),
        ("52", None, "Policy of its own, weeks_in_year"),
        (None, "53", "contract.payment.weeks_in_year"),
        (None, None, None),
    ],
)
def test_each_term_says_whether_the_contract_or_the_policy_states_it(
    of_the_policy: str | None, agreed: str | None, source: str | None
) -> None:
    policy = PLAIN.with_parameters("of its own", weeks_in_year=of_the_policy and Fraction(of_the_policy))
    terms = resolve_terms(mary(payment={"weeks_in_year": agreed and Fraction(agreed)}), policy=policy.parameters)
    cited = [str(each) for each in terms.source_of("weeks_in_year")]
    assert [source is not None and each.endswith(source) for each in cited] == ([True] if source else [])
    assert [str(each) for each in terms.source_of("convention")] == ["Policy of its own, convention"]
    assert [str(each) for each in terms.source_of("move")] == ["The arrangement as recorded, contract.payment.move"]
