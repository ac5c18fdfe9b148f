"""Cases of rules beside those that prove them: what is looked at one step from each (`support.one_step_away`)."""

from __future__ import annotations

from datetime import date, timedelta

from support.account import LIVED, PERIODS, lived, swapped
from support.arrangements import (
    ART,
    AUTUMN,
    DAY_AFTER,
    HOMECARE,
    LAST,
    ON,
    ONE_DAY,
    START,
    sound,
)
from support.asking import NUMBERS
from support.proof import At, Facts

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    AssessmentKind,
    Basis,
    Change,
    EntryKind,
    FeeBase,
    FixedFee,
    FullCost,
    HowFarBack,
    HowNotDone,
    InHouse,
    MonthlyFee,
    NotDone,
    PaymentLevel,
    PercentageFee,
    Placement,
    RateRise,
    StatedBudget,
    SupportKind,
    Timing,
    VisitState,
)
from isf_core.values import Frequency, Money, PayCycle, Period, Rate, Timeline

from . import (
    test_agreed_and_entered as entered,
)
from . import test_ending as ending
from . import test_fees as fees
from . import test_fees_entered as fees_entered
from . import test_holders as holders
from . import test_payments as payments
from . import test_payments_that_fall as falling
from . import test_person as person
from . import test_surplus as surplus
from .budget import test_amounts as amounts
from .budget import test_means as means
from .budget import test_plan_cost as plan_cost
from .contract import test_prices as prices
from .life import test_start_and_change as starting
from .plan import test_outcomes_and_reviews as outcomes

NO_YEAR = NUMBERS.replace(weeks_in_year=None)
ONCE = NUMBERS.replace(
    holder_changes=1, holder_change_months=1, cut_notice_days=1, stray_weeks=1, statement_months=1, records_years=2
)
"""Numbers that are one, as a sentence says them."""
NEVER_DONE = NotDone(how=HowNotDone.NOT_DONE)
DECLINED = NotDone(how=HowNotDone.REFUSED_BY_PERSON, as_of=START)
DECLINED_LATE = NotDone(how=HowNotDone.REFUSED_BY_PERSON, as_of=DAY_AFTER)


def without_a_year(**facts: dict[str, object]) -> At:
    """The sound arrangement with other facts, and no year by which to compare unlike rates."""
    return At(sound(**{**facts, "payment": {"weeks_in_year": None, **facts.get("payment", {})}}), ON, NO_YEAR)


TOLD = date(2026, 3, 3)


def without_notice(mary: Arrangement, **ends: date) -> Arrangement:
    """An arrangement whose contract gives no notice; its endings with other facts."""
    contract = mary.contract.replace(termination=ending.NO_NOTICE)
    return mary.replace(contract=contract, endings=tuple(each.replace(**ends) for each in mary.endings))


MONTHLY = Rate.monthly("365.63")
THREE_YEARS = date(2029, 3, 31)
YEARLY = amounts.yearly("4387.50", last=THREE_YEARS)
PART_YEARLY = amounts.yearly(Timeline(Rate.annual(4000), (AUTUMN, Rate.annual(5000))), last=date(2027, 3, 31))
ABROAD = Period(first_day=date(2026, 3, 1), last_day=date(2026, 3, 28))
AHEAD = ending.entry(
    "H-4",
    EntryKind.DIRECT_SUPPORT,
    "800",
    support="homecare",
    period=Period(first_day=LIVED + ONE_DAY, last_day=LIVED + 28 * ONE_DAY),
)
SERVICE = (InHouse(what="day service", cost=Rate.monthly(12)),)
REABLEMENT = ART.replace(kinds=(SupportKind.REABLEMENT,))

