"""How long a schedule takes, measured against a tight hand-written loop for the same lines.

    python tests/bench/bench_schedule.py [--funds 300] [--rounds 9] [--json]

`limit.py` is the loop: no objects, no terms, no explanations, just the sums. First both must
agree on every fund in which the contribution stays below the budget (the loop knows no limit
for it but zero): days, budget, fee and payment, and the due date of whole periods (paid in
arrears, the loop's last part period waits for the end of the whole one). Then both are timed in
the same run, in turn. A ratio is how many times as long as the loop the library takes; ratios
can be compared between machines, microseconds cannot.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

import library as isf
import limit
from timing import Job, asked, measure, told

BUDGET, FEE, AMOUNT = 4, 7, 10
"""Where a line of the library's schedule has them: `check` would find anything else there."""
DAY: Final = date(2026, 3, 30)


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


def funds(number: int) -> list[Fund]:
    """So many funds of thirteen lines each, always the same, made afresh."""
    return [Fund(*fund) for fund in limit.make_funds(number)]


def arrangement_of(fund: Fund) -> Any:
    """The same fund as somebody would record it, with all that its payments need."""
    _, anchor, timing, convention, _ = fund.grid
    days, weekly = date.fromordinal, isf.Rate.weekly
    amounts = [(days(since), weekly(Fraction(7 * pence, 100 * basis))) for since, basis, pence in fund.amounts]
    contributions = [(days(since), weekly(Fraction(pence, 100))) for since, pence in fund.contributions]
    fees = (
        isf.NoFee(),
        isf.PercentageFee(percent=Fraction(fund.fee, 100), base=isf.FeeBase.GROSS),
        isf.FixedFee(per_week=isf.Money.from_pence(fund.fee)),
    )
    moves = {"F": isf.Move.FORWARD, "MF": isf.Move.FORWARD_IN_MONTH, "P": isf.Move.BACK}
    before = days(fund.start - 10)
    parties = (isf.Party.FUNDER, isf.Party.HOLDER)
    return isf.Arrangement(
        person=isf.Person(ref="P-001"),
        holder=isf.Holder(ref="H-7", kind=isf.HolderKind.SUPPORT_PROVIDER),
        funding=isf.Funder(ref="council"),
        budget=isf.PersonalBudget(
            actual=isf.Timeline(amounts[0][1], *amounts[1:]),
            contribution=isf.Timeline(weekly(0), *contributions),
            in_house=(),
            one_offs=(),
            exemptions=(),
        ),
        plan=isf.SupportPlan(
            outcomes=(isf.Outcome(ref="safe", eligible=True, met_informally=()),),
            supports=(isf.Support.by_rate("homecare", ("safe",), amounts[0][1], provider="H-7"),),
            agreed_on=before,
        ),
        contract=isf.Contract(
            form=isf.Form.TWO_WAY,
            signatures=tuple(isf.Signature(party=party, signed_on=before) for party in parties),
            first_day=days(fund.start),
            last_day=days(fund.stop - 1),
            payment=isf.PaymentTerms(
                cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, days(anchor)),
                timing=isf.Timing.IN_ADVANCE if timing == "ADV" else isf.Timing.IN_ARREARS,
                basis=isf.Basis.NET if fund.netted else isf.Basis.GROSS,
                move=moves[convention],
                convention=isf.Convention.RUNNING_TOTAL,
            ),
            fee=fees[fund.fee_kind],
            fee_placement=isf.Placement.INSIDE,
        ),
        agreements=(isf.Agreement(kind=isf.AgreementKind.PERSON_HOLDER, signed_on=before),),
        payments_set_up_on=before,
    )


def check(compared: list[Fund]) -> int:
    """Compare the lines of both, fund by fund; how many funds were compared."""
    count = 0
    for fund in compared:
        if not fund.contribution_stays_below:
            continue
        want = [
            (first, last, pay, gross, fee, net)
            for _, first, last, _, pay, _, gross, _, fee, net in limit.schedule(fund)
        ]
        lines = isf.build_schedule(isf.resolve_terms(arrangement_of(fund))).lines
        got = [(line[0], line[1], line[3], line[BUDGET], line[FEE], line[AMOUNT]) for line in lines]
        if fund.is_cut_in_arrears:
            want[-1] = (*want[-1][:2], got[-1][2], *want[-1][3:])
        if want != got:
            raise SystemExit(f"They differ for {fund}:\n{want}\n{got}")
        count += 1
    return count


def read_loop(fund: Fund) -> int:
    """The loop, each line's payment read in pence."""
    total = 0
    for line in limit.schedule(fund):
        total += line[9]
    return total


def read_lines(terms: Any) -> int:
    """A schedule of resolved terms, each line's payment read in pence."""
    total = 0
    for line in isf.build_schedule(terms).lines:
        total += line[AMOUNT]
    return total


def resolve_and_read(arrangement: Any) -> int:
    """The same from an arrangement."""
    return read_lines(isf.resolve_terms(arrangement))


def assess_and_read(arrangement: Any) -> int:
    """The main job whole: rules and schedule, each line's payment read in pence."""
    total = 0
    for line in isf.assess(arrangement, on=DAY).schedule.lines:
        total += line[AMOUNT]
    return total


def check_payment_facts(arrangement: Any) -> int:
    """Every rule of the catalogue, of which many cannot tell: only what the payments need is recorded."""
    return len(isf.check(arrangement, on=DAY).findings)


def read_objects(terms: Any) -> object:
    """A schedule, each payment read as an object: its days, due date and amount."""
    last = None
    for payment in isf.build_schedule(terms):
        _, _, _, last = payment.first_day, payment.last_day, payment.due, payment.amount
    return last


def explain(schedule: Any) -> str:
    """Why the second payment of a schedule is what it is."""
    what: str = schedule[1].explain().what
    return what


def main() -> None:
    """Check, measure, and print a table."""
    options = asked(__doc__, funds=300, rounds=9)
    number = options.funds

    def arrangements() -> list[Any]:
        return [arrangement_of(fund) for fund in funds(number)]

    def terms() -> list[Any]:
        return [isf.resolve_terms(each) for each in arrangements()]

    def schedules() -> list[Any]:
        return [isf.build_schedule(each) for each in terms()]

    compared = check(funds(number))
    jobs = {
        "the loop, lines in pence": Job(read_loop, lambda: funds(number)),
        "schedule of resolved terms, lines in pence": Job(read_lines, terms),
        "resolve terms and schedule": Job(resolve_and_read, arrangements),
        "check, payment facts only": Job(check_payment_facts, arrangements),
        "assess, whole": Job(assess_and_read, arrangements),
        "schedule, payments as objects": Job(read_objects, terms),
        "explain one payment": Job(explain, schedules),
    }
    agree = f"Both agree on every line of {compared} funds of {number}"
    told(measure(jobs, options.rounds), options.json, agree)


if __name__ == "__main__":
    main()
