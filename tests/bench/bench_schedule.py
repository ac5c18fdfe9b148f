"""How long a schedule takes, measured against a tight hand-written loop for the same lines.

    python tests/bench/bench_schedule.py [--funds 1000] [--repeats 9]

`limit.py` is the loop: no objects, no terms, no explanations, just the sums. First both must
agree on every fund in which the contribution stays below the budget (the loop knows no limit
for it but nil): days, budget, fee and payment, and the due date of whole periods (paid in
arrears, the loop's last part period waits for the end of the whole one). Then both are timed in
the same run, in turn. A ratio is how many times as long as the loop the library takes; ratios
can be compared between machines, microseconds cannot.
"""

from __future__ import annotations

import argparse
import platform
import statistics
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

import limit

from isf_core import (
    PLAIN,
    Agreement,
    AgreementKind,
    Arrangement,
    Basis,
    Contract,
    Convention,
    FeeBase,
    FixedFee,
    Form,
    Frequency,
    Funder,
    Holder,
    HolderKind,
    Money,
    Move,
    NoFee,
    Outcome,
    Party,
    PayCycle,
    PaymentTerms,
    PercentageFee,
    Person,
    PersonalBudget,
    Placement,
    Rate,
    Schedule,
    Signature,
    Support,
    SupportPlan,
    Timeline,
    Timing,
    assess,
)
from isf_core.model import ManagementFee
from isf_core.schedule import LINE, ResolvedTerms, build_schedule, resolve_terms

AMOUNT: Final = 10
assert LINE[AMOUNT] == "amount"
MOVES = {"F": Move.FORWARD, "MF": Move.FORWARD_IN_MONTH, "P": Move.BACK}


class Fund(NamedTuple):
    """A fund as limit.py has it: days as ordinals, money as pence; amounts are (from, days, pence for so many days)."""

    start: int
    stop: int
    grid: tuple[str, int, str, str, bool]
    amounts: tuple[tuple[int, int, int], ...]
    contributions: tuple[tuple[int, int], ...]
    netted: bool
    fee_kind: int
    fee: int

    @property
    def contribution_stays_below(self) -> bool:
        """Whether the contribution is never more than the budget."""
        highest = max((Fraction(pence, 7) for _, pence in self.contributions), default=Fraction(0))
        return all(Fraction(pence, days) >= highest for _, days, pence in self.amounts)

    @property
    def is_cut_in_arrears(self) -> bool:
        """Whether it ends inside a period that is paid in arrears."""
        _, anchor, timing, *_ = self.grid
        return timing == "ARR" and (self.stop - anchor) % 28 > 0


def arrangement_of(fund: Fund) -> Arrangement:
    """The same fund as somebody would record it, with all that the rules ask for."""
    _, anchor, timing, convention, _ = fund.grid
    days = date.fromordinal
    amounts = [(days(since), Rate.weekly(Fraction(7 * pence, 100 * basis))) for since, basis, pence in fund.amounts]
    contributions = [(days(since), Rate.weekly(Fraction(pence, 100))) for since, pence in fund.contributions]
    fees: tuple[ManagementFee, ...] = (
        NoFee(),
        PercentageFee(percent=Fraction(fund.fee, 100), base=FeeBase.GROSS),
        FixedFee(per_week=Money.from_pence(fund.fee)),
    )
    before = days(fund.start - 10)
    return Arrangement(
        person=Person(ref="P-001"),
        holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
        funding=Funder(ref="council"),
        budget=PersonalBudget(
            actual=Timeline(amounts[0][1], *amounts[1:]),
            contribution=Timeline(Rate.weekly(0), *contributions),
            in_house=(),
            one_offs=(),
            exemptions=(),
        ),
        plan=SupportPlan(
            outcomes=(Outcome(ref="safe", eligible=True, met_informally=()),),
            supports=(Support.by_rate("homecare", ("safe",), amounts[0][1], provider="H-7"),),
            agreed_on=before,
        ),
        contract=Contract(
            form=Form.TWO_WAY,
            signatures=tuple(Signature(party=party, signed_on=before) for party in (Party.FUNDER, Party.HOLDER)),
            first_day=days(fund.start),
            last_day=days(fund.stop - 1),
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.FOUR_WEEKLY, days(anchor)),
                timing=Timing.IN_ADVANCE if timing == "ADV" else Timing.IN_ARREARS,
                basis=Basis.NET if fund.netted else Basis.GROSS,
                move=MOVES[convention],
                convention=Convention.RUNNING_TOTAL,
            ),
            fee=fees[fund.fee_kind],
            fee_placement=Placement.INSIDE,
        ),
        agreements=(Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=before),),
        payments_set_up_on=before,
    )


