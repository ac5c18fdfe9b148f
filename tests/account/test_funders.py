"""What each of several funders paid, owes and bears when a fund has ended."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.endings import assert_sound

from isf_core import (
    NOT_STATED,
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    BalanceOnTransfer,
    Basis,
    Change,
    ChargingTerms,
    Clauses,
    Contract,
    Entry,
    EntryKind,
    FinalAccount,
    Frequency,
    Fund,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    FundingSource,
    InHouse,
    Money,
    Move,
    NoFee,
    Notice,
    NoticeUnit,
    NotRecorded,
    OverspendTerms,
    Party,
    PayCycle,
    PaymentTerms,
    Period,
    Person,
    PersonalBudget,
    Rate,
    Termination,
    TerminationReason,
    TerminationTerms,
    Timing,
    Variation,
    final_account_on,
    overspend_on,
    schedule_payments,
)

COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL)
ICB = Funder(ref="icb", kind=FunderKind.NHS)
HALVES = (FundingShare(funder=COUNCIL, share="0.5"), FundingShare(funder=ICB, share="0.5"))
A_RATE = (FundingRate(funder=ICB, rate=Rate.weekly(60)), FundingShare(funder=COUNCIL, share=1))
FIRST_DAY = date(2026, 4, 6)
AT_ONCE = TerminationTerms(
    notices=tuple(Notice(party=party, length=0, unit=NoticeUnit.DAYS) for party in Party),
    refund_days=28,
    on_change_of_holder=BalanceOnTransfer.MOVES,
    liabilities=NOT_STATED,
)
IN_AUTUMN = date(2026, 10, 1)


def weeks(count: int) -> date:
    """The last day of so many weeks."""
    return FIRST_DAY + timedelta(days=7 * count - 1)


def funded(
    funding: Any, weekly: Any, contribution: Any = 0, *, basis: Basis = Basis.NET, in_house: Any = 0, **facts: Any
) -> Arrangement:
    charging = ChargingTerms(follows_recovery=facts.pop("follows", False))
    return Arrangement(
        person=Person(ref="P-001"),
        funding=funding,
        budget=PersonalBudget(
            actual=Rate.weekly(weekly),
            contribution=Rate.weekly(contribution),
            in_house=(InHouse(what="day centre", cost=Rate.weekly(in_house)),) if in_house else (),
            one_offs=(),
            exemptions=(),
        ),
        contract=Contract(
            first_day=FIRST_DAY,
            last_day=OPEN_ENDED,
            fee=NoFee(),
            termination=AT_ONCE,
            clauses=Clauses(contribution_risk=facts.pop("risk", Party.FUNDER)),
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=FIRST_DAY),
                timing=facts.pop("timing", Timing.IN_ADVANCE),
                basis=basis,
                move=Move.NOT,
                charging=charging,
            ),
        ),
        **facts,
    )


def paid(arrangement: Arrangement, until: date, *, named: bool = True, unpaid: Any = ()) -> tuple[Entry, ...]:
    """What each funder pays of each payment, and the person, save what is unpaid: funders and numbers of payments."""
    out = []
    for payment in schedule_payments(arrangement, until=until, policy=PLAIN):
        about: dict[str, Any] = {"on": payment.due, "period": payment.period}
        for ref, part in payment.by_funder().items():
            if part and (ref, payment.number) not in unpaid:
                party = ref if named else None
                kind = EntryKind.FUNDER_PAYMENT
                out.append(Entry(ref=f"{ref}-{payment.number}", kind=kind, amount=part, party=party, **about))
        if payment.contribution and ("her", payment.number) not in unpaid:
            her = EntryKind.CONTRIBUTION
            out.append(Entry(ref=f"her-{payment.number}", kind=her, amount=payment.contribution, **about))
    return tuple(out)


def spent(amount: Any, **facts: Any) -> tuple[Entry, ...]:
    about = {"ref": "spent", "on": FIRST_DAY, "kind": EntryKind.DIRECT_SUPPORT, **facts}
    whole = amount if isinstance(amount, Money) else Money(amount)
    return (Entry(amount=whole, **about),) if whole else ()


def ended(
    arrangement: Arrangement,
    *entries: Entry,
    last_day: date,
    reason: TerminationReason = TerminationReason.ORDINARY,
) -> FinalAccount:
    by = Termination(party=Party.FUNDER, reason=reason, given_on=last_day, last_day=last_day, liabilities=())
    held = arrangement.replace(fund=Fund(entries=entries, commitments=()), endings=(by,))
    final = final_account_on(held, on=IN_AUTUMN, policy=PLAIN)
    assert_sound(held, final)
    return final


def claims(final: FinalAccount) -> dict[str, str]:
    """What each funder is asked for; below 0.00 what goes back to it."""
    asked = dict(final.due_by_funder)
    return {ref: str(asked[ref] - back) for ref, back in final.refunds}


TO_THE_NHS = Variation(
    effective=date(2026, 7, 27),
    known_from=date(2026, 7, 1),
    changes=(Change("funding", (FundingShare(funder=ICB, share=1),)),),
)
JULY_28, AUGUST_23 = date(2026, 7, 28), date(2026, 8, 23)


@pytest.mark.parametrize("named", [True, False])
def test_what_a_new_funder_paid_ahead_goes_back_to_it(named: bool) -> None:
    """The council owed 8,000.00 and paid it. The NHS owed 142.86 for two days and paid 2,000.00."""
    mary = funded(COUNCIL, 500, variations=(TO_THE_NHS,))
    final = ended(mary, *paid(mary, AUGUST_23, named=named), *spent("8142.86"), last_day=JULY_28)
    assert claims(final) == {"council": "0.00", "icb": "-1857.14"}
    assert (final.in_advance, final.for_later_days) == (Money("1857.14"), Money("1857.14"))


def test_what_a_new_funder_has_not_paid_is_claimed_from_it() -> None:
    mary = funded(COUNCIL, 500, variations=(TO_THE_NHS,), timing=Timing.IN_ARREARS)
    arrears = paid(mary, AUGUST_23, unpaid=[("icb", 5)])
    final = ended(mary, *arrears, *spent("10000"), last_day=AUGUST_23)
    assert claims(final) == {"council": "0.00", "icb": "2000.00"}


def test_who_has_paid_its_half_does_not_pay_for_who_has_not() -> None:
    mary = funded(HALVES, 500, timing=Timing.IN_ARREARS)
    arrears = paid(mary, AUGUST_23, unpaid=[("icb", 4), ("icb", 5)])
    final = ended(mary, *arrears, *spent("10000"), last_day=AUGUST_23)
    assert claims(final) == {"council": "0.00", "icb": "2000.00"}
    assert final.refund == Money(0)


def test_one_funder_gets_back_what_the_other_owes() -> None:
    """The council paid all of 2,000.00 and the NHS nothing: 1,000.00 each way, though the balance is 0.00."""
    mary = funded(HALVES, 500, timing=Timing.IN_ARREARS)
    entry = Entry(ref="F", on=FIRST_DAY, kind=EntryKind.FUNDER_PAYMENT, amount=2000, party="council")
    final = ended(mary, entry, *spent("2000"), last_day=weeks(4))
    assert claims(final) == {"council": "-1000.00", "icb": "1000.00"}
    assert (final.balance, final.refund, final.due_from_funder) == (Money(0), Money(1000), Money(1000))
    assert (final.in_advance, final.for_later_days) == (Money(1000), None)
    assert final.explain().money == final.refund


def test_where_the_balance_moves_a_funder_that_owes_pays_and_what_another_paid_ahead_moves() -> None:
    mary = funded(HALVES, 500)
    ahead = paid(mary, AUGUST_23, unpaid=[("icb", 4), ("icb", 5)])
    final = ended(mary, *ahead, *spent("8142.86"), last_day=JULY_28, reason=TerminationReason.CHANGE_OF_HOLDER)
    assert claims(final) == {"council": "0.00", "icb": "1071.43"}
    assert (final.refund, final.in_advance, final.transferred) == (Money(0), Money("928.57"), Money("928.57"))


def test_where_the_balance_moves_those_with_shares_pay_the_shortfall() -> None:
    mary = funded(A_RATE, 95)
    final = ended(
        mary, *paid(mary, FIRST_DAY), *spent("400"), last_day=weeks(4), reason=TerminationReason.CHANGE_OF_HOLDER
    )
    assert claims(final) == {"icb": "0.00", "council": "20.00"}


# A cost is split before anything comes off it


@pytest.mark.parametrize(
    ("funding", "cost", "net", "gross"),
    [
        # 380.00 in four weeks, of which 80.00 is hers: the council pays 110.00 and the NHS 190.00
        (HALVES, 380, (0, 0), (0, 0)),
        (HALVES, 200, (90, 90), (90, 90)),
        (HALVES, 100, (140, 140), (140, 140)),
        # the NHS pays 240.00, as it would of a budget of 300.00, and the council the rest
        (A_RATE, 300, (80, 0), (80, 0)),
        (A_RATE, 200, (140, 40), (140, 40)),
        (COUNCIL, 200, (180,), (180,)),
    ],
)
def test_net_and_gross_leave_each_funder_with_the_same(funding: Any, cost: int, net: Any, gross: Any) -> None:
    for basis, back in ((Basis.NET, net), (Basis.GROSS, gross)):
        mary = funded(funding, 95, 20, basis=basis)
        final = ended(mary, *paid(mary, FIRST_DAY), *spent(cost), last_day=weeks(4))
        found = dict(final.refunds)
        assert [found[ref] for ref in ("council", "icb") if ref in found] == [*map(Money, back)]


def test_an_in_house_service_is_a_cost_of_which_the_nhs_bears_its_part() -> None:
    """400.00 cost 300.00 in the end, 80.00 of it the day centre: the NHS bears 120.00 of it, and the council 100.00."""
    forty = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=ICB, share="0.4"))
    mary = funded(forty, 100, in_house=20)
    final = ended(mary, *paid(mary, FIRST_DAY), *spent(220), last_day=weeks(4))
    assert claims(final) == {"council": "-60.00", "icb": "-40.00"}


def test_an_in_house_service_that_costs_more_than_the_councils_part_comes_off_the_nhs_part() -> None:
    """Of 180.00 in all each would bear 90.00, and the council has paid 160.00 for the day centre."""
    mary = funded(HALVES, 100, in_house=40)
    final = ended(mary, *paid(mary, FIRST_DAY), *spent(20), last_day=weeks(4))
    assert claims(final) == {"council": "-40.00", "icb": "-180.00"}


def test_what_she_has_not_paid_is_the_councils_to_bear() -> None:
    mary = funded(HALVES, 95, 20)
    final = ended(mary, *paid(mary, FIRST_DAY, unpaid=[("her", 1)]), *spent(380), last_day=weeks(4))
    assert claims(final) == {"council": "80.00", "icb": "0.00"}
    holders = ended(
        mary.replace(contract=mary.contract.replace(clauses=Clauses(contribution_risk=Party.HOLDER))),
        *paid(mary, FIRST_DAY, unpaid=[("her", 1)]),
        *spent(380),
        last_day=weeks(4),
    )
    assert (claims(holders), holders.by_holder) == ({"council": "0.00", "icb": "0.00"}, Money(80))


@pytest.mark.parametrize(
    ("funding", "cost", "hers", "back"),
    [
        # she bears no more than the council does of the cost
        (HALVES, 50, 25, {"council": "-110.00", "icb": "-165.00"}),
        (HALVES, 100, 50, {"council": "-110.00", "icb": "-140.00"}),
        (HALVES, 160, 80, {"council": "-110.00", "icb": "-110.00"}),
        (HALVES, 200, 80, {"council": "-90.00", "icb": "-90.00"}),
        (A_RATE, 300, 60, {"icb": "0.00", "council": "-60.00"}),
        (A_RATE, 240, 0, {"icb": "0.00", "council": "-60.00"}),
        (A_RATE, 50, 0, {"icb": "-190.00", "council": "-60.00"}),
        (COUNCIL, 50, 50, {"council": "-300.00"}),
        (COUNCIL, 0, 0, {"council": "-300.00"}),
    ],
)
def test_a_charge_follows_what_the_council_bears_of_the_cost(funding: Any, cost: int, hers: int, back: Any) -> None:
    mary = funded(funding, 95, 20, follows=True)
    final = ended(mary, *paid(mary, FIRST_DAY), *spent(cost), last_day=weeks(4))
    assert final.back_to_person == Money(80 - hers)
    assert claims(final) == back


def test_more_back_from_a_provider_than_was_spent_gives_her_no_more_than_she_paid() -> None:
    mary = funded(COUNCIL, 95, 20, follows=True)
    came = Entry(ref="back", on=FIRST_DAY, kind=EntryKind.PROVIDER_REFUND, amount=100)
    final = ended(mary, *paid(mary, FIRST_DAY), came, last_day=weeks(4))
    assert (final.back_to_person, final.refund) == (Money(80), Money(400))


# Who paid


def entry(kind: EntryKind, amount: Any, party: str | None, ref: str = "X", period: Period | None = None) -> Entry:
    return Entry(ref=ref, on=FIRST_DAY, kind=kind, amount=amount, party=party, period=period)


F, R, S = EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER, EntryKind.SURPLUS_RECOVERED


@pytest.mark.parametrize(
    ("entries", "back"),
    [
        # 400.00 is due, 200.00 from each, and 300.00 is spent
        ([(F, 400, None)], (50, 50)),
        ([(F, 200, "council"), (F, 200, None)], (50, 50)),
        ([(F, 300, "council"), (F, 100, None)], (150, -50)),
        ([(F, 400, "council")], (250, -150)),
        ([(F, 400, "somebody")], (50, 50)),
        ([(F, 300, None)], (0, 0)),
        ([(F, 200, None)], (-50, -50)),
        # what nobody is named for counts first for who owes
        ([(F, 150, "council"), (F, 150, None)], (0, 0)),
        ([(F, 100, "icb"), (F, 100, None)], (-75, -25)),
        ([(F, 150, "council"), (F, 250, None)], (50, 50)),
        # what went back
        ([(F, 400, None), (R, 100, None)], (0, 0)),
        ([(F, 400, None), (R, 50, "icb"), (R, 50, None)], (0, 0)),
        ([(F, 400, None), (R, 60, "icb"), (R, 40, None)], (10, -10)),
        ([(F, 400, None), (R, 50, "icb")], (50, 0)),
        ([(F, 400, None), (R, 100, "icb")], (50, -50)),
        ([(F, 400, None), (S, 50, "icb")], (50, 0)),
        ([(F, 400, None), (S, 50, None)], (25, 25)),
    ],
)
def test_each_is_set_against_what_it_paid(entries: Any, back: tuple[int, int]) -> None:
    mary = funded(HALVES, 100)
    made = [entry(kind, amount, party, f"X-{place}") for place, (kind, amount, party) in enumerate(entries)]
    final = ended(mary, *made, *spent(300), last_day=weeks(4))
    assert claims(final) == {ref: str(-Money(sum_)) for ref, sum_ in zip(("council", "icb"), back, strict=True)}


def test_one_that_pays_the_holder_for_the_other_has_paid_both_parts() -> None:
    """Whatever goes back is shown as whose it is; the council passes the rest on (see `recharges`)."""
    through = (HALVES[0], HALVES[1].replace(payer="council"))
    mary = funded(through, 100)
    pays = entry(F, 400, "council")
    final = ended(mary, pays, *spent(300), last_day=weeks(4))
    assert claims(final) == {"council": "-50.00", "icb": "-50.00"}
    closed = ended(mary, pays, *spent(300), *final.entries(), last_day=weeks(4))
    assert (closed.balance, closed.entries()) == (Money(0), ())


def test_a_funder_of_before_a_change_gets_back_what_it_paid() -> None:
    """The council paid until it was known that the NHS was to pay from the first day on."""
    since = Variation(effective=FIRST_DAY, known_from=weeks(2), changes=TO_THE_NHS.changes)
    mary = funded(COUNCIL, 100, variations=(since,))
    final = ended(mary, entry(F, 400, "council"), *spent(400), last_day=weeks(4))
    assert claims(final) == {"icb": "400.00", "council": "-400.00"}
    nobody = ended(mary, entry(F, 400, None), *spent(300), last_day=weeks(4))
    assert claims(nobody) == {"icb": "-100.00"}


def test_what_names_nobody_is_of_who_owes_in_its_days() -> None:
    """400.00 for the first four weeks of the council, 400.00 for the next of both, of which the council paid 200.00."""
    later = Variation(
        effective=weeks(4) + timedelta(days=1), known_from=FIRST_DAY, changes=(Change("funding", HALVES),)
    )
    mary = funded(COUNCIL, 100, variations=(later,))
    first, second = (Period(first_day=weeks(start) + timedelta(days=1), last_day=weeks(start + 4)) for start in (0, 4))
    made = (
        entry(F, 400, None, "1", first),
        entry(F, 200, "council", "2", second),
        entry(F, 200, None, "3", second),
    )
    final = ended(mary, *made, *spent(800), last_day=weeks(8))
    assert claims(final) == {"council": "0.00", "icb": "0.00"}
    # and after the last day, of those who would go on
    beyond = Period(first_day=weeks(8) + timedelta(days=1), last_day=weeks(12))
    ahead = ended(mary, *made, entry(F, 400, None, "4", beyond), *spent(800), last_day=weeks(8))
    assert claims(ahead) == {"council": "-200.00", "icb": "-200.00"}
    nobody = funded(None, 100)
    alone = ended(
        nobody, entry(F, 400, "council", "1", first), entry(F, 400, None, "4", beyond), *spent(400), last_day=weeks(4)
    )
    assert claims(alone) == {"the funder": "-400.00"}


def test_those_bear_the_pay_in_lieu_who_would_have_paid_for_its_days() -> None:
    """A week's notice was not served: 500.00, of the days of the NHS."""
    mary = funded(COUNCIL, 500, variations=(TO_THE_NHS,))
    notices = tuple(Notice(party=party, length=7, unit=NoticeUnit.DAYS) for party in Party)
    mary = mary.replace(contract=mary.contract.replace(termination=AT_ONCE.replace(notices=notices)))
    ahead = paid(mary, AUGUST_23)
    final = ended(mary, *ahead, *spent("8142.86"), last_day=JULY_28)
    assert (claims(final), final.in_lieu) == ({"council": "0.00", "icb": "-1357.14"}, Money(500))
    closed = ended(mary, *ahead, *spent("8142.86"), *final.entries(), last_day=JULY_28)
    assert (claims(closed), closed.in_lieu) == ({"council": "0.00", "icb": "0.00"}, Money(0))


