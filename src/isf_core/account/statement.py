"""The statement of a fund for any span, for the person or the authority (LED-03).

It balances to the penny: opening balance + what came in = spent + returned + closing balance. Two statements join
into one if the second starts on the day after the first ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

import attrs

from ..errors import ImpossiblePeriod, IsfError, NotRecorded, quote, recorded, several
from ..model.account import Audience, Entry, EntryKind, Side
from ..model.arrangement import Arrangement
from ..model.documents import OpenEnded, ends_on
from ..model.field_paths import by_who_knows
from ..model.parameters import GivenPolicy, policies_of
from ..model.plan import SupportPlan
from ..model.suspension import Suspension
from ..model.termination import Termination
from ..values.checks import instance, member
from ..values.columns import Cell, Column, Plain
from ..values.dates import Period, days_after, in_words
from ..values.explanation import Explanation
from ..values.frozen import Later, frozen, when_read
from ..values.layout import FEW_ROWS, Fold, Headline, Item, Items, Page, Part, Said
from ..values.money import Money
from ..values.record import misspelt
from ..values.sources import LANCASHIRE
from ..values.table import Table, as_read
from ._set_asides import contingency_on, set_asides
from .balance import RECORDS, Sides, sums_of
from .bills import unpaid_on
from .case_view import CaseView
from .ledger import Ledger, signed_pence
from .planned_and_actual import PlannedAndActual, Spending, joined
from .surplus import Surplus, notified_on, surplus_or_missing
from .visit_hours import SupportHours, hours_by_support, together
from .visits import VisitCount, count_visits

STATEMENT = LANCASHIRE("6.13", words="shall show actual spend against planned spend")

_MOST_MISSPELT = 20
NOTES = {
    "ended": "Support ended on {on}.",
    "suspended": "Support was suspended from {first_day} to {last_day}.",
    "surplus": "Of the balance, {held} is surplus.",
    "cap": "At most {cap} may be held.",
    "told": "{excess} is over the limit. The authority was notified on {on}.",
    "not_told": "{excess} is over the limit. No notice to the authority is recorded.",
    "set_aside": "{amount} of the balance is set aside: {what}.",
    "contingency": "{amount} is kept for unexpected events.",
    "unpaid": "{amount} of the contribution has been billed and not paid.",
    "cancelled": "A cancelled visit was charged on {on}: {amount}.",
    "taken_back": "A charge for a cancelled visit was taken back on {on}: {amount}.",
    "evidence": "Without evidence: {entries}.",
    "misspelt": "{entries}: the plan has no support {support}. Did you mean {meant}?",
    "visits": "{unverified} of {made} visits are not verified.",
    "missing": "Not recorded: {fields}.",
}
"""What is said beside a statement's sums, with places for the facts."""


