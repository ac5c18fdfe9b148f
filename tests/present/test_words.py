"""Results in words: by locale, by audience, in translation, and whatever the machine is set to."""

from __future__ import annotations

import copy
import decimal
import gettext
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from rules.proofs import PROOFS
from support.account import LIVED, PERIODS, lived
from support.arrangements import LAST, NAME, ON, sound
from support.asking import NUMBERS, judged
from support.refusing import refused

from isf_core import present
from isf_core.account.statement import Statement, statement_for
from isf_core.assessment import assess, check, schedule_payments
from isf_core.model import (
    Arrangement,
    Audience,
    Basis,
    FixedFee,
    OneOff,
    OneOffPayment,
    Party,
    PaymentTerms,
    Person,
    Placement,
    Timing,
)
from isf_core.present import ENGLISH as IN_ENGLISH
from isf_core.present import Words, templates
from isf_core.rules.engine.report import Finding, RuleResult
from isf_core.schedule.payment import Payment
from isf_core.values import (
    INTERPRETATION,
    ExactMoney,
    Explanation,
    Frequency,
    Money,
    Move,
    PayCycle,
    Period,
    Rate,
    WorkingDays,
)

ENGLISH, WELSH, GERMAN = Words(), Words("cy_GB", IN_ENGLISH), Words("de_DE", IN_ENGLISH)
APRIL = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))
NBSP = "\xa0"


CYMRAEG = {
    "It is paid on {due}.": "Fe'i telir ar {due}.",
    "{first_day} to {last_day}": "{first_day} hyd {last_day}",
    "payment by the funder": "taliad gan y cyllidwr",
    "At most {cap} may be held.": "Gellir dal hyd at {cap}.",
}


class Cymraeg:
    """A catalogue of a few sentences; the rest stays as it is."""

    def gettext(self, message: str, /) -> str:
        return CYMRAEG.get(message, message)


class Only:
    """A catalogue that has one translation for everything."""

    def __init__(self, text: object) -> None:
        self.text = text

    def gettext(self, message: str, /) -> Any:
        return self.text


class Listening:
    """A catalogue that marks what it is asked for, and remembers it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def gettext(self, message: str, /) -> str:
        self.asked.append(message)
        return f"«{message}»"


def mary_paid() -> Payment:
    """The first payment of the sound arrangement: net, moved before Easter Monday, with a fee inside."""
    schedule = assess(sound(), on=ON, until=LAST).schedule
    assert schedule is not None
    return schedule[0]


def her_statement(to: Audience) -> Statement:
    """Twelve weeks of Mary's account."""
    return statement_for(lived(), span=Period(first_day=PERIODS[0].first_day, last_day=LIVED), policy=NUMBERS, to=to)


def results() -> Iterator[RuleResult]:
    """What every rule finds in its own cases."""
    for code, proof in PROOFS.items():
        for each in (*proof.breaches, proof.sound):
            case = proof.at(each)
            yield judged(code, case.arrangement, case.numbers, case.on)


def found() -> list[Finding]:
    """Every rule's breaches, and all that cannot be told of nobody in particular."""
    nobody = check(Arrangement(person=Person(ref="P-9")), on=ON)
    return [*(finding for result in results() for finding in result.findings), *nobody.findings]


# Figures and dates


@pytest.mark.parametrize(
    ("words", "money", "said"),
    [
        (ENGLISH, "0", "£0.00"),
        (ENGLISH, "1234.50", "£1,234.50"),
        (ENGLISH, "-0.05", "-£0.05"),
        (ENGLISH, "9999999999999.99", "£9,999,999,999,999.99"),
        (WELSH, "1234.50", "£1,234.50"),
        (GERMAN, "1234.50", f"1.234,50{NBSP}£"),
        (GERMAN, "-0.05", f"-0,05{NBSP}£"),
    ],
)
def test_money_is_pounds_and_pence(words: Words, money: str, said: str) -> None:
    assert words.money(Money(money)) == said


