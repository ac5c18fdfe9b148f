"""What was agreed: people, budgets, plans, terms, contracts. Facts may be missing: None is "not recorded"."""

from .arrangement import Agreement, AgreementKind, Arrangement
from .budget import Exemption, Ground, InHouse, OneOff, PersonalBudget
from .charges import Charge, PerWeek, ShareOf
from .contract import OPEN_ENDED, Contract, Form, Signature
from .fees import FeeFacts, FixedFee, ManagementFee, NoFee, PercentageFee, Tier, TieredFee
from .organisations import Funder, FunderKind, FundingShare, Holder, HolderKind
from .parameters import Band, Parameters
from .person import Person, PersonKind
from .plan import Outcome, Support, SupportPlan, Visits
from .terms import (
    NOT_STATED,
    Basis,
    Clause,
    Convention,
    FeeBase,
    Notice,
    NoticeUnit,
    OneOffPayment,
    Party,
    PaymentTerms,
    Pays,
    Placement,
    SurplusBase,
    SurplusRule,
    TerminationTerms,
    Timing,
)

__all__ = [
    "Agreement",
    "AgreementKind",
    "Arrangement",
    "Band",
    "Basis",
    "Charge",
    "Clause",
    "Contract",
    "Convention",
    "Exemption",
    "FeeBase",
    "FeeFacts",
    "FixedFee",
    "Form",
    "Funder",
    "FunderKind",
    "FundingShare",
    "Ground",
    "Holder",
    "HolderKind",
    "InHouse",
    "ManagementFee",
    "NOT_STATED",
    "NoFee",
    "Notice",
    "NoticeUnit",
    "OPEN_ENDED",
    "OneOff",
    "OneOffPayment",
    "Outcome",
    "Parameters",
    "Party",
    "PaymentTerms",
    "Pays",
    "PerWeek",
    "PercentageFee",
    "Person",
    "PersonKind",
    "PersonalBudget",
    "Placement",
    "ShareOf",
    "Signature",
    "Support",
    "SupportPlan",
    "SurplusBase",
    "SurplusRule",
    "TerminationTerms",
    "Tier",
    "TieredFee",
    "Timing",
    "Visits",
]
