"""Laws that every rule keeps: of the unknown, of order, of purity, and of the verdict."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.proofs import PROOFS
from rules.test_payments import one_off
from support.arrangements import DAY_BEFORE, ON, sound
from support.asking import POLICY, judged
from support.blanking import blank, blank_if_it_can_be, recorded
from support.proof import At

from isf_core.assessment import assess, check
from isf_core.errors import NotRecorded
from isf_core.model import Arrangement, Parameters, Person
from isf_core.model.documents import NotStated
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL_RULES, Case, Force, Policy, Report, Result, Rule, RuleResult, RuleSet, Verdict
from isf_core.rules.engine.judging import judge
from isf_core.schedule.resolve import resolve_terms
from isf_core.values.sources import RECORD

WHY_NOT = {
    ("PLN-04", "policy.exclusions"): "a policy that names none excludes nothing by itself (PLN-12)",
    ("PTY-02", "policy.charges_carers"): "a policy that says nothing of carers leaves it to the law",
    (
        "BUD-17",
        "budget.financial_assessments[].own_minimum",
    ): "a council that leaves no more than the law says has no amount of its own",
    (
        "BUD-19",
        "budget.financial_assessments[].first_day",
    ): "an assessment that does not say from when it counts does so from its own day",
    ("FEE-08", "endings[].last_day"): "an ending that names no last day is over when its notice has run",
    ("BUD-18", "fund.entries"): "a top-up is recorded where there is one: as a term, or as an entry that paid it in",
    ("FEE-07", "fund.entries[].period"): "a fee that names no days is for its own day",
    ("LED-11", "policy.records_years"): "a policy that names no time asks for none",
    ("PLN-05", "policy.largest_part"): "a policy that sets no limit has none",
    ("PLN-12", "policy.exclusions"): "a policy that names none says nothing: PLN-12 is for just that",
    ("BUD-04", "budget.deployment"): "as LIFE-02",
    ("BUD-14", "budget.deployment"): "as LIFE-02",
    ("PLN-14", "budget.deployment"): "as LIFE-02",
    ("LIFE-13", "policy.answer_days"): "without a time of the policy's own, the day on which support starts counts",
    ("LIFE-13", "lifecycle.request"): "a request is recorded where there was one",
    ("CON-07", "budget.deployment"): "as LIFE-02",
    ("PAY-01", "budget.deployment"): "as LIFE-02",
    (
        "LIFE-02",
        "budget.deployment",
    ): "a split is recorded where there is one; without it the whole goes through the fund",
    ("LED-13", "fund.visits[].charged"): "what was charged for one visit is recorded where it was charged apart",
    ("BUD-20", "budget.full_cost"): "that a person pays the full cost is recorded where they do",
    ("BUD-10", "budget.stated"): "a statement is recorded where there was one",
    ("BUD-03", "fund.entries[].person"): "what pays for her own plan is spent on her, unless it is recorded otherwise",
    ("SUR-06", "contract.savings"): "an agreement to share savings is recorded where there is one",
    ("ORG-05a", "providers"): "a lapse is recorded with whose it is",
    ("ORG-05a", "holder"): "a lapse is recorded with whose it is",
    ("ORG-05b", "holder"): "a lapse is recorded with whose it is",
    ("CON-23", "contract.framework"): "a framework is recorded where the contract was called off from one",
    ("PLN-03", "plan.stated_cost"): "where every support is costed, the sum is known without the plan's own",
    ("LIFE-12", "lifecycle.conversion"): "a conversion is recorded where there was one",
    ("LED-10", "contract.payment.on_delivery"): "payment on delivery is recorded where it is agreed",
    ("LED-12", "contract.payment.on_delivery"): "payment on delivery is recorded where it is agreed",
    ("OVR-01", "contract.payment.on_delivery"): "payment on delivery is recorded where it is agreed",
    ("END-06", "contract.payment.on_delivery"): "payment on delivery is recorded where it is agreed",
}
"""What a rule looks at and can do without, with the reason."""


def cases() -> dict[str, At]:
    """Every case that proves some rule, with its day, by what it proves."""
    out = {"sound": At(sound(), ON), "bare": At(Arrangement(person=Person(ref="P-001")), ON)}
    for code, proof in PROOFS.items():
        given = [proof.sound, *proof.breaches, *proof.idle]
        if not isinstance(proof.edges, str):
            given += [each for edge in proof.edges for each in (edge.inside, edge.outside)]
        out.update((f"{code} {place}", proof.at(each)) for place, each in enumerate(given))
    return out


EVERY = cases()


def proving(name: str) -> tuple[str, ...]:
    """The rules that a case is about: the one that it proves, or all."""
    code = name.partition(" ")[0]
    return (code,) if code in ALL_RULES else ALL_RULES.codes


@cache
def read(code: str) -> tuple[str, ...]:
    """The fields that a rule read in its sound case."""
    at = PROOFS[code].at(PROOFS[code].sound)
    case = Case(at.arrangement, at.on, at.numbers)
    judge(ALL_RULES[code], case)
    if code == "PAY-01":  # it asks for nothing itself: what the payments are worked out from is what it read
        case.read += [
            source.pinpoint.partition(" ")[0]
            for _, source in resolve_terms(at.arrangement, policy=at.numbers).provenance
            if source.text == RECORD
        ]
    return tuple(dict.fromkeys(case.read))


FIELDS = [(code, field) for code in PROOFS for field in read(code)]


# The unknown


@pytest.mark.parametrize(("code", "field"), FIELDS)
def test_a_rule_that_misses_a_field_it_read_cannot_tell_and_names_it(code: str, field: str) -> None:
    at = PROOFS[code].at(PROOFS[code].sound)
    result = judged(code, *blank(at.arrangement, at.numbers, field), at.on)
    assert result.result is Result.CANNOT_TELL, "no rule of the catalogue reads what it can do without"
    assert [finding.field for finding in result.findings] == [field]
    assert {finding.force for finding in result.findings} == {ALL_RULES[code].force}


def test_what_the_rules_read_in_all_is_this() -> None:
    assert {code: len(read(code)) for code in ALL_RULES.codes} == {
        "LIFE-02": 2,
        "LIFE-03": 4,
        "LIFE-04": 2,
        "LIFE-05a": 3,
        "LIFE-05b": 5,
        "LIFE-06": 4,
        "LIFE-07": 5,
        "LIFE-08": 10,
        "LIFE-10": 6,
        "LIFE-11": 1,
        "LIFE-12": 1,
        "LIFE-13": 3,
        "PTY-01": 8,
        "PTY-02": 2,
        "PTY-03": 5,
        "BUD-01": 3,
        "BUD-02": 8,
        "BUD-03": 11,
        "BUD-04": 9,
        "BUD-10": 1,
        "BUD-11": 8,
        "BUD-12": 3,
        "BUD-13": 2,
        "BUD-14": 8,
        "BUD-16": 4,
        "BUD-17": 5,
        "BUD-18": 6,
        "BUD-19": 5,
        "BUD-20": 2,
        "BUD-21": 5,
        "CON-01": 6,
        "CON-02": 4,
        "CON-03a": 1,
        "CON-03b": 4,
        "CON-04": 1,
        "CON-05": 3,
        "CON-06": 4,
        "CON-07": 3,
        "CON-23": 6,
        "CON-24": 2,
        "CON-25": 8,
        "CON-08": 3,
        "CON-09": 4,
        "CON-10a": 1,
        "CON-10b": 1,
        "CON-11": 1,
        "CON-12a": 1,
        "CON-12b": 3,
        "CON-13": 4,
        "CON-14": 6,
        "CON-15": 2,
        "CON-16": 5,
        "CON-17a": 1,
        "CON-17b": 3,
        "CON-18": 2,
        "CON-19": 7,
        "CON-22": 2,
        "PLN-01": 7,
        "PLN-02": 3,
        "PLN-03": 4,
        "PLN-04": 3,
        "PLN-05": 4,
        "PLN-06": 1,
        "PLN-07": 3,
        "PLN-09": 9,
        "PLN-10": 4,
        "PLN-12": 3,
        "PLN-14": 3,
        "PLN-15": 3,
        "FEE-02": 3,
        "FEE-03": 2,
        "FEE-04": 9,
        "FEE-05": 4,
        "FEE-08": 5,
        "FEE-07": 3,
        "PAY-01": 17,
        "PAY-10": 3,
        "PAY-11": 4,
        "PAY-16": 2,
        "LED-02": 6,
        "LED-04": 6,
        "LED-05": 7,
        "LED-06": 10,
        "LED-10": 5,
        "LED-11": 5,
        "LED-12": 2,
        "LED-13": 7,
        "SUR-02": 6,
        "SUR-03a": 13,
        "SUR-03b": 3,
        "SUR-05": 8,
        "SUR-06": 0,
        "SUR-08": 0,
        "OVR-01": 2,
        "END-03": 2,
        "END-06": 1,
        "ORG-01": 22,
        "ORG-03": 6,
        "ORG-04": 7,
        "ORG-05a": 1,
        "ORG-05b": 2,
        "OUT-02": 4,
    }


def paths_of(at: At) -> Iterator[str]:
    """Every fact that is recorded of it or set by the policy, and need not be; the innermost first."""
    yield from sorted({*recorded(at.arrangement)}, key=lambda path: (-path.count("."), path))
    yield from (f"policy.{path}" for path in recorded(at.numbers))


def all_judged(codes: Iterable[str], mary: Arrangement, numbers: Parameters, on: date) -> dict[str, RuleResult]:
    """What some rules come to."""
    case = Case(mary, on, numbers)
    return {code: judge(ALL_RULES[code], case) for code in codes}


def untold(result: RuleResult) -> set[str]:
    """The fields for want of which it cannot be told."""
    return {finding.field for finding in result.findings if finding.breach is None}


def named(path: str) -> set[str]:
    """What may be named for want of a fact: itself, or the term that the policy's number stood in for."""
    number = path.removeprefix("policy.")
    path = path.replace("variations[None]", "variations[0]")  # one without a reference goes by its place
    return {path, f"contract.payment.{number}", f"contract.{number}", f"contract.{number.replace('_', '.')}"}


