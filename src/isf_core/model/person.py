"""The person whose budget it is, by reference only, and what the needs and the financial assessment found.

The means test itself is an input: the income of a financial assessment is what the authority assessed, after earnings,
housing costs and the disability-related expenditure that it allowed.

>>> FinancialAssessment(
...     ref="FA-1", on=date(2026, 2, 24), income=Rate.weekly("115.40"), household=Household.SINGLE, age=AgeBand.FROM_18,
...     children=0, premiums=(),
... ).counts_from
datetime.date(2026, 2, 24)
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.record import ByIdentity, Record
from . import validators as v
from .documents import NotDone, an_act


class PersonKind(ByIdentity):
    """Whose needs the budget meets (PTY-01)."""

    ADULT = "an adult with needs for care and support"
    CARER = "a carer with needs for support"


@frozen(kw_only=True, repr=False)
class Person(Record):
    """A person, by reference. A name is optional and stays out of reprs, tables and findings.

    >>> Person(ref="P-001", name="Mary", kind=PersonKind.ADULT)
    Person(ref='P-001', kind=<PersonKind.ADULT: 'an adult with needs for care and support'>)
    """

    ref: str = attrs.field(validator=v.a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=v.maybe(v.a_text))
    kind: PersonKind | None = attrs.field(default=None, validator=v.maybe(v.one_of(PersonKind)))


class AdultOutcome(Enum):
    """The ten outcomes of regulation 2(2)."""

    NUTRITION = "managing and maintaining nutrition"
    HYGIENE = "maintaining personal hygiene"
    TOILET = "managing toilet needs"
    CLOTHED = "being appropriately clothed"
    HOME_SAFELY = "being able to make use of the home safely"
    HABITABLE_HOME = "maintaining a habitable home environment"
    RELATIONSHIPS = "developing and maintaining family or other personal relationships"
    WORK_AND_LEARNING = "accessing and engaging in work, training, education or volunteering"
    COMMUNITY = "making use of necessary facilities or services in the local community"
    CHILDREN = "carrying out any caring responsibilities for a child"


class CarerOutcome(Enum):
    """The outcomes of regulation 3(2), which a carer must be able to achieve beside their caring."""

    CHILDREN = "carrying out any caring responsibilities for a child"
    CARE_FOR_OTHERS = "providing care to other persons"
    HABITABLE_HOME = "maintaining a habitable home environment"
    NUTRITION = "managing and maintaining nutrition"
    RELATIONSHIPS = "developing and maintaining family or other personal relationships"
    WORK_AND_LEARNING = "engaging in work, training, education or volunteering"
    COMMUNITY = "making use of necessary facilities or services in the local community"
    RECREATION = "engaging in recreational activities"


CareOutcome = AdultOutcome | CarerOutcome


@frozen(kw_only=True, repr=False)
class NeedsAssessment(Record):
    """What the assessment found; None is "not recorded".

    - `from_impairment`: whether an adult's needs arise from an impairment or illness (for a carer:
      whether they arise from providing necessary care).
    - `not_achieved`: the outcomes that cannot be achieved without support.
    - `affects_well_being`: whether well-being is significantly affected.
    - `health_at_risk`: for a carer, whether their physical or mental health is deteriorating, or is at risk of it.
    """

    on: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    from_impairment: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    not_achieved: tuple[CareOutcome, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[CareOutcome])
    affects_well_being: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    health_at_risk: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))


class AssessmentKind(Enum):
    """How it was carried out (Care Act s. 17; Charging and Assessment of Resources Regulations 2014, reg. 10)."""

    FULL = "full"
    LIGHT_TOUCH = "light touch: treated as carried out, because the person can plainly pay the charge"


class Household(Enum):
    """With whom the person lives, as the minimum income guarantee asks it (reg. 7)."""

    SINGLE = "single"
    LONE_PARENT = "a lone parent"
    COUPLE = "one of a couple"
    CARE_HOME = "in a care home"
    """The personal expenses allowance takes the place of the guarantee there (reg. 6)."""


class AgeBand(Enum):
    """The person's age, as the minimum income guarantee asks it; one of a couple at pension credit age is enough."""

    FROM_18 = "18 to 24"
    FROM_25 = "25 to pension credit age"
    PENSION_AGE = "pension credit age or over"


class Premium(Enum):
    """What is added to the minimum income guarantee, where the person gets the premium or would by income support."""

    DISABILITY = "disability premium"
    ENHANCED_DISABILITY = "enhanced disability premium"
    CARER = "carer premium"


@frozen(kw_only=True, repr=False)
class FinancialAssessment(Record):
    """A financial assessment that was carried out; None is "not recorded".

    - `on`: the day on which it was made; `first_day` is the day from which it counts, where that is another.
    - `record_given_on`: when the person was given the written record of it, or that they were not.
    - `income`: the assessed income, after earnings, housing costs and allowed disability-related expenditure.
    - `household`, `age`, `children` (how many the person is responsible for in their household) and `premiums`
      decide the minimum income guarantee; `()` and 0 are "there are none".
    - `own_minimum`: what the council itself leaves to the person each week, where that is more.
    """

    ref: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    first_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    kind: AssessmentKind | None = attrs.field(default=None, validator=v.maybe(v.one_of(AssessmentKind)))
    record_given_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    income: Rate | None = attrs.field(default=None, validator=v.maybe(v.a(Rate)))
    household: Household | None = attrs.field(default=None, validator=v.maybe(v.one_of(Household)))
    age: AgeBand | None = attrs.field(default=None, validator=v.maybe(v.one_of(AgeBand)))
    children: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 100)))
    premiums: tuple[Premium, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[Premium])
    own_minimum: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)

    @property
    def counts_from(self) -> date:
        """The day from which it counts."""
        return self.on if self.first_day is None else self.first_day
