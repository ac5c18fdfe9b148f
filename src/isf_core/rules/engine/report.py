"""What comes of judging a case: outcomes, findings, and the report that can say why and why not.

A breach carries values, not prose: its sentence is filled in when somebody reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain

from ...errors import IsfError, quote, several
from ...model.documents import Party
from ...values.checks import member
from ...values.explanation import Explanation
from ...values.frozen import frozen
from ...values.layout import FEW_ROWS, Fold, Headline, Item, Items, Page, Part, Said, printable, sentence
from ...values.money import ExactMoney, Money
from ...values.rates import Rate
from ...values.record import WithFields
from ...values.sources import INTERPRETATION, PRACTICE, RECORD, Source, Standing
from ...values.table import Table, Tabular
from .definition import Breach, Force, Rule
from .not_recorded import not_recorded


class Result(Enum):
    """What a rule comes to in a case."""

    HOLDS = "holds"
    DOES_NOT_APPLY = "does not apply"
    BREACH = "breach"
    CANNOT_TELL = "cannot tell"


class Verdict(Enum):
    """Whether the arrangement may go ahead. It has no truth value: CANNOT_TELL is neither."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    @property
    def is_yes(self) -> bool:
        """Whether the arrangement may go ahead; False while it cannot be told."""
        return self is Verdict.YES

    def __str__(self) -> str:
        return str(self.value)

    def __bool__(self) -> bool:
        raise IsfError("Verdict", "it has no truth value", "compare it: report.verdict is Verdict.YES")


def those_near(codes: Sequence[str], missing: object) -> str:
    """What to say where a code is not there: those of its area, or else which areas there are."""
    areas = list(dict.fromkeys(code.partition("-")[0] for code in codes))
    area = missing.partition("-")[0] if isinstance(missing, str) else ""
    if area in areas:
        return f"of {area} it has {several(code for code in codes if code.partition('-')[0] == area)}"
    return f"it has rules of {several(areas) if areas else 'no area'}"


@frozen(kw_only=True, repr=False)
class Finding(WithFields):
    """One thing that somebody must put right, look at, or record.

    `field` is where it lies. For a breach `facts` are its facts; for "cannot tell" the field is
    what is not recorded.
    """

    rule: Rule
    result: Result
    field: str
    breach: Breach | None = None
    is_not_done: bool = False
    """Whether the field, for want of which nobody can tell, is an act that is recorded as not done."""
    parameter_sources: tuple[Source, ...] = ()
    """Where the policy's numbers come from that the rule has read, beyond the texts that it rests on itself."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts that it rests on: the rule's, and those of the policy's numbers."""
        return tuple(dict.fromkeys((*self.rule.sources, *self.parameter_sources)))

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def force(self) -> Force:
        """The rule's force."""
        return self.rule.force

    @property
    def standing(self) -> Standing:
        """What it rests on: the law, or one council's text.

        It is the rule's standing, or a lesser one where a number of the policy was read that rests on a lesser text:
        a review that is late by one council's number is that council's finding.
        """
        read = (source.text for source in self.parameter_sources)
        lesser = (text.standing for text in read if text not in (INTERPRETATION, PRACTICE))
        return max((self.rule.standing, *lesser), key=list(Standing).index)

    @property
    def message(self) -> str:
        """What was found, in plain English."""
        if self.breach is not None:
            return self.breach.said(self.rule.message)
        lacks = "is recorded as not done" if self.is_not_done else "is not recorded"
        return f"cannot tell whether {self.rule.sentence}: {self.field} {lacks}"

    @property
    def remedy(self) -> str:
        """What would put it right."""
        if self.breach is not None:
            return self.breach.said(self.rule.remedy)
        return f"do it, and record the day: {self.field}" if self.is_not_done else f"record {self.field}"

    @property
    def owed_by(self) -> Party | None:
        """Who owes the act that was not done; None where the breach is no such act, or nobody can tell."""
        return None if self.breach is None else self.breach.owed_by

    def explain(self) -> tuple[Explanation, ...]:
        """Explain the sums that its sentences show: each as the tree that the breach brings, else as it was found."""
        if self.breach is None:
            return ()
        made = {each.what: each for each in self.breach.trees}
        out: list[Explanation] = []
        for name, fact in self.breach.facts.items():
            if name in made:
                out.append(made[name])
            elif isinstance(fact, (Money, ExactMoney)):
                out.append(Explanation.given(name, fact, RECORD(self.field)))
            elif isinstance(fact, Rate):
                what = f"{name}, {fact.unit.value}"
                out.append(Explanation.given(what, fact.amount, RECORD(self.field)))
        return tuple(out)

    def item(self) -> Item:
        """It as it stands on a page: what was found, what would put it right, and folded the words it rests on."""
        owed = "" if self.owed_by is None else f" ({self.owed_by.in_words})"
        said = (Said(sentence(self.message)), Said(f"To put right{owed}: {sentence(self.remedy)}"))
        words = [f"{source.pinpoint}: “{source.words}”" for source in self.sources if source.words]
        words += [f"Interpretation: {self.rule.interpretation}"] if self.rule.interpretation else []
        places: dict[str, dict[str, None]] = {}
        for source in self.sources:  # each place once, whatever number of its words are quoted
            places.setdefault(source.text.title, {})[source.pinpoint] = None
        cited = "; ".join(", ".join((title, *pinpoints)) for title, pinpoints in places.items())
        return Item(f"{self.code} {self.force.value}", *said, Fold(f"Rests on: {cited}", *map(Said, words)))

    def __str__(self) -> str:
        cited = "; ".join(map(str, self.sources))
        said = f"{self.code} ({self.force.value}) {self.field}: {self.message}. To put right: {self.remedy}. [{cited}]"
        return printable(said, 5_000)


