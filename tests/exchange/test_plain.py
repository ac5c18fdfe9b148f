"""Plain data both ways: what was stored comes back, and a document's faults are all named, each by its path."""

from __future__ import annotations

import json
import os
import random
from collections import OrderedDict, UserList
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.arrangements import sound
from support.every_record import RECORDS, full, least

import isf_core
from isf_core import (
    DORSET_POLICY,
    LANCASHIRE_POLICY,
    PLAIN,
    Arrangement,
    Breach,
    Change,
    ExactMoney,
    Explanation,
    FeeFacts,
    Frequency,
    IsfError,
    Money,
    OneOff,
    PayCycle,
    Period,
    Person,
    PersonalBudget,
    PerWeek,
    Rate,
    StatutoryTable,
    Timeline,
    UnreadableData,
    WorkingDays,
    assess,
    assess_many,
    compare_books,
    digest,
    from_plain,
    read_rows,
    to_plain,
)
from isf_core.exchange import _reader, plain
from isf_core.model import Policies
from isf_core.present.drawing import Chart
from isf_core.present.letters import Letter, Section
from isf_core.values.money import plain_number
from isf_core.values.running_totals import RunningTotal
from isf_core.values.sources import INTERPRETATION

D = date
START = D(2026, 4, 6)
SUM = {"schema": 1, "kind": "Money", "text": "12.50"}
ONE_OFF = {"schema": 1, "kind": "OneOff", "on": "2026-04-06", "amount": "12.50", "what": "a rail"}


def sent(value: object) -> Any:
    """A document as it comes out of JSON."""
    return json.loads(json.dumps(to_plain(value), allow_nan=False))


def faults_of(data: object, **more: Any) -> dict[str, str]:
    """Each fault's path, with what is wrong and right."""
    with pytest.raises(UnreadableData) as raised:
        from_plain(data, **more)
    assert all(fault.where and fault.wrong for fault in raised.value.faults)
    return {fault.where: f"{fault.wrong}; {fault.right}" for fault in raised.value.faults}


@pytest.mark.parametrize("make", [full, least])
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back(kind: Any, make: Any) -> None:
    value = make(kind)
    again = from_plain(sent(value))
    assert again == value
    assert type(again) is kind
    assert digest(again) == digest(value)
    assert to_plain(again) == to_plain(value)


VALUES = [
    Money("-0.01"),
    ExactMoney(Fraction(1, 3)),
    Rate.annual("4387.50"),
    Period(first_day=START, last_day=START),
    PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
    WorkingDays.england_and_wales(),
    WorkingDays.of({D(2026, 4, 6)}, first=START, last=D(2026, 4, 9)),
    WorkingDays.of((), first=START, last=D(2026, 4, 9)),
    Timeline(Money(1), (START, Money(2))),
    Timeline("1.00", (START, "2026-04-06")),
    StatutoryTable("one", ((START, Money(1)),), last_day=D(2027, 4, 5), source=INTERPRETATION("made up")),
    Explanation.sum("both", Explanation.given("one", Money(1)), Explanation.given("a third", Fraction(1, 3))),
    Breach("budget.actual", day=START, sum=Money(1), text="2026-04-06", count=2),
    Change("contract.last_day", START),
    (Money(1), "12.50", START, Fraction(1, 3), Frequency.WEEKLY, None, True, 3, ("x",)),
    PLAIN,
    LANCASHIRE_POLICY,
    DORSET_POLICY,
    PLAIN.rules,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_every_value_comes_back(value: Any) -> None:
    again = from_plain(sent(value))
    assert again == value
    assert type(again) is type(value)
    assert digest(again) == digest(value)


def test_a_report_and_a_receipt_come_back_as_they_were_stored() -> None:
    found = assess(sound(), on=START, until=D(2026, 8, 2))
    for result in (found.report, found.receipt):
        again = from_plain(sent(result))
        assert again == result
        assert str(again) == str(result)
        assert digest(again) == digest(result)


def test_what_is_stored_says_its_schema_and_who_made_it() -> None:
    assert to_plain(Money("12.50")) == {"isf_core": isf_core.__version__, **SUM}
    assert to_plain((START,)) == {
        "schema": 1,
        "isf_core": isf_core.__version__,
        "kind": "tuple",
        "of": [{"kind": "date", "text": "2026-04-06"}],
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"kind": "Money", "text": "12.50"}, "names no schema, as those of before version 1"),
        ({**SUM, "schema": 2}, "another schema: 2"),
        ({**SUM, "isf_core": 1}, "give the version that made it"),
        ({**SUM, "schema": True}, "another schema: True"),
        ({**SUM, "schema": "1"}, "another schema: '1'"),
        ("12.50", "give what to_plain gave"),
        ([SUM], "give what to_plain gave"),
        (None, "give what to_plain gave"),
    ],
)
def test_what_is_no_document_is_refused_by_name(data: Any, said: str) -> None:
    with pytest.raises(IsfError, match=said):
        from_plain(data)


