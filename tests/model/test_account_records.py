"""The account and what goes with it: what has no meaning is refused, what was really entered is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, DAY_BEFORE, LAST, ON, ONE_DAY, START
from support.refusing import refused

from isf_core.errors import DanglingReference, ImpossiblePeriod, IsfError, NotADate, NotExact, TooLarge
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    QUESTIONS,
    Accreditation,
    AdultOutcome,
    Answer,
    Answered,
    Arrangement,
    Bill,
    BlockContract,
    CarerOutcome,
    CarryForward,
    ChangeKind,
    Choice,
    Clause,
    Clauses,
    Commitment,
    Covered,
    DeploymentOption,
    Employer,
    Entry,
    EntryKind,
    Form,
    Fund,
    FundingSource,
    HoursEntry,
    HoursKind,
    Lifecycle,
    NeedsAssessment,
    Notice,
    NoticeUnit,
    Outcome,
    OverspendTerms,
    Party,
    Person,
    Pool,
    PoolMember,
    Provider,
    Representative,
    SavingShare,
    SavingsTerms,
    Side,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Termination,
    TerminationReason,
    TerminationTerms,
    VisitRecord,
)
from isf_core.values import Money, Rate, Timeline
from isf_core.values.dates import Period

VAST = 10**10_000
LONG = "x" * 1_000_000
MOMENT = datetime(2026, 4, 6, tzinfo=UTC)
FUNDED = EntryKind.FUNDER_PAYMENT
SPENT = EntryKind.DIRECT_SUPPORT


def entry(ref: str, amount: Any, kind: EntryKind = SPENT, **facts: Any) -> Entry:
    """An entry on Mary's first day, where nothing else is said."""
    return Entry(**{"ref": ref, "on": START, "kind": kind, "amount": amount, **facts})


PAID = entry("E-1", "337.50", FUNDED)
BOUGHT = entry("E-2", 300)
WEEK = Period(first_day=START, last_day=date(2026, 4, 12))
PROMISED = Commitment(ref="K-1", on=START, amount=60)


# Entries and their sides

SIDES = {
    EntryKind.FUNDER_PAYMENT: Side.IN,
    EntryKind.CONTRIBUTION: Side.IN,
    EntryKind.PROVIDER_REFUND: Side.IN,
    EntryKind.FROM_RESERVE: Side.IN,
    EntryKind.HOLDER_BEARS: Side.IN,
    EntryKind.TRANSFER_IN: Side.IN,
    EntryKind.TOP_UP: Side.IN,
    EntryKind.PRIVATE_ADDITION: Side.IN,
    EntryKind.DIRECT_SUPPORT: Side.SPENT,
    EntryKind.SHARED_SUPPORT: Side.SPENT,
    EntryKind.OTHER_PROVIDER: Side.SPENT,
    EntryKind.MANAGEMENT_FEE: Side.SPENT,
    EntryKind.CANCELLED_VISIT: Side.SPENT,
    EntryKind.ONE_OFF: Side.SPENT,
    EntryKind.TO_RESERVE: Side.SPENT,
    EntryKind.IN_LIEU_OF_NOTICE: Side.SPENT,
    EntryKind.LIABILITY: Side.SPENT,
    EntryKind.REFUND_TO_FUNDER: Side.RETURNED,
    EntryKind.SURPLUS_RECOVERED: Side.RETURNED,
    EntryKind.REFUND_TO_PERSON: Side.RETURNED,
    EntryKind.SAVING_SHARED: Side.RETURNED,
    EntryKind.TRANSFER_OUT: Side.RETURNED,
    EntryKind.REFUND_TO_PAYER: Side.RETURNED,
}
KINDS = pytest.mark.parametrize("kind", EntryKind, ids=lambda kind: kind.name)


def test_each_kind_comes_in_is_spent_or_is_returned() -> None:
    assert {kind: kind.side for kind in EntryKind} == SIDES


@KINDS
def test_an_entry_adds_to_its_kind_and_a_correction_takes_back(kind: EntryKind) -> None:
    first, back = entry("E-1", "12.34", kind), entry("E-2", "12.34", kind, corrects="E-1")
    assert (first.pence, back.pence) == (1234, -1234)
    assert first.signed == Money("12.34" if SIDES[kind] is Side.IN else "-12.34"), "what it does to the balance"
    assert first.signed + back.signed == Money(0)


# What a fund refuses

