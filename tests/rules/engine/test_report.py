"""The report: its verdict, what is unknown by field, why and why not, and how it shows itself."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest
from rules.plan.test_outcomes_and_reviews import UNMET
from rules.test_fees import fixed
from support.arrangements import ART, DAY_AFTER, HOMECARE, NAME, ON, sound
from support.asking import WHOLE
from support.few import BY_FEW
from support.refusing import refused

from isf_core.assessment import check
from isf_core.model import Arrangement, Holder, NoFee, Outcome, Person
from isf_core.rules import ALL_RULES, Force, Report, RuleResult, Verdict
from isf_core.rules import Result as Came
from isf_core.values.layout import Fold

BARE = Arrangement(person=Person(ref="P-001", name=NAME))


def report(arrangement: Arrangement) -> Report:
    """What all rules find."""
    return check(arrangement, on=ON, policy=WHOLE)


def by_few(arrangement: Arrangement) -> Report:
    """What a few fixed rules find, so that what is proved here does not change when the catalogue grows."""
    return check(arrangement, on=ON, policy=BY_FEW)


def test_yes_is_said_only_where_no_must_is_breached_or_untold() -> None:
    assert report(sound()).verdict is Verdict.YES
    assert report(UNMET).verdict is Verdict.NO
    assert report(sound(payments_set_up_on=None)).verdict is Verdict.CANNOT_TELL
    assert report(UNMET.replace(payments_set_up_on=None)).verdict is Verdict.NO, "what is known decides first"


def test_what_is_only_a_should_is_found_and_stops_nothing() -> None:
    dear = report(fixed("30"))
    assert dear.verdict is Verdict.YES
    assert [each.code for each in dear.breaches] == ["FEE-02"]
    untold = by_few(fixed("30").replace(holder=Holder(ref="H-7")))
    assert untold.unknown == {"holder.kind": ("FEE-02",)}
    assert untold.verdict is Verdict.YES


def test_a_report_of_no_rules_says_yes_to_nothing_found() -> None:
    assert Report(results=()).verdict is Verdict.YES
    assert str(Report(results=())) == "May it go ahead? Yes.\nNo rule was asked."


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_has_no_truth_value(verdict: Verdict) -> None:
    refused(lambda: bool(verdict), "Verdict: it has no truth value", "report.verdict is Verdict.YES")
    refused(lambda: not verdict, "Verdict")
    assert pickle.loads(pickle.dumps(verdict)) is verdict


def test_the_unknown_is_grouped_by_field() -> None:
    unknown = by_few(BARE).unknown
    assert unknown["contract.first_day"] == ("LIFE-08", "PAY-01")
    assert unknown["plan.supports"] == ("CON-05", "PLN-02")
    assert unknown["contract.fee"] == ("FEE-02", "FEE-05", "PAY-01")
    for found in (by_few(BARE), report(BARE)):
        assert sorted(found.unknown) == sorted({each.field for each in found.findings})
    assert report(sound()).unknown == {}
    assert report(UNMET).unknown == {}, "a breach is not unknown"


def test_every_judgement_is_there_in_the_order_of_the_rules() -> None:
    found = report(UNMET)
    assert len(found) == len(ALL_RULES)
    assert tuple(each.rule.code for each in found) == ALL_RULES.codes
    assert found.findings == found.breaches
    assert found.result("PLN-01").result is Came.BREACH
    assert repr(found) == f"<Report: no, 1 findings of {len(ALL_RULES)} rules>"


@pytest.mark.parametrize("code", ALL_RULES.codes)
@pytest.mark.parametrize("arrangement", [sound(), BARE, UNMET, sound(contract={"fee": NoFee()})])
def test_why_and_why_not_answer_for_every_rule(code: str, arrangement: Arrangement) -> None:
    found = report(arrangement)
    result = found.result(code)
    why, why_not = found.why(code), found.why_not(code)
    for source in result.rule.sources:
        assert str(source) in why
    if result.findings:
        assert why_not == f"{code} did find something:\n{why}"
        assert all(str(finding) in why for finding in result.findings)
    else:
        assert why.startswith(why_not)
    assert {
        Came.HOLDS: f"{code} holds: {result.rule.sentence}",
        Came.DOES_NOT_APPLY: f"{code} does not apply: {result.because}",
        Came.BREACH: f"{code} did find something:\n{code} breach: {result.rule.sentence}\n  {code} (",
        Came.CANNOT_TELL: f"{code} did find something:\n{code} cannot tell: {result.rule.sentence}\n  {code} (",
    }[result.result] == why_not[: why_not.find("(") + 1 or None]


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("CON-99", "of CON it has CON-01, CON-02, "),
        *((code, "it has rules of LIFE, PTY, BUD, ") for code in ("con-01", "", "x" * 5_000, None, 7)),
    ],
)
def test_a_rule_that_is_not_there_is_refused_beside_those_that_are(code: Any, near: str) -> None:
    found = report(sound())
    for ask in (found.why, found.why_not, found.result):
        refused(lambda ask=ask: ask(code), "the policy has no rule", near)  # type: ignore[misc]


def test_a_finding_says_what_where_how_to_put_it_right_and_by_which_text() -> None:
    (finding,) = report(UNMET).findings
    assert str(finding) == (
        "PLN-01 (must) plan.outcomes[nutrition]: the eligible outcome nutrition is met by no support, and by nothing "
        "informal or in the community. To put right: add support for nutrition, or record who meets it informally. "
        '[Care Act 2014, section 25(1)(c): "specifies the needs that the local authority is going to meet and how it '
        'is going to meet them"; '
        'ISF staff guidance (Dorset County Council), 4: "does not ignore any outcomes"]'
    )
    (unknown,) = report(sound(payments_set_up_on=None)).findings
    assert (unknown.message, unknown.remedy, unknown.force) == (
        "cannot tell whether nothing starts before all is in place: payments_set_up_on is not recorded",
        "record payments_set_up_on",
        Force.MUST,
    )


def test_several_breaches_of_one_rule_are_counted_as_they_are() -> None:
    once = str(by_few(sound(plan={"agreed_on": DAY_AFTER}, agreements=None)))
    assert "1 is breached" in once
    assert "\nBreaches: 1\n" in once
    twice = str(report(sound(contract={"signatures": ()})))
    assert "1 is breached" in twice
    assert "\nBreaches: 3, of 1 rule\n" in twice
    several = str(report(sound(contract={"signatures": ()}, plan={"agreed_on": DAY_AFTER})))
    assert "3 are breached" in several
    assert "\nBreaches: 5, of 3 rules\n" in several


@pytest.mark.parametrize(
    ("result", "one", "two"),
    [
        (Came.HOLDS, "1 holds", "2 hold"),
        (Came.DOES_NOT_APPLY, "1 does not apply", "2 do not apply"),
        (Came.BREACH, "1 is breached", "2 are breached"),
        (Came.CANNOT_TELL, "1 cannot be told", "2 cannot be told"),
    ],
)
def test_one_rule_or_more_are_counted_in_english(result: Came, one: str, two: str) -> None:
    first, second, *_ = ALL_RULES
    results = tuple(RuleResult(rule=each, result=result) for each in (first, second))
    assert f"Of 1 rule, {one}." in str(Report(results=results[:1]))
    assert f"Of 2 rules, {two}." in str(Report(results=results))


def test_each_place_of_a_source_is_cited_once_whatever_number_of_its_words_are_quoted() -> None:
    found = report(sound(lifecycle={"information_given": ()}))
    finding = next(each for each in found.breaches if each.code == "LIFE-10")
    assert len({(source.text, source.pinpoint) for source in finding.sources}) == 1 < len(finding.sources)
    *_, cited = finding.item().parts
    assert isinstance(cited, Fold)
    assert cited.summary.count("11.32") == 1


def test_a_report_shows_its_findings_as_text_rows_and_a_table() -> None:
    found = by_few(sound(plan={"agreed_on": DAY_AFTER}, contract={"fee": NoFee()}, agreements=None))
    assert str(found).split("\n")[:7] == [
        "May it go ahead? No, by the arrangement itself (LIFE-08).",
        "Of 11 rules, 6 hold, 4 do not apply, 1 is breached.",
        "",
        "Breaches: 1",
        "LIFE-08 must   Support starts on Mon 6 Apr 2026, but the plan was not agreed until Tue 7 Apr 2026.",
        "               To put right (funder): Start no earlier than Tue 7 Apr 2026.",
        "               Rests on: ISF staff guidance (Dorset County Council), 4, NOTE; Individual Service",
    ]
    (row,) = found.records()
    assert row == {
        "code": "LIFE-08",
        "force": "must",
        "result": "breach",
        "field": "plan.agreed_on",
        "message": found.findings[0].message,
        "remedy": "start no earlier than Tue 7 Apr 2026",
        "owed_by": "funder",
        "standing": "the arrangement itself",
        "source": "; ".join(map(str, ALL_RULES["LIFE-08"].sources)),
    }
    assert found.table().title == "May it go ahead? no"
    assert 'May it go ahead? <strong class="no">No</strong>, by the arrangement' in found._repr_html_()
    assert "<summary>Rests on: " in found._repr_html_(), "the words it rests on are folded"


ODD = "<script>alert({outcome})</script>{0}%s&\"'"


def test_odd_references_are_shown_as_they_are_and_do_no_harm() -> None:
    mary = sound(
        plan={
            "outcomes": (Outcome(ref=ODD, eligible=True, met_informally=()),),
            "supports": (HOMECARE.replace(ref=ODD, outcomes=()), ART.replace(outcomes=(ODD,))),
        }
    )
    found = report(mary)
    assert found.why("PLN-02").count(ODD) == 3, "in the field, the sentence and the cure"
    html = found._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert({outcome})&lt;/script&gt;{0}%s&amp;&quot;&#x27;" in html


def test_no_name_of_a_person_or_an_organisation_is_in_what_is_shown() -> None:
    for found in (report(sound()), report(BARE), report(UNMET), report(fixed("30"))):
        for shown in (
            str(found),
            repr(found),
            found._repr_html_(),
            repr(found.findings),
            *map(found.why, ALL_RULES.codes),
        ):
            assert NAME not in shown
    assert sound().person.name == NAME


def test_reports_are_values() -> None:
    assert report(UNMET) == report(UNMET)
    assert report(UNMET) != report(sound())
    assert len({by_few(UNMET), by_few(UNMET), check(UNMET, on=date(2027, 1, 1), policy=BY_FEW)}) == 1, "of any day"
    assert report(UNMET) != by_few(UNMET)
    assert pickle.loads(pickle.dumps(report(BARE))) == report(BARE)
