"""Charts: a title that says what is found, each figure as text beside it, and a specification that is drawn offline."""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial
from itertools import repeat
from types import SimpleNamespace
from typing import Any

import pytest
from evidence.test_survey import ALL, answers
from support.refusing import refused
from support.scenarios import UNTIL, mary, stubs_and_changes
from support.small_account import P1, P2, entry, paid, small, spent

from isf_core import (
    PLAIN,
    EntryKind,
    Frequency,
    Money,
    NotRecorded,
    PayCycle,
    Period,
    Rate,
    Schedule,
    SurplusRule,
    Survey,
    Timeline,
    compare_answers,
    schedule_payments,
    with_value,
)
from isf_core.present import (
    Chart,
    balance_chart,
    by_holder_chart,
    outcomes_chart,
    payments_chart,
    spending_chart,
)

RISES = with_value(mary(), "budget.actual", Timeline(Rate.weekly("84.375"), (date(2026, 6, 29), Rate.weekly("90"))))
THREE = Period(first_day=P1.first_day, last_day=date(2026, 6, 28))
ACCOUNT = small(paid("E-1", date(2026, 4, 6), period=P1), spent("E-2", date(2026, 4, 20), 250, support="meals"))


def drawn(chart: Chart, layer: int = 0) -> list[dict[str, Any]]:
    """The data of a layer."""
    found: list[dict[str, Any]] = chart.spec["layer"][layer]["data"]["values"]
    return found


def of(arrangement: Any, until: date = UNTIL) -> Schedule:
    """Its payments."""
    return schedule_payments(arrangement, until=until)


def test_payments_say_how_much_and_from_when_it_is_another_sum() -> None:
    chart = payments_chart(of(RISES))
    assert chart.title == "13 payments, £3,572.50 in all; what is paid changes on 29 Jun 2026 to £280.00 each."
    assert chart.text[0] == "On Mon 29 Jun 2026 what is paid changes from £257.50 to £280.00."
    assert chart.text[-1] == "In all: £3,572.50."
    assert drawn(chart, 1) == [{"day": "29 Jun 2026", "what": "29 Jun 2026"}]
    assert [row["pounds"] for row in drawn(chart)[:4]] == [257.5, 257.5, 257.5, 280.0]
    assert str(chart).startswith(chart.title)
    assert repr(chart) == f"<Chart: {chart.title}>"


def test_what_does_not_change_has_no_mark_and_one_payment_is_one() -> None:
    chart = payments_chart(of(mary())[:1])
    assert chart.title == "1 payment, £257.50 in all."
    assert len(chart.spec["layer"]) == 1


def test_the_parts_of_each_payment_add_up_to_it_and_a_penny_is_no_change() -> None:
    schedule = of(stubs_and_changes())
    chart = payments_chart(schedule)
    pence: dict[str, int] = {}
    for row in drawn(chart):
        pence[row["day"]] = pence.get(row["day"], 0) + round(row["pounds"] * 100)
    assert [*pence.values()] == [each.amount.pence for each in schedule if each.amount or each.is_regular]
    assert "changes on 1 Oct 2026 to £986.18 each" in chart.title, "£986.17 afterwards is the rounding"


def test_a_change_after_the_payments_shown_marks_nothing() -> None:
    assert payments_chart(of(RISES)[:2]).title == "2 payments, £515.00 in all."


def test_months_of_other_lengths_are_no_change() -> None:
    monthly = schedule_payments(with_value(mary(), "contract.payment.cycle", PayCycle.monthly(2026, 4)), until=UNTIL)
    assert len({each.amount for each in monthly}) > 1
    chart = payments_chart(monthly)
    assert chart.title.endswith(" in all."), chart.title
    raised = with_value(RISES, "contract.payment.cycle", PayCycle.monthly(2026, 4))
    assert payments_chart(of(raised)).title.endswith("; what is paid changes on 29 Jun 2026.")