@pytest.mark.parametrize("value", [1, "x", None, True, Decimal("1"), 1.5, START, object(), {"a": 1}])
def test_what_is_plain_already_or_has_no_plain_form_is_refused(value: object) -> None:
    if isinstance(value, (Decimal, date)):
        assert from_plain(sent(value)) == value
    else:
        with pytest.raises(IsfError):
            to_plain(value)


@pytest.mark.parametrize(
    ("changed", "path", "said"),
    [
        ({"amount": "12.5"}, "OneOff.amount", "'12.5' stands here; give a sum such as '84.00'"),
        ({"amount": "012.50"}, "OneOff.amount", "'012.50' stands here"),
        ({"amount": "£12.50"}, "OneOff.amount", "stands here"),
        ({"amount": 12.5}, "OneOff.amount", "12.5 (a float) stands here"),
        ({"amount": 12}, "OneOff.amount", "12 stands here"),
        ({"amount": "-12.50"}, "OneOff.amount", "above"),
        ({"amount": None}, "OneOff.amount", "nothing (None) stands here"),
        ({"amount": ["12.50"]}, "OneOff.amount", "a list stands here"),
        ({"amount": {"kind": "Money", "text": "12.5"}}, "OneOff.amount", "'12.5' is no Money"),
        ({"amount": {"kind": "date", "text": "2026-04-06"}}, "OneOff.amount.kind", "'date' stands here"),
        ({"amount": {"kind": "Rate"}}, "OneOff.amount.kind", "'Rate' stands here; give a sum"),
        ({"amount": {"kind": "tuple"}}, "OneOff.amount.kind", "'tuple' stands here; give a sum"),
        ({"amount": {"kind": "frozenset"}}, "OneOff.amount.kind", "'frozenset' stands here; give a sum"),
        ({"amount": {"kind": "function"}}, "OneOff.amount.kind", "'function' stands here; give a sum"),
        ({"amount": {}}, "OneOff.amount.kind", "does not say what it is"),
        ({"on": "2026-02-30"}, "OneOff.on", "'2026-02-30' stands here; give a date such as '2026-04-06'"),
        ({"on": "06/04/2026"}, "OneOff.on", "stands here"),
        ({"on": "2026-04-06T00:00:00"}, "OneOff.on", "stands here"),
        ({"what": ""}, "OneOff.what", "blank"),
        ({"what": 5}, "OneOff.what", "5 stands here; give a text"),
        ({"Amount": "1.00"}, "OneOff.Amount", "there is no such field; OneOff has amount"),
        (
            {"kind": "OneOf"},
            "OneOf.kind",
            "there is no kind 'OneOf'; give one that the library has (those most like it",
        ),
        ({"kind": 3}, "document.kind", "does not say what it is"),
        ({"kind": "IsfError"}, "IsfError.kind", "there is no kind 'IsfError'"),
    ],
)
def test_a_fault_is_named_by_its_path_with_what_would_be_right(changed: Any, path: str, said: str) -> None:
    found = faults_of({**ONE_OFF, **changed})
    assert list(found) == [path]
    assert said in found[path]


