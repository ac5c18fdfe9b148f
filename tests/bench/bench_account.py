"""How long the account's answers take, measured against the loop that makes a fund's schedule.

    python tests/bench/bench_account.py [--funds 100] [--repeats 5]

The ratio is to `limit.schedule` for the same number of funds in the same run: "what is left" of a year's
account against thirteen bare lines of sums. Each account has a year of Mary's entries: what comes in
with every period, and support, other support and a fee going out of it.
"""

from __future__ import annotations

import argparse
import platform
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import limit
from bench_schedule import Fund, read_loop

from isf_core import (
    PLAIN,
    Arrangement,
    Basis,
    Contract,
    Frequency,
    Holder,
    Money,
    Move,
    NoFee,
    PayCycle,
    PaymentTerms,
    Period,
    Person,
    PersonalBudget,
    Rate,
    Support,
    SupportPlan,
    SurplusRule,
    TerminationTerms,
    Timing,
    check,
)
from isf_core.account import balance_on, final_account_on, statement_for, surplus_on
from isf_core.model import (
    OPEN_ENDED,
    Entry,
    EntryKind,
    Notice,
    NoticeUnit,
    Party,
    SurplusBase,
    Termination,
    TerminationReason,
)
from isf_core.model import Fund as Account

START = date(2026, 4, 6)
END = date(2027, 4, 4)
NUMBERS = PLAIN.parameters


def account(number: int) -> Arrangement:
    """A year of one fund: 13 periods, of five entries each."""
    entries: list[Entry] = []
    for period in range(13):
        first = START + timedelta(days=28 * period)
        span = Period(first_day=first, last_day=first + timedelta(days=27))
        made: tuple[tuple[str, EntryKind, str, dict[str, Any]], ...] = (
            ("F", EntryKind.FUNDER_PAYMENT, "257.50", {"period": span}),
            ("K", EntryKind.CONTRIBUTION, "80.00", {"period": span}),
            ("H", EntryKind.DIRECT_SUPPORT, "200.00", {"support": "homecare"}),
            ("A", EntryKind.OTHER_PROVIDER, "70.00", {"support": "art", "party": "P-9"}),
            ("M", EntryKind.MANAGEMENT_FEE, "40.00", {}),
        )
        entries += [
            Entry(ref=f"{ref}-{period}", on=first, kind=kind, amount=amount, evidence="doc", **facts)
            for ref, kind, amount, facts in made
        ]
    return Arrangement(
        person=Person(ref=f"P-{number:04}"),
        holder=Holder(ref="H-7"),
        budget=PersonalBudget(
            actual=Rate.weekly("84.375"),
            contribution=Rate.weekly("20"),
            in_house=(),
            one_offs=(),
            contingency=Money(0),
        ),
        plan=SupportPlan(
            outcomes=None,
            supports=(
                Support.by_rate("homecare", None, Rate.weekly("62.50"), provider="H-7"),
                Support.by_rate("art", None, Rate.weekly("21.875"), provider="P-9"),
            ),
            carry_forwards=(),
        ),
        contract=Contract(
            first_day=START,
            last_day=OPEN_ENDED,
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
                timing=Timing.IN_ADVANCE,
                basis=Basis.NET,
                move=Move.BACK,
            ),
            fee=NoFee(),
            surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
            termination=TerminationTerms(notices=(Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS),)),
        ),
        fund=Account(entries=tuple(entries), commitments=()),
        endings=(
            Termination(
                party=Party.FUNDER, reason=TerminationReason.ORDINARY, given_on=date(2027, 3, 7), liabilities=()
            ),
        ),
    )


def what_is_left(arrangement: Arrangement) -> Money:
    """The balance at the end of the year."""
    return balance_on(arrangement.fund, on=END).balance


def what_is_spare(arrangement: Arrangement) -> Money:
    """What is above the cap at the end of the year."""
    return surplus_on(arrangement, on=END, policy=NUMBERS).excess


def a_quarter(arrangement: Arrangement) -> Money:
    """The statement of the last quarter."""
    span = Period(first_day=date(2027, 1, 1), last_day=date(2027, 3, 31))
    return statement_for(arrangement, span=span, policy=NUMBERS).closing


def at_the_end(arrangement: Arrangement) -> Money:
    """The final account."""
    return final_account_on(arrangement, on=END, policy=NUMBERS).refund


def all_rules(arrangement: Arrangement) -> int:
    """Every rule of the catalogue, at the end of the year."""
    return len(check(arrangement, on=END).findings)


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--funds", type=int, default=100, help="how many funds, of 65 entries each")
    options.add_argument("--repeats", type=int, default=5, help="how often each is timed")
    asked = options.parse_args()
    funds = [Fund(*fund) for fund in limit.make_funds(asked.funds)]
    accounts = [account(number) for number in range(asked.funds)]
    jobs: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "the loop, lines in pence": (read_loop, funds),
        "position": (what_is_left, accounts),
        "surplus and its cap": (what_is_spare, accounts),
        "statement of a quarter": (a_quarter, accounts),
        "final account": (at_the_end, accounts),
        "every rule of the catalogue": (all_rules, accounts),
    }
    times, ratios = limit.measure(jobs, asked.repeats)
    print(f"Python {platform.python_version()}\n{'for one fund':40}{'µs':>10}{'ratio':>8}")
    for name in jobs:
        print(f"{name:40}{statistics.median(times[name]):10.1f}{ratios[name]:8.2f}")


if __name__ == "__main__":
    main()
