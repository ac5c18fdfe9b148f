"""An account once its arrangement has ended, beside what was due up to the last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..model.account import EntryKind, Fund, Side
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..schedule.build import Schedule, build_schedule
from ..schedule.resolve import phases_of
from ..values.money import Money
from .added_money import added_left
from .case_view import CaseView
from .funders import due_in_all
from .ledger import ADDED, Ledger


def due_up_to(view: CaseView, last_day: date, arrangement: Arrangement | None = None) -> Schedule:
    """What is due up to a last day in a view of a case; one-off sums dated later are nobody's to pay.

    Of another arrangement, which ends as that of the view does, where one is given.
    """
    known = ArrangementAsKnown.in_full(view.arrangement if arrangement is None else arrangement)
    return build_schedule(phases_of(known, view.policies, last_day=last_day, ends=lambda: view.ends))


class AtTheEnd:
    """What was entered by a day, what was due up to the last day, and what follows from both: all in whole pence."""

    def __init__(self, fund: Fund, on: date, schedule: Schedule) -> None:
        self._ledger, self._on, self._schedule = Ledger.of(fund), on, schedule
        self.held: int = self._ledger.held(on)
        self.committed: int = self._ledger.committed(on) or 0
        self.due: int = due_in_all(schedule)
        self.fee: int = sum([line.fee + line.fee_on_top for line in schedule.lines])
        self._charged: int = sum([line.contribution for line in schedule.lines])

    def of(self, kind: EntryKind) -> int:
        """What a kind of entry comes to."""
        return self._ledger.sum_of(kind, self._on)

    def contribution(self, most: int | None = None) -> tuple[int, int]:
        """What the person has yet to pay of what was due, and what they paid too much; one of them is 0.

        `most` is the most that was due in the end, where what is left lowers the charge (see `incurred`).
        """
        paid = self.of(EntryKind.CONTRIBUTION) - self.of(EntryKind.REFUND_TO_PERSON)
        due = self._charged if most is None else min(self._charged, most)
        return max(0, due - paid), max(0, paid - due)

    def added(self, paid: int, met: int = 0) -> dict[str | None, Money]:
        """What is left of what each payer added, once all that was due for the days has come in, and nothing else.

        So it depends on what was spent, and not on when the funder or the person pays: `paid` is what the funder has
        paid. Pay in lieu and liabilities are the funder's; `met` is what was spent on them already.
        """
        unpaid, back = self.contribution()
        to_come = max(0, unpaid - self.of(EntryKind.HOLDER_BEARS)) - back + self.due - paid
        return added_left(self._ledger, on=self._on, held=self.held + to_come + met - self.committed)

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
        return spent - beside - self.of(EntryKind.PROVIDER_REFUND) + self.committed + still
