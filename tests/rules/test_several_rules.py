"""Accounts that several rules judge: entries corrected, odd days, a split that contradicts itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rules.test_ending import DIED, JULY, NO_NOTICE, correction, ends_by_death, entry
from rules.test_surplus import MAY, RECOVERED, recovered, spare
from support.account import LIVED, ended, lived, paid_in
from support.arrangements import HOLDER, LAST, ONE_DAY, START
from support.asking import NUMBERS, POLICY, said

from isf_core.account import surplus_on
from isf_core.assessment import assess, check
from isf_core.comparison import across, compare
from isf_core.errors import ContradictoryTerms, IsfError
from isf_core.model import (
    OPEN_ENDED,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    SpendingBasis,
    TerminationReason,
)
from isf_core.pay_runs import pay_run
from isf_core.rules import Result, Verdict
from isf_core.schedule import resolve_terms
from isf_core.values import Money, Period, Rate

# What is left of an entry


WRONG = (
    ("BUD-03", entry("W-1", EntryKind.MANAGEMENT_FEE, "50", person="P-002")),
    ("LED-02", entry("W-1", EntryKind.OTHER_PROVIDER, "50", party="P-8", person="P-001", support="art")),
    (
        "SUR-03a",
        entry("W-1", EntryKind.ONE_OFF, "50", person="P-001", support="x", outcomes=(), use=SpendingBasis.SURPLUS),
    ),
    (
        "SUR-03b",
        entry("W-1", EntryKind.ONE_OFF, "50", person="P-001", support="x", what="a fall", use=SpendingBasis.URGENT),
    ),
)


@pytest.mark.parametrize(("code", "wrong"), WRONG)
def test_what_is_said_of_an_entry_is_what_is_left_of_it(code: str, wrong: Entry) -> None:
    (whole,) = (each for each in said(code, lived(wrong), on=LIVED) if "W-1" in each)
    (part,) = (each for each in said(code, lived(wrong, correction(wrong, "9.99")), on=LIVED) if "W-1" in each)
    assert ": £50.00 (W-1)" in whole
    assert ": £40.01 (W-1)" in part
    assert said(code, lived(wrong, correction(wrong, "50")), on=LIVED) == []


# A death


@pytest.mark.parametrize(
    ("given_on", "contract"),
    [
        (LAST + ONE_DAY, {}),
        (START - ONE_DAY, {}),
        (START - ONE_DAY, {"termination": NO_NOTICE}),
        (date.min, {}),
        (date.max, {}),
        (date.max, {"last_day": OPEN_ENDED}),
        (date(2150, 1, 1), {"last_day": OPEN_ENDED}),
        (date(2150, 1, 1), {"last_day": OPEN_ENDED, "termination": NO_NOTICE}),
    ],
)
@pytest.mark.parametrize("at", [None, date.min, date.max])
def test_a_death_on_an_odd_day_is_judged(given_on: date, contract: dict[str, Any], at: date | None) -> None:
    mary = ends_by_death(given_on, at, **contract)
    refunded = entry("Z-1", EntryKind.REFUND_TO_PERSON, "1", date.max)
    for each in (mary, mary.replace(fund=mary.fund.plus(refunded))):
        for on in (JULY, date(2151, 1, 1), date.max):
            check(each, on=on, policy=POLICY)


# A split of which no part, or more than one, goes through the fund


FUND = Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("60"))
REST = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("24.375"))


@pytest.mark.parametrize(("parts", "message"), [((), "0 parts"), ((REST,), "0 parts"), ((FUND, FUND), "2 parts")])
def test_a_split_that_contradicts_itself_is_a_finding_of_one_rule(parts: tuple[Deployed, ...], message: str) -> None:
    told = ended(reason=TerminationReason.DEATH, given_on=DIED)
    after = entry("P-1", EntryKind.REFUND_TO_PERSON, "10", date(2026, 6, 20))
    spared = paid_in("300", MAY)
    mary = lived(spared, RECOVERED, after, budget={"deployment": parts}, endings=(told,))
    with pytest.raises(ContradictoryTerms):
        resolve_terms(mary, policy=NUMBERS)
    found = assess(mary, on=LIVED, policy=POLICY)
    assert said("PAY-01", mary, on=LIVED) == [
        f"budget.deployment: the payments cannot be worked out: {message} go through a fund"
    ]
    assert (found.verdict, found.schedule, found.surplus, found.missing) == (Verdict.NO, None, None, ())
    assert found.reviews is not None
    because = f"what it rests on cannot be worked out: budget.deployment: {message} go through a fund"
    for code in ("SUR-02", "SUR-05", "END-06"):
        result = found.report.result(code)
        assert (result.result, result.because) == (Result.DOES_NOT_APPLY, because)


def test_beside_one_another_a_contradiction_is_one_that_has_no_schedule() -> None:
    mary = lived(budget={"deployment": (FUND, FUND)})
    assert across(mary, (POLICY,), on=LIVED).paid == (None,)
    with pytest.raises(IsfError, match="put right what PAY-01 finds"):
        compare(assess(lived(), on=LIVED, policy=POLICY), assess(mary, on=LIVED, policy=POLICY))


def test_a_contradiction_keeps_nobody_else_from_being_paid() -> None:
    mary, other = lived(budget={"deployment": ()}).replace(ref="ISF-1"), lived().replace(ref="ISF-2")
    span = Period(first_day=START, last_day=LIVED)
    run = pay_run((mary, other), holder=HOLDER.ref, span=span, on=LIVED, policy=NUMBERS)
    assert [each.missing for each in run.not_paid] == [("budget.deployment",)]
    assert run.lines or run.overdue


# Odd days


@pytest.mark.parametrize("on", [date.min, date(1, 3, 1), START - ONE_DAY, LAST, date(2150, 1, 1), date.max])
@pytest.mark.parametrize("last_day", [LAST, OPEN_ENDED])
@pytest.mark.parametrize("first_day", [START, date.min])
def test_no_day_of_judgement_is_too_odd(on: date, last_day: Any, first_day: date) -> None:
    contract = {"first_day": first_day, "last_day": last_day}
    for mary in (spare("300", date.min, date(1, 3, 1), date.max), recovered("300")):
        odd = mary.replace(contract=mary.contract.replace(**contract))
        assert check(odd, on=on, policy=POLICY)


def test_what_keeps_a_surplus_from_being_worked_out_is_said_by_the_computation() -> None:
    mary = spare("300").replace(contract=spare("300").contract.replace(last_day=OPEN_ENDED))
    with pytest.raises(IsfError, match="outside the calendar"):
        surplus_on(mary, on=date(2150, 1, 1), policy=NUMBERS)
    assert assess(mary, on=date(2150, 1, 1), until=LAST, policy=POLICY).surplus is None
    assert surplus_on(mary, on=LIVED, policy=NUMBERS).excess > Money(0)


# Plans that change
