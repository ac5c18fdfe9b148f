"""What must hold: rules that confront recorded facts, each with its source, and the report of their findings."""

from .catalogue import ALL_RULES, READ_BY, rules_of
from .engine.case import Case
from .engine.definition import (
    Asked,
    Breach,
    Condition,
    Force,
    Found,
    LifecycleStep,
    Rule,
    condition,
    must,
    note,
    rule,
    should,
)
from .engine.report import Finding, Report, Result, RuleResult, Verdict
from .engine.rule_set import RuleSet
from .policy import Policy

__all__ = [
    "ALL_RULES",
    "READ_BY",
    "Asked",
    "Breach",
    "Case",
    "Condition",
    "Finding",
    "Force",
    "Found",
    "LifecycleStep",
    "Policy",
    "Report",
    "Result",
    "Rule",
    "RuleResult",
    "RuleSet",
    "Verdict",
    "condition",
    "must",
    "note",
    "rule",
    "rules_of",
    "should",
]
