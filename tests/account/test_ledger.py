"""The ledger of a fund: kept by it, looked up by day and by kind, and no part of what the fund is."""

from __future__ import annotations

import pickle
from copy import copy
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.arrangements import FIRST_DAY, mary
from support.small_account import entry, fund, paid, small, spent

from isf_core.account import case_view
from isf_core.account.balance import balance_on
from isf_core.account.ledger import Ledger
from isf_core.account.planned_and_actual import Refs, compared
from isf_core.account.statement import statement_for
from isf_core.errors import IsfError, NotRecorded
from isf_core.exchange import from_plain, to_plain
from isf_core.model import Commitment, EntryKind, Fund
from isf_core.policies import PLAIN
from isf_core.schedule.resolve import phases_of
from isf_core.values import ExactMoney, Money, Period, digest

LATER = FIRST_DAY + timedelta(days=9)
ACCOUNT = fund(paid("F", FIRST_DAY, 100), spent("S", LATER, 30), spent("T", LATER, 20))


def test_a_fund_keeps_its_ledger_and_is_what_it_was() -> None:
    bare = fund(*(ACCOUNT.entries or ()))
    assert Ledger.of(ACCOUNT) is Ledger.of(ACCOUNT)
    assert bare == ACCOUNT
    assert hash(bare) == hash(ACCOUNT)
    assert repr(bare) == repr(ACCOUNT)
    for again in (copy(ACCOUNT), pickle.loads(pickle.dumps(ACCOUNT)), ACCOUNT.replace(reserve=None)):
        assert again == ACCOUNT
        assert Ledger.of(again).held(LATER) == Ledger.of(ACCOUNT).held(LATER) == 5_000


def test_a_ledger_of_what_is_not_recorded_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NotRecorded, match=r"fund\.entries"):
            Ledger.of(Fund())
    with pytest.raises(IsfError, match="give a Fund"):
        Ledger.of(mary())  # type: ignore[arg-type]


def test_a_balance_is_equal_by_its_day_and_its_sums_and_comes_back_from_a_pickle() -> None:
    one, other = balance_on(ACCOUNT, on=LATER), balance_on(fund(*(ACCOUNT.entries or ())), on=LATER)
    assert one == other == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(other)
    assert one != balance_on(ACCOUNT, on=FIRST_DAY)
    assert one != balance_on(ACCOUNT.replace(commitments=None), on=LATER)
    assert one != one.sums
    assert repr(one).startswith(f"AccountBalance(on={LATER}, sums=((<EntryKind.FUNDER_PAYMENT")
    assert pickle.loads(pickle.dumps(one)).entries == ACCOUNT.entries


@pytest.mark.parametrize("promised", [None, (), (Commitment(ref="C", on=FIRST_DAY, amount="7"),)], ids=str)
def test_a_balance_that_was_stored_says_what_it_said_and_keeps_no_later_entry(promised: Any) -> None:
    then = balance_on(ACCOUNT.replace(commitments=promised), on=FIRST_DAY)
    again = from_plain(to_plain(then))
    assert again == then == pickle.loads(pickle.dumps(again))
    assert again.entries == then.entries == (ACCOUNT.entries or ())[:1]
    assert (again.balance, again.committed, again.remaining) == (then.balance, then.committed, then.remaining)
    assert digest((again.explain(), again.table())) == digest((then.explain(), then.table()))


def test_a_kind_is_looked_up_by_itself_and_what_is_none_is_refused() -> None:
    then = balance_on(ACCOUNT, on=LATER)
    assert then.sum_of(EntryKind.DIRECT_SUPPORT) == Money(50)
    assert then.sum_of(EntryKind.LIABILITY) == Money(0)
    assert dict(then.sums) == {kind: then.sum_of(kind) for kind in EntryKind}
    unlike: tuple[Any, ...] = ("direct support", None, [])
    for wrong in unlike:
        with pytest.raises(IsfError, match=r"AccountBalance\.sum_of"):
            then.sum_of(wrong)


def test_a_commitment_counts_while_it_stands_less_what_was_paid_of_it() -> None:
    promised = Commitment(ref="C", on=FIRST_DAY, until=LATER, amount="10")
    first = entry("P", FIRST_DAY, EntryKind.OTHER_PROVIDER, 4, commitment="C")
    back = entry("K", LATER, EntryKind.OTHER_PROVIDER, 1, corrects="P")
    ledger = Ledger.of(Fund(entries=(first, back), commitments=(promised,)))
    days = [FIRST_DAY - timedelta(days=1), FIRST_DAY, LATER, LATER + timedelta(days=1)]
    assert [ledger.committed(on) for on in days] == [0, 600, 700, 0]
    assert Ledger.of(Fund(entries=())).committed(LATER) is None


def test_a_statement_resolves_the_terms_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def counted(*given: object, **named: object) -> object:
        asked.append(FIRST_DAY)
        return phases_of(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(case_view, "phases_of", counted)
    span = Period(first_day=FIRST_DAY, last_day=LATER)
    said = statement_for(small(spent("S", LATER, 30)), span=span, policy=PLAIN)
    assert (said.closing, said.missing) == (Money(-30), ())
    assert len(asked) == 1


NAMES = st.lists(st.sampled_from(["a", "b", "c", "d", "elsewhere"]), min_size=1, max_size=5, unique=True)


@given(st.lists(st.tuples(NAMES, st.integers(-9, 9)), max_size=8), st.lists(st.tuples(NAMES, st.integers(0, 9))))
def test_what_serves_several_is_shared_equally_and_adds_up(
    spent_on: list[tuple[Refs, int]], planned_for: list[tuple[Refs, int]]
) -> None:
    """By the long way: one fraction for each of them."""
    refs = ["a", "b", "c", "d"]
    planned = [([ref for ref in names if ref in refs], Fraction(cost, 7)) for names, cost in planned_for]
    rows = {row.ref: row for row in compared(refs, [(names, cost) for names, cost in planned if names], spent_on)}
    for ref in refs:
        cost = sum((cost / len(names) for names, cost in planned if ref in names), Fraction(0))
        assert rows[ref].planned == ExactMoney(cost)
        its = ((sum_, [each for each in names if each in refs]) for names, sum_ in spent_on)
        exact = sum((Fraction(sum_, len(known)) for sum_, known in its if ref in known), Fraction(0))
        assert rows[ref].exactly.pounds * 100 == exact
    assert sum(row.spent.pence for row in rows.values()) == sum(sum_ for _, sum_ in spent_on)
