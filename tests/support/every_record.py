"""Every record of the model with every field recorded, for the laws that hold of them all."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from isf_core.model import (
    NOT_STATED,
    Accreditation,
    ActsAs,
    ActsIn,
    AdultOutcome,
    Agreement,
    AgreementKind,
    Answer,
    Answered,
    Answers,
    Arrangement,
    Audience,
    Backdating,
    BalanceOnTransfer,
    Band,
    Baseline,
    Basis,
    BestInterests,
    Bill,
    BlockContract,
    CarerOutcome,
    CarryForward,
    Change,
    ChangeKind,
    Choice,
    Clause,
    Clauses,
    Commitment,
    ConcernRoute,
    Contract,
    ContractContent,
    Conversion,
    Covered,
    DecidedBy,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    Exemption,
    FeeBase,
    Fees,
    FeeWithVat,
    FixedFee,
    Form,
    Fund,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    FundingSource,
    Ground,
    Holder,
    HolderKind,
    HoursEntry,
    HoursKind,
    HowFarBack,
    InformationGiven,
    InHouse,
    Liability,
    Lifecycle,
    LimitedFee,
    Meanwhile,
    NeedsAssessment,
    NoFee,
    Notice,
    NoticeUnit,
    OnceFee,
    OneOff,
    Outcome,
    OverspendTerms,
    Owner,
    Parameters,
    Party,
    PaymentLevel,
    PaymentTerms,
    PercentageFee,
    PerPaymentFee,
    Person,
    PersonalBudget,
    PersonKind,
    PerWeek,
    Phase,
    Placement,
    PlanPart,
    Pool,
    PoolMember,
    Progress,
    Provider,
    ProviderRequest,
    QualityTier,
    Rating,
    Readiness,
    RecoveryScope,
    RegisterEntry,
    Regulated,
    Representative,
    Review,
    ReviewKind,
    ReviewOnChange,
    SavingShare,
    SavingsTerms,
    SharedAs,
    Signature,
    SpendingBasis,
    StatedBudget,
    StatementAsked,
    StatementGiven,
    Support,
    SupportKind,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Survey,
    SurveyStatement,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    TerminationTerms,
    Tier,
    TieredFee,
    Topic,
    Variation,
    VisitEvidence,
    VisitRecord,
    Visits,
    VisitState,
)
from isf_core.policies.plain import PLAIN
from isf_core.values import Money, Period, Rate, Timeline
from isf_core.values.record import Record

from .mary import AUTUMN, HOMECARE, LAST, NAME, ON, OUTCOMES, START, TERMS, sound

MARY = sound()
TWELVE = Clause(reference="12", words="The holder may.", dated=ON)
PERIOD = Period(first_day=START, last_day=LAST)


def fields(kind: type[Record]) -> list[Any]:
    """A record's fields."""
    return [*attrs.fields(kind)]  # type: ignore[arg-type]  # every record is an attrs class


def all_of(record: Record) -> dict[str, Any]:
    """A record's facts by field."""
    return {field.name: getattr(record, field.name) for field in fields(type(record))}


SURPLUS: dict[str, Any] = {
    "share": Fraction(1, 2),
    "of": SurplusBase.WEEKLY_BUDGET,
    "weeks": 4,
    "or_named_need": True,
    "recovers": RecoveryScope.WHOLE,
    "clause": Clause(reference="6.16"),
}
NOTICES = (
    Notice(party=Party.HOLDER, length=28, unit=NoticeUnit.DAYS),
    Notice(party=Party.HOLDER, length=0, unit=NoticeUnit.DAYS, reason=TerminationReason.SAFEGUARDING),
)