# Laws


FUNDING = st.lists(st.integers(0, 5), min_size=2, max_size=4).filter(any)
KINDS = st.lists(st.sampled_from((FunderKind.COUNCIL, FunderKind.NHS)), min_size=4, max_size=4)


@st.composite
def fundings(draw: st.DrawFn) -> tuple[FundingShare | FundingRate, ...]:
    """Two to four funders with shares, of either kind, and perhaps one with a rate."""
    parts, kinds = draw(FUNDING), draw(KINDS)
    shares = tuple(
        FundingShare(funder=Funder(ref=f"F-{place}", kind=kinds[place]), share=Fraction(part, sum(parts)))
        for place, part in enumerate(parts)
    )
    rate = FundingRate(funder=Funder(ref="icb", kind=FunderKind.NHS), rate=Rate.weekly(draw(st.integers(1, 60))))
    return (rate, *shares) if draw(st.booleans()) else shares


POUNDS = st.integers(1, 60_000).map(lambda pence: Fraction(pence, 100))


@settings(deadline=None, max_examples=60)
@given(fundings(), POUNDS, POUNDS, st.booleans(), st.integers(1, 60), st.data())
def test_who_paid_what_it_owed_of_a_fund_that_is_spent_gets_and_owes_nothing(
    funding: Any, weekly: Fraction, contribution: Fraction, varies: bool, days: int, data: st.DataObject
) -> None:
    last_day = FIRST_DAY + timedelta(days=days)
    other = data.draw(fundings()) if varies else funding
    changes = Variation(effective=weeks(3), known_from=FIRST_DAY, changes=(Change("funding", other),))
    mary = funded(funding, weekly, contribution, variations=(changes,) if varies else ())
    mary = mary.replace(contract=mary.contract.replace(last_day=last_day))
    entries = paid(mary, last_day)
    all_of_it = Money.total(each.amount for each in entries)
    final = ended(mary, *entries, *spent(all_of_it), last_day=last_day)
    assert not any(sum_ for _, sum_ in (*final.refunds, *final.due_by_funder))


