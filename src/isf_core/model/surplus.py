"""What may be kept of money that was not spent as planned, and how an overspend is funded (SUR, OVR).

>>> half = SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT)
>>> half.share, half.recovers is RecoveryScope.EXCESS
(Fraction(1, 2), True)
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

import attrs

from ..errors import IsfError, short
from ..values.checks import day
from ..values.frozen import frozen
from ..values.money import Money, plain_number
from ..values.record import Record
from . import validators as v
from .documents import Clause, Party


class SurplusBase(Enum):
    """What a cap on the surplus is a share of (SUR-01)."""

    REGULAR_PAYMENT = "the regular payment made by the authority"
    WEEKLY_BUDGET = "a week's budget"
    FOUR_WEEKLY_PAYMENT = "the regular payment for four weeks, whatever the cycle"
    WEEKLY_PAYMENT = "a week of what is paid"


class RecoveryScope(Enum):
    """What may be recovered where a surplus is above its cap (SUR-02)."""

    EXCESS = "what is above the cap"
    WHOLE = "the whole surplus"


@frozen(kw_only=True, repr=False)
class SurplusRule(Record):
    """How much surplus the holder may hold, and for how long (SUR-01, SUR-07).

    - `share` of a base is the most by amount: half of the regular payment, or 8 times a week's budget.
    - `amount` is the most as a fixed sum in pounds; beside a share, the lower of the two is the cap.
    - `weeks` is the most by age, first in, first out: money that came in longer ago is above the cap.
    - `or_named_need`: where a carry-forward for a named need is more than the share, it is the cap.
    - `recovers`: what may go once a surplus is above the cap.
    - `no_cap`: that the holder may hold all of it, and nothing is ever above the cap.

    Give a share with its base, an amount or weeks, or several of them; or `no_cap=True`.

    >>> SurplusRule(no_cap=True, clause=Clause(reference="11")).no_cap
    True
    """

    share: Fraction | None = attrs.field(default=None, converter=v.as_number_or_none, validator=v.between(0, 520))
    of: SurplusBase | None = attrs.field(default=None, validator=v.maybe(v.one_of(SurplusBase)))
    weeks: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 520)))
    or_named_need: bool = attrs.field(default=False, validator=v.a_flag)
    recovers: RecoveryScope = attrs.field(default=RecoveryScope.EXCESS, validator=v.one_of(RecoveryScope))
    clause: Clause | None = attrs.field(default=None, validator=v.maybe(v.a(Clause)))
    amount: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    no_cap: bool = attrs.field(default=False, validator=v.a_flag)

    def __attrs_post_init__(self) -> None:
        if self.no_cap and (self.share, self.amount, self.weeks) != (None, None, None):
            raise IsfError("SurplusRule.no_cap", "a cap, and that there is none", "give the one or the other")
        if (self.share is None) is not (self.of is None):
            raise IsfError("SurplusRule.of", "a share without a base, or a base without a share", "give both")
        by_payment = self.of in (SurplusBase.REGULAR_PAYMENT, SurplusBase.FOUR_WEEKLY_PAYMENT)
        if by_payment and self.share is not None and self.share > 13:
            wrong = f"{short(plain_number(self.share))} regular payments are more than a year's"
            raise IsfError("SurplusRule.share", wrong, "give a part or a multiple: half of one payment is '0.5'")
        if not self.no_cap and (self.share, self.amount, self.weeks) == (None, None, None):
            right = "give a share and its base, an amount, or weeks; or no_cap=True"
            raise IsfError("SurplusRule", "neither an amount nor an age", right)


@frozen(kw_only=True, repr=False)
class CarryForward(Record):
    """Money set aside for an outcome of the plan, up to and including a last day (SUR-04).

    `stands_outside_the_cap`: whether the plan says so; None is not recorded, and the policy
    decides. `need` names what it is for.
    """

    ref: str = attrs.field(validator=v.a_text)
    amount: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)
    outcome: str = attrs.field(validator=v.a_text)
    first_day: date = attrs.field(validator=v.a_day)
    last_day: date = attrs.field(validator=v.a_day)
    stands_outside_the_cap: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    need: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")

    def holds_on(self, on: date) -> bool:
        """Whether it has begun and has not lapsed."""
        day("CarryForward.holds_on", on)
        return self.first_day <= on <= self.last_day


class FundingSource(Enum):
    """What an overspend may be funded from (OVR-01)."""

    SURPLUS = "the surplus"
    CONTINGENCY = "the contingency"
    RESERVE = "a reserve or insurance fund that the person pays into"


@frozen(kw_only=True, repr=False)
class OverspendTerms(Record):
    """The order in which an overspend is funded, and how much of the rest the holder bears (OVR-01, CON-13).

    `limit` is the most that the holder bears; beyond it the person is reassessed. None is not recorded.
    """

    order: tuple[FundingSource, ...] = attrs.field(converter=v.TupleOf[FundingSource], metadata={"most": 3})
    limit: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    clause: Clause | None = attrs.field(default=None, validator=v.maybe(v.a(Clause)))


@frozen(kw_only=True, repr=False)
class SavingShare(Record):
    """A party's share in a saving, as a part of one (SUR-06)."""

    party: Party = attrs.field(validator=v.one_of(Party))
    share: Fraction = attrs.field(converter=v.as_number, validator=v.a_part)


@frozen(kw_only=True, repr=False)
class SavingsTerms(Record):
    """An agreement to share what is saved; shares that do not add up to one are a finding."""

    shares: tuple[SavingShare, ...] = attrs.field(converter=v.TupleOf[SavingShare], metadata={"most": 3})
    clause: Clause | None = attrs.field(default=None, validator=v.maybe(v.a(Clause)))

    def __attrs_post_init__(self) -> None:
        if not self.shares:
            raise IsfError("SavingsTerms.shares", "nobody shares it", "give at least one SavingShare")
        v.no_two("SavingsTerms.shares", (share.party.value for share in self.shares), "{} stands twice")
