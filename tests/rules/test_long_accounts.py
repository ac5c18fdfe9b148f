"""Long accounts: what the rules do grows with the number of records, and not with its square."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from support.account import VISITS, lived
from support.arrangements import HOLDER, START
from support.asking import NUMBERS, applied, judged
from support.steps import grows_no_faster

from isf_core.model import (
    Arrangement,
    Audience,
    Change,
    Entry,
    EntryKind,
    Provider,
    Review,
    SpendingBasis,
    StatementAsked,
    StatementGiven,
    Variation,
)
from isf_core.rules import ALL_RULES, Case, Result
from isf_core.rules.engine.judging import judge
from isf_core.values import Money, Period, Rate

AFTER = START + timedelta(days=2_000)
LONG = {"last_day": date(2040, 1, 1)}


def days(size: int) -> list[date]:
    """So many days, from the first day on."""
    return [START + timedelta(days=place) for place in range(size)]


def urgent(size: int) -> Arrangement:
    """An urgent need every day."""
    made = (
        Entry(
            ref=f"U-{on}", on=on, kind=EntryKind.DIRECT_SUPPORT, amount="100", use=SpendingBasis.URGENT, what="a fall"
        )
        for on in days(size)
    )
    return lived(*made, contract=LONG)


def asked(size: int) -> Arrangement:
    """The person asks every day, and only the authority has statements."""
    requests = tuple(StatementAsked(on=on, by=Audience.PERSON) for on in days(size))
    statements = tuple(StatementGiven(on=on, to=Audience.AUTHORITY) for on in days(size))
    return lived(fund={"requests": requests, "statements": statements}, contract=LONG)


def reviewed(size: int) -> Arrangement:
    """A review every day, and only the person has statements."""
    statements = tuple(StatementGiven(on=on, to=Audience.PERSON) for on in days(size))
    reviews = tuple(Review(on=on) for on in days(size))
    return lived(fund={"statements": statements}, lifecycle={"reviews": reviews}, contract=LONG)


def taken_back(size: int) -> Arrangement:
    """The council takes back a penny every day, something is spent every day, and each four weeks are paid for."""
    paid = (
        Entry(
            ref=f"F-{on}",
            on=on,
            kind=EntryKind.FUNDER_PAYMENT,
            amount=100,
            period=Period(first_day=on, last_day=last_day),
        )
        for on, last_day in ((on, on + timedelta(days=27)) for on in days(size)[::28])
    )
    made = (
        Entry(ref=f"{kind.name}-{on}", on=on, kind=kind, amount="0.01", support="homecare")
        for on in days(size + 1)[1:]
        for kind in (EntryKind.SURPLUS_RECOVERED, EntryKind.DIRECT_SUPPORT)
    )
    return lived(*paid, *made, contract=LONG)


def told(size: int) -> Arrangement:
    """The authority was told every day of a surplus that was not there until the last."""
    spare = Entry(ref="X-1", on=AFTER, kind=EntryKind.PROVIDER_REFUND, amount="5000")
    held = {"contingency": Money(1_000)}
    return lived(spare, fund={"surplus_told_on": tuple(days(size))}, budget=held, contract=LONG)


def handed_on(size: int) -> Arrangement:
    """Another holder every day."""
    varied = (
        Variation(ref=f"V-{on}", effective=on, known_from=START, told_on=START, changes=(Change("holder", HOLDER),))
        for on in days(size + 1)[1:]
    )
    return lived(variations=tuple(varied), contract=LONG)


def lowered(size: int) -> Arrangement:
    """A lower budget every day."""
    varied = (
        Variation(
            ref=f"V-{on}",
            effective=on,
            known_from=START,
            told_on=START,
            changes=(Change("budget.actual", Rate.weekly(5_000 - place)),),
        )
        for place, on in enumerate(days(size + 1)[1:])
    )
    return lived(variations=tuple(varied), contract=LONG)


@pytest.mark.parametrize(
    ("code", "made", "comes_to"),
    [
        ("SUR-03b", urgent, Result.BREACH),
        ("LED-04", asked, Result.BREACH),
        ("LED-04", reviewed, Result.BREACH),
        ("SUR-02", told, Result.BREACH),
        ("SUR-05", taken_back, Result.BREACH),
        ("PAY-11", handed_on, Result.DOES_NOT_APPLY),
        ("PAY-11", lowered, Result.BREACH),
        ("PAY-01", handed_on, Result.HOLDS),
    ],
)
def test_a_rule_takes_no_more_than_so_many_steps_a_record(
    code: str, made: Callable[[int], Arrangement], comes_to: Result
) -> None:
    def of_size(size: int) -> Callable[[], object]:
        mary = made(size)
        return lambda: judged(code, mary, on=AFTER)

    assert judged(code, made(10), on=AFTER).result is comes_to
    assert grows_no_faster(of_size, 60)


def test_variations_are_folded_in_one_after_the_other() -> None:
    def of_size(size: int) -> Callable[[], object]:
        mary = handed_on(size)
        return lambda: applied(mary)

    assert grows_no_faster(of_size)


def test_providers_are_told_apart_in_one_walk() -> None:
    def of_size(size: int) -> Callable[[], object]:
        mary, many = lived(), tuple(Provider(ref=f"P-{place}") for place in range(size))
        return lambda: mary.replace(providers=many)

    assert grows_no_faster(of_size)


def test_visits_that_lack_nothing_are_not_asked_for_one_by_one() -> None:
    mary = lived(fund={"visits": tuple(VISITS[0].replace(ref=f"V-{place}") for place in range(1_000))})
    case = Case(mary, AFTER, NUMBERS)
    assert judge(ALL_RULES["LED-06"], case).result is Result.HOLDS
    assert len(case.read) < 100
    lacking = mary.replace(
        fund=mary.fund.replace(visits=(*(mary.fund.visits or ()), VISITS[0].replace(ref="V-x", worker=None)))
    )
    result = judged("LED-06", lacking, on=AFTER)
    assert [finding.field for finding in result.findings] == ["fund.visits[V-x].worker"]


def test_a_square_would_be_seen() -> None:
    def of_size(size: int) -> Callable[[], object]:
        many: list[Any] = [*range(size)]
        return lambda: [one for one in many for _ in many]

    assert not grows_no_faster(of_size)
