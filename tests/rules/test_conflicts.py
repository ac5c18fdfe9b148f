"""Where the sources conflict: each is advice that names both readings, only where the question comes up."""

from __future__ import annotations

from typing import Any

import pytest
from support.arrangements import CLAUSE, ON, sound
from support.asking import NUMBERS, POLICY

from isf_core import PLAIN, Arrangement, NoFee, Person, Timing, assess, check
from isf_core.model import NOT_STATED, AgreementKind, Parameters, Support
from isf_core.rules import ALL_RULES, Case, Force, Result, RuleResult, Verdict
from isf_core.rules.conflicts import CONFLICTS
from isf_core.rules.engine.judging import judge
from isf_core.values import Rate

BARE = Arrangement(person=Person(ref="P-001"))
SILENT = Parameters(name="silent")
FEES = "a management fee is charged; the same paper has no assumption that there is one, and has councils accept it"
GOES_BACK = "unspent money may go back, as IPC and Lancashire have it; TLAP has no clawback"
EXCLUDED = "clawback is excluded, as TLAP has it; IPC and Lancashire let unspent money go back where that is agreed"
TIMING = "the other text has it the other way: arrears let a payment be changed, advance spares the provider a wait"
AGREEMENTS = "HOME asks for one with the council and one with the provider, Dorset and SDF for the latter only"
PLANNING = "plans and gives support: HOME and Dorset encourage it, TLAP has it declared as a conflict"
NEITHER = {"no_clawback": NOT_STATED, "surplus_recovery": NOT_STATED}


def come(code: str, arrangement: Arrangement, parameters: Parameters = NUMBERS) -> RuleResult:
    """What a conflict comes to."""
    return judge(CONFLICTS[code], Case(arrangement, ON, parameters))


def by(provider: str | None) -> Support:
    """A support that somebody gives."""
    return Support.by_rate("garden", ("garden",), Rate.weekly("5"), provider=provider)


FOUND = [
    # the code, what is changed in Mary's case, where it lies, what is said
    ("SRC-01", {}, "contract.payment.timing", f"it is paid in advance; {TIMING}"),
    (
        "SRC-01",
        {"payment": {"timing": Timing.IN_ARREARS}},
        "contract.payment.timing",
        f"it is paid in arrears; {TIMING}",
    ),
    ("SRC-02", {}, "contract.clauses", GOES_BACK),
    ("SRC-02", {"clauses": {"no_clawback": CLAUSE, "surplus_recovery": NOT_STATED}}, "contract.clauses", EXCLUDED),
    ("SRC-02", {"clauses": {"no_clawback": CLAUSE, "surplus_recovery": None}}, "contract.clauses", EXCLUDED),
    ("SRC-02", {"clauses": {"no_clawback": CLAUSE}}, "contract.clauses", EXCLUDED),
    ("SRC-03", {}, "contract.fee", FEES),
    ("SRC-04", {"plan": {"planned_by": "H-7"}}, "plan.planned_by", f"H-7 {PLANNING}"),
    ("SRC-04", {"plan": {"planned_by": "P-9"}}, "plan.planned_by", f"P-9 {PLANNING}"),
    (
        "SRC-04",
        {"plan": {"planned_by": "P-8", "supports": (by(None), by("P-8").replace(ref="b"))}},
        "plan.planned_by",
        f"P-8 {PLANNING}",
    ),
    (
        "SRC-05",
        {},
        "agreements",
        "agreements beside the contract: between the person and the council, between the person and the holder; "
        + AGREEMENTS,
    ),
    ("SRC-05", {"agreements": ()}, "agreements", f"agreements beside the contract: none; {AGREEMENTS}"),
]


@pytest.mark.parametrize(("code", "changes", "field", "message"), FOUND)
def test_it_is_found_and_names_both_readings(code: str, changes: dict[str, Any], field: str, message: str) -> None:
    result = come(code, sound(**changes))
    assert result.result is Result.BREACH
    (finding,) = result.findings
    assert (finding.field, finding.message, finding.force) == (field, message, Force.NOTE)


