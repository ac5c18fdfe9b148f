from .catalogue import ENGLISH, Catalogue, UntranslatedWarning
from .sentences import templates
from .words import Words

__all__ = ["ENGLISH", "Catalogue", "UntranslatedWarning", "Words", "templates"]
