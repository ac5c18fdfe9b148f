"""Who must approve a change of plan: the person and the holder alone, or the funder too (PLN-08).

Day-to-day changes need no permission while outcomes and budget stay the same. The person and the holder agree a
change that costs less and serves the same outcomes; the plan is then updated:

>>> from ..model.plan import Support
>>> before = SupportPlan(
...     outcomes=(Outcome(ref="fed", eligible=True, met_informally=()),),
...     supports=(Support.by_rate("cooking", ("fed",), Rate.weekly(60)),),
... )
>>> after = before.replace(supports=(Support.by_rate("lunch club", ("fed",), Rate.weekly(55)),))
>>> facts = {"on": date(2026, 9, 1), "budget": Rate.weekly(60), "needs_changed": False, "in_doubt": False}
>>> change = classify_plan_change(before, after, **facts)
>>> change
<PlanChange: agree it locally>
>>> change.to_record
('the plan as it now is',)

Several routes may apply at once. All reasons are listed, and the strongest route is the answer:

>>> dearer = after.replace(
...     outcomes=(*before.outcomes, Outcome(ref="swims")),
...     supports=(*after.supports, Support.by_rate("pool", ("swims",), Rate.weekly(8))),
... )
>>> change = classify_plan_change(before, dearer, **facts)
>>> change
<PlanChange: ask for a reassessment, and consult the funder first>
>>> for reason in change.reasons:
...     print(f"{reason.route.value}: {reason.message} ({reason.source.pinpoint})")
ask for a reassessment: the plan would cost £63.00 a week, and the budget is £60.00 a week (4)
consult the funder first: swims is an outcome that is not in the plan (6.6)

A fact that is not recorded is named; the change is never assumed to be local:

>>> classify_plan_change(before, after, **{**facts, "budget": None}).unknown
('budget',)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from ..model.parameters import GivenPolicy, policies_of
from ..model.plan import Outcome, SupportKind, SupportPlan
from ..values.checks import day, instance
from ..values.columns import Cell
from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.record import WithFields
from ..values.sources import DORSET, HOME, LANCASHIRE, Source
from ..values.table import Table, Tabular, as_read
from ..values.timeline import Timeline
from .plan_costs import YEAR, a_week, cost_a_week


class ApprovalRoute(Enum):
    """Who must approve a change, from the weakest route to the strongest."""

    AGREE_LOCALLY = "agree it locally"
    CANNOT_TELL = "cannot tell"
    CONSULT_FUNDER = "consult the funder first"
    INFORM_FUNDER = "inform the funder"
    ASK_FOR_REASSESSMENT = "ask for a reassessment"


LOCAL = LANCASHIRE(
    "6.6", words="may, without reference to the Authority, mutually agree day to day changes with the Service User"
)
NEW_OUTCOME = LANCASHIRE("6.6", words="for an outcome that has not been identified with the Support Plan")
IN_DOUBT = LANCASHIRE("6.7", words="it should contact the Authority prior to making any changes")
SURPLUS_IN_DOUBT = LANCASHIRE("6.19", words="it will contact the Authority for advice")
CHANGED_NEEDS = LANCASHIRE("6.6", words="Inform the Authority if a Service User's support needs change")
NOT_MET = LANCASHIRE("6.6", words="cannot be met within the existing Individual Service Fund arrangement")
DEARER = DORSET("4", words="where there is a need to change the plan to the extent that the budget increases")
KEPT_CURRENT = LANCASHIRE("6.6", words="so that it remains current and reflects the actual support")
LEGAL = DORSET("4", words="all proposed activity is legal")
CONSENT = HOME(
    "Changes in the needs of the individual", words="this would usually be made with the individual's prior consent"
)


@frozen(repr=False)
class Reason(WithFields):
    """Why a change takes a route, with its clause."""

    route: ApprovalRoute
    message: str
    source: Source


@frozen(kw_only=True, str=False)
class PlanChange(Tabular):
    """Who must approve a change of plan, and why.

    - `route`: the strongest that the known facts call for; CANNOT_TELL where they call for none, and
      not all of them are recorded.
    - `reasons`: all of them, the strongest first.
    - `unknown`: what is not recorded and could call for a stronger route.
    - `to_record`: what is written down with it, each with its source in the table.
    """

    route: ApprovalRoute
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...] = ()
    notes: tuple[tuple[str, Source], ...] = ()

    @property
    def to_record(self) -> tuple[str, ...]:
        """What must still be recorded: the changed plan, the person's consent."""
        return tuple(what for what, _ in self.notes)

    def table(self) -> Table:
        """Show one row for each reason, each unknown fact, and each thing to record."""
        rows: list[tuple[Cell, ...]] = [(each.route.value, each.message, str(each.source)) for each in self.reasons]
        rows += [(ApprovalRoute.CANNOT_TELL.value, f"{field} is not recorded", None) for field in self.unknown]
        rows += [("to record", what, str(source)) for what, source in self.notes]
        columns = (("what", "What"), ("why", "Why"), ("source", "Source"))
        return Table(f"Where the change goes: {self.route.value}", columns, tuple(rows))

    def __repr__(self) -> str:
        others = dict.fromkeys(each.route.value for each in self.reasons if each.route is not self.route)
        also = f", and {', and '.join(others)}" if others else ""
        unknown = f", not recorded: {', '.join(self.unknown)}" if self.unknown else ""
        return f"<PlanChange: {self.route.value}{also}{unknown}>"