def check(funds: list[Fund], resolved: list[ResolvedTerms]) -> int:
    """Compare the lines of both, fund by fund; how many funds were compared."""
    compared = 0
    for fund, terms in zip(funds, resolved, strict=True):
        if not fund.contribution_stays_below:
            continue
        want = [
            (first, last, pay, gross, fee, net)
            for _, first, last, _, pay, _, gross, _, fee, net in limit.schedule(fund)
        ]
        got = [(line[0], line[1], line[3], line[4], line[7], line[10]) for line in build_schedule(terms).lines]
        if fund.is_cut_in_arrears:
            want[-1] = (*want[-1][:2], got[-1][2], *want[-1][3:])
        if want != got:
            raise SystemExit(f"They differ for {fund}:\n{want}\n{got}")
        compared += 1
    return compared


def read_loop(fund: Fund) -> int:
    """The loop, each line's payment read in pence."""
    total = 0
    for line in limit.schedule(fund):
        total += line[9]
    return total


def read_lines(resolved: ResolvedTerms) -> int:
    """A schedule, each line's payment read in pence."""
    total = 0
    for line in build_schedule(resolved).lines:
        total += line[AMOUNT]
    return total


def settle_and_read(arrangement: Arrangement) -> int:
    """The same from an arrangement."""
    return read_lines(resolve_terms(arrangement, PLAIN.parameters))


def assess_and_read(arrangement: Arrangement) -> int:
    """The main job whole: rules and schedule, each line's payment read in pence."""
    schedule = assess(arrangement, on=date(2026, 3, 30)).schedule
    assert schedule is not None
    total = 0
    for line in schedule.lines:
        total += line[AMOUNT]
    return total


def read_objects(resolved: ResolvedTerms) -> Money:
    """A schedule, each payment read as an object: its days, due date and amount."""
    last = Money(0)
    for payment in build_schedule(resolved):
        _, _, _, last = payment.first_day, payment.last_day, payment.due, payment.amount
    return last


def explain(schedule: Schedule) -> str:
    """Why the second payment of a schedule is what it is."""
    return schedule[1].explain().what


def main() -> None:
    """Check, measure, and print a table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--funds", type=int, default=1000, help="how many funds, of thirteen lines each")
    options.add_argument("--repeats", type=int, default=9, help="how often each is timed")
    asked = options.parse_args()

    funds = [Fund(*fund) for fund in limit.make_funds(asked.funds)]
    arrangements = [arrangement_of(fund) for fund in funds]
    resolved = [resolve_terms(each, PLAIN.parameters) for each in arrangements]
    schedules = [build_schedule(each) for each in resolved]
    compared = check(funds, resolved)
    print(f"Both agree on every line of {compared} funds of {len(funds)}; Python {platform.python_version()}")

    jobs: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "the loop, lines in pence": (read_loop, funds),
        "build_schedule, lines in pence": (read_lines, resolved),
        "settle and build_schedule": (settle_and_read, arrangements),
        "assess, whole": (assess_and_read, arrangements),
        "build_schedule, payments as objects": (read_objects, resolved),
        "explain one payment": (explain, schedules),
    }
    times, ratios = limit.measure(jobs, asked.repeats)
    print(f"{'for one fund':40}{'µs':>10}{'ratio':>8}")
    for name in jobs:
        print(f"{name:40}{statistics.median(times[name]):10.1f}{ratios[name]:8.2f}")


if __name__ == "__main__":
    main()
