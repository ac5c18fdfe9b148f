"""A record batch in, tables out: to the penny what one process gives, with the keys of each row, of fixed types."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from support.arrangements import ON, sound
from support.refusing import refused

from isf_core import (
    Arrangement,
    BookResult,
    FeeFacts,
    IsfError,
    Money,
    Person,
    PerWeek,
    Rate,
    assess,
    assess_batch,
    to_plain,
    with_value,
)
from isf_core.book import _arrow

arrow = pytest.importorskip("pyarrow")

UNTIL = date(2027, 4, 4)
WRONG = sound().replace(ref="I-2", contract=sound().contract.replace(signatures=()))
BARE = Arrangement(person=Person(ref="P-3"))
PEOPLE = [sound(), WRONG, BARE]
TEXTS = [json.dumps(to_plain(each)) for each in PEOPLE]


SUMS = ("budget", "in_house", "contribution", "fee", "fee_on_top", "one_off", "amount")
DAYS = ("first_day", "last_day", "unmoved_due", "due")


def batch(*texts: Any) -> Any:
    """A batch of documents, with a number and a council."""
    return arrow.RecordBatch.from_pydict(
        {
            "id": arrow.array(range(len(texts)), arrow.int16()),
            "council": arrow.array(["dorset"] * len(texts), arrow.string()),
            "arrangement": arrow.array(texts, arrow.string()),
        }
    )


def run(given: Any, **more: Any) -> Any:
    """What comes of a batch."""
    return assess_batch(given, on=ON, until=UNTIL, keys=["council", "id"], **more)


def test_every_sum_and_day_is_that_of_the_schedule() -> None:
    found = run(batch(*TEXTS))
    expected: list[dict[str, Any]] = []
    for number, person in enumerate(PEOPLE):
        for payment in assess(person, on=ON, until=UNTIL).schedule or ():
            row: dict[str, Any] = {"council": "dorset", "id": number, "number": payment.number}
            row |= {name: getattr(payment, name) for name in DAYS}
            row |= {name: getattr(payment, name).amount for name in SUMS}
            expected.append({**row, "is_regular": payment.is_regular})
    assert found.payments.to_pylist() == expected
    assert len(expected) == 26
    assert (found.arrangements, found.assessed) == (3, 3)


def test_every_breach_is_there_and_what_is_not_recorded_is_counted_by_field() -> None:
    found = run(batch(*TEXTS))
    reports = [assess(each, on=ON, until=UNTIL) for each in PEOPLE]
    assert found.breaches.to_pylist() == [
        {
            "council": "dorset", "id": number, "code": each.code, "force": each.force.value, "field": each.field,
            "message": each.message,
        }
        for number, assessed in enumerate(reports)
        for each in assessed.report.breaches
    ]  # fmt: skip
    unknown = {row["field"]: row["arrangements"] for row in found.unknown.to_pylist()}
    assert set(unknown) == {field for each in reports for field in (*each.report.unknown, *each.missing)}
    assert run(batch(*TEXTS), words=False).breaches["message"].null_count == found.breaches.num_rows


def test_a_broken_row_is_a_fault_with_its_keys_and_the_rest_is_done() -> None:
    good, deep = TEXTS[0], "[" * 100_000
    found = run(batch(good, "{", None, deep, '{"schema": 1, "kind": "Arrangement", "x": 1}', '["x"]', good))
    faults = [(row["id"], row["error"], row["where"]) for row in found.faults.to_pylist()]
    assert faults == [
        (1, "JSONDecodeError", "assess_many[1]"),
        (2, "IsfError", "document"),
        (3, "RecursionError", "assess_many[3]"),
        (4, "UnreadableData", "Arrangement.x"),
        (4, "UnreadableData", "Arrangement.person"),
        (5, "IsfError", "from_plain"),
    ]
    assert found.faults.to_pylist()[1] == {
        "council": "dorset",
        "id": 2,
        "error": "IsfError",
        "where": "document",
        "wrong": "nothing (None) does not fit here",
        "right": "give the JSON of what to_plain gives, as a text",
    }
    assert set(found.payments["id"].to_pylist()) == {0, 6}
    assert (found.arrangements, found.assessed) == (7, 2)


def test_the_tables_have_the_same_types_whatever_the_batch_holds() -> None:
    full, empty = run(batch(*TEXTS, "{")), run(batch())
    for name in ("payments", "breaches", "unknown", "faults"):
        assert getattr(full, name).schema == getattr(empty, name).schema
        assert getattr(full, name).num_rows > getattr(empty, name).num_rows == 0
    assert full.payments.schema.field("amount").type == arrow.decimal128(18, 2)
    assert full.payments.schema.field("id").type == arrow.int16()


def test_sums_below_zero_and_very_large_ones_are_read_at_the_right_scale() -> None:
    pence = [-1, 0, 10**15, -(10**15), 5]
    made = _arrow._pounds(arrow, pence)
    assert made.to_pylist() == [Decimal(each) / 100 for each in pence]
    made.validate(full=True)


def test_a_table_and_what_gives_itself_as_one_are_batches_too() -> None:
    class Frame:
        def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
            return arrow.table(batch(*TEXTS)).__arrow_c_stream__(requested_schema)

    table = arrow.concat_tables([arrow.Table.from_batches([batch(each)]) for each in TEXTS])
    assert run(Frame()).payments == run(batch(*TEXTS)).payments
    assert run(table).payments.drop_columns(["id"]) == run(Frame()).payments.drop_columns(["id"])


def test_a_council_hands_in_its_own_classes() -> None:
    fee = sound().contract.replace(fee=OurFee(Money("9.50")))
    text = json.dumps(to_plain(sound().replace(contract=fee)))
    assert run(batch(text)).faults.num_rows == 1
    assert run(batch(text), also=(OurFee,)).assessed == 1


@attrs.frozen
class OurFee:
    """A council's own fee."""

    rate: Money

    def charges(self, facts: FeeFacts) -> tuple[PerWeek, ...]:
        return (PerWeek(self.rate),)


