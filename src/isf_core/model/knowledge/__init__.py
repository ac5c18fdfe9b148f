"""What was known on a day, and what held then."""

from ...first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".view": ("ArrangementAsKnown", "ChangeFrom", "as_known"),
    },
)
