"""The letter on payments: who is paid what, what the person pays to whom, and what of it is not paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from present.letters.letter_cases import BRIGHT, FRAME, RULES, STAY, changed, found, mary

from isf_core import (
    PLAIN,
    Arrangement,
    Basis,
    Change,
    Deployed,
    DeploymentOption,
    Holder,
    Money,
    Move,
    Rate,
    SuspensionRule,
    Timeline,
    Timing,
    Variation,
    charges_for,
    schedule_payments,
)
from isf_core.model import with_value
from isf_core.present.letters import Letter, LetterTable, payment_letter

EARLY = {**FRAME, "on": date(2026, 3, 20)}
UNTIL = date(2026, 6, 28)
SUNNY = Holder(ref="H-8", name="Sunny Days")


def letter_of(arrangement: Arrangement, *, until: date = UNTIL, charged: bool = False, policy: Any = PLAIN) -> Letter:
    charges = charges_for(arrangement, policy=policy, until=until) if charged else None
    return payment_letter(schedule_payments(arrangement, until=until, policy=policy), **EARLY, charges=charges)


def text_of(letter: Letter) -> str:
    return " ".join(letter.sentences)


def tables_of(letter: Letter) -> list[LetterTable]:
    return [table for section in letter.sections for table in section.tables]


def column(table: LetterTable, heading: str) -> list[str]:
    return [row[table.head.index(heading)] for row in table.rows]


def moved(*later: tuple[date, Holder], **facts: Any) -> Arrangement:
    variations = (
        Variation(effective=since, known_from=date(2026, 4, 1), changes=(Change("holder", holder),))
        for since, holder in later
    )
    return mary(variations=(*variations,), **facts)


def test_each_of_two_providers_has_its_own_sum_and_its_own_rows() -> None:
    """Half of the second four weeks is for each: 257.50 and 128.75."""
    letter = letter_of(moved((date(2026, 5, 18), SUNNY)))
    text = text_of(letter)
    assert "We pay your providers for your care and support." in text
    assert "Of this, we pay £386.25 to Bright Days. Of this, we pay £386.25 to Sunny Days." in text
    assert (
        "You pay £120.00 in all to Bright Days. You pay £120.00 in all to Sunny Days. "
        "We have taken this off what we pay."
    ) in text
    assert column(tables_of(letter)[0], "Provider") == ["Bright Days", "Bright Days", "Sunny Days", "Sunny Days"]
    charged = text_of(letter_of(moved((date(2026, 5, 18), SUNNY)), charged=True))
    assert "You pay £120.00 of it to Bright Days. You pay £120.00 of it to Sunny Days." in charged


def test_one_provider_has_no_column_and_a_new_name_makes_it_no_other() -> None:
    for arrangement in (mary(), moved((date(2026, 5, 18), BRIGHT.replace(name="Brighter Days")))):
        letter = letter_of(arrangement)
        assert "Provider" not in tables_of(letter)[0].head
        assert "Of this" not in text_of(letter)


def test_whoever_has_no_name_among_several_is_another_provider() -> None:
    letter = letter_of(moved((date(2026, 5, 18), Holder(ref="H-8"))))
    assert "Of this, we pay £386.25 to another provider." in text_of(letter)
    assert column(tables_of(letter)[0], "Provider")[-1] == "another provider"
    unnamed = letter_of(moved((date(2026, 5, 18), Holder(ref="H-8")), holder=Holder(ref="H-7")))
    assert "We pay your providers" in text_of(unnamed)
    assert "You pay £240.00 in all to another provider." in text_of(unnamed)
    assert "H-" not in str(unnamed)


def test_what_is_paid_to_the_provider_and_to_us_has_a_column_each() -> None:
    """From 18 May on it is paid gross: no two columns of one name tell two sums for the same days."""
    basis = Timeline(Basis.NET, (date(2026, 5, 18), Basis.GROSS))
    arrangement = with_value(mary(), "contract.payment.basis", basis)
    paid, billed = tables_of(letter_of(arrangement, charged=True))
    assert column(paid, "You pay your provider") == ["£80.00", "£40.00", "£0.00"]
    assert billed.head == ("From", "To", "You pay your provider", "You pay us", "In all")
    assert column(billed, "You pay your provider") == ["£80.00", "£40.00", "£0.00"]
    assert column(billed, "You pay us") == ["£0.00", "£40.00", "£80.00"]
    assert column(billed, "In all") == ["£80.00"] * 3
    uncharged = letter_of(arrangement)
    assert "You pay your provider" in tables_of(uncharged)[0].head
    assert "You may have to pay us something as well." in text_of(uncharged)
    net = letter_of(mary(), charged=True)
    assert [table.head[-2:] for table in tables_of(net)] == [("You pay", "We pay"), ("To", "You pay")]


def split(*parts: tuple[DeploymentOption, Any]) -> Arrangement:
    deployed = tuple(Deployed(option=option, rate=rate) for option, rate in parts)
    return with_value(mary(), "budget.deployment", deployed)


FUND, DIRECT, MANAGED = (
    DeploymentOption.INDIVIDUAL_SERVICE_FUND,
    DeploymentOption.DIRECT_PAYMENT,
    DeploymentOption.MANAGED,
)
HALF = Rate.weekly("42.1875")
ENDS = Timeline(HALF, (date(2026, 4, 6), Rate.weekly(0)))


@pytest.mark.parametrize(
    ("other", "known", "unknown"),
    [
        (((DIRECT, HALF),), "The rest is paid as a direct payment.", "The rest is paid or used in another way."),
        (((MANAGED, HALF),), *["The rest is paid or used in another way."] * 2),
        (((MANAGED, ENDS), (DIRECT, HALF)), "as a direct payment.", "in another way."),
        (((DIRECT, ENDS), (DIRECT, HALF)), "as a direct payment.", "in another way."),
        ((), None, None),
    ],
)
def test_the_rest_of_a_budget_is_said_to_go_another_way(
    other: tuple[tuple[DeploymentOption, Any], ...], known: str | None, unknown: str | None
) -> None:
    arrangement = split((FUND, HALF), *other) if other else mary()
    letters = (payment_letter(found(arrangement), **EARLY), known), (letter_of(arrangement), unknown)
    for letter, words in letters:
        assert ("This is only a part of your budget." in text_of(letter)) == (words is not None)
        assert words is None or words in text_of(letter)


NEVER = RULES.with_parameters("Ourshire", suspension=SuspensionRule(full_days=0, retainer="0"))


def test_days_for_which_nothing_is_paid_are_no_payment_and_say_why() -> None:
    may = STAY.replace(first_day=date(2026, 5, 4), last_day=date(2026, 5, 31))
    text = text_of(letter_of(mary(suspensions=(may,)), policy=NEVER))
    assert "We make 2 payments. They come to £515.00 in all." in text
    assert "We pay nothing for 4 May 2026 to 31 May 2026, as you are away on all of those days." in text
    longer = may.replace(last_day=date(2026, 6, 28))
    text = text_of(letter_of(mary(suspensions=(longer,)), policy=NEVER, until=date(2026, 8, 23)))
    assert "We pay nothing for 4 May 2026 to 28 June 2026, as you are away" in text, "days that adjoin are said once"


def test_days_that_the_person_pays_for_whole_are_not_said_to_be_away() -> None:
    june = STAY.replace(first_day=date(2026, 6, 1), last_day=date(2026, 6, 28))
    pays = Timeline(Rate.weekly(20), (date(2026, 5, 4), Rate.weekly("84.375")), (date(2026, 6, 29), Rate.weekly(20)))
    both = with_value(mary(suspensions=(june,)), "budget.contribution", pays)
    text = text_of(letter_of(both, policy=NEVER, until=date(2026, 7, 26)))
    assert "We pay nothing for 4 May 2026 to 31 May 2026. We pay nothing for 1 June 2026 to 28 June 2026, as" in text
    apart = with_value(mary(), "budget.contribution", Timeline(Rate.weekly("84.375"), *_in_turn()))
    text = text_of(letter_of(apart, until=date(2026, 7, 26)))
    assert "We pay nothing for 6 April 2026 to 3 May 2026. We pay nothing for 1 June 2026 to 28 June 2026." in text


def _in_turn() -> list[tuple[date, Rate]]:
    days = (date(2026, 5, 4), date(2026, 6, 1), date(2026, 6, 29))
    return [(day, Rate.weekly("84.375") if place % 2 else Rate.weekly(20)) for place, day in enumerate(days)]


def test_one_payment_alone_is_not_the_first_nor_made_every_four_weeks() -> None:
    text = text_of(letter_of(mary(), until=date(2026, 5, 3)))
    assert "We make 1 payment. It comes to £257.50. We pay it on 2 April 2026. You pay £80.00" in text
    for word in ("first payment", "every four weeks", "that each payment is for", "Some pay days move"):
        assert word not in text


@pytest.mark.parametrize("move", [Move.BACK, Move.FORWARD, Move.NOT])
def test_payments_in_arrears_say_when_though_a_day_moves(move: Move) -> None:
    """A Monday that is a bank holiday: what is due on 4 May is paid on 1 May, or on 5 May."""
    terms = mary().contract.payment.replace(timing=Timing.IN_ARREARS, move=move)
    text = text_of(letter_of(with_value(mary(), "contract.payment", terms)))
    assert "We pay after the days that each payment is for." in text
    assert ("Some pay days move" in text) == (move is not Move.NOT)


def test_the_holder_of_a_charge_is_that_of_its_days() -> None:
    arrangement = changed("holder", SUNNY, date(2026, 6, 1))
    charges = charges_for(arrangement, policy=PLAIN, until=UNTIL)
    assert [row.holder and row.holder.name for row in charges] == ["Bright Days", "Bright Days", "Sunny Days"]
    assert charges_for(mary(holder=None), policy=PLAIN, until=UNTIL)[0].holder is None
    assert Money.total(row.by_holder for row in charges) == Money(240)
