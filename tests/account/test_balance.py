"""The account on a day: entries, corrections, commitments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from support.arrangements import FIRST_DAY
from support.small_account import NUMBERS, ONE_DAY, P1, P2, ZERO, entry, fund, paid, small, spent

from isf_core import statement_for
from isf_core.account.balance import balance_on
from isf_core.account.entries import net_entries, open_commitments
from isf_core.account.ledger import Ledger
from isf_core.errors import DanglingReference, IsfError, NotADate, NotRecorded
from isf_core.model import Commitment, Entry, EntryKind, Fund, Side
from isf_core.values import Money, Period

DAYS = tuple(FIRST_DAY + n * ONE_DAY for n in range(-1, 4))
"""The day before the first, the first, and three more."""


def balances(*entries: Entry) -> list[int]:
    """Whole pounds held at the end of each of the days."""
    return [balance_on(fund(*entries), on=on).balance.pence // 100 for on in DAYS]


def test_an_entry_counts_from_the_end_of_its_day() -> None:
    assert balances(paid("F", DAYS[1], 100), spent("S", DAYS[2], 30)) == [0, 100, 70, 70, 70]


@pytest.mark.parametrize("kind", EntryKind)
def test_each_kind_stands_on_one_side_and_a_correction_takes_it_off_again(kind: EntryKind) -> None:
    account = fund(entry("E", DAYS[1], kind, 40), entry("X", DAYS[3], kind, 15, corrects="E"))
    then, later = balance_on(account, on=DAYS[2]), balance_on(account, on=DAYS[3])
    for at, sum_ in ((then, Money(40)), (later, Money(25))):
        sides = {Side.IN: at.came_in, Side.SPENT: at.spent, Side.RETURNED: at.returned}
        assert sides.pop(kind.side) == sum_
        assert set(sides.values()) == {ZERO}
        assert at.balance == (sum_ if kind.side is Side.IN else -sum_)
        assert dict(at.sums) == {each: sum_ if each is kind else ZERO for each in EntryKind}


@pytest.mark.parametrize(
    ("corrections", "left"),
    [
        ((), [0, 100, 100, 100, 100]),
        (((1, "100"),), [0, 0, 0, 0, 0]),  # wholly, on the same day
        (((2, "99.99"),), [0, 100, 0, 0, 0]),
        (((2, "40"), (3, "60")), [0, 100, 60, 0, 0]),  # in parts
        (((3, "1"),), [0, 100, 100, 99, 99]),
    ],
)
def test_a_correction_counts_from_its_own_day(corrections: tuple[tuple[int, str], ...], left: list[int]) -> None:
    made = [paid(f"X-{number}", DAYS[at], sum_, corrects="F") for number, (at, sum_) in enumerate(corrections)]
    assert balances(paid("F", DAYS[1], 100), *made) == left


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (paid("X", DAYS[2], "100.01", corrects="F"), "'F' has less than 100.01 left to take back"),
        (spent("X", DAYS[2], 1, corrects="F"), "'F' is a payment by the funder"),
        (paid("X", DAYS[0], 1, corrects="F"), "2026-04-05 is before 2026-04-06"),
        (paid("X", DAYS[2], 1, corrects="nobody"), "'nobody' is no entry of the fund"),
        (paid("X", DAYS[2], 1, commitment="nothing"), "'nothing' is no commitment of the fund"),
        (paid("F", DAYS[2], 1), "two have the reference 'F'"),
    ],
)
def test_what_cannot_be_a_correction_is_refused(wrong: Entry, said: str) -> None:
    with pytest.raises(IsfError, match=said):
        fund(paid("F", DAYS[1], 100), wrong)


def test_a_correction_is_not_corrected() -> None:
    with pytest.raises(IsfError, match="'X' is a correction itself; write the sum anew as an entry"):
        fund(paid("F", DAYS[1]), paid("X", DAYS[1], 9, corrects="F"), paid("Y", DAYS[1], 1, corrects="X"))


def test_a_penny_more_than_is_left_after_another_correction_is_refused() -> None:
    first, half = paid("F", DAYS[1], 100), paid("X", DAYS[2], "50", corrects="F")
    assert balance_on(fund(first, half, paid("Y", DAYS[2], "50", corrects="F")), on=DAYS[2]).balance == ZERO
    with pytest.raises(IsfError, match="left to take back"):
        fund(first, half, paid("Y", DAYS[2], "50.01", corrects="F"))
    with pytest.raises(DanglingReference):
        fund(half)


# --- commitments --------------------------------------------------------------------------------


def left(account: Fund, on: date) -> dict[str, Money]:
    return {each.ref: sum_ for each, sum_ in open_commitments(account, on=on)}


PROMISED = Commitment(ref="C", on=P1.first_day, amount="100", until=P1.last_day)


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (P1.first_day - ONE_DAY, False),
        (P1.first_day, True),
        (P1.last_day, True),
        (P1.last_day + ONE_DAY, False),
    ],
)
def test_a_commitment_stands_from_its_day_until_it_lapses(on: date, stands: bool) -> None:
    then = balance_on(fund(paid("F", P1.first_day - ONE_DAY, 250), commitments=(PROMISED,)), on=on)
    assert then.committed == (Money(100) if stands else ZERO)
    assert then.remaining == (Money(150) if stands else Money(250))


def test_a_commitment_without_a_last_day_stands_until_it_is_met() -> None:
    account = fund(commitments=(Commitment(ref="C", on=P1.first_day, amount="100"),))
    assert left(account, date.max) == {"C": Money(100)}


@pytest.mark.parametrize(("met", "open_"), [("99.99", "0.01"), ("100", None), ("100.01", None)])
def test_a_commitment_is_met_to_the_penny(met: str, open_: str | None) -> None:
    account = fund(spent("S", P1.first_day + ONE_DAY, met, commitment="C"), commitments=(PROMISED,))
    assert left(account, P1.first_day) == {"C": Money(100)}
    assert left(account, P1.first_day + ONE_DAY) == ({} if open_ is None else {"C": Money(open_)})


def test_a_correction_opens_again_what_was_met_from_its_day_on() -> None:
    account = fund(
        spent("S-1", DAYS[1], 60, commitment="C"),
        spent("S-2", DAYS[1], 40, commitment="C"),
        spent("X", DAYS[3], 25, corrects="S-1"),
        commitments=(PROMISED, Commitment(ref="D", on=DAYS[1], amount="5")),
    )
    assert left(account, DAYS[2]) == {"D": Money(5)}
    assert left(account, DAYS[3]) == {"C": Money(25), "D": Money(5)}
    assert balance_on(account, on=DAYS[3]).committed == Money(30)


def test_a_correction_of_what_met_nothing_opens_nothing() -> None:
    account = fund(
        spent("S", DAYS[1], 60), spent("X", DAYS[2], 60, corrects="S", commitment="C"), commitments=(PROMISED,)
    )
    assert left(account, DAYS[2]) == {"C": Money(100)}


def test_a_commitment_of_zero_is_never_open() -> None:
    assert left(fund(commitments=(Commitment(ref="C", on=DAYS[1], amount=0),)), DAYS[1]) == {}


# --- what is not recorded, and what is refused -----------------------------------------------------


def test_without_entries_there_is_no_account() -> None:
    nothing = Fund(commitments=())
    for asked in (
        lambda: balance_on(nothing, on=FIRST_DAY),
        lambda: Ledger.of(nothing),
        lambda: net_entries(nothing, on=FIRST_DAY),
        lambda: statement_for(small(fund={"entries": None}), span=P1, policy=NUMBERS),
        lambda: open_commitments(nothing, on=FIRST_DAY),
    ):
        with pytest.raises(NotRecorded) as error:
            asked()
        assert error.value.fields == ("fund.entries",)


def test_without_commitments_there_is_a_balance_and_no_remainder() -> None:
    account = fund(paid("F", FIRST_DAY), commitments=None)
    then = balance_on(account, on=FIRST_DAY)
    assert (then.balance, then.committed, then.remaining) == (Money(400), None, None)
    with pytest.raises(NotRecorded) as error:
        open_commitments(account, on=FIRST_DAY)
    assert error.value.fields == ("fund.commitments",)
    assert error.value.where == "the account cannot be worked out"


@pytest.mark.parametrize("on", ["2026-04-06", datetime(2026, 4, 6, 12, tzinfo=UTC), None])
def test_what_is_no_day_is_refused(on: Any) -> None:
    for asked in (balance_on, open_commitments, net_entries):
        with pytest.raises(NotADate):
            asked(fund(), on=on)


def test_what_is_no_fund_is_refused() -> None:
    with pytest.raises(IsfError, match=r"give a Fund, such as arrangement\.fund"):
        balance_on(None, on=FIRST_DAY)  # type: ignore[arg-type]


# --- spans, and how it is shown -----------------------------------------------------------------


def test_a_span_has_its_first_and_last_day_in_order_of_date() -> None:
    edges = (P2.last_day + ONE_DAY, P2.last_day, P2.first_day, P2.first_day - ONE_DAY, P2.first_day)
    arrangement = small(*(paid(f"F-{number}", on) for number, on in enumerate(edges)))
    then = statement_for(arrangement, span=P2, policy=NUMBERS)
    assert [each.ref for each in then.entries] == ["F-2", "F-4", "F-1"]
    one_day = Period(first_day=P1.first_day, last_day=P1.first_day)
    assert statement_for(arrangement, span=one_day, policy=NUMBERS).entries == ()


def test_the_explanation_adds_up_kind_by_kind() -> None:
    account = fund(
        paid("F", DAYS[1], 100),
        spent("S", DAYS[1], 130),
        entry("R", DAYS[1], EntryKind.REFUND_TO_FUNDER, "0.50"),
    )
    for on, shown in ((DAYS[0], "0.00"), (DAYS[1], "-30.50")):
        node = balance_on(account, on=on).explain()
        assert node.value() == node.amount
        assert str(node.money) == shown
    assert "nothing: 0.00" in str(balance_on(account, on=DAYS[0]).explain())


def test_the_table_has_a_row_for_each_kind_that_has_a_sum() -> None:
    table = balance_on(fund(paid("F", DAYS[1], 100), spent("S", DAYS[1], 30)), on=DAYS[1]).table()
    assert [(row["side"], row["kind"], str(row["amount"])) for row in table.records()] == [
        ("in", "payment by the funder", "100.00"),
        ("spent", "direct support by the holder", "-30.00"),
    ]
    assert table.totals == ("held", "Balance", Money(70))


def test_the_rows_of_a_balance_say_the_day_and_add_up_to_what_is_held() -> None:
    account = fund(paid("F", DAYS[1], 100), spent("S", DAYS[1], 30), entry("R", DAYS[1], EntryKind.TRANSFER_OUT, 20))
    assert balance_on(account, on=DAYS[1]).records() == [
        {"on": DAYS[1], "side": side, "kind": kind, "amount": Decimal(amount)}
        for side, kind, amount in (
            ("in", "payment by the funder", "100.00"),
            ("spent", "direct support by the holder", "-30.00"),
            ("returned", EntryKind.TRANSFER_OUT.value, "-20.00"),
        )
    ]
    assert balance_on(account, on=DAYS[0]).records() == []


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (0, {}),
        (1, {"S": "100.00", "T": "40.00"}),
        (2, {"S": "70.00", "T": "40.00"}),
        (3, {"S": "70.00"}),
        (4, {"S": "70.00", "U": "5.00"}),
    ],
)
def test_what_corrections_leave_of_each_entry_on_a_day(day: int, left: dict[str, str]) -> None:
    days = [FIRST_DAY + number * ONE_DAY for number in range(5)]
    account = fund(
        spent("S", days[1], 100),
        spent("T", days[1], 40),
        spent("Sx", days[2], 30, corrects="S"),
        spent("Tx", days[3], 40, corrects="T"),
        spent("U", days[4], 5),
    )
    found = net_entries(account, on=days[day])
    assert {each.entry.ref: str(each.amount) for each in found if each.pence} == left
    first, last = (net_entries(account, on=each) for each in (days[day], days[-1]))
    since = {each.entry.ref: each.pence for each in net_entries(account, on=days[-1], since=days[day] + ONE_DAY)}
    before = {each.entry.ref: each.pence for each in first}
    assert {each.entry.ref: before.get(each.entry.ref, 0) + since.get(each.entry.ref, 0) for each in last} == {
        each.entry.ref: each.pence for each in last
    }
