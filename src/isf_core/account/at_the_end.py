"""An account once its arrangement has ended, beside what was due up to the last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ..errors import NotRecorded
from ..model.account import EntryKind, Side
from ..model.documents import Party
from ..schedule.build import Schedule, build_schedule
from ..schedule.resolve import phases_of
from ..values.dates import days_after
from ..values.frozen import kept
from ..values.money import Money
from .added_money import added_left
from .borne import BorneOfTheFund
from .case_view import CaseView
from .closing import paid_when_closed
from .funders import PaidByEach, due_in_all, in_pence, net_paid, paid_towards
from .ledger import ADDED, Ledger


def due_up_to(view: CaseView, last_day: date) -> Schedule:
    """What is due up to a last day in a view of a case; one-off sums dated later are nobody's to pay."""
    return build_schedule(phases_of(view.known, view.policies, last_day=last_day, ends=lambda: view.ends))


class AtTheEnd:
    """What was entered by a day, what was due up to the last day, and what follows from both: all in whole pence."""

    def __init__(self, view: CaseView, on: date, schedule: Schedule, closed_from: date = date.max) -> None:
        """Of the fund of a view; from the day it is `closed_from` on, what goes back is what is left of it."""
        self._ledger, self._on, self._schedule, self._closed_from = Ledger.of(view.fund), on, schedule, closed_from
        self._risk = view.arrangement.contract.clauses.contribution_risk
        self.held: int = self._ledger.held(on)
        self.committed: int = self._ledger.committed(on) or 0
        self.due: int = due_in_all(schedule)
        self._charged: int = sum([line.contribution for line in schedule.lines])

    @kept
    def fee(self) -> int:
        """The fee that was agreed for what was due."""
        return sum([line.fee + line.fee_on_top for line in self._schedule.lines])

    def of(self, kind: EntryKind) -> int:
        """What a kind of entry comes to."""
        return self._ledger.sum_of(kind, self._on)

    @kept
    def borne_by(self) -> BorneOfTheFund:
        """What each funder owes of what was due, and bears in the end."""
        return BorneOfTheFund(self._schedule)

    @kept
    def paid(self) -> int:
        """What the funder has paid of what was due, or beyond it, and not got back."""
        return self._paid(self._due_in_the_end, net_paid(self._ledger, self._on), EntryKind.REFUND_TO_FUNDER)

    def _paid(self, due: int, net: int, back: EntryKind) -> int:
        """What was paid, net of all that went back; what went back after the end is of the kind `back`."""
        if not self.has_ended:
            return net
        before = self._ledger.sum_of(back, days_after(self._closed_from, -1))
        return paid_towards(due, net, self.of(back) - before)

    @property
    def has_ended(self) -> bool:
        """Whether the account is that of what has ended."""
        return self._closed_from <= self._on

    def overspent(self) -> Money:
        """How far it is below 0.00 with what is to come, and once it has ended without what was paid for later days."""
        to_come = self.to_come()
        return Money.from_pence(max(0, -self.held - (to_come if self.has_ended else max(0, to_come))))

    def to_come(self) -> int:
        """What has yet to come in of what was due for the days; below 0 where more came in."""
        unpaid, back = self.contribution()
        return unpaid - self.borne(unpaid) - back + self._due_in_the_end - self.paid

    @kept
    def _due_in_the_end(self) -> int:
        """What was due; where the account of what has ended was closed, what had been paid by then."""
        closes = self.has_ended and bool(self._schedule)
        paid = paid_when_closed(self._ledger, self._schedule.span, self._on) if closes else None
        return self.due if paid is None else paid

    def borne(self, unpaid: int) -> int:
        """What the holder has paid in of a contribution that the person has not, where its risk is the holder's."""
        paid_in = min(unpaid, self.of(EntryKind.HOLDER_BEARS))
        if paid_in and self._risk is None:
            raise NotRecorded("who bears the unpaid contribution", ("contract.clauses.contribution_risk",))
        return paid_in if self._risk is Party.HOLDER else 0

    def paid_for_her(self, unpaid: int) -> int:
        """What comes in of the contribution: what the person leaves `unpaid` too, where the risk is the holder's."""
        paid = self.of(EntryKind.CONTRIBUTION) - self.of(EntryKind.REFUND_TO_PERSON)
        return max(0, paid + (unpaid if self._risk is Party.HOLDER else 0))

    def contribution(self, most: int | None = None) -> tuple[int, int]:
        """What the person has yet to pay of what was due, and what they paid too much; one of them is 0.

        `most` is the most that was due in the end, where what is left lowers the charge (see `incurred`).
        """
        due = self._charged if most is None else min(self._charged, most)
        net = self.of(EntryKind.CONTRIBUTION) - self.of(EntryKind.REFUND_TO_PERSON)
        paid = self._paid(due, net, EntryKind.REFUND_TO_PERSON)
        return max(0, due - paid), max(0, paid - due)

    def added(self, met: int = 0) -> dict[str | None, Money]:
        """What is left of what each payer added, once all that was due for the days has come in, and nothing else.

        So it depends on what was spent, and not on when the funder or the person pays. Pay in lieu and liabilities are
        the funder's; `met` is what was spent on them already.
        """
        return added_left(self._ledger, on=self._on, held=self.held + self.to_come() + met - self.committed)

    def incurred(self, added: Mapping[str | None, Money], still: int = 0) -> int | None:
        """The cost that was incurred in the end, where the charging terms limit the charge to it; else None (PAY-13).

        It is what the funder paid and the person was charged, less what is recovered: all that was spent, is promised,
        or is `still` to be spent; not what was spent of top-ups and private additions, of which `added` is left.
        Interpretation of the Care Act 2014, section 14(4): a charge covers no more than the cost that the authority
        incurs, and money that comes back to it was no cost.
        """
        if not self._schedule.phases[-1].charging.follows_recovery:
            return None
        spent = sum(self.of(kind) for kind in EntryKind if kind.side is Side.SPENT)
        beside = sum(map(self.of, ADDED)) - self.of(EntryKind.REFUND_TO_PAYER) - Money.total(added.values()).pence
        return self.borne_by.charged_for(spent - beside - self.of(EntryKind.PROVIDER_REFUND) + self.committed + still)

    def claims(self, each: PaidByEach, left: int, contribution: tuple[int, int], in_lieu: int) -> dict[str, int]:
        """What each funder bears in the end and has not paid: the claim, below zero the refund; in all, not `left`.

        A surplus that was recovered before went back too. Of the contribution, what is unpaid and goes back is given.
        """
        if each.only is not None:
            return {each.only: -left}
        unpaid, back = contribution
        hers = self.paid_for_her(unpaid) - back
        notice = self.borne_by.in_lieu(in_lieu)
        cost = self.paid - left - self.of(EntryKind.SURPLUS_RECOVERED) + hers - in_lieu
        parts = {ref: part + notice[ref] for ref, part in self.borne_by.parts_of(cost).items()}
        bears = self.borne_by.less_contribution(parts, hers)
        net = each.net(bears, back=(EntryKind.REFUND_TO_FUNDER, EntryKind.SURPLUS_RECOVERED))
        return in_pence({ref: bears.get(ref, Fraction(0)) - sum_ for ref, sum_ in net.items()})
