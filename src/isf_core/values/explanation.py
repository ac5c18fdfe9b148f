"""Why an amount is what it is: a tree of what was done with what, and by which source.

>>> rate = Explanation.given("rate a week", "84.375", unit="pounds")
>>> weeks = Explanation.given("weeks", 4)
>>> print(Explanation.rounded("budget", Explanation.times("four weeks of it", rate, weeks)))
budget: 337.50
  four weeks of it: 337.50 (each times the next)
    rate a week: 84.375
    weeks: 4

A node says what it is, how much, by which operation and from which operands. `value()`
works the tree out again from its leaves; that it equals the amount shown is a law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from functools import partial, reduce

import attrs

from ..errors import IsfError, TooLarge, quote, short
from .checks import added, bounded, exact, listed, member, text
from .frozen import frozen
from .layout import Fold, Laid, Page, Part, Said, printable
from .money import ExactMoney, Money, Pounds, Rounding, in_pounds, plain_number
from .record import Value
from .sources import Source

_set = object.__setattr__
_MOST_LEVELS = 50
"""A tree is walked, compared, copied and pickled by calls within calls, and Python's stack is short."""
_MOST_NODES = 100_000
"""An operand that is used twice counts twice: sixty doublings would never end."""

_MOST_SHOWN = 60
"""How many operands of a node are shown in a notebook."""
_LONGEST = 5_000
_LONGEST_WHAT = 500


class Operation(Enum):
    """How a node's amount follows from its operands'."""

    GIVEN = "given"
    SUM = "added up"
    LESS = "the first, less the others"
    TIMES = "each times the next"
    LEAST = "the lowest of these"
    GREATEST = "the highest of these"
    HALF_UP = "rounded half up"


def _amount(given: Fraction) -> Fraction:
    return exact("Explanation.amount", given)


def _operands(given: Sequence[Explanation]) -> tuple[Explanation, ...]:
    return listed("Explanation.operands", given, Explanation)


def _sources(given: Sequence[Source]) -> tuple[Source, ...]:
    return listed("Explanation.sources", given, Source)


