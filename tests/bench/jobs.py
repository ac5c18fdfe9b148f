"""What is timed, by groups: each group is measured in turn, so that a large one's memory weighs on no other."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from . import funds as made
from . import library as isf
from . import limit, names
from .peers import peers
from .timing import LOOPS, Job

BOTH: Final = isf.PLAIN.replace(rules=isf.ALL_RULES.only(*names.RULES))
"""A policy with the rules that commit b80690c had too."""
EVERY: Final = isf.PLAIN.replace(rules=isf.ALL_RULES)
"""One with every rule of the catalogue."""
RULES: Final = {"both": BOTH, "every": EVERY}

TWELVE_WEEKS_ON: Final = date(2026, 6, 28)
BEFORE_THE_START: Final = date(2026, 4, 5)
FUNDS: Final = 40
"""How many funds are in a round."""


def read_loop(fund: made.Fund) -> int:
    """The loop, each line's payment read in pence."""
    total = 0
    for line in limit.schedule(fund):
        total += line[9]
    return total


LOOP: Final = Job(read_loop, lambda seed: made.funds(LOOPS, seed))


def read_lines(terms: Any) -> int:
    """A schedule of resolved terms, each line's payment read in pence."""
    total = 0
    for line in isf.build_schedule(terms).lines:
        total += line[made.AMOUNT]
    return total


def resolve_and_read(arrangement: Any) -> int:
    """The same from an arrangement."""
    return read_lines(isf.resolve_terms(arrangement))


def read_schedule(policy: Any) -> Callable[[Any], int]:
    """Variations and all, under a policy, each line's payment read in pence."""

    def read(arrangement: Any) -> int:
        total = 0
        for line in isf.schedule_payments(arrangement, policy=policy).lines:
            total += line[made.AMOUNT]
        return total

    return read


def read_objects(terms: Any) -> object:
    """A schedule, each payment read as an object: its days, due date and amount."""
    last = None
    for payment in isf.build_schedule(terms):
        _, _, _, last = payment.first_day, payment.last_day, payment.due, payment.amount
    return last


def assess_and_read(policy: Any) -> Callable[[Any], int]:
    """The main job whole: rules and schedule, each line's payment read in pence."""

    def read(arrangement: Any) -> int:
        total = 0
        for line in isf.assess(arrangement, on=made.BEFORE, policy=policy).schedule.lines:
            total += line[made.AMOUNT]
        return total

    return read


def judged(policy: Any, on: date) -> Callable[[Any], Any]:
    """Every rule of a policy on a day, and its findings."""

    def judge(arrangement: Any) -> Any:
        report = isf.check(arrangement, on=on, policy=policy)
        len(report.findings)
        return report

    return judge


def explained(schedule: Any) -> None:
    """Why each payment is what it is."""
    for payment in schedule:
        payment.explain()


def balances(arrangement: Any) -> object:
    """The balance on thirteen days, of an account of which it was asked before."""
    last = None
    for on in DAYS:
        last = isf.balance_on(arrangement, on).balance
    return last


DAYS: Final = tuple(made.END - timedelta(days=28 * number) for number in range(13))


def asked_before(arrangement: Any) -> Any:
    """An account whose balance was asked once."""
    isf.balance_on(arrangement, made.START)
    return arrangement


def at_year_end(arrangement: Any) -> object:
    """The balance at the end of the year."""
    return isf.balance_on(arrangement, made.END).balance


def spare(arrangement: Any) -> object:
    """What is above the cap at the end of the year."""
    return isf.surplus_on(arrangement, made.END).excess


def a_quarter(arrangement: Any) -> object:
    """The statement of the last quarter, with the surplus, which is worked out when it is read."""
    statement = isf.statement_for(arrangement, made.QUARTER)
    statement.surplus  # noqa: B018  # worked out by this
    return statement.closing


def at_the_end(arrangement: Any) -> object:
    """The final account."""
    return isf.final_account_on(arrangement, made.END).refund


def arrangements(number: int, seed: int, years: int = 1) -> list[Any]:
    """So many funds of a round, as somebody would record them."""
    return [made.arrangement_of(each) for each in made.funds(number, seed, years=years)]


def schedules(number: int, seed: int, years: int = 1) -> list[Any]:
    """Their schedules."""
    return [isf.build_schedule(isf.resolve_terms(each)) for each in arrangements(number, seed, years)]


