"""Payment on actual delivery within the budget: period by period, from the visits that are recorded (PAY-01).

What is delivered is paid, up to the budget: the visits at their agreed prices, with the fee that is part of the
budget. The person's contribution is spent first. A period is paid once it has ended: no schedule knows the sum before.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from math import floor

import attrs

from ..errors import ContradictoryTerms, NotRecorded
from ..model.arrangement import Arrangement
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.payment_terms import Basis, DeliveryLimit, Timing
from ..model.visits import VisitRecord
from ..schedule.build import build_schedule
from ..schedule.charges import nested
from ..schedule.payment import Payment
from ..schedule.resolved_terms import NET, NO_FEE, ResolvedTerms
from ..values.checks import day, instance
from ..values.dates import in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from ..values.running_totals import RunningTotal, part_on
from ..values.sources import PRACTICE
from ..values.table import Table, Tabular
from ._delivered import Delivered, borne, chargeable, is_free
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
    - `chargeable`: the most that they may be charged of it: what the funders that charge bear of what was delivered,
      less what is exempt on the day. None where it is not recorded of which support a visit was.
    - `contribution`: what the person pays the holder of what is delivered in its days; it is spent first.
    - `charge`: what they are charged of it, whoever collects it: the same where the payment is net of it; where it is
      gross, the council collects it. None where it is not recorded what is exempt.
    - `parts`: what each funder pays, as `by_funder` has it; None where the funding is not recorded.
    """

    payment: Payment
    visits: tuple[VisitCharge, ...]
    waiting: Money
    limit: Money
    contribution: Money
    charge: Money | None = Money(0)
    chargeable: Money | None = Money(0)
    parts: tuple[tuple[str, Money], ...] | None = None

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

    def by_funder(self) -> dict[str, Money]:
        """Split the payment between the funders, by reference, to the penny (PAY-04).

        Each bears its part of what is paid, in the days on which it was delivered, and parts run, as those of the
        schedule do (`Payment.by_funder`). Raises NotRecorded if the funding is not recorded.
        """
        if self.parts is None:
            raise NotRecorded("what each funder pays", ("funding",))
        return dict(self.parts)

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
            if self.contribution < self.payment.contribution:
                of_the_period = given("contribution, of the period", self.payment.contribution)
                most = given("what may be charged for of what was delivered", self.contribution)
                first = Explanation.least("contribution", of_the_period, most)
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
    cost what `price_visit` says. The contribution is what the schedule has, and never more than may be charged for of
    what was delivered in the period: what the funders that charge bear of it, less what is exempt on the day of
    delivery. Variations that became known after the day are left out.

    Raises NotRecorded, which names all that is missing: the visits, their prices and notice, which support they were
    of where a single one is free of charge, and what the schedule depends on; ContradictoryTerms if the contract pays
    the budget, or pays in advance.
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
    held = tuple(attrs.evolve(terms, one_offs=(), fee=NO_FEE) for terms in phases)
    net = tuple(attrs.evolve(terms, basis=NET) for terms in held)
    periods = nested((held, net), max(on, phases[0].first_day))
    charges = {each.lines[0].first_day: Money.from_pence(each.shown[1]) for each in periods}
    return [charges[payment.first_day] if payment.is_regular else Money(0) for payment in ended]


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
            costs = True
            try:
                charges.append(price_visit(visit, policy=policies))
                costs = bool(charges[-1].charge)
            except NotRecorded as error:
                missing += error.fields
            if costs and payment.contribution and is_free(visit, payment.resolved) is None:
                missing.append(f"fund.visits[{visit.ref}].support")
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
    owed: list[Delivered] = []
    running: dict[str, RunningTotal] = {}
    for payment, charge in zip(ended, charges, strict=True):
        room = payment.budget - payment.in_house
        visits = tuple(charged[payment.first_day]) if payment.is_regular else ()
        made = DeliveredPayment(
            payment=payment, visits=visits, waiting=waiting, limit=room + left, contribution=payment.contribution
        )
        own = [*Delivered.within(payment, visits)] if payment.is_regular else []
        owed = [*owed, *own]
        may_be = chargeable(own, min(made.delivered, made.within).pence)
        most = None if may_be is None else Money.from_pence(floor(may_be))
        made = attrs.evolve(
            made,
            chargeable=most,
            contribution=payment.contribution if most is None else min(payment.contribution, most),
            charge=charge and (None if most is None else min(charge, most)),
        )
        bears = borne(payment, own, owed, made.within.pence, made.contribution.pence)
        if bears is not None:
            parts = part_on(running, bears, made.amount.pence)
            made = attrs.evolve(made, parts=tuple((ref, Money.from_pence(part)) for ref, part in parts.items()))
        out.append(made)
        if limit is DeliveryLimit.SO_FAR:
            waiting, left = made.beyond, made.limit - made.within
            owed = [each for each in owed if each.paid < each.cost]
        else:
            owed = []
    return tuple(out)
