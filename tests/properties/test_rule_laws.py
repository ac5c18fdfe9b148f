"""Laws that every rule keeps: of the unknown, of order, of purity, and of the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.blanking import blank, recorded
from support.mary import ON, judged, sound
from support.proofs import PROOFS

from isf_core.assess import assess, check
from isf_core.compute.settle import RECORD, settle
from isf_core.errors import NotRecorded
from isf_core.model import Arrangement, Parameters, Person
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Force, Judgement, Outcome, Policy, Rule, RuleSet, Verdict
from isf_core.rules.findings import judge

NUMBERS = PLAIN.parameters
WHY_NOT = {
    (
        "LIFE-02",
        "budget.deployment",
    ): "a split is recorded where there is one; without it the whole goes through the fund",
}
"""What a rule looks at and can do without, with the reason."""


def arrangements() -> dict[str, Arrangement]:
    """Every arrangement that proves some rule, by what it proves."""
    out = {"sound": sound(), "bare": Arrangement(person=Person(ref="P-001"))}
    for code, proof in PROOFS.items():
        cases = [*proof.breaches, *proof.idle]
        cases += (
            []
            if isinstance(proof.edges, str)
            else [each for edge in proof.edges for each in (edge.inside, edge.outside)]
        )
        out.update((f"{code} {place}", each) for place, each in enumerate(cases))
    return out


EVERY = arrangements()


@cache
def read(code: str) -> tuple[str, ...]:
    """The fields that a rule read in its sound case."""
    mary = PROOFS[code].sound
    case = Case(mary, ON, NUMBERS)
    judge(ALL[code], case)
    if code == "PAY-01":  # it asks for nothing itself: what the payments are settled from is what it read
        case.read += [source.pinpoint for _, source in settle(mary, NUMBERS).provenance if source.text == RECORD]
    return tuple(dict.fromkeys(case.read))


FIELDS = [(code, field) for code in ALL.codes for field in read(code)]


# The unknown


@pytest.mark.parametrize(("code", "field"), FIELDS)
def test_a_rule_that_misses_a_field_it_read_cannot_tell_and_names_it(code: str, field: str) -> None:
    judgement = judged(code, *blank(PROOFS[code].sound, NUMBERS, field))
    assert judgement.outcome is Outcome.CANNOT_TELL, "no rule of the catalogue reads what it can do without"
    assert [finding.field for finding in judgement.findings] == [field]
    assert {finding.force for finding in judgement.findings} == {ALL[code].force}


def test_what_the_rules_read_in_all_is_this() -> None:
    assert {code: len(read(code)) for code in ALL.codes} == {
        "LIFE-02": 2,
        "LIFE-08": 10,
        "BUD-11": 5,
        "CON-01": 6,
        "CON-05": 3,
        "CON-14": 6,
        "PLN-01": 2,
        "PLN-02": 3,
        "FEE-02": 3,
        "FEE-05": 4,
        "PAY-01": 17,
    }


def paths_of(arrangement: Arrangement) -> Iterator[str]:
    """Every fact that is recorded of it or set by the policy, and need not be; the innermost first."""
    yield from sorted(recorded(arrangement), key=lambda path: -path.count("."))
    yield from (f"policy.{path}" for path in recorded(NUMBERS))


def all_judged(mary: Arrangement, numbers: Parameters = NUMBERS) -> dict[str, Judgement]:
    """What every rule comes to."""
    return {each.rule.code: each for each in ALL.judge(Case(mary, ON, numbers))}


def untold(judgement: Judgement) -> set[str]:
    """The fields for want of which it cannot be told."""
    return {finding.field for finding in judgement.findings if finding.breach is None}


def named(path: str) -> set[str]:
    """What may be named for want of a fact: itself, or the term that the policy's number stood in for."""
    number = path.removeprefix("policy.")
    return {path, f"contract.payment.{number}", f"contract.{number}", f"contract.{number.replace('_', '.')}"}


def knows_no_more(code: str, before: Judgement, after: Judgement, taken: set[str]) -> None:
    """What may come of judging with less: the same, or that it cannot be told for want of just that."""
    if after.outcome is Outcome.CANNOT_TELL:
        wants = untold(after) - untold(before)
        assert wants <= {each for path in taken for each in named(path)}, f"{code} names what was not taken away"
        assert wants or before.outcome is Outcome.CANNOT_TELL
    elif before.outcome is Outcome.BREACH:
        assert after.outcome is Outcome.BREACH, f"{code} acquits for want of knowledge"
        assert {each.field for each in after.findings} <= {each.field for each in before.findings}
    else:
        assert not after.findings, f"{code} condemns for want of knowledge"


def needing(taken: set[str]) -> Iterator[str]:
    """The rules for which the law is to hold when some facts are taken away."""
    for code in ALL.codes:
        # A change of which nobody says since when it is known is left out, so that other rules judge
        # without it. CON-14 then cannot tell, and the verdict with it: which is another law, below.
        left_out = any(path.endswith(".known_from") for path in taken) and code != "CON-14"
        if not left_out and not any((code, path) in WHY_NOT for path in taken):
            yield code


