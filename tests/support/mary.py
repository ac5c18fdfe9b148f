"""Mary's arrangement with everything recorded, and sound under every rule; each case is a small change to it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from isf_core.model import (
    Agreement,
    AgreementKind,
    Arrangement,
    Basis,
    Clause,
    Contract,
    Convention,
    Exemption,
    FeeBase,
    FixedFee,
    Form,
    Funder,
    FunderKind,
    FundingShare,
    Ground,
    Holder,
    HolderKind,
    InHouse,
    Notice,
    NoticeUnit,
    OneOff,
    OneOffPayment,
    Outcome,
    Parameters,
    Party,
    PaymentTerms,
    PercentageFee,
    Person,
    PersonalBudget,
    PersonKind,
    Placement,
    Signature,
    Support,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    TerminationTerms,
    Timing,
    Visits,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Judgement
from isf_core.rules.findings import judge
from isf_core.values import Frequency, Money, Move, PayCycle, Rate, Timeline, WorkingDays

NAME = "Mary Nobody-Should-See-This"
ON = date(2026, 3, 30)
START = date(2026, 4, 6)
DAY_BEFORE = date(2026, 4, 5)
DAY_AFTER = date(2026, 4, 7)
AUTUMN = date(2026, 10, 1)
LAST = date(2027, 4, 4)
ONE_DAY = timedelta(days=1)

OUTCOMES = (
    Outcome(ref="hygiene", words="to shower and feel safe", eligible=True, met_informally=()),
    Outcome(ref="nutrition", words="to eat through the day", eligible=True, met_informally=()),
    Outcome(ref="church", words="to go out to her church", eligible=True, met_informally=("neighbours",)),
    Outcome(ref="garden", words="to see her garden kept", eligible=False, met_informally=()),
)
HOMECARE = Support.from_visits(
    "homecare",
    ("hygiene", "nutrition"),
    Visits(a_week=3, hours="1", hourly="12.50", when="three mornings"),
    Visits(a_week=4, hours="0.5", hourly="12.50"),
    Visits(a_week=7, hours="0.25", hourly="12.50"),
    provider="H-7",
)
ART = Support.by_rate("art", ("church",), Rate.annual("520"), provider="P-9")
SIGNED = tuple(Signature(party=party, signed_on=date(2026, 3, 24)) for party in Party)
TERMS = PaymentTerms(
    cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
    timing=Timing.IN_ADVANCE,
    basis=Basis.NET,
    due_days=0,
    move=Move.BACK,
    convention=Convention.EACH_PAYMENT,
    one_offs=OneOffPayment.WITH_PERIOD,
    weeks_in_year=Fraction(52),
    working_days=WorkingDays.england_and_wales(),
)


def sound(
    *,
    budget: dict[str, Any] | None = None,
    plan: dict[str, Any] | None = None,
    payment: dict[str, Any] | None = None,
    contract: dict[str, Any] | None = None,
    **facts: Any,
) -> Arrangement:
    """Mary, with some facts changed part by part: `sound(contract={"form": None})`."""
    made = Arrangement(
        ref="ISF-2026-014",
        person=Person(ref="P-001", name=NAME, kind=PersonKind.ADULT),
        holder=Holder(ref="H-7", name=NAME, kind=HolderKind.SUPPORT_PROVIDER),
        funding=(
            FundingShare(
                funder=Funder(ref="council", name=NAME, kind=FunderKind.COUNCIL, cost_code="C-1"), share=Fraction(3, 5)
            ),
            FundingShare(funder=Funder(ref="nhs", kind=FunderKind.NHS), share=Fraction(2, 5)),
        ),
        budget=PersonalBudget(
            indicative=Rate.annual("4500"),
            actual=Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("90"))),
            contribution=Rate.weekly("20"),
            in_house=(InHouse(what="day service", cost=Rate.monthly("12")),),
            one_offs=(OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails", ref="O-1"),),
            # Six weeks of reablement that end on the day before: from the first day on she may be charged.
            exemptions=(Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 2, 23), last_day=DAY_BEFORE),),
        ).replace(**(budget or {})),
        plan=SupportPlan(outcomes=OUTCOMES, supports=(HOMECARE, ART), agreed_on=date(2026, 3, 20)).replace(
            **(plan or {})
        ),
        contract=Contract(
            form=Form.THREE_WAY,
            signatures=SIGNED,
            first_day=START,
            last_day=LAST,
            payment=TERMS.replace(**(payment or {})),
            fee=Timeline(FixedFee(per_week="10"), (AUTUMN, PercentageFee(percent="5", base=FeeBase.GROSS))),
            fee_placement=Placement.INSIDE,
            subcontracting=Clause(reference="12", words="The holder may sub-contract.", dated=date(2026, 3, 24)),
            surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
            termination=TerminationTerms(notices=(Notice(party=Party.PERSON, length=28, unit=NoticeUnit.DAYS),)),
        ).replace(**(contract or {})),
        agreements=tuple(Agreement(kind=kind, signed_on=date(2026, 3, 26)) for kind in AgreementKind),
        payments_set_up_on=date(2026, 3, 27),
    )
    return made.replace(**facts)


def judged(code: str, arrangement: Arrangement, parameters: Parameters = PLAIN.parameters) -> Judgement:
    """What one rule of the catalogue comes to."""
    return judge(ALL[code], Case(arrangement, ON, parameters))


def said(code: str, arrangement: Arrangement, parameters: Parameters = PLAIN.parameters) -> list[str]:
    """The fields and sentences of what one rule found."""
    return [f"{each.field}: {each.says}" for each in judged(code, arrangement, parameters).findings]


def missed(code: str, arrangement: Arrangement, parameters: Parameters = PLAIN.parameters) -> tuple[str, ...]:
    """The fields for want of which one rule cannot tell; () where it can."""
    judgement = judged(code, arrangement, parameters)
    return tuple(each.field for each in judgement.findings if each.breach is None)
