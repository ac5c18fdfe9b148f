"""Why an amount is what it is: a tree of what was done with what, and by which source.

>>> rate = Explanation.given("rate a week", "84.375", unit="pounds")
>>> weeks = Explanation.given("weeks", 4)
>>> print(Explanation.rounded("budget", Explanation.times("four weeks of it", rate, weeks)))
budget: 337.50 (rounded half up from 337.5)
  four weeks of it: 337.50 (each times the next)
    rate a week: 84.375
    weeks: 4

A node says what it is, how much, by which operation and from which operands. `value()`
works the tree out again from its leaves; that it equals the amount shown is a law.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from html import escape
from typing import Any

from ..errors import IsfError, TooLarge, quote
from .checks import added, bounded, exact, listed, member, text
from .money import ExactMoney, Money, Rounding, in_pounds, plain_number
from .record import Value
from .sources import Source

_set = object.__setattr__
_MOST_LEVELS = 50
"""A tree is walked, compared, copied and pickled by calls within calls, and Python's stack is short."""
_MOST_NODES = 100_000
"""An operand that is used twice counts twice: sixty doublings would never end."""


class Operation(Enum):
    """How a node's amount follows from its operands'."""

    GIVEN = "given"
    SUM = "added up"
    LESS = "the first, less the others"
    TIMES = "each times the next"
    LEAST = "the lowest of these"
    GREATEST = "the highest of these"
    HALF_UP = "rounded half up"


