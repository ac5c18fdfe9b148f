"""Splits to the penny that always add up.

>>> [str(part) for part in allocate(Money("100.00"), (0, 1, 1, 1))]
['0.00', '33.34', '33.33', '33.33']
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from ..errors import IsfError, TooLarge, quote, short
from .checks import added, exact, instance
from .money import Money, plain_number


def allocate(money: Money, weights: Sequence[int | Fraction | Decimal]) -> tuple[Money, ...]:
    """Split a sum by weights, to the penny: the parts always add up to the whole.

    By largest remainder: each part gets its share rounded towards zero, and the pennies that are
    left go to the largest remainders, ties to the first. A weight of zero gets nothing.

    Raises IsfError where there are no weights, a weight is below zero, or all are zero.

    >>> [str(part) for part in allocate(Money("123.45"), (40, 30, 20, 10))]
    ['49.38', '37.04', '24.69', '12.34']
    """
    pence = instance("allocate", money, Money, "give Money; round an ExactMoney by name first").pence
    if not isinstance(weights, (list, tuple)):
        raise IsfError("allocate.weights", f"{quote(weights)} is not a list", "give a list or tuple of weights")
    if len(weights) > 100_000:
        raise TooLarge("allocate.weights", f"{len(weights):,} weights are too many", "give at most 100,000")
    shares = [exact(f"allocate.weights[{place}]", weight) for place, weight in enumerate(weights)]
    for place, share in enumerate(shares):
        if share < 0:
            wrong = f"{short(plain_number(share))} is below zero"
            raise IsfError(f"allocate.weights[{place}]", wrong, "give zero or more")
    whole_weight = added("allocate.weights", shares)
    if not whole_weight:
        raise IsfError("allocate.weights", "all weights are zero", "give at least one weight above zero")
    sign = -1 if pence < 0 else 1
    parts = whole_parts([abs(pence) * share / whole_weight for share in shares], abs(pence))
    return tuple(Money.from_pence(sign * each) for each in parts)


def whole_parts(parts: Sequence[Fraction], total: int) -> list[int]:
    """Fractions that add up to a whole number as whole numbers that do, by largest remainder, ties to the first.

    >>> whole_parts([Fraction(5, 2), Fraction(-1, 2), Fraction(1)], 3)
    [3, -1, 1]
    """
    out = [floor(part) for part in parts]
    if lacking := total - sum(out):
        for place in sorted(range(len(out)), key=lambda at: (out[at] - parts[at], at))[:lacking]:
            out[place] += 1
    return out