def test_a_field_that_is_missing_is_named() -> None:
    found = faults_of({"schema": 1, "kind": "OneOff"})
    assert list(found) == ["OneOff.on", "OneOff.amount", "OneOff.what"]
    assert found["OneOff.on"] == "it is missing; give a date such as '2026-04-06'"


def test_a_document_with_fifty_faults_names_fifty_paths() -> None:
    budget = PersonalBudget(one_offs=tuple(OneOff(on=START, amount=1, what=f"{n}") for n in range(50)))
    data = sent(budget)
    for place, each in enumerate(data["one_offs"]):
        each["amount" if place % 2 else "on"] = "nothing"
    found = faults_of(data)
    assert len(found) == 50
    assert "PersonalBudget.one_offs[49].amount" in found
    with pytest.raises(UnreadableData, match=r"50 faults: .* \(and 45 more, in \.faults\)"):
        from_plain(data)


def test_faults_in_a_part_leave_the_whole_unmade_and_are_not_said_twice() -> None:
    data = sent(sound())
    data["person"]["kind"] = "Holder"
    data["contract"]["payment"]["cycle"]["frequency"] = "Frequency.DAILY"
    assert list(faults_of(data)) == ["Arrangement.person.kind", "Arrangement.contract.payment.cycle.frequency"]


def test_parts_that_do_not_fit_one_another_are_refused_where_they_meet() -> None:
    data = sent(Period(first_day=START, last_day=D(2026, 4, 7)))
    assert list(faults_of({**data, "last_day": "2026-04-05"})) == ["Period"]
    dated = sent(Policies(PLAIN.parameters, (START, PLAIN.parameters), (D(2027, 4, 5), PLAIN.parameters)))
    dated["entries"][2][0] = "2026-04-06"
    assert "two policies from 2026-04-06" in faults_of(dated)["Policies[2]"]


def test_names_are_left_out_on_request() -> None:
    mary = full(Person)
    stored: Any = to_plain(sound().replace(person=mary), names=False)
    assert mary.name
    assert mary.name not in json.dumps(stored)
    assert stored["person"]["ref"] == mary.ref
    assert from_plain(stored).person == mary.replace(name=None)


@attrs.frozen
class OurFee:
    """A council's own fee."""

    rate: Money
    band: Ours | None = None

    def charges(self, facts: FeeFacts) -> tuple[PerWeek, ...]:
        return (PerWeek(self.rate),)


class Ours(Enum):
    """A council's own words."""

    LOW = 1


@attrs.frozen
class EachForm:
    """One field of each form that there is."""

    on: date
    amount: Money
    part: Fraction
    total: RunningTotal
    name: str
    count: int
    flag: bool
    rows: tuple[int, ...]
    band: Ours
    answer: Frequency
    period: Period
    either: Money | date | None
    other: object
    nothing: None


FORMS = {
    "on": "a date such as '2026-04-06'",
    "amount": "a sum such as '84.00'",
    "part": "a number such as '1/3'",
    "total": "a list",
    "name": "a text",
    "count": "a whole number",
    "flag": "true or false",
    "rows": "a list",
    "band": "'Ours.LOW'",
    "answer": ", ".join(f"'Frequency.{each.name}'" for each in Frequency),
    "period": "an object of kind 'Period'",
    "either": "a sum such as '84.00' or a date such as '2026-04-06'",
    "other": "a value with its kind",
    "nothing": "null",
}


@attrs.frozen
class Refusing:
    """A class that raises what it likes."""

    day: date

    def __attrs_post_init__(self) -> None:
        raise KeyError("no")


def test_a_councils_own_classes_are_handed_in() -> None:
    contract = sound().contract.replace(fee=OurFee(Money("9.50"), Ours.LOW))
    data = sent(contract)
    assert "there is no kind 'OurFee'" in faults_of(data)["Contract.fee.first.kind"]
    assert from_plain(data, also=(OurFee,)) == contract


