"""What is recorded as not done is found once its time has come, and of whoever owes it (NotDone)."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from support.account import LIVED, lived, paid_in, swapped
from support.arrangements import AUTUMN, HOLDER, LIFE, ONE_DAY, POOL, SIGNED, START, sound
from support.asking import judged, missed, said
from support.refusing import refused

from isf_core import assess, surplus_on
from isf_core.model import (
    NOT_STATED,
    AgreementKind,
    Arrangement,
    Audience,
    BestInterests,
    Change,
    Conversion,
    DecidedBy,
    DeploymentOption,
    Form,
    FundRequest,
    HowNotDone,
    Involvement,
    NotDone,
    Party,
    PlanPart,
    ProviderRequest,
    Review,
    StatementGiven,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Topic,
    Variation,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Breach, Result
from isf_core.values import Money, Rate, plain_form

Act = date | NotDone
ASKED = date(2026, 1, 12)


def not_done(
    how: HowNotDone = HowNotDone.NOT_DONE, as_of: date | None = START, why: str | None = "she is well"
) -> NotDone:
    """An act that was not done."""
    return NotDone(how=how, as_of=as_of, by="SW-1", why=why)


def without_capacity(decision: Any) -> Arrangement:
    """Mary without capacity."""
    return sound(lifecycle={"has_capacity": False, "representatives": (), "best_interests": decision})


def signed(act: Act, party: Party = Party.HOLDER) -> Arrangement:
    """Mary, whose contract one party signed on a day, or not."""
    each = tuple(each.replace(signed_on=act) if each.party is party else each for each in SIGNED)
    return sound(contract={"signatures": each})


def told(act: Act) -> Arrangement:
    """Mary, told what to do in a dispute on a day, or not."""
    information = tuple(
        each.replace(on=act) if each.topic is Topic.DISPUTES else each for each in LIFE.information_given or ()
    )
    return sound(lifecycle={"information_given": information})


def considered(act: Act) -> Arrangement:
    """Mary, whose request for a provider was considered on a day, or not."""
    request = ProviderRequest(provider="P-9", on=ASKED, considered_on=act)
    return sound(lifecycle={"provider_requests": (request,)})


def converted(act: Act) -> Arrangement:
    """Mary, whose managed budget became the fund, with a changed plan."""
    conversion = Conversion(
        option=DeploymentOption.MANAGED, on=START, plan_changes_in_substance=True, reassessment_considered_on=act
    )
    return sound(lifecycle={"conversion": conversion})


def cut(act: Act) -> Arrangement:
    """Mary, whose budget is cut in autumn."""
    change = Change("budget.actual", Rate.weekly(70))
    variation = Variation(ref="V-1", effective=AUTUMN, known_from=ASKED, changes=(change,), reassessed_on=act)
    return sound(variations=(variation.replace(circumstances="her sister moved in"),))


def lowered(act: Act) -> Arrangement:
    """Mary, whose contribution rises in autumn, which lowers the payments."""
    change = Change("budget.contribution", Rate.weekly(30))
    variation = Variation(ref="V-1", effective=AUTUMN, known_from=ASKED, told_on=act, changes=(change,))
    return sound(variations=(variation,))


def agreed(act: Act, party: Party = Party.HOLDER) -> Arrangement:
    """Mary, whose uplift in autumn one party agreed, or not."""
    change, each = (
        Change("budget.actual", Rate.weekly(95)),
        tuple(each.replace(signed_on=act) if each.party is party else each for each in SIGNED),
    )
    return sound(variations=(Variation(ref="V-1", effective=AUTUMN, known_from=ASKED, agreed=each, changes=(change,)),))


def pooled(act: Act) -> Arrangement:
    """Mary, in a pool to which she consented on a day, or not."""
    own, other = POOL.members
    return sound(plan={"pools": (POOL.replace(members=(own.replace(consented_on=act), other)),)})


def approved(act: Act) -> Arrangement:
    """Mary, whose holder the panel approved, or not."""
    assert HOLDER.accreditation is not None
    return sound(holder=HOLDER.replace(accreditation=HOLDER.accreditation.replace(panel_approved_on=act)))


def registered(act: Act) -> Arrangement:
    """Mary, whose holder is on the register, or not."""
    assert HOLDER.register is not None
    return sound(holder=HOLDER.replace(register=HOLDER.register.replace(registered_on=act)))


def from_outside(act: Act) -> Arrangement:
    """Mary, who asked for a holder that came on the list only afterwards, and was approved or not."""
    assert HOLDER.accreditation is not None
    assert HOLDER.register is not None
    holder = HOLDER.replace(
        register=HOLDER.register.replace(registered_on=START),
        accreditation=HOLDER.accreditation.replace(panel_approved_on=act),
    )
    request = ProviderRequest(provider="H-7", on=ASKED, considered_on=ASKED)
    return sound(lifecycle={"provider_requests": (request,)}, holder=holder)


def agreement(act: Act, kind: AgreementKind = AgreementKind.PERSON_COUNCIL) -> Arrangement:
    """Mary, who signed an agreement beside the contract, or not."""
    held = sound().agreements or ()
    two_way = {"form": Form.TWO_WAY, "signatures": (sound().contract.signatures or ())[:2]}
    agreements = tuple(each.replace(signed_on=act) if each.kind is kind else each for each in held)
    return sound(agreements=agreements, contract=two_way)


def with_advocate(act: Act) -> Arrangement:
    """Mary, who has difficulty in being involved, with an advocate from a day, or without one."""
    return sound(lifecycle={"involvement": Involvement(has_difficulty=True, advocate_from=act, supporters=())})


@attrs.frozen
class Case:
    """A rule, an arrangement with the act, the last day on which it is in time, and who owes it."""

    code: str
    made: Callable[[Any], Arrangement]
    by: date = START
    owed_by: Party = Party.FUNDER
    excuses: tuple[HowNotDone, ...] = ()


DECLINED, NOT_NEEDED, REFUSED = HowNotDone.REFUSED_BY_PERSON, HowNotDone.NOT_NEEDED, HowNotDone.REFUSED_BY_AUTHORITY
CASES = (
    Case("LIFE-03", lambda act: sound(lifecycle={"choice": act}), excuses=(DECLINED,)),
    Case("LIFE-05a", without_capacity),
    Case("LIFE-08", lambda act: sound(plan={"agreed_on": act})),
    Case("LIFE-08", lambda act: sound(payments_set_up_on=act)),
    Case("LIFE-08", signed, owed_by=Party.HOLDER),
    Case("LIFE-08", agreement, excuses=(NOT_NEEDED,)),
    Case("LIFE-10", told, excuses=(DECLINED, NOT_NEEDED)),
    Case("LIFE-13", considered, excuses=(NOT_NEEDED,)),
    Case(
        "LIFE-13",
        lambda act: sound(lifecycle={"request": FundRequest(on=ASKED, answered_on=act)}),
        excuses=(NOT_NEEDED,),
    ),
    Case("BUD-16", lambda act: sound(plan={"given_on": act}), excuses=(DECLINED,)),
    Case("PTY-03", with_advocate, by=date(2026, 2, 20), excuses=(DECLINED,)),
    Case("LIFE-12", converted, excuses=(DECLINED, NOT_NEEDED)),
    Case("BUD-01", lambda act: sound(budget={"set_on": act}, plan={"agreed_on": START})),
    Case("BUD-01", lambda act: sound(budget={"set_on": START}, plan={"agreed_on": act})),
    Case("BUD-10", lambda act: sound(budget={"stated": act}), excuses=(DECLINED,)),
    Case("BUD-13", cut, by=AUTUMN, excuses=(DECLINED, NOT_NEEDED)),
    Case("CON-01", signed, owed_by=Party.HOLDER),
    Case("CON-01", lambda act: signed(act, Party.PERSON)),
    Case("CON-02", agreement, excuses=(NOT_NEEDED,)),
    Case(
        "CON-02", lambda act: agreement(act, AgreementKind.PERSON_HOLDER), owed_by=Party.HOLDER, excuses=(NOT_NEEDED,)
    ),
    Case("CON-14", agreed, by=AUTUMN, owed_by=Party.HOLDER),
    Case("CON-14", lambda act: agreed(act, Party.PERSON), by=AUTUMN),
    Case("CON-19", approved, excuses=(NOT_NEEDED,)),
    Case("CON-19", registered, excuses=(NOT_NEEDED,)),
    Case("ORG-03", from_outside),
    Case("PAY-11", lowered, by=AUTUMN - timedelta(days=28)),
    Case("PLN-10", pooled, owed_by=Party.HOLDER),
)
BY_RULE = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.code} {case.made.__name__} {case.owed_by.value}"
)


@BY_RULE
def test_a4_what_was_not_done_is_found_once_its_time_has_come(case: Case) -> None:
    mary = case.made(not_done())
    before, after = (judged(case.code, mary, on=on) for on in (case.by, case.by + ONE_DAY))
    assert before.result is Result.CANNOT_TELL, "it may still be done on that day"
    assert [finding.is_not_done for finding in before.findings] == [True]
    assert [finding.owed_by for finding in before.findings] == [None]
    assert "is recorded as not done" in before.findings[0].message
    assert before.findings[0].remedy.startswith("do it, and record the day: ")
    assert after.result is Result.BREACH
    assert [finding.owed_by for finding in after.findings] == [case.owed_by]
    assert all(finding.owed_by is not Party.PERSON for finding in after.findings)


@BY_RULE
@pytest.mark.parametrize("how", HowNotDone)
def test_a4_a_refusal_or_a_reasoned_decision_excuses_what_may_be_declined_or_decided(
    case: Case, how: HowNotDone
) -> None:
    on = case.by + ONE_DAY
    result = judged(case.code, case.made(not_done(how, as_of=case.by)), on=on)
    if how not in case.excuses:
        assert result.result is Result.BREACH
        return
    assert result.result is Result.HOLDS
    assert judged(case.code, case.made(not_done(how, as_of=on)), on=on).result is Result.BREACH, "it came too late"
    (missing,) = missed(case.code, case.made(not_done(how, as_of=None)), on=on)
    assert missing.endswith(".as_of")
    unreasoned = missed(case.code, case.made(not_done(how, as_of=case.by, why=None)), on=on)
    assert [each.rpartition(".")[2] for each in unreasoned] == (["why"] if how is NOT_NEEDED else [])


def test_a4_where_the_panel_refused_it_is_the_holders_to_mend() -> None:
    (finding,) = judged("CON-19", approved(not_done(REFUSED)), on=START + ONE_DAY).findings
    assert finding.owed_by is Party.HOLDER
    assert finding.message == (
        "support starts on Mon 6 Apr 2026, but the ISF provider was not approved by the panel "
        "(on Mon 6 Apr 2026 the authority refused it)"
    )
    assert finding.remedy == "start no earlier than the day on which it is done"


def test_a4_the_verdict_input_of_the_audit_no_decision_and_no_reassessment() -> None:
    assert said("LIFE-05a", without_capacity(not_done()), on=AUTUMN) == [
        "lifecycle.best_interests: support starts on Mon 6 Apr 2026, but no best-interests decision was taken"
    ]
    assert said("BUD-13", cut(not_done()), on=AUTUMN + ONE_DAY) == [
        "variations[V-1].reassessed_on: the budget falls to £70.00 a week from Thu 1 Oct 2026, "
        "and the person was not reassessed"
    ]
    decided = without_capacity(BestInterests(on=START, by=DecidedBy.COUNCIL, monitoring_weeks=4))
    assert judged("LIFE-05a", decided, on=AUTUMN).result is Result.HOLDS


def test_a4_a_cut_before_the_budget_or_the_first_day_is_known_still_asks_for_them() -> None:
    bare = cut(not_done())
    assert missed("BUD-13", bare.replace(contract=bare.contract.replace(first_day=None)), on=LIVED) == (
        "contract.first_day",
    )


def test_bud_10_never_told_is_found_and_one_that_was_told_is_compared() -> None:
    assert said("BUD-10", sound(budget={"stated": not_done()}), on=START + ONE_DAY) == [
        "budget.stated: the person was not told their personal budget by the start, Mon 6 Apr 2026"
    ]


def test_bud_02_a_plan_that_was_not_agreed_is_no_plan_agreed_above_the_budget() -> None:
    dear = {"indicative": Rate.weekly(10), "actual": Rate.weekly(10)}
    assert judged("BUD-02", sound(budget=dear)).result is Result.BREACH
    assert judged("BUD-02", sound(budget=dear, plan={"agreed_on": not_done()})).result is Result.HOLDS


def test_pln_09_an_outcome_without_an_assessment_is_found() -> None:
    (first, *_) = judged("PLN-09", sound(needs=not_done())).findings
    assert first.owed_by is Party.FUNDER
    assert first.message.endswith("is recorded as eligible, but no needs assessment was made")


def of(topic: Topic, act: Act) -> Arrangement:
    """Mary under a two-way contract, who was told of one matter on a day, or not."""
    given = tuple(each.replace(on=act) if each.topic is topic else each for each in LIFE.information_given or ())
    clauses = {"third_party_rights": NOT_STATED}
    return sound(lifecycle={"information_given": given}, contract={"form": Form.TWO_WAY}, clauses=clauses)


@pytest.mark.parametrize(
    ("code", "topic", "owed_by"),
    [("FEE-04", Topic.FEE, Party.HOLDER), ("CON-03b", Topic.ASKING_TO_END, Party.FUNDER)],
)
def test_a4_what_was_not_told_is_no_telling_and_what_was_declined_is(code: str, topic: Topic, owed_by: Party) -> None:
    assert [each.owed_by for each in judged(code, of(topic, not_done())).findings] == [owed_by]
    assert judged(code, of(topic, not_done(DECLINED, as_of=ASKED))).result is Result.HOLDS


def test_fee_04_what_was_not_signed_commits_nobody() -> None:
    late = sound(lifecycle={"information_given": of(Topic.FEE, date(2026, 3, 25)).lifecycle.information_given})
    unsigned = tuple(each.replace(signed_on=not_done()) for each in SIGNED)
    assert judged("FEE-04", late).result is Result.BREACH
    assert judged("FEE-04", late.replace(contract=late.contract.replace(signatures=unsigned))).result is Result.HOLDS


def test_sur_03a_a_use_that_was_not_agreed_is_found() -> None:
    used = {"entries": swapped("U-1", agreed_on=not_done(DECLINED, as_of=date(2026, 5, 2)))}
    assert said("SUR-03a", lived(fund=used), on=LIVED) == [
        "fund.entries[U-1]: £20.00 (U-1) was spent outside the plan: it was not agreed with the person "
        "(on Sat 2 May 2026 the person refused it)"
    ]


def test_led_04_a_statement_that_the_person_declined_is_as_good_as_given() -> None:
    on, offered = date(2027, 5, 1), date(2027, 4, 1)

    def statements(*days: Act) -> Arrangement:
        return sound(fund={"statements": tuple(StatementGiven(on=each, to=Audience.PERSON) for each in days)})

    assert judged("LED-04", statements(not_done()), on=on).findings[0].owed_by is Party.HOLDER
    assert judged("LED-04", statements(not_done(DECLINED, as_of=offered)), on=on).result is Result.HOLDS


def test_pln_07_and_the_dates_of_reviews_one_that_the_person_declined_holds_its_place() -> None:
    on, offered = date(2026, 6, 1), date(2026, 5, 18)
    declined, missed_out = (
        sound(lifecycle={"reviews": (Review(on=act),)}) for act in (not_done(DECLINED, as_of=offered), not_done())
    )
    assert judged("PLN-07", declined, on=on).result is Result.HOLDS
    assert judged("PLN-07", missed_out, on=on).findings[0].owed_by is Party.FUNDER
    decided = sound(lifecycle={"reviews": (Review(on=not_done(NOT_NEEDED, as_of=offered)),)})
    assert judged("PLN-07", decided, on=on).result is Result.HOLDS, "a reason to depart from the guidance is recorded"
    unreasoned = sound(lifecycle={"reviews": (Review(on=not_done(NOT_NEEDED, as_of=offered, why=None)),)})
    assert judged("PLN-07", unreasoned, on=on).result is Result.BREACH
    reviews = [assess(each, on=on, policy=PLAIN).reviews for each in (declined, missed_out)]
    assert [each and each.held for each in reviews] == [(offered,), ()]


def test_life_06_and_07_a_review_or_mediation_that_the_person_declined_counts() -> None:
    moves = tuple(
        Variation(
            ref=f"V-{place}",
            effective=START + timedelta(days=30 * place),
            known_from=ASKED,
            agreed=tuple(each.replace(signed_on=not_done()) for each in SIGNED),
            changes=(Change("holder", HOLDER.replace(ref=f"H-2{place}")),),
        )
        for place in (1, 2, 3)
    )

    def moved(**lifecycle: Any) -> Arrangement:
        return sound(variations=moves, lifecycle=lifecycle)

    on, declined = AUTUMN, not_done(DECLINED, as_of=AUTUMN)
    assert judged("LIFE-06", moved(reviews=(Review(on=not_done()),)), on=on).result is Result.BREACH
    assert judged("LIFE-06", moved(reviews=(Review(on=ASKED),)), on=on).result is Result.BREACH
    assert judged("LIFE-06", moved(reviews=(Review(on=declined),)), on=on).result is Result.HOLDS
    assert judged("LIFE-07", moved(mediations=(not_done(),)), on=on).findings[0].owed_by is Party.FUNDER
    assert judged("LIFE-07", moved(mediations=(declined,)), on=on).result is Result.HOLDS


def test_life_01_a_plan_that_was_not_agreed_and_a_review_that_was_not_held_hold_the_step_back() -> None:
    steps = [
        assess(each, on=AUTUMN, policy=PLAIN).step
        for each in (sound(plan={"agreed_on": not_done()}), sound(lifecycle={"reviews": (Review(on=not_done()),)}))
    ]
    assert [step.reached is not None and step.reached.value >= 3 for step in steps] == [False, True]


# The values


def test_a_breach_says_who_owes_the_act() -> None:
    owed = Breach("plan.agreed_on", owed_by=Party.FUNDER, start=START)
    assert owed != Breach("plan.agreed_on", start=START)
    assert pickle.loads(pickle.dumps(owed)) == copy.deepcopy(owed) == owed
    assert repr(Breach("a", owed_by=Party.HOLDER, x=1)) == "Breach('a', owed_by=Party.HOLDER, x=1)"
    refused(lambda: Breach("a", owed_by="holder"), "Breach.owed_by")  # type: ignore[arg-type]


def test_not_done_is_plain_data_and_takes_the_place_of_a_day() -> None:
    assert plain_form(not_done(DECLINED)) == {
        "kind": "NotDone",
        "how": "HowNotDone.REFUSED_BY_PERSON",
        "as_of": "2026-04-06",
        "by": "SW-1",
        "why": "she is well",
    }
    plan = SupportPlan(agreed_on=not_done(), parts=(PlanPart.SUMMARY,))
    assert plan.agreed_on == not_done()
    refused(lambda: SupportPlan(agreed_on="not done"), "SupportPlan.agreed_on")  # type: ignore[arg-type]
    refused(lambda: SupportPlan(agreed_on=HowNotDone.NOT_DONE), "SupportPlan.agreed_on")  # type: ignore[arg-type]
    refused(lambda: NotDone(how="refused"), "NotDone.how")  # type: ignore[arg-type]


# No cap


def test_sur_02_where_no_cap_is_agreed_no_surplus_is_above_it() -> None:
    no_cap = SurplusRule(no_cap=True)
    for rule, result in ((None, Result.CANNOT_TELL), (no_cap, Result.HOLDS)):
        mary = lived(paid_in("900"), contract={"surplus": rule})
        numbers = PLAIN.parameters.replace(surplus=None)
        assert judged("SUR-02", mary, numbers, on=LIVED).result is result
    surplus = surplus_on(lived(paid_in("900"), contract={"surplus": no_cap}), on=LIVED, policy=PLAIN)
    assert (surplus.cap, surplus.excess, surplus.recoverable) == (None, Money(0), Money(0))
    assert surplus.amount > Money(0)
    assert surplus.explain().value() == 0
    refused(lambda: SurplusRule(no_cap=True, share=1, of=SurplusBase.WEEKLY_BUDGET), "SurplusRule.no_cap")
