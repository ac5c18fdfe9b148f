"""Rules on the account and its statements (LED, BUD-03)."""

from __future__ import annotations

from datetime import date

import pytest
from rules.test_ending import correction, entry
from rules.test_surplus import NOT_BEGUN, replanned
from support.account import GIVEN, LIVED, REVIEWED, VISITS, lived, swapped
from support.arrangements import DAY_AFTER, ON, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Audience,
    EntryKind,
    Review,
    SpendingBasis,
    StatementAsked,
    StatementGiven,
    VisitEvidence,
)
from isf_core.rules import Result

ASKED = StatementAsked(on=date(2026, 6, 1), by=Audience.PERSON)


A_YEAR_ON = date(2027, 4, 6)


def answered(on: date) -> Arrangement:
    """The person asked for a statement, and had it on a day."""
    given = StatementGiven(on=on, to=Audience.PERSON)
    return lived(fund={"requests": (ASKED,), "statements": (*GIVEN, given)})


def for_review(on: date) -> Arrangement:
    """The authority had its statement on a day."""
    return lived(fund={"statements": (StatementGiven(on=on, to=Audience.AUTHORITY),)})


def spent_on_homecare(amount: str) -> Arrangement:
    """Homecare cost 400 in two periods, and so much in the third; 750 was planned."""
    return lived(fund={"entries": swapped("H-3", amount=amount)})


def visited(evidence: VisitEvidence, on: date = VISITS[1].on) -> Arrangement:
    """The second visit rests on something."""
    return lived(fund={"visits": (VISITS[0], VISITS[1].replace(evidence=evidence, on=on), VISITS[2])})


PROOFS: dict[str, Proof] = {
    "BUD-03": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(lived(fund={"entries": swapped("H-2", person="P-002")}),),
        idle=(NOT_BEGUN,),
        edges=(
            Edge(
                "spent on her or on another",
                lived(fund={"entries": swapped("H-2", person="P-001")}),
                lived(fund={"entries": swapped("H-2", person="P-002")}),
            ),
            Edge(
                "spent on the day of judgement, or the day after",
                lived(fund={"entries": swapped("H-3", person="P-002", on=LIVED + ONE_DAY)}),
                lived(fund={"entries": swapped("H-3", person="P-002")}),
            ),
        ),
    ),
    "LED-02": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(lived(fund={"entries": swapped("A-1", party="P-8")}),),
        idle=(NOT_BEGUN,),
        edges=(
            Edge(
                "a provider of the plan or another",
                lived(fund={"entries": swapped("A-1", party="H-7")}),
                lived(fund={"entries": swapped("A-1", party="P-8")}),
            ),
        ),
    ),
    "LED-04": Proof(
        on=LIVED,
        sound=answered(date(2026, 6, 15)),
        breaches=(
            lived(fund={"requests": (ASKED,)}),
            for_review(date(2026, 4, 5)),
            lived(fund={"statements": ()}),
            At(lived(), A_YEAR_ON + ONE_DAY),
        ),
        idle=(NOT_BEGUN,),
        edges=(
            Edge("a fortnight after it was asked for", answered(date(2026, 6, 15)), answered(date(2026, 6, 16))),
            Edge("by the review", for_review(REVIEWED), for_review(REVIEWED + ONE_DAY)),
            Edge("since the first day", for_review(START), for_review(START - ONE_DAY)),
            Edge("a year on", At(lived(), A_YEAR_ON), At(lived(), A_YEAR_ON + ONE_DAY)),
            Edge(
                "a year after the last",
                At(answered(date(2026, 6, 10)), date(2027, 6, 10)),
                At(answered(date(2026, 6, 10)), date(2027, 6, 11)),
            ),
            Edge(
                "a request that is not yet due",
                At(lived(fund={"requests": (ASKED,)}), date(2026, 6, 15)),
                At(lived(fund={"requests": (ASKED,)}), date(2026, 6, 16)),
            ),
            Edge(
                "since the review before",
                lived(lifecycle={"reviews": (Review(on=date(2026, 5, 15)), Review(on=REVIEWED))}),
                lived(lifecycle={"reviews": (Review(on=date(2026, 5, 16)), Review(on=REVIEWED))}),
            ),
        ),
    ),
    "LED-05": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(spent_on_homecare("100"), spent_on_homecare("600")),
        idle=(At(lived(), LIVED - ONE_DAY),),
        edges=(
            Edge("a quarter below", spent_on_homecare("162.50"), spent_on_homecare("162.49")),
            Edge("a quarter above", spent_on_homecare("537.50"), spent_on_homecare("537.51")),
            Edge(
                "within the twelve weeks, or a day too late",
                spent_on_homecare("162.50"),
                lived(fund={"entries": swapped("H-3", amount="162.50", on=LIVED + ONE_DAY)}),
            ),
        ),
    ),
    "LED-06": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(visited(VisitEvidence.UNVERIFIED),),
        idle=(NOT_BEGUN,),
        edges=(
            Edge("verified or not", visited(VisitEvidence.MANUAL_VERIFIED), visited(VisitEvidence.UNVERIFIED)),
            Edge(
                "after the day, or on it",
                visited(VisitEvidence.UNVERIFIED, on=LIVED + ONE_DAY),
                visited(VisitEvidence.UNVERIFIED, on=LIVED),
            ),
        ),
    ),
    "LED-11": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(
            lived(clauses={"open_records": NOT_STATED, "audit": NOT_STATED}),
            lived(clauses={"records_years": NOT_STATED}),
            lived(clauses={"records_years": 5}),
            lived(fund={"kept_from": DAY_AFTER}),
        ),
        idle=(At(sound(), ON),),
        edges=(
            Edge("six years or five", lived(clauses={"records_years": 6}), lived(clauses={"records_years": 5})),
            Edge("from the first day", lived(fund={"kept_from": START}), lived(fund={"kept_from": DAY_AFTER})),
            Edge(
                "six years back",
                At(lived(fund={"kept_from": date(2027, 1, 1)}), date(2033, 1, 1)),
                At(lived(fund={"kept_from": date(2027, 1, 2)}), date(2033, 1, 1)),
            ),
        ),
    ),
}


