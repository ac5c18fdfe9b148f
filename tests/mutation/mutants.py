"""The mutants of a package: every small error that could be put into its code, and a sample of them.

The errors are those of cosmic-ray, which reach into decorated functions, and changed texts besides. Where Python
would not run the difference, nothing is changed: annotations, docstrings, imports, `__all__`, what is for checkers.
"""

from __future__ import annotations

import ast
import difflib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider

Place = tuple[int, int]
"""A line, counted from 1, and a column, counted from 0."""

NOT_USED: Final = ("VariableReplacer", "VariableInserter")
"""They want names of variables and throw dice of their own."""


class ChangeText(Operator):
    """Puts two letters into a text, or into the words of an f-string."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Every text that is not empty."""
        if (node.type == "string" and node._get_payload()) or node.type == "fstring_string":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The text with XX in front."""
        if node.type == "fstring_string":
            node.value = "XX" + node.value
        else:
            mark = next(each for each in ('"""', "'''", '"', "'") if node.value.endswith(each))
            prefix, _, rest = node.value.partition(mark)
            node.value = f"{prefix}{mark}XX{rest}"
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does."""
        return (Example('x = "one"', 'x = "XXone"'), Example('x = f"{y} pounds"', 'x = f"{y}XX pounds"'))


def operators() -> dict[str, Operator]:
    """Every operator by its name."""
    provider = OperatorProvider()
    known = {name: provider[name]() for name in provider if name not in NOT_USED}
    return {**known, "ChangeText": ChangeText()}


OPERATORS: Final = operators()


@dataclass(frozen=True, order=True)
class Mutant:
    """One small error: in which file, where, and which."""

    path: str
    place: Place
    operator: str
    occurrence: int

    def code(self, root: Path) -> str:
        """The file's text with the error in it."""
        said = mutate_code((root / self.path).read_text("utf-8"), OPERATORS[self.operator], self.occurrence)
        assert isinstance(said, str)
        return said

    def difference(self, root: Path) -> str:
        """The lines as they were and as they became."""
        old = (root / self.path).read_text("utf-8").splitlines()
        lines = list(difflib.unified_diff(old, self.code(root).splitlines(), n=0, lineterm=""))[3:]
        return "\n".join(f"    {line}" for line in lines)

    def __str__(self) -> str:
        return f"{self.path}:{self.place[0]} {self.operator}#{self.occurrence}"


def _left_out(source: str) -> list[tuple[Place, Place]]:
    """What Python does not run, or only a checker reads."""
    out: list[ast.AST] = []
    overloads: list[ast.Name] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            kinds = node.args
            every = (*kinds.posonlyargs, *kinds.args, *kinds.kwonlyargs, kinds.vararg, kinds.kwarg)
            out += [each.annotation for each in every if each is not None and each.annotation is not None]
            out += [node.returns] if node.returns is not None else []
            overloads += [each for each in node.decorator_list if isinstance(each, ast.Name) and each.id == "overload"]
        elif isinstance(node, ast.AnnAssign):
            out.append(node.annotation)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            out.append(node)
        elif isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
            is_type = isinstance(node.value, (ast.Subscript, ast.BinOp)) and all(each[:1].isupper() for each in names)
            is_alias = is_type and not any(each.isupper() for each in names)
            if "__all__" in names or "__slots__" in names or is_alias or _calls(node.value, "TypeVar"):
                out.append(node)
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            out += [node.test, *node.body]
        elif isinstance(node, ast.Call) and _calls(node, "cast"):
            out.append(node.args[0])
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            out.append(node)  # a docstring, or the words under a name
    found = [((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in out]  # type: ignore[attr-defined]
    return found + [((n.lineno, n.col_offset - 1), (n.end_lineno or 0, n.end_col_offset or 0)) for n in overloads]


def _calls(node: ast.AST, name: str) -> bool:
    """Whether it is a call of that name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def mutants_of(root: Path, path: Path) -> list[Mutant]:
    """Every mutant of a file."""
    source = path.read_text("utf-8")
    left_out = _left_out(source)
    nodes = list(ast_nodes(get_ast(source)))
    found = []
    for name, operator in OPERATORS.items():
        places = [begin for node in nodes for begin, _ in operator.mutation_positions(node)]
        for occurrence, place in enumerate(places):
            if not any(begin <= place < end for begin, end in left_out):
                found.append(Mutant(path.relative_to(root).as_posix(), place, name, occurrence))
    return found


def files_of(root: Path, package: str) -> list[Path]:
    """The files of a package or module."""
    top = root / "src" / "isf_core" / package
    return sorted(top.rglob("*.py")) if top.is_dir() else [top.with_suffix(".py")]


def sample(mutants: Iterable[Mutant], number: int, seed: str) -> list[Mutant]:
    """So many mutants, each at another place: a place that can go wrong in many ways counts once."""
    by_place: dict[tuple[str, Place], list[Mutant]] = defaultdict(list)
    for mutant in sorted(mutants):
        by_place[mutant.path, mutant.place].append(mutant)
    chance = random.Random(seed)
    places = chance.sample(sorted(by_place), min(number, len(by_place)))
    return [chance.choice(by_place[place]) for place in sorted(places)]


def compiles(mutant: Mutant, root: Path) -> bool:
    """Whether Python reads the mutant: a text that is no code proves nothing about the tests."""
    try:
        ast.parse(mutant.code(root))
    except (SyntaxError, parso.ParserSyntaxError):
        return False
    return True
