"""Rules on what a plan buys: its cost, what may not be bought, what is shared (PLN-03 to -05, -10, -12, -15)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import accumulate

from ...model.documents import Party, ends_on
from ...model.plan import SupportKind
from ...model.pools import Pool, PoolMember
from ...planning.plan_costs import cost_of
from ...values.checks import bounded
from ...values.dates import days_after
from ...values.money import plain_number
from ...values.sources import CARE_ACT, DORSET, IPC, PRACTICE, TLAP, Standing
from ...values.table import as_read
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs, should
from ..facts.acts import act_by, until
from ..facts.conditions import the_council_alone_pays
from ..facts.costs import beyond, costs, known_a_week


@must(
    "PLN-03",
    source=DORSET("4", words="The ISF Provider will have also costed the plan"),
    standing=Standing.ARRANGEMENT,
    message="the plan states a cost of {stated}, and its supports cost {cost}",
    remedy="state what the supports come to, or correct their costs",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Every support is costed. Compared by the week, exactly; what is bought once is no weekly cost.
    What is costed may be too much already. Where every support is costed and the plan states no sum of its own, the sum
    is known, and there is nothing to compare it with.""",
)
@needs("plan.supports", "plan.stated_cost")
def the_plan_states_the_sum_of_what_its_supports_cost(case: Case) -> Found:
    plan = case.arrangement.plan
    stated = plan.stated_cost
    if stated is None:
        return costs(case, plan).asks
    year, cost, asks = costs(case, plan, stated)
    over = beyond(cost.known, known_a_week(case, stated, year))
    if over > 0 or (over < 0 and cost.is_whole):
        return (Breach("plan.stated_cost", stated=stated, cost=str(cost)),)
    return asks


@must(
    "PLN-04",
    source=(
        DORSET("4", words="all proposed activity is legal"),
        TLAP(
            "Questions for service providers, 6) Can I use my budget flexibly?",
            words="Any restrictions on how money can be spent should be clear",
        ),
    ),
    is_checklist=True,
    message="the support {support} is for {kind}, and {why}",
    remedy="leave {support} out of the plan, or record what it is for",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""A policy that names no exclusions excludes nothing by itself; PLN-12 then warns of what is
    commonly excluded.""",
)
@needs("plan.supports")
def all_that_the_plan_buys_is_legal_and_allowed(case: Case) -> Found:
    for support in case.require(case.arrangement.plan.supports, "plan.supports"):
        field = f"plan.supports[{support.ref}].kinds"
        for kind in support.kinds or ():
            if kind is SupportKind.ILLEGAL or kind in (case.parameters.exclusions or ()):
                why = "that is not legal" if kind is SupportKind.ILLEGAL else "the policy excludes it"
                yield Breach(field, support=support.ref, kind=kind, why=why)
        yield support.kinds, field


@condition(
    "the policy sets a limit; unset is none", otherwise="the policy sets no limit to one support's part of the cost"
)
@needs("policy.largest_part")
def one_support_is_limited(case: Case) -> bool:
    return case.parameters.largest_part is not None


@should(
    "PLN-05",
    source=DORSET("4", words="is proportionate"),
    when=one_support_is_limited,
    message="the support {support} takes {cost} of the plan's {whole} a week, more than {limit} of it, and no reason "
    "is given",
    remedy="record why {support} takes so large a part, or plan it otherwise",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Measured by the week against the policy's limit ("proportionate"); what is bought once is left
    out. A plan of one support takes all of it: that needs a reason too.""",
)
def no_support_takes_too_large_a_part_without_a_reason(case: Case) -> Found:
    plan, limit = case.arrangement.plan, case.parameters.largest_part or Fraction(1)
    year, cost, asks = costs(case, plan)
    case.require_all(*asks)
    for support in plan.supports or ():
        weekly, field = cost_of(support, year), f"plan.supports[{support.ref}].reason"
        if weekly is not None and weekly > cost.known * limit:
            if support.reason is not None and not isinstance(support.reason, str):
                part = plain_number(limit)
                yield Breach(field, support=support.ref, cost=weekly, whole=cost.known, limit=part)
            yield support.reason, field


@condition("the plan has a pool", otherwise="the plan shares no support with others")
@needs("plan.pools")
def support_is_shared(case: Case) -> bool:
    return bool(case.require(case.arrangement.plan.pools, "plan.pools"))