REFUSED: dict[str, tuple[Callable[[], object], type[IsfError], str]] = {
    "two entries of one reference": (
        lambda: Fund(entries=(PAID, BOUGHT, PAID.replace(amount=1))),
        IsfError,
        "Fund.entries: two have the reference 'E-1'",
    ),
    "two commitments of one reference": (
        lambda: Fund(commitments=(PROMISED, PROMISED)),
        IsfError,
        "Fund.commitments: two have the reference 'K-1'",
    ),
    "two bills of one reference": (
        lambda: Fund(bills=(Bill(ref="B", on=START, amount=Money(1)), Bill(ref="B", on=ON, amount=Money(2)))),
        IsfError,
        "Fund.bills: two have the reference 'B'",
    ),
    "two visits of one reference": (
        lambda: Fund(visits=(VisitRecord(ref="VIS", on=START), VisitRecord(ref="VIS", on=ON))),
        IsfError,
        "Fund.visits: two have the reference 'VIS'",
    ),
    "a correction of what is not there": (
        lambda: Fund(entries=(BOUGHT, entry("E-3", 1, corrects="E-9"))),
        DanglingReference,
        "Fund.entries[E-3].corrects: 'E-9' is no entry of the fund",
    ),
    "a correction of itself": (
        lambda: Fund(entries=(entry("E-3", 1, corrects="E-3"),)),
        IsfError,
        "Fund.entries[E-3].corrects: 'E-3' is a correction itself",
    ),
    "a correction of a correction": (
        lambda: Fund(entries=(BOUGHT, entry("E-3", 2, corrects="E-2"), entry("E-4", 1, corrects="E-3"))),
        IsfError,
        "Fund.entries[E-4].corrects: 'E-3' is a correction itself",
    ),
    "two that correct each other": (
        lambda: Fund(entries=(entry("E-3", 1, corrects="E-4"), entry("E-4", 1, corrects="E-3"))),
        IsfError,
        "is a correction itself",
    ),
    "a correction of another kind": (
        lambda: Fund(entries=(PAID, entry("E-3", 1, corrects="E-1"))),
        IsfError,
        "Fund.entries[E-3].corrects: 'E-1' is a payment by the funder",
    ),
    "a correction dated a day before": (
        lambda: Fund(entries=(BOUGHT, entry("E-3", 1, corrects="E-2", on=DAY_BEFORE))),
        IsfError,
        "Fund.entries[E-3].corrects: 2026-04-05 is before 2026-04-06",
    ),
    "a correction of a penny more than there was": (
        lambda: Fund(entries=(BOUGHT, entry("E-3", "300.01", corrects="E-2"))),
        IsfError,
        "'E-2' has less than 300.01 left to take back",
    ),
    "corrections that together take a penny too much": (
        lambda: Fund(entries=(BOUGHT, entry("E-3", 200, corrects="E-2"), entry("E-4", "100.01", corrects="E-2"))),
        IsfError,
        "Fund.entries[E-4].corrects: 'E-2' has less than 100.01 left to take back",
    ),
    "many small corrections that take too much": (
        lambda: Fund(entries=(BOUGHT, *(entry(f"R-{place}", 100, corrects="E-2") for place in range(4)))),
        IsfError,
        "Fund.entries[R-3].corrects",
    ),
    "the meeting of an unknown commitment": (
        lambda: Fund(entries=(BOUGHT.replace(commitment="K-9"),), commitments=(PROMISED,)),
        DanglingReference,
        "Fund.entries[E-2].commitment: 'K-9' is no commitment of the fund; it has K-1",
    ),
    "the meeting of a commitment where there are none": (
        lambda: Fund(entries=(BOUGHT.replace(commitment="K-1"),), commitments=()),
        DanglingReference,
        "it has none",
    ),
    "an entry of 0.00": (
        lambda: entry("E-1", 0),
        IsfError,
        "amount: 0.00 is not above zero; give a sum above 0.00",
    ),
    "a funder's payment of 0.00 for no days": (lambda: entry("E-1", 0, FUNDED), IsfError, "Entry.amount: 0.00 is not"),
    "a funder's payment below zero": (
        lambda: entry("E-1", "-0.01", FUNDED, period=WEEK),
        IsfError,
        "Entry.amount: -0.01 is below zero",
    ),
    "a correction by 0.00": (
        lambda: entry("E-9", 0, FUNDED, period=WEEK, corrects="E-1"),
        IsfError,
        "Entry.amount: 0.00 is not above zero",
    ),
    "another entry of 0.00 for some days": (lambda: entry("E-1", 0, period=WEEK), IsfError, "0.00 is not above zero"),
    "an entry below zero": (lambda: entry("E-1", "-0.01"), IsfError, "Entry.amount: -0.01 is not above zero"),
    "a commitment below zero": (lambda: PROMISED.replace(amount="-0.01"), IsfError, "Commitment.amount"),
    "a commitment that ends before it begins": (
        lambda: PROMISED.replace(until=DAY_BEFORE),
        ImpossiblePeriod,
        "Commitment.until: 2026-04-05 is before 2026-04-06",
    ),
    "a bill of 0.00": (lambda: Bill(ref="B", on=START, amount=0), IsfError, "Bill.amount: 0.00 is not above zero"),
    "a reserve below zero": (lambda: Fund(reserve="-0.01"), IsfError, "Fund.reserve"),
    "one entry more that has a reference already": (
        lambda: Fund(entries=(PAID,)).plus(PAID),
        IsfError,
        "Fund.entries: two have the reference 'E-1'",
    ),
    "more of what is no entry": (
        lambda: Fund().plus(PROMISED),  # type: ignore[arg-type]
        IsfError,
        "Fund.entries[0]: a Commitment does not fit here",
    ),
}


