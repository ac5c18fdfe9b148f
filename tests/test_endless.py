"""What has no end is counted while it is read, and refused (hardness 4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import count, repeat
from typing import Any

import pytest

from isf_core import (
    PLAIN,
    Arrangement,
    ExactMoney,
    Money,
    Period,
    Person,
    Pool,
    PoolMember,
    Rate,
    Table,
    across,
    core_and_flexi,
    fund_overspend,
    pay_run,
    pay_runs_for,
    read_rows,
    uplift,
)
from isf_core.errors import IsfError, TooLarge
from isf_core.exchange import Leniency
from isf_core.model import FundingSource, OverspendTerms
from isf_core.values.checks import read

ON, APRIL = date(2026, 4, 6), Period.month(2026, 4)
MARY = Arrangement(person=Person(ref="P-001"))
HOUSE = Pool(ref="house", cost=Rate.weekly(70), members=(PoolMember(person="A", share=1, first_day=date(2026, 4, 1)),))
SOURCE = FundingSource.RESERVE


class EndlessSet(Collection[Any]):
    """One that says it has a size, and has no end."""

    def __len__(self) -> int:
        return 1

    def __contains__(self, held: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return repeat(next(iter(Leniency)))


def rows_of(row: Any) -> Any:
    """One row, of whatever kind."""
    return [row]


ENDLESS: dict[str, Callable[[], Any]] = {
    "Money.total": lambda: Money.total(repeat(Money(1))),
    "ExactMoney.total": lambda: ExactMoney.total(repeat(ExactMoney(1))),
    "pay_run": lambda: pay_run(repeat(MARY), holder="H-7", span=APRIL, on=ON, policy=PLAIN),
    "pay_runs_for": lambda: pay_runs_for(repeat(MARY), span=APRIL, on=ON, policy=PLAIN),
    "across": lambda: across(MARY, repeat(PLAIN), on=ON),
    "uplift": lambda: uplift(repeat(MARY), effective=ON, known_from=ON, percent="4"),
    "read_rows.allow": lambda: read_rows([], allow=EndlessSet()),
    "Table.rows": lambda: Table("of", (("a", "A"),), repeat((1,))),
    "a row of Table.rows": lambda: Table("of", (("a", "A"),), rows_of(repeat(1))),
    "core_and_flexi": lambda: core_and_flexi(HOUSE, repeat(("A", Rate.weekly(1))), span=APRIL, policy=PLAIN),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_hardness_4_what_has_no_end_is_refused(name: str) -> None:
    with pytest.raises(TooLarge, match="entries are too many"):
        ENDLESS[name]()


def test_hardness_4_pairs_without_an_end_are_refused_by_what_they_repeat() -> None:
    endless = repeat((SOURCE, Money(1)))
    with pytest.raises(IsfError, match="twice"):
        fund_overspend(Money(1), OverspendTerms(order=(SOURCE,)), available=endless)


def test_as_many_as_there_may_be_are_read_and_no_more() -> None:
    assert list(read("sums", iter((1, 2, 3)), 3, "give a list")) == [1, 2, 3]
    with pytest.raises(TooLarge, match="sums: more than 3 entries are too many; give at most 3"):
        list(read("sums", count(), 3, "give a list"))
    nothing: Any = None
    with pytest.raises(IsfError, match="sums: nothing"):
        list(read("sums", nothing, 3, "give a list"))


@pytest.mark.parametrize("pair", [("A",), ("A", Rate.weekly(1), 1), "A", None])
def test_what_is_no_pair_of_a_person_and_a_rate_is_refused(pair: Any) -> None:
    with pytest.raises(IsfError, match=r"core_and_flexi\.flexi"):
        core_and_flexi(HOUSE, [pair], span=APRIL, policy=PLAIN)
