"""Letters: what is told to the person, to the provider and to finance, as text and as a page that prints on A4.

Each takes a result, who writes (`Sender`), who reads (`Recipient`) and the day, and says no figure that is not in the
result. `str(letter)` is its text, `letter.html()` its page.
"""

from ...first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".accounts": ("ending_letter", "statement_letter"),
        ".changes": ("change_letter",),
        ".finance": ("finance_letter",),
        ".letter": ("Letter", "LetterTable", "Section"),
        ".parties": ("Recipient", "Sender"),
        ".payments": ("payment_letter",),
        ".providers": ("remittance_letter",),
        ".requests": ("request_letter",),
    },
)
