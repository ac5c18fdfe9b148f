"""Arrangements for the tests: three presets, and one builder that changes what a case is about.

`MINIMAL` has a person and a first day; `GOLDEN` is Mary as the golden numbers have her; `COMPLETE` has everything
recorded, and is sound under every rule.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeVar

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Accreditation,
    ActsAs,
    ActsIn,
    AdultOutcome,
    AgeBand,
    Agreement,
    AgreementKind,
    Answer,
    Answered,
    Arrangement,
    AssessmentKind,
    BalanceOnTransfer,
    Basis,
    Choice,
    Clause,
    Clauses,
    ConcernRoute,
    Contract,
    ContractContent,
    Convention,
    DeploymentOption,
    Employer,
    Exemption,
    FeeBase,
    FinancialAssessment,
    FixedFee,
    Form,
    Fund,
    Funder,
    FunderKind,
    FundingShare,
    FundingSource,
    Ground,
    Holder,
    HolderKind,
    Household,
    InformationGiven,
    InHouse,
    Involvement,
    Lifecycle,
    NeedsAssessment,
    NoFee,
    Notice,
    NoticeUnit,
    OneOff,
    OneOffPayment,
    Outcome,
    OverspendTerms,
    Owner,
    Party,
    PaymentTerms,
    PercentageFee,
    Person,
    PersonalBudget,
    PersonKind,
    Placement,
    PlanContent,
    PlanMaking,
    PlanPart,
    Pool,
    PoolMember,
    Provider,
    Readiness,
    RegisterEntry,
    Regulated,
    Representative,
    SavingShare,
    SavingsTerms,
    Signature,
    Support,
    SupportKind,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    TerminationTerms,
    Timing,
    Topic,
    Visits,
)
from isf_core.values import Frequency, Money, Move, PayCycle, Rate, Timeline, WorkingDays
from isf_core.values.record import Record

R = TypeVar("R", bound=Record)

NAME = "Mary Nobody-Should-See-This"
ON = date(2026, 3, 30)
START = date(2026, 4, 6)
DAY_BEFORE = date(2026, 4, 5)
DAY_AFTER = date(2026, 4, 7)
AUTUMN = date(2026, 10, 1)
LAST = date(2027, 4, 4)
ONE_DAY = timedelta(days=1)

FIRST_DAY = START
YEAR_END = LAST
FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, anchor=START)
MONTHLY = PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))

OUTCOMES = (
    Outcome(
        ref="hygiene", words="to shower and feel safe", eligible=True, met_informally=(), area=AdultOutcome.HYGIENE
    ),
    Outcome(
        ref="nutrition", words="to eat through the day", eligible=True, met_informally=(), area=AdultOutcome.NUTRITION
    ),
    Outcome(
        ref="church",
        words="to go out to her church",
        eligible=True,
        met_informally=("neighbours",),
        area=AdultOutcome.COMMUNITY,
    ),
    Outcome(
        ref="garden",
        words="to see her garden kept",
        eligible=False,
        met_informally=(),
        area=AdultOutcome.HABITABLE_HOME,
    ),
)
CLAUSE = Clause(reference="12", words="It is agreed.", dated=date(2026, 3, 24))
CLAUSES = Clauses(
    no_clawback=NOT_STATED,
    surplus_recovery=CLAUSE,
    savings=CLAUSE,
    less_support=CLAUSE,
    fluctuation=CLAUSE,
    reassessment=CLAUSE,
    third_party_rights=CLAUSE,
    contribution_risk=Party.HOLDER,
    open_records=CLAUSE,
    audit=CLAUSE,
    fee=CLAUSE,
    separate_account=NOT_STATED,
    disputes=CLAUSE,
    failed_visits=CLAUSE,
    permission_for=(),
    states=(ContractContent.OUTCOMES,),
    concerns=tuple(ConcernRoute),
    owner=Owner.HOLDER,
    records_years=6,
)
LIFE = Lifecycle(
    has_capacity=True,
    representatives=(
        Representative(ref="R-1", name=NAME, acts_as=ActsAs.REPRESENTATIVE, acts_in=(ActsIn.STATEMENTS,)),
    ),
    choice=Choice(
        option=DeploymentOption.INDIVIDUAL_SERVICE_FUND,
        on=date(2026, 3, 2),
        reason="she wants no money to manage",
        options_given=tuple(DeploymentOption),
    ),
    information_given=tuple(InformationGiven(topic=topic, on=date(2026, 3, 3)) for topic in Topic),
    provider_requests=(),
    reviews=(),
    mediations=(),
    progress=(),
    involvement=Involvement(has_difficulty=False),
)
NEEDS = NeedsAssessment(
    on=date(2026, 2, 20),
    from_impairment=True,
    not_achieved=(AdultOutcome.HYGIENE, AdultOutcome.NUTRITION, AdultOutcome.COMMUNITY),
    affects_well_being=True,
)
HOLDER = Holder(
    ref="H-7",
    name=NAME,
    kind=HolderKind.SUPPORT_PROVIDER,
    register=RegisterEntry(registered_on=date(2026, 1, 5), areas=("north",), regulated=Regulated.REGISTERED),
    accreditation=Accreditation(
        answers=tuple(Answered(question=number, answer=Answer.YES, evidence="as described") for number in range(1, 20)),
        panel_approved_on=date(2025, 12, 1),
    ),
    readiness=Readiness(
        insured_outside_home=True, insured_for_transport=True, may_hold_accounts=True, capacity=40, people=12
    ),
)
PROVIDERS = (
    Provider(ref="H-7", regulated=Regulated.REGISTERED, employer=Employer.OTHER),
    Provider(ref="P-9", regulated=Regulated.NOT_REGISTERED, employer=Employer.OTHER),
)
POOL = Pool(
    ref="art room",
    cost=Rate.weekly("40"),
    members=(
        PoolMember(person="P-001", share="0.5", first_day=date(2026, 4, 6), outcomes=("church",), consented_on=ON),
        PoolMember(person="P-002", share="0.5", first_day=date(2026, 4, 6), outcomes=("art",), consented_on=ON),
    ),
)
ENDS = TerminationTerms(
    notices=tuple(Notice(party=party, length=28, unit=NoticeUnit.DAYS) for party in Party),
    refund_days=28,
    on_change_of_holder=BalanceOnTransfer.MOVES,
    liabilities=CLAUSE,
)
NO_ACCOUNT = Fund(
    entries=(),
    commitments=(),
    bills=(),
    visits=(),
    hours=(),
    statements=(),
    requests=(),
    surplus_told_on=(),
    kept_from=date(2026, 4, 6),
    reserve=Money(0),
    separate_account=False,
)
"""The account before anything was entered."""
HOMECARE = Support.from_visits(
    "homecare",
    ("hygiene", "nutrition"),
    Visits(a_week=3, hours="1", hourly="12.50", when="three mornings"),
    Visits(a_week=4, hours="0.5", hourly="12.50"),
    provider="H-7",
).replace(kinds=(SupportKind.PERSONAL_CARE,))
ART = Support.by_rate("art", ("church",), Rate.annual("1137.50"), provider="P-9").replace(kinds=())
SIGNED = tuple(Signature(party=party, signed_on=date(2026, 3, 24)) for party in Party)
TERMS = PaymentTerms(
    cycle=FOUR_WEEKLY,
    timing=Timing.IN_ADVANCE,
    basis=Basis.NET,
    due_days=0,
    move=Move.BACK,
    convention=Convention.EACH_PAYMENT,
    one_offs=OneOffPayment.WITH_PERIOD,
    weeks_in_year=Fraction(52),
    working_days=WorkingDays.england_and_wales(),
    clause=CLAUSE,
)


COMPLETE = Arrangement(
    ref="ISF-2026-014",
    person=Person(ref="P-001", name=NAME, kind=PersonKind.ADULT),
    holder=HOLDER,
    funding=(
        FundingShare(
            funder=Funder(ref="council", name=NAME, kind=FunderKind.COUNCIL, cost_code="C-1"), share=Fraction(3, 5)
        ),
        FundingShare(funder=Funder(ref="nhs", kind=FunderKind.NHS), share=Fraction(2, 5)),
    ),
    budget=PersonalBudget(
        indicative=Rate.annual("4500"),
        actual=Timeline(Rate.annual("4907.50"), (AUTUMN, Rate.weekly("90"))),
        contribution=Rate.weekly("20"),
        in_house=(InHouse(what="day service", cost=Rate.annual("664")),),
        one_offs=(OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails", ref="O-1"),),
        # Six weeks of reablement that end on the day before: from the first day on she may be charged.
        exemptions=(Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 2, 23), last_day=DAY_BEFORE),),
        financial_assessments=(
            FinancialAssessment(
                ref="FA-1",
                on=date(2026, 2, 24),
                kind=AssessmentKind.FULL,
                record_given_on=date(2026, 3, 3),
                income=Rate.weekly("135.40"),
                household=Household.SINGLE,
                age=AgeBand.FROM_18,
                children=0,
                premiums=(),
            ),
        ),
        set_on=date(2026, 3, 20),
        contingency=Money(0),
    ),
    plan=SupportPlan(
        outcomes=OUTCOMES,
        supports=(HOMECARE, ART),
        agreed_on=date(2026, 3, 20),
        stated_cost=Rate.annual("4387.50"),
        parts=tuple(PlanPart),
        planned_by="B-1",
        conflict_declared=NOT_STATED,
        carry_forwards=(),
        pools=(POOL,),
        contents=tuple(PlanContent),
        made_with=(PlanMaking.PERSON, PlanMaking.NO_CARER, PlanMaking.OTHERS, PlanMaking.AGREEMENT_SOUGHT),
        given_on=date(2026, 3, 25),
    ),
    contract=Contract(
        form=Form.THREE_WAY,
        signatures=SIGNED,
        first_day=START,
        last_day=LAST,
        payment=TERMS,
        fee=Timeline(FixedFee(per_week="10"), (AUTUMN, PercentageFee(percent="6.25", base=FeeBase.GROSS))),
        fee_placement=Placement.INSIDE,
        subcontracting=Clause(reference="12", words="The holder may sub-contract.", dated=date(2026, 3, 24)),
        surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
        termination=ENDS,
        overspend=OverspendTerms(order=tuple(FundingSource), limit=Money(100)),
        savings=SavingsTerms(shares=tuple(SavingShare(party=party, share=Fraction(1, 3)) for party in Party)),
        price=Timeline(Rate.annual("4907.50"), (AUTUMN, Rate.weekly("90"))),
        outcomes=("hygiene", "nutrition", "church"),
        clauses=CLAUSES,
    ),
    agreements=tuple(Agreement(kind=kind, signed_on=date(2026, 3, 26)) for kind in AgreementKind),
    payments_set_up_on=date(2026, 3, 27),
    needs=NEEDS,
    lifecycle=LIFE,
    providers=PROVIDERS,
    fund=NO_ACCOUNT,
)
"""Everything is recorded, and every rule holds."""

GOLDEN = Arrangement(
    person=Person(ref="P-001"),
    holder=Holder(ref="H-7"),
    funding=Funder(ref="council"),
    budget=PersonalBudget(actual=Rate.weekly("84.375"), contribution=Rate.weekly("0"), in_house=(), one_offs=()),
    contract=Contract(
        first_day=START,
        last_day=OPEN_ENDED,
        payment=PaymentTerms(cycle=FOUR_WEEKLY, timing=Timing.IN_ADVANCE, basis=Basis.GROSS, move=Move.FORWARD),
        fee=NoFee(),
    ),
)
"""G01: four-weekly from 6 April 2026, in advance, paid gross, no fee."""

MINIMAL = Arrangement(person=Person(ref="P-001"), contract=Contract(first_day=START))
"""A person and a first day; nothing else is recorded."""


def merged(*changes: dict[str, Any]) -> dict[str, Any]:
    """Several changes in one: what is said of the same part is put together, and the later wins."""
    out: dict[str, Any] = {}
    for change in changes:
        for name, it in change.items():
            both = isinstance(it, dict) and isinstance(out.get(name), dict)
            out[name] = merged(out[name], it) if both else it
    return out


def _changed(record: R, facts: dict[str, Any]) -> R:
    """A record with some fields changed, all at once; a dict changes fields of the record that stands there."""
    return record.replace(
        **{name: _changed(getattr(record, name), it) if isinstance(it, dict) else it for name, it in facts.items()}
    )


def _deep(path: str, it: Any) -> dict[str, Any]:
    for name in reversed(SHORT.get(path, path).split("__")):
        it = {name: it}
    return it  # type: ignore[no-any-return]


SHORT = {"payment": "contract__payment", "clauses": "contract__clauses"}
"""Paths that cases change so often that they are written without the contract."""


def arrangement(base: Arrangement = MINIMAL, /, **by_path: Any) -> Arrangement:
    """A preset with some values changed, each by its path with `__` for a dot; a dict changes several in one part.

    `arrangement(GOLDEN, contract__payment__basis=Basis.NET, budget={"contribution": Rate.weekly("20")})`
    """
    return _changed(base, merged(*(_deep(path, it) for path, it in by_path.items())))


def sound(**by_path: Any) -> Arrangement:
    """`COMPLETE` with some values changed: `sound(contract={"form": None})`."""
    return arrangement(COMPLETE, **by_path)


_built = arrangement


def mary(*, arrangement: dict[str, Any] | None = None, **by_path: Any) -> Arrangement:
    """`GOLDEN` with some values changed; those of `arrangement` stand in no part of it."""
    return _built(GOLDEN, **by_path, **(arrangement or {}))


NET: dict[str, Any] = {
    "budget": {"contribution": Rate.weekly("20")},
    "payment": {"basis": Basis.NET},
}
"""G02: a contribution of 20 a week, paid to the holder."""
