"""Top-ups and private additions: beside the budget, and what is left goes back to its payer (G4, BUD-18)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, merged
from support.by_day import added_left
from support.endings import CLAUSE, DRAWN_UP, ended, ending, held, promised, steps, terms
from support.small_account import NUMBERS, P1, P2, ZERO, entry, paid, small, spent

from isf_core import IsfError, Money, NotRecorded, Party, Rate
from isf_core.account import balance_on, final_account_on, spending_by_support, statement_for, surplus_on
from isf_core.model import BalanceOnTransfer, Entry, EntryKind, Fund, SpendingBasis, TerminationReason, TopUp
from isf_core.values import Period

ON = date(2026, 5, 1)
TOP_UP, ADDITION = EntryKind.TOP_UP, EntryKind.PRIVATE_ADDITION


def added(ref: str, amount: str | int, party: str | None = "sister", kind: EntryKind = ADDITION, **facts: Any) -> Entry:
    return Entry(ref=ref, on=facts.pop("on", ON), kind=kind, amount=amount, party=party, **facts)


def spent_of_it(ref: str, amount: str | int) -> Entry:
    return Entry(ref=ref, on=ON, kind=EntryKind.DIRECT_SUPPORT, amount=amount, use=SpendingBasis.ADDED)


def account(*more: Entry, funder: int = 520, contribution: int = 80, support: int = 560) -> Fund:
    """In 600 for four weeks at 150, of which the person pays 20 a week; 560 spent."""
    sums = {
        EntryKind.FUNDER_PAYMENT: funder,
        EntryKind.CONTRIBUTION: contribution,
        EntryKind.DIRECT_SUPPORT: support,
    }
    entries = (Entry(ref=kind.name, on=ON, kind=kind, amount=sum_) for kind, sum_ in sums.items() if sum_)
    return Fund(entries=(*entries, *more), commitments=())


def of(fund: Fund, **facts: Any) -> Any:
    budget = {"budget": {"actual": Rate.weekly(150), "contribution": Rate.weekly(20)}}
    return held(fund, merged(NET, budget), contribution_risk=Party.FUNDER, **facts)


def test_g4_what_was_added_is_not_handed_back_to_the_person_as_overpaid() -> None:
    """Funder 520, contribution 80, added 40, spent 560."""
    final = ended(of(account(added("A-1", 40))))
    assert (final.back_to_person, final.back_to_payers) == (ZERO, (("sister", Money(40)),))
    assert steps(final) == {"balance": "80.00", "refund": "40.00"}
    assert "back to sister, who added it" in str(final)
    assert "left of what sister added, back to them: 40.00" in str(final.explain())
    closing = {each.kind: (each.amount, each.party) for each in final.entries()}
    assert closing[EntryKind.REFUND_TO_PAYER] == (Money(40), "sister")
    closed = of(account(added("A-1", 40))).fund.plus(*final.entries())
    assert balance_on(closed, on=DRAWN_UP).balance == ZERO
    again = final_account_on(of(closed), on=DRAWN_UP, policy=NUMBERS, ending=ending())
    assert (again.back_to_payers, again.entries()) == ((), ())


@pytest.mark.parametrize(
    ("fund", "left", "refund"),
    [
        # it says what was spent of it
        (account(added("A-1", 40), spent_of_it("S-1", 30), support=530), "10.00", "70.00"),
        (account(added("A-1", 40), spent_of_it("S-1", 40), support=520), "0.00", "80.00"),
        # more than there was: the rest was the budget's
        (account(added("A-1", 40), spent_of_it("S-1", 50), support=520), "0.00", "70.00"),
        # what does not say so is of the budget first
        (account(added("A-1", 40), support=620), "20.00", "0.00"),
        (account(added("A-1", 40), support=640), "0.00", "0.00"),
    ],
)
def test_g4_what_is_left_of_it(fund: Fund, left: str, refund: str) -> None:
    final = ended(of(fund))
    assert (str(Money.total(sum_ for _, sum_ in final.back_to_payers)), str(final.refund)) == (left, refund)


def test_g4_several_payers_get_their_part_and_a_correction_and_a_refund_count() -> None:
    fund = account(
        added("A-1", 60, "sister", TOP_UP),
        added("A-2", 40, "friend"),
        added("A-3", 10, "friend", corrects="A-2"),
        spent_of_it("S-1", 45),
        Entry(ref="B-1", on=ON, kind=EntryKind.REFUND_TO_PAYER, amount=10, party="sister"),
    )
    assert added_left(fund, on=ON) == {"sister": Money("21.88"), "friend": Money("13.12")}
    assert added_left(fund, on=date(2026, 4, 30)) == {}
    gone = account(added("A-1", 60), Entry(ref="B-1", on=ON, kind=EntryKind.REFUND_TO_PAYER, amount=60, party="sister"))
    assert added_left(gone, on=ON) == {"sister": ZERO}


def test_g4_without_its_payer_nobody_knows_to_whom_it_goes_back() -> None:
    nameless = account(added("A-1", 40, None))
    with pytest.raises(NotRecorded) as caught:
        ended(of(nameless))
    assert caught.value.fields == ("fund.entries[A-1].party",)
    assert ended(of(nameless.plus(spent_of_it("S-1", 40)))).back_to_payers == ()


def test_g4_what_is_promised_is_paid_before_it_goes_back() -> None:
    owed = account(added("A-1", 40)).replace(commitments=(promised("60"),))
    final = ended(of(owed))
    assert (final.back_to_payers, final.outstanding_commitments) == ((("sister", Money(20)),), Money(60))
    unknown = account(added("A-1", 40)).replace(commitments=None)
    assert added_left(unknown, on=ON) == {"sister": Money(40)}


def test_g4_it_goes_back_where_the_balance_moves_too() -> None:
    by = terms(liabilities=CLAUSE, on_change_of_holder=BalanceOnTransfer.MOVES)
    moving = ended(of(account(added("A-1", 40)), by=by), ending(reason=TerminationReason.CHANGE_OF_HOLDER))
    assert (moving.back_to_payers, str(moving.transferred)) == ((("sister", Money(40)),), "40.00")


def test_g4_it_is_no_surplus_and_no_part_of_what_was_planned() -> None:
    alone = small(paid("F-1", P1.first_day, period=P1), spent("S-1", P1.first_day, 100, support="meals"))
    both = alone.replace(
        fund=alone.fund.plus(
            added("A-1", 90, on=P1.first_day, period=P2),
            entry("S-2", P1.first_day, EntryKind.DIRECT_SUPPORT, 30, support="meals", use=SpendingBasis.ADDED),
        )
    )
    for on in (P1.first_day, P1.last_day, P2.last_day):
        before, now = (surplus_on(each, on=on, policy=NUMBERS) for each in (alone, both))
        assert (before.amount, before.cap, before.excess) == (now.amount, now.cap, now.excess)
        assert now.exclusions[-1] == ("added beside the budget", Money(60))
        assert now.balance - before.balance == Money(60)
        assert now.explain("amount").value() == now.amount.exact.pounds
    rows = [spending_by_support(each, span=P1, policy=NUMBERS) for each in (alone, both)]
    assert rows[0] == rows[1]


def test_g4_it_leaves_the_contingency_as_it_is() -> None:
    alone = small(paid("F-1", P1.first_day, 400, period=P1), budget={"contingency": Money(50)})
    both = alone.replace(fund=alone.fund.plus(added("A-1", 90, on=P1.first_day)))
    now = surplus_on(both, on=P2.last_day, policy=NUMBERS)
    assert dict(now.exclusions)["contingency"] == Money(50)
    assert now.amount == surplus_on(alone, on=P2.last_day, policy=NUMBERS).amount


def test_g4_it_is_not_what_came_in_long_ago() -> None:
    old = small(paid("F-1", P1.first_day, 400), contract={"surplus": NUMBERS.surplus})
    assert old.fund.entries is not None
    with_it = old.replace(fund=old.fund.plus(added("A-1", 90, on=P1.first_day)))
    from support.by_day import aged_balance

    late = date(2026, 12, 1)
    assert aged_balance(with_it.fund, on=late, weeks=4) == aged_balance(old.fund, on=late, weeks=4) == Money(400)


def test_g4_a_statement_has_lines_of_their_own() -> None:
    case = small(paid("F-1", ON, period=P1), added("A-1", 40), added("A-2", 30, "friend", TOP_UP))
    shown = str(statement_for(case, span=Period(first_day=P1.first_day, last_day=P2.last_day), policy=NUMBERS))
    assert "private addition for extra or dearer support" in shown
    assert "top-up for preferred accommodation" in shown


def test_two_top_ups_of_one_payer_are_refused() -> None:
    with pytest.raises(IsfError, match="two top-ups of the payer"):
        Fund(top_ups=(TopUp(payer="sister"), TopUp(payer="sister")))
