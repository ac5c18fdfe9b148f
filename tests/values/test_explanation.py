"""Explanations: a tree of what was done with what, that comes to the amount it shows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from isf_core.errors import IsfError, NotExact, TooLarge
from isf_core.values.explanation import Explanation, Operation
from isf_core.values.money import MOST_PENCE, ExactMoney, Money
from isf_core.values.sources import LANCASHIRE

Refused = Callable[..., IsfError]
CLAUSE = LANCASHIRE("6.16")
RATE = Explanation.given("rate a week", "84.375", CLAUSE, unit="pounds")
WEEKS = Explanation.given("weeks", 4, unit="weeks")
BUDGET = Explanation.times("four weeks of it", RATE, WEEKS)
TAKEN = Explanation.given("contribution", Money("80.00"))


# Each operation


@pytest.mark.parametrize(
    ("node", "amount", "operation"),
    [
        (Explanation.sum("all", BUDGET, TAKEN), Fraction("417.5"), Operation.SUM),
        (Explanation.less("net", BUDGET, TAKEN, TAKEN), Fraction("177.5"), Operation.LESS),
        (Explanation.less("net", BUDGET), Fraction("337.5"), Operation.LESS),
        (Explanation.times("all", RATE, WEEKS, WEEKS), Fraction(1350), Operation.TIMES),
        (Explanation.least("taken", BUDGET, TAKEN), Fraction(80), Operation.LEAST),
        (Explanation.greatest("taken", TAKEN, BUDGET), Fraction("337.5"), Operation.GREATEST),
        (Explanation.rounded("paid", RATE), Fraction("84.38"), Operation.HALF_UP),
        (Explanation.given("days", Fraction(18, 7)), Fraction(18, 7), Operation.GIVEN),
    ],
)
def test_a_node_comes_to_its_amount(node: Explanation, amount: Fraction, operation: Operation) -> None:
    assert (node.amount, node.operation) == (amount, operation)
    assert node.value() == amount


def test_a_node_keeps_what_it_was_made_of() -> None:
    node = Explanation.sum("all", BUDGET, TAKEN, sources=(CLAUSE,))
    assert (node.what, node.unit, node.operands, node.sources) == ("all", "pounds", (BUDGET, TAKEN), (CLAUSE,))
    assert Explanation.rounded("paid", RATE, CLAUSE).sources == (CLAUSE,)
    for make in (Explanation.less, Explanation.times, Explanation.least, Explanation.greatest):
        assert make("all", BUDGET, TAKEN, sources=(CLAUSE,)).sources == (CLAUSE,)


@pytest.mark.parametrize(
    ("amount", "unit", "held", "kept"),
    [
        (Money("80.00"), "", Fraction(80), "pounds"),
        (ExactMoney("84.375"), "", Fraction("84.375"), "pounds"),
        ("84.375", "pounds", Fraction("84.375"), "pounds"),
        (4, "weeks", Fraction(4), "weeks"),
        (Decimal("0.05"), "", Fraction(1, 20), ""),
    ],
)
def test_a_leaf_knows_its_unit(
    amount: Money | ExactMoney | str | int | Decimal, unit: str, held: Fraction, kept: str
) -> None:
    leaf = Explanation.given("leaf", amount, unit=unit)
    assert (leaf.amount, leaf.unit) == (held, kept)


def test_pounds_times_weeks_are_pounds_and_days_added_up_are_days() -> None:
    days = Explanation.given("days", 3, unit="days")
    assert Explanation.times("x", WEEKS, RATE).unit == "pounds"
    assert Explanation.sum("x", days, days).unit == "days"


def test_the_amount_is_money_where_it_is_whole_pence(refused: Refused) -> None:
    assert BUDGET.money == Money("337.50")
    assert Explanation.given("less", Money("-0.01")).money == Money("-0.01")
    refused(lambda: RATE.money, IsfError, "Explanation.money: 'rate a week' is finer than a penny", ".amount")
    refused(lambda: Explanation.given("x", 10**20, unit="pounds").money, TooLarge, "ten trillion")


def test_the_whole_tree_is_walked_from_the_top() -> None:
    paid = Explanation.rounded("paid", Explanation.less("net", BUDGET, TAKEN))
    assert [(depth, node.what) for depth, node in paid.walk()] == [
        (0, "paid"),
        (1, "net"),
        (2, "four weeks of it"),
        (3, "rate a week"),
        (3, "weeks"),
        (2, "contribution"),
    ]


# How it is shown


@pytest.mark.parametrize(
    ("node", "line"),
    [
        (TAKEN, "contribution: 80.00"),
        (RATE, "rate a week: 84.375 [Lancashire County Council contract policy, 6.16]"),
        (WEEKS, "weeks: 4"),
        (BUDGET, "four weeks of it: 337.50 (each times the next)"),
        (Explanation.sum("one alone", TAKEN), "one alone: 80.00"),
        (Explanation.rounded("paid", BUDGET), "paid: 337.50"),
        (
            Explanation.rounded("owed", Explanation.given("x", ExactMoney("-0.005"))),
            "owed: -0.01 (rounded half up from -0.005)",
        ),
        (Explanation.given("a third of a visit", Fraction(1, 3)), "a third of a visit: 1/3"),
        (Explanation.given("a year", Money("4387.50")), "a year: 4,387.50"),
        (
            Explanation.rounded("two thirds of a penny", Explanation.given("x", Fraction(1, 150), unit="pounds")),
            "two thirds of a penny: 0.01 (rounded half up from 1/150)",
        ),
        (Explanation.given("half up", Fraction(-100001, 15), unit="pounds"), "half up: -100001/15 (about -6666.7333)"),
        (Explanation.given("third", Fraction(1, 3), unit="pounds"), "third: 1/3 (about 0.3333)"),
        (
            Explanation.given("two", 2, CLAUSE, LANCASHIRE("6.17")),
            "two: 2 [Lancashire County Council contract policy, 6.16; Lancashire County Council contract policy, 6.17]",
        ),
    ],
)
def test_a_line_says_what_how_much_and_how(node: Explanation, line: str) -> None:
    assert str(node).splitlines()[0] == line
    assert repr(node) == f"<Explanation {line}>"


def test_a_sum_beyond_all_money_is_shown_all_the_same() -> None:
    huge = Explanation.given("a slip of the hand", ExactMoney(MOST_PENCE))
    assert str(huge) == "a slip of the hand: 1,000,000,000,000,000.00"
    assert str(Explanation.rounded("x", huge)).splitlines()[0] == "x: 1,000,000,000,000,000.00"


def test_only_what_rounding_changed_says_that_it_was_rounded() -> None:
    whole, parts = Explanation.rounded("paid", BUDGET), Explanation.rounded("paid", RATE)
    assert (whole.is_rounded, parts.is_rounded, BUDGET.is_rounded) == (False, True, False)
    assert "(rounded half up from 84.375)" in str(parts)


def test_what_is_quoted_of_a_record_is_cut_at_500_characters_and_not_refused() -> None:
    assert Explanation.given("x" * 500, 1).what == "x" * 500
    assert Explanation.given("x" * 501, 1).what == "x" * 499 + "…"


def test_a_tree_is_indented_and_its_html_is_escaped() -> None:
    node = Explanation.sum("a < b", Explanation.given("<script>", 1), Explanation.given('"quoted" & more', 2))
    assert str(node) == 'a < b: 3 (added up)\n  <script>: 1\n  "quoted" & more: 2'
    assert node._repr_html_().partition("</style>")[2] == (
        "<details open><summary>a &lt; b: 3 (added up)</summary>"
        "<p>&lt;script&gt;: 1</p><p>&quot;quoted&quot; &amp; more: 2</p></details></div>"
    )


def test_a_tree_folds_what_an_amount_was_made_of_with_its_texts() -> None:
    html = Explanation.rounded("paid", Explanation.times("weeks of it", RATE, WEEKS))._repr_html_()
    assert html.count("<details open>") == 2, "what it is, and what it was made of"
    by = "<details><summary>By Lancashire County Council contract policy</summary><p>Lancashire"
    assert f"<details><summary>rate a week: 84.375</summary>{by}" in html
    many = Explanation.sum("all", *(Explanation.given(f"n{each}", each) for each in range(100)))
    assert "<p>n59: 59</p><p>… 40 more</p>" in many._repr_html_()


# What cannot be one


MAKERS = [Explanation.sum, Explanation.less, Explanation.times, Explanation.least, Explanation.greatest]


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_made_of_nothing(make: Callable[..., Explanation], refused: Refused) -> None:
    refused(lambda: make("all"), IsfError, " of nothing", "at least one operand")


@pytest.mark.parametrize("make", [*MAKERS, Explanation.rounded])
@pytest.mark.parametrize("operand", [Money(1), 5, None, "1"])
def test_an_operand_is_an_explanation(make: Callable[..., Explanation], operand: object, refused: Refused) -> None:
    refused(lambda: make("all", operand), IsfError, "Explanation.operands[0]: ", "give a tuple of Explanation")


def new(**changes: Any) -> Explanation:
    """A leaf, or whatever else the constructor is given by name."""
    parts = {
        "what": "x",
        "amount": Fraction(1),
        "unit": "",
        "operation": Operation.GIVEN,
        "operands": (),
        "sources": (),
    }
    return Explanation(**{**parts, **changes})


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"what": " "}, IsfError, "Explanation.what: ' ' is blank"),
        ({"amount": 1.5}, NotExact, "Explanation.amount: 1.5 (a float)"),
        ({"unit": None}, IsfError, "Explanation.unit: nothing (None) is not a text"),
        ({"unit": "u" * 41}, TooLarge, "Explanation.unit: "),
        ({"operation": "given"}, IsfError, "Explanation.operation: 'given' is no Operation"),
        ({"operands": RATE}, IsfError, "Explanation.operands: an Explanation is not a tuple"),
        ({"sources": ("6.16",)}, IsfError, "Explanation.sources[0]: '6.16' does not fit here"),
        ({"sources": CLAUSE}, IsfError, "Explanation.sources: a Source is not a tuple"),
        ({"operands": (WEEKS,)}, IsfError, "Explanation: 'given' with 1 operands; only a leaf is given"),
        ({"operation": Operation.SUM}, IsfError, "Explanation: 'added up' with 0 operands; only a leaf is given"),
        (
            {"operation": Operation.SUM, "operands": (WEEKS, WEEKS), "amount": 9},
            IsfError,
            "Explanation: 9 is not what its operands come to; make it with Explanation.sum",
        ),
    ],
    ids=range(11),
)
def test_a_node_that_would_not_add_up_is_refused(
    changes: dict[str, Any], kind: type[IsfError], message: str, refused: Refused
) -> None:
    refused(lambda: new(**changes), kind, message)


def test_a_node_that_adds_up_may_be_made_from_its_parts() -> None:
    made = Explanation.sum("x", WEEKS, WEEKS)
    assert new(operation=Operation.SUM, operands=[WEEKS, WEEKS], amount="8", unit="weeks") == made
    assert new() == Explanation.given("x", 1)


def test_a_leaf_cites_sources_alone(refused: Refused) -> None:
    pounds: Any = "pounds"
    refused(lambda: Explanation.given("rate", 1, pounds), IsfError, "Explanation.sources[0]: 'pounds' does not fit")


# Neither deep nor wide without end


def chain(levels: int) -> Explanation:
    node = WEEKS
    for _ in range(levels - 1):
        node = Explanation.sum("x", node)
    return node


def test_a_tree_has_at_most_fifty_levels(refused: Refused) -> None:
    # A chain of thousands would end in a RecursionError wherever it is walked.
    deepest = chain(50)
    assert deepest.value() == 4
    assert len(list(deepest.walk())) == 50
    assert hash(deepest) == hash(chain(50))
    refused(lambda: chain(51), TooLarge, "51 levels", "at most 50", "add up many operands in one node")


def test_a_tree_has_at_most_a_hundred_thousand_nodes(refused: Refused) -> None:
    ten_thousand = Explanation.sum("x", *[WEEKS] * 9_999)
    rest = Explanation.sum("x", *[WEEKS] * 9_998)
    full = Explanation.sum("all", *[ten_thousand] * 9, rest)
    assert full.value() == 4 * (9 * 9_999 + 9_998)
    assert sum(1 for _ in full.walk()) == 100_000
    refused(lambda: Explanation.sum("all", *[ten_thousand] * 10), TooLarge, "3 levels and 100,001 nodes")


def test_an_operand_that_is_used_twice_counts_twice(refused: Refused) -> None:
    doubled = WEEKS

    def double() -> None:
        nonlocal doubled
        for _ in range(60):
            doubled = Explanation.sum("x", doubled, doubled)

    refused(double, TooLarge, "17 levels and 131,071 nodes are too many", "at most 50 and 100,000")


def test_an_amount_cannot_grow_without_end(refused: Refused) -> None:
    large = Explanation.given("x", 2**500)
    refused(lambda: Explanation.times("y", large, large), TooLarge, "Explanation.amount: ")