@pytest.mark.parametrize("icb_is_named", [True, False])
def test_what_was_put_right_between_periods_is_not_taken_for_what_another_paid(icb_is_named: bool) -> None:
    """£240 and £80 are £160 each, of which £80 was paid too early: nobody has paid for the other."""
    halves = funded(HALVES, 80)
    sums = {1: ("160", "240"), 2: ("160", "80"), 3: ("160", "160")}
    made: list[Entry] = []
    for payment in schedule_payments(halves, until=weeks(12) - timedelta(days=27), policy=PLAIN):
        for party, amount in zip(("icb" if icb_is_named else None, None), sums[payment.number], strict=True):
            about: dict[str, Any] = {"on": payment.due, "period": payment.period, "party": party}
            about["ref"] = f"E-{len(made)}"
            made.append(Entry(kind=EntryKind.FUNDER_PAYMENT, amount=Money(amount), **about))
    final = ended(halves, *made, *spent("960"), last_day=weeks(12))
    assert not final.refund
    assert not final.due_from_funder
    unspent = ended(halves, *made, last_day=weeks(12))
    assert dict(unspent.refunds) == {"council": Money("480.00"), "icb": Money("480.00")}


@settings(deadline=None, max_examples=60)
@given(fundings(), POUNDS, POUNDS, st.integers(0, 3000), st.booleans(), st.data())
def test_parts_add_up_and_net_and_gross_leave_each_with_the_same(
    funding: Any, weekly: Fraction, contribution: Fraction, permille: int, follows: bool, data: st.DataObject
) -> None:
    """Under gross payment those who charge hold what she pays; it is theirs as it comes off their parts net."""
    net, gross = (
        funded(funding, weekly, contribution, basis=basis, follows=follows) for basis in (Basis.NET, Basis.GROSS)
    )
    payment = schedule_payments(net, until=FIRST_DAY, policy=PLAIN)[0]
    cost = Money.from_pence((payment.amount + payment.contribution).pence * permille // 1000)
    unpaid = data.draw(st.lists(st.sampled_from([(each.ref, 1) for each in funding])))
    ends = []
    for mary in (net, gross):
        entries = paid(mary, FIRST_DAY, unpaid=unpaid)
        final = ended(mary, *entries, *spent(cost), last_day=weeks(4))
        assert final.refund - final.due_from_funder == final.balance - final.back_to_person
        made = {ref: Money(0) for ref, _ in final.refunds}
        for each in entries:
            if each.party in made:
                made[each.party] += each.amount
        asked = claims(final)
        ends.append({ref: (made[ref] + Money(asked[ref])).pence for ref in made})
        kept = payment.contribution - final.back_to_person
    hers = kept.pence if not follows else None
    charging = {each.ref for each in funding if each.funder.charges}
    for each in funding:
        if each.ref not in charging:
            # Each is rounded twice, in its payments and in its claim, and is less than two pence from the exact sum.
            assert abs(ends[0][each.ref] - ends[1][each.ref]) < 4
    if hers is not None:
        councils = [sum(end[ref] for ref in charging) for end in ends]
        assert abs(councils[0] + payment.contribution.pence - councils[1]) <= len(funding)


@pytest.mark.parametrize(("cost", "back"), [(0, "200.80"), (100, "100.80"), ("200.80", "0.00")])
def test_a_short_month_that_a_rate_takes_whole_leaves_nobody_with_less_than_nothing(cost: Any, back: str) -> None:
    """February's budget is 200.80, and the NHS pays up to 217.26 a month: it has paid all of it, and the council none.

    Over a year the budget is more than the rate. What is less in a short month waits for a longer one; none came.
    """
    rate = FundingRate(funder=ICB, rate=Rate.monthly("217.26"))
    mary = funded((rate, FundingShare(funder=COUNCIL, share=1)), "50.20")
    months = mary.contract.payment.replace(cycle=PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 1)), weeks_in_year=52)
    mary = mary.replace(contract=mary.contract.replace(first_day=date(2026, 2, 1), payment=months))
    february = date(2026, 2, 28)
    entries = paid(mary, february)
    assert [(each.party, str(each.amount)) for each in entries] == [("icb", "200.80")]
    final = ended(mary, *entries, *spent(cost, on=february), last_day=february)
    assert claims(final) == {"icb": str(-Money(back)), "council": "0.00"}