@pytest.mark.parametrize("name", EVERY)
def test_one_fact_less_never_acquits_and_never_condemns(name: str) -> None:
    mary = EVERY[name]
    before = all_judged(mary)
    for path in paths_of(mary):
        after = all_judged(*blank(mary, NUMBERS, path))
        for code in needing({path}):
            knows_no_more(code, before[code], after[code], {path})


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_many_facts_less_never_acquit_and_never_condemn(data: st.DataObject) -> None:
    mary = EVERY[data.draw(st.sampled_from(sorted(EVERY)))]
    paths = [*paths_of(mary)]
    taken = data.draw(st.sets(st.sampled_from(paths), max_size=12))
    less, numbers = mary, NUMBERS
    for path in paths:  # the innermost first: what lies in a fact that is gone cannot be taken away
        if path in taken:
            less, numbers = blank(less, numbers, path)
    before, after = all_judged(mary), all_judged(less, numbers)
    for code in needing(taken):
        knows_no_more(code, before[code], after[code], taken)


# The verdict


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_it_is_never_yes_while_a_must_cannot_be_told(data: st.DataObject) -> None:
    mary = EVERY[data.draw(st.sampled_from(sorted(EVERY)))]
    numbers = NUMBERS
    for path in data.draw(st.lists(st.sampled_from([*paths_of(mary)]), max_size=1)):
        mary, numbers = blank(mary, numbers, path)
    found = assess(mary, on=ON, until=ON.replace(year=2027), policy=PLAIN.replace(parameters=numbers))
    musts = {each.outcome for each in found.report.findings if each.force is Force.MUST}
    if Outcome.BREACH in musts:
        assert found.verdict is Verdict.NO
    elif Outcome.CANNOT_TELL in musts:
        assert found.verdict is Verdict.CANNOT_TELL
    else:
        assert found.verdict is Verdict.YES
    payments = found.report.judgement("PAY-01")
    assert (found.schedule is None) is bool(payments.findings)
    assert untold(payments) == set(found.missing), "the schedule misses what the report says it does"


@pytest.mark.parametrize("wrong", [{"in_house": None}, {"one_offs": PROOFS["PAY-01"].breaches[0].budget.one_offs}])
def test_it_is_never_yes_without_a_schedule_even_where_no_rule_asks_for_one(wrong: dict[str, object]) -> None:
    found = assess(sound(budget=wrong), on=ON, policy=PLAIN.without("PAY-01"))
    assert found.report.verdict is Verdict.YES
    assert (found.verdict, found.schedule) == (Verdict.CANNOT_TELL, None)


# Order and purity


@given(st.permutations(tuple(ALL)), st.sampled_from(sorted(EVERY)))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_rules_changes_no_judgement(rules: list[Rule], name: str) -> None:
    turned = check(EVERY[name], on=ON, policy=PLAIN.replace(rules=RuleSet(tuple(rules))))
    straight = check(EVERY[name], on=ON)
    assert turned.verdict is straight.verdict
    assert {each.rule.code: each for each in turned} == {each.rule.code: each for each in straight}
    assert turned.unknown.keys() == straight.unknown.keys()


@pytest.mark.parametrize("name", EVERY)
def test_judging_twice_gives_the_same_and_changes_nothing(name: str) -> None:
    mary, written = EVERY[name], repr(EVERY[name])
    case = Case(mary, ON, NUMBERS)
    assert ALL.judge(case) == ALL.judge(case) == check(mary, on=ON)
    assert repr(mary) == written
    assert hash(mary) == hash(mary.replace())


def test_many_threads_judge_the_same() -> None:
    names = [*EVERY] * 2
    with ThreadPoolExecutor(max_workers=8) as pool:
        found = [*pool.map(lambda name: check(EVERY[name], on=ON), names)]
    assert dict(zip(names, found, strict=True)) == {name: check(mary, on=ON) for name, mary in EVERY.items()}
    assert found[: len(EVERY)] * 2 == found


def test_what_a_rule_finds_does_not_depend_on_the_rules_beside_it() -> None:
    for name, mary in EVERY.items():
        together = check(mary, on=ON)
        for each in ALL:
            alone: Policy = PLAIN.replace(rules=RuleSet((each,)))
            assert [*check(mary, on=ON, policy=alone)] == [together.judgement(each.code)], name


def test_a_missing_fact_is_no_error_of_the_rules_but_of_the_computation() -> None:
    nothing: Parameters = Parameters(name="nothing")
    with pytest.raises(NotRecorded):
        settle(EVERY["bare"], nothing)
    assert judged("PAY-01", EVERY["bare"], nothing).outcome is Outcome.CANNOT_TELL
