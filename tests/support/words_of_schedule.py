"""What people are told of payments and charges, whole: why each sum and due date is what it is, tables and refusals.

python tests/support/wording.py schedule > tests/data/words_of_schedule.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from isf_core import PLAIN, Arrangement, Clause, Money, Period, Policy, Rate, Timeline
from isf_core.errors import NotRecorded
from isf_core.model import (
    AgeBand,
    AssessmentKind,
    Basis,
    ChargedBy,
    ChargingTerms,
    Convention,
    DeliveryLimit,
    Deployed,
    DeploymentOption,
    Exemption,
    FeeBase,
    Fees,
    FeeWithVat,
    FinancialAssessment,
    FixedFee,
    FullCost,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    Ground,
    Holder,
    Household,
    InHouse,
    InWorkingDays,
    LimitedFee,
    Meanwhile,
    MonthlyFee,
    OnceFee,
    OneOff,
    OneOffPayment,
    PayDates,
    PaymentLevel,
    PercentageFee,
    PerPaymentFee,
    Placement,
    Premium,
    Support,
    SupportPlan,
    Suspension,
    SuspensionRule,
    Timing,
)
from isf_core.schedule import (
    MINIMUM_INCOME,
    Payment,
    Schedule,
    budget_statement,
    build_schedule,
    charges_for,
    minimum_income,
    resolve_phases,
    resolve_terms,
)
from isf_core.values import Explanation, Frequency, Move, PayCycle
from isf_core.values.dates import days_after

from .arrangements import FIRST_DAY, MONTHLY, NET, mary, merged
from .endings import ending
from .pictures import because, refusal, table_lines
from .time_cases import meanwhile, varying

A_WEEK: Final = Rate.weekly("100.01")
A_MONTH: Final = Rate.monthly("400.40")
UNTIL: Final = date(2026, 6, 1)
COUNCIL: Final = Funder(ref="council", kind=FunderKind.COUNCIL, cost_code="4100")
NHS: Final = Funder(ref="NHS", kind=FunderKind.NHS)
SCHOOL: Final = Funder(ref="school", kind=FunderKind.EDUCATION)
SHARES: Final = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
BY_RATE: Final = (FundingRate(funder=NHS, rate=Rate.weekly("30.03")), FundingShare(funder=COUNCIL, share=1))
DAY_CENTRE: Final = InHouse(what="day centre", cost=Rate.weekly("10.01"))
MEALS: Final = InHouse(what="meals", cost=Rate.four_weekly("7.77"))
RAILS: Final = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails", ref="O-1")
WEEKS: Final = ChargingTerms(by=ChargedBy.CHARGING_WEEKS)
SUNDAYS: Final = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=7)
MID_MONTH: Final = date(2026, 4, 15)


def fund(actual: Any = A_WEEK, **facts: Any) -> Arrangement:
    """Mary's fund, net of 20.02 a week; what is given counts beside and instead."""
    base: dict[str, Any] = {"budget": {"actual": actual, "contribution": Rate.weekly("20.02")}}
    return mary(**merged(NET, base, facts))


def fee(of: Any, placement: Placement = Placement.ON_TOP, **facts: Any) -> Arrangement:
    """Mary's fund with a fee."""
    return fund(**merged({"contract": {"fee": of, "fee_placement": placement}}, facts))


def free(ground: Ground, part: Any = "0.5", **facts: Any) -> Arrangement:
    """Mary's fund, of which some is free of charge, so that less may be charged than was assessed."""
    exempt = (Exemption(ground=ground, first_day=date(2026, 5, 4), last_day=date(2026, 5, 20), part=part),)
    return fund(**merged({"budget": {"exemptions": exempt, "contribution": Rate.weekly("80")}}, facts))


def away(policy: Policy, **facts: Any) -> tuple[Arrangement, Policy]:
    """Mary's fund while she is in hospital for a while."""
    stay = (Suspension(first_day=date(2026, 4, 20), last_day=date(2026, 5, 10)),)
    return fund(**merged({"arrangement": {"suspensions": stay}}, facts)), policy


def monthly(actual: Any = A_MONTH, **facts: Any) -> Arrangement:
    """Mary's fund paid by calendar months, from the middle of one."""
    terms = {"contract": {"first_day": MID_MONTH}, "payment": {"cycle": MONTHLY}}
    return fund(actual, **merged(terms, facts))


