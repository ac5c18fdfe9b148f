"""Top-ups and private additions: beside the budget, and what is left goes back to its payer (G4, BUD-18)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, merged
from support.by_day import added_left
from support.endings import CLAUSE, DRAWN_UP, ended, ending, held, owing, promised, steps, terms
from support.small_account import NUMBERS, P1, P2, ZERO, entry, paid, small, spent

from isf_core import IsfError, Money, NotRecorded, Party, Rate
from isf_core.account import balance_on, final_account_on, spending_by_support, statement_for, surplus_on
from isf_core.model import (
    BalanceOnTransfer,
    Entry,
    EntryKind,
    Fund,
    SpendingBasis,
    SurplusRule,
    TerminationReason,
    TopUp,
)
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
    assert added_left(fund, on=ON, held=Money(35)) == {"sister": Money("21.88"), "friend": Money("13.12")}
    assert added_left(fund, on=ON, held=Money("34.99")) == {"sister": Money("21.87"), "friend": Money("13.12")}
    assert added_left(fund, on=date(2026, 4, 30), held=Money(35)) == {}
    gone = account(added("A-1", 60), Entry(ref="B-1", on=ON, kind=EntryKind.REFUND_TO_PAYER, amount=60, party="sister"))
    assert added_left(gone, on=ON, held=Money(35)) == {"sister": ZERO}


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


# Four weeks of 100 to 3 May, to which the son adds 200: what he gets back depends on what was spent alone.
SON = added("A-1", 200, "son")
FOR_LATER = Period(first_day=date(2026, 5, 4), last_day=date(2026, 5, 31))
DUE = Entry(ref="F-1", on=ON, kind=EntryKind.FUNDER_PAYMENT, amount=400, period=P1)
LATER = Entry(ref="F-2", on=ON, kind=EntryKind.FUNDER_PAYMENT, amount=400, period=FOR_LATER)


def support(amount: int) -> Entry:
    return Entry(ref="H-1", on=ON, kind=EntryKind.DIRECT_SUPPORT, amount=amount)


@pytest.mark.parametrize(
    ("spending", "left", "cost"),
    [
        ((support(300),), 200, 300),
        ((support(400),), 200, 400),
        ((support(401),), 199, 400),
        ((support(500),), 100, 400),
        ((support(600),), 0, 400),
        ((support(601),), 0, 401),
        ((support(300), spent_of_it("S-1", 50)), 150, 300),
        ((support(401), spent_of_it("S-1", 50)), 149, 400),
    ],
)
@pytest.mark.parametrize("paid_in", [(), (DUE.replace(amount=100),), (DUE,), (DUE, LATER)])
def test_what_the_payer_gets_back_does_not_depend_on_when_the_funder_pays(
    spending: tuple[Entry, ...], left: int, cost: int, paid_in: tuple[Entry, ...]
) -> None:
    """In arrears nothing is paid in yet; in advance days after the last are paid already."""
    fund = Fund(entries=(*paid_in, SON, *spending), commitments=())
    mary = held(fund, {"budget": {"actual": Rate.weekly(100)}})
    final = ended(mary)
    assert Money.total(sum_ for _, sum_ in final.back_to_payers) == Money(left)
    received = Money.total(each.amount for each in paid_in)
    assert final.due_from_funder - final.refund == Money(cost) - received
    again = ended(mary.replace(fund=fund.plus(*final.entries())))
    assert again.entries() == ()


@pytest.mark.parametrize(
    ("contribution", "borne", "left"),
    [(0, 0, 200), (80, 0, 200), (60, 20, 200), (60, 10, 200), (100, 0, 200)],
)
@pytest.mark.parametrize("risk", [Party.FUNDER, Party.HOLDER])
def test_what_the_payer_gets_back_does_not_depend_on_when_the_person_pays(
    contribution: int, borne: int, left: int, risk: Party
) -> None:
    """320 of the funder's and 80 of hers are spent in full, however much of the 80 was paid, or too much.

    Where her part is not the holder's risk, what the holder paid in is for what was spent beyond it.
    """
    sums = ((EntryKind.CONTRIBUTION, contribution), (EntryKind.HOLDER_BEARS, borne))
    came = (Entry(ref=kind.name, on=ON, kind=kind, amount=sum_) for kind, sum_ in sums if sum_)
    fund = Fund(entries=(DUE.replace(amount=320), SON, support(400), *came), commitments=())
    budget = {"budget": {"actual": Rate.weekly(100), "contribution": Rate.weekly(20)}}
    mary = held(fund, merged(NET, budget), contribution_risk=risk)
    assert ended(mary).back_to_payers == (("son", Money(left)),)
    spent_more = mary.replace(fund=fund.plus(support(50).replace(ref="H-2")))
    beyond = 50 - (borne if risk is Party.FUNDER else 0)
    assert ended(spent_more).back_to_payers == (("son", Money(left - beyond)),)


def test_what_the_payer_gets_back_bears_no_pay_in_lieu_and_no_liability_also_once_they_are_entered() -> None:
    """300 in lieu of three weeks and 30 of a liability are the funder's; what goes beyond them is spending."""
    week = ending(last_day=date(2026, 4, 12), liabilities=owing("30"))
    sums = (("IN_LIEU_OF_NOTICE", 300), ("LIABILITY", 30))
    for place in range(3):
        met = (Entry(ref=kind, on=ON, kind=EntryKind[kind], amount=sum_) for kind, sum_ in sums[:place])
        mary = held(
            Fund(entries=(DUE.replace(amount=100), SON, support(100), *met), commitments=()),
            {"budget": {"actual": Rate.weekly(100)}},
        )
        final = ended(mary, week)
        assert final.back_to_payers == (("son", Money(200)),)
        assert final.due_from_funder == Money(330)
    more = Entry(ref="L", on=ON, kind=EntryKind.LIABILITY, amount=5)
    assert ended(mary.replace(fund=mary.fund.plus(more)), week).back_to_payers == (("son", Money(195)),)