@frozen(getstate_setstate=False)
class Explanation(Laid, Value):
    """One node: what, amount (pounds, or a plain number), operation, operands, sources."""

    what: str
    """What the amount is."""
    amount: Fraction = attrs.field(converter=_amount)
    """How much: pounds, or a plain number."""
    unit: str
    """A plain word such as "pounds" or "days", or "" for a bare number."""
    operation: Operation
    """How it was made."""
    operands: tuple[Explanation, ...] = attrs.field(converter=_operands)
    """What it was made from."""
    sources: tuple[Source, ...] = attrs.field(converter=_sources)
    """By which texts."""
    _levels: int = attrs.field(init=False, eq=False)
    _nodes: int = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        text("Explanation.what", self.what)
        member("Explanation.operation", self.operation, Operation)
        if self.unit != "":
            text("Explanation.unit", self.unit, 40)
        operands = self.operands
        if bool(operands) is (self.operation is Operation.GIVEN):
            wrong = f"{self.operation.value!r} with {len(operands)} operands"
            raise IsfError("Explanation", wrong, "only a leaf is given")
        if operands and _WORK_OUT[self.operation]([operand.amount for operand in operands]) != self.amount:
            wrong = f"{short(plain_number(self.amount))} is not what its operands come to"
            raise IsfError("Explanation", wrong, "make it with Explanation.sum, .less, .times")
        self._measured()

    def _measured(self) -> None:
        """Keep how many levels and nodes it has; raises TooLarge for too many."""
        levels = nodes = 0
        for operand in self.operands:
            levels, nodes = max(levels, operand._levels), nodes + operand._nodes
        if levels >= _MOST_LEVELS or nodes >= _MOST_NODES:
            wrong = f"{levels + 1} levels and {nodes + 1:,} nodes are too many"
            right = f"give at most {_MOST_LEVELS} and {_MOST_NODES:,}; add up many operands in one node"
            raise TooLarge("Explanation", wrong, right)
        _set(self, "_levels", levels + 1)
        _set(self, "_nodes", nodes + 1)

    @classmethod
    def given(cls, what: str, amount: Pounds, *sources: Source, unit: str = "") -> Explanation:
        """A leaf: a fact as it was recorded. `unit` is "pounds" for a sum of money, else "" or a plain word."""
        if isinstance(amount, (Money, ExactMoney)):
            pounds = Fraction(amount.pence, 100) if isinstance(amount, Money) else amount.pounds
            return cls._of(what, pounds, "pounds", Operation.GIVEN, (), sources)
        if unit != "":
            text("Explanation.unit", unit, 40)
        return cls._of(what, exact("Explanation.amount", amount), unit, Operation.GIVEN, (), sources)

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
        amount = _WORK_OUT[operation]([operand.amount for operand in operands])
        units = [operand.unit for operand in operands]
        unit = "pounds" if "pounds" in units else units[0]
        return cls._of(what, amount, unit, operation, operands, sources)

    @classmethod
    def _of(
        cls,
        what: str,
        amount: Fraction,
        unit: str,
        operation: Operation,
        operands: tuple[Explanation, ...],
        sources: tuple[Source, ...],
    ) -> Explanation:
        """A node whose amount is known to be what its operands come to: it is not worked out again.

        What it quotes of a record may be long: it is cut, and not refused.
        """
        made = object.__new__(cls)
        if type(what) is str and len(what) > _LONGEST_WHAT:
            what = what[: _LONGEST_WHAT - 1] + "…"
        _set(made, "what", text("Explanation.what", what))
        _set(made, "amount", amount)
        _set(made, "unit", unit)
        _set(made, "operation", operation)
        _set(made, "operands", operands)
        _set(made, "sources", _sources(sources) if sources else ())
        made._measured()
        return made

    @property
    def money(self) -> Money:
        """The amount as Money, where it is whole pence."""
        pence = self.amount * 100
        if pence.denominator != 1:
            wrong = f"{quote(self.what)} is finer than a penny"
            raise IsfError("Explanation.money", wrong, "read .amount, the exact fraction")
        return Money.from_pence(pence.numerator)

    def value(self) -> Fraction:
        """The amount worked out again from the leaves alone."""
        if self.operation is Operation.GIVEN:
            return self.amount
        return _WORK_OUT[self.operation]([operand.value() for operand in self.operands])

    def walk(self) -> Iterator[tuple[int, Explanation]]:
        """Every node with its depth, from the top."""
        yield 0, self
        for operand in self.operands:
            for depth, node in operand.walk():
                yield depth + 1, node

    @property
    def is_rounded(self) -> bool:
        """Whether rounding made another amount of it; what was whole pence anyway is what it was."""
        return self.operation is Operation.HALF_UP and self.operands[0].amount != self.amount

    def _said(self) -> str:
        """What, how much and how, without the sources."""
        shown = self._both_pence()
        if "/" in shown and self.unit == "pounds":
            shown += f" (about {plain_number(Fraction(Rounding.HALF_UP.of(self.amount * 10_000), 10_000))})"
        how = ""
        if self.is_rounded:
            how = f" (rounded half up from {self.operands[0]._both_pence()})"
        elif len(self.operands) > 1:
            how = f" ({self.operation.value})"
        return f"{self.what}: {shown}{how}"

    def _both_pence(self) -> str:
        """The amount: pounds with both pence, where it is whole pence."""
        if self.unit == "pounds" and (self.amount * 100).denominator == 1:
            return in_pounds(int(self.amount * 100), ",")  # not as Money, which has a bound
        return plain_number(self.amount)

    def _line(self) -> str:
        cited = f" [{'; '.join(map(str, self.sources))}]" if self.sources else ""
        return printable(f"{self._said()}{cited}", _LONGEST)

    def __str__(self) -> str:
        return "\n".join("  " * depth + node._line() for depth, node in self.walk())

    def __repr__(self) -> str:
        return f"<Explanation {self._line()}>"

    def page(self) -> Page:
        """The tree as folds: what an amount was made from is in it, and so are the texts."""
        return Page(self._fold(2))

    def _fold(self, levels: int) -> Part:
        """The node, what it was made from open for some levels; as many operands as anybody looks through."""
        parts = [operand._fold(levels - 1) for operand in self.operands[:_MOST_SHOWN]]
        more = len(self.operands) - len(parts)
        parts += [Said(f"… {more:,} more")] if more else []
        by = "; ".join(dict.fromkeys(source.text.title for source in self.sources))
        parts += [Fold(f"By {by}", *(Said(str(source)) for source in self.sources))] if by else []
        return Fold(self._said(), *parts, is_open=levels > 0) if parts else Said(self._said())


_AMOUNT = "Explanation.amount"
_WORK_OUT: dict[Operation, Callable[[list[Fraction]], Fraction]] = {
    Operation.SUM: partial(added, _AMOUNT),
    Operation.LESS: partial(reduce, lambda left, amount: bounded(_AMOUNT, left - amount)),
    Operation.TIMES: partial(reduce, lambda product, amount: bounded(_AMOUNT, product * amount)),
    Operation.LEAST: min,
    Operation.GREATEST: max,
    Operation.HALF_UP: lambda amounts: Fraction(Rounding.HALF_UP.of(amounts[0] * 100), 100),
}
