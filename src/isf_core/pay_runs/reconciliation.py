"""Compare what was paid with what is due now, and decide how far back a change counts.

If a change affects payments already made, each original period and component gives an adjustment: what is due now
less what was paid and adjusted before, at the amounts then paid (PAY-08).
"""

from __future__ import annotations

from datetime import date

from ..errors import ImpossiblePeriod
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, policies_of
from ..values.checks import day, instance
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.layout import FEW_ROWS, Headline, Page
from ..values.money import Money
from ..values.table import Table, Tabular, as_read
from ._reasons import effects_of
from .differences import beyond_reach, differences, found_now, paid_under_others
from .due_for_paid import counting_for, due_for_what_was_paid
from .history import Adjustment, PaymentHistory
from .passing_on import ToPassOn, to_pass_on


@frozen(kw_only=True, str=False, repr=False)
class Reconciliation(Tabular):
    """The adjustments to make, and the corrections that the policy withholds.

    `withheld` lists the corrections that would be due if every change counted from when it took effect (PAY-10: both
    are reported). `history` has the adjustments raised.
    """

    adjustments: tuple[Adjustment, ...]
    withheld: tuple[Adjustment, ...]
    history: PaymentHistory
    to_pass_on: tuple[ToPassOn, ...] = ()

    @property
    def amount(self) -> Money:
        """What the adjustments add to what is paid; below zero if they take something off."""
        return Money.total(each.amount for each in self.adjustments)

    @property
    def amount_withheld(self) -> Money:
        """The total that the policy withholds."""
        return Money.total(each.amount for each in self.withheld)

    def explain(self) -> Explanation:
        """Explain the total of the adjustments."""
        nodes = [each.explain() for each in self.adjustments]
        return Explanation.sum("adjustments", *nodes) if nodes else Explanation.given("adjustments", Money(0))

    def page(self) -> Page:
        """What is adjusted in all, what the policy withholds, and each adjustment with its reason."""
        withheld = f"{as_read(self.amount_withheld)} is withheld by the policy" if self.withheld else ""
        others = [self._passed_on()] if self.to_pass_on else []
        head = Headline("Adjustments, in all:", as_read(self.amount), withheld)
        return Page(head, self.table(), *others, rows=FEW_ROWS)

    def _passed_on(self) -> Table:
        """What was paid to one holder or by one funder for days of another."""
        return Table.of(
            "Paid for days of another, and theirs to pass on",
            self.to_pass_on,
            ("first_day", "From", "period.first_day"),
            ("last_day", "To", "period.last_day"),
            ("role", "Between"),
            ("payer", "To be paid by"),
            ("receiver", "To be paid to"),
            ("amount", "Amount"),
        )

    def table(self) -> Table:
        """Show one row for each adjustment, with those that the policy withholds in a column of their own."""
        made = len(self.adjustments)
        return Table.of(
            "Adjustments",
            enumerate((*self.adjustments, *self.withheld)),
            ("first_day", "From", lambda row: row[1].period.first_day),
            ("last_day", "To", lambda row: row[1].period.last_day),
            ("component", "Component", lambda row: row[1].component.replace("_", " ")),
            ("amount", "Adds to the payment", lambda row: row[1].amount if row[0] < made else None),
            ("withheld", "Withheld by the policy", lambda row: None if row[0] < made else row[1].amount),
            ("reason", "Reason", lambda row: row[1].reason),
            totals={"last_day": "Total", "amount": self.amount, "withheld": self.amount_withheld},
        )


def reconcile(arrangement: Arrangement, history: PaymentHistory, *, on: date, policy: GivenPolicy) -> Reconciliation:
    """Compare what was paid with what is due, as the arrangement is known on a day (PAY-08, PAY-10).

    It compares only periods that were paid, each with what is now due for its days, at the amounts then paid. If a
    payment is partly for days that were paid, it is cut: what is for the other days is paid in its turn. The policy's
    `backdating` says how far back a change counts. Decisions stand as they are (PAY-15).

    Of dated policies, each day is compared under its own, and how far back a change counts is for the policy of the day
    on which it became known. A payment whose `policy_digest` tells that it was paid under other numbers is corrected,
    as far as the `backdating` of the policy on `on` allows (PAY-14).

    Raises NotRecorded if a change affects payments already made and the policy does not say how far back it counts, or
    if a component of a payment is not recorded; ImpossiblePeriod for a payment before the arrangement's first day,
    which nothing can adjust.
    """
    instance("reconcile", arrangement, Arrangement, "give an Arrangement")
    instance("reconcile", history, PaymentHistory, "give a PaymentHistory")
    policies = policies_of("reconcile", policy)
    view = ArrangementAsKnown.on(arrangement, day("reconcile", on))
    clamped = counting_for(view, history, policies)
    if not history.payments:
        return Reconciliation(adjustments=(), withheld=(), history=history)
    first_day = arrangement.contract.first_day
    early = [made.period for made in history.payments if first_day is not None and made.period.first_day < first_day]
    early += [each.period for each in history.raised if first_day is not None and each.period.first_day < first_day]
    if early:
        wrong = f"{early[0]} begins before the first day, {first_day}"
        raise ImpossiblePeriod("reconcile", wrong, "nothing is adjusted before the first period")
    history.require("what to correct")
    due = due_for_what_was_paid(clamped, history, policies)
    full = due if clamped is view else due_for_what_was_paid(view, history, policies)
    effects, others = effects_of(view, policies), paid_under_others(history, policies)
    all_of_them = differences(full, history, on, effects, others)
    adjustments = found_now(due, history, on, policies, effects)
    raised = history.raising(*adjustments)
    return Reconciliation(
        adjustments=adjustments,
        withheld=beyond_reach(all_of_them, adjustments, others),
        history=raised,
        to_pass_on=to_pass_on(view, raised, on, policies),
    )