def test_what_is_set_aside_while_it_runs_is_not_covered_by_money_for_later_days() -> None:
    """Of 600 for the first four weeks 500 were spent; the next 400 is for days that have only begun."""
    alone = small(paid("F-1", P1.first_day, 400, period=P1), spent("S-1", P1.first_day, 500), SON)
    now = surplus_on(alone, on=P1.last_day, policy=NUMBERS)
    paid_on = alone.replace(fund=alone.fund.plus(paid("F-2", P2.first_day, 400, period=P2)))
    then = surplus_on(paid_on, on=P2.first_day, policy=NUMBERS)
    assert dict(now.exclusions)["added beside the budget"] == Money(100)
    assert dict(then.exclusions)["added beside the budget"] == Money(100)
    assert now.amount == then.amount == ZERO


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


def test_what_came_in_long_ago_is_no_more_than_is_held_where_more_went_back_than_was_added() -> None:
    back = Entry(ref="B-1", on=P1.first_day, kind=EntryKind.REFUND_TO_PAYER, amount=300, party="sister")
    by_weeks = {"contract": {"surplus": SurplusRule(weeks=4)}}
    for fund, aged in (((), 400), ((back,), 100), ((back, back.replace(ref="B-2")), 0)):
        old = small(paid("F-1", P1.first_day, 400, period=P1), *fund, **by_weeks)
        assert surplus_on(old, on=date(2026, 12, 1), policy=NUMBERS).aged == Money(aged)


def test_g4_a_statement_has_lines_of_their_own() -> None:
    case = small(paid("F-1", ON, period=P1), added("A-1", 40), added("A-2", 30, "friend", TOP_UP))
    shown = str(statement_for(case, span=Period(first_day=P1.first_day, last_day=P2.last_day), policy=NUMBERS))
    assert "private addition for extra or dearer support" in shown
    assert "top-up for preferred accommodation" in shown


def test_two_top_ups_of_one_payer_are_refused() -> None:
    with pytest.raises(IsfError, match="two top-ups of the payer"):
        Fund(top_ups=(TopUp(payer="sister"), TopUp(payer="sister")))
