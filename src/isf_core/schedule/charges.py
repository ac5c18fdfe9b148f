"""What the person is charged, period by period, whichever the basis of the payments (PAY-13).

The charge is the authority's (Care Act 2014, section 14). Where the payment is net, the holder collects it for the
authority, and it is what comes off the payment; where it is gross, the funder collects it itself.

Interpretation: what the person is charged is no more than the support costs the authority, in-house services
included. Where that is more than what is left of the payment, the holder collects what comes off the payment, and the
funder the rest.

Each sum of a row holds the one within it: what comes off the payment, the charge, the charge without the floor, what
was assessed. None is less than that one, so that no part is below 0.00. Interpretation: where one is exactly the other
and both run on, it is shown as that one is; where it is rounded another way, a penny more in one row is a penny less in
a later one, as soon as there is room for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from operator import sub
from typing import NamedTuple, overload

import attrs

from ..errors import ContradictoryTerms, NotRecorded
from ..model.arrangement import Arrangement
from ..model.documents import Party
from ..model.knowledge import ArrangementAsKnown
from ..model.knowledge.backdated import as_far_back_as_it_was_paid
from ..model.organisations import Holder
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.payment_terms import ChargingTerms, Timing
from ..values.checks import day, instance
from ..values.columns import Column, Plain
from ..values.dates import Period, days_after
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.record import WithFields
from ..values.sources import CARE_ACT
from ..values.table import Table, Tabular
from ._charging_weeks import WeekProfile
from ._constant_periods import ConstantPeriod
from ._rounding import CONTRIBUTION
from .lines import Line, ScheduleData, compute_phases
from .payment import Payment, Payments
from .resolve import phases_of
from .resolved_terms import NET, NO_FEE, OF_ONE, ResolvedTerms, of_all_ways

SECTION_14 = CARE_ACT("section 14")
_AMPLE = 7
"""So many times the assessed sum is a cost that never limits it, not even for one day of a charging week."""


class LessCharged(Enum):
    """Why a person is charged less than was assessed (PAY-13)."""

    COST = "no more than the support costs"
    EXEMPT = "some of the support, or all of it, is free of charge"
    SUSPENDED = "reduced while payments are suspended"
    MEANS = "no more than leaves the person their minimum income"
    FLOOR = "below the collection floor, and let go"


@frozen(kw_only=True, repr=False)
class PeriodCharge(WithFields):
    """What the person is charged for one period, as Money: `assessed` less `not_charged` and `let_go` is `amount`.

    - `assessed`: what was assessed, for the days of the period or the charging weeks that begin in it.
    - `not_charged`: what they are not charged of it, because the support costs less or is suspended.
    - `let_go`: a charge that is not collected because it is below the floor; it is not carried on.
    - `by_holder` and `by_funder`: who collects which part of the amount. The holder's is what comes off the payment.
    - `due`: when it is due, where the charging terms say so; it does not move to a working day.
    - `reasons`: why less is charged than was assessed.
    """

    number: int
    first_day: date
    last_day: date
    due: date | None
    assessed: Money
    not_charged: Money
    let_go: Money
    amount: Money
    by_holder: Money
    reasons: tuple[LessCharged, ...]
    _charge: Payment = attrs.field(eq=False, repr=False, alias="charge")

    @property
    def period(self) -> Period:
        """The days of the period."""
        return Period(first_day=self.first_day, last_day=self.last_day)

    @property
    def holder(self) -> Holder | None:
        """The holder of the fund in the period, who collects its part; None is not recorded."""
        return self._charge.holder

    @property
    def by_funder(self) -> Money:
        """What the funder collects itself: all of it where the payment is gross."""
        return self.amount - self.by_holder

    def explain(self) -> Explanation:
        """Explain the charge: the assessed sum and what it is limited to, with their sources."""
        parts = [self._charge.explain("contribution")]
        if beside := self.amount - self._charge.contribution:
            parts.append(Explanation.given("as it comes off the payment, with the payments before", beside))
        return Explanation.sum(f"what the person is charged for {self.period}", *parts, sources=(SECTION_14,))


@frozen(str=False)
class ChargeSchedule(Tabular):
    """What the person is charged, one row for each period of the payments; a slice gives such a schedule again.

    `unpaid_is_borne_by` is who bears what the person does not pay, where the contract says so.
    """

    rows: tuple[PeriodCharge, ...]
    unpaid_is_borne_by: Party | None

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, other: object) -> bool:
        return any(each == other for each in self)

    def __iter__(self) -> Iterator[PeriodCharge]:
        return iter(self.rows)

    @overload
    def __getitem__(self, place: int) -> PeriodCharge: ...
    @overload
    def __getitem__(self, place: slice) -> ChargeSchedule: ...
    def __getitem__(self, place: int | slice) -> PeriodCharge | ChargeSchedule:
        if isinstance(place, slice):
            return ChargeSchedule(self.rows[place], self.unpaid_is_borne_by)
        return self.rows[place]

    @property
    def amount(self) -> Money:
        """What the person is charged in all."""
        return Money.total(row.amount for row in self.rows)

    def table(self) -> Table:
        """Show one row for each period, and the totals; a sum that is 0.00 throughout has no column."""
        totals = {name: Money.total(getattr(row, name) for row in self.rows) for name, _ in _SUMS}
        kept = ("assessed", "amount")
        sums = (each for each in _SUMS if each[0] in kept or totals[each[0]])
        due = (("due", "Due"),) if any(row.due is not None for row in self.rows) else ()
        columns = (("number", "No."), ("first_day", "From"), ("last_day", "To"), *due, *sums)
        return Table.of("What the person is charged", self.rows, *columns, totals={"first_day": "Total", **totals})

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records: every sum, whether or not it is 0.00 throughout."""
        head = (("number", "No."), ("first_day", "From"), ("last_day", "To"), ("due", "Due"))
        return tuple(Column.of(key, heading) for key, heading in (*head, *_SUMS, ("reasons", "Why less")))

    def records(self) -> list[dict[str, Plain]]:
        """Give one dict for each period, with every field: dates, pounds as Decimal, the reasons in words."""
        return [
            {
                **{name: getattr(row, name) for name in ("number", "first_day", "last_day", "due")},
                **{name: getattr(row, name).amount for name, _ in _SUMS},
                "reasons": "; ".join(reason.value for reason in row.reasons),
            }
            for row in self.rows
        ]

    def __repr__(self) -> str:
        return f"<ChargeSchedule of {len(self)}, {self.amount:,} in all>"


