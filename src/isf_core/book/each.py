"""A book, one arrangement at a time: what came of each, in order, and what is broken by its place.

Nothing is kept of an arrangement once its result is given, so that a book of any length takes the same memory.

>>> from datetime import date
>>> from ..model import Arrangement, Person
>>> book = [Arrangement(person=Person(ref="P-1")), "a slip", Arrangement(person=Person(ref="P-3"))]
>>> for each in assess_many(book, on=date(2026, 4, 6), until=date(2027, 4, 4)):
...     print(each.place, each.fault.wrong if each.fault else each.result.verdict)
0 cannot tell
1 'a slip' does not fit here
2 cannot tell
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Any, TypeVar

from ..account.statement import Statement, statement_for
from ..assessment import Assessment, assess
from ..errors import IsfError, TooLarge, passed_on, quote
from ..model.account import Audience
from ..model.arrangement import Arrangement
from ..model.parameters import GivenPolicy, Policies, policies_of
from ..pay_runs.history import PaymentHistory
from ..pay_runs.whole_book import PayRuns, pay_runs_for
from ..policies.plain import PLAIN
from ..rules.policy import Policy
from ..values.checks import day, instance, member
from ..values.dates import Period
from .results import BookFault, BookResult

R = TypeVar("R")

Progress = Callable[[int], object]
"""Called with how many are done since it was called last: `bar.update` of tqdm, or
`partial(bar.advance, task)` of rich."""

_MOST_FAILED = 1_000
_READ_SO = "give Arrangements, or records and read=, a function that makes an Arrangement of one"


def assess_many(
    arrangements: Iterable[Any],
    *,
    on: date,
    until: date | None = None,
    policy: Policy | Policies[Policy] = PLAIN,
    read: Callable[[Any], Arrangement] | None = None,
    progress: Progress | None = None,
) -> Iterator[BookResult[Assessment]]:
    """Assess a book, one arrangement at a time, in order; each result is the one that `assess` gives.

    - `arrangements`: any iterable, also one without an end: it is read as the results are asked for.
    - `read`: what makes an Arrangement of one record, such as `from_plain`. A record that it refuses is reported by
      its place, and the rest is done. A generator cannot go on after an error of its own, so read records here.
    - `progress`: called with 1 after each arrangement.

    What is broken (a record, an arrangement that cannot be assessed, a council's own class that raises) is a
    BookFault with its place; nothing else stops for it.

    Raises IsfError, at once, for what cannot be read through and for a day or policy that makes no sense; TooLarge
    where the reading itself fails a thousand times in a row.
    """
    return each_of("assess_many", arrangements, assessing("assess_many", on, until, policy), read, progress)


def assessing(
    job: str, on: date, until: date | None, policy: Policy | Policies[Policy]
) -> Callable[[Arrangement], Assessment]:
    """What assesses one arrangement; refuses, by the name of a function, days and a policy that do not fit."""
    policies = policy if isinstance(policy, Policies) else Policies(instance(job, policy, Policy, _POLICY))
    policies.on(day(f"{job}.on", on))
    if until is not None:
        day(f"{job}.until", until)

    def of_one(arrangement: Arrangement) -> Assessment:
        instance(job, arrangement, Arrangement, _READ_SO)
        return assess(arrangement, on=on, until=until, policy=policy)

    return of_one


_POLICY = "give a Policy, such as PLAIN, or Policies of them"


def pay_runs_many(
    arrangements: Iterable[Any],
    *,
    span: Period,
    on: date,
    policy: GivenPolicy,
    read: Callable[[Any], Arrangement | tuple[Arrangement, PaymentHistory]] | None = None,
    progress: Progress | None = None,
) -> Iterator[BookResult[PayRuns]]:
    """Work out what is to be paid for each arrangement of a book, one at a time: `pay_runs_for` of it alone.

    The runs of all add up to those of the whole book. Each arrangement may come with its history, as for
    `pay_runs_for`. That an arrangement stands in the book twice is not seen here: only `pay_runs_for` sees all of it.

    Raises and reports as `assess_many` does.
    """
    instance("pay_runs_many.span", span, Period, "give a Period")
    day("pay_runs_many.on", on)
    policies_of("pay_runs_many", policy)

    def of_one(entry: Arrangement | tuple[Arrangement, PaymentHistory]) -> PayRuns:
        return pay_runs_for([entry], span=span, on=on, policy=policy)

    return each_of("pay_runs_many", arrangements, of_one, read, progress)


def statements_many(
    arrangements: Iterable[Any],
    *,
    span: Period,
    policy: GivenPolicy,
    to: Audience = Audience.PERSON,
    read: Callable[[Any], Arrangement] | None = None,
    progress: Progress | None = None,
) -> Iterator[BookResult[Statement]]:
    """Draw up the statement of each fund of a book, one at a time, as `statement_for` does.

    Raises and reports as `assess_many` does: an arrangement without recorded entries has a fault.
    """
    instance("statements_many.span", span, Period, "give a Period")
    policies_of("statements_many", policy)
    member("statements_many.to", to, Audience)

    def of_one(arrangement: Arrangement) -> Statement:
        return statement_for(arrangement, span=span, policy=policy, to=to)  # which refuses a pair with a history

    return each_of("statements_many", arrangements, of_one, read, progress)


def each_of(
    job: str,
    records: Iterable[Any],
    work: Callable[[Any], R],
    read: Callable[[Any], Any] | None,
    progress: Progress | None,
) -> Iterator[BookResult[R]]:
    """What comes of each record of a book, in order; refused at once where it is no book."""
    if isinstance(records, (str, bytes, Mapping)) or not isinstance(records, Iterable):
        raise IsfError(job, f"{quote(records)} is no book", _READ_SO)
    for name, given in (("read", read), ("progress", progress)):
        if given is not None and not callable(given):
            raise IsfError(f"{job}.{name}", f"{quote(given)} cannot be called", "give a function, or leave it out")
    return _each(job, read_through(job, records), work, read, progress)


def read_through(job: str, records: Iterable[R]) -> Iterator[R]:
    """The iterator of what is somebody else's; refused where it cannot begin."""
    try:
        return iter(records)
    except Exception as error:  # somebody's own class may raise anything
        raise IsfError(job, f"the reading raised {type(error).__name__}", "give what can be read through") from error


def _each(
    job: str,
    records: Iterator[Any],
    work: Callable[[Any], R],
    read: Callable[[Any], Any] | None,
    progress: Progress | None,
) -> Iterator[BookResult[R]]:
    failed, places = 0, count()
    while True:
        place = next(places)
        try:
            record = next(records)
        except StopIteration:
            return
        except Exception as error:  # of whatever reads the records
            failed += 1
            done = _broken(job, place, _unread(job, place, error))
        else:
            failed = 0
            done = _done(job, place, record, work, read)
        tell(job, progress)
        yield done
        if failed >= _MOST_FAILED:
            raise TooLarge(job, f"the reading failed {failed:,} times in a row", "put right what reads the records")


def tell(job: str, progress: Progress | None) -> None:
    """Tell somebody's progress bar that one more is done; what it raises is passed on by its name."""
    if progress is not None:
        try:
            progress(1)
        except Exception as error:
            passed_on(f"{job}.progress", error, of=progress)


def _unread(job: str, place: int, error: Exception) -> Exception:
    """An error of the reading itself, with what may follow from it."""
    wrong = f"the reading of it raised {type(error).__name__}"
    right = "a generator reads nothing after its first error, so that this may not be the last: give records and read="
    fault = IsfError(f"{job}[{place}]", wrong, right)
    fault.__cause__ = error
    return fault


def _done(
    job: str, place: int, record: Any, work: Callable[[Any], R], read: Callable[[Any], Any] | None
) -> BookResult[R]:
    person = ref = None
    try:
        entry = record if read is None else read(record)
        arrangement: Any = entry[0] if isinstance(entry, tuple) and entry else entry
        instance(f"{job}[{place}]", arrangement, Arrangement, _READ_SO)
        person, ref = arrangement.person.ref, arrangement.ref
        result = work(entry)
    except Exception as error:  # a record, a council's own class, or its reader may raise anything
        return _broken(job, place, error, person, ref)
    return BookResult(place=place, person=person, arrangement=ref, result=result)


def _broken(
    job: str, place: int, error: Exception, person: str | None = None, ref: str | None = None
) -> BookResult[Any]:
    fault = BookFault.of(error, place, job, person, ref)
    return BookResult(place=place, person=person, arrangement=ref, fault=fault)
