"""Rules on who plans and gives support, and who may hold the fund (CON-16, CON-17, CON-19)."""

from __future__ import annotations

from ...model.documents import NOT_STATED, Clause, HowNotDone, NotDone, Party
from ...model.organisations import Regulated
from ...model.plan import Support, SupportKind
from ...values.sources import DORSET, HEALTH_AND_SOCIAL_CARE_ACT, HOME, IPC, REGULATED_ACTIVITIES_REGULATIONS, SDF, TLAP
from ..engine.case import Case
from ..engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs, should
from ..facts.acts import NOT_NEEDED, Recorded, act_by, day_of, until
from ..facts.conditions import the_funder_is_a_party, the_holder_may_be_a_broker
from ..facts.holders import is_contracted, needs_no_registration


def _unregistered(case: Case, provider: str) -> tuple[bool, list[Asked]]:
    """Whether who gives support is known to need a registration and to have none, and on what it rests."""
    holder, providers = case.arrangement.holder, case.arrangement.providers
    rests: list[Asked] = [(providers, "providers")]
    for entry in providers or ():
        if entry.ref == provider:
            regulated: Asked = (entry.regulated, f"providers[{provider}].regulated")
            if entry.regulated is Regulated.REGISTERED:
                return False, [*rests, regulated]
            exempt, why = needs_no_registration(entry)
            if exempt:
                return False, [*rests, *why]
            return exempt is False and entry.regulated is not None, [*rests, regulated, *why]
    if providers is None:
        return False, rests
    if holder is None or holder.ref != provider:
        return False, [*rests, (None, "holder" if holder is None else f"providers[{provider}]")]
    if holder.register is None:
        return False, [*rests, (None, "holder.register")]
    unregistered = holder.register.regulated is Regulated.NOT_REGISTERED
    return unregistered, [*rests, (holder.register.regulated, "holder.register.regulated")]


@must(
    "CON-16",
    source=(
        HEALTH_AND_SOCIAL_CARE_ACT(
            "section 10(1)",
            words="Any person who carries on a regulated activity without being registered under this Chapter in "
            "respect of the carrying on of that activity is guilty of an offence",
        ),
        REGULATED_ACTIVITIES_REGULATIONS(
            "Schedule 1, paragraph 1(3)(c)",
            words="the services of a carer employed by an individual or related third party, without the involvement "
            "of an undertaking acting as an employment agency or employment business, and working wholly under the "
            "direction and control of that individual or related third party",
        ),
        TLAP(
            "Flexible Contracting, 15) Regulation",
            words="It may be that the sub-contracted individual or organisation also needs to be regulated",
        ),
    ),
    message="the support {support} is personal care, and {provider}, who gives it, is not registered",
    remedy="buy {support} from a registered provider, or from a personal assistant whom the person employs",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Whoever gives personal care is registered. The exception is a carer employed by the person or by a
    related third party (a parent, an attorney, a deputy, a trust), without an agency, who works wholly under that
    employer's direction and control; a personal assistant whom the holder employs or directs is none. A contract for
    services counts as employment. What is recorded among the providers counts; for a holder that is not among them, the
    register of holders does. Whether the registration lasts is ORG-05a's.""",
)
@needs("plan.supports")
def personal_care_is_given_by_a_registered_provider(case: Case) -> Found:
    for support in case.require(case.arrangement.plan.supports, "plan.supports"):
        kinds = (support.kinds, f"plan.supports[{support.ref}].kinds")
        if support.kinds is not None and SupportKind.PERSONAL_CARE not in support.kinds:
            yield kinds
            continue
        field = f"plan.supports[{support.ref}].provider"
        unregistered = False
        rests: list[Asked] = [(support.provider, field)]
        if support.provider is not None:
            unregistered, more = _unregistered(case, support.provider)
            rests += more
        if support.kinds is None and (unregistered or any(fact is None for fact, _ in rests)):
            yield kinds  # the rest matters only where it is personal care
            continue
        if unregistered:
            yield Breach(field, support=support.ref, provider=str(support.provider))
        yield from rests


def _given_by(case: Case, ref: str, supports: tuple[Support, ...]) -> tuple[Support, ...]:
    """The support that one organisation gives; asked for where none is known to be."""
    given = tuple(support for support in supports if support.provider == ref)
    if not given:
        case.require_all(*((support.provider, f"plan.supports[{support.ref}].provider") for support in supports))
    return given


