"""Suspensions: a hospital stay or another long absence, and what is paid meanwhile (PAY-07)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import attrs

from ..errors import IsfError
from ..values.checks import member, whole
from ..values.frozen import frozen
from ..values.record import Record
from . import validators as v
from .documents import OPEN_ENDED, OpenEnded, a_last_day, ends_on


class SuspensionReason(Enum):
    """Why somebody is away; a rule may differ by it."""

    HOSPITAL = "hospital"
    RESPITE = "respite"
    HOLIDAY = "holiday"
    OTHER = "other"


@frozen(kw_only=True, repr=False)
class Suspension(Record):
    """From a first to a last day, both counting; OPEN_ENDED while nobody knows the last.

    Records that adjoin are one absence: a move from ward to ward does not start the days in full anew.
    """

    first_day: date = attrs.field(validator=v.a_day)
    last_day: date | OpenEnded = attrs.field(validator=a_last_day)
    reason: SuspensionReason | None = attrs.field(default=None, validator=v.maybe(v.one_of(SuspensionReason)))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")


class Meanwhile(Enum):
    """What a contribution or a fee comes to while payments are suspended.

    Whatever it is, a contribution is never above the cost of the day: nobody is charged for days that cost nothing.
    """

    IN_FULL = "as assessed, never above the cost of the day"
    """As if there were no suspension; a contribution goes down only where the day costs less than it."""
    WITH_THE_RETAINER = "reduced by the share that is paid, on the days on which that is less than the whole"
    THROUGHOUT = "reduced from the first day of the suspension, by the first share that is less than the whole"
    """On the days paid in full by the share that follows them (the retainer), then by each step's own share."""
    NOTHING = "nothing, from the first day of the suspension"
    """The holder may be paid in full and the person charged nothing."""


_ALL = Fraction(1)
ALL_PAID = (_ALL, _ALL, _ALL)
"""What is left of budget, contribution and fee where nothing is reduced; all of each is one object, told at a look."""


@frozen(kw_only=True, repr=False)
class SuspensionStep(Record):
    """From a day of the suspension on (its first day is 1), the share of the budget that is paid.

    >>> SuspensionStep(from_day=15, share="0.5").share
    Fraction(1, 2)
    """

    from_day: int = attrs.field(validator=v.whole_from(1, 3_660))
    share: Fraction = attrs.field(converter=v.as_number, validator=v.a_part)


