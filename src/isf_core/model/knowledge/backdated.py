"""How far back a change counts: into what was paid before it was known, only as far as the policy lets it (PAY-10).

Interpretation: it counts as far back for what the person is charged, and for the final account, as for the payments,
whoever collects the charge. What the policy withholds came off no payment, and nobody was told to pay it in time; so
it is no charge, and nobody's debt. A withheld fall of the contribution is none of the person's to have back in the same
way. `reconcile` tells what is withheld, so that whoever thinks it unfair sees it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from ...errors import TooLarge, recorded
from ...values.dates import Period, days_after
from ..account import EntryKind
from ..budget import OneOff
from ..parameters import Backdating, HowFarBack, Parameters, Policies
from ..variation import AT_ONCE
from .view import ArrangementAsKnown

_IN_FULL = Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)

DaysPaid = tuple[Period, date]
"""The days of a regular payment that was made, and the day on which it was made."""


def as_far_back_as_the_policy_goes(
    view: ArrangementAsKnown,
    paid: Iterable[DaysPaid],
    policies: Policies[Parameters],
    unless_said: Backdating | None = None,
) -> ArrangementAsKnown:
    """The view in which no change counts from before the policy lets it.

    What was paid already is judged by the day a change became known: a change that was in time then
    is in time for ever. A payment made on that very day was made with the change known. A change
    that is held up counts from the day it may, unless a change that took effect after it holds on
    that day: it is then overtaken, and never counts. How far back it counts is for the policy of the
    day on which it became known: what was corrected under one policy stays so under the next.

    Raises NotRecorded where a policy does not say how far back it goes, and `unless_said` does not either.
    """
    made = tuple(paid)
    reach: list[date] = []
    for _, variation in view.variations:
        known = variation.known_from
        before = [period for period, on in made if known is not None and on < known]
        dated = variation.supersedes or any(change.path not in AT_ONCE for change in variation.changes)
        late = dated and bool(before) and variation.effective <= max(period.last_day for period in before)
        if late and known is not None:
            rule = policies.on_or_first(known).backdating or unless_said
            reach.append(max(variation.effective, _earliest(rule, before)))
        else:
            reach.append(variation.effective)
    if reach == [variation.effective for _, variation in view.variations]:
        return view
    return ArrangementAsKnown(view.recorded, view.variations, (), view.day, tuple(reach))


def as_far_back_as_it_was_paid(view: ArrangementAsKnown, policies: Policies[Parameters]) -> ArrangementAsKnown:
    """The same, where what was paid is what the fund's entries say; where a policy does not say, all of it counts.

    Where what was delivered is paid, no payment is compared with what was paid before, and nothing is withheld.
    """
    if not view.variations or view.recorded.contract.payment.on_delivery is not None:
        return view
    return as_far_back_as_the_policy_goes(view, _days_paid(view, policies), policies, _IN_FULL)


def _days_paid(view: ArrangementAsKnown, policies: Policies[Parameters]) -> Iterator[DaysPaid]:
    """The days for which a funder paid, by the entries that say so; what paid a one-off sum alone paid for no days.

    A payment of 0.00 paid for its days, as in a history of payments; what was all taken back paid for none. On a day
    of a one-off sum that is a period of its own too, what was paid in all tells whether that was the one-off sum alone.
    """
    entries = [each for each in view.recorded.fund.entries or () if each.kind is EntryKind.FUNDER_PAYMENT]
    left: Counter[str] = Counter()
    for each in entries:
        left[each.corrects or each.ref] += each.pence
    made: list[DaysPaid] = []
    paid: Counter[Period] = Counter()
    for each in entries:
        stands = each.corrects is None and (left[each.ref] > 0 or not each.pence)
        if stands and each.period is not None:
            made.append((each.period, each.on))
            paid[each.period] += left[each.ref]
    one_offs = _one_offs(view)
    for days, on in made:
        alone = one_offs.get(days.first_day) if days.days == 1 else None
        if alone is None or (paid[days] not in alone and _is_a_period(view, days.first_day, policies)):
            yield days, on


def _one_offs(view: ArrangementAsKnown) -> dict[date, set[int]]:
    """What the one-off sums come to of each day on which any was ever dated, by each list of them that was known."""
    changes = (change for _, each in view.variations for change in each.changes if change.path == "budget.one_offs")
    out: dict[date, set[int]] = {}
    for given in (view.recorded.budget.one_offs, *(change.value for change in changes)):
        sums: Counter[date] = Counter()
        for each in cast("tuple[OneOff, ...] | None", given) or ():
            sums[each.on] += each.amount.pence
        for on, pence in sums.items():
            out.setdefault(on, set()).add(pence)
    return out


def _is_a_period(view: ArrangementAsKnown, on: date, policies: Policies[Parameters]) -> bool:
    """Whether a day is a period of the payments by itself, because one begins on it and one ends on it."""
    known, cycle = view.arrangement, view.value("contract.payment.cycle", on) or policies.on_or_first(on).cycle
    if cycle is None:
        return False
    try:
        whole = cycle.period_of(on)
    except TooLarge:  # it begins before every calendar, or ends after it
        return False
    turns = [each.since for each in known.later]
    ends = [
        known.contract.last_day,
        *(each.last_day for each in known.endings),
        *(days_after(each, -1) for each in turns),
    ]
    return on in (whole.first_day, known.contract.first_day, *turns) and on in (whole.last_day, *ends)


def _earliest(rule: Backdating | None, paid: list[Period]) -> date:
    """From which day a change may count that reaches into what was paid."""
    rule = recorded(rule, "what to correct", "policy.backdating")
    last_days = [period.last_day for period in paid]
    if rule.how_far is HowFarBack.NEVER:
        return days_after(max(last_days), 1)
    if rule.how_far is HowFarBack.NOT_THE_FIRST_PAYMENT:
        return days_after(min(last_days), 1)
    return min(rule.earliest or date.min, days_after(max(last_days), 1))