def test_a_councils_own_class_that_raises_is_named_and_its_cause_kept() -> None:
    data = {"schema": 1, "kind": "Refusing", "day": "2026-04-06"}
    with pytest.raises(UnreadableData, match="Refusing refuses it with KeyError") as raised:
        from_plain(data, also=[Refusing])
    assert isinstance(raised.value.faults[0].__cause__, KeyError)


def test_what_would_be_right_is_said_of_each_form() -> None:
    with pytest.raises(UnreadableData) as refused:
        from_plain({"schema": 1, "kind": "EachForm", **{name: {} for name in FORMS}}, also=(EachForm,))
    said = {fault.where: (fault.wrong, fault.right) for fault in refused.value.faults}
    wrong = "it does not say what it is"
    assert said == {f"EachForm.{name}.kind": (wrong, f"give {right}") for name, right in FORMS.items()}
    with pytest.raises(UnreadableData, match=r"EachForm\.total\[0\]: 5 stands here; give a number such as '1/3'"):
        from_plain({"schema": 1, "kind": "EachForm", "total": [5, 1]}, also=(EachForm,))


@pytest.mark.parametrize(
    ("also", "said"),
    [((int,), "no attrs class"), ((1,), "also"), (3, "also"), ((type("Money", (OurFee,), {}),), "its own Money")],
)
def test_what_cannot_be_handed_in_is_refused(also: Any, said: str) -> None:
    with pytest.raises(IsfError, match=said):
        from_plain(SUM, also=also)


def test_a_rule_that_is_not_known_stays_named_and_judges_nothing() -> None:
    data = sent(PLAIN)
    first = data["rules"]["rules"][0]
    first["code"], first["sentence"] = "OUR-07", "small contributions are let go"
    data["rules"]["rules"][1]["message"] = "other words than the library's"
    again = from_plain(data)
    assert again.rules.codes[0] == "OUR-07"
    assert again.rules["OUR-07"].sentence == "small contributions are let go"
    report = assess(sound(), on=START, policy=again, until=D(2026, 5, 3)).report
    for code in again.rules.codes[:2]:
        assert [finding.field for finding in report.result(code).findings] == [f"rules.{code}"]
    assert again.rules.codes[2:] == PLAIN.rules.codes[2:]
    assert again.rules.rules[2:] == PLAIN.rules.rules[2:]


def test_a_document_may_have_so_many_values_levels_and_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    deep: Any = "x"
    for _ in range(_reader.MOST_LEVELS):
        deep = [deep]
    assert from_plain({"schema": 1, "kind": "tuple", "of": deep})
    assert "too large" in "".join(faults_of({"schema": 1, "kind": "tuple", "of": [deep]}).values())
    monkeypatch.setattr(_reader, "MOST_VALUES", 10)
    assert from_plain({"schema": 1, "kind": "tuple", "of": ["x"] * 9})
    assert "too large" in "".join(faults_of({"schema": 1, "kind": "tuple", "of": ["x"] * 10}).values())
    monkeypatch.setattr(_reader, "MOST_VALUES", 10_000)
    assert len(faults_of({"schema": 1, "kind": "tuple", "of": [1.5] * 1_001})) == _reader.MOST_FAULTS


@attrs.define
class Changing:
    """What may be changed, and so has no hash."""

    number: int


@attrs.frozen
class Shelved:
    """A council's own class with a field that is called as what the library's schedules are kept by."""

    stored: Money


def test_a_field_may_be_called_stored() -> None:
    assert from_plain(sent(Shelved(Money(1))), also=(Shelved,)) == Shelved(Money(1))


def test_what_may_be_changed_is_no_member_of_a_set() -> None:
    held = {"kind": "frozenset", "of": [{"kind": "Changing", "number": 1}]}
    assert list(faults_of({"schema": 1, "kind": "tuple", "of": [held]}, also=(Changing,))) == ["tuple[0].of"]


