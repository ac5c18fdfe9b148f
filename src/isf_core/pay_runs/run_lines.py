"""The lines of a pay run: what is paid for whom, who bears it, who pays it, and what is recharged (PAY-04, LIFE-09)."""

from __future__ import annotations

from datetime import date

from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from ..values.table import Table, Tabular
from .bearing import Borne, with_adjusted
from .upcoming import NextPayment


@frozen(kw_only=True, repr=False)
class RunLine(WithFields):
    """One payment of a run: its person, its references, and what is paid."""

    person: str
    arrangement: str | None
    to_pay: NextPayment

    @property
    def amount(self) -> Money:
        """What is paid."""
        return self.to_pay.amount

    @property
    def holder(self) -> str | None:
        """Whom it is paid to, by reference."""
        holder = self.to_pay.payment.holder
        return None if holder is None else holder.ref

    def by_funder(self) -> tuple[FunderPart, ...]:
        """Split what is paid among the funders, each with its cost code.

        What is adjusted for a period that was paid is borne as `to_pay.borne` says, and what was decided in proportion
        to the funders' parts of the payment. No part is below 0.00: what is more than a funder's part comes off the
        others'. If the funding is not recorded, there is one part without a name.
        """
        payment = self.to_pay.payment
        funding = payment.resolved.funding
        if not funding:
            return (FunderPart(funder=None, cost_code=None, payer=None, amount=self.amount),)
        borne = {ref: sum_.pounds * 100 for ref, sum_ in self.to_pay.borne}
        is_adjusted = self.to_pay.adjusted or borne
        amounts = (
            with_adjusted(Borne.of((payment,)), borne, self.to_pay.adjusted) if is_adjusted else payment.by_funder()
        )
        return tuple(
            FunderPart(
                funder=each.funder.ref,
                cost_code=each.funder.cost_code,
                payer=each.payer or each.funder.ref,
                amount=amounts[each.ref],
            )
            for each in funding
        )

    @property
    def recharges(self) -> tuple[Recharge, ...]:
        """What one funder pays the holder and another bears: the payer recharges it (LIFE-09)."""
        return tuple(
            Recharge(person=self.person, arrangement=self.arrangement, due=self.to_pay.payment.due, part=part)
            for part in self.by_funder()
            if part.payer != part.funder and part.amount
        )


@frozen(kw_only=True, repr=False)
class FunderPart(WithFields):
    """A funder's part of one payment of a run; None is not recorded.

    `funder` bears the amount and `payer` pays it to the holder: the same one, unless the funding names another payer.
    """

    funder: str | None
    cost_code: str | None
    payer: str | None
    amount: Money


@frozen(kw_only=True, repr=False)
class Recharge(WithFields):
    """What a payer of one payment recharges to the funder that bears it."""

    person: str
    arrangement: str | None
    due: date
    part: FunderPart

    @property
    def amount(self) -> Money:
        """What is recharged; below zero if it is given back."""
        return self.part.amount


@frozen(kw_only=True, str=False, repr=False)
class Recharges(Tabular):
    """What funders that pay holders recharge to the funders that bear it, payment by payment (LIFE-09)."""

    rows: tuple[Recharge, ...]

    @property
    def amount(self) -> Money:
        """What is recharged in all."""
        return Money.total(row.amount for row in self.rows)

    def table(self) -> Table:
        """Show one row for each recharge, with the cost code of the funder that bears it."""
        return Table.of(
            "Recharges",
            self.rows,
            ("payer", "Paid by", "part.payer"),
            ("funder", "Recharged to", "part.funder"),
            ("cost_code", "Cost code", "part.cost_code"),
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("due", "Due"),
            ("amount", "Amount"),
            totals={"payer": "Total", "amount": self.amount},
        )