class Explanation(Value):
    """One node: what, amount (pounds, or a plain number), operation, operands, sources."""

    __slots__ = ("_amount", "_levels", "_nodes", "_operands", "_operation", "_sources", "_unit", "_what")
    _what: str
    _amount: Fraction
    _unit: str
    _operation: Operation
    _operands: tuple[Explanation, ...]
    _sources: tuple[Source, ...]
    _levels: int
    _nodes: int

    def __init__(
        self,
        what: str,
        amount: Fraction,
        unit: str,
        operation: Operation,
        operands: tuple[Explanation, ...],
        sources: tuple[Source, ...],
    ) -> None:
        _set(self, "_what", text("Explanation.what", what))
        _set(self, "_amount", exact("Explanation.amount", amount))
        _set(self, "_unit", "" if unit == "" else text("Explanation.unit", unit, 40))
        _set(self, "_operation", member("Explanation.operation", operation, Operation))
        _set(self, "_operands", listed("Explanation.operands", operands, Explanation))
        _set(self, "_sources", listed("Explanation.sources", sources, Source))
        if bool(operands) is (operation is Operation.GIVEN):
            raise IsfError("Explanation", f"{operation.value!r} with {len(operands)} operands", "only a leaf is given")
        if operands and _worked_out(operation, [operand.amount for operand in operands]) != self._amount:
            wrong = f"{quote(amount)} is not what its operands come to"
            raise IsfError("Explanation", wrong, "make it with Explanation.sum, .less, .times")
        _set(self, "_levels", 1 + max((operand._levels for operand in operands), default=0))
        _set(self, "_nodes", 1 + sum(operand._nodes for operand in operands))
        if self._levels > _MOST_LEVELS or self._nodes > _MOST_NODES:
            raise TooLarge(
                "Explanation",
                f"{self._levels} levels and {self._nodes:,} nodes are too many",
                f"give at most {_MOST_LEVELS} and {_MOST_NODES:,}; add up many operands in one node",
            )

    @classmethod
    def given(
        cls, what: str, amount: str | int | Decimal | Fraction | Money | ExactMoney, *sources: Source, unit: str = ""
    ) -> Explanation:
        """A leaf: a fact as it was recorded. `unit` is "pounds" for a sum of money, else "" or a plain word."""
        if isinstance(amount, (Money, ExactMoney)):
            held = amount.exact if isinstance(amount, Money) else amount
            return cls(what, held.pounds, "pounds", Operation.GIVEN, (), sources)
        return cls(what, exact("Explanation.amount", amount), unit, Operation.GIVEN, (), sources)

    @classmethod
    def sum(cls, what: str, *operands: Explanation, sources: tuple[Source, ...] = ()) -> Explanation:
        """All operands added up."""
        return cls._made(what, Operation.SUM, operands, sources)

    @classmethod
    def less(cls, what: str, *operands: Explanation, sources: tuple[Source, ...] = ()) -> Explanation:
        """The first operand less the others."""
        return cls._made(what, Operation.LESS, operands, sources)

    @classmethod
    def times(cls, what: str, *operands: Explanation, sources: tuple[Source, ...] = ()) -> Explanation:
        """The product of the operands."""
        return cls._made(what, Operation.TIMES, operands, sources)

    @classmethod
    def least(cls, what: str, *operands: Explanation, sources: tuple[Source, ...] = ()) -> Explanation:
        """The lowest operand."""
        return cls._made(what, Operation.LEAST, operands, sources)

    @classmethod
    def greatest(cls, what: str, *operands: Explanation, sources: tuple[Source, ...] = ()) -> Explanation:
        """The highest operand."""
        return cls._made(what, Operation.GREATEST, operands, sources)

    @classmethod
    def rounded(cls, what: str, operand: Explanation, *sources: Source) -> Explanation:
        """The operand rounded half up to the penny."""
        return cls._made(what, Operation.HALF_UP, (operand,), sources)

    @classmethod
    def _made(
        cls, what: str, operation: Operation, operands: tuple[Explanation, ...], sources: tuple[Source, ...]
    ) -> Explanation:
        listed("Explanation.operands", operands, Explanation)
        if not operands:
            raise IsfError("Explanation", f"{operation.value!r} of nothing", "give at least one operand")
        amount = _worked_out(operation, [operand.amount for operand in operands])
        unit = "pounds" if any(operand.unit == "pounds" for operand in operands) else operands[0].unit
        return cls(what, amount, unit, operation, operands, sources)

    @property
    def what(self) -> str:
        """What the amount is."""
        return self._what

    @property
    def amount(self) -> Fraction:
        """How much: pounds, or a plain number."""
        return self._amount

    @property
    def unit(self) -> str:
        """A plain word such as "pounds" or "days", or "" for a bare number."""
        return self._unit

    @property
    def operation(self) -> Operation:
        """How it was made."""
        return self._operation

    @property
    def operands(self) -> tuple[Explanation, ...]:
        """What it was made from."""
        return self._operands

    @property
    def sources(self) -> tuple[Source, ...]:
        """By which texts."""
        return self._sources

    @property
    def money(self) -> Money:
        """The amount as Money, where it is whole pence."""
        return Money.from_pence(int(self._amount * 100)) if (self._amount * 100).denominator == 1 else _not_pence(self)

    def value(self) -> Fraction:
        """The amount worked out again from the leaves alone."""
        if self._operation is Operation.GIVEN:
            return self._amount
        return _worked_out(self._operation, [operand.value() for operand in self._operands])

    def walk(self) -> Iterator[tuple[int, Explanation]]:
        """Every node with its depth, from the top."""
        yield 0, self
        for operand in self._operands:
            for depth, node in operand.walk():
                yield depth + 1, node

    def _line(self) -> str:
        shown = plain_number(self._amount)
        if self._unit == "pounds" and (self._amount * 100).denominator == 1:
            shown = in_pounds(int(self._amount * 100), ",")  # not as Money, which has a bound
        elif "/" in shown and self._unit == "pounds":
            shown += f" (about {plain_number(Fraction(Rounding.HALF_UP.of(self._amount * 10_000), 10_000))})"
        how = ""
        if self._operation is Operation.HALF_UP:
            how = f" (rounded half up from {plain_number(self._operands[0].amount)})"
        elif len(self._operands) > 1:
            how = f" ({self._operation.value})"
        cited = f" [{'; '.join(map(str, self._sources))}]" if self._sources else ""
        return f"{self._what}: {shown}{how}{cited}"

    def _parts(self) -> tuple[Any, ...]:
        return self._what, self._amount, self._unit, self._operation, self._operands, self._sources

    def __str__(self) -> str:
        return "\n".join("  " * depth + node._line() for depth, node in self.walk())

    def __repr__(self) -> str:
        return f"<Explanation {self._line()}>"

    def _repr_html_(self) -> str:
        inner = "".join(operand._repr_html_() for operand in self._operands)
        return f"<ul><li>{escape(self._line())}{inner}</li></ul>"


def _not_pence(node: Explanation) -> Money:
    raise IsfError("Explanation.money", f"{quote(node.what)} is finer than a penny", "read .amount, the exact fraction")


def _worked_out(operation: Operation, amounts: list[Fraction]) -> Fraction:
    if operation is Operation.SUM:
        return added("Explanation.amount", amounts)
    if operation is Operation.LESS:
        return bounded("Explanation.amount", amounts[0] - added("Explanation.amount", amounts[1:]))
    if operation is Operation.LEAST:
        return min(amounts)
    if operation is Operation.GREATEST:
        return max(amounts)
    if operation is Operation.HALF_UP:
        return Fraction(Rounding.HALF_UP.of(amounts[0] * 100), 100)
    product = Fraction(1)
    for amount in amounts:
        product = bounded("Explanation.amount", product * amount)
    return product