THERE = "its columns are id, council, arrangement"
TWICE = "a key stands twice, or is called as a column of the results: "


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"documents": "x"}, f"assess_batch: there is no one column 'x'; {THERE}"),
        ({"keys": ["y"]}, f"assess_batch: there is no one column 'y'; {THERE}"),
        ({"keys": 3}, f"assess_batch: there is no one column 3; {THERE}"),
        ({"keys": ["id", "id"]}, f"assess_batch.keys: {TWICE}id, id; give each once, and rename it before"),
        ({"also": 3}, "assess_batch.also: 3 is not a tuple; give a tuple of type"),
        ({"also": ("x",)}, "assess_batch.also[0]: 'x' does not fit here; give a tuple of type"),
    ],
)
def test_what_cannot_be_asked_of_a_batch_is_refused_at_once(more: dict[str, Any], said: str) -> None:
    assert str(refused(lambda: assess_batch(batch(*TEXTS), **{"on": ON, "until": UNTIL, **more}))) == said


def test_what_there_is_is_told_so_far_as_anybody_reads_it() -> None:
    many = arrow.table({f"column {number}": [number] for number in range(40)})
    error = refused(lambda: assess_batch(many, on=ON))
    assert error.right.startswith("its columns are column 0, column 1")
    assert error.right.endswith(" and 23 more")
    twice = refused(lambda: assess_batch(many, on=ON, documents="column 0", keys=["column 1"] * 40))
    assert twice.wrong.startswith(f"{TWICE}column 1, column 1")
    assert twice.wrong.endswith(" and 22 more")


def test_a_key_is_not_called_as_a_column_of_the_results() -> None:
    named = arrow.table({"amount": ["x"], "arrangement": TEXTS[:1]})
    error = refused(lambda: assess_batch(named, on=ON, until=UNTIL, keys=["amount"]), "assess_batch.keys")
    assert error.wrong == f"{TWICE}amount"
    found = run(batch(*TEXTS))
    columns = {name for each in (found.payments, found.breaches, found.faults) for name in each.column_names}
    assert columns - {"council", "id"} == _arrow.RESULTS


def test_what_is_no_batch_is_refused_and_so_is_a_machine_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    error = refused(lambda: run([{"arrangement": "x"}]))
    assert str(error) == "assess_batch: a list is no record batch; give a pyarrow RecordBatch or Table"
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    error = refused(lambda: run(batch()))
    assert str(error) == "assess_batch: pyarrow is not installed; install isf_core with its extra 'arrow'"


