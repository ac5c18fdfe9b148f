"""What follows from which facts are recorded is worked out once for all cases, and is the same in each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from rules.engine.test_judging import holds, made
from support.arrangements import DAY_BEFORE, ON, sound
from support.refusing import refused

from isf_core import NOT_STATED, PLAIN, Arrangement, Clause, HolderKind, HowNotDone, NotDone, Parameters, Person
from isf_core.model import Change, Clauses, Holder, Variation
from isf_core.rules import ALL_RULES, Breach, Case, Result, RuleSet, condition
from isf_core.rules.engine.definition import needs
from isf_core.rules.engine.outline import needed_by
from isf_core.values import PRACTICE

BARE = Arrangement(person=Person(ref="P-001"))
LATER = ON + timedelta(days=400)
DATED = BARE.replace(contract=BARE.contract.replace(first_day=ON))
NAMES = (
    *("fee", "audit", "disputes", "failed_visits", "no_clawback", "savings", "owner", "less_support", "open_records"),
    *("fluctuation", "reassessment"),
)


def case(arrangement: Arrangement = BARE, parameters: Parameters = PLAIN.parameters) -> Case:
    """A case of an arrangement."""
    return Case(arrangement, ON, parameters)


def counted(*fields: str, answer: Callable[[Case], Any]) -> tuple[list[Any], Any]:
    """A test that needs some fields first, and the facts with which it came to an end."""
    ended: list[Any] = []

    @needs(*fields)
    def all_is_so(case: Case) -> Any:
        answered = answer(case)
        ended.append(case)
        return answered

    return ended, all_is_so


def asks(field: str, what: Callable[[Any], object]) -> Callable[[Case], None]:
    """A test that asks something of one field, and finds nothing."""

    def test(case: Case) -> None:
        fact: Any = case.parameters if field.startswith("policy.") else case.arrangement
        for step in field.removeprefix("policy.").split("."):
            fact = getattr(fact, step)
        what(fact)

    return test


THERE: Callable[[Any], object] = lambda fact: fact is None  # noqa: E731
TRUE: Callable[[Any], object] = bool


@pytest.mark.parametrize(
    ("field", "mary", "what", "is_enough"),
    [
        ("lifecycle.has_capacity", BARE, TRUE, True),
        ("lifecycle.has_capacity", sound(lifecycle={"has_capacity": False}), TRUE, True),
        ("endings", sound(), TRUE, True),
        ("plan.supports", sound(), TRUE, True),
        ("plan.supports", sound(), len, False),
        ("plan.supports", sound(), list, False),
        ("contract.form", sound(), lambda form: form.parties, True),
        ("contract.clauses.fee", sound(), lambda fee: isinstance(fee, Clause), True),
        ("contract.clauses.fee", sound(), lambda fee: fee.words, False),
        ("contract.clauses.fee", sound(), lambda fee: isinstance(fee, NotDone), True),
        ("policy.largest_part", BARE, THERE, True),
        ("policy.late_days", sound(), THERE, True),
        ("policy.late_days", sound(), TRUE, False),
        ("holder", BARE, THERE, True),
        ("holder", sound(), TRUE, True),
        ("holder", sound(), lambda holder: holder.name, False),
        ("holder.kind", sound(), THERE, True),
        ("holder.ref", sound(), THERE, True),
        ("holder.ref", sound(), lambda ref: ref == "H-7", False),
        ("holder.ref", sound(), "{}".format, False),
        ("contract.first_day", sound(), THERE, True),
        ("contract.first_day", sound(), lambda first_day: first_day < ON, False),
        ("contract.first_day", sound(), lambda first_day: first_day + 1, False),
        ("contract.first_day", sound(), lambda first_day: {first_day}, False),
        ("plan.agreed_on", sound(plan={"agreed_on": NotDone(how=HowNotDone.NOT_DONE)}), THERE, True),
        ("plan.agreed_on", sound(plan={"agreed_on": NotDone(how=HowNotDone.NOT_DONE)}), lambda act: act.how, False),
        ("needs", sound(), lambda needs: isinstance(needs, NotDone), True),
        ("needs", sound(), lambda needs: needs.not_achieved, False),
    ],
)
def test_a_rule_is_asked_once_for_all_cases_where_it_asks_no_more_than_the_outline_has(
    field: str, mary: Arrangement, what: Callable[[Any], object], is_enough: bool
) -> None:
    def tried(case: Case) -> None:
        try:
            asks(field, what)(case)
        except (TypeError, ValueError):
            if type(case) is not Case:
                raise

    ended, test = counted(field, answer=tried)
    ours = RuleSet((made("OUR-01", test),))
    parameters = PLAIN.parameters.replace(late_days=0)
    found = [ours.judge(Case(mary.replace(), on, parameters)) for on in (ON, DAY_BEFORE, ON, DAY_BEFORE)]
    assert {each.results[0].result for each in found} == {Result.HOLDS}
    assert len(ended) == (2 if is_enough else 4), "once for the first case, and once for all others"


@pytest.mark.parametrize("other", ["on", "known", "view", "policies", "parameter_sources"])
def test_what_rests_on_more_than_what_it_needs_is_asked_in_each_case(other: str) -> None:
    ended, test = counted("endings", answer=lambda case: [getattr(case, other)][:0])
    ended_too, other_fact = counted("endings", answer=lambda case: case.arrangement.funding and None)
    ours = RuleSet((made("OUR-01", lambda case: test(case) or None), made("OUR-02", other_fact)))
    for _ in range(3):
        assert {each.result for each in ours.judge(case(sound()))} == {Result.HOLDS}
    assert (len(ended), len(ended_too)) == (3, 3)


@pytest.mark.parametrize("answer", [True, False, None])
def test_a_condition_is_asked_once_for_all_cases_and_a_rule_that_says_nothing_in_each(answer: bool | None) -> None:
    ended, test = counted(
        "endings", answer=lambda case: answer if answer is not None else case.require(None, "our.field")
    )
    shared = condition(otherwise="it is not so")(test)
    called: list[Case] = []
    ours = RuleSet((made("OUR-01", lambda case: called.append(case), shared), made("OUR-02", holds, shared)))
    reports = [ours.judge(case(each)) for each in (BARE, DATED, BARE, DATED)]
    results, unknown = {
        True: (Result.HOLDS, ()),
        False: (Result.DOES_NOT_APPLY, ()),
        None: (Result.CANNOT_TELL, ("our.field",)),
    }[answer]
    for report in reports:
        assert ({each.result for each in report}, tuple(report.unknown)) == ({results}, unknown)
    assert len(ended) == (0 if answer is None else 2)
    assert [each.arrangement for each in called] == ([BARE, DATED, BARE, DATED] if answer else [])


KNOWN: dict[str, Callable[[Case], object]] = {
    "its variations": lambda case: case.known.variations,
    "those that may count": lambda case: case.known.may_count,
    "its changes": lambda case: case.known.changes_of("plan"),
}


@pytest.mark.parametrize("what", KNOWN)
def test_where_nothing_varies_nothing_is_known_of_it_in_any_case(what: str) -> None:
    ended, test = counted("variations", answer=lambda case: [Breach("variations")] if KNOWN[what](case) else None)
    ours = RuleSet((made("OUR-01", test),))
    for _ in range(4):
        assert ours.judge(case(sound())).results[0].result is Result.HOLDS
    assert len(ended) == 2, "once for the first case, and once for all others"


@pytest.mark.parametrize("field", ["contract.first_day", "plan.supports"])
def test_nothing_can_be_written_on_what_stands_for_a_fact_in_all_cases(field: str) -> None:
    def writes(fact: Any) -> None:
        try:
            fact.seen = True
        except AttributeError:
            written.append(False)
        else:
            written.append(True)

    written: list[bool] = []
    _, test = counted(field, answer=asks(field, writes))
    ours = RuleSet((made("OUR-01", test),))
    for _ in range(2):
        ours.judge(case(sound()))
    assert written == [False, False], "neither in the case itself, nor in its sketch"


RESTS_ON_MORE = [
    *("LIFE-02", "LIFE-07", "LIFE-08", "LIFE-12", "PTY-02", "BUD-04", "BUD-10", "BUD-11", "BUD-13", "BUD-14"),
    *("BUD-16", "BUD-17", "BUD-18", "BUD-19", "BUD-20", "BUD-21", "CON-14", "CON-15", "CON-23", "PLN-05"),
    *("PLN-07", "PLN-10", "FEE-07", "FEE-08", "PAY-01", "PAY-10", "PAY-11", "PAY-16", "SUR-06", "END-03"),
    *("END-06", "ORG-03", "ORG-05a", "ORG-05b"),
]
CONDITIONS = {
    "a yearly budget is paid by weeks in a whole financial year",
    "it was put on the register only after it was asked for",
    "the first day is no later than the first day of the weeks that are compared",
    "the person pays something at some time",
}


def test_a_rule_says_which_facts_it_needs_first_but_for_those_that_rest_on_more() -> None:
    """On an account, on what is paid or on the day: they are asked in each case."""
    assert [rule.code for rule in ALL_RULES if not needed_by(rule.test)] == RESTS_ON_MORE
    assert {each.sentence for rule in ALL_RULES for each in rule.when if not needed_by(each.test)} == CONDITIONS


@pytest.mark.parametrize("is_varied", [False, True])
def test_what_is_known_of_variations_is_in_the_outline_where_there_are_none(is_varied: bool) -> None:
    ended, test = counted("variations", answer=lambda case: case.require_all((case.known.may_count, "variations")))
    ours = RuleSet((made("OUR-01", test),))
    changes = (Variation(effective=ON, known_from=LATER, changes=(Change("contract.last_day", LATER),)),)
    mary = sound().replace(variations=changes if is_varied else ())
    for _ in range(4):
        assert ours.judge(case(mary)).results[0].result is Result.HOLDS
    assert len(ended) == (4 if is_varied else 2)


def test_a_breach_is_made_for_its_case_and_rests_on_the_numbers_that_its_condition_read() -> None:
    _, test = counted("endings", answer=lambda case: Breach("endings"))
    asked, it_is = counted("policy.late_days", answer=lambda case: case.require(True, "policy.late_days"))
    ours = RuleSet((made("OUR-01", test, condition(otherwise="it is not so")(it_is)),))
    for source in ("one", "other", "third"):
        (found,) = ours.judge(Case(BARE, ON, PLAIN.parameters, (("late_days", PRACTICE(source)),))).breaches
        assert [each.pinpoint for each in found.parameter_sources] == [source]
    assert len(asked) == 2


def test_no_holder_is_another_thing_than_one_of_whom_nothing_is_recorded() -> None:
    def has_one(case: Case) -> None:
        if case.require(case.arrangement.holder, "holder").kind is None:
            case.require(None, "holder.kind")

    ended, test = counted("holder.kind", answer=has_one)
    ours = RuleSet((made("OUR-01", test),))
    bare, *known = (BARE.replace(holder=Holder(ref="H-7", kind=kind)) for kind in (None, *HolderKind))
    for _ in range(3):
        assert [tuple(ours.judge(case(each)).unknown) for each in (BARE, bare)] == [("holder",), ("holder.kind",)]
        assert {ours.judge(case(each)).results[0].result for each in known} == {Result.HOLDS}
    assert len(ended) == 2 * len(known)


@pytest.mark.parametrize("field", ["plan.nothing", "policy.nothing", "holder.nothing", "nothing.at_all"])
def test_a_fact_that_there_is_not_is_named(field: str) -> None:
    ours = RuleSet((made("OUR-01", needs(field)(lambda case: None)),))
    refused(lambda: ours.judge(case(sound())), "needs", field)


@pytest.mark.parametrize(("number", "calls"), [(10, 2 * 1_024), (11, 3 * 2_048)])
def test_of_ever_so_many_outlines_a_bounded_number_is_kept_and_the_others_come_to_the_same(
    number: int, calls: int
) -> None:
    names = NAMES[:number]
    called: list[Case] = []

    def asked(case: Case) -> None:
        called.append(case)
        case.require_all(*((getattr(case.arrangement.contract.clauses, each), each) for each in names))

    _, test = counted(*(f"contract.clauses.{name}" for name in names), answer=asked)
    ours = RuleSet((made("OUR-01", test),))
    for _ in range(3):
        for way in product((None, NOT_STATED), repeat=number):
            clauses = Clauses().replace(**dict(zip(names, way, strict=True)))
            report = ours.judge(case(BARE.replace(contract=BARE.contract.replace(clauses=clauses))))
            assert [*report.unknown] == [name for name, stated in zip(names, way, strict=True) if stated is None]
    assert len(called) == calls