AGREED: dict[type[Record], dict[str, Any]] = {
    Person: {"ref": "P-001", "name": NAME, "kind": PersonKind.CARER},
    Funder: {"ref": "council", "name": NAME, "kind": FunderKind.NHS, "cost_code": "C-1"},
    Holder: {
        "ref": "H-7",
        "name": NAME,
        "kind": HolderKind.BOTH,
        "register": RegisterEntry(contact=NAME, kite_marks=()),
        "accreditation": Accreditation(answers=()),
        "readiness": Readiness(capacity=40),
    },
    FundingShare: {"funder": Funder(ref="council"), "share": Fraction(3, 5), "reference": "PO-1"},
    FundingRate: {"funder": Funder(ref="nhs"), "rate": Rate.weekly(100), "reference": "PO-2"},
    Outcome: {
        "ref": "church",
        "words": "to go out",
        "eligible": True,
        "met_informally": ("neighbours",),
        "area": CarerOutcome.RECREATION,
    },
    Visits: {
        "a_week": 3,
        "hours": Fraction(1, 2),
        "hourly": Money("12.50"),
        "when": "mornings",
        "travel": Money("1.20"),
        "bank_holiday_hourly": Money("25"),
        "bank_holidays_a_year": Fraction(8),
    },
    Support: {
        "ref": "homecare",
        "outcomes": ("church",),
        "provider": "H-7",
        "cost": HOMECARE.cost,
        "kinds": (SupportKind.PERSONAL_CARE,),
        "reason": "nobody else is near",
    },
    CarryForward: {
        "ref": "CF-1",
        "amount": Money(200),
        "outcome": "church",
        "first_day": START,
        "last_day": LAST,
        "stands_outside_the_cap": True,
        "need": "a week away",
    },
    PoolMember: {
        "person": "P-001",
        "share": Fraction(1, 3),
        "first_day": START,
        "last_day": LAST,
        "outcomes": ("church",),
        "consented_on": ON,
    },
    Pool: {
        "ref": "night",
        "cost": Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(96))),
        "members": (PoolMember(person="P-001", share=1, first_day=START),),
        "what": "a sleep-in worker",
        "shared_as": SharedAs.BACKGROUND,
    },
    Covered: {"person": "P-001", "weight": Fraction(3)},
    BlockContract: {
        "ref": "B-1",
        "first_day": START,
        "yearly": (Money(90_000), Money(85_000)),
        "people": (Covered(person="P-001", weight=3), Covered(person="P-002", weight=1)),
        "method": "by assessed hours",
    },
    SupportPlan: {
        "outcomes": OUTCOMES,
        "supports": (HOMECARE,),
        "agreed_on": ON,
        "stated_cost": Rate.annual("4387.50"),
        "parts": (PlanPart.SUMMARY, PlanPart.CONTINGENCY),
        "planned_by": "H-7",
        "conflict_declared": TWELVE,
        "surplus": SurplusRule(weeks=8),
        "carry_forwards": (CarryForward(ref="CF-1", amount=200, outcome="church", first_day=START, last_day=LAST),),
        "pools": (
            Pool(ref="night", cost=Rate.weekly(90), members=(PoolMember(person="P-1", share=1, first_day=START),)),
        ),
    },
    NeedsAssessment: {
        "on": ON,
        "from_impairment": True,
        "not_achieved": (AdultOutcome.NUTRITION, AdultOutcome.HYGIENE),
        "affects_well_being": True,
    },
    Clause: {"reference": "12", "words": "The holder may.", "dated": ON},
    PaymentTerms: {
        **all_of(TERMS),
        "clause": Clause(reference="7"),
    },
    SurplusRule: SURPLUS,
    OverspendTerms: {
        "order": (FundingSource.SURPLUS, FundingSource.CONTINGENCY),
        "limit": Money(500),
        "clause": TWELVE,
    },
    SavingShare: {"party": Party.PERSON, "share": Fraction(2, 3)},
    SavingsTerms: {
        "shares": (
            SavingShare(party=Party.PERSON, share=Fraction(2, 3)),
            SavingShare(party=Party.HOLDER, share=Fraction(1, 3)),
        ),
        "clause": TWELVE,
    },
    Notice: {"party": Party.HOLDER, "length": 28, "unit": NoticeUnit.DAYS, "reason": TerminationReason.BREACH},
    TerminationTerms: {
        "notices": NOTICES,
        "refund_days": 28,
        "on_change_of_holder": BalanceOnTransfer.MOVES,
        "liabilities": Clause(reference="9.4"),
        "clause": Clause(reference="9"),
    },
    Liability: {"what": "redundancy", "amount": Money(800), "evidence": "R-1"},
    Termination: {
        "party": Party.PERSON,
        "reason": TerminationReason.CHANGE_OF_HOLDER,
        "given_on": AUTUMN,
        "last_day": LAST,
        "liabilities": (Liability(what="redundancy", amount=Money(800)),),
        "lost": Money(20),
        "restored": Money(5),
    },
    OneOff: {"on": START, "amount": Money(120), "what": "grab rails", "ref": "O-1"},
    InHouse: {"what": "day service", "cost": Timeline(Rate.weekly(12))},
    Exemption: {"ground": Ground.CARER, "first_day": START, "last_day": LAST},
    Deployed: {"option": DeploymentOption.DIRECT_PAYMENT, "rate": Timeline(Rate.weekly(10))},
    PersonalBudget: {
        "deployment": (Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(84)),),
        "indicative": Rate.annual("4500"),
        "actual": Timeline(Rate.weekly(84), (AUTUMN, Rate.weekly(90))),
        "contribution": Timeline(Rate.weekly(20)),
        "in_house": MARY.budget.in_house,
        "one_offs": MARY.budget.one_offs,
        "exemptions": MARY.budget.exemptions,
        "set_on": ON,
        "contingency": Money(100),
        "stated": StatedBudget(cost=Rate.weekly(84), adult_pays=Rate.weekly(20), authority_pays=Rate.weekly(64)),
    },
    StatedBudget: {"cost": Rate.weekly(84), "adult_pays": Rate.weekly(20), "authority_pays": Rate.weekly(64)},
    Signature: {"party": Party.FUNDER, "signed_on": ON, "by": "R-1"},
    NoFee: {},
    FixedFee: {"per_week": PerWeek("10")},
    PercentageFee: {"percent": Fraction(5), "base": FeeBase.NET},
    Tier: {"level": "full", "fee": FixedFee(per_week="10")},
    TieredFee: {"tiers": (Tier(level="full", fee=NoFee()),), "level": "full"},
    OnceFee: {"amount": Money(50), "on": START},
    PerPaymentFee: {"amount": Money("1.50")},
    LimitedFee: {"fee": FixedFee(per_week="10"), "limit": PercentageFee(percent="15", base=FeeBase.GROSS)},
    FeeWithVat: {"fee": FixedFee(per_week="10"), "rate": Fraction(1, 20)},
    Fees: {"parts": (FixedFee(per_week="10"), OnceFee(amount=Money(50), on=START))},
    Clauses: {
        **{name: Clause(reference=name) for name, held in all_of(Clauses()).items() if held is None},
        "contribution_risk": Party.FUNDER,
        "permission_for": (ChangeKind.NEW_OUTCOME, ChangeKind.ABOVE_BUDGET),
        "states": (ContractContent.OUTCOMES,),
        "concerns": (ConcernRoute.COUNCIL,),
        "owner": Owner.AUTHORITY,
        "records_years": 6,
    },
    Contract: {
        "form": Form.TWO_WAY,
        "signatures": MARY.contract.signatures,
        "first_day": START,
        "last_day": LAST,
        "payment": TERMS,
        "fee": MARY.contract.fee,
        "fee_placement": Timeline(Placement.ON_TOP),
        "subcontracting": TWELVE,
        "surplus": SurplusRule(**SURPLUS),
        "termination": TerminationTerms(notices=NOTICES),
        "overspend": OverspendTerms(order=()),
        "savings": SavingsTerms(shares=(SavingShare(party=Party.PERSON, share=1),)),
        "price": Timeline(Rate.weekly(80)),
        "outcomes": ("church",),
        "clauses": Clauses(savings=NOT_STATED),
    },
    Agreement: {"kind": AgreementKind.PERSON_COUNCIL, "signed_on": ON, "by": "R-1"},
    Suspension: {"first_day": START, "last_day": LAST, "reason": "hospital"},
    SuspensionRule: {
        "full_days": 28,
        "retainer": Fraction(1, 2),
        "contribution": Meanwhile.THROUGHOUT,
        "fee": Meanwhile.WITH_THE_RETAINER,
    },
    Change: {"path": "contract.last_day", "value": LAST},
    Variation: {
        "effective": AUTUMN,
        "changes": (Change("contract.last_day", LAST),),
        "known_from": ON,
        "agreed": MARY.contract.signatures,
        "told_on": ON,
        "circumstances": "she fell",
        "reassessed_on": ON,
        "order": 1,
        "ref": "V-1",
        "reason": "a fall",
    },
    Phase: {"since": AUTUMN, "payment": TERMS, "holder": MARY.holder, "funding": MARY.funding},
}
"""What is agreed at the start and varied later."""

