"""The seven steps of an arrangement's life, read off a report (LIFE-01).

Each rule names the step that it guards. A step is reached once every MUST rule of it, and of the
steps before it, has nothing to find; the sixth is reached no earlier than the first day, the seventh
once a review was held.

Interpretation: what cannot be told holds back like a breach, but a fact that only a later step makes
holds back that step: before there is a contract nobody can record its first day, and the budget is
determined all the same.
"""

from __future__ import annotations

from datetime import date

from ...model.arrangement import Arrangement
from ...model.documents import done_on
from ...values.checks import day, instance
from ...values.frozen import frozen
from ...values.layout import Items, Page, Said
from ...values.sources import HOME, Source
from ...values.table import Table, Tabular
from .definition import Force, LifecycleStep
from .not_recorded import not_recorded
from .report import Finding, Report, Result, unknown_in

STEPS: Source = HOME("Developing an ISF homecare process", words="the seven step process of self-directed support")

WHO = {
    LifecycleStep.BUDGET_DETERMINED: "the council",
    LifecycleStep.PLAN_CREATED: "the person, with the holder",
    LifecycleStep.PLAN_AGREED: "the council",
    LifecycleStep.MONEY_ORGANISED: "the council and the holder",
    LifecycleStep.SUPPORT_ORGANISED: "the holder, with the council and the person",
    LifecycleStep.LIVING_LIFE: "the person and the holder",
    LifecycleStep.REVIEW_AND_LEARN: "the council, with the person and the holder",
}
"""Who must do what each step asks."""


_MADE_IN = (
    ("plan.agreed_on", LifecycleStep.PLAN_AGREED),
    ("plan.", LifecycleStep.PLAN_CREATED),
    ("contract.", LifecycleStep.MONEY_ORGANISED),
)
"""By how a field begins, the step that makes its fact; others are there from the beginning."""


@frozen(kw_only=True, str=False)
class StepReached(Tabular):
    """The step reached (None before the first), the next, and what is missing before it.

    `missing` are the findings of MUST rules that stand in the way; `waits_for` says what else does.
    """

    on: date
    reached: LifecycleStep | None
    missing: tuple[Finding, ...]
    waits_for: str = ""

    @property
    def next(self) -> LifecycleStep | None:
        """The step after the one reached; None after the last."""
        place = 0 if self.reached is None else self.reached.value
        return None if place == len(LifecycleStep) else LifecycleStep(place + 1)

    @property
    def who(self) -> str:
        """Who must do what the next step asks; "" after the last."""
        return "" if self.next is None else WHO[self.next]

    def page(self) -> Page:
        """The step reached, what the next waits for, and before it each breach, and each fact by who knows it."""
        items = tuple(finding.item() for finding in self.missing if finding.breach is not None)
        unknown = unknown_in(self.missing)
        waits = f"; the next waits for {self.waits_for}" if self.waits_for else ""
        head = Said(f"Step reached: {_words(self.reached)}{waits}.")
        breaches = [Items(f"To put right before the next, by {self.who}: {len(items)}", items)] if items else []
        return Page(head, *breaches, *not_recorded(unknown, needed=unknown))

    def table(self) -> Table:
        """One row for each thing that is missing."""
        waits = f"; the next waits for {self.waits_for}" if self.waits_for else ""
        return Table.of(
            f"Step reached: {_words(self.reached)}{waits}",
            self.missing,
            *(("code", "Rule"), ("field", "Field"), ("message", "Missing"), ("remedy", "To do")),
            ("who", "Who", lambda _: self.who),
        )

    def __repr__(self) -> str:
        return f"<StepReached on {self.on}: {_words(self.reached)}, {len(self.missing)} findings before the next>"


def _words(step: LifecycleStep | None) -> str:
    return "none yet" if step is None else step.name.lower().replace("_", " ")


def step_reached(report: Report, arrangement: Arrangement, on: date) -> StepReached:
    """The step that an arrangement has reached on a day, by its report (LIFE-01)."""
    instance("step_reached", report, Report, "give a Report, such as check(...)")
    instance("step_reached", arrangement, Arrangement, "give an Arrangement")
    day("step_reached", on)
    reached: LifecycleStep | None = None
    for step in LifecycleStep:
        missing = tuple(finding for finding in report.findings if _holds_back(finding) is step)
        waits_for = _waits_for(step, arrangement, on)
        if missing or waits_for:
            return StepReached(on=on, reached=reached, missing=missing, waits_for=waits_for)
        reached = step
    return StepReached(on=on, reached=reached, missing=())


def _holds_back(finding: Finding) -> LifecycleStep | None:
    """The step that a finding stands in the way of; None where it stands in nobody's."""
    return step_of(finding) if finding.force is Force.MUST else None


def step_of(finding: Finding) -> LifecycleStep | None:
    """The step that a finding belongs to: its rule's, or a later one that makes the fact; None where it has none."""
    guarded = finding.rule.step
    if guarded is None or finding.result is Result.BREACH:
        return guarded
    made_in = next((step for begins, step in _MADE_IN if finding.field.startswith(begins)), guarded)
    return max(guarded, made_in, key=lambda step: step.value)


def _waits_for(step: LifecycleStep, arrangement: Arrangement, on: date) -> str:
    """What a step waits for that no rule guards; "" where nothing."""
    budget, plan, first_day = arrangement.budget, arrangement.plan, arrangement.contract.first_day
    if step is LifecycleStep.BUDGET_DETERMINED and budget.indicative is None and budget.actual is None:
        return "a budget, indicative or actual"
    if step is LifecycleStep.PLAN_CREATED and (plan.outcomes is None or plan.supports is None):
        return "a plan with outcomes and supports"
    if step is LifecycleStep.PLAN_AGREED and ((agreed := done_on(plan.agreed_on)) is None or agreed > on):
        return "the plan to be agreed"
    if step is LifecycleStep.LIVING_LIFE and (first_day is None or first_day > on):
        return "the first day"
    if step is LifecycleStep.REVIEW_AND_LEARN and not any(
        held <= on for review in arrangement.lifecycle.reviews or () if (held := done_on(review.on)) is not None
    ):
        return "a review"
    return ""
