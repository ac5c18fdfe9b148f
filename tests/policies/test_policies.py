"""The ready policies: exactly what each sets, and from which text; the rest is unset (POL-01, POL-02)."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from support.account import LIVED, lived
from support.arrangements import ON, sound
from support.refusing import refused

from isf_core import assess, check
from isf_core.model import (
    AgreementKind,
    Backdating,
    Band,
    Clause,
    Convention,
    DeploymentOption,
    FeeBase,
    HowFarBack,
    Parameters,
    PaymentLevel,
    RecoveryScope,
    ReviewOnChange,
    SupportKind,
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
)
from isf_core.policies.sourced import CONVENTIONS, sourced
from isf_core.rules import ALL_RULES, Policy, Result
from isf_core.values import DORSET, HOME, INTERPRETATION, IPC, LANCASHIRE, PRACTICE, SDF, TLAP, Money, Text, WorkingDays

NAMES = [field.name for field in attrs.fields(Parameters) if field.name != "name"]
LOCAL = (INTERPRETATION, "a usual local number, to be set by each council")
OFFER = (DeploymentOption.DIRECT_PAYMENT, DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED)
USUAL = Band(lowest=Money(5), highest=Money(25))
HALF = SurplusRule(
    share="0.5", of=SurplusBase.FOUR_WEEKLY_PAYMENT, recovers=RecoveryScope.EXCESS, clause=Clause(reference="6.16")
)

OWN: dict[str, Any] = {
    "convention": (Convention.EACH_PAYMENT, PRACTICE, "each payment's components rounded on their own"),
    "due_days": (0, INTERPRETATION, "due on the day itself"),
    "working_days": (WorkingDays.england_and_wales(), INTERPRETATION, "the calendar of England and Wales"),
}
"""The library's own conventions, in every policy."""

SET: dict[str, dict[str, tuple[Any, Text, str]]] = {
    "plain": {
        "weeks_in_year": (Fraction(52), HOME, "Appendix One"),
        "pays": (PaymentLevel.BUDGET, INTERPRETATION, "the whole budget is paid where the plan costs less"),
        "fee_base": (FeeBase.GROSS, IPC, "5"),
        "fee_band": (USUAL, IPC, "5"),
        "carry_forward_outside_cap": (False, LANCASHIRE, "6.16"),
        "statement_months": (12, LANCASHIRE, "6.12"),
        "stray_share": (Fraction(1, 4), *LOCAL),
        "stray_weeks": (12, *LOCAL),
        "first_review_days": (42, HOME, "Step 6"),
        "review_months": (12, HOME, "Step 7"),
        "holder_changes": (3, *LOCAL),
        "holder_change_months": (12, *LOCAL),
        "options": (OFFER, TLAP, "Summary, 6)"),
        "agreements": ((AgreementKind.PERSON_HOLDER,), SDF, "Step 3"),
        "few_answers": (30, PRACTICE, "fewer than thirty"),
    },
    "Lancashire": {
        "pays": (PaymentLevel.PLAN, LANCASHIRE, "6.8"),
        "surplus": (HALF, LANCASHIRE, "6.16"),
        "carry_forward_outside_cap": (False, LANCASHIRE, "6.16"),
        "suspension": (SuspensionRule(), LANCASHIRE, "6.15"),
        "statement_months": (12, LANCASHIRE, "6.12"),
    },
    "Dorset": {
        "pays": (PaymentLevel.BUDGET, DORSET, "4"),
        "timing": (Timing.IN_ADVANCE, DORSET, "3"),
        "backdating": (Backdating(how_far=HowFarBack.NOT_THE_FIRST_PAYMENT), DORSET, "4"),
        "agreements": ((AgreementKind.PERSON_HOLDER,), DORSET, "4"),
        "exclusions": ((SupportKind.ILLEGAL,), DORSET, "4"),
        "holder_change_review": (ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES, DORSET, "5"),
    },
    "flexible contracting": {"options": (OFFER, TLAP, "Summary, 6)")},
    "homecare": {
        "weeks_in_year": (Fraction(52), HOME, "Appendix One"),
        "timing": (Timing.IN_ARREARS, HOME, "Incorporating a homecare ISF, When?"),
        "agreements": ((AgreementKind.PERSON_HOLDER, AgreementKind.PERSON_COUNCIL), HOME, "Step 5"),
        "first_review_days": (42, HOME, "Step 6"),
        "review_months": (12, HOME, "Step 7"),
        "holder_change_review": (ReviewOnChange.ALWAYS, HOME, "Appendix Three"),
    },
    "overview": {"fee_base": (FeeBase.GROSS, IPC, "5"), "fee_band": (USUAL, IPC, "5")},
}
SET["Dorset's agreement"] = {
    **SET["Dorset"],
    "surplus": (
        SurplusRule(share=4, of=SurplusBase.WEEKLY_BUDGET, weeks=12, or_named_need=True),
        Text("Dorset's agreement on individual service funds", seen=False),
        "unspent money",
    ),
}
"""What each policy sets beside the conventions: the value, the text, and how the pinpoint begins."""

