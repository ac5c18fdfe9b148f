"""What comes of one arrangement of a book: its result, or the fault that kept it from one."""

from __future__ import annotations

from contextlib import suppress
from typing import Generic, TypeVar, cast

import attrs

from ..errors import IsfError, UnreadableData, on_one_line, what_it_says
from ..values.frozen import frozen

R_co = TypeVar("R_co", covariant=True)

_MOST_SAID = 300


def _escaped(text: object) -> str:
    """A text of somebody else's as it may be logged and written anywhere: on one line, and without what is unseen."""
    return on_one_line(str(text))


@frozen(kw_only=True)
class BookFault:
    """What is wrong with one arrangement of a book, by its place, from 0.

    - `person`, `arrangement`: its references; None where it could not be read so far.
    - `error`: the class of the error; `where`, `wrong` and `right` are what it says, as those of every IsfError, on one
      line, and with what cannot be printed as its escape.
    - `cause`: the error itself. It does not count in comparisons.
    """

    place: int
    person: str | None = None
    arrangement: str | None = None
    error: str
    where: str = attrs.field(converter=_escaped)
    wrong: str = attrs.field(converter=_escaped)
    right: str = attrs.field(converter=_escaped)
    cause: Exception = attrs.field(eq=False, repr=False)

    @classmethod
    def of(cls, error: Exception, place: int, job: str, person: str | None = None, ref: str | None = None) -> BookFault:
        """The fault that an error is."""
        where, wrong = f"{job}[{place}]", _said(error)
        right = "put right the record, or the class that raises this"
        if isinstance(error, IsfError):
            with suppress(Exception):  # somebody's own class of it may have none of them, or raise where they are read
                where, wrong, right = error.where, error.wrong, error.right
        return cls(
            place=place,
            person=person,
            arrangement=ref,
            error=type(error).__name__,
            where=where,
            wrong=wrong,
            right=right,
            cause=error,
        )

    @property
    def each(self) -> tuple[BookFault, ...]:
        """One for each fault of a document that cannot be read; of any other error, itself."""
        if not isinstance(self.cause, UnreadableData):
            return (self,)
        return tuple(
            attrs.evolve(self, where=fault.where, wrong=fault.wrong, right=fault.right) for fault in self.cause.faults
        )

    def __str__(self) -> str:
        whose = " ".join(filter(None, (self.person, self.arrangement)))
        right = f"; {self.right}" if self.right else ""
        return f"[{self.place}]{f' {whose}' if whose else ''}: {self.where}: {self.wrong}{right}"


def _said(error: Exception) -> str:
    """What an error of somebody else's says, on one line and not at length."""
    said = " ".join(what_it_says(error).split())
    return f"it raised {type(error).__name__}" + (f": {said[:_MOST_SAID]}" if said else "")


@frozen(kw_only=True)
class BookResult(Generic[R_co]):
    """What came of one arrangement of a book: a result or a fault, never both.

    - `place`: where it stands in the book, from 0.
    - `person`, `arrangement`: its references; None where it could not be read, or has none.
    """

    place: int
    person: str | None = None
    arrangement: str | None = None
    result: R_co | None = None
    fault: BookFault | None = None

    def require(self) -> R_co:
        """The result; raises the error that kept the arrangement from one."""
        if self.fault is not None:
            raise self.fault.cause
        return cast("R_co", self.result)
