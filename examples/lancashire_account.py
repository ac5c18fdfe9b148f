"""Mary's account through a year: statements, a surplus that is told, an urgent need, the end, down to zero.

Mary is the worked example in Appendix One of "Individual Service Funds for Homecare" (In Control,
2012), and the terms of her account are those of the Lancashire clauses in its Appendix Two: records
(6.10), statements (6.12), the surplus and its cap of half a four-weekly payment (6.16), urgent needs
(6.17), the refund at the end less pay in lieu of notice (6.18). The dates and what is spent are ours.

Run it: python examples/lancashire_account.py
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from isf_core import (
    PLAIN,
    Arrangement,
    Basis,
    Clause,
    Clauses,
    Commitment,
    Contract,
    Entry,
    EntryKind,
    FixedFee,
    Frequency,
    Fund,
    Funder,
    Holder,
    Liability,
    Money,
    Move,
    Notice,
    NoticeUnit,
    Outcome,
    Party,
    PayCycle,
    PaymentTerms,
    Period,
    Person,
    PersonalBudget,
    Placement,
    Rate,
    SpendingBasis,
    Support,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Termination,
    TerminationReason,
    TerminationTerms,
    Timing,
    balance_on,
    check,
    final_account_on,
    rules_of,
    schedule_payments,
    statement_for,
    surplus_on,
)
from isf_core.values import LANCASHIRE

CLAUSE = Clause(reference="6.18")
NUMBERS = PLAIN.parameters
POLICY = PLAIN.replace(rules=rules_of(LANCASHIRE))
"""The plain numbers, and beside the rules of any arrangement those of Lancashire's text."""

mary = Arrangement(
    ref="ISF-2026-014",
    person=Person(ref="P-001"),
    holder=Holder(ref="H-7"),
    funding=Funder(ref="council"),
    budget=PersonalBudget(
        actual=Rate.annual("4387.50"), contribution=Rate.weekly("20"), in_house=(), one_offs=(), contingency=Money(0)
    ),
    plan=SupportPlan(
        outcomes=(
            Outcome(ref="hygiene", words="to shower and feel safe doing so", eligible=True),
            Outcome(ref="church", words="to go out to her church", eligible=True),
        ),
        supports=(Support.by_rate("homecare", ("hygiene", "church"), Rate.weekly("74.375"), provider="H-7"),),
        carry_forwards=(),
    ),
    contract=Contract(
        first_day=date(2026, 4, 6),
        last_day=date(2027, 4, 4),
        payment=PaymentTerms(
            cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
            timing=Timing.IN_ADVANCE,
            basis=Basis.NET,
            move=Move.FORWARD,
        ),
        fee=FixedFee(per_week="10"),
        fee_placement=Placement.INSIDE,
        surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
        termination=TerminationTerms(
            notices=tuple(Notice(party=party, length=28, unit=NoticeUnit.DAYS) for party in Party),
            refund_days=28,
            liabilities=CLAUSE,
        ),
        clauses=Clauses(surplus_recovery=Clause(reference="6.16"), contribution_risk=Party.HOLDER),
    ),
)

SPENT = (*["270"] * 5, *["297.50"] * 7, "80")
"""What the homecare of each period cost: 297.50 is planned. She was away at times in the first five."""
NIGHT = Entry(
    ref="U-1",
    on=date(2026, 11, 14),
    kind=EntryKind.OTHER_PROVIDER,
    amount="60",
    what="a sitter in the night after a fall",
    evidence="invoice 77",
    use=SpendingBasis.URGENT,
)
PROMISED = Commitment(ref="C-1", on=date(2027, 3, 15), amount="25", what="the last call-outs, not yet billed")
BEGIN = (date(2026, 4, 6), date(2026, 7, 6), date(2026, 10, 5), date(2027, 1, 4), date(2027, 4, 5))
QUARTERS = tuple(Period(first_day=start, last_day=end - timedelta(days=1)) for start, end in pairwise(BEGIN))
WARNED = date(2026, 8, 24)
GIVEN, LAST_DAY, DRAWN_UP = date(2027, 2, 22), date(2027, 3, 15), date(2027, 4, 1)