SPENT_TOO_MUCH = spent("8500", on=JULY_28)
"""20 weeks of 500.00 are paid, and 8,142.86 is due for the days up to 28 July: 357.14 is overspent."""


@pytest.mark.parametrize(
    ("limit", "entered", "pays", "back"),
    [
        (None, 0, "0.00", "1500.00"),  # no terms: the shortfall is the funder's
        ("0", 0, "0.00", "1500.00"),
        ("300", 0, "300.00", "1800.00"),
        ("357.14", 0, "357.14", "1857.14"),
        ("1000", 0, "357.14", "1857.14"),
        ("300", 100, "200.00", "1800.00"),
        ("300", 300, "0.00", "1800.00"),
    ],
)
@pytest.mark.parametrize("funding", [COUNCIL, HALVES])
def test_the_holder_pays_its_part_of_an_overspend_and_what_was_paid_for_later_days_goes_back(
    funding: Any, limit: str | None, entered: int, pays: str, back: str
) -> None:
    terms = None if limit is None else OverspendTerms(order=(FundingSource.SURPLUS,), limit=limit)
    mary = funded(funding, 500)
    mary = mary.replace(contract=mary.contract.replace(overspend=terms))
    bears = EntryKind.HOLDER_BEARS
    borne = (Entry(ref="borne", on=JULY_28, kind=bears, amount=entered),) if entered else ()
    entries = (*paid(mary, AUGUST_23), *SPENT_TOO_MUCH, *borne)
    final = ended(mary, *entries, last_day=JULY_28)
    assert (str(final.overspend_by_holder), str(final.refund)) == (pays, back)
    assert final.explain().money == final.refund
    shown = [row[:2] for row in final.table().rows if row[0] == "borne by the holder: overspend"]
    assert shown == ([("borne by the holder: overspend", Money(pays))] if pays != "0.00" else [])
    made = final.entries()
    assert Money.total(each.amount for each in made if each.kind is bears) == Money(pays)
    again = ended(mary, *entries, *made, last_day=JULY_28)
    assert (again.overspend_by_holder, again.refund, again.due_from_funder) == (Money(0), Money(0), Money(0))