@frozen(kw_only=True, repr=False)
class RuleResult(WithFields):
    """One rule's outcome in one case; `because` is why it does not apply, where it does not."""

    rule: Rule
    result: Result
    findings: tuple[Finding, ...] = ()
    because: str = ""

    def __str__(self) -> str:
        if self.result is Result.DOES_NOT_APPLY:
            return f"{self.rule.code} does not apply: {self.because}"
        head = f"{self.rule.code} {self.result.value}: {self.rule.sentence}"
        return "\n".join([head, *(f"  {finding}" for finding in self.findings)])


@frozen(kw_only=True, repr=False)
class Decided(WithFields):
    """How many rules can be told, of how many, and how many of them find something wrong.

    >>> print(Decided(told=35, of=60, wrong=0))
    nothing wrong in 35 of 60 rules that can be told
    >>> print(Decided(told=35, of=60, wrong=2))
    something wrong in 2 of 35 rules that can be told, of 60
    """

    told: int
    """Rules that hold, do not apply, or are breached."""
    of: int
    """All rules that were asked."""
    wrong: int
    """Rules that are breached."""

    def __str__(self) -> str:
        if self.wrong:
            return f"something wrong in {self.wrong} of {self.told} rules that can be told, of {self.of}"
        return f"nothing wrong in {self.told} of {self.of} rules that can be told"