def assessed(**facts: Any) -> FinancialAssessment:
    """What was found of Mary's means."""
    return FinancialAssessment(**{"ref": "FA-1", "on": date(2026, 4, 1), **facts})


LONE: Final = {"household": Household.SINGLE, "age": AgeBand.FROM_25, "children": 0, "premiums": ()}
VARIED: Final = {
    "the holder changes": varying(date(2026, 4, 29), ("holder", Holder(ref="H-9"))),
    "the funders change": varying(date(2026, 4, 29), ("funding", SHARES)),
    "the cycle changes": varying(
        date(2026, 4, 29), ("contract.payment.cycle", PayCycle(Frequency.WEEKLY, anchor=date(2026, 4, 29)))
    ),
    "the basis changes": varying(date(2026, 4, 29), ("contract.payment.basis", Basis.GROSS)),
}
PLAN: Final = SupportPlan(outcomes=(), supports=(Support.by_rate("homecare", (), Rate.weekly("70"), provider="P"),))


def by_plan(name: str = "pays the plan") -> Policy:
    """A policy that pays what the plan costs."""
    return PLAIN.with_parameters(name, pays=PaymentLevel.PLAN)


def cases() -> Iterator[tuple[str, Arrangement, Policy]]:
    """Funds that are paid, each for something of its own."""
    for name, made in funds().items():
        arrangement, policy = made if isinstance(made, tuple) else (made, PLAIN)
        yield name, arrangement, policy


