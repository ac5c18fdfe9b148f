from . import account, assessment, book, evidence, exchange, model, pay_runs, planning, policies, rules, schedule
from .account import *
from .assessment import *
from .book import *
from .comparison import Comparison, across, compare
from .errors import (
    ContradictoryTerms,
    DanglingReference,
    FinerThanAPenny,
    ImpossiblePeriod,
    IsfError,
    NoPolicy,
    NotADate,
    NotExact,
    NotRecorded,
    OutsideCalendar,
    OutsideTheArrangement,
    TooLarge,
    UnreadableData,
)
from .evidence import *
from .exchange import *
from .model import *
from .pay_runs import *
from .planning import *
from .policies import *
from .rules import *
from .schedule import *
from .values import (
    ExactMoney,
    Explanation,
    Frequency,
    Money,
    Move,
    PayCycle,
    Period,
    Rate,
    RateUnit,
    Rounding,
    Source,
    Standing,
    StatutoryTable,
    Table,
    Text,
    Timeline,
    WorkingDays,
    allocate,
    canonical,
    digest,
    plain_number,
)
from .version import __version__ as __version__
from .warm import warm_up

# Each by its name: not every type checker takes a list from another module.
__all__ = [
    "ALL_RULES", "COMPONENTS", "DORSET_AGREEMENT", "DORSET_POLICY", "EVENT_OUTCOMES", "FLEXIBLE", "HOMECARE",
    "LANCASHIRE_POLICY", "LINE", "MINIMUM_INCOME", "NOT_STATED", "OPEN_ENDED", "OVERVIEW", "PLAIN", "QUESTIONS",
    "READY", "SCHEMA", "SHROPSHIRE_POLICY", "STARTER", "AccountBalance", "Accreditation", "AccreditationResult",
    "Accredited", "Accrual", "ActsAs", "ActsIn", "Adjustment", "AdultOutcome", "AdvocateEvenSo", "AgeBand",
    "Agreement", "AgreementKind", "Answer", "Answered", "Answers", "ApprovalRoute", "Arrangement", "Asked",
    "Assessment", "AssessmentKind", "AtMost", "Audience", "Backdating", "BalanceOnTransfer", "Band", "Baseline",
    "Basis", "BatchAssessed", "BestInterests", "Bill", "BlockContract", "BookComparison", "BookExecutor", "BookFault",
    "BookResult", "BookRows", "Breach", "BreachRow", "BudgetStatement", "CareOutcome", "CarerOutcome", "Carry",
    "CarryForward", "Case", "CaseChange", "CaseSide", "Change", "ChangeKind", "Charge", "ChargeSchedule", "ChargedBy",
    "ChargingTerms", "Choice", "Clause", "Clauses", "ClientLevelRows", "Commitment", "Comparison", "ConcernRoute",
    "Condition", "Contract", "ContractContent", "ContradictoryTerms", "Convention", "Conversion", "CoreAndFlexi",
    "CostFrequency", "CostSpan", "CostSpans", "Covered", "DanglingReference", "Decided", "DecidedBy", "Decision",
    "DeliveredPayment", "DeliveredPayments", "DeliveryLimit", "DeliveryMechanism", "Deployed", "DeploymentOption",
    "DirectPayment", "DirectPaymentCondition", "Employer", "EndOfArrangement", "Entry", "EntryKind", "ExactMoney",
    "Exemption", "Explanation", "FaultRow", "FeeBase", "FeeFacts", "FeeWithVat", "Fees", "FinalAccount",
    "FinancialAssessment", "Finding", "FinerThanAPenny", "FixedFee", "Force", "Form", "Found", "Framework",
    "Frequency", "FullCost", "Fund", "FundRequest", "Funder", "FunderKind", "FunderPart", "FunderPayment",
    "FunderPayments", "Funding", "FundingRate", "FundingShare", "FundingSource", "Ground", "Holder", "HolderKind",
    "HoursBank", "HoursEntry", "HoursKind", "Household", "HowFarBack", "HowNotDone", "ImpossiblePeriod", "InHouse",
    "InWorkingDays", "InformationGiven", "Involvement", "IsfError", "KnownBy", "Lapse", "LapseOf", "Leniency",
    "LessCharged", "Liability", "Lifecycle", "LifecycleStep", "LimitedFee", "Line", "ManagementFee", "Meanwhile",
    "Measure", "MinimumIncomeAmounts", "Money", "MonthlyFee", "Move", "NeedsAssessment", "NetEntry", "NextPayment",
    "NextPayments", "NoFee", "NoPolicy", "NoSuchPath", "NotADate", "NotDone", "NotExact", "NotPaid", "NotRecorded",
    "Notice", "NoticeUnit", "Once", "OnceFee", "OneOff", "OneOffPayment", "OneSupport", "OpenQuestions", "Outcome",
    "OutsideCalendar", "OutsideTheArrangement", "OverspendFunding", "OverspendTerms", "Owner", "Parameters",
    "PartitionDone", "Party", "PartyChange", "PayCycle", "PayDates", "PayRun", "PayRuns", "Payment", "PaymentHistory",
    "PaymentLevel", "PaymentMade", "PaymentRow", "PaymentTerms", "Payments", "PerMonth", "PerPayment", "PerPaymentFee",
    "PerWeek", "PercentageFee", "Period", "PeriodCharge", "Person", "PersonKind", "PersonalBudget", "Phase",
    "Placement", "PlanChange", "PlanContent", "PlanMaking", "PlanPart", "PlannedAndActual", "PlusVat", "Policies",
    "Policy", "Pool", "PoolMember", "Portfolio", "Premium", "Problem", "Progress", "ProposedMechanism", "Provider",
    "ProviderRequest", "QualityTier", "Question", "QuestionResult", "Rate", "RateRise", "RateUnit", "Rating",
    "Readiness", "Receipt", "Recharge", "Recharges", "Reconciliation", "RecoveryScope", "RegisterEntry", "Regulated",
    "Repeated", "Report", "Representative", "ResolvedTerms", "Result", "ReturnCause", "ReturnDifference", "ReturnNote",
    "ReturnReconciliation", "ReturnedArrangement", "ReturnedService", "Review", "ReviewDates", "ReviewKind",
    "ReviewOnChange", "Rounding", "RowRead", "RowsRead", "Rule", "RuleResult", "RuleSet", "RunLine", "Saving",
    "SavingShare", "SavingsTerms", "Schedule", "ServiceRow", "ServiceType", "ShareOf", "Shared", "SharedAs",
    "SharedSaving", "Side", "Signature", "Source", "SpendingBasis", "Standing", "StatedBudget", "Statement",
    "StatementAsked", "StatementGiven", "StatutoryTable", "Support", "SupportHours", "SupportKind", "SupportPlan",
    "Supporter", "Surplus", "SurplusBase", "SurplusRule", "Survey", "SurveyResult", "SurveyStatement",
    "SurveyStatementResult", "SurveyThemeResult", "Suspension", "SuspensionReason", "SuspensionRule",
    "SuspensionRules", "SuspensionStep", "Table", "Termination", "TerminationReason", "TerminationTerms", "Text",
    "Tier", "TieredFee", "Timeline", "Timing", "ToPassOn", "Together", "TooLarge", "TopUp", "Topic", "Totals",
    "Unraised", "UnreadableData", "Uplift", "UpliftCost", "UpliftShare", "Uplifted", "Variation", "Verdict",
    "VisitCharge", "VisitCount", "VisitEvidence", "VisitRecord", "VisitState", "Visits", "WeekdayOfMonth",
    "WeeksOfBudget", "WorkingDays", "accreditation_result", "across", "allocate", "as_known", "assess", "assess_batch",
    "assess_many", "assess_partition", "balance_on", "budget_statement", "build_schedule", "by_partition", "canonical",
    "charges_for", "check", "classify_plan_change", "client_level_rows", "compare", "compare_answers", "compare_books",
    "condition", "core_and_flexi", "cost_spans", "cost_to_readers", "digest", "end_of", "final_account_on",
    "from_plain", "fund_overspend", "hours_bank", "hours_by_support", "json_schema", "known_by", "last_day_of_notice",
    "minimum_income", "must", "net_entries", "next_payments", "note", "open_commitments", "open_questions",
    "overspend_on", "pay_in_lieu", "pay_run", "pay_runs_for", "pay_runs_many", "payment_on_delivery", "per_head",
    "plain_number", "pool_parts", "portfolio", "price_visit", "proposed_mechanism", "read_rows", "reconcile",
    "reconcile_return", "repeat_assessment", "resolve_phases", "resolve_terms", "review_dates", "rows_of", "rule",
    "rules_of", "saving", "schedule_payments", "schedule_rate", "share_saving", "should", "spending_by_outcome",
    "spending_by_support", "statement_for", "statements_many", "still_to_come", "surplus_on", "to_plain", "uplift",
    "uplift_cost", "value_at", "warm_up", "with_value", "year_of_block",
]  # fmt: skip
