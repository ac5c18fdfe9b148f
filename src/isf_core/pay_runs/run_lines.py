"""The lines of a pay run: what is paid for whom, who bears it, who pays it, and what is recharged (PAY-04, LIFE-09)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ..model.organisations import Funding, FundingShare
from ..values.allocation import allocate
from ..values.money import Money
from ..values.table import Table, Tabular
from .upcoming import NextPayment


@attrs.frozen(kw_only=True)
class RunLine:
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

        What is adjusted is split as the payment is, by largest remainder, or by the agreed shares if nothing else is
        paid. What corrects the contribution or in-house services is split among the funders that charge, unless a part
        would then be below 0.00. If the funding is not recorded, there is one part without a name.
        """
        payment = self.to_pay.payment
        funding = payment.resolved.funding
        if not funding:
            return (FunderPart(funder=None, cost_code=None, payer=None, amount=self.amount),)
        parts = payment.by_funder()
        more = self._adjusted(funding, parts)
        return tuple(
            FunderPart(
                funder=each.funder.ref,
                cost_code=each.funder.cost_code,
                payer=each.payer or each.funder.ref,
                amount=parts[each.funder.ref] + each_more,
            )
            for each, each_more in zip(funding, more, strict=True)
        )

    def _adjusted(self, funding: tuple[Funding, ...], parts: dict[str, Money]) -> tuple[Money, ...]:
        """What is adjusted, by funder in order."""
        adjusted, of_charges = self.to_pay.adjusted, self.to_pay.of_charges
        weights: list[int | Fraction] = [parts[each.ref].pence for each in funding]
        if not any(weights):
            weights = [each.share if isinstance(each, FundingShare) else 0 for each in funding]
        charging: list[int | Fraction] = [
            weight if each.funder.charges else 0 for each, weight in zip(funding, weights, strict=True)
        ]
        if of_charges and any(charging):
            both = zip(allocate(adjusted - of_charges, weights), allocate(of_charges, charging), strict=True)
            more = tuple(rest + theirs for rest, theirs in both)
            if all(parts[each.ref] + one >= Money(0) for each, one in zip(funding, more, strict=True)):
                return more
        return tuple(allocate(adjusted, weights))

    @property
    def recharges(self) -> tuple[Recharge, ...]:
        """What one funder pays the holder and another bears: the payer recharges it (LIFE-09)."""
        return tuple(
            Recharge(person=self.person, arrangement=self.arrangement, due=self.to_pay.payment.due, part=part)
            for part in self.by_funder()
            if part.payer != part.funder and part.amount
        )


@attrs.frozen(kw_only=True)
class FunderPart:
    """A funder's part of one payment of a run; None is not recorded.

    `funder` bears the amount and `payer` pays it to the holder: the same one, unless the funding names another payer.
    """

    funder: str | None
    cost_code: str | None
    payer: str | None
    amount: Money


@attrs.frozen(kw_only=True)
class Recharge:
    """What a payer of one payment recharges to the funder that bears it."""

    person: str
    arrangement: str | None
    due: date
    part: FunderPart

    @property
    def amount(self) -> Money:
        """What is recharged; below zero if it is given back."""
        return self.part.amount


@attrs.frozen(kw_only=True, str=False)
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