def funds() -> dict[str, Arrangement | tuple[Arrangement, Policy]]:
    """They by name."""
    running = {"payment": {"convention": Convention.RUNNING_TOTAL}}
    in_house = {"budget": {"in_house": (DAY_CENTRE, MEALS)}}
    each_share = {"arrangement": {"funding": SHARES}}
    by_rate = {"arrangement": {"funding": BY_RATE}}
    most = {"budget": {"contribution": Rate.weekly("95")}}
    only_nhs = {"arrangement": {"funding": (FundingShare(funder=NHS, share=1),)}}
    vat = FeeWithVat(fee=Fees(parts=(FixedFee(per_week="10"), OnceFee(amount="33.33", on=date(2026, 5, 1)))))
    limited = LimitedFee(fee=PercentageFee(percent="12.5"), limit=FixedFee(per_week="8"))
    below = LimitedFee(fee=PercentageFee(percent="5"), limit=FixedFee(per_week="8"))
    gross_of = PercentageFee(percent="7.5", base=FeeBase.GROSS)
    floor = ChargingTerms(collection_floor="30", timing=Timing.IN_ARREARS, due_days=14)
    floor_of_weeks = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, collection_floor="30", week_begins=3)
    lower = Timeline(Rate.weekly("31"), (date(2026, 5, 1), Rate.weekly("29.99")))
    carer = {"budget": {"exemptions": (Exemption(ground=Ground.CARER, first_day=FIRST_DAY),)}}
    two_grounds = (
        Exemption(ground=Ground.AFTERCARE, first_day=FIRST_DAY, part="0.25"),
        Exemption(ground=Ground.REABLEMENT, first_day=FIRST_DAY, last_day=date(2026, 5, 3), part="0.25"),
    )
    ways = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("60")),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("40.01")),
    )
    half = SuspensionRule(
        full_days=7, retainer="0.5", contribution=Meanwhile.WITH_THE_RETAINER, fee=Meanwhile.WITH_THE_RETAINER
    )
    steps = PLAIN.with_parameters("half", suspension=half)
    listed = PayDates({FIRST_DAY: date(2026, 4, 2), date(2026, 5, 4): date(2026, 5, 1)})
    stepped = Timeline(Rate.weekly("100.01"), (date(2026, 4, 20), Rate.annual("5000.05")))
    poor = {"budget": {"financial_assessments": (assessed(income=Rate.weekly("120"), own_minimum="107.77"),)}}
    whole = {"budget": {"full_cost": FullCost(first_day=FIRST_DAY, last_day=date(2026, 5, 10))}}
    arrears = {"payment": {"timing": Timing.IN_ARREARS}}
    return {
        "net": fund(),
        "gross": fund(payment={"basis": Basis.GROSS}),
        "in-house services": fund(**in_house),
        "in-house services, all that is left": fund(**merged(in_house, most)),
        "in-house services, more than the budget": fund(
            budget={"in_house": (InHouse(what="day centre", cost=Rate.weekly("120")),)}
        ),
        "by running total": fund(**merged(in_house, running)),
        "by running total, and then nothing": fund(
            **merged(running, {"budget": {"contribution": Timeline(Rate.weekly("20.02"), (MID_MONTH, Rate.weekly(0)))}})
        ),
        "a rate that changes": fund(stepped),
        "a contribution by the year": fund(budget={"contribution": Rate.annual("1000.01")}),
        "a contribution by four weeks": fund(budget={"contribution": Rate.four_weekly("80.09")}),
        "a contribution by the month": fund(budget={"contribution": Rate.monthly("88.88")}),
        "one-off sums with their period": fund(
            budget={"one_offs": (RAILS,)}, payment={"one_offs": OneOffPayment.WITH_PERIOD}
        ),
        "one-off sums of their own": fund(
            budget={"one_offs": (RAILS,)}, payment={"one_offs": OneOffPayment.ON_ITS_DATE}
        ),
        "months": monthly(),
        "months, by the year": monthly(Rate.annual("5000"), payment={"convention": Convention.RUNNING_TOTAL}),
        "months, by the week": monthly(Rate.weekly("100"), **arrears),
        "months from the 31st": monthly(
            contract={"first_day": date(2026, 3, 31), "last_day": date(2026, 7, 15)},
            payment={"cycle": PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 31))},
        ),
        "quarters": monthly(
            Rate.annual("5000"), payment={"cycle": PayCycle(Frequency.QUARTERLY, anchor=date(2026, 4, 1))}
        ),
        "a fee a week, on top": fee(FixedFee(per_week="5.55")),
        "a fee a week, inside": fee(FixedFee(per_week="5.55"), Placement.INSIDE),
        "a fee by the month": fee(MonthlyFee(per_month="22.22")),
        "a fee by the month, in months": monthly(
            contract={"fee": MonthlyFee(per_month="22.22"), "fee_placement": Placement.ON_TOP}
        ),
        "a part of the gross": fee(gross_of),
        "a part of the net": fee(gross_of.replace(base=FeeBase.NET)),
        "a part of the net, of which a long month leaves nothing": monthly(
            Rate.monthly("435"),
            budget={"in_house": (InHouse(what="day centre", cost=Rate.weekly("99.99")),)},
            contract={"fee": gross_of.replace(base=FeeBase.NET), "fee_placement": Placement.ON_TOP},
        ),
        "a part of what the policy says": fee(PercentageFee(percent="7.5"), Placement.INSIDE),
        "a fee with VAT": fee(vat),
        "a fee with each payment": fee(PerPaymentFee(amount="3.33"), Placement.INSIDE),
        "fees together": fee(Fees(parts=(gross_of, PerPaymentFee(amount="3.33"), MonthlyFee(per_month="5")))),
        "a fee once, from before": fee(OnceFee(amount="100", on=date(2026, 3, 1))),
        "a fee up to a limit": fee(limited),
        "a fee below its limit": fee(below),
        "shares": fund(**merged(each_share, in_house)),
        "a rate and a share": fund(**merged(by_rate, most)),
        "a rate and shares": fund(
            arrangement={"funding": (BY_RATE[0], FundingRate(funder=SCHOOL, rate=Rate.weekly("12.34")), BY_RATE[1])}
        ),
        "rates of more than there is": fund(
            Rate.weekly("35"),
            **merged(
                {
                    "arrangement": {
                        "funding": (BY_RATE[0], FundingRate(funder=SCHOOL, rate=Rate.weekly("12.34")), BY_RATE[1])
                    }
                }
            ),
        ),
        "shares, all that may be charged for": fund(**merged(each_share, most)),
        "shares, after in-house services": fund(**merged(each_share, most, in_house)),
        "shares, in-house services come to all": fund(
            **merged(each_share, most, {"budget": {"in_house": (InHouse(what="day centre", cost=Rate.weekly("70")),)}})
        ),
        "only the NHS": fund(**only_nhs),
        **{f"half is free: {ground.value}": free(ground) for ground in Ground},
        "a rate is free": free(Ground.NOT_CHARGED_FOR, Rate.weekly("30")),
        "two grounds": fund(**merged(most, {"budget": {"exemptions": two_grounds}})),
        "a carer": fund(**carer),
        "half is free, and shares": free(Ground.AFTERCARE, **merged(each_share, in_house)),
        "charging weeks": fund(payment={"charging": WEEKS}),
        "charging weeks from the middle of one": fund(
            contract={"first_day": MID_MONTH, "last_day": date(2026, 5, 28)}, payment={"charging": WEEKS}
        ),
        "charging weeks, and shares": fund(**merged(each_share, most, {"payment": {"charging": WEEKS}})),
        "charging weeks, and another holder": fund(
            arrangement={"variations": (VARIED["the holder changes"],)}, payment={"charging": WEEKS}
        ),
        **{
            name: fund(
                arrangement={"variations": (varying(date(2026, 5, 6), ("contract.payment.charging", then)),)},
                contract={"first_day": date(2026, 5, 4)},
                payment={"charging": WEEKS},
            )
            for name, then in (("charging weeks, then days", ChargingTerms()), ("then weeks of Sundays", SUNDAYS))
        },
        "a floor": fund(budget={"contribution": lower}, payment={"charging": floor}),
        "a floor of charging weeks": fund(budget={"contribution": lower}, payment={"charging": floor_of_weeks}),
        "a floor, gross": fund(budget={"contribution": lower}, payment={"charging": floor, "basis": Basis.GROSS}),
        "within her means": fund(**poor),
        "the full cost": fund(**whole),
        "a penny that the payment before left no room for": (
            fund(
                Rate.annual(15600),
                budget={
                    "contribution": Rate.annual(3000),
                    "in_house": (
                        InHouse(
                            what="day centre",
                            cost=Timeline(Rate.annual("14500.02"), (date(2026, 5, 6), Rate.annual(1000))),
                        ),
                    ),
                },
                payment={"cycle": PayCycle(Frequency.MONTHLY, anchor=FIRST_DAY)},
            ),
            PLAIN.with_parameters("of 52 weeks", weeks_in_year=52),
        ),
        "ways": fund(budget={"deployment": ways}),
        "away": away(meanwhile(full_days=7)),
        "away, in-house services and a fee": away(
            steps,
            **merged(in_house, {"contract": {"fee": FixedFee(per_week="5.55"), "fee_placement": Placement.ON_TOP}}),
        ),
        "the plan": (fund(arrangement={"plan": PLAN}), by_plan()),
        "in arrears": fund(payment={"timing": Timing.IN_ARREARS, "due_days": 3}),
        "ahead": fund(payment={"due_days": -7, "move": Move.BACK}),
        "so many working days": fund(payment={"due_days": InWorkingDays(-3)}),
        "dates that are listed": fund(payment={"due_days": listed}),
        "it ends": fund(contract={"last_day": date(2026, 5, 17)}, **arrears),
        **{name: fund(arrangement={"variations": (change,), "funding": COUNCIL}) for name, change in VARIED.items()},
        "a clause": fund(payment={"clause": Clause(reference="12", words="It is agreed.", dated=date(2026, 3, 24))}),
    }


