"""What other packages of the field take for parts of the same work; each is asked for where it is installed.

- thirteen due dates, four weeks apart, moved to working days: QuantLib, rrule, pandas;
- a year's payments as exact sums: py-moneyed;
- 82 comparisons of one recorded number with another: as plain functions, and by rules engines;
- one person's payment for thirteen months: OpenFisca.

No peer makes a schedule of a fund, or judges one: each does a small part. What a package makes once for many funds
(a calendar, parsed rules) is made before it is timed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

from . import funds as made
from . import limit
from .timing import Job

FUNDS: Final = 40
CHECKS: Final = tuple((name, 25 * number) for number in range(21) for name in ("start", "stop", "pence", "fee"))[:82]
"""What is compared, and with which number."""

Run = Callable[[Any], object]


def quantlib() -> Run:
    """Thirteen dates by its Schedule, moved by its calendar of England."""
    import QuantLib as ql

    calendar, period = ql.UnitedKingdom(), ql.Period(4, ql.Weeks)
    convention, rule = ql.Following, ql.DateGeneration.Forward

    def dates(fund: made.Fund) -> object:
        first = ql.Date(fund.start + _DAYS_TO_SERIAL)
        return list(ql.Schedule(first, first + 363, period, calendar, convention, convention, rule, False))

    return dates


_DAYS_TO_SERIAL: Final = -693_594
"""QuantLib counts days from 30 December 1899, Python from 1 January of the year 1."""


def rrule() -> Run:
    """Thirteen dates by dateutil's rrule, each moved by a set of holidays."""
    from datetime import datetime, timedelta

    from dateutil.rrule import WEEKLY
    from dateutil.rrule import rrule as recurring

    closed = {date.fromordinal(day) for day in limit.HOLIDAYS}

    def dates(fund: made.Fund) -> object:
        out = []
        first = datetime.combine(date.fromordinal(fund.start), datetime.min.time())
        for each in recurring(WEEKLY, interval=4, count=13, dtstart=first):
            on = each.date()
            while on.weekday() > 4 or on in closed:
                on += timedelta(days=1)
            out.append(on)
        return out

    return dates


def pandas() -> Run:
    """Thirteen dates by its date_range, moved by its custom business day."""
    import pandas as pd

    day = pd.offsets.CustomBusinessDay(holidays=[date.fromordinal(each) for each in sorted(limit.HOLIDAYS)])

    def dates(fund: made.Fund) -> object:
        first = pd.Timestamp(date.fromordinal(fund.start))
        return [day.rollforward(each) for each in pd.date_range(first, periods=13, freq="28D")]

    return dates


def moneyed() -> Run:
    """Thirteen sums of a weekly rate, less a contribution, to the penny."""
    from moneyed import GBP, Money

    penny = Decimal("0.01")

    def sums(fund: made.Fund) -> object:
        _, days, pence = fund.amounts[0]
        rate, contribution = Money(Decimal(pence) / 100, GBP), Money(20, GBP)
        out = []
        for _ in range(13):
            due = rate * 28 / days - contribution * 4
            out.append(Money(due.amount.quantize(penny, ROUND_HALF_UP), GBP))
        return sum(out[1:], out[0])

    return sums


def facts_of(fund: made.Fund) -> dict[str, int]:
    """What is compared."""
    return {"start": fund.start, "stop": fund.stop, "pence": fund.amounts[0][2], "fee": fund.fee}


def functions() -> Run:
    """The comparisons as functions of Python."""

    def check(name: str, number: int) -> Callable[[dict[str, int]], bool]:
        return lambda facts: facts[name] >= number

    checks = [check(name, number) for name, number in CHECKS]
    return lambda fund: [each(facts) for facts in (facts_of(fund),) for each in checks]


def business_rules() -> Run:
    """The comparisons as its rules: names, operators and values."""
    from business_rules.engine import check_conditions_recursively
    from business_rules.variables import BaseVariables, numeric_rule_variable

    def variable(name: str) -> Any:
        def held(self: Any) -> int:
            return int(self.facts[name])

        held.__name__ = name
        return numeric_rule_variable(held)

    kind = type("Facts", (BaseVariables,), {name: variable(name) for name in ("start", "stop", "pence", "fee")})
    rules = [{"name": name, "operator": "greater_than_or_equal_to", "value": number} for name, number in CHECKS]

    def checked(fund: made.Fund) -> object:
        facts = kind()
        facts.facts = facts_of(fund)
        return [check_conditions_recursively(rule, facts) for rule in rules]

    return checked


def zen() -> Run:
    """The comparisons as expressions of one decision."""
    from zen import ZenEngine

    expressions = [
        {"id": str(place), "key": f"c{place}", "value": f"{name} >= {number}"}
        for place, (name, number) in enumerate(CHECKS)
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "checks", "type": "expressionNode", "name": "checks", "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "checks"},
        {"id": "2", "type": "edge", "sourceId": "checks", "targetId": "out"},
    ]
    decision = ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda fund: decision.evaluate(facts_of(fund))


def rule_engine() -> Run:
    """The comparisons as parsed rules."""
    from rule_engine import Rule

    rules = [Rule(f"{name} >= {number}") for name, number in CHECKS]
    return lambda fund: [rule.matches(facts) for facts in (facts_of(fund),) for rule in rules]


def openfisca() -> Run:
    """One person's payment for thirteen months: a rate and a contribution, the difference never below zero."""
    import numpy
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="", is_person=True)
    held: dict[str, Any] = {"value_type": float, "entity": person, "definition_period": DateUnit.MONTH}

    def formula(people: Any, period: Any) -> Any:
        return numpy.maximum(people("budget", period) - people("contribution", period), 0)

    system = TaxBenefitSystem([person])
    for name, more in (("budget", {}), ("contribution", {}), ("payment", {"formula": formula})):
        system.add_variable(type(name, (Variable,), {**held, **more}))
    months = [f"{2026 + (3 + number) // 12}-{(3 + number) % 12 + 1:02}" for number in range(13)]

    def payments(fund: made.Fund) -> object:
        simulation = SimulationBuilder().build_default_simulation(system, count=1)
        for month in months:
            simulation.set_input("budget", month, [fund.amounts[0][2]])
            simulation.set_input("contribution", month, [2_000])
        return [simulation.calculate("payment", month) for month in months]

    return payments


PEERS: Final[tuple[tuple[str, str, str, Callable[[], Run]], ...]] = (
    ("13 due dates", "QuantLib", "QuantLib", quantlib),
    ("13 due dates", "dateutil", "python-dateutil", rrule),
    ("13 due dates", "pandas", "pandas", pandas),
    ("13 sums", "moneyed", "py-moneyed", moneyed),
    ("82 comparisons", "json", "plain functions", functions),
    ("82 comparisons", "business_rules", "business-rules", business_rules),
    ("82 comparisons", "zen", "zen-engine", zen),
    ("82 comparisons", "rule_engine", "rule-engine", rule_engine),
    ("one person, 13 months", "openfisca_core", "OpenFisca-Core", openfisca),
)
"""What is done, the module that must be there for it, the package's name, and how."""


def peers() -> dict[str, Job]:
    """Those that are installed."""
    out = {}
    for what, module, package, make in PEERS:
        if find_spec(module):
            number = "" if package == "plain functions" else f" {version(package)}"
            out[f"{what}: {package}{number}"] = Job(make(), lambda seed: made.funds(FUNDS, seed))
    return out
