"""The law of direct payments, where the person takes one and has the holder manage it as a fund (CON-25)."""

from __future__ import annotations

from datetime import date

from ...model.budget import DirectPaymentCondition
from ...model.contract import Form
from ...model.documents import Party, ends_on
from ...model.plan import SupportKind
from ...values.dates import due_after
from ...values.sources import CARE_ACT, DIRECT_PAYMENTS_REGULATIONS
from ...values.table import as_read
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs
from ..facts.acts import act_by, until

_FIRST_REVIEW_MONTHS, _REVIEW_MONTHS = 6, 12
"""Regulation 7(1)(a)."""


@condition(
    "the contract is between person and holder, by a direct payment", otherwise="no budget is taken as a direct payment"
)
@needs("contract.form")
def it_is_by_direct_payment(case: Case) -> bool:
    return case.require(case.arrangement.contract.form, "contract.form") is Form.PERSON_AND_HOLDER


def _review_due(first_paid_on: date, reviews: tuple[date, ...], on: date) -> date:
    """By when the next review of a direct payment is due, as things are on a day."""
    held = [each for each in reviews if first_paid_on <= each <= on]
    return due_after(max(held), _REVIEW_MONTHS) if held else due_after(first_paid_on, _FIRST_REVIEW_MONTHS)


@must(
    "CON-25",
    source=(
        CARE_ACT("section 31(2)", words="If conditions 1 to 4 are met, the local authority must"),
        CARE_ACT("section 32(2)", words="If conditions 1 to 5 are met, the local authority must"),
        CARE_ACT("section 33"),
        DIRECT_PAYMENTS_REGULATIONS(
            "regulation 3(1), as quoted in a public forum of carers",
            words="they must not be used to pay any person mentioned in paragraph (3) to meet the needs of the adult",
        ),
        DIRECT_PAYMENTS_REGULATIONS(
            "regulation 7(1)(a), as quoted in a public glossary of adult social care",
            words="at least once within the first 6 months of the direct payment being made and at intervals not "
            "exceeding 12 months thereafter",
        ),
    ),
    when=it_is_by_direct_payment,
    message="the direct payment is not as the law asks: {lacking}",
    remedy="have the authority put it right with the person, or agree another way to meet the needs",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""The authority is satisfied of each condition of section 31 or, for a person who lacks the capacity
    to ask, of section 32, which asks for their best interests too. It is reviewed within six months of the first
    payment, and then within twelve months of each review; the day itself is in time, and a late review mends what
    was due before it, and none is due after the end. It pays no family of the household, unless the authority
    considered that necessary by the start. What a council asks of its register, its own contracts and what it is to
    be told has no place on this route.""",
)
@needs("budget.direct_payment")
def a_direct_payment_is_as_the_law_asks(case: Case) -> Found:
    arrangement = case.arrangement
    field, owed = "budget.direct_payment", Party.FUNDER
    paid = case.require(arrangement.budget.direct_payment, field)
    conditions, first_paid_on, reviews = paid.conditions, paid.first_paid_on, paid.reviews
    yield conditions, f"{field}.conditions"
    for each in DirectPaymentCondition if conditions is not None else ():
        if each in (conditions or ()):
            continue
        if each is DirectPaymentCondition.BEST_INTERESTS:
            yield arrangement.lifecycle.has_capacity, "lifecycle.has_capacity"
            if arrangement.lifecycle.has_capacity is not False:
                continue
        yield Breach(f"{field}.conditions", owed_by=owed, lacking=f"it is not recorded that {each.value}")
    yield first_paid_on, f"{field}.first_paid_on"
    if first_paid_on is not None and first_paid_on <= case.on:
        yield reviews, f"{field}.reviews"
        due = _review_due(first_paid_on, reviews or (), case.on)
        if reviews is not None and due < case.on:
            yield arrangement.contract.last_day, "contract.last_day"
            if arrangement.contract.last_day is not None and due <= ends_on(case.last_day) and case.reaches(due):
                yield Breach(f"{field}.reviews", owed_by=owed, lacking=f"it was to be reviewed by {as_read(due)}")
    start = arrangement.contract.first_day
    yield arrangement.plan.supports, "plan.supports"
    for support in arrangement.plan.supports or ():
        yield support.kinds, f"plan.supports[{support.ref}].kinds"
        if SupportKind.FAMILY_OF_HOUSEHOLD in (support.kinds or ()):
            act = act_by(case, paid.family_agreed_on, f"{field}.family_agreed_on", start)
            yield start, "contract.first_day"
            yield from act.asks
            if act.is_missed:
                lacking = f"{support.ref} is care by family of the household, and the authority did not agree to it"
                lacking += until(paid.family_agreed_on)
                yield Breach(f"{field}.family_agreed_on", owed_by=owed, lacking=lacking)
