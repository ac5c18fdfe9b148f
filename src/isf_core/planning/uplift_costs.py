"""What an uplift costs over a year: by funder, holder and cost code, for a whole book (BUD-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import attrs

from ..errors import IsfError
from ..model.arrangement import Arrangement
from ..model.documents import ends_on
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.payment_terms import Convention
from ..schedule.build import Schedule, build_schedule
from ..schedule.resolve import phases_of
from ..values.allocation import allocate
from ..values.checks import instance
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import Money, Rounding
from ..values.record import WithFields
from ..values.table import Table, Tabular
from .uplifts import Uplift

_Whose = tuple[str | None, str | None, str | None]


@frozen(kw_only=True, repr=False)
class UpliftShare(WithFields):
    """What one funder pays one holder for one arrangement over the days, before and after; None is not recorded."""

    person: str
    arrangement: str | None
    holder: str | None
    funder: str | None
    cost_code: str | None
    before: Money
    after: Money

    @property
    def cost(self) -> Money:
        """What the uplift costs this funder."""
        return self.after - self.before


@frozen(kw_only=True, str=False, repr=False)
class UpliftCost(Tabular):
    """The cost of an uplift over some days; `left_out` lists, by person, what could not be computed, and why."""

    span: Period
    rows: tuple[UpliftShare, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def amount(self) -> Money:
        """The cost in all."""
        return Money.total(row.cost for row in self.rows)

    @property
    def by_funder(self) -> dict[str | None, Money]:
        """The cost to each funder, by reference; under None where the funding is not recorded."""
        return self._by(lambda row: row.funder)

    @property
    def by_holder(self) -> dict[str | None, Money]:
        """What each holder is paid more, by reference."""
        return self._by(lambda row: row.holder)

    @property
    def by_cost_code(self) -> dict[str | None, Money]:
        """The cost to each cost code; under None what has no recorded one."""
        return self._by(lambda row: row.cost_code)

    def _by(self, key: Callable[[UpliftShare], str | None]) -> dict[str | None, Money]:
        sums: dict[str | None, Money] = {}
        for row in self.rows:
            sums[key(row)] = sums.get(key(row), Money(0)) + row.cost
        return dict(sorted(sums.items(), key=lambda each: (each[0] is None, each[0] or "")))

    def table(self) -> Table:
        """One row for each funder's part of an arrangement, then one for everybody who is left out."""
        columns = (
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("holder", "Holder"),
            ("funder", "Funder"),
            ("cost_code", "Cost code"),
            ("before", "Before"),
            ("after", "After"),
            ("cost", "Cost"),
            ("left_out", "Left out because"),
        )
        rows = [
            (
                *(row.person, row.arrangement, row.holder, row.funder, row.cost_code),
                *(row.before, row.after, row.cost, None),
            )
            for row in self.rows
        ]
        out = [(person, *[None] * 7, reason) for person, reason in self.left_out]
        before, after = (Money.total(getattr(row, name) for row in self.rows) for name in ("before", "after"))
        last = ("Total", *[None] * 4, before, after, self.amount, f"{len(self.left_out)} left out")
        return Table(f"Cost of the uplift, {self.span}", columns, (*rows, *out), last)


