"""The life of an arrangement: the information given, the choice, decisions and reviews (LIFE, PTY).

None is "not recorded"; an empty tuple is "there was none".
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.frozen import frozen
from ..values.record import Record
from . import validators as v
from .budget import DeploymentOption
from .documents import NotDone, a_day_or_not_done, an_act, done_or_excused_on


class Topic(Enum):
    """Something that the person is told (LIFE-10, FEE-04, CON-03)."""

    HOW_IT_WORKS = "how an individual service fund works"
    CONTRACT_ASKS = "what the contract asks of them"
    HOW_MONEY_IS_MANAGED = "how the holder manages the money"
    DISPUTES = "what to do in a dispute"
    FEE = "what the management fee is"
    ASKING_TO_END = "how to ask the funder to end the contract"


@frozen(kw_only=True, repr=False)
class InformationGiven(Record):
    """Information that the person was given, and when."""

    topic: Topic = attrs.field(validator=v.one_of(Topic))
    on: date | NotDone | None = attrs.field(default=None, validator=an_act)


@frozen(kw_only=True, repr=False)
class Choice(Record):
    """How the person chose to deploy the budget, why, and the options they were given before, in order.

    Nothing is chosen by default: who chose nothing has no Choice.
    """

    option: DeploymentOption = attrs.field(validator=v.one_of(DeploymentOption))
    on: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    reason: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    options_given: tuple[DeploymentOption, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[DeploymentOption]
    )


class DecidedBy(Enum):
    """Who took a best-interests decision (LIFE-05)."""

    REPRESENTATIVE = "family or a representative"
    COUNCIL = "the council"


@frozen(kw_only=True, repr=False)
class BestInterests(Record):
    """A best-interests decision, who took it, and how many weeks apart the arrangement is then monitored."""

    on: date = attrs.field(validator=v.a_day)
    by: DecidedBy | None = attrs.field(default=None, validator=v.maybe(v.one_of(DecidedBy)))
    monitoring_weeks: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 52)))


class ReviewKind(Enum):
    """Why a review was held (PLN-07)."""

    FIRST = "the first, about six weeks after the start"
    YEARLY = "yearly"
    UNSCHEDULED = "because needs changed"


@frozen(kw_only=True, repr=False)
class Review(Record):
    """A review that was held; NotDone in place of its day where the person refused it, say."""

    on: date | NotDone = attrs.field(validator=a_day_or_not_done)
    kind: ReviewKind | None = attrs.field(default=None, validator=v.maybe(v.one_of(ReviewKind)))

    @property
    def holds_from(self) -> date | None:
        """The day it was held, declined by the person, or decided with a reason not to be needed; None where none is.

        >>> from .documents import HowNotDone
        >>> Review(on=NotDone(how=HowNotDone.REFUSED_BY_PERSON, as_of=date(2026, 5, 18))).holds_from
        datetime.date(2026, 5, 18)
        """
        return done_or_excused_on(self.on)


@frozen(kw_only=True, repr=False)
class Conversion(Record):
    """Another arrangement that was turned into this one (LIFE-12)."""

    option: DeploymentOption = attrs.field(validator=v.one_of(DeploymentOption))
    on: date = attrs.field(validator=v.a_day)
    plan_changes_in_substance: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    reassessment_considered_on: date | NotDone | None = attrs.field(default=None, validator=an_act)


@frozen(kw_only=True, repr=False)
class ProviderRequest(Record):
    """A request for a named provider, and when it was considered (LIFE-13, ORG-03)."""

    provider: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    considered_on: date | NotDone | None = attrs.field(default=None, validator=an_act)


class ActsAs(Enum):
    """Who acts for the person (PTY-01)."""

    REPRESENTATIVE = "representative"
    SUITABLE_PERSON = "suitable person"
    ADVOCATE = "advocate"
    TRUST = "trust"


class ActsIn(Enum):
    """What somebody does for the person (PTY-01)."""

    PLANNING = "planning support"
    MONEY = "managing the money"
    SIGNING = "signing agreements"
    STATEMENTS = "receiving statements"


@frozen(kw_only=True, repr=False)
class Representative(Record):
    """Somebody who acts for the person, by reference, and what they do."""

    ref: str = attrs.field(validator=v.a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=v.maybe(v.a_text))
    acts_as: ActsAs | None = attrs.field(default=None, validator=v.maybe(v.one_of(ActsAs)))
    acts_in: tuple[ActsIn, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[ActsIn])


@frozen(kw_only=True, repr=False)
class Supporter(Record):
    """Somebody who represents and supports the person in being involved, by reference (PTY-03).

    - `is_paid_to_care`: whether they are engaged in providing care or treatment for the person, professionally or for
      pay.
    - `is_accepted`: whether the person consents to them; of somebody who cannot, whether it is in their best interests.
    """

    ref: str = attrs.field(validator=v.a_text)
    is_paid_to_care: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    is_accepted: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))


class AdvocateEvenSo(Enum):
    """What calls for an independent advocate although somebody appropriate supports the person (PTY-03)."""

    LONG_NHS_STAY = "the NHS is likely to arrange 28 days or more in a hospital, or 8 weeks or more in a care home"
    DISAGREEMENT = "the authority and that somebody disagree, and agree that an advocate is in the person's interests"


@frozen(kw_only=True, repr=False)
class Involvement(Record):
    """What it takes for the person to be involved in assessment and planning (PTY-03); None is "not recorded".

    - `has_difficulty`: whether the authority considers that without an advocate they would have substantial difficulty.
    - `advocate_from`: the day from which an independent advocate was available.
    - `supporters`: those who represent and support them; `()` where nobody does.
    - `even_so`: what calls for an advocate even so; `()` where nothing does.
    """

    has_difficulty: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    advocate_from: date | NotDone | None = attrs.field(default=None, validator=an_act)
    supporters: tuple[Supporter, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Supporter], metadata={"most": 100}
    )
    even_so: tuple[AdvocateEvenSo, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[AdvocateEvenSo])

    def __attrs_post_init__(self) -> None:
        v.own_references("Involvement.supporters", self.supporters)


@frozen(kw_only=True, repr=False)
class FundRequest(Record):
    """A request for an Individual Service Fund, and when it was answered (LIFE-13)."""

    on: date = attrs.field(validator=v.a_day)
    answered_on: date | NotDone | None = attrs.field(default=None, validator=an_act)


@frozen(kw_only=True, repr=False)
class Progress(Record):
    """How far an outcome has been achieved, as reported to the funder (OUT-02)."""

    outcome: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    words: str | None = attrs.field(default=None, validator=v.prose)


@frozen(kw_only=True, repr=False)
class Lifecycle(Record):
    """What is recorded of the arrangement's life; None is "not recorded"."""

    has_capacity: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    representatives: tuple[Representative, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Representative], metadata={"most": 100}
    )
    best_interests: BestInterests | NotDone | None = attrs.field(
        default=None, validator=v.maybe(v.a((BestInterests, NotDone)))
    )
    choice: Choice | NotDone | None = attrs.field(default=None, validator=v.maybe(v.a((Choice, NotDone))))
    information_given: tuple[InformationGiven, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[InformationGiven], metadata={"most": 1_000}
    )
    provider_requests: tuple[ProviderRequest, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[ProviderRequest], metadata={"most": 100}
    )
    conversion: Conversion | None = attrs.field(default=None, validator=v.maybe(v.a(Conversion)))
    reviews: tuple[Review, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Review], metadata={"most": 1_000}
    )
    mediations: tuple[date | NotDone, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[date | NotDone], metadata={"most": 1_000}
    )
    progress: tuple[Progress, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[Progress])
    involvement: Involvement = attrs.field(factory=Involvement, validator=v.a(Involvement))
    request: FundRequest | None = attrs.field(default=None, validator=v.maybe(v.a(FundRequest)))