def test_led_05_spending_without_a_support_counts_by_what_is_left_of_it() -> None:
    loose = entry("L-1", EntryKind.DIRECT_SUPPORT, "500", person="P-001", use=SpendingBasis.AS_PLANNED)
    mary = lived(loose, correction(loose, "499.99"), fund={"entries": (*swapped("H-3", amount="162.50"),)})
    both = mary.replace(fund=mary.fund.plus(loose, correction(loose, "499.99")))
    assert judged("LED-05", both, on=LIVED).result is Result.HOLDS, "a penny changes nothing for any support"


@pytest.mark.parametrize("code", ["BUD-03", "LED-02", "SUR-03a"])
def test_bud_03_what_was_spent_before_a_plan_changed_is_judged_by_the_plan_of_its_day(code: str) -> None:
    assert judged(code, replanned(LIVED + ONE_DAY), on=LIVED).result is Result.HOLDS
    outcome = judged(code, replanned(LIVED), on=LIVED).result
    assert outcome is not Result.HOLDS, "homecare and art of the last day are in no plan of that day"


@pytest.mark.parametrize(
    "kind", [EntryKind.MANAGEMENT_FEE, EntryKind.TO_RESERVE, EntryKind.IN_LIEU_OF_NOTICE, EntryKind.LIABILITY]
)
def test_bud_03_does_not_ask_for_whom_a_cost_of_the_fund_itself_was(kind: EntryKind) -> None:
    assert judged("BUD-03", lived(entry("X-1", kind, "10")), on=LIVED).result is Result.HOLDS
    others = entry("X-1", kind, "10").replace(person="P-002")
    assert judged("BUD-03", lived(others), on=LIVED).result is Result.BREACH


def test_bud_03_asks_for_whom_each_sum_was_at_once() -> None:
    fees = tuple(entry(f"X-{each}", EntryKind.ONE_OFF, "10", support="in no plan") for each in range(5))
    loose = entry("L-1", EntryKind.DIRECT_SUPPORT, "5")
    assert missed("BUD-03", lived(*fees, loose), on=LIVED) == (
        *(f"fund.entries[X-{each}].person" for each in range(5)),
        "fund.entries[L-1].support",
    )


def test_led_11_where_the_policy_names_no_time_nobody_is_asked_how_long_records_are_kept() -> None:
    """A5: Dorset's text has records that may be seen at any point, and no years: it can be told all the same."""
    numbers = NUMBERS.replace(records_years=None)
    silent = lived(clauses={"records_years": None}, fund={"kept_from": None})
    assert judged("LED-11", silent, numbers, on=LIVED).result is Result.HOLDS
    closed = lived(clauses={"records_years": NOT_STATED, "open_records": NOT_STATED})
    said_of = said("LED-11", closed, numbers, on=LIVED)
    assert said_of == [
        "contract.clauses.open_records: the records: the contract does not say that they are open to the authority"
    ]
    assert missed("LED-11", lived(clauses={"audit": None}), numbers, on=LIVED) == ("contract.clauses.audit",)


def test_led_04_without_a_number_of_months_asks_for_it_and_finds_what_it_can() -> None:
    numbers = NUMBERS.replace(statement_months=None)
    assert missed("LED-04", lived(), numbers, on=LIVED) == ("policy.statement_months",)
    never = said("LED-04", lived(fund={"statements": ()}), numbers, on=LIVED)
    assert never == ["fund.statements: the authority was to have a statement by Mon 18 May 2026: for the review"]
