"""What a council exports, row by row, read into arrangements: what can be made, and every problem by row and column.

>>> from isf_core import Leniency, read_rows
>>> found = read_rows(
...     [{"Person": "P-1", "Budget": "£212.40 a week"}, {"Person": "P-2", "Budget": "two hundred"}],
...     columns={"Person": "person.ref", "Budget": "budget.actual"},
...     allow=(Leniency.POUND_SIGNS,),
... )
>>> [str(each.budget.actual.first) for each in found.arrangements]
['212.4 a week']
>>> for problem in found.problems:
...     print(problem.row, problem.column, "-", problem.wrong)
2 Budget - 'two hundred' does not say for what time it is
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args, get_origin

import attrs

from ..errors import ImpossiblePeriod, IsfError, quote, several
from ..model.arrangement import Arrangement
from ..values.checks import instance, listed, read
from ..values.frozen import frozen
from ..values.layout import Page
from ..values.record import WithFields, misspelt
from ..values.table import Table, Tabular
from ._cells import NOT_RECORDED, Leniency, can_be_read, read_cell
from ._fields import choices, fields_of

_LENIENT = "give a list of Leniency members"
_MOST_ROWS = 100_000
_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]{1,3})\])?")
_BAD: Final = object()
_MARK: Final = "\ufeff"
"""What a file of UTF-8 may begin with: it is a part of the first heading unless it is read as utf-8-sig."""
_BEYOND: Final = IsfError(
    "",
    "the row has more cells than there are headings, so a sum may stand in two of them",
    "put a cell that has a comma in double quotes, and give the row one cell for each heading",
)


@frozen(kw_only=True, repr=False)
class Problem(WithFields):
    """What could not be read: `row` counts from 1, `column` and `given` are the cell's, `path` is the field."""

    row: int
    column: str
    path: str
    given: str
    wrong: str
    right: str


def _kept(facts: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(facts))


