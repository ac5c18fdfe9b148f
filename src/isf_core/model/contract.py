"""The contract: who signed it and when, its first and last day, its terms and its clauses (CON).

>>> from .documents import OPEN_ENDED
>>> isf = Contract(form=Form.TWO_WAY, first_day=date(2026, 4, 6), last_day=OPEN_ENDED)
>>> isf.form.parties
(<Party.FUNDER: 'funder'>, <Party.HOLDER: 'holder'>)

A clause says more than a yes: give the Clause that states something, or NOT_STATED where the contract is silent.

>>> Clauses(audit=Clause(reference="9.2"), disputes=NOT_STATED).records_years is None  # not recorded
True
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.checks import whole
from ..values.frozen import frozen
from ..values.rates import Rate
from ..values.record import ByIdentity, Record
from ..values.timeline import Timeline
from . import validators as v
from .documents import NOT_STATED, Clause, NotDone, NotStated, OpenEnded, Party, a_last_day, an_act, stated
from .fees import ManagementFee
from .payment_terms import PaymentTerms, Placement
from .surplus import OverspendTerms, SavingsTerms, SurplusRule
from .suspension import SuspensionRule, SuspensionRules
from .termination import TerminationTerms


class Form(ByIdentity):
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


@frozen(kw_only=True, repr=False)
class Signature(Record):
    """A party's signature, and its date; `by` is who signed for the person, by reference, where another did."""

    party: Party = attrs.field(validator=v.one_of(Party))
    signed_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    by: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))


class Owner(ByIdentity):
    """Who owns the money in the fund (CON-22)."""

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
    """A change of support that may need the funder's permission (CON-04)."""

    TIMES = "the times of support"
    TASKS = "the tasks"
    WORKER = "who gives the support"
    AMOUNT_IN_BUDGET = "how much support, within the budget"
    KIND_FOR_SAME_OUTCOME = "another kind of support for the same outcome"
    NEW_OUTCOME = "an outcome that is not in the plan"
    ABOVE_BUDGET = "support that costs more than the budget"

    @property
    def is_day_to_day(self) -> bool:
        """Whether the person and the holder agree it between them (Lancashire, 6.6)."""
        return self not in (ChangeKind.NEW_OUTCOME, ChangeKind.ABOVE_BUDGET)


class ConcernRoute(Enum):
    """Whom a concern may be raised with (LIFE-11)."""

    HOLDER_MANAGER = "the holder's manager"
    FAMILY_OR_ADVOCATE = "family, a friend or an advocate"
    COUNCIL = "the council"
    SAFEGUARDING = "the safeguarding team"
    REGULATOR = "the regulator"


@frozen(kw_only=True, repr=False)
class Clauses(Record):
    """The clauses of a contract, each by what it states.

    - `no_clawback`: that money for support that was delivered is not taken back (CON-12, SUR-08).
    - `surplus_recovery`: that the authority may recover a surplus (SUR-05, SUR-08).
    - `savings`: what becomes of savings (CON-12).
    - `less_support`: that the holder tells the funder when less support is needed (CON-12).
    - `fluctuation`: within which limits the holder bears fluctuation (CON-13).
    - `reassessment`: how and when to ask for reassessment (CON-13).
    - `third_party_rights`: that the person may enforce it, or end it (CON-03).
    - `contribution_risk`: who bears the risk of an unpaid contribution, the holder or the funder (LED-10).
    - `open_records`: that the records are open to the authority at any point (LED-11).
    - `audit`: whether audit is yearly or by exception (LED-11).
    - `fee`: that there is a management fee (CON-08).
    - `separate_account`: that the money has a bank account of its own (CON-11).
    - `disputes`, `failed_visits`: what happens then (CON-18).
    - `permission_for`: the changes that need the funder's permission; `()` where none does (CON-04).
    - `states`: what it says of the support (CON-06).
    - `concerns`: the routes by which a concern is raised (LIFE-11).
    - `owner`: who owns the money (CON-22).
    - `records_years`: for how many years records are kept (LED-11).
    """

    no_clawback: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    surplus_recovery: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    savings: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    less_support: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    fluctuation: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    reassessment: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    third_party_rights: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    contribution_risk: Party | NotStated | None = attrs.field(default=None, validator=v.maybe(v.a((Party, NotStated))))
    open_records: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    audit: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    fee: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    separate_account: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    disputes: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    failed_visits: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    permission_for: tuple[ChangeKind, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[ChangeKind])
    states: tuple[ContractContent, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[ContractContent])
    concerns: tuple[ConcernRoute, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[ConcernRoute])
    owner: Owner | NotStated | None = attrs.field(default=None, validator=v.maybe(v.a((Owner, NotStated))))
    records_years: int | NotStated | None = attrs.field(default=None)

    def __attrs_post_init__(self) -> None:
        if self.records_years is not None and self.records_years is not NOT_STATED:
            whole("Clauses.records_years", self.records_years, 0, 100)