IDLE = [
    ("SRC-02", {"clauses": NEITHER}, "no surplus rule is agreed, and clawback is not excluded"),
    ("SRC-03", {"contract": {"fee": NoFee()}}, "no fee is charged"),
    ("SRC-04", {}, "whoever plans gives no support"),
    ("SRC-04", {"plan": {"supports": ()}}, "whoever plans gives no support"),
]


@pytest.mark.parametrize(("code", "changes", "because"), IDLE)
def test_where_the_question_does_not_come_up_it_does_not_apply(
    code: str, changes: dict[str, Any], because: str
) -> None:
    result = come(code, sound(**changes))
    assert (result.result, result.because) == (Result.DOES_NOT_APPLY, because)


UNKNOWN = [
    ("SRC-01", {"payment": {"timing": None}}, {"contract.payment.timing"}),
    (
        "SRC-02",
        {"clauses": {"no_clawback": None, "surplus_recovery": None}},
        {"contract.clauses.no_clawback", "contract.clauses.surplus_recovery"},
    ),
    ("SRC-02", {"clauses": {**NEITHER, "no_clawback": None}}, {"contract.clauses.no_clawback"}),
    ("SRC-02", {"clauses": {**NEITHER, "surplus_recovery": None}}, {"contract.clauses.surplus_recovery"}),
    ("SRC-03", {"contract": {"fee": None}}, {"contract.fee"}),
    ("SRC-04", {"plan": {"planned_by": None}}, {"plan.planned_by"}),
    ("SRC-04", {"plan": {"supports": None}}, {"plan.supports"}),
    ("SRC-04", {"plan": {"supports": (by("P-9").replace(ref="b"), by(None))}}, {"plan.supports[garden].provider"}),
    ("SRC-05", {"agreements": None}, {"agreements"}),
]


@pytest.mark.parametrize(("code", "changes", "fields"), UNKNOWN)
def test_what_is_not_recorded_cannot_be_told(code: str, changes: dict[str, Any], fields: set[str]) -> None:
    result = come(code, sound(**changes), SILENT)
    assert result.result is Result.CANNOT_TELL
    assert {finding.field for finding in result.findings} == fields


def test_the_policys_timing_counts_where_the_contract_is_silent() -> None:
    silent = sound(payment={"timing": None})
    (finding,) = come("SRC-01", silent, SILENT.replace(timing=Timing.IN_ARREARS)).findings
    assert finding.message.startswith("it is paid in arrears; ")


def test_they_are_advice_from_two_texts_and_no_part_of_the_catalogue() -> None:
    assert CONFLICTS.codes == ("SRC-01", "SRC-02", "SRC-03", "SRC-04", "SRC-05")
    for each in CONFLICTS:
        assert each.code not in ALL_RULES
        assert each.force is Force.NOTE
        assert each.step is None
        assert len(each.sources) > 1, "both readings are cited"
        assert all(source.words for source in each.sources)
        assert each.interpretation
        assert each.sentence.startswith("the sources agree on ")


def test_they_are_added_to_any_policy_and_change_no_verdict() -> None:
    ours = POLICY.plus(*CONFLICTS)
    assert ours.rules.codes == (*ALL_RULES.codes, *CONFLICTS.codes)
    found = assess(sound(), on=ON, policy=ours)
    assert [each.code for each in found.report.findings] == ["SRC-01", "SRC-02", "SRC-03", "SRC-05"]
    assert found.verdict is Verdict.YES
    assert found.step.reached == assess(sound(), on=ON, policy=POLICY).step.reached
    bare = check(BARE, on=ON, policy=PLAIN.replace(rules=CONFLICTS))
    assert {each.result for each in bare.results} == {Result.CANNOT_TELL}


def test_each_agreement_is_named() -> None:
    only = tuple(each for each in sound().agreements or () if each.kind is AgreementKind.PERSON_HOLDER)
    (finding,) = come("SRC-05", sound(agreements=only)).findings
    assert finding.message == f"agreements beside the contract: between the person and the holder; {AGREEMENTS}"
