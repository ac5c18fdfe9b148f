"""What the person was given of their budget (BUD-16)."""

from __future__ import annotations

from datetime import date

from ...model.documents import Party
from ...model.plan import PlanContent
from ...values.sources import CARE_ACT, TLAP
from ...values.table import as_read
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, must
from ..facts.acts import DECLINED, act_by, until
from ..facts.conditions import a_council_pays


@must(
    "BUD-16",
    source=(
        CARE_ACT("section 25(1)(e)", words="includes the personal budget for the adult concerned"),
        CARE_ACT("section 25(9)"),
        TLAP(
            "Flexible Contracting, 4) Personal budget vs the contract price",
            words="People have a right to be told their personal budget",
        ),
    ),
    when=a_council_pays,
    message="the person was not given their plan with their personal budget in it: {lacking}",
    remedy="give the person a copy of their plan, with their personal budget in it",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The section sets no day. A plan is given by the first day of support, a later one by the day from
    which it holds, that day included. A person who declined it has been offered it. Whether the plan states the budget
    is asked of its recorded contents.""",
)
def the_person_has_been_given_the_plan_with_their_budget(case: Case) -> Found:
    plan = case.arrangement.plan
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    since = max([start, *(on for on, _ in case.known.plan_over_time.changes if on <= case.on)])
    act = act_by(case, plan.given_on, "plan.given_on", since, excuses=DECLINED)
    yield from act.asks
    if act.is_missed:
        late = f", but only on {as_read(plan.given_on)}" if isinstance(plan.given_on, date) else until(plan.given_on)
        lacking = f"it was not given by {as_read(since)}{late}"
        yield Breach("plan.given_on", owed_by=Party.FUNDER, lacking=lacking)
    yield plan.contents, "plan.contents"
    if plan.contents is not None and PlanContent.PERSONAL_BUDGET not in plan.contents:
        yield Breach("plan.contents", owed_by=Party.FUNDER, lacking="the plan does not state it")
