"""FastAPI with pydantic: sums, rates and periods in a request and in the answer, and a whole arrangement as a document.

Every answer is JSON of one form: sums are texts with two places and days ISO dates, never floats. The service is asked
where a client for tests is installed (httpx2); the models are checked in any case.

Run it: python examples/recipes/fastapi_service.py
"""

from importlib.util import find_spec
from typing import Any

from fastapi import FastAPI, HTTPException
from people import MARY, START, UNTIL
from pydantic import BaseModel, ValidationError

from isf_core import Frequency as Every
from isf_core import (
    IsfError,
    Money,
    Move,
    PayCycle,
    PaymentTerms,
    Period,
    Rate,
    Timing,
    UnreadableData,
    assess,
    from_plain,
    schedule_rate,
    to_plain,
)

NEEDS = ("fastapi", "pydantic")
app = FastAPI()


class Asked(BaseModel):
    """What somebody asks: a rate over some days."""

    rate: Rate
    days: Period


class Answered(BaseModel):
    """What it comes to."""

    total: Money
    payments: int


@app.post("/what-is-paid")
def what_is_paid(asked: Asked) -> Answered:
    """Pay a rate every four weeks in advance."""
    cycle = PayCycle(Every.FOUR_WEEKLY, anchor=asked.days.first_day)
    terms = PaymentTerms(cycle=cycle, timing=Timing.IN_ADVANCE, move=Move.BACK)
    paid = schedule_rate(asked.rate, terms, span=asked.days)
    return Answered(total=paid.totals.amount, payments=len(paid))


@app.post("/schedule")
def schedule(document: dict[str, Any]) -> dict[str, Any]:
    """The schedule of an arrangement: both are documents of to_plain."""
    try:
        found = assess(from_plain(document), on=START, until=UNTIL)
        return to_plain(found.require_schedule())
    except UnreadableData as error:
        raise HTTPException(422, [str(fault) for fault in error.faults]) from error
    except IsfError as error:
        raise HTTPException(422, [str(error)]) from error


DAYS = {"first_day": "2026-04-06", "last_day": "2027-04-04"}


def check_models() -> None:
    """What pydantic reads and writes, without a service."""
    asked = Asked.model_validate({"rate": "84.375 a week", "days": DAYS})
    assert asked.rate == Rate.weekly("84.375")
    assert what_is_paid(asked).model_dump_json() == '{"total":"4387.50","payments":13}'
    wrong: list[Any] = []
    try:
        Asked.model_validate({"rate": 84.375, "days": DAYS})
    except ValidationError as error:
        wrong = error.errors()
    assert [fault["loc"] for fault in wrong] == [("rate",)]


def ask_the_service() -> None:
    """Ask the service, rightly and wrongly."""
    from fastapi.testclient import TestClient

    client = TestClient(app)
    answer = client.post("/what-is-paid", json={"rate": "84.375 a week", "days": DAYS})
    assert answer.json() == {"total": "4387.50", "payments": 13}
    wrong = client.post("/what-is-paid", json={"rate": "84.375", "days": {**DAYS, "last_day": "2026-04-05"}})
    assert wrong.status_code == 422
    assert [fault["loc"] for fault in wrong.json()["detail"]] == [["body", "rate"], ["body", "days"]]

    document = to_plain(MARY)
    answer = client.post("/schedule", json=document)
    assert from_plain(answer.json()) == assess(MARY, on=START, until=UNTIL).schedule
    faults = client.post("/schedule", json={**document, "note": "x", "reff": 1}).json()["detail"]
    assert len(faults) == 2
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    print(f"Asked and answered: {answer.status_code}; a sum is {schemas['Answered']['properties']['total']}.")


def main() -> None:
    """Check the models, and the service where it can be asked."""
    check_models()
    if find_spec("httpx2") is None:
        print("The models are right. The service is not asked: httpx2 is not installed.")
    else:
        ask_the_service()


if __name__ == "__main__":
    main()
