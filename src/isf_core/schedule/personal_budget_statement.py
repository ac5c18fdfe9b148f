"""The personal budget statement: what the support costs, what the adult pays, what the authority pays (BUD-10).

Care Act 2014, section 26: the two parts add up to the cost. Other public money is shown separately.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ..errors import ImpossiblePeriod
from ..model.organisations import FunderKind, FundingRate, FundingShare
from ..values.checks import day, instance
from ..values.money import ExactMoney
from ..values.sources import CARE_ACT, Source
from ..values.table import Table, Tabular
from .resolved_terms import ResolvedTerms

SECTION_26: Source = CARE_ACT("section 26")


@attrs.frozen(kw_only=True, str=False)
class BudgetStatement(Tabular):
    """The weekly cost on a day, as exact pounds: `adult_pays` and `authority_pays` add up to `cost`.

    `other_public_money` is what funders other than the council pay of the authority's part, each by reference. The
    council pays the rest of that part.
    """

    on: date
    cost: ExactMoney
    adult_pays: ExactMoney
    authority_pays: ExactMoney
    other_public_money: tuple[tuple[str, ExactMoney], ...]

    def table(self) -> Table:
        """One row for each part."""
        rows = [
            ("what it costs", self.cost),
            ("what the adult pays", self.adult_pays),
            ("what the authority pays", self.authority_pays),
            *((f"of which other public money: {ref}", amount) for ref, amount in self.other_public_money),
        ]
        return Table(f"Personal budget on {self.on}", (("part", "Part"), ("a_week", "A week")), tuple(rows))


def budget_statement(terms: ResolvedTerms, *, on: date) -> BudgetStatement:
    """Draw up the personal budget statement for a day. The adult never pays more than the cost (BUD-11).

    Interpretation: a funder whose kind is not recorded counts as the council.

    Raises ImpossiblePeriod for a day outside the arrangement.
    """
    instance("budget_statement", terms, ResolvedTerms, "give what resolve_terms(...) gave")
    if day("budget_statement", on) < terms.first_day or (isinstance(terms.last_day, date) and on > terms.last_day):
        raise ImpossiblePeriod("budget_statement", f"{on} is outside the arrangement", "give a day within it")
    year = terms.weeks_in_year
    cost = terms.budget.on(on).per_week(year)
    adult = min(terms.contribution.on(on).per_week(year), cost)
    left = authority = cost - adult
    parts: dict[str, ExactMoney] = {}
    for part in terms.funding:
        if isinstance(part, FundingRate):
            parts[part.funder.ref] = min(part.rate.per_week(year), left)
            left = left - parts[part.funder.ref]
    for part in terms.funding:
        if isinstance(part, FundingShare):
            parts[part.funder.ref] = left * Fraction(part.share)
    others = tuple(
        (part.funder.ref, parts[part.funder.ref])
        for part in terms.funding
        if part.funder.kind not in (None, FunderKind.COUNCIL)
    )
    return BudgetStatement(on=on, cost=cost, adult_pays=adult, authority_pays=authority, other_public_money=others)