def tree(explained: Explanation, seen: set[str], level: int = 1) -> Iterator[str]:
    """An explanation with its sources; of a step that was told before, no more than that it is there again."""
    first, *steps = because(explained)
    told = "\n".join((first, *steps))
    yield "  " * level + first.strip() + (" …" if steps and told in seen else "")
    if told not in seen:
        seen.add(told)
        for operand in explained.operands:
            yield from tree(operand, seen, level + 1)


def paid() -> Iterator[str]:
    """Why each payment and each charge is what it is."""
    seen: set[str] = set()
    for name, arrangement, policy in cases():
        yield f"-- {name}"
        schedule = build_schedule(resolve_phases(arrangement, policy=policy), until=UNTIL)
        yield from table_lines(schedule.table())
        for payment in schedule[:2]:
            yield from explained(payment, seen)
        yield from of_a_schedule(schedule)
        yield from charged(arrangement, policy, seen)


def explained(payment: Payment, seen: set[str]) -> Iterator[str]:
    """All that is told of one payment."""
    yield f"  {payment!r} provisional: {payment.is_provisional}"
    for what in ("amount", "due", "fee"):
        yield from tree(payment.explain(what), seen)
    if payment.resolved.funding:
        parts = payment.by_funder()
        for ref in parts if len(parts) > 1 else ():
            yield from tree(payment.explain_part(ref), seen)


