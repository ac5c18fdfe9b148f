"""From agreed to resolved: the terms of an arrangement, phase by phase.

A phase has one of what a whole payment has one of: payment terms, holder, funding, and those numbers of the policy. It
begins with a variation of them or with a policy. What each phase comes to is in `_resolution`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from itertools import zip_longest
from operator import attrgetter
from typing import Any

import attrs

from ..errors import NotRecorded
from ..model.arrangement import Arrangement, Phase
from ..model.budget import OneOff, PersonalBudget
from ..model.contract import Contract
from ..model.documents import NotStated, ends_on
from ..model.fees import ManagementFee
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import (
    OF_A_PAYMENT,
    GivenPolicy,
    HasParameters,
    Parameters,
    Policies,
    parameters_of,
    policies_of,
)
from ..model.payment_terms import PaymentTerms, Placement
from ..model.plan import SupportPlan
from ..model.validators import of_kind
from ..values.checks import instance
from ..values.dates import Period, days_after
from ..values.rates import Rate
from ..values.timeline import Timeline
from ._resolution import Agreed, Resolution, Turn
from .ends import Ends, ends_of
from .resolved_terms import ResolvedTerms

_of_a_payment = attrgetter(*OF_A_PAYMENT)


def resolve_terms(arrangement: Arrangement, *, policy: Parameters | HasParameters) -> ResolvedTerms:
    """Resolve an arrangement's terms as they stand: the contract first, then the policy's parameters.

    It leaves out variations; `resolve_phases` applies them. It needs only what the payments depend on: the basis only
    if there is a contribution, the fee's placement only if there is a fee, and so on. It also works out how each
    component accrues, so that a schedule is a sum of whole numbers.

    Raises NotRecorded, which names every field that neither records; OutsideTheArrangement for a one-off sum that is
    dated outside it; ContradictoryTerms unless exactly one part of a split budget goes through the fund.
    """
    instance("resolve_terms", arrangement, Arrangement, "give an Arrangement")
    (out,) = _phases(arrangement, (), (), parameters_of("resolve_terms", policy).throughout)
    out.accruals  # noqa: B018  # worked out and kept
    return out


def resolve_phases(arrangement: Arrangement, *, policy: GivenPolicy) -> tuple[ResolvedTerms, ...]:
    """Resolve an arrangement's terms phase by phase: one for each change of payment terms, holder or funding.

    It applies all variations in the arrangement, whenever they became known; `as_known` leaves out later ones. A
    one-off sum goes with the phase that contains its date.

    Of dated policies, each day is paid by its own suspension rule, basis, fee base, fee placement and payment level.
    The numbers that a whole payment has one of (cycle, timing, due days, rounding, the weeks in a year and the like)
    are those of the policy on its first day, so they begin with a payment: a phase of its own if any of them differs.

    Raises what `resolve_terms` raises, for all phases at once, and NoPolicy for an arrangement that begins before the
    first of some dated policies.
    """
    instance("resolve_phases", arrangement, Arrangement, "give an Arrangement")
    return phases_of(ArrangementAsKnown.in_full(arrangement), policies_of("resolve_phases", policy))


def phases_of(
    view: ArrangementAsKnown,
    policies: Policies[Parameters],
    *,
    last_day: date | None = None,
    ends: Callable[[], Ends] | None = None,
) -> tuple[ResolvedTerms, ...]:
    """The phases of an arrangement, or what they are where it ends on another last day.

    A recorded termination that is known ends it too (see `ends`, which whoever has worked that out may give). One-off
    sums after such a day are nobody's to pay. Where it never began, there is one phase without a day.
    """
    return _phases(view.arrangement, view.arrangement.later, view.without_a_base, policies, last_day, ends)


def _phases(
    known: Arrangement,
    later: tuple[Phase, ...],
    lacking: tuple[str, ...],
    policies: Policies[Parameters],
    last_day: date | None = None,
    ending: Callable[[], Ends] | None = None,
) -> tuple[ResolvedTerms, ...]:
    contract, budget = known.contract, known.budget
    first, one_offs = contract.first_day, budget.one_offs
    agreed = Agreed(
        policies,
        budget if budget.full_cost is None else budget.with_full_cost(first),
        contract.fee,
        contract.fee_placement,
        known.plans or known.plan,
        known.suspensions,
        contract.suspension,
    )
    ends = Ends(contract.last_day)
    if known.endings:
        try:
            ends = ends_of(known, policies) if ending is None else ending()
        except NotRecorded as error:
            lacking = (*lacking, *error.fields)
        if last_day is None and ends.last_day != contract.last_day and isinstance(ends.last_day, date):
            last_day = ends.last_day
    if last_day is not None:
        one_offs = None if one_offs is None else tuple(each for each in one_offs if each.on <= last_day)
        if first is not None and last_day < first:
            last_day = days_after(first, -1)  # it never began
        ends = Ends(last_day, ends.between)
    varied = [Turn(first or date.min, contract.payment, known.holder, known.funding)]
    if later:
        varied += [Turn(each.since, each.payment, each.holder, each.funding) for each in later]
    out = _in_phases(agreed, varied, first, ends, one_offs, lacking)
    if one_offs:
        ends.all_inside(first, one_offs)
    return out


def _in_phases(
    agreed: Agreed,
    varied: list[Turn],
    first: date | None,
    ends: Ends,
    one_offs: tuple[OneOff, ...] | None,
    lacking: tuple[str, ...] = (),
) -> tuple[ResolvedTerms, ...]:
    """The terms of each phase, begun by a variation or by a policy; all that is missing is named at once."""
    until, policies = ends_on(ends.last_day), agreed.policies
    turns, of_days = varied, [one_offs]
    if len(varied) > 1 or len(policies.entries) > 1:
        turns = _turns(varied, policies, first, until)
        of_days = _by_turn(one_offs, turns)
    missing = dict.fromkeys(lacking)
    out: list[ResolvedTerms] = []
    for place, turn in enumerate(turns, 1):
        since, last, reach, of_its_days = turn.since, ends.last_day, until, of_days[place - 1]
        if place < len(turns):
            last = days_after(turns[place].since, -1)
            # A charging week that goes on past a phase is finished in it.
            reach = min(until, days_after(last, 6))
        resolution = Resolution(agreed, turn, first and since, first if place == 1 else since, reach)
        begins = first if place == 1 else since
        held_to = ends.held_to(begins, last) if ends.between else last
        if of_its_days and len(turns) > 1:
            of_its_days = tuple(each for each in of_its_days if each.on <= ends_on(held_to))
        try:
            if held_to == last or (begins is not None and begins <= ends_on(held_to)):
                out.append(resolution.terms(begins, held_to, of_its_days, out[-1] if out else None, ends.last_day))
        except NotRecorded as error:
            missing.update(dict.fromkeys(error.fields))
    if missing:
        raise NotRecorded("the payments", tuple(missing))
    return _up_to_days_between(out) if len(out) > 1 else tuple(out)


def _turns(varied: list[Turn], policies: Policies[Parameters], first: date | None, until: date) -> list[Turn]:
    """The phases up to a day, with those that a policy begins."""
    turns: list[Turn] = []
    for turn, following in zip_longest(varied, varied[1:]):
        if turns and turn.since > until:
            break
        turns.append(turn)
        if first is not None:
            before = until if following is None else min(until, days_after(following.since, -1))
            turns += _turns_in(turn, policies, before)
    return turns


def _turns_in(turn: Turn, policies: Policies[Parameters], last: date) -> Iterator[Turn]:
    """The phases that begin within one, because a number that a whole payment has one of differs by the policy.

    Each begins with the first period on or after the policy's day: no payment is partly under one and partly under
    the other.
    """
    (at, policy), *later = policies.within(turn.since, last)
    if all(_of_a_payment(each) == _of_a_payment(policy) for _, each in later):
        return
    for since, _ in later:
        if since <= at:
            continue  # one that began in the same period, and had no payment of its own
        cycle = turn.payment.cycle or policy.cycle
        if cycle is None:
            return  # it is missing
        period = cycle.period_of(since)
        begins = since if period.first_day == since else period.day_after
        if begins > last:
            return
        held = policies.on(begins)
        if _of_a_payment(policy) != _of_a_payment(held) and any(
            getattr(turn.payment, name) is None and getattr(policy, name) != getattr(held, name)
            for name in OF_A_PAYMENT
        ):
            at, policy = begins, held
            yield turn._replace(since=begins)


def _by_turn(one_offs: tuple[OneOff, ...] | None, turns: list[Turn]) -> list[Any]:
    """The one-off sums that are dated in each phase; in the only one, all of them."""
    if one_offs is None or len(turns) == 1:
        return [one_offs] * len(turns)
    begins, out = [turn.since for turn in turns], [list[OneOff]() for _ in turns]
    for each in one_offs:
        out[max(bisect_right(begins, each.on) - 1, 0)].append(each)  # one from before the first day is refused
    return out


def resolve_rate(
    rate: Rate | Timeline[Rate],
    terms: PaymentTerms,
    *,
    span: Period,
    contribution: Rate | Timeline[Rate],
    fee: ManagementFee | Timeline[ManagementFee],
    fee_placement: Placement | Timeline[Placement] | None,
    policy: GivenPolicy,
) -> tuple[ResolvedTerms, ...]:
    """The terms of a rate that is paid over some days, with nothing beside it but what is given; phase by phase."""
    instance("schedule_rate.terms", terms, PaymentTerms, "give PaymentTerms")
    instance("schedule_rate.span", span, Period, "give a Period: the first and last day for which it is paid")
    for name, given, kinds in (
        ("rate", rate, (Rate,)),
        ("contribution", contribution, (Rate,)),
        ("fee", fee, (ManagementFee,)),
        ("fee_placement", fee_placement, (Placement, NotStated, type(None))),
    ):
        for each in given.values if isinstance(given, Timeline) else (given,):
            of_kind(f"schedule_rate.{name}", each, kinds)
    budget = PersonalBudget(actual=rate, contribution=contribution, in_house=(), one_offs=())
    policies = policies_of("schedule_rate", policy)
    contract = Contract(fee=fee, fee_placement=fee_placement)
    agreed = Agreed(policies, budget, contract.fee, contract.fee_placement, SupportPlan())
    return _in_phases(agreed, [Turn(span.first_day, terms)], span.first_day, Ends(span.last_day), ())


def _up_to_days_between(phases: list[ResolvedTerms]) -> tuple[ResolvedTerms, ...]:
    """The phases; their charging weeks are cut short where days between two of them, without terms, begin."""
    if all(terms.charging_weeks is None for terms in phases[:-1]):
        return tuple(phases)
    out, stop = [phases[-1]], None
    for one, other in zip(phases[-2::-1], phases[:0:-1], strict=True):
        stop = stop if one.adjoins(other.first_day) else one.last_day
        weeks = one.charging_weeks
        if stop is not None and weeks is not None:
            one = attrs.evolve(one, charging_weeks=weeks._replace(last_day=stop))
        out.append(one)
    return tuple(out[::-1])