POLICIES = pytest.mark.parametrize("policy", READY, ids=lambda policy: policy.name)


def test_they_are_these_each_under_a_name_of_its_own() -> None:
    assert READY == (PLAIN, LANCASHIRE_POLICY, DORSET_POLICY, DORSET_AGREEMENT, FLEXIBLE, HOMECARE, OVERVIEW)
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
        assert source.words or not source.text.seen or source.text == INTERPRETATION, "a text that was seen is quoted"
        assert source in policy.sources
    assert {source for _, source in policy.parameter_sources} == set(policy.sources)
    assert len(policy.sources) == len(set(policy.sources))


@POLICIES
def test_it_judges_by_the_whole_catalogue(policy: Policy) -> None:
    assert policy.rules == ALL_RULES


@POLICIES
def test_what_it_does_not_set_and_a_rule_needs_is_said_by_name(policy: Policy) -> None:
    found = check(lived(), on=LIVED, policy=policy)
    asked = {field.removeprefix("policy.") for field in found.unknown if field.startswith("policy.")}
    assert asked <= {name for name in NAMES if getattr(policy.parameters, name) is None}
    assert asked, "each leaves something to its council"
    assert found.breaches == ()


@POLICIES
def test_one_number_or_one_rule_is_changed_and_the_rest_is_kept(policy: Policy) -> None:
    ours = policy.with_parameters("ours", INTERPRETATION("ours"), records_years=6).without("FEE-02")
    for name in NAMES:
        if name != "records_years":
            assert getattr(ours.parameters, name) == getattr(policy.parameters, name)
            assert ours.source_of(name) == policy.source_of(name)
    assert ours.source_of("records_years") == INTERPRETATION("ours")
    assert ours.rules == policy.rules.without("FEE-02")
    assert policy.parameters.records_years is None
    assert "FEE-02" in policy.rules


@POLICIES
def test_it_is_a_value(policy: Policy) -> None:
    assert pickle.loads(pickle.dumps(policy)) == copy.deepcopy(policy) == policy


def test_dorsets_agreement_differs_from_its_guidance_by_the_surplus_only() -> None:
    one, other = DORSET_POLICY, DORSET_AGREEMENT
    assert [name for name in NAMES if getattr(one.parameters, name) != getattr(other.parameters, name)] == ["surplus"]
    assert [name for name in NAMES if one.source_of(name) != other.source_of(name)] == ["surplus"]
    assert other.sources[:-1] == one.sources
    assert one.rules == other.rules


@pytest.mark.parametrize("name", ["cycle", "basis", "move", "one_offs", "fee_placement", "termination"])
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
        "Ourshire", ALL_RULES, {**CONVENTIONS, "review_months": (6, scheme("4")), "few_answers": (10, scheme("4"))}
    )
    assert (ours.name, ours.parameters.name, ours.parameters.review_months) == ("Ourshire", "Ourshire", 6)
    assert ours.source_of("review_months") == ours.source_of("few_answers") == scheme("4")
    assert ours.sources.count(scheme("4")) == 1
    assert set(CONVENTIONS) == set(OWN)
    assert assess(sound(), on=ON, policy=ours).schedule is None, "what it leaves unset is missing by name"


def test_what_is_no_number_is_refused() -> None:
    refused(
        lambda: sourced("ours", ALL_RULES, {"payday": (6, INTERPRETATION("ours"))}),
        "Parameters.payday: there is no such field",
    )
    refused(
        lambda: sourced("ours", ALL_RULES, {"review_months": (0, INTERPRETATION("ours"))}), "Parameters.review_months"
    )
    wrong: Any = "our own text"
    refused(lambda: sourced("ours", ALL_RULES, {"review_months": (6, wrong)}), "Policy.")