def open_at_times(at: At) -> set[str]:
    """Terms that are stated on some days only: a rule that found a breach on others never asked for them."""
    held = ((name, getattr(at.arrangement.contract, name)) for name in ("fee", "fee_placement"))
    return {f"contract.{name}" for name, term in held if NotStated.NOT_STATED in getattr(term, "values", ())}


def knows_no_more(code: str, before: RuleResult, after: RuleResult, taken: set[str]) -> None:
    """What may come of judging with less: the same, or that it cannot be told for want of just that."""
    if after.result is Result.CANNOT_TELL:
        wants = untold(after) - untold(before)
        assert wants <= {each for path in taken for each in named(path)}, f"{code} names what was not taken away"
        assert wants or before.result is Result.CANNOT_TELL
    elif before.result is Result.BREACH:
        assert after.result is Result.BREACH, f"{code} acquits for want of knowledge"
        assert {each.field for each in after.findings} <= {each.field for each in before.findings}
    else:
        assert not after.findings, f"{code} condemns for want of knowledge"


def needing(codes: Iterable[str], taken: set[str]) -> Iterator[str]:
    """Those rules for which the law is to hold when some facts are taken away."""
    for code in codes:
        # A change of which nobody says since when it is known is left out, so that other rules judge
        # without it. CON-14 then cannot tell, and the verdict with it: which is another law, below.
        left_out = any(path.endswith(".known_from") for path in taken) and code != "CON-14"
        if not left_out and not any((code, re.sub(r"\[[^]]*\]", "[]", path)) in WHY_NOT for path in taken):
            yield code


