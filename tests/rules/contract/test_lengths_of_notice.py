"""When one notice is shorter than another, whenever they are given; and when a price is net to the penny."""

from __future__ import annotations

from fractions import Fraction

import pytest

from isf_core.model import Notice, NoticeUnit, Party
from isf_core.rules.contract.prices import _is_net
from isf_core.rules.contract.termination import is_shorter
from isf_core.values import ExactMoney

DAYS, WEEKS, MONTHS, WORKING = NoticeUnit.DAYS, NoticeUnit.WEEKS, NoticeUnit.MONTHS, NoticeUnit.WORKING_DAYS


@pytest.mark.parametrize(
    ("one", "other", "shorter"),
    [
        ((13, DAYS), (2, WEEKS), True),
        ((14, DAYS), (2, WEEKS), False),
        ((2, WEEKS), (14, DAYS), False),
        ((2, WEEKS), (15, DAYS), True),
        # A month has 28 days at least and 31 at most.
        ((27, DAYS), (1, MONTHS), True),
        ((28, DAYS), (1, MONTHS), False),
        ((1, MONTHS), (31, DAYS), False),
        ((1, MONTHS), (32, DAYS), True),
        # Five working days are five days at least, and fourteen at most where Easter or Christmas is among them.
        ((4, DAYS), (5, WORKING), True),
        ((5, DAYS), (5, WORKING), False),
        ((5, WORKING), (2, WEEKS), False),
        ((5, WORKING), (15, DAYS), True),
        ((0, WORKING), (1, DAYS), True),
        ((3, WEEKS), (4, WEEKS), True),
        ((4, WEEKS), (4, WEEKS), False),
    ],
)
def test_a_notice_is_shorter_where_it_is_so_on_every_day(
    one: tuple[int, NoticeUnit], other: tuple[int, NoticeUnit], shorter: bool
) -> None:
    first, second = (Notice(party=Party.FUNDER, length=length, unit=unit) for length, unit in (one, other))
    assert is_shorter(first, second) is shorter


@pytest.mark.parametrize(
    ("beyond", "is_net"), [("0", True), ("-0.0001", False), ("0.00995", True), ("0.0099999", True), ("0.01", False)]
)
def test_a_price_is_net_where_with_the_contribution_it_is_the_need_to_the_penny(beyond: str, is_net: bool) -> None:
    price = ExactMoney(Fraction(200) + Fraction(beyond))
    assert _is_net(price, ExactMoney(40), ExactMoney(240)) is is_net
    assert not _is_net(price - ExactMoney(40), ExactMoney(0), ExactMoney(240)), (
        "a price below the need is not net of nothing"
    )