def one_fund() -> dict[str, Job]:
    """From an arrangement to its payments, findings and explanations."""
    jobs = {
        "schedule": Job(read_lines, lambda seed: [isf.resolve_terms(each) for each in arrangements(2 * FUNDS, seed)]),
        "resolve": Job(resolve_and_read, lambda seed: arrangements(FUNDS, seed)),
        "objects": Job(read_objects, lambda seed: [isf.resolve_terms(each) for each in arrangements(FUNDS, seed)]),
        "explain": Job(explained, lambda seed: schedules(4, seed), parts=13),
        "explain, ten years": Job(explained, lambda seed: schedules(1, seed, 10), parts=130, rounds=3),
    }
    for which, policy in RULES.items():
        jobs[f"check, {which}"] = Job(judged(policy, made.BEFORE), lambda seed: arrangements(FUNDS, seed))
        jobs[f"assess, {which}"] = Job(assess_and_read(policy), lambda seed: arrangements(FUNDS, seed))
    jobs["assess, ten years"] = Job(assess_and_read(BOTH), lambda seed: arrangements(8, seed, 10))
    return jobs


def everything_recorded() -> dict[str, Job]:
    """The example in which everything is recorded: each tree's own, as an older one knows fewer facts."""
    before, after = (pickle.dumps(each) for each in isf.whole_arrangement())
    jobs = {}
    for which, policy in RULES.items():
        jobs[f"whole before, {which}"] = Job(
            judged(policy, BEFORE_THE_START), lambda seed: made.copies(before, FUNDS // 2, seed)
        )
        jobs[f"whole after, {which}"] = Job(
            judged(policy, TWELVE_WEEKS_ON), lambda seed: made.copies(after, FUNDS // 2, seed)
        )
    late = judged(BOTH, made.START + timedelta(days=1_000))
    jobs["1 recoveries"] = Job(late, lambda seed: [made.recovered(after, 1, seed)])
    jobs["1000 recoveries"] = Job(late, lambda seed: [made.recovered(after, 1_000, seed)], rounds=2)
    return jobs


def an_account() -> dict[str, Job]:
    """What is asked of a year's account, of 65, 650 and 6,500 entries."""
    jobs = {
        "balance": Job(
            balances, lambda seed: [asked_before(each) for each in made.accounts(FUNDS // 2, seed)], parts=len(DAYS)
        )
    }
    for often, number, rounds in ((1, FUNDS // 2, 99), (10, 2, 99), (100, 1, 3)):
        for name, run in (
            ("surplus", spare),
            ("statement", a_quarter),
            ("final account", at_the_end),
            ("account rules, both", judged(BOTH, made.END)),
            ("account rules, every", judged(EVERY, made.END)),
        ):
            if often == 1 or name in ("surplus", "statement", "account rules, both"):
                jobs[f"{name}, {65 * often}"] = Job(run, partial(made.accounts, number, often=often), rounds=rounds)
    return jobs


def features() -> dict[str, Job]:
    """The plainest fund, and the same with one feature more."""
    rules = isf.PLAIN.with_parameters("Ourshire", suspension=isf.SuspensionRule(full_days=28, retainer="0.5"))
    dated = isf.Policies(isf.PLAIN, (date(2026, 10, 1), rules))

    def having(feature: Callable[[Any], Any], policy: Any = isf.PLAIN) -> Job:
        return Job(read_schedule(policy), lambda seed: [feature(each) for each in made.plainest(FUNDS, seed)])

    return {
        "plain": having(lambda arrangement: arrangement),
        "suspension": having(made.suspended, rules),
        "variation of the amount": having(made.varied),
        "one-off": having(made.with_one_off),
        "exemption": having(made.with_exemption),
        "in-house service": having(made.with_in_house),
        "two funders": having(made.with_two_funders),
        "fee on top": having(made.with_fee_on_top),
        "charging weeks": having(made.by_charging_weeks),
        "dated policies": having(lambda arrangement: arrangement, dated),
    }


def growth() -> dict[str, Job]:
    """The plainest fund with few payments and many, few variations and many."""
    return {
        "13 payments": Job(assess_and_read(BOTH), lambda seed: made.plainest(FUNDS, seed)),
        "520 payments": Job(assess_and_read(BOTH), lambda seed: made.plainest(2, seed, days=520 * 28)),
        "10 variations": Job(
            assess_and_read(BOTH), lambda seed: [made.varied(each, 10) for each in made.plainest(4, seed, days=1_400)]
        ),
        "1000 variations": Job(
            assess_and_read(BOTH),
            lambda seed: [made.varied(each, 1_000) for each in made.plainest(1, seed, days=1_400)],
            rounds=3,
        ),
    }


GROUPS: Final[dict[str, Callable[[], dict[str, Job]]]] = {
    "one fund": one_fund,
    "everything recorded": everything_recorded,
    "an account": an_account,
    "features": features,
    "growth": growth,
    "peers": peers,
}


def kept() -> dict[str, Job]:
    """Results of which the bytes are counted."""
    return {
        "report": Job(judged(BOTH, made.BEFORE), lambda seed: arrangements(2 * FUNDS, seed)),
        "assessment": Job(
            lambda arrangement: isf.assess(arrangement, on=made.BEFORE, policy=BOTH),
            lambda seed: arrangements(2 * FUNDS, seed),
        ),
    }