def every_day(name: str, paths: list[str]) -> list[str]:
    """Every path for a rule's sound case and first breach; for its other cases each fifth, in turn.

    With ISF_EVERY_PATH set it is every path for every case, a long run.
    """
    _, _, place = name.partition(" ")
    if not place or int(place) < 2 or os.environ.get("ISF_EVERY_PATH"):
        return paths
    return paths[int(place) % 5 :: 5]


@pytest.mark.parametrize("name", EVERY)
def test_one_fact_less_never_acquits_and_never_condemns(name: str) -> None:
    at = EVERY[name]
    before = all_judged(proving(name), at.arrangement, at.numbers, at.on)
    for path in every_day(name, [*paths_of(at)]):
        codes = [*needing(proving(name), {path})]
        after = all_judged(codes, *blank_if_it_can_be(at.arrangement, at.numbers, path), at.on)
        for code in codes:
            knows_no_more(code, before[code], after[code], {path})


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_many_facts_less_never_acquit_and_never_condemn(data: st.DataObject) -> None:
    at = EVERY[data.draw(st.sampled_from(sorted(EVERY)))]
    paths = [*paths_of(at)]
    taken = data.draw(st.sets(st.sampled_from(paths), max_size=12))
    less, numbers = at.arrangement, at.numbers
    for path in paths:  # the innermost first: what lies in a fact that is gone cannot be taken away
        if path in taken:
            less, numbers = blank_if_it_can_be(less, numbers, path)
    codes = [*needing(ALL_RULES.codes, taken)]
    before, after = all_judged(codes, at.arrangement, at.numbers, at.on), all_judged(codes, less, numbers, at.on)
    for code in codes:
        knows_no_more(code, before[code], after[code], taken | open_at_times(at))


