"""What if: two assessments side by side; which payments and findings differ, in pounds, and why (EXP-02).

`compare(assess(as_it_is, ...), assess(as_it_might_be, ...))`. The two may differ in any fact, in the
policy (POL-04), or in the day of judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from datetime import date
from functools import cached_property
from typing import NamedTuple

from .assessment import Assessment, assess
from .assessment.recorded_otherwise import recorded_otherwise
from .errors import IsfError, quote
from .model.arrangement import Arrangement
from .model.field_paths import by_who_knows
from .model.knowledge import ArrangementAsKnown
from .model.knowledge.backdated import as_far_back_as_it_was_paid
from .model.parameters import Parameters, Policies
from .rules.engine.report import Finding
from .rules.policy import Policy
from .schedule.charges import charges_of
from .schedule.lines import SUMS
from .schedule.payment import Payment
from .values.checks import instance, read
from .values.columns import Cell
from .values.dates import Period
from .values.frozen import frozen
from .values.layout import FEW_ROWS, Headline, Item, Items, Page, Part, Said
from .values.money import Money
from .values.record import WithFields
from .values.table import Table, Tabular, as_read

_MOST_POLICIES = 1_000


@frozen(kw_only=True, repr=False)
class Difference(WithFields):
    """One payment before and after, by its first day; None if that side has no such payment."""

    first_day: date
    before: Payment | None
    after: Payment | None

    @property
    def by_component(self) -> dict[str, Money]:
        """After less before, for each component that differs, as Money."""
        sums = {name: getattr(self.after, name, Money(0)) - getattr(self.before, name, Money(0)) for name in SUMS}
        return {name: sum_ for name, sum_ in sums.items() if sum_}

    @property
    def amount(self) -> Money:
        """After less before, of the amount paid."""
        return self.by_component.get("amount", Money(0))


class BilledOtherwise(NamedTuple):
    """What the funder itself collects from the person for one period, before and after."""

    period: Period
    before: Money
    after: Money


@frozen(kw_only=True, str=False, repr=False)
class Comparison(Tabular):
    """What differs between two assessments.

    `facts` lists the recorded fields that differ, by path, as text before and after. `appeared` and `disappeared` are
    findings.
    """

    before: Assessment
    after: Assessment
    payments: tuple[Difference, ...]
    appeared: tuple[Finding, ...]
    disappeared: tuple[Finding, ...]
    facts: tuple[tuple[str, str, str], ...]

    @property
    def amount(self) -> Money:
        """The total paid after, less the total before."""
        return Money.total(each.amount for each in self.payments)

    @cached_property
    def billed(self) -> tuple[BilledOtherwise, ...]:
        """Each period for which the funder itself collects another sum from the person: it is in no payment (PAY-13).

        It is as `charges_for` has it: a change counts as far back as the policy goes, by the days that the fund's
        entries say were paid. None is told where that cannot be worked out before or after.
        """
        return billed_as_read(self, as_far_back_as_it_was_paid)

    def table(self) -> Table:
        """Show one row for each payment that differs."""
        return Table.of(
            "What differs in the payments",
            self.payments,
            ("first_day", "From"),
            ("before", "Before", "before.amount"),
            ("after", "After", "after.amount"),
            ("difference", "Difference", "amount"),
            ("why", "By component", _why),
            totals={"first_day": "Total", "difference": self.amount},
        )

    def page(self) -> Page:
        """Both verdicts, what is paid, the facts that differ, breaches new and gone, payments, and what is unknown."""
        verdicts = [each.verdict.value for each in (self.before, self.after)]
        now = verdicts[1] if len({*verdicts}) == 1 else f"{verdicts[0]}, then {verdicts[1]}"
        paid = [as_read(each.require_schedule().totals.amount) for each in (self.before, self.after)]
        parts: list[Part] = [
            Headline("May it go ahead?", now, self.after.report.stopped_in_words),
            Said(f"Paid in all: {paid[0]}, then {paid[1]}. The difference is {as_read(self.amount)}."),
        ]
        if billed := self.billed:
            sums = [as_read(Money.total(each)) for each in list(zip(*billed, strict=True))[1:]]
            days = Period(first_day=billed[0].period.first_day, last_day=max(each.period.last_day for each in billed))
            parts.append(Said(f"Billed to the person for {days}: {sums[0]}, then {sums[1]}."))
        facts = tuple(Item(path, Said(f"{old} became {new}")) for path, old, new in self.facts)
        parts += [Items(f"What is recorded otherwise: {len(facts)}", facts)] if facts else []
        for title, findings in (("New", self.appeared), ("No longer found", self.disappeared)):
            breaches = tuple(each.item() for each in findings if each.breach is not None)
            parts += [Items(f"{title}: {_number(breaches, 'breach')}", breaches)] if breaches else []
        parts += [self.table()] if self.payments else []
        was, is_ = self.before.report.unknown, self.after.report.unknown
        for title, more, less in (("Now also needed", is_, was), ("No longer needed", was, is_)):
            fields = [field for field in more if field not in less]
            asked = (Item(who.value, Said(", ".join(theirs))) for who, theirs in by_who_knows(fields).items())
            parts += [Items(f"{title}: {_number(fields, 'fact')}", tuple(asked))] if fields else []
        return Page(*parts, rows=FEW_ROWS)


Reading = Callable[[ArrangementAsKnown, Policies[Parameters]], ArrangementAsKnown]
"""From when each change counts in what is charged."""


def billed_as_read(of: Comparison, reading: Reading) -> tuple[BilledOtherwise, ...]:
    """What the funder itself collects otherwise, where the changes count as some reading has it."""
    old, new = _billed(of.before, reading), _billed(of.after, reading)
    if old is None or new is None:
        return ()
    rows = (BilledOtherwise(each, old.get(each, Money(0)), new.get(each, Money(0))) for each in {**old, **new})
    return tuple(sorted((row for row in rows if row.before != row.after), key=lambda row: row.period.first_day))


def _billed(assessment: Assessment, reading: Reading) -> dict[Period, Money] | None:
    """What the funder itself collects from the person, by period; None where it cannot be worked out."""
    last = max((line.last_day for line in assessment.require_schedule().lines), default=None)
    if last is None:
        return {}
    known = ArrangementAsKnown.on(assessment.arrangement, assessment.on)
    try:
        policies = assessment.policies.numbers
        return {row.period: row.by_funder for row in charges_of(reading(known, policies), policies, last)}
    except IsfError:  # what was delivered is paid, or a fact is missing that the payments alone do not need
        return None


def _number(things: Sized, what: str) -> str:
    ending = "es" if what.endswith("ch") else "s"
    return f"{len(things)} {what}{ending * (len(things) != 1)}"


def _why(of: Difference) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {as_read(sum_)}" for name, sum_ in of.by_component.items())


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Compare two assessments: which payments and findings differ, in pounds, and which facts make them differ.

    Raises IsfError if either has no schedule: record its missing fields first.
    """
    for name, each in (("before", before), ("after", after)):
        if instance(f"compare.{name}", each, Assessment, "give what assess(...) gave").schedule is None:
            right = f"record {', '.join(each.missing)}" if each.missing else "put right what PAY-01 finds"
            raise IsfError(f"compare.{name}", "it has no schedule", right)
    old, new = _by_day(before), _by_day(after)
    payments = tuple(
        Difference(first_day=key[0], before=old.get(key), after=new.get(key))
        for key in sorted({*old, *new})
        # where a one-off sum stands in its list is no difference
        if (key in old and old[key].line._replace(alone=-1)) != (key in new and new[key].line._replace(alone=-1))
    )
    was = {_key(finding): finding for finding in before.report.findings}
    is_ = {_key(finding): finding for finding in after.report.findings}
    facts = recorded_otherwise(before.arrangement, after.arrangement)
    facts += _policy_facts(before.policies, after.policies)
    return Comparison(
        before=before,
        after=after,
        payments=payments,
        appeared=tuple(finding for key, finding in is_.items() if key not in was),
        disappeared=tuple(finding for key, finding in was.items() if key not in is_),
        facts=tuple(facts),
    )


