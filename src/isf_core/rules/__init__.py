"""What must hold: rules that confront recorded facts, each with its source, and the report of their findings."""

from .case import Case
from .catalogue import ALL
from .findings import Finding, Judgement, Outcome, Report, Verdict
from .policy import Policy
from .rule import Breach, Condition, Force, Rule, Step, condition, rule
from .ruleset import RuleSet

__all__ = [
    "ALL",
    "Breach",
    "Case",
    "Condition",
    "Finding",
    "Force",
    "Judgement",
    "Outcome",
    "Policy",
    "Report",
    "Rule",
    "RuleSet",
    "Step",
    "Verdict",
    "condition",
    "rule",
]
