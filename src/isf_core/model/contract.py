"""The contract: between whom, signed when, from when to when, on what terms (CON)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import attrs

from ..values.checks import whole
from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from .budget import a_rate, rates
from .documents import NOT_STATED, Clause, NotStated, Party
from .fees import ManagementFee
from .payment_terms import PaymentTerms, Placement
from .surplus import OverspendTerms, SavingsTerms, SurplusRule
from .termination import TerminationTerms
from .validators import (
    a,
    a_day,
    a_fee,
    a_text,
    always,
    as_tuple,
    each,
    each_of,
    each_text,
    in_order,
    maybe,
    one_of,
    over_time,
)


class Form(Enum):
    """How many sign it (CON-01)."""

    TWO_WAY = "two-way: funder and holder"
    THREE_WAY = "three-way: funder, holder and person"
    PERSON_AND_HOLDER = "person and holder, by a direct payment"
    """The other route: the person takes a direct payment, and the funder is no party (CON-21)."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who signs a contract of this form."""
        return _PARTIES[self]


_PARTIES = {
    Form.TWO_WAY: (Party.FUNDER, Party.HOLDER),
    Form.THREE_WAY: tuple(Party),
    Form.PERSON_AND_HOLDER: (Party.HOLDER, Party.PERSON),
}


class OpenEnded(Enum):
    """Recorded that there is no last day: not the same as not recorded (None)."""

    OPEN_ENDED = "open-ended"


OPEN_ENDED = OpenEnded.OPEN_ENDED


@attrs.frozen(kw_only=True, repr=False)
class Signature(Record):
    """A party's signature, and its date; `by` is who signed for the person, by reference, where another did."""

    party: Party = attrs.field(validator=one_of(Party))
    signed_on: date | None = attrs.field(default=None, validator=maybe(a_day))
    by: str | None = attrs.field(default=None, validator=maybe(a_text))


def a_last_day(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A date, or OPEN_ENDED."""
    if given is not OPEN_ENDED:
        a_day(record, field, given)


def _fees(given: ManagementFee | Timeline[ManagementFee] | None) -> Timeline[ManagementFee] | None:
    return over_time(given)


def _placements(
    given: Placement | NotStated | Timeline[Placement] | Timeline[Placement | NotStated] | None,
) -> Timeline[Placement | NotStated] | None:
    return over_time(given)  # type: ignore[arg-type]  # a timeline of placements is one of either


Stated = Clause | NotStated | None
_STATED = maybe(a((Clause, NotStated), "give the Clause, or NOT_STATED"))


class Owner(Enum):
    """Whose the money is that the fund holds (CON-22)."""

    HOLDER = "the organisation responsible for meeting the need"
    AUTHORITY = "the authority"
    PERSON = "the person"


class ContractContent(Enum):
    """What a contract says of the support itself (CON-06)."""

    OUTCOMES = "outcomes"
    HOURS = "hours"
    TASKS = "tasks"
    MODEL = "a model of service"


class ChangeKind(Enum):
    """A change of support that a contract may want the funder's permission for (CON-04)."""

    TIMES = "the times of support"
    TASKS = "the tasks"
    WORKER = "who gives it"
    AMOUNT_IN_BUDGET = "how much of it, within the budget"
    KIND_FOR_SAME_OUTCOME = "another kind of support for the same outcome"
    NEW_OUTCOME = "an outcome that is not in the plan"
    ABOVE_BUDGET = "more than the budget"

    @property
    def is_day_to_day(self) -> bool:
        """Whether person and holder agree it between them (Lancashire, 6.6)."""
        return self not in (ChangeKind.NEW_OUTCOME, ChangeKind.ABOVE_BUDGET)


class ConcernRoute(Enum):
    """To whom a concern may be brought (LIFE-11)."""

    HOLDER_MANAGER = "the holder's manager"
    FAMILY_OR_ADVOCATE = "family, a friend or an advocate"
    COUNCIL = "the council"
    SAFEGUARDING = "the safeguarding team"
    REGULATOR = "the regulator"


@attrs.frozen(kw_only=True, repr=False)
class Clauses(Record):
    """The clauses of a contract, each by what it states.

    - `no_clawback`: that money for support that was delivered is not taken back (CON-12, SUR-08).
    - `surplus_recovery`: that the authority may recover a surplus (SUR-05, SUR-08).
    - `savings`: what becomes of savings (CON-12).
    - `less_support`: that the holder tells the funder when less support is needed (CON-12).
    - `fluctuation`: within which limits the holder bears fluctuation (CON-13).
    - `reassessment`: how and when to ask for reassessment (CON-13).
    - `third_party_rights`: that the person may enforce it, or end it (CON-03).
    - `contribution_risk`: whose the risk of an unpaid contribution is: the holder's or the funder's (LED-10).
    - `open_records`: that the records are open to the authority at any point (LED-11).
    - `audit`: whether audit is yearly or by exception (LED-11).
    - `fee`: that there is a management fee (CON-08).
    - `separate_account`: that the money has a bank account of its own (CON-11).
    - `disputes`, `failed_visits`: what happens then (CON-18).
    - `permission_for`: the changes that want the funder's permission; `()` where none does (CON-04).
    - `states`: what it says of the support (CON-06).
    - `concerns`: the routes by which a concern is raised (LIFE-11).
    - `owner`: whose the money is (CON-22).
    - `records_years`: for how many years records are kept (LED-11).
    """

    no_clawback: Stated = attrs.field(default=None, validator=_STATED)
    surplus_recovery: Stated = attrs.field(default=None, validator=_STATED)
    savings: Stated = attrs.field(default=None, validator=_STATED)
    less_support: Stated = attrs.field(default=None, validator=_STATED)
    fluctuation: Stated = attrs.field(default=None, validator=_STATED)
    reassessment: Stated = attrs.field(default=None, validator=_STATED)
    third_party_rights: Stated = attrs.field(default=None, validator=_STATED)
    contribution_risk: Party | NotStated | None = attrs.field(
        default=None, validator=maybe(a((Party, NotStated), "give a Party, or NOT_STATED"))
    )
    open_records: Stated = attrs.field(default=None, validator=_STATED)
    audit: Stated = attrs.field(default=None, validator=_STATED)
    fee: Stated = attrs.field(default=None, validator=_STATED)
    separate_account: Stated = attrs.field(default=None, validator=_STATED)
    disputes: Stated = attrs.field(default=None, validator=_STATED)
    failed_visits: Stated = attrs.field(default=None, validator=_STATED)
    permission_for: tuple[ChangeKind, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each_of(ChangeKind))
    )
    states: tuple[ContractContent, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each_of(ContractContent))
    )
    concerns: tuple[ConcernRoute, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each_of(ConcernRoute))
    )
    owner: Owner | NotStated | None = attrs.field(
        default=None, validator=maybe(a((Owner, NotStated), "give an Owner, or NOT_STATED"))
    )
    records_years: int | NotStated | None = attrs.field(default=None)

    def __attrs_post_init__(self) -> None:
        if self.records_years is not None and self.records_years is not NOT_STATED:
            whole("Clauses.records_years", self.records_years, 0, 100)


