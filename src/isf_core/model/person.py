"""The person whose budget it is, by reference only, and what the needs assessment found."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.record import Record
from . import validators as v


class PersonKind(Enum):
    """Whose needs the budget meets (PTY-01)."""

    ADULT = "an adult with needs for care and support"
    CARER = "a carer with needs for support"


@attrs.frozen(kw_only=True, repr=False)
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


@attrs.frozen(kw_only=True, repr=False)
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