FURTHER: dict[str, dict[str, Facts]] = {
    "LIFE-02": {
        "unlike units, and no year": At(
            starting.unlike(Rate.monthly(390), Rate.weekly(60), Rate.weekly(30), payment={"weeks_in_year": None}),
            ON,
            NO_YEAR,
        ),
    },
    "LIFE-03": {
        f"never chosen, {said}": At(sound(lifecycle={"choice": act}), DAY_AFTER)
        for said, act in (("not done", NEVER_DONE), ("declined", DECLINED), ("declined too late", DECLINED_LATE))
    },
    "PTY-02": {
        "unlike units, and no year": At(
            person.carer(Rate.weekly(5), person.CARE, person.GYM.replace(cost=Rate.monthly(22))).replace(
                contract=without_a_year().arrangement.contract
            ),
            ON,
            NO_YEAR,
        ),
        "what is bought once for the carer": person.carer(
            Rate.weekly(5), person.CARE, person.GYM.replace(cost=Money(20))
        ),
        "what is not costed": person.carer(Rate.weekly(5), person.CARE, person.GYM.replace(cost=None)),
    },
    "BUD-02": {
        "a monthly budget, and no year": without_a_year(budget={"actual": MONTHLY}),
        "a plan that was not agreed": At(plan_cost.planned("100", agreed_on=NEVER_DONE), LAST),
        "a monthly fee": plan_cost.charged(MonthlyFee(per_month="10")),
        "a share of what is left": plan_cost.charged(PercentageFee(percent="5", base=FeeBase.NET)),
        "a share that names no base": plan_cost.charged(PercentageFee(percent="5", base=None)),
        "services and a share of what is left": sound(
            contract={"fee": PercentageFee(percent="5", base=FeeBase.NET)},
            budget={"actual": Rate.weekly("110"), "in_house": (InHouse(what="day service", cost=Rate.annual(664)),)},
        ),
    },
    "BUD-04": {
        "unlike units, and no year": without_a_year(budget={"actual": MONTHLY}),
        "net only for a time": sound(payment={"basis": Timeline(Basis.GROSS, (AUTUMN, Basis.NET))}),
    },
    "BUD-10": {
        **{
            f"never stated, {said}": At(sound(budget={"stated": act}), DAY_AFTER)
            for said, act in (("not done", NEVER_DONE), ("declined", DECLINED), ("declined too late", DECLINED_LATE))
        },
        "unlike units, and no year": without_a_year(
            budget={"stated": StatedBudget(cost=MONTHLY, adult_pays=Rate.weekly(20), authority_pays=Rate.weekly(64))}
        ),
    },
    "BUD-12": {
        "costed at nothing, and costed": sound(
            plan={"supports": (REABLEMENT.replace(ref="free", cost=Rate.weekly(0)), REABLEMENT)}
        ),
        "not costed, and costed": sound(plan={"supports": (REABLEMENT.replace(ref="free", cost=None), HOMECARE)}),
        "of an unknown kind": sound(plan={"supports": (ART.replace(kinds=None), HOMECARE)}),
    },
    "BUD-13": {
        "unlike units, and no year": At(
            amounts.varied("80", reassessed_on=LAST).replace(
                budget=sound(budget={"actual": MONTHLY}).budget,
                contract=without_a_year().arrangement.contract,
            ),
            ON,
            NO_YEAR,
        ),
        "the budget is not recorded": amounts.varied("80", reassessed_on=LAST).replace(
            budget=sound(budget={"actual": None}).budget
        ),
        "a rise": amounts.varied("85", reassessed_on=LAST),
        "in time, and nothing changed": amounts.varied("80", circumstances=None),  # type: ignore[arg-type]
    },
    "BUD-17": {
        "a light touch": means.charged("61.30", kind=AssessmentKind.LIGHT_TOUCH),
        "unlike units, and no year": At(
            means.charged("61.30", income=Rate.monthly(600)).replace(contract=without_a_year().arrangement.contract),
            ON,
            NO_YEAR,
        ),
        "richer from the autumn": means.charged(
            "61.30", means.ASSESSED.replace(ref="FA-2", on=AUTUMN, income=Rate.weekly(200))
        ),
        "charged from the autumn": means.charged(means.LATER),
        "the full cost for a time": means.in_full("300", "312", last_day=date(2026, 5, 3)),
    },
    "BUD-19": {
        "two assessments, one not told": At(
            means.charged("20", means.ASSESSED.replace(ref="FA-2", on=AUTUMN, record_given_on=NEVER_DONE)), LAST
        ),
        "charged more and more": means.charged(Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(21)))),
        "charged from the autumn, and never assessed": means.unassessed(means.LATER),
    },
    "BUD-20": {
        "once": means.in_full(Money(400), Money(312)),
        "a week, and a year": sound(
            budget={
                "full_cost": FullCost(
                    first_day=START, arrangement_fee=Rate.weekly("6.01"), arranging_costs=Rate.annual(312)
                )
            }
        ),
        "a week, and a year, and no year": without_a_year(
            budget={
                "full_cost": FullCost(
                    first_day=START, arrangement_fee=Rate.weekly("6.01"), arranging_costs=Rate.annual(312)
                )
            }
        ),
    },
    "BUD-21": {
        **{
            f"seen on {on}": At(YEARLY, on)
            for on in (
                date(2026, 3, 31),
                date(2027, 1, 15),
                date(2027, 3, 31),
                date(2027, 4, 1),
                date(2027, 4, 30),
                date(2027, 7, 15),
                date(2028, 3, 31),
                date(2028, 4, 1),
                date(2029, 6, 1),
            )
        },
        "begun a day late": amounts.yearly("4387.50", first=date(2026, 4, 2), last=THREE_YEARS),
        "ended a day early": amounts.yearly("4387.50", last=date(2027, 3, 30)),
        "open-ended": amounts.yearly("4387.50"),
        "two sums in one year": PART_YEARLY,
        "paid by the month from the autumn": amounts.yearly(
            Timeline(Rate.annual(4000), (AUTUMN, Rate.monthly(400))), last=date(2027, 3, 31)
        ),
        "paid each calendar month": amounts.yearly(
            "4387.50", cycle=PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))
        ),
    },
    "CON-07": {
        "unlike units, and no year": without_a_year(
            contract={"price": Rate.annual(4680)}, budget={"actual": Rate.weekly(90), "in_house": ()}
        ),
        "services by the month, and no year": without_a_year(
            contract={"price": Rate.weekly(89)}, budget={"actual": Rate.weekly(90), "in_house": SERVICE}
        ),
        "the person pays by the month, and no year": without_a_year(
            contract={"price": Rate.weekly(70)},
            budget={"actual": Rate.weekly(90), "in_house": (), "contribution": Rate.monthly(86)},
        ),
        "services not recorded": sound(
            contract={"price": Rate.weekly("89.99")}, budget={"actual": Rate.weekly(90), "in_house": None}
        ),
        "gross": sound(
            contract={"price": Rate.weekly(70)},
            budget={"actual": Rate.weekly(90), "in_house": ()},
            payment={"basis": Basis.GROSS},
        ),
        "less what the person pays": sound(
            contract={"price": Rate.weekly(70)}, budget={"actual": Rate.weekly(90), "in_house": ()}
        ),
        "falls, and rises again": prices.priced(
            Timeline(Rate.weekly(90), (AUTUMN, Rate.four_weekly(352)), (LAST, Rate.weekly(90)))
        ),
    },
    "CON-09": {
        "no basis, and no contribution": sound(payment={"basis": None}, budget={"contribution": Rate.weekly(0)}),
        "no clause": sound(payment={"clause": NOT_STATED, "timing": Timing.IN_ARREARS}),
        "a price of its own": sound(contract={"price": Rate.weekly(90)}, budget={"actual": None}),
    },
    "PLN-01": {
        "several outcomes, and nobody gives it": outcomes.UNMET,
        "an outcome met by a neighbour": outcomes.to_work("a friend"),
        "an outcome that is not eligible": outcomes.to_work(eligible=False),
    },
    "PLN-09": {
        "never assessed": At(sound(needs=NEVER_DONE), DAY_AFTER),
        "assessed a day late": outcomes.assessed(on=DAY_AFTER),
    },
    "PAY-10": {
        "not for the first payment": payments.back(HowFarBack.NOT_THE_FIRST_PAYMENT, payments.late()),
        "never": payments.back(HowFarBack.NEVER, payments.late()),
    },
    "PAY-11": {
        "a day's notice": At(falling.told_late(falling.services("664.01")), ON, ONCE),
        "services": falling.told_late(falling.services("664.01")),
        "as many services": falling.told_late(falling.services("664")),
        "services, and a budget that rises": falling.told_late(
            falling.services("1184"), Change("budget.actual", Rate.weekly("104.375"))
        ),
        "services not recorded then": falling.told_late(Change("budget.in_house", None)),
        "split": falling.told_late(falling.split("94.375")),
        "split no more": falling.told_late(
            falling.split(None), budget={"deployment": falling.split("70").value, "actual": Rate.weekly(90)}
        ),
        "split without a fund": falling.told_late(falling.split("1", is_a_fund=False)),
        "a cheaper plan, where it is paid": At(
            falling.told_late(falling.plan_of(HOMECARE)), ON, NUMBERS.replace(pays=PaymentLevel.PLAN)
        ),
        "a plan of the same cost, where it is paid": At(
            falling.told_late(falling.plan_of(HOMECARE, ART)), ON, NUMBERS.replace(pays=PaymentLevel.PLAN)
        ),
        "a cheaper plan, where the budget is paid": falling.told_late(falling.plan_of(HOMECARE)),
        "a budget cut by a hundredth, where the plan is paid": At(
            falling.told_late(Change("budget.actual", RateRise(percent="-1"))),
            ON,
            NUMBERS.replace(pays=PaymentLevel.PLAN),
        ),
        "a budget cut by a hundredth": falling.told_late(Change("budget.actual", RateRise(percent="-1"))),
        "a contribution that rises": falling.told_late(Change("budget.contribution", Rate.weekly("20.01"))),
        "a contribution that stays": falling.told_late(Change("budget.contribution", Rate.weekly("20"))),
        "a contribution that rises, gross": falling.told_late(
            Change("budget.contribution", Rate.weekly("20.01")), payment={"basis": Basis.GROSS}
        ),
        "never told": At(falling.told_late(falling.services("664.01"), told_on=None), LAST),
    },
    "LIFE-07": {
        "one change, where one is too many": At(starting.moved(AUTUMN), starting.WINTER, ONCE),
    },
    "ORG-04": {
        "the only person": holders.ready(people=1, capacity=0),
    },
    "FEE-04": {
        "varied, and never told anew": fees.fee_varied(TOLD),
        "varied, and told on the day": fees.fee_varied(TOLD, AUTUMN),
        "varied, and told the day before": fees.fee_varied(TOLD, AUTUMN - ONE_DAY),
    },
    "FEE-07": {
        "on top": At(fees_entered.taken("40", fee_placement=Placement.ON_TOP), LIVED),
        "a day of a period is missing": At(
            fees_entered.taken("40", Period(first_day=date(2026, 6, 2), last_day=date(2026, 6, 28))), LIVED
        ),
        "a third of a pound a week": At(fees_entered.taken("1.33", fee=FixedFee(per_week="0.3325")), LIVED),
        "two periods in one": At(
            fees_entered.taken("80", Period(first_day=PERIODS[1].first_day, last_day=PERIODS[2].last_day)), LIVED
        ),
        "before the first day": At(fees_entered.taken("40", ABROAD), LIVED),
        "no days, on the first of a period": At(
            lived(fund={"entries": swapped("M-3", on=date(2026, 6, 1), period=None)}), date(2026, 6, 1)
        ),
        "setting up, on its own day": At(fees_entered.set_up("200"), START),
        "setting up, in March": At(fees_entered.set_up("200", days=(fees_entered.MARCH,)), START),
        "setting up twice": At(fees_entered.set_up("200", "200", days=(None, None)), START),
    },
    "FEE-08": {
        "on the first day": fees.once(START),
        "before it": fees.once(START - ONE_DAY),
        "on the last": fees.once(LAST),
    },
    "LED-11": {
        "no time set": At(lived(), LIVED, NUMBERS.replace(records_years=None)),
        "a year, of two": At(lived(clauses={"records_years": 1}), LIVED, ONCE),
    },
    "LED-04": {
        "every month": At(lived(), LIVED, ONCE),
    },
    "LED-05": {
        "a week": At(lived(), LIVED, ONCE),
    },
    "LED-12": {
        "a penny too little, not late yet": At(entered.paid("246.42", "246.42", "246.41"), LIVED),
        "a penny too much": At(entered.paid("246.42", "246.42", "246.43"), LIVED),
        "nothing for the last": At(entered.paid("246.42", "246.42"), LIVED + timedelta(days=27)),
        "nothing for the last, a day more": At(entered.paid("246.42", "246.42"), LIVED + timedelta(days=28)),
    },
    "LED-13": {
        "a visit without a price": At(entered.visited(entered.visit("W-4", LIVED, None)), LIVED),
        "a visit that is not of the homecare": At(
            entered.visited(entered.visit("W-4", LIVED).replace(support="art")), LIVED
        ),
        "a visit that names no support": At(entered.visited(entered.visit("W-4", LIVED).replace(support=None)), LIVED),
        "nobody came": At(
            entered.visited(
                entered.visit("W-4", LIVED, state=VisitState.WORKER_ABSENT, charged=Money(100)), charge="100"
            ),
            LIVED,
        ),
        "ahead": At(entered.charged("200", AHEAD), LIVED),
        "ahead, and begun": At(entered.charged("400", AHEAD), LIVED + timedelta(days=7)),
        "charged as planned": At(entered.charged("402.53"), LIVED),
        "unpriced visits": At(
            entered.charged("200", fund={"visits": (entered.visit("W-0", LIVED, None), entered.visit("W-1", LIVED))}),
            LIVED,
        ),
    },
    "SUR-02": {
        "told long before": At(surplus.spare("123.22", LIVED - ONE_DAY), LIVED),
    },
    "END-06": {
        "the contract gives no notice": without_notice(ending.died("40.01")),
        "the contract gives no notice, and a last day is recorded": without_notice(
            ending.died("40.01"), last_day=ending.DIED + ONE_DAY
        ),
    },
    "ORG-05a": {
        "nobody says who gives it": At(
            holders.lapsed(date(2026, 6, 1)).replace(
                plan=sound(plan={"supports": (HOMECARE.replace(provider=None), ART)}).plan
            ),
            LAST,
        ),
        "of an unknown kind": At(
            holders.lapsed(date(2026, 6, 1)).replace(
                plan=sound(plan={"supports": (HOMECARE.replace(kinds=None), ART)}).plan
            ),
            LAST,
        ),
        "up to a day": At(holders.lapsed(date(2026, 6, 1), date(2026, 6, 30)), LAST),
        "never, for it is open": At(holders.lapsed(date(2026, 6, 1), OPEN_ENDED), date(2026, 5, 31)),
    },
}
"""By rule, and by what each is."""