def of_a_schedule(schedule: Schedule) -> Iterator[str]:
    """What is told of all payments together."""
    yield f"  {schedule!r} {schedule.totals!r}"
    rounding = {name: str(sum_) for name, sum_ in schedule.rounding.items() if sum_}
    inside = Period(first_day=date(2026, 4, 18), last_day=date(2026, 5, 12))
    yield f"  rounding {rounding}, held back {schedule.held_back_in(span=inside)}"
    yield f"  {schedule.accrued_in(span=inside)!r}"
    first, second = schedule.cut(on=date(2026, 5, 7))
    yield f"  cut: {[str(each.amount) for each in (*first, *second)]}"
    for funder in [part.funder.ref for part in schedule.resolved.funding][1:]:
        yield from table_lines(schedule.for_funder(funder).table())


def charged(arrangement: Arrangement, policy: Policy, seen: set[str]) -> Iterator[str]:
    """What the person is charged."""
    charges = charges_for(arrangement, policy=policy, until=UNTIL)
    yield from table_lines(charges.table())
    yield f"  {charges!r} {charges.amount} {charges.unpaid_is_borne_by}"
    for row in charges:
        if row.due or row.reasons:
            yield f"  due {row.due}: {'; '.join(each.value for each in row.reasons)}"
    yield from tree(charges[-1].explain(), seen)


def other_results() -> Iterator[str]:
    """Statements of a budget, schemas, and the minimum income of every household."""
    for funding in (None, SHARES, BY_RATE):
        most = {"contribution": Rate.weekly("75")}
        terms = resolve_terms(fund(arrangement={"funding": funding}, budget=most), policy=PLAIN)
        statement = budget_statement(terms, on=FIRST_DAY)
        yield from table_lines(statement.table())
        yield f"  {statement!r} {statement.whole_cost}"
    schedule = build_schedule(resolve_terms(fund(arrangement={"funding": SHARES}), policy=PLAIN), until=UNTIL)
    charges = charges_for(fund(), policy=PLAIN, until=UNTIL)
    for result in (schedule, schedule.for_funder("NHS"), charges):
        yield from (f"  {each.key}: {each.heading} ({each.kind.value})" for each in result.schema())
        yield f"  {result.records()[0]}"
        yield str(result)
    yield f"{charges[0]!r} {charges[1:]!r}"
    yield f"{schedule.carry!r} {schedule.for_funder('NHS')!r} {schedule.for_funder('NHS').rows[0]!r}"
    for table in MINIMUM_INCOME:
        yield f"{table.name} to {table.last_day} [{table.source}]"
        yield from (f"  {since}: {amounts!r}" for since, amounts in table.rows)
    days = [on for table in MINIMUM_INCOME for on, _ in table.rows]
    days += [day for table in MINIMUM_INCOME for day in (table.last_day, days_after(table.last_day, 1))]
    yield f"  {', '.join(map(str, days))}"
    for household in Household:
        for age in (None, *AgeBand):
            facts = {**LONE, "household": household, "age": age}
            yield f"  {household.value}, {age and age.value}: {', '.join(least(facts, on) for on in days)}"
    for premium in Premium:
        for household in (Household.SINGLE, Household.COUPLE):
            facts = {**LONE, "household": household, "premiums": (premium,)}
            yield f"  {household.value}, {premium.value}: {least(facts, date(2025, 4, 6))}"
    for own in (None, "103.64", "103.65", "103.66"):
        facts = {"own_minimum": own}
        all_of_them: tuple[dict[str, Any], ...] = (
            {},
            LONE,
            {**LONE, "children": 2},
            {**LONE, "premiums": (Premium.CARER,)},
        )
        yield f"  {own}: {', '.join(least({**each, **facts}, days[0]) for each in all_of_them)}"
    yield refusal(minimum_income, assessed(), on=days[0])
    yield refusal(minimum_income, assessed(household=Household.LONE_PARENT), on=days[0])
    yield refusal(minimum_income, assessed(household=Household.CARE_HOME), on=days[2])


