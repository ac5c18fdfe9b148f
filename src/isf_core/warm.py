"""What is done on first use, done at once: no later call imports a module, opens a file or writes a class."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from types import ModuleType

import attrs

from . import (
    account,
    assessment,
    book,
    comparison,
    errors,
    evidence,
    exchange,
    model,
    pay_runs,
    planning,
    policies,
    present,
    rules,
    schedule,
    values,
)
from .present import letters, rulebook, translation_template
from .present.catalogue import ENGLISH
from .present.words import Words
from .rules import conflicts
from .values.checks import read, text
from .values.money import Money

_FLOORS = (
    *(errors, values, model, schedule, planning, account, pay_runs, evidence, rules, policies),
    *(conflicts, assessment, comparison, book, exchange, present, letters, rulebook, translation_template),
)


def warm_up(*, locales: Iterable[str] = ()) -> None:
    """Import everything, and write every class, that is otherwise imported or written on first use.

    Call it where a program starts. After it no call of the library imports a module or opens a file, but for two: Words
    in a locale that you did not name here reads babel's file of that locale, and what goes into Arrow imports pyarrow.
    babel is imported only if you name a locale.

    Raises IsfError for a locale that is not known.

    >>> warm_up(locales=("en_GB", "cy_GB"))
    """
    seen: set[int] = set()
    waiting: list[ModuleType] = [*_FLOORS]
    while waiting:
        module = waiting.pop()
        seen.add(id(module))
        for held in [getattr(module, name) for name in dir(module)]:
            if isinstance(held, type):
                attrs.has(held)  # which asks for its fields: they are written now
            elif isinstance(held, ModuleType) and id(held) not in seen and held.__name__.startswith(_OURS):
                waiting.append(held)
    hash(policies.READY)
    for locale in read("warm_up.locales", locales, 1_000, "give a tuple of locales, such as ('en_GB',)"):
        words = Words(text("warm_up.locales", locale), ENGLISH)
        words.fact(Money(1)), words.date(date.min), words.short_date(date.min), words.number(Fraction(1, 2))
        words.form_for(2)


_OURS = f"{__name__.rpartition('.')[0]}."