@frozen(kw_only=True, repr=False)
class Framework(Record):
    """A framework or purchasing system between funder and holder, out of which the contract for one person was called.

    It and the contract are two things, each with its own days and signatures (CON-23).
    """

    ref: str = attrs.field(validator=v.a_text)
    first_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    last_day: date | OpenEnded | None = attrs.field(default=None, validator=v.maybe(a_last_day))
    signatures: tuple[Signature, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Signature], metadata={"most": 100}
    )

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")


@frozen(kw_only=True, repr=False)
class Contract(Record):
    """The contract as recorded; None is "not recorded".

    `last_day` counts; `OPEN_ENDED` records that there is none. `subcontracting` is the clause
    that lets the holder buy support from others, or NOT_STATED. `fee`, `fee_placement` and `suspension` may
    change over time: give a value, or a Timeline. `price` is what the contract pays for the support,
    where it states one beside the budget (CON-07); `suspension` is its own rule of what is paid meanwhile (PAY-07);
    `outcomes` are those that it names, by reference.
    What it states beside its numbers is in `clauses`. `framework` is what it was called off from, where it was.
    """

    form: Form | None = attrs.field(default=None, validator=v.maybe(v.one_of(Form)))
    signatures: tuple[Signature, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Signature], metadata={"most": 100}
    )
    first_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    last_day: date | OpenEnded | None = attrs.field(default=None, validator=v.maybe(a_last_day))
    payment: PaymentTerms = attrs.field(factory=PaymentTerms, validator=v.a(PaymentTerms))
    fee: Timeline[ManagementFee] | None = attrs.field(default=None, converter=v.OverTimeOrNone[ManagementFee])
    fee_placement: Timeline[Placement | NotStated] | None = attrs.field(
        default=None, converter=v.OverTimeOrNone[Placement | NotStated]
    )
    subcontracting: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    suspension: Timeline[SuspensionRule | SuspensionRules | NotStated] | None = attrs.field(
        default=None, converter=v.OverTimeOrNone[SuspensionRule | SuspensionRules | NotStated]
    )
    surplus: SurplusRule | None = attrs.field(default=None, validator=v.maybe(v.a(SurplusRule)))
    termination: TerminationTerms | None = attrs.field(default=None, validator=v.maybe(v.a(TerminationTerms)))
    overspend: OverspendTerms | None = attrs.field(default=None, validator=v.maybe(v.a(OverspendTerms)))
    savings: SavingsTerms | None = attrs.field(default=None, validator=v.maybe(v.a(SavingsTerms)))
    price: Timeline[Rate] | None = attrs.field(default=None, converter=v.OverTimeOrNone[Rate])
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000})
    clauses: Clauses = attrs.field(factory=Clauses, validator=v.a(Clauses))
    framework: Framework | None = attrs.field(default=None, validator=v.maybe(v.a(Framework)))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")
