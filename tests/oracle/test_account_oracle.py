"""The surplus agrees with the slow oracle, day by day, and the oracle with what was worked out by hand.

ISF_ORACLE_CASES=100000 asks about more accounts.
"""

from __future__ import annotations

import os
from datetime import timedelta
from fractions import Fraction

import pytest
from support.small_account import HALF, NUMBERS, P1, P2, entry, paid, small, spent

from isf_core.account.surplus import surplus_on
from isf_core.model import EntryKind, SurplusRule
from isf_core.values import Money
from oracle.account_oracle import APRIL, Figures, account, days_to_ask, tell

CASES = max(100, int(os.environ.get("ISF_ORACLE_CASES", "1000")) // 5)
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_every_figure_of_every_day_is_what_the_oracle_says(first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, CASES)):
        arrangement = account(seed)
        numbers = NUMBERS.replace(carry_forward_outside_cap=bool(seed % 2))
        for on in days_to_ask(seed):
            then = surplus_on(arrangement, on=on, policy=numbers)
            right = tell(arrangement, on, numbers)
            running, committed, carried, *_ = (sum_.exact.pounds for _, sum_ in then.exclusions)
            found = Figures(
                then.balance.exact.pounds,
                running,
                committed,
                carried,
                dict(then.exclusions).get("added beside the budget", Money(0)).exact.pounds,
                then.amount.exact.pounds,
                None if then.cap is None else then.cap.exact.pounds,
                None if then.aged is None else then.aged.exact.pounds,
                then.excess.exact.pounds,
            )
            if found != right:
                pytest.fail(
                    f"seed {seed}, {on}\nthe library {found}\nthe oracle  {right}\n{arrangement}", pytrace=False
                )


def told(*, balance: int, running: int, held: int, cap: int, aged: int, excess: int) -> Figures:
    whole = map(Fraction, (balance, running, 0, 0, 0, held, cap, aged, excess))
    return Figures(*whole)


def test_the_oracle_knows_what_was_worked_out_by_hand() -> None:
    both = SurplusRule(share=HALF.share, of=HALF.of, weeks=2)
    arrangement = small(
        entry("kept", APRIL, EntryKind.TRANSFER_IN, 300),
        paid("F", P1.first_day, period=P1),
        spent("S", P1.first_day, 150),
        spent("X", P1.last_day, 50, corrects="S"),
        contract={"surplus": both},
    )
    first, last, late = (tell(arrangement, on, NUMBERS) for on in (P1.first_day, P1.last_day, P2.first_day))
    assert first == told(balance=550, running=250, held=300, cap=200, aged=0, excess=100)
    assert last == told(balance=600, running=0, held=600, cap=200, aged=600, excess=600)
    assert late == last
    # Two weeks to the day are not too long.
    assert tell(arrangement, APRIL + timedelta(days=14), NUMBERS).aged == 0
    assert tell(arrangement, APRIL + timedelta(days=15), NUMBERS).aged == 550