def classify_plan_change(
    before: SupportPlan,
    after: SupportPlan,
    *,
    on: date,
    budget: Rate | Timeline[Rate] | None,
    needs_changed: bool | None,
    in_doubt: bool | None,
    consented_on: date | None = None,
    policy: GivenPolicy | None = None,
    to_spare: Money | None = None,
) -> PlanChange:
    """Say who must approve a proposed change of a plan, as of a day.

    - `budget`: what the plan may cost; a Timeline gives what holds on the day.
    - `needs_changed`: whether the person's needs have; `in_doubt`: whether anybody doubts that the plan
      would still meet its standards, or how a surplus may be used.
    - `consented_on`: when the person consented to informing the funder; asked for only then.
    - `policy`: for the weeks in a year, where a cost or the budget is stated by the month or year.
    - `to_spare`: what the fund can spend on what is bought once; asked for only where more is bought.

    None is "not recorded". Interpretation: a change is compared by references, not by words; whether it is
    minor, and still meets the needs in a safe way (6.6), is for those who know the person: `in_doubt`. What
    is wanted first is done first: where the funder is to be consulted too, nothing is changed before. What is not met
    is an outcome that is eligible in the plan as it was, and that nothing meets in the changed one. A plan
    that does not change, while neither needs have changed nor anybody doubts it, is no change.

    >>> plan = SupportPlan(outcomes=(), supports=())
    >>> same = classify_plan_change(plan, plan, on=date(2026, 9, 1), budget=None, needs_changed=False, in_doubt=False)
    >>> same, same.reasons[0].message
    (<PlanChange: agree it locally>, 'nothing changes')
    """
    instance("classify_plan_change.before", before, SupportPlan, "give a SupportPlan")
    instance("classify_plan_change.after", after, SupportPlan, "give a SupportPlan")
    day("classify_plan_change.on", on)
    for rate in budget.values if isinstance(budget, Timeline) else (budget,):
        instance("classify_plan_change.budget", rate, (Rate, type(None)), "give a Rate, a Timeline of them, or None")
    for name, answer in (("needs_changed", needs_changed), ("in_doubt", in_doubt)):
        instance(f"classify_plan_change.{name}", answer, (bool, type(None)), "give True, False, or None")
    instance("classify_plan_change.to_spare", to_spare, (Money, type(None)), "give Money, or None")
    if consented_on is not None:
        day("classify_plan_change.consented_on", consented_on)
    year = None if policy is None else policies_of("classify_plan_change", policy).on(on).weeks_in_year
    rate = budget.on(on) if isinstance(budget, Timeline) else budget
    found: list[Reason | str] = []
    if needs_changed:
        found.append(Reason(ApprovalRoute.INFORM_FUNDER, "the person's needs have changed", CHANGED_NEEDS))
    if in_doubt:
        message = "it is in doubt whether the plan still meets its ends"
        found.append(Reason(ApprovalRoute.CONSULT_FUNDER, message, IN_DOUBT))
        if (before.surplus, before.carry_forwards) != (after.surplus, after.carry_forwards):
            message = "it is in doubt how a surplus may be used"
            found.append(Reason(ApprovalRoute.CONSULT_FUNDER, message, SURPLUS_IN_DOUBT))
    if before != after:
        found += [name for name, answer in (("needs_changed", needs_changed), ("in_doubt", in_doubt)) if answer is None]
        found += [*_new_outcomes(before, after), *_of_a_new_kind(before, after), *_unmet(before, after)]
        found += [*_dearer(after, rate, year), *_bought_once(before, after, to_spare)]
    reasons = [each for each in found if isinstance(each, Reason)]
    unknown = tuple(dict.fromkeys(each for each in found if isinstance(each, str)))
    if not reasons and not unknown:
        message = "it stays within the plan's outcomes and the budget" if before != after else "nothing changes"
        reasons.append(Reason(ApprovalRoute.AGREE_LOCALLY, message, LOCAL))
    reasons.sort(key=lambda each: list(ApprovalRoute).index(each.route), reverse=True)
    notes = [("the plan as it now is", KEPT_CURRENT)] if before != after else []
    consented = consented_on is not None and consented_on <= on
    if not consented and any(each.route is ApprovalRoute.INFORM_FUNDER for each in reasons):
        notes.append(("the person's consent to informing the funder", CONSENT))
    return PlanChange(
        route=reasons[0].route if reasons else ApprovalRoute.CANNOT_TELL,
        reasons=tuple(reasons),
        unknown=unknown,
        notes=tuple(notes),
    )


