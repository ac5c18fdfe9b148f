"""The fields and words of the national return (client-level data), and what its readers make of a cost.

They are as the department's public code has them (ASC-CLD-LA-Dashboard, November 2026): release 2 of the
specification, of which only the guidance to release 1 was seen. Where the words of a field are not known here, they
are the caller's to give.

>>> annual = cost_to_readers(
...     unit_cost=Money("4387.50"), frequency=CostFrequency.ANNUAL, days=92,
... )
>>> annual.rounded(Rounding.HALF_UP)
Money('1108.93')
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

from ..errors import IsfError
from ..model.arrangement import Arrangement
from ..model.budget import DeploymentOption, StatedBudget, ways_of_the_fund
from ..model.contract import Form
from ..model.person import PersonKind
from ..model.termination import TerminationReason
from ..values.checks import exact, instance, member, whole
from ..values.money import ExactMoney, Money, Rounding
from ..values.rates import RateUnit

FIELDS: Final = (
    "Event_Type",
    "Event_Reference",
    "Event_Start_Date",
    "Event_End_Date",
    "Client_Type",
    "Client_Funding_Status",
    "Service_Type",
    "Service_Component",
    "Delivery_Mechanism",
    "Provider_CQC_Location_ID",
    "Unit_Cost",
    "Cost_Frequency_Unit_Type",
    "Planned_Units_Per_Week",
    "Event_Outcome",
)
"""The fields of a service row that an arrangement can give, in order."""

COMPUTED: Final = frozenset(
    {
        "Event_Type",
        "Event_Reference",
        "Event_Start_Date",
        "Event_End_Date",
        "Unit_Cost",
        "Cost_Frequency_Unit_Type",
        "Planned_Units_Per_Week",
    }
)
"""Those that the library works out; the caller may give all others."""


class ServiceType(Enum):
    """`Service_Type`, as release 2 spells it."""

    LONG_TERM_COMMUNITY = "Long term support: Community"
    LONG_TERM_NURSING = "Long term support: Nursing care"
    LONG_TERM_RESIDENTIAL = "Long term support: Residential care"
    LONG_TERM_PRISON = "Long term support: Prison"
    SHORT_TERM_MAXIMISING = "Short term support: ST-Max"
    SHORT_TERM_LOW_LEVEL = "Short term support: Ongoing low level"
    SHORT_TERM_OTHER = "Short term support: Other short term"
    CARER_DIRECT = "Unpaid carer support: Direct to unpaid carer"
    CARER_INVOLVING = "Unpaid carer support: Support involving the person cared-for"


class DeliveryMechanism(Enum):
    """`Delivery_Mechanism`. An Individual Service Fund has none of its own."""

    DIRECT_PAYMENT = "Direct payment"
    MANAGED_BUDGET = "CASSR managed personal budget"
    COMMISSIONED = "CASSR commissioned support"


class CostFrequency(Enum):
    """`Cost_Frequency_Unit_Type`. Readers know it by how it begins; an hour or a day needs planned units."""

    WEEK = "Weekly"
    FORTNIGHT = "Fortnightly"
    FOUR_WEEKS = "4-weekly"
    MONTH = "Monthly"
    QUARTER = "Quarterly"
    ANNUAL = "Annually"
    ONE_OFF = "One-off"
    HOUR = "Hourly"
    DAY = "Daily"

    @property
    def units_a_week(self) -> Fraction | None:
        """How many units the readers count in a week; None where it does not say, or for one-off sums.

        >>> CostFrequency.ANNUAL.units_a_week, CostFrequency.HOUR.units_a_week
        (Fraction(1, 52), None)
        """
        return _UNITS.get(self)

    @classmethod
    def of(cls, unit: RateUnit) -> CostFrequency:
        """The word for the unit of a rate."""
        return _WORDS[member("CostFrequency.of", unit, RateUnit)]


_UNITS = {
    CostFrequency.WEEK: Fraction(1),
    CostFrequency.FORTNIGHT: Fraction(1, 2),
    CostFrequency.FOUR_WEEKS: Fraction(1, 4),
    CostFrequency.MONTH: Fraction(12, 52),
    CostFrequency.QUARTER: Fraction(4, 52),
    CostFrequency.ANNUAL: Fraction(1, 52),
}
_WORDS = {
    RateUnit.WEEK: CostFrequency.WEEK,
    RateUnit.FOUR_WEEKS: CostFrequency.FOUR_WEEKS,
    RateUnit.MONTH: CostFrequency.MONTH,
    RateUnit.YEAR: CostFrequency.ANNUAL,
}
_DECIMALS = 1_000_000  # to which the readers' code carries a part of a week, read and not run

CLIENT_TYPES = MappingProxyType({PersonKind.ADULT: "Service User", PersonKind.CARER: "Unpaid carer"})
"""`Client_Type` by whose needs the budget meets; where that is not recorded, it is the caller's to give."""

