"""A book one by one: the same results as alone, in order, and what is broken is named by its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from typing import Any

import attrs
import pytest
from support.account import lived
from support.arrangements import ON, sound
from support.refusing import refused

from isf_core import (
    PLAIN,
    Arrangement,
    Audience,
    BookFault,
    FeeFacts,
    IsfError,
    NotRecorded,
    PaymentHistory,
    Period,
    Person,
    PerWeek,
    Policies,
    TooLarge,
    UnreadableData,
    assess,
    assess_many,
    from_plain,
    pay_runs_for,
    pay_runs_many,
    statement_for,
    statements_many,
    to_plain,
)

UNTIL = date(2027, 4, 4)
APRIL = Period.month(2026, 4)


@attrs.frozen
class Exploding:
    """A council's own fee that cannot be charged."""

    def charges(self, facts: FeeFacts) -> tuple[PerWeek, ...]:
        raise ZeroDivisionError("no budget")


@attrs.frozen
class Mute(Exception):
    """An error that cannot even be told."""

    def __str__(self) -> str:
        raise RuntimeError


def people(number: int) -> list[Arrangement]:
    """So many arrangements that differ."""
    return [sound().replace(ref=f"I-{place}", person=Person(ref=f"P-{place}")) for place in range(number)]


def places(results: Any) -> list[tuple[int, str | None]]:
    """Each place with what is wrong there."""
    return [(each.place, each.fault and each.fault.error) for each in results]


def test_each_is_assessed_as_if_it_were_alone_in_order() -> None:
    book = people(3)
    found = list(assess_many(book, on=ON, until=UNTIL))
    assert [each.result for each in found] == [assess(each, on=ON, until=UNTIL) for each in book]
    assert [each.require() for each in found] == [each.result for each in found]
    assert [(each.place, each.person, each.arrangement) for each in found] == [
        (0, "P-0", "I-0"),
        (1, "P-1", "I-1"),
        (2, "P-2", "I-2"),
    ]


def test_what_is_broken_is_named_by_its_place_and_the_rest_is_done() -> None:
    good = sound()
    exploding = good.replace(contract=good.contract.replace(fee=Exploding()))
    found = list(assess_many([good, exploding, "a slip", None, good], on=ON, until=UNTIL))
    assert places(found) == [(0, None), (1, "IsfError"), (2, "IsfError"), (3, "IsfError"), (4, None)]
    assert found[1].person == good.person.ref
    assert str(found[1].fault) == (
        f"[1] {good.person.ref} {good.ref}: Exploding.charges: it raised ZeroDivisionError: no budget; "
        "mend it, or leave it out"
    )
    assert str(found[2].fault).startswith("[2]: assess_many[2]: 'a slip' does not fit here; give Arrangements, or")
    with pytest.raises(IsfError, match=r"Exploding\.charges: it raised ZeroDivisionError"):
        found[1].require()


def test_a_record_that_cannot_be_read_is_one_fault_and_all_of_its_faults_are_there() -> None:
    record: Any = json.loads(json.dumps(to_plain(sound())))
    broken = {**record, "budget": {**record["budget"], "actual": 3}, "strange": 1}
    found = list(assess_many([record, broken, record], on=ON, until=UNTIL, read=from_plain))
    assert places(found) == [(0, None), (1, "UnreadableData"), (2, None)]
    fault = found[1].fault
    assert fault is not None
    assert isinstance(fault.cause, UnreadableData)
    assert [each.where for each in fault.each] == ["Arrangement.strange", "Arrangement.budget.actual"]
    assert [each.place for each in fault.each] == [1, 1]


def test_an_error_that_cannot_be_told_is_named_by_its_class() -> None:
    def read(record: object) -> Arrangement:
        raise Mute

    (found,) = assess_many([1], on=ON, read=read)
    assert found.fault == BookFault(
        place=0, error="Mute", where="assess_many[0]", wrong="it raised Mute",
        right="put right the record, or the class that raises this", cause=Mute(),
    )  # fmt: skip
    assert found.fault is not None
    assert found.fault.each == (found.fault,)