@pytest.mark.parametrize(
    ("words", "day", "period"),
    [
        (ENGLISH, "6 April 2026", "6 April 2026 to 3 May 2026"),
        (WELSH, "6 Ebrill 2026", "6 Ebrill 2026 to 3 Mai 2026"),
        (GERMAN, "6. April 2026", "6. April 2026 to 3. Mai 2026"),
        (Words("cy_GB", Cymraeg()), "6 Ebrill 2026", "6 Ebrill 2026 hyd 3 Mai 2026"),
    ],
)
def test_dates_and_periods_are_written_out(words: Words, day: str, period: str) -> None:
    assert words.date(date(2026, 4, 6)) == day
    assert words.period(APRIL) == period
    assert words.period(Period(first_day=APRIL.first_day, last_day=APRIL.first_day)) == day, "one day is a day"


@pytest.mark.parametrize(
    ("words", "number", "said"),
    [
        (ENGLISH, 1234, "1,234"),
        (ENGLISH, Fraction(675, 8), "84.375"),
        (ENGLISH, Fraction(-1, 10**12), "-0.000000000001"),
        (ENGLISH, Fraction(1, 3), "1/3 (about 0.3333)"),
        (ENGLISH, Fraction(2, 3), "2/3 (about 0.6667)"),
        (WELSH, Fraction(675, 8), "84.375"),
        (GERMAN, Fraction(2469, 2), "1.234,5"),
        (GERMAN, Fraction(-2, 3), "-2/3 (about -0,6667)"),
    ],
)
def test_a_number_is_never_rounded_without_a_word(words: Words, number: int | Fraction, said: str) -> None:
    assert words.number(number) == said


@pytest.mark.parametrize(
    ("fact", "english", "german"),
    [
        (None, "", ""),
        ("a reference", "a reference", "a reference"),
        (ExactMoney("84.375"), "£84.375", f"84,375{NBSP}£"),
        (ExactMoney("84.3"), "£84.30", f"84,30{NBSP}£"),
        (ExactMoney(Fraction(-100, 3)), "-100/3 pounds (about -£33.3333)", f"-100/3 pounds (about -33,3333{NBSP}£)"),
        (Rate.annual("4387.50"), "£4,387.50 a year", f"4.387,50{NBSP}£ a year"),
        (Rate.weekly("84.375"), "£84.375 a week", f"84,375{NBSP}£ a week"),
        (Party.HOLDER, "ISF provider", "ISF provider"),
        (12, "12", "12"),
        (date(2026, 4, 6), "6 April 2026", "6. April 2026"),
    ],
)
def test_each_kind_of_fact_is_said_by_locale(fact: Any, english: str, german: str) -> None:
    assert ENGLISH.fact(fact) == english
    assert GERMAN.fact(fact) == german


CONTEXTS = [
    decimal.Context(prec=1, rounding=decimal.ROUND_UP),
    decimal.Context(prec=3, rounding=decimal.ROUND_DOWN, traps=[decimal.Inexact, decimal.Rounded]),
    decimal.Context(prec=28, rounding=decimal.ROUND_CEILING, Emax=2, Emin=-2, capitals=0),
]


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda each: f"{each.prec} places")
@pytest.mark.parametrize("words", [ENGLISH, WELSH, GERMAN], ids=lambda each: each.locale)
def test_the_machines_decimal_context_changes_nothing_and_is_left_alone(words: Words, context: decimal.Context) -> None:
    def said() -> list[str]:
        sums: list[Money | ExactMoney] = [
            Money("1234567.89"),
            Money("-0.05"),
            ExactMoney("1234.5678"),
            ExactMoney(Fraction(1, 7)),
        ]
        return [*map(words.fact, sums), words.number(Fraction(123456789, 1000)), words.payment(mary_paid())]

    usual = said()
    with decimal.localcontext(context):
        held = repr(decimal.getcontext())
        assert said() == usual
        assert repr(decimal.getcontext()) == held


def test_a_sum_beyond_all_money_is_still_exact() -> None:
    vast = Explanation.given("vast", Fraction(10**100 + 1, 100), unit="pounds")
    said = ENGLISH.explanation(vast).replace(",", "")
    assert said == "vast: £1" + "0" * 98 + ".01"


# Locales


@pytest.mark.parametrize(
    "wrong",
    ["xx_YY", "en_XX", "", "root", "../en", "C", "en GB", "e" * 50, "en_GB.UTF-8", "de_DE@euro", None, 7, b"en"],
)
def test_a_locale_that_is_not_known_is_refused(wrong: Any) -> None:
    refused(lambda: Words(wrong), "Words.locale")


