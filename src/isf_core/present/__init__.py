"""How it is shown and carried: nothing here computes."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".catalogue": ("ENGLISH", "Catalogue", "UntranslatedWarning"),
        ".sentences": ("templates",),
        ".welsh": ("WELSH",),
        ".words": ("Words",),
    },
)
