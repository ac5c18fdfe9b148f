"""What is raised when a value cannot exist, and how an error says so.

Every error names where, what was given and what would be right:

>>> raise IsfError("Money", "1.005 is finer than a penny", "round it by name first")
Traceback (most recent call last):
    ...
isf_core.errors.IsfError: Money: 1.005 is finer than a penny; round it by name first

What somebody could really have signed is no error but a finding (see `rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any, NoReturn, Self, TypeVar

T = TypeVar("T")

_OURS = f"{__name__.rpartition('.')[0]}."
_SHOWN = 40
_LISTED = 200
_FAULTS_SHOWN = 5


class IsfError(ValueError):
    """A value that has no meaning was given: where, what is wrong, what would be right."""

    def __init__(self, where: str, wrong: str, right: str = "") -> None:
        super().__init__(where, wrong, right)
        self.where = where
        self.wrong = wrong
        self.right = right

    def anew(self) -> Self:
        """The same error, without the frames that were left when it was raised: for one that is kept."""
        reduced: Any = self.__reduce__()
        again: Self = reduced[0](*reduced[1])
        return again

    def __str__(self) -> str:
        said = f"{self.where}: {self.wrong}" + (f"; {self.right}" if self.right else "")
        return on_one_line(said)


class NotExact(IsfError):
    """A number was given in a form that may not be what was meant (a float, a bool, NaN)."""


class FinerThanAPenny(IsfError):
    """A sum of money has more than two decimal places; it is rounded only by name."""


class TooLarge(IsfError):
    """A number, a text, a span or a list is beyond what the library will work on."""


class NotADate(IsfError):
    """A day was asked for; a datetime, a text or a number is not one."""


class ImpossiblePeriod(IsfError):
    """A period that is empty or runs backwards."""


class OutsideCalendar(IsfError):
    """A date on which the calendar of working days says nothing."""


class OutsideTheArrangement(IsfError):
    """A sum that is dated before an arrangement's first day or after its last: no payment could carry it."""


class ContradictoryTerms(IsfError):
    """Terms that somebody may well have signed, and that contradict each other: nothing follows from them."""


class NoPolicy(IsfError):
    """A day before the first of some dated policies."""


class DanglingReference(IsfError):
    """A reference to an outcome that is not there."""


class UnreadableData(IsfError):
    """Data that cannot be read: all faults at once, in `faults`, each an IsfError whose `where` is its path.

    >>> raise UnreadableData("from_plain", (IsfError("Money", "'1.005' stands here", "give a sum such as '84.00'"),))
    Traceback (most recent call last):
        ...
    isf_core.errors.UnreadableData: from_plain: 1 fault: Money: '1.005' stands here; give a sum such as '84.00'
    """

    def __init__(self, where: str, faults: tuple[IsfError, ...]) -> None:
        more = f" (and {len(faults) - _FAULTS_SHOWN} more, in .faults)" if len(faults) > _FAULTS_SHOWN else ""
        said = ". ".join(map(str, faults[:_FAULTS_SHOWN])) + more
        super().__init__(where, f"{len(faults)} fault{'s' if len(faults) > 1 else ''}: {said}")
        self.faults = faults

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.where, self.faults)


class NotRecorded(IsfError):
    """Facts that some job needs are not recorded: all of them at once, in `fields`.

    >>> raise NotRecorded("the payments", ("budget.one_offs", "policy.pays"))
    Traceback (most recent call last):
        ...
    isf_core.errors.NotRecorded: the payments cannot be worked out: not recorded: budget.one_offs, policy.pays; \
record it (give () for budget.one_offs if there are none); set pays in the policy's parameters
    """

    def __init__(self, job: str, fields: tuple[str, ...]) -> None:
        where, wrong = f"{job} cannot be worked out", f"not recorded: {', '.join(fields)}"
        super().__init__(where, wrong, _what_to_record(fields))
        self.fields = fields
        self._job = job

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._job, self.fields)


def recorded(fact: T | None, job: str, field: str) -> T:
    """The fact, where it is recorded; raises NotRecorded, by its field, where the job lacks it."""
    if fact is None:
        raise NotRecorded(job, (field,))
    return fact


_MAY_BE_NONE = frozenset(
    (
        "budget.in_house",
        "endings.liabilities",
        "budget.one_offs",
        "fund.commitments",
        "fund.entries",
        "fund.hours",
        "plan.carry_forwards",
        "plan.supports",
    )
)
"""Lists of which it is an answer that there are none."""

_OR_BY_POLICY = (
    "contract.payment.",
    "contract.fee.base",
    "contract.fee_placement",
    "contract.surplus",
    "contract.suspension",
    "contract.termination",
)
"""Terms that the policy's parameters supply where the contract does not state them."""


def _what_to_record(fields: tuple[str, ...]) -> str:
    """What would be right, for each kind of field that is missing."""
    facts = [field for field in fields if not field.startswith("policy.")]
    empty = [field for field in facts if field in _MAY_BE_NONE]
    said = []
    if facts:
        none = f" (give () for {', '.join(empty)} if there are none)" if empty else ""
        said.append(f"record {'it' if len(facts) == 1 else 'them'}{none}")
    if any(field.startswith(_OR_BY_POLICY) for field in facts):
        said.append("what the contract does not state may stand in the policy's parameters")
    if numbers := [field.removeprefix("policy.") for field in fields if field.startswith("policy.")]:
        said.append(f"set {', '.join(numbers)} in the policy's parameters")
    return "; ".join(said)


