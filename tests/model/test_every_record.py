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
from support.mary import AUTUMN, HOMECARE, LAST, NAME, ON, OUTCOMES, START, TERMS, sound
from support.refusing import refused

from isf_core import model
from isf_core.errors import NotADate, NotExact, TooLarge
from isf_core.model import (
    Agreement,
    AgreementKind,
    Arrangement,
    Backdating,
    Band,
    Change,
    Clause,
    Contract,
    Deployed,
    Exemption,
    FeeBase,
    Fees,
    FeeWithVat,
    FixedFee,
    Form,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    Ground,
    Holder,
    HolderKind,
    HowFarBack,
    InHouse,
    LimitedFee,
    Meanwhile,
    NoFee,
    Notice,
    NoticeUnit,
    OnceFee,
    OneOff,
    Outcome,
    Parameters,
    Party,
    PaymentTerms,
    PercentageFee,
    PerPaymentFee,
    Person,
    PersonalBudget,
    PersonKind,
    PerWeek,
    Phase,
    Placement,
    Signature,
    Support,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Suspension,
    SuspensionRule,
    TerminationTerms,
    Tier,
    TieredFee,
    Variation,
    Visits,
    Way,
)
from isf_core.policies.plain import PLAIN
from isf_core.values import Money, Rate, Timeline
from isf_core.values.record import Record

MARY = sound()


def all_of(record: Record) -> dict[str, Any]:
    """A record's facts by field."""
    return {field.name: getattr(record, field.name) for field in fields(type(record))}


def fields(kind: type[Record]) -> list[Any]:
    """A record's fields."""
    return [*attrs.fields(kind)]  # type: ignore[arg-type]  # every record is an attrs class


