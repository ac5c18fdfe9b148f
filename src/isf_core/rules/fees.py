"""Rules on management fees (FEE)."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from ..model.contract import Form
from ..model.documents import NOT_STATED, NotDone, Party, ends_on
from ..model.fees import ALIKE_THROUGHOUT, FeeFacts, NoFee
from ..model.lifecycle import Topic
from ..model.organisations import HolderKind
from ..model.parameters import Band
from ..schedule.deductions import bases_of, charges_of, fixed_in, has_monthly
from ..schedule.resolved_terms import ZERO_RATE
from ..values.money import Money
from ..values.rates import ANY_YEAR
from ..values.sources import DORSET, IPC, PRACTICE, Standing
from .engine.case import YEAR, Case
from .engine.definition import Breach, Found, LifecycleStep, condition, must, needs, should
from .facts.acts import SIGNED, SIGNED_BESIDE
from .facts.conditions import a_fee_is_charged, at_some_time, tellings_of, the_holder_may_be_a_broker, told_on
from .facts.due import charged_once


@condition("the fee is a fixed sum a week or a month, or has one in it", otherwise="no fixed sum is charged by time")
@needs("contract.fee")
def a_fixed_sum_is_charged(case: Case) -> bool:
    fixed = (since for since, charges in case.charges() if fixed_in(charges, ANY_YEAR) is not None)
    return at_some_time(case, fixed)


@condition(
    "not recorded to be an independent broker; where the kind is not recorded, the rule asks if it matters",
    otherwise="the holder is an independent broker (see FEE-03)",
)
@needs("holder.kind")
def the_holder_is_no_broker(case: Case) -> bool:
    holder = case.arrangement.holder
    return holder is None or holder.kind is not HolderKind.INDEPENDENT_BROKER


def _outside(case: Case, band: Band) -> Found:
    """The fixed sums a week that are outside a band; whose band it is matters only where there is one."""
    reached = False
    for since, charges in case.charges():
        year = case.arrangement.contract.payment.weeks_in_year or case.parameters.weeks_in_year
        fee = fixed_in(charges, case.require(year, YEAR) if has_monthly(charges) else ANY_YEAR)
        if fee is not None and not band.lowest.exact <= fee <= band.highest.exact:
            reached = reached or case.reaches(since)
            case.require(case.require(case.arrangement.holder, "holder").kind, "holder.kind")
            yield Breach("contract.fee", fee=fee, lowest=band.lowest, highest=band.highest)


@should(
    "FEE-02",
    source=IPC("5, Costs for support providers", words="on average ranging from between £5-£25 per week"),
    when=(a_fixed_sum_is_charged, the_holder_is_no_broker),
    message="a fee of {fee} a week is outside the usual {lowest} to {highest}",
    remedy="ask the ISF provider what it covers, and record why it is agreed",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""The policy's band includes its ends (5 and 25 pounds a week). It is for a holder that gives
    support itself; a broker that gives none may charge more (FEE-03). All the sums a week or a month that one fee
    charges count together, by the week, without VAT.""",
)
@needs("policy.fee_band")
def a_fixed_fee_is_within_the_usual_band(case: Case) -> Found:
    return _outside(case, case.require(case.parameters.fee_band, "policy.fee_band"))


@should(
    "FEE-03",
    "a broker's fixed fee is within its own band",
    source=IPC("5, Costs for independent brokerage", words="there is generally a slightly higher management charge"),
    when=(a_fixed_sum_is_charged, the_holder_may_be_a_broker),
    message="a broker's fee of {fee} a week is outside the usual {lowest} to {highest}",
    remedy="ask the broker what it covers, and record why it is agreed",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""A broker gives no direct care. The text names no number, so the band is local; it includes its
    ends. All the sums a week or a month that one fee charges count together, by the week, without VAT.""",
)
@needs("policy.broker_fee_band")
def a_brokers_fixed_fee_is_within_its_own_band(case: Case) -> Found:
    return _outside(case, case.require(case.parameters.broker_fee_band, "policy.broker_fee_band"))


_TOLD = told_on(Topic.FEE)


def _commitments(case: Case) -> list[tuple[date | None, str]]:
    """The days on which the person was committed: their own signature, their agreements, the first day."""
    contract, agreements = case.arrangement.contract, case.arrangement.agreements
    days: list[tuple[date | None, str]] = [(contract.first_day, "contract.first_day")]
    # What was not signed commits nobody.
    own = [each.signed_on for each in contract.signatures or () if each.party is Party.PERSON]
    days += [(on, SIGNED[Party.PERSON]) for on in own if not isinstance(on, NotDone)]
    beside = [(each.signed_on, SIGNED_BESIDE[each.kind]) for each in agreements or ()]
    days += [(on, field) for on, field in beside if not isinstance(on, NotDone)]
    return days


@must(
    "FEE-04",
    source=(
        DORSET("4", words="before any further commitment is made"),
        DORSET("3", words="as long as this is made clear as early as possible then this can be allowed"),
    ),
    when=a_fee_is_charged,
    message="the {what}, on {on}",
    remedy="tell the person the fee while they may still choose another ISF provider",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""The fee is told by the day of the person's own first commitment (their signature, an agreement
    with them, or the first day of support), that day included, because dates carry no hours. What funder and holder
    sign between them, such as a framework, commits nobody to this person. A new fee is told on a day before it takes
    effect. The first telling is of the fee agreed at signing; each variation of the fee that is known needs a later
    one, and one telling may be of several.""",
)
@needs("lifecycle.information_given")
def the_person_is_told_the_fee_before_any_commitment(case: Case) -> Found:
    told = tellings_of(case, Topic.FEE)
    days = sorted({on for on in told if on is not None})
    fee, contract = case.known.recorded.contract.fee, case.arrangement.contract
    is_agreed_at_signing = fee is not None and not all(isinstance(each, NoFee) for each in fee.values)
    if is_agreed_at_signing:
        commitments = _commitments(case)
        first = min((on for on, _ in commitments if on is not None), default=None)
        in_time = [on for on in days if first is not None and on <= first]
        if first is not None and not in_time and None not in told:
            what = "fee was not told by the first commitment"
            yield Breach("lifecycle.information_given", owed_by=Party.HOLDER, what=what, on=first)
        yield from ((on, _TOLD) for on in in_time[:1] or told)
        if contract.form is not Form.TWO_WAY:  # else none of them is the person's
            yield contract.signatures, "contract.signatures"
        yield case.arrangement.agreements, "agreements"
        yield from commitments
    for field, variation in case.known.may_count:
        in_time = [on for on in days[is_agreed_at_signing:] if on < variation.effective]
        if in_time or all(change.path != "contract.fee" for change in variation.changes):
            continue
        yield from ((on, _TOLD) for on in told)
        if None not in told:
            what = "new fee was not told before it took effect"
            yield Breach(field, owed_by=Party.HOLDER, what=what, on=variation.effective)


