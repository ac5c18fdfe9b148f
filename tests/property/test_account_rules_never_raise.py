"""Whatever the records of an account say, and on whatever day: the rules find, or cannot tell; they never raise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.account import BILLS, ENTRIES, GIVEN, LIVED, VISITS, lived
from support.arrangements import CLAUSE, ENDS, LAST, START
from support.asking import NUMBERS, POLICY

from isf_core.assessment import assess, check
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Audience,
    CarryForward,
    Commitment,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    Party,
    SpendingBasis,
    StatementAsked,
    StatementGiven,
    Termination,
    TerminationReason,
    TerminationTerms,
)
from isf_core.policies import READY
from isf_core.policies.dorset import DORSET_AGREEMENT
from isf_core.rules import Policy
from isf_core.values import Money, Period, Rate

ODD = (
    date.min,
    date(1, 1, 2),
    date(1, 3, 1),
    date(1999, 12, 31),
    START - timedelta(days=1),
    START,
    LIVED,
    LAST,
    LAST + timedelta(days=1),
    date(2150, 1, 1),
    date(9999, 12, 1),
    date.max - timedelta(days=1),
    date.max,
)
DAYS = st.one_of(st.sampled_from(ODD), st.dates(date(2026, 3, 1), date(2027, 8, 1)), st.dates())
SUMS = st.integers(1, 100_000).map(Money.from_pence)
POLICIES = (*READY, POLICY, POLICY.replace(parameters=NUMBERS.replace(surplus=DORSET_AGREEMENT.parameters.surplus)))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Recorded or not."""
    return st.one_of(st.none(), values)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Some days, anywhere."""
    first = draw(DAYS.filter(lambda on: on < date.max))
    return Period(first_day=first, last_day=min(date.max - timedelta(days=1), first))


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Mary's entries, or none; more of every kind on any day; corrections of some of them."""
    out = list(draw(st.sampled_from((ENTRIES, ()))))
    for place in range(draw(st.integers(0, 5))):
        out.append(
            Entry(
                ref=f"N-{place}",
                on=draw(DAYS),
                kind=draw(st.sampled_from(EntryKind)),
                amount=draw(SUMS),
                what=draw(st.sampled_from((None, "a fall"))),
                support=draw(st.sampled_from((None, "homecare", "art", "sailing"))),
                outcomes=draw(st.sampled_from((None, (), ("church",), ("casino",)))),
                party=draw(st.sampled_from((None, "P-9", "P-8"))),
                period=draw(maybe(periods())),
                person=draw(st.sampled_from((None, "P-001", "P-002"))),
                use=draw(maybe(st.sampled_from(SpendingBasis))),
                agreed_on=draw(maybe(DAYS)),
                commitment=draw(st.sampled_from((None, None, "C-0"))),
            )
        )
    for place, first in enumerate(
        draw(st.lists(st.sampled_from(out), max_size=3, unique_by=lambda each: each.ref)) if out else ()
    ):
        taken = Money.from_pence(draw(st.integers(1, first.amount.pence)))
        on = max(first.on, draw(DAYS))
        out.append(Entry(ref=f"R-{place}", on=on, kind=first.kind, amount=taken, corrects=first.ref))
    return tuple(out)


def endings() -> st.SearchStrategy[Termination]:
    """Any party, for any cause, on any day."""
    return st.builds(
        Termination,
        party=st.sampled_from(Party),
        reason=st.one_of(st.just(TerminationReason.DEATH), st.sampled_from(TerminationReason)),
        given_on=DAYS,
        last_day=maybe(DAYS),
        liabilities=st.sampled_from((None, ())),
    )


def deployed() -> st.SearchStrategy[tuple[Deployed, ...]]:
    """No part, one or several, through a fund or past it."""
    one = st.builds(
        Deployed, option=st.sampled_from(DeploymentOption), rate=st.sampled_from((Rate.weekly(80), Rate.annual("52")))
    )
    return st.lists(one, max_size=3).map(tuple)


@st.composite
def carried(draw: st.DrawFn) -> CarryForward:
    """Carried forward on any day, until any."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return CarryForward(
        ref="CF-1",
        amount=draw(SUMS),
        outcome="church",
        first_day=first,
        last_day=last,
        need=draw(st.sampled_from((None, "a holiday"))),
        stands_outside_the_cap=draw(st.sampled_from((None, True, False))),
    )


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """Mary's account with odd facts in it."""
    promised = draw(DAYS)
    fund: dict[str, Any] = {
        "entries": draw(st.one_of(entries(), entries(), entries(), st.none())),
        "commitments": (Commitment(ref="C-0", on=promised, amount=draw(SUMS), until=max(promised, draw(DAYS))),),
        "surplus_told_on": draw(maybe(st.lists(DAYS, max_size=3).map(tuple))),
        "bills": draw(st.sampled_from((BILLS, None))),
        "visits": draw(st.sampled_from((VISITS, None))),
        "statements": (
            *GIVEN,
            *draw(st.lists(st.builds(StatementGiven, on=DAYS, to=st.sampled_from(Audience)), max_size=2)),
        ),
        "requests": draw(maybe(st.lists(st.builds(StatementAsked, on=DAYS, by=st.sampled_from(Audience)), max_size=2))),
        "kept_from": draw(maybe(DAYS)),
    }
    budget: dict[str, Any] = {"contingency": draw(st.sampled_from((Money(0), Money(10), None)))}
    if draw(st.booleans()):
        budget["deployment"] = draw(deployed())
    if draw(st.booleans()):
        budget["contribution"] = Rate.weekly(0)
    contract: dict[str, Any] = {
        "termination": draw(
            st.sampled_from((ENDS, None, TerminationTerms(notices=()), TerminationTerms(notices=ENDS.notices[:1])))
        ),
        "last_day": draw(st.sampled_from((LAST, LAST, LAST, OPEN_ENDED, None))),
        "first_day": draw(st.sampled_from((START, START, START, None))),
    }
    if draw(st.booleans()):
        contract["surplus"] = None
    return lived(
        fund=fund,
        budget=budget,
        plan={"carry_forwards": draw(st.one_of(st.none(), st.just(()), carried().map(lambda each: (each,))))},
        contract=contract,
        clauses={"surplus_recovery": draw(st.sampled_from((CLAUSE, CLAUSE, NOT_STATED, None)))},
        endings=tuple(draw(st.lists(endings(), max_size=2))),
    )


def is_judged(mary: Arrangement, on: date, policy: Policy) -> None:
    """Judged, assessed and shown, without a word of error but for the last day of an open-ended schedule."""
    report = check(mary, on=on, policy=policy)
    assert len(str(report)) > 0
    until = None if mary.contract.last_day == LAST else LAST
    found = assess(mary, on=on, until=until, policy=policy)
    assert found.report == report
    assert (found.schedule is None) is bool(report.result("PAY-01").findings)
    assert [str(each) for each in (found.step, found.surplus, found.reviews)]


@given(arrangements(), DAYS, st.sampled_from(POLICIES))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_rule_raises_whatever_the_account_says_and_whatever_the_day(
    mary: Arrangement, on: date, policy: Policy
) -> None:
    is_judged(mary, on, policy)


@given(arrangements(), DAYS, st.sampled_from(POLICIES), DAYS, DAYS)
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_no_rule_raises_whatever_the_first_and_last_day(
    mary: Arrangement, on: date, policy: Policy, one: date, other: date
) -> None:
    first_day, last_day = sorted((one, other))
    odd = mary.replace(contract=mary.contract.replace(first_day=first_day, last_day=last_day))
    assert str(check(odd, on=on, policy=policy))