@must(
    "PLN-10",
    "what is shared is agreed, linked and adds up",
    source=(
        IPC("3", words="pool their budgets to buy shared support or activities"),
        TLAP("People who want to pool funds and cooperate", words="people to pool their resources"),
    ),
    when=support_is_shared,
    standing=Standing.ARRANGEMENT,
    message="in the pool {pool}, {why}",
    remedy="put the person's part in order: their consent, their own outcomes, and shares that add up",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""The person consents by the day they join, that day included, for outcomes of their own plan. The
    shares add up to one, exactly, on each day on which a member joins or has left while the person is one. The other
    members' consent and outcomes are for their own arrangements.""",
)
def what_is_shared_is_agreed_linked_and_adds_up(case: Case) -> Found:
    plan, person = case.arrangement.plan, case.arrangement.person.ref
    own = None if plan.outcomes is None else {outcome.ref for outcome in plan.outcomes}
    for pool in plan.pools or ():
        where = f"plan.pools[{pool.ref}].members"
        field = f"{where}[{person}]"
        spells = [member for member in pool.members if member.person == person]
        if not spells:
            yield Breach(where, pool=pool.ref, why="the person is no member")
        for spell in spells:
            consented_on, first_day = spell.consented_on, spell.first_day
            act = act_by(case, consented_on, f"{field}.consented_on", first_day)
            yield from act.asks
            yield spell.outcomes, f"{field}.outcomes"
            if act.is_missed:
                why = f"the person joined on {as_read(first_day)}, and did not consent{until(consented_on)}"
                yield Breach(f"{field}.consented_on", owed_by=Party.HOLDER, pool=pool.ref, why=why)
            if spell.outcomes == ():
                yield Breach(f"{field}.outcomes", pool=pool.ref, why="the person's part serves no outcome")
            for ref in spell.outcomes or ():
                yield own, "plan.outcomes"
                if own is not None and ref not in own:
                    why = f"the person's part serves {ref}, which is no outcome of their plan"
                    yield Breach(f"{field}.outcomes", pool=pool.ref, why=why)
            for since, shares in _shares(pool, spell):
                if shares != 1:
                    why = f"the shares add up to {plain_number(shares)} from {as_read(since)}"
                    yield Breach(where, pool=pool.ref, why=why)


def _shares(pool: Pool, spell: PoolMember) -> list[tuple[date, Fraction]]:
    """What the shares add up to on each day on which the members change while one of them is one."""
    changes: dict[date, Fraction] = {spell.first_day: Fraction(0)}
    for member in pool.members:
        changes[member.first_day] = changes.get(member.first_day, Fraction(0)) + member.share
        if (last := ends_on(member.last_day)) < date.max:
            left = days_after(last, 1)
            changes[left] = changes.get(left, Fraction(0)) - member.share
    days = sorted(changes)
    sums = accumulate((changes[since] for since in days), lambda so_far, more: bounded("pool", so_far + more))
    return [(since, shares) for since, shares in zip(days, sums, strict=True) if spell.holds_on(since)]


_OF_THE_NHS = (SupportKind.NHS_CARE, SupportKind.NURSING)


@must(
    "PLN-15",
    source=CARE_ACT("section 22(1), (3)"),
    when=the_council_alone_pays,
    message="the support {support} is {kind}, and the council's money may not buy it",
    remedy="ask the NHS to give or to pay for {support}, or record that it is merely incidental or ancillary to other "
    "support, and of a nature that a council could be expected to provide",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""The section does not stop the council from paying for what is merely incidental or ancillary to
    meeting other needs and is of a nature that a council could be expected to provide (SupportKind.ANCILLARY_HEALTH).
    It says nothing of NHS money: where the NHS pays, alone or in part, the rule does not apply, and whose part buys
    what is for the two of them to agree.""",
)
@needs("plan.supports")
def council_money_buys_nothing_that_the_health_service_must_give(case: Case) -> Found:
    for support in case.require(case.arrangement.plan.supports, "plan.supports"):
        field = f"plan.supports[{support.ref}].kinds"
        for kind in support.kinds or ():
            if kind in _OF_THE_NHS:
                funding = case.require(case.arrangement.funding, "funding")
                case.require_all(*((part.funder.kind, f"funding[{part.funder.ref}].funder.kind") for part in funding))
                yield Breach(field, support=support.ref, kind=kind)
        yield support.kinds, field


_COMMONLY_EXCLUDED = (
    SupportKind.GAMBLING,
    SupportKind.DEBTS,
    SupportKind.HOUSEHOLD_BILLS,
    SupportKind.FAMILY_OF_HOUSEHOLD,
)


@condition(
    "the policy's exclusions are unset; `()` says that nothing is excluded",
    otherwise="the policy says what is excluded",
)
@needs("policy.exclusions")
def the_policy_names_no_exclusions(case: Case) -> bool:
    return case.parameters.exclusions is None


@should(
    "PLN-12",
    source=PRACTICE("what local policies commonly exclude"),
    when=the_policy_names_no_exclusions,
    standing=Standing.LOCAL,
    is_checklist=True,
    message="the support {support} is for {kind}, which policies commonly exclude",
    remedy="ask the funder whether it may be bought, or leave {support} out",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Gambling, debts, ordinary household bills and care by family in the same household. It warns only
    if the policy says nothing of its own; what is illegal is never allowed (PLN-04), and care that the NHS must give is
    a matter of law (PLN-15).""",
)
@needs("plan.supports")
def nothing_is_bought_that_is_commonly_excluded(case: Case) -> Found:
    for support in case.require(case.arrangement.plan.supports, "plan.supports"):
        field = f"plan.supports[{support.ref}].kinds"
        for kind in support.kinds or ():
            if kind in _COMMONLY_EXCLUDED:
                yield Breach(field, support=support.ref, kind=kind)
        yield support.kinds, field
