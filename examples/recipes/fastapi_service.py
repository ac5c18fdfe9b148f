"""FastAPI with pydantic: sums, rates and periods in a request and in the answer, and a whole arrangement as a document.

Every answer is JSON of one form: sums are texts with two places and days ISO dates, never floats.

Run it: python examples/recipes/fastapi_service.py
"""

from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from people import MARY, START, UNTIL
from pydantic import BaseModel

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

NEEDS = ("fastapi", "pydantic", "httpx2")
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


def main() -> None:
    """Ask the service, rightly and wrongly."""
    client = TestClient(app)
    days = {"first_day": "2026-04-06", "last_day": "2027-04-04"}
    answer = client.post("/what-is-paid", json={"rate": "84.375 a week", "days": days})
    assert answer.json() == {"total": "4387.50", "payments": 13}
    wrong = client.post("/what-is-paid", json={"rate": "84.375", "days": {**days, "last_day": "2026-04-05"}})
    assert wrong.status_code == 422
    assert [fault["loc"] for fault in wrong.json()["detail"]] == [["body", "rate"], ["body", "days"]]

    document = to_plain(MARY)
    answer = client.post("/schedule", json=document)
    assert from_plain(answer.json()) == assess(MARY, on=START, until=UNTIL).schedule
    faults = client.post("/schedule", json={**document, "note": "x", "reff": 1}).json()["detail"]
    assert len(faults) == 2
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    print(f"Asked and answered: {answer.status_code}; a sum is {schemas['Answered']['properties']['total']}.")


if __name__ == "__main__":
    main()