@attrs.frozen(kw_only=True, repr=False)
class Contract(Record):
    """The contract as recorded; None is "not recorded".

    `last_day` counts; `OPEN_ENDED` is recorded that there is none. `subcontracting` is the clause
    that lets the holder buy support from others, or NOT_STATED. `fee` and `fee_placement` may
    change over time: give a value, or a Timeline. `price` is what the contract pays for the support,
    where it states one beside the budget (CON-07); `outcomes` are those that it names, by reference.
    What it states beside its numbers is in `clauses`.
    """

    form: Form | None = attrs.field(default=None, validator=maybe(one_of(Form)))
    signatures: tuple[Signature, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each(Signature, 100))
    )
    first_day: date | None = attrs.field(default=None, validator=maybe(a_day))
    last_day: date | OpenEnded | None = attrs.field(default=None, validator=maybe(a_last_day))
    payment: PaymentTerms = attrs.field(factory=PaymentTerms, validator=a(PaymentTerms, "give PaymentTerms"))
    fee: Timeline[ManagementFee] | None = attrs.field(
        default=None,
        converter=_fees,
        validator=maybe(always(a_fee)),
    )
    fee_placement: Timeline[Placement | NotStated] | None = attrs.field(
        default=None, converter=_placements, validator=maybe(always(a((Placement, NotStated), "give a Placement")))
    )
    subcontracting: Clause | NotStated | None = attrs.field(
        default=None, validator=maybe(a((Clause, NotStated), "give the Clause, or NOT_STATED"))
    )
    surplus: SurplusRule | None = attrs.field(default=None, validator=maybe(a(SurplusRule, "give a SurplusRule")))
    termination: TerminationTerms | None = attrs.field(
        default=None, validator=maybe(a(TerminationTerms, "give TerminationTerms"))
    )
    overspend: OverspendTerms | None = attrs.field(
        default=None, validator=maybe(a(OverspendTerms, "give OverspendTerms"))
    )
    savings: SavingsTerms | None = attrs.field(default=None, validator=maybe(a(SavingsTerms, "give SavingsTerms")))
    price: Timeline[Rate] | None = attrs.field(default=None, converter=rates, validator=maybe(always(a_rate)))
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=as_tuple, validator=maybe(each_text(1_000)))
    clauses: Clauses = attrs.field(factory=Clauses, validator=a(Clauses, "give Clauses"))

    def __attrs_post_init__(self) -> None:
        if isinstance(self.last_day, date):
            in_order(self, self.first_day, self.last_day, "last_day")