def test_sets_come_back_and_what_may_change_is_no_member() -> None:
    kept = {"schema": 1, "kind": "tuple", "of": [{"kind": "frozenset", "of": ["a", "b"]}]}
    assert from_plain(kept) == (frozenset("ab"),)
    assert list(faults_of({**kept, "of": [{"kind": "frozenset", "of": 1}]})) == ["tuple[0].of"]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"kind": "ExactMoney", "pounds": "1/0"}, "ExactMoney.pounds"),
        ({"kind": "ExactMoney", "pounds": "84.3750"}, "ExactMoney.pounds"),
        ({"kind": "Rate", "amount": "1e3", "unit": "RateUnit.WEEK"}, "Rate.amount"),
        ({"kind": "Fraction", "text": "2/4"}, "Fraction"),
        ({"kind": "date", "text": "2026-4-6"}, "date"),
        ({"kind": "Frequency", "text": "Frequency.DAILY"}, "Frequency"),
        ({"kind": "Money", "text": "1.00", "more": 1}, "Money"),
        ({"kind": "Money", "text": "-0.00"}, "Money"),
        ({"kind": "Money", "text": 1}, "Money"),
        (
            {"kind": "WorkingDays", "first": "2026-04-06", "last": "2026-04-07", "proclaimed_to": "2026-04-07",
             "holidays": {"2026": "04-31"}},
            "WorkingDays.holidays",
        ),
        (
            {"kind": "WorkingDays", "first": "2026-04-06", "last": "2026-04-07", "proclaimed_to": "2026-04-07",
             "holidays": {"2026": 4}},
            "WorkingDays.holidays",
        ),
        ({"kind": "Answered", "question": True, "answer": "Answer.YES"}, "Answered.question"),
        ({"kind": "RunningTotals"}, "RunningTotals.kind"),
        (
            {"kind": "tuple", "of": [{"kind": "frozenset", "of": [{"kind": "date", "text": ""}]}]},
            "tuple[0].of[0]",
        ),
        ({"kind": "Money", "text": "99999999999999.00"}, "Money"),
        ({"kind": "RateRise", "percent": "1", "more": None}, "RateRise.more"),
        ({"kind": "tuple", "of": 1}, "tuple.kind"),
        ({"kind": "Timeline", "first": "a", "changes": [["2026-04-06"]]}, "Timeline.changes[0]"),
        ({"kind": "tuple", "of": [], "more": 1}, "tuple.kind"),
    ],
)  # fmt: skip
def test_each_form_has_one_spelling(data: Any, path: str) -> None:
    assert list(faults_of({"schema": 1, **data})) == [path]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (Change("holder", None), "value"),
        (Timeline(None, (START, Money(1))), "first"),
    ],
)
def test_a_value_of_any_kind_that_becomes_not_recorded_comes_back(value: Any, key: str) -> None:
    """It was left out as not recorded, and then missed when it was read back."""
    data = to_plain(value)
    assert data[key] is None
    assert from_plain(data) == value
    del data[key]
    assert list(faults_of(data)) == [f"{type(value).__name__}.{key}"]


PLACES = [to_plain(full(kind)) for kind in RECORDS]
ODD = ["", "x", "1.00", "2026-04-06", 0, -1, 1.5, True, None, [], {}, {"kind": "Money"}, 10**50, "9" * 99]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_no_document_raises_anything_but_an_error_of_ours(data: st.DataObject) -> None:
    document = json.loads(json.dumps(data.draw(st.sampled_from(PLACES))))
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = document
        for _ in range(data.draw(st.integers(0, 6))):
            held = place.values() if isinstance(place, dict) else place
            inner = [each for each in held if isinstance(each, (dict, list)) and each]
            place = data.draw(st.sampled_from(inner)) if inner else place
        keys: list[Any] = [*place, "more"] if isinstance(place, dict) else [*range(len(place))]
        place[data.draw(st.sampled_from(keys))] = json.loads(json.dumps(data.draw(st.sampled_from(ODD))))
    try:
        again = from_plain(document)
    except IsfError as error:
        str(error)
    else:
        assert from_plain(to_plain(again)) == again


WRITTEN = [json.dumps(place) for place in PLACES]


