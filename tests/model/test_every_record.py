"""Laws of every record: it refuses what does not fit by place, takes None for "not recorded", and is a value."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.arrangements import AUTUMN, NAME
from support.every_record import BESIDE, FULL, MARY, WHERE_TRUE, fields, full, least, needed
from support.refusing import refused

from isf_core import model
from isf_core.errors import NotADate, NotExact, TooLarge
from isf_core.model import (
    NOT_STATED,
    Answered,
    AtMost,
    Band,
    Baseline,
    BestInterests,
    Bill,
    BlockContract,
    CarryForward,
    Change,
    ChargingTerms,
    Clauses,
    Commitment,
    Covered,
    Entry,
    Exemption,
    FeeWithVat,
    FinancialAssessment,
    FixedFee,
    Form,
    Fund,
    Funder,
    FundingShare,
    Holder,
    HoursEntry,
    InWorkingDays,
    Liability,
    MonthlyFee,
    NeedsAssessment,
    Notice,
    Once,
    OnceFee,
    OneOff,
    OverspendTerms,
    Parameters,
    PaymentTerms,
    PercentageFee,
    PerMonth,
    PerPayment,
    PerPaymentFee,
    Person,
    PersonalBudget,
    PerWeek,
    PlusVat,
    PoolMember,
    RateRise,
    Rating,
    Readiness,
    RegisterEntry,
    Representative,
    SavingShare,
    ShareOf,
    Support,
    SurplusRule,
    Survey,
    SuspensionRule,
    SuspensionStep,
    Termination,
    TerminationTerms,
    TieredFee,
    Variation,
    VisitRecord,
    Visits,
    WeeksOfBudget,
)
from isf_core.values import ExactMoney, Money, Rate, Timeline
from isf_core.values.record import Record

OWN_WORDS = {(TieredFee, "level"), (Change, "path")}
"""Texts that must be one of a few."""

ANYTHING = {(Change, "value")}
"""Fields that take anything: what a change puts somewhere is checked there."""

MAY_BE_MISSING = {(ShareOf, "base")}
"""Fields that must be given, and may be given as not recorded: the policy then says."""

RECORDS = pytest.mark.parametrize("kind", FULL, ids=lambda kind: kind.__name__)


FIELDS = pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in FULL for field in fields(kind) if (kind, field.name) not in ANYTHING],
    ids=lambda each: getattr(each, "__name__", None) or each.name,
)


def of_kind(*kinds: type) -> pytest.MarkDecorator:
    """The fields whose value, as recorded in FULL, is of a kind."""
    found = [
        (kind, name)
        for kind, facts in FULL.items()
        for name, fact in facts.items()
        if isinstance(fact, kinds) and fact != () and (kind, name) not in ANYTHING
    ]
    return pytest.mark.parametrize(("kind", "name"), found, ids=lambda each: getattr(each, "__name__", each))


def refuses(kind: type[Record], name: str, wrong: Any, error: Any = ValueError) -> None:
    """That a field refuses something, and says where."""
    raised = refused(lambda: full(kind, **{name: wrong}), kind=error)
    places = {f"{kind.__name__}.{name}", name, name.title().replace("_", "")}
    assert {raised.where, raised.where.partition("[")[0]} & places, raised


def test_every_record_of_the_model_is_here_with_every_field() -> None:
    records = {
        each for name in model.__all__ if isinstance(each := getattr(model, name), type) and issubclass(each, Record)
    }
    assert set(FULL) == records
    for kind, facts in FULL.items():
        assert set(facts) == {field.name for field in fields(kind)}
        assert all(fact is not None for fact in facts.values()), kind


JUNK: tuple[object, ...] = (
    object(),
    1.5,
    float("nan"),
    float("inf"),
    1j,
    Decimal("NaN"),
    Decimal("Infinity"),
    b"2026-04-06",
    bytearray(b"5"),
    datetime(2026, 4, 6),  # noqa: DTZ001  # a moment without a zone is no day either
    datetime(2026, 4, 6, tzinfo=UTC),
    {},
    set(),
    range(3),
    lambda: None,
    int,
    NotImplemented,
    ...,
)


@FIELDS
def test_what_fits_nowhere_is_refused_by_place(kind: type[Record], field: Any) -> None:
    for junk in JUNK:
        refuses(kind, field.name, junk)


@FIELDS
def test_a_yes_is_no_fact_but_where_yes_or_no_is_asked(kind: type[Record], field: Any) -> None:
    if isinstance(FULL[kind][field.name], bool):
        for fact in (True, False):
            beside = WHERE_TRUE.get((kind, field.name), {}) if fact else {}
            assert getattr(full(kind, **{field.name: fact}, **beside), field.name) is fact
        for wrong in (1, 0, "yes", "True", ()):
            refuses(kind, field.name, wrong)
    else:
        refuses(kind, field.name, True)


@FIELDS
def test_none_is_not_recorded_where_a_fact_may_be_missing_and_refused_where_not(kind: type[Record], field: Any) -> None:
    if field.default is None or (kind, field.name) in MAY_BE_MISSING:
        missing = {field.name: None, **BESIDE.get((kind, field.name), {})}
        assert getattr(full(kind, **missing), field.name) is None
    else:
        refuses(kind, field.name, None)


@RECORDS
def test_only_what_makes_it_what_it_is_must_be_given(kind: type[Record]) -> None:
    facts = needed(kind)
    assert least(kind) == least(kind)
    assert (least(kind) == full(kind)) is (len(facts) == len(FULL[kind]))
    for name in facts:
        with pytest.raises(TypeError, match=name):
            kind(**{each: fact for each, fact in facts.items() if each != name})


# Texts, days, members


def alone_or_in_a_tuple(sort: type) -> pytest.MarkDecorator:
    """Every field that takes a thing of one sort, or a tuple of them, and how it is given one."""

    def found() -> Iterator[tuple[type[Record], str, Any]]:
        for kind, facts in FULL.items():
            for name, fact in facts.items():
                if (kind, name) in ANYTHING:
                    continue
                if isinstance(fact, sort):
                    yield kind, name, lambda given: given
                elif isinstance(fact, tuple) and fact and all(isinstance(each, sort) for each in fact):
                    yield kind, name, lambda given: (given,)

    return pytest.mark.parametrize(("kind", "name", "made"), list(found()))


@alone_or_in_a_tuple(str)
def test_a_text_is_not_blank_and_not_endless(kind: type[Record], name: str, made: Any) -> None:
    for blank in ("", " ", "\n\t "):
        refuses(kind, name, made(blank))
    refuses(kind, name, made("x" * 501), TooLarge)
    refuses(kind, name, made("x" * 10_000), TooLarge)
    refuses(kind, name, made(7))
    if (kind, name) not in OWN_WORDS:
        assert getattr(full(kind, **{name: made("x" * 500)}), name) == made("x" * 500)


@alone_or_in_a_tuple(date)
def test_a_day_is_a_date(kind: type[Record], name: str, made: Any) -> None:
    refuses(kind, name, made(datetime(2026, 4, 6)), NotADate)  # noqa: DTZ001
    for wrong in ("2026-04-06", 20260406, ("2026", 4, 6)):
        refuses(kind, name, made(wrong), NotADate if made(wrong) is wrong else ValueError)


class Elsewhere(Enum):
    """A member of another enumeration."""

    FUNDER = "funder"


@alone_or_in_a_tuple(Enum)
def test_a_member_is_the_member_itself(kind: type[Record], name: str, made: Any) -> None:
    fact = FULL[kind][name]
    member = fact[0] if isinstance(fact, tuple) else fact
    for wrong in (member.value, member.name, Elsewhere.FUNDER, 0, type(member)):
        refuses(kind, name, made(wrong))
    if isinstance(fact, tuple):
        assert getattr(full(kind, **{name: ()}), name) == ()
        refuses(kind, name, (member, member))
        every: Any = type(member)
        assert getattr(full(kind, **{name: tuple(every)}), name) == tuple(every), "any or all of them"


@of_kind(Timeline)
def test_every_value_of_a_timeline_fits(kind: type[Record], name: str) -> None:
    good = FULL[kind][name].first
    assert getattr(full(kind, **{name: good}), name) == Timeline(good), "a bare value has no changes"
    for wrong in (None, object(), 1.5, "20", 20, True, Timeline(good)):
        refuses(kind, name, Timeline(wrong))
        refuses(kind, name, Timeline(good, (AUTUMN, wrong)))


# Tuples


@of_kind(tuple)
def test_a_tuple_holds_one_kind_of_thing_and_not_too_many(kind: type[Record], name: str) -> None:
    fact = FULL[kind][name]
    assert full(kind, **{name: list(fact)}) == full(kind), "a list is kept as a tuple"
    assert isinstance(getattr(full(kind, **{name: list(fact)}), name), tuple)
    for wrong in (object(), None, 1.5, (), MARY):
        refuses(kind, name, (*fact, wrong))
        refuses(kind, name, [wrong])
    refuses(kind, name, fact * 100_001, TooLarge)
    refuses(kind, name, iter(fact))
    refuses(kind, name, set(fact))


# Numbers

NUMBERS = {
    (Visits, "hours"),
    (Visits, "hourly"),
    (Visits, "travel"),
    (Visits, "bank_holiday_hourly"),
    (Visits, "bank_holidays_a_year"),
    (Exemption, "part"),
    (FundingShare, "share"),
    (SurplusRule, "share"),
    (PercentageFee, "percent"),
    (RateRise, "percent"),
    (FixedFee, "per_week"),
    (ChargingTerms, "collection_floor"),
    (FinancialAssessment, "own_minimum"),
    (PaymentTerms, "weeks_in_year"),
    (Parameters, "weeks_in_year"),
    (Parameters, "recovery_limit"),
    (SuspensionRule, "retainer"),
    (SuspensionStep, "share"),
    (FeeWithVat, "rate"),
    (OnceFee, "amount"),
    (PerPaymentFee, "amount"),
    (MonthlyFee, "per_month"),
    (CarryForward, "amount"),
    (OverspendTerms, "limit"),
    (SurplusRule, "amount"),
    (Termination, "lost"),
    (Termination, "restored"),
    (SavingShare, "share"),
    (Entry, "amount"),
    (Commitment, "amount"),
    (Fund, "reserve"),
    (VisitRecord, "price"),
    (VisitRecord, "notice_hours"),
    (VisitRecord, "charged"),
    (HoursEntry, "hours"),
    (HoursEntry, "hourly"),
    (PoolMember, "share"),
    (Covered, "weight"),
    (PersonalBudget, "contingency"),
    (WeeksOfBudget, "weeks"),
    (Parameters, "stray_share"),
    (Parameters, "largest_part"),
    (Baseline, "hours"),
    (Baseline, "weeks"),
    (PerWeek, "amount"),
    (ShareOf, "fraction"),
    (PerPayment, "amount"),
    (PerMonth, "amount"),
    (Once, "amount"),
    (PlusVat, "rate"),
    (Liability, "amount"),
    (Bill, "amount"),
    (OneOff, "amount"),
    (Baseline, "amount"),
    (Band, "lowest"),
    (Band, "highest"),
}
ODD_NUMBERS = ("", " 1", "1 ", "1_0", "１", "1e0", ".5", "5.", "+1", "1,0", "NaN", "½", "--1", "0x1", "1" * 10_000)


@pytest.mark.parametrize(("kind", "name"), sorted(NUMBERS, key=str))
def test_a_number_is_written_plainly(kind: type[Record], name: str) -> None:
    for odd in ODD_NUMBERS:
        refuses(kind, name, odd)
    for wrong in (0.1, True, Decimal("NaN"), Decimal("sNaN")):
        refuses(kind, name, wrong, NotExact)
    for vast in (Decimal("1e999999"), Decimal("1e-999999"), 10**10_000):
        refuses(kind, name, vast, TooLarge)


FINE = Fraction(2**500, 3)
"""A fraction that outgrows every sum of money when it is added up."""

EDGES: list[tuple[type[Record], str, tuple[Any, ...], tuple[Any, ...]]] = [
    (RateRise, "percent", (-100, "4.1", 100_000), ("-100.01", "100000.01", 4.1)),
    (Visits, "a_week", (1, 500), (0, 501, -1, "3", 1.0)),
    (Visits, "hours", (Fraction(1, 10**6), "24", 24), (0, "0", "-1", "24.0001", Fraction(24 * 10**6 + 1, 10**6))),
    (Visits, "hourly", (0, "0.00", Money("0.01")), ("-0.01", Money("-0.01"), "12.505")),
    (Visits, "travel", (0, Money(0)), ("-0.01", "1.205")),
    (Visits, "bank_holiday_hourly", (0, "0.01"), ("-0.01", "0.001")),
    (Visits, "bank_holidays_a_year", ("0.0001", 366), ("-0.0001", "366.0001")),
    (Exemption, "part", (0, 1, "0.6", Fraction(1, 3)), ("-0.0001", "1.0001", FINE)),
    (FundingShare, "share", (0, 1, "0.6", Fraction(1, 3), Decimal("0.5")), ("-0.0001", "1.0001", FINE)),
    (SurplusRule, "share", (0, "0.5", 520), ("-0.0001", "520.0001", FINE)),
    (PercentageFee, "percent", (0, "5", 100), ("-0.0001", "100.0001", FINE)),
    (FixedFee, "per_week", (0, "10", Money(10), PerWeek(10)), ("-0.0001", Money("-0.01"), -FINE)),
    (FinancialAssessment, "children", (0, 100), (-1, 101, "1")),
    (FinancialAssessment, "own_minimum", (0, "0.01"), ("-0.01", "0.001")),
    (ChargingTerms, "week_begins", (1, 7), (0, 8, "1")),
    (ChargingTerms, "collection_floor", (0, "0.01"), ("-0.01", "0.001")),
    (ChargingTerms, "due_days", (-92, 0, 92), (-93, 93, "0")),
    (PaymentTerms, "weeks_in_year", (52, Fraction(365, 7), 53), ("51.9999", "53.0001", FINE)),
    (PaymentTerms, "due_days", (-92, 0, 92, InWorkingDays(-60), InWorkingDays(60)), (-93, 93, "0", Fraction(0))),
    (Parameters, "weeks_in_year", (52, Fraction(366, 7), 53), ("51.9999", "53.0001")),
    (Parameters, "due_days", (-92, 0, 92, InWorkingDays(0)), (-93, 93)),
    (Parameters, "recovery_limit", ("0.0001", 1), (0, "-0.0001", "1.0001", FINE)),
    (SuspensionRule, "retainer", (0, "0.5", 1), ("-0.0001", "1.0001", FINE)),
    (SuspensionRule, "full_days", (0, 3_660), (-1, 3_661, "28", 28.0)),
    (SuspensionRule, "ends_after", (29, 3_660), (0, 3_661, "29", 29.0, None)),
    (SuspensionStep, "from_day", (1, 3_660), (0, -1, 3_661, "15", 15.0)),
    (SuspensionStep, "share", (0, "0.5", 1), ("-0.0001", "1.0001", FINE)),
    (FeeWithVat, "rate", (0, "0.2", 1), ("-0.0001", "1.0001", "20", FINE)),
    (OnceFee, "amount", (0, "50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (PerPaymentFee, "amount", (0, "1.50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (CarryForward, "amount", (0, "200", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (OverspendTerms, "limit", (0, "500", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (SurplusRule, "amount", (0, "500", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (SavingShare, "share", (0, "0.5", Fraction(1, 3), 1), ("-0.0001", "1.0001", FINE)),
    (Liability, "amount", ("0.01", 800, Money("0.01")), (0, Money(0), "-0.01", "1.005")),
    (Termination, "lost", (0, "20", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (Termination, "restored", (0, "5", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (TerminationTerms, "refund_days", (0, 366), (-1, 367, "28", 28.0)),
    (Entry, "amount", ("0.01", 1, Money("0.01")), (0, "0.00", Money(0), "-0.01", Money("-0.01"), "1.005")),
    (Commitment, "amount", (0, "60", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (Bill, "amount", ("0.01", 80, Money("0.01")), (0, Money(0), "-0.01", "1.005")),
    (Fund, "reserve", (0, "60", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (VisitRecord, "starts_at", (0, 1_439), (-1, 1_440, "09:00", 540.0)),
    (VisitRecord, "minutes", (1, 1_440), (0, 1_441, "45", 45.0)),
    (VisitRecord, "price", (0, "12.50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (VisitRecord, "charged", (0, "12.50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (VisitRecord, "notice_hours", (0, "23.5", 10_000), ("-0.0001", "10000.0001", FINE)),
    (HoursEntry, "hours", (Fraction(1, 10**6), "1.5", 10_000), (0, "0", "-0.0001", "10000.0001", FINE)),
    (HoursEntry, "hourly", (0, "12.50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (PoolMember, "share", (0, "0.5", Fraction(1, 3), 1_000_000), ("-0.0001", "1000000.0001", FINE)),
    (Covered, "weight", (0, "0.5", Fraction(1, 3), 1_000_000), ("-0.0001", "1000000.0001", FINE)),
    (
        BlockContract,
        "yearly",
        ((Money(0),), (Money("0.01"),) * 50, ("90000", 85_000)),
        ((), (Money("-0.01"),), ("-0.01",), ("1.005",)),
    ),
    (SurplusRule, "weeks", (1, 520), (0, 521, "4", 4.0)),
    (Clauses, "records_years", (0, 100, NOT_STATED), (-1, 101, "6", 6.0)),
    (PersonalBudget, "contingency", (0, "100", Money("0.01"), WeeksOfBudget(4)), ("-0.01", Money("-0.01"), "1.005")),
    (WeeksOfBudget, "weeks", ("0.5", 53, Fraction(1, 7)), (0, "-1", "53.01", 1.5)),
    (BestInterests, "monitoring_weeks", (1, 52), (0, 53, "6")),
    (Answered, "question", (1, 19), (0, 20, "7")),
    (Readiness, "capacity", (0, 1_000_000), (-1, 1_000_001, "40")),
    (Readiness, "people", (0, 1_000_000), (-1, 1_000_001, "31")),
    (Rating, "score", (1, 5), (0, 6, "3", 3.0)),
    (Survey, "asked", (1, 45, 1_000_000), (-1, 0, 1_000_001, "45")),
    (Baseline, "people", (1, 100_000), (0, 100_001, "83")),
    (Baseline, "amount", ("0.01", 6_500_000, Money("0.01")), (0, Money(0), "-0.01", "1.005")),
    (Baseline, "hours", (Fraction(1, 10**6), "1.5", 10**9), (0, "-0.0001", 10**9 + 1, FINE)),
    (Baseline, "weeks", (Fraction(1, 7), "52", 5_300), (0, "-0.0001", "5300.0001", FINE)),
    (Parameters, "cut_notice_days", (0, 366), (-1, 367)),
    (Parameters, "statement_months", (1, 120), (0, 121)),
    (Parameters, "request_days", (0, 366), (-1, 367)),
    (Parameters, "late_days", (0, 366), (-1, 367)),
    (Parameters, "answer_days", (0, 366), (-1, 367)),
    (Parameters, "stray_share", ("0.0001", 1), (0, "-0.0001", "1.0001", FINE)),
    (Parameters, "stray_weeks", (1, 520), (0, 521)),
    (Parameters, "cancellation_hours", (0, 10_000), (-1, 10_001, "24")),
    (Parameters, "records_years", (0, 100), (-1, 101)),
    (Parameters, "first_review_days", (1, 3_660), (0, 3_661)),
    (Parameters, "review_months", (1, 120), (0, 121)),
    (Parameters, "progress_months", (1, 120), (0, 121)),
    (Parameters, "holder_changes", (1, 100), (0, 101)),
    (Parameters, "holder_change_months", (1, 120), (0, 121)),
    (Parameters, "largest_part", ("0.0001", 1), (0, "-0.0001", "1.0001", FINE)),
    (Parameters, "few_answers", (1, 1_000_000), (0, 1_000_001)),
    (Variation, "order", (0, 10_000), (-1, 10_001, "1")),
    (Notice, "length", (0, 1_000), (-1, 1_001, "28")),
    (PerWeek, "amount", (0, "84.375", Money(10), ExactMoney("0.001")), ("-0.0001", Money("-0.01"), -FINE)),
    (PerMonth, "amount", (0, "84.375", Money(10), ExactMoney("0.001")), ("-0.0001", Money("-0.01"), -FINE)),
    (MonthlyFee, "per_month", (0, "84.375", Money(10), ExactMoney("0.001")), ("-0.0001", Money("-0.01"), -FINE)),
    (ShareOf, "fraction", (0, "0.05", 1), ("-0.0001", "1.0001", FINE)),
    (PerPayment, "amount", (0, "1.50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (Once, "amount", (0, "50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (PlusVat, "rate", (0, "0.2", 1), ("-0.0001", "1.0001", "20", FINE)),
    (OneOff, "amount", ("0.01", 120, Money("0.01")), (0, Money(0), "-0.01", "1.005")),
    (
        Support,
        "cost",
        (Money(0), Rate.weekly(0)),
        (Money("-0.01"), (), "84.375", 84, Visits(a_week=1, hours=1, hourly=1)),
    ),
]


UNBOUNDED = {(Band, "lowest"), (Band, "highest"), (AtMost, "limit")}


def test_every_number_of_a_record_has_its_limits_here() -> None:
    numbers = {
        (kind, name)
        for kind, facts in FULL.items()
        for name, fact in facts.items()
        if isinstance(fact, (int, Fraction, Money, ExactMoney, PerWeek)) and not isinstance(fact, bool)
    }
    assert numbers - UNBOUNDED <= {(kind, name) for kind, name, _, _ in EDGES}
    exact = {
        (kind, name) for kind, name in numbers if isinstance(FULL[kind][name], (Fraction, Money, ExactMoney, PerWeek))
    }
    assert exact - {(AtMost, "limit")} <= NUMBERS


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name, _, _ in EDGES])
def test_a_number_of_ten_thousand_digits_is_refused_at_once(kind: type[Record], name: str) -> None:
    vast = 10**10_000
    for wrong in (vast, -vast, Fraction(vast, 3), "9" * 10_000):
        refuses(kind, name, wrong)


@pytest.mark.parametrize(("kind", "name", "fits", "refused_"), EDGES)
def test_a_number_fits_up_to_its_limits(
    kind: type[Record], name: str, fits: tuple[Any, ...], refused_: tuple[Any, ...]
) -> None:
    for good in fits:
        assert getattr(full(kind, **{name: good}), name) is not None
    for wrong in refused_:
        refuses(kind, name, wrong)


# Records as values


@RECORDS
def test_it_compares_hashes_copies_and_pickles(kind: type[Record]) -> None:
    record = full(kind)
    again = full(kind)
    assert record == again
    assert hash(record) == hash(again)
    assert record != object()
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    assert copy.copy(record) == copy.deepcopy(record) == record.replace() == record
    for name in FULL[kind]:
        with pytest.raises(AttributeError):
            setattr(record, name, None)
        if getattr(least(kind), name) is None:
            assert record.replace(**{name: None, **BESIDE.get((kind, name), {})}) != record
    refused(
        lambda: record.replace(nothing_of_the_kind=1), f"{kind.__name__}.nothing_of_the_kind: there is no such field"
    )
    for name in FULL[kind]:
        refused(lambda name=name: record.replace(**{f"{name}_": 1}), f"it has {name}")  # type: ignore[misc]


@FIELDS
def test_a_pickle_meets_the_checks(kind: type[Record], field: Any) -> None:
    made, nothing = full(kind).__reduce__()
    assert nothing == ()
    assert made.func is kind, "it is rebuilt through its constructor"
    tampered = type(made)(made.func, **{**made.keywords, field.name: object()})
    refused(tampered)


def test_a_pickle_that_was_written_over_is_refused() -> None:
    written = pickle.dumps(Person(ref="P-001"))
    refused(lambda: pickle.loads(written.replace(b"P-001", b"     ")), "Person.ref")
    money = pickle.dumps(full(OneOff))
    assert b"12.50" in money
    refused(lambda: pickle.loads(money.replace(b"12.50", b"-2.50")), "OneOff.amount")


# What a repr shows


def test_no_repr_shows_a_name() -> None:
    for kind in FULL:
        assert NAME not in repr(full(kind))
    assert NAME in str(attrs.asdict(MARY)), "it is there"
    hidden = {(kind, field.name) for kind in FULL for field in fields(kind) if not field.repr}
    named = {(Person, "name"), (Funder, "name"), (Holder, "name"), (Representative, "name"), (RegisterEntry, "contact")}
    assert hidden == {*named, (PaymentTerms, "working_days"), (Parameters, "working_days")}
    assert all(FULL[kind][name] == NAME for kind, name in named), "each was given the name that no repr shows"


@RECORDS
def test_a_repr_shows_what_is_recorded_and_leaves_out_what_is_not(kind: type[Record]) -> None:
    shown = repr(full(kind))
    assert shown.startswith(f"{kind.__name__}(")
    for field in fields(kind):
        assert (f"{field.name}=" in shown) is (field.repr and FULL[kind][field.name] != ()), field.name
    shown = repr(least(kind))
    assert "None" not in shown
    for field in fields(kind):
        if getattr(least(kind), field.name) is None:
            assert not shown.startswith(f"{kind.__name__}({field.name}=")
            assert f", {field.name}=" not in shown


def test_a_repr_leaves_out_a_part_in_which_nothing_is_recorded() -> None:
    assert repr(model.Contract()) == "Contract()"
    assert repr(model.Contract(form=Form.TWO_WAY)) == f"Contract(form={Form.TWO_WAY!r})"
    recorded_that_none = model.Contract(clauses=Clauses(states=()), outcomes=())
    assert repr(recorded_that_none) == "Contract(outcomes=(), clauses=Clauses(states=()))"
    assert repr(model.Arrangement(person=Person(ref="P-1"), needs=NeedsAssessment())) == (
        "Arrangement(person=Person(ref='P-1'), needs=NeedsAssessment())"
    ), "an assessment of which nothing is known is not the same as none"