_SUMS = (
    ("assessed", "Assessed"),
    ("not_charged", "Not charged"),
    ("let_go", "Let go"),
    ("amount", "Charged"),
    ("by_holder", "To the ISF provider"),
    ("by_funder", "To the funder"),
)


_SHARED = ("contribution", "assessed", "charging", "charging_weeks", "freed", "suspended", "holder")
"""The terms of a charge that are those of the payments."""


def are_of(charges: ChargeSchedule, payments: Payments) -> bool:
    """Whether they are for just the periods of some payments, by the same terms."""
    regular = [payment for payment in payments if payment.is_regular]
    return len(regular) == len(charges) and all(
        payment.period == row.period
        and all(getattr(payment.resolved, name) == getattr(row._charge.resolved, name) for name in _SHARED)
        for payment, row in zip(regular, charges, strict=True)
    )


def not_on_delivery(arrangement: Arrangement) -> None:
    """Refuse a contract that pays for what was delivered: no schedule knows what is paid, or charged, for a period."""
    if arrangement.contract.payment.on_delivery is not None:
        wrong, right = "what was delivered is paid, and not the budget", "use payment_on_delivery(...)"
        raise ContradictoryTerms("contract.payment.on_delivery", wrong, right)


def charges_for(arrangement: Arrangement, *, policy: GivenPolicy, until: date | None = None) -> ChargeSchedule:
    """Work out what the person is charged for each period of the payments, whichever their basis (PAY-13).

    The charge is the lower of the assessed contribution and what may be charged for: what the support costs the
    authority, less what is exempt. It is reduced while payments are suspended. Where the payment is net, the charge is
    what is taken off the payment, to the penny, in any period in which that is at least as much. All variations count;
    use `as_known(arrangement, on=day)` to leave out later ones. `until` is as in `schedule_payments`.

    Interpretation: a change counts as far back as it counts for the payments, whoever collects the charge (PAY-10).
    Where the fund's entries say that days were paid for before the change was known, it is for the policy's
    `backdating` how far back it counts, as in `reconcile`. What the policy withholds is charged to nobody. Where the
    policy does not say, or no entry says which days were paid for, a change counts from when it took effect.

    Raises NotRecorded, which names every missing field at once; ContradictoryTerms where what was delivered is paid
    (`payment_on_delivery` has the charge of each period then); IsfError if `until` is needed and not given.
    Source: Care Act 2014, sections 14 and 17.

    >>> from isf_core import PLAIN, Basis, Contract, FixedFee, Frequency, Move, NoFee, PayCycle, PaymentTerms, Person
    >>> from isf_core import PersonalBudget
    >>> terms = PaymentTerms(cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)), basis=Basis.GROSS,
    ...     timing=Timing.IN_ADVANCE, move=Move.BACK)
    >>> contract = Contract(first_day=date(2026, 4, 6), last_day=date(2026, 5, 31), payment=terms, fee=NoFee())
    >>> budget = PersonalBudget(actual=Rate.weekly(252), contribution=Rate.weekly("61.30"), in_house=(), one_offs=())
    >>> charges = charges_for(Arrangement(person=Person(ref="P-1"), contract=contract, budget=budget), policy=PLAIN)
    >>> [(str(each.amount), str(each.by_funder)) for each in charges]
    [('245.20', '245.20'), ('245.20', '245.20')]
    """
    instance("charges_for", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("charges_for", policy)
    if until is not None:
        day("until", until)
    return charges_of(as_far_back_as_it_was_paid(ArrangementAsKnown.in_full(arrangement), policies), policies, until)


def charges_of(view: ArrangementAsKnown, policies: Policies[Parameters], until: date | None) -> ChargeSchedule:
    """What the person is charged by one view of an arrangement, in which each change counts from when it may."""
    not_on_delivery(view.recorded)
    phases = phases_of(view, policies)
    risk = view.recorded.contract.clauses.contribution_risk
    lacking = dict.fromkeys(path for terms in phases for path in terms.lacking)
    if lacking:
        raise NotRecorded("what the person is charged", tuple(lacking))
    rows = tuple(_rows(phases, until))
    return ChargeSchedule(rows, risk if isinstance(risk, Party) else None)


def _rows(phases: tuple[ResolvedTerms, ...], until: date | None) -> Iterator[PeriodCharge]:
    held = tuple(attrs.evolve(terms, one_offs=(), fee=NO_FEE, is_charge=True) for terms in phases)
    charged = tuple(attrs.evolve(of_all_ways(terms), basis=NET, in_house=()) for terms in held)
    unfloored = tuple(map(_without_floor, charged))
    asked = (held, charged, unfloored, tuple(map(_assessed, unfloored)))
    for number, (lines, parts, shown) in enumerate(nested(asked, until), 1):
        charge = Payment(lines[1], number, parts[1])
        by_holder, amount, before, assessed = map(Money.from_pence, shown)
        yield PeriodCharge(
            number=number,
            first_day=charge.first_day,
            last_day=charge.last_day,
            due=due_of(charge.resolved.charging, charge.period),
            assessed=assessed,
            not_charged=assessed - before,
            let_go=before - amount,
            amount=amount,
            by_holder=by_holder,
            reasons=tuple(_reasons(charge.resolved, charge.period, before != amount)),
            charge=charge,
        )


class Nested(NamedTuple):
    """One period by several readings of the same terms: `shown` has each one's contribution, in pence."""

    lines: tuple[Line, ...]
    parts: tuple[ScheduleData, ...]
    shown: tuple[int, ...]


def nested(asked: tuple[tuple[ResolvedTerms, ...], ...], until: date | None) -> Iterator[Nested]:
    """Each period by several readings of the same phases, of which each one's contribution is within the next one's.

    Each runs on by itself, and where two accrue the same in a period they are shown the same: the roundings of days
    before never part them.
    """
    ahead = [0] * len(asked)
    for parts in zip(*(compute_phases(each, until) for each in asked), strict=True):
        for lines, accrued in zip(zip(*(part.lines for part in parts), strict=True), _accrued(parts), strict=True):
            yield Nested(lines, parts, tuple(_within_one_another(lines, accrued, ahead)))


class _Accrued(NamedTuple):
    """What accrues of a sum in one period, in exact pence, and whether it runs on from period to period."""

    exact: Fraction
    runs: bool


def _accrued(parts: tuple[ScheduleData, ...]) -> Iterator[tuple[_Accrued, ...]]:
    """What accrues of each sum, line by line."""
    return zip(*map(_contributed, parts), strict=True)


def _contributed(part: ScheduleData) -> list[_Accrued]:
    profile, sums = part.resolved.accruals.profiles[CONTRIBUTION], part.accrued[CONTRIBUTION]
    exact = [Fraction(0)] * len(part.lines)
    if profile is not None and sums is not None:
        exact = [Fraction(each, profile.denominator) for each in map(sub, sums, (0, *sums))]
    running = part.rounded().running[CONTRIBUTION]
    return [_Accrued(each, total is not None) for each, total in zip(exact, running, strict=False)]


def _within_one_another(lines: tuple[Line, ...], accrued: tuple[_Accrued, ...], ahead: list[int]) -> Iterator[int]:
    """Each sum as it is shown, in pence, from the one that is within all the others on.

    `ahead` is how much of each was shown beyond its own running total; it is kept up to date.
    """
    within, inner = 0, _Accrued(Fraction(-1), runs=False)
    for place, (line, each) in enumerate(zip(lines, accrued, strict=True)):
        own = line.contribution - (ahead[place] if each.runs else 0)
        shown = within if each == inner and each.runs else max(own, within)
        ahead[place] = shown - own if each.runs else 0
        within, inner = shown, each
        yield shown


def _assessed(terms: ResolvedTerms) -> ResolvedTerms:
    """The same, with nothing that makes the charge less than was assessed."""
    assessed = terms.contribution if terms.assessed is None else terms.assessed
    ample = assessed.map(lambda rate: Rate(rate.amount * _AMPLE, rate.unit))
    return attrs.evolve(
        terms, contribution=assessed, budget=ample, budget_parts=OF_ONE, suspended=(), funding=(), freed=()
    )


def _without_floor(terms: ResolvedTerms) -> ResolvedTerms:
    return attrs.evolve(terms, charging=terms.charging.replace(collection_floor=Money(0)))


def due_of(charging: ChargingTerms, period: Period) -> date | None:
    """When the charge for a period is due; None where the contract does not say."""
    if charging.timing is None:
        return None
    since = period.first_day if charging.timing is Timing.IN_ADVANCE else period.day_after
    return days_after(since, charging.due_days)


def _reasons(terms: ResolvedTerms, period: Period, is_let_go: bool) -> Iterator[LessCharged]:
    """Why less is charged for a period than was assessed."""
    there = [held for _, held in terms.accruals.within(terms.cycle, period)]
    limits = [*_limits(terms, period, there)]
    # Where all of it is free, it is no matter what it costs.
    if any(cost < assessed and (chargeable or not cost) for assessed, cost, chargeable in limits):
        yield LessCharged.COST
    if any(chargeable < min(assessed, cost) for assessed, cost, chargeable in limits):
        yield LessCharged.EXEMPT
    if any(each.shares.contribution < 1 and each.contribution.amount for each in there):
        yield LessCharged.SUSPENDED
    if terms.assessed is not None and any(terms.assessed.on(each.since) != each.contribution for each in there):
        yield LessCharged.MEANS
    if is_let_go:
        yield LessCharged.FLOOR


def _limits(
    terms: ResolvedTerms, period: Period, there: list[ConstantPeriod]
) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """What was assessed, what the support costs those that charge, and what of that may be charged for.

    By days it is what each comes to in a week, from one change to the next; else for each charging week.
    """
    weeks = terms.accruals.profiles[CONTRIBUTION]
    if not isinstance(weeks, WeekProfile):
        for held in there:
            taken = held.taken
            cost = held.shared.charging_part_a_week(taken.gross)
            yield taken.assessed.per_week, cost, taken.chargeable.per_week
        return
    for week in weeks.beginning_in(period.first_day.toordinal(), period.day_after.toordinal()):
        days = Period(first_day=week.first_day, last_day=days_after(week.first_day, week.days - 1))
        costs = (
            terms.accrued_at(held.shared.bearers.charging_part_of(held.taken.gross), part).pounds
            for part, held in terms.accruals.within(terms.cycle, days)
        )
        yield weeks.pounds(week.assessed), sum(costs, Fraction(0)), weeks.pounds(week.cost)