def entered() -> Fund:
    """The entries of the year: money in from the schedule's payments, money out from what was spent."""
    until_the_end = schedule_payments(mary.replace(contract=mary.contract.replace(last_day=LAST_DAY)))
    made: list[Entry] = []
    for paid, used, spent in zip(schedule_payments(mary), until_the_end, SPENT, strict=True):
        outcomes = ("hygiene", "church")
        rows: tuple[tuple[str, date, EntryKind, Money, dict[str, Any]], ...] = (
            ("F", paid.due, EntryKind.FUNDER_PAYMENT, paid.amount, {"period": paid.period}),
            ("K", paid.first_day, EntryKind.CONTRIBUTION, paid.contribution, {"period": paid.period}),
            ("H", used.last_day, EntryKind.DIRECT_SUPPORT, Money(spent), {"support": "homecare", "outcomes": outcomes}),
            ("M", used.last_day, EntryKind.MANAGEMENT_FEE, used.fee, {}),
        )
        for letter, on, kind, amount, facts in rows:
            ref = f"{letter}-{paid.number}"
            made.append(Entry(ref=ref, on=on, kind=kind, amount=amount, evidence=f"doc {ref}", **facts))
    return Fund(entries=(*made, NIGHT), commitments=(PROMISED,), surplus_told_on=())


def main() -> None:
    """Print the year as a finance officer would read it; every sum that is printed is asserted."""
    year = mary.replace(fund=entered())
    whole = schedule_payments(year)
    print(f"1. Thirteen payments are entered: {whole.totals.amount:,} from the council\n")
    assert whole.totals.amount == Money("3347.50")

    print(f"2. The surplus on {WARNED}")
    found = surplus_on(year, on=WARNED, policy=NUMBERS)
    print(found)
    assert (str(found.amount), str(found.cap), str(found.excess)) == ("137.50", "128.75", "8.75")
    assert found.explain().value() == found.excess.exact.pounds
    before = check(year, on=WARNED, policy=POLICY)
    print(f"\nBefore the council is told: {before.why('SUR-02')}")
    assert "SUR-02" in {finding.code for finding in before.breaches}
    year = year.replace(fund=year.fund.replace(surplus_told_on=(WARNED,)))
    after = check(year, on=WARNED, policy=POLICY)
    print(f"After: {after.why_not('SUR-02')}\n")
    assert "SUR-02" not in {finding.code for finding in after.findings}

    print(f"3. {NIGHT.what}, {NIGHT.amount:,}: an urgent need, met from the surplus")
    then = balance_on(year.fund, on=NIGHT.on)
    print(f"{then.explain()}\n")
    assert then.explain().money == then.balance == Money("415.00")
    assert not {"SUR-03a", "SUR-03b"} & {finding.code for finding in check(year, on=NIGHT.on).findings}

    print(f"4. Notice of 28 days is given on {GIVEN}, but support ends on {LAST_DAY}")
    end = Termination(
        party=Party.FUNDER,
        reason=TerminationReason.ORDINARY,
        given_on=GIVEN,
        last_day=LAST_DAY,
        liabilities=(Liability(what="a week's sick pay", amount=Money("30"), evidence="payslip 3"),),
    )
    year = year.replace(endings=(end,))
    final = final_account_on(year, on=DRAWN_UP, policy=NUMBERS)
    print(f"{final}\n\n{final.explain()}\n")
    assert final.explain().value() == final.refund.exact.pounds
    sums = (
        final.balance,
        final.outstanding_commitments,
        final.back_to_person,
        final.in_lieu,
        final.liabilities,
        final.refund,
    )
    assert list(map(str, sums)) == ["323.57", "25.00", "57.14", "84.38", "30.00", "127.05"]

    print("5. What closes the account")
    paid = Entry(
        ref="P-1",
        on=DRAWN_UP,
        kind=EntryKind.DIRECT_SUPPORT,
        amount=PROMISED.amount,
        commitment=PROMISED.ref,
        evidence="invoice 91",
        support="homecare",
    )
    for entry in (paid, *final.entries()):
        print(f"  {entry.on}  {entry.signed:>10,}  {entry.kind.value}")
    year = year.replace(fund=year.fund.plus(paid, *final.entries()))
    closed = balance_on(year.fund, on=DRAWN_UP)
    assert (closed.balance, closed.remaining) == (Money(0), Money(0))

    print("\n6. A statement each quarter, and the year's")
    quarters = [statement_for(year, span=quarter, policy=NUMBERS) for quarter in QUARTERS]
    joined = quarters[0]
    for quarter in quarters[1:]:
        joined = joined.joined(quarter)
    for each in (*quarters, joined):
        print(
            f"  {each.span!s:27}{each.opening:>9,} + {each.came_in:>9,}"
            f" = {each.spent:>9,} + {each.returned:>7,} + {each.closing:>7,}"
        )
        assert each.opening + each.came_in == each.spent + each.returned + each.closing
        assert each.explain().money == each.closing
    assert [str(each.closing) for each in quarters] == ["420.00", "475.00", "415.00", "0.00"]
    assert (str(joined.spent), str(joined.returned)) == ("4203.31", "184.19")
    print(f"\n{joined}")


if __name__ == "__main__":
    main()