@must(
    "FEE-05",
    source=IPC("5, Costs for support providers", words="a percentage of the overall personal budget"),
    when=a_fee_is_charged,
    standing=Standing.ARRANGEMENT,
    message="the contract does not say whether the fee comes out of the budget or on top of it",
    remedy="agree it in the contract: inside or on top",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""Out of the budget or on top, and for a percentage on what it is taken. Unset is a finding even if
    the policy fills it in for the schedule, because the source has the parties agree it (TLAP, Flexible Contracting,
    6).""",
)
@needs("contract.fee_placement")
def the_contract_says_where_the_fee_comes_from(case: Case) -> Found:
    placement = case.require(case.arrangement.contract.fee_placement, "contract.fee_placement")
    if at_some_time(case, (since for since, each in case.in_force(placement) if each is NOT_STATED)):
        yield Breach("contract.fee_placement")
        return
    for _, charges in case.charges():
        yield from ((base, "contract.fee.base") for base in bases_of(charges))


def _agreed_once(case: Case) -> dict[date, Money]:
    """The sums charged once of every fee that was ever agreed, in force or not, by their dates."""
    fee, budget = case.require(case.arrangement.contract.fee, "contract.fee"), case.arrangement.budget
    agreed: dict[date, Money] = {}
    for since, each in ((date.min, fee.first), *fee.changes):
        if type(each) in ALIKE_THROUGHOUT:  # none of these charges anything once
            continue
        actual, contribution = budget.actual, budget.contribution
        facts = FeeFacts(
            since,
            ZERO_RATE if actual is None else actual.on(since),
            ZERO_RATE if contribution is None else contribution.on(since),
        )
        agreed.update(charged_once(charges_of(each, facts)))
    return agreed


@condition("the contract's fee has a sum that is charged once", otherwise="no fee is charged once")
@needs("contract.fee")
def a_fee_is_charged_once(case: Case) -> bool:
    return bool(_agreed_once(case))


@should(
    "FEE-08",
    standing=Standing.ARRANGEMENT,
    source=PRACTICE("a fee that is agreed falls into a payment, or is paid apart"),
    when=a_fee_is_charged_once,
    message="the fee of {amount}, once on {on}, is in no payment: {why}",
    remedy="date it on a day on which its fee applies, or pay it apart and record that",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""A fee that is dated before the first day is charged with the first payment. After the last day,
    or between two holders, there is no payment that it could be charged with; nor is it charged where another fee
    applies on its date, because each day is charged by its own fee.""",
)
def each_fee_that_is_charged_once_is_in_a_payment(case: Case) -> Found:
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    charges, ends = case.charges(), case.require_ends()
    made: set[date] = set()
    for (since, each), following in zip_longest(charges, charges[1:]):
        for on in charged_once(each):
            if since <= max(on, start) and (following is None or max(on, start) < following[0]):
                made.add(on)
    for on, amount in sorted(_agreed_once(case).items()):
        on_day = max(on, start)
        if on_day > ends_on(ends.last_day):
            why = "it is after the last day" if start <= ends_on(ends.last_day) else "the arrangement never began"
        elif any(on_day in each for each in ends.between):
            why = "nobody holds the fund then"
        elif on not in made:
            why = "another fee applies then"
        else:
            if on_day > start:
                yield ends.last_day, "contract.last_day"
            continue
        yield Breach("contract.fee", amount=amount, on=on, why=why)
