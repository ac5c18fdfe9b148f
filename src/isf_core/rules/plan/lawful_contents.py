"""What the law has a care and support plan contain, and who is involved in making it (PLN-14)."""

from __future__ import annotations

from ...model.contract import Form
from ...model.documents import Party
from ...model.person import PersonKind
from ...model.plan import PlanContent, PlanMaking
from ...values.sources import CARE_ACT
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, must, needs
from ..facts.conditions import a_council_pays

_DIRECT = PlanContent.DIRECT_PAYMENTS
_CONTENTS = tuple(each for each in PlanContent if each is not _DIRECT)
_INVOLVED = (
    ((PlanMaking.PERSON,), "there is no record that the person was involved in making it"),
    ((PlanMaking.OTHERS, PlanMaking.NO_OTHERS), "there is no record of whom else the person asked to involve"),
    ((PlanMaking.AGREEMENT_SOUGHT,), "there is no record that the authority sought to agree it with the person"),
)
_CARER = ((PlanMaking.CARER, PlanMaking.NO_CARER), "there is no record that the person's carer was involved")


def _is_paid_directly(case: Case) -> bool:
    """Whether a part of the budget is paid as a direct payment."""
    by_deployment = (part.option for part in case.arrangement.budget.deployment or ())
    if any(option.is_direct for option in by_deployment):
        return True
    return case.require(case.arrangement.contract.form, "contract.form") is Form.PERSON_AND_HOLDER


@must(
    "PLN-14",
    source=(
        CARE_ACT("section 25(1)", words="specifies the needs that the local authority is going to meet and how"),
        CARE_ACT("section 25(2)", words="the amount and frequency of the direct payments"),
        CARE_ACT("section 25(3)", words="the local authority must involve"),
        CARE_ACT("section 25(5)"),
    ),
    when=a_council_pays,
    is_checklist=True,
    message="the plan is not as the Care Act asks: {lacking}",
    remedy="complete the plan with the person, and record who was involved",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Each of the contents of section 25(1) is there, and for a part that is paid as a direct payment
    those of 25(2). Involved are the person, any carer that they have, and whom they asked for or, where they cannot
    ask, who is interested in their welfare; that there is no carer, or nobody else, is an answer. For a carer's own
    plan nobody asks for a carer of theirs. The authority takes all reasonable steps to reach agreement; it may still
    make the plan without.""",
)
@needs("plan.contents", "plan.made_with", "person.kind", "contract.form", "budget.deployment")
def the_plan_contains_what_the_law_asks_for(case: Case) -> Found:
    plan, kind = case.arrangement.plan, case.arrangement.person.kind
    contents, made_with = plan.contents, plan.made_with
    yield contents, "plan.contents"
    yield made_with, "plan.made_with"
    asked = _CONTENTS
    if (contents is None or _DIRECT not in contents) and _is_paid_directly(case):
        asked = (*_CONTENTS, _DIRECT)
    for content in asked if contents is not None else ():
        if content not in (contents or ()):
            yield Breach("plan.contents", owed_by=Party.FUNDER, lacking=f"it does not state {content.value}")
    for one_of, lacking in _INVOLVED if made_with is not None else ():
        if not any(each in (made_with or ()) for each in one_of):
            yield Breach("plan.made_with", owed_by=Party.FUNDER, lacking=lacking)
    if made_with is not None and not any(each in made_with for each in _CARER[0]):
        yield kind, "person.kind"
        if kind is PersonKind.ADULT:
            yield Breach("plan.made_with", owed_by=Party.FUNDER, lacking=_CARER[1])
