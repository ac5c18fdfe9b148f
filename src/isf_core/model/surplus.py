"""What may be kept of money that was not needed as planned, and how an overspend is met (SUR, OVR).

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
from ..values.checks import exact
from ..values.money import Money, plain_number
from ..values.record import Record
from .documents import Clause, Party
from .validators import a, a_day, a_text, as_tuple, each, from_nil, in_order, maybe, one_of, whole_from


class SurplusBase(Enum):
    """What a cap on the surplus is a share of (SUR-01)."""

    REGULAR_PAYMENT = "the regular payment made by the authority"
    WEEKLY_BUDGET = "a week's budget"


class RecoveryScope(Enum):
    """What may be recovered where a surplus is above its cap (SUR-02)."""

    EXCESS = "what is above the cap"
    WHOLE = "the whole surplus"


def _share(given: object) -> Fraction:
    share = exact("SurplusRule.share", given)
    if not 0 <= share <= 520:
        wrong = f"{short(plain_number(share))} is out of range"
        raise IsfError("SurplusRule.share", wrong, "give a share from nil to 520, such as '0.5'")
    return share


@attrs.frozen(kw_only=True, repr=False)
class SurplusRule(Record):
    """How much surplus the holder may hold, and for how long (SUR-01, SUR-07).

    - `share` of a base is the most by amount: half of the regular payment, or 8 times a week's budget.
    - `weeks` is the most by age, first in, first out: money that came in longer ago is above the cap.
    - `or_named_need`: where a carry-forward for a named need is more than the share, it is the cap.
    - `recovers`: what may go once a surplus is above the cap.

    Give a share with its base, or weeks, or all three.
    """

    share: Fraction | None = attrs.field(default=None, converter=attrs.converters.optional(_share))
    of: SurplusBase | None = attrs.field(default=None, validator=maybe(one_of(SurplusBase)))
    weeks: int | None = attrs.field(default=None, validator=maybe(whole_from(1, 520)))
    or_named_need: bool = attrs.field(default=False, validator=a(bool, "give True or False"))
    recovers: RecoveryScope = attrs.field(default=RecoveryScope.EXCESS, validator=one_of(RecoveryScope))
    clause: Clause | None = attrs.field(default=None, validator=maybe(a(Clause, "give a Clause")))

    def __attrs_post_init__(self) -> None:
        if (self.share is None) is not (self.of is None):
            raise IsfError("SurplusRule.of", "a share without a base, or a base without a share", "give both")
        if self.of is SurplusBase.REGULAR_PAYMENT and self.share is not None and self.share > 13:
            wrong = f"{short(plain_number(self.share))} regular payments are more than a year's"
            raise IsfError("SurplusRule.share", wrong, "give a part or a multiple: half of one payment is '0.5'")
        if self.share is None and self.weeks is None:
            raise IsfError("SurplusRule", "neither an amount nor an age", "give a share and its base, or weeks")


def _sum(given: Money | str | int) -> Money:
    return from_nil("CarryForward.amount", given)


@attrs.frozen(kw_only=True, repr=False)
class CarryForward(Record):
    """Money set aside for an outcome of the plan, up to and including a last day (SUR-04).

    `stands_outside_the_cap`: whether the plan says so; None is not recorded, and the policy's word
    counts. `need` names what it is for.
    """

    ref: str = attrs.field(validator=a_text)
    amount: Money = attrs.field(converter=_sum)
    outcome: str = attrs.field(validator=a_text)
    first_day: date = attrs.field(validator=a_day)
    last_day: date = attrs.field(validator=a_day)
    stands_outside_the_cap: bool | None = attrs.field(default=None, validator=maybe(a(bool, "give True or False")))
    need: str | None = attrs.field(default=None, validator=maybe(a_text))

    def __attrs_post_init__(self) -> None:
        in_order(self, self.first_day, self.last_day, "last_day")

    def holds_on(self, on: date) -> bool:
        """Whether it has begun and has not lapsed."""
        return self.first_day <= on <= self.last_day


class FundingSource(Enum):
    """What an overspend may be met from (OVR-01)."""

    SURPLUS = "the surplus"
    CONTINGENCY = "the contingency"
    RESERVE = "a reserve or insurance fund that the person pays into"


def _limit(given: Money | str | int | None) -> Money | None:
    return None if given is None else from_nil("OverspendTerms.limit", given)


@attrs.frozen(kw_only=True, repr=False)
class OverspendTerms(Record):
    """The order in which an overspend is met, and how much of the rest is the holder's (OVR-01, CON-13).

    `limit` is the most that the holder bears; beyond it the person is reassessed. None is not recorded.
    """

    order: tuple[FundingSource, ...] = attrs.field(converter=as_tuple, validator=each(FundingSource, 3))
    limit: Money | None = attrs.field(default=None, converter=_limit)
    clause: Clause | None = attrs.field(default=None, validator=maybe(a(Clause, "give a Clause")))

    def __attrs_post_init__(self) -> None:
        if len(set(self.order)) < len(self.order):
            raise IsfError("OverspendTerms.order", "one of them twice", "give each once, in the agreed order")


def _part(given: object) -> Fraction:
    part = exact("SavingShare.share", given, "give a part of one, such as '0.5' or Fraction(1, 3)")
    if not 0 <= part <= 1:
        raise IsfError("SavingShare.share", f"{short(plain_number(part))} is no part of one", "give nil to one")
    return part


@attrs.frozen(kw_only=True, repr=False)
class SavingShare(Record):
    """A party's share in a saving, as a part of one (SUR-06)."""

    party: Party = attrs.field(validator=one_of(Party))
    share: Fraction = attrs.field(converter=_part)


@attrs.frozen(kw_only=True, repr=False)
class SavingsTerms(Record):
    """An agreement to share what is saved; that the shares add up to one is a finding's to say."""

    shares: tuple[SavingShare, ...] = attrs.field(converter=as_tuple, validator=each(SavingShare, 3))
    clause: Clause | None = attrs.field(default=None, validator=maybe(a(Clause, "give a Clause")))

    def __attrs_post_init__(self) -> None:
        parties = [share.party for share in self.shares]
        if len(set(parties)) < len(parties) or not parties:
            raise IsfError("SavingsTerms.shares", "a party twice, or none at all", "give each party once")