@pytest.mark.parametrize("hostile", [{"\ud800": 1}, {"kind": "\ud800"}])
def test_half_a_surrogate_pair_in_one_row_is_a_fault_of_that_row(hostile: dict[str, Any]) -> None:
    document = json.dumps({**to_plain(BARE), **hostile})
    found = run(batch(TEXTS[0], document, TEXTS[1]))
    assert (found.arrangements, found.assessed) == (3, 2)
    assert {row["id"] for row in found.faults.to_pylist()} == {1}
    assert "\\ud800" in str(found.faults.to_pylist())


def test_what_a_council_s_own_class_says_is_held_whatever_it_is() -> None:
    assert [_arrow._in_utf8(text) for text in (None, "Môn", "\ud800")] == [None, "Môn", "\\ud800"]


def test_the_highest_rate_there_is_has_its_sums_in_the_columns_and_a_higher_one_is_a_fault_of_its_row() -> None:
    rich = with_value(sound(), "budget.actual", Rate.weekly("9999999999999.99")).replace(ref="I-9")
    document = json.dumps(to_plain(rich))
    for text, assessed in ((document, 3), (document.replace("9999999999999.99", "99999999999999.99"), 2)):
        found = run(batch(TEXTS[0], text, TEXTS[1]))
        assert (found.arrangements, found.assessed) == (3, assessed)
        faults = [(each["id"], each["error"]) for each in found.faults.to_pylist()]
        assert faults == [(1, "UnreadableData")][: 3 - assessed]
        assert ("beyond ten trillion pounds" in str(found.faults.to_pylist())) is (assessed < 3)


def test_a_sum_of_eighteen_digits_stands_and_one_penny_more_does_not() -> None:
    line = assess(sound(), on=ON, until=UNTIL).require_schedule().lines[0]
    for pence, fits in ((10**18 - 1, True), (10**18, False), (1 - 10**18, True), (-(10**18), False)):
        schedule = SimpleNamespace(lines=[line._replace(amount=pence)])
        each = BookResult(place=1, result=SimpleNamespace(schedule=schedule))
        fault = _arrow.that_fits(each).fault  # type: ignore[arg-type]
        told = "[1]: assess_batch[1]: a payment has a sum of more than 18 digits; look at its budget"
        assert (fault is None, str(fault or told)) == (fits, told)


def test_keys_may_be_views_as_polars_gives_them() -> None:
    plain = arrow.Table.from_batches([batch(*TEXTS)])
    raw = arrow.array([b"a", b"b", b"c"])
    views = plain.append_column("raw", raw.cast(arrow.binary_view()))
    for name in ("council", "arrangement"):
        place = views.column_names.index(name)
        views = views.set_column(place, name, plain.column(name).cast(arrow.string_view()))
    keys = ["council", "id", "raw"]
    found = assess_batch(views, on=ON, until=UNTIL, keys=keys)
    assert found.payments.equals(assess_batch(plain.append_column("raw", raw), on=ON, until=UNTIL, keys=keys).payments)


def test_a_key_that_arrow_cannot_repeat_is_refused_before_any_work() -> None:
    plain = arrow.Table.from_batches([batch(*TEXTS)])
    ends = arrow.array([1, 2, plain.num_rows], arrow.int32())
    runs = arrow.RunEndEncodedArray.from_arrays(ends, arrow.array(["a", "b", "c"]))
    lists = arrow.array([["a"]] * plain.num_rows, arrow.list_(arrow.string_view()))
    for column in (runs, lists):
        with pytest.raises(IsfError, match=r"assess_batch\.keys: Arrow cannot repeat the column 'k' of ") as refused:
            assess_batch(plain.append_column("k", column), on=None, until=UNTIL, keys=["k"])  # type: ignore[arg-type]
        assert str(refused.value).endswith("; cast it to a plain type, such as string, before")


def test_what_gives_itself_as_one_array_of_records_is_a_batch() -> None:
    one = arrow.record_batch({"document": ["x"], "place": [1]})

    class OneArray:
        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return one.__arrow_c_array__(requested_schema)

    assert _arrow.as_table(OneArray()) == arrow.Table.from_batches([one])
