"""The terms a contract states: how, when, how often and how much is paid.

HOME, "Incorporating a homecare ISF": how, when, how often, how much. Sources conflict on
"when" (HOME: usually in arrears; Dorset: in advance), so nothing is assumed: each term is
the contract's, then the policy's, or it is missing by name.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

import attrs

from ..values.frozen import frozen
from ..values.money import Money
from ..values.pay_cycle import PayCycle
from ..values.rates import weeks_of_a_year
from ..values.record import ByIdentity, Record
from ..values.timeline import Timeline
from ..values.working_days import Move, WorkingDays
from . import validators as v
from .documents import Clause, NotStated, stated
from .due_dates import DueDays, days_until_due


class Timing(ByIdentity):
    """Whether a period is paid for before or after it (PAY-01)."""

    IN_ADVANCE = "in advance"
    IN_ARREARS = "in arrears"


class Basis(Enum):
    """How the person's contribution is collected (BUD-04)."""

    NET = "net: the person pays their contribution to the holder"
    GROSS = "gross: the funder collects the contribution itself"


class Convention(Enum):
    """How components become whole pence (PAY-03)."""

    EACH_PAYMENT = "each payment: every component of a payment is rounded on its own"
    RUNNING_TOTAL = "running total: a component is its exact total rounded, less what was shown before"


class OneOffPayment(Enum):
    """When a one-off sum is paid."""

    WITH_PERIOD = "with the payment of the period its date falls in"
    ON_ITS_DATE = "a payment of its own on its date"


class PaymentLevel(Enum):
    """What is paid where the plan costs less than the budget (BUD-14)."""

    BUDGET = "the whole budget"
    PLAN = "what the plan costs"


class DeliveryLimit(Enum):
    """How far the budget goes where what was delivered is paid."""

    PERIOD = "the budget of each period: what one period leaves is not for another"
    SO_FAR = "the budget of all periods so far: what is left is there for later ones"


class Placement(Enum):
    """Where a management fee comes from (FEE-05)."""

    INSIDE = "out of the budget"
    ON_TOP = "on top of the budget"


class ChargedBy(Enum):
    """What the person's charge is counted by (PAY-13)."""

    DAYS = "days: each day bears its share of the assessed sum"
    CHARGING_WEEKS = "whole charging weeks: the lesser of a week's assessed sum and what the days of the week cost"


@frozen(kw_only=True, repr=False)
class ChargingTerms(Record):
    """How the person is charged (PAY-13): by what, from which sum on, and when.

    Who collects it is the payment's basis (net: the holder for the authority; gross: the funder), and who bears what
    is unpaid is `contract.clauses.contribution_risk`.

    - `by`: days, or whole charging weeks.
    - `week_begins`: the weekday on which a charging week begins, 1 for Monday to 7 for Sunday.
    - `collection_floor`: a charge of less than this a week is let go. It is never carried on, and no charge is raised
      to it.
    - `timing` and `due_days`: a charge is due so many days after its period's first day (in advance), or after the
      day that follows its last (in arrears); `timing` of None is not recorded.
    - `follows_recovery`: whether recovering what is left of the fund lowers the cost that the person's charges are
      limited to, so that they get back first what they were charged beyond it.

    >>> ChargingTerms(by=ChargedBy.CHARGING_WEEKS, collection_floor="1.25").week_begins
    1
    """

    by: ChargedBy = attrs.field(default=ChargedBy.DAYS, validator=v.one_of(ChargedBy))
    week_begins: int = attrs.field(default=1, validator=v.whole_from(1, 7))
    collection_floor: Money = attrs.field(default=Money(0), converter=v.as_money, validator=v.zero_or_more)
    timing: Timing | None = attrs.field(default=None, validator=v.maybe(v.one_of(Timing)))
    due_days: int = attrs.field(default=0, validator=v.whole_from(-92, 92))
    follows_recovery: bool = attrs.field(default=False, validator=v.a_flag)


def as_weeks_or_none(given: v.Number | None) -> Fraction | None:
    """The length of a year in weeks, where it is recorded."""
    return None if given is None else weeks_of_a_year(given)


@frozen(kw_only=True, repr=False)
class PaymentTerms(Record):
    """The payment terms of a contract; None is "not recorded", and the policy's value then counts.

    - `cycle`: the funder's payment runs.
    - `timing`: in advance or in arrears.
    - `basis`: net or gross; may change on a date.
    - `due_days`: how many days after the period's first day (in advance) or after the day that
      follows its last (in arrears) a payment is due; negative for days before. `InWorkingDays(-5)`
      is five working days before, `WeekdayOfMonth` a weekday of the month, `PayDates` a published list.
    - `move`: where a due date goes that is no working day.
    - `convention`: how components are rounded.
    - `one_offs`: with what one-off sums are paid.
    - `weeks_in_year`: 52 to 53, where a yearly or monthly rate is turned into weeks.
    - `charging`: how the person is charged; where neither contract nor policy states it, by days and whatever it is.
    - `on_delivery`: where what was delivered is paid and not the budget, how far the budget goes; where it is not
      recorded, the budget is paid.
    - `clause`: the clause that states them, or NOT_STATED (CON-09).
    """

    cycle: PayCycle | None = attrs.field(default=None, validator=v.maybe(v.a(PayCycle)))
    timing: Timing | None = attrs.field(default=None, validator=v.maybe(v.one_of(Timing)))
    basis: Timeline[Basis] | None = attrs.field(default=None, converter=v.OverTimeOrNone[Basis])
    due_days: DueDays | None = attrs.field(default=None, validator=days_until_due)
    move: Move | None = attrs.field(default=None, validator=v.maybe(v.one_of(Move)))
    convention: Convention | None = attrs.field(default=None, validator=v.maybe(v.one_of(Convention)))
    one_offs: OneOffPayment | None = attrs.field(default=None, validator=v.maybe(v.one_of(OneOffPayment)))
    weeks_in_year: Fraction | None = attrs.field(default=None, converter=as_weeks_or_none)
    working_days: WorkingDays | None = attrs.field(default=None, validator=v.maybe(v.a(WorkingDays)), repr=False)
    charging: ChargingTerms | None = attrs.field(default=None, validator=v.maybe(v.a(ChargingTerms)))
    on_delivery: DeliveryLimit | None = attrs.field(default=None, validator=v.maybe(v.one_of(DeliveryLimit)))
    clause: Clause | NotStated | None = attrs.field(default=None, validator=stated)
