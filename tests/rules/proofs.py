"""What proves each rule of the catalogue: the PROOFS of every area's tests."""

from __future__ import annotations

from support.proof import Proof

from . import (
    test_account,
    test_agreed_and_entered,
    test_ending,
    test_fees,
    test_fees_entered,
    test_holders,
    test_outcomes,
    test_payments,
    test_person,
    test_surplus,
)
from .budget import test_amounts, test_means, test_plan_cost, test_top_ups
from .contract import test_clauses, test_direct_payment, test_prices, test_providers, test_signatures, test_termination
from .life import test_choice, test_start_and_change
from .plan import test_lawful_contents, test_outcomes_and_reviews, test_supports

_AREAS = (
    *(test_choice, test_start_and_change, test_person, test_amounts, test_means, test_plan_cost, test_top_ups),
    *(test_signatures, test_clauses, test_direct_payment, test_prices, test_providers, test_termination),
    *(test_lawful_contents, test_outcomes_and_reviews, test_supports, test_fees),
    *(test_payments, test_account, test_agreed_and_entered, test_fees_entered, test_surplus),
    *(test_ending, test_holders, test_outcomes),
)

PROOFS: dict[str, Proof] = {code: proof for area in _AREAS for code, proof in area.PROOFS.items()}
