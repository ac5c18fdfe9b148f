"""PAY-01: all that the payments depend on is recorded, in the contract or in the policy's numbers."""

from __future__ import annotations

from typing import Any

import pytest
from support.mary import judged, missed, sound

from isf_core.model import NOT_STATED, Basis, NoFee, OneOffPayment, Parameters, PercentageFee, Placement
from isf_core.model import FeeBase as Base
from isf_core.policies.plain import PLAIN
from isf_core.rules import Outcome
from isf_core.values import Rate

NOTHING = Parameters(name="nothing set")


def test_all_that_is_missing_is_named_at_once() -> None:
    bare = sound(payment=dict.fromkeys(("cycle", "timing", "basis", "move"), None), contract={"last_day": None})
    assert missed("PAY-01", bare) == (
        "contract.last_day",
        "contract.payment.cycle",
        "contract.payment.timing",
        "contract.payment.move",
        "contract.payment.basis",
    )


def test_what_the_contract_says_needs_no_policy() -> None:
    assert judged("PAY-01", sound(), NOTHING.replace(pays=PLAIN.parameters.pays)).outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    ("silent", "needed", "policy"),
    [
        ({"budget": {"contribution": Rate.weekly(0)}, "payment": {"basis": None}}, (), {}),
        ({"payment": {"basis": None}}, ("contract.payment.basis",), {"basis": Basis.GROSS}),
        ({"budget": {"one_offs": ()}, "payment": {"one_offs": None}}, (), {}),
        ({"payment": {"one_offs": None}}, ("contract.payment.one_offs",), {"one_offs": OneOffPayment.ON_ITS_DATE}),
        ({"contract": {"fee": NoFee(), "fee_placement": None}}, (), {}),
        ({"contract": {"fee_placement": None}}, ("contract.fee_placement",), {"fee_placement": Placement.INSIDE}),
        ({"contract": {"fee_placement": NOT_STATED}}, ("contract.fee_placement",), {"fee_placement": Placement.INSIDE}),
        ({"contract": {"fee": PercentageFee(percent="5")}}, ("contract.fee.base",), {"fee_base": Base.NET}),
        ({"payment": {"weeks_in_year": None}}, ("contract.payment.weeks_in_year",), {"weeks_in_year": 52}),
    ],
)
def test_only_what_the_payments_depend_on_is_asked_for_and_the_policy_may_state_it(
    silent: dict[str, Any], needed: tuple[str, ...], policy: dict[str, Any]
) -> None:
    unset = PLAIN.parameters.replace(weeks_in_year=None, fee_base=None)
    assert missed("PAY-01", sound(**silent), unset) == needed
    assert judged("PAY-01", sound(**silent), unset.replace(**policy)).outcome is Outcome.HOLDS
