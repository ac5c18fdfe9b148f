"""What funders paid in, and what each of them gets back or still owes when an arrangement has ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from ..model.account import Entry, EntryKind, Fund
from ..schedule.build import Schedule
from ..values.dates import Period, days_after
from ..values.frozen import frozen
from ..values.money import Money
from .borne import BorneOfTheFund, Parts
from .ledger import Ledger

Refs = tuple[str, ...]
"""The references of some funders."""


@frozen
class PaidIn:
    """Which payments of the funder reach beyond the last day."""

    last_day: date
    reaching: tuple[tuple[Period, int], ...]
    """The days of each of these payments, and its pence."""

    @property
    def ahead(self) -> Period | None:
        """The days after the last that it has paid for; None where no payment says so."""
        if not self.reaching:
            return None
        last = max(days.last_day for days, _ in self.reaching)
        return Period(first_day=days_after(self.last_day, 1), last_day=last)

    def for_later_days(self, schedule: Schedule, beyond: int) -> Money | None:
        """What is for days after the last: what reaches beyond it, less what of that was due up to it.

        It is no more than the pence that were paid `beyond` what was due; None where no payment says that it is for
        such days.
        """
        if not self.reaching:
            return None
        since = min(days.first_day for days, _ in self.reaching)
        reaching = sum(pence for _, pence in self.reaching)
        return Money.from_pence(max(0, min(beyond, reaching - _due_from(schedule, since))))


def due_in_all(schedule: Schedule) -> int:
    """What a schedule comes to, in pence."""
    return sum([line.amount for line in schedule.lines])


def _due_from(schedule: Schedule, since: date) -> int:
    """What is due for the days of a schedule from one on, in pence."""
    if not schedule or since > schedule.span.last_day:
        return 0
    return due_in_all(schedule if since <= schedule.span.first_day else schedule.cut(on=since)[1])


def paid_by(fund: Fund, on: date, last_day: date) -> PaidIn:
    """What the funder has paid by a day, and what of it for days after the last.

    What came from an earlier holder's account, with days of its own, was paid by the funder too; where that
    account is this one (its transfer out is here as well, and not later), it is counted already.
    """
    ledger = Ledger.of(fund)
    for_days = [
        each
        for each in (*ledger.of_kind(EntryKind.FUNDER_PAYMENT), *moved_in(ledger, on))
        if each.period is not None and each.period.last_day > last_day
    ]
    reaching = [(entry.period, pence) for entry, pence in ledger.net_of(for_days, on) if pence and entry.period]
    return PaidIn(last_day, tuple(reaching))


def net_paid(ledger: Ledger, on: date) -> int:
    """What the funder has paid by a day and not got back, in pence."""
    paid = ledger.sum_of(EntryKind.FUNDER_PAYMENT, on) - ledger.sum_of(EntryKind.REFUND_TO_FUNDER, on)
    return paid + sum([pence for _, pence in ledger.net_of(moved_in(ledger, on), on)])


def moved_in(ledger: Ledger, on: date) -> list[Entry]:
    """What came from an earlier holder's account with days of its own: the funder had paid it."""
    out = min([entry.on for entry in ledger.of_kind(EntryKind.TRANSFER_OUT) if entry.on <= on], default=date.max)
    return [each for each in ledger.of_kind(EntryKind.TRANSFER_IN) if each.period is not None and each.on < out]


def paid_towards(due: int, net: int, given_back: int) -> int:
    """What was paid of a sum that is due, in pence: what is left of it net, and what went back of it after the end.

    From the last day on (`given_back`) goes back what is left. Once all that was paid beyond what is due is back, no
    more of it is owed anew.
    """
    return max(net, min(net + given_back, due))


