"""G23: what an accreditation's nineteen answers come to."""

from __future__ import annotations

import pytest
from rules.test_holders import NO, PARTLY, answered

from isf_core.evidence import Accredited, accreditation_result
from isf_core.model import Answer


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({}, Accredited.PASS),
        ({"q2": PARTLY}, Accredited.PASS),
        ({"q14": PARTLY}, Accredited.FAIL),
        ({"q7": NO}, Accredited.FAIL),
        ({"q9": None}, Accredited.CANNOT_TELL),
        ({"q7": NO, "q9": None}, Accredited.FAIL),
    ],
)
def test_g23_an_accreditation(answers: dict[str, Answer | None], outcome: Accredited) -> None:
    assert accreditation_result(answered(**answers)).outcome is outcome
