"""When rules of several areas apply, and what several of them ask of what the person was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...model.contract import Form
from ...model.documents import NotDone, done_or_declined_on
from ...model.lifecycle import Topic
from ...model.organisations import FunderKind, HolderKind
from ..engine.case import Case
from ..engine.definition import condition, needs


@condition("the first day is recorded, and is the day of judgement or before it", otherwise="it has not begun")
@needs("contract.first_day")
def it_has_begun(case: Case) -> bool:
    return case.require(case.arrangement.contract.first_day, "contract.first_day") <= case.on


@condition("the contract pays the budget", otherwise="what was delivered is paid, and no schedule knows the sum")
@needs("contract.payment.on_delivery")
def the_budget_is_paid(case: Case) -> bool:
    return case.arrangement.contract.payment.on_delivery is None


@condition("an ending is recorded", otherwise="nobody has given notice to end it")
@needs("endings")
def somebody_ends_it(case: Case) -> bool:
    return bool(case.arrangement.endings)


@condition("it is recorded that the person lacks the capacity to decide it", otherwise="the person has capacity")
@needs("lifecycle.has_capacity")
def the_person_lacks_capacity(case: Case) -> bool:
    return not case.require(case.arrangement.lifecycle.has_capacity, "lifecycle.has_capacity")


@condition(
    "a council pays, alone or with others",
    otherwise="no council pays: the council's duties under the Care Act are none",
)
@needs("funding")
def a_council_pays(case: Case) -> bool:
    funding = case.arrangement.funding
    kinds = [(part.funder.kind, f"funding[{part.funder.ref}].funder.kind") for part in funding or ()]
    for kind, field in kinds:
        if kind is FunderKind.COUNCIL:
            case.require(kind, field)
            return True
    case.require_all((funding, "funding"), *kinds)
    return False


@condition(
    "not recorded that the NHS pays any of it; where the funders are not recorded, the rule asks if it matters",
    otherwise="the NHS pays for it, alone or in part",
)
@needs("funding")
def the_council_alone_pays(case: Case) -> bool:
    return all(part.funder.kind is not FunderKind.NHS for part in case.arrangement.funding or ())


@condition("the funder is a party to the contract", otherwise="the contract is between person and holder (see CON-25)")
@needs("contract.form")
def the_funder_is_a_party(case: Case) -> bool:
    return case.require(case.arrangement.contract.form, "contract.form") is not Form.PERSON_AND_HOLDER


def at_some_time(case: Case, days: Iterable[date]) -> bool:
    """Whether something is so on some day; the last day is asked for where it might never come to the first of them."""
    first = next(iter(days), None)
    return first is not None and case.reaches(first)


@condition("the contract's fee charges something at some time", otherwise="no fee is charged")
@needs("contract.fee")
def a_fee_is_charged(case: Case) -> bool:
    return at_some_time(case, (since for since, charges in case.charges() if charges))


@condition(
    "not recorded to be anything but an independent broker; the rule asks for the kind if it matters",
    otherwise="the holder is no independent broker",
)
@needs("holder.kind")
def the_holder_may_be_a_broker(case: Case) -> bool:
    holder = case.arrangement.holder
    return holder is None or holder.kind in (None, HolderKind.INDEPENDENT_BROKER)


def tellings_of(case: Case, topic: Topic) -> list[date | None]:
    """The days on which the person was told of a matter, or declined to be; asked for where nothing is recorded of it.

    A day of None is not recorded. What is recorded as not told is left out.
    """
    given = case.require(case.arrangement.lifecycle.information_given, "lifecycle.information_given")
    return [
        done_or_declined_on(each.on)
        for each in given
        if each.topic is topic and not (isinstance(each.on, NotDone) and not each.on.is_refused_by_person)
    ]


def told_on(topic: Topic) -> str:
    """The field of the day on which the person was told of a matter.

    >>> told_on(Topic.FEE)
    'lifecycle.information_given[what the management fee is].on'
    """
    return f"lifecycle.information_given[{topic.value}].on"
