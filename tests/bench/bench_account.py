"""How long the account's answers take, measured against the loop that makes a fund's schedule.

    python tests/bench/bench_account.py [--funds 100] [--rounds 5] [--json]

The ratio is to `limit.schedule` for the same number of funds in the same run: "what is left" of a year's
account against thirteen bare lines of sums. Each account has a year of Mary's entries: what comes in
with every period, and support, other support and a fee going out of it. The last two lines judge the
example in which everything is recorded (examples/whole_arrangement.py, of the tree that is measured).
"""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from typing import Any, Final

import library as isf
from bench_schedule import funds, read_loop
from timing import Job, asked, measure, told

START: Final = date(2026, 4, 6)
END: Final = date(2027, 4, 4)
WHOLE_BEFORE: Final = date(2026, 4, 5)
WHOLE_AFTER: Final = date(2026, 6, 28)


def entries() -> list[Any]:
    """A year of 13 periods, of five entries each."""
    made: list[Any] = []
    for number in range(13):
        first = START + timedelta(days=28 * number)
        period = isf.period(first, first + timedelta(days=27))
        rows: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
            ("F", "FUNDER_PAYMENT", "257.50", {"period": period}),
            ("K", "CONTRIBUTION", "80.00", {"period": period}),
            ("H", "DIRECT_SUPPORT", "200.00", {"support": "homecare"}),
            ("A", "OTHER_PROVIDER", "70.00", {"support": "art", "party": "P-9"}),
            ("M", "MANAGEMENT_FEE", "40.00", {}),
        )
        made += [
            isf.Entry(ref=f"{ref}-{number}", on=first, kind=isf.EntryKind[kind], amount=amount, evidence="doc", **facts)
            for ref, kind, amount, facts in rows
        ]
    return made


def account(number: int, *more: Any, **facts: Any) -> Any:
    """A year of one fund; with more entries, and with more facts of the arrangement."""
    return isf.Arrangement(
        person=isf.Person(ref=f"P-{number:04}"),
        holder=isf.Holder(ref="H-7"),
        budget=isf.PersonalBudget(
            actual=isf.Rate.weekly("84.375"),
            contribution=isf.Rate.weekly("20"),
            in_house=(),
            one_offs=(),
            contingency=isf.Money(0),
        ),
        plan=isf.SupportPlan(
            outcomes=None,
            supports=(
                isf.Support.by_rate("homecare", None, isf.Rate.weekly("62.50"), provider="H-7"),
                isf.Support.by_rate("art", None, isf.Rate.weekly("21.875"), provider="P-9"),
            ),
            carry_forwards=(),
        ),
        contract=isf.Contract(
            first_day=START,
            last_day=isf.OPEN_ENDED,
            payment=isf.PaymentTerms(
                cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, anchor=START),
                timing=isf.Timing.IN_ADVANCE,
                basis=isf.Basis.NET,
                move=isf.Move.BACK,
            ),
            fee=isf.NoFee(),
            surplus=isf.SurplusRule(share="0.5", of=isf.SurplusBase.REGULAR_PAYMENT),
            termination=isf.TerminationTerms(
                notices=(isf.Notice(party=isf.Party.FUNDER, length=28, unit=isf.NoticeUnit.DAYS),)
            ),
        ),
        endings=(
            isf.Termination(
                party=isf.Party.FUNDER,
                reason=isf.TerminationReason.ORDINARY,
                given_on=date(2027, 3, 7),
                liabilities=(),
            ),
        ),
        **{"fund": isf.Fund(entries=(*entries(), *more), commitments=()), **facts},
    )


def what_is_left(arrangement: Any) -> object:
    """The balance at the end of the year."""
    return isf.balance_on(arrangement, END).balance


def what_is_spare(arrangement: Any) -> object:
    """What is above the cap at the end of the year."""
    return isf.surplus_on(arrangement, END).excess


QUARTER: Final = isf.period(date(2027, 1, 1), date(2027, 3, 31))


def a_quarter(arrangement: Any) -> object:
    """The statement of the last quarter."""
    return isf.statement_for(arrangement, QUARTER).closing


def at_the_end(arrangement: Any) -> object:
    """The final account."""
    return isf.final_account_on(arrangement, END).refund


def all_rules(arrangement: Any) -> int:
    """Every rule of the catalogue, at the end of the year."""
    return len(isf.check(arrangement, on=END).findings)


def check_before(arrangement: Any) -> int:
    """Every rule, everything recorded, on the day before the first."""
    return len(isf.check(arrangement, on=WHOLE_BEFORE).findings)


def check_after(arrangement: Any) -> int:
    """Every rule, everything recorded, twelve weeks on."""
    return len(isf.check(arrangement, on=WHOLE_AFTER).findings)


RECOVERIES: Final = 1_000


def recovered(kept: bytes) -> Any:
    """Everything recorded, and then a penny recovered every day."""
    made = (
        isf.Entry(
            ref=f"R-{number}",
            on=START + timedelta(days=number),
            kind=isf.EntryKind.SURPLUS_RECOVERED,
            amount="0.01",
            evidence="doc",
        )
        for number in range(1, RECOVERIES + 1)
    )
    arrangement = pickle.loads(kept)
    return arrangement.replace(fund=arrangement.fund.plus(*made))


def check_recovered(arrangement: Any) -> int:
    """Every rule, on the day of the last recovery."""
    return len(isf.check(arrangement, on=START + timedelta(days=RECOVERIES)).findings)


def main() -> None:
    """Measure, and print a table."""
    options = asked(__doc__, funds=100, rounds=5)
    number = options.funds
    before, after = (pickle.dumps(each) for each in isf.whole_arrangement())

    def accounts() -> list[Any]:
        return [account(each) for each in range(number)]

    def copies(kept: bytes) -> list[Any]:
        return [pickle.loads(kept) for _ in range(20)]

    jobs = {
        "the loop, lines in pence": Job(read_loop, lambda: funds(number)),
        "balance": Job(what_is_left, accounts),
        "surplus and its cap": Job(what_is_spare, accounts),
        "statement of a quarter": Job(a_quarter, accounts),
        "final account": Job(at_the_end, accounts),
        "every rule of the catalogue, with an account": Job(all_rules, accounts),
        "check, everything recorded, before the start": Job(check_before, lambda: copies(before)),
        "check, everything recorded, twelve weeks on": Job(check_after, lambda: copies(after)),
        "check, everything recorded, 1,000 recoveries": Job(check_recovered, lambda: [recovered(after)]),
    }
    told(measure(jobs, options.rounds), options.json, f"{number} accounts of 65 entries")


if __name__ == "__main__":
    main()
