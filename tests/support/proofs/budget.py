"""The proofs of the rules in rules/budget/amounts.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import (
    Arrangement,
    Basis,
    Change,
    Deployed,
    DeploymentOption,
    Exemption,
    Ground,
    InHouse,
    StatedBudget,
    SupportKind,
    Variation,
)
from isf_core.values import Money, Rate, Timeline

from ..mary import ART, AUTUMN, DAY_AFTER, DAY_BEFORE, HOMECARE, LAST, ON, ONE_DAY, START, sound
from .proof import Edge, Proof


def weekly(contribution: str, **budget: object) -> Arrangement:
    """Mary with a budget of 84.375 a week throughout and no exemption, and a contribution."""
    facts = {"actual": Rate.weekly("84.375"), "exemptions": (), "contribution": Rate.weekly(contribution)}
    return sound(budget={**facts, **budget})


def exempt(first_day: date, last_day: date | None) -> Arrangement:
    """Mary exempt from a first to a last day."""
    exemption = Exemption(ground=Ground.AFTERCARE, first_day=first_day, last_day=last_day)
    return sound(budget={"exemptions": (exemption,)})


def planned(a_week: str, indicative: str = "80", actual: str = "84.38", **plan: object) -> Arrangement:
    """Mary with a plan of one support, an indicative and an actual budget, each of so many pounds a week."""
    supports = (ART.replace(cost=Rate.weekly(a_week)),)
    return sound(
        budget={"indicative": Rate.weekly(indicative), "actual": Rate.weekly(actual)},
        plan={"supports": supports, **plan},
    )


RAISED = sound(budget={"indicative": Rate.annual("4000")})
"""Mary with a budget that was raised to what her plan costs."""


def in_house(service: str, contribution: str, **budget: object) -> Arrangement:
    """Mary with 84.375 a week, a service in house and a contribution."""
    day_service = (InHouse(what="day service", cost=Rate.weekly(service)),)
    return weekly(contribution, in_house=day_service, **budget)


def split(fund: str, rest: str) -> tuple[Deployed, ...]:
    """A budget that goes two ways."""
    return (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(fund)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(rest)),
    )


def net_from(since: date) -> Arrangement:
    """Mary whose contribution leaves nothing, and who pays it to the holder from a day on."""
    mary = in_house("60", "30")
    terms = mary.contract.payment.replace(basis=Timeline(Basis.GROSS, (since, Basis.NET)))
    return mary.replace(contract=mary.contract.replace(payment=terms))


def reabled(cost: Rate | Money) -> Arrangement:
    """Mary with reablement in her plan."""
    service = ART.replace(ref="reablement", kinds=(SupportKind.REABLEMENT,), cost=cost)
    return sound(plan={"supports": (HOMECARE, ART, service)})


def varied(
    rate: str, *, effective: date = AUTUMN, reassessed_on: date = AUTUMN, circumstances: str = "stronger"
) -> Arrangement:
    """Mary with 84.375 a week, varied from a day."""
    variation = Variation(
        ref="V-1",
        effective=effective,
        known_from=ON,
        circumstances=circumstances,
        reassessed_on=reassessed_on,
        changes=(Change("budget.actual", Rate.weekly(rate)),),
    )
    return sound(budget={"actual": Rate.weekly("84.375")}, variations=(variation,))


def stated(authority_pays: str) -> Arrangement:
    """Mary was told that it costs 4,387.50 a year, of which she pays 20 a week."""
    told = StatedBudget(
        cost=Rate.annual("4387.50"), adult_pays=Rate.weekly("20"), authority_pays=Rate.weekly(authority_pays)
    )
    return sound(budget={"stated": told})


PROOFS: dict[str, Proof] = {
    "BUD-01": Proof(
        sound=sound(),
        breaches=(sound(budget={"set_on": date(2026, 1, 2)}),),
        edges=(
            Edge("the day that the plan is agreed", sound(), sound(budget={"set_on": date(2026, 3, 19)})),
            Edge(
                "the plan agreed a day later",
                sound(),
                sound(plan={"agreed_on": date(2026, 3, 21)}),
            ),
        ),
    ),
    "BUD-02": Proof(
        sound=RAISED,
        breaches=(
            planned("100"),
            planned("100").replace(contract=sound().contract.replace(first_day=None)),
        ),
        edges=(
            Edge("a penny above the actual budget", planned("84.38"), planned("84.39")),
            Edge("a penny above the indicative budget", planned("90", "90"), planned("90.01", "90")),
            Edge("a fraction of a penny", planned("84.38"), planned("84.3801")),
            Edge(
                "agreed by the day, or only after it",
                planned("100", agreed_on=ON + ONE_DAY),
                planned("100", agreed_on=ON),
            ),
            Edge(
                "raised on the first day, or the day after",
                sound(
                    budget={
                        "indicative": Rate.weekly(80),
                        "actual": Timeline(Rate.weekly(80), (START, Rate.weekly(90))),
                    }
                ),
                sound(
                    budget={
                        "indicative": Rate.weekly(80),
                        "actual": Timeline(Rate.weekly(80), (DAY_AFTER, Rate.weekly(90))),
                    }
                ),
            ),
        ),
    ),
    "BUD-04": Proof(
        sound=sound(),
        breaches=(in_house("60", "30"), in_house("84.375", "0.01"), in_house("100", "20")),
        idle=(sound(payment={"basis": Basis.GROSS}),),
        edges=(
            Edge("a penny above what is left", in_house("60", "24.37"), in_house("60", "24.38")),
            Edge("the whole cost, or above it", in_house("60", "84.38"), in_house("60", "84.37")),
            Edge(
                "what goes through the fund",
                weekly("40", deployment=split("40", "44.375"), in_house=()),
                weekly("40.01", deployment=split("40", "44.375"), in_house=()),
            ),
            Edge(
                "net on the last day, or after it",
                net_from(LAST + ONE_DAY),
                net_from(LAST),
            ),
        ),
    ),
    "BUD-10": Proof(
        sound=stated("64.375"),
        breaches=(stated("64.38"), stated("60")),
        idle=(sound(),),
        edges=(
            Edge("a hair less", stated("64.375"), stated("64.3749")),
            Edge("a hair more", stated("64.375"), stated("64.3751")),
        ),
    ),
    "BUD-11": Proof(
        sound=sound(),
        breaches=(
            weekly("84.38"),
            exempt(date(2026, 1, 1), None),
            sound(budget={"contribution": Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(100)))}),
        ),
        edges=(
            Edge("a fraction of a penny above the cost", weekly("84.375"), weekly("84.3751")),
            Edge(
                "a penny above the cost", weekly("90", actual=Rate.weekly(90)), weekly("90.01", actual=Rate.weekly(90))
            ),
            Edge("exempt up to the day before", exempt(date(2026, 1, 1), DAY_BEFORE), exempt(date(2026, 1, 1), START)),
            Edge("exempt from the day after the last", exempt(LAST + ONE_DAY, None), exempt(LAST, None)),
            Edge(
                "the budget falls on a day",
                weekly("80", actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80)))),
                weekly("80", actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly("79.99")))),
            ),
            Edge(
                "the contribution rises after the last day, or on it",
                sound(budget={"contribution": Timeline(Rate.weekly(20), (LAST + ONE_DAY, Rate.weekly(100)))}),
                sound(budget={"contribution": Timeline(Rate.weekly(20), (LAST, Rate.weekly(100)))}),
            ),
        ),
    ),
    "BUD-12": Proof(
        sound=sound(),
        breaches=(reabled(Rate.weekly(30)), reabled(Money("0.01"))),
        edges=(
            Edge("nil or a penny", reabled(Rate.weekly(0)), reabled(Rate.weekly("0.01"))),
            Edge("nil or a penny once", reabled(Money(0)), reabled(Money("0.01"))),
            Edge(
                "free of charge or not",
                sound(),
                sound(plan={"supports": (HOMECARE, ART.replace(kinds=(SupportKind.REABLEMENT,)))}),
            ),
        ),
    ),
    "BUD-13": Proof(
        sound=varied("80"),
        breaches=(varied("80", reassessed_on=LAST), varied("0", effective=START, reassessed_on=AUTUMN)),
        idle=(sound(),),
        edges=(
            Edge(
                "reassessed on the day or the day after",
                varied("80", reassessed_on=AUTUMN),
                varied("80", reassessed_on=AUTUMN + ONE_DAY),
            ),
            Edge(
                "a penny below what held before",
                varied("84.375", reassessed_on=LAST),
                varied("84.365", reassessed_on=LAST),
            ),
            Edge(
                "before the first day, or on it",
                varied("80", effective=DAY_BEFORE, reassessed_on=LAST),
                varied("80", effective=START, reassessed_on=LAST),
            ),
        ),
    ),
    "BUD-14": Proof(
        sound=sound(),
        breaches=(
            sound(budget={"actual": Rate.annual("4500")}),
            sound(plan={"supports": (HOMECARE, ART.replace(cost=Money("1137.50")))}),
        ),
        edges=(
            Edge("a penny a week below the budget", planned("90", "90", "90"), planned("89.99", "90", "90")),
            Edge("the first day counts", sound(), sound(contract={"first_day": AUTUMN})),
            Edge(
                "what goes through the fund counts",
                sound(budget={"actual": Rate.weekly("94.375"), "deployment": split("84.375", "10")}),
                sound(budget={"actual": Rate.weekly("94.375"), "deployment": split("84.385", "9.99")}),
            ),
        ),
    ),
}
