"""The organisations: funders, the holder of the fund with its entry in the register, and providers.

>>> council = Funder(ref="council", kind=FunderKind.COUNCIL)
>>> nhs = Funder(ref="nhs", kind=FunderKind.NHS)
>>> [str(part.share) for part in (FundingShare(funder=council, share="0.6"), FundingShare(funder=nhs, share="0.4"))]
['3/5', '2/5']
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

import attrs

from ..values.frozen import frozen
from ..values.rates import Rate
from ..values.record import ByIdentity, Record
from . import validators as v
from .documents import NotDone, OpenEnded, a_last_day, an_act


class FunderKind(Enum):
    """Whose money it is (LIFE-09)."""

    COUNCIL = "council"
    NHS = "NHS"
    CHILDRENS_SERVICES = "children's services"
    EDUCATION = "education"


class HolderKind(ByIdentity):
    """What a holder does besides holding the fund (ORG-02)."""

    SUPPORT_PROVIDER = "support provider"
    INDEPENDENT_BROKER = "independent broker"
    BOTH = "support provider and broker"


@frozen(kw_only=True, repr=False)
class Funder(Record):
    """An organisation that pays into the fund; `cost_code` goes into its records."""

    ref: str = attrs.field(validator=v.a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=v.maybe(v.a_text))
    kind: FunderKind | None = attrs.field(default=None, validator=v.maybe(v.one_of(FunderKind)))
    cost_code: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    @property
    def charges(self) -> bool:
        """Whether it charges the person for what it pays: a council does, and so does one of no recorded kind.

        NHS care and what an education, health and care plan says are free (NHS Act 2006 s. 1(4); Children and
        Families Act 2014 s. 42). Interpretation: children's services do not charge. The contribution is that of
        section 14 of the Care Act, and what they may recover by section 29 of the Children Act 1989 is another.

        >>> [kind.value for kind in FunderKind if Funder(ref="F", kind=kind).charges]
        ['council']
        """
        return self.kind in (None, FunderKind.COUNCIL)


QUESTIONS = 19
"""How many questions an accreditation has (SDF, step 1a)."""


class Answer(Enum):
    """An answer to a question of the accreditation."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@frozen(kw_only=True, repr=False)
class Answered(Record):
    """The answer to one question, 1 to 19, and how it is met, in the holder's words."""

    question: int = attrs.field(validator=v.whole_from(1, QUESTIONS))
    answer: Answer = attrs.field(validator=v.one_of(Answer))
    evidence: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))


@frozen(kw_only=True, repr=False)
class Accreditation(Record):
    """An application to hold funds: the answers so far, and the panel's decision (ORG-01)."""

    answers: tuple[Answered, ...] = attrs.field(converter=v.TupleOf[Answered], metadata={"most": QUESTIONS})
    panel_approved_on: date | NotDone | None = attrs.field(default=None, validator=an_act)

    def __attrs_post_init__(self) -> None:
        asked = (answered.question for answered in self.answers)
        v.no_two("Accreditation.answers", asked, "question {} stands twice", "answer each once")


