"""Individual Service Funds in adult social care: is an arrangement sound, and what is paid when?

A council and a holder agree on Mary's fund: 4,387.50 a year, of which she pays 20 a week to
the holder herself.

>>> from datetime import date
>>> mary = Arrangement(
...     person=Person(ref="P-001"),
...     holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
...     budget=PersonalBudget(
...         actual=Rate.annual("4387.50"), contribution=Rate.weekly("20"),
...         in_house=(), one_offs=(), exemptions=(),
...     ),
...     contract=Contract(
...         form=Form.TWO_WAY, first_day=date(2026, 4, 6), last_day=OPEN_ENDED, fee=NoFee(),
...         payment=PaymentTerms(
...             cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
...             timing=Timing.IN_ADVANCE, basis=Basis.NET, move=Move.BACK,
...         ),
...     ),
... )

`assess` is the main job: one report of findings, one schedule of payments.

>>> found = assess(mary, on=date(2026, 3, 30), until=date(2027, 4, 4))
>>> found
<Assessment on 2026-03-30 under plain: cannot tell, 13 payments>
>>> found.schedule[0]
<Payment 1: 257.50 due 2026-04-02, for 6 Apr 2026 to 3 May 2026>
>>> found.report.unknown["contract.signatures"]
('LIFE-08', 'CON-01')

The rest of the names live on the floors: `isf_core.values`, `.model`, `.compute`, `.rules`,
`.policies`.

What is not recorded (`None`) is neither true nor false: it is reported, by field. Money is whole
pence, rates are exact, nothing is rounded but by name, and nothing here reads a file or a clock.
"""

from .account.balance import balance_on
from .account.final_account import final_account_on
from .account.statement import statement_for
from .account.surplus import surplus_on
from .assessment import Assessment, assess, check, schedule_payments, schedule_rate
from .comparison import across, compare
from .errors import IsfError, NotRecorded
from .model.account import Entry, EntryKind, Fund
from .model.arrangement import Agreement, AgreementKind, Arrangement
from .model.budget import Exemption, Ground, InHouse, OneOff, PersonalBudget
from .model.contract import OPEN_ENDED, Contract, Form, Signature
from .model.documents import NOT_STATED, Clause, Party
from .model.fees import FixedFee, NoFee, PercentageFee, PerWeek, ShareOf, Tier, TieredFee
from .model.knowledge import as_known
from .model.organisations import Funder, FundingShare, Holder, HolderKind
from .model.parameters import Parameters
from .model.payment_terms import Basis, Convention, FeeBase, OneOffPayment, PaymentTerms, Placement, Timing
from .model.person import Person
from .model.plan import Outcome, Support, SupportPlan, Visits
from .model.surplus import SurplusRule
from .model.termination import TerminationTerms
from .policies import PLAIN, READY
from .rules.engine.definition import Force
from .rules.engine.policy import Policy
from .rules.engine.report import Report, Verdict
from .rules.engine.rule_set import RuleSet
from .schedule.build import Schedule
from .schedule.payment import Payment
from .values.dates import Period
from .values.explanation import Explanation
from .values.money import ExactMoney, Money, Rounding, allocate
from .values.pay_cycle import Frequency, PayCycle
from .values.rates import Rate
from .values.sources import Source
from .values.timeline import Timeline
from .values.working_days import Move, WorkingDays
from .version import __version__ as __version__

__all__ = [
    "NOT_STATED",
    "OPEN_ENDED",
    "PLAIN",
    "READY",
    "Agreement",
    "AgreementKind",
    "Arrangement",
    "Assessment",
    "Basis",
    "Clause",
    "Contract",
    "Convention",
    "Entry",
    "EntryKind",
    "ExactMoney",
    "Exemption",
    "Explanation",
    "FeeBase",
    "FixedFee",
    "Force",
    "Form",
    "Frequency",
    "Fund",
    "Funder",
    "FundingShare",
    "Ground",
    "Holder",
    "HolderKind",
    "InHouse",
    "IsfError",
    "Money",
    "Move",
    "NoFee",
    "NotRecorded",
    "OneOff",
    "OneOffPayment",
    "Outcome",
    "Parameters",
    "Party",
    "PayCycle",
    "Payment",
    "PaymentTerms",
    "PerWeek",
    "PercentageFee",
    "Period",
    "Person",
    "PersonalBudget",
    "Placement",
    "Policy",
    "Rate",
    "Report",
    "Rounding",
    "RuleSet",
    "Schedule",
    "ShareOf",
    "Signature",
    "Source",
    "Support",
    "SupportPlan",
    "SurplusRule",
    "TerminationTerms",
    "Tier",
    "TieredFee",
    "Timeline",
    "Timing",
    "Verdict",
    "Visits",
    "WorkingDays",
    "across",
    "allocate",
    "as_known",
    "assess",
    "balance_on",
    "check",
    "compare",
    "final_account_on",
    "schedule_payments",
    "schedule_rate",
    "statement_for",
    "surplus_on",
]
