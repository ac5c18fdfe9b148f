"""Laws of how an arrangement ends: what holds of every notice and final account, however wild.

The last of them computes the waterfall anew, slowly and day by day in whole pence, by code that
shares nothing with the library's.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from oracle.arrangements import BUILT_IN, Case, arrange
from support.endings import CLAUSE, STEPS, assert_sound

from isf_core.account import (
    FinalAccount,
    balance_on,
    end_of,
    final_account_on,
    last_day_of_notice,
    pay_in_lieu,
    still_to_come,
)
from isf_core.account.borne import BorneOfTheFund
from isf_core.model import (
    Arrangement,
    BalanceOnTransfer,
    Change,
    Clauses,
    Commitment,
    Contract,
    Entry,
    EntryKind,
    Fund,
    Funder,
    FundingRate,
    FundingShare,
    FundingSource,
    Holder,
    InHouse,
    Liability,
    Notice,
    NoticeUnit,
    OverspendTerms,
    Parameters,
    Party,
    PaymentTerms,
    Person,
    PersonalBudget,
    Side,
    SpendingBasis,
    Termination,
    TerminationReason,
    TerminationTerms,
    Variation,
)
from isf_core.model.documents import NOT_STATED, OPEN_ENDED
from isf_core.model.fees import NoFee
from isf_core.model.payment_terms import Basis, Convention, Timing
from isf_core.schedule import build_schedule, resolve_phases, resolve_terms
from isf_core.values import Frequency, Money, Move, PayCycle, Period, Rate, Timeline

law = settings(deadline=None, max_examples=60)
ONE_DAY = timedelta(days=1)
DURING = list(EntryKind)
"""What is entered before an account is closed: part of what the ending costs may be there already."""
BESIDE = (EntryKind.TOP_UP, EntryKind.PRIVATE_ADDITION, EntryKind.REFUND_TO_PAYER)
OF_THE_BUDGET = [kind for kind in DURING if kind not in BESIDE]

cases = st.builds(arrange, st.integers(0, 2**40))
sums = st.one_of(st.integers(1, 300), st.integers(1, 400_000))
units = st.sampled_from(NoticeUnit)


class Wild(NamedTuple):
    """An arrangement with an account, how it ends, and when the final account is drawn up."""

    arrangement: Arrangement
    parameters: Parameters
    ending: Termination
    on: date

    def account(self) -> FinalAccount:
        return final_account_on(self.arrangement, on=self.on, policy=self.parameters, ending=self.ending)


def funding_of(draw: st.DrawFn) -> tuple[FundingShare | FundingRate, ...] | None:
    """Nobody recorded, or up to four funders with shares, the first of whom may pay a rate."""
    weights = draw(st.lists(st.integers(0, 9), max_size=4))
    if not any(weights):
        return None
    shares = tuple(
        FundingShare(funder=Funder(ref=f"F-{place}"), share=Fraction(weight, sum(weights)))
        for place, weight in enumerate(weights)
    )
    rate = FundingRate(funder=Funder(ref="NHS"), rate=Rate.weekly(Fraction(draw(st.integers(0, 30_000)), 100)))
    return (rate, *shares) if draw(st.booleans()) else shares


@st.composite
def accounts(draw: st.DrawFn, first: date) -> Fund:
    """Entries and commitments around the first months."""
    days = st.integers(-10, 200).map(lambda number: first + timedelta(days=number))
    entered = draw(st.lists(st.tuples(days, st.sampled_from(DURING), sums), max_size=12))
    promised = draw(st.lists(st.tuples(days, sums), max_size=3))
    return Fund(
        entries=tuple(
            Entry(ref=f"E-{place}", on=on, kind=kind, amount=Money.from_pence(pence), party="sister")
            for place, (on, kind, pence) in enumerate(entered)
        ),
        commitments=tuple(
            Commitment(ref=f"C-{place}", on=on, amount=Money.from_pence(pence))
            for place, (on, pence) in enumerate(promised)
        ),
    )


@st.composite
def endings(draw: st.DrawFn, first: date, end: date) -> Termination:
    """Notice given from a few days before the first day to the last, run out or cut short."""
    spread = (end - first).days
    last_day = draw(st.none() | st.integers(0, spread + 30).map(lambda number: first + timedelta(days=number)))
    owing = draw(st.lists(sums, max_size=2))
    return Termination(
        party=draw(st.sampled_from(Party)),
        reason=draw(st.sampled_from(TerminationReason)),
        given_on=first + timedelta(days=draw(st.integers(0, spread))),
        last_day=last_day,
        liabilities=tuple(Liability(what="pay", amount=Money.from_pence(pence)) for pence in owing),
    )


def borne_up_to(pence: int) -> OverspendTerms:
    """The holder pays for an overspend up to a limit."""
    return OverspendTerms(order=(FundingSource.SURPLUS,), limit=Money.from_pence(pence))


@st.composite
def wild(draw: st.DrawFn) -> Wild:
    """An arrangement as wild as they come (see tests/oracle), with all that its end needs."""
    case: Case = draw(cases)
    first, agreed_end = case.first_day, case.arrangement.contract.last_day
    end = agreed_end if isinstance(agreed_end, date) else first + timedelta(days=200)
    terms = TerminationTerms(
        notices=tuple(Notice(party=party, length=draw(st.integers(0, 30)), unit=draw(units)) for party in Party),
        on_change_of_holder=draw(st.sampled_from(BalanceOnTransfer)),
        liabilities=CLAUSE,
    )
    agreed = case.arrangement.contract
    arrangement = case.arrangement.replace(
        funding=funding_of(draw),
        fund=draw(accounts(first)),
        contract=agreed.replace(
            overspend=draw(st.none() | st.builds(borne_up_to, sums)),
            payment=agreed.payment.replace(working_days=BUILT_IN),  # notice may lead past a calendar of its own
            termination=terms,
            clauses=Clauses(contribution_risk=draw(st.sampled_from(Party))),
        ),
    )
    ending = draw(endings(first, end))
    last_day = max(end_of(arrangement, ending, policy=case.parameters).last_day, ending.given_on)
    on = last_day + timedelta(days=draw(st.sampled_from((0, 1, 28, 200))))
    return Wild(arrangement, case.parameters, ending, on)


@law
@given(wild())
def test_end_02_a_final_account_conserves(each: Wild) -> None:
    assert_sound(each.arrangement, each.account())


@law
@given(wild())
def test_end_02_where_nothing_is_owed_the_closing_entries_bring_the_balance_to_zero(each: Wild) -> None:
    resolved = each._replace(arrangement=each.arrangement.replace(fund=each.arrangement.fund.replace(commitments=())))
    final = resolved.account()
    assert balance_on(resolved.arrangement.fund.plus(*final.entries()), on=each.on).balance == Money(0)


@law
@given(wild())
def test_end_02_nobody_pays_and_is_paid_back(each: Wild) -> None:
    """A funder pays in only where nothing is left to go back to it; of several, one may pay and another get back."""
    final = each.account()
    assert not {ref for ref, sum_ in final.due_by_funder if sum_} & {ref for ref, sum_ in final.refunds if sum_}
    assert not (len(final.refunds) == 1 and final.due_from_funder and final.refund)
    assert not (final.by_holder and final.back_to_person)


def back_and_nobody_named() -> Wild:
    """Five funders, one with a rate: more came back on the last day than was paid, and no entry says to whom."""
    case = arrange(337072550853)
    day = date(2026, 12, 1)
    came_back = (
        (EntryKind.IN_LIEU_OF_NOTICE, "2.10"),
        (EntryKind.PROVIDER_REFUND, "1.88"),
        (EntryKind.PROVIDER_REFUND, "1.24"),
        (EntryKind.REFUND_TO_FUNDER, "0.88"),
    )
    shares = tuple(
        FundingShare(funder=Funder(ref=f"F-{place}"), share=Fraction(weight, 27))
        for place, weight in enumerate((8, 9, 3, 7))
    )
    agreed = case.arrangement.contract
    arrangement = case.arrangement.replace(
        funding=(FundingRate(funder=Funder(ref="NHS"), rate=Rate.weekly("155.38")), *shares),
        fund=Fund(
            entries=tuple(
                Entry(ref=f"E-{place}", on=day, kind=kind, amount=Money(amount), party="sister")
                for place, (kind, amount) in enumerate(came_back)
            ),
            commitments=(),
        ),
        contract=agreed.replace(
            payment=agreed.payment.replace(working_days=BUILT_IN),
            termination=TerminationTerms(
                notices=tuple(Notice(party=party, length=0, unit=NoticeUnit.DAYS) for party in Party),
                on_change_of_holder=BalanceOnTransfer.MOVES,
                liabilities=CLAUSE,
            ),
            clauses=Clauses(contribution_risk=Party.FUNDER),
        ),
    )
    ending = Termination(
        party=Party.FUNDER, reason=TerminationReason.ORDINARY, given_on=day, last_day=day, liabilities=()
    )
    return Wild(arrangement, case.parameters, ending, day)


@law
@example(back_and_nobody_named(), 0)
@given(wild(), st.integers(0, 60))
def test_an_account_drawn_up_anew_gives_nothing_more(each: Wild, later: int) -> None:
    """Once its entries are made only what is promised to others is still held, however late it is drawn up."""
    final = each.account()
    closed = each.arrangement.replace(fund=each.arrangement.fund.plus(*final.entries()))
    again = each._replace(arrangement=closed).account()
    assert again.entries() == again.opening_entries() == ()
    assert again.balance == again.outstanding_commitments == final.outstanding_commitments
    unpromised = closed.replace(fund=closed.fund.replace(commitments=()))
    if not final.outstanding_commitments and all(entry.on <= each.on for entry in closed.fund.entries or ()):
        assert each._replace(arrangement=unpromised, on=each.on + timedelta(days=later)).account().entries() == ()


@law
@given(wild(), st.integers(0, 400))
def test_end_01_a_longer_notice_never_gives_less_in_lieu(each: Wild, more: int) -> None:
    """At the gross rate.

    What the council gives in-house may cost more than the budget on some days, and then counts against the rest: 24
    weeks of such a notice once came to a penny more than 25.
    """
    arrangement, by = each.arrangement, each.ending
    arrangement = arrangement.replace(budget=arrangement.budget.replace(in_house=()))
    terms = arrangement.contract.termination
    assert terms is not None
    notice = terms.notice_of(by.party, by.reason)
    assert notice is not None
    longer = notice.replace(length=notice.length + more)
    others = tuple(other for other in terms.notices if other.party is not by.party)
    contract = arrangement.contract.replace(termination=terms.replace(notices=(longer, *others)))
    resolved = resolve_terms(arrangement, policy=each.parameters)
    short = end_of(arrangement, by, policy=each.parameters)
    long = end_of(arrangement.replace(contract=contract), by, policy=each.parameters)
    assert short.shortfall_days <= long.shortfall_days
    assert pay_in_lieu(short, resolved).money <= pay_in_lieu(long, resolved).money


@law
@given(wild(), st.integers(0, 60))
def test_end_01_the_days_that_lack_begin_after_the_last_and_end_with_the_notice(each: Wild, later: int) -> None:
    arrangement, parameters = each.arrangement, each.parameters
    ended = end_of(arrangement, each.ending, policy=parameters)
    given_on = each.ending.given_on
    served_to = max(ended.last_day, given_on)
    if ended.notice_shortfall is None:
        assert served_to >= ended.notice_ends
    else:
        assert ended.notice_shortfall.first_day == served_to + ONE_DAY
        assert ended.notice_shortfall.last_day == ended.notice_ends
    # Never more than the notice is long, and none of a notice of no length.
    calendar = arrangement.contract.payment.working_days or parameters.working_days
    notice_ends = last_day_of_notice(ended.notice, given_on=given_on, working_days=calendar)
    assert ended.shortfall_days <= (notice_ends - given_on).days
    # A later last day never lets more lack.
    put_off = end_of(
        arrangement, each.ending.replace(last_day=ended.last_day + timedelta(days=later)), policy=parameters
    )
    since_given = max(0, later - (served_to - ended.last_day).days)
    assert put_off.shortfall_days == max(0, ended.shortfall_days - since_given)
    resolved = resolve_terms(arrangement, policy=parameters)
    assert pay_in_lieu(put_off, resolved).money <= pay_in_lieu(ended, resolved).money


@law
@given(wild(), st.integers(1, 100_000))
def test_a_penny_more_in_the_account_goes_to_somebody(each: Wild, pence: int) -> None:
    """What comes in besides lowers what the funder owes, or goes back, or moves, or goes to whoever added money."""
    more = Entry(ref="more", on=each.on, kind=EntryKind.PROVIDER_REFUND, amount=Money.from_pence(pence))
    richer = each._replace(arrangement=each.arrangement.replace(fund=each.arrangement.fund.plus(more)))
    before, after = each.account(), richer.account()

    def left(final: FinalAccount) -> Money:
        to_payers = Money.total(sum_ for _, sum_ in final.back_to_payers)
        return final.refund + final.transferred + to_payers - final.due_from_funder

    assert left(after) - left(before) == Money.from_pence(pence)
    same = (
        "in_advance",
        "unpaid_contribution",
        "by_holder",
        "outstanding_commitments",
        "back_to_person",
        "in_lieu",
        "liabilities",
    )
    assert all(getattr(before, name) == getattr(after, name) for name in same)


@law
@given(wild(), st.integers(1, 400_000), st.sampled_from((EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER)))
def test_what_goes_back_to_payers_does_not_depend_on_what_the_funder_has_paid(
    each: Wild, pence: int, kind: EntryKind
) -> None:
    """Whatever it pays, or takes back, before the account is drawn up, is the funder's alone."""
    more = Entry(ref="more", on=each.on, kind=kind, amount=Money.from_pence(pence))
    son = Entry(ref="son", on=each.on, kind=EntryKind.PRIVATE_ADDITION, amount=10_000, party="son")
    each = each._replace(arrangement=each.arrangement.replace(fund=each.arrangement.fund.plus(son)))
    other = each._replace(arrangement=each.arrangement.replace(fund=each.arrangement.fund.plus(more)))
    before, after = each.account(), other.account()
    assert before.back_to_payers == after.back_to_payers
    assert (before.in_lieu, before.liabilities, before.back_to_person) == (
        after.in_lieu,
        after.liabilities,
        after.back_to_person,
    )


