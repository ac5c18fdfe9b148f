"""How rules are written, asked and reported."""

from ...first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".case": ("Case",),
        ".definition": ("Breach", "Condition", "Force", "LifecycleStep", "Rule"),
        ".judging": ("Judges",),
        ".lifecycle_step": ("StepReached", "step_reached"),
        ".report": ("Report", "Result", "Verdict", "those_near"),
    },
)
