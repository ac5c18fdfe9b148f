"""How it is shown and carried: nothing here computes."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".charts": (
            "balance_chart",
            "by_holder_chart",
            "outcomes_chart",
            "payments_chart",
            "spending_chart",
        ),
        ".catalogue": ("ENGLISH", "Catalogue", "UntranslatedWarning"),
        ".drawing": ("Chart",),
        ".sentences": ("templates",),
        ".welsh": ("WELSH",),
        ".words": ("Words",),
    },
)
