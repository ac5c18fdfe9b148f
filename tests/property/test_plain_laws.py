"""Laws of plain data: equal values give equal data, values that differ differ, and any process says the same."""

from __future__ import annotations

import copy
import gc
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.every_record import BESIDE, FULL, fields, full, least, needed

import isf_core
from isf_core.errors import IsfError
from isf_core.model import (
    AtMost,
    InWorkingDays,
    Once,
    PayDates,
    PerMonth,
    PerPayment,
    PerWeek,
    PlusVat,
    ShareOf,
    WeekdayOfMonth,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules.catalogue import ALL_RULES
from isf_core.rules.engine.definition import Breach
from isf_core.values import (
    INTERPRETATION,
    LANCASHIRE,
    ExactMoney,
    Explanation,
    Frequency,
    Money,
    PayCycle,
    Period,
    Rate,
    RateUnit,
    StatutoryTable,
    Timeline,
    WorkingDays,
    canonical,
    digest,
    plain_form,
)
from isf_core.values.record import Record, Value
from isf_core.values.table import Table

law = settings(deadline=None, max_examples=200)
PACKAGE = Path(isf_core.__file__).parent

days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
fractions = st.fractions(0, 3, max_denominator=4)
moneys = st.integers(0, 300).map(Money.from_pence)
timelines = st.builds(
    lambda first, later: Timeline(first, *later.items()), moneys, st.dictionaries(days, moneys, max_size=3)
)
calendars = st.frozensets(days, max_size=3).map(
    lambda held: WorkingDays.of(held, first=date(2026, 1, 1), last=date(2026, 1, 9))
)
tables = st.dictionaries(days, moneys, min_size=1, max_size=3).map(
    lambda rows: StatutoryTable(
        "a sum", tuple(rows.items()), last_day=date(2026, 2, 1), source=INTERPRETATION("made up")
    )
)
trees = st.recursive(
    st.builds(Explanation.given, st.sampled_from(("rate", "weeks")), fractions),
    lambda below: st.builds(lambda parts: Explanation.sum("sum", *parts), st.lists(below, min_size=1, max_size=2)),
    max_leaves=3,
)
values = st.one_of(
    moneys,
    fractions,
    days,
    fractions.map(ExactMoney),
    st.builds(Rate, fractions, st.sampled_from(RateUnit)),
    st.builds(Period, first_day=st.just(date(2026, 1, 1)), last_day=days),
    st.builds(PayCycle, st.sampled_from(Frequency), days),
    timelines,
    calendars,
    tables,
    trees,
    st.builds(LANCASHIRE, st.sampled_from(("6.1", "6.2")), st.sampled_from(("", "up to"))),
)


def everything(kind: type[Record]) -> Iterator[Any]:
    """A record with every field recorded, with only those it needs, and with each one left out in turn."""
    yield full(kind)
    yield least(kind)
    for field in fields(kind):
        if field.name not in needed(kind):
            held = field.default.factory() if hasattr(field.default, "factory") else field.default
            with suppress(IsfError):  # two that go together
                yield full(kind, **{field.name: held, **BESIDE.get((kind, field.name), {})})


def only_plain(data: object) -> bool:
    """Whether it is made of what JSON has, and of nothing that only looks like it."""
    if isinstance(data, dict):
        return type(data) is dict and all(type(key) is str and only_plain(held) for key, held in data.items())
    if isinstance(data, list):
        return type(data) is list and all(map(only_plain, data))
    return data is None or type(data) in (str, int, bool)


@law
@given(values, values)
def test_values_are_equal_where_their_digests_are(one: object, other: object) -> None:
    assert (one == other) is (digest((type(one).__name__, one)) == digest((type(other).__name__, other)))
    assert (one == other) is (plain_form((type(one).__name__, one)) == plain_form((type(other).__name__, other)))


@law
@given(st.lists(values, max_size=3))
def test_it_is_json_and_comes_back_from_it(held: list[object]) -> None:
    plain = plain_form(held)
    assert only_plain(plain)
    assert json.loads(canonical(held)) == plain
    assert plain_form(pickle.loads(pickle.dumps(held))) == plain


@pytest.mark.parametrize("kind", FULL, ids=lambda kind: kind.__name__)
def test_a_record_that_differs_in_one_field_has_another_digest(kind: type[Record]) -> None:
    made = [*everything(kind)]
    digests = [digest(each) for each in made]
    for one in made:
        plain = plain_form(one)
        assert isinstance(plain, dict)
        assert plain["kind"] == kind.__name__
        assert only_plain(plain)
        assert json.loads(canonical(one)) == plain
        assert [digest(same) for same in (copy.deepcopy(one), pickle.loads(pickle.dumps(one)), one.replace())] == [
            digest(one)
        ] * 3
        assert [(one == other) for other in made] == [(digest(one) == other) for other in digests]


@pytest.mark.parametrize("kind", FULL, ids=lambda kind: kind.__name__)
def test_a_record_names_what_is_recorded_and_leaves_out_the_rest(kind: type[Record]) -> None:
    for one in (full(kind), least(kind)):
        plain = plain_form(one)
        assert isinstance(plain, dict)
        recorded = {field.name for field in fields(kind) if field.init and getattr(one, field.name) is not None}
        assert {name.rstrip("_") if name.startswith("kind_") else name for name in plain if name != "kind"} == recorded


def test_no_two_records_of_the_library_have_one_kind() -> None:
    names = [kind.__name__ for kind in (*FULL, *VALUES)]
    assert len(names) == len(set(names))


def below(kind: type[Any]) -> Iterator[type[Any]]:
    """Every class of the library that stands below one: attrs makes another of each, which lives until it is swept."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("isf_core") and vars(sys.modules[each.__module__]).get(each.__name__) is each:
            yield each
            yield from below(each)


gc.collect()  # of a class as it stood before it was decorated nothing is left
SHOWN = "isf_core.present."
"""What is shown is made anew from what is kept: no plain data name it."""
VALUES = (
    *(Money, ExactMoney, Timeline, Breach),
    *(each for each in below(Value) if not issubclass(each, Record) and not each.__module__.startswith(SHOWN)),
)
MADE: dict[str, object] = {
    type(one).__name__: one
    for one in (
        Money(1),
        ExactMoney(1),
        Rate.weekly(1),
        Period(first_day=date(2026, 1, 1), last_day=date(2026, 1, 1)),
        PayCycle(Frequency.WEEKLY, date(2026, 1, 1)),
        InWorkingDays(-5),
        PayDates({date(2026, 4, 6): date(2026, 4, 2)}),
        WeekdayOfMonth(weekday=5, number=-1),
        Timeline(1),
        WorkingDays.england_and_wales(),
        INTERPRETATION("made up"),
        INTERPRETATION,
        Table("Sums", (("sum", "Sum"),), ((Money(1),),)),
        Explanation.given("weeks", 1),
        StatutoryTable("a sum", ((date(2026, 1, 1), 1),), last_day=date(2026, 1, 1), source=INTERPRETATION("made up")),
        PerWeek(1),
        ShareOf(None, "0.5"),
        PerMonth(1),
        PerPayment(1),
        Once(1, date(2026, 1, 1)),
        AtMost(PerWeek(1), ()),
        PlusVat("0.2", ()),
        Breach("contract", times=1),
        ALL_RULES["PLN-02"],
        ALL_RULES,
        next(when for rule in ALL_RULES for when in rule.when),
    )
}


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_every_kind_of_value_has_a_plain_form(kind: type) -> None:
    plain = plain_form(MADE[kind.__name__])
    assert only_plain(plain)
    assert kind is Money or (isinstance(plain, dict) and plain["kind"] == kind.__name__)


CHILD = """
import importlib, pickle, sys
sys.path.insert(0, sys.argv[1])
isf = importlib.import_module(sys.argv[2])
plain = importlib.import_module(sys.argv[2] + ".values.plain_data")
from datetime import date

runs = isf.PayCycle(isf.Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
mary = isf.Arrangement(
    person=isf.Person(ref="P-001", name="Mary"),
    budget=isf.PersonalBudget(actual=isf.Rate.annual("4387.50"), contribution=isf.Rate.weekly("20"), in_house=()),
    contract=isf.Contract(
        first_day=date(2026, 4, 6),
        last_day=isf.OPEN_ENDED,
        payment=isf.PaymentTerms(cycle=runs, working_days=isf.WorkingDays.england_and_wales()),
        fee=isf.FixedFee(per_week="10"),
    ),
)
for each in (mary, isf.PLAIN, frozenset("abcdefgh"), frozenset(isf.Timing), isf.check(mary, on=date(2026, 4, 6))):
    assert plain.digest(pickle.loads(pickle.dumps(each))) == plain.digest(each)
    print(plain.digest(each))
"""


def said_by(place: Path, name: str, seed: str) -> str:
    """The digests that a fresh process prints with a package of some name and a seed of its own."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD, str(place), name],
        env={**{key: held for key, held in os.environ.items() if key != "PYTHONPATH"}, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.process
def test_a_copy_under_another_name_and_another_hash_seed_give_the_same_digests(tmp_path: Path) -> None:
    vendor = tmp_path / "acme"
    shutil.copytree(PACKAGE, vendor / "funds", ignore=shutil.ignore_patterns("__pycache__"))
    (vendor / "__init__.py").write_text("", encoding="utf-8")
    said = said_by(PACKAGE.parent, "isf_core", "1")
    assert len(said.split()) == 5
    assert said_by(tmp_path, "acme.funds", "2") == said


def test_the_plain_policy_is_wholly_plain() -> None:
    assert only_plain(plain_form(PLAIN))
    assert digest(PLAIN) != digest(PLAIN.without("BUD-14"))
    assert digest(PLAIN) != digest(PLAIN.with_parameters("plain", weeks_in_year="52.1"))
