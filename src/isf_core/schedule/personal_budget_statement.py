"""The personal budget statement: what the support costs, what the adult pays, what the authority pays (BUD-10).

Care Act 2014, section 26: the two parts add up to the cost. Other public money is shown separately.
"""

from __future__ import annotations

from datetime import date

from ..errors import ImpossiblePeriod, NotRecorded
from ..values.checks import day, instance
from ..values.dates import in_words
from ..values.frozen import frozen
from ..values.money import ExactMoney
from ..values.sources import CARE_ACT, Source
from ..values.table import Table, Tabular
from .resolved_terms import ResolvedTerms, of_all_ways

SECTION_26: Source = CARE_ACT("section 26")


@frozen(kw_only=True, str=False, repr=False)
class BudgetStatement(Tabular):
    """The weekly cost on a day, as exact pounds (section 26(1), (3)).

    `adult_pays` and `authority_pays` add up to `cost`, the cost to the local authority. `other_public_money` stands
    beside it: what funders that do not charge pay for the support, each by reference. `whole_cost` is all of them.
    """

    on: date
    cost: ExactMoney
    adult_pays: ExactMoney
    authority_pays: ExactMoney
    other_public_money: tuple[tuple[str, ExactMoney], ...]

    @property
    def whole_cost(self) -> ExactMoney:
        """The cost to the local authority with other public money."""
        return ExactMoney.total((self.cost, *(amount for _, amount in self.other_public_money)))

    def table(self) -> Table:
        """One row for each part; other public money and the whole only where there is some."""
        rows = [
            ("what it costs the authority", self.cost),
            ("what the adult pays", self.adult_pays),
            ("what the authority pays", self.authority_pays),
            *((f"other public money: {ref}", amount) for ref, amount in self.other_public_money),
        ]
        if self.other_public_money:
            rows.append(("what it costs in all", self.whole_cost))
        return Table(f"Personal budget on {in_words(self.on)}", (("part", "Part"), ("a_week", "A week")), tuple(rows))


def budget_statement(terms: ResolvedTerms, *, on: date) -> BudgetStatement:
    """Draw up the personal budget statement for a day.

    The adult pays what was assessed, and never more than what may be charged for: the cost to the local authority,
    less what is exempt (BUD-11). The cost is that of all the support: what goes through the fund, and what of the
    budget is deployed in other ways.

    Interpretation: a funder whose kind is not recorded counts as the council.

    Raises ImpossiblePeriod for a day outside the arrangement, and NotRecorded if it is not recorded what an exempt
    service costs.
    """
    instance("budget_statement", terms, ResolvedTerms, "give what resolve_terms(...) gave")
    if day("budget_statement", on) < terms.first_day or (isinstance(terms.last_day, date) and on > terms.last_day):
        raise ImpossiblePeriod("budget_statement", f"{on} is outside the arrangement", "give a day within it")
    if terms.lacking:
        raise NotRecorded("what the adult pays", terms.lacking)
    terms = of_all_ways(terms)
    then = [each for each in terms.accruals.constant_periods if each.since <= on][-1]
    gross = then.full.gross
    parts = terms.bearers.weights_of(gross)
    others = tuple(
        (part.funder.ref, ExactMoney(parts[part.funder.ref])) for part in terms.funding if not part.funder.charges
    )
    cost = ExactMoney(gross.per_week) - ExactMoney.total(amount for _, amount in others)
    assessed = terms.contribution.on(on).per_week(terms.weeks_in_year)
    adult = min(assessed, ExactMoney(then.shared.part_a_week(gross)))
    return BudgetStatement(on=on, cost=cost, adult_pays=adult, authority_pays=cost - adult, other_public_money=others)
