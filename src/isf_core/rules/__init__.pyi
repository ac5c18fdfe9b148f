from . import catalogue as catalogue
from . import engine as engine
from .catalogue import ALL_RULES, rules_of
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
from .engine.questions import OpenQuestions, Question, open_questions
from .engine.report import Decided, Finding, Report, Result, RuleResult, Verdict
from .engine.rule_set import RuleSet
from .policy import Policy

__all__ = [
    "ALL_RULES",
    "Asked",
    "Breach",
    "Case",
    "Condition",
    "Decided",
    "Finding",
    "Force",
    "Found",
    "LifecycleStep",
    "OpenQuestions",
    "Policy",
    "Question",
    "Report",
    "Result",
    "Rule",
    "RuleResult",
    "RuleSet",
    "Verdict",
    "condition",
    "must",
    "note",
    "open_questions",
    "rule",
    "rules_of",
    "should",
]
