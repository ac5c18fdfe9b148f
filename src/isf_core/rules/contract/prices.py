"""Rules on what a contract pays, and how (CON-07, CON-09)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date

from ...model.budget import ways_of_the_fund
from ...model.documents import NOT_STATED
from ...model.payment_terms import Basis
from ...values.money import ExactMoney
from ...values.rates import Rate
from ...values.sources import HOME, TLAP, Standing
from ..engine.case import YEAR, Case
from ..engine.definition import Asked, Breach, Found, LifecycleStep, must, needs
from ..facts.costs import beyond


@must(
    "CON-07",
    source=TLAP(
        "Flexible Contracting, 4) Personal budget vs the contract price",
        words="The council must provide sufficient funds to meet needs",
    ),
    message="from {since} the contract pays {price} a week, below the {need} a week that the need costs",
    remedy="raise the contract's price to the budget, or reassess what the need costs",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The need costs the actual budget, the person's contribution within it, whoever collects it. If the
    budget is split, the contract covers the fund's part, and in-house services come off first; both are asked for only
    if the price does not cover the whole. Where payment is net, the contract may state the net price, the need less the
    contribution to the penny. Compared at every time, exactly, by the week.""",
)
@needs("contract.price")
def the_price_covers_the_need(case: Case) -> Found:
    budget = case.arrangement.budget
    price = case.require(case.arrangement.contract.price, "contract.price")
    actual = case.require(budget.actual, "budget.actual")
    split = budget.deployment
    parts = [actual] if split is None else [each.rate for each in split if each.option in ways_of_the_fund(split)]
    in_house = [service.cost for service in budget.in_house or ()]
    reached = False
    net = [budget.contribution] if budget.contribution else []
    timelines = [price, *parts, *in_house, *net]
    for since in case.days_of(*[on for each in timelines if each.changes for on, _ in each.changes]):
        paid, costs, given = price.on(since), [each.on(since) for each in parts], [each.on(since) for each in in_house]
        year = case.year_for(paid, *costs)
        if year is None:
            yield None, YEAR
            continue
        need = ExactMoney.total([each.per_week(year) for each in costs])
        if beyond(need, paid.per_week(year)) <= 0:
            continue
        year = case.year_for(paid, *costs, *given)
        if year is None or budget.in_house is None:
            yield (budget.in_house, "budget.in_house") if year else (None, YEAR)
            continue
        need -= ExactMoney.total([each.per_week(year) for each in given])
        if beyond(need, paid.per_week(year)) <= 0:
            continue
        paid_by_the_person = yield from _paid_to_the_holder(case, since)
        if paid_by_the_person is None:
            continue
        year = case.year_for(paid, *costs, *given, paid_by_the_person)
        if year is None:
            yield None, YEAR
        elif not _is_net(paid.per_week(year), paid_by_the_person.per_week(year), need):
            reached = reached or case.reaches(since)
            yield Breach("contract.price", since=since, price=paid.per_week(year), need=need)


def _is_net(price: ExactMoney, contribution: ExactMoney, need: ExactMoney) -> bool:
    """Whether a price below the need is the need less the contribution, to the penny."""
    return 0 <= (price + contribution - need).pounds * 100 < 1


def _paid_to_the_holder(case: Case, on: date) -> Generator[Asked, None, Rate | None]:
    """What the person pays to the holder beside the price, where the payment is net; None where it is not known."""
    stated, contribution = case.arrangement.contract.payment.basis, case.arrangement.budget.contribution
    basis = (stated or case.by_policy("basis")).on(on)
    yield basis, "contract.payment.basis"
    if basis is not Basis.NET:
        return None if basis is None else Rate.weekly(0)
    yield contribution, "budget.contribution"
    return None if contribution is None else contribution.on(on)


@must(
    "CON-09",
    source=(
        HOME("Incorporating a homecare ISF", words="How? … When? … How often? … How much?"),
        TLAP(
            "Flexible Contracting, 7) Payment schedules",
            words="Payment schedules will need to be negotiated to reflect the balance of risk on both sides",
        ),
    ),
    standing=Standing.ARRANGEMENT,
    is_checklist=True,
    message="no clause of the contract states how, when, how often and how much is paid",
    remedy="agree a clause that states the payment terms, net or gross among them",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""How often, when, how much, net or gross: the parties' terms are in their contract. A policy's
    number may work out the schedule (PAY-01), but states nothing in the contract. Net or gross is asked for only if the
    person contributes; how much is the budget, or the contract's own price.""",
)
@needs(
    "contract.payment.clause",
    "contract.payment.cycle",
    "contract.payment.timing",
    "contract.payment.basis",
    "budget.contribution",
    "contract.price",
    "budget.actual",
)
def the_payment_terms_are_stated(case: Case) -> Found:
    arrangement = case.arrangement
    payment, contribution = arrangement.contract.payment, arrangement.budget.contribution
    if payment.clause is NOT_STATED:
        yield Breach("contract.payment.clause")
    yield payment.clause, "contract.payment.clause"
    yield payment.cycle, "contract.payment.cycle"
    yield payment.timing, "contract.payment.timing"
    if payment.basis is None:
        yield contribution, "budget.contribution"
    if payment.basis is not None or contribution is None or any(rate.amount for rate in contribution.values):
        yield payment.basis, "contract.payment.basis"
    if arrangement.contract.price is None:
        yield arrangement.budget.actual, "budget.actual"
