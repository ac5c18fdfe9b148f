"""Results in words, in a locale: short sentences for the person, full tables for finance (EXP-03).

>>> from ..values.money import Money
>>> from .catalogue import ENGLISH
>>> Words().money(Money("1234.50")), Words("cy_GB", ENGLISH).date(date(2026, 4, 6))
('£1,234.50', '6 Ebrill 2026')

Every sentence can be translated: `messages` is a catalogue, which is asked for our own sentences *before* the facts
are filled in, so that one entry serves them all (`sentences.templates()` lists them). What somebody wrote down (a
reference, an outcome's words) is never translated; the headings of an explanation are asked for as they stand.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

import attrs

from ..account.planned_and_actual import PlannedAndActual
from ..account.statement import Statement
from ..model.account import Audience, Side
from ..model.field_paths import path_in_words
from ..rules.engine.report import Finding, Report
from ..schedule.lines import SUMS
from ..schedule.payment import Payment
from ..values.checks import exact, instance, member, whole
from ..values.dates import Period
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money, Rounding, plain_number
from ..values.rates import Rate
from ..values.table import member_in_words
from .catalogue import (
    Messages,
    UntranslatedWarning,
    a_catalogue,
    filled,
    language_of,
    translated,
    translated_with,
    why_untranslated,
)
from .figures import Figures
from .sentences import LABELS, SENTENCES, rate_sentence

Fact = str | int | date | Money | ExactMoney | Fraction | Rate | Enum | None
"""What a sentence may say of a result."""


@frozen(repr=False)
class Words(Figures):
    """How results are said: a locale for figures and dates, and a catalogue for sentences.

    Without a catalogue the sentences are English. In a locale of another language that gives an UntranslatedWarning, as
    does a catalogue of another language than the locale's: it is a warning and no error, because the figures are right.
    `ENGLISH` as the catalogue says that English sentences are meant.

    Raises IsfError for a locale that is not known, and for a translation that lacks a place of its
    sentence or has another.
    """

    messages: Messages | None = attrs.field(default=None, validator=a_catalogue)

    def __attrs_post_init__(self) -> None:
        wrong = why_untranslated(self.locale, self.messages)
        if wrong is not None:
            warnings.warn(wrong, UntranslatedWarning, stacklevel=3)

    @property
    def language(self) -> str:
        """The tag of its language for a page, such as `cy-GB`; `en` where the sentences are English, and no place's.

        >>> from .catalogue import ENGLISH
        >>> Words("en_GB").language, Words("cy_GB", ENGLISH).language
        ('en-GB', 'en')
        """
        spoken = language_of(self.locale, self.messages)
        return self.locale.replace("_", "-") if self.locale.partition("_")[0] == spoken else spoken

    def say(self, template: str, /, **facts: Fact) -> str:
        r"""A sentence in the catalogue's words, with its facts filled in by locale.

        >>> from .catalogue import ENGLISH
        >>> Words("de_DE", ENGLISH).say("{held} is held", held=Money("1234.50"))
        '1.234,50\xa0£ is held'
        """
        return self._fill(instance("Words.say", template, str, "give a text, with places such as {held}"), facts)

    def fact(self, fact: Fact) -> str:
        """A fact as it stands in a sentence; nothing where there is nothing."""
        if fact is None:
            return ""
        if isinstance(fact, Enum):
            return translated(self.messages, member_in_words(fact))
        if isinstance(fact, str):
            return fact
        if isinstance(fact, Money):
            return self.money(fact)
        if isinstance(fact, ExactMoney):
            return self._pounds(fact.pounds)
        if isinstance(fact, Rate):
            return self.say(rate_sentence(fact.unit), amount=fact.amount)
        return self.date(fact) if isinstance(fact, date) else self.number(fact)

    def count(self, one: str, many: str, /, count: int, **facts: Fact) -> str:
        """A sentence that goes with a number, in the form that the language has for it; the number is `{count}`.

        >>> [Words().count("{count} payment", "{count} payments", count) for count in (0, 1, 1300)]
        ['0 payments', '1 payment', '1,300 payments']
        """
        for each in (one, many):
            instance("Words.count", each, str, "give a text for one, and one for many")
        chosen = translated_with(self.messages, one, many, whole("Words.count", count, 0, 10**12))
        # A form may say the number in a word of its own, or not at all: "one visit".
        template = many if "{count}" in chosen else many.replace("{count}", "")
        return self._filled(template, chosen, {"count": count, **facts})

    def number(self, number: int | Fraction) -> str:
        """A number, to its last place where it ends within twelve; else the fraction, and about what it is.

        >>> Words().number(Fraction(675, 8)), Words().number(Fraction(1, 3))
        ('84.375', '1/3 (about 0.3333)')
        """
        fraction = exact("Words.number", number)
        text = plain_number(fraction)
        return (
            self.say(SENTENCES["about"], fraction=text, number=self.decimal(fraction))
            if "/" in text
            else self.decimal(fraction)
        )

    def period(self, period: Period) -> str:
        """A period by its first and last day; a single day by itself.

        >>> Words().period(Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)))
        '6 April 2026 to 3 May 2026'
        """
        instance("Words.period", period, Period, "give a Period")
        if period.days == 1:
            return self.date(period.first_day)
        return self.say(SENTENCES["period"], first_day=period.first_day, last_day=period.last_day)

    def field(self, path: str) -> str:
        """A field of a finding as people read it: the fact, and where it stands.

        >>> Words().field("contract.signatures[holder].signed_on")
        'signed on (contract, signatures: ISF provider)'
        """
        instance("Words.field", path, str, "give the field of a finding, such as 'contract.first_day'")
        return path_in_words(path, lambda name: translated(self.messages, name))

    def explanation(self, explanation: Explanation) -> str:
        """The tree of an amount, one line a node, each made of those indented below it."""
        instance("Words.explanation", explanation, Explanation, "give an Explanation")
        return "\n".join("  " * depth + self._node(node) for depth, node in explanation.walk())

    def payment(self, payment: Payment, audience: Audience = Audience.PERSON) -> str:
        """A payment: in sentences for the person, with every part in a table for the authority."""
        instance("Words.payment", payment, Payment, "give a Payment, such as schedule[0]")
        if member("Words.payment", audience, Audience) is Audience.PERSON:
            return " ".join(self._payment(payment))
        title = self.say(SENTENCES["payment"], number=payment.number, period=self.period(payment.period))
        rows = [[self._label("holder"), payment.holder.ref]] if payment.holder else []
        rows += [[self._label(name), self.fact(getattr(payment, name))] for name in ("unmoved_due", "due", *SUMS)]
        funders = payment.by_funder() if payment.resolved.funding else {}
        return _drawn(title, rows + [[ref, self.money(part)] for ref, part in funders.items()])

    def finding(self, finding: Finding, audience: Audience = Audience.PERSON) -> str:
        """What was found and its cure: two sentences for the person, with rule and source for the authority."""
        instance("Words.finding", finding, Finding, "give a Finding, such as report.findings[0]")
        rule, breach = finding.rule, finding.breach
        if breach is None:
            field = self.field(finding.field) if audience is Audience.PERSON else finding.field
            sentence = translated(self.messages, rule.sentence)
            message = self.say(SENTENCES["unknown"], sentence=sentence, field=field)
            remedy = self.say(SENTENCES["record"], field=finding.field)
        else:
            message, remedy = (self._fill(text, breach.facts) for text in (rule.message, rule.remedy))
        if member("Words.finding", audience, Audience) is Audience.PERSON:
            if breach is None:
                return message
            first = message[:1].upper() + message[1:]
            return self.say(SENTENCES["finding"], message=first, remedy=remedy)
        rows = [("rule", finding.code), ("force", self.fact(finding.force)), ("result", self.fact(finding.result))]
        rows += [("field", finding.field), ("message", message), ("remedy", remedy)]
        rows += [("standing", self.fact(finding.standing))]
        rows += [("source", str(source)) for source in finding.sources]
        return "\n".join(f"{self._label(name)}: {held}" for name, held in rows)

    def report(self, report: Report, audience: Audience = Audience.PERSON) -> str:
        """Whether it may go ahead, and every finding."""
        instance("Words.report", report, Report, "give a Report, such as check(...)")
        answer = self.fact(report.verdict)
        verdict = self.say(SENTENCES["verdict"], verdict=answer[:1].upper() + answer[1:])
        if report.stopped_by:
            standings = ", ".join(self.fact(each) for each in report.stopped_by)
            verdict = f"{verdict} {self.say(SENTENCES['stopped'], standings=standings)}"
        return "\n\n".join([verdict, *(self.finding(each, audience) for each in report.findings)])

    def statement(self, statement: Statement) -> str:
        """A statement for whom it was made: short sentences for the person, full tables for the authority."""
        instance("Words.statement", statement, Statement, "give a Statement")
        fields = statement.missing
        if statement.to is Audience.PERSON:
            fields = tuple(map(self.field, fields))
        notes = [
            self.say(sentence, **({"fields": ", ".join(fields)} if "fields" in facts else facts))
            for sentence, facts in statement.remarks()
        ]
        if statement.to is Audience.PERSON:
            return "\n".join([*self._account(statement), *notes])
        return "\n".join([*self._tables(statement), *notes])

    def _payment(self, payment: Payment) -> list[str]:
        """A payment's sentences, without what is zero."""
        shown = {name: self.fact(getattr(payment, name)) for name in ("number", "due", "unmoved_due", *SUMS)}
        shown |= {"period": self.period(payment.period), "what": ", ".join(each.what for each in payment.one_offs)}
        regular = payment.is_regular
        sentences = {
            "number": True,
            "days": regular,
            "due": True,
            "moved": payment.due != payment.unmoved_due,
            "provisional": payment.is_provisional,
            "alone": not regular,
            "budget": regular,
            **{name: regular and bool(getattr(payment, name)) for name in SUMS[1:-1]},
        }
        return [self.say(SENTENCES[name], **shown) for name, holds in sentences.items() if holds]

    def _account(self, statement: Statement) -> list[str]:
        """A statement's sums in sentences: each kind that is not zero, and planned against spent."""
        said = [
            self.say(SENTENCES["fund"], first_day=statement.span.first_day, last_day=statement.span.last_day),
            self.say(SENTENCES["opening"], opening=statement.opening),
        ]
        for side, name in ((Side.IN, "came_in"), (Side.SPENT, "spent"), (Side.RETURNED, "returned")):
            held = [(kind, sum_) for kind, sum_ in statement.sums if kind.side is side and sum_]
            if held or side is not Side.RETURNED:
                said.append(self.say(SENTENCES[name], **{name: getattr(statement, name)}))
            said += [f"  {self.fact(kind)}: {self.money(sum_)}" for kind, sum_ in held]
        said.append(self.say(SENTENCES["closing"], closing=statement.closing))
        for each in statement.spending_by_support or ():
            ref, spent = self._name_of(each, "support"), each.spent
            if each.planned is None:
                said.append(self.say(SENTENCES["unplanned"], ref=ref, spent=spent))
                continue
            whole = each.planned.rounded(Rounding.HALF_UP)
            name = "against" if whole.exact == each.planned else "against_about"
            said.append(self.say(SENTENCES[name], ref=ref, planned=whole, spent=spent))
        return said

    def _tables(self, statement: Statement) -> list[str]:
        """A statement's sums as tables: all kinds that are not zero, planned against spent by support and outcome."""
        period = self.period(statement.span)
        rows = [[self._label("opening"), self.money(statement.opening)]]
        for kind, sum_ in statement.sums:
            if sum_:
                rows.append([self.fact(kind), self.money(sum_ if kind.side is Side.IN else -sum_)])
        rows.append([self._label("closing"), self.money(statement.closing)])
        out = [_drawn(self.say(SENTENCES["statement"], period=period), rows)]
        for by, heading, held in (
            ("support", "support", statement.spending_by_support),
            ("outcome", "by outcome", statement.spending_by_outcome),
        ):
            if held is not None:
                head = [self._label(each) for each in (heading, "planned", "spent", "difference")]
                body = [
                    [self._name_of(each, by), *map(self.fact, (each.planned, each.spent, each.difference))]
                    for each in held
                ]
                out.append(_drawn(self.say(SENTENCES["planned"], period=period), [head, *body]))
        return out

    def _name_of(self, each: PlannedAndActual, by: str) -> str:
        return self._label(f"no {by}") if each.ref is None else each.ref

    def _node(self, node: Explanation) -> str:
        amount = self._pounds(node.amount) if node.unit == "pounds" else self.number(node.amount)
        what = translated(self.messages, node.what)
        if node.is_rounded:
            before = node.operands[0]
            line = self.say(SENTENCES["rounded"], what=what, amount=amount, before=self._pounds(before.amount))
        elif len(node.operands) > 1:
            line = self.say(SENTENCES["made"], what=what, amount=amount, how=node.operation)
        else:
            line = self.say(SENTENCES["given"], what=what, amount=amount)
        return line + (f" [{'; '.join(map(str, node.sources))}]" if node.sources else "")

    def _pounds(self, pounds: Fraction) -> str:
        """Pounds, to the last place where they end; else as the fraction, and about."""
        text = plain_number(pounds)
        return (
            self.say(SENTENCES["exactly"], fraction=text, amount=self.pounds(pounds))
            if "/" in text
            else self.pounds(pounds)
        )

    def _label(self, name: str) -> str:
        return translated(self.messages, LABELS[name])

    def _fill(self, template: str, facts: Mapping[str, Fact]) -> str:
        return self._filled(template, translated(self.messages, template), facts)

    def _filled(self, template: str, chosen: str, facts: Mapping[str, Fact]) -> str:
        shown = {name: self.isolated(self.fact(fact)) for name, fact in facts.items()}
        return filled(template, chosen, shown)


def _drawn(title: str, rows: list[list[str]]) -> str:
    """Rows of texts in columns: the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [title]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("   ".join([first.ljust(widths[0]), *cells]).rstrip())
    return "\n".join(lines)