EVENT_OUTCOMES = MappingProxyType({TerminationReason.DEATH: "NFA: Deceased"})
"""`Event_Outcome` by the reason for ending, where the reason alone says it; add your own council's with `|`."""


def cost_to_readers(
    *, unit_cost: Money, frequency: CostFrequency, days: int, planned_units: Fraction | int | str | None = None
) -> ExactMoney:
    """Work out what the readers of the return make of a row over so many of its days, as exact pounds.

    It is the unit cost, times the units a week, times the days over seven. Units come from the frequency; for an hour
    or a day they are the planned units, rounded to two decimals first. A one-off sum counts whole.

    Raises IsfError for planned units that are needed and not given, because the readers drop such a row, and for a
    cost below zero, which they would count as spending.

    >>> seven_visits = cost_to_readers(
    ...     unit_cost=Money(24), frequency=CostFrequency.HOUR, planned_units=Fraction(7, 3), days=90,
    ... )
    >>> seven_visits.rounded(Rounding.HALF_UP)  # 2.33 hours a week; 720.00 would be right
    Money('718.97')
    """
    sum_ = instance("cost_to_readers.unit_cost", unit_cost, Money, "give Money").exact
    whole("cost_to_readers.days", days, 0, 366)
    if sum_.is_negative:
        right = "give zero or more: the readers count a cost below zero as spending"
        raise IsfError("cost_to_readers.unit_cost", "it is below zero", right)
    if member("cost_to_readers.frequency", frequency, CostFrequency) is CostFrequency.ONE_OFF:
        return sum_
    units = frequency.units_a_week
    if units is None:
        if planned_units is None:
            right = "give how many are planned a week: the readers drop the row without them"
            raise IsfError("cost_to_readers.planned_units", f"{frequency.value} does not say it", right)
        given = exact("cost_to_readers.planned_units", planned_units)
        units = Fraction(Rounding.HALF_UP.of(given * 100), 100)
    return sum_ * units * Fraction(days, 7)


def more_by_decimals(cost: ExactMoney, frequency: CostFrequency) -> ExactMoney:
    """What the readers' own decimals add to a cost: 1/52 is carried as 0.019230."""
    units = frequency.units_a_week or Fraction(1)
    return cost * (Fraction(Rounding.DOWN.of(units * _DECIMALS), _DECIMALS) / units - 1)


class ProposedMechanism(NamedTuple):
    """A delivery mechanism and why it is proposed; None where a fact that decides it is not recorded."""

    mechanism: DeliveryMechanism | None
    reason: str


def proposed_mechanism(arrangement: Arrangement) -> ProposedMechanism:
    """Propose the delivery mechanism of a fund, with the reason.

    Interpretation (no handbook was seen): a fund under the council's contract is a managed personal budget where the
    person was told the sum, the plan states outcomes and the person directs its use, which they do where day-to-day
    changes need no permission. Where one of these is not so, it is commissioned support. A direct payment that a third
    party manages is a direct payment (CON-21).

    >>> from ..model.person import Person
    >>> proposed_mechanism(Arrangement(person=Person(ref="P-001"))).reason
    'not recorded: contract.form, budget.stated, plan.outcomes, contract.clauses.permission_for'
    """
    budget, contract = (
        instance("proposed_mechanism", arrangement, Arrangement, "give an Arrangement").budget,
        (arrangement.contract),
    )
    ways = {part.option for part in budget.deployment or ()}
    held = ways & set(ways_of_the_fund(budget.deployment or ()))
    if contract.form is Form.PERSON_AND_HOLDER or DeploymentOption.DIRECT_PAYMENT_MANAGED in held:
        return ProposedMechanism(DeliveryMechanism.DIRECT_PAYMENT, "a direct payment that a third party manages")
    asked, outcomes = contract.clauses.permission_for, arrangement.plan.outcomes
    facts = (
        ("contract.form", contract.form, True, ""),
        ("budget.stated", budget.stated, isinstance(budget.stated, StatedBudget), "the person was not told the sum"),
        ("plan.outcomes", outcomes, bool(outcomes), "the plan states no outcomes"),
        (
            "contract.clauses.permission_for",
            asked,
            not any(change.is_day_to_day for change in asked or ()),
            "the person needs permission for day-to-day changes",
        ),
    )
    against = [why for _, fact, holds, why in facts if fact is not None and not holds]
    if against:
        return ProposedMechanism(DeliveryMechanism.COMMISSIONED, "; ".join(against))
    missing = [field for field, fact, _, _ in facts if fact is None]
    if missing:
        return ProposedMechanism(None, f"not recorded: {', '.join(missing)}")
    why = "the person was told the sum, the plan states outcomes, and the person directs its use"
    return ProposedMechanism(DeliveryMechanism.MANAGED_BUDGET, why)
