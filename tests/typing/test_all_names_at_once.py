"""All names at once, as the tutorial's reader imports them: mypy checks this file strictly, and the tests run it."""

from __future__ import annotations

import ast
from pathlib import Path

import isf_core
from isf_core import *

STUB = Path(isf_core.__file__).parent / "__init__.pyi"
OF_EACH_DOOR = (
    *(balance_on, assess, assess_many, compare, IsfError, Survey, read_rows, Arrangement, reconcile, review_dates),
    *(PLAIN, check, schedule_payments, Money, warm_up),
)


def test_type_checkers_find_every_name_that_python_does() -> None:
    assert all(each is getattr(isf_core, name) for name, each in globals().items() if name in isf_core.__all__)
    assert {*isf_core.__all__} <= {*globals()}
    assigned = [node for node in ast.parse(STUB.read_text("utf-8")).body if isinstance(node, ast.Assign)]
    assert [ast.literal_eval(node.value) for node in assigned] == [isf_core.__all__], "its list is that of the doors"