FULL: dict[type[Record], dict[str, Any]] = {
    Person: {"ref": "P-001", "name": NAME, "kind": PersonKind.CARER},
    Funder: {"ref": "council", "name": NAME, "kind": FunderKind.NHS, "cost_code": "C-1"},
    Holder: {"ref": "H-7", "name": NAME, "kind": HolderKind.BOTH},
    FundingShare: {"funder": Funder(ref="council"), "share": Fraction(3, 5), "reference": "PO-1"},
    FundingRate: {"funder": Funder(ref="nhs"), "rate": Rate.weekly(100), "reference": "PO-2"},
    Outcome: {"ref": "church", "words": "to go out", "eligible": True, "met_informally": ("neighbours",)},
    Visits: {
        "a_week": 3,
        "hours": Fraction(1, 2),
        "hourly": Money("12.50"),
        "when": "mornings",
        "travel": Money("1.20"),
        "bank_holiday_hourly": Money("25"),
        "bank_holidays_a_year": Fraction(8),
    },
    Support: {"ref": "homecare", "outcomes": ("church",), "provider": "H-7", "cost": HOMECARE.cost},
    SupportPlan: {"outcomes": OUTCOMES, "supports": (HOMECARE,), "agreed_on": ON},
    Clause: {"reference": "12", "words": "The holder may.", "dated": ON},
    PaymentTerms: {
        **all_of(TERMS),
        "clause": Clause(reference="7"),
    },
    SurplusRule: {"share": Fraction(1, 2), "of": SurplusBase.WEEKLY_BUDGET, "clause": Clause(reference="6.16")},
    Notice: {"party": Party.HOLDER, "length": 28, "unit": NoticeUnit.DAYS},
    TerminationTerms: {
        "notices": (Notice(party=Party.HOLDER, length=28, unit=NoticeUnit.DAYS),),
        "clause": Clause(reference="9"),
    },
    OneOff: {"on": START, "amount": Money(120), "what": "grab rails", "ref": "O-1"},
    InHouse: {"what": "day service", "cost": Timeline(Rate.weekly(12))},
    Exemption: {"ground": Ground.CARER, "first_day": START, "last_day": LAST},
    Deployed: {"way": Way.DIRECT_PAYMENT, "rate": Timeline(Rate.weekly(10))},
    PersonalBudget: {
        "deployment": (Deployed(way=Way.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(84)),),
        "indicative": Rate.annual("4500"),
        "actual": Timeline(Rate.weekly(84), (AUTUMN, Rate.weekly(90))),
        "contribution": Timeline(Rate.weekly(20)),
        "in_house": MARY.budget.in_house,
        "one_offs": MARY.budget.one_offs,
        "exemptions": MARY.budget.exemptions,
    },
    Signature: {"party": Party.FUNDER, "signed_on": ON},
    NoFee: {},
    FixedFee: {"per_week": PerWeek("10")},
    PercentageFee: {"percent": Fraction(5), "base": FeeBase.NET},
    Tier: {"level": "full", "fee": FixedFee(per_week="10")},
    TieredFee: {"tiers": (Tier(level="full", fee=NoFee()),), "level": "full"},
    OnceFee: {"amount": Money(50), "on": START},
    PerPaymentFee: {"amount": Money("1.50")},
    LimitedFee: {"fee": FixedFee(per_week="10"), "limit": PercentageFee(percent="15", base=FeeBase.GROSS)},
    FeeWithVat: {"fee": FixedFee(per_week="10"), "rate": Fraction(1, 20)},
    Fees: {"parts": (FixedFee(per_week="10"), OnceFee(amount=Money(50), on=START))},
    Contract: {
        "form": Form.TWO_WAY,
        "signatures": MARY.contract.signatures,
        "first_day": START,
        "last_day": LAST,
        "payment": TERMS,
        "fee": MARY.contract.fee,
        "fee_placement": Timeline(Placement.ON_TOP),
        "subcontracting": Clause(reference="12"),
        "surplus": MARY.contract.surplus,
        "termination": MARY.contract.termination,
    },
    Agreement: {"kind": AgreementKind.PERSON_COUNCIL, "signed_on": ON},
    Suspension: {"first_day": START, "last_day": LAST, "reason": "hospital"},
    SuspensionRule: {
        "full_days": 28,
        "retainer": Fraction(1, 2),
        "contribution": Meanwhile.THROUGHOUT,
        "fee": Meanwhile.WITH_THE_RETAINER,
    },
    Change: {"path": "contract.last_day", "value": LAST},
    Variation: {
        "effective": AUTUMN,
        "changes": (Change("contract.last_day", LAST),),
        "known_from": ON,
        "agreed": MARY.contract.signatures,
        "order": 1,
        "ref": "V-1",
        "reason": "a fall",
    },
    Phase: {"since": AUTUMN, "payment": TERMS, "holder": MARY.holder, "funding": MARY.funding},
    Arrangement: {
        "suspensions": (Suspension(first_day=START, last_day=LAST),),
        "variations": (Variation(effective=AUTUMN, changes=(Change("contract.last_day", LAST),)),),
        "later": (),  # which as_known makes of the variations: an arrangement has the one or the other
        "person": MARY.person,
        "ref": "ISF-1",
        "holder": MARY.holder,
        "funding": MARY.funding,
        "budget": MARY.budget,
        "plan": MARY.plan,
        "contract": MARY.contract,
        "agreements": MARY.agreements,
        "payments_set_up_on": ON,
    },
    Backdating: {"how_far": HowFarBack.TO_A_DATE, "earliest": START},
    Band: {"lowest": Money(5), "highest": Money(25)},
    Parameters: {
        **all_of(PLAIN.parameters),
        **{name: getattr(TERMS, name) for name in ("cycle", "timing", "move", "one_offs")},
        "basis": model.Basis.NET,
        "fee_placement": Placement.INSIDE,
        "surplus": MARY.contract.surplus,
        "suspension": SuspensionRule(full_days=28, retainer="0.5"),
        "backdating": Backdating(how_far=HowFarBack.NEVER),
        "recovery_limit": Fraction(1, 2),
    },
}
"""Every record with every field recorded."""

BESIDE: dict[tuple[type[Record], str], dict[str, Any]] = {
    (Visits, "bank_holiday_hourly"): {"bank_holidays_a_year": Fraction(0)},
    (Backdating, "earliest"): {"how_far": HowFarBack.NEVER},
}
"""What must change beside a field that is not recorded, for the two go together."""

OWN_WORDS = {(TieredFee, "level"), (Change, "path")}
"""Texts that must be one of a few."""

ANYTHING = {(Change, "value")}
"""Fields that take anything: what a change puts somewhere is checked there."""

