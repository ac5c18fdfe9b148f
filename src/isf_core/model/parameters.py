"""A local policy's numbers, without its rules: what counts where the contract is silent."""

from __future__ import annotations

from fractions import Fraction

import attrs

from ..errors import IsfError
from ..values.cycles import PayCycle
from ..values.money import Money
from ..values.rates import weeks_of_a_year
from ..values.record import Record
from ..values.workdays import Move, WorkingDays
from .fields import a, a_text, maybe, one_of, whole_from
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


@attrs.frozen(kw_only=True, repr=False)
class Parameters(Record):
    """What a policy sets; None is unset, and what needs it says so.

    The payment terms are those of PaymentTerms. `fee_band` is what a fixed fee usually is, a week
    (FEE-02); `pays` is what is paid where the plan costs less than the budget (BUD-14).
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
    fee_placement: Placement | None = attrs.field(default=None, validator=maybe(one_of(Placement)))
    fee_base: FeeBase | None = attrs.field(default=None, validator=maybe(one_of(FeeBase)))
    fee_band: Band | None = attrs.field(default=None, validator=maybe(a(Band, "give a Band")))
    surplus: SurplusRule | None = attrs.field(default=None, validator=maybe(a(SurplusRule, "give a SurplusRule")))
