"""The first yes: an ordinary two-way homecare arrangement, recorded question by question, until it may go ahead.

It starts from a person and nothing else. The library asks, in the order in which an arrangement lives; each answer is
recorded, and the next question follows, until the plain policy says yes. Every fact is listed with the rules that asked
for it and with who knows it. Run it: python examples/first_yes.py
"""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core import (
    NOT_STATED,
    OPEN_ENDED,
    STARTER,
    AdultOutcome,
    AgeBand,
    Arrangement,
    AssessmentKind,
    Basis,
    Clause,
    FinancialAssessment,
    Form,
    Frequency,
    Funder,
    FunderKind,
    Holder,
    HolderKind,
    Household,
    InformationGiven,
    Money,
    Move,
    NeedsAssessment,
    NoFee,
    Notice,
    NoticeUnit,
    Outcome,
    Owner,
    Party,
    PayCycle,
    Person,
    PersonKind,
    PlanContent,
    PlanMaking,
    Provider,
    Question,
    Rate,
    Regulated,
    Signature,
    Support,
    SupportKind,
    TerminationTerms,
    Timing,
    Topic,
    Verdict,
    Visits,
    assess,
    check,
    open_questions,
    to_plain,
    with_value,
)

ON = date(2026, 4, 1)
MONDAY = date(2026, 4, 6)
YEAR_END = date(2027, 4, 4)
HOMECARE = Support.from_visits(
    "homecare",
    ("washing", "eating"),
    Visits(a_week=14, hours="0.75", hourly="24.00"),
    provider="H-7",
)
BOTH_WAYS = tuple(Notice(party=who, length=28, unit=NoticeUnit.DAYS) for who in (Party.FUNDER, Party.HOLDER))

CONTENTS = tuple(each for each in PlanContent if "direct payment" not in each.value)
TOLD = (Topic.HOW_IT_WORKS, Topic.CONTRACT_ASKS, Topic.HOW_MONEY_IS_MANAGED, Topic.DISPUTES)

ANSWERS: dict[str, Any] = {
    "person.kind": PersonKind.ADULT,
    "budget.actual": Rate.weekly("252"),
    "budget.contribution": Rate.weekly("61.30"),
    "budget.set_on": date(2026, 3, 20),
    "budget.in_house": (),
    "budget.one_offs": (),
    "budget.exemptions": (),
    "budget.financial_assessments": (
        FinancialAssessment(
            ref="F-1",
            on=date(2026, 3, 2),
            kind=AssessmentKind.FULL,
            record_given_on=date(2026, 3, 9),
            income=Rate.weekly("300"),
            household=Household.SINGLE,
            age=AgeBand.PENSION_AGE,
            children=0,
            premiums=(),
            own_minimum=Money(0),
        ),
    ),
    "funding": Funder(ref="council", kind=FunderKind.COUNCIL),
    "holder": Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
    "plan.outcomes": (
        Outcome(ref="washing", eligible=True, area=AdultOutcome.HYGIENE),
        Outcome(ref="eating", eligible=True, area=AdultOutcome.NUTRITION),
    ),
    "plan.supports": (HOMECARE.replace(kinds=(SupportKind.PERSONAL_CARE,)),),
    "plan.pools": (),
    "plan.contents": CONTENTS,
    "plan.made_with": (PlanMaking.PERSON, PlanMaking.NO_CARER, PlanMaking.OTHERS, PlanMaking.AGREEMENT_SOUGHT),
    "plan.given_on": date(2026, 3, 25),
    "plan.agreed_on": date(2026, 3, 20),
    "needs": NeedsAssessment(
        on=date(2026, 2, 20),
        from_impairment=True,
        not_achieved=(AdultOutcome.HYGIENE, AdultOutcome.NUTRITION),
        affects_well_being=True,
    ),
    "contract.form": Form.TWO_WAY,
    "contract.first_day": MONDAY,
    "contract.last_day": OPEN_ENDED,
    "contract.payment.cycle": PayCycle(Frequency.FOUR_WEEKLY, anchor=MONDAY),
    "contract.payment.timing": Timing.IN_ADVANCE,
    "contract.payment.basis": Basis.NET,
    "contract.payment.move": Move.BACK,
    "contract.payment.clause": Clause(reference="4"),
    "contract.fee": NoFee(),
    "contract.signatures": tuple(
        Signature(party=who, signed_on=date(2026, 3, 24)) for who in (Party.FUNDER, Party.HOLDER)
    ),
    "contract.termination": TerminationTerms(notices=BOTH_WAYS),
    "contract.clauses.owner": Owner.HOLDER,
    "contract.clauses.no_clawback": NOT_STATED,
    "agreements": (),
    "payments_set_up_on": date(2026, 3, 27),
    "lifecycle.has_capacity": True,
    "lifecycle.involvement.has_difficulty": False,
    "lifecycle.information_given": tuple(InformationGiven(topic=topic, on=date(2026, 3, 10)) for topic in TOLD),
    "lifecycle.provider_requests": (),
    "providers": (Provider(ref="H-7", regulated=Regulated.REGISTERED),),
}
"""What is answered when it is asked for."""


def next_question(arrangement: Arrangement) -> Question | None:
    """The next open question that somebody can answer; None where nothing is open."""
    questions = open_questions(check(arrangement, on=ON))
    return next((each for each in questions if each.field in ANSWERS), None)


TO_OUTCOMES = (["washing", "eating"],)
"""What a support serves, by reference."""
REFERENCES = ("kind", "schema", "ref", "reference", "provider")


def facts(plain: Any) -> int:
    """The leaves of plain data, less references and kinds; what is recorded to be none is a fact too."""
    if isinstance(plain, dict):
        return sum(facts(held) for name, held in plain.items() if name not in REFERENCES and held not in TO_OUTCOMES)
    if isinstance(plain, list):
        return sum(map(facts, plain)) if plain else 1
    return 1


def main() -> None:
    """Record one answer after another; what is asserted is what is said of it."""
    mary = Arrangement(person=Person(ref="P-001"))
    print("What is asked, in order: the fact, who knows it, and the rules that ask")
    paid = None
    while (question := next_question(mary)) is not None:
        mary = with_value(mary, question.field, ANSWERS[question.field])
        print(f"  {question.words}: {question.known_by.value}, {', '.join(question.codes)}")
        starter = assess(mary, on=ON, until=YEAR_END, policy=STARTER)
        if paid is None and starter.verdict is Verdict.YES:
            paid = starter.schedule
            print(f"The payments can be worked out: {starter.report.decided}.")

    found = assess(mary, on=ON, until=YEAR_END)
    number = facts(to_plain(mary))
    print(f"May it go ahead? {found.verdict.value}: {found.report.decided}, by {number} facts.")
    assert found.verdict is Verdict.YES
    assert found.report.findings == ()
    assert number <= 100
    assert paid is not None
    assert found.schedule is not None
    assert str(found.schedule[0].amount) == str(paid[0].amount) == "762.80"


if __name__ == "__main__":
    main()