@pytest.mark.parametrize(("make", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_a_fund_refuses(make: Callable[[], object], error: type[IsfError], message: str) -> None:
    refused(make, message, kind=error)


# What a fund takes

TAKEN: dict[str, tuple[Entry, ...]] = {
    "nothing": (),
    "a correction of the whole": (BOUGHT, entry("E-3", 300, corrects="E-2")),
    "corrections that together take the whole": (
        BOUGHT,
        entry("E-3", 200, corrects="E-2"),
        entry("E-4", 100, corrects="E-2"),
    ),
    "a correction on the same day": (BOUGHT, entry("E-3", 1, corrects="E-2", on=START)),
    "a correction a year on": (BOUGHT, entry("E-3", 1, corrects="E-2", on=LAST)),
    "the meeting of a promise by two": (BOUGHT.replace(commitment="K-1"), entry("E-3", 9, commitment="K-1")),
    "a correction of what came in": (PAID, entry("E-3", "337.50", FUNDED, corrects="E-1")),
}


@pytest.mark.parametrize("entries", TAKEN.values(), ids=TAKEN)
def test_a_fund_takes_entries_in_any_order(entries: tuple[Entry, ...]) -> None:
    for order in permutations(entries):
        assert Fund(entries=order, commitments=(PROMISED,)).entries == order, "as they were recorded"


def test_one_too_many_is_refused_in_any_order() -> None:
    entries = (BOUGHT, entry("E-3", 200, corrects="E-2"), entry("E-4", "100.01", corrects="E-2"))
    for order in permutations(entries):
        refused(lambda order=order: Fund(entries=order), "'E-2' has less than")  # type: ignore[misc]


def test_a_commitment_is_not_missing_where_none_is_recorded() -> None:
    assert Fund(entries=(BOUGHT.replace(commitment="K-9"),)).commitments is None


def test_references_are_each_of_their_own_sort() -> None:
    fund = Fund(
        entries=(entry("1", 1),),
        commitments=(Commitment(ref="1", on=START, amount=1),),
        bills=(Bill(ref="1", on=START, amount=Money(1)),),
        visits=(VisitRecord(ref="1", on=START),),
    )
    assert fund.replace() == fund
    alike = (entry("a" * 400, 1), entry("a" * 401, 1))
    assert Fund(entries=alike).entries == alike, "compared whole, and quoted short"


def test_more_entries_leave_the_first_fund_as_it_was() -> None:
    none = Fund(reserve=Money(5))
    one = none.plus(PAID)
    two = one.plus(BOUGHT, entry("E-3", 1, corrects="E-2"))
    assert (none.entries, one.entries) == (None, (PAID,))
    assert [each.ref for each in two.entries or ()] == ["E-1", "E-2", "E-3"]
    assert two.reserve == Money(5)
    assert one.plus() == one
    assert none.plus().entries == (), "recorded that there are none"


def test_a_fund_of_very_many_entries_is_checked_at_once() -> None:
    many = tuple(entry(f"E-{place}", 2) for place in range(10_000))
    back = tuple(entry(f"R-{place}", 1, corrects=f"E-{place}") for place in range(10_000))
    assert len(Fund(entries=(*back, *many)).entries or ()) == 20_000
    refused(lambda: Fund(entries=(*back, *many, entry("R", 3, corrects="E-0"))), "Fund.entries[R].corrects")
    refused(lambda: Fund(entries=many * 11), "110,000 entries are too many", kind=TooLarge)


# Surplus, carry-forwards, overspend, savings

CAP = {"share": "0.5", "of": SurplusBase.REGULAR_PAYMENT}


@pytest.mark.parametrize(
    "facts", [CAP, {"weeks": 8}, {**CAP, "weeks": 8}, {**CAP, "or_named_need": True}], ids=lambda facts: "-".join(facts)
)
def test_a_cap_is_by_amount_by_age_or_by_both(facts: dict[str, Any]) -> None:
    rule = SurplusRule(**facts)
    assert (rule.share, rule.weeks) == (Fraction(1, 2) if "share" in facts else None, facts.get("weeks"))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "SurplusRule: neither an amount nor an age"),
        ({"or_named_need": True}, "SurplusRule: neither an amount nor an age"),
        ({"share": "0.5"}, "SurplusRule.of: a share without a base"),
        ({"share": 0}, "SurplusRule.of: a share without a base"),
        ({"of": SurplusBase.WEEKLY_BUDGET}, "SurplusRule.of"),
        ({"share": "0.5", "weeks": 8}, "SurplusRule.of"),
        ({"of": SurplusBase.WEEKLY_BUDGET, "weeks": 8}, "SurplusRule.of"),
        ({"no_cap": True, "weeks": 8}, "SurplusRule.no_cap: a cap, and that there is none"),
    ],
)
def test_half_a_cap_is_none(facts: dict[str, Any], message: str) -> None:
    refused(lambda: SurplusRule(**facts), message)