def mutated(number: int) -> Any:
    """A document with up to four faults, which its number alone makes up."""
    dice = random.Random(number)
    document = json.loads(dice.choice(WRITTEN))
    for _ in range(dice.randint(1, 4)):
        place: Any = document
        for _ in range(dice.randint(0, 6)):
            held = place.values() if isinstance(place, dict) else place
            inner = [each for each in held if isinstance(each, (dict, list)) and each]
            place = dice.choice(inner) if inner else place
        keys: list[Any] = [*place, "more"] if isinstance(place, dict) else [*range(len(place))]
        key = dice.choice(keys)
        if isinstance(place, dict) and dice.random() < 0.2:
            place.pop(key, None)
        else:
            other = json.loads(dice.choice(WRITTEN)) if dice.random() < 0.2 else dice.choice(ODD)
            place[key] = json.loads(json.dumps(other))
    return document


def test_documents_by_the_thousand_raise_nothing_but_errors_of_ours() -> None:
    """As many as ISF_DOCUMENTS says; a failure names its document's number, which `mutated` makes again."""
    refused = 0
    for number in range(int(os.environ.get("ISF_DOCUMENTS", "1000"))):
        document = mutated(number)
        try:
            again = from_plain(document)
            assert from_plain(to_plain(again)) == again
        except IsfError as error:
            str(error)
            refused += 1
        except Exception as error:
            error.add_note(f"document {number}")
            raise
    assert refused
    print(f"{number + 1:,} documents, {refused:,} refused")


class Text(str):
    """A text of another class, as some readers of JSON give it."""

    __slots__ = ()


def test_a_text_of_another_class_stays_one_where_anything_may_stand_and_is_read_where_a_leaf_may() -> None:
    assert from_plain({"schema": 1, "kind": "tuple", "of": [Text("x")]}) == ("x",)
    assert from_plain({**ONE_OFF, "on": Text("2026-04-06")}).on == START


@settings(max_examples=100)
@given(st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,14}|/[0-9]{1,4})?", fullmatch=True))
def test_a_number_is_read_in_the_one_form_in_which_it_is_written(text: str) -> None:
    """A second form of one number would give two digests to one fact."""
    try:
        written = plain_number(Fraction(text))
    except ZeroDivisionError:
        written = ""
    data = {"schema": 1, "kind": "ExactMoney", "pounds": text}
    if text == written:
        assert from_plain(data).pounds == Fraction(text)
    else:
        assert list(faults_of(data)) == ["ExactMoney.pounds"]


def test_what_is_unknown_is_named_first_then_what_stands_there_then_what_is_missing() -> None:
    found = faults_of({"schema": 1, "kind": "OneOff", "amount": "x", "strange": 1})
    assert list(found) == ["OneOff.strange", "OneOff.amount", "OneOff.on", "OneOff.what"]


def test_what_has_nothing_in_it_is_made_once_where_its_class_is_ours() -> None:
    kinds = ("Fund", "Fund", "SupportPlan")
    first, again, other = from_plain({"schema": 1, "kind": "tuple", "of": [{"kind": kind} for kind in kinds]})
    assert first is again
    assert (first, other) == (isf_core.Fund(), isf_core.SupportPlan())


def several(*data: Any, also: tuple[type[Any], ...] = ()) -> Any:
    """What a list of objects holds."""
    return from_plain({"schema": 1, "kind": "tuple", "of": [*data]}, also=also)


def test_a_value_of_equal_data_is_made_once() -> None:
    plain._forms.cache_clear()
    rate = {"kind": "Rate", "amount": "84.375", "unit": "RateUnit.WEEK"}
    first, again = several(rate, {**rate})
    assert first is again
    assert several({**rate, "amount": Text("84.375")}) == (first,)
    other, in_months = several({**rate, "amount": "84.38"}, {**rate, "unit": "RateUnit.MONTH"})
    assert (str(first), str(other), str(in_months)) == ("84.375 a week", "84.38 a week", "84.375 a month")


