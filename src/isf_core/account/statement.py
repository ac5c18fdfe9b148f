"""The statement of a fund for any span, for the person or the authority (LED-03).

It balances to the penny: opening balance + what came in = spent + returned + closing balance. Two
statements that adjoin join into the one of both spans.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ..errors import ImpossiblePeriod, IsfError, NotRecorded, quote
from ..model.account import Audience, Entry, EntryKind, Fund, Side
from ..model.arrangement import Arrangement
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..values.checks import instance, member
from ..values.dates import Period, days_after, in_words
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money
from ..values.sources import LANCASHIRE
from ..values.table import Cell, Plain, Table, shown
from .balance import Sides, balance_on, in_span, sums_of
from .planned_and_actual import Parts, PlannedAndActual, spending_by_outcome, spending_by_support, to_the_penny
from .surplus import Surplus, surplus_on
from .visits import VisitCount, count_visits

STATEMENT = LANCASHIRE("6.13", words="shall show actual spend against planned spend")

NOTES = {
    "surplus": "Of the balance, {held} is surplus.",
    "cap": "At most {cap} may be held.",
    "must_notify": "{excess} is above what may be held: the authority is to be told.",
    "not_spare": "{amount} of the balance is not to spare: {what}.",
    "contingency": "{amount} is set apart for unexpected events.",
    "unpaid": "{amount} of the contribution that was billed is not paid.",
    "cancelled": "A visit that was cancelled was charged on {on}: {amount}.",
    "taken_back": "A charge for a cancelled visit was taken back on {on}: {amount}.",
    "evidence": "Without evidence: {entries}.",
    "visits": "{unverified} of {made} visits are not verified.",
    "missing": "Not recorded: {fields}.",
}
"""What is said beside a statement's sums, with places for the facts."""