@pytest.mark.parametrize(
    ("on", "until", "overspent"),
    [
        (JULY_28 - timedelta(1), JULY_28, "0.00"),  # before the last day what is paid ahead is there to spend
        (JULY_28, JULY_28, "357.14"),
        (IN_AUTUMN, JULY_28, "357.14"),
        (JULY_28, OPEN_ENDED, "0.00"),
    ],
)
def test_money_for_days_after_the_last_covers_no_overspend_once_it_has_ended(
    on: date, until: Any, overspent: str
) -> None:
    terms = OverspendTerms(order=(FundingSource.SURPLUS,), limit="100")
    mary = funded(COUNCIL, 500)
    fund = Fund(entries=(*paid(mary, AUGUST_23), *spent("8500", on=FIRST_DAY)), commitments=())
    mary = mary.replace(fund=fund, contract=mary.contract.replace(overspend=terms, last_day=until))
    met = overspend_on(mary, on=on, policy=PLAIN)
    assert (str(met.overspend), met.beyond) == (overspent, max(Money(0), Money(overspent) - Money(100)))


def test_a_final_account_cannot_tell_who_pays_an_overspend_without_the_limit() -> None:
    mary = funded(COUNCIL, 500)
    mary = mary.replace(contract=mary.contract.replace(overspend=OverspendTerms(order=())))
    with pytest.raises(NotRecorded) as error:
        ended(mary, *paid(mary, AUGUST_23), *SPENT_TOO_MUCH, last_day=JULY_28)
    assert error.value.fields == ("contract.overspend.limit",)