SET_ASIDE = CarryForward(ref="CF-1", amount=200, outcome="church", first_day=START, last_day=LAST)


def test_money_set_aside_holds_on_its_first_and_its_last_day() -> None:
    holds = {day: SET_ASIDE.holds_on(day) for day in (DAY_BEFORE, START, DAY_AFTER, LAST, LAST + ONE_DAY)}
    assert [*holds.values()] == [False, True, True, True, False]
    one_day = SET_ASIDE.replace(last_day=START)
    assert [one_day.holds_on(day) for day in (DAY_BEFORE, START, DAY_AFTER)] == [False, True, False]
    refused(lambda: SET_ASIDE.replace(last_day=DAY_BEFORE), "CarryForward.last_day", kind=ImpossiblePeriod)


def test_what_a_plan_sets_aside_or_shares_has_a_reference_of_its_own() -> None:
    pool = Pool(ref="night", cost=Rate.weekly(90), members=(member("P-1"),))
    assert SupportPlan(carry_forwards=(SET_ASIDE, SET_ASIDE.replace(ref="CF-2")), pools=(pool,)).pools == (pool,)
    refused(lambda: SupportPlan(carry_forwards=(SET_ASIDE, SET_ASIDE)), "SupportPlan.carry_forwards", "'CF-1'")
    refused(lambda: SupportPlan(pools=(pool, pool)), "SupportPlan.pools", "'night'")


def test_what_is_carried_forward_is_for_an_outcome_that_the_plan_has() -> None:
    church, bath = Outcome(ref="church"), Outcome(ref="bath")
    for known in (None, (church,), (bath, church)):
        assert SupportPlan(outcomes=known, carry_forwards=(SET_ASIDE,)).carry_forwards == (SET_ASIDE,)
    for lacking in ((), (bath,)):
        refused(
            lambda lacking=lacking: SupportPlan(outcomes=lacking, carry_forwards=(SET_ASIDE,)),  # type: ignore[misc]
            "SupportPlan.carry_forwards[CF-1].outcome",
            "'church'",
            kind=DanglingReference,
        )


def test_a_share_of_the_regular_payment_is_no_more_than_a_years() -> None:
    assert SurplusRule(share="13", of=SurplusBase.REGULAR_PAYMENT).share == 13
    assert SurplusRule(share="13.01", of=SurplusBase.WEEKLY_BUDGET).share == Fraction("13.01")
    for share in ("13.01", 50, 520):
        refused(
            lambda share=share: SurplusRule(share=share, of=SurplusBase.REGULAR_PAYMENT),  # type: ignore[misc]
            "SurplusRule.share",
            "more than a year's",
        )


