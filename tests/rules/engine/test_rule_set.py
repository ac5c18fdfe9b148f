"""Rule sets and policies are values: changing one makes another, and what does not fit is refused."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError
from rules.test_fees import fixed
from support.arrangements import sound
from support.asking import WHOLE
from support.refusing import refused

from isf_core.assessment import check
from isf_core.errors import TooLarge
from isf_core.model import Band, Basis, Convention, FeeBase, Parameters, PaymentLevel
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL_RULES, Case, Force, LifecycleStep, Policy, RuleSet, Verdict, rule, rules_of
from isf_core.rules.catalogue import ALL_RULES as CATALOGUE
from isf_core.values import INTERPRETATION, Money, WorkingDays

ON = date(2026, 3, 30)
CODES = tuple(each.code for each in CATALOGUE)


OURS = INTERPRETATION("ours")


@rule("OUR-01", force=Force.NOTE, source=INTERPRETATION("an example"), message="never said", remedy="nothing")
def nothing_is_wrong(case: Case) -> None:
    """It finds nothing."""


@rule("OUR-02", force=Force.NOTE, source=INTERPRETATION("old"), message="no", remedy="no", last_day=date(2026, 3, 31))
def retired(case: Case) -> None:
    """In force to the end of March."""


@rule("OUR-03", force=Force.NOTE, source=INTERPRETATION("new"), message="no", remedy="no", first_day=date(2026, 4, 1))
def to_come(case: Case) -> None:
    """In force from April on."""


def test_the_catalogue_is_one_rule_set() -> None:
    assert CATALOGUE is ALL_RULES
    assert ALL_RULES.codes == CODES, "tests/test_catalogue.py compares them with the catalogue itself"
    assert len(ALL_RULES) == len(CODES) == len(set(CODES))
    assert repr(ALL_RULES.only("PLN-01", "PLN-02")) == "<RuleSet of 2: PLN-01, PLN-02>"


def test_a_rule_set_is_read_by_code() -> None:
    assert ALL_RULES["CON-01"].code == "CON-01"
    assert "CON-01" in ALL_RULES
    assert "CON-99" not in ALL_RULES
    assert 7 not in ALL_RULES
    assert [each.code for each in ALL_RULES] == list(CODES)
    for missing in ("con-01", 7, None, "x" * 5_000, ["CON-01"]):
        wrong: Any = missing
        refused(lambda wrong=wrong: ALL_RULES[wrong], "RuleSet: there is no rule", "it has rules of LIFE, ")  # type: ignore[misc]
    refused(lambda: ALL_RULES["CON-99"], "RuleSet: there is no rule 'CON-99' in it", "of CON it has CON-01, CON-02, ")
    refused(lambda: RuleSet(())["CON-01"], "it has rules of no area")


def test_with_and_without_make_new_sets_and_leave_the_old_as_they_were() -> None:
    fewer = ALL_RULES.without("FEE-02", "PAY-01")
    more = fewer.plus(nothing_is_wrong)
    assert fewer.codes == tuple(code for code in CODES if code not in {"FEE-02", "PAY-01"})
    assert more.codes == (*fewer.codes, "OUR-01")
    assert ALL_RULES.codes == CODES
    assert ALL_RULES.plus().without() == ALL_RULES == RuleSet(tuple(ALL_RULES))
    assert more.without("OUR-01") == fewer
    assert len({ALL_RULES, ALL_RULES.plus(), fewer}) == 2
    assert pickle.loads(pickle.dumps(more)) == copy.deepcopy(more) == more
    with pytest.raises(FrozenInstanceError):
        ALL_RULES.rules = ()  # type: ignore[misc]


def test_only_some_rules_by_code_in_the_order_of_the_set() -> None:
    assert ALL_RULES.only("PLN-02", "CON-01").codes == ("CON-01", "PLN-02")
    assert ALL_RULES.only().codes == ()
    assert ALL_RULES.only(*CODES) == ALL_RULES
    refused(lambda: ALL_RULES.only("CON-01", "CON-99"), "RuleSet: there is no rule 'CON-99'")


def test_only_some_rules_by_area_force_step_or_day() -> None:
    assert {code.partition("-")[0] for code in ALL_RULES.where(area="PLN").codes} == {"PLN"}
    assert ALL_RULES.where(area="PLN").codes == tuple(code for code in CODES if code.startswith("PLN-"))
    for force in Force:
        assert ALL_RULES.where(force=force).codes == tuple(each.code for each in ALL_RULES if each.force is force)
    for step in LifecycleStep:
        assert ALL_RULES.where(step=step).codes == tuple(each.code for each in ALL_RULES if each.step is step) != ()
    assert ALL_RULES.where(area="SUR", force=Force.MUST, step=LifecycleStep.SUPPORT_ORGANISED).codes == (
        "SUR-06",
        "SUR-08",
    )
    assert ALL_RULES.where(area="OUT", force=Force.MUST).codes == (), (
        "an area that is there, without rules of that force"
    )
    assert ALL_RULES.where() == ALL_RULES == ALL_RULES.where(on=ON)
    assert RuleSet(()).where(force=Force.MUST).codes == ()


def test_only_the_rules_in_force_on_a_day() -> None:
    ours = RuleSet((nothing_is_wrong, retired, to_come))
    assert ours.where(on=date(2026, 3, 31)).codes == ("OUR-01", "OUR-02")
    assert ours.where(on=date(2026, 4, 1)).codes == ("OUR-01", "OUR-03")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"area": "PL"}, "there is no area 'PL' in it"),
        ({"area": "pln"}, "there is no area 'pln' in it"),
        ({"area": 7}, "there is no area 7 in it"),
        ({"force": "must"}, "'must' is no Force"),
        ({"step": 1}, "1 is no LifecycleStep"),
        ({"on": "2026-03-30"}, "'2026-03-30'"),
        ({"on": datetime(2026, 3, 30)}, "RuleSet.where"),  # noqa: DTZ001  # it is what is refused
    ],
)
def test_what_no_rule_could_have_is_refused_and_does_not_quietly_leave_none(
    asked: dict[str, Any], message: str
) -> None:
    refused(lambda: ALL_RULES.where(**asked), "RuleSet.where", message)


def test_an_area_is_refused_with_those_that_there_are() -> None:
    refused(lambda: RuleSet((nothing_is_wrong,)).where(area="CON"), "there is no area 'CON' in it", "it has OUR")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ALL_RULES.plus(ALL_RULES["CON-01"]),
        lambda: ALL_RULES.plus(nothing_is_wrong, nothing_is_wrong),
        lambda: RuleSet((nothing_is_wrong, nothing_is_wrong)),
    ],
)
def test_a_code_stands_once(make: Any) -> None:
    refused(make, "RuleSet: two rules have the code", "codes are stable")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ALL_RULES.without("CON-99"),
        lambda: ALL_RULES.without("FEE-02", "CON-99"),
        lambda: ALL_RULES.plus("CON-99"),  # type: ignore[arg-type]
        lambda: ALL_RULES.plus(lambda case: None),  # type: ignore[arg-type]
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
    ours = WHOLE.without("FEE-02")
    assert [each.code for each in check(fixed("30"), on=ON, policy=WHOLE).findings] == ["FEE-02"]
    assert check(fixed("30"), on=ON, policy=ours).findings == ()
    assert "FEE-02" in WHOLE.rules
    refused(lambda: WHOLE.without("FEE-99"), "there is no rule 'FEE-99'")


def test_a_policy_judges_by_more_rules() -> None:
    ours = WHOLE.plus(nothing_is_wrong)
    assert ours.rules.codes == (*CODES, "OUR-01")
    assert check(sound(), on=ON, policy=ours).verdict is Verdict.YES
    refused(lambda: ours.plus(nothing_is_wrong), "two rules have the code OUR-01")


def test_a_policy_changes_one_number_and_keeps_the_rest() -> None:
    ours = WHOLE.with_parameters("Ourshire", fee_band=Band(lowest=Money(0), highest=Money(40)))
    assert (ours.name, ours.parameters.name) == ("Ourshire", "Ourshire")
    assert check(fixed("30"), on=ON, policy=ours).findings == ()
    kept = {field.name for field in attrs.fields(Parameters)} - {"name", "fee_band"}
    assert all(getattr(ours.parameters, name) == getattr(WHOLE.parameters, name) for name in kept)
    assert all(ours.source_of(name) == WHOLE.source_of(name) for name in kept)
    assert ours.rules == WHOLE.rules
    assert WHOLE.parameters.fee_band == Band(lowest=Money(5), highest=Money(25))
    refused(lambda: WHOLE.with_parameters("Ourshire", fee_bands=None), "Parameters.fee_bands: there is no such field")
    refused(lambda: WHOLE.with_parameters("Ourshire", due_days="0"), "Parameters.due_days")
    refused(lambda: WHOLE.with_parameters(" "), "name")


def test_a_number_that_is_changed_loses_its_old_source_and_gets_the_new() -> None:
    band = Band(lowest=Money(0), highest=Money(40))
    silent = WHOLE.with_parameters("Ourshire", fee_band=band)
    assert WHOLE.source_of("fee_band") in WHOLE.sources
    assert silent.source_of("fee_band") is None
    assert WHOLE.source_of("fee_band") not in silent.sources
    ours = WHOLE.with_parameters("Ourshire", OURS, fee_band=band, review_months=6)
    assert ours.source_of("fee_band") == ours.source_of("review_months") == OURS
    assert ours.source_of("first_review_days") == WHOLE.source_of("first_review_days")
    assert ours.sources.count(OURS) == 1
    again = ours.with_parameters("Ourshire", OURS, review_months=3)
    assert again.sources.count(OURS) == 1
    assert (again.source_of("fee_band"), again.source_of("review_months")) == (OURS, OURS)
    assert WHOLE.source_of("review_months") not in again.sources
    assert WHOLE.source_of("stray_share") in again.sources
    one_of_two = WHOLE.with_parameters("Ourshire", stray_share="0.3")
    assert WHOLE.source_of("stray_share") in one_of_two.sources, "another number still rests on it"


def test_a_number_that_is_unset_has_no_source() -> None:
    assert WHOLE.source_of("cycle") is None
    unset = WHOLE.with_parameters("Ourshire", OURS, fee_band=None)
    assert unset.source_of("fee_band") is None
    assert "fee_band" not in dict(unset.parameter_sources)
    bare = WHOLE.replace(parameters=Parameters(name="bare"))
    assert bare.source_of("fee_band") is None, "where the numbers alone are swapped, too"
    wrong: Any = ["cycle"]
    for name in ("cycles", "name", "", wrong):
        refused(lambda name=name: WHOLE.source_of(name), "Policy.source_of: there is no parameter")  # type: ignore[misc]


def test_policies_are_values() -> None:
    ours = WHOLE.with_parameters("Ourshire", basis=Basis.GROSS).without("FEE-02").plus(nothing_is_wrong)
    assert ours == WHOLE.plus(nothing_is_wrong).without("FEE-02").with_parameters("Ourshire", basis=Basis.GROSS)
    assert len({ours, WHOLE, WHOLE.replace()}) == 2
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == ours
    bare = WHOLE.replace(name="bare", parameters=Parameters(name="bare", few_answers=9), rules=ALL_RULES.only("CON-01"))
    assert repr(bare) == "<Policy bare: 1 numbers, 1 rules>"
    refused(lambda: WHOLE.replace(rule=ALL_RULES), "Policy.rule: there is no such field")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("sources", "Care Act"),
        ("sources", (1,)),
        ("parameters", None),
        ("rules", tuple(ALL_RULES)),
        ("rules", None),
        ("parameter_sources", "cycle"),
        ("parameter_sources", (1,)),
        ("parameter_sources", ((),)),
        ("parameter_sources", (("cycle",),)),
        ("parameter_sources", (("cycle", OURS, OURS),)),
        ("parameter_sources", (("cycles", OURS),)),
        ("parameter_sources", (("name", OURS),)),
        ("parameter_sources", (([], OURS),)),
        ("parameter_sources", (("cycle", "Care Act"),)),
        ("parameter_sources", (("timing", OURS), ("timing", OURS))),
    ],
)
def test_a_policy_refuses_what_does_not_fit(field: str, wrong: Any) -> None:
    refused(lambda: WHOLE.replace(**{field: wrong}), f"Policy.{field}")


def test_a_policy_takes_its_sources_as_a_list_too() -> None:
    sources: Any = list(WHOLE.sources)
    assert WHOLE.replace(sources=sources) == WHOLE


def test_the_plain_policy_sets_what_texts_or_practice_support_and_nothing_else() -> None:
    numbers = PLAIN.parameters
    set_ = {
        "weeks_in_year": 52,
        "due_days": 0,
        "convention": Convention.EACH_PAYMENT,
        "working_days": WorkingDays.england_and_wales(),
        "pays": PaymentLevel.BUDGET,
        "fee_base": FeeBase.GROSS,
    }
    assert {name: getattr(numbers, name) for name in set_} == set_
    sources_conflict = ("cycle", "timing", "basis", "move", "one_offs", "fee_placement", "surplus")
    assert all(getattr(numbers, name) is None for name in sources_conflict)
    assert isinstance(PLAIN, Policy)
    assert PLAIN.rules == rules_of()


@pytest.mark.parametrize("wrong", [None, "a case", sound()])
def test_what_is_no_case_is_refused_by_name(wrong: Any) -> None:
    refused(lambda: ALL_RULES.judge(wrong), "RuleSet.judge: ", "give a Case")


def test_a_rule_set_and_a_rule_keep_what_they_were_made_of() -> None:
    """A list that is handed in may change afterwards; the policy may not."""
    one, other = ALL_RULES["CON-01"], ALL_RULES["CON-02"]
    given = [one]
    held = RuleSet(given)  # type: ignore[arg-type]
    given.append(other)
    assert held == RuleSet((one,))
    assert hash(held) == hash(RuleSet((one,)))
    sources = list(one.sources)
    again = one.replace(sources=sources, when=list(one.when))
    sources.clear()
    assert again == one
    assert hash(again) == hash(one)


def test_a_policy_that_is_written_when_asked_is_equal_to_one_that_is_written() -> None:
    written = PLAIN.with_parameters("ours", review_months=6)
    asked: list[int] = []

    def write() -> Policy:
        asked.append(1)
        return written

    uses: list[Callable[[Policy], object]] = [
        hash,
        repr,
        copy.copy,
        pickle.dumps,
        lambda it: it.rules,
        lambda it: it.name,
        lambda it: it.without("PLN-01"),
        lambda it: it == written,
        lambda it: it.throughout,
    ]
    for use in uses:
        later = Policy.when_asked(write)
        asked.clear()
        use(later)
        use(later)
        assert asked == [1]
        assert later == written
        assert (hash(later), repr(later)) == (hash(written), repr(written))
        assert pickle.loads(pickle.dumps(later)) == written
    for each in (Policy.when_asked(write), written):
        with pytest.raises(AttributeError, match="no attribute 'rulez'"):
            getattr(each, "rulez")  # noqa: B009
