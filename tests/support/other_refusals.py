"""How sums, days, texts, tables, calendars and books refuse what the other lists of refusals do not give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from types import SimpleNamespace
from typing import Any, Final

from isf_core import (
    PLAIN,
    Arrangement,
    IsfError,
    Person,
    across,
    assess,
    assess_many,
    by_partition,
    check,
    compare,
    compare_books,
    schedule_payments,
)
from isf_core.account import VisitCount
from isf_core.book import BookFault, CaseSide, rows_of
from isf_core.errors import NotRecorded, UnreadableData, failed
from isf_core.exchange import read_rows
from isf_core.model import Answer, Fund, OneOff, OneOffPayment, Policies, RateRise, SupportKind
from isf_core.pay_runs import PaymentHistory, pay_run, pay_runs_for
from isf_core.planning import uplift
from isf_core.present import Catalogue, Words
from isf_core.present.letters import LetterTable
from isf_core.rules import Case, Force, rule
from isf_core.rules.engine.judging import judge
from isf_core.values import (
    INTERPRETATION,
    ExactMoney,
    Explanation,
    Money,
    Move,
    Period,
    Rate,
    Rounding,
    StatutoryTable,
    Table,
    Timeline,
    WorkingDays,
    allocate,
    plain_form,
)
from isf_core.values.checks import added, bounded, exact, listed, member, not_deep, read, set_wide, text, whole
from isf_core.values.dates import days_after, months_after
from isf_core.values.layout import Page
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.table import shown

from .arrangements import LAST, ON, mary

ANY: Final[Any] = object()
"""What fits nowhere."""
DAY: Final = date(2026, 4, 6)
ENGLAND: Final = WorkingDays.england_and_wales()
EARLY: Final = mary(
    budget={"one_offs": (OneOff(on=date(2026, 1, 1), amount=Money(5), what="a key"),)},
    payment={"one_offs": OneOffPayment.WITH_PERIOD},
)
EDGES: Final = (739_000, 741_000, 741_000)
BARE: Final = Arrangement(person=Person(ref="P-1"))
SAME: Final = iter(())
SOURCE: Final = INTERPRETATION("made up")
DAY_ALONE: Final = Period(first_day=DAY, last_day=DAY)
ONE: Final = Table("t", (("a", "A"),), [["x"]])
PAID: Final = schedule_payments(mary(), policy=PLAIN, until=LAST)
YEAR: Final[dict[str, date]] = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


@rule("OUR-01", force=Force.NOTE, source=SOURCE, message="it is odd", remedy="look")
def says_yes(case: Case) -> Any:
    """A rule that answers as a condition does."""
    return True


def _round() -> list[Any]:
    held: list[Any] = []
    held.append(held)
    return held


def _raising() -> Iterator[Any]:
    raise KeyError("a line")
    yield


def _table(*rows: Any, **facts: Any) -> Any:
    return StatutoryTable("a sum", rows, **{"last_day": date(2027, 4, 5), "source": SOURCE, **facts})


def _period(**given: Any) -> Any:
    schema: Any = Period.__get_pydantic_core_schema__(Period, None)
    return schema["function"]["function"](given)


def _money(given: Any) -> Any:
    schema: Any = Money.__get_pydantic_core_schema__(Money, None)
    return schema["function"]["function"](given)


class Unlike:
    """It cannot be compared."""

    def __ne__(self, other: object) -> bool:
        raise ZeroDivisionError

    __hash__ = None  # type: ignore[assignment]


CALLS: Final[tuple[Callable[[], Any], ...]] = (
    # errors
    lambda: _raise(NotRecorded("the account", ("fund.entries", "fund.commitments", "fund.hours"))),
    lambda: _raise(NotRecorded("the plan", ("plan.supports", "plan.carry_forwards", "endings.liabilities"))),
    lambda: _raise(NotRecorded("the payments", ("budget.in_house", "budget.one_offs", "budget.actual"))),
    *(
        (lambda field=field: _raise(NotRecorded("it", (field,))))
        for field in (
            "contract.payment.timing",
            "contract.fee",
            "contract.fee.base",
            "contract.fee_placement",
            "contract.surplus",
            "contract.suspension",
            "contract.termination",
            "contract.first_day",
            "policy.pays",
        )
    ),
    lambda: _raise(NotRecorded("it", ("contract.surplus", "fund.entries", "policy.pays", "policy.backdating"))),
    lambda: _raise(UnreadableData("it", (IsfError("a", "b", "c"),))),
    lambda: _raise(failed("rule OUR-01", ZeroDivisionError("of\nlines"))),
    lambda: _raise(failed("rule OUR-01", ZeroDivisionError("x" * 41))),
    lambda: _raise(failed("rule OUR-01", ZeroDivisionError())),
    # checks
    lambda: exact("hours", "x" * 61),
    lambda: exact("hours", "1e3"),
    lambda: exact("hours", 2**512),
    lambda: exact("hours", Decimal("Infinity")),
    lambda: exact("hours", Decimal("1e31")),
    lambda: exact("hours", Decimal("0." + "1" * 61)),
    lambda: exact("hours", Fraction(1, 2**512), "give less"),
    lambda: bounded("hours", Fraction(1, 2**512)),
    lambda: added("hours", repeat(Fraction(1, 2**511 + 1), 3)) and added("hours", [Fraction(1, 2**512)]),
    lambda: whole("visits", 7, 1_000, 2_000_000),
    lambda: text("name", "x" * 501),
    lambda: text("name", "a\ud800"),
    lambda: member("answer", "no", Answer),
    lambda: member("kind", "food", SupportKind),
    lambda: listed("names", ["a"] * 10_001, str),
    lambda: [*read("names", repeat("a"), 2_000, "give a list")],
    lambda: [*read("names", 5, 2_000, "give a list")],  # type: ignore[arg-type]
    lambda: not_deep("value", _round()),
    lambda: set_wide(Rate.weekly(1), ".2f"),
    # money
    lambda: Money(1.5),  # type: ignore[arg-type]
    lambda: Money("1.005"),
    lambda: Money("10000000000000.01"),
    lambda: Money(1) + ExactMoney(1),  # type: ignore[operator]
    lambda: ExactMoney(1) + Money(1),  # type: ignore[operator]
    lambda: Money(1) + 1,  # type: ignore[operator]
    lambda: Money(1) * 1.5,  # type: ignore[operator]
    lambda: Money(1) * 10**40,
    lambda: Money(1) / 0,
    lambda: ExactMoney(1) * 1.5,  # type: ignore[operator]
    lambda: ExactMoney(2**400) * 2**400,
    lambda: Money.total([ExactMoney(1)]),  # type: ignore[list-item]
    lambda: Money.total(5),  # type: ignore[arg-type]
    lambda: ExactMoney.total([5]),  # type: ignore[list-item]
    lambda: ExactMoney(1).rounded("up"),  # type: ignore[arg-type]
    lambda: Rounding.UP.of(1.5),  # type: ignore[arg-type]
    lambda: format(Money(1), ".1f"),
    lambda: format(ExactMoney(1), ".2f"),
    lambda: _money(1.5),
    lambda: allocate(Money(1), [1] * 100_001),
    lambda: allocate(Money(1), [1, -2]),
    lambda: allocate(Money(1), (0, 0)),
    lambda: Rate.annual(-1),
    lambda: Rate.annual(1).per_week(54),
    lambda: Rate.parse("84 weekly"),
    # days
    lambda: days_after(DAY, 3_999_999),
    lambda: days_after(DAY, 4_000_001),
    lambda: months_after(DAY, 119_999),
    lambda: Period(first_day=DAY, last_day=date(2026, 4, 5)),
    lambda: Period(first_day=DAY, last_day=date.max),
    lambda: _period(first_day="2026-04-06"),
    lambda: _period(first_day="2026-04-06", last="2026-04-06", name="April"),
    lambda: _period(first_day="2026-04-06", last_day="6 April"),
    lambda: _period(first_day=datetime(2026, 4, 6), last_day="2026-04-06"),  # noqa: DTZ001
    lambda: _period(first_day="2026-04-06", last_day="20260407"),
    lambda: PayCycle.monthly(2026, 2, 29),
    lambda: PayCycle(Frequency.WEEKLY, None),  # type: ignore[arg-type]
    # over time
    lambda: Timeline(1, (DAY, 2), (DAY, 3)),
    lambda: Timeline(1, *((DAY, place) for place in range(10_001))),
    lambda: Timeline(Unlike(), (DAY, Unlike())),
    lambda: Timeline(Decimal("NaN")),
    # statutory amounts
    lambda: _table(),
    lambda: _table(*((DAY, 1),) * 10_001),
    lambda: _table((DAY, 1, 2)),
    lambda: _table((DAY, None)),
    lambda: _table((DAY, [1])),
    lambda: _table((DAY, 1), (DAY, 2)),
    lambda: _table((DAY, 1), last_day=date(2026, 4, 5)),
    lambda: _table((DAY, 1), source="the law"),
    lambda: _table((DAY, 1), last_day="soon"),
    lambda: StatutoryTable("", ((DAY, 1),), last_day=DAY, source=SOURCE),
    lambda: _table((DAY, 1)).known_on(date(2027, 4, 6)),
    # working days
    lambda: WorkingDays.of({date(2030, 1, 1)}, **YEAR).replace(last=date(2026, 6, 1), holidays=frozenset({DAY, ON})),
    lambda: WorkingDays(frozenset({date(2030, 1, 1)}), YEAR["first"], YEAR["last"], YEAR["last"]),
    lambda: WorkingDays.of({date(2030, 1, 1)}, **YEAR),
    lambda: WorkingDays.of(5, **YEAR),  # type: ignore[arg-type]
    lambda: WorkingDays.of(set(), first=DAY, last=date(2026, 4, 5)),
    lambda: WorkingDays.of(set(), first=date(1, 1, 1), last=DAY),
    lambda: WorkingDays(frozenset(map(date.fromordinal, range(739_000, 741_001))), *map(date.fromordinal, EDGES)).moved(
        date.fromordinal(739_500), Move.FORWARD
    ),
    lambda: WorkingDays(frozenset(map(date.fromordinal, range(739_000, 741_001))), *map(date.fromordinal, EDGES)).moved(
        date.fromordinal(739_500), Move.BACK
    ),
    lambda: ENGLAND.counted_from(date(2099, 12, 31), 1),
    # what is shown and kept
    lambda: Table("sums", (("a", "A"),), ((1, 2),)),
    lambda: Table("sums", (("a", "A"),), ()).page().text(width=0),
    lambda: Table("sums", (("a", "A"),), ()).page().text(rows=-1),
    lambda: Table("sums", (("a", "A"),), ()).page().html(rows=10**9 + 1),
    lambda: Explanation.given("share", Fraction(1, 3)).money,
    lambda: Explanation.given("share", 1).replace(operands=(Explanation.given("share", 1),)),
    lambda: Explanation.sum("share", Explanation.given("share", 1)).replace(amount=2),
    lambda: Explanation.sum("all", Explanation.given("x", 2**511), Explanation.given("x", 2**511)),
    lambda: Explanation.less("all", Explanation.given("x", -(2**511)), Explanation.given("x", 2**511)),
    lambda: Explanation.times("all", Explanation.given("x", 2**400), Explanation.given("x", 2**400)),
    lambda: _deep(),
    lambda: plain_form(1.5),
    lambda: plain_form(_round()),
    lambda: _raise(IsfError("shown", shown(2**10_000), "it is shown, and not refused")),
    # side by side
    lambda: compare(assess(BARE, on=ON), assess(BARE, on=ON)),
    lambda: compare(assess(mary(), on=ON, until=LAST), assess(EARLY, on=ON, until=LAST)),
    lambda: across(BARE, (PLAIN, PLAIN), on=ON),
    lambda: across(BARE, (PLAIN.with_parameters("what"),), on=ON),
    lambda: across(BARE, (PLAIN,), on=ON).results("OUR-01"),
    # books
    lambda: compare_books(SAME, SAME, on=ON),
    lambda: compare_books([BARE], [BARE, BARE], on=ON),
    lambda: compare_books([BARE.replace(ref="ISF-1")] * 2, [], on=ON),
    lambda: compare_books([], [], on=ON, policy=5),  # type: ignore[arg-type]
    lambda: compare_books([], [], on=ON, policy_after="plain"),  # type: ignore[arg-type]
    lambda: rows_of(5),  # type: ignore[arg-type]
    lambda: rows_of([5]),  # type: ignore[list-item]
    lambda: next(assess_many(_raising(), on=ON)).require(),
    lambda: next(assess_many(["a slip"], on=ON)).require(),
    lambda: next(assess_many([(BARE, PaymentHistory())], on=ON)).require(),
    lambda: [*assess_many(_Endless(), on=ON)],
    lambda: assess_many(_NoBook(), on=ON),
    lambda: by_partition(print, "dorset", executor=ANY),
    lambda: by_partition(print, 5, executor=ANY),  # type: ignore[arg-type]
    lambda: by_partition(print, ["dorset"], executor=ANY),
    lambda: by_partition(5, ["dorset"], executor=_Executor()),  # type: ignore[arg-type]
    lambda: by_partition(print, ["dorset"], executor=_Executor(), progress=5),  # type: ignore[arg-type]
    lambda: by_partition(print, ["dorset"], executor=_Executor(), ahead=0),
    lambda: by_partition(print, ["dorset"], executor=_Executor(), ahead=10_001),
    lambda: _raise(IsfError("fault", str(BookFault.of(KeyError("x" * 301), 3, "assess_many", "P-1", "ISF-1")))),
    lambda: _raise(IsfError("fault", str(BookFault.of(IsfError("a", "b"), 3, "assess_many", "P-1")))),
    lambda: _raise(IsfError("fault", str(BookFault.of(KeyError(), 3, "assess_many")))),
)


class _NoBook:
    def __iter__(self) -> Any:
        raise KeyError


class _Endless:
    """Its reading fails each time."""

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        raise KeyError


class _Broken:
    """What fails where it is to be read."""

    def __iter__(self) -> Iterator[Any]:
        raise _Mute

    def __str__(self) -> str:
        raise _Mute


class _Mute(Exception):
    """An error that fails where it is to say what is wrong."""

    def __str__(self) -> str:
        raise ZeroDivisionError

    __repr__ = __str__


LATE: Final[tuple[Callable[[], Any], ...]] = (
    # what raises while it is read
    lambda: Money.total(_raising()),
    lambda: ExactMoney.total(_one_and_then_none()),
    lambda: Table("t", (("a", "A"),), _raising()),
    lambda: Table("t", (("a", "A"),), [_Broken()]),  # type: ignore[list-item]
    lambda: Table.of("t", _Broken(), ("a", "A")),
    lambda: pay_runs_for(_raising(), span=DAY_ALONE, on=DAY, policy=PLAIN),
    lambda: pay_run(_Broken(), holder="H-7", span=DAY_ALONE, on=DAY, policy=PLAIN),
    lambda: uplift(_raising(), effective=DAY, known_from=DAY, percent="1"),
    lambda: across(BARE, _raising(), on=DAY),
    lambda: read_rows(_raising()),
    lambda: rows_of(_raising()),
    # what would be shown, or asked for, by what cannot
    lambda: Table("t", (("a", "A"), ("b", "B")), [["x", 1], ["y", 1.5]]),  # type: ignore[list-item]
    lambda: Table("t", (("a", "A"),), [[_Broken()]]),  # type: ignore[list-item]
    lambda: Table("t", (("a", "A"),), [["x"]], (datetime(2026, 4, 6),)),  # noqa: DTZ001
    lambda: ONE.as_lines(None, 5),  # type: ignore[arg-type]
    lambda: ONE.as_lines(80, -1),
    lambda: ONE.as_html("5"),  # type: ignore[arg-type]
    lambda: Page("a"),  # type: ignore[arg-type]
    lambda: check(BARE, on=DAY, policy=PLAIN).page("between"),  # type: ignore[arg-type]
    lambda: Policies(PLAIN).named(ANY, DAY),
    lambda: Policies(PLAIN).named(DAY, ANY),
    lambda: Policies(PLAIN).paid_under(ANY),
    lambda: Policies(_policy(name=3)).name,
    lambda: Policies(_policy(parameter_sources=3)),
    lambda: Policies(_policy(parameter_sources=(("late_days", "a text"),))),
    lambda: Policies(_policy(parameter_sources=(([], SOURCE),))),
    lambda: Timeline(1).map(3),  # type: ignore[arg-type]
    lambda: WorkingDays.of(Move.BACK, **YEAR),  # type: ignore[arg-type]
    lambda: RateRise(percent=1).of(ANY),
    lambda: VisitCount().plus(ANY),
    lambda: CaseSide.of(ANY),
    lambda: Fund().once(ANY),
    lambda: Catalogue("cy", {}).gettext([]),  # type: ignore[arg-type]
    lambda: Catalogue("cy", {}).ngettext("a", ANY, 2),
    lambda: _letter_table(repeat([1])),
    lambda: _letter_table([repeat(1)]),
    lambda: _letter_table([[1, 2]]),
    lambda: judge(says_yes, Case(mary(), ON, PLAIN.parameters)),
    lambda: PAID["x"],  # type: ignore[call-overload]
    lambda: PAID[:2]["x"],  # type: ignore[call-overload]
    lambda: PAID["a":"b"],
    lambda: PAID[0].explain_part([]),  # type: ignore[arg-type]
    lambda: PAID.for_funder([]),  # type: ignore[arg-type]
)


def _one_and_then_none() -> Iterator[ExactMoney]:
    yield ExactMoney(1)
    raise _Mute


def _policy(**facts: Any) -> Any:
    return SimpleNamespace(**{"name": "ours", "parameters": PLAIN.parameters, **facts})


def _letter_table(rows: Any) -> Any:
    return LetterTable.of(Words("en_GB"), "caption", ["head"], rows, total=None)


class _Executor:
    def submit(self, work: Any, /, *given: Any) -> Any:
        raise NotImplementedError


def _raise(error: IsfError) -> None:
    raise error


def _deep() -> Explanation:
    node = Explanation.given("share", 1)
    while True:
        node = Explanation.sum("share", node)


def other_refusals() -> Iterator[str]:
    """What each says."""
    for call in (*CALLS, *LATE):
        try:
            call()
        except IsfError as error:
            yield f"{type(error).__name__}: {error}"
        else:
            raise AssertionError(f"line {call.__code__.co_firstlineno} is not refused")
