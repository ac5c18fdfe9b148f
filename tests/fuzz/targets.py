"""What is tried with each input: every public way in, and everything that can be asked of what comes out."""

from __future__ import annotations

import copy
import inspect
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

import attrs
from support.every_record import RECORDS, full

import isf_core
from isf_core import from_plain, model, read_rows, to_plain
from isf_core.errors import IsfError
from isf_core.values import Money, PayCycle, Rate
from isf_core.values.record import Record

from .dice import Dice, one_in, pick
from .making import CLASSES, a_day, a_fund, a_number, a_policy, a_record, an_arrangement, hostile, made, types_of

FUNCTIONS: Final = {
    name: held
    for name in isf_core.__all__
    if inspect.isfunction(held := getattr(isf_core, name)) and name not in ("condition", "rule")
}


def asked_of(result: Any) -> None:
    """Everything that a result shows by itself."""
    repr(result), str(result), hash(result) if isinstance(result, Record) else None
    assert result == result
    for name in dir(type(result)):
        if name.startswith("_") or name == "arrow":
            continue
        held = inspect.getattr_static(type(result), name)
        if isinstance(held, property) or type(held).__name__ == "cached_property":
            with suppress(IsfError):
                getattr(result, name)
    for name in ("records", "table", "columns", "explain", "_repr_html_"):
        method = getattr(type(result), name, None)
        if inspect.isfunction(method) and all(
            each.default is not each.empty for each in [*inspect.signature(method).parameters.values()][1:]
        ):
            with suppress(IsfError):
                method(result)


def called(dice: Dice, function: Any, **given: Any) -> Any:
    """A function with what it takes made, some of it given."""
    stated = types_of(function)
    by_place, by_name = [], dict(given)
    for name, each in inspect.signature(function).parameters.items():
        if name in by_name and each.kind is not each.POSITIONAL_OR_KEYWORD:
            continue
        if each.default is not each.empty and name not in given and one_in(dice, 2):
            continue
        value = by_name.pop(name) if name in by_name else made(dice, stated.get(name, object))
        if each.kind is each.VAR_POSITIONAL:
            by_place += [value]
        elif each.kind is each.KEYWORD_ONLY:
            by_name[name] = value
        elif each.default is each.empty:
            by_place.append(value)
        else:
            by_name[name] = value
    return function(*by_place, **by_name)


def numbers(dice: Dice) -> None:
    """Money, rates and what is done with them."""
    make = pick(
        dice, (Money, isf_core.ExactMoney, Rate.weekly, Rate.annual, Rate.monthly, Rate.four_weekly, Money.from_pence)
    )
    one = make(hostile(dice) if one_in(dice, 3) else a_number(dice))
    asked_of(one)
    if isinstance(one, Money):
        asked_of(one.allocate([dice.below(9) for _ in range(dice.below(9))]) if hasattr(one, "allocate") else one)
        isf_core.allocate(one, [dice.below(5) for _ in range(dice.below(6))])
        Money.total([one, one])
        format(one, pick(dice, ("", ",", ",.2f", "x", ".3f", "10")))


def records(dice: Dice) -> None:
    """Every record: made, shown, copied, stored and read back."""
    kind = pick(dice, RECORDS)
    record = a_record(dice, kind) if one_in(dice, 2) else full(kind)
    asked_of(record)
    assert copy.deepcopy(record) == record
    try:
        stored = to_plain(record)
    except IsfError:
        return  # it holds what JSON has no form for, or refers to a class of somebody's own
    assert from_plain(json.loads(json.dumps(stored))) == record


def _broken(dice: Dice, data: Any, depth: int = 0) -> Any:
    """Plain data with a fault somewhere."""
    if isinstance(data, dict) and data and not one_in(dice, 4):
        name = pick(dice, sorted(data, key=str))
        if one_in(dice, 8):
            return {each: held for each, held in data.items() if each is not name}
        if one_in(dice, 12):
            return {**data, f"{name}x": data[name]}
        return {**data, name: _broken(dice, data[name], depth + 1)}
    if isinstance(data, list) and data and not one_in(dice, 4):
        place = dice.below(len(data))
        if one_in(dice, 8):
            return data * (1 + dice.below(40))
        return [*data[:place], _broken(dice, data[place], depth + 1), *data[place + 1 :]]
    return pick(
        dice,
        (
            hostile(dice),
            str(data)[:9999] if isinstance(data, (str, bool)) else "7",
            [data],
            {"kind": "Money", "pounds": "1"},
            a_day(dice).isoformat(),
            None,
        ),
    )