# The verdict


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_it_is_never_yes_while_a_must_cannot_be_told(data: st.DataObject) -> None:
    at = EVERY[data.draw(st.sampled_from(sorted(EVERY)))]
    mary, numbers = at.arrangement, at.numbers
    for path in data.draw(st.lists(st.sampled_from([*paths_of(at)]), max_size=1)):
        mary, numbers = blank_if_it_can_be(mary, numbers, path)
    found = assess(mary, on=at.on, until=date(2027, 12, 31), policy=POLICY.replace(parameters=numbers))
    musts = {each.result for each in found.report.findings if each.force is Force.MUST}
    if Result.BREACH in musts:
        assert found.verdict is Verdict.NO
    elif Result.CANNOT_TELL in musts:
        assert found.verdict is Verdict.CANNOT_TELL
    else:
        assert found.verdict is Verdict.YES
    payments = found.report.result("PAY-01")
    assert (found.schedule is None) is bool(payments.findings)
    assert untold(payments) == set(found.missing), "the schedule misses what the report says it does"


@pytest.mark.parametrize("wrong", [{"in_house": None}, {"one_offs": one_off(DAY_BEFORE).budget.one_offs}])
def test_it_is_never_yes_without_a_schedule_even_where_no_rule_asks_for_one(wrong: dict[str, object]) -> None:
    found = assess(sound(budget=wrong), on=ON, policy=PLAIN.without("PAY-01"))
    assert found.report.verdict is Verdict.YES
    assert (found.verdict, found.schedule) == (Verdict.CANNOT_TELL, None)


# Order and purity


@given(st.permutations(tuple(ALL_RULES)), st.sampled_from(sorted(EVERY)))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_rules_changes_no_judgement(rules: list[Rule], name: str) -> None:
    at = EVERY[name]
    policy = POLICY.replace(parameters=at.numbers)
    turned = check(at.arrangement, on=at.on, policy=policy.replace(rules=RuleSet(tuple(rules))))
    straight = check(at.arrangement, on=at.on, policy=policy)
    assert turned.verdict is straight.verdict
    assert {each.rule.code: each for each in turned} == {each.rule.code: each for each in straight}
    assert turned.unknown.keys() == straight.unknown.keys()


@pytest.mark.parametrize("name", EVERY)
def test_judging_twice_gives_the_same_and_changes_nothing(name: str) -> None:
    mary, at = EVERY[name].arrangement, EVERY[name]
    written = repr(mary)
    case = Case(mary, at.on, at.numbers, POLICY.parameter_sources)
    policy = POLICY.replace(parameters=at.numbers)
    assert ALL_RULES.judge(case) == ALL_RULES.judge(case) == check(mary, on=at.on, policy=policy)
    assert ALL_RULES.judge(case) == RuleSet(ALL_RULES.rules).judge(case), "as if no other case had its outline"
    assert repr(mary) == written
    assert hash(mary) == hash(mary.replace())


def test_many_threads_judge_the_same() -> None:
    def found(name: str) -> Report:
        return check(EVERY[name].arrangement, on=EVERY[name].on, policy=POLICY)

    names = [*EVERY][::7] * 2
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = [*pool.map(found, names)]
    assert dict(zip(names, together, strict=True)) == {name: found(name) for name in names}
    assert together[: len(names) // 2] * 2 == together


def test_what_a_rule_finds_does_not_depend_on_the_rules_beside_it() -> None:
    for name, at in EVERY.items():
        policy = POLICY.replace(parameters=at.numbers)
        together = check(at.arrangement, on=at.on, policy=policy)
        for code in proving(name):
            alone: Policy = policy.replace(rules=RuleSet((ALL_RULES[code],)))
            assert [*check(at.arrangement, on=at.on, policy=alone)] == [together.result(code)], name


def test_a_missing_fact_is_no_error_of_the_rules_but_of_the_computation() -> None:
    nothing: Parameters = Parameters(name="nothing")
    with pytest.raises(NotRecorded):
        resolve_terms(EVERY["bare"].arrangement, policy=nothing)
    assert judged("PAY-01", EVERY["bare"].arrangement, nothing).result is Result.CANNOT_TELL