def test_an_overspend_is_met_from_each_once_in_an_order() -> None:
    for order in (
        (),
        *((each,) for each in FundingSource),
        *permutations(FundingSource, 2),
        *permutations(FundingSource),
    ):
        assert OverspendTerms(order=order).order == order
    for wrong in (
        (FundingSource.SURPLUS, FundingSource.SURPLUS),
        (FundingSource.SURPLUS, FundingSource.CONTINGENCY, FundingSource.SURPLUS),
    ):
        refused(lambda wrong=wrong: OverspendTerms(order=wrong), "stands twice")  # type: ignore[misc]
    refused(
        lambda: OverspendTerms(order=(*FundingSource, FundingSource.SURPLUS)), "4 entries are too many", kind=TooLarge
    )


def test_a_saving_is_shared_by_each_party_once_whatever_it_adds_up_to() -> None:
    half = SavingShare(party=Party.PERSON, share="0.5")
    for shares in ((half,), (half, half.replace(party=Party.FUNDER)), [half]):
        assert SavingsTerms(shares=shares).shares == tuple(shares)
    twice: tuple[Any, ...] = ((), [], (half, half), (half, half.replace(share=0)))
    for wrong in twice:
        refused(lambda wrong=wrong: SavingsTerms(shares=wrong), "SavingsTerms.shares: ")  # type: ignore[misc]


# Ending

FOUR_WEEKS = Notice(party=Party.FUNDER, length=4, unit=NoticeUnit.WEEKS)
AT_ONCE = Notice(party=Party.FUNDER, length=0, unit=NoticeUnit.DAYS, reason=TerminationReason.SAFEGUARDING)
FOR_BREACH = Notice(party=Party.HOLDER, length=7, unit=NoticeUnit.DAYS, reason=TerminationReason.BREACH)
ENDING = TerminationTerms(notices=(FOUR_WEEKS, AT_ONCE, FOR_BREACH))


@pytest.mark.parametrize(
    ("party", "reason", "notice"),
    [
        (Party.FUNDER, TerminationReason.ORDINARY, FOUR_WEEKS),
        (Party.FUNDER, TerminationReason.SAFEGUARDING, AT_ONCE),  # 0 days are a notice
        (Party.FUNDER, TerminationReason.DEATH, FOUR_WEEKS),  # no notice of its own
        (Party.HOLDER, TerminationReason.BREACH, FOR_BREACH),
        (Party.HOLDER, TerminationReason.ORDINARY, None),  # the notice for a breach is for nothing else
        (Party.HOLDER, TerminationReason.SAFEGUARDING, None),
        (Party.PERSON, TerminationReason.ORDINARY, None),
    ],
)
def test_the_notice_for_a_cause_is_its_own_or_else_the_ordinary(
    party: Party, reason: TerminationReason, notice: Notice | None
) -> None:
    assert ENDING.notice_of(party, reason) is notice


def test_each_party_and_cause_has_one_notice() -> None:
    every = tuple(FOUR_WEEKS.replace(party=party, reason=reason) for party in Party for reason in TerminationReason)
    assert TerminationTerms(notices=every).notices == every
    refused(lambda: TerminationTerms(notices=(AT_ONCE, AT_ONCE.replace(length=1))), "two entries for one party and")
    refused(
        lambda: TerminationTerms(notices=(FOUR_WEEKS, FOUR_WEEKS.replace(reason=TerminationReason.ORDINARY))),
        "two entries",
    )


def test_a_death_may_be_told_of_after_the_last_day() -> None:
    told_late = Termination(party=Party.PERSON, reason=TerminationReason.DEATH, given_on=AUTUMN, last_day=START)
    assert told_late.last_day == START


# Pools and blocks


def member(person: str, first_day: date = START, last_day: Any = OPEN_ENDED, **facts: Any) -> PoolMember:
    """A member of a pool, with half of it."""
    return PoolMember(**{"person": person, "share": "0.5", "first_day": first_day, "last_day": last_day, **facts})


def pool(*members: PoolMember) -> Pool:
    """A pool of some members."""
    return Pool(ref="night", cost=Rate.weekly(90), members=members)


def test_a_member_is_one_on_their_first_and_their_last_day() -> None:
    days = (DAY_BEFORE, START, DAY_AFTER, LAST, LAST + ONE_DAY, date.max)
    assert [member("a", START, LAST).holds_on(day) for day in days] == [False, True, True, True, False, False]
    assert [member("a").holds_on(day) for day in days] == [False, True, True, True, True, True], "open-ended"
    refused(lambda: member("a", START, DAY_BEFORE), "PoolMember.last_day", kind=ImpossiblePeriod)
    for wrong in (None, "open-ended", NOT_STATED, MOMENT):
        refused(lambda wrong=wrong: member("a", START, wrong), "PoolMember.last_day", kind=NotADate)  # type: ignore[misc]


