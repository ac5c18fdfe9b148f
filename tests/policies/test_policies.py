"""The ready policies: exactly what each sets, and from which text; the rest is unset (POL-01, POL-02)."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from rules.proofs import PROOFS
from support.account import LIVED, ON_TOP, lived
from support.arrangements import LAST, ON, mary, sound
from support.asking import NUMBERS
from support.refusing import refused

from isf_core import assess, check, schedule_payments
from isf_core.model import (
    AgreementKind,
    Backdating,
    Band,
    Basis,
    Clause,
    Convention,
    DeploymentOption,
    FeeBase,
    HowFarBack,
    Parameters,
    PaymentLevel,
    RecoveryScope,
    ReviewOnChange,
    SurplusBase,
    SurplusRule,
    SuspensionRule,
    Timing,
)
from isf_core.policies import (
    DORSET_AGREEMENT,
    DORSET_POLICY,
    FLEXIBLE,
    HOMECARE,
    LANCASHIRE_POLICY,
    OVERVIEW,
    PLAIN,
    READY,
    SHROPSHIRE_POLICY,
)
from isf_core.policies.sourced import CONVENTIONS, sourced
from isf_core.rules import ALL_RULES, Case, Policy, Result, Rule, rules_of
from isf_core.rules.catalogue import OF_ANY, READ_BY
from isf_core.rules.engine.judging import judge
from isf_core.values import (
    DORSET,
    DORSET_MODEL_AGREEMENT,
    HOME,
    INTERPRETATION,
    IPC,
    LANCASHIRE,
    PRACTICE,
    SHROPSHIRE,
    STATUTORY_GUIDANCE,
    TLAP,
    Frequency,
    Money,
    PayCycle,
    Rate,
    Standing,
    Text,
    WorkingDays,
)

NAMES = [field.name for field in attrs.fields(Parameters) if field.name != "name"]
OFFER = (DeploymentOption.DIRECT_PAYMENT, DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED)
LISTED = (
    *(DeploymentOption.DIRECT_PAYMENT, DeploymentOption.DIRECT_PAYMENT_MANAGED),
    *(DeploymentOption.DIRECT_PAYMENT_SUITABLE_PERSON, DeploymentOption.DIRECT_PAYMENT_TRUST),
    *(DeploymentOption.MANAGED, DeploymentOption.INDIVIDUAL_SERVICE_FUND),
)
NONE_ASKED: tuple[Any, Text, str] = ((), INTERPRETATION, "")
USUAL = Band(lowest=Money(5), highest=Money(25))
HALF = SurplusRule(
    share="0.5", of=SurplusBase.FOUR_WEEKLY_PAYMENT, recovers=RecoveryScope.EXCESS, clause=Clause(reference="6.16")
)

OWN: dict[str, Any] = {
    "convention": (Convention.EACH_PAYMENT, PRACTICE, "each payment's components rounded on their own"),
    "late_days": (28, INTERPRETATION, "late after four weeks"),
    "due_days": (0, INTERPRETATION, "due on the day itself"),
    "working_days": (WorkingDays.england_and_wales(), INTERPRETATION, "the calendar of England and Wales"),
    "first_review_days": (56, STATUTORY_GUIDANCE, "13.32"),
    "review_months": (12, STATUTORY_GUIDANCE, "13.32"),
}
"""In every policy, but where its own text says otherwise: the library's own conventions, and the guidance's dates."""

SET: dict[str, dict[str, tuple[Any, Text, str]]] = {
    "plain": {
        "weeks_in_year": (Fraction(52), HOME, "Appendix One"),
        "pays": (PaymentLevel.BUDGET, INTERPRETATION, "the whole budget is paid where the plan costs less"),
        "fee_base": (FeeBase.GROSS, IPC, "5"),
        "carry_forward_outside_cap": (False, INTERPRETATION, "money carried forward"),
        "few_answers": (30, PRACTICE, "fewer than thirty"),
    },
    "Lancashire (2012)": {
        "pays": (PaymentLevel.PLAN, LANCASHIRE, "6.8"),
        "surplus": (HALF, LANCASHIRE, "6.16"),
        "carry_forward_outside_cap": (False, LANCASHIRE, "6.16"),
        "suspension": (SuspensionRule(), LANCASHIRE, "6.15"),
        "agreements": NONE_ASKED,
        "statement_months": (12, LANCASHIRE, "6.12"),
    },
    "Dorset (undated guidance)": {
        "pays": (PaymentLevel.BUDGET, DORSET, "4"),
        "timing": (Timing.IN_ADVANCE, DORSET, "3"),
        "backdating": (Backdating(how_far=HowFarBack.NOT_THE_FIRST_PAYMENT), DORSET, "4"),
        "agreements": ((AgreementKind.PERSON_HOLDER,), DORSET, "4"),
        "options": (OFFER, DORSET, "2"),
        "progress_months": (12, DORSET, "4"),
        "holder_change_review": (ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES, DORSET, "5"),
    },
    "flexible contracting (TLAP 2015)": {
        "options": (OFFER, TLAP, "Summary, What the Care Act guidance says about ISFs"),
        "pays": (PaymentLevel.BUDGET, TLAP, "Flexible Contracting, 4)"),
        "agreements": NONE_ASKED,
    },
    "Shropshire (factsheet 11)": {
        "cycle": (PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1)), SHROPSHIRE, "factsheet 11"),
        "pays": (PaymentLevel.BUDGET, SHROPSHIRE, "factsheet 11"),
        "basis": (Basis.GROSS, SHROPSHIRE, "factsheet 11"),
        "statement_months": (1, SHROPSHIRE, "quick guide"),
    },
    "homecare (In Control 2012)": {
        "weeks_in_year": (Fraction(52), HOME, "Appendix One"),
        "pays": (PaymentLevel.BUDGET, HOME, "Appendix Three"),
        "timing": (Timing.IN_ARREARS, HOME, "Incorporating a homecare ISF, When?"),
        "agreements": ((AgreementKind.PERSON_HOLDER, AgreementKind.PERSON_COUNCIL), HOME, "Step 5"),
        "options": (LISTED, HOME, "Developing the ISF model and approach"),
        "first_review_days": (42, HOME, "Step 6"),
        "review_months": (12, HOME, "Step 7"),
        "holder_change_review": (ReviewOnChange.ALWAYS, HOME, "Appendix Three"),
    },
    "overview (IPC 2021)": {
        "fee_base": (FeeBase.GROSS, IPC, "5"),
        "fee_band": (USUAL, IPC, "5"),
        "agreements": NONE_ASKED,
    },
}
SET["Dorset (undated model agreement)"] = {
    **SET["Dorset (undated guidance)"],
    "basis": (Basis.NET, DORSET_MODEL_AGREEMENT, "3"),
    "timing": (Timing.IN_ADVANCE, DORSET_MODEL_AGREEMENT, "3"),
    "due_days": (-14, DORSET_MODEL_AGREEMENT, "3"),
    "charges_carers": (False, DORSET_MODEL_AGREEMENT, "3"),
    "surplus": (
        SurplusRule(share=4, of=SurplusBase.WEEKLY_BUDGET, weeks=12, or_named_need=True, clause=Clause(reference="5")),
        DORSET_MODEL_AGREEMENT,
        "5",
    ),
}
"""What each policy sets beside the conventions: the value, the text, and how the pinpoint begins."""

POLICIES = pytest.mark.parametrize("policy", READY, ids=lambda policy: policy.name)


def test_they_are_these_each_under_a_name_of_its_own() -> None:
    assert (
        *(PLAIN, LANCASHIRE_POLICY, DORSET_POLICY, DORSET_AGREEMENT, SHROPSHIRE_POLICY),
        *(FLEXIBLE, HOMECARE, OVERVIEW),
    ) == READY
    assert [policy.name for policy in READY] == list(dict.fromkeys(policy.name for policy in READY))
    assert {policy.name for policy in READY} == set(SET)
    assert all(policy.parameters.name == policy.name for policy in READY)
    assert len(set(READY)) == len(READY)


@POLICIES
def test_it_sets_exactly_what_its_source_says(policy: Policy) -> None:
    expected = {**OWN, **SET[policy.name]}
    held = {name: getattr(policy.parameters, name) for name in NAMES}
    assert {name for name, value in held.items() if value is not None} == set(expected)
    assert {name: held[name] for name in expected} == {name: value for name, (value, _, _) in expected.items()}


@POLICIES
def test_every_number_that_is_set_has_its_source_and_no_other_has(policy: Policy) -> None:
    expected = {**OWN, **SET[policy.name]}
    for name in NAMES:
        source = policy.source_of(name)
        if name not in expected:
            assert source is None, name
            continue
        _, text, pinpoint = expected[name]
        assert source is not None, name
        assert source.text == text, name
        assert source.pinpoint.startswith(pinpoint), name
        ours = source.text in (INTERPRETATION, STATUTORY_GUIDANCE)
        assert source.words or not source.text.seen or ours, "what was seen is quoted"
        assert source in policy.sources
    assert {source for _, source in policy.parameter_sources} == set(policy.sources)
    assert len(policy.sources) == len(set(policy.sources))


TEXTS: dict[str, tuple[Text, ...]] = {
    "plain": (),
    "Lancashire (2012)": (LANCASHIRE,),
    "Dorset (undated guidance)": (DORSET,),
    "Dorset (undated model agreement)": (DORSET, DORSET_MODEL_AGREEMENT),
    "Shropshire (factsheet 11)": (SHROPSHIRE,),
    "flexible contracting (TLAP 2015)": (TLAP,),
    "homecare (In Control 2012)": (HOME,),
    "overview (IPC 2021)": (IPC,),
}
"""The texts that each policy has taken as its own."""
UNCOSTED = {"BUD-02", "BUD-14", "PLN-03"}
"""What asks for a costed plan: flexible contracting has none (TLAP, points 3 and 4)."""


@POLICIES
def test_it_judges_by_the_rules_of_any_arrangement_and_its_own_texts(policy: Policy) -> None:
    """Another council's text tells it nothing: not one rule is there that rests on a stranger's text alone."""
    own = TEXTS[policy.name]
    brought = {code for name in SET[policy.name] for code in READ_BY.get(name, ())}
    for each in policy.rules:
        stranger = each.standing in (Standing.GOOD_PRACTICE, Standing.LOCAL)
        assert not stranger or each.code in brought or {source.text for source in each.sources} & {*own}, each.code
    left_out = UNCOSTED if policy is FLEXIBLE else set()
    assert ({*rules_of(*own).codes} | brought) - left_out == {*policy.rules.codes}


def test_the_plain_policy_has_the_law_the_guidance_and_the_arrangements_own_rules() -> None:
    kept = (Standing.LAW, Standing.GUIDANCE, Standing.ARRANGEMENT)
    assert PLAIN.rules.codes == tuple(each.code for each in ALL_RULES if each.standing in kept)
    assert all({*PLAIN.rules.codes} - UNCOSTED <= {*policy.rules.codes} for policy in READY)
    for standing, codes in PROPOSED.items():
        assert {*codes.split()} & {*ALL_RULES.codes} <= {*ALL_RULES.where(standing=standing).codes}


PROPOSED = {
    Standing.LAW: "BUD-10 BUD-11 BUD-12 BUD-13 BUD-16 BUD-17 BUD-19 BUD-20 CON-15 CON-16 CON-25 LIFE-05a ORG-05a "
    "PTY-02 PTY-03 PLN-01 PLN-09 PLN-14 PLN-15",
    Standing.GUIDANCE: "LIFE-10 LIFE-13 PLN-07",
    Standing.ARRANGEMENT: "LIFE-02 LIFE-08 BUD-01 BUD-02 BUD-03 BUD-04 BUD-14 BUD-21 CON-01 CON-05 CON-08 CON-09 "
    "CON-14 PLN-02 PLN-03 FEE-05 FEE-07 PAY-01 PAY-10 PAY-16 LED-02 LED-10 LED-12 LED-13 SUR-05 SUR-06 SUR-08 OVR-01 "
    "END-03 END-06",
}
"""The catalogue's table of standing. Beside it, the arrangement's own are PTY-01 (a signature against who may sign),
CON-03a (an ending against the contract's form), CON-12a (a recovery against the contract's clause) and PLN-10 (shares
against the whole)."""


def test_a_number_that_is_set_brings_the_rules_that_judge_by_it() -> None:
    for number, codes in READ_BY.items():
        value = getattr(NUMBERS, number) or getattr(LANCASHIRE_POLICY.parameters, number)
        ours = PLAIN.with_parameters("Ourshire", **{number: value})
        assert {*ours.rules.codes} == {*PLAIN.rules.codes, *codes}
        again = ours.without(*codes).with_parameters("Ourshire", **{number: value})
        assert {*again.rules.codes} == {*PLAIN.rules.codes}, "what was taken out stays out where its number was set"
        assert PLAIN.with_parameters("Ourshire", **{number: None}).rules == PLAIN.rules


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_every_number_that_a_texts_rule_reads_brings_it(rule: Rule) -> None:
    """Or else a council would set the number, and nobody would judge by it."""
    proof = PROOFS[rule.code]
    edges = () if isinstance(proof.edges, str) else tuple(each.outside for each in proof.edges)
    for each in map(proof.at, (proof.sound, *proof.breaches, *proof.idle, *edges)):
        case = Case(each.arrangement, each.on, each.numbers)
        judge(rule, case)
        read = {field.removeprefix("policy.") for field in case.read if field.startswith("policy.")}
        assert rule.standing in OF_ANY or all(rule.code in READ_BY[name] for name in read)


@POLICIES
def test_what_it_does_not_set_and_a_rule_needs_is_said_by_name(policy: Policy) -> None:
    found = check(lived(**ON_TOP), on=LIVED, policy=policy)
    asked = {field.removeprefix("policy.") for field in found.unknown if field.startswith("policy.")}
    assert asked <= {name for name in NAMES if getattr(policy.parameters, name) is None}
    late = {"LED-04"} if policy is SHROPSHIRE_POLICY else set()
    assert {each.code for each in found.breaches} == late, "a statement each month was not given"


def test_the_plain_policy_asks_for_no_number_of_a_councils_text() -> None:
    assert check(lived(), on=LIVED).findings == ()


@POLICIES
def test_one_number_or_one_rule_is_changed_and_the_rest_is_kept(policy: Policy) -> None:
    ours = policy.with_parameters("ours", INTERPRETATION("ours"), records_years=6).without("CON-01")
    for name in NAMES:
        if name != "records_years":
            assert getattr(ours.parameters, name) == getattr(policy.parameters, name)
            assert ours.source_of(name) == policy.source_of(name)
    assert ours.source_of("records_years") == INTERPRETATION("ours")
    assert {*ours.rules.codes} == {*policy.rules.codes, "LED-11"} - {"CON-01"}
    assert policy.parameters.records_years is None
    assert "CON-01" in policy.rules


@POLICIES
def test_it_is_a_value(policy: Policy) -> None:
    assert pickle.loads(pickle.dumps(policy)) == copy.deepcopy(policy) == policy


def test_dorsets_model_agreement_adds_to_its_guidance_what_its_clauses_3_and_5_say() -> None:
    one, other = DORSET_POLICY, DORSET_AGREEMENT
    said = sorted(["basis", "due_days", "charges_carers", "surplus"], key=NAMES.index)
    assert [name for name in NAMES if getattr(one.parameters, name) != getattr(other.parameters, name)] == said
    changed = [name for name in NAMES if one.source_of(name) != other.source_of(name)]
    assert changed == sorted(["timing", *said], key=NAMES.index)
    assert {*other.rules.codes} == {*one.rules.codes, "SUR-02"}


def test_dorsets_model_agreement_pays_net_two_weeks_ahead() -> None:
    """Clause 3. 84.375 less 20 a week, four weeks: 257.50, two weeks before 6 April, a Monday."""
    terms = {"basis": None, "timing": None, "due_days": None}
    schedule = schedule_payments(
        mary(payment=terms, budget={"contribution": Rate.weekly("20")}), until=LAST, policy=DORSET_AGREEMENT
    )
    assert (schedule[0].amount, schedule[0].due) == (Money("257.50"), date(2026, 3, 23))


def test_shropshire_pays_gross_by_the_month() -> None:
    """4,387.50 a year is 365.625 a month; the person's 20 a week is the council's to bill."""
    terms = {"basis": None, "cycle": None, "weeks_in_year": 52}
    found = mary(payment=terms, budget={"contribution": Rate.weekly("20"), "actual": Rate.annual("4387.50")})
    schedule = schedule_payments(found, until=date(2026, 5, 31), policy=SHROPSHIRE_POLICY)
    assert (schedule[1].first_day, schedule[1].last_day) == (date(2026, 5, 1), date(2026, 5, 31))
    assert schedule[1].amount in (Money("365.62"), Money("365.63"))


@pytest.mark.parametrize("name", ["move", "one_offs", "fee_placement", "termination"])
def test_what_the_sources_leave_to_the_contract_is_set_by_none(name: str) -> None:
    assert all(getattr(policy.parameters, name) is None for policy in READY)


def test_where_the_texts_conflict_the_plain_policy_takes_no_side() -> None:
    assert DORSET_POLICY.parameters.timing is Timing.IN_ADVANCE
    assert HOMECARE.parameters.timing is Timing.IN_ARREARS
    assert PLAIN.parameters.timing is None
    assert PLAIN.parameters.holder_change_review is None
    assert PLAIN.parameters.surplus is None


def test_a_council_fills_what_is_unset_and_has_no_more_to_record() -> None:
    ours = PLAIN.with_parameters("Ourshire", INTERPRETATION("ours"), records_years=6, progress_months=6)
    found = assess(lived(), on=LIVED, policy=ours)
    assert found.report.findings == ()
    assert {each.result for each in found.report} == {Result.HOLDS, Result.DOES_NOT_APPLY}


# How one is written down


def test_a_whole_council_fits_on_a_page() -> None:
    """Its cap, cycle and fee, and a rule of its own; tests/test_docs.py runs it."""
    example = Path(__file__).resolve().parents[2] / "examples" / "own_council.py"
    assert len(example.read_text(encoding="utf-8").splitlines()) < 60


def test_a_policy_is_written_down_with_each_number_beside_its_source() -> None:
    scheme = Text("Ourshire's scheme", 2026)
    ours = sourced(
        "Ourshire", (scheme,), {**CONVENTIONS, "review_months": (6, scheme("4")), "few_answers": (10, scheme("4"))}
    )
    assert (ours.name, ours.parameters.name, ours.parameters.review_months) == ("Ourshire", "Ourshire", 6)
    assert ours.source_of("review_months") == ours.source_of("few_answers") == scheme("4")
    assert ours.sources.count(scheme("4")) == 1
    assert set(CONVENTIONS) == set(OWN)
    assert assess(sound(), on=ON, policy=ours).schedule is None, "what it leaves unset is missing by name"


def test_what_is_no_number_is_refused() -> None:
    refused(
        lambda: sourced("ours", (), {"payday": (6, INTERPRETATION("ours"))}),
        "Parameters.payday: there is no such field",
    )
    refused(lambda: sourced("ours", (), {"review_months": (0, INTERPRETATION("ours"))}), "Parameters.review_months")
    wrong: Any = "our own text"
    refused(lambda: sourced("ours", (), {"review_months": (6, wrong)}), "Policy.")


@pytest.mark.parametrize("policy", [LANCASHIRE_POLICY, FLEXIBLE, OVERVIEW], ids=lambda policy: policy.name)
def test_a3_14_a_text_that_asks_for_no_agreement_beside_the_contract_says_so(policy: Policy) -> None:
    assert policy.parameters.agreements == ()
    asked = check(sound(agreements=None), on=ON, policy=policy).result("CON-02")
    assert asked.result in (Result.HOLDS, Result.DOES_NOT_APPLY)


def test_a3_22_dorset_sets_no_list_of_what_may_not_be_bought() -> None:
    assert DORSET_POLICY.parameters.exclusions is None
    assert "PLN-04" in DORSET_POLICY.rules, "the law's own exclusion stays"