@law
@given(wild())
def test_one_funder_is_told_what_it_would_be_told_as_one_of_several(each: Wild) -> None:
    """What it bears alone is not worked out part by part."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BorneOfTheFund, "only", None)
        as_one_of_several = each.account()
    assert each.account() == as_one_of_several


@law
@given(wild(), st.integers(0, 200), st.integers(0, 1))
def test_what_is_still_to_come_is_what_a_final_account_of_that_day_lacks(each: Wild, days: int, ahead: int) -> None:
    """Whatever was paid, given back or paid in for the person; the rest of the balance only moves.

    What went back on the agreed last day was what was left of it, and is not owed anew; this account begins after it.
    """
    contract, fund = each.arrangement.contract, each.arrangement.fund
    first, terms = contract.first_day, contract.termination
    assert first is not None
    assert terms is not None
    on = first + timedelta(days=days)
    on = min(on, contract.last_day) if isinstance(contract.last_day, date) else on
    assume(not any(entry.on == contract.last_day and entry.kind.side is Side.RETURNED for entry in fund.entries or ()))
    plenty = Entry(ref="plenty", on=first, kind=EntryKind.FROM_RESERVE, amount=10_000_000)
    came = Entry(ref="ahead", on=on, kind=EntryKind.TRANSFER_IN, amount=50, period=Period(first_day=on, last_day=on))
    arrangement = each.arrangement.replace(
        contract=contract.replace(termination=terms.replace(on_change_of_holder=BalanceOnTransfer.MOVES)),
        fund=fund.plus(plenty, *[came][:ahead]),
    )
    ending = Termination(
        party=Party.PERSON, reason=TerminationReason.CHANGE_OF_HOLDER, given_on=on, last_day=on, liabilities=()
    )
    final = final_account_on(arrangement, on=on, policy=each.parameters, ending=ending)
    unpaid = final.by_holder if contract.clauses.contribution_risk is Party.HOLDER else final.unpaid_contribution
    lacks = final.due_from_funder - final.in_advance + unpaid - final.back_to_person
    assert still_to_come(arrangement, on=on, policy=each.parameters) == max(Money(0), lacks)


@law
@given(wild(), st.integers(1, 60))
def test_what_never_began_has_no_pay_in_lieu_whatever_the_notice(each: Wild, before: int) -> None:
    """Its funder gets back what it paid, as far as it was not spent, promised or agreed."""
    first = each.arrangement.contract.first_day
    assert first is not None
    gone = each._replace(ending=each.ending.replace(last_day=first - timedelta(days=before)))
    final = gone.account()
    assert_sound(gone.arrangement, final)
    assert (final.in_lieu, final.ended.shortfall_days, final.days) == (Money(0), 0, None)


@law
@given(wild(), st.integers(0, 400))
def test_end_04_both_holders_schedules_join(each: Wild, places: int) -> None:
    """The new holder's schedule begins on the day after, so that no day is paid to two."""
    final = each.account()
    agreed_end, since = each.arrangement.contract.last_day, final.last_day + ONE_DAY
    if isinstance(agreed_end, date) and agreed_end < since:
        return
    change = Variation(effective=since, changes=(Change("holder", Holder(ref="new")),))
    joined = each.arrangement.replace(variations=(change,), holder=Holder(ref="old"))
    until = min(since + timedelta(days=places), agreed_end if isinstance(agreed_end, date) else date.max)
    one, other = _schedules(joined, each.parameters, since, until)
    assert one[-1].last_day == final.last_day
    assert other[0].first_day == since


