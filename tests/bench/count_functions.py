"""How many functions of the library are met on the way from an arrangement to a statement and to a final account.

    python -m tests.bench.count_functions [--old <tree or commit>] [--list] [--json]

It is a measure of how far somebody has to read who wants to know how a figure comes about. What counts:

- A function counts once, however often it is called. It is a file of the package and a qualified name, so that
  Python 3.11 and later agree: comprehensions, generator expressions and lambdas (and what is defined in them)
  belong to the function that they stand in.
- Methods, properties, converters and validators of the library count. What attrs writes (`__init__`, `__eq__`)
  stands in no file of the library and does not; nor does the library that attrs, dateutil or Python bring.
- The arrangement is made before counting begins, and `library` has imported every module of the package: neither
  making nor importing is on the way. Each figure is counted in a process of its own: nothing is kept from another.
- Class bodies and modules are no functions.

The arrangement is a year of Mary's account, with a fee inside her budget, a rise of that budget on 1 October that
became known before, two outcomes, a bill, a visit, a correction, a commitment that is met in part, and notice at
the end.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

from . import funds
from . import library as isf
from .trees import run, tree_of

Function = tuple[str, str]
"""A file of the package and a qualified name."""
Found = list[tuple[str, str, int]]
"""The same with how often each is called."""

AT_THE_END: Final = date(2027, 4, 10)


def lived() -> Any:
    """The arrangement to begin with."""
    entry, kind = isf.Entry, isf.EntryKind
    first = isf.period(date(2026, 4, 6), date(2026, 5, 3))
    more = (
        entry(ref="X-1", on=date(2027, 1, 11), kind=kind.DIRECT_SUPPORT, amount="12.50", support="homecare"),
        entry(ref="X-2", on=date(2027, 1, 12), kind=kind.DIRECT_SUPPORT, amount="12.50", corrects="X-1"),
        entry(ref="X-3", on=date(2027, 2, 1), kind=kind.OTHER_PROVIDER, amount="15", commitment="C-1", party="P-9"),
    )
    fund = isf.Fund(
        entries=(*funds.entries(), *more),
        commitments=(isf.Commitment(ref="C-1", on=date(2027, 1, 20), amount="40", what="paints"),),
        bills=(isf.Bill(ref="B-1", on=date(2027, 1, 11), amount=isf.Money("85"), period=first),),
        visits=(isf.VisitRecord(ref="V-1", on=date(2027, 1, 11), support="homecare", price="12.50"),),
    )
    rise = isf.Variation(
        effective=date(2026, 10, 1),
        known_from=date(2026, 9, 14),
        changes=(isf.Change("budget.actual", isf.Rate.weekly("90")),),
    )
    made = funds.account(1, fund=fund, variations=(rise,))
    plan = isf.SupportPlan(
        outcomes=(isf.Outcome(ref="safe"), isf.Outcome(ref="out")),
        supports=(
            isf.Support.by_rate("homecare", ("safe",), isf.Rate.weekly("62.50"), provider="H-7"),
            isf.Support.by_rate("art", ("safe", "out"), isf.Rate.weekly("11.875"), provider="P-9"),
        ),
        carry_forwards=(),
    )
    fee = {"fee": isf.FixedFee(per_week="10"), "fee_placement": isf.Placement.INSIDE}
    return made.replace(plan=plan, contract=made.contract.replace(**fee))


def statement(arrangement: Any) -> Any:
    """The statement of the last quarter."""
    return isf.statement_for(arrangement, funds.QUARTER)


def final_account(arrangement: Any) -> Any:
    """The final account, a week after the year."""
    return isf.final_account_on(arrangement, AT_THE_END)


WAYS: Final[dict[str, Callable[[Any], object]]] = {
    "arrangement to statement": statement,
    "arrangement to final account": final_account,
    "arrangement to statement, printed": lambda arrangement: str(statement(arrangement)),
    "arrangement to final account, printed": lambda arrangement: str(final_account(arrangement)),
}


def functions_met(way: Callable[[Any], object], arrangement: Any) -> Counter[Function]:
    """The functions of the library that are met, and how often each is called."""
    codes: Counter[CodeType] = Counter()

    def met(frame: FrameType, event: str, _of: object) -> None:
        if event == "call":
            codes[frame.f_code] += 1

    sys.setprofile(met)
    try:
        way(arrangement)
    finally:
        sys.setprofile(None)
    out: Counter[Function] = Counter()
    for code, calls in codes.items():
        path = Path(code.co_filename)
        if code.co_flags & CO_OPTIMIZED and path.is_relative_to(isf.PACKAGE):
            named = code.co_qualname.replace("<locals>.", "")
            if "<" not in named:
                out[path.relative_to(isf.PACKAGE).as_posix(), named] += calls
    return out


def counted(name: str, tree: Path) -> Found:
    """One way's functions in a tree, counted in a process of its own."""
    said = run("count_functions", tree, "--way", name)
    return [(file, function, calls) for file, function, calls in json.loads(said)]


def by_module(found: Found) -> str:
    """The functions by module, the module with most of them first; beside each how often it is called."""
    lines: list[str] = []
    for module, count in Counter(file for file, _, _ in found).most_common():
        lines.append(f"  {module}: {count}")
        lines += [f"    {function} ({calls})" for file, function, calls in found if file == module]
    return "\n".join(lines)


def main() -> None:
    """Count, and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--old", help="another tree, to compare with: a folder, or a commit")
    options.add_argument("--list", action="store_true", help="name the functions, by module")
    options.add_argument("--json", action="store_true", help="print all of it for a machine")
    options.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.way:
        found = functions_met(WAYS[asked.way], lived())
        print(json.dumps([(file, function, calls) for (file, function), calls in sorted(found.items())]))
        return
    all_found = {name: counted(name, isf.ROOT) for name in WAYS}
    if asked.json:
        print(json.dumps(all_found, indent=1))
        return
    with tree_of(asked.old) as old:
        for name, functions in all_found.items():
            print(f"{name}: {len(functions)} functions, {sum(calls for *_, calls in functions):,} calls")
            if old:
                before = len(counted(name, old))
                print(f"  {before} in the other tree: {len(functions) / before:.1%} of them")
            if asked.list:
                print(by_module(functions))


if __name__ == "__main__":
    main()
