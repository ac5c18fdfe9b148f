"""What people are told of plans, pools, reviews and uplifts, whole: each table, reason and refusal.

python tests/support/wording.py planning > tests/data/words_of_planning.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, Final

from isf_core import PLAIN
from isf_core.model import (
    Arrangement,
    BlockContract,
    CarryForward,
    Change,
    Contract,
    Covered,
    Deployed,
    DeploymentOption,
    Funder,
    FundingShare,
    Holder,
    Outcome,
    Party,
    Person,
    Pool,
    PoolMember,
    Review,
    ReviewKind,
    SavingShare,
    SavingsTerms,
    Support,
    SupportKind,
    SupportPlan,
    Termination,
    TerminationReason,
    Variation,
    Visits,
)
from isf_core.planning import (
    classify_plan_change,
    core_and_flexi,
    pool_parts,
    review_dates,
    share_saving,
    uplift,
    uplift_cost,
    year_of_block,
)
from isf_core.planning.plan_costs import cost_a_week
from isf_core.values import Money, Period, Rate, RateUnit, Rounding, Timeline

from .arrangements import FIRST_DAY, mary
from .pictures import because, refusal, table_lines

WEEK: Final = Period(first_day=FIRST_DAY, last_day=date(2026, 4, 12))
NEXT: Final = Period(first_day=date(2026, 4, 13), last_day=date(2026, 4, 19))
APRIL: Final = date(2027, 4, 1)
NO_YEAR: Final = PLAIN.parameters.replace(weeks_in_year=None)


def planning() -> Iterator[str]:
    """Everything that is told of planning."""
    for part in (_changes, _costs, _shares, _reviews, _uplifts, _costs_of_uplifts):
        yield f"# {part.__name__.strip('_')}"
        yield from part()


def _changes() -> Iterator[str]:
    fed, out = (
        Outcome(ref="fed", eligible=True, met_informally=()),
        Outcome(ref="out", eligible=True, met_informally=()),
    )
    meals = Support.by_rate("meals", ("fed",), Rate.weekly(60)).replace(kinds=())
    club = Support.by_rate("club", ("out",), Rate.weekly(20)).replace(kinds=())
    before = SupportPlan(outcomes=(fed, out), supports=(meals, club))
    trip = CarryForward(ref="C", outcome="out", amount=9, first_day=FIRST_DAY, last_day=FIRST_DAY)
    chair = Support.once("chair", ("fed",), Money("90.50")).replace(kinds=())
    plans: dict[str, tuple[SupportPlan, SupportPlan]] = {
        "nothing changes": (before, before),
        "it costs less": (before, before.replace(supports=(meals, club.replace(cost=Rate.weekly(19))))),
        "it costs more": (before, before.replace(supports=(meals, club.replace(cost=Rate.annual("1040.52"))))),
        "a new outcome": (before, before.replace(outcomes=(fed, out, Outcome(ref="swims", eligible=False)))),
        "a surplus": (before, before.replace(carry_forwards=(trip,))),
        "nothing meets one": (before, before.replace(supports=(meals,))),
        "more is bought once": (before, before.replace(supports=(meals, club, chair))),
        "what it may not be": (
            before,
            before.replace(supports=(meals, club.replace(kinds=tuple(each for each in SupportKind)))),
        ),
        "nothing is recorded of it": (before, SupportPlan()),
        "nothing was recorded of it": (SupportPlan(), before.replace(supports=(meals, club, chair))),
        "hardly anything is": (
            before.replace(
                outcomes=(fed.replace(eligible=None), out, Outcome(ref="safe", eligible=True)),
                supports=(meals.replace(cost=None), club),
            ),
            before.replace(
                outcomes=(fed.replace(met_informally=None), out.replace(met_informally=None)),
                supports=(meals.replace(cost=None, outcomes=None), chair.replace(outcomes=())),
            ),
        ),
    }
    known: dict[str, Any] = {"budget": Rate.weekly(80), "needs_changed": False, "in_doubt": False, "policy": PLAIN}
    all_in_question = {"needs_changed": True, "in_doubt": True, "to_spare": Money("90.49")}
    unknown = {"budget": None, "needs_changed": None, "in_doubt": None, "policy": None}
    for (what, (was, now)), facts in product(plans.items(), (known, known | all_in_question, unknown)):
        found = classify_plan_change(was, now, on=FIRST_DAY, **facts)
        yield f"  {what}: {found!r}"
        yield from table_lines(found.table())
    in_between = before.replace(supports=(meals, club.replace(cost=Rate.weekly("19.80"))))
    for year in (Fraction(52), Fraction(365, 7)):  # 80.01 a week, or 79.79
        of_year = known | {"budget": Rate.annual("4160.52"), "policy": PLAIN.parameters.replace(weeks_in_year=year)}
        yield repr(classify_plan_change(before, in_between, on=FIRST_DAY, **of_year))
    by_year = known | {"budget": Timeline(Rate.annual("4160.52"), (NEXT.first_day, Rate.weekly(79))), "policy": NO_YEAR}
    for on in (WEEK.last_day, NEXT.first_day):
        yield repr(classify_plan_change(*plans["it costs less"], on=on, **by_year))
        yield repr(classify_plan_change(*plans["it costs more"], on=on, **by_year))


def _costs() -> Iterator[str]:
    visits = Visits(a_week=2, hours="0.75", hourly="13.13")
    nights = Visits(a_week=1, hours="1", hourly="10", bank_holiday_hourly="20", bank_holidays_a_year="2.6")
    for supports in (
        None,
        (),
        (Support(ref="art"),),
        (Support.once("chair", None, Money(9)),),
        (Support.by_rate("meals", None, Rate.annual(1)), Support.from_visits("care", None, visits), Support(ref="art")),
        (Support.from_visits("nights", None, visits, nights),),
    ):
        for year in (None, Fraction(365, 7)):
            cost = cost_a_week(SupportPlan(supports=supports), year)
            yield f"  {cost}, missing: {', '.join(cost.missing)}"


def _shares() -> Iterator[str]:
    thirds = tuple(PoolMember(person=each, share="0.1", first_day=FIRST_DAY) for each in ("P-1", "P-2", "P-3"))
    bus = Pool(
        ref="bus",
        what="a minibus",
        cost=Timeline(Rate.weekly(100), (NEXT.first_day, Rate.annual(5200))),
        members=thirds,
    )
    week = pool_parts(bus, span=WEEK, policy=PLAIN)
    following = pool_parts(bus, span=NEXT, policy=PLAIN, after=week)
    for shared in (week, following, pool_parts(bus.replace(what=None), span=WEEK, policy=PLAIN)):
        yield from table_lines(shared.table())
        yield from because(shared.explain())
    block = BlockContract(
        ref="day centre",
        first_day=FIRST_DAY,
        yearly=(Money(100), Money("100.01")),
        people=(Covered(person="P-1", weight=1), Covered(person="P-2", weight=2, last_day=date(2027, 4, 7))),
    )
    for year in (1, 2):
        yield from table_lines(year_of_block(block, year).table())
        yield from because(year_of_block(block, year).explain())
    own = (("P-1", Rate.weekly("10.55")), ("P-3", Rate.annual("1")))
    both = core_and_flexi(bus, own, span=WEEK, policy=PLAIN)
    for each in (*both, *core_and_flexi(bus, own[:1], span=NEXT, policy=PLAIN, after=both)):
        yield f"  {each.person}: {each.core} and {each.flexi}, {each.amount}; {each.flexi_total}"
    parts = tuple(SavingShare(party=each, share=Fraction(1, 3)) for each in Party)
    yield from because(share_saving(Money("100.01"), SavingsTerms(shares=parts)).explain())
    yield refusal(share_saving, Money(1), SavingsTerms(shares=parts[:2]))
    long = bus.replace(ref="b" * 41, members=thirds[:1])
    shared = pool_parts(long, span=WEEK, policy=PLAIN)
    yield refusal(pool_parts, bus, span=NEXT, policy=PLAIN, after=shared)
    yield refusal(pool_parts, long, span=NEXT, policy=PLAIN, after=week)
    yield refusal(pool_parts, bus, span=NEXT, policy=PLAIN, after=following)
    yield refusal(lambda: shared.part_of("P" * 41))
    many = bus.replace(members=tuple(thirds[0].replace(person=f"P-{each:08}") for each in range(40)))
    yield refusal(lambda: pool_parts(many, span=WEEK, policy=PLAIN).part_of("P"))
    yield refusal(
        lambda: pool_parts(long, span=Period(first_day=date(2026, 4, 4), last_day=NEXT.last_day), policy=PLAIN)
    )
    yield refusal(pool_parts, bus, span=NEXT, policy=NO_YEAR)
    yield refusal(core_and_flexi, bus, own, span=WEEK, policy=NO_YEAR)
    yield refusal(lambda: core_and_flexi(bus, (("P-9", Rate.weekly(1)),), span=WEEK, policy=PLAIN))
    yield refusal(year_of_block, block.replace(people=block.people[1:]), 2)
    yield refusal(year_of_block, block, 3)
    unlike = tuple(thirds[0].replace(person=f"P-{each}", share=Fraction(1, 10**59 + each)) for each in range(400))
    apart = tuple(each.replace(first_day=date.fromordinal(FIRST_DAY.toordinal() + n)) for n, each in enumerate(unlike))
    whole = Period(first_day=FIRST_DAY, last_day=apart[-1].first_day)
    yield refusal(pool_parts, bus.replace(members=apart), span=whole, policy=PLAIN)


def _reviews() -> Iterator[str]:
    held = tuple(Review(on=date(2026, month, 18), kind=ReviewKind.FIRST) for month in (9, 5))
    months = PLAIN.parameters.replace(first_review_days=42, review_months=6)
    for reviews, last_day in (((), date(2028, 1, 1)), (held, date(2028, 9, 17)), (held, date(2026, 12, 1))):
        found = review_dates(reviews, first_day=FIRST_DAY, last_day=last_day, policy=months)
        yield from table_lines(found.table())
        yield f"  overdue: {[found.is_overdue(date(2027, 3, each)) for each in (17, 18, 19)]}"
    nothing = months.replace(first_review_days=None, review_months=None)
    for reviews in ((), held):
        yield refusal(
            lambda reviews=reviews: review_dates(reviews, first_day=FIRST_DAY, last_day=APRIL, policy=nothing)
        )


def _who(ref: str, rate: Rate, **facts: Any) -> Arrangement:
    """An arrangement of somebody, with a budget."""
    council, nhs = Funder(ref="council", cost_code="4100"), Funder(ref="nhs")
    shares = (FundingShare(funder=council, share="0.75"), FundingShare(funder=nhs, share="0.25"))
    whose = {"person": Person(ref=ref), "ref": f"A-{ref}", "holder": Holder(ref="H-7"), "funding": shares}
    return mary(budget={"actual": rate}).replace(**whose | facts)


def _book() -> tuple[Arrangement, ...]:
    """Some whose budget is raised, and one for each reason why one is not."""
    first = _who("first", Rate.weekly("84.375"))
    ended = Termination(
        party=Party.PERSON,
        reason=TerminationReason.ORDINARY,
        given_on=FIRST_DAY,
        last_day=date(2027, 3, 31),
        liabilities=(),
    )
    varied = Variation(effective=APRIL, known_from=FIRST_DAY, changes=(Change("budget.actual", Rate.weekly(99)),))
    split = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(50)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(50)),
    )
    return (
        first,
        *(_who(unit.name.lower(), Rate("100", unit), funding=None) for unit in RateUnit),
        Arrangement(person=Person(ref="unknown")),
        _who("ended", Rate.weekly(1), endings=(ended,)),
        _who("over", Rate.weekly(1), contract=first.contract.replace(last_day=date(2027, 3, 30))),
        _who("later", Rate.weekly(1), contract=Contract(first_day=date(2027, 4, 2))),
        _who("varied", Rate.weekly(1), variations=(varied,)),
        _who("split", Rate.weekly(100), budget=first.budget.replace(actual=None, deployment=split)),
        _who("hardly", Rate.weekly(1), contract=Contract()),
    )


def _uplifts() -> Iterator[str]:
    ways: tuple[dict[str, Any], ...] = (
        {"percent": "4.1"},
        {"percent": "-100"},
        {"by": Money("3.33")},
        {"percent": "4.1", "rounding": Rounding.HALF_UP},
        {"by": Money("3.33"), "rounding": Rounding.DOWN},
    )
    for how in ways:
        raised = uplift(_book(), effective=APRIL, known_from=FIRST_DAY, **how)
        yield from table_lines(raised.table())
    for each in raised.rows:
        yield from because(each.explain())
    yield from (f"  {person}: {why}" for person, why in raised.left_out)
    (change,) = raised.rows[0].arrangement.variations
    yield f"  {change!r}"
    yield refusal(uplift, _book(), effective=APRIL, known_from=FIRST_DAY, percent="-100.01")
    yield refusal(uplift, _book(), effective=APRIL, known_from=FIRST_DAY)


def _costs_of_uplifts() -> Iterator[str]:
    raised = uplift(_book(), effective=APRIL, known_from=FIRST_DAY, percent="4.1")
    for span in (Period.financial_year(2027), Period(first_day=date(2026, 4, 20), last_day=date(2027, 4, 14))):
        found = uplift_cost(raised, span=span, policy=PLAIN)
        yield from table_lines(found.table())
        for by in (found.by_funder, found.by_holder, found.by_cost_code):
            yield f"  {', '.join(f'{key}: {sum_}' for key, sum_ in by.items())}"
        yield f"  {found.amount}"
