"""The seven steps of an arrangement's life, read off a report (LIFE-01).

Each rule names the step that it guards. A step is reached once every MUST rule of it, and of the
steps before it, has nothing to find; the sixth is reached no earlier than the first day, the seventh
once a review was held.

House reading: what cannot be told holds back like a breach, but a fact that only a later step makes
holds back that step: before there is a contract nobody can record its first day, and the budget is
determined all the same.
"""

from __future__ import annotations

from datetime import date

import attrs

from ...model.arrangement import Arrangement
from ...values.checks import day, instance
from ...values.sources import HOME, Source
from ...values.table import Table, Tabular
from .definition import Force, Step
from .report import Finding, Outcome, Report

STEPS: Source = HOME("Developing an ISF homecare process", words="the seven step process of self-directed support")

WHO = {
    Step.BUDGET_DETERMINED: "the council",
    Step.PLAN_CREATED: "the person, with the holder",
    Step.PLAN_AGREED: "the council",
    Step.MONEY_ORGANISED: "the council and the holder",
    Step.SUPPORT_ORGANISED: "the holder, with the council and the person",
    Step.LIVING_LIFE: "the person and the holder",
    Step.REVIEW_AND_LEARN: "the council, with the person and the holder",
}
"""Who must do what each step asks."""


_MADE_IN = (
    ("plan.agreed_on", Step.PLAN_AGREED),
    ("plan.", Step.PLAN_CREATED),
    ("contract.", Step.MONEY_ORGANISED),
)
"""By how a field begins, the step that makes its fact; others are there from the beginning."""


@attrs.frozen(kw_only=True, str=False, repr=False)
class LifeStep(Tabular):
    """The step reached (None before the first), the next, and what is missing before it.

    `missing` are the findings of MUST rules that stand in the way; `waits_for` says what else does.
    """

    on: date
    reached: Step | None
    missing: tuple[Finding, ...]
    waits_for: str = ""

    @property
    def next(self) -> Step | None:
        """The step after the one reached; None after the last."""
        place = 0 if self.reached is None else self.reached.value
        return None if place == len(Step) else Step(place + 1)

    @property
    def who(self) -> str:
        """Who must do what the next step asks; "" after the last."""
        return "" if self.next is None else WHO[self.next]

    def table(self) -> Table:
        """One row for each thing that is missing."""
        columns = (("code", "Rule"), ("field", "Field"), ("says", "Missing"), ("cure", "To do"), ("who", "Who"))
        rows = tuple((each.code, each.field, each.says, each.cure, self.who) for each in self.missing)
        waits = f"; the next waits for {self.waits_for}" if self.waits_for else ""
        return Table(f"Step reached: {_words(self.reached)}{waits}", columns, rows)

    def __repr__(self) -> str:
        return f"<LifeStep on {self.on}: {_words(self.reached)}, {len(self.missing)} findings before the next>"


def _words(step: Step | None) -> str:
    return "none yet" if step is None else step.name.lower().replace("_", " ")


def life_step(report: Report, arrangement: Arrangement, on: date) -> LifeStep:
    """The step that an arrangement has reached on a day, by its report (LIFE-01)."""
    instance("life_step", report, Report, "give a Report, such as check(...)")
    instance("life_step", arrangement, Arrangement, "give an Arrangement")
    day("life_step", on)
    reached: Step | None = None
    for step in Step:
        missing = tuple(finding for finding in report.findings if _holds_back(finding) is step)
        waits_for = _waits_for(step, arrangement, on)
        if missing or waits_for:
            return LifeStep(on=on, reached=reached, missing=missing, waits_for=waits_for)
        reached = step
    return LifeStep(on=on, reached=reached, missing=())


def _holds_back(finding: Finding) -> Step | None:
    """The step that a finding stands in the way of; None where it stands in nobody's."""
    guarded = finding.rule.step
    if finding.force is not Force.MUST or guarded is None:
        return None
    if finding.outcome is Outcome.BREACH:
        return guarded
    made_in = next((step for begins, step in _MADE_IN if finding.field.startswith(begins)), guarded)
    return max(guarded, made_in, key=lambda step: step.value)


def _waits_for(step: Step, arrangement: Arrangement, on: date) -> str:
    """What a step waits for that no rule guards; "" where nothing."""
    budget, plan, first_day = arrangement.budget, arrangement.plan, arrangement.contract.first_day
    if step is Step.BUDGET_DETERMINED and budget.indicative is None and budget.actual is None:
        return "a budget, indicative or actual"
    if step is Step.PLAN_CREATED and (plan.outcomes is None or plan.supports is None):
        return "a plan with outcomes and supports"
    if step is Step.PLAN_AGREED and (plan.agreed_on is None or plan.agreed_on > on):
        return "the plan to be agreed"
    if step is Step.LIVING_LIFE and (first_day is None or first_day > on):
        return "the first day"
    if step is Step.REVIEW_AND_LEARN and not any(review.on <= on for review in arrangement.life.reviews or ()):
        return "a review"
    return ""
