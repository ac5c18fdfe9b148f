"""Pay runs: for one holder, all that falls due in some days, person by person, and nobody left out without a word."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, mary, merged
from support.refusing import refused
from support.time_cases import KNOWN, TO_EFFECT, paid_before, varied, varying

from isf_core import PLAIN, Arrangement, Holder, IsfError, Money, OneOff, OneOffPayment, Period, Person, Rate, Timing
from isf_core.errors import DanglingReference, ImpossiblePeriod, NotADate
from isf_core.model import InWorkingDays, PayDates, WeekdayOfMonth
from isf_core.pay_runs import Decision, PaymentHistory, PayRun, pay_run

NUMBERS = TO_EFFECT
A_DAY = Period(first_day=FIRST_DAY, last_day=FIRST_DAY)


def of(ref: str, arrangement: Arrangement | None = None, **facts: Any) -> Arrangement:
    made = mary(**facts) if arrangement is None else arrangement
    return made.replace(person=Person(ref=ref, name="Nobody Should See"), ref=f"ISF-{ref}")


def run(
    *arrangements: Any, first_day: date = date(2026, 4, 1), last_day: date = date(2026, 4, 30), **more: Any
) -> PayRun:
    asked: dict[str, Any] = {"holder": "H-7", "on": KNOWN, "policy": NUMBERS, **more}
    return pay_run(arrangements, span=Period(first_day=first_day, last_day=last_day), **asked)


# What is refused


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("holder", None),
        ("holder", " "),
        ("holder", 7),
        ("on", "today"),
        ("on", None),
        ("policy", None),
        ("policy", PLAIN.rules),
    ],
)
def test_what_is_asked_is_checked_at_once(what: str, wrong: Any) -> None:
    refused(lambda: run(mary(), **{what: wrong}))


def test_the_days_of_a_run_are_in_order() -> None:
    refused(lambda: run(first_day=date(2026, 5, 1)), kind=ImpossiblePeriod)
    wrong: Any = "2026-04-01"
    refused(lambda: run(first_day=wrong), kind=NotADate)
    refused(lambda: run(last_day=wrong), kind=NotADate)


@pytest.mark.parametrize(
    "wrong", [None, "mary", 7, (mary(),), (mary(), PaymentHistory(), 1), (mary(), None), (PaymentHistory(), mary()), ()]
)
def test_what_is_no_arrangement_is_refused_by_its_place(wrong: Any) -> None:
    error = refused(lambda: run(mary(), wrong))
    assert error.where in {"pay_run[1]", "next_payments"}


@pytest.mark.parametrize("wrong", [None, 7, mary()])
def test_a_run_is_over_many(wrong: Any) -> None:
    refused(
        lambda: pay_run(wrong, holder="H-7", span=A_DAY, on=KNOWN, policy=NUMBERS),
        "pay_run",
        "give Arrangements, or pairs",
    )


def test_an_endless_book_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isf_core.pay_runs.payment_run.MOST_ARRANGEMENTS", 3)
    bare = Arrangement(person=Person(ref="P"))
    with pytest.raises(IsfError, match="more than 3 entries"):
        pay_run(
            (bare for _ in count()),
            holder="H",
            span=A_DAY,
            on=KNOWN,
            policy=NUMBERS,
        )


# What is in it


@pytest.mark.parametrize(
    ("first_day", "last_day", "due"),
    [
        (date(2026, 4, 7), date(2026, 4, 7), [date(2026, 4, 7)]),
        (date(2026, 4, 8), date(2026, 5, 4), []),
        (date(2026, 4, 8), date(2026, 5, 5), [date(2026, 5, 5)]),
        (date(2026, 4, 7), date(2026, 5, 5), [date(2026, 4, 7), date(2026, 5, 5)]),
        (date(2026, 1, 1), date(2026, 4, 6), []),
    ],
)
def test_both_days_of_the_window_count_and_the_moved_due_date_decides(
    first_day: date, last_day: date, due: list[date]
) -> None:
    found = run(of("P-1"), first_day=first_day, last_day=last_day)
    assert [line.to_pay.payment.due for line in found.lines] == due
    assert found.due == Period(first_day=first_day, last_day=last_day)


def test_a_payment_due_before_its_period_is_in_the_run_of_its_due_date() -> None:
    ahead = of("P-1", payment={"due_days": -92})
    found = run(ahead, first_day=date(2026, 1, 5), last_day=date(2026, 1, 6))
    assert [line.to_pay.payment.first_day for line in found.lines] == [FIRST_DAY]
    working = of("P-1", payment={"due_days": InWorkingDays(-60)})
    found = run(working, first_day=date(2026, 1, 9), last_day=date(2026, 1, 9))
    assert [line.to_pay.payment.first_day for line in found.lines] == [FIRST_DAY]
    arrears = of("P-2", payment={"timing": Timing.IN_ARREARS, "due_days": 92})
    found = run(arrears, first_day=date(2026, 8, 4), last_day=date(2026, 8, 4))
    assert [line.to_pay.payment.first_day for line in found.lines] == [FIRST_DAY]


def test_others_holders_give_no_line_and_each_holder_is_paid_from_when_it_holds() -> None:
    moved = of("P-1", varied(varying(date(2026, 5, 4), ("holder", Holder(ref="H-8")))))
    other = of("P-2").replace(holder=Holder(ref="H-9"))
    both = {"first_day": date(2026, 4, 1), "last_day": date(2026, 5, 31)}
    old, new = run(moved, other, **both), run(moved, other, holder="H-8", **both)
    assert [line.to_pay.payment.first_day for line in old.lines] == [FIRST_DAY]
    assert [line.to_pay.payment.first_day for line in new.lines] == [date(2026, 5, 4)]
    assert (old.not_paid, new.not_paid) == ((), ())


def test_its_lines_go_by_person_arrangement_and_due_date_and_add_up() -> None:
    net = of("P-1", **NET)
    second = net.replace(ref="ISF-0")
    found = run(of("P-2"), net, second, last_day=date(2026, 5, 31))
    assert [(line.person, line.arrangement, line.to_pay.payment.due.month) for line in found.lines] == [
        ("P-1", "ISF-0", 4),
        ("P-1", "ISF-0", 5),
        ("P-1", "ISF-P-1", 4),
        ("P-1", "ISF-P-1", 5),
        ("P-2", "ISF-P-2", 4),
        ("P-2", "ISF-P-2", 5),
    ]
    assert {ref: str(money) for ref, money in found.by_person.items()} == {"P-1": "1030.00", "P-2": "675.00"}
    assert str(found.amount) == "1705.00"
    assert Money.total(found.by_person.values()) == found.amount == Money.total(line.amount for line in found.lines)


def test_what_was_paid_is_not_paid_again_and_what_is_outstanding_is_taken_up() -> None:
    arrangement = of("P-1")
    paid = paid_before(arrangement, 4)
    owed = Decision(amount=Money("-10"), reason="agreed", decided_by="panel", decided_on=KNOWN)
    year = {"first_day": FIRST_DAY, "last_day": date(2026, 8, 31)}
    again = run((arrangement, paid.deciding(owed)), **year)
    assert [str(line.amount) for line in again.lines] == ["327.50", "337.50"]
    two = run((arrangement, paid_before(arrangement, 5)), of("P-2"), **year)
    assert [str(line.amount) for line in two.lines][:2] == ["337.50", "337.50"]
    assert len(run(arrangement, **year).lines) == 6, "without a history nothing was paid yet"


def test_those_that_cannot_be_paid_are_named_with_what_is_missing() -> None:
    bare = of("P-1", contract={"fee": None}, budget={"one_offs": None})
    undated = of("P-2", varied(varying(FIRST_DAY, ("holder", None), known_from=None)))
    sum_before = OneOff(on=date(2026, 1, 1), amount=Money(1), what="rails")
    outside = of("P-3", budget={"one_offs": (sum_before,)}, payment={"one_offs": OneOffPayment.WITH_PERIOD})
    endless = of("P-4", contract={"first_day": None})
    found = run(bare, undated, outside, endless, of("P-5"))
    assert [(each.person, each.missing) for each in found.not_paid] == [
        ("P-1", ("budget.one_offs", "contract.fee")),
        ("P-2", ("variations[0].known_from",)),
        ("P-3", ("budget.one_offs[0].on",)),
        ("P-4", ("contract.first_day",)),
    ]
    assert [line.person for line in found.lines] == ["P-5"]


def four() -> tuple[Arrangement, ...]:
    """A book of four, as the fault P1 has it."""
    unsaid = {"contribution": None}
    return (
        of("P-1"),
        of("P-2").replace(holder=None),
        of("P-3", budget=unsaid).replace(holder=Holder(ref="H-9")),
        of("P-4", budget=unsaid).replace(holder=None),
    )


def test_p1_a_pay_run_names_everybody_once_and_nobody_of_another_holder() -> None:
    found = run(*four())
    assert [line.person for line in found.lines] == ["P-1"]
    assert [(each.person, each.missing, each.holder) for each in found.not_paid] == [
        ("P-2", ("holder",), None),
        ("P-4", ("holder", "budget.contribution"), None),
    ]
    assert [each.reason for each in found.not_paid] == [
        "not recorded: ISF provider",
        "not recorded: ISF provider, contribution (budget)",
    ]
    other = run(*four(), holder="H-9")
    assert other.lines == ()
    assert [(each.person, each.missing, each.holder) for each in other.not_paid] == [
        ("P-2", ("holder",), None),
        ("P-3", ("budget.contribution",), "H-9"),
        ("P-4", ("holder", "budget.contribution"), None),
    ]


def test_p1_a_holder_whom_nobody_has_is_said() -> None:
    refused(
        lambda: run(*four(), holder="H-77"),
        "pay_run.holder: nobody has the holder 'H-77'; the holders are H-7, H-9",
        kind=DanglingReference,
    )
    refused(lambda: run(of("P-1"), holder="H-77"), "the holders are H-7", kind=DanglingReference)
    refused(lambda: run(of("P-2").replace(holder=None)), "no holder is recorded", kind=DanglingReference)
    later = of("P-1", varied(varying(date(2026, 9, 21), ("holder", Holder(ref="H-8")), known_from=date(2026, 9, 1))))
    assert run(later, holder="H-8").lines == (), "it is to be theirs: a run of no payment, and no error"
    assert run(holder="H-77").lines == (), "a book of nobody says nothing of anybody"


def test_a_holder_who_is_no_longer_recorded_is_missing_from_then_on() -> None:
    gone = of("P-1", varied(varying(date(2026, 5, 4), ("holder", None))))
    assert run(gone).not_paid == (), "nothing falls due for the days without a holder yet"
    may = run(gone, last_day=date(2026, 5, 31))
    assert [line.to_pay.payment.first_day for line in may.lines] == [FIRST_DAY]
    assert [(each.person, each.missing, each.holder) for each in may.not_paid] == [("P-1", ("holder",), None)]


@pytest.mark.parametrize(
    ("due_days", "last_day", "named"),
    [
        (0, date(2026, 4, 26), False),
        (0, date(2026, 4, 27), True),  # a payment for days from 4 May may be due a holiday or two before
        (-10, date(2026, 4, 16), False),
        (-10, date(2026, 4, 17), True),
        (InWorkingDays(-5), date(2026, 4, 16), False),  # at most twice as many days
        (InWorkingDays(-5), date(2026, 4, 17), True),
        (InWorkingDays(5), date(2026, 4, 26), False),
        (InWorkingDays(5), date(2026, 4, 27), True),
        (None, date(2026, 4, 26), False),
        (None, date(2026, 4, 27), True),
        (PayDates({date(2026, 4, 6): date(2026, 4, 2)}), date(2026, 4, 1), True),  # as early as a list may have it
        (WeekdayOfMonth(weekday=5, number=-1), date(2026, 4, 1), True),
    ],
)
def test_who_cannot_be_paid_is_named_to_the_holder_of_the_days_in_question(
    due_days: Any, last_day: date, named: bool
) -> None:
    moves = varying(date(2026, 5, 4), ("holder", Holder(ref="H-8")))
    moved = of("P-1", varied(moves, budget={"contribution": None}, payment={"due_days": due_days}))
    found = run(moved, holder="H-8", last_day=last_day)
    assert [each.person for each in found.not_paid] == (["P-1"] if named else [])
    assert [each.holder for each in found.not_paid] == (["H-7"] if named else [])
    assert len(run(moved, last_day=last_day).not_paid) == 1
    paid_then = paid_before(of("P-1"), 1)
    assert run((moved, paid_then), last_day=date(2026, 5, 31)).not_paid == (), "H-7 has had all that was its own"
    assert len(run((moved, paid_then), holder="H-8", last_day=date(2026, 5, 31)).not_paid) == 1


def test_a_change_of_holder_of_unknown_age_names_the_person_to_both() -> None:
    undated = of("P-1", varied(varying(date(2026, 5, 4), ("holder", Holder(ref="H-8")), known_from=None)))
    for holder in ("H-7", "H-8"):
        (each,) = run(undated, holder=holder).not_paid
        assert each.missing == ("variations[0].known_from",)


def test_what_is_wrong_is_said_in_words() -> None:
    sum_before = OneOff(on=date(2026, 1, 1), amount=Money(1), what="rails")
    outside = of("P-3", budget={"one_offs": (sum_before,)}, payment={"one_offs": OneOffPayment.WITH_PERIOD})
    (each,) = run(outside).not_paid
    assert each.reason.startswith("budget.one_offs[0].on: ")


def test_a_decision_is_taken_up_by_the_run() -> None:
    goodwill = Decision(amount=Money(100), reason="goodwill", decided_by="panel", decided_on=KNOWN)
    (line,) = run((of("P-1"), PaymentHistory().deciding(goodwill))).lines
    assert (str(line.amount), str(line.to_pay.adjusted)) == ("437.50", "100.00")


def test_what_fell_due_before_the_run_and_was_not_paid_is_named_and_never_added_in() -> None:
    arrangement = of("P-1")
    june = {"first_day": date(2026, 6, 1), "last_day": date(2026, 6, 30)}
    behind = run((arrangement, paid_before(arrangement, 1)), **june)
    assert [line.to_pay.payment.due for line in behind.overdue] == [date(2026, 5, 5)]
    assert "\nOverdue, and in no sum: 1\n" in str(behind)
    assert [line.to_pay.payment.due for line in behind.lines] == [date(2026, 6, 1), date(2026, 6, 29)]
    assert str(behind.amount) == "675.00"
    assert run((arrangement, paid_before(arrangement, 2)), **june).overdue == ()


def test_a_run_that_was_made_is_not_made_again() -> None:
    arrangement = of("P-1")
    first = run(arrangement)
    history = PaymentHistory().paying(*(line.to_pay.made(line.to_pay.payment.due) for line in first.lines))
    assert history.amount == first.amount
    again = run((arrangement, history))
    assert (again.lines, again.overdue) == ((), ())


def test_one_that_begins_long_after_the_run_is_no_accident() -> None:
    assert run(of("P-1"), first_day=date(2020, 1, 1), last_day=date(2020, 1, 31)).lines == ()
    assert run().lines == ()


def test_a_preview_is_the_run() -> None:
    book = [of("P-1"), of("P-2", **merged(NET))]
    assert run(*book).records() == run(*book).records()
    assert run(*book).lines[0].amount == run(*reversed(book)).lines[0].amount


def test_the_remittance_has_references_and_a_total_and_no_names() -> None:
    odd = of("P<1>")
    found = run(odd, holder="H-7")
    assert [*found.records()[0]] == [
        "person",
        "arrangement",
        "first_day",
        "last_day",
        "due",
        "payment",
        "adjusted",
        "amount",
    ]
    text, html = str(found), found._repr_html_()
    assert text.splitlines()[0] == "To H-7, due 1 Apr 2026 to 30 Apr 2026: £337.50, 1 payment for 1 person."
    assert text.splitlines()[-1].split() == ["Total", "1", "payment", "337.50"]
    assert "P&lt;1&gt;" in html
    assert "Nobody" not in text + html + repr(found)


def test_x10_an_arrangement_twice_in_a_book_is_paid_once_and_named_by_both_places() -> None:
    found = run(of("P-1"), of("P-2"), of("P-1"))
    assert [line.person for line in found.lines] == ["P-1", "P-2"], "they are alike: the first is right"
    assert [(each.person, each.missing, each.reason) for each in found.not_paid] == [
        (
            "P-1",
            ("pay_run[2]",),
            "pay_run[2]: the same arrangement as pay_run[0]; give it once, with the history that is right",
        )
    ]


def test_x10_an_arrangement_twice_with_two_histories_is_not_paid_and_keeps_nobody_else_from_being_paid() -> None:
    paid = (of("P-1"), paid_before(of("P-1"), 1))
    found = run(of("P-1"), of("P-2"), paid, of("P-1"), last_day=date(2026, 5, 31))
    assert {line.person for line in found.lines} == {"P-2"}
    assert [each.missing for each in found.not_paid] == [("pay_run[0]",), ("pay_run[2]",), ("pay_run[3]",)]
    assert found.not_paid[0].reason.startswith("pay_run[0]: the same arrangement as pay_run[2]")


def test_x10_two_arrangements_of_one_person_are_told_apart_by_their_references_or_by_what_they_say() -> None:
    bare, dearer = of("P-1").replace(ref=None), of("P-1", budget={"actual": Rate.weekly(90)}).replace(ref=None)
    assert len(run(bare, dearer, of("P-1"), of("P-1").replace(ref="ISF-2")).lines) == 4
    (again,) = run(bare, dearer, bare).not_paid
    assert again.missing == ("pay_run[2]",)