def _new_outcomes(before: SupportPlan, after: SupportPlan) -> Iterator[Reason | str]:
    """Outcomes that the plan did not have."""
    if after.outcomes is None:
        yield "after.outcomes"
    elif before.outcomes is None:
        if after.outcomes:
            yield "before.outcomes"
    else:
        known = {outcome.ref for outcome in before.outcomes}
        for outcome in after.outcomes:
            if outcome.ref not in known:
                message = f"{outcome.ref} is an outcome that is not in the plan"
                yield Reason(ApprovalRoute.CONSULT_FUNDER, message, NEW_OUTCOME)


def _of_a_new_kind(before: SupportPlan, after: SupportPlan) -> Iterator[Reason]:
    """Supports that are now of a kind that is illegal or commonly excluded (PLN-12)."""
    had = {(support.ref, kind) for support in before.supports or () for kind in support.kinds or ()}
    for support in after.supports or ():
        for kind in support.kinds or ():
            ordinary = kind in (SupportKind.PERSONAL_CARE, SupportKind.REABLEMENT)
            if not ordinary and (support.ref, kind) not in had:
                yield Reason(ApprovalRoute.CONSULT_FUNDER, f"{support.ref} would be {kind.value}", LEGAL)


def _unmet(before: SupportPlan, after: SupportPlan) -> Iterator[Reason | str]:
    """Eligible outcomes of the plan as it was that nothing meets in the changed one."""
    if before.outcomes is None:
        yield "before.outcomes"
    if after.supports is None:
        yield "after.supports"
    supports = after.supports or ()
    served = {ref for support in supports for ref in support.outcomes or ()}
    kept: dict[str, Outcome] = {outcome.ref: outcome for outcome in after.outcomes or ()}
    for outcome in before.outcomes or ():
        ref, now = outcome.ref, kept.get(outcome.ref)
        if outcome.eligible is False or ref in served or (now is not None and now.met_informally):
            continue
        unknown = [f"before.outcomes[{ref}].eligible"] if outcome.eligible is None else []
        unknown += ["after.outcomes"] if after.outcomes is None else []
        unknown += ["after.supports"] if after.supports is None else []
        unknown += [f"after.supports[{each.ref}].outcomes" for each in supports if each.outcomes is None]
        if now is not None and now.met_informally is None:
            unknown.append(f"after.outcomes[{ref}].met_informally")
        yield from unknown
        if not unknown:
            yield Reason(ApprovalRoute.INFORM_FUNDER, f"the eligible outcome {ref} would be met by nothing", NOT_MET)


def _dearer(after: SupportPlan, budget: Rate | None, year: Fraction | None) -> Iterator[Reason | str]:
    """Whether the changed plan costs more a week than the budget."""
    cost = cost_a_week(after, year)
    weekly = None if budget is None else a_week(budget, year)
    if budget is None or weekly is None:
        yield "budget" if budget is None else YEAR
    elif cost.known > weekly:
        message = f"the plan would cost {cost}, and the budget is {as_read(budget)}"
        yield Reason(ApprovalRoute.ASK_FOR_REASSESSMENT, message, DEARER)
        return
    yield from (YEAR if field == YEAR else f"after.{field}" for field in cost.missing)


def _bought_once(before: SupportPlan, after: SupportPlan, to_spare: Money | None) -> Iterator[Reason | str]:
    """Whether more is bought once than the fund has to spare."""
    more = _sum(after) - _sum(before)
    if more <= Money(0):
        return
    unknown = ["before.supports"] if before.supports is None else []
    unknown += [f"before.supports[{each.ref}].cost" for each in before.supports or () if each.cost is None]
    unknown += ["to_spare"] if to_spare is None else []
    yield from unknown
    if not unknown and to_spare is not None and more > to_spare:
        message = f"{as_read(more)} more would be bought once, and the fund has {as_read(to_spare)} to spare"
        yield Reason(ApprovalRoute.ASK_FOR_REASSESSMENT, message, DEARER)


def _sum(plan: SupportPlan) -> Money:
    """What a plan buys once."""
    return Money.total(each.cost for each in plan.supports or () if isinstance(each.cost, Money))
