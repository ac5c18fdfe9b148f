"""Both sides of each limit of letters, charts and words: the last that is there, and the first that is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from present.letters.letter_cases import FRAME, OURS, mary
from support.refusing import refused
from support.small_account import paid, small

from isf_core import PLAIN, Frequency, Money, PayCycle, Period, schedule_payments, with_value
from isf_core.present import Words, balance_chart, by_holder_chart, payments_chart
from isf_core.present.drawing import BLUE, few, grouped
from isf_core.present.figures import Figures
from isf_core.present.letters import LetterTable, Recipient, finance_letter, payment_letter
from isf_core.present.letters._page import Body
from isf_core.values import Rate

FIRST = date(2026, 4, 6)


def holders(number: int) -> Any:
    """The chart of so many holders."""
    return by_holder_chart([(f"H-{n:04}", Money(n + 1)) for n in range(number)])


def days(number: int) -> Any:
    """The chart of so many days of an account."""
    account = small(paid("E-1", FIRST, period=Period(first_day=FIRST, last_day=FIRST + timedelta(days=27))))
    return balance_chart(
        account, span=Period(first_day=FIRST, last_day=FIRST + timedelta(days=number - 1)), policy=PLAIN
    )


def explained(number: int) -> Any:
    """What finance reads of so many payments."""
    weekly = with_value(mary(), "contract.payment.cycle", PayCycle(Frequency.WEEKLY, anchor=FIRST))
    payments = schedule_payments(weekly, until=FIRST + timedelta(days=7 * number - 1))
    assert len(payments) == number
    return finance_letter(payments, **{**FRAME, "on": FIRST - timedelta(days=30)})


LIMITS: dict[str, tuple[Callable[[int], Any], int]] = {
    "holders of a chart": (holders, 1_000),
    "days of a chart": (days, 1_000),
    "payments that finance reads": (explained, 100),
    "lines of an address": (lambda number: OURS.replace(address=("a line",) * number), 20),
    "lines of a reader's address": (lambda number: Recipient(name="Mary", address=("a line",) * number), 20),
    "letters of a contact": (lambda number: OURS.replace(contact="x" * number), 2_000),
    "a number of things": (Figures().form_for, 10**12),
    "a number of things in a sentence": (lambda number: Words().count("one", "{count}", number), 10**12),
}


@pytest.mark.parametrize("name", LIMITS)
def test_the_most_is_taken_and_one_more_is_not(name: str) -> None:
    make, most = LIMITS[name]
    assert make(most)
    refused(lambda: make(most + 1))


def test_nothing_is_a_number_of_things_and_less_is_not() -> None:
    assert (Figures().form_for(0), Words().count("one", "{count}", 0)) == ("other", "0")
    refused(lambda: Figures().form_for(-1))
    refused(lambda: Words().count("one", "{count}", -1))


def test_sixty_figures_are_said_and_of_more_how_many() -> None:
    lines = [str(number) for number in range(1_061)]
    assert few(lines[:60]) == lines[:60]
    assert few(lines[:61]) == [*lines[:60], "And 1 more."]
    assert few(lines)[60:] == ["And 1,001 more."]


@pytest.mark.parametrize(("bars", "height"), [(5, 120), (6, 132), (181, 3_982), (182, 4_000), (1_000, 4_000)])
def test_a_chart_grows_with_its_bars_up_to_a_height(bars: int, height: int) -> None:
    chart = grouped("Bars.", [], [(str(n), "paid", Money(1)) for n in range(bars)], (("paid", BLUE),))
    assert chart.spec["height"] == height


@pytest.mark.parametrize(("length", "is_cut"), [(60, False), (61, True)])
def test_a_long_name_is_cut_below_a_bar_and_in_the_title(length: int, is_cut: bool) -> None:
    chart = by_holder_chart([("H" * length, Money(1))])
    what = chart.spec["layer"][0]["data"]["values"][0]["what"]
    assert what == ("H" * 59 + f"… ({length} characters)" if is_cut else "H" * length)
    assert chart.title == f"£1.00 to 1 holder; most to {what}."


@pytest.mark.parametrize(("rows", "is_short"), [(12, True), (13, False)])
def test_a_table_of_a_dozen_rows_is_kept_on_one_page(rows: int, is_short: bool) -> None:
    body = Body()
    body.table("Caption", ["One"], [["a"]] * rows, None, [""])
    assert ('<table class="short">' in str(body)) is is_short


@pytest.mark.parametrize(
    ("kinds", "is_wide"),
    [
        (("day",) * 7, False),
        (("day",) * 8, True),
        (("sum",) * 8, False),
        (("sum",) * 9, True),
        (("",) * 8, False),
        (("",) * 9, True),
        (("day",) * 3 + ("sum",) * 5, False),
        (("day",) * 4 + ("sum",) * 4, True),
    ],
)
def test_a_page_lies_across_where_its_columns_need_it(kinds: tuple[str, ...], is_wide: bool) -> None:
    letter = payment_letter(schedule_payments(mary(), until=date(2026, 5, 3)), **{**FRAME, "on": date(2026, 3, 1)})
    row = ("x",) * len(kinds)
    table = LetterTable(caption="Wide", head=row, rows=(row,), foot=None, kinds=kinds)
    section = letter.sections[1].replace(tables=(table,))
    page = letter.replace(sections=(section,)).html()
    assert ("A4 landscape" in page) is is_wide


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Fraction(1, 10**12), "0.000000000001"),
        (Fraction(1, 3 * 10**3), "1/3000 (about 0.0003)"),
        (Fraction(15, 10**5 * 3), "0.00005"),
        (Fraction(1, 7 * 10**5), "1/700000 (about 0)"),
        (Fraction(-1, 3), "-1/3 (about -0.3333)"),
    ],
)
def test_a_number_is_said_to_four_places_where_it_does_not_end(number: Fraction, said: str) -> None:
    assert Words().number(number) == said


def test_a_penny_that_is_rounding_is_no_change() -> None:
    """A third of a pound a week for four weeks: £1.33 or £1.34, as the pennies fall."""
    thirds = with_value(mary(), "budget.actual", Rate.weekly(Fraction(61, 3)))
    assert "changes" not in payments_chart(schedule_payments(thirds, until=date(2027, 4, 4))).title
