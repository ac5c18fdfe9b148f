"""The JSON Schema takes what `from_plain` takes, and refuses the forms that it refuses."""

from __future__ import annotations

import difflib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from support.arrangements import mary
from support.every_record import RECORDS, full, least
from support.schema_lines import schema_lines

from isf_core import PLAIN, IsfError, Money, assess, from_plain, json_schema, to_plain

SCHEMA: dict[str, Any] = json_schema()
DEFS: Any = SCHEMA["$defs"]
HEAD = {"properties": SCHEMA["properties"], "unevaluatedProperties": False, "$defs": DEFS}


def faults_in(document: Any) -> list[str]:
    """The places at which the schema of the document's kind refuses it."""
    kind = document.get("kind")
    if kind not in DEFS:
        return ["$.kind"]
    validator = Draft202012Validator({"$ref": f"#/$defs/{kind}", **HEAD})
    return [error.json_path for error in validator.iter_errors(document)]


def sent(value: object) -> Any:
    """A document as it comes out of JSON."""
    return json.loads(json.dumps(to_plain(value)))


KEPT = Path(__file__).parents[1] / "data" / "json_schema.txt"


def test_it_is_the_schema_that_is_written_down() -> None:
    """Whoever reads documents by it is promised it: each definition of it, whole."""
    lines = difflib.unified_diff(KEPT.read_text("utf-8").splitlines(), schema_lines().splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:20])
    assert not changed, f"{changed}\n\npython tests/support/schema_lines.py > tests/data/json_schema.txt"


def test_it_is_a_schema_and_newly_made() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json_schema() == SCHEMA
    assert json_schema() is not SCHEMA


def test_it_takes_whole_documents_and_refuses_those_without_a_schema_or_with_more() -> None:
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid(sent(Money(1)))
    assert validator.is_valid(sent((Money(1), "x")))
    assert not validator.is_valid({"kind": "Money", "text": "1.00"})
    assert not validator.is_valid({**sent(Money(1)), "schema": 2})
    assert not validator.is_valid({**sent(Money(1)), "more": 2})


@pytest.mark.parametrize("make", [full, least])
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_it_takes_every_record(kind: Any, make: Any) -> None:
    assert faults_in(sent(make(kind))) == []


def test_it_takes_policies_and_results() -> None:
    found = assess(mary(), on=date(2026, 5, 1), until=date(2026, 8, 2))
    for value in (PLAIN, found, found.report, found.receipt, found.require_schedule()[1]):
        assert faults_in(sent(value)) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"amount": "12.5"}, "$.amount"),
        ({"amount": 12}, "$.amount"),
        ({"on": "06/04/2026"}, "$.on"),
        ({"what": None}, "$.what"),
        ({"more": 1}, "$"),
        ({"kind": "OneOf"}, "$.kind"),
    ],
)
def test_it_refuses_what_is_refused(changes: Any, place: str) -> None:
    document = {"schema": 1, "kind": "OneOff", "on": "2026-04-06", "amount": "12.50", "what": "a rail", **changes}
    assert faults_in(document) == [place]
    with pytest.raises(IsfError):
        from_plain(document)


PLACES = [sent(full(kind)) for kind in RECORDS]
ODD = ["", "x", "1.00", "2026-04-06", 0, -1, True, None, [], {}, {"kind": "Money", "text": "1.00"}, {"kind": "Person"}]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_what_is_taken_the_schema_takes(data: st.DataObject) -> None:
    document = json.loads(json.dumps(data.draw(st.sampled_from(PLACES))))
    place: Any = document
    for _ in range(data.draw(st.integers(0, 4))):
        held = place.values() if isinstance(place, dict) else place
        inner = [each for each in held if isinstance(each, (dict, list)) and each]
        place = data.draw(st.sampled_from(inner)) if inner else place
    keys: list[Any] = [key for key in place if key != "schema"] if isinstance(place, dict) else [*range(len(place))]
    place[data.draw(st.sampled_from(keys))] = json.loads(json.dumps(data.draw(st.sampled_from(ODD))))
    try:
        from_plain(document)
    except IsfError:
        return
    assert faults_in(document) == []