def _schedules(joined: Arrangement, parameters: Parameters, since: date, until: date) -> tuple[list[Any], list[Any]]:
    payments = [
        payment
        for payment in build_schedule(resolve_phases(joined, policy=parameters), until=until)
        if payment.is_regular
    ]
    return (
        [payment for payment in payments if payment.last_day < since],
        [payment for payment in payments if payment.last_day >= since],
    )


# The slow way


class Plain(NamedTuple):
    """An arrangement whose every day is worth whole pence: nothing in it is ever rounded, but the split."""

    days: int
    period: int
    budget: tuple[int, int]
    changes_after: int
    contribution: int
    in_house: int
    timing: Timing
    notice: int
    last: int | None
    party: Party
    reason: TerminationReason
    risk: Party
    becomes: BalanceOnTransfer
    shares: tuple[int, ...]
    entries: tuple[tuple[int, EntryKind, int], ...]
    promised: tuple[int, ...]
    liabilities: tuple[int, ...]
    agreed: bool
    beside: tuple[tuple[EntryKind, str, int], ...]


START = date(2026, 4, 6)
NO_POLICY = Parameters(name="none")
plain = st.builds(
    Plain,
    days=st.integers(1, 120),
    period=st.sampled_from((7, 14, 28)),
    budget=st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)),
    changes_after=st.integers(0, 150),
    contribution=st.integers(0, 1_500),
    in_house=st.integers(0, 3_000),
    timing=st.sampled_from(Timing),
    notice=st.integers(0, 60),
    last=st.none() | st.integers(0, 150),
    party=st.sampled_from(Party),
    reason=st.sampled_from(TerminationReason),
    risk=st.sampled_from(Party),
    becomes=st.sampled_from(BalanceOnTransfer),
    shares=st.lists(st.integers(0, 5), min_size=1, max_size=4).filter(any).map(tuple),
    entries=st.lists(st.tuples(st.integers(0, 200), st.sampled_from(OF_THE_BUDGET), sums), max_size=10).map(tuple),
    promised=st.lists(sums, max_size=3).map(tuple),
    liabilities=st.lists(sums, max_size=2).map(tuple),
    agreed=st.booleans(),
    beside=st.lists(
        st.tuples(st.sampled_from((*BESIDE, EntryKind.DIRECT_SUPPORT)), st.sampled_from(("sister", "son")), sums),
        max_size=4,
    ).map(tuple),
)
PERIODS = {7: Frequency.WEEKLY, 14: Frequency.FORTNIGHTLY, 28: Frequency.FOUR_WEEKLY}
COMES_IN = {
    "FUNDER_PAYMENT",
    "CONTRIBUTION",
    "PROVIDER_REFUND",
    "FROM_RESERVE",
    "HOLDER_BEARS",
    "TRANSFER_IN",
    "TOP_UP",
    "PRIVATE_ADDITION",
}


