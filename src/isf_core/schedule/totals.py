"""What stands in a row of payments, and the totals of some, component by component."""

from __future__ import annotations

from ..values.columns import Cell
from ..values.frozen import frozen
from ..values.layout import Laid, Page
from ..values.money import Money
from ..values.record import WithFields
from ..values.table import Table


@frozen(kw_only=True, repr=False, str=False)
class Totals(Laid, WithFields):
    """The totals of payments by component, as Money; `amount` is what is paid.

    >>> print(Totals(payments=2, budget=Money(84), in_house=Money(0), contribution=Money(4), fee=Money(0),
    ...              fee_on_top=Money(0), one_off=Money(0), amount=Money(80)))
    Payments   Budget   Contribution    Paid
           2    84.00           4.00   80.00
    """

    payments: int
    budget: Money
    in_house: Money
    contribution: Money
    fee: Money
    fee_on_top: Money
    one_off: Money
    amount: Money

    def page(self) -> Page:
        """What it shows: how many there are, and each component that there is."""
        return Page(in_a_row(self, ("payments", "Payments", self.payments), amount="Paid"))


def in_a_row(of: object, *before: tuple[str, str, Cell], amount: str) -> Table:
    """Components in a row, those of 0.00 left out, with something before them; `amount` is the heading of the last."""
    sums = [(key, heading, getattr(of, key)) for key, heading in HEADINGS[_FIRST_SUM:-1]]
    cells = [*before, *(each for each in sums if each[2]), ("amount", amount, getattr(of, "amount", None))]
    return Table("", tuple((key, heading) for key, heading, _ in cells), (tuple(cell for _, _, cell in cells),))


_FIRST_SUM = 5
HEADINGS = (
    ("number", "No."),
    ("first_day", "From"),
    ("last_day", "To"),
    ("unmoved_due", "Unmoved"),
    ("due", "Due"),
    ("budget", "Budget"),
    ("in_house", "In-house"),
    ("contribution", "Contribution"),
    ("fee", "Fee inside"),
    ("fee_on_top", "Fee on top"),
    ("one_off", "One-off"),
    ("amount", "Paid"),
)
"""The columns of payments: keys and headings."""