class QualityTier(Enum):
    """The quality tier on the purchasing system, or that there is none (ORG-02)."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    NOT_MONITORED = "not quality monitored"


class Regulated(Enum):
    """Whether an organisation is registered with the Care Quality Commission."""

    REGISTERED = "registered with the Care Quality Commission"
    NOT_REGISTERED = "not registered"


@frozen(kw_only=True, repr=False)
class RegisterEntry(Record):
    """What a register says of a holder (ORG-02); None is "not recorded", `()` is "none"."""

    registered_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    contact: str | None = attrs.field(default=None, repr=False, validator=v.prose)
    description: str | None = attrs.field(default=None, validator=v.prose)
    areas: tuple[str, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000})
    charges: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    other_services: tuple[str, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000}
    )
    is_contracted: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    regulated: Regulated | None = attrs.field(default=None, validator=v.maybe(v.one_of(Regulated)))
    quality_state: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    kite_marks: tuple[str, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000}
    )
    tier: QualityTier | None = attrs.field(default=None, validator=v.maybe(v.one_of(QualityTier)))


@frozen(kw_only=True, repr=False)
class Readiness(Record):
    """How ready a holder is (ORG-04); None is "not recorded"."""

    insured_outside_home: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    insured_for_transport: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    may_hold_accounts: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    capacity: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 1_000_000)))
    people: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 1_000_000)))


class Employer(Enum):
    """Who employs a carer, under a contract of service or for services (CON-16)."""

    PERSON = "the person"
    RELATED_THIRD_PARTY = "a parent, attorney, deputy or trust of the person"
    OTHER = "somebody else, such as the ISF provider or an agency"

    @property
    def may_be_unregistered(self) -> bool:
        """Whether a carer of theirs need not be registered, if they work wholly under their direction and control."""
        return self is not Employer.OTHER


class LapseOf(Enum):
    """What somebody did not have for a time (ORG-05)."""

    REGISTRATION = "registered with the Care Quality Commission"
    ACCREDITATION = "accredited"
    REGISTER = "on the register"


@frozen(kw_only=True, repr=False)
class Lapse(Record):
    """Days on which something was suspended or had ended; both days count."""

    of: LapseOf = attrs.field(validator=v.one_of(LapseOf))
    first_day: date = attrs.field(validator=v.a_day)
    last_day: date | OpenEnded = attrs.field(default=OpenEnded.OPEN_ENDED, validator=a_last_day)
    why: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")


@frozen(kw_only=True, repr=False)
class Provider(Record):
    """A provider from whom support is bought, by reference (CON-16).

    - `employer`: who employs them, where it is a carer; `directed_by_employer`: whether they work wholly under that
      employer's direction and control, without an agency.
    - `lapses`: days on which the registration was suspended or had ended; none is added, none is there (ORG-05).
    """

    ref: str = attrs.field(validator=v.a_text)
    regulated: Regulated | None = attrs.field(default=None, validator=v.maybe(v.one_of(Regulated)))
    employer: Employer | None = attrs.field(default=None, validator=v.maybe(v.one_of(Employer)))
    directed_by_employer: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    lapses: tuple[Lapse, ...] = attrs.field(default=(), converter=v.TupleOf[Lapse], metadata={"most": 100})


@frozen(kw_only=True, repr=False)
class Holder(Record):
    """The organisation that holds the fund and answers for it.

    `register` is its entry in the register of holders, `accreditation` its application, `readiness`
    what it needs to hold funds at all (ORG). `lapses` are days on which its registration, accreditation or
    place on the register was suspended or had ended; none is added, none is there.
    """

    ref: str = attrs.field(validator=v.a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=v.maybe(v.a_text))
    kind: HolderKind | None = attrs.field(default=None, validator=v.maybe(v.one_of(HolderKind)))
    register: RegisterEntry | None = attrs.field(default=None, validator=v.maybe(v.a(RegisterEntry)))
    accreditation: Accreditation | None = attrs.field(default=None, validator=v.maybe(v.a(Accreditation)))
    readiness: Readiness | None = attrs.field(default=None, validator=v.maybe(v.a(Readiness)))
    lapses: tuple[Lapse, ...] = attrs.field(default=(), converter=v.TupleOf[Lapse], metadata={"most": 100})


@frozen(kw_only=True, repr=False)
class FundingShare(Record):
    """One funder's share of each payment, as a part of one.

    `payer` is the reference of the funder that pays this part to the holder and recharges it to this one; None is not
    recorded, and the funder then pays its part itself.

    >>> FundingShare(funder=Funder(ref="council"), share="0.6").share
    Fraction(3, 5)
    """

    funder: Funder = attrs.field(validator=v.a(Funder))
    share: Fraction = attrs.field(converter=v.as_number, validator=v.a_part)
    reference: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    payer: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    @property
    def ref(self) -> str:
        """The funder's reference, which names this part in paths: `funding[council].share`."""
        return self.funder.ref


@frozen(kw_only=True, repr=False)
class FundingRate(Record):
    """One funder's part of each payment as a rate; those with shares pay the rest. `payer` is as in FundingShare.

    >>> FundingRate(funder=Funder(ref="NHS"), rate=Rate.weekly("100")).rate
    Rate.weekly('100')
    """

    funder: Funder = attrs.field(validator=v.a(Funder))
    rate: Rate = attrs.field(validator=v.a(Rate))
    reference: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    payer: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    @property
    def ref(self) -> str:
        """The funder's reference, which names this part in paths: `funding[council].share`."""
        return self.funder.ref


Funding = FundingShare | FundingRate
"""A funder's part in one fund: a share of what is paid, or a rate."""


def as_funding(
    given: Funder | tuple[Funding, ...] | list[Funding] | list[FundingShare] | None,
) -> tuple[Funding, ...] | None:
    """One funder pays all of it; what is no tuple of parts is left to the validator."""
    if isinstance(given, Funder):
        return (FundingShare(funder=given, share=1),)
    return tuple(given) if isinstance(given, list) else given