@pytest.mark.parametrize(
    "members",
    [
        (member("a"),),
        (member("a"), member("b")),
        (member("a", START, START), member("a", DAY_AFTER, LAST)),  # the spells adjoin
        (member("a", AUTUMN), member("a", START, AUTUMN - ONE_DAY)),  # in any order
        (member("a", START, LAST, share=0), member("b", share=7)),  # whether they add up is a finding's to say
        (member("a", date.min, date.min), member("a", date.max, date.max)),
    ],
)
def test_a_pool_takes_whoever_is_in_it_once_a_day(members: tuple[PoolMember, ...]) -> None:
    for order in permutations(members):
        assert pool(*order).members == order


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ((), "Pool.members: nobody shares it"),
        ((member("a"), member("a", AUTUMN)), "Pool.members: 'a' twice on 2026-10-01"),
        ((member("a", START, AUTUMN), member("a", AUTUMN)), "'a' twice on 2026-10-01"),
        ((member("a", START, LAST), member("a", DAY_AFTER, DAY_AFTER), member("a", LAST)), "'a' twice on 2026-04-07"),
        ((member("a", START, START), member("b"), member("a", START, START)), "'a' twice on 2026-04-06"),
    ],
)
def test_a_pool_refuses_nobody_and_one_person_twice(members: tuple[PoolMember, ...], message: str) -> None:
    for order in permutations(members):
        refused(lambda order=order: pool(*order), message)  # type: ignore[misc]


def test_what_a_pool_costs_may_change() -> None:
    changing = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(96)))
    assert pool(member("a")).cost == Timeline(Rate.weekly(90))
    assert pool(member("a")).replace(cost=changing).cost == changing


HALF = Covered(person="P-001", weight="0.5")
BLOCK: dict[str, Any] = {"ref": "B-1", "first_day": START, "yearly": (Money(90_000),), "people": (HALF,)}


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"yearly": ()}, "BlockContract.yearly: no sum"),
        ({"people": ()}, "BlockContract.people: nobody to divide it among"),
        ({"yearly": (), "people": ()}, "BlockContract.yearly"),
        ({"yearly": (Money(1), Money("-0.01"))}, "BlockContract.yearly: a sum is below zero"),
        ({"people": (HALF, HALF.replace(weight=2))}, "BlockContract.people: 'P-001' twice; give each day once"),
        (
            {"people": (HALF.replace(first_day=AUTUMN), HALF.replace(last_day=AUTUMN))},
            f"BlockContract.people: 'P-001' twice on {AUTUMN}; give each day once",
        ),
        ({"yearly": (Money(1),) * 51}, "51 entries are too many"),
    ],
)
def test_a_block_is_a_sum_for_each_year_among_people_named_once(facts: dict[str, Any], message: str) -> None:
    assert BlockContract(**BLOCK).people == (HALF,)
    refused(lambda: BlockContract(**{**BLOCK, **facts}), message)


# Clauses, needs, register


@pytest.mark.parametrize("years", [None, 0, 1, 6, 99, 100, NOT_STATED])
def test_records_are_kept_for_whole_years_or_the_contract_is_silent(years: Any) -> None:
    assert Clauses(records_years=years).records_years is years


@pytest.mark.parametrize(
    ("years", "error"),
    [(-1, TooLarge), (101, TooLarge), (VAST, TooLarge), *((wrong, NotExact) for wrong in (True, "6", 6.0, Clause, ON))],
    ids=lambda given: getattr(given, "__name__", "a number")[:20],
)
def test_any_other_number_of_years_is_refused(years: Any, error: type[IsfError]) -> None:
    refused(lambda: Clauses(records_years=years), "Clauses.records_years", kind=error)


def test_what_is_stated_is_a_clause_and_never_a_yes() -> None:
    clause = Clause(reference="11")
    assert Clauses(no_clawback=clause, savings=NOT_STATED).no_clawback == clause
    for wrong in (True, "11", Party.PERSON, ("11",)):
        refused(lambda wrong=wrong: Clauses(no_clawback=wrong), "give the Clause, or NOT_STATED")  # type: ignore[misc]


def test_two_changes_want_permission_and_the_rest_is_day_to_day() -> None:
    wanted = [change for change in ChangeKind if not change.is_day_to_day]
    assert wanted == [ChangeKind.NEW_OUTCOME, ChangeKind.ABOVE_BUDGET]