class Reading:
    """Reads records that fail at some places, and goes on after each."""

    def __init__(self, fails: Any, last: int) -> None:
        self.numbers, self.fails, self.last = count(), fails, last

    def __iter__(self) -> Iterator[Arrangement]:
        return self

    def __next__(self) -> Arrangement:
        number = next(self.numbers)
        if number == self.last:
            raise StopIteration
        if self.fails(number):
            raise OSError(f"line {number}")
        return sound()


def test_the_reading_of_one_record_may_fail_and_the_rest_is_read() -> None:
    found = list(assess_many(Reading(lambda number: number == 1, 3), on=ON, until=UNTIL))
    assert places(found) == [(0, None), (1, "IsfError"), (2, None)]
    assert found[1].fault is not None
    assert isinstance(found[1].fault.cause.__cause__, OSError)


def test_a_generator_that_fails_says_that_this_may_not_have_been_the_last() -> None:
    def read() -> Iterator[Arrangement]:
        yield sound()
        raise OSError

    found = list(assess_many(read(), on=ON, until=UNTIL))
    assert places(found) == [(0, None), (1, "IsfError")]
    assert "this may not be the last" in str(found[1].fault)


def test_a_reading_that_fails_without_an_end_is_refused() -> None:
    for first, read in ((0, 1_000), (1, 1_001)):
        results = assess_many(Reading(lambda number, first=first: number >= first, -1), on=ON, until=UNTIL)
        assert len(list(islice(results, read))) == read
        with pytest.raises(TooLarge, match="1,000 times in a row"):
            next(results)


def test_a_book_without_an_end_is_read_as_its_results_are_asked_for() -> None:
    read = []

    def book() -> Iterator[Arrangement]:
        for number in count():
            read.append(number)
            yield sound()

    results = assess_many(book(), on=ON, until=UNTIL)
    assert read == []
    assert [each.place for each in islice(results, 2)] == [0, 1]
    assert read == [0, 1]


def test_progress_is_told_of_each_also_of_a_broken_one() -> None:
    told: list[int] = []
    list(assess_many([sound(), None], on=ON, until=UNTIL, progress=told.append))
    assert told == [1, 1]


def test_what_a_progress_bar_raises_is_passed_on_by_its_name_and_a_refusal_as_it_is() -> None:
    def closed(done: int) -> None:
        raise ValueError(f"{done}, and it is closed")

    said = refused(
        lambda: list(assess_many([sound()], on=ON, until=UNTIL, progress=closed)),
        "assess_many.progress: it raised ValueError: 1, and it is closed",
    )
    assert isinstance(said.__cause__, ValueError)

    def refuses(done: int) -> None:
        raise IsfError("ours", "stop", "go home")

    refused(lambda: list(assess_many([sound()], on=ON, until=UNTIL, progress=refuses)), "ours: stop; go home")


@pytest.mark.parametrize("book", ["P-1", b"P-1", {"a": 1}, sound(), None, 3])
def test_what_is_no_book_is_refused_at_once(book: Any) -> None:
    refused(lambda: assess_many(book, on=ON), "is no book; give Arrangements, or records and read=")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"on": "2026-04-06"}, "assess_many.on: '2026-04-06' is not a date; give a datetime.date, "),
        ({"on": ON, "until": 3}, "assess_many.until: 3 is not a date; give a datetime.date, "),
        (
            {"on": ON, "policy": 3},
            "assess_many: 3 does not fit here; give a Policy, such as PLAIN, or Policies of them",
        ),
        (
            {"on": ON, "policy": Policies((date(2027, 1, 1), PLAIN))},
            "policy: there is none on 2026-03-30; the first counts from 2027-01-01; give the one",
        ),
        ({"on": ON, "read": 3}, "assess_many.read: 3 cannot be called; give a function, or leave it out"),
        ({"on": ON, "progress": 3}, "assess_many.progress: 3 cannot be called; give a function, or leave it out"),
    ],
)
def test_what_makes_no_sense_for_the_whole_book_is_refused_before_anything_is_read(given: Any, said: str) -> None:
    refused(lambda: assess_many(iter([sound()]), **given), said)


