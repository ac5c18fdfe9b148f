"""A book by partition: each worker reads its own, rows come back in order, and one that fails stops no other."""

from __future__ import annotations

import pickle
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import count, islice
from multiprocessing import get_context
from typing import Any

import pytest
from support.arrangements import ON
from support.partitions import UNTIL, WORK, book_of
from support.refusing import refused

from isf_core import Arrangement, BookRows, Person, assess_many, assess_partition, by_partition, rows_of
from isf_core.exchange import from_plain


class Now:
    """An executor that works when it is asked, and counts what was begun and cancelled."""

    def __init__(self, *, waits: bool = False) -> None:
        self.begun, self.cancelled, self.waits = 0, 0, waits

    def submit(self, work: Any, /, *given: Any) -> Any:
        self.begun += 1
        running: Future[Any] = Future()
        if not (self.waits and self.begun > 1):
            running.set_result(work(*given))
        running.cancel = self._cancel  # type: ignore[method-assign]
        return running

    def _cancel(self) -> bool:
        self.cancelled += 1
        return True


def test_the_rows_of_each_partition_are_those_of_one_process_in_order() -> None:
    with ThreadPoolExecutor(2) as executor:
        found = list(by_partition(WORK, range(4), executor=executor, ahead=2))
    alone = {each: rows_of(assess_many(book_of(each), on=ON, until=UNTIL, read=from_plain)) for each in (0, 1, 3)}
    assert [(each.place, each.partition) for each in found] == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert {each.partition: each.result for each in found if each.result} == alone
    assert [len(each.faults) for each in alone.values()] == [1, 1, 1]


def test_a_partition_that_fails_is_named_and_the_others_are_done() -> None:
    with ThreadPoolExecutor(1) as executor:
        found = list(by_partition(WORK, [2, 1], executor=executor))
    assert str(found[0].fault) == (
        "[0]: assess_partition.read: it raised OSError: no such file; mend it, or leave it out"
    )
    assert found[0].result is None
    assert found[1].result is not None


@pytest.mark.process
def test_workers_of_other_processes_give_the_same() -> None:
    """What goes there is a number and functions by their names; what comes back are rows that can be pickled."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        found = list(by_partition(WORK, [0, 1], executor=executor))
    assert [each.result for each in found] == [WORK(0), WORK(1)]


def test_rows_are_pickled_and_come_back_equal() -> None:
    rows = WORK(0)
    again = pickle.loads(pickle.dumps(rows))
    assert again == rows
    assert isinstance(again, BookRows)
    assert type(again.payments[0]) is type(rows.payments[0])


def test_no_more_partitions_are_begun_than_are_waited_for() -> None:
    executor = Now()
    results = by_partition(lambda number: number, count(), executor=executor, ahead=3)
    assert executor.begun == 0
    assert [each.result for each in islice(results, 4)] == [0, 1, 2, 3]
    assert executor.begun == 6


def test_what_has_not_begun_is_cancelled_where_nobody_reads_on() -> None:
    executor = Now(waits=True)
    results = by_partition(lambda number: number, count(), executor=executor, ahead=3)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert executor.cancelled == 2


def test_progress_is_told_of_each_partition() -> None:
    told: list[int] = []
    with ThreadPoolExecutor(1) as executor:
        list(by_partition(book_of, [1, 2], executor=executor, progress=told.append))
    assert told == [1, 1]


def test_what_a_progress_bar_or_a_reader_of_a_partition_raises_is_passed_on_by_its_name() -> None:
    def closed(done: object) -> Any:
        raise ValueError("it is closed")

    with ThreadPoolExecutor(1) as executor:
        refused(
            lambda: list(by_partition(book_of, [1, 2], executor=executor, progress=closed)),
            "by_partition.progress: it raised ValueError: it is closed",
        )
    said = refused(
        lambda: assess_partition(1, read=closed, on=ON),
        "assess_partition.read: it raised ValueError: it is closed",
    )
    assert isinstance(said.__cause__, ValueError)


def read_two(council: int) -> list[Arrangement]:
    """Arrangements as they stand."""
    return [Arrangement(person=Person(ref=f"{council}-{number}")) for number in range(2)]


def test_a_partition_may_hold_arrangements_and_leave_the_words_out() -> None:
    rows = assess_partition(1, read=read_two, on=ON, until=UNTIL, words=False)
    assert (rows.arrangements, rows.assessed, rows.faults) == (2, 2, [])


def test_what_reads_no_partition_is_refused_by_name() -> None:
    wrong: Any = []
    refused(lambda: assess_partition(1, read=wrong, on=ON), "assess_partition.read", "give a function of a partition")


@pytest.mark.parametrize(
    ("partitions", "more", "said"),
    [
        ("dorset", {}, "by_partition"),
        (3, {}, "by_partition"),
        ({}, {}, "by_partition"),
        ([], {"executor": 3}, "by_partition.executor"),
        ([], {"executor": ThreadPoolExecutor}, "by_partition.executor"),
        ([], {"ahead": 0}, "by_partition.ahead"),
    ],
)
def test_what_cannot_be_done_by_partition_is_refused_at_once(partitions: Any, more: dict[str, Any], said: str) -> None:
    refused(lambda: by_partition(WORK, partitions, **{"executor": Now(), **more}), said)


def test_what_was_begun_is_given_back_before_an_executor_s_own_error_is_raised() -> None:
    class Full(Now):
        def submit(self, work: Any, /, *given: Any) -> Any:
            if self.begun == 2:
                raise RuntimeError("no more work")
            return super().submit(work, *given)

    done = by_partition(str, count(), executor=Full())
    assert [each.result for each in islice(done, 2)] == ["0", "1"]
    with pytest.raises(RuntimeError, match="no more work"):
        next(done)


def test_what_was_begun_is_given_back_before_the_reading_s_own_error_is_raised() -> None:
    def partitions() -> Any:
        yield from range(3)
        raise OSError("no such folder")

    done = by_partition(str, partitions(), executor=Now())
    assert [each.result for each in islice(done, 3)] == ["0", "1", "2"]
    with pytest.raises(OSError, match="no such folder"):
        next(done)


def test_work_and_progress_that_cannot_be_called_are_refused_by_name() -> None:
    nothing: Any = None
    five: Any = 5
    assert str(refused(lambda: by_partition(nothing, [1], executor=Now()))).startswith(
        "by_partition.work: nothing (None)"
    )
    assert str(refused(lambda: by_partition(str, [1], executor=Now(), progress=five))).startswith(
        "by_partition.progress: 5"
    )