def test_the_regulations_have_ten_outcomes_for_an_adult_and_eight_for_a_carer() -> None:
    assert (len(AdultOutcome), len(CarerOutcome)) == (10, 8)
    assert len({each.value for each in AdultOutcome}) == 10, "no two are one under two names"


@pytest.mark.parametrize("found", [(), tuple(AdultOutcome), tuple(CarerOutcome), (CarerOutcome.NUTRITION,)])
def test_an_assessment_finds_outcomes_of_an_adult_or_of_a_carer(found: Any) -> None:
    assert NeedsAssessment(not_achieved=found).not_achieved == found


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ((AdultOutcome.NUTRITION, CarerOutcome.NUTRITION), "not_achieved[1]: a CarerOutcome is no AdultOutcome"),
        ((CarerOutcome.NUTRITION, AdultOutcome.NUTRITION), "not_achieved[1]: an AdultOutcome is no CarerOutcome"),
        ((CarerOutcome.CHILDREN, CarerOutcome.RECREATION, AdultOutcome.TOILET), "not_achieved[2]"),
        ((CarerOutcome.NUTRITION,) * 2, "not_achieved: 'NUTRITION' stands twice"),
        ((Party.PERSON,), "not_achieved[0]: a Party is no AdultOutcome"),
        (("nutrition",), "not_achieved[0]: 'nutrition' is no AdultOutcome; give one of AdultOutcome.NUTRITION"),
        ((AdultOutcome.TOILET,) * 101, "not_achieved: 101 entries are too many"),
        ({AdultOutcome.TOILET}, "not_achieved: a set is not a tuple"),
        (AdultOutcome, "not_achieved: an EnumType is not a tuple"),
        (AdultOutcome.TOILET, "not_achieved: an AdultOutcome is not a tuple"),
    ],
)
def test_it_never_mixes_them(found: Any, message: str) -> None:
    refused(lambda: NeedsAssessment(not_achieved=found), "NeedsAssessment." + message)


def test_an_outcome_of_the_plan_may_be_of_either() -> None:
    for area in (*AdultOutcome, *CarerOutcome):
        assert Outcome(ref="a", area=area).area is area


def test_an_accreditation_answers_each_question_once() -> None:
    every = tuple(Answered(question=number, answer=Answer.YES) for number in range(1, QUESTIONS + 1))
    assert Accreditation(answers=every).answers == every
    assert Accreditation(answers=()).answers == ()
    refused(lambda: Accreditation(answers=(*every[:3], every[1])), "Accreditation.answers: question 2 stands twice")
    refused(lambda: Accreditation(answers=(every[0], every[0].replace(answer=Answer.NO))), "question 1 stands twice")
    refused(lambda: Accreditation(answers=(*every, every[0])), "20 entries are too many", kind=TooLarge)


def test_an_arrangement_names_each_provider_once() -> None:
    art = Provider(ref="P-9", employer=Employer.PERSON, directed_by_employer=True)
    mary = Arrangement(person=Person(ref="P-001"), providers=[art, Provider(ref="H-7")])
    assert len(mary.providers or ()) == 2
    refused(lambda: mary.replace(providers=(art, Provider(ref="P-9"))), "Arrangement.providers: two have the reference")


def test_somebody_may_act_for_the_person_in_two_ways() -> None:
    both = (Representative(ref="R-1"), Representative(ref="R-1", name="A"))
    assert Lifecycle(representatives=both).representatives == both


PARTIES = {
    Form.TWO_WAY: {Party.FUNDER, Party.HOLDER},
    Form.THREE_WAY: {Party.FUNDER, Party.HOLDER, Party.PERSON},
    Form.PERSON_AND_HOLDER: {Party.HOLDER, Party.PERSON},
}


@pytest.mark.parametrize("form", Form, ids=lambda form: form.name)
def test_each_form_has_its_parties(form: Form) -> None:
    assert set(form.parties) == PARTIES[form]
    assert len(form.parties) == len(PARTIES[form]), "each once"


# Hostile input