@frozen(kw_only=True, repr=False)
class RowRead(WithFields):
    """One arrangement and the rows that it was read from.

    - `rows`: their numbers, from 1; several where rows that agree are of one arrangement.
    - `facts`: every cell that could be read, by field.
    - `arrangement`: made of them; None where anything is wrong in these rows.
    """

    rows: tuple[int, ...]
    facts: Mapping[str, object] = attrs.field(repr=False, hash=False, converter=_kept)
    arrangement: Arrangement | None
    problems: tuple[Problem, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return _row_read, (self.rows, dict(self.facts), self.arrangement, self.problems)


def _row_read(
    rows: tuple[int, ...], facts: dict[str, object], arrangement: Arrangement | None, problems: tuple[Problem, ...]
) -> RowRead:
    return RowRead(rows=rows, facts=facts, arrangement=arrangement, problems=problems)


@frozen(str=False, repr=False)
class RowsRead(Tabular):
    """All that was read. `arrangements` are those without a problem; as a table it is the list of all problems."""

    found: tuple[RowRead, ...]
    not_there: tuple[Problem, ...] = ()
    """The columns that were asked for and that no row has, as problems of row 0."""

    @property
    def arrangements(self) -> tuple[Arrangement, ...]:
        """The arrangements of the rows in which nothing is wrong, in order."""
        return tuple(each.arrangement for each in self.found if each.arrangement is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, row by row."""
        each_row = (problem for each in self.found for problem in each.problems)
        return tuple(sorted((*self.not_there, *each_row), key=lambda each: each.row))

    def table(self) -> Table:
        """Show one row for each problem: what somebody must look at."""
        return Table.of(
            "What could not be read",
            self.problems,
            ("row", "Row"),
            ("column", "Column"),
            ("path", "Field"),
            ("given", "Given"),
            ("wrong", "What is wrong"),
            ("right", "What would be right"),
        )

    def page(self) -> Page:
        """Each problem in a line or two: its row, its column, what is wrong and what would be right."""
        return Page(
            Table.of(
                "What could not be read",
                self.problems,
                ("row", "Row"),
                ("column", "Column", lambda each: each.column or each.path),
                ("wrong", "What is wrong, and what would be right", lambda each: f"{each.wrong}; {each.right}"),
            )
        )


class _Column(NamedTuple):
    """A column: its name, its field, what the field may hold, and the unit of time that its sums are for."""

    name: str
    path: str
    holds: Any
    unit: str


def read_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    columns: Mapping[str, str] | None = None,
    always: Mapping[str, object] | None = None,
    allow: Leniency | Collection[Leniency] = (),
    aliases: Mapping[str, str] | None = None,
) -> RowsRead:
    """Read rows of cells into arrangements. Nothing in a cell raises: every problem is named by row and column.

    - `rows`: one mapping a row, by column: what `csv.DictReader` or a spreadsheet gives.
    - `columns`: the field of each column, such as `{"Budget": "budget.actual"}`; a column without one is not read.
      Without `columns` each column is called as its field. A unit of time after the field is that of the column's
      sums: `"budget.actual a week"`. Parts of a list have their place: `"plan.supports[0].ref"`.
    - `always`: facts of all rows, by field: values, or cells.
    - `allow`: what is read beside the strict forms (see Leniency).
    - `aliases`: your own words for the library's, such as `{"4 weekly": "four-weekly"}`.

    Rows of one person and reference are of one arrangement: those that agree are merged, those that disagree are a
    problem of the later row. So are two columns for one field. An empty cell is not recorded, and an empty row is
    passed over. A column of `columns` that no row has is a problem of row 0, and a row with more cells than headings,
    which `csv.DictReader` gives as a list, is a problem of its own: its sums may be cut in two at a comma.

    Raises IsfError for a field that is not there, and TooLarge beyond 100,000 rows.
    """
    chosen = (allow,) if isinstance(allow, Leniency) else instance("read_rows.allow", allow, Collection, _LENIENT)
    leniencies = frozenset(listed("read_rows.allow", list(read("read_rows.allow", chosen, 100, _LENIENT)), Leniency))
    words = {} if aliases is None else instance("read_rows.aliases", aliases, Mapping, "give a mapping of texts")
    headings = None if columns is None else instance("read_rows.columns", columns, Mapping, "give column: field")
    beside = {} if always is None else instance("read_rows.always", always, Mapping, "give field: value")
    fixed = [_column(path, path) for path in beside]
    known: dict[str, _Column] = {name: _column(name, path) for name, path in (headings or {}).items()}
    found: dict[object, _Facts] = {}
    seen: dict[str, None] = {}
    for number, row in enumerate(read("read_rows", rows, _MOST_ROWS, "give a list of rows"), 1):
        cells = instance(f"read_rows[{number - 1}]", row, Mapping, "give a mapping of column to cell")
        seen.update((name, None) for name in cells if isinstance(name, str))
        if headings is None:
            known.update((name, _column(name, name)) for name in cells if name is not None and name not in known)
        given = [(column, beside[column.name]) for column in fixed]
        given += [(known[name], cell) for name, cell in cells.items() if name in known]
        facts = _Facts([number], known)
        for column, cell in given:
            try:
                held = read_cell(cell, column.holds, column.unit, leniencies, words)
            except IsfError as error:
                facts.problems.append(_problem(number, column.name, column.path, cell, error))
                held = _BAD
            if held is not NOT_RECORDED:
                facts.take(column.path, held, number, column.name)
        beyond = _beyond(cells, known)
        if not facts.problems and all(path in beside for path in facts.held) and not any(beyond.values()):
            continue  # an empty row
        facts.problems += (_problem(number, name, "", cell, _BEYOND) for name, cell in beyond.items())
        person = facts.held.get("person.ref", (number,))[0]
        reference = facts.held.get("ref", (None,))[0]
        if person is _BAD or reference is _BAD:
            person = number  # whose it is cannot be told
        before = found.setdefault((person, reference), facts)
        if before is not facts:
            before.join(facts)
    lost = [known[name] for name in headings or () if seen and name not in seen]
    not_there = tuple(_problem(0, column.name, column.path, None, _no_column(column.name, seen)) for column in lost)
    return RowsRead(tuple(facts.read() for facts in found.values()), not_there)


def _no_column(name: str, seen: Collection[str]) -> IsfError:
    """That no row has a column, with the heading that may be meant, or those that there are."""
    marked = next((each for each in seen if each.strip(f"{_MARK} ") == name.strip()), None)
    meant = misspelt(name, seen) if marked is None else marked
    right = f"the rows have {quote(meant)}: write it so" if meant else f"the rows have {several(map(quote, seen))}"
    if marked is not None and marked.startswith(_MARK):
        right = f"the rows have {quote(marked)}: read the file with the encoding 'utf-8-sig'"
    return IsfError("", "no row has this column", f"{right}, or leave it out")


def _beyond(cells: Mapping[Any, object], known: Mapping[str, _Column]) -> dict[str, str]:
    """The cells beyond the last heading as one text: `csv.DictReader` gives a list of them by its `restkey`."""
    lists = ((name, cell) for name, cell in cells.items() if name not in known and isinstance(cell, list))
    return {
        name if isinstance(name, str) else "": " ".join(cell).strip()
        for name, cell in lists
        if all(isinstance(each, str) for each in cell)
    }


class _Facts:
    """The cells that were read of one arrangement: each fact with its row and column."""

    def __init__(self, rows: list[int], columns: Mapping[str, _Column]) -> None:
        self.rows = rows
        self.columns = columns
        self.held: dict[str, tuple[Any, int, str]] = {}
        self.problems: list[Problem] = []

    def join(self, later: _Facts) -> None:
        """Take in a later row; where it disagrees, that is a problem of it."""
        self.rows += later.rows
        self.problems += later.problems
        for path, (held, row, column) in later.held.items():
            self.take(path, held, row, column)

    def take(self, path: str, held: Any, row: int, column: str) -> None:
        """Take in one fact; where another cell says otherwise, that is a problem."""
        one, before, beside = self.held.setdefault(path, (held, row, column))
        if held is not _BAD and one is not _BAD and one != held:
            where = f"row {before}" if before != row else f"the column {quote(beside)}"
            wrong = f"{quote(_said(held))} is not what {where} says: {quote(_said(one))}"
            right = "let all rows of one arrangement agree" if before != row else "give each field one column"
            self.problems.append(_problem(row, column, path, _said(held), IsfError(path, wrong, right)))

    def read(self) -> RowRead:
        """What it comes to; an arrangement only where nothing is wrong."""
        tree: dict[str, Any] = {}
        for path, (held, _, _) in self.held.items():
            *inner, last = [part for step in path.split(".") for part in _parts(step)]
            node: Any = tree
            for part in inner:
                node = node.setdefault(part, {}) if isinstance(node, dict) else node
            if isinstance(node, dict) and not isinstance(node.get(last), dict):
                node[last] = held
            else:
                error = IsfError(path, "the whole list is given beside it", "give the list or its parts")
                self.wrong(path, str(held), error)
        made = _made(tree, Arrangement, "", self)
        return RowRead(
            rows=tuple(self.rows),
            facts={path: held for path, (held, _, _) in self.held.items() if held is not _BAD},
            arrangement=None if self.problems else made,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.row)),
        )

    def to_swap(self, error: ImpossiblePeriod) -> IsfError:
        """Two days that are the wrong way round, by the columns that they stand in."""
        days = ((column, held) for held, _, column in self.held.values() if isinstance(held, date))
        columns = [quote(column) for column, held in days if str(held) in error.wrong]
        right = f"swap {' and '.join(columns)}" if len(columns) == 2 else "put right the one that is wrong"
        return IsfError(error.where, error.wrong, right)

    def wrong(self, path: str, given: object, error: IsfError) -> Any:
        """Note what is wrong with a field, in the row and column that it stands in, or would."""
        below = (f"{path}.", f"{path}[")
        within = (each.name for each in self.columns.values() if f"{each.path}.".startswith(below))
        _, row, column = self.held.get(path) or (None, self.rows[0], next(within, ""))
        self.problems.append(_problem(row, column, path, given, error))
        return _BAD


def _said(held: object) -> str:
    """A fact as a sheet has it; of a choice that explains itself, its word."""
    return str(held.value).partition(":")[0] if isinstance(held, Enum) else str(held)


def _problem(row: int, column: str, path: str, cell: object, error: IsfError) -> Problem:
    return Problem(row=row, column=column, path=path, given=quote(cell), wrong=error.wrong, right=error.right)


def _column(name: object, given: object) -> _Column:
    """A column's field, with what it may hold."""
    where = f"read_rows.columns[{quote(name)}]"
    path, _, unit = instance(where, given, str, "give a field, such as 'budget.actual'").partition(" ")
    holds: Any = Arrangement
    for step in path.split("."):
        found = _STEP.fullmatch(step)
        fields = {field.name: field.holds for choice in choices(holds) for field in _fields_in(choice)}
        if found is None or found.group(1) not in fields:
            near = ", ".join(sorted(fields)) or "no fields of its own"
            raise IsfError(where, f"{quote(path)} is no field of an arrangement", f"at {quote(step)} there are {near}")
        holds = fields[found.group(1)]
        if found.group(2) is not None:
            parts = [get_args(choice)[0] for choice in choices(holds) if get_origin(choice) is tuple]
            if not parts:
                raise IsfError(where, f"{quote(step)} is no list", "leave the place out")
            holds = parts[0]
    if not can_be_read(holds):
        right = ", ".join(sorted({field.name for choice in choices(holds) for field in _fields_in(choice)}))
        raise IsfError(where, f"{quote(path)} is no single fact", f"give one of its fields: {right}")
    return _Column(str(name), path, holds, unit)


def _fields_in(choice: Any) -> Iterable[Any]:
    return fields_of(choice) if isinstance(choice, type) and attrs.has(choice) else ()


def _parts(step: str) -> list[str]:
    name, _, place = step.rstrip("]").partition("[")
    return [name, f"[{place}]"] if place else [name]


def _made(node: Any, holds: Any, path: str, facts: _Facts) -> Any:
    """The value of a node of the tree, or what stands for one that could not be made."""
    if not isinstance(node, dict):
        return node
    if node and all(key.startswith("[") for key in node):
        part = next(get_args(choice)[0] for choice in choices(holds) if get_origin(choice) is tuple)
        places = sorted(node, key=lambda key: int(key[1:-1]))
        each = [_made(node[place], part, f"{path}{place}", facts) for place in places]
        return _BAD if any(made is _BAD for made in each) else tuple(each)
    kinds = (choice for choice in choices(holds) if {*node} <= {field.name for field in _fields_in(choice)})
    kind = next(kinds, None)
    if kind is None:  # facts of two kinds of thing
        error = IsfError(
            path, "nothing has all of these fields together", f"give those of one kind, not {', '.join(node)}"
        )
        return facts.wrong(path, None, error)
    given: dict[str, Any] = {}
    for field in fields_of(kind):
        below = f"{path}.{field.name}" if path else field.name
        if field.name in node:
            given[field.name] = _made(node[field.name], field.holds, below, facts)
        elif not field.has_default and type(None) not in choices(field.holds):
            given[field.name] = facts.wrong(
                below, None, IsfError(below, "it is missing", "give it, or nothing beside it")
            )
    if any(held is _BAD for held in given.values()):
        return _BAD
    try:
        return kind(**given)
    except IsfError as error:
        if isinstance(error, ImpossiblePeriod):
            error = facts.to_swap(error)
        inside = error.where.partition(".")[2]
        return facts.wrong(".".join(filter(None, (path, inside))) or kind.__name__, given.get(inside), error)