@pytest.mark.parametrize(("alike", "is_one"), [(0, False), (2, True)])
def test_a_kind_of_which_equal_ones_seldom_come_is_made_each_time(alike: int, is_one: bool) -> None:
    """201 are looked for in vain, of which each that comes again makes up for three."""
    plain._forms.cache_clear()
    people = [{"kind": "Person", "ref": f"P-{number}"} for number in range(201)]
    several(*people[:100], *[people[99]] * alike, *people[100:])
    mary, the_same = several(people[0], people[0])
    assert mary == the_same
    assert (mary is the_same) is is_one


def test_a_value_of_data_that_python_finds_equal_is_refused_all_the_same() -> None:
    fixed = {"kind": "PaymentTerms", "due_days": 1}
    assert several(fixed)[0].due_days == 1
    for wrong in (True, 1.0):
        assert list(faults_of({"schema": 1, **fixed, "due_days": wrong})) == ["PaymentTerms.due_days"]


def test_more_values_than_are_kept_are_read_as_well() -> None:
    rates = [{"kind": "Rate", "amount": str(number), "unit": "RateUnit.WEEK"} for number in range(1, 400)]
    assert several(*rates, *rates) == tuple(Rate.weekly(number) for number in range(1, 400)) * 2


def test_what_a_council_s_own_class_is_in_is_made_each_time() -> None:
    @attrs.define
    class OwnFee:
        """It may be changed, and the change may show in no other contract."""

        a_week: str

        def charges(self, facts: Any) -> Any:
            raise NotImplementedError

    fee = {"kind": "Timeline", "first": {"kind": "OwnFee", "a_week": "1"}, "changes": []}
    (one,) = several({"kind": "Contract", "fee": fee}, also=(OwnFee,))
    one.fee.first.a_week = "2"
    (other,) = several({"kind": "Contract", "fee": fee}, also=(OwnFee,))
    assert (one.fee.first.a_week, other.fee.first.a_week) == ("2", "1")


def test_what_has_nothing_in_it_is_checked_each_time_where_its_class_is_a_councils_own() -> None:
    made = []

    @attrs.frozen
    class Counted:
        def __attrs_post_init__(self) -> None:
            made.append(self)

    for _ in range(3):
        from_plain({"schema": 1, "kind": "Counted"}, also=(Counted,))
    assert len(made) == 3


def test_objects_and_lists_of_other_classes_are_read_as_plain_ones() -> None:
    assert from_plain(OrderedDict(ONE_OFF)) == from_plain(ONE_OFF)
    data = sent(PersonalBudget(one_offs=(OneOff(on=START, amount=1, what="a rail"),)))
    data["one_offs"] = UserList(OrderedDict(each) for each in data["one_offs"])
    assert list(faults_of(data)) == ["PersonalBudget.one_offs"]
    data["one_offs"] = type("Several", (list,), {})(data["one_offs"])
    assert from_plain(data).one_offs[0].what == "a rail"


def test_what_could_not_be_read_back_is_refused_on_writing_with_what_to_keep() -> None:
    book = [Arrangement(person=Person(ref="P-001"))]
    (result,) = assess_many(book, on=date(2026, 4, 6))
    letter = Letter(
        language="en",
        is_right_to_left=False,
        sender=(),
        recipient=(),
        day="",
        reference=None,
        title="",
        greeting="",
        sections=(),
        close=(),
    )
    read = read_rows([{"person.ref": "C-1"}, {"person.ref": ""}])
    compared = compare_books(book, book, on=date(2026, 4, 6))
    for value, keep in (
        (letter, "keep its text, str(letter), or its html()"),
        (Chart(title="", text=(), spec={}), "keep its svg(), or its spec as JSON"),
        (read, "store its arrangements, and its table() of problems"),
        (compared, "store its table()"),
        (result, "store what it holds: require()"),
        (letter.sections or Section(), "store the facts that it is made of"),
    ):
        for held in (value, (value,), [book[0], value]):
            with pytest.raises(IsfError, match=f"to_plain: a {type(value).__name__} is not stored") as error:
                to_plain(held)
            assert error.value.right == keep
    for kept in (read.arrangements, read.table(), compared.table(), result.require()):
        assert from_plain(to_plain(kept)) == kept
