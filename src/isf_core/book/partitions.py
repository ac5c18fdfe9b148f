"""A book by partition, on an executor that you give: each worker reads its own partition, and gives back rows.

The library starts no process and no thread. What goes to a worker is what says where a partition is (a path, a
council's name), never its arrangements; what comes back are rows, never objects of the library.

>>> from concurrent.futures import ThreadPoolExecutor
>>> from datetime import date
>>> from functools import partial
>>> from ..model import Arrangement, Person
>>> def read(council):
...     return [Arrangement(person=Person(ref=f"{council}-{number}")) for number in range(2)]
>>> with ThreadPoolExecutor(2) as executor:
...     for done in by_partition(
...         partial(assess_partition, read=read, on=date(2026, 4, 6), until=date(2027, 4, 4)),
...         ["dorset", "kent"], executor=executor,
...     ):
...         print(done.place, done.partition, done.result.arrangements)
0 dorset 2
1 kent 2
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from ..errors import IsfError, passed_on, quote
from ..model.parameters import Policies
from ..policies.plain import PLAIN
from ..rules.policy import Policy
from ..values.checks import whole
from ..values.frozen import frozen
from .each import Progress, assess_many, read_through, tell
from .results import BookFault
from .rows import BookRows, rows_of

P = TypeVar("P")
R = TypeVar("R")


class BookExecutor(Protocol):
    """What runs work elsewhere: an executor of `concurrent.futures`, or a `distributed.Client`."""

    def submit(self, work: Callable[..., Any], /, *given: Any) -> Any:
        """Begin the work, and give back what has `result()` and `cancel()`."""
        raise NotImplementedError


@frozen(kw_only=True)
class PartitionDone(Generic[P, R]):
    """What came of one partition: a result, or the fault that kept all of it from one.

    `place` is its place among the partitions, from 0, and `partition` what you gave for it.
    """

    place: int
    partition: P
    result: R | None = None
    fault: BookFault | None = None


def assess_partition(
    partition: P,
    *,
    read: Callable[[P], Iterable[Any]],
    on: date,
    until: date | None = None,
    policy: Policy | Policies[Policy] = PLAIN,
    each: Callable[[Any], Any] | None = None,
    words: bool = True,
) -> BookRows:
    """Assess one partition of a book, and give back its rows. This is what a worker does.

    - `read`: reads the partition's records; `each` makes an Arrangement of one, as `read` of `assess_many` does.
    - `words`: whether the breaches have their messages.

    Raises IsfError for what does not read and where `read` raises anything, and what `assess_many` raises.
    """
    if not callable(read):
        raise IsfError("assess_partition.read", f"{quote(read)} reads nothing", "give a function of a partition")
    try:
        records = read(partition)
    except Exception as error:
        passed_on("assess_partition.read", error, of=read)
    return rows_of(assess_many(records, on=on, until=until, policy=policy, read=each), words=words)


def by_partition(
    work: Callable[[P], R],
    partitions: Iterable[P],
    *,
    executor: BookExecutor,
    ahead: int = 8,
    progress: Progress | None = None,
) -> Iterator[PartitionDone[P, R]]:
    """Do the work of each partition on an executor, in order; a partition that fails is reported by its place.

    - `work`: a function that can be pickled, where the executor has processes: `partial(assess_partition, ...)` of
      functions that stand in a module.
    - `ahead`: how many partitions are begun before the first of them is given back. No more are read than that, so
      that there may be partitions without an end.
    - `progress`: called with 1 after each partition.

    If you stop reading early, what has not begun is cancelled. Raises IsfError for what is no executor, and for what
    cannot be read through. What the executor raises that takes no more work, and what the reading of the partitions
    raises, is raised once all that was begun is given back.
    """
    if isinstance(partitions, (str, bytes, Mapping)) or not isinstance(partitions, Iterable):
        raise IsfError("by_partition", f"{quote(partitions)} is no list of partitions", "give a list of them")
    if isinstance(executor, type) or not callable(getattr(type(executor), "submit", None)):
        right = "give one that you have started, such as ProcessPoolExecutor()"
        raise IsfError("by_partition.executor", f"{quote(executor)} is no executor", right)
    called: dict[str, object] = {"work": work} | ({} if progress is None else {"progress": progress})
    for name, given in called.items():
        if not callable(given):
            raise IsfError(f"by_partition.{name}", f"{quote(given)} cannot be called", "give a function")
    return _by_partition(
        work,
        read_through("by_partition", partitions),
        executor,
        whole("by_partition.ahead", ahead, 1, 10_000),
        progress,
    )


def _by_partition(
    work: Callable[[P], R], partitions: Iterator[P], executor: BookExecutor, ahead: int, progress: Progress | None
) -> Iterator[PartitionDone[P, R]]:
    begun: deque[tuple[int, P, Any]] = deque()
    numbered = enumerate(partitions)
    ended: Exception | None = None
    try:
        while True:
            try:
                for place, partition in islice(numbered, 0 if ended else ahead - len(begun)):
                    begun.append((place, partition, executor.submit(work, partition)))
            except Exception as error:  # what is begun is given back before it is raised
                ended = error
            if not begun:
                if ended is not None:
                    raise ended
                return
            place, partition, running = begun[0]
            try:
                done = PartitionDone(place=place, partition=partition, result=running.result())
            except Exception as error:  # whatever the work, its reading or its process may raise
                fault = BookFault.of(error, place, "by_partition")
                done = PartitionDone(place=place, partition=partition, fault=fault)
            begun.popleft()
            tell("by_partition", progress)
            yield done
    finally:
        for _, _, running in begun:
            running.cancel()
