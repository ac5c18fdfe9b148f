"""Letters: what is told to the person, to the provider and to finance, as text and as a page that prints on A4.

Each takes a result, who writes (`Sender`), who reads (`Recipient`) and the day, and says no figure that is not in the
result. `str(letter)` is its text, `letter.html()` its page.
"""

from .accounts import ending_letter, statement_letter
from .changes import change_letter
from .finance import finance_letter
from .letter import Grid, Letter, Section
from .parties import Recipient, Sender
from .payments import payment_letter
from .providers import remittance_letter
from .requests import request_letter

__all__ = [
    "Grid",
    "Letter",
    "Recipient",
    "Section",
    "Sender",
    "change_letter",
    "ending_letter",
    "finance_letter",
    "payment_letter",
    "remittance_letter",
    "request_letter",
    "statement_letter",
]
