from .catalogue import ENGLISH, Catalogue, UntranslatedWarning
from .sentences import templates
from .welsh import WELSH
from .words import Words

__all__ = ["ENGLISH", "WELSH", "Catalogue", "UntranslatedWarning", "Words", "templates"]
