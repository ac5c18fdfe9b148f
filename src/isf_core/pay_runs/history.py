"""The payments made and the adjustments raised, which reconciling needs to know.

Raising an adjustment and paying it are two steps. A `PaymentHistory` keeps both, so reconciling again finds nothing,
and a recovery that is spread over several payments is neither forgotten nor taken twice.
"""

from __future__ import annotations

from datetime import date

import attrs

from ..errors import IsfError
from ..model.validators import TupleOf, a, a_day, a_flag, a_text, as_money, maybe
from ..schedule.payment import Payment
from ..values.checks import instance
from ..values.dates import Period
from ..values.explanation import Explanation
from ..values.money import Money
from ..values.record import Record
from ..values.sources import PRACTICE

SIGNS = {"budget": 1, "in_house": -1, "contribution": -1, "fee": 0, "fee_on_top": 1, "one_off": 1}
"""What a component does to the payment; a fee inside the budget is no part of the sum."""

BILLING = PRACTICE("the difference to what was paid, by original period, on the next payment (PAY-08)")


@attrs.frozen(kw_only=True, repr=False)
class Adjustment(Record):
    """A correction of one component of one paid period: `change` is the new sum less the old one, as Money.

    `amount` is what it adds to a payment; it is negative if it takes something off.
    """

    period: Period = attrs.field(validator=a(Period))
    component: str = attrs.field(validator=a_text)
    change: Money = attrs.field(converter=as_money)
    raised_on: date = attrs.field(validator=a_day)
    reason: str | None = attrs.field(default=None, validator=maybe(a_text))

    def __attrs_post_init__(self) -> None:
        if self.component not in SIGNS:
            wrong = f"{self.component[:40]!r} is none"
            raise IsfError("Adjustment.component", wrong, f"give one of {', '.join(SIGNS)}")

    @property
    def amount(self) -> Money:
        """What it adds to what is paid."""
        return self.change * SIGNS[self.component]

    def explain(self) -> Explanation:
        """The correction as a leaf, with its reason."""
        what = f"{self.component.replace('_', ' ')} for {self.period}, corrected"
        return Explanation.given(f"{what} ({self.reason})" if self.reason else what, self.amount, BILLING)


@attrs.frozen(kw_only=True, repr=False)
class PaymentMade(Record):
    """A payment as it was made: its days, each component as paid, and what was adjusted.

    `adjusted` is how much of the raised adjustments was paid with it or, if negative, taken from it.
    """

    paid_on: date = attrs.field(validator=a_day)
    period: Period = attrs.field(validator=a(Period))
    budget: Money = attrs.field(default=Money(0), converter=as_money)
    in_house: Money = attrs.field(default=Money(0), converter=as_money)
    contribution: Money = attrs.field(default=Money(0), converter=as_money)
    fee: Money = attrs.field(default=Money(0), converter=as_money)
    fee_on_top: Money = attrs.field(default=Money(0), converter=as_money)
    one_off: Money = attrs.field(default=Money(0), converter=as_money)
    adjusted: Money = attrs.field(default=Money(0), converter=as_money)
    is_regular: bool = attrs.field(default=True, validator=a_flag)

    @classmethod
    def of(cls, payment: Payment, paid_on: date, adjusted: Money = Money(0)) -> PaymentMade:  # noqa: B008
        """Make the record of a payment from a schedule."""
        instance("PaymentMade.of", payment, Payment, "give a Payment")
        sums = {name: getattr(payment, name) for name in SIGNS}
        return cls(paid_on=paid_on, period=payment.period, adjusted=adjusted, is_regular=payment.is_regular, **sums)

    @property
    def amount(self) -> Money:
        """What was paid, adjustments included."""
        return Money.total(getattr(self, name) * sign for name, sign in SIGNS.items()) + self.adjusted


@attrs.frozen(kw_only=True, repr=False)
class PaymentHistory(Record):
    """The payments made and the adjustments raised for one arrangement.

    >>> PaymentHistory().outstanding
    Money('0.00')
    """

    payments: tuple[PaymentMade, ...] = attrs.field(default=(), converter=TupleOf[PaymentMade])
    raised: tuple[Adjustment, ...] = attrs.field(default=(), converter=TupleOf[Adjustment], metadata={"most": 100_000})

    @property
    def paid_to(self) -> date | None:
        """The last day of the latest period that was paid; None if none was."""
        days = [made.period.last_day for made in self.payments if made.is_regular]
        return max(days) if days else None

    @property
    def outstanding(self) -> Money:
        """What was raised and is not yet paid or, if negative, not yet taken back."""
        return Money.total(raised.amount for raised in self.raised) - Money.total(
            made.adjusted for made in self.payments
        )

    @property
    def amount(self) -> Money:
        """The total paid."""
        return Money.total(made.amount for made in self.payments)

    def paying(self, *made: PaymentMade) -> PaymentHistory:
        """Add payments: give a new history."""
        return self.replace(payments=(*self.payments, *made))

    def raising(self, *adjustments: Adjustment) -> PaymentHistory:
        """Add adjustments: give a new history."""
        return self.replace(raised=(*self.raised, *adjustments))