RECORDS = pytest.mark.parametrize("kind", FULL, ids=lambda kind: kind.__name__)


def full(kind: type[Record], /, **changes: Any) -> Any:
    """A record with every field recorded, some of them changed."""
    return kind(**{**FULL[kind], **changes})


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
    if (kind, field.name) == (Outcome, "eligible"):
        assert full(kind, eligible=False).eligible is False
        refuses(kind, "eligible", 1)
    else:
        refuses(kind, field.name, True)


@FIELDS
def test_none_is_not_recorded_where_a_fact_may_be_missing_and_refused_where_not(kind: type[Record], field: Any) -> None:
    if field.default is None:
        missing = {field.name: None, **BESIDE.get((kind, field.name), {})}
        assert getattr(full(kind, **missing), field.name) is None
    else:
        refuses(kind, field.name, None)


@RECORDS
def test_only_what_makes_it_what_it_is_must_be_given(kind: type[Record]) -> None:
    needed = {field.name: FULL[kind][field.name] for field in fields(kind) if field.default is attrs.NOTHING}
    assert least(kind) == least(kind)
    assert (least(kind) == full(kind)) is (len(needed) == len(FULL[kind]))
    for name in needed:
        with pytest.raises(TypeError, match=name):
            kind(**{each: fact for each, fact in needed.items() if each != name})


def least(kind: type[Record]) -> Any:
    """A record with only what it cannot be without."""
    needed = {field.name: FULL[kind][field.name] for field in fields(kind) if field.default is attrs.NOTHING}
    for (each, name), beside in BESIDE.items():
        if each is kind and name not in needed:
            needed.update(beside)
    return kind(**needed)


# Texts, days, members


def texts() -> Iterator[tuple[type[Record], str, Any]]:
    """Every field that takes a text, or a tuple of them."""
    for kind, facts in FULL.items():
        for name, fact in facts.items():
            if isinstance(fact, str):
                yield kind, name, lambda text: text
            elif isinstance(fact, tuple) and fact and all(isinstance(each, str) for each in fact):
                yield kind, name, lambda text: (text,)


@pytest.mark.parametrize(("kind", "name", "made"), list(texts()))
def test_a_text_is_not_blank_and_not_endless(kind: type[Record], name: str, made: Any) -> None:
    for blank in ("", " ", "\n\t "):
        refuses(kind, name, made(blank))
    refuses(kind, name, made("x" * 501), TooLarge)
    refuses(kind, name, made("x" * 10_000), TooLarge)
    refuses(kind, name, made(7))
    if (kind, name) not in OWN_WORDS:
        assert getattr(full(kind, **{name: made("x" * 500)}), name) == made("x" * 500)


@of_kind(date)
def test_a_day_is_a_date(kind: type[Record], name: str) -> None:
    for wrong in ("2026-04-06", 20260406, datetime(2026, 4, 6), ("2026", 4, 6)):  # noqa: DTZ001
        refuses(kind, name, wrong, NotADate)


class Elsewhere(Enum):
    """A member of another enumeration."""

    FUNDER = "funder"


@of_kind(Enum)
def test_a_member_is_the_member_itself(kind: type[Record], name: str) -> None:
    member = FULL[kind][name]
    for wrong in (member.value, member.name, Elsewhere.FUNDER, 0, type(member)):
        refuses(kind, name, wrong)


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
    refuses(kind, name, fact * 10_001, TooLarge)
    refuses(kind, name, iter(fact))
    refuses(kind, name, set(fact))


# Numbers

