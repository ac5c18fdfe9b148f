"""The book: every holder's run at once, by holder, funder and cost code, and everybody who cannot be paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import mary
from support.endings import ending
from support.refusing import refused
from support.time_cases import KNOWN, TO_EFFECT, paid_before, varied, varying

from isf_core import Arrangement, Funder, FundingRate, FundingShare, Holder, Money, Period, Person, Rate
from isf_core.model import DeliveryLimit, PayDates
from isf_core.pay_runs import Decision, PaymentHistory, PaymentMade, PayRuns, pay_run, pay_runs_for
from isf_core.values import WorkingDays

COUNCIL = Funder(ref="council", cost_code="4100")
NHS = Funder(ref="NHS", cost_code="7200")
SHARED = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
APRIL = Period.month(2026, 4)


def of(ref: str, holder: str | None = "H-7", funding: Any = COUNCIL, **facts: Any) -> Arrangement:
    held = None if holder is None else Holder(ref=holder)
    return mary(**facts).replace(person=Person(ref=ref), ref=f"ISF-{ref}", holder=held, funding=funding)


def book() -> list[Arrangement]:
    return [
        of("P-1"),
        of("P-2", None),
        of("P-3", "H-9", SHARED),
        of("P-4", None, budget={"contribution": None}),
        of("P-5", "H-8", budget={"contribution": None}),
        of("P-6", "H-9", None),
        of("P-7", "H-9", (Funder(ref="a charity"))),
    ]


def runs(entries: Any, span: Period = APRIL) -> PayRuns:
    return pay_runs_for(entries, span=span, on=KNOWN, policy=TO_EFFECT)


def decided(amount: str) -> PaymentHistory:
    decision = Decision(amount=Money(amount), reason="agreed", decided_by="panel", decided_on=KNOWN)
    return PaymentHistory().deciding(decision)


@pytest.mark.parametrize("wrong", [None, 7, "book", [mary(), "mary"], [(mary(),)]])
def test_what_is_no_book_is_refused(wrong: Any) -> None:
    refused(lambda: runs(wrong), "pay_runs_for")


def test_the_book_has_every_run_and_everybody_who_cannot_be_paid_once() -> None:
    found = runs(book())
    assert [run.holder for run in found.runs] == ["H-7", "H-8", "H-9"]
    for run in found.runs:
        assert run == pay_run(book(), holder=run.holder, span=APRIL, on=KNOWN, policy=TO_EFFECT)
    assert [(each.person, each.reason, each.holder) for each in found.not_paid] == [
        ("P-2", "not recorded: ISF provider", None),
        ("P-4", "not recorded: ISF provider, contribution (budget)", None),
        ("P-5", "not recorded: contribution (budget)", "H-8"),
    ]
    named = [line.person for line in found.lines] + [each.person for each in found.not_paid]
    assert sorted(named) == [f"P-{number}" for number in range(1, 8)]


def test_its_totals_by_holder_funder_and_cost_code_all_add_up() -> None:
    found = runs(book())
    assert str(found.amount) == "1350.00"
    assert {ref: str(sum_) for ref, sum_ in found.by_holder.items()} == {
        "H-7": "337.50",
        "H-8": "0.00",
        "H-9": "1012.50",
    }
    assert {ref: str(sum_) for ref, sum_ in found.by_funder.items()} == {
        "NHS": "135.00",
        "a charity": "337.50",
        "council": "540.00",
        None: "337.50",
    }
    assert {code: str(sum_) for code, sum_ in found.by_cost_code.items()} == {
        "4100": "540.00",
        "7200": "135.00",
        None: "675.00",
    }
    assert [*found.by_funder][-1] is None
    for totals in (found.by_holder, found.by_funder, found.by_cost_code):
        assert Money.total(totals.values()) == found.amount


def test_its_records_have_each_part_and_each_reason() -> None:
    found = runs(book())
    records = found.records()
    assert [(each["person"], each["funder"], each["cost_code"], str(each["amount"])) for each in records[:4]] == [
        ("P-1", "council", "4100", "337.50"),
        ("P-3", "council", "4100", "202.50"),
        ("P-3", "NHS", "7200", "135.00"),
        ("P-6", None, None, "337.50"),
    ]
    assert (records[-1]["holder"], records[-1]["person"]) == ("H-8", "P-5")
    assert records[-1]["not_paid"] == "not recorded: contribution (budget)"
    lines = str(found).splitlines()
    assert lines[0] == "All holders, due 1 Apr 2026 to 30 Apr 2026: £1,350.00, 4 payments."
    assert lines[2] == "Not paid: 3"
    assert lines[-2].split() == ["Total", "4", "1,350.00"]
    assert found.table().totals == ("Total", None, "4 payments", *[None] * 5, Money("1350"), "3 not paid")


def test_why_somebody_is_not_paid_has_a_column_only_where_somebody_is_not() -> None:
    found, paid = runs(book()), runs([of("P-1")])
    assert found.not_paid
    assert not paid.not_paid
    assert paid.table().columns == found.table().columns[:-1]
    assert paid.table().totals == ("Total", None, "1 payment", *[None] * 5, paid.amount)
    assert paid.schema() == found.schema()
    assert [*paid.records()[0]] == [*found.records()[0]]
    assert paid.records()[0]["not_paid"] is None


def test_what_was_paid_is_not_paid_again_and_what_is_overdue_is_named() -> None:
    behind = of("P-1")
    june = runs([(behind, paid_before(behind, 1))], Period.month(2026, 6))
    assert [line.to_pay.payment.due for line in june.overdue] == [date(2026, 5, 5)]
    assert (len(june.lines), str(june.amount)) == (2, "675.00")
    assert (runs([]).runs, runs([]).amount, runs([]).by_funder) == ((), Money(0), {})


@pytest.mark.parametrize(
    ("amount", "council", "nhs"),
    [("0.01", "202.51", "135.00"), ("-100.01", "142.49", "95.00"), ("-168.75", "101.25", "67.50")],
)
def test_what_is_adjusted_is_borne_as_the_payment_is(amount: str, council: str, nhs: str) -> None:
    found = runs([(of("P-1", funding=SHARED), decided(amount))])
    assert {ref: str(sum_) for ref, sum_ in found.by_funder.items()} == {"NHS": nhs, "council": council}
    assert Money.total(found.by_funder.values()) == found.amount


def test_where_nothing_else_is_paid_what_is_adjusted_is_borne_by_the_shares() -> None:
    free = of("P-1", funding=SHARED, budget={"actual": Rate.weekly(0)})
    assert {ref: str(sum_) for ref, sum_ in runs([(free, decided("10"))]).by_funder.items()} == {
        "NHS": "4.00",
        "council": "6.00",
    }
    rated = (FundingRate(funder=NHS, rate=Rate.weekly(0)), FundingShare(funder=COUNCIL, share=1))
    free = free.replace(funding=rated)
    assert str(runs([(free, decided("10"))]).by_funder["council"]) == "10.00"


def test_the_book_names_whoever_cannot_be_paid_whatever_is_wrong_and_pays_the_others() -> None:
    """A calendar that ends too early, pay dates of another cycle, payment on delivery: one record each."""
    england = WorkingDays.england_and_wales()
    short = WorkingDays.of(england.holidays, first=date(2026, 1, 1), last=date(2026, 6, 30))
    listed = PayDates({date(2026, 4, 7): date(2026, 4, 2)})
    entries = [
        of("P-0"),
        of("P-1", payment={"working_days": short}),
        of("P-2", payment={"due_days": listed}),
        of("P-4", payment={"on_delivery": DeliveryLimit.PERIOD}),
    ]
    found = runs(entries)
    assert [line.person for line in found.lines] == ["P-0"]
    assert [each.person for each in found.not_paid] == ["P-1", "P-2", "P-4"]
    assert [each.missing for each in found.not_paid] == [
        ("WorkingDays",),
        ("contract.payment.due_days",),
        (),
    ]
    assert all(each.reason for each in found.not_paid)


def test_a_run_names_those_of_whom_something_was_never_reconciled() -> None:
    """Even where nothing is left to be paid, because it ended."""
    on, span = date(2026, 7, 20), Period(first_day=date(2026, 7, 27), last_day=date(2026, 8, 9))
    rise = varied(varying(date(2026, 6, 29), ("budget.actual", Rate.weekly("90")), known_from=on))
    ended = mary(arrangement={"endings": (ending(given_on=on, last_day=date(2026, 6, 28)),), "ref": "A-2"})
    bare = PaymentMade(
        paid_on=date(2026, 4, 6), period=Period(first_day=date(2026, 4, 6), last_day=date(2026, 7, 26)), budget=5
    )
    book: Any = [
        (rise, paid_before(rise)),
        (ended, paid_before(mary())),
        (mary(arrangement={"ref": "A-3"}), PaymentHistory().paying(bare)),
        (mary(), paid_before(mary())),
    ]
    runs = pay_runs_for(book, span=span, on=on, policy=TO_EFFECT)
    assert [(each.arrangement, str(each.amount)) for each in runs.unraised] == [
        (rise.ref, "22.50"),
        ("A-2", "-337.50"),
        ("A-3", "None"),
    ]
    (run,) = runs.runs
    assert run.unraised == runs.unraised
    assert "\nTo be corrected, by reconcile: 3\n" in str(runs)
    assert pay_run(book, holder=run.holder, span=span, on=on, policy=TO_EFFECT).unraised == run.unraised


def test_a_run_is_in_order_of_person_arrangement_and_due_date_whatever_the_order_of_the_book() -> None:
    second = of("P-1").replace(ref="ISF-P-0")
    entries = [of("P-3"), of("P-1"), second, of("P-2")]
    span = Period(first_day=date(2026, 5, 1), last_day=date(2026, 6, 30))
    for asked in (APRIL, span):
        found = runs(entries, asked)
        assert found == runs(entries[::-1], asked)
        for lines in (found.lines, found.overdue):
            keys = [(line.person, line.arrangement, line.to_pay.payment.due) for line in lines]
            assert keys == sorted(keys)
    assert [line.arrangement for line in found.overdue] == ["ISF-P-0", "ISF-P-1", "ISF-P-2", "ISF-P-3"]


def test_what_is_not_recorded_is_said_before_what_is_still_to_be_taken_back() -> None:
    """Of 1,000.00 half of the one payment that is left is taken."""
    stopped = of("P-1", None, arrangement={"endings": (ending(last_day=date(2026, 5, 3), given_on=APRIL.first_day),)})
    (found,) = runs([(stopped, decided("-1000"))]).not_paid
    assert found.reason == (
        "not recorded: ISF provider; £831.25 is still to be taken back, and no payment follows that takes it up"
    )


def test_a_run_at_the_end_of_the_calendar_says_who_cannot_be_paid() -> None:
    last = Period(first_day=date(9999, 12, 1), last_day=date(9999, 12, 30))
    (found,) = runs([of("P-1")], last).not_paid
    assert found.person == "P-1"
