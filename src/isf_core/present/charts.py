"""Charts of results: a title that says what is found, the figures beside it as text, and a Vega-Lite specification.

A chart is made of data alone: a specification in Vega-Lite, the open grammar that Jupyter, marimo and the web draw.
The extra `charts` adds what else you may want: altair, to change a chart in Python, and vl-convert, which draws SVG
and PNG in this process with no network and no browser. Matplotlib would need its own code for each form of output, and
gives nothing that a screen reader reads.

Sums are drawn as numbers and written as text: what a chart says in words is exact to the penny. Colours are those of
Okabe and Ito, which people who are colour-blind can tell apart; what is planned and what is spent differ in shade too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from ..account.balance import balance_on
from ..account.planned_and_actual import spending_by_support
from ..account.surplus import surplus_on
from ..errors import IsfError, NotRecorded, quote
from ..evidence.survey import SurveyResult, one_place
from ..model.arrangement import Arrangement
from ..model.parameters import GivenPolicy
from ..schedule.payment import Payment, Payments
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import instance
from ..values.dates import Period, in_words
from ..values.layout import printable
from ..values.money import ExactMoney, Money, Rounding
from ..values.table import as_read
from .drawing import (
    BLUE,
    DAYS,
    GREEN,
    ORANGE,
    POUNDS,
    RED,
    Chart,
    Row,
    at_most,
    chart_of,
    colours,
    few,
    grouped,
    length,
    read_at_most,
    short,
)

_PARTS: Final[tuple[tuple[str, str, Callable[[Payment], Money]], ...]] = (
    ("for support", BLUE, lambda each: each.amount - each.one_off - each.fee_on_top),
    ("one-off sums", ORANGE, lambda each: each.one_off),
    ("fee on top", GREEN, lambda each: each.fee_on_top),
)


def payments_chart(schedule: Payments) -> Chart:
    """Draw the payments of a schedule by component, and mark the days on which its terms change.

    A bar is a payment by the first day of its period. Below its full height it is stacked: what is for support, one-off
    sums, and a fee on top of the budget. A mark stands at the payment in which a rate, a contribution, a fee, a
    suspension or the basis changes; months of other lengths and part periods mark nothing.

    Raises IsfError for what is no schedule, for one without payments, and for more than 1,000.
    """
    instance("payments_chart", schedule, Payments, "give what schedule_payments(...) gave, or a slice of it")
    at_most("payments_chart", range(len(schedule)))
    if not schedule:
        raise IsfError("payments_chart", "the schedule has no payments", "give one that has")
    rows = [
        {"day": short(each.first_day), "part": name, "pounds": length(part(each)), "sum": as_read(part(each))}
        for each in schedule
        for name, _, part in _PARTS
        if part(each) or name == _PARTS[0][0]
    ]
    changes = _changes(schedule)
    total, number = as_read(schedule.totals.amount), len(schedule)
    title = f"{number:,} payment{'s' * (number != 1)}, {total} in all"
    told = []
    if changes:
        days = [schedule[0].first_day, *(since for since, _ in changes), date.max]
        between = [_alike(schedule, since, until) for since, until in pairwise(days)]
        title += f"; what is paid changes on {short(days[-2])}"
        title += f" to {as_read(between[-1])} each" if between[-1] is not None else ""
        for (since, _), old, new in zip(changes, between, between[1:], strict=False):
            sums = f" from {as_read(old)} to {as_read(new)}" if old is not None and new is not None else ""
            told.append(f"On {in_words(since)} what is paid changes{sums}.")
    said = [f"{in_words(each.first_day)}: {as_read(each.amount)}." for each in schedule]
    used = [(name, colour) for name, colour, part in _PARTS if any(part(each) for each in schedule)]
    by_day = {"field": "day", "type": "ordinal", "sort": None}
    across = {"type": "text", "angle": 270}
    # the marks stand above the bars
    above = {"domainMax": max(each.amount.pence for each in schedule) * 27 / 2000 or 1}
    bars = {
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "x": {**by_day, "axis": {"title": "First day of the period", "labelAngle": -40}},
            "y": {"field": "pounds", "type": "quantitative", "axis": POUNDS, **({"scale": above} if changes else {})},
            "color": colours(used, "part"),
            "tooltip": [{"field": name, "type": "nominal"} for name in ("day", "part", "sum")],
        },
    }
    marks = {
        "data": {"values": [{"day": short(each.first_day), "what": short(since)} for since, each in changes]},
        "encoding": {"x": {**by_day, "bandPosition": 0}},
        "layer": [
            {"mark": {"type": "rule", "color": RED, "strokeDash": [4, 3]}},
            {
                "mark": {**across, "align": "right", "baseline": "bottom", "y": 4, "color": RED, "fontSize": 12},
                "encoding": {"text": {"field": "what"}},
            },
        ],
    }
    return chart_of(f"{title}.", [*told, *few(said), f"In all: {total}."], bars, *([marks] if changes else []))


def _changes(schedule: Payments) -> list[tuple[date, Payment]]:
    """The days on which the terms of what is paid change, each with the payment that it falls in."""
    terms: list[ResolvedTerms] = []
    for each in schedule:
        if not terms or each.resolved is not terms[-1]:
            terms.append(each.resolved)
    regular = [each for each in schedule if each.is_regular]
    first_days = [each.first_day for each in regular]
    out = []
    for before, after in pairwise(period for each in terms for period in each.accruals.constant_periods):
        place = bisect_right(first_days, after.since) - 1
        if before[1:] != after[1:] and place >= 0 and after.since in regular[place].period:
            out.append((after.since, regular[place]))
    return [each for each in out if each[0] > schedule[0].first_day]


def _alike(schedule: Payments, first_day: date, before: date) -> Money | None:
    """What each payment for a whole period between two days comes to; None where they differ, or there is none."""
    sums = [
        each.amount - each.one_off
        for each in schedule
        if each.is_regular
        and first_day <= each.first_day
        and each.last_day < before
        and each.resolved.cycle.period_of(each.first_day) == each.period
    ]
    is_alike = sums and max(sums).pence - min(sums).pence <= 1  # a penny is the rounding
    return sums[0] if is_alike else None


def balance_chart(arrangement: Arrangement, *, span: Period, policy: GivenPolicy) -> Chart:
    """Draw the account's balance from day to day, what of it is surplus, and how much may be held (SUR-01).

    The days are those on which money moves, the first and the last.

    Raises NotRecorded where the account is not recorded; IsfError for a span of more than 1,000 days.
    """
    instance("balance_chart", arrangement, Arrangement, "give an Arrangement")
    instance("balance_chart.span", span, Period, "give a Period")
    at_most("balance_chart", range(span.days))
    if arrangement.fund.entries is None:
        raise NotRecorded("the account", ("fund.entries",))
    moved = {each.on for each in arrangement.fund.entries if each.on in span}
    days = sorted({span.first_day, span.last_day, *moved})
    balances = [(on, balance_on(arrangement.fund, on=on).balance) for on in days]
    surpluses: list[tuple[date, Money]] = []
    caps: list[tuple[date, Money]] = []
    over, unknown = 0, None
    why = ""
    for on in days:
        try:
            found = surplus_on(arrangement, on=on, policy=policy)
        except IsfError as error:
            unknown = error
            why = f"What may be held cannot be worked out on {in_words(on)}: {error}."
            continue
        surpluses.append((on, found.amount))
        caps += [(on, found.cap)] if found.cap is not None else []
        over += not found.excess.is_zero
    closing = f"the balance is {as_read(balances[-1][1])} on {short(span.last_day)}"
    if over:
        title = f"The surplus is above what may be held on {over} of the {len(days)} days shown; {closing}"
    elif caps:
        which = f"{len(surpluses)} of the {len(days)} days shown" if unknown else _days_shown(len(days))
        title = f"The surplus stays within what may be held on {which}; {closing}"
    else:
        title = f"{closing[:1].upper()}{closing[1:]}; {_why_uncapped(unknown)}"
    said = [f"{in_words(on)}: balance {as_read(sum_)}." for on, sum_ in balances]
    lines = [("balance", BLUE, balances), ("surplus", ORANGE, surpluses), ("may be held", RED, caps)]
    lines = [each for each in lines if each[2]]
    rows = [
        {"day": on.isoformat(), "line": name, "pounds": length(sum_), "sum": as_read(sum_)}
        for name, _, points in lines
        for on, sum_ in points
    ]
    stepped = {
        "data": {"values": rows},
        "mark": {"type": "line", "interpolate": "step-after", "point": True, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "axis": DAYS},
            "y": {"field": "pounds", "type": "quantitative", "axis": POUNDS},
            "color": colours([(name, colour) for name, colour, _ in lines], "line"),
            "strokeDash": {"field": "line", "type": "nominal", "legend": None},
            "tooltip": [{"field": name, "type": "nominal"} for name in ("day", "line", "sum")],
        },
    }
    said = few(said)
    for points, what in ((surpluses, "the surplus is"), (caps, "what may be held is")):
        said += [f"On {in_words(points[-1][0])} {what} {as_read(points[-1][1])}."] if points else []
    return chart_of(f"{title}.", [*said, *([why] if why else [])], stepped)


def _days_shown(number: int) -> str:
    return "the day shown" if number == 1 else f"the {number} days shown"


def _why_uncapped(unknown: IsfError | None) -> str:
    """Why no cap is drawn: there is none, none is recorded, or what it is held against cannot be worked out."""
    if unknown is None:
        return "there is no cap"
    if isinstance(unknown, NotRecorded) and "contract.surplus" in unknown.fields:
        return "no cap is recorded"
    return "what may be held cannot be worked out"


def spending_chart(arrangement: Arrangement, *, span: Period, policy: GivenPolicy) -> Chart:
    """Draw what was planned for each support in a span of days, beside what was spent.

    Raises what `spending_by_support` raises.
    """
    rows = spending_by_support(arrangement, span=span, policy=policy)
    bars: list[tuple[str, str, Money | ExactMoney]] = []
    said = []
    for each in rows:
        ref = each.ref or "on no support of the plan"
        planned = each.planned
        bars += [(ref, "planned", planned)] if planned is not None else []
        bars.append((ref, "spent", each.spent))
        of = "no plan recorded" if planned is None else f"{as_read(planned.rounded(Rounding.HALF_UP))} planned"
        said.append(f"{ref}: {as_read(each.spent)} spent, {of}.")
    spent = Money.total(each.spent for each in rows)
    known = [each.planned.pounds for each in rows if each.planned is not None]
    plan = ExactMoney(sum(known)).rounded(Rounding.HALF_UP) if len(known) == len(rows) else None
    title = f"{as_read(spent)} spent from {short(span.first_day)} to {short(span.last_day)}"
    title += "" if plan is None else f", of {as_read(plan)} planned"
    return grouped(f"{title}.", said, bars, (("planned", "#9AD0F5"), ("spent", BLUE)))


def outcomes_chart(result: SurveyResult) -> Chart:
    """Draw the mean answer to each statement of a survey, before and after, of those who answered both times.

    Raises IsfError for what is no result, and where nobody answered both times.
    """
    instance("outcomes_chart", result, SurveyResult, "give what compare_answers(...) gave")
    told = [
        (each, each.before, each.after)
        for each in result.statements
        if each.before is not None and each.after is not None
    ]
    if not told:
        raise IsfError("outcomes_chart", "nobody answered both times", "give a survey that somebody did")
    rows: list[Row] = []
    said = []
    better = 0
    for each, before, after in told:
        better += after > before
        what = printable(each.statement.words, 70)
        shown = [str(one_place(mean)) for mean in (before, after)]
        rows += [
            {"what": what, "when": when, "mean": mean.numerator / mean.denominator, "shown": text}
            for when, mean, text in zip(("before", "after"), (before, after), shown, strict=True)
        ]
        said.append(f"{what}: {shown[0]} before, {shown[1]} after ({each.people} people).")
    y = {"field": "what", "type": "nominal", "axis": {"title": None, "labelLimit": 360}, "sort": None}
    x = {"field": "mean", "type": "quantitative", "axis": {"title": "Mean answer"}, "scale": {"zero": False}}
    base = {"data": {"values": rows}}
    line = {
        **base,
        "mark": {"type": "line", "color": "#888888"},
        "encoding": {"y": y, "x": x, "detail": {"field": "what"}},
    }
    shape = {"field": "when", "type": "nominal", "legend": None}
    points = {
        **base,
        "mark": {"type": "point", "filled": True, "size": 110},
        "encoding": {
            "y": y,
            "x": x,
            "shape": shape,
            "color": colours((("before", ORANGE), ("after", BLUE)), "when"),
            "tooltip": [{"field": name, "type": "nominal"} for name in ("what", "when", "shown")],
        },
    }
    people = result.people
    title = f"{better} of {len(told)} statements are better after than before; {people} answered both times."
    return chart_of(title, few(said), line, points, height=max(120, 34 * len(told)))


def by_holder_chart(sums: Iterable[tuple[str, Money]], *, title: str = "") -> Chart:
    """Draw one sum for each holder of a book, the largest first: of a pay run, `pay_runs_for(...).by_holder.items()`.

    - `title`: what it shows; left out, it says how much goes to how many, and to whom most.

    Raises IsfError for what is no pair of a reference and Money, where there is no holder, or more than 1,000.
    """
    instance("by_holder_chart.title", title, str, "give a text, or leave it out")
    pairs = [_holder_and_sum(each) for each in read_at_most("by_holder_chart", sums)]
    if not pairs:
        raise IsfError("by_holder_chart", "there is no holder", "give (holder, Money), one or more")
    pairs.sort(key=lambda pair: (-pair[1].pence, pair[0]))
    total = Money.total(sum_ for _, sum_ in pairs)
    if not title:
        number = len(pairs)
        title = f"{as_read(total)} to {number:,} holder{'s' * (number != 1)}; most to {printable(pairs[0][0], 60)}."
    said = [f"{ref}: {as_read(sum_)}." for ref, sum_ in pairs]
    bars: list[tuple[str, str, Money | ExactMoney]] = [(ref, "paid", sum_) for ref, sum_ in pairs]
    return grouped(title, [*said, f"In all: {as_read(total)}."], bars, (("paid", BLUE),))


def _holder_and_sum(pair: object) -> tuple[str, Money]:
    """A pair of a holder's reference and a sum, refused by name where it is none."""
    right = "give (holder, Money)"
    held = instance("by_holder_chart", pair, (tuple, list), right)
    if len(held) != 2:
        raise IsfError("by_holder_chart", f"{quote(pair)} is no pair", right)
    return instance("by_holder_chart", held[0], str, right), instance("by_holder_chart", held[1], Money, right)