NUMBERS = {
    (Visits, "hours"),
    (Visits, "hourly"),
    (Visits, "travel"),
    (Visits, "bank_holiday_hourly"),
    (Visits, "bank_holidays_a_year"),
    (FundingShare, "share"),
    (SurplusRule, "share"),
    (PercentageFee, "percent"),
    (FixedFee, "per_week"),
    (PaymentTerms, "weeks_in_year"),
    (Parameters, "weeks_in_year"),
    (Parameters, "recovery_limit"),
    (SuspensionRule, "retainer"),
    (FeeWithVat, "rate"),
    (OnceFee, "amount"),
    (PerPaymentFee, "amount"),
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


EDGES: list[tuple[type[Record], str, tuple[Any, ...], tuple[Any, ...]]] = [
    (Visits, "a_week", (1, 500), (0, 501, -1, "3", 1.0)),
    (Visits, "hours", (Fraction(1, 10**6), "24", 24), (0, "0", "-1", "24.0001", Fraction(24 * 10**6 + 1, 10**6))),
    (Visits, "hourly", (0, "0.00", Money("0.01")), ("-0.01", Money("-0.01"), "12.505")),
    (Visits, "travel", (0, Money(0)), ("-0.01", "1.205")),
    (Visits, "bank_holiday_hourly", (0, "0.01"), ("-0.01", "0.001")),
    (Visits, "bank_holidays_a_year", ("0.0001", 366), ("-0.0001", "366.0001")),
    (FundingShare, "share", (0, 1, "0.6", Fraction(1, 3), Decimal("0.5")), ("-0.0001", "1.0001", Fraction(2**500, 3))),
    (SurplusRule, "share", (0, "0.5", 520), ("-0.0001", "520.0001", Fraction(2**500, 3))),
    (PercentageFee, "percent", (0, "5", 100), ("-0.0001", "100.0001", Fraction(2**500, 3))),
    (FixedFee, "per_week", (0, "10", Money(10), PerWeek(10)), ("-0.0001", Money("-0.01"), Fraction(-(2**500), 3))),
    (PaymentTerms, "weeks_in_year", (52, Fraction(365, 7), 53), ("51.9999", "53.0001", Fraction(2**500, 3))),
    (PaymentTerms, "due_days", (-92, 0, 92), (-93, 93, "0", Fraction(0))),
    (Parameters, "weeks_in_year", (52, Fraction(366, 7), 53), ("51.9999", "53.0001")),
    (Parameters, "due_days", (-92, 0, 92), (-93, 93)),
    (Parameters, "recovery_limit", ("0.0001", 1), (0, "-0.0001", "1.0001", Fraction(2**500, 3))),
    (SuspensionRule, "retainer", (0, "0.5", 1), ("-0.0001", "1.0001", Fraction(2**500, 3))),
    (SuspensionRule, "full_days", (0, 3_660), (-1, 3_661, "28", 28.0)),
    (FeeWithVat, "rate", (0, "0.2", 1), ("-0.0001", "1.0001", "20", Fraction(2**500, 3))),
    (OnceFee, "amount", (0, "50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (PerPaymentFee, "amount", (0, "1.50", Money("0.01")), ("-0.01", Money("-0.01"), "1.005")),
    (Variation, "order", (0, 10_000), (-1, 10_001, "1")),
    (Notice, "length", (0, 1_000), (-1, 1_001, "28")),
    (OneOff, "amount", (Money("0.01"),), (Money(0), Money("-0.01"), "120", 120)),
    (
        Support,
        "cost",
        (Money(0), Rate.weekly(0)),
        (Money("-0.01"), (), "84.375", 84, Visits(a_week=1, hours=1, hourly=1)),
    ),
]


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
    assert b"120.00" in money
    refused(lambda: pickle.loads(money.replace(b"120.00", b"-20.00")), "OneOff.amount")


# What a repr shows


def test_no_repr_shows_a_name() -> None:
    for kind in FULL:
        assert NAME not in repr(full(kind))
    assert NAME in str(attrs.asdict(MARY)), "it is there"
    named = [(kind, field.name) for kind in FULL for field in fields(kind) if field.name == "name" and not field.repr]
    assert named == [(Person, "name"), (Funder, "name"), (Holder, "name")]


@RECORDS
def test_a_repr_shows_what_is_recorded_and_leaves_out_what_is_not(kind: type[Record]) -> None:
    shown = repr(full(kind))
    assert shown.startswith(f"{kind.__name__}(")
    for field in fields(kind):
        assert (f"{field.name}=" in shown) is (field.repr and FULL[kind][field.name] != ()), field.name
    shown = repr(least(kind))
    assert "None" not in shown
    for field in fields(kind):
        if field.default is None:
            assert not shown.startswith(f"{kind.__name__}({field.name}=")
            assert f", {field.name}=" not in shown
