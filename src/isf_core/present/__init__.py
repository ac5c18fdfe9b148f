"""How it is shown and carried: nothing here computes."""

from .sentences import templates
from .words import Words

__all__ = ["Words", "templates"]
