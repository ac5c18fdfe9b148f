"""The fund's account as it is recorded: entries, commitments, bills, visits, and what was told to whom.

Every entry is of one class and has a kind. To correct an entry, add one that names it and takes back all
or part of it; nothing is ever changed or taken out.

>>> fund = Fund(entries=(
...     Entry(ref="E-1", on=date(2026, 4, 6), kind=EntryKind.FUNDER_PAYMENT, amount="337.50"),
...     Entry(ref="E-2", on=date(2026, 5, 3), kind=EntryKind.DIRECT_SUPPORT, amount="300"),
... ))
>>> fund = fund.plus(
...     Entry(ref="E-3", on=date(2026, 5, 9), kind=EntryKind.DIRECT_SUPPORT, amount="12.50", corrects="E-2")
... )
>>> [str(entry.signed) for entry in fund.entries]
['337.50', '-300.00', '12.50']
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

import attrs

from ..errors import DanglingReference, IsfError, quote
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.record import ByIdentity, Record
from . import validators as v
from .documents import Clause, NotDone, NotStated, a_day_or_not_done, an_act, done_or_declined_on, stated
from .visits import HoursEntry, VisitRecord

T = TypeVar("T")


class Side(Enum):
    """What an entry does to the account: what came in = spent + returned + held."""

    IN = "in"
    SPENT = "spent"
    RETURNED = "returned"


_IN = (
    *("FUNDER_PAYMENT", "CONTRIBUTION", "PROVIDER_REFUND", "FROM_RESERVE", "HOLDER_BEARS", "TRANSFER_IN"),
    *("TOP_UP", "PRIVATE_ADDITION"),
)
_RETURNED = (
    *("REFUND_TO_FUNDER", "SURPLUS_RECOVERED", "REFUND_TO_PERSON", "SAVING_SHARED", "TRANSFER_OUT"),
    "REFUND_TO_PAYER",
)


class EntryKind(ByIdentity):
    """What an entry is for (LED-01)."""

    FUNDER_PAYMENT = "payment by the funder"
    CONTRIBUTION = "the person's contribution"
    PROVIDER_REFUND = "refund by a provider"
    FROM_RESERVE = "paid in from a reserve or insurance fund"
    HOLDER_BEARS = "paid in by the holder"
    TRANSFER_IN = "balance from an earlier holder"
    TOP_UP = "top-up for preferred accommodation"
    PRIVATE_ADDITION = "private addition for extra or dearer support"
    DIRECT_SUPPORT = "direct support by the holder"
    SHARED_SUPPORT = "shared or background support"
    OTHER_PROVIDER = "payment to another provider"
    MANAGEMENT_FEE = "management fee"
    CANCELLED_VISIT = "cancelled visit, charged"
    ONE_OFF = "equipment or another one-off"
    TO_RESERVE = "paid into a reserve or insurance fund"
    IN_LIEU_OF_NOTICE = "pay in lieu of notice"
    LIABILITY = "liability on ending"
    REFUND_TO_FUNDER = "refund to the funder"
    SURPLUS_RECOVERED = "surplus recovered by the funder"
    REFUND_TO_PERSON = "refund to the person"
    SAVING_SHARED = "share of a saving"
    TRANSFER_OUT = "balance to the next holder"
    REFUND_TO_PAYER = "top-up or addition, back to its payer"

    side: Side
    """Whether it comes in, is spent, or is returned or passed on."""

    def __init__(self, _words: str) -> None:
        self.side = Side.IN if self.name in _IN else Side.RETURNED if self.name in _RETURNED else Side.SPENT

    @property
    def in_words(self) -> str:
        """As people read it: the holder is the ISF provider."""
        return str(self.value).replace("holder", "ISF provider")


class SpendingBasis(Enum):
    """What gives the right to spend money (SUR-03)."""

    AS_PLANNED = "as planned"
    SURPLUS = "surplus, as agreed with the person for an outcome of the plan"
    URGENT = "an urgent need, to alleviate risk"
    CONTINGENCY = "the contingency, for an unexpected event"
    ADDED = "money that somebody added: a top-up or a private addition"


def _an_amount(entry: Entry, field: attrs.Attribute[Any], given: Money) -> None:
    """A sum above 0.00, or the 0.00 that a funder paid for some days."""
    for_days = entry.kind is EntryKind.FUNDER_PAYMENT and entry.period is not None and entry.corrects is None
    (v.zero_or_more if for_days else v.above_zero)(entry, field, given)


@frozen(kw_only=True, repr=False)
class Entry(Record):
    """One entry of the account: a date, a sum above 0.00, a kind, and what it rests on.

    A funder's payment may be 0.00 if it names its period: its days were paid, and nothing was left to pay for them.

    - `evidence`: the reference of an invoice, a remittance, a call log.
    - `outcomes`: the plan's outcomes that it serves, by reference; `()` where none.
    - `support`: the plan's support that it pays for, by reference.
    - `party`: whom it came from or went to, by reference; of a top-up or a private addition, its payer.
    - `period`: the days it is for; the payment of a period that is still running is no surplus yet.
    - `person`: for whom it was spent, by reference.
    - `use` and `agreed_on`: what gave the right to spend it, and when the person agreed to it. What was spent as
      surplus for an outcome reduces the carry-forward for it; what was spent of the contingency reduces that.
    - `corrects`: the entry that it corrects: of the same kind, and no more than is left of it.
    - `commitment`: the commitment that it pays, by reference.
    """

    ref: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    kind: EntryKind = attrs.field(validator=v.one_of(EntryKind))
    amount: Money = attrs.field(converter=v.as_money, validator=_an_amount)
    what: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    evidence: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000})
    support: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    party: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    period: Period | None = attrs.field(default=None, validator=v.maybe(v.a(Period)))
    person: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    use: SpendingBasis | None = attrs.field(default=None, validator=v.maybe(v.one_of(SpendingBasis)))
    agreed_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    corrects: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    commitment: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    @property
    def pence(self) -> int:
        """Its amount, negative where it takes back: what it adds to the sum of its kind."""
        return self.amount.pence if self.corrects is None else -self.amount.pence

    @property
    def signed(self) -> Money:
        """What it adds to the balance."""
        return Money.from_pence(self.pence if self.kind.side is Side.IN else -self.pence)


@frozen(kw_only=True, repr=False)
class Commitment(Record):
    """Money promised for something not yet paid, from the day it was agreed (LED-07).

    `until` is the last day on which it stands; None is not recorded, and it then stands until it is paid.
    """

    ref: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    amount: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)
    what: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    until: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.on, self.until, "until")


@frozen(kw_only=True, repr=False)
class Bill(Record):
    """A bill to the person for their contribution (LED-10)."""

    ref: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    amount: Money = attrs.field(converter=v.as_money, validator=v.above_zero)
    period: Period | None = attrs.field(default=None, validator=v.maybe(v.a(Period)))


class Audience(Enum):
    """Who a statement is for (LED-03)."""

    PERSON = "the person"
    AUTHORITY = "the authority"


@frozen(kw_only=True, repr=False)
class StatementGiven(Record):
    """A statement that was given: when, to whom, and up to which last day; NotDone where the person refused it, say."""

    on: date | NotDone = attrs.field(validator=a_day_or_not_done)
    to: Audience = attrs.field(validator=v.one_of(Audience))
    last_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))

    @property
    def holds_from(self) -> date | None:
        """The day it was given, or the day the person refused it; None where neither is known."""
        return done_or_declined_on(self.on)


@frozen(kw_only=True, repr=False)
class StatementAsked(Record):
    """A request for a statement."""

    on: date = attrs.field(validator=v.a_day)
    by: Audience = attrs.field(validator=v.one_of(Audience))


@frozen(kw_only=True, repr=False)
class TopUp(Record):
    """What was agreed of a top-up for preferred accommodation; the authority stays liable for all of it.

    It is no part of the budget. What comes in is an `Entry` of the kind TOP_UP with the payer as its `party`.

    - `payer`: who pays it, by reference.
    - `rate`: how much.
    - `agreed_on`: the day on which it was agreed in writing with the payer, or a NotDone.
    - `suitable_within_budget`: whether something suitable was available within the budget.
    - `paid_by_person`: whether the payer is the person themselves.
    - `allowed_by`: where it is, what lets them: such as the disregard of their home for twelve weeks, a deferred
      payment agreement, or aftercare; NOT_STATED if nothing does.
    """

    payer: str = attrs.field(validator=v.a_text)
    rate: Rate | None = attrs.field(default=None, validator=v.maybe(v.a(Rate)))
    agreed_on: date | NotDone | None = attrs.field(default=None, validator=v.maybe(a_day_or_not_done))
    suitable_within_budget: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    paid_by_person: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    allowed_by: Clause | NotStated | None = attrs.field(default=None, validator=stated)


@frozen(kw_only=True, repr=False)
class Fund(Record):
    """The account of one person's fund; None is "not recorded", `()` is "there are none".

    - `surplus_told_on`: the days on which the authority was notified of a surplus above its cap.
    - `kept_from`: the earliest day whose records are still held (LED-11).
    - `reserve`: what a reserve or insurance fund that the person pays into would pay (OVR-01).
    - `top_ups`: what was agreed of top-ups for preferred accommodation (BUD-18).
    - `separate_account`: whether the money is in a bank account of its own (CON-11).

    Raises IsfError for two entries of one reference and for a correction of more than is left,
    DanglingReference for a correction of an entry, or the payment of a commitment, that is not there.
    """

    entries: tuple[Entry, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Entry], metadata={"most": 100_000}
    )
    commitments: tuple[Commitment, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[Commitment])
    bills: tuple[Bill, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[Bill])
    visits: tuple[VisitRecord, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[VisitRecord], metadata={"most": 100_000}
    )
    hours: tuple[HoursEntry, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[HoursEntry])
    statements: tuple[StatementGiven, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[StatementGiven])
    requests: tuple[StatementAsked, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[StatementAsked])
    surplus_told_on: tuple[date, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[date])
    kept_from: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    reserve: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    top_ups: tuple[TopUp, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[TopUp], metadata={"most": 100}
    )
    separate_account: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))

    def __attrs_post_init__(self) -> None:
        for name in ("entries", "commitments", "bills", "visits"):
            v.own_references(f"Fund.{name}", getattr(self, name))
        v.no_two("Fund.top_ups", (each.payer for each in self.top_ups or ()), "two top-ups of the payer {}")
        _corrections_fit(self.entries or ())
        if self.commitments is not None:
            promised = {commitment.ref for commitment in self.commitments}
            for entry in self.entries or ():
                if entry.commitment is not None:
                    where = f"Fund.entries[{entry.ref[:40]}].commitment"
                    v.is_among(where, entry.commitment, promised, "commitment of the fund")

    def once(self, work: Callable[[Fund], T]) -> T:
        """`work(fund)`, done once for this fund: for what later floors derive from it, such as its ledger."""
        if not callable(work):
            raise IsfError("Fund.once", f"{quote(work)} is no function", "give a function of a fund")
        if work not in self._made:
            self._made[work] = work(self)
        made: T = self._made[work]
        return made

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    def plus(self, *entries: Entry) -> Fund:
        """With more entries; what is recorded stays as it is."""
        return self.replace(entries=(*(self.entries or ()), *entries))


def _corrections_fit(entries: tuple[Entry, ...]) -> None:
    """Each correction names an earlier entry of its kind, and takes back no more than is left of it."""
    correcting = [entry for entry in entries if entry.corrects is not None]
    if not correcting:
        return
    held = {entry.ref: entry for entry in entries}
    left = {entry.ref: entry.amount.pence for entry in entries if entry.corrects is None}
    for entry in correcting:
        where = f"Fund.entries[{entry.ref[:40]}].corrects"
        if entry.corrects not in held:
            right = "name an entry of this fund"
            raise DanglingReference(where, f"{quote(entry.corrects)} is no entry of the fund", right)
        first = held[entry.corrects]
        if first.corrects is not None:
            raise IsfError(where, f"{quote(first.ref)} is a correction itself", "write the sum anew as an entry")
        if first.kind is not entry.kind:
            wrong = f"{quote(first.ref)} is a {first.kind.value}"
            raise IsfError(where, wrong, "a correction has the kind of what it corrects")
        if entry.on < first.on:
            raise IsfError(where, f"{entry.on} is before {first.on}", "a correction is dated when it is made")
        left[first.ref] -= entry.amount.pence
        if left[first.ref] < 0:
            wrong = f"{quote(first.ref)} has less than {entry.amount} left to take back"
            raise IsfError(where, wrong, "correct no more than was entered")
