"""BUD-11: the person pays no more than the support costs, and nothing while exempt; at every date of change."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.mary import AUTUMN, DAY_AFTER, LAST, ON, ONE_DAY, START, judged, missed, said, sound
from support.proofs.budget import exempt, weekly

from isf_core.model import OPEN_ENDED, Arrangement, Change, Exemption, Ground, Variation
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Outcome
from isf_core.rules.findings import judge
from isf_core.values import Rate, Timeline

YEAR = "contract.payment.weeks_in_year"
NO_YEAR = PLAIN.parameters.replace(weeks_in_year=None)


def pays(contribution: Rate | Timeline[Rate], actual: Rate | Timeline[Rate], **facts: Any) -> Arrangement:
    """Mary with a contribution, a budget and no exemption."""
    return sound(budget={"contribution": contribution, "actual": actual, "exemptions": ()}, **facts)


def test_it_says_from_when_how_much_and_against_what() -> None:
    assert said("BUD-11", weekly("90")) == [
        "budget.contribution: from Mon 6 Apr 2026 the person would pay 90 a week, but the support costs 84.375 a week"
    ]


@pytest.mark.parametrize("ground", Ground)
def test_while_exempt_it_says_on_what_ground(ground: Ground) -> None:
    exemption = Exemption(ground=ground, first_day=START, last_day=START)
    (finding,) = said("BUD-11", sound(budget={"exemptions": (exemption,)}))
    assert finding.endswith(f"but nothing may be charged: {ground.value}")


UNITS = [
    # The contribution, the budget, the year: the last penny that holds, and the next.
    (Rate.four_weekly, "337.50", Rate.weekly("84.375"), 52),
    (Rate.weekly, "84.37", Rate.four_weekly("337.48"), 52),
    (Rate.annual, "4387.50", Rate.weekly("84.375"), 52),
    (Rate.annual, "4399.55", Rate.weekly("84.375"), Fraction(365, 7)),  # 84.375 x 365/7 is 4,399.5535...
    (Rate.annual, "4411.60", Rate.weekly("84.375"), Fraction(366, 7)),  # 4,411.6071...
    (Rate.monthly, "365.62", Rate.weekly("84.375"), 52),  # 365.625
    (Rate.monthly, "366.62", Rate.four_weekly("337.50"), Fraction(365, 7)),  # 366.6294...
    (Rate.weekly, "84.37", Rate.annual("4387.50"), 52),
    (Rate.weekly, "84.14", Rate.annual("4387.50"), Fraction(365, 7)),  # 84.1438...
    (Rate.annual, "4387.56", Rate.monthly("365.63"), 53),
]


@pytest.mark.parametrize(("unit", "most", "actual", "year"), UNITS)
def test_unlike_units_are_compared_exactly_by_the_year_that_counts(
    unit: Any, most: str, actual: Rate, year: int | Fraction
) -> None:
    more = str(Fraction(most) + Fraction(1, 100))
    above = unit(Fraction(more))
    stated = {"weeks_in_year": year}
    assert judged("BUD-11", pays(unit(most), actual, payment=stated)).outcome is Outcome.HOLDS
    assert judged("BUD-11", pays(above, actual, payment=stated)).outcome is Outcome.BREACH


def test_the_contracts_year_counts_before_the_policys() -> None:
    longer = PLAIN.parameters.replace(weeks_in_year=Fraction(365, 7))
    mary = pays(Rate.annual("4390"), Rate.weekly("84.375"))
    assert judged("BUD-11", mary, longer).outcome is Outcome.BREACH, "52 in the contract"
    silent = pays(Rate.annual("4390"), Rate.weekly("84.375"), payment={"weeks_in_year": None})
    assert judged("BUD-11", silent, longer).outcome is Outcome.HOLDS, "365/7 in the policy"


@pytest.mark.parametrize(
    ("contribution", "actual"),
    [
        (Rate.weekly(20), Rate.four_weekly(81)),
        (Rate.annual(1200), Rate.annual(1200)),
        (Rate.monthly(100), Rate.annual("1200.01")),
    ],
)
def test_like_units_need_no_year(contribution: Rate, actual: Rate) -> None:
    mary = pays(contribution, actual, payment={"weeks_in_year": None})
    case = Case(mary, ON, NO_YEAR)
    assert judge(ALL["BUD-11"], case).outcome is Outcome.HOLDS
    assert YEAR not in case.read


def test_unlike_units_need_one_but_not_to_see_what_is_plain_without_it() -> None:
    unlike = pays(Rate.annual(1200), Rate.weekly(90), payment={"weeks_in_year": None})
    assert missed("BUD-11", unlike, NO_YEAR) == (YEAR,)
    rises = pays(
        Timeline(Rate.annual(1200), (AUTUMN, Rate.weekly(91))), Rate.weekly(90), payment={"weeks_in_year": None}
    )
    assert [each.partition(" the ")[0] for each in said("BUD-11", rises, NO_YEAR)] == [
        "budget.contribution: from Thu 1 Oct 2026"
    ]


def test_who_pays_nothing_is_asked_nothing() -> None:
    nothing = {"contribution": Rate.weekly(0), "actual": None, "exemptions": None}
    case = Case(sound(budget=nothing, contract={"first_day": None}), ON, NO_YEAR)
    assert judge(ALL["BUD-11"], case).outcome is Outcome.HOLDS
    assert case.read == ["budget.contribution"]


def test_nothing_is_charged_in_the_time_when_the_contribution_is_nil() -> None:
    exemption = Exemption(ground=Ground.REABLEMENT, first_day=START, last_day=AUTUMN - ONE_DAY)
    freed = Timeline(Rate.weekly(0), (AUTUMN, Rate.weekly(20)))
    assert judged("BUD-11", sound(budget={"contribution": freed, "exemptions": (exemption,)})).outcome is Outcome.HOLDS
    a_day_early = Timeline(Rate.weekly(0), (AUTUMN - ONE_DAY, Rate.weekly(20)))
    assert said("BUD-11", sound(budget={"contribution": a_day_early, "exemptions": (exemption,)})) == [
        "budget.contribution: from Wed 30 Sep 2026 the person would pay 20 a week, "
        "but nothing may be charged: the first six weeks of intermediate care or reablement"
    ]


def test_it_is_tested_on_the_day_after_an_exemption_ends() -> None:
    ended = Exemption(ground=Ground.EQUIPMENT, first_day=START, last_day=START)
    above = {"contribution": Rate.weekly(95), "exemptions": (ended,)}
    days = [
        each.partition(" the person")[0].removeprefix("budget.contribution: from ")
        for each in said("BUD-11", sound(budget=above))
    ]
    assert days == ["Mon 6 Apr 2026", "Tue 7 Apr 2026", "Thu 1 Oct 2026"]


def test_an_exemption_without_end_or_to_the_end_of_the_calendar_stands() -> None:
    for last_day in (None, date.max):
        assert judged("BUD-11", exempt(date(2026, 1, 1), last_day)).outcome is Outcome.BREACH
        assert judged("BUD-11", exempt(LAST + ONE_DAY, last_day)).outcome is Outcome.HOLDS


def test_either_limit_is_enough_whatever_is_not_recorded_of_the_other() -> None:
    free = (Exemption(ground=Ground.CARER, first_day=START),)
    assert judged("BUD-11", sound(budget={"actual": None, "exemptions": free})).outcome is Outcome.BREACH
    assert judged("BUD-11", weekly("90", exemptions=None)).outcome is Outcome.BREACH
    assert missed("BUD-11", sound(budget={"actual": None, "exemptions": None})) == (
        "budget.actual",
        "budget.exemptions",
    )


RISES = Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(100)))


def test_a_contract_whose_end_is_not_recorded_may_never_come_to_it() -> None:
    later = sound(budget={"contribution": RISES}, contract={"last_day": None})
    assert missed("BUD-11", later) == ("contract.last_day",)
    assert judged("BUD-11", sound(budget={"contribution": RISES}, contract={"last_day": OPEN_ENDED})).findings
    at_once = sound(budget={"contribution": Rate.weekly(100)}, contract={"last_day": None})
    assert judged("BUD-11", at_once).outcome is Outcome.BREACH, "the first day comes, whatever the last"
    never = sound(contract={"last_day": None})
    assert judged("BUD-11", never).outcome is Outcome.HOLDS, "no end makes it more than is due"


def test_what_was_before_the_first_day_is_no_matter() -> None:
    dearer = Timeline(Rate.weekly(100), (START, Rate.weekly(20)))
    assert judged("BUD-11", sound(budget={"contribution": dearer})).outcome is Outcome.HOLDS
    a_day_long = Timeline(Rate.weekly(100), (DAY_AFTER, Rate.weekly(20)))
    assert len(judged("BUD-11", sound(budget={"contribution": a_day_long})).findings) == 1


def test_a_rise_counts_from_the_day_of_judgement_on_which_it_is_known() -> None:
    rise = Change("budget.contribution", Rate.weekly(100))

    def outcome(known_from: date | None) -> Outcome:
        variation = Variation(effective=AUTUMN, known_from=known_from, changes=(rise,))
        return judged("BUD-11", sound(variations=(variation,))).outcome

    assert outcome(ON) is Outcome.BREACH
    assert outcome(ON + ONE_DAY) is Outcome.HOLDS
    assert outcome(None) is Outcome.HOLDS, "CON-14 asks since when"
