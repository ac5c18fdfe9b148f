"""What people are told of an account, whole: each table, reason, note and refusal of each kind of result.

python tests/support/wording.py accounts > tests/data/words_of_accounts.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from isf_core import PLAIN
from isf_core.account import (
    balance_on,
    end_of,
    final_account_on,
    fund_overspend,
    hours_bank,
    overspend_on,
    pay_in_lieu,
    payment_on_delivery,
    price_visit,
    spending_by_support,
    statement_for,
    still_to_come,
    surplus_on,
)
from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Audience,
    BalanceOnTransfer,
    Basis,
    Bill,
    CarryForward,
    Clause,
    Clauses,
    DeliveryLimit,
    Entry,
    EntryKind,
    FixedFee,
    Fund,
    Funder,
    FundingShare,
    FundingSource,
    HoursEntry,
    HoursKind,
    InHouse,
    NoticeUnit,
    OneOff,
    OneOffPayment,
    OverspendTerms,
    Party,
    Placement,
    RecoveryScope,
    Side,
    SpendingBasis,
    SurplusBase,
    SurplusRule,
    TerminationReason,
    Timing,
    VisitEvidence,
    VisitRecord,
    VisitState,
)
from isf_core.schedule import resolve_phases
from isf_core.values import Money, Period, Rate, Timeline
from isf_core.values.table import shown

from .account import LIVED, PERIODS, ended, lived
from .arrangements import MONTHLY, mary
from .endings import CLAUSE, DRAWN_UP, GIVEN, MAY_3, NUMBERS, ending, held, notice, owing, promised, terms
from .endings import fund as fund_of
from .pictures import because, refusal, table_lines
from .small_account import P1, P2, P3, entry, fund, paid, small, spent

DAY: Final = timedelta(days=1)
APRIL_26: Final = date(2026, 4, 26)
"""A week before the notice has run."""
EVERY_KIND: Final = tuple(
    entry(f"E-{kind.name}", P1.first_day + DAY * place, kind, 1000 + place, evidence=f"doc {place}", period=P1)
    for place, kind in enumerate(EntryKind)
)
ALL_FACTS: Final = Entry(
    ref="S-1",
    on=P1.last_day,
    kind=EntryKind.DIRECT_SUPPORT,
    amount="62.50",
    what="two lunches",
    evidence="doc 9",
    outcomes=("fed", "out"),
    support="club",
    party="P-9",
    period=P1,
    person="P-001",
    use=SpendingBasis.AS_PLANNED,
    agreed_on=P1.first_day,
)
CORRECTED: Final = entry("S-2", P1.last_day, EntryKind.DIRECT_SUPPORT, "12.50", corrects="S-1")
CANCELLED: Final = entry("X-1", P1.last_day, EntryKind.CANCELLED_VISIT, "20")
TAKEN_BACK: Final = entry("X-2", P1.last_day, EntryKind.CANCELLED_VISIT, "20", corrects="X-1")
MADE: Final = VisitRecord(ref="V-1", on=P1.last_day, price="12.50", notice_hours="3", minutes=60)
VISITS: Final = (
    MADE.replace(support="club", minutes=45, evidence=VisitEvidence.UNVERIFIED),
    MADE.replace(ref="V-2", support="club"),
    MADE.replace(ref="V-3", evidence=VisitEvidence.ELECTRONIC),
    MADE.replace(ref="V-4", state=VisitState.CANCELLED),
)
WHOLE: Final = small(
    *EVERY_KIND,
    ALL_FACTS,
    CORRECTED,
    CANCELLED,
    TAKEN_BACK,
    fund={
        "visits": VISITS,
        "bills": (Bill(ref="B-1", on=P1.first_day, amount="2000"),),
        "commitments": (promised("20"),),
    },
    plan={
        "carry_forwards": (
            CarryForward(
                ref="CF",
                amount="40",
                outcome="out",
                first_day=P1.first_day,
                last_day=P3.last_day,
                stands_outside_the_cap=True,
            ),
        )
    },
    budget={"contingency": Money(30)},
    payment={"basis": Basis.NET},
)
"""An account with an entry of every kind, corrections, visits, a bill, a promise, and something set aside."""


REST: Final = Period(first_day=date(2026, 4, 20), last_day=P1.last_day)


def accounts() -> Iterator[str]:
    """Everything that is told of accounts."""
    for part in (_balances, _statements, _surpluses, _endings, _finals, _deliveries, _overspends, _visits):
        yield f"# {part.__name__.strip('_')}"
        yield from part()


def _balances() -> Iterator[str]:
    at = balance_on(WHOLE.fund, on=P1.last_day)
    yield from table_lines(at.table())
    yield from because(at.explain())
    yield repr(at.schema())
    yield repr(at.records())
    yield repr(at)
    empty = balance_on(fund(), on=P1.last_day)
    yield from because(empty.explain())
    for many in (200, 201):
        some = balance_on(fund(*(spent(f"S-{n}", P1.first_day, 1) for n in range(many))), on=P1.first_day)
        yield f"  {many} entries of a kind are explained in {sum(1 for _ in some.explain().walk())} lines"
        yield from [*because(some.explain())][4:6]
    for kind in Side:
        yield f"  {kind.value}: {', '.join(each.value for each in EntryKind if each.side is kind)}"


def _statements() -> Iterator[str]:
    for to in Audience:
        found = statement_for(WHOLE, span=REST, policy=NUMBERS, to=to)
        yield from found.notes()
    yield from table_lines(found.table())
    yield repr(found.schema())
    yield from map(repr, found.records())
    for each in (found.planned_table(), found.planned_table("outcome"), found.hours_table(), found.entries_table()):
        yield from table_lines(each)
    yield from because(found.explain())
    yield from found.page().text().split("\n")
    nothing = Arrangement(person=WHOLE.person, fund=Fund(entries=(), commitments=None))
    unknown = statement_for(nothing, span=P1, policy=NUMBERS)
    yield from unknown.notes()
    yield from unknown.page().text().split("\n")
    over = statement_for(small(paid("F-1", P1.first_day, 1000)), span=P1, policy=NUMBERS)
    yield from over.notes()
    yield refusal(lambda: unknown.planned_table("need"))
    yield refusal(unknown.planned_table)
    yield refusal(unknown.hours_table)
    yield refusal(lambda: found.joined(found))
    yield refusal(lambda: found.joined(statement_for(WHOLE, span=P2, policy=NUMBERS)))
    other = statement_for(WHOLE, span=P2, policy=NUMBERS, to=to)
    yield from table_lines(found.joined(other).planned_table())
    yield refusal(spending_by_support, nothing, span=P1, policy=NUMBERS)


def _surpluses() -> Iterator[str]:
    by = Clause(reference="11")
    named = CarryForward(
        ref="N",
        amount="900",
        outcome="out",
        first_day=P1.first_day,
        last_day=P3.last_day,
        stands_outside_the_cap=False,
        need="a stair lift",
    )
    rules: dict[str, SurplusRule] = {
        "a share of a regular payment": SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
        "whichever is less": SurplusRule(share="8", of=SurplusBase.WEEKLY_BUDGET, amount="700", weeks=2, clause=by),
        "a sum": SurplusRule(amount="500", recovers=RecoveryScope.WHOLE),
        "four weeks": SurplusRule(share="1", of=SurplusBase.FOUR_WEEKLY_PAYMENT),
        "a week": SurplusRule(share="1", of=SurplusBase.WEEKLY_PAYMENT),
        "weeks alone": SurplusRule(weeks=1),
        "a named need": SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT, or_named_need=True),
        "no cap": SurplusRule(no_cap=True),
    }
    entries = (
        paid("F-1", P1.first_day, 1500, period=P1),
        paid("F-2", P2.last_day, 400, period=P3),
        entry("T-1", P1.first_day, EntryKind.TOP_UP, 100, party="a son"),
        spent("S-1", P1.last_day, 200, support="meals"),
    )
    for what, rule in rules.items():
        facts = small(
            *entries,
            contract={"surplus": rule, "clauses": Clauses(surplus_recovery=by)},
            plan={"carry_forwards": (named,)},
            budget={
                "contribution": Rate.weekly(10),
                "in_house": (InHouse(what="day centre", cost=Rate.weekly(5)),),
                "contingency": Money(30),
            },
            payment={"basis": Basis.NET},
        )
        found = surplus_on(facts, on=P2.last_day, policy=NUMBERS)
        yield f"  {what}: {'must' if found.must_be_notified else 'need not'} be notified, by {found.rule_by}"
        yield from table_lines(found.table())
        for of in ("excess", *(["cap"] if found.cap is not None else [])):
            yield from because(found.explain(of), levels=4)
    yield from because(found.explain("amount"))
    yield refusal(lambda: found.explain("cap"))
    yield refusal(lambda: found.explain("x" * 50))
    for agreed in (
        Clauses(),
        Clauses(no_clawback=by),
        Clauses(no_clawback=NOT_STATED),
        Clauses(surplus_recovery=NOT_STATED),
    ):
        barred = surplus_on(small(*entries[:1], contract={"clauses": agreed}), on=P2.last_day, policy=NUMBERS)
        yield f"  may be recovered: {barred.recoverable} of {barred.excess}"
    own = small(*entries, plan={"surplus": rules["a sum"].replace(clause=by)})
    yield f"  by {surplus_on(own, on=P2.last_day, policy=NUMBERS).rule_by}"
    of_policy = small(*entries, contract={"surplus": None})
    policy = PLAIN.with_parameters("a council's", surplus=rules["a sum"])
    yield f"  by {surplus_on(of_policy, on=P2.last_day, policy=policy).rule_by}"
    yield refusal(surplus_on, Arrangement(person=own.person), on=P1.last_day, policy=NUMBERS)
    undated = small(*entries, plan={"carry_forwards": (named.replace(stands_outside_the_cap=None),)})
    yield refusal(surplus_on, undated, on=P2.last_day, policy=NUMBERS.replace(carry_forward_outside_cap=None))


def _endings() -> Iterator[str]:
    for unit in NoticeUnit:
        for length in (1, 28):
            facts = held(fund_of(), by=terms(notice(length, unit)))
            yield from because(end_of(facts, ending(last_day=GIVEN), policy=NUMBERS).explain())
    rates = Timeline(Rate.weekly("100"), (date(2026, 4, 30), Rate.annual("5300")))
    services = (InHouse(what="day centre", cost=Rate.weekly("10")),)
    facts = held(fund_of(), {"budget": {"actual": rates, "in_house": services}, "payment": {"weeks_in_year": 53}})
    resolved = resolve_phases(facts, policy=NUMBERS)[-1]
    for by in (ending(last_day=APRIL_26), ending(), ending(Party.HOLDER, last_day=APRIL_26)):
        owed = pay_in_lieu(end_of(facts, by, policy=NUMBERS), resolved)
        yield from because(owed)
    no_right = held(fund_of(), by=terms(notice(party=Party.PERSON)))
    yield refusal(end_of, no_right, ending(), policy=NUMBERS)
    short = held(fund_of(), {"contract": {"last_day": MAY_3}})
    yield refusal(end_of, short, ending(given_on=MAY_3 + DAY), policy=NUMBERS)
    yield from because(pay_in_lieu(end_of(facts, ending(last_day=MAY_3 - DAY), policy=NUMBERS), resolved))
    yield refusal(end_of, mary(contract={"termination": None}), ending(), policy=NUMBERS)


def _finals() -> Iterator[str]:
    two = tuple(FundingShare(funder=Funder(ref=ref), share="0.5") for ref in ("council", "nhs"))
    early = ending(last_day=APRIL_26)
    cases: dict[str, tuple[Arrangement, Any]] = {
        "all steps": (
            held(
                fund_of(
                    promised("10"),
                    FUNDER_PAYMENT="437.50",
                    DIRECT_SUPPORT="100",
                    TOP_UP="50",
                    CONTRIBUTION="99",
                    HOLDER_BEARS="1",
                ),
                {"funding": two, "budget": {"contribution": Rate.weekly(10)}, "payment": {"basis": Basis.NET}},
                by=terms(liabilities=CLAUSE, refund_days=28),
                contribution_risk=Party.HOLDER,
            ),
            early.replace(liabilities=owing("30")),
        ),
        "the holder bears": (
            held(
                fund_of(FUNDER_PAYMENT="10"),
                {"budget": {"contribution": Rate.weekly(10)}, "payment": {"basis": Basis.NET}},
                contribution_risk=Party.HOLDER,
            ),
            ending(last_day=MAY_3),
        ),
        "in lieu is paid in part": (
            held(fund_of(FUNDER_PAYMENT="437.50", IN_LIEU_OF_NOTICE="10", LIABILITY="5")),
            early.replace(liabilities=owing("30")),
        ),
        "the balance moves": (
            held(
                fund_of(FUNDER_PAYMENT="437.50"),
                by=terms(
                    notice(),
                    notice(reason=TerminationReason.CHANGE_OF_HOLDER),
                    on_change_of_holder=BalanceOnTransfer.MOVES,
                    liabilities=CLAUSE,
                    refund_days=28,
                ),
            ),
            ending(reason=TerminationReason.CHANGE_OF_HOLDER, last_day=MAY_3),
        ),
        "insolvency": (
            held(
                fund_of(FUNDER_PAYMENT="437.50"),
                by=terms(notice(reason=TerminationReason.INSOLVENCY), liabilities=CLAUSE),
            ),
            ending(reason=TerminationReason.INSOLVENCY, last_day=MAY_3, lost="50", restored="20"),
        ),
    }
    for what, (facts, by) in cases.items():
        top_up = facts.fund.replace(
            entries=tuple(
                each.replace(party="a son")
                if each.kind is EntryKind.TOP_UP
                else each.replace(period=Period(first_day=MAY_3, last_day=DRAWN_UP), party="council")
                if each.kind is EntryKind.FUNDER_PAYMENT
                else each
                for each in facts.fund.entries or ()
            )
        )
        found = final_account_on(facts.replace(fund=top_up), on=DRAWN_UP, policy=NUMBERS, ending=by)
        yield f"  {what}"
        yield from table_lines(found.table())
        yield from because(found.explain(), levels=4)
        for each in (*found.entries(), *found.opening_entries()):
            yield f"    {each!r}"
        yield f"    for {found.days}, ahead {found.paid_ahead}, in advance {found.in_advance}, lost {found.unreclaimed}"
    long = held(fund_of(FUNDER_PAYMENT="10"), {"funding": (FundingShare(funder=Funder(ref="f" * 500), share=1),)})
    (last,) = final_account_on(long, on=DRAWN_UP, policy=NUMBERS, ending=ending(last_day=MAY_3)).entries()
    yield f"    {len(last.ref)} characters: {last.ref[:20]}"
    sound = held(fund_of())
    yield refusal(final_account_on, sound, on=DRAWN_UP, policy=NUMBERS)
    yield refusal(final_account_on, sound, on=APRIL_26 - DAY, policy=NUMBERS, ending=early)
    yield refusal(
        lambda: final_account_on(sound, on=GIVEN - DAY, policy=NUMBERS, ending=ending(last_day=GIVEN - DAY * 9))
    )
    unknown = mary(contract={"termination": terms(notice(), notice(reason=TerminationReason.CHANGE_OF_HOLDER))})
    by = ending(reason=TerminationReason.CHANGE_OF_HOLDER, liabilities=None)
    yield refusal(final_account_on, unknown, on=DRAWN_UP, policy=NUMBERS, ending=by)
    yield refusal(lambda: final_account_on(unknown, on=DRAWN_UP, policy=NUMBERS, ending=ending(liabilities=owing("1"))))
    nothing = Arrangement(person=unknown.person, contract=unknown.contract)
    yield refusal(final_account_on, nothing, on=DRAWN_UP, policy=NUMBERS, ending=by)
    unpaid = held(fund_of(), {"budget": {"contribution": Rate.weekly(10)}, "payment": {"basis": Basis.NET}})
    yield refusal(final_account_on, unpaid, on=DRAWN_UP, policy=NUMBERS, ending=early)
    nameless = held(fund_of(TOP_UP="50", PRIVATE_ADDITION="50", FUNDER_PAYMENT="337.50"))
    yield refusal(final_account_on, nameless, on=DRAWN_UP, policy=NUMBERS, ending=early)
    found = final_account_on(
        lived(), on=LIVED, policy=PLAIN, ending=ended(given_on=PERIODS[-1].first_day, last_day=LIVED)
    )
    yield from found.page().text().split("\n")


def _deliveries() -> Iterator[str]:
    def made(on: date, price: int, ref: str, **facts: Any) -> VisitRecord:
        return VisitRecord(ref=ref, on=on, price=price, **facts)

    visits = (
        made(P1.first_day - DAY, 1, "before"),
        made(P1.first_day, 500, "V-1"),
        made(P2.first_day, 10, "V-2"),
        made(P2.last_day, 90, "V-3", state=VisitState.CANCELLED, notice_hours="1"),
    )
    for limit in DeliveryLimit:
        for placement in Placement:
            facts = small(
                fund={"visits": visits},
                budget={
                    "contribution": Rate.weekly(20),
                    "one_offs": (OneOff(on=P1.first_day, amount="70", what="rail"),),
                },
                contract={"fee": FixedFee(per_week="5"), "fee_placement": placement},
                payment={
                    "on_delivery": limit,
                    "timing": Timing.IN_ARREARS,
                    "basis": Basis.NET,
                    "one_offs": OneOffPayment.WITH_PERIOD,
                },
            )
            found = payment_on_delivery(facts, on=P3.last_day, policy=NUMBERS.replace(cancellation_hours=24))
            yield f"  {limit.name}, {placement.name}, outside: {found.outside}"
            yield from table_lines(found.table())
            for each in found.payments:
                yield from because(each.explain())
    yield refusal(payment_on_delivery, facts, on=P3.last_day, policy=NUMBERS)
    for payment in ({"on_delivery": None}, {"on_delivery": DeliveryLimit.PERIOD, "timing": Timing.IN_ADVANCE}):
        other = small(fund={"visits": visits}, payment=payment)
        yield refusal(payment_on_delivery, other, on=P3.last_day, policy=NUMBERS)
    lacks = small(fund={"visits": None}, payment={"on_delivery": DeliveryLimit.PERIOD, "timing": None})
    yield refusal(payment_on_delivery, lacks, on=P3.last_day, policy=NUMBERS)
    yield refusal(still_to_come, facts, on=P3.last_day, policy=NUMBERS)


def _overspends() -> Iterator[str]:
    order = tuple(FundingSource)
    had = tuple((source, Money(place)) for place, source in enumerate(order, 1))
    for limit in (Money(1), Money(100)):
        met = fund_overspend(Money(20), OverspendTerms(order=order, limit=limit), available=had)
        yield from table_lines(met.table())
        yield from because(met.explain())
    agreed = OverspendTerms(order=order)
    wrong: Any
    for wrong in (
        had[:1] * 2,
        had[:1],
        (had[0], (order[1], 3)),
        ((order[0], Money("-0.01")),),
        ((1, 2, 3),),
        ((1, 2),),
        had,
    ):
        yield refusal(fund_overspend, Money(20), agreed, available=wrong)
    yield refusal(fund_overspend, Money("-0.01"), agreed, available=())
    over = small(paid("F-1", P1.first_day, 100), spent("S-1", P1.last_day, 900))
    for facts in (
        over,
        over.replace(contract=over.contract.replace(overspend=agreed)),
        Arrangement(person=over.person),
    ):
        yield refusal(overspend_on, facts, on=P1.last_day, policy=NUMBERS)
    unknown = Arrangement(person=over.person, fund=over.fund)
    yield refusal(still_to_come, unknown, on=P1.last_day, policy=NUMBERS)


def _visits() -> Iterator[str]:
    policy = NUMBERS.replace(cancellation_hours=24)
    for state in VisitState:
        for hours in ("23", "24"):
            visit = VisitRecord(
                ref="V-1", on=P1.first_day, state=state, price="12.50", notice_hours=hours, charged="20"
            )
            found = price_visit(visit, policy=policy)
            yield from because(found.explain())
            yield f"    stays {found.stays_in_the_fund}, pays back {found.pays_back}, itemised: {found.is_itemised}"
        yield refusal(price_visit, visit.replace(price=None), policy=policy)
    unknown = visit.replace(state=VisitState.CANCELLED, notice_hours=None)
    yield refusal(price_visit, unknown, policy=NUMBERS)
    kept = (
        HoursEntry(on=P1.first_day, kind=HoursKind.BANKED, hours="4", hourly="15.55"),
        HoursEntry(on=P1.first_day, kind=HoursKind.TURNED_INTO_MONEY, hours="0.5"),
        HoursEntry(on=P1.first_day, kind=HoursKind.USED, hours="1"),
    )
    bank = hours_bank(fund(hours=kept), on=P1.first_day)
    yield from table_lines(bank.table())
    yield f"  {bank!r} {shown(bank.worth)}"
    yield refusal(lambda: hours_bank(fund(hours=(*kept, kept[1].replace(hours="2.75"))), on=P1.first_day))
    yield refusal(hours_bank, Fund(), on=P1.first_day)
    monthly = mary(payment={"cycle": MONTHLY})
    yield refusal(spending_by_support, monthly, span=P1, policy=NUMBERS)