def split(pence: int, weights: list[int]) -> list[int]:
    """Each its part rounded down, then the pennies that are left one by one to whoever is furthest short."""
    whole = sum(weights)
    parts = [pence * weight // whole for weight in weights]
    short = [Fraction(pence * weight, whole) - part for weight, part in zip(weights, parts, strict=True)]
    for _ in range(pence - sum(parts)):
        most = short.index(max(short))
        parts[most] += 1
        short[most] = Fraction(-1)
    return parts


def left_of_added(each: Plain, due: int, hers: int, drawn_up: int, met: int) -> dict[str, int]:
    """What is left of what each payer added: the budget and her part first cover what was spent, and then they do."""
    # A penny that cannot be split goes to whoever is named first.
    payers = [payer for kind, payer, _ in each.beside if kind is not EntryKind.DIRECT_SUPPORT]
    added, marked = dict.fromkeys((*payers, "sister", "son"), 0), 0
    for kind, payer, pence in each.beside:
        if kind is EntryKind.DIRECT_SUPPORT:
            marked += pence
        else:
            added[payer] += -pence if kind is EntryKind.REFUND_TO_PAYER else pence
    beyond_their_own = sum(-each for each in added.values() if each < 0)
    added = {payer: max(0, pence) for payer, pence in added.items()}
    cover, spent, borne, from_her = due, sum(each.promised) + beyond_their_own - met, 0, 0
    for day, kind, pence in each.entries:
        if day > drawn_up or kind in (EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER):
            continue  # what was due for the days counts, and not what was paid
        if kind in (EntryKind.CONTRIBUTION, EntryKind.REFUND_TO_PERSON):
            from_her += pence if kind is EntryKind.CONTRIBUTION else -pence
        elif kind is EntryKind.HOLDER_BEARS:
            borne += pence
        elif kind.name in COMES_IN:
            cover += pence
        else:
            spent += pence
    # What the holder paid in is for her where her part is the holder's risk, and else comes on top.
    cover += hers + max(0, borne - (max(0, hers - from_her) if each.risk is Party.HOLDER else 0))
    whole = sum(added.values())
    left = max(0, whole - marked - max(0, spent - cover))
    parts = split(left, list(added.values())) if whole else [0, 0]
    return dict(zip(added, parts, strict=True))


def slow(each: Plain) -> tuple[dict[str, int], dict[str, int]]:
    """Every sum of the final account in pence, and what goes back to payers; days are numbered from the first."""
    notice_ends = each.days + each.notice
    last = notice_ends if each.last is None else each.last
    drawn_up = max(last, each.days) + 10
    first_budget, then_budget = each.budget

    in_house = min(each.in_house, first_budget, then_budget)

    def budget(day: int) -> int:
        return first_budget if day < each.changes_after else then_budget

    # Day by day: what each is worth, what of it she pays, and what the funder pays.
    due, hers = 0, 0
    for day in range(last + 1):
        comes = budget(day) - in_house
        from_her = min(each.contribution, comes)
        hers += from_her
        due += comes - from_her
    # A day lacks where it is one of the notice's, support is over, and it does not come before the notice.
    lieu = 0
    for day in range(each.days + 1, notice_ends + 1):
        if day > last and each.party is not Party.HOLDER:
            lieu += budget(day) - in_house

    balance, paid, from_her = 0, 0, 0
    there_already = {"IN_LIEU_OF_NOTICE": 0, "LIABILITY": 0, "HOLDER_BEARS": 0}
    for day, kind, pence in (*each.entries, *((0, kind, pence) for kind, _, pence in each.beside)):
        if day <= drawn_up:
            balance += pence if kind.name in COMES_IN else -pence
            paid += pence if kind is EntryKind.FUNDER_PAYMENT else 0
            paid -= pence if kind is EntryKind.REFUND_TO_FUNDER else 0
            if kind.name in there_already:
                there_already[kind.name] += pence
            from_her += pence if kind is EntryKind.CONTRIBUTION else 0
            from_her -= pence if kind is EntryKind.REFUND_TO_PERSON else 0

    moves = each.reason is TerminationReason.CHANGE_OF_HOLDER and each.becomes is BalanceOnTransfer.MOVES
    owed, back = sum(each.promised), max(0, from_her - hers)
    unpaid = max(0, hers - from_her)
    agreed = sum(each.liabilities) if each.agreed else 0
    met = min(agreed, there_already["LIABILITY"]) + min(lieu, there_already["IN_LIEU_OF_NOTICE"])
    added = left_of_added(each, due, hers, drawn_up, met)
    liabilities = max(0, agreed - there_already["LIABILITY"])
    by_holder = max(0, unpaid - there_already["HOLDER_BEARS"]) if each.risk is Party.HOLDER else 0
    lieu = max(0, lieu - there_already["IN_LIEU_OF_NOTICE"])

    # The waterfall: from one pot, in order; whatever it cannot pay, the funder puts in.
    pot = balance + by_holder
    put_in = 0
    if moves and paid < due:
        put_in += due - paid
        pot += due - paid
    for wanted in (0, owed, back, sum(added.values()), lieu, liabilities):
        pot -= wanted
        if pot < 0:
            put_in -= pot
            pot = 0

    refund = 0 if moves else pot
    return (
        {
            "balance": balance,
            "in_advance": max(0, paid - due),
            "unpaid_contribution": unpaid,
            "by_holder": by_holder,
            "due_from_funder": put_in,
            "outstanding_commitments": owed,
            "back_to_person": back,
            "in_lieu": lieu,
            "liabilities": liabilities,
            "refund": refund,
            "transferred": pot if moves else 0,
        },
        {payer: pence for payer, pence in added.items() if pence},
    )


def weekly(pence_a_day: int) -> Rate:
    return Rate.weekly(Fraction(7 * pence_a_day, 100))


def on_day(number: int) -> date:
    return START + timedelta(days=number)


def fast(each: Plain) -> FinalAccount:
    """The same by the library."""
    first, then = each.budget
    actual = Timeline(weekly(first), (on_day(each.changes_after), weekly(then)))
    if each.changes_after == 0:
        actual = Timeline(weekly(then))
    arrangement = Arrangement(
        person=Person(ref="P"),
        funding=tuple(
            FundingShare(funder=Funder(ref=f"F-{place}"), share=Fraction(share, sum(each.shares)))
            for place, share in enumerate(each.shares)
        ),
        budget=PersonalBudget(
            actual=actual,
            contribution=weekly(each.contribution),
            in_house=(InHouse(what="day centre", cost=weekly(min(each.in_house, first, then))),),
            one_offs=(),
        ),
        contract=Contract(
            first_day=START,
            last_day=OPEN_ENDED,
            fee=NoFee(),
            payment=PaymentTerms(
                cycle=PayCycle(PERIODS[each.period], anchor=START),
                timing=each.timing,
                basis=Basis.NET,
                due_days=0,
                move=Move.NOT,
                convention=Convention.EACH_PAYMENT,
                working_days=BUILT_IN,
            ),
            termination=TerminationTerms(
                notices=tuple(Notice(party=party, length=each.notice, unit=NoticeUnit.DAYS) for party in Party),
                on_change_of_holder=each.becomes,
                liabilities=CLAUSE if each.agreed else NOT_STATED,
            ),
            clauses=Clauses(contribution_risk=each.risk),
        ),
        fund=Fund(
            entries=(
                *(
                    Entry(ref=f"E-{place}", on=on_day(day), kind=kind, amount=Money.from_pence(pence))
                    for place, (day, kind, pence) in enumerate(each.entries)
                ),
                *(
                    Entry(
                        ref=f"A-{place}",
                        on=START,
                        kind=kind,
                        amount=Money.from_pence(pence),
                        party=payer,
                        use=SpendingBasis.ADDED if kind is EntryKind.DIRECT_SUPPORT else None,
                    )
                    for place, (kind, payer, pence) in enumerate(each.beside)
                ),
            ),
            commitments=tuple(
                Commitment(ref=f"C-{place}", on=START, amount=Money.from_pence(pence))
                for place, pence in enumerate(each.promised)
            ),
        ),
    )
    by = Termination(
        party=each.party,
        reason=each.reason,
        given_on=on_day(each.days),
        last_day=None if each.last is None else on_day(each.last),
        liabilities=tuple(Liability(what="pay", amount=Money.from_pence(pence)) for pence in each.liabilities),
    )
    last = each.days + each.notice if each.last is None else each.last
    return final_account_on(arrangement, on=on_day(max(last, each.days) + 10), policy=NO_POLICY, ending=by)


A_PENNY_OF_TWO = Plain(
    days=1,
    period=7,
    budget=(0, 0),
    changes_after=0,
    contribution=0,
    in_house=0,
    timing=Timing.IN_ADVANCE,
    notice=0,
    last=None,
    party=Party.FUNDER,
    reason=TerminationReason.ORDINARY,
    risk=Party.FUNDER,
    becomes=BalanceOnTransfer.MOVES,
    shares=(1,),
    entries=(),
    promised=(1,),
    liabilities=(),
    agreed=False,
    beside=((EntryKind.TOP_UP, "son", 1), (EntryKind.TOP_UP, "sister", 1)),
)


HALF_A_PENNY_EACH = A_PENNY_OF_TWO._replace(
    budget=(0, 85),
    changes_after=15,
    notice=60,
    becomes=BalanceOnTransfer.RETURNS,
    shares=(0, 2, 2),
    entries=((0, EntryKind.SURPLUS_RECOVERED, 35),),
    promised=(),
    beside=(),
)


@settings(deadline=None, max_examples=250)
@example(A_PENNY_OF_TWO)
@example(HALF_A_PENNY_EACH)
@given(plain)
def test_end_05_the_slow_waterfall_agrees(each: Plain) -> None:
    found, added = slow(each)
    final = fast(each)
    assert {name: getattr(final, name).pence for name in STEPS} == found
    for parts, whole in ((final.refunds, final.refund), (final.due_by_funder, final.due_from_funder)):
        assert Money.total(part for _, part in parts) == whole
        for (_, part), share in zip(parts, each.shares, strict=True):  # no entry says who paid: by shares, to the penny
            assert abs(part.pence - Fraction(whole.pence * share, sum(each.shares))) < 2
    assert {payer: sum_.pence for payer, sum_ in final.back_to_payers} == added