def uplift_cost(raised: Uplift, *, span: Period, policy: GivenPolicy) -> UpliftCost:
    """Work out what an uplift costs over some days, such as a financial year, by funder, holder and cost code.

    Each arrangement's payments are worked out twice, as it stands with the uplift and without it, for exactly the days
    of the span, by running totals: so each sum is what accrues, to the penny. Fees that follow the budget and whatever
    else the rate changes are in the cost. All variations of the arrangements count.

    Everybody who cannot be computed is in `left_out` once, with the reason; those whom the uplift left out come first.

    >>> from datetime import date
    >>> from .uplifts import uplift
    >>> from ..model.person import Person
    >>> unknown = Arrangement(person=Person(ref="P-001"))
    >>> nobody = uplift(unknown, effective=date(2027, 4, 1), known_from=date(2027, 4, 1), percent="4")
    >>> uplift_cost(nobody, span=Period.financial_year(2027), policy=Parameters(name="ours")).left_out
    (('P-001', 'budget.actual is not recorded'),)
    """
    instance("uplift_cost", raised, Uplift, "give what uplift(...) gave")
    instance("uplift_cost.span", span, Period, "give a Period, such as Period.financial_year(2027)")
    policies = policies_of("uplift_cost", policy)
    rows: list[UpliftShare] = []
    left_out = list(raised.left_out)
    for each in raised.rows:
        arrangement = each.arrangement
        without = arrangement.replace(variations=arrangement.variations[:-1])  # the uplift is what was added last
        try:
            before, after = (_paid(one, span, policies) for one in (without, arrangement))
        except IsfError as error:
            left_out.append((arrangement.person.ref, str(error)))
            continue
        for holder, funder, code in dict.fromkeys((*before, *after)):
            whose = (holder, funder, code)
            rows.append(
                UpliftShare(
                    person=arrangement.person.ref,
                    arrangement=arrangement.ref,
                    holder=holder,
                    funder=funder,
                    cost_code=code,
                    before=before.get(whose, Money(0)),
                    after=after.get(whose, Money(0)),
                )
            )
    return UpliftCost(span=span, rows=tuple(rows), left_out=tuple(left_out))


def _paid(arrangement: Arrangement, span: Period, policies: Policies[Parameters]) -> dict[_Whose, Money]:
    """What is paid for the days of a span, by holder, funder and cost code."""
    of_the_span = [
        attrs.evolve(terms, convention=Convention.RUNNING_TOTAL)
        for terms in phases_of(ArrangementAsKnown.in_full(arrangement), policies)
        if terms.first_day <= span.last_day and span.first_day <= ends_on(terms.last_day)
    ]
    sums: dict[_Whose, Money] = {}
    if not of_the_span:
        return sums
    if of_the_span[0].first_day < span.first_day:
        of_the_span[0] = of_the_span[0].beginning(span.first_day)
    if ends_on(of_the_span[-1].last_day) > span.last_day:
        of_the_span[-1] = of_the_span[-1].ending(span.last_day)
    schedule = build_schedule(tuple(of_the_span))
    for payment in schedule:
        holder = None if payment.holder is None else payment.holder.ref
        funding = payment.resolved.funding
        codes = {part.funder.ref: part.funder.cost_code for part in funding}
        parts = payment.by_funder() if funding else {None: payment.amount}
        for funder, amount in parts.items():
            whose = (holder, funder, codes.get(funder or ""))
            sums[whose] = sums.get(whose, Money(0)) + amount
    for whose, amount in _without_room(schedule):
        sums[whose] = sums.get(whose, Money(0)) - amount
    return sums


def _without_room(schedule: Schedule) -> Iterator[tuple[_Whose, Money]]:
    """What accrues to come off and has no room in the last payment, by those off whose parts it comes.

    A charging week is charged on its first day, and the span may end before all its days are paid for.
    """
    shown = [schedule.rounding[name] for name in ("in_house", "contribution")]  # less what accrues
    off = -Money.total(less.rounded(Rounding.HALF_UP) for less in shown if less.pounds < 0)
    if not off:
        return
    terms = schedule.phases[-1]
    holder = None if terms.holder is None else terms.holder.ref
    weights = terms.bearers.weights_of(terms.accruals.constant_periods[-1].full.gross)
    if not terms.funding:
        yield (holder, None, None), off
        return
    funders = [part.funder for part in terms.funding]
    theirs = [each for each in funders if each.charges and weights[each.ref]] or funders
    parts = [weights[each.ref] or Fraction(1) for each in theirs]
    for funder, amount in zip(theirs, allocate(off, parts), strict=True):
        yield (holder, funder.ref, funder.cost_code), amount