def is_ours(code: object) -> bool:
    """Whether a class or function is of this library, and not of a council that uses it."""
    return str(getattr(code, "__module__", "")).startswith(_OURS)


def failed(where: str, error: Exception) -> IsfError:
    """What to raise, from it, where a council's own code has raised an error that is none of this library's.

    >>> str(failed("rule OUR-01", ZeroDivisionError("division by zero")))
    'rule OUR-01: it raised ZeroDivisionError: division by zero; mend it, or leave it out'
    """
    said = short(what_it_says(error))
    return IsfError(where, f"it raised {type(error).__name__}{f': {said}' if said else ''}", "mend it, or leave it out")


def what_it_says(error: Exception) -> str:
    """The text of an error; of a class of somebody's own that raises where it is to say it, none."""
    try:
        return str(error)
    except Exception:
        return ""


def passed_on(where: str, error: Exception, *, of: object) -> NoReturn:
    """Raise what came out of a class or function: as `failed` says where that is a council's own, and no IsfError."""
    if isinstance(error, IsfError) or is_ours(of):
        raise error
    raise failed(where, error) from error


def on_one_line(text: str) -> str:
    r"""A text on one line, whatever was given: what cannot be printed is written as its escape.

    >>> on_one_line("a\nb\u202ec")
    'a\\nb\\u202ec'
    """
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def short(text: str) -> str:
    """A text cut to 40 characters.

    >>> short("1" * 41)
    '111111111111111111111111111111111111111…'
    """
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def several(names: Iterable[str]) -> str:
    """Names in a row, as many as 200 characters hold, and how many more there are; "none" where there is none.

    >>> several(["homecare", "art"]), several([])
    ('homecare, art', 'none')
    >>> several(f"E-{number:0>9}" for number in range(1_000))[-37:]
    'E-000000012, E-000000013 and 986 more'
    """
    held = [each[:100] for each in names]
    told = ", ".join(held)
    if len(told) <= _LISTED:
        return told or "none"
    number = sum(1 for end in accumulate(len(each) + 2 for each in held) if end <= _LISTED - 18)
    return f"{', '.join(held[:number])} and {len(held) - number:,} more"


_PLAIN: dict[type, Callable[[Any], object]] = {
    str: str.__str__,
    int: int.__int__,
    Fraction: Fraction.__pos__,
    Decimal: Decimal,
    date: lambda given: date.fromordinal(date.toordinal(given)),
}


def plain(given: Any) -> Any:
    """The text, number or day that an object of a class derived from one holds, whatever that class makes of it.

    A member of an enumeration of texts is its text; a bool and a datetime are left what they are, and so is all else.

    >>> class Loud(str):
    ...     def __eq__(self, other): return True
    >>> plain(Loud("Mary")) == "John"
    False
    """
    if type(given) in _PLAIN or isinstance(given, (bool, datetime)):
        return given
    return next((take(given) for kind, take in _PLAIN.items() if isinstance(given, kind)), given)


def quote(given: object) -> str:
    """What was given, in at most 40 characters and without ever being slow.

    >>> quote("twelve pounds fifty"), quote(1.5), quote(None)
    ("'twelve pounds fifty'", '1.5 (a float)', 'nothing (None)')
    >>> quote(10 ** 10000)
    'a whole number of more than 40 digits'
    """
    if given is None:
        return "nothing (None)"
    given = plain(given)
    if isinstance(given, str):
        return repr(given) if len(given) <= _SHOWN else repr(given[: _SHOWN - 1]) + "…"
    if isinstance(given, bool):
        return f"{given} (a bool)"
    if isinstance(given, int):
        # Turning a huge int into text is slow, and refused by Python past 4,300 digits.
        return repr(given) if given.bit_length() <= 128 else f"a whole number of more than {_SHOWN} digits"
    if isinstance(given, Fraction):
        small = max(given.numerator.bit_length(), given.denominator.bit_length()) <= 128
        return f"{short(str(given))} (a Fraction)" if small else f"a Fraction of more than {_SHOWN} digits"
    kind = type(given).__name__
    if kind == "Decimal":
        return f"{short(str(given).replace('e', 'E'))} (a Decimal)"  # whatever the ambient context's `capitals`
    if kind in {"float", "date", "datetime"}:
        return f"{short(str(given))} (a {kind})"
    return with_article(kind[:_SHOWN])


def with_article(name: str) -> str:
    """A class by its name, with the article as it is said.

    >>> with_article("Entry"), with_article("Rate"), with_article("OneOff")
    ('an Entry', 'a Rate', 'a OneOff')
    """
    is_vowel = name[:1] in "AEIOUaeiou" and not name.startswith("On")  # one and once are said with a w
    return f"{'an' if is_vowel else 'a'} {name}"