@when_read("spending_by_support", "spending_by_outcome", "surplus", "missing_surplus", "told_on", "last_day")
@frozen(kw_only=True, str=False, repr=False)
class Statement(Sides):
    """A fund's statement from a first to a last day.

    - `spending_by_support`, `spending_by_outcome`: planned against spent; None where what is planned is not known.
    - `surplus`: at the end of the last day; None where it cannot be told, and `missing` says why.
    - `contingency`: what is left of what is set apart; None where not recorded.
    - `billed`, `contributed`: the contribution, in the span; None where no bills are recorded.
    - `unpaid`: what is billed and not paid at the end, since the beginning.
    - `visits`, `hours`: the visits counted, and the hours of those that were made with the price of an hour, by
      support; None where no visits are recorded.
    - `told_on`: when the authority was last notified of a surplus over the limit; None where that is not recorded.
    - `endings`: those that are recorded; who died is sent no letter. `suspensions`: those that are recorded.
    - `last_day`: the arrangement's; None where it cannot be told.
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
    hours: tuple[SupportHours, ...] | None = attrs.field(default=None, repr=False)
    missing_plan: tuple[str, ...] = attrs.field(default=(), repr=False)
    missing_surplus: tuple[str, ...] = attrs.field(default=(), repr=False)
    endings: tuple[Termination, ...] = attrs.field(default=(), repr=False)
    suspensions: tuple[Suspension, ...] = attrs.field(default=(), repr=False)
    last_day: date | OpenEnded | None = attrs.field(default=None, repr=False)
    told_on: date | None = attrs.field(default=None, repr=False)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are not recorded and that planned spending or the surplus needs."""
        return tuple(dict.fromkeys((*self.missing_plan, *self.missing_surplus)))

    @property
    def has_ended(self) -> bool:
        """Whether the arrangement ended within the span or before: what may be held is no question then."""
        return isinstance(self.last_day, date) and self.last_day <= self.span.last_day

    @cached_property
    def sums(self) -> tuple[tuple[EntryKind, Money], ...]:
        """What each kind comes to, corrections taken off."""
        return sums_of(self.entries)

    @property
    def closing(self) -> Money:
        """What is held at the end of the last day."""
        return Money.from_pence(self.opening.pence + sum(signed_pence(self.entries)))

    @property
    def contributed(self) -> Money:
        """What the person paid of their contribution."""
        return self.by_kind[EntryKind.CONTRIBUTION]

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
        """Join this statement with the one that follows it.

        Raises ImpossiblePeriod if the other does not start on the day after this one ends, IsfError if they are not
        of one account.
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
            spending_by_support=joined(self.spending_by_support, later.spending_by_support),
            spending_by_outcome=joined(self.spending_by_outcome, later.spending_by_outcome),
            missing_plan=tuple(dict.fromkeys((*self.missing_plan, *later.missing_plan))),
            billed=None if self.billed is None or later.billed is None else self.billed + later.billed,
            visits=None if self.visits is None or later.visits is None else self.visits.plus(later.visits),
            hours=None if self.hours is None or later.hours is None else together((*self.hours, *later.hours)),
        )

    def explain(self) -> Explanation:
        """Explain the closing balance: the opening balance and what came in, less what was spent and returned.

        Each kind is explained down to its entries and their evidence, unless there are more than 200 of them.
        """
        opening = Explanation.given(f"balance on {in_words(self.span.first_day)}, at its beginning", self.opening)
        return Explanation.less(
            f"balance on {in_words(self.span.last_day)}",
            Explanation.sum("opening balance and what came in", opening, *self._nodes(Side.IN)),
            Explanation.sum("spent", *self._nodes(Side.SPENT)),
            Explanation.sum("returned or passed on", *self._nodes(Side.RETURNED)),
            sources=(RECORDS,),
        )

    def table(self) -> Table:
        """The opening balance and each kind, below 0.00 where it was spent or returned; the total is what is held."""
        kinds = [(what, sum_) for _, what, sum_ in self._rows()]
        return Table(
            f"Statement, {self.span}",
            (("what", "What"), ("amount", "Amount")),
            [("balance at the beginning", self.opening), *kinds],
            ("balance at the end", self.closing),
        )

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records."""
        head = (("person", "Person"), ("first_day", "From"), ("last_day", "To"), ("side", "In or out"))
        return tuple(Column.of(key, heading) for key, heading in (*head, ("what", "What"), ("amount", "Amount")))

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row of the table, with the person and the span; the amounts add up to the closing balance."""
        whose: dict[str, Plain] = {
            "person": self.person,
            "first_day": self.span.first_day,
            "last_day": self.span.last_day,
        }
        rows = [("opening", "balance at the beginning", self.opening), *self._rows()]
        return [{**whose, "side": side, "what": what, "amount": sum_.amount} for side, what, sum_ in rows]

    def planned_table(self, by: str = "support") -> Table:
        """Show planned and actual spending, by "support" or by "outcome"; raises IsfError if that is not known."""
        if by not in ("support", "outcome"):  # a tuple: what has no hash may be asked for too
            raise IsfError("Statement.planned_table", f"there is none by {quote(by)}", "ask by 'support' or 'outcome'")
        rows = self.spending_by_support if by == "support" else self.spending_by_outcome
        if rows is None:
            raise NotRecorded("what was planned and spent", self.missing_plan)
        return Table.of(
            f"Planned and spent by {by}, {self.span}",
            rows,
            (by, by.capitalize(), lambda each: each.ref or f"no {by} of the plan"),
            ("planned", "Planned"),
            ("spent", "Spent"),
            ("variance", "Difference", "difference"),
        )

    def hours_table(self) -> Table:
        """Show the hours of each support at each price of an hour; raises NotRecorded where no visits are recorded."""
        rows = recorded(self.hours, "the hours", "fund.visits")
        return Table.of(
            f"Hours by support, {self.span}",
            rows,
            ("support", "Support", lambda each: each.support or "no support of the plan"),
            ("visits", "Visits"),
            ("hours", "Hours"),
            ("hourly", "An hour"),
            ("amount", "Amount"),
        )

    def entries_table(self) -> Table:
        """Show one row for each entry, with its evidence."""
        return Table.of(
            f"Entries, {self.span}",
            self.entries,
            ("on", "Day"),
            ("ref", "Entry"),
            ("kind", "Kind"),
            ("what", "What"),
            ("support", "Support"),
            ("outcomes", "Outcomes"),
            ("party", "Party"),
            ("evidence", "Evidence"),
            ("corrects", "Corrects"),
            ("amount", "Amount", "signed"),
        )

    def page(self) -> Page:
        """What is held at the end, each kind, planned and spent, the notes, and what is not recorded by who knows."""
        head = Headline(f"{self.person}, {self.span}: held at the end", as_read(self.closing))
        parts: list[Part] = [head, self.table()]
        parts += [] if self.spending_by_support is None else [self.planned_table()]
        parts += [] if self.hours is None else [self.hours_table()]
        notes = [*map(Said, self.notes()[: -1 if self.missing else None])]  # the last says what is missing
        asked = (Item(who.value, Said(", ".join(fields))) for who, fields in by_who_knows(self.missing).items())
        parts += [Fold("Notes", *notes, is_open=True)] if notes else []
        parts += [Items("Not recorded", tuple(asked))] if self.missing else []
        return Page(*parts, rows=FEW_ROWS)

    def notes(self) -> tuple[str, ...]:
        """Give notes for the reader, in short sentences; for the authority, also what has no evidence."""
        return tuple(
            sentence.format(**{name: as_read(fact) for name, fact in facts.items()})
            for sentence, facts in self.remarks()
        )

    def _for_the_authority(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        """What has no evidence, what is a support's name misspelt, it seems, and what is not verified."""
        if self.without_evidence:
            yield NOTES["evidence"], {"entries": ", ".join(entry.ref for entry in self.without_evidence)}
        planned = {row.ref: None for row in self.spending_by_support or () if row.ref is not None}
        named: dict[str, list[str]] = {}
        for entry in self.entries:
            if entry.support is not None and entry.support not in planned:
                named.setdefault(entry.support, []).append(entry.ref)
        for support, refs in islice(named.items(), _MOST_MISSPELT):
            if (meant := misspelt(support, planned)) is not None:
                yield NOTES["misspelt"], {"entries": several(refs), "support": support, "meant": meant}
        if self.visits is not None and self.visits.unverified:
            yield NOTES["visits"], {"unverified": self.visits.unverified, "made": self.visits.made}

    def _of_its_days(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        """That it has ended, and the days on which support was suspended."""
        if isinstance(self.last_day, date) and self.has_ended:
            yield NOTES["ended"], {"on": self.last_day}
        for each in self.suspensions:
            first, last = max(each.first_day, self.span.first_day), min(ends_on(each.last_day), self.span.last_day)
            if first <= last:
                yield NOTES["suspended"], {"first_day": first, "last_day": last}

    def _of_the_surplus(self, surplus: Surplus) -> Iterator[tuple[str, dict[str, Cell]]]:
        """What of the balance is surplus, and whether it is over the limit, while there is one."""
        yield NOTES["surplus"], {"held": surplus.amount}
        for what, amount in surplus.exclusions:
            if amount and what != "contingency":  # which has a sentence of its own
                yield NOTES["set_aside"], {"amount": amount, "what": what}
        if self.has_ended:
            return
        if surplus.cap is not None:
            yield NOTES["cap"], {"cap": surplus.cap}
        if surplus.must_be_notified:
            told = {} if self.told_on is None else {"on": self.told_on}
            yield NOTES["told" if told else "not_told"], {"excess": surplus.excess, **told}

    def remarks(self) -> tuple[tuple[str, dict[str, Cell]], ...]:
        """The notes before they are filled in: each a sentence of NOTES, and its facts by name."""
        said = [*self._of_its_days(), *([] if self.surplus is None else self._of_the_surplus(self.surplus))]
        if self.contingency:
            said.append((NOTES["contingency"], {"amount": self.contingency}))
        if self.unpaid:
            said.append((NOTES["unpaid"], {"amount": self.unpaid}))
        for entry in self.entries:
            if entry.kind is EntryKind.CANCELLED_VISIT:
                note = "cancelled" if entry.corrects is None else "taken_back"
                said.append((NOTES[note], {"on": entry.on, "amount": entry.amount}))
        if self.to is Audience.AUTHORITY:
            said += self._for_the_authority()
        if self.missing:
            said.append((NOTES["missing"], {"fields": ", ".join(self.missing)}))
        return tuple(said)


def statement_for(
    arrangement: Arrangement,
    *,
    span: Period,
    policy: GivenPolicy,
    to: Audience = Audience.PERSON,
) -> Statement:
    """Draw up the statement of an arrangement's fund for a span of days.

    All variations in the arrangement count; use `as_known(arrangement, on=day)` to leave out later ones.

    Raises NotRecorded if the entries are not recorded; `missing` lists what else is missing.
    """
    instance("statement_for", arrangement, Arrangement, "give an Arrangement")
    instance("statement_for", span, Period, "give a Period")
    policies = policies_of("statement_for", policy)
    member("statement_for.to", to, Audience)
    view, fund = CaseView.in_full(arrangement, policies), arrangement.fund
    ledger = Ledger.of(fund)
    opening = ledger.held(days_after(span.first_day, -1)) if span.first_day > date.min else 0
    missing_plan: tuple[str, ...] = ()
    by_support: Any = None
    by_outcome: Any = None
    last = span.last_day
    kept, _ = contingency_on(view, last, policies.on(last))
    try:
        spending = Spending(view, span)
        by_support, by_outcome = Later(lambda: spending.by_support), Later(lambda: spending.by_outcome)
    except NotRecorded as error:
        missing_plan = error.fields
    spare: Any = Later(lambda: view.once(surplus_or_missing, last)[0])
    missing_surplus: Any = Later(lambda: view.once(surplus_or_missing, last)[1])
    told_on: Any = Later(lambda: view.once(notified_on, last))
    last_day: Any = Later(lambda: _last_day(view))
    return Statement(
        person=arrangement.person.ref,
        to=to,
        span=span,
        opening=Money.from_pence(opening),
        entries=tuple(ledger.dated(span.first_day, last)),
        spending_by_support=by_support,
        spending_by_outcome=by_outcome,
        surplus=spare,
        contingency=kept and set_asides(ledger, SupportPlan(), kept, last, policies.on(last)).contingency,
        billed=None if fund.bills is None else Money.total(bill.amount for bill in fund.bills if bill.on in span),
        unpaid=unpaid_on(view, span.last_day),
        visits=None if fund.visits is None else count_visits(each for each in fund.visits if each.on in span),
        hours=None if fund.visits is None else hours_by_support(fund, span=span),
        missing_plan=missing_plan,
        missing_surplus=missing_surplus,
        endings=arrangement.endings,
        suspensions=view.arrangement.suspensions,
        last_day=last_day,
        told_on=told_on,
    )


def _last_day(view: CaseView) -> date | OpenEnded | None:
    try:
        return view.ends.last_day
    except IsfError:  # what it rests on is not recorded, or reaches past the calendar
        return None