@frozen(kw_only=True, repr=False)
class SuspensionRule(Record):
    """What is paid meanwhile: in full for `full_days` from the first day, then a retainer, or in steps.

    `full_days` of None is for as long as it lasts: the money becomes surplus (Lancashire, 6.15).
    `retainer` is the share of the budget that is paid after that; 0 pays nothing. `steps` say the same in any
    number of shares, in full until the first of them; give either them or the full days and a retainer.
    After `ends_after` days nothing is paid. What the contribution and the fee come to meanwhile is
    stated apart; by default they are not reduced.

    Raises IsfError for steps out of order, a step after the end, and steps beside full days or a retainer.

    >>> SuspensionRule(full_days=28, retainer="0.5").retainer
    Fraction(1, 2)
    >>> two_and_two = SuspensionRule(full_days=14, retainer="0.5", ends_after=28)  # then nothing
    >>> [(step.from_day, str(step.share)) for step in two_and_two.in_steps]
    [(1, '1'), (15, '1/2'), (29, '0')]
    """

    full_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 3_660)))
    retainer: Fraction = attrs.field(default=Fraction(1), converter=v.as_number, validator=v.a_part)
    contribution: Meanwhile = attrs.field(default=Meanwhile.IN_FULL, validator=v.one_of(Meanwhile))
    fee: Meanwhile = attrs.field(default=Meanwhile.IN_FULL, validator=v.one_of(Meanwhile))
    steps: tuple[SuspensionStep, ...] = attrs.field(
        default=(), converter=v.TupleOf[SuspensionStep], metadata={"most": 100}
    )
    ends_after: int | OpenEnded = attrs.field(default=OPEN_ENDED)

    def __attrs_post_init__(self) -> None:
        if self.steps and (self.full_days is not None or self.retainer != 1):
            wrong = "steps beside full days or a retainer"
            raise IsfError("SuspensionRule.steps", wrong, "give either the steps, or full_days and retainer")
        for place, (one, other) in enumerate(pairwise(self.steps), 1):
            if other.from_day <= one.from_day:
                wrong = f"day {other.from_day} is not after day {one.from_day}"
                raise IsfError(
                    f"SuspensionRule.steps[{place}].from_day", wrong, "give the steps in order of their days"
                )
        if self.ends_after is OPEN_ENDED:
            return
        end = whole("SuspensionRule.ends_after", self.ends_after, 1, 3_660)
        for place, step in enumerate(self.steps):
            if step.from_day > end:
                wrong = f"day {step.from_day} is after the end of the rule, {end} days"
                right = "leave the step out, or let the rule end later"
                raise IsfError(f"SuspensionRule.steps[{place}].from_day", wrong, right)
        if self.full_days is not None and self.full_days + (0 < self.retainer < 1) > end:
            wrong = f"what follows {self.full_days} days in full is after the end of the rule, {end} days"
            raise IsfError("SuspensionRule.full_days", wrong, "give fewer days, or let the rule end later")

    @cached_property
    def in_steps(self) -> tuple[SuspensionStep, ...]:
        """Every share that is paid, in order, from the first day on, however it was stated."""
        shares = {1: Fraction(1)}
        if self.full_days is not None:
            shares[self.full_days + 1] = self.retainer
        shares.update((step.from_day, step.share) for step in self.steps)
        if isinstance(self.ends_after, int):
            shares[self.ends_after + 1] = Fraction(0)
        return tuple(SuspensionStep(from_day=day, share=share) for day, share in shares.items())

    @cached_property
    def left(self) -> tuple[tuple[int, tuple[Fraction, Fraction, Fraction]], ...]:
        """After so many days each, what is left of budget, contribution and fee; for internal use."""
        lower = next((step.share for step in self.in_steps if step.share < 1), _ALL)

        def left(meanwhile: Meanwhile, share: Fraction) -> Fraction:
            if meanwhile is Meanwhile.IN_FULL:
                return _ALL
            if meanwhile is Meanwhile.NOTHING:
                return Fraction(0)
            if meanwhile is not Meanwhile.THROUGHOUT or share != 1:
                return share
            return self.retainer if self.retainer < 1 else lower

        days = [step.from_day - 1 for step in self.in_steps]
        shares = [_ALL if step.share == 1 else step.share for step in self.in_steps]
        kept = [(share, left(self.contribution, share), left(self.fee, share)) for share in shares]
        return tuple(zip(days, kept, strict=True))


@frozen(kw_only=True, repr=False)
class SuspensionRules(Record):
    """A rule for each reason, and a `general` one for the reasons that have none of their own; None is not stated.

    >>> week = SuspensionRule(ends_after=7)
    >>> rules = SuspensionRules(general=SuspensionRule(), holiday=week)
    >>> rules.rule_for(SuspensionReason.HOLIDAY) == week, rules.rule_for(SuspensionReason.HOSPITAL) == week
    (True, False)
    """

    general: SuspensionRule | None = attrs.field(default=None, validator=v.maybe(v.a(SuspensionRule)))
    hospital: SuspensionRule | None = attrs.field(default=None, validator=v.maybe(v.a(SuspensionRule)))
    respite: SuspensionRule | None = attrs.field(default=None, validator=v.maybe(v.a(SuspensionRule)))
    holiday: SuspensionRule | None = attrs.field(default=None, validator=v.maybe(v.a(SuspensionRule)))
    other: SuspensionRule | None = attrs.field(default=None, validator=v.maybe(v.a(SuspensionRule)))

    @property
    def differ_by_reason(self) -> bool:
        """Whether any reason has a rule of its own: a suspension must then say its reason."""
        return any(getattr(self, reason.value) is not None for reason in SuspensionReason)

    def rule_for(self, reason: SuspensionReason) -> SuspensionRule | None:
        """The rule of a reason, else the general one; None where neither is stated."""
        member("SuspensionRules.rule_for", reason, SuspensionReason)
        own: SuspensionRule | None = getattr(self, reason.value)
        return self.general if own is None else own


suspension_terms: v.Check = v.maybe(v.a((SuspensionRule, SuspensionRules)))
"""One rule for every reason, or rules by reason."""


def apart(suspensions: tuple[Suspension, ...]) -> None:
    """Refuse suspensions that overlap: a day would be suspended twice."""
    spans = sorted(suspensions, key=lambda each: each.first_day)
    for one, other in pairwise(spans):
        if ends_on(one.last_day) >= other.first_day:
            wrong = f"the one from {one.first_day} and the one from {other.first_day} overlap"
            raise IsfError("Arrangement.suspensions", wrong, "give each day once")
