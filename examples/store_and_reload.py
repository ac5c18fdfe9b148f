"""An arrangement, its schedule and its receipt in SQLite and back: six lines, and what they rest on.

Each is stored as a document of plain data and comes back equal; a result comes back as it was stored, and is worked
out again only where somebody asks. Run it: python examples/store_and_reload.py
"""

import json
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from isf_core import (
    OPEN_ENDED,
    Arrangement,
    Basis,
    Contract,
    Frequency,
    Move,
    NoFee,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    Rate,
    Timing,
    assess,
    digest,
    from_plain,
    to_plain,
)

mary = Arrangement(
    ref="ISF-2026-014",
    person=Person(ref="P-001", name="Mary"),
    budget=PersonalBudget(actual=Rate.annual("4387.50"), contribution=Rate.weekly("20"), in_house=(), one_offs=()),
    contract=Contract(
        first_day=date(2026, 4, 6),
        last_day=OPEN_ENDED,
        payment=PaymentTerms(
            cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
            timing=Timing.IN_ADVANCE,
            basis=Basis.NET,
            move=Move.BACK,
        ),
        fee=NoFee(),
    ),
)


def stored(*values: object) -> list[Any]:
    """What a database gives back of some values. These are the six lines."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE kept (place INTEGER PRIMARY KEY, document TEXT)")
        documents = [(json.dumps(to_plain(each)),) for each in values]
        database.executemany("INSERT INTO kept (document) VALUES (?)", documents)
        found = database.execute("SELECT document FROM kept ORDER BY place")
        return [from_plain(json.loads(text)) for (text,) in found]


def main() -> None:
    """Store, reload, and check that nothing has changed."""
    found = assess(mary, on=date(2026, 3, 30), until=date(2027, 4, 4))
    schedule = found.require_schedule()
    arrangement, payments, receipt = stored(mary, schedule, found.receipt)
    assert (arrangement, payments, receipt) == (mary, schedule, found.receipt)
    assert digest(arrangement) == digest(mary) == receipt.facts_digest
    print(payments)
    again = assess(receipt.arrangement, on=receipt.on, until=receipt.until).receipt
    assert again == receipt
    print(f"\nStored by version {receipt.version} under the policy {receipt.policy}; worked out again, it is the same.")


if __name__ == "__main__":
    main()
