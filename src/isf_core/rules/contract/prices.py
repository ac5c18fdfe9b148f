"""Rules on what a contract pays, and how (CON-07, CON-09)."""

from __future__ import annotations

from datetime import date

from ...model.budget import DeploymentOption
from ...model.documents import NOT_STATED
from ...values.money import ExactMoney
from ...values.sources import HOME, TLAP
from ..engine.case import YEAR, Case
from ..engine.definition import Breach, LifecycleStep, must, should


@should(
    "CON-07",
    source=TLAP(
        "Flexible Contracting, 4) Personal budget vs the contract price",
        words="a flexible contract is one where sufficient cash is provided by the council to meet needs",
    ),
    message="from {since} the contract pays {price} a week, below the {need} a week that the need costs",
    remedy="raise the contract's price to the budget, or reassess what the need costs",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""What the contract pays is no less than the agreed budget, at every time, exactly. What the need
    costs is the actual budget, the person's contribution within it, whoever collects that. Where the budget is split
    between ways, the contract is to cover the fund's part, and what the council still gives itself comes off first;
    both are asked for only where the price does not cover the whole. Amounts stated in different units are compared by
    the week.""",
)
def the_price_covers_the_need(case: Case) -> tuple[Breach, ...]:
    budget = case.arrangement.budget
    price = case.require(case.arrangement.contract.price, "contract.price")
    actual = case.require(budget.actual, "budget.actual")
    fund = [part.rate for part in budget.deployment or () if part.option is DeploymentOption.INDIVIDUAL_SERVICE_FUND]
    parts = [actual] if budget.deployment is None else fund
    in_house = [service.cost for service in budget.in_house or ()]
    found: list[tuple[date, Breach]] = []
    undecided: list[tuple[object, str]] = []
    timelines = (price, *parts, *in_house)
    for since in case.days_of(*(on for timeline in timelines for on, _ in timeline.changes)):
        paid, costs, given = price.on(since), [each.on(since) for each in parts], [each.on(since) for each in in_house]
        year = case.year_for(paid, *costs)
        if year is None:
            undecided.append((None, YEAR))
            continue
        if paid.per_week(year) >= ExactMoney.total(each.per_week(year) for each in costs):
            continue
        year = case.year_for(paid, *costs, *given)
        if year is None or budget.in_house is None:
            undecided.append((budget.in_house, "budget.in_house") if year else (None, YEAR))
            continue
        need = ExactMoney.total(each.per_week(year) for each in costs)
        need -= ExactMoney.total(each.per_week(year) for each in given)
        if paid.per_week(year) < need:
            found.append((since, Breach("contract.price", since=since, price=paid.per_week(year), need=need)))
    if found:
        case.reaches(found[0][0])
        return tuple(breach for _, breach in found)
    case.require_all(*undecided)
    return ()


@must(
    "CON-09",
    source=(
        HOME("Incorporating a homecare ISF", words="How? … When? … How often? … How much?"),
        TLAP(
            "Flexible Contracting, 7) Payment schedules",
            words="Payment schedules will need to be negotiated to reflect the balance of risk on both sides",
        ),
    ),
    message="no clause of the contract states how, when, how often and how much is paid",
    remedy="agree a clause that states the payment terms, net or gross among them",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""A clause states the payment terms, and each of them is recorded: how often, when, how much, net
    or gross. Terms that the parties negotiate are in their contract; a policy's number may work out the schedule
    (PAY-01), but states nothing in it. Net or gross is asked for only where the person contributes; how much is the
    budget, or a price of the contract's own.""",
)
def the_payment_terms_are_stated(case: Case) -> Breach | None:
    arrangement = case.arrangement
    payment, contribution = arrangement.contract.payment, arrangement.budget.contribution
    if payment.clause is NOT_STATED:
        return Breach("contract.payment.clause")
    asked: list[tuple[object, str]] = [
        (payment.clause, "contract.payment.clause"),
        (payment.cycle, "contract.payment.cycle"),
        (payment.timing, "contract.payment.timing"),
    ]
    if payment.basis is None and contribution is None:
        asked.append((contribution, "budget.contribution"))
    if contribution is None or any(rate.amount for rate in contribution.values):
        asked.append((payment.basis, "contract.payment.basis"))
    if arrangement.contract.price is None:
        asked.append((arrangement.budget.actual, "budget.actual"))
    case.require_all(*asked)
    return None