def test_a_locale_has_one_name() -> None:
    assert Words("en-GB") == Words("en_GB") == Words() == Words("EN_gb")
    assert Words("cy", IN_ENGLISH) != Words("cy_GB", IN_ENGLISH)
    assert repr(ENGLISH) == "Words(locale='en_GB')"


def test_words_are_a_value() -> None:
    for words in (ENGLISH, Words("de_DE", gettext.NullTranslations())):
        assert copy.copy(words) == words
    assert pickle.loads(pickle.dumps(WELSH)) == WELSH
    assert hash(pickle.loads(pickle.dumps(WELSH))) == hash(WELSH)
    with pytest.raises(AttributeError):
        ENGLISH.locale = "cy_GB"  # type: ignore[misc]


def test_babel_is_imported_on_first_use_and_not_before() -> None:
    code = (
        "import sys, isf_core, isf_core.present.words as w\n"
        "assert 'babel' not in sys.modules\n"
        "print(w.Words().money(isf_core.Money('12.50')).encode('ascii', 'xmlcharrefreplace').decode())\n"
        "assert 'babel' in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "&#163;12.50\n", "")


def test_letters_and_the_welsh_catalogue_are_imported_without_babel() -> None:
    code = (
        "import sys\n"
        "from isf_core.present import WELSH, Catalogue, Words\n"
        "from isf_core.present.letters import Recipient, Sender, change_letter, finance_letter, payment_letter\n"
        "assert 'babel' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


MACHINES = [
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "tr_TR", "LC_MONETARY": "ja_JP", "TZ": "JST-9", "PYTHONHASHSEED": "2"},
    {"LC_ALL": "no such locale", "LC_NUMERIC": "xx", "TZ": ":nowhere", "PYTHONHASHSEED": "3"},
]


@pytest.mark.process
def test_the_machines_locale_and_time_zone_change_nothing() -> None:
    code = (
        "from datetime import date; from fractions import Fraction; from isf_core import Money, Period\n"
        "from isf_core.present import ENGLISH, Words\n"
        "april = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))\n"
        "for name in ('en_GB', 'cy_GB', 'de_DE'):\n"
        "    words = Words(name, ENGLISH)\n"
        "    print(ascii([words.money(Money('1234.50')), words.period(april), words.number(Fraction(2469, 2))]))\n"
    )
    said = set()
    for machine in MACHINES:
        kept = {name: held for name, held in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
        run = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            env={**kept, **machine},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        said.add(run.stdout)
    assert len(said) == 1
    assert "6 Ebrill 2026" in said.pop()


# Payments


def test_a_payment_in_short_sentences_for_the_person() -> None:
    assert ENGLISH.payment(mary_paid()) == (
        "Payment 1 is £246.42. It is for 6 April 2026 to 3 May 2026. It is paid on 2 April 2026."
        " The agreed day, 6 April 2026, is a weekend or a bank holiday."
        " Your budget for these days is £377.50."
        " £51.08 of it pays for services that come from the council itself."
        " £80.00 of it is what you pay yourself. £40.00 of it is the ISF provider's fee."
    )


def test_a_payment_in_full_for_finance() -> None:
    assert ENGLISH.payment(mary_paid(), Audience.AUTHORITY).splitlines() == [
        "Payment 1, 6 April 2026 to 3 May 2026",
        "ISF provider                    H-7",
        "Due by the agreement   6 April 2026",
        "Due                    2 April 2026",
        "Budget                      £377.50",
        "In-house services            £51.08",
        "Contribution                 £80.00",
        "Fee inside                   £40.00",
        "Fee on top                    £0.00",
        "One-off sums                  £0.00",
        "Paid                        £246.42",
        "council                      £95.42",
        "nhs                         £151.00",
    ]


def test_a_sentence_is_short() -> None:
    for sentence in ENGLISH.payment(mary_paid()).split(". "):
        assert len(sentence.split()) <= 16


def paid(one_offs: OneOffPayment, working_days: WorkingDays | None = None) -> list[Payment]:
    """Four weeks with grab rails and a fee on top, and nobody recorded who pays it or whom."""
    terms = PaymentTerms(
        cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
        timing=Timing.IN_ADVANCE,
        move=Move.NOT,
        basis=Basis.GROSS,
        one_offs=one_offs,
        working_days=working_days,
    )
    mary = sound()
    changed = mary.replace(
        funding=None,
        holder=None,
        budget=mary.budget.replace(
            actual=Rate.weekly(100),
            in_house=(),
            one_offs=(OneOff(on=date(2026, 4, 8), amount=Money(120), what="grab rails"),),
        ),
        contract=mary.contract.replace(
            payment=terms, fee=FixedFee(per_week="10"), fee_placement=Placement.ON_TOP, last_day=date(2026, 5, 3)
        ),
    )
    return [*schedule_payments(changed)]


def test_a_one_off_sum_is_said_with_its_payment() -> None:
    (only,) = paid(OneOffPayment.WITH_PERIOD)
    assert ENGLISH.payment(only) == (
        "Payment 1 is £560.00. It is for 6 April 2026 to 3 May 2026. It is paid on 6 April 2026."
        " Your budget for these days is £400.00. £40.00 is added for the ISF provider's fee."
        " £120.00 is added once: grab rails."
    )
    assert "Holder " not in ENGLISH.payment(only, Audience.AUTHORITY)


def test_a_one_off_sum_is_said_alone() -> None:
    alone = next(each for each in paid(OneOffPayment.ON_ITS_DATE) if not each.is_regular)
    said = ENGLISH.payment(alone)
    assert said.startswith(f"Payment {alone.number} is £120.00. It is paid on ")
    assert said.endswith(" It is paid once: grab rails.")


def test_a_day_that_may_still_move_is_said_to() -> None:
    years = WorkingDays.of(set(), first=date(2026, 1, 1), last=date(2027, 1, 1), proclaimed_to=date(2026, 3, 1))
    (only,) = paid(OneOffPayment.WITH_PERIOD, years)
    assert "That day may still move: bank holidays are not fixed that far ahead." in ENGLISH.payment(only)


# Explanations


def test_an_explanation_is_an_indented_tree() -> None:
    rate = Explanation.given("rate a week", "84.375", INTERPRETATION("made up"), unit="pounds")
    weeks = Explanation.given("weeks", Fraction(18, 7))
    tree = Explanation.rounded("budget", Explanation.times("eighteen days of it", rate, weeks))
    assert ENGLISH.explanation(tree).splitlines() == [
        "budget: £216.96 (rounded half up from 6075/28 pounds (about £216.9643))",
        "  eighteen days of it: 6075/28 pounds (about £216.9643) (each times the next)",
        "    rate a week: £84.375 [isf_core's interpretation, made up]",
        "    weeks: 18/7 (about 2.5714)",
    ]
    assert f"rate a week: 84,375{NBSP}£" in GERMAN.explanation(tree)


def test_an_explanation_of_a_payment_has_a_line_for_each_node() -> None:
    tree = mary_paid().explain()
    assert len(ENGLISH.explanation(tree).splitlines()) == len([*tree.walk()])


# Findings


def test_a_finding_in_two_sentences_for_the_person() -> None:
    finding = judged("CON-14", PROOFS["CON-14"].at(PROOFS["CON-14"].breaches[0]).arrangement).findings[0]
    said = ENGLISH.finding(finding)
    assert said[0].isupper() or finding.rule.message.startswith("{")
    assert said.endswith(f" To put it right: {finding.remedy}.")
    assert "CON-14" not in said
    assert "[" not in said


def test_a_finding_in_full_for_finance() -> None:
    for finding in found()[:20]:
        lines = ENGLISH.finding(finding, Audience.AUTHORITY).splitlines()
        assert lines[:2] == [f"Rule: {finding.code}", f"Force: {finding.force.value}"]
        assert lines[-len(finding.rule.sources) :] == [f"Source: {source}" for source in finding.rule.sources]


def test_what_cannot_be_told_is_said_in_a_sentence_of_its_own() -> None:
    nobody = check(Arrangement(person=Person(ref="P-9")), on=ON)
    finding = next(each for each in nobody.findings if each.field == "contract.signatures")
    assert ENGLISH.finding(finding) == (
        f"Nobody can tell yet whether {finding.rule.sentence}. This is not recorded: signatures (contract)."
    )
    assert "To put right: record contract.signatures" in ENGLISH.finding(finding, Audience.AUTHORITY)


@pytest.mark.parametrize("words", [ENGLISH, WELSH, GERMAN], ids=lambda each: each.locale)
def test_every_finding_of_every_rule_can_be_said(words: Words) -> None:
    for finding in found():
        for audience in Audience:
            said = words.finding(finding, audience)
            assert not set("{}") & set(said)
            assert NAME not in said


def test_a_report_says_the_verdict_and_every_finding() -> None:
    report = check(Arrangement(person=Person(ref="P-9")), on=ON)
    parts = ENGLISH.report(report).split("\n\n")
    assert parts[0] == "May it go ahead? Cannot tell."
    assert parts[1:] == [ENGLISH.finding(each) for each in report.findings]


# Statements


def test_a_statement_in_short_sentences_for_the_person() -> None:
    assert ENGLISH.statement(her_statement(Audience.PERSON)).splitlines() == [
        "This is your fund from 6 April 2026 to 28 June 2026.",
        "At the beginning it held £0.00.",
        "£979.26 came in.",
        "  payment by the funder: £739.26",
        "  the person's contribution: £240.00",
        "£965.00 was spent.",
        "  direct support by the ISF provider: £615.00",
        "  payment to another provider: £210.00",
        "  management fee: £120.00",
        "  equipment or another one-off: £20.00",
        "At the end it held £14.26.",
        "homecare: £750.00 was planned, £600.00 was spent.",
        "art: £262.50 was planned, £210.00 was spent.",
        "no support of the plan: £0.00 was planned, £35.00 was spent.",
        "Of the balance, £14.26 is surplus.",
        "At most £123.21 may be held.",
    ]


def test_a_statement_in_tables_for_the_authority() -> None:
    said = ENGLISH.statement(her_statement(Audience.AUTHORITY))
    for line in (
        "Statement, 6 April 2026 to 28 June 2026",
        "direct support by the ISF provider   -£615.00",
        "balance at the end                     £14.26",
        "Support                  Planned     Spent   Difference",
        "homecare                 £750.00   £600.00     -£150.00",
        "Outcome of the plan      Planned     Spent   Difference",
    ):
        assert line in said.splitlines()


def test_a_statement_leaves_out_what_is_not_known() -> None:
    mary = lived().replace(plan=lived().plan.replace(supports=None))
    span = Period(first_day=PERIODS[0].first_day, last_day=LIVED)
    for to in Audience:
        said = ENGLISH.statement(statement_for(mary, span=span, policy=NUMBERS, to=to))
        assert "lanned" not in said.replace("unplanned", "")
        assert "Not recorded: " in said
        assert ("plan.supports" in said) is (to is Audience.AUTHORITY), "no path reaches the person"


def test_what_was_planned_is_said_to_the_penny_where_days_split_a_week() -> None:
    """25 days of 62.50 a week are 3125/14 pounds: a person reads about £223.21, and no fraction."""
    april = Period.month(2026, 4)
    said = ENGLISH.statement(statement_for(lived(), span=april, policy=NUMBERS))
    assert "homecare: about £223.21 was planned" in said
    assert "/" not in said


def test_what_was_planned_and_is_not_recorded_is_said() -> None:
    mary = lived()
    first, *others = mary.plan.supports or ()
    mary = mary.replace(plan=mary.plan.replace(supports=(first.replace(cost=None), *others)))
    said = ENGLISH.statement(
        statement_for(mary, span=Period(first_day=APRIL.first_day, last_day=LIVED), policy=NUMBERS)
    )
    assert f"{first.ref}: £600.00 was spent. What was planned is not recorded." in said


# Translation


def test_a_sentence_is_translated_before_its_facts_are_filled_in() -> None:
    words = Words("cy_GB", Cymraeg())
    assert "Fe'i telir ar 2 Ebrill 2026." in words.payment(mary_paid())
    said = words.statement(her_statement(Audience.PERSON))
    assert "  taliad gan y cyllidwr: £739.26" in said
    assert "Gellir dal hyd at £123.21." in said


def test_a_catalogue_of_the_standard_library_or_of_babel_fits() -> None:
    from babel.support import NullTranslations

    for catalogue in (gettext.NullTranslations(), NullTranslations()):
        assert Words("en_GB", catalogue).payment(mary_paid()) == ENGLISH.payment(mary_paid())


def everything(words: Words) -> list[str]:
    """All that can be said, for both readers."""
    said = [words.finding(each, to) for each in found() for to in Audience]
    said += [words.payment(each, to) for each in paid(OneOffPayment.ON_ITS_DATE) for to in Audience]
    return [*said, *(words.statement(her_statement(to)) for to in Audience), words.report(check(sound(), on=ON))]


def test_a_catalogue_is_asked_only_for_what_is_listed() -> None:
    listening = Listening()
    said = everything(Words("cy_GB", listening))
    assert {*listening.asked} <= {*templates()}
    assert len({*listening.asked}) > 200
    assert all("«" in each for each in said)
    assert len(templates()) == len({*templates()})
    assert "" not in templates(), "gettext has its own header there"
    assert not [each for each in listening.asked if NAME in each]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Telir ef.", "lacks {due}"),
        ("Telir ef ar {due} gan {payer}.", "{payer}"),
        ("Telir ef ar {due.year}.", "lacks {due}"),
        ("Telir ef ar {due} {", "a brace that names no fact"),
        ("Telir ef ar {due} {0}", "a brace that names no fact"),
        (None, "is no text"),
        (b"Telir ef ar {due}.", "is no text"),
    ],
)
def test_a_translation_whose_places_are_not_the_sentences_own_is_refused(text: object, message: str) -> None:
    words = Words("cy_GB", Only(text))
    refused(lambda: words.say("It is paid on {due}.", due=ON), "Words.messages", message)