def _policy_facts(before: Policies[Policy], after: Policies[Policy]) -> list[tuple[str, str, str]]:
    """The numbers that differ, from each day on which either policy begins."""
    days = sorted({since or date.min for policies in (before, after) for since, _ in policies.entries})
    out: list[tuple[str, str, str]] = []
    said: list[tuple[str, str, str]] = []
    for since in days:
        old, new = before.on_or_first(since), after.on_or_first(since)
        found = recorded_otherwise(old.parameters, new.parameters)
        if found != said:
            of_day = "policy" if since == days[0] else f"policy[{since}]"
            out += [(f"{of_day}.{name}", one, other) for name, one, other in found]
        said = found
    return out


_NO_RULE: tuple[str, tuple[str, ...]] = ("not a rule of it", ())


@frozen(kw_only=True, str=False)
class Across(Tabular):
    """One arrangement under several policies: the result of each rule, and what is paid (POL-04)."""

    assessments: tuple[Assessment, ...]

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies' names, in order."""
        return tuple(each.policies.name for each in self.assessments)

    def results(self, code: str) -> tuple[str, ...]:
        """Give the result of one rule under each policy; "not a rule of it" if a policy has no such rule.

        Raises IsfError for a code that no policy has.
        """
        return tuple(result for result, _ in self._found(code))

    def _found(self, code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The result of one rule under each policy, and what it says."""
        if not any(code in each.policy.rules for each in self.assessments):
            raise IsfError("across", f"none of the policies has a rule {quote(code)}", "see policy.rules.codes")
        judged = (each.report.result(code) if code in each.policy.rules else None for each in self.assessments)
        return tuple(
            _NO_RULE
            if each is None
            else (each.result.value, tuple(f"{finding.field}: {finding.message}" for finding in each.findings))
            for each in judged
        )

    @property
    def paid(self) -> tuple[Money | None, ...]:
        """The total paid under each policy; None if it cannot be worked out."""
        return tuple(None if each.schedule is None else each.schedule.totals.amount for each in self.assessments)

    @property
    def first_paid(self) -> tuple[Payment | None, ...]:
        """The first payment under each policy: its amount, and when it is due; None where there is none."""
        return tuple(each.schedule[0] if each.schedule else None for each in self.assessments)

    @property
    def differing(self) -> tuple[str, ...]:
        """The codes of the rules whose result or findings differ between the policies.

        A rule that only some of them have differs where it finds something.
        """
        codes = dict.fromkeys(code for each in self.assessments for code in each.policy.rules.codes)
        return tuple(code for code in codes if self._differs(code))

    def _differs(self, code: str) -> bool:
        found = {*self._found(code)}
        return len(found - {_NO_RULE}) > 1 or (_NO_RULE in found and any(said for _, said in found))

    def table(self) -> Table:
        """Show the verdict, what makes it NO, what is paid, and each rule that differs; one column for each policy.

        If a rule has the same result under all of them, its findings are shown instead.
        """
        columns = (("what", "What"), *((name, name) for name in self.policies))
        first = self.first_paid
        rows: list[tuple[Cell, ...]] = [
            ("may it go ahead?", *(each.verdict.value for each in self.assessments)),
            ("paid", *self.paid),
            ("first payment", *(None if each is None else each.amount for each in first)),
            ("due", *(None if each is None else each.due for each in first)),
        ]
        stopped = [", ".join(by.value for by in each.report.stopped_by) for each in self.assessments]
        if any(stopped):
            rows.append(("stopped by", *stopped))
        for code in self.differing:
            results, messages = zip(*self._found(code), strict=True)
            rows.append((code, *(results if len(set(results)) > 1 else map("; ".join, messages))))
        return Table("Under several policies", columns, tuple(rows), is_text=True)

    def __repr__(self) -> str:
        return f"<Across {', '.join(self.policies)}: differing in {_number(self.differing, 'rule')}>"


def across(
    arrangement: Arrangement, policies: Iterable[Policy | Policies[Policy]], *, on: date, until: date | None = None
) -> Across:
    """Assess one arrangement under several policies, side by side (POL-04); each may be dated policies.

    Raises IsfError if there is no policy, if two have the same name, or if one has the name of the first column.
    """
    given = tuple(read("across", policies, _MOST_POLICIES, "give a list of policies"))
    for each in given:
        instance("across", each, (Policy, Policies), "give policies, such as PLAIN")
    names = [each.name for each in given]
    if not names or len(set(names)) < len(names):
        raise IsfError("across", "no policy, or two of one name", "give each a name: policy.with_parameters('ours')")
    if "what" in names:
        raise IsfError("across", "a policy is named 'what', as a column of the table is", "give it another name")
    return Across(assessments=tuple(assess(arrangement, on=on, until=until, policy=each) for each in given))


def _by_day(assessment: Assessment) -> dict[tuple[date, int, int], Payment]:
    """Payments by first day; one-off sums of their own after the period's, in their order."""
    out: dict[tuple[date, int, int], Payment] = {}
    places: dict[tuple[date, int], int] = {}
    for payment in assessment.schedule or ():
        key = (payment.first_day, int(not payment.is_regular))
        places[key] = places.get(key, -1) + 1
        out[*key, places[key]] = payment
    return out


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.result.value, finding.field, finding.message
