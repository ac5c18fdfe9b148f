"""What if, over a book: two books, or two policies over one; sums, verdicts that turn, and who is worse off.

>>> from datetime import date
>>> from ..model import Arrangement, Person
>>> book = [Arrangement(person=Person(ref="P-1"))]
>>> found = compare_books(book, book, on=date(2026, 4, 6), until=date(2027, 4, 4))
>>> found.amount, len(found.not_compared)
(Money('0.00'), 1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from ..assessment import Assessment
from ..errors import IsfError, TooLarge, quote
from ..model.arrangement import Arrangement
from ..model.knowledge import as_known
from ..model.parameters import Policies
from ..model.payment_terms import Basis
from ..policies.plain import PLAIN
from ..rules.engine.report import Result, Verdict
from ..rules.policy import Policy
from ..schedule.build import Schedule
from ..schedule.charges import charges_for
from ..values.checks import instance
from ..values.frozen import frozen
from ..values.layout import FEW_ROWS, Headline, Page, Part, Said
from ..values.money import Money
from ..values.table import Table, Tabular, as_read
from .each import Progress, assessing, each_of
from .results import BookFault

NOT_RECORDED = "not recorded"
"""The holder or funder under which money stands whose holder or funding is not recorded."""


def _in_order(codes: frozenset[str]) -> str:
    """The codes as a repr has them: the same on every machine."""
    return f"frozenset({{{', '.join(map(repr, sorted(codes)))}}})"


@frozen(kw_only=True)
class CaseSide:
    """One arrangement on one side: its verdict, what is paid, and what is left to the person.

    - `paid`: the payments in all; None where there is no schedule, and then `missing` names the fields that it needs.
    - `left`: what is left to the person of public money, None where it cannot be told: the budget and the one-off
      sums, less the fee inside the budget and less what they are charged, net or gross. Interpretation: a fee on top
      and where a service is bought make nobody worse off; a fee inside the budget and a charge leave the person less.
    - `by_holder`, `by_funder`: the payments' parts, by reference.
    - `breaches`: the codes of the rules that are broken.
    """

    verdict: Verdict
    paid: Money | None
    left: Money | None
    missing: tuple[str, ...] = ()
    by_holder: tuple[tuple[str, Money], ...] = ()
    by_funder: tuple[tuple[str, Money], ...] = ()
    breaches: frozenset[str] = attrs.field(default=frozenset(), repr=_in_order)

    @classmethod
    def of(cls, found: Assessment) -> CaseSide:
        """What counts of an assessment. Raises IsfError for anything else."""
        instance("CaseSide.of", found, Assessment, "give what assess(...) gave")
        breaches = frozenset(each.rule.code for each in found.report.results if each.result is Result.BREACH)
        if found.schedule is None:
            return cls(verdict=found.verdict, paid=None, left=None, missing=found.missing, breaches=breaches)
        holders: Counter[str] = Counter()
        funders: Counter[str] = Counter()
        for payment in found.schedule:
            holders[NOT_RECORDED if payment.holder is None else payment.holder.ref] += payment.amount.pence
            parts = payment.by_funder() if payment.resolved.funding else {NOT_RECORDED: payment.amount}
            funders.update({ref: part.pence for ref, part in parts.items()})
        sums, charged = found.schedule.totals, _charged(found, found.schedule)
        return cls(
            verdict=found.verdict,
            paid=sums.amount,
            left=None if charged is None else sums.budget + sums.one_off - sums.fee - charged,
            by_holder=_in_money(holders),
            by_funder=_in_money(funders),
            breaches=breaches,
        )


def _charged(found: Assessment, schedule: Schedule) -> Money | None:
    """What the person is charged: what comes off the payments, or, of gross payments, what the funder bills them.

    None where what is billed cannot be worked out.
    """
    if all(period.basis is Basis.NET for each in schedule.phases for period in each.accruals.constant_periods):
        return schedule.totals.contribution
    known = as_known(found.arrangement, on=found.on)
    try:
        return charges_for(known, policy=found.policies, until=found.until).amount
    except IsfError:
        return None


def _in_money(pence: Counter[str]) -> tuple[tuple[str, Money], ...]:
    return tuple((ref, Money.from_pence(sum_)) for ref, sum_ in sorted(pence.items()))


@frozen(kw_only=True)
class CaseChange:
    """One arrangement on both sides; a side is None where its book does not have it."""

    person: str
    arrangement: str | None
    before: CaseSide | None
    after: CaseSide | None

    @property
    def is_compared(self) -> bool:
        """Whether both sides have a schedule, or the other book does not have it at all: its sums count."""
        return all(each is None or each.paid is not None for each in (self.before, self.after))

    @property
    def amount(self) -> Money | None:
        """What is paid after, less before; None where it cannot be compared."""
        return _less(self.before, self.after, "paid") if self.is_compared else None

    @property
    def left(self) -> Money | None:
        """What is left to the person after, less before; None where it cannot be compared."""
        known = all(each is None or each.left is not None for each in (self.before, self.after))
        return _less(self.before, self.after, "left") if self.is_compared and known else None

    @property
    def turns(self) -> bool:
        """Whether it stands in both books, and its verdict is another."""
        return self.before is not None and self.after is not None and self.before.verdict is not self.after.verdict


def _less(before: CaseSide | None, after: CaseSide | None, name: str) -> Money:
    was, is_ = (Money(0) if each is None else getattr(each, name) for each in (before, after))
    less: Money = is_ - was
    return less


@frozen(kw_only=True)
class PartyChange:
    """What one holder receives, or one funder pays, before and after."""

    ref: str
    before: Money
    after: Money

    @property
    def amount(self) -> Money:
        """After, less before."""
        return self.after - self.before


@frozen(kw_only=True, str=False)
class BookComparison(Tabular):
    """Two books side by side: one row for each arrangement of either, in order of person and arrangement.

    Sums are those of the arrangements that can be compared, on both sides alike; `not_compared` are the others.
    `faults` has what is broken in either book, by its place there. What is broken on either side is in no row, where
    its reference is known: else what is broken would look like what has ended.
    """

    names: tuple[str, str]
    """What the sides are called: the policies' names, or "before" and "after"."""
    cases: tuple[CaseChange, ...]
    faults: tuple[tuple[str, BookFault], ...]

    @property
    def not_compared(self) -> tuple[CaseChange, ...]:
        """The arrangements that have a schedule on one side only, or on none."""
        return tuple(each for each in self.cases if not each.is_compared)

    @property
    def before(self) -> Money:
        """What is paid in all before."""
        return self._total(0)

    @property
    def after(self) -> Money:
        """What is paid in all after."""
        return self._total(1)

    @property
    def amount(self) -> Money:
        """What is paid in all after, less before."""
        return self.after - self.before

    @property
    def turned(self) -> tuple[CaseChange, ...]:
        """The arrangements of both books whose verdict is another."""
        return tuple(each for each in self.cases if each.turns)

    @property
    def worse_off(self) -> tuple[CaseChange, ...]:
        """The people of both books to whom less is left, the hardest hit first."""
        both = [each for each in self.cases if each.before is not None and each.after is not None]
        hit = [(each.left, each) for each in both]
        less = [(left, each) for left, each in hit if left is not None and left.is_negative]
        return tuple(each for _, each in sorted(less, key=lambda pair: pair[0].pence))

    @property
    def only_before(self) -> tuple[CaseChange, ...]:
        """The arrangements that only the first book has."""
        return tuple(each for each in self.cases if each.after is None)

    @property
    def only_after(self) -> tuple[CaseChange, ...]:
        """The arrangements that only the second book has."""
        return tuple(each for each in self.cases if each.before is None)

    @property
    def by_holder(self) -> tuple[PartyChange, ...]:
        """What each holder receives, by reference; the rows add up to `before` and `after`."""
        return self._by("by_holder")

    @property
    def by_funder(self) -> tuple[PartyChange, ...]:
        """What each funder pays, by reference; the rows add up to `before` and `after`."""
        return self._by("by_funder")

    @property
    def breaches(self) -> tuple[tuple[str, int, int], ...]:
        """Of each rule that more or fewer arrangements break: its code, how many before, and how many after."""
        was, is_ = (
            Counter(code for side in self._side(place, self.cases) for code in side.breaches) for place in (0, 1)
        )
        return tuple((code, was[code], is_[code]) for code in sorted({*was, *is_}) if was[code] != is_[code])

    def table(self) -> Table:
        """Show one row for each arrangement whose sums or verdict differ, with the totals of all."""
        differing = [each for each in self.cases if each.turns or each.amount or each.left]
        return Table.of(
            "What differs, by person",
            differing,
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("verdict_before", "May it go ahead", lambda each: each.before and each.before.verdict.value),
            ("verdict_after", "Then", lambda each: each.after and each.after.verdict.value),
            ("paid_before", "Paid before", lambda each: each.before and each.before.paid),
            ("paid_after", "After", lambda each: each.after and each.after.paid),
            ("difference", "Difference", "amount"),
            ("left", "Left to the person", "left"),
            totals={"person": "Total", "difference": self.amount},
        )

    def page(self) -> Page:
        """The sums, who is worse off, verdicts that turn, rules, holders and funders, then each person."""
        was, is_ = self.names
        both = sum(each.before is not None and each.after is not None for each in self.cases)
        parts: list[Part] = [
            Headline(
                "What does it come to?",
                as_read(self.amount),
                f"{as_read(self.before)} ({was}), then {as_read(self.after)} ({is_}){self._broken()}",
            ),
            Said(
                f"Arrangements in both: {both:,}. Only before: {len(self.only_before):,}. "
                f"Only after: {len(self.only_after):,}. Worse off: {len(self.worse_off):,}. "
                f"Another verdict: {len(self.turned):,}. Not compared, for want of a schedule: "
                f"{len(self.not_compared):,}. Broken: {len(self.faults):,}."
            ),
        ]
        for title, rows in (("By holder", self.by_holder), ("By funder", self.by_funder)):
            parts += [self._parties(title, rows)] if rows else []
        if self.breaches:
            columns_of_rules = (("rule", "Rule"), ("broken_before", "Before"), ("broken_after", "After"))
            parts.append(Table("How many break a rule", columns_of_rules, self.breaches))
        each_person = self.table()
        parts.append(each_person if each_person.rows else Said("What differs, by person: none"))
        return Page(*parts, rows=FEW_ROWS)

    def _parties(self, title: str, rows: tuple[PartyChange, ...]) -> Table:
        """What each holder or funder has before and after, and all of them together."""
        return Table.of(
            title,
            rows,
            ("ref", "Reference"),
            ("before", "Before"),
            ("after", "After"),
            ("difference", "Difference", "amount"),
            totals={"ref": "Total", "before": self.before, "after": self.after, "difference": self.amount},
        )

    def _broken(self) -> str:
        """What the headline says of what is broken; nothing where nothing is."""
        unmatched = sum(fault.person is None for _, fault in self.faults)
        left_out = f"; {len(self.faults):,} broken and left out" if self.faults else ""
        return left_out + (f", {unmatched:,} without a reference by which to match the other book" if unmatched else "")

    def __repr__(self) -> str:
        return f"<BookComparison of {len(self.cases):,}: {self.amount}, {len(self.worse_off):,} worse off>"

    @staticmethod
    def _side(place: int, cases: Iterable[CaseChange]) -> Iterable[CaseSide]:
        sides = ((each.before, each.after)[place] for each in cases)
        return (side for side in sides if side is not None)

    def _total(self, place: int) -> Money:
        compared = (each for each in self.cases if each.is_compared)
        return Money.total(side.paid for side in self._side(place, compared) if side.paid is not None)

    def _by(self, name: str) -> tuple[PartyChange, ...]:
        sums: list[Counter[str]] = [Counter(), Counter()]
        for place, counted in enumerate(sums):
            for side in self._side(place, (each for each in self.cases if each.is_compared)):
                for ref, part in getattr(side, name):
                    counted[ref] += part.pence
        was, is_ = sums
        return tuple(
            PartyChange(ref=ref, before=Money.from_pence(was[ref]), after=Money.from_pence(is_[ref]))
            for ref in sorted({*was, *is_})
        )