@condition(
    "who planned the support gives some of it; not asked where the conflict is declared already",
    otherwise="who planned the support gives none of it",
)
@needs("plan.conflict_declared", "plan.supports", "plan.planned_by")
def the_planner_may_give_support(case: Case) -> bool:
    plan = case.arrangement.plan
    if isinstance(plan.conflict_declared, Clause):
        return True
    supports = case.require(plan.supports, "plan.supports")
    return bool(supports) and bool(_given_by(case, case.require(plan.planned_by, "plan.planned_by"), supports))


@should(
    "CON-17a",
    source=(
        TLAP(
            "What is the difference between direct payments and ISFs?",
            words="warns specifically against delegating care and support planning out to providers because of the "
            "potential for a conflict of interest",
        ),
        HOME(
            "Incorporating a homecare ISF",
            words="It is good practice when the ISF provider helps to write up the support plan",
        ),
        DORSET("4", words="they begin working with them to develop a Support Plan"),
    ),
    when=the_planner_may_give_support,
    message="the planner, {planner}, planned the support and gives some of it, and does not declare the "
    "conflict of interest",
    remedy="have {planner} declare it, or somebody else plan the support",
    step=LifecycleStep.PLAN_CREATED,
    interpretation="""The sources conflict: by TLAP, the guidance warns against leaving planning to providers; HOME
    calls it good practice, and Dorset has the provider develop the plan. So it is allowed, and the conflict of interest
    is named. Planning and giving are two facts.""",
)
@needs("plan.conflict_declared")
def a_planner_who_gives_support_declares_the_conflict(case: Case) -> Breach | None:
    plan = case.arrangement.plan
    if case.require(plan.conflict_declared, "plan.conflict_declared") is NOT_STATED:
        return Breach("plan.conflict_declared", planner=case.require(plan.planned_by, "plan.planned_by"))
    return None


@must(
    "CON-17b",
    source=IPC(
        "5, Accreditation", words="independent brokerage focussed organisations, who will not deliver any hands-on care"
    ),
    when=the_holder_may_be_a_broker,
    message="the ISF provider is an independent broker, and gives the support {support} itself",
    remedy="have another organisation give {support}, or record that it is a support provider too",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""A broker has no financial interest in the support that it arranges. Any support of the plan is
    hands-on care unless it is recorded as help with paperwork (payroll, insurance); managing the fund is no support,
    and has its fee.""",
)
@needs("plan.supports")
def an_independent_broker_gives_no_support_itself(case: Case) -> Found:
    supports = case.require(case.arrangement.plan.supports, "plan.supports")
    if supports:
        holder = case.require(case.arrangement.holder, "holder")
        for each in _given_by(case, holder.ref, supports):
            if SupportKind.ADMINISTRATION in case.require(each.kinds, f"plan.supports[{each.ref}].kinds"):
                continue
            case.require(holder.kind, "holder.kind")
            yield Breach(f"plan.supports[{each.ref}].provider", support=each.ref)


@must(
    "CON-19",
    source=(
        DORSET(
            "4", words="be accredited and sign up to the ISF Terms and Conditions before they are added to the list"
        ),
        IPC("5, Accreditation", words="when constructing a list of ISF organisations"),
        SDF("Step 1a", words="ISF Register Accreditation Questions"),
    ),
    when=the_funder_is_a_party,
    message="support starts on {start}, but the ISF provider was not {what}",
    remedy="start no earlier than {placed}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The panel has approved the holder, and it is in the register, by the first day. That day itself is
    in time, because dates carry no hours. A holder that is contracted already, on the council's purchasing system,
    needs
    no panel ("can start offering ISFs as soon as they are ready": Dorset, 6). Where the person takes a direct
    payment and contracts with the holder, the
    council's register is no matter.""",
)
@needs("contract.first_day", "holder.register", "holder.accreditation")
def the_holder_is_accredited_and_registered_by_the_start(case: Case) -> Found:
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    holder = case.require(case.arrangement.holder, "holder")
    register, accreditation = holder.register, holder.accreditation
    yield register, "holder.register"
    if not (register and is_contracted(register)):
        yield accreditation, "holder.accreditation"
    placed: list[tuple[str, str, Recorded]] = []
    if accreditation is not None and not (register and is_contracted(register)):
        field = "holder.accreditation.panel_approved_on"
        placed.append((field, "approved by the panel", accreditation.panel_approved_on))
    if register is not None:
        placed.append(("holder.register.registered_on", "entered in the register", register.registered_on))
    for field, what, on in placed:
        act = act_by(case, on, field, start, excuses=NOT_NEEDED)
        if act.is_missed:
            refused = isinstance(on, NotDone) and on.how is HowNotDone.REFUSED_BY_AUTHORITY
            owed = Party.HOLDER if refused else Party.FUNDER
            yield Breach(field, owed_by=owed, start=start, what=f"{what}{until(on)}", placed=day_of(on))
        yield from act.asks