HOSTILE: dict[str, Callable[[Any], object]] = {
    "Entry.amount": lambda given: entry("E-1", given),
    "Entry.on": lambda given: PAID.replace(on=given),
    "Entry.period": lambda given: PAID.replace(period=given),
    "Entry.outcomes": lambda given: PAID.replace(outcomes=given),
    "Commitment.amount": lambda given: PROMISED.replace(amount=given),
    "Commitment.until": lambda given: PROMISED.replace(until=given),
    "Fund.entries": lambda given: Fund(entries=given),
    "Fund.surplus_told_on": lambda given: Fund(surplus_told_on=(START, given)),
    "Fund.reserve": lambda given: Fund(reserve=given),
    "VisitRecord.minutes": lambda given: VisitRecord(ref="VIS", on=START, minutes=given),
    "VisitRecord.notice_hours": lambda given: VisitRecord(ref="VIS", on=START, notice_hours=given),
    "VisitRecord.charged": lambda given: VisitRecord(ref="VIS", on=START, charged=given),
    "HoursEntry.hours": lambda given: HoursEntry(on=START, kind=HoursKind.USED, hours=given),
    "PoolMember.share": lambda given: member("a", share=given),
    "PoolMember.last_day": lambda given: member("a", last_day=given),
    "Pool.cost": lambda given: pool(member("a")).replace(cost=given),
    "Covered.weight": lambda given: HALF.replace(weight=given),
    "BlockContract.yearly": lambda given: BlockContract(**{**BLOCK, "yearly": (given,)}),
    "BlockContract.people": lambda given: BlockContract(**{**BLOCK, "people": given}),
    "SurplusRule.share": lambda given: SurplusRule(share=given, of=SurplusBase.WEEKLY_BUDGET),
    "SurplusRule.weeks": lambda given: SurplusRule(weeks=given),
    "CarryForward.amount": lambda given: SET_ASIDE.replace(amount=given),
    "SavingShare.share": lambda given: SavingShare(party=Party.PERSON, share=given),
    "OverspendTerms.limit": lambda given: OverspendTerms(order=(), limit=given),
    "Notice.length": lambda given: FOUR_WEEKS.replace(length=given),
    "Notice.reason": lambda given: FOUR_WEEKS.replace(reason=given),
    "Termination.lost": lambda given: Termination(
        party=Party.PERSON, reason=TerminationReason.DEATH, given_on=START, lost=given
    ),
    "Clauses.records_years": lambda given: Clauses(records_years=given),
    "Clauses.owner": lambda given: Clauses(owner=given),
    "Choice.options_given": lambda given: Choice(option=DeploymentOption.MANAGED, options_given=(given,)),
    "Lifecycle.mediations": lambda given: Lifecycle(mediations=(given,)),
    "NeedsAssessment.not_achieved": lambda given: NeedsAssessment(not_achieved=(given,)),
    "Answered.question": lambda given: Answered(question=given, answer=Answer.YES),
}
WORSE: dict[str, Any] = {
    "ten thousand digits": VAST,
    "ten thousand digits below zero": -VAST,
    "ten thousand digits as a text": "9" * 10_000,
    "a fraction of ten thousand digits": Fraction(1, VAST + 1),
    "a moment": MOMENT,
    "a text of a million": LONG,
    "a float": 1.5,
    "no number": float("nan"),
    "a yes": True,
    "bytes": b"1",
    "a class": Entry,
    "a thing": object(),
    "an iterator": iter(()),
    "a dictionary": {"ref": "E-1"},
    "texts": (LONG, LONG),
}


@pytest.mark.parametrize("wrong", WORSE.values(), ids=WORSE)
@pytest.mark.parametrize(("where", "make"), HOSTILE.items(), ids=HOSTILE)
def test_hostile_input_is_refused_by_place_at_once(where: str, make: Callable[[Any], object], wrong: Any) -> None:
    assert refused(lambda: make(wrong)).where.partition("[")[0] == where


@pytest.mark.parametrize(
    "make",
    [
        lambda: Fund(entries=tuple(entry(LONG[:500], 1) for _ in range(2))),
        lambda: Fund(entries=(BOUGHT, entry(LONG[:499], 301, corrects="E-2"))),
        lambda: Fund(entries=(entry(LONG[:500], 1, corrects=LONG[:499]),)),
        lambda: Fund(entries=(entry(LONG[:500], 1, commitment=LONG[:499]),), commitments=(PROMISED,)),
        lambda: pool(member(LONG[:500]), member(LONG[:500])),
        lambda: SupportPlan(carry_forwards=(SET_ASIDE.replace(ref=LONG[:500]),) * 2),
        lambda: Fund().plus(*[LONG] * 10),  # type: ignore[arg-type]
    ],
)
def test_a_long_text_is_quoted_short(make: Callable[[], object]) -> None:
    assert LONG[:41] not in str(refused(make))