class PaidByEach:
    """What each funder has paid by a day and not had back, in exact pence, where each is to bear so much.

    Interpretation: an entry counts for the funder that is its `party`, or for those for whom that one pays the holder.
    One without a party, or whose party is no funder, counts for the funders of its days: for those who have paid less
    for these days than they owe, then for those of them who have paid less in all, and the rest by what they owe for
    these days. If it has no days, it counts first for those who have not paid what they owe or bear. What went back and
    names nobody went to those who had paid more than they bear.
    """

    def __init__(self, ledger: Ledger, on: date, borne: BorneOfTheFund, earlier: Iterable[str] = ()) -> None:
        """`earlier` has the references of those who were funders before a change: they count where they have paid."""
        self._ledger, self._on, self._borne, self._earlier = ledger, on, borne, {*earlier}

    @property
    def only(self) -> str | None:
        """The funder that paid whatever was paid; None where there are or were several."""
        return self._borne.only if self._earlier.issubset(self._borne.owed) else None

    def _of(self, entries: Iterable[Entry]) -> dict[Period | None, dict[Refs, int]]:
        """What entries come to for each of some days, by those whose they may be: first those of one funder."""
        out: dict[Period | None, dict[Refs, int]] = {}
        for entry, pence in self._ledger.net_of(entries, self._on):
            sums = out.setdefault(entry.period if len(self._borne.owed) > 1 else None, {})
            refs = self._whose(entry.party)
            sums[refs] = sums.get(refs, 0) + pence
        return {days: dict(sorted(sums.items(), key=lambda each: len(each[0]))) for days, sums in out.items()}

    def _whose(self, party: str | None) -> Refs:
        """Whose an entry may be: that of its party, of those for whom that one pays, or of anybody."""
        if party in self._borne.payers:
            return tuple(self._borne.payers[party])
        if party is not None and (party in self._borne.owed or party in self._earlier):
            return (party,)
        return tuple(self._borne.owed)

    def _paid(self, bears: Parts) -> dict[str, Fraction]:
        """What each has paid."""
        paid = dict.fromkeys(self._borne.owed, Fraction(0))
        of_days = self._of((*self._ledger.of_kind(EntryKind.FUNDER_PAYMENT), *moved_in(self._ledger, self._on)))
        of_no_days = of_days.pop(None, {})
        beyond: list[tuple[Parts, Fraction]] = []
        for days, sums in of_days.items():
            held = {refs[0]: Fraction(pence) for refs, pence in sums.items() if len(refs) == 1}
            others = {refs: pence for refs, pence in sums.items() if len(refs) > 1}
            owed = self._borne.owed_for(days) if others else {}
            for refs, pence in others.items():
                theirs = _of(refs, owed)
                part = _what_is_lacking(Fraction(pence), theirs, held)
                _add(held, part)
                beyond.append((theirs, pence - sum(part.values(), Fraction(0))))
            _add(paid, held)
        # What is more than all of those days made good what was less for others.
        for theirs, rest in beyond:
            owing = {ref: self._borne.owed.get(ref, 0) for ref, part in theirs.items() if part}
            part = _what_is_lacking(rest, owing, paid)
            _add(paid, part)
            _add(paid, _to_level(rest - sum(part.values(), Fraction(0)), theirs, {}))
        first = {ref: min(self._borne.owed.get(ref, 0), bears.get(ref, 0)) for ref in paid}
        for refs, pence in of_no_days.items():
            rest = Fraction(pence)
            for target in (first, bears):
                part = _what_is_lacking(rest, _of(refs, target), paid)
                _add(paid, part)
                rest -= sum(part.values(), Fraction(0))
            _add(paid, _to_level(rest, _of(refs, self._borne.owed_for(None)), paid))
        return paid

    def net(self, bears: Parts, *, back: tuple[EntryKind, ...] = (EntryKind.REFUND_TO_FUNDER,)) -> dict[str, Fraction]:
        """What each has paid, less what went `back` to it, where each was to pay or `bears` so much."""
        net, went = self._paid(bears), dict[Refs, int]()
        for sums in self._of(entry for kind in back for entry in self._ledger.of_kind(kind)).values():
            for refs, pence in sums.items():
                went[refs] = went.get(refs, 0) + pence
        for refs in sorted(went, key=len):
            too_much = _what_is_lacking(Fraction(went[refs]), _of(refs, net), bears)
            left = went[refs] - sum(too_much.values(), Fraction(0))
            rest = _to_level(left, _of(refs, self._borne.owed_for(None)), {})
            for parts in (too_much, rest):
                _add(net, {ref: -sum_ for ref, sum_ in parts.items()})
        return net

    def ahead(self) -> dict[str, int]:
        """What each has paid beyond what it owed, in pence; below zero what it owes."""
        owed = self._borne.owed
        if (only := self.only) is not None:
            return {only: net_paid(self._ledger, self._on) - owed[only]}
        return in_pence({ref: sum_ - owed.get(ref, 0) for ref, sum_ in self.net(owed).items()})


def _of(refs: Refs, parts: Parts) -> Parts:
    """The parts of some funders."""
    return {ref: parts.get(ref, 0) for ref in refs}


def _add(sums: dict[str, Fraction], more: Mapping[str, Fraction]) -> None:
    """Add sums to others by funder, in place."""
    for ref, sum_ in more.items():
        sums[ref] = sums.get(ref, Fraction(0)) + sum_


def _what_is_lacking(pence: Fraction, target: Parts, held: Parts) -> dict[str, Fraction]:
    """What of a sum goes to those who hold less than a target, each as it lacks, and no more.

    Entries are of whole pence and stand for parts that are not. Where all lack more than the sum, but by so little
    that nobody need lack a whole penny, that little is such roundings, and all bear it alike: in proportion, the one
    who lacks most would bear more than a penny of it, and pay what another gets.
    """
    lacks = {ref: max(Fraction(0), Fraction(sum_ - held.get(ref, 0))) for ref, sum_ in target.items()}
    in_all = sum(lacks.values(), Fraction(0))
    if 0 < in_all - pence < sum([min(lack, Fraction(1)) for lack in lacks.values()]):
        return _to_level(pence, dict.fromkeys(lacks, 1), {ref: -lack for ref, lack in lacks.items()})
    return _to_level(min(pence, in_all), lacks, {})


def _to_level(pence: Fraction | int, weights: Parts, held: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """A sum shared by weights, so that with what they hold already all have as much of it, as far as it goes."""
    weights = {ref: weight for ref, weight in weights.items() if weight} or dict.fromkeys(weights, 1)
    have = {ref: held.get(ref, Fraction(0)) / weight for ref, weight in weights.items()}
    among, level = list[str](), Fraction(0)
    for ref in sorted(have, key=have.__getitem__):
        if among and have[ref] >= level:
            break
        among.append(ref)
        holds = sum([held.get(each, Fraction(0)) for each in among])
        level = (pence + holds) / Fraction(sum([weights[each] for each in among]))
    return {ref: level * weights[ref] - held.get(ref, 0) for ref in among}


def in_pence(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Exact pence by funder that add up to whole ones, as whole pence: by largest remainder, ties to the first.

    Where some pay and others get back, each is rounded towards zero first: nobody is asked for another's penny.
    """
    out = {ref: int(part) for ref, part in parts.items()}
    left = int(sum(parts.values(), Fraction(0))) - sum(out.values())
    sign = -1 if left < 0 else 1
    for ref in sorted(out, key=lambda each: sign * (out[each] - parts[each]))[: abs(left)]:
        out[ref] += sign
    return out
