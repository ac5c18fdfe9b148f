"""One whole arrangement, with everything recorded: YES on the day before it starts, and YES twelve weeks later.

Mary is the worked example in Appendix One of "Individual Service Funds for Homecare" (In Control,
2012); the dates, the terms and what was spent are ours. Copy it, and put your own facts in place of hers:
whatever you leave out, `assess(...).report.unknown` names.

Run it: python examples/whole_arrangement.py
"""

from datetime import date, timedelta

from isf_core import (
    NOT_STATED,
    OPEN_ENDED,
    PLAIN,
    Accreditation,
    AdultOutcome,
    Agreement,
    AgreementKind,
    Answer,
    Answered,
    ApprovalRoute,
    Arrangement,
    AssessmentKind,
    Audience,
    BalanceOnTransfer,
    Basis,
    Bill,
    Choice,
    Clause,
    Clauses,
    ConcernRoute,
    Contract,
    ContractContent,
    DeploymentOption,
    Employer,
    Entry,
    EntryKind,
    FinancialAssessment,
    FixedFee,
    Form,
    Frequency,
    Fund,
    Funder,
    FunderKind,
    FundingSource,
    Holder,
    HolderKind,
    InformationGiven,
    Involvement,
    Lifecycle,
    Money,
    Move,
    NeedsAssessment,
    Notice,
    NoticeUnit,
    Outcome,
    OverspendTerms,
    Owner,
    Party,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    PersonKind,
    Placement,
    PlanContent,
    PlanMaking,
    PlanPart,
    Progress,
    Provider,
    Rate,
    Readiness,
    RegisterEntry,
    Regulated,
    Review,
    ReviewKind,
    SavingShare,
    SavingsTerms,
    Signature,
    StatementGiven,
    Support,
    SupportKind,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    TerminationTerms,
    Timing,
    Topic,
    VisitEvidence,
    VisitRecord,
    Visits,
    VisitState,
    assess,
    classify_plan_change,
    schedule_payments,
)

START = date(2026, 4, 6)
SIGNED = date(2026, 3, 24)
BUDGET = Rate.weekly("84.375")  # 4,387.50 in a year of 52 weeks; BUD-21 notes a yearly sum that is paid by weeks


def clause(reference: str) -> Clause:
    """A clause of the contract, by its number; its words may be recorded too."""
    return Clause(reference=reference, dated=SIGNED)


# 1. What was assessed, told and chosen

needs = NeedsAssessment(
    on=date(2026, 2, 20),
    from_impairment=True,
    not_achieved=(AdultOutcome.HYGIENE, AdultOutcome.NUTRITION, AdultOutcome.COMMUNITY),
    affects_well_being=True,
)
lifecycle = Lifecycle(
    has_capacity=True,
    representatives=(),
    choice=Choice(
        option=DeploymentOption.INDIVIDUAL_SERVICE_FUND,
        on=date(2026, 3, 2),
        reason="she wants to decide, and to keep no books",
        options_given=(
            DeploymentOption.DIRECT_PAYMENT,
            DeploymentOption.INDIVIDUAL_SERVICE_FUND,
            DeploymentOption.MANAGED,
        ),
    ),
    information_given=tuple(InformationGiven(topic=topic, on=date(2026, 3, 3)) for topic in Topic),
    provider_requests=(),
    reviews=(),
    mediations=(),
    progress=(),
    involvement=Involvement(has_difficulty=False),
)
budget = PersonalBudget(
    indicative=Rate.annual("4500"),
    actual=BUDGET,
    contribution=Rate.weekly("20"),
    in_house=(),
    one_offs=(),
    exemptions=(),
    financial_assessments=(
        FinancialAssessment(
            ref="FA-1",
            on=date(2026, 2, 24),
            kind=AssessmentKind.FULL,
            record_given_on=date(2026, 3, 3),
            income=Rate.weekly("252.50"),
            own_minimum=Money("232.50"),  # the council's own: what it leaves a single person of Mary's age
        ),
    ),
    set_on=date(2026, 3, 20),
    contingency=Money(0),
)

# 2. The plan: three outcomes, and two supports that cost what the budget is


def eligible(ref: str, words: str, area: AdultOutcome, *informally: str) -> Outcome:
    """An outcome that the assessment found eligible, and who meets it beside paid support."""
    return Outcome(ref=ref, words=words, area=area, eligible=True, met_informally=informally)