def least(facts: dict[str, Any], on: date) -> str:
    """The minimum income, or for want of what it is not known."""
    try:
        return str(minimum_income(assessed(**facts), on=on))
    except NotRecorded as lacking:
        return f"({' '.join(lacking.fields)})"


def refused() -> Iterator[str]:
    """What is refused of schedules."""
    terms = resolve_terms(fund(arrangement={"funding": SHARES}), policy=PLAIN)
    schedule = build_schedule(terms, until=UNTIL)
    payment = schedule[0]
    wrong: Any = "wrong"
    for on in (FIRST_DAY, schedule.span.last_day, date(2026, 4, 5), schedule.span.day_after, wrong):
        yield refusal(lambda on=on: [len(part) for part in schedule.cut(on=on)])
    yield refusal(payment.explain, "gross")
    yield refusal(payment.explain_part, "council's")
    yield refusal(schedule.for_funder, "council's")
    unfunded = build_schedule(resolve_terms(fund(arrangement={"funding": None}), policy=PLAIN), until=UNTIL)
    yield refusal(unfunded[0].by_funder)
    yield refusal(unfunded.for_funder, "council")
    for asked in (schedule.due_in, schedule.beginning_in, schedule.accrued_in, schedule.held_back_in):
        yield refusal(asked, span=wrong)
    for given in ((), (wrong,), wrong):
        yield refusal(build_schedule, given)
    yield refusal(build_schedule, terms)
    yield refusal(build_schedule, terms, until=wrong)
    yield refusal(build_schedule, terms, until=date(2026, 4, 5))
    yield refusal(build_schedule, terms, until=UNTIL, carry=wrong)
    daily = PayCycle(Frequency.WEEKLY, anchor=FIRST_DAY)
    weekly = resolve_terms(fund(payment={"cycle": daily}), policy=PLAIN)
    yield refusal(build_schedule, weekly, until=date(2300, 1, 1))
    yield refusal(build_schedule, weekly, until=date(2101, 1, 1))
    for function in (resolve_terms, resolve_phases, charges_for):
        yield refusal(function, wrong, policy=PLAIN)
        yield refusal(function, mary(), policy=wrong)
        yield refusal(function, mary(budget={"actual": None}, payment={"cycle": None}), policy=PLAIN)
    yield refusal(charges_for, fund(), policy=PLAIN, until=wrong)
    yield refusal(charges_for, fund(), policy=PLAIN)
    for on in (date(2026, 4, 5), wrong):
        yield refusal(budget_statement, terms, on=on)
    bounded = resolve_terms(fund(contract={"last_day": date(2026, 5, 3)}), policy=PLAIN)
    yield refusal(budget_statement, bounded, on=date(2026, 5, 4))
    yield refusal(budget_statement, wrong, on=FIRST_DAY)
    yield refusal(minimum_income, wrong, on=FIRST_DAY)
    yield refusal(minimum_income, assessed(**LONE), on=wrong)
    last = {"last_day": date(2026, 5, 3), "payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    for on in (date(2026, 4, 5), date(2026, 5, 4)):
        key = OneOff(on=on, amount=Money(1), what="a key")
        yield refusal(resolve_terms, fund(budget={"one_offs": (key,)}, contract=last), policy=PLAIN)
    died = ending(given_on=date(2026, 4, 1), last_day=date(2026, 4, 2))
    never = build_schedule(resolve_phases(fund(arrangement={"endings": (died,)}), policy=PLAIN))
    yield refusal(lambda: never.span)
    yield f"{len(never)} {never.carry} {never.rounding}"
    yield refusal(charges_for, fund(payment={"on_delivery": DeliveryLimit.PERIOD}), policy=PLAIN)
    light = assessed(kind=AssessmentKind.LIGHT_TOUCH, income=Rate.weekly("100"), **LONE)
    yield str(
        build_schedule(resolve_terms(fund(budget={"financial_assessments": (light,)}), policy=PLAIN), until=UNTIL)[0]
    )


def schedule() -> Iterator[str]:
    """All of it."""
    for part in (paid, other_results, refused):
        yield f"== {part.__doc__}"
        yield from part()
