"""An overspend, met in the agreed order; the holder's part within its limit; beyond it, reassessment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, mary, merged
from support.small_account import NUMBERS, ONE_DAY, P1, P2, ZERO, entry, fund, paid, spent

from isf_core.account.overspend import OverspendFunding, fund_overspend, overspend_on, still_to_come
from isf_core.errors import IsfError, NotADate, NotRecorded
from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Backdating,
    Change,
    Clauses,
    Entry,
    EntryKind,
    FundingSource,
    HowFarBack,
    OverspendTerms,
    Party,
    Variation,
)
from isf_core.policies import PLAIN
from isf_core.values import Money, Rate

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


# --- counted as the final account counts it -----------------------------------------------------------

LAST = P1.last_day
"""Four weeks of 100 have accrued: 400, of which 80 are the person's where she pays 20."""
OWED: dict[str, Any] = {
    "budget": {"actual": Rate.weekly(100)},
    "contract": {"overspend": EVERY, "clauses": Clauses(contribution_risk=Party.HOLDER)},
}
PAYING: dict[str, Any] = merged(merged(NET, OWED), {"budget": {"contribution": Rate.weekly(20)}})


def owed(*entries: Entry, **changes: dict[str, Any]) -> Arrangement:
    return mary(**merged(changes or OWED, {"arrangement": {"fund": fund(*entries, reserve=ZERO)}}))


@pytest.mark.parametrize(
    ("came", "back", "facts"),
    [
        (EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER, OWED),
        (EntryKind.CONTRIBUTION, EntryKind.REFUND_TO_PERSON, PAYING),
    ],
)
def test_what_was_paid_by_mistake_and_given_back_is_to_come_as_before(
    came: EntryKind, back: EntryKind, facts: dict[str, Any]
) -> None:
    mistake = (entry("M", FIRST_DAY, came, 400), entry("R", FIRST_DAY + ONE_DAY, back, 400))
    for entries in ((), mistake, mistake[:1]):
        arrangement = owed(spent("S", LAST, 400), *entries, **facts)
        assert still_to_come(arrangement, on=LAST, policy=PLAIN) == Money(0 if len(entries) == 1 else 400)
        assert overspend_on(arrangement, on=LAST, policy=PLAIN).overspend == ZERO


@pytest.mark.parametrize(
    ("risk", "to_come", "overspend", "holder"),
    # Where the risk is the holder's, the 80 paid in are hers, so that the limit of 50 is whole; else they are for the
    # overspend that was 80, and what she owes is still to come.
    [(Party.HOLDER, 0, 80, 50), (Party.FUNDER, 80, 0, 0), (NOT_STATED, 80, 0, 0)],
)
def test_what_the_holder_paid_in_of_a_contribution_does_not_come_again_and_uses_no_limit(
    risk: Any, to_come: int, overspend: int, holder: int
) -> None:
    facts = merged(PAYING, {"contract": {"clauses": Clauses(contribution_risk=risk)}})
    entries = (paid("F", LAST, 320), entry("H", LAST, EntryKind.HOLDER_BEARS, 80), spent("S", LAST, 480))
    arrangement = owed(*entries, **facts)
    assert still_to_come(arrangement, on=LAST, policy=PLAIN) == Money(to_come)
    met = overspend_on(arrangement, on=LAST, policy=PLAIN)
    assert (met.overspend, met.holder) == (Money(overspend), Money(holder))


def test_whose_risk_it_is_is_asked_only_where_the_holder_paid_in_and_the_person_has_not() -> None:
    facts = merged(PAYING, {"contract": {"clauses": Clauses()}})
    bears = entry("H", LAST, EntryKind.HOLDER_BEARS, 80)
    assert still_to_come(owed(paid("F", LAST, 320), **facts), on=LAST, policy=PLAIN) == Money(80)
    hers = entry("K", LAST, EntryKind.CONTRIBUTION, 80)
    assert still_to_come(owed(hers, bears, **facts), on=LAST, policy=PLAIN) == Money(320)
    with pytest.raises(NotRecorded) as error:
        still_to_come(owed(bears, **facts), on=LAST, policy=PLAIN)
    assert error.value.fields == ("contract.clauses.contribution_risk",)


def test_what_moved_in_with_its_days_was_paid_by_the_funder_and_the_rest_was_not() -> None:
    ahead = entry("A", FIRST_DAY, EntryKind.TRANSFER_IN, 150, period=P1)
    rest = entry("B", FIRST_DAY, EntryKind.TRANSFER_IN, 90)
    arrangement = owed(ahead, rest, spent("S", LAST, 500))
    assert still_to_come(arrangement, on=LAST, policy=PLAIN) == Money(250)
    assert overspend_on(arrangement, on=LAST, policy=PLAIN).overspend == Money(10)


@pytest.mark.parametrize(("back_on", "to_come"), [(-1, 150), (0, 0), (28, 0)])
def test_what_is_left_and_goes_back_at_the_end_is_not_to_come_again(back_on: int, to_come: int) -> None:
    """400 were due and 420 paid, 170 of it went back: before the end it was paid too much and too much given back."""
    on = LAST + timedelta(days=back_on)
    entries = (paid("F", FIRST_DAY, 420), spent("S", FIRST_DAY, 250), entry("R", on, EntryKind.REFUND_TO_FUNDER, 170))
    arrangement = owed(*entries, **merged(OWED, {"contract": {"last_day": LAST}}))
    assert still_to_come(arrangement, on=LAST + timedelta(days=28), policy=PLAIN) == Money(to_come)


def test_what_the_policy_withholds_for_the_past_is_not_to_come() -> None:
    """A rise from the first day that became known once four weeks were paid counts from after them."""
    rise = Variation(
        effective=FIRST_DAY,
        known_from=P2.first_day,
        changes=(Change("budget.actual", Rate.weekly(150)),),
    )
    arrangement = owed(paid("F", FIRST_DAY, 400, period=P1)).replace(variations=(rise,))
    never = NUMBERS.replace(backdating=Backdating(how_far=HowFarBack.NEVER))
    whole = NUMBERS.replace(backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT))
    for policy, to_come in ((never, 600), (whole, 800)):
        assert still_to_come(arrangement, on=P2.last_day, policy=policy) == Money(to_come)
