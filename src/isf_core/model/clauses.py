"""What a contract states beside its numbers, each as a clause, or recorded that it is silent.

Where a source asks that something is *stated*, the fact is the Clause that states it, or
NOT_STATED; None is "not recorded".

>>> Clauses(no_clawback=Clause(reference="11"), savings=NOT_STATED).savings is NOT_STATED
True
"""

from __future__ import annotations

from enum import Enum

import attrs

from ..values.reading import whole
from ..values.record import Record
from .fields import a, as_tuple, each_of, maybe
from .terms import NOT_STATED, Clause, NotStated, Party

Stated = Clause | NotStated | None
_STATED = maybe(a((Clause, NotStated), "give the Clause, or NOT_STATED"))


class Owner(Enum):
    """Whose the money is that the fund holds (CON-22)."""

    HOLDER = "the organisation responsible for meeting the need"
    AUTHORITY = "the authority"
    PERSON = "the person"


class States(Enum):
    """What a contract says of the support itself (CON-06)."""

    OUTCOMES = "outcomes"
    HOURS = "hours"
    TASKS = "tasks"
    MODEL = "a model of service"


class ChangeOf(Enum):
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
        return self not in (ChangeOf.NEW_OUTCOME, ChangeOf.ABOVE_BUDGET)


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
    permission_for: tuple[ChangeOf, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each_of(ChangeOf))
    )
    states: tuple[States, ...] | None = attrs.field(default=None, converter=as_tuple, validator=maybe(each_of(States)))
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
