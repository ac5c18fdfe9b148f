"""What must hold: rules that confront recorded facts, each with its source, and the report of their findings."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".catalogue": ("ALL_RULES", "rules_of"),
        ".engine.case": ("Case",),
        ".engine.definition": (
            "Asked",
            "Breach",
            "Condition",
            "Force",
            "Found",
            "LifecycleStep",
            "Rule",
            "condition",
            "must",
            "note",
            "rule",
            "should",
        ),
        ".engine.questions": ("OpenQuestions", "Question", "open_questions"),
        ".engine.report": ("Decided", "Finding", "Report", "Result", "RuleResult", "Verdict"),
        ".engine.rule_set": ("RuleSet",),
        ".policy": ("Policy",),
    },
)
