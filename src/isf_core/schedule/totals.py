"""What stands in a row of payments, and the totals of some, component by component."""

from __future__ import annotations

from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields


@frozen(kw_only=True, repr=False)
class Totals(WithFields):
    """The totals of payments by component, as Money; `amount` is what is paid."""

    payments: int
    budget: Money
    in_house: Money
    contribution: Money
    fee: Money
    fee_on_top: Money
    one_off: Money
    amount: Money


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