homecare = Support.from_visits(
    "homecare",
    ("hygiene", "nutrition"),
    Visits(a_week=3, hours="1", hourly="12.50", when="Monday, Wednesday, Friday"),
    Visits(a_week=4, hours="0.5", hourly="12.50", when="the days between"),
    provider="H-7",
).replace(kinds=(SupportKind.PERSONAL_CARE,))
art = Support.by_rate("art class", ("out and about",), Rate.weekly("21.875"), provider="P-9").replace(kinds=())
plan = SupportPlan(
    outcomes=(
        eligible("hygiene", "to shower and feel safe doing so", AdultOutcome.HYGIENE),
        eligible("nutrition", "to eat through the day", AdultOutcome.NUTRITION),
        eligible("out and about", "to see people and make things", AdultOutcome.COMMUNITY, "neighbours"),
    ),
    supports=(homecare, art),
    agreed_on=date(2026, 3, 20),
    stated_cost=BUDGET,
    parts=tuple(PlanPart),
    planned_by="B-1",  # a broker, who gives none of it: there is no conflict of interest to declare
    conflict_declared=NOT_STATED,
    carry_forwards=(),
    pools=(),
    contents=tuple(PlanContent),
    made_with=(PlanMaking.PERSON, PlanMaking.NO_CARER, PlanMaking.NO_OTHERS, PlanMaking.AGREEMENT_SOUGHT),
    given_on=date(2026, 3, 25),
)

# 3. Who holds the money and gives support

holder = Holder(
    ref="H-7",
    kind=HolderKind.SUPPORT_PROVIDER,
    register=RegisterEntry(registered_on=date(2026, 1, 5), areas=("north",), regulated=Regulated.REGISTERED),
    accreditation=Accreditation(
        answers=tuple(Answered(question=number, answer=Answer.YES, evidence="see file") for number in range(1, 20)),
        panel_approved_on=date(2025, 12, 1),
    ),
    readiness=Readiness(
        insured_outside_home=True, insured_for_transport=True, may_hold_accounts=True, capacity=40, people=12
    ),
)
providers = (
    Provider(ref="H-7", regulated=Regulated.REGISTERED, employer=Employer.OTHER),
    Provider(ref="P-9", regulated=Regulated.NOT_REGISTERED, employer=Employer.OTHER),
)

# 4. The contract: the payments, the fee, and what happens when something goes wrong

contract = Contract(
    form=Form.THREE_WAY,
    signatures=tuple(Signature(party=party, signed_on=SIGNED) for party in Party),
    first_day=START,
    last_day=OPEN_ENDED,
    payment=PaymentTerms(
        cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
        timing=Timing.IN_ADVANCE,
        basis=Basis.NET,
        move=Move.BACK,
        clause=clause("3"),
    ),
    fee=FixedFee(per_week="10"),
    fee_placement=Placement.ON_TOP,
    price=BUDGET,
    outcomes=("hygiene", "nutrition", "out and about"),
    subcontracting=clause("4"),
    surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT),
    overspend=OverspendTerms(order=tuple(FundingSource), limit=Money(100)),
    savings=SavingsTerms(shares=(SavingShare(party=Party.PERSON, share="1"),)),
    termination=TerminationTerms(
        notices=tuple(Notice(party=party, length=28, unit=NoticeUnit.DAYS) for party in Party),
        refund_days=28,
        on_change_of_holder=BalanceOnTransfer.MOVES,
        liabilities=clause("9"),
    ),
    clauses=Clauses(
        no_clawback=NOT_STATED,
        surplus_recovery=clause("6"),
        savings=clause("6"),
        less_support=clause("5"),
        fluctuation=clause("5"),
        reassessment=clause("5"),
        third_party_rights=clause("11"),
        contribution_risk=Party.HOLDER,
        open_records=clause("7"),
        audit=clause("7"),
        fee=clause("4"),
        separate_account=NOT_STATED,
        disputes=clause("10"),
        failed_visits=clause("5"),
        permission_for=(),
        states=(ContractContent.OUTCOMES,),
        concerns=tuple(ConcernRoute),
        owner=Owner.HOLDER,
        records_years=6,
    ),
)

# 5. All of it, before the first day: the account is open, and nothing is entered

mary = Arrangement(
    ref="ISF-2026-014",
    person=Person(ref="P-001", kind=PersonKind.ADULT),
    holder=holder,
    funding=Funder(ref="council", kind=FunderKind.COUNCIL, cost_code="C-1"),
    needs=needs,
    lifecycle=lifecycle,
    budget=budget,
    plan=plan,
    contract=contract,
    agreements=(Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=date(2026, 3, 26)),),
    payments_set_up_on=date(2026, 3, 27),
    providers=providers,
    fund=Fund(
        entries=(),
        commitments=(),
        bills=(),
        visits=(),
        hours=(),
        statements=(),
        requests=(),
        surplus_told_on=(),
        kept_from=START,
        reserve=Money(0),
        separate_account=False,
    ),
)

# 6. Twelve weeks later: a visit a day but for two that she cancelled in time, three periods entered, a review

