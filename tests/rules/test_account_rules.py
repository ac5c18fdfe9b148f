"""The account: what corrections leave of an entry (BUD-03, LED, SUR, END-06), odd endings, splits and days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.account import LIVED, ended, lived, paid_in, swapped
from support.arrangements import ENDS, HOLDER, LAST, ONE_DAY, SIGNED, START
from support.asking import NUMBERS, POLICY, judged, said
from support.proofs.ending import JULY, died
from support.proofs.surplus import MAY, recovered, spare

from isf_core.account import surplus_on
from isf_core.assessment import assess, check
from isf_core.comparison import across, compare
from isf_core.errors import ContradictoryTerms, IsfError
from isf_core.model import (
    OPEN_ENDED,
    Arrangement,
    Change,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    Party,
    SpendingBasis,
    SurplusBase,
    SurplusRule,
    TerminationReason,
    TerminationTerms,
    Variation,
)
from isf_core.pay_runs import pay_run
from isf_core.rules import Result, Verdict
from isf_core.schedule import resolve_terms
from isf_core.values import Money, Period, Rate

DIED = date(2026, 6, 14)


def entry(ref: str, kind: EntryKind, amount: str, on: date = LIVED, **facts: Any) -> Entry:
    """One entry."""
    return Entry(ref=ref, on=on, kind=kind, amount=amount, **facts)


def correction(first: Entry, amount: str, on: date = LIVED) -> Entry:
    """So much of an entry is taken back."""
    return Entry(ref=f"{first.ref} back", on=on, kind=first.kind, amount=amount, corrects=first.ref)


# What is left of an entry


RECOVERED = entry("R-1", EntryKind.SURPLUS_RECOVERED, "300")


def test_a_recovery_that_was_taken_back_in_part_is_judged_by_what_is_left_of_it() -> None:
    spared = paid_in("300", MAY)
    whole, part = lived(spared, RECOVERED), lived(spared, RECOVERED, correction(RECOVERED, "90.37"))
    assert judged("SUR-05", whole, on=LIVED).result is Result.BREACH
    assert judged("SUR-05", part, on=LIVED).result is Result.HOLDS, "£209.63 is left of it, and that may be recovered"
    still = lived(spared, RECOVERED, correction(RECOVERED, "90.36"))
    assert said("SUR-05", still, on=LIVED) == [
        "fund.entries[R-1]: the council took back £209.64 (R-1); the contract allows it to take £209.63"
    ]


def test_a_correction_after_the_day_of_judgement_is_not_there_yet() -> None:
    later = correction(RECOVERED, "300", LIVED + ONE_DAY)
    mary = lived(paid_in("300", MAY), RECOVERED, later)
    assert judged("SUR-05", mary, on=LIVED).result is Result.BREACH
    assert judged("SUR-05", mary, on=LIVED + ONE_DAY).result is Result.HOLDS


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


def test_spending_without_a_support_counts_by_what_is_left_of_it() -> None:
    loose = entry("L-1", EntryKind.DIRECT_SUPPORT, "500", person="P-001", use=SpendingBasis.AS_PLANNED)
    mary = lived(loose, correction(loose, "499.99"), fund={"entries": (*swapped("H-3", amount="162.50"),)})
    both = mary.replace(fund=mary.fund.plus(loose, correction(loose, "499.99")))
    assert judged("LED-05", both, on=LIVED).result is Result.HOLDS, "a penny changes nothing for any support"


# A death


def test_a_correction_counts_with_the_refund_that_it_corrects() -> None:
    before = entry("B-1", EntryKind.REFUND_TO_PERSON, "100", date(2026, 6, 1))
    back = correction(before, "100", date(2026, 7, 1))
    mary = died("40.01")
    mary = mary.replace(fund=mary.fund.plus(before, back))
    assert said("END-06", mary, on=JULY) == said("END-06", died("40.01"), on=JULY) != []


def test_what_was_paid_out_after_a_death_and_taken_back_is_not_paid_out() -> None:
    mary = died("100")
    (paid,) = (each for each in mary.fund.entries or () if each.kind is EntryKind.REFUND_TO_PERSON)
    back = mary.replace(fund=mary.fund.plus(correction(paid, "60", JULY)))
    assert judged("END-06", back, on=JULY).result is Result.HOLDS


def ends_by_death(given_on: date, at: date | None = None, **contract: Any) -> Arrangement:
    """She dies, support ends on a day, and much is paid to her side in July."""
    ending = ended(Party.PERSON, TerminationReason.DEATH, given_on, last_day=at)
    out = died("100")
    return out.replace(endings=(ending,), contract=out.contract.replace(**contract))


NO_NOTICE = TerminationTerms(notices=())


def test_without_notice_the_last_day_is_the_recorded_one_or_that_of_the_notice() -> None:
    with_notice = ends_by_death(
        DIED, termination=ENDS.replace(notices=[each.replace(length=0) for each in ENDS.notices])
    )
    for mary in (
        ends_by_death(DIED, termination=NO_NOTICE),
        ends_by_death(date(2026, 6, 1), DIED, termination=NO_NOTICE),
    ):
        assert said("END-06", mary, on=JULY) == said("END-06", with_notice, on=JULY) != []


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
    mary, other = lived(budget={"deployment": ()}), lived()
    span = Period(first_day=START, last_day=LIVED)
    run = pay_run((mary, other), holder=HOLDER.ref, span=span, on=LIVED, policy=NUMBERS)
    assert [each.missing for each in run.not_paid] == [("budget.deployment",)]
    assert run.lines or run.overdue


# Odd days


def test_a_recovery_on_the_first_day_of_all_found_nothing_to_recover() -> None:
    mary = lived(entry("R-1", EntryKind.SURPLUS_RECOVERED, "1", date.min))
    assert said("SUR-05", mary, on=LIVED) == [
        "fund.entries[R-1]: the council took back £1.00 (R-1); the contract allows it to take £0.00"
    ]


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


def replanned(on: date, **entries: Any) -> Arrangement:
    """From a day on, cooking takes the place of homecare and of the art class."""
    later = lived().plan
    cooking = (later.supports or ())[0].replace(ref="cooking")
    plan = later.replace(supports=(cooking,), surplus=SurplusRule(share="0.1", of=SurplusBase.REGULAR_PAYMENT))
    change = Variation(
        ref="V-9", effective=on, known_from=START, agreed=SIGNED, changes=(Change("plan", plan),), told_on=START
    )
    return lived(fund={"entries": entries.get("entries", lived().fund.entries)}, variations=(change,))


@pytest.mark.parametrize("code", ["BUD-03", "LED-02", "SUR-03a"])
def test_what_was_spent_before_a_plan_changed_is_judged_by_the_plan_of_its_day(code: str) -> None:
    assert judged(code, replanned(LIVED + ONE_DAY), on=LIVED).result is Result.HOLDS
    outcome = judged(code, replanned(LIVED), on=LIVED).result
    assert outcome is not Result.HOLDS, "homecare and art of the last day are in no plan of that day"


def test_the_cap_is_the_one_of_the_plan_in_force() -> None:
    """14.26 is held; a tenth of the regular payment is 24.64, and the contract's half 123.21."""
    for on, cap in ((LIVED, "24.64"), (LIVED + ONE_DAY, "123.21")):
        held = assess(replanned(on), on=LIVED, policy=POLICY).surplus
        assert held is not None
        assert held.cap == Money(cap)
    more = (*(lived().fund.entries or ()), paid_in("20"))
    assert judged("SUR-02", replanned(LIVED, entries=more), on=LIVED).result is Result.BREACH
    assert judged("SUR-02", replanned(LIVED + ONE_DAY, entries=more), on=LIVED).result is Result.HOLDS