ACCOUNT: dict[type[Record], dict[str, Any]] = {
    Entry: {
        "ref": "E-2",
        "on": AUTUMN,
        "kind": EntryKind.OTHER_PROVIDER,
        "amount": Money("12.50"),
        "what": "art classes",
        "evidence": "INV-9",
        "outcomes": ("church",),
        "support": "art",
        "party": "P-9",
        "period": PERIOD,
        "person": "P-001",
        "use": SpendingBasis.SURPLUS,
        "agreed_on": ON,
        "corrects": "E-1",
        "commitment": "K-1",
    },
    Commitment: {"ref": "K-1", "on": START, "amount": Money(60), "what": "art classes", "until": LAST},
    Bill: {"ref": "BILL-1", "on": START, "amount": Money(80), "period": PERIOD},
    StatementGiven: {"on": AUTUMN, "to": Audience.PERSON, "last_day": START},
    StatementAsked: {"on": AUTUMN, "by": Audience.AUTHORITY},
    VisitRecord: {
        "ref": "VIS-1",
        "on": START,
        "state": VisitState.CANCELLED,
        "support": "homecare",
        "starts_at": 540,
        "minutes": 45,
        "worker": "W-3",
        "evidence": VisitEvidence.ELECTRONIC,
        "price": Money("12.50"),
        "notice_hours": Fraction(47, 2),
        "charged": Money("6.25"),
    },
    HoursEntry: {
        "on": START,
        "kind": HoursKind.BANKED,
        "hours": Fraction(3, 2),
        "hourly": Money("12.50"),
        "ref": "VIS-1",
    },
    Fund: {
        "entries": (Entry(ref="E-1", on=START, kind=EntryKind.FUNDER_PAYMENT, amount="337.50"),),
        "commitments": (Commitment(ref="K-1", on=START, amount=60),),
        "bills": (Bill(ref="BILL-1", on=START, amount=Money(80)),),
        "visits": (VisitRecord(ref="VIS-1", on=START),),
        "hours": (HoursEntry(on=START, kind=HoursKind.USED, hours=1),),
        "statements": (StatementGiven(on=AUTUMN, to=Audience.PERSON),),
        "requests": (StatementAsked(on=AUTUMN, by=Audience.PERSON),),
        "surplus_told_on": (START, AUTUMN),
        "kept_from": START,
        "reserve": Money(1_000),
        "separate_account": True,
    },
}
"""What the account holds."""

