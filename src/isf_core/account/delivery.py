"""Payment on actual delivery within the budget: period by period, from the visits that are recorded (PAY-01).

What is delivered is paid, up to the budget: the visits at their agreed prices, with the fee that is part of the
budget. The person's contribution is spent first. A period is paid once it has ended: no schedule knows the sum before.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

import attrs

from ..errors import ContradictoryTerms, NotRecorded
from ..model.arrangement import Arrangement
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.payment_terms import Basis, DeliveryLimit, Timing
from ..model.visits import VisitRecord
from ..schedule.build import build_schedule
from ..schedule.payment import Payment
from ..schedule.resolved_terms import NET, ResolvedTerms
from ..values.checks import day, instance
from ..values.dates import in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from ..values.sources import PRACTICE
from ..values.table import Table, Tabular
from .case_view import CaseView
from .visits import VisitCharge, price_visit

ON_DELIVERY = PRACTICE("payment on actual delivery, within the budget")


@frozen(kw_only=True, repr=False)
class DeliveredPayment(WithFields):
    """What is paid for one period, as Money.

    - `payment`: what the schedule has for the period: its days, its due date, its budget.
    - `visits`: what each visit in its days costs; `delivered` is their sum.
    - `waiting`: what was delivered in periods before and had no room in the budget so far; 0.00 by periods.
    - `limit`: the room in the budget: the period's, less in-house services, or what is left of all so far.
    - `contribution`: what the person pays the holder of what is delivered in its days; it is spent first.
    - `charge`: what they are charged of it, whoever collects it: the same where the payment is net of it; where it is
      gross, the council collects it. None where it is not recorded what an exempt service costs.
    """

    payment: Payment
    visits: tuple[VisitCharge, ...]
    waiting: Money
    limit: Money
    contribution: Money
    charge: Money | None = Money(0)

    @property
    def delivered(self) -> Money:
        """What the visits of its days cost."""
        return Money.total(each.charge for each in self.visits)

    @property
    def within(self) -> Money:
        """What was delivered, with the fee that is part of the budget, as far as the budget goes."""
        return min(self.delivered + self.payment.fee + self.waiting, self.limit)

    @property
    def beyond(self) -> Money:
        """What was delivered and is not paid, because the budget does not reach."""
        return self.delivered + self.payment.fee + self.waiting - self.within

    @property
    def amount(self) -> Money:
        """What the funder pays: what is within the budget less the contribution, with fees on top and one-off sums."""
        return self.within - self.contribution + self.payment.fee_on_top + self.payment.one_off

    def explain(self) -> Explanation:
        """Explain the payment: each visit, the limit, the contribution."""
        given, payment = Explanation.given, self.payment
        visits = [each.explain() for each in self.visits] or [given("no visit that is charged", Money(0))]
        node = Explanation.sum("delivered", *visits)
        beside = (("the fee that is part of the budget", payment.fee), ("delivered before, and unpaid", self.waiting))
        if more := [given(what, sum_) for what, sum_ in beside if sum_]:
            node = Explanation.sum("delivered, in all", node, *more)
        node = Explanation.least("no more than the budget", node, given("the budget", self.limit))
        if self.contribution:
            first = given("contribution", self.contribution)
            node = Explanation.less("less the contribution, which is spent first", node, first)
        beside = (("fee on top of the budget", payment.fee_on_top), ("one-off sums", payment.one_off))
        added = [given(what, sum_) for what, sum_ in beside if sum_]
        return Explanation.sum("payment on delivery", node, *added, sources=(ON_DELIVERY,))


@frozen(kw_only=True, str=False, repr=False)
class DeliveredPayments(Tabular):
    """The payments of all periods that had ended by a day; `outside` names the visits that are in no period.

    Those are the visits up to the day that were before the first period, after the last, or while nobody held the fund.
    """

    on: date
    limit: DeliveryLimit
    payments: tuple[DeliveredPayment, ...]
    outside: tuple[str, ...] = ()

    @property
    def amount(self) -> Money:
        """What the funder pays in all."""
        return Money.total(each.amount for each in self.payments)

    def table(self) -> Table:
        """Show one row for each period."""
        return Table.of(
            f"Paid on delivery, to {in_words(self.on)}",
            self.payments,
            ("first_day", "From", "payment.first_day"),
            ("last_day", "To", "payment.last_day"),
            ("due", "Due", "payment.due"),
            ("delivered", "Delivered"),
            ("fee", "Fee inside", "payment.fee"),
            ("limit", "Budget"),
            ("contribution", "Contribution"),
            ("amount", "Paid"),
            ("beyond", "Beyond"),
            *([("charge", "Charged")] if any(each.charge != each.contribution for each in self.payments) else []),
            totals={"first_day": "Total", "amount": self.amount},
        )


def payment_on_delivery(arrangement: Arrangement, *, on: date, policy: GivenPolicy) -> DeliveredPayments:
    """Work out what is paid for each period that had ended by a day, where a contract pays for what was delivered.

    What the person is charged is the `charge` of each, also where the funder pays gross and collects it itself.

    `contract.payment.on_delivery` says whether the limit is the budget of each period or of all periods so far. Visits
    cost what `price_visit` says. The contribution is what the schedule has, and never more than what was delivered in
    the period. Variations that became known after the day are left out.

    Raises NotRecorded, which names all that is missing: the visits, their prices and notice, and what the schedule
    depends on; ContradictoryTerms if the contract pays the budget, or pays in advance.
    """
    instance("payment_on_delivery", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("payment_on_delivery", policy)
    view = CaseView.on(arrangement, day("payment_on_delivery", on), policies)
    limit, visits = arrangement.contract.payment.on_delivery, arrangement.fund.visits
    job = "the payment on delivery"
    if limit is None:
        wrong = "the contract does not say that what was delivered is paid, so the budget is"
        right = "use schedule_payments(...), or record a DeliveryLimit if the contract says so"
        raise ContradictoryTerms("contract.payment.on_delivery", wrong, right)
    missing = ["fund.visits"] if visits is None else []
    try:
        phases = view.phases
    except NotRecorded as error:
        raise NotRecorded(job, (*missing, *error.fields)) from None
    if visits is None:
        raise NotRecorded(job, tuple(missing))
    if any(terms.timing is Timing.IN_ADVANCE for terms in phases):
        wrong = "what is delivered is not known in advance"
        raise ContradictoryTerms("contract.payment.timing", wrong, "a payment on delivery is in arrears")
    payments = [*build_schedule(phases, until=max(on, phases[0].first_day))]
    made, outside = _by_period([visit for visit in visits if visit.on <= on], payments)
    ended = [payment for payment in payments if payment.last_day <= on]
    charged = _charged(made, ended, policies, job)
    named = tuple(visit.ref for visit in outside)
    paid = _paid(ended, charged, limit, _charges(phases, ended, on))
    return DeliveredPayments(on=on, limit=limit, payments=paid, outside=named)


def _charges(phases: tuple[ResolvedTerms, ...], ended: list[Payment], on: date) -> list[Money | None]:
    """What the person may be charged for each period, whoever collects it; None where that is not recorded."""
    if not any(Basis.GROSS in terms.basis.values for terms in phases):
        return [payment.contribution for payment in ended]
    if any(terms.lacking for terms in phases):
        return [None] * len(ended)
    net = build_schedule(tuple(attrs.evolve(terms, basis=NET) for terms in phases), until=max(on, phases[0].first_day))
    return [payment.contribution for payment in net if payment.last_day <= on]


def _by_period(
    visits: list[VisitRecord], payments: list[Payment]
) -> tuple[dict[date, list[VisitRecord]], list[VisitRecord]]:
    """The visits of each regular period in order of days, by the period's first day; and those that are in none."""
    regular = [payment for payment in payments if payment.is_regular]
    begins = [payment.first_day for payment in regular]
    made: dict[date, list[VisitRecord]] = {first_day: [] for first_day in begins}
    outside: list[VisitRecord] = []
    for visit in visits:
        place = bisect_right(begins, visit.on) - 1
        is_inside = place >= 0 and visit.on <= regular[place].last_day
        (made[begins[place]] if is_inside else outside).append(visit)
    return {first_day: sorted(each, key=lambda visit: visit.on) for first_day, each in made.items()}, outside


