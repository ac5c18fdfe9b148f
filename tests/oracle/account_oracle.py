"""A slow second opinion on the surplus: every day is lived through, and money lies in layers, in fractions of pounds.

Written apart from the code that it checks: of the library it reads the recorded fields alone. It knows
weekly rates, four-weekly and calendar-month cycles, and one contract without changes of its terms.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

from support.small_account import PLAN, small

from isf_core.model import (
    Arrangement,
    Basis,
    CarryForward,
    Commitment,
    Entry,
    EntryKind,
    InHouse,
    Parameters,
    SpendingBasis,
    SurplusBase,
    SurplusRule,
)
from isf_core.values import Frequency, Money, PayCycle, Period, Rate, Timeline

from .oracle import half_up

APRIL = date(2026, 4, 6)
FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, anchor=APRIL)
MONTHLY = PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))
OFTEN = (EntryKind.FUNDER_PAYMENT, EntryKind.CONTRIBUTION, EntryKind.DIRECT_SUPPORT) * 3
ADDED = {"TOP_UP", "PRIVATE_ADDITION"}
COMES_IN = {"FUNDER_PAYMENT", "CONTRIBUTION", "PROVIDER_REFUND", "FROM_RESERVE", "HOLDER_BEARS", "TRANSFER_IN", *ADDED}
OF_THE_SURPLUS = {"SURPLUS_RECOVERED", "SAVING_SHARED"}
NOTHING = Fraction(0)


class Figures(NamedTuple):
    """What the oracle says of a day, in pounds."""

    balance: Fraction
    running: Fraction
    committed: Fraction
    carried: Fraction
    added: Fraction
    held: Fraction
    cap: Fraction | None
    aged: Fraction | None
    excess: Fraction


class Line(NamedTuple):
    """What an entry still is on the day of judgement: itself less its corrections up to then."""

    on: date
    comes_in: bool
    sum_: Fraction
    first_day: date | None
    last_day: date | None
    of_surplus: bool
    beside: bool
    commitment: str | None
    ref: str


def lines(entries: tuple[Entry, ...], on: date) -> list[Line]:
    """Each entry up to a day, less what was taken back of it up to that day."""
    out = []
    for entry in entries:
        if entry.corrects is not None or entry.on > on:
            continue
        sum_ = Fraction(entry.amount.pence, 100)
        for other in entries:
            if other.corrects == entry.ref and other.on <= on:
                sum_ -= Fraction(other.amount.pence, 100)
        period = entry.period
        out.append(
            Line(
                entry.on,
                entry.kind.name in COMES_IN,
                sum_,
                None if period is None else period.first_day,
                None if period is None else period.last_day,
                entry.use is SpendingBasis.SURPLUS or entry.kind.name in OF_THE_SURPLUS,
                entry.kind.name in {*ADDED, "REFUND_TO_PAYER"} or entry.use is SpendingBasis.ADDED,
                entry.commitment,
                entry.ref,
            )
        )
    return out


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def layers_left(known: list[Line], on: date) -> list[tuple[date, Fraction]]:
    """What is left of the money of each day, where what goes out takes the oldest first."""
    layers: list[list[date | Fraction]] = []
    owed = NOTHING
    days = sorted({line.on for line in known})
    for day in every_day(days[0], on) if days else []:
        for line in known:
            if line.on == day and line.comes_in:
                layers.append([day, line.sum_])
        owed += sum((line.sum_ for line in known if line.on == day and not line.comes_in), NOTHING)
        for layer in layers:
            assert isinstance(layer[1], Fraction)
            part = min(layer[1], owed)
            layer[1] -= part
            owed -= part
    return [(day, sum_) for day, sum_ in layers if isinstance(day, date) and isinstance(sum_, Fraction)]


def taken_from_pots(arrangement: Arrangement, on: date) -> tuple[dict[str, Fraction], Fraction, dict[str, Fraction]]:
    """What is left of each carry-forward and of the contingency, and what each entry took of them, day by day."""
    fund, plan = arrangement.fund, arrangement.plan
    assert isinstance(arrangement.budget.contingency, Money)
    kept = Fraction(arrangement.budget.contingency.pence, 100)
    trips = sorted(plan.carry_forwards or (), key=lambda trip: trip.last_day)
    left = {trip.ref: Fraction(trip.amount.pence, 100) for trip in trips}
    took: dict[str, Fraction] = {}
    days = sorted({entry.on for entry in fund.entries or () if entry.on <= on})
    for day in days:
        for entry in fund.entries or ():
            if entry.on != day or entry.corrects is not None or entry.kind.side.name != "SPENT":
                continue
            to_pay = next(line.sum_ for line in lines((entry, *corrections(fund.entries or (), entry)), on))
            took[entry.ref] = NOTHING
            if entry.use is SpendingBasis.CONTINGENCY:
                took[entry.ref] = min(kept, to_pay)
                kept -= took[entry.ref]
            if entry.use is SpendingBasis.SURPLUS or (entry.use is None and entry.support is None):
                for trip in trips:
                    if trip.outcome in (entry.outcomes or ()) and trip.first_day <= day <= trip.last_day:
                        part = min(left[trip.ref], to_pay - took[entry.ref])
                        left[trip.ref] -= part
                        took[entry.ref] += part
    return left, kept, took


def corrections(entries: tuple[Entry, ...], of: Entry) -> list[Entry]:
    return [entry for entry in entries if entry.corrects == of.ref]


def still_running(known: list[Line], on: date, took: dict[str, Fraction]) -> Fraction:
    """The money for days to come, lived through day by day: a pot for each payment whose period still runs.

    Whatever is spent on a day comes out of the pots that are open on it, the one that closes first before the others.
    """
    pots = [line for line in known if line.comes_in and line.last_day is not None]
    pots.sort(key=lambda line: line.last_day or on)
    held = [line.sum_ for line in pots]
    firsts = [line.first_day for line in pots if line.first_day is not None]
    for day in every_day(min(firsts), on) if firsts else []:
        to_pay = sum(
            (
                line.sum_ - took.get(line.ref, NOTHING)
                for line in known
                if line.on == day and not line.comes_in and not line.of_surplus
            ),
            NOTHING,
        )
        for number, pot in enumerate(pots):
            if pot.first_day is not None and pot.last_day is not None and pot.first_day <= day <= pot.last_day:
                part = min(held[number], to_pay)
                held[number] -= part
                to_pay -= part
    return sum((left for left, pot in zip(held, pots, strict=True) if pot.last_day and pot.last_day > on), NOTHING)


def rate_on(timeline: Timeline[Rate], on: date) -> Fraction:
    held = timeline.first
    for since, rate in timeline.changes:
        if since <= on:
            held = rate
    return held.amount.pounds


def days_of_period(cycle: PayCycle, on: date) -> int:
    """How many days the period has that holds a day."""
    if cycle.frequency is Frequency.FOUR_WEEKLY:
        return 28
    first = on.replace(day=1)
    return ((first + timedelta(days=32)).replace(day=1) - first).days


def pennies(pounds: Fraction) -> Fraction:
    return Fraction(half_up(pounds * 100), 100)


def base_of(arrangement: Arrangement, rule: SurplusRule, on: date) -> Fraction:
    """What the cap is a share of: a full period, day by day, each component rounded; or a week."""
    budget, contract = arrangement.budget, arrangement.contract
    cycle, basis = contract.payment.cycle, contract.payment.basis
    assert contract.first_day is not None
    assert cycle is not None
    assert basis is not None
    assert budget.actual is not None
    assert budget.contribution is not None
    at = max(on, contract.first_day)
    if isinstance(contract.last_day, date):
        at = min(at, contract.last_day)
    actual, contribution = rate_on(budget.actual, at), rate_on(budget.contribution, at)
    if rule.of is SurplusBase.WEEKLY_BUDGET:
        return actual
    if rule.of is SurplusBase.WEEKLY_PAYMENT:
        left = max(NOTHING, actual - sum((rate_on(each.cost, at) for each in budget.in_house or ()), NOTHING))
        return left - min(left, contribution) if basis.on(at) is Basis.NET else left
    gross = in_house = taken = NOTHING
    for _ in range(28 if rule.of is SurplusBase.FOUR_WEEKLY_PAYMENT else days_of_period(cycle, at)):
        gross += actual / 7
        services = [rate_on(each.cost, at) / 7 for each in budget.in_house or ()]
        in_house += min(sum(services, NOTHING), actual / 7)
        if basis.on(at) is Basis.NET:
            taken += min(contribution, max(NOTHING, actual - sum(services, NOTHING) * 7)) / 7
    return max(NOTHING, pennies(gross) - pennies(in_house) - pennies(taken))


def tell(arrangement: Arrangement, on: date, parameters: Parameters) -> Figures:
    """The surplus at the end of a day."""
    fund, plan, rule = arrangement.fund, arrangement.plan, arrangement.contract.surplus
    assert rule is not None
    assert arrangement.budget.contingency is not None
    known = lines(fund.entries or (), on)
    balance = sum((line.sum_ if line.comes_in else -line.sum_ for line in known), NOTHING)
    committed = NOTHING
    for each in fund.commitments or ():
        if each.on <= on and (each.until is None or each.until >= on):
            met = sum((line.sum_ for line in known if line.commitment == each.ref), NOTHING)
            committed += max(NOTHING, Fraction(each.amount.pence, 100) - met)
    left, contingency, took = taken_from_pots(arrangement, on)
    carried = needed = NOTHING
    for trip in plan.carry_forwards or ():
        outside = trip.stands_outside_the_cap
        if outside is None:
            outside = parameters.carry_forward_outside_cap
        if trip.first_day <= on <= trip.last_day:
            if outside:
                carried += left[trip.ref]
            elif trip.need:
                needed += left[trip.ref]
    # What others added is set aside as a whole, as far as it is held, and takes no part in the rest.
    beside = sum((line.sum_ if line.comes_in else -line.sum_ for line in known if line.beside), NOTHING)
    known = [line for line in known if not line.beside]
    running = still_running(known, on, took)
    added = max(NOTHING, min(beside, balance - committed - running))
    held = max(NOTHING, balance - running - committed - carried - contingency - added)
    cap = aged = None
    excess = NOTHING
    if rule.share is not None:
        cap = pennies(rule.share * base_of(arrangement, rule, on))
    if rule.amount is not None:
        cap = min([Fraction(rule.amount.pence, 100), *([] if cap is None else [cap])])
    if cap is not None:
        if rule.or_named_need:
            cap = max(cap, needed)
        excess = max(excess, held - cap)
    if rule.weeks is not None:
        aged = sum((sum_ for day, sum_ in layers_left(known, on) if (on - day).days > 7 * rule.weeks), NOTHING)
        aged = min(aged, max(NOTHING, balance))
        excess = max(excess, min(aged, held))
    return Figures(balance, running, committed, carried, added, held, cap, aged, excess)


# --- random accounts -------------------------------------------------------------------------------


def _rate(dice: Random) -> Rate:
    return Rate.weekly(Fraction(dice.choice((0, 1, 8_437, 10_000, dice.randrange(60_000))), 100))


def account(seed: int) -> Arrangement:
    """A random account under random terms; most days lie on the edges of periods, promises and weeks."""
    dice = Random(seed)
    edges = [APRIL + timedelta(days=28 * n + more) for n in range(4) for more in (-1, 0, 1)]

    def day() -> date:
        return dice.choice(edges) if dice.random() < 0.6 else APRIL + timedelta(days=dice.randrange(-5, 110))

    def money(most: int = 60_000) -> Money:
        return Money.from_pence(dice.choice((1, 100, 33_750, dice.randrange(1, most))))

    made: list[Entry] = []
    if dice.random() < 0.7:  # enough to spend, and to have something to spare
        made.append(Entry(ref="kept", on=day(), kind=EntryKind.TRANSFER_IN, amount=dice.randrange(500, 3_000)))
    for number in range(dice.randrange(12)):
        kind = dice.choice((*EntryKind, *OFTEN))
        period = None
        if kind in (EntryKind.FUNDER_PAYMENT, EntryKind.CONTRIBUTION) or dice.random() < 0.1:
            start = dice.choice(edges)
            period = Period(first_day=start, last_day=start + timedelta(days=dice.choice((0, 6, 27, 29))))
        made.append(
            Entry(
                ref=f"E-{number}",
                on=day(),
                kind=kind,
                amount=money(),
                period=period,
                use=dice.choice((None, None, SpendingBasis.SURPLUS, SpendingBasis.CONTINGENCY)),
                outcomes=dice.choice((None, ("fed",), ("out", "fed"), ("out",))),
                commitment=dice.choice((None, None, "C-0", "C-1")),
            )
        )
    left = {entry.ref: entry.amount.pence for entry in made}
    for number in range(dice.randrange(5) if made else 0):
        wrong = dice.choice(made)
        if wrong.corrects is not None or not left[wrong.ref]:
            continue
        sum_ = dice.choice((left[wrong.ref], dice.randrange(left[wrong.ref]) + 1))
        left[wrong.ref] -= sum_
        made.append(
            Entry(
                ref=f"X-{number}",
                on=max(day(), wrong.on),
                kind=wrong.kind,
                amount=Money.from_pence(sum_),
                corrects=wrong.ref,
            )
        )
    dice.shuffle(made)
    promises = [sorted((day(), day())) for _ in range(2)]
    trips = [sorted((day(), day())) for _ in range(dice.randrange(3))]
    share = dice.choice((None, Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(4)))
    return small(
        *made,
        fund={
            "commitments": tuple(
                Commitment(ref=f"C-{number}", on=first, amount=money(20_000), until=dice.choice((None, last, last)))
                for number, (first, last) in enumerate(promises)
            )
        },
        plan={
            "outcomes": PLAN.outcomes,
            "carry_forwards": tuple(
                CarryForward(
                    ref=f"F-{number}",
                    amount=money(20_000),
                    outcome=dice.choice(("fed", "out")),
                    first_day=first,
                    last_day=last,
                    stands_outside_the_cap=dice.choice((True, False, None)),
                    need=dice.choice((None, "a bed")),
                )
                for number, (first, last) in enumerate(trips)
            ),
        },
        budget={
            "actual": Timeline(_rate(dice), (day(), _rate(dice))),
            "contribution": Timeline(_rate(dice), (day(), _rate(dice))),
            "in_house": dice.choice(((), (InHouse(what="day centre", cost=Rate.weekly("21.50")),))),
            "contingency": Money.from_pence(dice.choice((0, 0, dice.randrange(10_000)))),
        },
        payment={"cycle": dice.choice((FOUR_WEEKLY, MONTHLY)), "basis": dice.choice(tuple(Basis))},
        contract={
            "first_day": dice.choice((APRIL, APRIL + timedelta(days=9))),
            **({"last_day": APRIL + timedelta(days=80)} if dice.random() < 0.3 else {}),
            "surplus": SurplusRule(
                share=share,
                of=None if share is None else dice.choice(tuple(SurplusBase)),
                weeks=dice.choice((1, 4, 8)) if share is None or dice.random() < 0.5 else None,
                or_named_need=dice.random() < 0.5,
                amount=dice.choice((None, None, Money(150))),
            ),
        },
    )


def days_to_ask(seed: int) -> list[date]:
    """Some days of the account, and those about the ends of its periods."""
    dice = Random(-seed - 1)
    edges = [APRIL + timedelta(days=28 * n + more) for n in range(4) for more in (-1, 0)]
    return [*dice.sample(edges, 4), *(APRIL + timedelta(days=dice.randrange(-10, 150)) for _ in range(4))]