def plain(dice: Dice) -> None:
    """Documents with faults."""
    value = pick(dice, (full(pick(dice, RECORDS)), an_arrangement(dice), a_fund(dice)))
    data: Any = to_plain(value)
    for _ in range(1 + dice.below(3)):
        data = _broken(dice, data)
    again = from_plain(data)
    assert from_plain(to_plain(again)) == again


CELLS: Final = (
    "212.40 a week",
    "£1,234.50",
    "(96.00)",
    "06/04/2026",
    "2026-04-06",
    "N/A",
    "yes",
    "4.5%",
    "=1+1",
    "net",
    "",
    "P-001",
)
COLUMNS: Final = (
    "person.ref",
    "holder.ref",
    "budget.actual",
    "budget.contribution",
    "contract.first_day",
    "contract.last_day",
    "contract.payment.basis",
    "contract.payment.cycle",
    "contract.payment.due_days",
    "contract.fee",
    "plan.outcomes[0].ref",
    "budget.one_offs[0].amount",
    "funding",
    "contract.payment.working_days",
    "no.such.field",
    "contract.signatures[1].signed_on",
)


def rows(dice: Dice) -> None:
    """Rows of a spreadsheet, each cell as somebody wrote it."""
    columns = [pick(dice, COLUMNS) for _ in range(1 + dice.below(8))]
    table = [
        {name: hostile(dice) if one_in(dice, 6) else pick(dice, CELLS) for name in columns}
        for _ in range(1 + dice.below(6))
    ]
    result = read_rows(hostile(dice) if one_in(dice, 50) else table)
    asked_of(result)


def cycles(dice: Dice) -> None:
    """Pay cycles, due dates and a rate by them."""
    cycle = PayCycle(pick(dice, [*isf_core.Frequency]), made(dice, type(a_day(dice))))
    asked_of(cycle)
    terms = a_record(dice, model.PaymentTerms).replace(cycle=cycle)
    first = a_day(dice)
    days = pick(dice, (0, 1, 27, 28, 365, 3660, 100_000))
    span = isf_core.Period(first_day=first, last_day=first + timedelta(days=days))
    asked_of(called(dice, isf_core.schedule_rate, rate=made(dice, Rate), terms=terms, span=span))


def histories(dice: Dice) -> None:
    """Whole arrangements over time, and every question about them."""
    arrangement = an_arrangement(dice)
    name = pick(dice, [name for name, held in FUNCTIONS.items() if "arrangement" in inspect.signature(held).parameters])
    asked_of(called(dice, FUNCTIONS[name], arrangement=arrangement))


def ledgers(dice: Dice) -> None:
    """Accounts, and every question about them."""
    fund = a_fund(dice)
    name = pick(
        dice,
        (
            "balance_on",
            "net_entries",
            "open_commitments",
            "hours_bank",
            "hours_by_support",
            "surplus_on",
            "statement_for",
            "final_account_on",
            "overspend_on",
            "spending_by_outcome",
            "still_to_come",
        ),
    )
    if "fund" in inspect.signature(FUNCTIONS[name]).parameters:
        asked_of(called(dice, FUNCTIONS[name], fund=fund))
    else:
        asked_of(called(dice, FUNCTIONS[name], arrangement=an_arrangement(dice).replace(fund=fund)))


def policies(dice: Dice) -> None:
    """Policies with other numbers, from other days, judged by."""
    policy = a_policy(dice)
    asked_of(policy)
    asked_of(isf_core.assess(an_arrangement(dice), on=a_day(dice), until=made(dice, type(a_day(dice))), policy=policy))


def functions(dice: Dice) -> None:
    """Any public function with anything."""
    function = FUNCTIONS[pick(dice, sorted(FUNCTIONS))]
    result = called(dice, function)
    if attrs.has(type(result)):
        asked_of(result)


BUILT: Final = sorted(
    name
    for name, held in CLASSES.items()
    if attrs.has(held)
    and held.__module__.split(".")[1] in ("model", "values")
    and {each.alias for each in attrs.fields(held) if each.init}
    <= {name for name, each in inspect.signature(held).parameters.items() if each.kind is not each.VAR_POSITIONAL}
)
"""The classes that people build by hand; what the library gives back it alone builds."""


def classes(dice: Dice) -> None:
    """Any class that people build, with anything."""
    kind = CLASSES[pick(dice, BUILT)]
    stated = types_of(kind)
    given = {
        each.alias or each.name: made(dice, stated.get(each.name, object))
        for each in attrs.fields(kind)
        if each.init and (each.default is attrs.NOTHING or one_in(dice, 3))
    }
    asked_of(kind(**given))


TARGETS: Final[dict[str, Callable[[Dice], None]]] = {
    each.__name__: each
    for each in (numbers, records, plain, rows, cycles, histories, ledgers, policies, functions, classes)
}