_MOST_FAULTS = 10_000
"""Broken arrangements that one comparison keeps: beyond them something is wrong with what reads the books."""


def compare_books(
    before: Iterable[Any],
    after: Iterable[Any],
    *,
    on: date,
    until: date | None = None,
    policy: Policy | Policies[Policy] = PLAIN,
    policy_after: Policy | Policies[Policy] | None = None,
    read: Callable[[Any], Arrangement] | None = None,
    progress: Progress | None = None,
) -> BookComparison:
    """Compare two books, or two policies over one book: pass the same list twice, and `policy_after`.

    - `before`, `after`: any iterables of Arrangements, or of records and `read`. Only what counts of each is kept, so
      that a book may be long; an iterator can be read once only, so give a list, or two readers, for one book.
    - `policy_after`: the policy for `after`; left out, it is `policy`.
    - `progress`: called with 1 after each arrangement of either book.

    Arrangements are matched by person and the arrangement's own reference. One that is broken is among `faults`, with
    the name of its side and its place, and is left out of both books; where it cannot be read so far as its reference,
    what stands in the other book counts there alone, and the page says so.

    Raises IsfError for one iterator given as both books, and where two arrangements of one book have the same person
    and reference; TooLarge where more than 10,000 arrangements are broken; and what `assess_many` raises.
    """
    if before is after and isinstance(before, Iterator):
        wrong = f"{quote(before)} can be read only once"
        raise IsfError("compare_books", wrong, "give a list, or two iterators")
    other = policy if policy_after is None else policy_after
    for name, judging in (("policy", policy), ("policy_after", other)):
        instance(
            f"compare_books.{name}", judging, (Policy, Policies), "give a Policy, such as PLAIN, or Policies of them"
        )
    names = (policy.name, other.name) if policy_after is not None else ("before", "after")
    faults: list[tuple[str, BookFault]] = []
    sides: list[dict[tuple[str, str | None], CaseSide]] = []
    for name, book, judged in zip(("before", "after"), (before, after), (policy, other), strict=True):
        found: dict[tuple[str, str | None], CaseSide] = {}
        judge = assessing("compare_books", on, until, judged)
        for each in each_of(f"compare_books.{name}", book, judge, read, progress):
            if each.fault is not None:
                faults.append((name, each.fault))
                if len(faults) > _MOST_FAULTS:
                    wrong = f"more than {_MOST_FAULTS:,} arrangements are broken"
                    raise TooLarge(f"compare_books.{name}", wrong, "put right what reads them; assess_many names each")
                continue
            assessed = each.require()
            key = (assessed.arrangement.person.ref, assessed.arrangement.ref)
            if key in found:
                ref = "no reference" if key[1] is None else f"the reference {quote(key[1])}"
                wrong = f"two arrangements of {quote(key[0])} have {ref}"
                raise IsfError(f"compare_books.{name}[{each.place}]", wrong, "give each arrangement a ref of its own")
            found[key] = CaseSide.of(assessed)
        sides.append(found)
    was, is_ = sides
    broken = {(fault.person, fault.arrangement) for _, fault in faults}
    keys = sorted({*was, *is_} - broken, key=lambda key: (key[0], key[1] or ""))
    cases = (CaseChange(person=key[0], arrangement=key[1], before=was.get(key), after=is_.get(key)) for key in keys)
    return BookComparison(names=names, cases=tuple(cases), faults=tuple(faults))
