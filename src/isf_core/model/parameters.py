"""A local policy's numbers, without its rules: what counts where the contract is silent."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

import attrs

from ..errors import IsfError, short
from ..values.cycles import PayCycle
from ..values.money import Money, plain_number
from ..values.rates import weeks_of_a_year
from ..values.reading import exact
from ..values.record import Record
from ..values.workdays import Move, WorkingDays
from .fields import a, a_day, a_text, maybe, one_of, whole_from
from .suspension import SuspensionRule
from .terms import Basis, Convention, FeeBase, OneOffPayment, Pays, Placement, SurplusRule, Timing


@attrs.frozen(kw_only=True, repr=False)
class Band(Record):
    """From a lowest to a highest sum, both inside it.

    >>> Money("25.00") in Band(lowest=Money(5), highest=Money(25))
    True
    """

    lowest: Money = attrs.field(validator=a(Money, "give Money"))
    highest: Money = attrs.field(validator=a(Money, "give Money"))

    def __attrs_post_init__(self) -> None:
        if self.highest < self.lowest:
            raise IsfError("Band", f"{self.highest} is below {self.lowest}", "give the lowest first")

    def __contains__(self, sum_: Money) -> bool:
        return self.lowest <= sum_ <= self.highest


class HowFarBack(Enum):
    """How far back a change may be put into effect (PAY-10)."""

    TO_WHEN_IT_TOOK_EFFECT = "to when it took effect"
    TO_A_DATE = "to a date, and no further"
    NOT_THE_FIRST_PAYMENT = "not for the arrangement's first payment"
    NEVER = "never for what is paid already"


@attrs.frozen(kw_only=True, repr=False)
class Backdating(Record):
    """How far back a change counts; `earliest` is the date, where it is to a date.

    >>> Backdating(how_far=HowFarBack.NEVER)
    Backdating(how_far=<HowFarBack.NEVER: 'never for what is paid already'>)
    """

    how_far: HowFarBack = attrs.field(validator=one_of(HowFarBack))
    earliest: date | None = attrs.field(default=None, validator=maybe(a_day))

    def __attrs_post_init__(self) -> None:
        if (self.earliest is None) is (self.how_far is HowFarBack.TO_A_DATE):
            raise IsfError("Backdating.earliest", "a date goes with TO_A_DATE, and with no other", "give both or none")


def _part_of_one(given: object) -> Fraction:
    part = exact("Parameters.recovery_limit", given, "give a part of one, such as '0.5'")
    if not 0 < part <= 1:
        raise IsfError(
            "Parameters.recovery_limit",
            f"{short(plain_number(part))} is no part of one",
            "give more than nil, up to one",
        )
    return part


@attrs.frozen(kw_only=True, repr=False)
class Parameters(Record):
    """What a policy sets; None is unset, and what needs it says so.

    The payment terms are those of PaymentTerms. `fee_band` is what a fixed fee usually is, a week
    (FEE-02); `suspension` is what is paid meanwhile (PAY-07); `backdating` is how far back a change
    counts (PAY-10), and `recovery_limit` the most of a payment that a recovery takes (PAY-08);
    `pays` is what is paid where the plan costs less than the budget (BUD-14).
    """

    name: str = attrs.field(validator=a_text)
    cycle: PayCycle | None = attrs.field(default=None, validator=maybe(a(PayCycle, "give a PayCycle")))
    timing: Timing | None = attrs.field(default=None, validator=maybe(one_of(Timing)))
    basis: Basis | None = attrs.field(default=None, validator=maybe(one_of(Basis)))
    due_days: int | None = attrs.field(default=None, validator=maybe(whole_from(-92, 92)))
    move: Move | None = attrs.field(default=None, validator=maybe(one_of(Move)))
    convention: Convention | None = attrs.field(default=None, validator=maybe(one_of(Convention)))
    one_offs: OneOffPayment | None = attrs.field(default=None, validator=maybe(one_of(OneOffPayment)))
    weeks_in_year: Fraction | None = attrs.field(default=None, converter=attrs.converters.optional(weeks_of_a_year))
    working_days: WorkingDays | None = attrs.field(
        default=None, validator=maybe(a(WorkingDays, "give WorkingDays")), repr=False
    )
    pays: Pays | None = attrs.field(default=None, validator=maybe(one_of(Pays)))
    suspension: SuspensionRule | None = attrs.field(
        default=None, validator=maybe(a(SuspensionRule, "give a SuspensionRule"))
    )
    backdating: Backdating | None = attrs.field(default=None, validator=maybe(a(Backdating, "give a Backdating")))
    recovery_limit: Fraction | None = attrs.field(default=None, converter=attrs.converters.optional(_part_of_one))
    fee_placement: Placement | None = attrs.field(default=None, validator=maybe(one_of(Placement)))
    fee_base: FeeBase | None = attrs.field(default=None, validator=maybe(one_of(FeeBase)))
    fee_band: Band | None = attrs.field(default=None, validator=maybe(a(Band, "give a Band")))
    surplus: SurplusRule | None = attrs.field(default=None, validator=maybe(a(SurplusRule, "give a SurplusRule")))