def unknown_in(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """The fields for want of which findings cannot be told, each with the codes of the rules that need it."""
    out: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        if finding.result is Result.CANNOT_TELL:
            out[finding.field] = (*out.get(finding.field, ()), finding.code)
    return out


@frozen(kw_only=True, str=False)
class Report(Tabular):
    """Every rule's judgement, in the order of the rule set."""

    results: tuple[RuleResult, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All breaches and all that cannot be told, in the order of the rules."""
        return tuple(chain.from_iterable([result.findings for result in self.results]))

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """Only the breaches."""
        return tuple(finding for finding in self.findings if finding.result is Result.BREACH)

    @property
    def decided(self) -> Decided:
        """How far the rules can be told, whatever is not recorded yet: "nothing wrong in 35 of 60 rules"."""
        number = Counter(result.result for result in self.results)
        told = len(self.results) - number[Result.CANNOT_TELL]
        return Decided(told=told, of=len(self.results), wrong=number[Result.BREACH])

    def breaches_of(self, *, standing: Standing) -> tuple[Finding, ...]:
        """Only the breaches of rules of one standing: of the law, or of the arrangement's own terms.

        Raises IsfError for what is no Standing.
        """
        member("Report.breaches_of", standing, Standing)
        return tuple(finding for finding in self.breaches if finding.standing is standing)

    @property
    def unknown(self) -> dict[str, tuple[str, ...]]:
        """What is not recorded: each missing field, with the codes of the rules that need it."""
        return unknown_in(self.findings)

    @property
    def verdict(self) -> Verdict:
        """Whether it may go ahead: NO where a MUST is breached, else CANNOT_TELL where one cannot be told."""
        outcomes = {finding.result for finding in self.findings if finding.force is Force.MUST}
        if Result.BREACH in outcomes:
            return Verdict.NO
        return Verdict.CANNOT_TELL if outcomes else Verdict.YES

    @property
    def stopped_by(self) -> dict[Standing, tuple[str, ...]]:
        """What made the verdict NO: the standings of the MUST rules that are breached, the weightiest first, and codes.

        Empty where the verdict is not NO.
        """
        errors = [finding for finding in self.breaches if finding.force is Force.MUST]
        codes = {each: dict.fromkeys(error.code for error in errors if error.standing is each) for each in Standing}
        return {standing: tuple(those) for standing, those in codes.items() if those}

    @property
    def stopped_in_words(self) -> str:
        """What made the verdict NO, as it is said: "by the law (PLN-01)"; "" where the verdict is not NO."""
        stopped = " and ".join(f"{each.value} ({', '.join(codes)})" for each, codes in self.stopped_by.items())
        return f"by {stopped}" if stopped else ""

    def result(self, code: str) -> RuleResult:
        """The judgement of one rule. Raises IsfError where the rule set has no such code."""
        for result in self.results:
            if result.rule.code == code:
                return result
        codes = [result.rule.code for result in self.results]
        raise IsfError("report", f"the policy has no rule {quote(code)}: it was not asked", those_near(codes, code))

    def why(self, code: str) -> str:
        """Why a rule found what it found: its sentence, its findings, its interpretation, its sources."""
        result = self.result(code)
        cited = "; ".join(map(str, result.rule.sources))
        read = result.rule.interpretation
        return "\n".join([str(result), *([f"  Interpretation: {read}"] if read else []), f"  Source: {cited}"])

    def why_not(self, code: str) -> str:
        """Why a rule found nothing: that it holds, or why it does not apply; or that it did find something."""
        result = self.result(code)
        if result.findings:
            return f"{code} did find something:\n{self.why(code)}"
        return str(result)

    def __iter__(self) -> Iterator[RuleResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def table(self) -> Table:
        """One row a finding."""
        return Table.of(
            f"May it go ahead? {self.verdict.value}",
            self.findings,
            *(("code", "Rule"), ("force", "Force"), ("result", "Result"), ("field", "Field")),
            *(("message", "Finding"), ("remedy", "To put right")),
            ("owed_by", "Owed by", lambda finding: finding.owed_by and finding.owed_by.value),
            ("standing", "Standing", "standing.value"),
            ("source", "Source", lambda finding: "; ".join(map(str, finding.sources))),
        )

    def page(self, *between: Part, about: str = "", verdict: Verdict | None = None) -> Page:
        """The verdict and who made it, the counts, every breach, and what is not recorded by who knows it.

        `about` says what it is a report of, and parts `between` stand after the breaches; `verdict` is another one.
        """
        answer = (self.verdict if verdict is None else verdict).value
        head = Headline("May it go ahead?", answer, self.stopped_in_words)
        breaches = tuple(finding.item() for finding in self.breaches)
        rules = len({finding.code for finding in self.breaches})
        of_rules = f", of {rules} rule{'s' * (rules > 1)}" if rules < len(breaches) else ""
        found = [Items(f"Breaches: {len(breaches)}{of_rules}", breaches)] if breaches else []
        needed = {each.field for each in self.findings if each.force is Force.MUST and each.breach is None}
        unknown = not_recorded(self.unknown, needed=needed)
        return Page(head, Said(f"{about}{self._counts()}"), *found, *between, *unknown, rows=FEW_ROWS)

    def _counts(self) -> str:
        number = Counter(result.result for result in self.results)
        counts = [f"{number[result]} {said[number[result] > 1]}" for result, said in _SAID.items() if number[result]]
        rules = f"{len(self.results)} rule{'s' * (len(self.results) > 1)}"
        return f"Of {rules}, {', '.join(counts)}." if counts else "No rule was asked."

    def __repr__(self) -> str:
        return f"<Report: {self.verdict.value}, {len(self.findings)} findings of {len(self.results)} rules>"


_SAID = {
    Result.HOLDS: ("holds", "hold"),
    Result.DOES_NOT_APPLY: ("does not apply", "do not apply"),
    Result.BREACH: ("is breached", "are breached"),
    Result.CANNOT_TELL: ("cannot be told", "cannot be told"),
}
"""How many rules come to each result, in the singular and in the plural."""