def test_many_figures_are_said_up_to_sixty_and_the_rest_counted() -> None:
    chart = payments_chart(of(mary(), until=date(2031, 12, 31)))
    assert chart.text[-2] == "And 15 more."
    weekly = with_value(mary(), "contract.payment.cycle", PayCycle(Frequency.WEEKLY, date(2026, 4, 6)))
    refused(lambda: payments_chart(of(weekly, until=date(2046, 1, 1))), "marks cannot be told apart")
    refused(lambda: payments_chart(of(mary())[:0]), "no payments")
    wrong: Any = "a schedule"
    refused(lambda: payments_chart(wrong), "give what schedule_payments(...) gave")


def test_the_balance_within_and_above_the_cap() -> None:
    within = balance_chart(ACCOUNT, span=P1, policy=PLAIN)
    assert within.title == (
        "The surplus stays within what may be held on the 3 days shown; the balance is £150.00 on 3 May 2026."
    )
    kept = small(paid("E-1", date(2026, 4, 6), period=P1), paid("E-2", date(2026, 5, 4), period=P2))
    above = balance_chart(kept, span=THREE, policy=PLAIN)
    assert above.title.startswith("The surplus is above what may be held on 2 of the 3 days shown"), above.title
    assert "On Sun 28 Jun 2026 what may be held is £200.00." in above.text
    assert {row["line"] for row in drawn(above)} == {"balance", "surplus", "may be held"}


def test_a_balance_without_a_cap_without_an_account_and_of_too_many_days() -> None:
    none = balance_chart(with_value(ACCOUNT, "contract.surplus", None), span=P1, policy=PLAIN)
    assert none.title == "The balance is £150.00 on 3 May 2026; no cap is recorded."
    undated = balance_chart(small(paid("E-1", date(2026, 4, 6))), span=P1, policy=PLAIN)
    assert "What may be held cannot be worked out on Sun 3 May 2026" in undated.text[-1]
    unknown = with_value(ACCOUNT, "fund.entries", None)
    refused(lambda: balance_chart(unknown, span=P1, policy=PLAIN), "fund.entries", kind=NotRecorded)
    long = Period(first_day=date(2026, 4, 6), last_day=date(2029, 4, 6))
    refused(lambda: balance_chart(ACCOUNT, span=long, policy=PLAIN), "a shorter span")


def test_spending_beside_the_plan() -> None:
    chart = spending_chart(ACCOUNT, span=P1, policy=PLAIN)
    assert chart.title == "£250.00 spent from 6 Apr 2026 to 3 May 2026, of £400.00 planned."
    assert chart.text == ("meals: £250.00 spent, £280.00 planned.", "club: £0.00 spent, £120.00 planned.")
    astray = small(entry("E-1", date(2026, 4, 20), EntryKind.DIRECT_SUPPORT, 7))
    chart = spending_chart(astray, span=P1, policy=PLAIN)
    assert "on no support of the plan: £7.00 spent" in " ".join(chart.text)


def test_outcomes_before_and_after_and_none() -> None:
    survey = Survey(statements=ALL, before=answers((1, 5, None), (2, None, 1)), after=answers((4, 4, 2), (2, 5, None)))
    chart = outcomes_chart(compare_answers(survey, policy=PLAIN))
    assert chart.title == "1 of 2 statements are better after than before; 2 answered both times."
    assert chart.text[0].endswith(": 1.5 before, 3.0 after (2 people).")
    nobody = compare_answers(Survey(statements=ALL, before=answers((1, 1, 1)), after=()), policy=PLAIN)
    refused(lambda: outcomes_chart(nobody), "nobody answered both times")


def test_a_book_by_holder_the_largest_first() -> None:
    chart = by_holder_chart([("H-7", Money("337.50")), ("H-8", Money("1200"))])
    assert chart.title == "£1,537.50 to 2 holders; most to H-8."
    assert [row["what"] for row in drawn(chart)] == ["H-8", "H-7"]
    assert by_holder_chart([("H-7", Money(1))], title="April").title == "April"
    assert by_holder_chart([("H-7", Money(1))]).title == "£1.00 to 1 holder; most to H-7."
    refused(lambda: by_holder_chart([]), "no holder")


HOSTILE = "<script>alert(1)</script>\u202e" + "x" * 5000