THREE_PERIODS = schedule_payments(mary, until=date(2026, 6, 28))
CANCELLED = (date(2026, 5, 13), date(2026, 5, 15))  # two long ones: she was with her sister


def visit(on: date) -> VisitRecord:
    """A day's visit as the call log has it: an hour on Monday, Wednesday and Friday, else half an hour."""
    minutes, price = (60, Money("12.50")) if on.weekday() in (0, 2, 4) else (30, Money("6.25"))
    made = VisitRecord(ref=f"V-{on}", on=on, support="homecare", price=price)
    if on in CANCELLED:
        return made.replace(state=VisitState.CANCELLED, notice_hours="48", charged=Money(0))
    return made.replace(starts_at=450, minutes=minutes, worker="W-1", evidence=VisitEvidence.ELECTRONIC)


visits = tuple(visit(START + timedelta(days=number)) for number in range(84))
entries: list[Entry] = []
for paid in THREE_PERIODS:
    made = (each.price for each in visits if each.state is VisitState.MADE and each.on in paid.period)
    gave = Money.total(price for price in made if price is not None)
    n, first, last = paid.number, paid.first_day, paid.last_day
    for letter, on, kind, amount, support in (
        ("F", paid.due, EntryKind.FUNDER_PAYMENT, paid.amount, None),
        ("K", first, EntryKind.CONTRIBUTION, paid.contribution, None),
        ("M", last, EntryKind.MANAGEMENT_FEE, paid.fee_on_top, None),
        ("H", last, EntryKind.DIRECT_SUPPORT, gave, homecare),
        ("A", last, EntryKind.OTHER_PROVIDER, Money("87.50"), art),
    ):
        ref = f"{letter}-{n}"
        entry = Entry(ref=ref, on=on, kind=kind, amount=amount, evidence=f"doc {ref}", person="P-001")
        if support is None:
            entries.append(entry.replace(period=paid.period))
        else:
            entries.append(entry.replace(support=support.ref, outcomes=support.outcomes, party=support.provider))
lived = mary.replace(
    fund=mary.fund.replace(
        entries=tuple(entries),
        visits=visits,
        statements=(StatementGiven(on=date(2026, 5, 15), to=Audience.AUTHORITY, last_day=date(2026, 5, 3)),),
        bills=tuple(
            Bill(ref=f"B-{paid.number}", on=paid.first_day, amount=paid.contribution, period=paid.period)
            for paid in THREE_PERIODS
        ),
    ),
    lifecycle=lifecycle.replace(
        reviews=(Review(on=date(2026, 5, 18), kind=ReviewKind.FIRST),),
        progress=tuple(
            Progress(outcome=outcome, on=date(2026, 5, 18), words="as hoped") for outcome in contract.outcomes or ()
        ),
    ),
)


def told(arrangement: Arrangement, on: date) -> tuple[str, ...]:
    """Print what is found on a day: verdict, step, what it waits for, next review, surplus, what cannot be told."""
    found = assess(arrangement, on=on, until=date(2027, 4, 4), policy=PLAIN)
    assert found.step.reached
    assert found.reviews
    assert found.surplus
    said = {
        "verdict": found.verdict.value,
        "step reached": found.step.reached.name.lower().replace("_", " "),
        "waits for": found.step.waits_for or "nothing",
        "next review": str(found.reviews.next_due),
        "surplus": str(found.surplus.amount),
        "not recorded": ", ".join(found.report.unknown) or "nothing",
    }
    print(f"{on:%d %B %Y}")
    for what, words in said.items():
        print(f"  {what:12}  {words}")
    assert (found.report.breaches, found.step.missing) == ((), ())
    return tuple(said.values())


def main() -> None:
    """Judge Mary's fund on two days, and sort a change that she proposes; what is printed is asserted."""
    before = told(mary, date(2026, 4, 5))
    assert before == ("yes", "support organised", "the first day", "2026-06-01", "0.00", "nothing")
    after = told(lived, date(2026, 6, 28))
    assert after == ("yes", "review and learn", "nothing", "2027-05-18", "25.00", "nothing")

    print("She would rather go to a choir, which costs less than the art class:")
    choir = Support.by_rate("choir", ("out and about",), Rate.weekly("15"), provider="P-9")
    change = classify_plan_change(
        plan,
        plan.replace(supports=(homecare, choir)),
        on=date(2026, 6, 28),
        budget=BUDGET,
        needs_changed=False,
        in_doubt=False,
        policy=PLAIN,
    )
    print(f"  {change.route.value}: {change.reasons[0].message}")
    assert change.route is ApprovalRoute.AGREE_LOCALLY
    print(f"  to record: {', '.join(change.to_record)}")
    assert change.to_record == ("the plan as it now is",)


if __name__ == "__main__":
    main()
