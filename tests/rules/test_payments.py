"""Rules on payments (PAY)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, DAY_BEFORE, LAST, ON, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.assessment import check
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Backdating,
    Basis,
    Change,
    Deployed,
    DeploymentOption,
    Funder,
    FunderKind,
    FundingShare,
    HowFarBack,
    NoFee,
    OneOff,
    OneOffPayment,
    Parameters,
    PercentageFee,
    Placement,
    Policies,
    RateRise,
    Suspension,
    SuspensionReason,
    Variation,
)
from isf_core.model import FeeBase as Base
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import Frequency, Money, PayCycle, Rate, Timeline


def one_off(on: date) -> Arrangement:
    """Mary with one sum paid once."""
    return sound(budget={"one_offs": (OneOff(on=on, amount=Money(120), what="grab rails"),)})


NOVEMBER = date(2026, 11, 2)


SECOND_PERIOD = date(2026, 5, 4)


EARLIEST = date(2026, 9, 1)


RISE = Change("budget.contribution", Rate.weekly("22"))
"""It is 20 before."""


def late(
    effective: date = AUTUMN,
    known: date | None = NOVEMBER,
    change: Change = RISE,
    **facts: Any,
) -> Arrangement:
    """Mary with a change that was known later than it took effect."""
    varied = Variation(ref="V-1", effective=effective, known_from=known, told_on=known, changes=(change,))
    return sound(variations=(varied,), **facts)


def back(how_far: HowFarBack, arrangement: Arrangement, earliest: date | None = None, **numbers: Any) -> At:
    """An arrangement under a policy that lets changes count so far back."""
    backdating = Backdating(how_far=how_far, earliest=earliest)
    return At(arrangement, ON, NUMBERS.replace(backdating=backdating, **numbers))


def told(on: date | None, *changes: Change, effective: date = AUTUMN, **facts: Any) -> Arrangement:
    """Mary with a change of which the holder was told on a day; the contribution rises where none is given."""
    varied = Variation(ref="V-1", effective=effective, known_from=ON, told_on=on, changes=changes or (RISE,))
    return sound(variations=(varied,), **facts)


def budget_of(weekly: str) -> Change:
    """Another budget a week; on the last day of September it is 84.375."""
    return Change("budget.actual", Rate.weekly(weekly))


def contribution_of(weekly: str) -> Change:
    """Another contribution a week; it is 20 before."""
    return Change("budget.contribution", Rate.weekly(weekly))


def through_the_fund(parts: int) -> Arrangement:
    """The budget is split, and so many parts of it go through a fund."""
    rest = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("24.375"))
    fund = Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("60"))
    return sound(budget={"deployment": (rest, *[fund] * parts)})


UPLIFT = Variation(ref="V-1", effective=NOVEMBER, known_from=AUTUMN, changes=(RISE,))
"""Agreed on 1 October, from 2 November on."""


def learnt(effective: date, known: date | None, *changes: Change, **facts: Any) -> At:
    """Mary with an uplift of the contribution, and one more change of it, judged at the end of the year."""
    more = Variation(ref="V-2", effective=effective, known_from=known, changes=changes or (contribution_of("21"),))
    return At(sound(variations=(UPLIFT, more.replace(**facts))), LAST)


def lists(before: Change, after: Change, **facts: Any) -> At:
    """Mary with two changes of what is given whole or ends it, the second learnt a month later."""
    first = Variation(ref="V-1", effective=AUTUMN, known_from=AUTUMN, changes=(before,))
    second = Variation(ref="V-2", effective=AUTUMN, known_from=NOVEMBER, changes=(after,))
    return At(sound(variations=(first, second.replace(**facts))), LAST)


STAY = Suspension(first_day=AUTUMN, last_day=NOVEMBER)
LATER_STAY = Suspension(first_day=NOVEMBER + ONE_DAY, last_day=LAST)


def stays(*given: Suspension) -> Change:
    """All suspensions."""
    return Change("suspensions", given)


IN_TIME = date(2026, 9, 3)
"""Twenty-eight days before the autumn."""


TOO_LATE = IN_TIME + ONE_DAY


PROOFS: dict[str, Proof] = {
    "PAY-01": Proof(
        sound=sound(),
        breaches=(one_off(DAY_BEFORE), one_off(LAST + ONE_DAY), through_the_fund(2), through_the_fund(0)),
        edges=(
            Edge("a sum once, on the first day or the day before", one_off(START), one_off(DAY_BEFORE)),
            Edge("a sum once, on the last day or the day after", one_off(LAST), one_off(LAST + ONE_DAY)),
            Edge("one part through the fund, or two", through_the_fund(1), through_the_fund(2)),
            Edge("one part through the fund, or none", through_the_fund(1), through_the_fund(0)),
        ),
    ),
    "PAY-10": Proof(
        sound=back(HowFarBack.NOT_THE_FIRST_PAYMENT, late()),
        breaches=(
            back(HowFarBack.NEVER, late()),
            back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(START)),
            back(HowFarBack.TO_A_DATE, late(), NOVEMBER),
        ),
        idle=(late(known=AUTUMN),),
        edges=(
            Edge(
                "to a date: on it, or the day before",
                back(HowFarBack.TO_A_DATE, late(EARLIEST), EARLIEST),
                back(HowFarBack.TO_A_DATE, late(EARLIEST - ONE_DAY), EARLIEST),
            ),
            Edge(
                "the first payment: after its last day, or on it",
                back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(SECOND_PERIOD)),
                back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(SECOND_PERIOD - ONE_DAY)),
            ),
            Edge(
                "to when it took effect, or never",
                back(HowFarBack.TO_WHEN_IT_TOOK_EFFECT, late()),
                back(HowFarBack.NEVER, late()),
            ),
        ),
    ),
    "PAY-16": Proof(
        sound=learnt(NOVEMBER + ONE_DAY, NOVEMBER),
        breaches=(
            learnt(AUTUMN, NOVEMBER),
            lists(stays(STAY), stays(LATER_STAY)),
            lists(Change("contract.last_day", AUTUMN), Change("contract.last_day", NOVEMBER)),
        ),
        idle=(sound(variations=(UPLIFT,)),),
        edges=(
            Edge(
                "from the day after the uplift, or from its day",
                learnt(NOVEMBER + ONE_DAY, NOVEMBER),
                learnt(NOVEMBER, NOVEMBER),
            ),
            Edge("known with the uplift, or a day later", learnt(START, AUTUMN), learnt(START, AUTUMN + ONE_DAY)),
            Edge(
                "it says what it replaces, or does not",
                learnt(AUTUMN, NOVEMBER, supersedes=("V-1",)),
                learnt(AUTUMN, NOVEMBER),
            ),
            Edge(
                "the list has what was there before, or not",
                lists(stays(STAY), stays(STAY.replace(last_day=OPEN_ENDED))),
                lists(stays(STAY), stays(STAY.replace(first_day=NOVEMBER))),
            ),
            Edge(
                "a last day as early as the one known, or a day later",
                lists(Change("contract.last_day", AUTUMN), Change("contract.last_day", AUTUMN)),
                lists(Change("contract.last_day", AUTUMN), Change("contract.last_day", AUTUMN + ONE_DAY)),
            ),
        ),
    ),
    "PAY-11": Proof(
        sound=told(IN_TIME),
        breaches=(
            told(TOO_LATE),
            told(AUTUMN, budget_of("80")),
            told(NOVEMBER, budget_of("80"), contribution_of("18")),
        ),
        idle=(
            sound(
                suspensions=(
                    Suspension(
                        first_day=AUTUMN,
                        last_day=NOVEMBER,
                        reason=SuspensionReason.HOSPITAL,
                    ),
                )
            ),
        ),
        edges=(
            Edge("twenty-eight days before, or a day less", told(IN_TIME), told(TOO_LATE)),
            Edge(
                "a day earlier, or not",
                told(TOO_LATE, effective=AUTUMN + ONE_DAY),
                told(TOO_LATE),
            ),
        ),
    ),
}


NOTHING = Parameters(name="nothing set")


def test_pay_01_all_that_is_missing_is_named_at_once() -> None:
    bare = sound(payment=dict.fromkeys(("cycle", "timing", "basis", "move"), None), contract={"last_day": None})
    assert missed("PAY-01", bare) == (
        "contract.last_day",
        "contract.payment.cycle",
        "contract.payment.timing",
        "contract.payment.move",
        "contract.payment.basis",
    )


@pytest.mark.parametrize(
    ("first_day", "last_day", "changes"),
    [
        (date(1, 1, 1), date(1, 12, 31), ()),
        (date(9999, 12, 31), OPEN_ENDED, ()),
        (date(2026, 4, 6), OPEN_ENDED, ((date(9999, 12, 20), Rate.monthly(90)),)),
    ],
)
def test_pay_01_says_so_where_a_period_would_not_lie_within_the_calendar(
    first_day: date, last_day: Any, changes: tuple[tuple[date, Rate], ...]
) -> None:
    plain = sound(
        contract={"first_day": first_day, "last_day": last_day, "fee": Timeline(NoFee())},
        payment={"cycle": PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 15))},
        budget={"actual": Timeline(Rate.monthly(80), *changes), "in_house": (), "exemptions": (), "one_offs": ()},
        funding=(FundingShare(funder=Funder(ref="council", kind=FunderKind.COUNCIL), share=1),),
        suspensions=(),
    )
    assert "is no date" in judged("PAY-01", plain).because


def test_pay_01_what_the_contract_says_needs_no_policy() -> None:
    assert judged("PAY-01", sound(), NOTHING.replace(pays=PLAIN.parameters.pays)).result is Result.HOLDS


@pytest.mark.parametrize(
    ("silent", "needed", "policy"),
    [
        ({"budget": {"contribution": Rate.weekly(0)}, "payment": {"basis": None}}, (), {}),
        ({"payment": {"basis": None}}, ("contract.payment.basis",), {"basis": Basis.GROSS}),
        ({"budget": {"one_offs": ()}, "payment": {"one_offs": None}}, (), {}),
        ({"payment": {"one_offs": None}}, ("contract.payment.one_offs",), {"one_offs": OneOffPayment.ON_ITS_DATE}),
        ({"contract": {"fee": NoFee(), "fee_placement": None}}, (), {}),
        ({"contract": {"fee_placement": None}}, ("contract.fee_placement",), {"fee_placement": Placement.INSIDE}),
        ({"contract": {"fee_placement": NOT_STATED}}, ("contract.fee_placement",), {"fee_placement": Placement.INSIDE}),
        ({"contract": {"fee": PercentageFee(percent="5")}}, ("contract.fee.base",), {"fee_base": Base.NET}),
        ({"payment": {"weeks_in_year": None}}, ("contract.payment.weeks_in_year",), {"weeks_in_year": 52}),
    ],
)
def test_pay_01_only_what_the_payments_depend_on_is_asked_for_and_the_policy_may_state_it(
    silent: dict[str, Any], needed: tuple[str, ...], policy: dict[str, Any]
) -> None:
    unset = PLAIN.parameters.replace(weeks_in_year=None, fee_base=None)
    assert missed("PAY-01", sound(**silent), unset) == needed
    assert judged("PAY-01", sound(**silent), unset.replace(**policy)).result is Result.HOLDS


def said_of(how_far: HowFarBack, effective: date, earliest: date | None = None) -> list[str]:
    """What is said of a change under a policy that lets it count so far back."""
    at = back(how_far, late(effective), earliest)
    return said("PAY-10", at.arrangement, at.numbers)


def test_pay_10_says_what_the_policy_allows_and_what_a_fair_remedy_needs() -> None:
    known = (
        "variations[V-1]: the change from Thu 1 Oct 2026 was known only on Mon 2 Nov 2026, and the policy backdates: "
    )
    fair = "; a fair remedy would count it from Thu 1 Oct 2026"
    assert said_of(HowFarBack.NEVER, AUTUMN) == [f"{known}never for payments already made{fair}"]
    assert said_of(HowFarBack.TO_A_DATE, AUTUMN, AUTUMN + ONE_DAY) == [
        f"{known}to Fri 2 Oct 2026, and no further{fair}"
    ]
    (first,) = said_of(HowFarBack.NOT_THE_FIRST_PAYMENT, START)
    assert "the policy backdates: not for the arrangement's first payment; a fair remedy" in first


def test_pay_10_a_change_from_before_the_first_day_is_of_the_first_payment_whatever_the_cycle() -> None:
    at = back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(START, payment={"cycle": None}))
    assert judged("PAY-10", at.arrangement, at.numbers).result is Result.BREACH
    later = late(START + ONE_DAY, payment={"cycle": None})
    assert missed("PAY-10", later, at.numbers) == ("contract.payment.cycle",)
    by_policy = at.numbers.replace(cycle=sound().contract.payment.cycle)
    assert judged("PAY-10", later, by_policy).result is Result.BREACH


def test_pay_10_when_a_change_was_known_is_asked_for_only_where_it_could_not_count() -> None:
    unknown = late(known=None)
    assert missed("PAY-10", unknown, back(HowFarBack.NEVER, unknown).numbers) == ("variations[V-1].known_from",)
    assert judged("PAY-10", unknown).result is Result.HOLDS
    (varied,) = late().variations
    both = unknown.replace(variations=(*unknown.variations, varied.replace(ref=None, effective=START)))
    assert [each.field for each in judged("PAY-10", both, back(HowFarBack.NEVER, both).numbers).findings] == [
        "variations[1]"
    ]
    assert missed("PAY-10", late(), NUMBERS.replace(backdating=None)) == ("policy.backdating",)


@pytest.mark.parametrize(
    ("then", "now", "result"),
    [
        (HowFarBack.NEVER, HowFarBack.TO_WHEN_IT_TOOK_EFFECT, Result.BREACH),
        (HowFarBack.TO_WHEN_IT_TOOK_EFFECT, HowFarBack.NEVER, Result.HOLDS),
    ],
)
def test_pay_10_how_far_back_a_change_counts_is_for_the_policy_of_the_day_on_which_it_became_known(
    then: HowFarBack, now: HowFarBack, result: Result
) -> None:
    mary = late()
    (change,) = mary.variations
    assert change.known_from is not None
    since = change.known_from + ONE_DAY
    old, new = (PLAIN.with_parameters(each.value, backdating=Backdating(how_far=each)) for each in (then, now))
    assert check(mary, on=since, policy=Policies(old, (since, new))).result("PAY-10").result is result


def test_pay_10_what_bears_dates_of_its_own_is_never_held_up() -> None:
    ends = late(change=Change("contract.last_day", LAST))
    assert judged("PAY-10", ends, back(HowFarBack.NEVER, ends).numbers).result is Result.DOES_NOT_APPLY
    cycle = late(change=Change("contract.payment.due_days", -3))
    assert judged("PAY-10", cycle, back(HowFarBack.NEVER, cycle).numbers).result is Result.BREACH


def test_pay_11_says_from_when_payments_fall_and_when_that_was_told() -> None:
    (finding,) = judged("PAY-11", told(TOO_LATE)).findings
    assert finding.field == "variations[V-1].told_on"
    assert finding.message == (
        "payments fall from Thu 1 Oct 2026, which the ISF provider was not told until Fri 4 Sep 2026; the policy asks "
        "for notice of 28 days"
    )
    assert finding.remedy == "lower them no earlier than 28 days after Fri 4 Sep 2026"
    assert judged("PAY-11", told(TOO_LATE), NUMBERS.replace(cut_notice_days=27)).result is Result.HOLDS
    assert missed("PAY-11", told(TOO_LATE), NUMBERS.replace(cut_notice_days=None)) == ("policy.cut_notice_days",)


@pytest.mark.parametrize(
    ("changes", "falls"),
    [
        ((budget_of("94.37"),), True),
        ((budget_of("94.375"),), False),  # 4,907.50 a year
        ((contribution_of("20.01"),), True),
        ((contribution_of("20"),), False),
        ((contribution_of("19.99"),), False),
        ((budget_of("96.375"), contribution_of("22")), False),
        ((budget_of("96.375"), contribution_of("22.01")), True),
        ((budget_of("92.37"), contribution_of("18")), True),
        ((budget_of("92.375"), contribution_of("18")), False),
    ],
)
def test_pay_11_payments_fall_where_budget_less_contribution_does(changes: tuple[Change, ...], falls: bool) -> None:
    september = date(2026, 9, 1)  # the budget rises by the contract itself on 1 October
    outcome = judged("PAY-11", told(september, *changes, effective=september)).result
    assert outcome is (Result.BREACH if falls else Result.DOES_NOT_APPLY)


def test_pay_11_a_contribution_that_the_funder_collects_lowers_nothing() -> None:
    gross = told(TOO_LATE, payment={"basis": Basis.GROSS})
    assert judged("PAY-11", gross).result is Result.DOES_NOT_APPLY
    later = told(TOO_LATE, payment={"basis": Timeline(Basis.GROSS, (AUTUMN, Basis.NET))})
    assert judged("PAY-11", later).result is Result.BREACH
    silent = told(TOO_LATE, payment={"basis": None})
    assert missed("PAY-11", silent) == ("contract.payment.basis",)
    assert judged("PAY-11", silent, NUMBERS.replace(basis=Basis.NET)).result is Result.BREACH
    assert judged("PAY-11", silent, NUMBERS.replace(basis=Basis.GROSS)).result is Result.DOES_NOT_APPLY


def test_pay_11_a_change_that_is_not_known_yet_is_looked_at_too() -> None:
    mary = told(TOO_LATE)
    unknown = mary.replace(variations=(mary.variations[0].replace(known_from=NOVEMBER),))
    assert judged("PAY-11", unknown, on=ON).result is Result.BREACH


def test_pay_11_the_year_matters_only_where_the_rates_differ_in_unit() -> None:
    silent: dict[str, Any] = {"payment": {"weeks_in_year": None}}
    unset = NUMBERS.replace(weeks_in_year=None)
    september = date(2026, 9, 1)
    differ = told(september, budget_of("80"), effective=september, **silent)
    assert missed("PAY-11", differ, unset) == ("contract.payment.weeks_in_year",)
    assert judged("PAY-11", told(TOO_LATE, **silent), unset).result is Result.BREACH


def test_pay_11_a_cut_that_is_certain_is_found_whatever_is_not_known_of_another() -> None:
    mary = told(TOO_LATE, budget={"actual": None})
    (cut,) = mary.variations
    other = cut.replace(ref=None, changes=(budget_of("80"),))
    assert [each.field for each in judged("PAY-11", mary.replace(variations=(cut, other))).findings] == [
        "variations[V-1].told_on"
    ]
    assert missed("PAY-11", mary.replace(variations=(other,))) == ("budget.actual",)
    assert missed("PAY-11", told(TOO_LATE, budget={"contribution": None})) == ("budget.contribution",)
    untold = cut.replace(ref="V-2", told_on=None, effective=AUTUMN + ONE_DAY, changes=(contribution_of("30"),))
    assert judged("PAY-11", mary.replace(variations=(cut, untold))).result is Result.BREACH
    assert missed("PAY-11", mary.replace(variations=(cut.replace(told_on=IN_TIME), untold))) == (
        "variations[V-2].told_on",
    )


def test_pay_11_a_change_on_the_first_or_the_last_day_of_all_is_no_accident() -> None:
    first = told(date.min, contribution_of("22"), effective=date.min)
    assert judged("PAY-11", first).result is Result.BREACH
    assert judged("PAY-11", told(date.max, effective=date.max)).result is Result.BREACH


def test_pay_16_names_both_changes_and_what_they_are_of() -> None:
    late_one = learnt(AUTUMN, NOVEMBER)
    (finding,) = judged("PAY-16", late_one.arrangement, late_one.numbers, LAST).findings
    assert finding.field == "variations[V-2]"
    assert finding.message == (
        "the change of contribution (budget) from Thu 1 Oct 2026, known on Mon 2 Nov 2026, passes over the one from "
        "Mon 2 Nov 2026, known on Thu 1 Oct 2026, and does not say whether it replaces it"
    )
    assert finding.remedy == (
        "name the one that it replaces (supersedes), or record again what is to hold from Mon 2 Nov 2026"
    )
    before = judged("PAY-16", late_one.arrangement, late_one.numbers, NOVEMBER - ONE_DAY)
    assert before.result is Result.DOES_NOT_APPLY, "it is not known yet"


def test_pay_16_a_rise_by_a_percentage_raises_what_is_learnt_later_and_passes_over_nothing() -> None:
    def judged_of(*variations: Variation) -> Result:
        return judged("PAY-16", sound(variations=variations), on=LAST).result

    rise = Variation(effective=NOVEMBER, known_from=AUTUMN, changes=(Change("budget.actual", RateRise(percent="4.1")),))
    late_one = Variation(effective=AUTUMN, known_from=NOVEMBER, changes=(budget_of("90"),))
    assert judged_of(rise, late_one) is Result.HOLDS
    assert judged_of(rise, late_one.replace(effective=NOVEMBER)) is Result.BREACH, "the rise is lost"
    assert judged_of(rise.replace(known_from=LAST), late_one.replace(effective=NOVEMBER)) is Result.HOLDS
    agreed = late_one.replace(effective=LAST, known_from=AUTUMN)
    assert judged_of(rise, late_one, agreed) is Result.BREACH, "it is raised, and ends where 90 begins again"


def test_pay_16_a_new_sum_passes_over_what_a_rise_of_its_day_had_raised() -> None:
    """The sum of autumn is raised and then replaced, both of which are learnt in December, for one day."""
    day, autumn, later = date(2026, 11, 2), date(2026, 10, 1), date(2026, 12, 1)

    def weekly(ref: str, known: date, order: int, value: object) -> Variation:
        return Variation(
            ref=ref, effective=day, known_from=known, order=order, changes=(Change("budget.actual", value),)
        )

    first, rise = weekly("V-1", autumn, 0, Rate.weekly(430)), weekly("V-2", later, 0, RateRise(percent="3"))
    last = weekly("V-3", later, 1, Rate.weekly(450))
    (finding,) = judged("PAY-16", sound(variations=(first, rise, last)), on=LAST).findings
    assert finding.field == "variations[V-3]"
    assert judged("PAY-16", sound(variations=(first, rise)), on=LAST).result is Result.HOLDS
    assert judged("PAY-16", sound(variations=(rise, last)), on=LAST).result is Result.HOLDS


def test_pay_16_of_two_changes_learnt_on_one_day_the_lower_order_comes_first_and_nought_is_the_lowest() -> None:
    """The new sum passes over the one that was known in autumn, and the rise raises it, however they are listed."""
    before = Variation(ref="V-1", effective=NOVEMBER, known_from=AUTUMN, changes=(budget_of("95"),))
    new_sum = Variation(ref="V-2", effective=NOVEMBER, known_from=NOVEMBER, order=0, changes=(budget_of("90"),))
    rise = new_sum.replace(ref="V-3", order=1, changes=(Change("budget.actual", RateRise(percent="4.1")),))
    for listed in ((before, new_sum, rise), (before, rise, new_sum), (rise, new_sum, before)):
        (finding,) = judged("PAY-16", sound(variations=listed), on=LAST).findings
        assert finding.field == "variations[V-2]"


def test_pay_16_one_off_sums_are_known_again_by_their_reference_or_day() -> None:
    bought = OneOff(on=NOVEMBER, amount=Money(70), what="rails")
    for kept, after in (
        (True, (bought.replace(amount=Money(60)), bought.replace(on=LAST))),
        (False, (bought.replace(on=LAST),)),
        (False, None),
    ):
        at = lists(Change("budget.one_offs", (bought,)), Change("budget.one_offs", after))
        result = judged("PAY-16", at.arrangement, at.numbers, LAST).result
        assert result is (Result.HOLDS if kept else Result.BREACH)
    named = bought.replace(ref="rails")
    at = lists(Change("budget.one_offs", (named,)), Change("budget.one_offs", (named.replace(on=LAST),)))
    assert judged("PAY-16", at.arrangement, at.numbers, LAST).result is Result.HOLDS