def test_hostile_names_come_out_escaped_and_short() -> None:
    chart = by_holder_chart([(HOSTILE, Money(1))])
    for shown in (chart._repr_html_(), chart.__html__()):
        assert "<script" not in shown
        assert "\u202e" not in shown
    assert len(str(chart)) < 3000
    assert "\u202e" not in json.dumps(chart.spec, ensure_ascii=False)


def test_where_nothing_is_installed_the_text_is_shown_and_the_extra_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    chart = by_holder_chart([("H-7", Money(1))])
    refused(chart.svg, "vl-convert-python is not installed", "its extra 'charts'")
    refused(chart.altair, "altair is not installed", "its extra 'charts'")
    assert chart._repr_html_() == (
        "<figure><figcaption>£1.00 to 1 holder; most to H-7.<ul><li>H-7: £1.00.</li><li>In all: £1.00.</li></ul>"
        "</figcaption></figure>"
    )


def test_what_is_installed_is_handed_the_specification_and_reaches_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []

    def to_svg(spec: Any, *, allowed_base_urls: list[str]) -> str:
        told.append((spec, allowed_base_urls))
        return "<svg></svg>"

    monkeypatch.setitem(sys.modules, "vl_convert", SimpleNamespace(vegalite_to_svg=to_svg))
    monkeypatch.setitem(sys.modules, "altair", SimpleNamespace(Chart=SimpleNamespace(from_dict=dict)))
    chart = by_holder_chart([("H-7", Money(1))])
    assert chart.altair() == chart.spec
    assert '<div role="img" aria-label="£1.00 to 1 holder; most to H-7."><svg></svg></div>' in chart._repr_html_()
    assert told == [(chart.spec, [])]


@pytest.mark.parametrize(
    "chart",
    [
        payments_chart(of(stubs_and_changes())),
        balance_chart(ACCOUNT, span=THREE, policy=PLAIN),
        spending_chart(ACCOUNT, span=THREE, policy=PLAIN),
        outcomes_chart(
            compare_answers(Survey(statements=ALL, before=answers((1, 5, 2)), after=answers((4, 4, 2))), policy=PLAIN)
        ),
        by_holder_chart([("H-7", Money(1))]),
    ],
    ids=("payments", "balance", "spending", "outcomes", "by_holder"),
)
def test_altair_takes_each_specification_and_vl_convert_draws_it(chart: Chart) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    assert chart.altair().to_dict()["title"]["text"] == chart.title
    svg = chart.svg()
    assert svg.startswith("<svg")
    assert "£" in svg or chart.title.startswith("1 of")


def test_why_no_cap_is_drawn_is_told_apart() -> None:
    closing = "The balance is £150.00 on 3 May 2026; "
    unknown = balance_chart(with_value(ACCOUNT, "fund.commitments", None), span=P1, policy=PLAIN)
    assert unknown.title == closing + "what may be held cannot be worked out."
    uncapped = with_value(ACCOUNT, "contract.surplus", SurplusRule(no_cap=True))
    assert balance_chart(uncapped, span=P1, policy=PLAIN).title == closing + "there is no cap."


def test_staying_within_the_cap_is_said_of_the_days_that_can_be_worked_out() -> None:
    day = Period(first_day=P1.last_day, last_day=P1.last_day)
    assert "may be held on the day shown;" in balance_chart(ACCOUNT, span=day, policy=PLAIN).title
    undated = small(paid("E-1", date(2026, 4, 6), period=P1), paid("E-2", date(2026, 5, 4)))
    title = balance_chart(undated, span=THREE, policy=PLAIN).title
    assert title.startswith("The surplus stays within what may be held on 1 of the 3 days shown;"), title


def test_holders_without_an_end_and_what_is_no_pair_are_refused_at_once() -> None:
    refused(lambda: by_holder_chart(repeat(("H-7", Money(1)))), "cannot be told apart")
    hostile: list[Any] = [5, [("a",)], [(1, Money(1))], [("a", 1)], ["ab"], [5]]
    for each in hostile:
        refused(partial(by_holder_chart, each), "by_holder_chart")
    refused(lambda: by_holder_chart([("H-7", Money(1))], title=hostile[0]), "by_holder_chart.title")
