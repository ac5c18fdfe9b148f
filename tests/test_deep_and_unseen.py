"""Values without an end, and characters that nobody sees (hardness 5, 6, 7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from support.arrangements import mary

from isf_core import PLAIN, Person, Rate, Timeline, canonical, digest, schedule_payments, to_plain
from isf_core.errors import IsfError, TooLarge
from isf_core.model import (
    Change,
    Charge,
    Clause,
    Entry,
    EntryKind,
    FeeFacts,
    OneOff,
    Outcome,
    Placement,
    RegisterEntry,
    SupportPlan,
    Variation,
)
from isf_core.present import templates
from isf_core.values.checks import not_deep, text

ON = date(2026, 4, 6)
NOTHING: Any = None


def holding_itself() -> list[Any]:
    held: list[Any] = []
    held.append(held)
    return held


def deep(levels: int) -> Any:
    held: Any = ()
    for _ in range(levels):
        held = (held,)
    return held


@pytest.mark.parametrize("ask", [to_plain, digest, canonical])
@pytest.mark.parametrize("make", [holding_itself, lambda: deep(100_000)])
def test_hardness_6_what_has_no_end_has_no_plain_form(ask: Callable[[Any], Any], make: Callable[[], Any]) -> None:
    with pytest.raises(TooLarge, match="holds itself, or others in it without an end"):
        ask(make())


def test_hardness_6_a_change_is_refused_when_it_is_made() -> None:
    with pytest.raises(IsfError, match="Change of plan: a tuple, in which something may be changed"):
        Change("plan", ([1],))
    for endless in (holding_itself(), deep(100_000), deep(50)):
        with pytest.raises(TooLarge, match="without an end"):
            Change("plan", endless)
    assert hash(Change("budget.one_offs", [OneOff(on=ON, amount=1, what="rails")]))


def test_hardness_6_how_deep_is_too_deep() -> None:
    not_deep("where", deep(49))
    with pytest.raises(TooLarge, match="where: tuples within one another"):
        not_deep("where", deep(50))
    wide: list[Any] = []
    wide += [wide] * 1_001
    with pytest.raises(TooLarge, match="where: lists within one another"):
        not_deep("where", wide)


@pytest.mark.parametrize("number", ["sNaN", "NaN", "Infinity"])
def test_hardness_6_what_cannot_be_compared_is_no_value_over_time(number: str) -> None:
    with pytest.raises(IsfError, match=r"Timeline: .* is not a number"):
        Timeline(Decimal(number))
    with pytest.raises(IsfError, match=r"Timeline: .* is not a number"):
        Timeline(Decimal(1), (ON, Decimal(number)))


def test_hardness_6_fees_without_an_end_are_refused() -> None:
    @attrs.frozen
    class Endless:
        def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
            return self.charges(facts)

    arrangement = mary(contract={"fee": Endless(), "fee_placement": Placement.INSIDE})
    with pytest.raises(
        TooLarge, match=r"Endless\.charges: fees within one another without an end; give a fee of one level$"
    ):
        schedule_payments(arrangement, until=ON, policy=PLAIN)


UNSEEN = [
    "\n",
    "\r",
    "\t",
    "\x1b[31m",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u200e",
    "\u202e",
    "\u2066",
    "\ud800",
]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_hardness_7_no_reference_forges_a_line(unseen: str) -> None:
    for make in (
        lambda: Entry(ref=f"x{unseen}ERROR paid", on=ON, kind=EntryKind.FUNDER_PAYMENT, amount=1),
        lambda: Person(ref=f"x{unseen}ERROR paid"),
        lambda: Variation(ref=f"x{unseen}y", effective=ON, changes=(Change("contract.last_day", ON),)),
        lambda: Person(ref="P").replace(**{f"x{unseen}y": 1}),
        lambda: Rate.weekly(f"1{unseen}ERROR"),
    ):
        with pytest.raises(IsfError) as error:
            make()
        assert str(error.value).isprintable()
    with pytest.raises(IsfError, match=r"has the character U\+"):
        text("ref", f"x{unseen}y")


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_hardness_7_prose_may_have_lines_and_nothing_else_unseen(unseen: str) -> None:
    words = f"She wants{unseen}to garden"
    makers: tuple[Callable[[], Any], ...] = (
        lambda: Clause(reference="7", words=words),
        lambda: SupportPlan(outcomes=(Outcome(ref="garden", words=words),)),
        lambda: RegisterEntry(contact=words, description=words),
    )
    for make in makers:
        if unseen in "\n\r\t":
            assert make()
            continue
        with pytest.raises(IsfError, match=r"has the character U\+"):
            make()


@pytest.mark.parametrize("name", ["Zoë", "李", "أمينة", "o’Neill – 7/b", "a\u00a0b", "👩\u200d🦽"])
def test_hardness_7_names_of_every_script_are_texts(name: str) -> None:
    assert Person(ref=name).ref == name


def test_hardness_7_an_error_is_one_line_whatever_it_is_made_of() -> None:
    class Strange:
        pass

    Strange.__name__ = "Strange\nERROR paid"
    with pytest.raises(IsfError) as error:
        Rate.weekly(Strange())  # type: ignore[arg-type]
    assert str(error.value).isprintable()


def test_hardness_5_templates_are_of_a_rule_set() -> None:
    with pytest.raises(IsfError, match="templates: nothing"):
        templates(NOTHING)
