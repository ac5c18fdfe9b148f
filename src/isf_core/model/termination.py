"""How an arrangement may end, and the notice that somebody gave (END).

>>> TerminationTerms(
...     notices=(
...         Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS),
...         Notice(party=Party.FUNDER, reason=TerminationReason.SAFEGUARDING, length=0, unit=NoticeUnit.DAYS),
...     )
... ).notice_of(Party.FUNDER, TerminationReason.SAFEGUARDING).length
0
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.checks import day, member
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import ByIdentity, Record
from . import validators as v
from .documents import Clause, NotStated, OpenEnded, Party, a_last_day, stated


class NoticeUnit(Enum):
    """What notice is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_DAYS = "working days"


class TerminationReason(ByIdentity):
    """Why an arrangement ends (END-03)."""

    ORDINARY = "ordinary notice"
    BREACH = "breach of the contract"
    SAFEGUARDING = "safeguarding"
    DEATH = "the person's death"
    CHANGE_OF_HOLDER = "a change of holder"
    INSOLVENCY = "insolvency"


@frozen(kw_only=True, repr=False)
class Notice(Record):
    """The notice that a party must give, for a reason; a length of 0 ends it on the day."""

    party: Party = attrs.field(validator=v.one_of(Party))
    length: int = attrs.field(validator=v.whole_from(0, 1_000))
    unit: NoticeUnit = attrs.field(validator=v.one_of(NoticeUnit))
    reason: TerminationReason = attrs.field(default=TerminationReason.ORDINARY, validator=v.one_of(TerminationReason))


class BalanceOnTransfer(Enum):
    """What becomes of the balance where the holder changes (END-04)."""

    MOVES = "it moves to the new holder"
    RETURNS = "it goes back to the funder"


@frozen(kw_only=True, repr=False)
class TerminationTerms(Record):
    """Who may end the contract, for what reason, with what notice: one entry a party and reason.

    - `refund_days`: how many days after the last day the refund is due; None is not recorded.
    - `on_change_of_holder`: whether the balance moves with the person.
    - `liabilities`: the clause by which redundancy and the like come off the balance.
    """

    notices: tuple[Notice, ...] = attrs.field(converter=v.TupleOf[Notice], metadata={"most": 100})
    refund_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 366)))
    on_change_of_holder: BalanceOnTransfer | None = attrs.field(
        default=None, validator=v.maybe(v.one_of(BalanceOnTransfer))
    )
    liabilities: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    clause: Clause | None = attrs.field(default=None, validator=v.maybe(v.a(Clause)))

    def __attrs_post_init__(self) -> None:
        each_for = ((notice.party, notice.reason) for notice in self.notices)
        right = "give one for each party and reason"
        v.no_two("TerminationTerms.notices", each_for, "two entries for one party and reason", right)

    def notice_of(self, party: Party, reason: TerminationReason) -> Notice | None:
        """The notice a party must give for a reason; the ordinary one where the reason has none of its own."""
        member("TerminationTerms.notice_of", party, Party)
        member("TerminationTerms.notice_of", reason, TerminationReason)
        ordinary = None
        for notice in self.notices:
            if notice.party is party:
                if notice.reason is reason:
                    return notice
                if notice.reason is TerminationReason.ORDINARY:
                    ordinary = notice
        return ordinary


@frozen(kw_only=True, repr=False)
class Liability(Record):
    """A sum that is owed because the arrangement ends: redundancy, a lease, sickness pay."""

    what: str = attrs.field(validator=v.a_text)
    amount: Money = attrs.field(converter=v.as_money, validator=v.above_zero)
    evidence: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))


@frozen(kw_only=True, repr=False)
class Termination(Record):
    """The end of the arrangement: who ended it, why, and when they gave notice.

    Payments stop at its last day, as soon as it is known. You need not vary `contract.last_day` too.

    - `given_on`: the day on which notice was given; it does not count.
    - `last_day`: the last day of support, where it was another than the notice's; None where the
      notice ran its time. A day before the first one says that the arrangement never began.
    - `known_from`: the day from which it is known to whoever pays; None if that is the day on which it was given.
    - `withdrawn_on`: the day from which it no longer counts, because it was taken back.
    - `contract_ends`: the contract's last day as it stood when notice was given, if that is recorded otherwise now;
      `as_known` fills it in where variations changed it.
    - `liabilities`: `()` where there are none.
    - `lost`: on insolvency, what could not be reclaimed of the balance; 0.00 where all was.
    - `restored`: what the funder restored of it (CON-15).
    """

    party: Party = attrs.field(validator=v.one_of(Party))
    reason: TerminationReason = attrs.field(validator=v.one_of(TerminationReason))
    given_on: date = attrs.field(validator=v.a_day)
    last_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    liabilities: tuple[Liability, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Liability], metadata={"most": 1_000}
    )
    lost: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    restored: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    known_from: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    withdrawn_on: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    contract_ends: date | OpenEnded | None = attrs.field(default=None, validator=v.maybe(a_last_day))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.given_on, self.known_from, "known_from")
        v.in_order(self, self.given_on, self.withdrawn_on, "withdrawn_on")

    def is_known(self, on: date) -> bool:
        """Whether it is known on a day, inclusive, and was not taken back by then.

        >>> died = Termination(party=Party.PERSON, reason=TerminationReason.DEATH, given_on=date(2026, 6, 15))
        >>> died.is_known(date(2026, 6, 14)), died.is_known(date(2026, 6, 15))
        (False, True)
        """
        day("Termination.is_known", on)
        return (self.known_from or self.given_on) <= on and (self.withdrawn_on is None or on < self.withdrawn_on)
