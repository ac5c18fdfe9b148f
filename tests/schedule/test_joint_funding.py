"""Joint funding: the split comes before the person's contribution, which comes off the parts of those that charge."""

from __future__ import annotations

from typing import Any

from support.arrangements import NET, merged
from support.asking import paid

from isf_core import Funder, FundingShare, Rate
from isf_core.model import FunderKind, FundingRate

COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="NHS", kind=FunderKind.NHS)
SHARES = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))


def joint(
    *funding: FundingShare | FundingRate, actual: str = "100", contribution: str = "20", **facts: Any
) -> dict[str, Any]:
    budget = {"actual": Rate.weekly(actual), "contribution": Rate.weekly(contribution)}
    return merged(NET, {"arrangement": {"funding": funding}, "budget": budget}, facts)


def told(parts: Any) -> dict[str, str]:
    return {ref: str(part) for ref, part in parts.items()}


def test_g1_the_contribution_comes_off_the_councils_part_alone() -> None:
    payment = paid(**joint(*SHARES))[0]
    assert (str(payment.contribution), str(payment.amount)) == ("80.00", "320.00")
    assert told(payment.by_funder()) == {"council": "160.00", "NHS": "160.00"}


def test_g1_no_more_is_taken_than_the_council_pays_itself() -> None:
    rate = FundingRate(funder=NHS, rate=Rate.weekly("40"))
    payment = paid(**joint(rate, FundingShare(funder=COUNCIL, share=1), contribution="75"))[0]
    assert (str(payment.contribution), str(payment.amount)) == ("240.00", "160.00")
    assert told(payment.by_funder()) == {"NHS": "160.00", "council": "0.00"}