LIVED: dict[type[Record], dict[str, Any]] = {
    InformationGiven: {"topic": Topic.FEE, "on": ON},
    Choice: {
        "option": DeploymentOption.INDIVIDUAL_SERVICE_FUND,
        "on": ON,
        "reason": "she wants to choose who comes",
        "options_given": (DeploymentOption.MANAGED, DeploymentOption.DIRECT_PAYMENT),
    },
    BestInterests: {"on": ON, "by": DecidedBy.COUNCIL, "monitoring_weeks": 6},
    Review: {"on": AUTUMN, "kind": ReviewKind.UNSCHEDULED},
    Conversion: {
        "option": DeploymentOption.DIRECT_PAYMENT_MANAGED,
        "on": ON,
        "plan_changes_in_substance": True,
        "reassessment_considered_on": ON,
    },
    ProviderRequest: {"provider": "P-9", "on": ON, "considered_on": START},
    Representative: {
        "ref": "R-1",
        "name": NAME,
        "acts_as": ActsAs.ADVOCATE,
        "acts_in": (ActsIn.PLANNING, ActsIn.STATEMENTS),
    },
    Progress: {"outcome": "church", "on": AUTUMN, "words": "every Sunday"},
    Lifecycle: {
        "has_capacity": True,
        "representatives": (Representative(ref="R-1", name=NAME),),
        "best_interests": BestInterests(on=ON),
        "choice": Choice(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND),
        "information_given": (InformationGiven(topic=Topic.FEE),),
        "provider_requests": (ProviderRequest(provider="P-9", on=ON),),
        "conversion": Conversion(option=DeploymentOption.MANAGED, on=ON),
        "reviews": (Review(on=AUTUMN),),
        "mediations": (AUTUMN, LAST),
        "progress": (Progress(outcome="church", on=AUTUMN),),
    },
    Answered: {"question": 7, "answer": Answer.PARTLY, "evidence": "policy 4"},
    Accreditation: {
        "answers": (Answered(question=1, answer=Answer.YES), Answered(question=2, answer=Answer.NO)),
        "panel_approved_on": ON,
    },
    RegisterEntry: {
        "registered_on": ON,
        "contact": NAME,
        "description": "support at home",
        "areas": ("the north",),
        "charges": "by the hour",
        "other_services": ("a lunch club",),
        "is_contracted": True,
        "regulated": Regulated.REGISTERED,
        "quality_state": "good",
        "kite_marks": ("ISF",),
        "tier": QualityTier.SILVER,
    },
    Readiness: {
        "insured_outside_home": True,
        "insured_for_transport": True,
        "may_hold_accounts": True,
        "capacity": 40,
        "people": 31,
    },
    Provider: {"ref": "P-9", "regulated": Regulated.NOT_REGISTERED, "employed_by_person": True},
}
"""What happens meanwhile, and who may hold a fund."""

