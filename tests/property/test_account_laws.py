"""Laws of the fund's account: it balances, it joins, it explains itself, and nothing is lost between accounts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.arrangements import FIRST_DAY, mary
from support.by_day import receipts_in_advance
from support.small_account import NUMBERS, PLAN, ZERO, fund, small

from isf_core.account.balance import balance_on, sums_of
from isf_core.account.entries import net_entries
from isf_core.account.final_account import final_account_on
from isf_core.account.ledger import ForPeriod, Ledger
from isf_core.account.overspend import fund_overspend, overspend_on, still_to_come
from isf_core.account.statement import Statement, statement_for
from isf_core.account.surplus import Surplus, surplus_on
from isf_core.errors import IsfError
from isf_core.model import (
    OPEN_ENDED,
    Arrangement,
    Audience,
    BalanceOnTransfer,
    Basis,
    Bill,
    BlockContract,
    CarryForward,
    Change,
    Clauses,
    Commitment,
    Covered,
    Entry,
    EntryKind,
    Fund,
    FundingSource,
    Notice,
    NoticeUnit,
    Outcome,
    OverspendTerms,
    Party,
    Pool,
    PoolMember,
    SavingShare,
    SavingsTerms,
    Side,
    SpendingBasis,
    Support,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Termination,
    TerminationReason,
    TerminationTerms,
    Timing,
    Variation,
    VisitEvidence,
    VisitRecord,
    VisitState,
)
from isf_core.planning.shared_costs import Shared, pool_parts, share_saving, year_of_block
from isf_core.policies import PLAIN
from isf_core.values import Money, Period, Rate, Timeline
from isf_core.values.explanation import Explanation

law = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
DAYS = 90
"""How long a random account is."""
days = st.integers(0, DAYS)
pence = st.one_of(st.integers(1, 60_000), st.sampled_from((1, 2, 3, 100, 40_000)))
spans = st.tuples(days, days, days).map(sorted)


def on_day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


# --- random accounts -------------------------------------------------------------------------------

SUPPORTS = (None, "meals", "club", "rails", "gone")
OUTCOMES = (None, (), ("fed",), ("fed", "out"), ("fed", "out", "seen"), ("none",))
rough_entries = st.tuples(
    days,
    st.sampled_from(EntryKind),
    pence,
    st.none() | st.tuples(st.integers(-30, DAYS), st.integers(1, 31)),
    st.sampled_from(SUPPORTS),
    st.sampled_from(OUTCOMES),
    st.sampled_from((None, SpendingBasis.SURPLUS, SpendingBasis.AS_PLANNED)),
    st.sampled_from((None, "C-0", "C-1")),
)
rough_corrections = st.tuples(st.integers(0, 2**20), st.integers(1, 100), st.integers(0, 40))


@st.composite
def entries(draw: st.DrawFn, least: int = 0) -> tuple[Entry, ...]:
    """Entries of every kind, and corrections of some of them, wholly and in part."""
    made: list[Entry] = []
    for number, (day, kind, sum_, period, support, outcomes, use, commitment) in enumerate(
        draw(st.lists(rough_entries, min_size=least, max_size=14))
    ):
        of = None
        if period is not None:
            of = Period(first_day=on_day(period[0]), last_day=on_day(period[0] + period[1] - 1))
        elif kind in (EntryKind.FUNDER_PAYMENT, EntryKind.CONTRIBUTION):
            of = Period(first_day=on_day(day), last_day=on_day(day + 27))
        made.append(
            Entry(
                ref=f"E-{number}",
                on=on_day(day),
                kind=kind,
                amount=Money.from_pence(sum_),
                period=of,
                support=support,
                outcomes=outcomes,
                use=use,
                commitment=commitment,
                evidence=None if number % 3 else f"doc {number}",
            )
        )
    left = {entry.ref: entry.amount.pence for entry in made}
    first = list(made)
    for number, (which, percent, later) in enumerate(draw(st.lists(rough_corrections, max_size=6))):
        if not first:
            break
        wrong = first[which % len(first)]
        sum_ = -(-left[wrong.ref] * percent // 100)
        if sum_ == 0:
            continue
        left[wrong.ref] -= sum_
        made.append(
            Entry(
                ref=f"X-{number}",
                on=wrong.on + timedelta(days=later),
                kind=wrong.kind,
                amount=Money.from_pence(sum_),
                corrects=wrong.ref,
            )
        )
    return tuple(made)


COMMITMENTS = (
    Commitment(ref="C-0", on=on_day(5), amount="150", until=on_day(50)),
    Commitment(ref="C-1", on=on_day(20), amount="33.33"),
)
rules = st.builds(
    lambda share, of, weeks, named: SurplusRule(
        share=share if weeks is None or share is not None else None,
        of=of if share is not None else None,
        weeks=weeks if share is not None else weeks or 4,
        or_named_need=named,
    ),
    st.none() | st.sampled_from((Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(4))),
    st.sampled_from(SurplusBase),
    st.none() | st.integers(1, 12),
    st.booleans(),
)
carried = st.lists(
    st.builds(
        lambda first, length, sum_, outside, need: (first, length, sum_, outside, need),
        days,
        st.integers(0, 40),
        st.integers(0, 30_000),
        st.booleans(),
        st.sampled_from((None, "a bed")),
    ),
    max_size=2,
).map(
    lambda drawn: tuple(
        CarryForward(
            ref=f"F-{number}",
            amount=Money.from_pence(sum_),
            outcome="fed",
            first_day=on_day(first),
            last_day=on_day(first + length),
            stands_outside_the_cap=outside,
            need=need,
        )
        for number, (first, length, sum_, outside, need) in enumerate(drawn)
    )
)
OTHER_PLANS = (
    PLAN.replace(supports=(*(PLAN.supports or ()), Support.once("rails", ("out",), Money(120)))),
    SupportPlan(
        outcomes=(Outcome(ref="fed"), Outcome(ref="seen")),
        supports=(
            Support.by_rate("meals", ("fed", "seen"), Rate.annual("3000")),
            Support.once("rails", (), Money(150)),
            Support(ref="gone", outcomes=("fed",)),
        ),
        carry_forwards=(),
    ),
    SupportPlan(
        outcomes=(Outcome(ref="out"),),
        supports=(Support.by_rate("club", None, Rate.monthly("77")), Support.once("rails", ("out",), Money(120))),
        carry_forwards=(),
    ),
)
plans = st.lists(
    st.tuples(st.integers(-10, DAYS), st.sampled_from(OTHER_PLANS)), max_size=3, unique_by=lambda change: change[0]
)


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """Mary with a random account, plan, and surplus terms; all that a surplus needs is recorded."""
    bills = tuple(
        Bill(ref=f"B-{number}", on=on_day(day), amount=Money.from_pence(sum_))
        for number, (day, sum_) in enumerate(draw(st.lists(st.tuples(days, pence), max_size=3)))
    )
    visits = tuple(
        VisitRecord(ref=f"V-{number}", on=on_day(day), state=state, evidence=evidence)
        for number, (day, state, evidence) in enumerate(
            draw(
                st.lists(
                    st.tuples(days, st.sampled_from(VisitState), st.sampled_from((None, *VisitEvidence))), max_size=4
                )
            )
        )
    )
    variations = tuple(Variation(effective=on_day(day), changes=(Change("plan", plan),)) for day, plan in draw(plans))
    actual = Timeline(Rate.weekly("100"), (on_day(draw(st.integers(1, DAYS))), Rate.weekly("90.10")))
    return small(
        *draw(entries()),
        fund={
            "commitments": COMMITMENTS,
            "bills": draw(st.sampled_from((None, bills))),
            "visits": draw(st.sampled_from((None, visits))),
        },
        plan={"carry_forwards": draw(carried)},
        budget={
            "contingency": Money.from_pence(draw(st.integers(0, 20_000))),
            "actual": actual,
            "contribution": Rate.weekly("20"),
        },
        payment={
            "basis": draw(st.sampled_from(Basis)),
            "timing": draw(st.sampled_from(Timing)),
            "weeks_in_year": draw(st.sampled_from((None, Fraction(365, 7)))),
        },
        contract={"surplus": draw(rules)},
        arrangement={"variations": variations},
    )


def told(arrangement: Arrangement, first: int, end: int, to: Audience = Audience.PERSON) -> Statement:
    return statement_for(
        arrangement, span=Period(first_day=on_day(first), last_day=on_day(end - 1)), policy=NUMBERS, to=to
    )


def comes_to(explanation: Explanation, figure: Money) -> None:
    assert explanation.value() == explanation.amount
    assert explanation.money == figure


# --- statements -------------------------------------------------------------------------------------


@law
@given(arrangements(), spans)
def test_a_statement_balances_and_its_closing_balance_is_the_next_opening(
    arrangement: Arrangement, cuts: list[int]
) -> None:
    first, middle, _ = cuts
    one, two = told(arrangement, first - 1, middle), told(arrangement, middle, DAYS + 200)
    for each in (one, two):
        assert each.opening + each.came_in == each.spent + each.returned + each.closing
        assert each.closing == balance_on(arrangement.fund, on=each.span.last_day).balance
    assert one.closing == two.opening
    signed = [entry.signed for entry in arrangement.fund.entries or ()]
    assert two.closing == Money.total(signed)


@law
@given(arrangements(), spans, st.sampled_from(Audience))
def test_two_statements_that_adjoin_are_the_one_of_both(
    arrangement: Arrangement, cuts: list[int], to: Audience
) -> None:
    first, middle, last = cuts[0] - 1, cuts[1], cuts[2] + 1
    joined = told(arrangement, first, middle, to).joined(told(arrangement, middle, last, to))
    whole = told(arrangement, first, last, to)
    for field in attrs.fields(Statement):
        assert getattr(joined, field.name) == getattr(whole, field.name), field.name
    assert joined == whole


@law
@given(arrangements(), spans)
def test_planned_and_spent_are_the_same_in_all_by_support_and_by_outcome(
    arrangement: Arrangement, cuts: list[int]
) -> None:
    then = told(arrangement, cuts[0] - 1, cuts[2])
    assert then.spending_by_support is not None
    assert then.spending_by_outcome is not None
    spending_by_support, spending_by_outcome = then.spending_by_support, then.spending_by_outcome
    assert Money.total(each.spent for each in spending_by_support) == Money.total(
        each.spent for each in spending_by_outcome
    )
    costs = [[each.planned for each in rows] for rows in (spending_by_support, spending_by_outcome)]
    assert (None in costs[0]) is (None in costs[1])
    if None not in costs[0]:
        one, other = (sum((cost.pounds for cost in column if cost is not None), Fraction(0)) for column in costs)
        assert one == other


@law
@given(arrangements(), spans)
def test_what_is_shown_as_spent_is_within_a_penny_of_what_it_exactly_is(
    arrangement: Arrangement, cuts: list[int]
) -> None:
    then = told(arrangement, cuts[0] - 1, cuts[2])
    for parts in (then.spending_by_support or (), then.spending_by_outcome or ()):
        assert all(abs(each.exactly.pounds - each.spent.exact.pounds) < Fraction(1, 100) for each in parts)
        exactly = sum((each.exactly.pounds for each in parts), Fraction(0))
        assert exactly == Money.total(each.spent for each in parts).exact.pounds
    assert all(each.exactly == each.spent.exact for each in then.spending_by_support or ())


@law
@given(arrangements(), days)
def test_what_is_looked_up_by_day_is_what_is_added_up_from_the_beginning(arrangement: Arrangement, day: int) -> None:
    """What was spent before the periods that hang together with the running ones tells nothing of them."""
    ledger, on = Ledger.of(arrangement.fund), on_day(day)
    by_then = [entry for entry in arrangement.fund.entries or () if entry.on <= on]
    account = balance_on(arrangement.fund, on=on)
    assert account.entries == tuple(by_then)
    assert account.balance == Money.total(entry.signed for entry in by_then)
    assert account.sums == sums_of(by_then)
    assert ledger.ahead.on(on) == sum(
        ledger.net(entry, on) for begins, _, _, entry in ledger.for_periods if begins > on and entry.on <= on
    )
    assert ledger.received.on(on) == sum(pence for _, pence in ledger.net_of(ledger.receipts, on))

    def all_of_them(its: Ledger, on: date) -> tuple[date, list[ForPeriod]]:
        return date.min, [each for each in its.for_periods if each[0] <= on and each[3].on <= on]

    running = receipts_in_advance(arrangement.fund, on=on)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "running", all_of_them)
        assert receipts_in_advance(arrangement.fund, on=on) == running


@law
@given(arrangements(), days, days)
def test_what_entries_come_to_is_what_they_and_their_corrections_add_up_to(
    arrangement: Arrangement, one: int, other: int
) -> None:
    since, on = sorted((on_day(one), on_day(other)))
    entries = arrangement.fund.entries or ()
    net = {
        entry.ref: [each.pence for each in entries if entry.ref in (each.ref, each.corrects) and since <= each.on <= on]
        for entry in entries
        if entry.corrects is None
    }
    found = net_entries(arrangement.fund, on=on, since=since)
    assert [(entry.ref, pence) for entry, pence in found] == [(ref, sum(its)) for ref, its in net.items() if its]


@law
@given(arrangements(), days, days, pence)
def test_what_is_spent_takes_no_more_from_running_periods_than_it_is(
    arrangement: Arrangement, day: int, earlier: int, sum_: int
) -> None:
    """And nothing at all where it was spent of the surplus."""
    on, spent_on = on_day(day), on_day(min(day, earlier))
    fund = arrangement.fund
    before = receipts_in_advance(fund, on=on)
    more = Entry(ref="more", on=spent_on, kind=EntryKind.DIRECT_SUPPORT, amount=Money.from_pence(sum_))
    after = receipts_in_advance(fund.plus(more), on=on)
    assert before - more.amount <= after <= before
    assert receipts_in_advance(fund.plus(more.replace(use=SpendingBasis.SURPLUS)), on=on) == before
    assert (
        ZERO
        <= after
        <= Money.total(
            each.amount for each in fund.entries or () if each.kind.side is Side.IN and each.period is not None
        )
    )


@law
@given(arrangements(), spans, st.integers(0, 2**20))
def test_the_order_in_which_entries_are_recorded_changes_nothing(
    arrangement: Arrangement, cuts: list[int], seed: int
) -> None:
    shuffled = list(arrangement.fund.entries or ())
    Random(seed).shuffle(shuffled)
    other = arrangement.replace(fund=arrangement.fund.replace(entries=shuffled))
    one, two = told(arrangement, cuts[0] - 1, cuts[2]), told(other, cuts[0] - 1, cuts[2])
    assert attrs.evolve(one, entries=()) == attrs.evolve(two, entries=())
    assert set(one.entries) == set(two.entries)
    assert [entry.on for entry in one.entries] == [entry.on for entry in two.entries]
    on = on_day(cuts[1])
    assert balance_on(arrangement.fund, on=on) == balance_on(other.fund, on=on)
    assert surplus_on(arrangement, on=on, policy=NUMBERS) == surplus_on(other, on=on, policy=NUMBERS)


# --- explanations -----------------------------------------------------------------------------------


@law
@given(arrangements(), spans)
def test_every_explanation_comes_to_the_figure_that_is_shown(arrangement: Arrangement, cuts: list[int]) -> None:
    on = on_day(cuts[1])
    then = balance_on(arrangement.fund, on=on)
    comes_to(then.explain(), then.balance)
    said = told(arrangement, cuts[0] - 1, cuts[2])
    comes_to(said.explain(), said.closing)
    spare = surplus_on(arrangement, on=on, policy=NUMBERS)
    comes_to(spare.explain(), spare.excess)
    comes_to(spare.explain("amount"), spare.amount)
    if spare.cap is not None:
        comes_to(spare.explain("cap"), spare.cap)
    for each in (then, said, spare):
        assert each.table().title in str(each)


@law
@given(arrangements(), days)
def test_a_surplus_is_within_what_is_held_and_its_excess_within_the_surplus(arrangement: Arrangement, day: int) -> None:
    then = surplus_on(arrangement, on=on_day(day), policy=NUMBERS)
    assert ZERO <= then.amount <= max(ZERO, then.balance)
    assert ZERO <= then.recoverable <= then.excess <= then.amount or (then.excess == ZERO == then.recoverable)
    assert then.aged is None or ZERO <= then.aged <= max(ZERO, then.balance)


# --- the cap and the excess -------------------------------------------------------------------------


def cap_of(weekly: Fraction, share: Fraction, of: SurplusBase, day: int, contribution: Fraction) -> Surplus:
    arrangement = small(
        budget={"actual": Rate.weekly(weekly), "contribution": Rate.weekly(contribution)},
        payment={"basis": Basis.NET},
        contract={"surplus": SurplusRule(share=share, of=of)},
    )
    return surplus_on(arrangement, on=on_day(day), policy=NUMBERS)


fractions = st.fractions(0, 500, max_denominator=97)
of_it = st.fractions(0, 13, max_denominator=97)


@law
@given(fractions, st.tuples(of_it, of_it).map(sorted), st.sampled_from(SurplusBase), days, fractions)
def test_the_cap_grows_with_the_share(
    weekly: Fraction, shares: list[Fraction], of: SurplusBase, day: int, contribution: Fraction
) -> None:
    low, high = (cap_of(weekly, share, of, day, contribution).cap for share in shares)
    assert low is not None
    assert high is not None
    assert ZERO <= low <= high


@law
@given(st.tuples(fractions, fractions).map(sorted), of_it, st.sampled_from(SurplusBase), days, fractions)
def test_the_cap_grows_with_the_regular_payment(
    weekly: list[Fraction], share: Fraction, of: SurplusBase, day: int, contribution: Fraction
) -> None:
    low, high = (cap_of(rate, share, of, day, contribution).cap for rate in weekly)
    assert low is not None
    assert high is not None
    assert ZERO <= low <= high


@law
@given(arrangements(), days, pence)
def test_the_excess_grows_with_the_balance(arrangement: Arrangement, day: int, more: int) -> None:
    on = on_day(day)
    came = Entry(ref="more", on=on, kind=EntryKind.PROVIDER_REFUND, amount=Money.from_pence(more))
    richer = arrangement.replace(fund=arrangement.fund.plus(came))
    one, two = surplus_on(arrangement, on=on, policy=NUMBERS), surplus_on(richer, on=on, policy=NUMBERS)
    assert one.cap == two.cap
    assert one.amount <= two.amount <= one.amount + came.amount
    assert one.excess <= two.excess <= one.excess + came.amount


@law
@given(arrangements(), days)
def test_recovering_the_excess_leaves_none_above_the_cap(arrangement: Arrangement, day: int) -> None:
    on = on_day(day)
    then = surplus_on(arrangement, on=on, policy=NUMBERS)
    if not then.excess:
        return
    taken = Entry(ref="taken", on=on, kind=EntryKind.SURPLUS_RECOVERED, amount=then.excess)
    left = surplus_on(arrangement.replace(fund=arrangement.fund.plus(taken)), on=on, policy=NUMBERS)
    assert left.amount == then.amount - then.excess
    assert left.excess == ZERO


# --- overspends -------------------------------------------------------------------------------------

orders = st.lists(st.sampled_from(FundingSource), unique=True).map(tuple)
from_zero = st.integers(0, 100_000).map(Money.from_pence)


@law
@given(from_zero, orders, from_zero, st.tuples(from_zero, from_zero, from_zero))
def test_the_parts_of_an_overspend_add_up(
    overspend: Money, order: tuple[FundingSource, ...], limit: Money, sums: tuple[Money, ...]
) -> None:
    there = dict(zip(FundingSource, sums, strict=True))
    met = fund_overspend(overspend, OverspendTerms(order=order, limit=limit), available=there.items())
    assert Money.total(part for _, part in met.met) + met.holder + met.beyond == overspend
    assert [commitment for commitment, _ in met.met] == list(order)
    assert all(ZERO <= part <= there[commitment] for commitment, part in met.met)
    assert ZERO <= met.holder <= limit
    assert met.calls_for_reassessment is (met.beyond > ZERO)
    comes_to(met.explain(), overspend)
    # Nobody pays before the one who stands first is used up.
    used = [part == there[commitment] for commitment, part in met.met]
    for place, (_, part) in enumerate(met.met):
        assert not part or all(used[:place])
    assert not met.holder or all(used)
    assert not met.beyond or met.holder == limit


@law
@given(entries(), from_zero, from_zero, days)
def test_the_holder_never_bears_more_than_its_limit_in_all(
    drawn: tuple[Entry, ...], limit: Money, reserve: Money, day: int
) -> None:
    terms = OverspendTerms(order=(FundingSource.RESERVE,), limit=limit)
    account = fund(*drawn, commitments=COMMITMENTS, reserve=reserve)
    clauses = Clauses(contribution_risk=Party.FUNDER)
    arrangement = mary(contract={"overspend": terms, "clauses": clauses}, arrangement={"fund": account})
    at = balance_on(account, on=on_day(day))
    met = overspend_on(arrangement, on=on_day(day), policy=PLAIN)
    to_come = still_to_come(arrangement, on=on_day(day), policy=PLAIN)
    assert met.overspend == max(ZERO, -at.balance - to_come)
    borne = dict(at.sums)[EntryKind.HOLDER_BEARS]
    assert met.holder <= max(ZERO, limit - borne)


# --- what is shared ---------------------------------------------------------------------------------


def adds_up(shared: Shared, within: int = 1) -> None:
    assert Money.total(shared.sums) == shared.amount
    comes_to(shared.explain(), shared.amount)
    assert all(sum_ == ZERO for by, sum_ in zip(shared.by, shared.sums, strict=True) if not by)
    for owner, sum_ in zip(shared.owners, shared.sums, strict=True):
        assert shared.part_of(owner) == sum_
    total = sum(shared.by, Fraction(0))
    for by, sum_ in zip(shared.by, shared.sums, strict=True):
        assert total == 0 or abs(Fraction(sum_.pence) - shared.amount.pence * by / total) < within


shares = st.fractions(0, 3, max_denominator=60)
members = st.lists(st.tuples(shares, st.integers(-20, DAYS), st.none() | st.integers(0, DAYS)), max_size=5)


@law
@given(members, st.sampled_from((Rate.weekly, Rate.monthly, Rate.four_weekly)), pence, spans, pence)
def test_the_parts_of_a_pool_add_up_and_nobody_pays_for_days_outside_their_own(
    drawn: list[Any], rate: Any, cost: int, cuts: list[int], later: int
) -> None:
    people = [PoolMember(person="always", share="0.5", first_day=on_day(-1))]
    people += [
        PoolMember(
            person=f"P-{number}",
            share=share,
            first_day=on_day(first),
            last_day=OPEN_ENDED if length is None else on_day(first + length),
        )
        for number, (share, first, length) in enumerate(drawn)
    ]
    costs = Timeline(rate(Money.from_pence(cost)), (on_day(cuts[1]), rate(Money.from_pence(later))))
    pool = Pool(ref="art", cost=costs, members=tuple(people))
    span = Period(first_day=on_day(cuts[0]), last_day=on_day(cuts[2]))
    shared = pool_parts(pool, span=span, policy=PLAIN)
    adds_up(shared)
    there = [each.person for each in people if any(each.holds_on(on) for on in span)]
    assert list(shared.owners) == there
    # Day by day, in fractions.
    exact = dict.fromkeys(there, Fraction(0))
    for on in span:
        now = [each for each in people if each.holds_on(on)]
        for each in now:
            weekly = costs.on(on).per_week(52).pounds
            exact[each.person] += weekly / 7 * each.share / sum(one.share for one in now)
    assert dict(zip(shared.owners, shared.by, strict=True)) == exact


@law
@given(members, st.sampled_from((Rate.weekly, Rate.monthly)), pence, st.lists(st.integers(1, 9), max_size=6))
def test_f6_the_parts_of_a_pool_over_adjoining_spans_add_up_to_what_each_bears(
    drawn: list[Any], rate: Any, cost: int, lengths: list[int]
) -> None:
    people = [PoolMember(person="always", share="0.5", first_day=on_day(-1))]
    people += [
        PoolMember(
            person=f"P-{number}",
            share=share,
            first_day=on_day(first),
            last_day=OPEN_ENDED if length is None else on_day(first + length),
        )
        for number, (share, first, length) in enumerate(drawn)
    ]
    pool = Pool(ref="art", cost=rate(Money.from_pence(cost)), members=tuple(people))
    before: Shared | None = None
    exact: dict[str, Fraction] = {}
    shown: dict[str, Money] = {}
    begin = 0
    for length in (5, *lengths):
        span = Period(first_day=on_day(begin), last_day=on_day(begin + length - 1))
        begin += length
        before = pool_parts(pool, span=span, policy=PLAIN, after=before)
        assert Money.total(before.sums) == before.amount
        for owner, by, sum_ in zip(before.owners, before.by, before.sums, strict=True):
            assert sum_ >= ZERO
            assert by or not sum_
            exact[owner] = exact.get(owner, Fraction(0)) + by
            shown[owner] = shown.get(owner, ZERO) + sum_
    whole = pool_parts(pool, span=Period(first_day=on_day(0), last_day=on_day(begin - 1)), policy=PLAIN)
    assert Money.total(shown.values()) == whole.amount
    assert dict(zip(whole.owners, whole.by, strict=True)) == exact
    for owner, sum_ in shown.items():
        # With few members a part is within a penny; of many, some can bear less than a penny in a span.
        assert abs(sum_.pence - exact[owner] * 100) < (1 if len(people) < 4 else 2)


@law
@given(st.lists(shares, min_size=1, max_size=9), st.lists(pence, min_size=1, max_size=3), st.integers(0, 2))
def test_the_parts_of_a_block_contract_add_up(weights: list[Fraction], sums: list[int], year: int) -> None:
    block = BlockContract(
        ref="block",
        first_day=FIRST_DAY,
        yearly=tuple(map(Money.from_pence, sums)),
        people=tuple(Covered(person=f"P-{number}", weight=weight) for number, weight in enumerate(weights)),
    )
    if year >= len(sums) or not any(weights):
        try:
            year_of_block(block, year + 1)
        except IsfError:
            return
        raise AssertionError("a year that the contract does not have, or weights of zero")
    shared = year_of_block(block, year + 1)
    assert shared.amount == block.yearly[year]
    # Parts run over the years: all so far are within a penny of what is exact, and one year's so within two.
    adds_up(shared, 1 if year == 0 else 2)
    years = [year_of_block(block, number) for number in range(1, year + 2)]
    together = sum(weights, Fraction(0))
    for place, weight in enumerate(weights):
        so_far = sum(each.sums[place].pence for each in years)
        assert abs(so_far - sum(each.amount.pence for each in years) * weight / together) < (
            1 if len(weights) < 4 else 2
        )


@law
@given(st.integers(-(10**9), 10**9), st.integers(0, 60), st.integers(0, 60))
def test_the_parts_of_a_saving_add_up(saved: int, one: int, other: int) -> None:
    parts = (Fraction(one, 120), Fraction(other, 120))
    terms = SavingsTerms(
        shares=tuple(
            SavingShare(party=party, share=share) for party, share in zip(Party, (*parts, 1 - sum(parts)), strict=True)
        )
    )
    shared = share_saving(Money.from_pence(saved), terms)
    assert Money.total(part for _, part in shared.parts) == shared.saving
    comes_to(shared.explain(), shared.saving)


# --- accounts that live together --------------------------------------------------------------------

ADDED = ("TOP_UP", "PRIVATE_ADDITION")
IN = ("FUNDER_PAYMENT", "CONTRIBUTION", "PROVIDER_REFUND", "FROM_RESERVE", "HOLDER_BEARS", "TRANSFER_IN", *ADDED)
BACK = (
    *("REFUND_TO_FUNDER", "SURPLUS_RECOVERED", "REFUND_TO_PERSON", "SAVING_SHARED", "TRANSFER_OUT"),
    "REFUND_TO_PAYER",
)
TRANSFERS = (EntryKind.TRANSFER_IN, EntryKind.TRANSFER_OUT)
ENDS = TerminationTerms(
    notices=tuple(Notice(party=party, length=0, unit=NoticeUnit.DAYS) for party in Party),
    refund_days=28,
    on_change_of_holder=BalanceOnTransfer.MOVES,
)

Row = tuple[date, str, int]
"""Of the shadow: the day, the kind by name, and plain pence, below zero where it takes back."""


class Accounts(RuleBasedStateMachine):
    """Two people's accounts, day after day; beside them a ledger of plain numbers that knows nothing of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.today = FIRST_DAY
        self.number = 0
        self.funds: dict[str, Fund] = {"one": fund(), "two": fund()}
        self.shadow: dict[str, list[Row]] = {"one": [], "two": []}
        self.open = ["one", "two"]
        self.left: dict[tuple[str, str], int] = {}
        """What a correction may still take back, by account and reference."""
        self.pairs: dict[tuple[str, str], tuple[str, str]] = {}
        """The other end of a transfer."""

    def _enter(self, whose: str, kind: EntryKind, sum_: int, corrects: str | None = None) -> tuple[str, str]:
        self.number += 1
        ref = f"E-{self.number}"
        payer = "sister" if kind.name in (*ADDED, "REFUND_TO_PAYER") else None
        sum_of_it = Money.from_pence(sum_)
        made = Entry(ref=ref, on=self.today, kind=kind, amount=sum_of_it, corrects=corrects, party=payer)
        self.funds[whose] = self.funds[whose].plus(made)
        self.shadow[whose].append((self.today, kind.name, sum_ if corrects is None else -sum_))
        if corrects is None:
            self.left[whose, ref] = sum_
        return whose, ref

    def _taken_back(self, at: tuple[str, str], sum_: int) -> None:
        whose, ref = at
        kind = next(entry.kind for entry in self.funds[whose].entries or () if entry.ref == ref)
        self.left[at] -= sum_
        self._enter(whose, kind, sum_, corrects=ref)

    @rule(later=st.integers(1, 20))
    def time_goes_by(self, later: int) -> None:
        self.today += timedelta(days=later)

    @precondition(lambda self: self.open)
    @rule(
        which=st.integers(0, 9),
        kind=st.sampled_from([kind for kind in EntryKind if kind not in TRANSFERS]),
        sum_=pence,
    )
    def something_is_entered(self, which: int, kind: EntryKind, sum_: int) -> None:
        self._enter(self.open[which % len(self.open)], kind, sum_)

    @precondition(lambda self: len(self.open) > 1)
    @rule(which=st.integers(0, 9), other=st.integers(1, 9), sum_=pence)
    def money_moves_from_one_to_another(self, which: int, other: int, sum_: int) -> None:
        there = self.open[which % len(self.open)]
        others = [each for each in self.open if each != there]
        one = self._enter(there, EntryKind.TRANSFER_OUT, sum_)
        two = self._enter(others[other % len(others)], EntryKind.TRANSFER_IN, sum_)
        self.pairs[one], self.pairs[two] = two, one

    @precondition(lambda self: any(at[0] in self.open and left for at, left in self.left.items()))
    @rule(which=st.integers(0, 2**20), percent=st.integers(1, 100))
    def something_is_corrected(self, which: int, percent: int) -> None:
        may = [at for at, left in self.left.items() if left and at[0] in self.open]
        at = may[which % len(may)]
        sum_ = -(-self.left[at] * percent // 100)
        other = self.pairs.get(at)
        if other is None:
            self._taken_back(at, sum_)
        elif other[0] in self.open:  # both ends, or neither
            self._taken_back(at, sum_)
            self._taken_back(other, sum_)

    @precondition(lambda self: self.open)
    @rule(which=st.integers(0, 2**20), more=st.integers(1, 5))
    def more_is_not_taken_back_than_is_left(self, which: int, more: int) -> None:
        may = [at for at in self.left if at[0] in self.open]
        if not may:
            return
        whose, ref = may[which % len(may)]
        kind = next(entry.kind for entry in self.funds[whose].entries or () if entry.ref == ref)
        sum_ = Money.from_pence(self.left[whose, ref] + more)
        try:
            self.funds[whose].plus(Entry(ref="too much", on=self.today, kind=kind, amount=sum_, corrects=ref))
        except IsfError:
            return
        raise AssertionError("more was taken back than was left")

    @precondition(lambda self: self.open)
    @rule(
        which=st.integers(0, 9),
        reason=st.sampled_from(
            (TerminationReason.ORDINARY, TerminationReason.DEATH, TerminationReason.CHANGE_OF_HOLDER)
        ),
    )
    def one_is_closed(self, which: int, reason: TerminationReason) -> None:
        whose = self.open[which % len(self.open)]
        ending = Termination(party=Party.FUNDER, reason=reason, given_on=self.today, liabilities=())
        arrangement = mary(
            budget={"actual": Rate.weekly("50"), "contribution": Rate.weekly("9.99")},
            payment={"basis": Basis.NET},
            contract={"termination": ENDS, "clauses": Clauses(contribution_risk=Party.HOLDER)},
            arrangement={"fund": self.funds[whose], "endings": (ending,)},
        )
        final = final_account_on(arrangement, on=self.today, policy=NUMBERS)
        for each in final.entries():
            self._enter(whose, each.kind, each.amount.pence)
        self.open.remove(whose)
        assert self._held(whose) == 0
        if final.transferred:
            to = f"{whose}, then"
            self.funds[to], self.shadow[to] = fund(), []
            self.open.append(to)
            for opening in final.opening_entries():
                # The other end is closed: neither is corrected any more.
                del self.left[self._enter(to, opening.kind, opening.amount.pence)]

    def _held(self, whose: str, on: date | None = None) -> int:
        came, spent, back = self._sides(whose, on or self.today)
        return came - spent - back

    def _sides(self, whose: str, on: date) -> tuple[int, int, int]:
        rows = [row for row in self.shadow[whose] if row[0] <= on]
        came = sum(sum_ for _, kind, sum_ in rows if kind in IN)
        back = sum(sum_ for _, kind, sum_ in rows if kind in BACK)
        return came, sum(sum_ for _, _, sum_ in rows) - came - back, back

    @invariant()
    def each_account_is_what_the_plain_ledger_says(self) -> None:
        for whose, account in self.funds.items():
            for on in (FIRST_DAY, self.today - timedelta(days=7), self.today):
                then = balance_on(account, on=on)
                sides = (then.came_in.pence, then.spent.pence, then.returned.pence)
                assert sides == self._sides(whose, on)
                assert then.balance.pence == self._held(whose, on)
                assert then.came_in == then.spent + then.returned + then.balance
                by_kind = {kind.name: sum_.pence for kind, sum_ in then.sums}
                for kind in EntryKind:
                    rows = [row for row in self.shadow[whose] if row[0] <= on and row[1] == kind.name]
                    assert by_kind[kind.name] == sum(sum_ for _, _, sum_ in rows)

    @invariant()
    def nothing_is_lost_between_them(self) -> None:
        came = spent = returned = held = 0
        for account in self.funds.values():
            then = balance_on(account, on=self.today)
            sums = dict(then.sums)
            came += then.came_in.pence - sums[EntryKind.TRANSFER_IN].pence
            returned += then.returned.pence - sums[EntryKind.TRANSFER_OUT].pence
            spent += then.spent.pence
            held += then.balance.pence
        assert came == spent + returned + held
        outside = [row for rows in self.shadow.values() for row in rows if "TRANSFER" not in row[1]]
        assert held == sum(sum_ if kind in IN else -sum_ for _, kind, sum_ in outside)


def test_the_shadow_knows_the_sides_of_all_kinds() -> None:
    assert {kind.name for kind in EntryKind if kind.side is Side.IN} == set(IN)
    assert {kind.name for kind in EntryKind if kind.side is Side.RETURNED} == set(BACK)


TestAccounts = Accounts.TestCase
TestAccounts.settings = settings(deadline=None, max_examples=30, stateful_step_count=25)