def test_the_pay_runs_of_each_add_up_to_those_of_the_book() -> None:
    book: list[Any] = [*people(3), (people(4)[3], PaymentHistory())]
    each = list(pay_runs_many([*book, None, ()], span=APRIL, on=ON, policy=PLAIN))
    whole = pay_runs_for(book, span=APRIL, on=ON, policy=PLAIN)
    assert places(each[4:]) == [(4, "IsfError"), (5, "IsfError")]
    runs = [found.require() for found in each[:4]]
    assert [line for run in runs for line in run.lines] == list(whole.lines)
    assert whole.amount
    refused(lambda: pay_runs_many(book, span=3, on=ON, policy=PLAIN), "pay_runs_many.span")  # type: ignore[arg-type]
    refused(lambda: pay_runs_many(book, span=APRIL, on=3, policy=PLAIN), "pay_runs_many.on")  # type: ignore[arg-type]
    refused(lambda: pay_runs_many(book, span=APRIL, on=ON, policy=3), "pay_runs_many")  # type: ignore[arg-type]


def test_only_a_pay_run_takes_an_arrangement_with_its_history() -> None:
    pair: Any = (sound(), PaymentHistory())
    assert places(assess_many([pair], on=ON)) == places(statements_many([pair], span=APRIL, policy=PLAIN))
    assert places(assess_many([pair], on=ON)) == [(0, "IsfError")]


def test_the_statement_of_each_is_the_one_that_it_has_alone() -> None:
    fund = lived()
    each = list(
        statements_many([fund, Arrangement(person=Person(ref="P-2"))], span=APRIL, policy=PLAIN, to=Audience.AUTHORITY)
    )
    assert each[0].result == statement_for(fund, span=APRIL, policy=PLAIN, to=Audience.AUTHORITY)
    assert isinstance(each[1].fault and each[1].fault.cause, NotRecorded)
    refused(lambda: statements_many([], span=3, policy=PLAIN), "statements_many.span")  # type: ignore[arg-type]
    refused(lambda: statements_many([], span=APRIL, policy=3), "statements_many")  # type: ignore[arg-type]
    refused(lambda: statements_many([], span=APRIL, policy=PLAIN, to=3), "statements_many.to")  # type: ignore[arg-type]


def test_every_refusal_is_an_error_of_the_library() -> None:
    with pytest.raises(IsfError):
        assess_many(None, on=ON)  # type: ignore[arg-type]


class Councils(IsfError):
    """A council's own error, made without what this library's have."""

    def __init__(self) -> None:
        Exception.__init__(self, "their own")


class Raising(Councils):
    """One that raises where it is read."""

    @property
    def where(self) -> str:  # type: ignore[override]
        raise ZeroDivisionError


@pytest.mark.parametrize("error", [Councils, Raising])
def test_a_council_s_own_error_is_a_fault_though_it_says_nothing(error: type[Councils]) -> None:
    def reads(_: int) -> Arrangement:
        raise error

    first, second = assess_many([1, 2], on=ON, until=UNTIL, read=reads)
    assert first.fault is not None
    assert second.fault is not None
    assert (first.fault.error, first.fault.where) == (error.__name__, "assess_many[0]")
    assert first.fault.right == "put right the record, or the class that raises this"


def test_a_fault_is_said_on_one_line_with_what_nobody_sees_as_its_escape() -> None:
    def reads(record: Exception) -> Arrangement:
        raise record

    raised = [ValueError("\x1b[2J\u202eevil\x00"), IsfError("wh\nere", "\ud800", "\x07")]
    for each in assess_many(raised, on=ON, until=UNTIL, read=reads):
        assert each.fault is not None
        assert str(each.fault).isprintable()
        assert (each.fault.where + each.fault.wrong + each.fault.right).isprintable()
    assert each.fault is not None
    assert each.fault.wrong == "\\ud800"


def test_a_book_that_cannot_be_begun_is_refused() -> None:
    class Broken:
        def __iter__(self) -> Iterator[Any]:
            raise ZeroDivisionError

    said = str(refused(lambda: assess_many(Broken(), on=ON, until=UNTIL)))
    assert said == "assess_many: the reading raised ZeroDivisionError; give what can be read through"
