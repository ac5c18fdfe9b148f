"""Where the choices of an input come from: a seed and a number, or the bytes that a coverage-guided fuzzer sends."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Dice(Protocol):
    """What makes the choices."""

    def below(self, number: int) -> int:
        """A whole number from 0, below another."""


class Thrown:
    """Dice that a seed throws: the same seed and number, the same input."""

    def __init__(self, seed: int, number: int) -> None:
        self._chance = random.Random(f"{seed}:{number}")

    def below(self, number: int) -> int:
        """A whole number from 0, below another."""
        return self._chance.randrange(number)


class Sent:
    """Dice that read the bytes of atheris, zero after their end."""

    def __init__(self, data: bytes) -> None:
        import atheris  # type: ignore[import-untyped, unused-ignore]

        self._provider: Any = atheris.FuzzedDataProvider(data)

    def below(self, number: int) -> int:
        """A whole number from 0, below another."""
        return int(self._provider.ConsumeIntInRange(0, number - 1))


def pick(dice: Dice, among: Sequence[T]) -> T:
    """One of several."""
    return among[dice.below(len(among))]


def one_in(dice: Dice, number: int) -> bool:
    """True once in so many times."""
    return dice.below(number) == 0