def test_what_is_said_to_be_as_planned_is_in_the_plan() -> None:
    """SUR-03a: without the support nobody can tell; with one that the plan does not have it is found."""
    said_so = {"use": SpendingBasis.AS_PLANNED, "agreed_on": None}
    unknown = lived(fund={"entries": swapped("U-1", support=None, **said_so)})
    result = judged("SUR-03a", unknown, on=LIVED)
    assert [finding.field for finding in result.findings] == ["fund.entries[U-1].support"]
    assert result.result is Result.CANNOT_TELL
    strange = lived(fund={"entries": swapped("U-1", **said_so)})
    assert said("SUR-03a", strange, on=LIVED) == [
        "fund.entries[U-1]: £20.00 (U-1) was spent outside the plan: the plan has no support a day out"
    ]


def test_what_is_paid_after_the_end_says_for_which_days_it_is() -> None:
    """SUR-03a: an invoice comes late; without its days nobody can tell whether it is for days of the contract."""
    late = LAST + 7 * ONE_DAY
    paid_late = lived(fund={"entries": swapped("H-3", on=late)})
    result = judged("SUR-03a", paid_late, on=late)
    assert [finding.field for finding in result.findings] == ["fund.entries[H-3].period"]
    assert result.result is Result.CANNOT_TELL
    before = lived(fund={"entries": swapped("H-1", on=START - ONE_DAY)})
    assert said("SUR-03a", before, on=LIVED) == [
        "fund.entries[H-1]: £200.00 (H-1) was spent outside the plan: it is for days before the first, Mon 6 Apr 2026"
    ]
    assert judged("SUR-03a", before.replace(contract=before.contract.replace(last_day=OPEN_ENDED)), on=LIVED).findings