WHOLE: dict[type[Record], dict[str, Any]] = {
    Arrangement: {
        "suspensions": (Suspension(first_day=START, last_day=LAST),),
        "variations": (Variation(effective=AUTUMN, changes=(Change("contract.last_day", LAST),)),),
        "later": (),  # which as_known makes of the variations: an arrangement has the one or the other
        "person": MARY.person,
        "ref": "ISF-1",
        "holder": MARY.holder,
        "funding": MARY.funding,
        "budget": PersonalBudget(set_on=ON),
        "plan": SupportPlan(agreed_on=ON),
        "contract": Contract(first_day=START),
        "agreements": (Agreement(kind=AgreementKind.PERSON_COUNCIL),),
        "payments_set_up_on": ON,
        "needs": NeedsAssessment(on=ON),
        "lifecycle": Lifecycle(representatives=(Representative(ref="R-1", name=NAME),)),
        "providers": (Provider(ref="P-9"),),
        "fund": Fund(kept_from=START),
        "endings": (Termination(party=Party.PERSON, reason=TerminationReason.ORDINARY, given_on=AUTUMN),),
    },
    Backdating: {"how_far": HowFarBack.TO_A_DATE, "earliest": START},
    Band: {"lowest": Money(5), "highest": Money(25)},
    Parameters: {
        **all_of(PLAIN.parameters),
        **{name: getattr(TERMS, name) for name in ("cycle", "timing", "move", "one_offs")},
        "basis": Basis.NET,
        "pays": PaymentLevel.PLAN,
        "fee_placement": Placement.INSIDE,
        "broker_fee_band": Band(lowest=Money(5), highest=Money(25)),
        "surplus": SurplusRule(weeks=8),
        "carry_forward_outside_cap": True,
        "termination": TerminationTerms(notices=NOTICES),
        "suspension": SuspensionRule(full_days=28, retainer="0.5"),
        "backdating": Backdating(how_far=HowFarBack.NEVER),
        "recovery_limit": Fraction(1, 2),
        "cut_notice_days": 28,
        "statement_months": 3,
        "request_days": 5,
        "stray_share": Fraction(1, 10),
        "stray_weeks": 4,
        "cancellation_hours": 24,
        "records_years": 6,
        "first_review_days": 42,
        "review_months": 12,
        "progress_months": 6,
        "holder_changes": 3,
        "holder_change_months": 12,
        "holder_change_review": ReviewOnChange.ALWAYS,
        "options": (DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED),
        "agreements": (AgreementKind.PERSON_HOLDER,),
        "exclusions": (SupportKind.GAMBLING, SupportKind.DEBTS),
        "largest_part": Fraction(3, 4),
        "few_answers": 20,
    },
}
"""The arrangement, and what a policy sets."""