def _charged(
    made: dict[date, list[VisitRecord]], ended: list[Payment], policies: Policies[Parameters], job: str
) -> dict[date, list[VisitCharge]]:
    """What the visits of each regular period cost, by the period's first day; all that is missing is named at once."""
    out: dict[date, list[VisitCharge]] = {}
    missing: list[str] = []
    for payment in ended:
        charges = out.setdefault(payment.first_day, [])
        for visit in made[payment.first_day] if payment.is_regular else ():
            try:
                charges.append(price_visit(visit, policy=policies))
            except NotRecorded as error:
                missing += error.fields
    if missing:
        raise NotRecorded(job, tuple(dict.fromkeys(missing)))
    return out


def _paid(
    ended: list[Payment],
    charged: dict[date, list[VisitCharge]],
    limit: DeliveryLimit,
    charges: list[Money | None],
) -> tuple[DeliveredPayment, ...]:
    """The payments, each with what the budget has left for it."""
    out: list[DeliveredPayment] = []
    waiting = left = Money(0)
    for payment, most in zip(ended, charges, strict=True):
        room = payment.budget - payment.in_house
        made = DeliveredPayment(
            payment=payment,
            visits=tuple(charged[payment.first_day]) if payment.is_regular else (),
            waiting=waiting,
            limit=room + left,
            contribution=payment.contribution,
        )
        delivered = min(made.delivered, made.within)
        charge = None if most is None else min(most, delivered)
        out.append(attrs.evolve(made, contribution=min(payment.contribution, delivered), charge=charge))
        if limit is DeliveryLimit.SO_FAR:
            waiting, left = made.beyond, made.limit - made.within
    return tuple(out)
