"""The national return of a quarter for a small book: the rows as CSV, what to look at, and why it is not what was paid.

Run it: python examples/quarterly_return.py
"""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import Any

from isf_core import (
    EVENT_OUTCOMES,
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    Contract,
    FixedFee,
    Frequency,
    Funder,
    FunderKind,
    FundingShare,
    InHouse,
    Move,
    NoFee,
    OneOff,
    OneOffPayment,
    Party,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    PersonKind,
    Placement,
    Rate,
    ServiceType,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Timeline,
    Timing,
    client_level_rows,
    reconcile_return,
)

COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="icb", kind=FunderKind.NHS)
START = date(2026, 4, 6)
TERMS = PaymentTerms(
    cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
    timing=Timing.IN_ADVANCE,
    basis=Basis.NET,
    move=Move.BACK,
    one_offs=OneOffPayment.WITH_PERIOD,
)


def fund(number: int, actual: Rate | Timeline[Rate], contribution: Rate, **facts: Any) -> Arrangement:
    """One fund of the book; the rest is as in the council's model contract."""
    once = {"in_house": (), "one_offs": ()} | facts.pop("of_the_budget", {})
    agreed = {"fee": NoFee(), "suspension": SuspensionRule(full_days=14, retainer="0.5")} | facts.pop("contract", {})
    return Arrangement(
        ref=f"A-{number}",
        person=Person(ref=f"P-{number:03}", kind=PersonKind.ADULT),
        budget=PersonalBudget(actual=actual, contribution=contribution, **once),
        contract=Contract(first_day=START, last_day=OPEN_ENDED, payment=TERMS, **agreed),
        **({"funding": COUNCIL} | facts),
    )


zero = Rate.weekly(0)
BOOK = (
    fund(1, Rate.annual("4387.50"), Rate.weekly(20)),
    fund(2, Timeline(Rate.weekly("212.40"), (date(2026, 6, 1), Rate.weekly("220.90"))), Rate.weekly("61.30")),
    fund(
        3,
        Rate.weekly(400),
        zero,
        funding=(FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4")),
    ),
    fund(
        4,
        Rate.weekly("150"),
        zero,
        of_the_budget={
            "in_house": (InHouse(what="day centre", cost=Rate.weekly("35")),),
            "one_offs": (OneOff(on=date(2026, 5, 20), amount="85.50", what="grab rail"),),
        },
        contract={"fee": FixedFee(per_week="7.50"), "fee_placement": Placement.ON_TOP},
    ),
    fund(
        5,
        Rate.four_weekly("337.50"),
        zero,
        suspensions=(Suspension(first_day=date(2026, 5, 11), last_day=date(2026, 6, 7)),),
        endings=(
            Termination(
                party=Party.PERSON,
                reason=TerminationReason.DEATH,
                given_on=date(2026, 6, 7),
                last_day=date(2026, 6, 7),
            ),
        ),
    ),
    fund(6, Rate.weekly(90), zero, funding=NHS),
    Arrangement(person=Person(ref="P-007"), ref="A-7"),
)

if __name__ == "__main__":
    returned = client_level_rows(
        BOOK,
        quarter_end=date(2026, 6, 30),
        on=date(2026, 7, 10),
        service_type=ServiceType.LONG_TERM_COMMUNITY,
        policy=PLAIN,
        given={
            "*": {"Client_Funding_Status": "Social care only", "Service_Component": "Home support"},
            "A-3": {"Client_Funding_Status": "Joint client, health and social care"},
            "A-4 day centre": {"Service_Component": "Day support"},
        },
        outcomes=EVENT_OUTCOMES | {TerminationReason.ORDINARY: "NFA: Support ended for other reason"},
    )
    writer = csv.DictWriter(sys.stdout, returned.field_names)
    writer.writeheader()
    writer.writerows(returned.records())
    print("\nStill blank, by field:", returned.blank, sep="\n", end="\n\n")
    print(returned.notes_table(), end="\n\n")
    found = reconcile_return(returned)
    print(found.causes_table(), end="\n\n")
    for row in found.rows:
        print(row.arrangement, {cause.name: str(sum_) for cause, sum_ in row.causes if not sum_.is_zero})