def test_a_place_may_stand_twice_and_elsewhere() -> None:
    assert Words("en_GB", Only("{due}, {due}!")).say("It is paid on {due}.", due=ON) == "30 March 2026, 30 March 2026!"


def test_a_fact_is_never_read_as_a_place() -> None:
    assert ENGLISH.say("{what} is here", what="{due}") == "{due} is here"


def test_a_sentence_without_its_fact_is_refused() -> None:
    refused(lambda: ENGLISH.say("It is paid on {due}."), "Words.say", "due")


@pytest.mark.parametrize("wrong", [None, 1, b"It is paid.", []])
def test_what_is_no_sentence_is_refused(wrong: Any) -> None:
    refused(lambda: ENGLISH.say(wrong), "Words.say", "give a text")


@pytest.mark.parametrize("wrong", ["cy", 7, Cymraeg, {}])
def test_what_is_no_catalogue_is_refused(wrong: Any) -> None:
    refused(lambda: Words("cy_GB", wrong), "Words.messages")


REFUSED: list[Callable[[], object]] = [
    lambda: ENGLISH.money("12.50"),  # type: ignore[arg-type]
    lambda: ENGLISH.money(ExactMoney(1)),  # type: ignore[arg-type]
    lambda: ENGLISH.number(1.5),  # type: ignore[arg-type]
    lambda: ENGLISH.number(Decimal("NaN")),  # type: ignore[arg-type]
    lambda: ENGLISH.date(datetime(2026, 4, 6)),  # noqa: DTZ001
    lambda: ENGLISH.date("2026-04-06"),  # type: ignore[arg-type]
    lambda: ENGLISH.period(ON),  # type: ignore[arg-type]
    lambda: ENGLISH.explanation(Money(1)),  # type: ignore[arg-type]
    lambda: ENGLISH.payment(Money(1)),  # type: ignore[arg-type]
    lambda: ENGLISH.payment(mary_paid(), "the person"),  # type: ignore[arg-type]
    lambda: ENGLISH.finding("CON-01"),  # type: ignore[arg-type]
    lambda: ENGLISH.finding(found()[0], "finance"),  # type: ignore[arg-type]
    lambda: ENGLISH.report(found()[0]),  # type: ignore[arg-type]
    lambda: ENGLISH.statement("it"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_is_something_else_is_refused(wrong: Callable[[], object]) -> None:
    refused(wrong)


def test_the_front_of_the_floor() -> None:
    words = ["Catalogue", "ENGLISH", "UntranslatedWarning", "WELSH", "Words", "templates"]
    charts = ["Chart", "balance_chart", "by_holder_chart", "outcomes_chart", "payments_chart", "spending_chart"]
    assert sorted(present.__all__) == sorted((*words, *charts))


def test_a_field_and_a_text_that_are_none_are_refused_by_name() -> None:
    five: Any = 5
    assert str(refused(lambda: Words().field(five))).startswith("Words.field: 5")
    assert str(refused(lambda: Words().isolated(five))).startswith("Words.isolated: 5")
