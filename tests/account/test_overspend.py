"""An overspend, met in the agreed order; the holder's part within its limit; beyond it, reassessment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, mary
from support.small_account import ONE_DAY, ZERO, entry, fund, paid, spent

from isf_core.account.overspend import OverspendFunding, fund_overspend, overspend_on, still_to_come
from isf_core.errors import IsfError, NotADate, NotRecorded
from isf_core.model import Arrangement, EntryKind, FundingSource, OverspendTerms
from isf_core.policies import PLAIN
from isf_core.values import Money

SURPLUS, CONTINGENCY, RESERVE = FundingSource
EVERY = OverspendTerms(order=(SURPLUS, CONTINGENCY, RESERVE), limit="50")


def meet(sum_: str, terms: OverspendTerms = EVERY, *there: str) -> OverspendFunding:
    held = there or ("10", "20", "30")
    return fund_overspend(Money(sum_), terms, available=zip(FundingSource, map(Money, held), strict=True))


@pytest.mark.parametrize(
    ("sum_", "met", "holder", "beyond"),
    [
        ("0", ("0", "0", "0"), "0", "0"),
        ("9.99", ("9.99", "0", "0"), "0", "0"),
        ("10", ("10", "0", "0"), "0", "0"),
        ("10.01", ("10", "0.01", "0"), "0", "0"),
        ("60", ("10", "20", "30"), "0", "0"),
        ("60.01", ("10", "20", "30"), "0.01", "0"),
        ("110", ("10", "20", "30"), "50", "0"),
        ("110.01", ("10", "20", "30"), "50", "0.01"),
    ],
)
def test_each_in_turn_to_the_penny_then_the_holder_then_reassessment(
    sum_: str, met: tuple[str, ...], holder: str, beyond: str
) -> None:
    then = meet(sum_)
    assert then.met == tuple(zip(FundingSource, map(Money, met), strict=True))
    assert (then.holder, then.beyond) == (Money(holder), Money(beyond))
    assert then.calls_for_reassessment is (beyond != "0")
    assert then.explain().money == then.overspend == Money(sum_)


def test_the_order_is_the_agreed_one_and_what_it_does_not_name_meets_nothing() -> None:
    then = meet("35", OverspendTerms(order=(RESERVE, SURPLUS), limit="0"))
    assert then.met == ((RESERVE, Money(30)), (SURPLUS, Money(5)))
    nobody = meet("35", OverspendTerms(order=(), limit="0"))
    assert (nobody.met, nobody.beyond) == ((), Money(35))


def test_without_a_limit_only_what_is_left_over_cannot_be_told() -> None:
    unlimited = OverspendTerms(order=(SURPLUS,))
    assert meet("10", unlimited).holder == ZERO
    with pytest.raises(NotRecorded) as error:
        meet("10.01", unlimited)
    assert error.value.fields == ("contract.overspend.limit",)


def test_every_sum_that_the_order_names_and_nobody_gave_is_named() -> None:
    with pytest.raises(NotRecorded) as error:
        fund_overspend(Money(1), EVERY, available=[(CONTINGENCY, Money(5))])
    assert error.value.fields == ("available[surplus]", "available[reserve]")


@pytest.mark.parametrize(
    ("sum_", "terms", "there", "said"),
    [
        (Money("-0.01"), EVERY, [], "a sum below 0.00; give 0.00 or more"),
        (Money(1), EVERY, [(SURPLUS, Money("-0.01"))], "a sum below 0.00; give 0.00 or more"),
        (Money(1), EVERY, [(SURPLUS, Money(1)), (SURPLUS, Money(2))], "the surplus twice; give each once"),
        (Money(1), EVERY, [("surplus", Money(1))], "is no FundingSource"),
        (Money(1), EVERY, [(SURPLUS, 1)], "give Money"),
        (Money(1), EVERY, None, "give pairs of FundingSource and Money"),
        (1, EVERY, [], "give Money"),
        (Money(1), None, [], "give OverspendTerms"),
    ],
)
def test_what_is_no_overspend_is_refused(sum_: Any, terms: Any, there: Any, said: str) -> None:
    with pytest.raises(IsfError, match=said):
        fund_overspend(sum_, terms, available=there)


def test_the_table_has_a_row_for_each_that_meets_a_part() -> None:
    table = meet("115").table()
    assert [(row["met_by"], str(row["amount"])) for row in table.records()] == [
        ("the surplus", "10.00"),
        ("the contingency", "20.00"),
        ("a reserve or insurance fund that the person pays into", "30.00"),
        ("the holder, within the limit", "50.00"),
        ("beyond the limit: reassessment", "5.00"),
    ]
    assert table.totals == ("Overspend", Money(115))


@pytest.mark.parametrize(
    "wrong", [(SURPLUS,), (), (SURPLUS, Money(10), Money(1)), [SURPLUS, Money(10)], SURPLUS, "ab"], ids=str
)
def test_what_is_no_pair_is_refused(wrong: Any) -> None:
    with pytest.raises(IsfError, match="give pairs of FundingSource and Money"):
        fund_overspend(Money(1), EVERY, available=(wrong,))
    for none in (None, SURPLUS, 1):
        with pytest.raises(IsfError, match="give pairs of FundingSource and Money"):
            fund_overspend(Money(1), EVERY, available=none)  # type: ignore[arg-type]


def test_the_pairs_may_come_one_by_one() -> None:
    pairs = ((commitment, Money(1)) for commitment in FundingSource)
    assert fund_overspend(Money(2), EVERY, available=pairs).met == (
        (SURPLUS, Money(1)),
        (CONTINGENCY, Money(1)),
        (RESERVE, ZERO),
    )


# --- of an account -------------------------------------------------------------------------------


def account(
    *entries: Any, terms: OverspendTerms | None = EVERY, contingency: Money | None = ZERO, reserve: Money | None = ZERO
) -> Arrangement:
    return mary(
        budget={"contingency": contingency},
        contract={"overspend": terms},
        arrangement={"fund": fund(paid("F", FIRST_DAY, 100), *entries, reserve=reserve)},
    )


@pytest.mark.parametrize(("cost", "below"), [("99.99", "0"), ("100", "0"), ("100.01", "0.01")])
def test_an_account_is_overspent_from_a_penny_below_zero(cost: str, below: str) -> None:
    arrangement = account(spent("S", FIRST_DAY + ONE_DAY, cost))
    assert overspend_on(arrangement, on=FIRST_DAY, policy=PLAIN).overspend == ZERO
    assert overspend_on(arrangement, on=FIRST_DAY + ONE_DAY, policy=PLAIN).overspend == Money(below)


def test_the_reserve_meets_it_and_surplus_and_contingency_are_spent_already() -> None:
    """120 below zero; the contingency of 30 was held in the account, so that it is gone too."""
    met = overspend_on(
        account(spent("S", FIRST_DAY, 220), contingency=Money(30), reserve=Money(40)), on=FIRST_DAY, policy=PLAIN
    )
    assert met.met == ((SURPLUS, ZERO), (CONTINGENCY, ZERO), (RESERVE, Money(40)))
    assert (met.holder, met.beyond) == (Money(50), Money(30))


@pytest.mark.parametrize(
    ("borne", "holder", "beyond"), [("0.01", "49.99", "30"), ("20", "30", "30"), ("50", "0", "30"), ("80", "0", "0")]
)
def test_what_the_holder_paid_in_counts_against_its_limit(borne: str, holder: str, beyond: str) -> None:
    arrangement = account(spent("S", FIRST_DAY, 180), entry("H", FIRST_DAY + ONE_DAY, EntryKind.HOLDER_BEARS, borne))
    then = overspend_on(arrangement, on=FIRST_DAY + ONE_DAY, policy=PLAIN)
    assert (then.holder, then.beyond) == (Money(holder), Money(beyond))
    assert overspend_on(arrangement, on=FIRST_DAY, policy=PLAIN).holder == Money(50)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"terms": None}, ("contract.overspend",)),
        ({"reserve": None}, ("fund.reserve",)),
        ({"contingency": None, "reserve": None}, ("fund.reserve",)),
        ({"terms": OverspendTerms(order=())}, ("contract.overspend.limit",)),
    ],
    ids=str,
)
def test_what_an_overspent_account_needs_is_named(facts: dict[str, Any], fields: tuple[str, ...]) -> None:
    arrangement = account(spent("S", FIRST_DAY, 101), **facts)
    with pytest.raises(NotRecorded) as error:
        overspend_on(arrangement, on=FIRST_DAY, policy=PLAIN)
    assert error.value.fields == fields


def test_what_is_not_needed_is_not_missed() -> None:
    none_of_it = {"contingency": None, "reserve": None}
    assert overspend_on(account(**none_of_it), on=FIRST_DAY, policy=PLAIN).overspend == ZERO
    only_surplus = OverspendTerms(order=(SURPLUS,), limit="5")
    assert overspend_on(
        account(spent("S", FIRST_DAY, 101), terms=only_surplus, **none_of_it), on=FIRST_DAY, policy=PLAIN
    ).holder == (Money(1))
    with pytest.raises(NotRecorded) as error:
        overspend_on(account().replace(fund=fund().replace(entries=None)), on=FIRST_DAY, policy=PLAIN)
    assert error.value.fields == ("fund.entries",)
    with pytest.raises(NotADate):
        overspend_on(account(), on="2026-04-06", policy=PLAIN)  # type: ignore[arg-type]


# --- what is still to come ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cost", "paid_in", "below"),
    [("337.50", "0", "0"), ("337.51", "0", "0.01"), ("337.51", "337.50", "0.01"), ("437.50", "100", "100")],
)
def test_a1_6_money_that_has_accrued_and_is_not_yet_paid_in_is_no_overspend(
    cost: str, paid_in: str, below: str
) -> None:
    """Four weeks of 84.375 have accrued, whatever of it is paid in yet."""
    last = date(2026, 5, 3)
    entries = [paid("F", FIRST_DAY, paid_in)] if paid_in != "0" else []
    arrangement = mary(
        contract={"overspend": EVERY}, arrangement={"fund": fund(*entries, spent("S", last, cost), reserve=ZERO)}
    )
    assert overspend_on(arrangement, on=last, policy=PLAIN).overspend == Money(below)
    assert still_to_come(arrangement, on=last, policy=PLAIN) == Money("337.50") - Money(paid_in)


def test_what_the_person_pays_to_the_holder_is_to_come_too() -> None:
    """84.375 a week, of which 20 are the person's: on the first day a seventh of it has accrued."""
    owed = mary(**NET, arrangement={"fund": fund(spent("S", FIRST_DAY, 1))})
    assert still_to_come(owed, on=FIRST_DAY, policy=PLAIN) == Money("12.05")
    assert still_to_come(owed, on=FIRST_DAY - ONE_DAY, policy=PLAIN) == ZERO
    ahead = owed.replace(fund=fund(paid("F", FIRST_DAY, 100)))
    assert still_to_come(ahead, on=FIRST_DAY, policy=PLAIN) == ZERO
    silent = mary(contract={"overspend": EVERY, "fee": None}, arrangement={"fund": fund(spent("S", FIRST_DAY, 1))})
    with pytest.raises(NotRecorded) as error:
        overspend_on(silent, on=FIRST_DAY, policy=PLAIN)
    assert error.value.fields == ("contract.fee",)
