from .accounts import ending_letter, statement_letter
from .changes import change_letter
from .finance import finance_letter
from .letter import Letter, LetterTable, Section
from .parties import Recipient, Sender
from .payments import payment_letter
from .providers import remittance_letter
from .requests import request_letter

__all__ = [
    "Letter",
    "LetterTable",
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
