"""The totals of some payments, component by component."""

from __future__ import annotations

import attrs

from ..values.money import Money


@attrs.frozen(kw_only=True)
class Totals:
    """The totals of payments by component, as Money; `amount` is what is paid."""

    payments: int
    budget: Money
    in_house: Money
    contribution: Money
    fee: Money
    fee_on_top: Money
    one_off: Money
    amount: Money