@attrs.frozen(kw_only=True, str=False)
class Statement(Sides):
    """A fund's statement from a first to a last day.

    - `spending_by_support`, `spending_by_outcome`: planned against spent; None where what is planned is not known.
    - `surplus`: at the end of the last day; None where it cannot be told, and `missing` says why.
    - `contingency`: what is set apart; None where not recorded.
    - `billed`, `contributed`: the contribution, in the span; None where no bills are recorded.
    - `unpaid`: what is billed and not paid at the end, since the beginning.
    - `visits`: None where no visits are recorded.
    """

    person: str
    to: Audience
    span: Period
    opening: Money
    entries: tuple[Entry, ...] = attrs.field(repr=False)
    spending_by_support: tuple[PlannedAndActual, ...] | None = attrs.field(repr=False)
    spending_by_outcome: tuple[PlannedAndActual, ...] | None = attrs.field(repr=False)
    surplus: Surplus | None = attrs.field(repr=False)
    contingency: Money | None
    billed: Money | None
    unpaid: Money | None
    visits: VisitCount | None = attrs.field(repr=False)
    missing_plan: tuple[str, ...] = attrs.field(default=(), repr=False)
    missing_surplus: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not recorded and keeps the plan's sums or the surplus from being told."""
        return tuple(dict.fromkeys((*self.missing_plan, *self.missing_surplus)))

    @property
    def sums(self) -> dict[EntryKind, Money]:
        """What each kind comes to, corrections taken off."""
        return {kind: Money.from_pence(pence) for kind, pence in sums_of(self.entries).items()}

    @property
    def by_kind(self) -> dict[EntryKind, Money]:
        """What each kind comes to, corrections taken off."""
        return self.sums

    @property
    def closing(self) -> Money:
        """What is held at the end of the last day."""
        return self.opening + self.came_in - self.spent - self.returned

    @property
    def contributed(self) -> Money:
        """What the person paid of their contribution."""
        return self.sums[EntryKind.CONTRIBUTION]

    @property
    def without_evidence(self) -> tuple[Entry, ...]:
        """The entries that name no evidence (Lancashire, 6.11)."""
        return tuple(entry for entry in self.entries if entry.evidence is None)

    @property
    def cancelled_visits_charged(self) -> tuple[Entry, ...]:
        """The cancelled visits that were charged, one by one, without corrections (Lancashire, 6.21)."""
        return tuple(
            entry for entry in self.entries if entry.kind is EntryKind.CANCELLED_VISIT and entry.corrects is None
        )

    def joined(self, later: Statement) -> Statement:
        """This and the statement that goes on from it, as one.

        Raises ImpossiblePeriod where they do not adjoin, IsfError where they are not of one account.
        """
        instance("Statement.joined", later, Statement, "give a Statement")
        if later.span.first_day != self.span.day_after:
            wrong = f"the one of {self.span} and the one of {later.span} do not adjoin"
            raise ImpossiblePeriod("Statement.joined", wrong, "give the one that begins on the day after")
        if (self.person, self.to) != (later.person, later.to) or self.closing != later.opening:
            wrong = "they are not of one person, for one reader, with one balance between them"
            raise IsfError("Statement.joined", wrong, "give two statements of the same account")
        return attrs.evolve(
            later,
            span=Period(first_day=self.span.first_day, last_day=later.span.last_day),
            opening=self.opening,
            entries=(*self.entries, *later.entries),
            spending_by_support=_together(self.spending_by_support, later.spending_by_support),
            spending_by_outcome=_together(self.spending_by_outcome, later.spending_by_outcome),
            missing_plan=tuple(dict.fromkeys((*self.missing_plan, *later.missing_plan))),
            billed=None if self.billed is None or later.billed is None else self.billed + later.billed,
            visits=None if self.visits is None or later.visits is None else self.visits.plus(later.visits),
        )

    def explain(self) -> Explanation:
        """The closing balance: the opening one and what came in, less what was spent and returned."""
        came, spent, returned = (self._nodes(side) for side in Side)
        opening = Explanation.given(f"balance on {in_words(self.span.first_day)}, at its beginning", self.opening)
        return Explanation.less(
            f"balance on {in_words(self.span.last_day)}",
            Explanation.sum("opening balance and what came in", opening, *came),
            Explanation.sum("spent", *spent),
            Explanation.sum("returned or passed on", *returned),
            sources=(STATEMENT,),
        )

    def table(self) -> Table:
        """Opening balance, each kind in and out, closing balance."""
        rows: list[tuple[str, Money]] = [("balance at the beginning", self.opening)]
        rows += [(kind.value, sum_ if kind.side is Side.IN else -sum_) for kind, sum_ in self.sums.items() if sum_]
        columns = (("what", "What"), ("amount", "Amount"))
        return Table(f"Statement, {self.span}", columns, tuple(rows), ("balance at the end", self.closing))

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row, with the person and the span, from the opening to the closing balance."""
        whose: dict[str, Plain] = {
            "person": self.person,
            "first_day": self.span.first_day,
            "last_day": self.span.last_day,
        }
        rows = [("held", "balance at the beginning", self.opening)]
        rows += [
            (kind.side.value, kind.value, sum_ if kind.side is Side.IN else -sum_)
            for kind, sum_ in self.sums.items()
            if sum_
        ]
        rows.append(("held", "balance at the end", self.closing))
        return [{**whose, "side": side, "what": what, "amount": sum_.amount} for side, what, sum_ in rows]

    def planned_table(self, by: str = "support") -> Table:
        """Planned against spent, by "support" or by "outcome"; raises IsfError where that is not known."""
        held = {"support": self.spending_by_support, "outcome": self.spending_by_outcome}
        if by not in ("support", "outcome"):  # a tuple: what has no hash may be asked for too
            raise IsfError("Statement.planned_table", f"there is none by {quote(by)}", "ask by 'support' or 'outcome'")
        rows = held[by]
        if rows is None:
            raise NotRecorded("what was planned and spent", self.missing)
        columns = ((by, by.capitalize()), ("planned", "Planned"), ("spent", "Spent"), ("difference", "Difference"))
        return Table(
            f"Planned and spent by {by}, {self.span}",
            columns,
            tuple(
                (
                    each.ref or f"no {by} of the plan",
                    each.planned,
                    each.spent,
                    None if each.planned is None else each.spent.exact - each.planned,
                )
                for each in rows
            ),
        )

    def entries_table(self) -> Table:
        """One row an entry, with what it rests on."""
        columns = (
            ("on", "Day"),
            ("ref", "Entry"),
            ("kind", "Kind"),
            ("what", "What"),
            ("support", "Support"),
            ("outcomes", "Outcomes"),
            ("party", "Party"),
            ("evidence", "Evidence"),
            ("corrects", "Corrects"),
            ("amount", "Amount"),
        )
        rows = tuple(
            (
                each.on,
                each.ref,
                each.kind.value,
                each.what,
                each.support,
                None if each.outcomes is None else "; ".join(each.outcomes),
                each.party,
                each.evidence,
                each.corrects,
                each.signed,
            )
            for each in self.entries
        )
        return Table(f"Entries, {self.span}", columns, rows)

    def __str__(self) -> str:
        return "\n".join([str(self.table()), *self.notes()])

    def notes(self) -> tuple[str, ...]:
        """What a reader is told beside the sums, in short sentences; for the authority also what lacks evidence."""
        return tuple(
            sentence.format(**{name: shown(fact) for name, fact in facts.items()}) for sentence, facts in self.remarks()
        )

    def remarks(self) -> tuple[tuple[str, dict[str, Cell]], ...]:
        """The notes before they are filled in: each a sentence of NOTES, and its facts by name."""
        said: list[tuple[str, dict[str, Cell]]] = []
        if self.surplus is not None:
            said.append((NOTES["surplus"], {"held": self.surplus.amount}))
            for what, amount in self.surplus.exclusions:
                if amount and what != "contingency":  # which has a sentence of its own
                    said.append((NOTES["not_spare"], {"amount": amount, "what": what}))
            if self.surplus.cap is not None:
                said.append((NOTES["cap"], {"cap": self.surplus.cap}))
            if self.surplus.must_be_notified:
                said.append((NOTES["must_notify"], {"excess": self.surplus.excess}))
        if self.contingency:
            said.append((NOTES["contingency"], {"amount": self.contingency}))
        if self.unpaid:
            said.append((NOTES["unpaid"], {"amount": self.unpaid}))
        for entry in self.entries:
            if entry.kind is EntryKind.CANCELLED_VISIT:
                note = "cancelled" if entry.corrects is None else "taken_back"
                said.append((NOTES[note], {"on": entry.on, "amount": entry.amount}))
        if self.to is Audience.AUTHORITY:
            if self.without_evidence:
                said.append((NOTES["evidence"], {"entries": ", ".join(entry.ref for entry in self.without_evidence)}))
            if self.visits is not None and self.visits.unverified:
                said.append((NOTES["visits"], {"unverified": self.visits.unverified, "made": self.visits.made}))
        if self.missing:
            said.append((NOTES["missing"], {"fields": ", ".join(self.missing)}))
        return tuple(said)


def statement_for(
    arrangement: Arrangement,
    *,
    span: Period,
    policy: Parameters | HasParameters,
    to: Audience = Audience.PERSON,
) -> Statement:
    """The statement of an arrangement's fund for a span.

    All variations in the arrangement count; leave out with `as_known(arrangement, on=day)` what was not known.

    Raises NotRecorded where the entries are not recorded; what else is missing is in `missing`.
    """
    instance("statement", arrangement, Arrangement, "give an Arrangement")
    instance("statement", span, Period, "give a Period")
    parameters = parameters_of("statement", policy)
    member("statement.to", to, Audience)
    fund = arrangement.fund
    opening = balance_on(fund, on=days_after(span.first_day, -1)).balance if span.first_day > date.min else Money(0)
    missing_plan: tuple[str, ...] = ()
    missing_surplus: tuple[str, ...] = ()
    supports: tuple[PlannedAndActual, ...] | None = None
    outcomes: tuple[PlannedAndActual, ...] | None = None
    spare: Surplus | None = None
    try:
        supports = spending_by_support(arrangement, span=span, policy=parameters)
        outcomes = spending_by_outcome(arrangement, span=span, policy=parameters)
    except NotRecorded as error:
        missing_plan = error.fields
    try:
        spare = surplus_on(arrangement, on=span.last_day, policy=parameters)
    except NotRecorded as error:
        missing_surplus = error.fields
    except IsfError:
        pass  # terms that contradict each other, or a day that no calendar has: a statement of what happened stands
    return Statement(
        person=arrangement.person.ref,
        to=to,
        span=span,
        opening=opening,
        entries=in_span(fund, span),
        spending_by_support=supports,
        spending_by_outcome=outcomes,
        surplus=spare,
        contingency=arrangement.budget.contingency,
        billed=billed_in(fund, span),
        unpaid=unpaid_on(fund, span.last_day),
        visits=None if fund.visits is None else count_visits(each for each in fund.visits if each.on in span),
        missing_plan=missing_plan,
        missing_surplus=missing_surplus,
    )


def billed_in(fund: Fund, span: Period) -> Money | None:
    """What the person was billed in a span; None where no bills are recorded (LED-10)."""
    if fund.bills is None:
        return None
    return Money.total(bill.amount for bill in fund.bills if bill.on in span)


def unpaid_on(fund: Fund, on: date) -> Money | None:
    """What is billed and not paid at the end of a day, never below nil; None where no bills are recorded (LED-10).

    What was given back to the person makes no debt: a payment that never was is corrected instead.
    """
    if fund.bills is None:
        return None
    billed = Money.total(bill.amount for bill in fund.bills if bill.on <= on)
    paid = balance_on(fund, on=on).by_kind[EntryKind.CONTRIBUTION]
    return max(Money(0), billed - paid)


def _together(
    one: tuple[PlannedAndActual, ...] | None, other: tuple[PlannedAndActual, ...] | None
) -> tuple[PlannedAndActual, ...] | None:
    """Two tables of planned and spent, added up by reference, exactly, and rounded once."""
    if one is None or other is None:
        return None
    parts: Parts = {}
    for each in (*one, *other):
        planned, spent = parts.get(each.ref, (ExactMoney(0), Fraction(0)))
        whole = None if planned is None or each.planned is None else planned + each.planned
        parts[each.ref] = (whole, spent + each.exactly.pounds * 100)
    nowhere = parts.pop(None, None)
    if nowhere is not None:  # what fits nowhere stands last
        parts[None] = nowhere
    return to_the_penny(parts)