EVIDENCE: dict[type[Record], dict[str, Any]] = {
    SurveyStatement: {"ref": "spend", "words": "I know how much I have to spend", "theme": "control"},
    Rating: {"statement": "spend", "score": 2},
    Answers: {"person": "P-001", "ratings": (Rating(statement="spend", score=2),)},
    Survey: {
        "statements": (SurveyStatement(ref="spend", words="I know how much I have to spend", theme="control"),),
        "before": (Answers(person="P-001", ratings=(Rating(statement="spend", score=2),)),),
        "after": (Answers(person="P-001", ratings=(Rating(statement="spend", score=4),)),),
        "asked": 45,
    },
    Baseline: {
        "what": "a block contract",
        "people": 83,
        "amount": Money(6_500_000),
        "hours": Fraction(100),
        "period": "a year",
        "weeks": Fraction(52),
    },
}
"""What came of it."""

FULL = {**AGREED, **ACCOUNT, **LIVED, **WHOLE, **EVIDENCE}
"""Every record with every field recorded."""

BESIDE: dict[tuple[type[Record], str], dict[str, Any]] = {
    (Visits, "bank_holiday_hourly"): {"bank_holidays_a_year": Fraction(0)},
    (Backdating, "earliest"): {"how_far": HowFarBack.NEVER},
    (SurplusRule, "share"): {"of": None},
    (SurplusRule, "of"): {"share": None},
    (HoursEntry, "hourly"): {"kind": HoursKind.USED},
}
"""What must change beside a field that is not recorded, for the two go together."""

ONE_OF: dict[type[Record], dict[str, Any]] = {SurplusRule: {"weeks": 8}}
"""What a record is given where it needs one or another of its fields, and none in particular."""


def full(kind: type[Record], /, **changes: Any) -> Any:
    """A record with every field recorded, some of them changed."""
    return kind(**{**FULL[kind], **changes})


def needed(kind: type[Record]) -> dict[str, Any]:
    """The facts that a record cannot be made without."""
    return {field.name: FULL[kind][field.name] for field in fields(kind) if field.default is attrs.NOTHING}


def least(kind: type[Record]) -> Any:
    """A record with only what it cannot be without."""
    facts = needed(kind)
    for (each, name), beside in BESIDE.items():
        if each is kind and name not in facts:
            facts.update(beside)
    return kind(**{**facts, **ONE_OF.get(kind, {})})
