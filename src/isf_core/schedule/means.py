"""The income that a charge must leave: the minimum income guarantee, or in a care home the personal expenses allowance.

Care Act 2014, section 14(7); Charging and Assessment of Resources Regulations 2014, regulations 6 and 7. The amounts
are set anew each April. What was seen of them is here, year by year, each with where it was seen; an amount of which
no public copy was seen, and a year that is not here, are unknown. Give then the council's own amount.

>>> from ..values.rates import Rate
>>> mary = FinancialAssessment(
...     ref="FA-1", on=date(2026, 2, 24), household=Household.SINGLE, age=AgeBand.FROM_18, children=0, premiums=(),
... )
>>> minimum_income(mary, on=date(2026, 4, 5)), minimum_income(mary, on=date(2026, 4, 6))
(Money('89.15'), Money('95.40'))
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..errors import NotRecorded
from ..model.budget import FullCost
from ..model.person import AgeBand, AssessmentKind, FinancialAssessment, Household, Premium
from ..values.checks import day, instance
from ..values.dates import days_after
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.rates import Rate
from ..values.record import WithFields
from ..values.sources import Standing, Text
from ..values.statutory_amounts import StatutoryTable
from ..values.timeline import Timeline

AMENDING_2023 = Text(
    "Care and Support (Charging and Assessment of Resources) (Amendment) Regulations 2023", 2023, standing=Standing.LAW
)
CIRCULAR_2025 = Text(
    "Social care charging for care and support: local authority circular 2025 to 2026",
    seen=False,
    standing=Standing.GUIDANCE,
)


@frozen(kw_only=True, repr=False)
class MinimumIncomeAmounts(WithFields):
    """The amounts of one year, each a week; None where no public copy of it was seen.

    `single` and `couple` are by age; a couple's is each member's own.
    """

    single: tuple[tuple[AgeBand, Money], ...] = ()
    lone_parent: Money | None = None
    couple: tuple[tuple[AgeBand, Money], ...] = ()
    child: Money | None = None
    premiums: tuple[tuple[Premium, Money], ...] = ()
    """Those of a single person."""
    couples_premiums: tuple[tuple[Premium, Money], ...] = ()
    personal_expenses: Money | None = None

    def base(self, household: Household, age: AgeBand | None) -> Money | None:
        """What a person has before children and premiums; None where it is not known."""
        if household is Household.CARE_HOME:
            return self.personal_expenses
        if household is Household.LONE_PARENT:
            return self.lone_parent
        by_age = self.couple if household is Household.COUPLE else self.single
        return None if age is None else dict(by_age).get(age)


MINIMUM_INCOME: tuple[StatutoryTable[MinimumIncomeAmounts], ...] = (
    StatutoryTable(
        "the minimum income guarantee, 2023 to 2024",
        (
            (
                date(2023, 4, 6),
                MinimumIncomeAmounts(
                    single=(
                        (AgeBand.FROM_18, Money("82.15")),
                        (AgeBand.FROM_25, Money("103.65")),
                        (AgeBand.PENSION_AGE, Money("214.35")),
                    ),
                    child=Money("94.90"),
                    personal_expenses=Money("28.25"),
                ),
            ),
        ),
        last_day=date(2024, 4, 5),
        source=AMENDING_2023("regulation 2(2), (3)", words="for “£94.15” substitute “£103.65”"),
    ),
    StatutoryTable(
        "the minimum income guarantee, 2025 to 2027",
        (
            (
                date(2025, 4, 6),
                MinimumIncomeAmounts(
                    single=((AgeBand.FROM_18, Money("89.15")), (AgeBand.FROM_25, Money("112.50"))),
                    premiums=((Premium.DISABILITY, Money("49.65")), (Premium.ENHANCED_DISABILITY, Money("24.25"))),
                    personal_expenses=Money("30.65"),
                ),
            ),
            (date(2026, 4, 6), MinimumIncomeAmounts(single=((AgeBand.FROM_18, Money("95.40")),))),
        ),
        last_day=date(2027, 4, 5),
        source=CIRCULAR_2025("annex, as public copies give it; the rise to 95.40 as announced in February 2026"),
    ),
)
"""What was seen of the amounts, year by year. 2024 to 2025 was not seen."""
_SET_ANEW = tuple(
    on for table in MINIMUM_INCOME for on in (*[on for on, _ in table.rows], days_after(table.last_day, 1))
)
"""The days on which the law sets new amounts, or on which what was seen of them ends."""


def minimum_income(assessment: FinancialAssessment, *, on: date) -> Money:
    """Work out what a charge must leave the person each week on a day (BUD-17).

    It is the base for household and age, with each child and the premiums; the council's own amount where that is
    recorded and more, or where the law's is not known. In a care home it is the personal expenses allowance.

    Raises NotRecorded, which names what is not recorded, or that the day is in no year that was seen.
    Source: Care Act 2014, section 14(7); the 2014 Regulations, regulations 6 and 7.
    """
    instance("minimum_income", assessment, FinancialAssessment, "give a FinancialAssessment")
    minimum, missing = minimum_on(assessment, day("minimum_income", on))
    if minimum is None:
        raise NotRecorded("the minimum income", missing)
    return minimum


def minimum_on(assessment: FinancialAssessment, on: date) -> tuple[Money | None, tuple[str, ...]]:
    """The minimum income on a day, and if it is not known the fields for want of which."""
    own = assessment.own_minimum
    household, age = assessment.household, assessment.age
    facts: list[tuple[object, str]] = [(household, "household")]
    if household is not Household.CARE_HOME:
        facts += [(assessment.children, "children"), (assessment.premiums, "premiums")]
        facts += [] if household is Household.LONE_PARENT else [(age, "age")]
    missing = tuple(name for fact, name in facts if fact is None)
    if household is None or missing:
        return own, () if own is not None else missing
    amounts = next((held for table in MINIMUM_INCOME if (held := table.on(on)) is not None), MinimumIncomeAmounts())
    parts = [amounts.base(household, age)]
    if household is not Household.CARE_HOME:
        premiums = amounts.couples_premiums if household is Household.COUPLE else amounts.premiums
        parts += [amounts.child] * (assessment.children or 0)
        parts += [dict(premiums).get(each) for each in assessment.premiums or ()]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return own, () if own is not None else ("own_minimum",)
    by_law = Money.from_pence(sum([part.pence for part in known]))
    return by_law if own is None else max(own, by_law), ()


def in_force(assessments: tuple[FinancialAssessment, ...] | None, on: date) -> FinancialAssessment | None:
    """The assessment that counts on a day: the one that counts from the latest day, of two from one day the later."""
    held = [each for each in assessments or () if each.counts_from <= on]
    return max(held, key=lambda each: (each.counts_from, each.on), default=None)


def _affordable(assessment: FinancialAssessment, on: date, weeks_in_year: Fraction) -> tuple[int, int] | None:
    """The most that may be charged a week so that the minimum income is left; None where it is not known.

    It is pounds, as a whole number and what it is divided by. Of a light-touch assessment it never is known: nobody
    assessed an income.
    """
    minimum, _ = minimum_on(assessment, on)
    if minimum is None or assessment.income is None or assessment.kind is AssessmentKind.LIGHT_TOUCH:
        return None
    return _above(minimum, assessment.income, weeks_in_year)


def above(minimum: Money, income: Rate, weeks_in_year: Fraction) -> ExactMoney:
    """What an income comes to above a minimum income a week, never below 0.00."""
    return ExactMoney(Fraction(*_above(minimum, income, weeks_in_year)))


def _above(minimum: Money, income: Rate, weeks_in_year: Fraction) -> tuple[int, int]:
    pounds, over = income.per_week(weeks_in_year).pounds.as_integer_ratio()
    return max(0, 100 * pounds - minimum.pence * over), 100 * over


def days_of_change(assessments: tuple[FinancialAssessment, ...]) -> Iterator[date]:
    """The days on which what is affordable may change: an assessment begins to count, or the law sets new amounts."""
    yield from _SET_ANEW
    yield from (each.counts_from for each in assessments)


def within_means(
    contribution: Timeline[Rate],
    assessments: tuple[FinancialAssessment, ...],
    weeks_in_year: Fraction,
    full_cost: FullCost | None = None,
) -> Timeline[Rate]:
    """A contribution, on each day no more than leaves the minimum income, unless the full cost is paid (PAY-13)."""

    def most_on(day_: date) -> Rate | None:
        """The most that may be charged on a day; None where that is what was assessed."""
        assessment = in_force(assessments, day_)
        if assessment is None or (full_cost is not None and full_cost.covers(day_)):
            return None
        most = _affordable(assessment, day_, weeks_in_year)
        if most is None:
            return None
        charged, over = contribution.on(day_).per_week(weeks_in_year).pounds.as_integer_ratio()
        return Rate.weekly(Fraction(*most)) if most[0] * over < charged * most[1] else None

    counts_from = min([each.counts_from for each in assessments])
    later = {each for each in days_of_change(assessments) if each >= counts_from}
    later.update([since for since, _ in contribution.changes])
    if full_cost is not None:
        later.add(full_cost.first_day)
        if full_cost.last_day is not None and full_cost.last_day < date.max:
            later.add(days_after(full_cost.last_day, 1))
    days = (date.min, *sorted(later))
    most = [most_on(each) for each in days]
    if most.count(None) == len(most):
        return contribution
    rates = [contribution.on(each) if rate is None else rate for each, rate in zip(days, most, strict=True)]
    return Timeline(rates[0], *zip(days[1:], rates[1:], strict=True))
