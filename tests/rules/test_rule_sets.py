"""Rule sets and policies are values: changing one makes another, and what does not fit is refused."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from support.mary import sound
from support.proofs.fees import fixed
from support.refusing import refused

from isf_core.assess import check
from isf_core.errors import TooLarge
from isf_core.model import Band, Basis, Convention, FeeBase, Pays
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Force, Policy, RuleSet, Verdict, rule
from isf_core.rules.catalogue import ALL as CATALOGUE
from isf_core.values import HOUSE, Money, WorkingDays

ON = date(2026, 3, 30)
CODES = (
    "LIFE-02",
    "LIFE-08",
    "BUD-11",
    "CON-01",
    "CON-05",
    "CON-14",
    "PLN-01",
    "PLN-02",
    "FEE-02",
    "FEE-05",
    "PAY-01",
)


@rule("OUR-01", force=Force.NOTE, source=HOUSE("an example"), says="never said", cure="nothing")
def nothing_is_wrong(case: Case) -> None:
    """It finds nothing."""


def test_the_catalogue_is_this_in_this_order() -> None:
    assert ALL.codes == CODES, "codes are stable for ever"
    assert CATALOGUE is ALL
    assert len(ALL) == len(CODES)
    assert repr(ALL.where(area="PLN")) == "<RuleSet of 2: PLN-01, PLN-02>"
    assert {each.code: each.force for each in ALL if each.force is not Force.MUST} == {"FEE-02": Force.SHOULD}


def test_a_rule_set_is_read_by_code() -> None:
    assert ALL["CON-01"].code == "CON-01"
    assert "CON-01" in ALL
    assert "CON-99" not in ALL
    assert 7 not in ALL
    assert [each.code for each in ALL] == list(CODES)
    for missing in ("CON-99", 7, None, "x" * 5_000):
        wrong: Any = missing
        refused(lambda wrong=wrong: ALL[wrong], "RuleSet: there is no rule", "it has LIFE-02, ")  # type: ignore[misc]


def test_with_and_without_make_new_sets_and_leave_the_old_as_they_were() -> None:
    fewer = ALL.without("FEE-02", "PAY-01")
    more = fewer.plus(nothing_is_wrong)
    assert fewer.codes == tuple(code for code in CODES if code not in {"FEE-02", "PAY-01"})
    assert more.codes == (*fewer.codes, "OUR-01")
    assert ALL.codes == CODES
    assert ALL.plus().without() == ALL == RuleSet(tuple(ALL))
    assert more.without("OUR-01") == fewer
    assert len({ALL, ALL.plus(), fewer}) == 2
    assert pickle.loads(pickle.dumps(more)) == copy.deepcopy(more) == more
    refused(lambda: setattr(ALL, "_rules", ()), "RuleSet: _rules cannot be changed")


def test_only_some_rules_by_area_or_by_force() -> None:
    assert ALL.where(area="PLN").codes == ("PLN-01", "PLN-02")
    assert ALL.where(force=Force.SHOULD).codes == ("FEE-02",)
    assert ALL.where(area="FEE", force=Force.MUST).codes == ("FEE-05",)
    assert ALL.where(area="PL").codes == (), "the whole of the letters, not their beginning"
    assert ALL.where() == ALL
    assert RuleSet(()).where(force=Force.MUST).codes == ()
    force: Any = "must"
    refused(lambda: ALL.where(force=force), "RuleSet.where: 'must' is no Force")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ALL.plus(ALL["CON-01"]),
        lambda: ALL.plus(nothing_is_wrong, nothing_is_wrong),
        lambda: RuleSet((nothing_is_wrong, nothing_is_wrong)),
    ],
)
def test_a_code_stands_once(make: Any) -> None:
    refused(make, "RuleSet: two rules have the code", "codes are stable")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ALL.without("CON-99"),
        lambda: ALL.without("FEE-02", "CON-99"),
        lambda: ALL.plus("CON-99"),  # type: ignore[arg-type]
        lambda: ALL.plus(lambda case: None),  # type: ignore[arg-type]
        lambda: RuleSet(None),  # type: ignore[arg-type]
        lambda: RuleSet((None,)),  # type: ignore[arg-type]
        lambda: RuleSet(nothing_is_wrong),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_rule_is_refused(make: Any) -> None:
    refused(make, "RuleSet")


def test_a_set_of_rules_has_its_limit() -> None:
    refused(lambda: RuleSet((nothing_is_wrong,) * 10_001), "10,001 entries are too many", kind=TooLarge)


# Policies


def test_a_policy_without_a_rule_does_not_judge_by_it() -> None:
    ours = PLAIN.without("FEE-02")
    assert [each.code for each in check(fixed("30"), on=ON).findings] == ["FEE-02"]
    assert check(fixed("30"), on=ON, policy=ours).findings == ()
    assert "FEE-02" in PLAIN.rules
    refused(lambda: PLAIN.without("FEE-99"), "there is no rule 'FEE-99'")


def test_a_policy_judges_by_more_rules() -> None:
    ours = PLAIN.plus(nothing_is_wrong)
    assert ours.rules.codes == (*CODES, "OUR-01")
    assert check(sound(), on=ON, policy=ours).verdict is Verdict.YES
    refused(lambda: ours.plus(nothing_is_wrong), "two rules have the code OUR-01")


def test_a_policy_changes_one_number_and_keeps_the_rest() -> None:
    ours = PLAIN.with_numbers("Ourshire", fee_band=Band(lowest=Money(0), highest=Money(40)))
    assert (ours.name, ours.parameters.name) == ("Ourshire", "Ourshire")
    assert check(fixed("30"), on=ON, policy=ours).findings == ()
    assert ours.replace(name="plain", parameters=PLAIN.parameters) == PLAIN
    assert PLAIN.parameters.fee_band == Band(lowest=Money(5), highest=Money(25))
    refused(lambda: PLAIN.with_numbers("Ourshire", fee_bands=None), "Parameters.fee_bands: there is no such field")
    refused(lambda: PLAIN.with_numbers("Ourshire", due_days="0"), "Parameters.due_days")
    refused(lambda: PLAIN.with_numbers(" "), "name")


def test_policies_are_values() -> None:
    ours = PLAIN.with_numbers("Ourshire", basis=Basis.GROSS).without("FEE-02").plus(nothing_is_wrong)
    assert ours == PLAIN.plus(nothing_is_wrong).without("FEE-02").with_numbers("Ourshire", basis=Basis.GROSS)
    assert len({ours, PLAIN, PLAIN.replace()}) == 2
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == ours
    refused(lambda: PLAIN.replace(rule=ALL), "Policy.rule: there is no such field")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("sources", "Care Act"),
        ("sources", (1,)),
        ("parameters", None),
        ("rules", tuple(ALL)),
        ("rules", None),
    ],
)
def test_a_policy_refuses_what_does_not_fit(field: str, wrong: Any) -> None:
    refused(lambda: PLAIN.replace(**{field: wrong}), f"Policy.{field}")


def test_a_policy_takes_its_sources_as_a_list_too() -> None:
    sources: Any = list(PLAIN.sources)
    assert PLAIN.replace(sources=sources) == PLAIN


def test_the_plain_policy_sets_what_texts_or_practice_support_and_nothing_else() -> None:
    numbers = PLAIN.parameters
    set_ = {
        "weeks_in_year": 52,
        "due_days": 0,
        "convention": Convention.EACH_PAYMENT,
        "working_days": WorkingDays.england_and_wales(),
        "pays": Pays.BUDGET,
        "fee_base": FeeBase.GROSS,
        "fee_band": Band(lowest=Money(5), highest=Money(25)),
    }
    assert {name: getattr(numbers, name) for name in set_} == set_
    sources_conflict = ("cycle", "timing", "basis", "move", "one_offs", "fee_placement", "surplus")
    assert all(getattr(numbers, name) is None for name in sources_conflict)
    assert isinstance(PLAIN, Policy)
    assert PLAIN.rules == ALL
