"""Rates: an amount a week, four weeks, month or year, kept as it was stated.

>>> Rate.annual("4387.50").per_week(weeks_in_year=52)
ExactMoney('84.375')

BUD-07: turning one unit into another is exact, and asks how long a year is. A year of 52
weeks and one of 365/7 weeks give different sums: Mary's 4,387.50 comes out only with 52.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ..errors import IsfError, TooLarge, quote, short
from ._pydantic import as_text
from .checks import exact, instance, member
from .frozen import frozen
from .money import A_SUM, MOST_PENCE, ExactMoney, Money, Pounds, exact_of, plain_number
from .record import Value


class RateUnit(Enum):
    """What a rate is stated per."""

    WEEK = "a week"
    FOUR_WEEKS = "every four weeks"
    MONTH = "a month"
    YEAR = "a year"

    is_by_months: bool
    """Whether it is an instalment on a monthly cycle: a month's, or a twelfth of a year's."""

    def __init__(self, said: str) -> None:
        self.is_by_months = said in ("a month", "a year")


ANY_YEAR = Fraction(52)
"""Its weeks where no rate depends on them: any year gives the same."""


def weeks_of_a_year(given: object) -> Fraction:
    """The length of a year in weeks, from 52 to 53 (365/7, 366/7 and 52 are in use).

    >>> weeks_of_a_year(Fraction(365, 7))
    Fraction(365, 7)
    """
    weeks = exact("weeks_in_year", given, "give 52, or Fraction(365, 7)")
    if not 52 <= weeks <= 53:
        wrong = f"{short(plain_number(weeks))} weeks are no year"
        raise IsfError("weeks_in_year", wrong, "give 52, or Fraction(365, 7)")
    return weeks


def _stated(given: Pounds) -> ExactMoney:
    if isinstance(given, Money):
        return _stated(given.exact)
    stated = given if isinstance(given, ExactMoney) else ExactMoney(exact("Rate", given, A_SUM))
    if stated.pounds < 0:
        right = "give zero or more; a deduction is a field of its own"
        raise IsfError("Rate", f"{short(str(stated))} is below zero", right)
    above, below = stated.pounds.as_integer_ratio()
    if 100 * above > MOST_PENCE * below:
        raise TooLarge("Rate", f"{short(str(stated))} is beyond ten trillion pounds", "check the amount")
    return stated


@frozen(getstate_setstate=False)
class Rate(Value):
    """An amount of pounds and the unit of time it is stated for; never below zero.

    May be finer than a penny (84.375 a week is 337.50 every four weeks). Rates are equal as
    stated; `same_as` compares what they come to.

    Raises NotExact, TooLarge, and IsfError for a rate below zero.

    >>> Rate.weekly("84.375")
    Rate.weekly('84.375')
    """

    amount: ExactMoney = attrs.field(converter=_stated)
    unit: RateUnit

    def __attrs_post_init__(self) -> None:
        member("Rate.unit", self.unit, RateUnit)

    @classmethod
    def weekly(cls, pounds: Pounds) -> Rate:
        """Pounds a week."""
        return cls(pounds, RateUnit.WEEK)

    @classmethod
    def four_weekly(cls, pounds: Pounds) -> Rate:
        """Pounds every four weeks."""
        return cls(pounds, RateUnit.FOUR_WEEKS)

    @classmethod
    def monthly(cls, pounds: Pounds) -> Rate:
        """Pounds a month."""
        return cls(pounds, RateUnit.MONTH)

    @classmethod
    def annual(cls, pounds: Pounds) -> Rate:
        """Pounds a year."""
        return cls(pounds, RateUnit.YEAR)

    @classmethod
    def parse(cls, text: str) -> Rate:
        """The rate that a text states, in the words in which `str` gives it; raises IsfError for any other.

        >>> Rate.parse("84.375 a week"), Rate.parse("4387.50 a year") == Rate.annual("4387.50")
        (Rate.weekly('84.375'), True)
        """
        amount, _, unit = instance("Rate.parse", text, str, "give a text").partition(" ")
        if unit not in _UNITS:
            right = f"give pounds and then one of {', '.join(map(repr, _UNITS))}"
            raise IsfError("Rate", f"{quote(text)} does not say for what time it is", right)
        return cls(exact_of(amount), _UNITS[unit])

    def per_week(self, weeks_in_year: int | Fraction) -> ExactMoney:
        """Pounds a week, exactly. `weeks_in_year` counts only for a monthly or yearly rate.

        >>> Rate.four_weekly("337.50").per_week(weeks_in_year=52)
        ExactMoney('84.375')
        """
        if self.unit is RateUnit.WEEK:
            return self.amount
        if self.unit is RateUnit.FOUR_WEEKS:
            return self.amount / 4
        yearly = self.amount * 12 if self.unit is RateUnit.MONTH else self.amount
        return yearly / weeks_of_a_year(weeks_in_year)

    def per_month(self, weeks_in_year: int | Fraction) -> ExactMoney:
        """Pounds a month (a twelfth of the year), exactly.

        >>> Rate.annual("4387.50").per_month(weeks_in_year=52)
        ExactMoney('365.625')
        """
        if self.unit is RateUnit.MONTH:
            return self.amount
        return self.per_year(weeks_in_year) / 12

    def per_year(self, weeks_in_year: int | Fraction) -> ExactMoney:
        """Pounds a year, exactly.

        >>> Rate.weekly("84.375").per_year(weeks_in_year=52)
        ExactMoney('4387.5')
        """
        if self.unit is RateUnit.YEAR:
            return self.amount
        if self.unit is RateUnit.MONTH:
            return self.amount * 12
        return self.per_week(52) * weeks_of_a_year(weeks_in_year)

    def same_as(self, other: Rate, weeks_in_year: int | Fraction) -> bool:
        """Whether both come to the same sum a week, however stated.

        >>> Rate.annual("4387.50").same_as(Rate.weekly("84.375"), weeks_in_year=52)
        True
        """
        instance("Rate.same_as", other, Rate, "give a Rate")
        return self.per_week(weeks_in_year) == other.per_week(weeks_in_year)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}"

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, Any]:
        return as_text(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: object) -> dict[str, Any]:
        pattern = rf"^[0-9]+(\.[0-9]+|/[0-9]+)? ({'|'.join(_UNITS)})$"
        return {"type": "string", "title": "Rate", "pattern": pattern, "description": "such as 84.375 a week"}

    def __repr__(self) -> str:
        return f"Rate.{_MAKERS[self.unit]}('{self.amount}')"


def by_unit(rates: Iterable[Rate]) -> tuple[Rate, ...]:
    """Rates added up, a sum for each way in which they accrue; none of 0.00, unless all of it is.

    What is stated for four weeks accrues as a week's does.

    >>> by_unit([Rate.weekly(10), Rate.monthly(5), Rate.four_weekly(8)])
    (Rate.weekly('12'), Rate.monthly('5'))
    """
    sums: dict[RateUnit, ExactMoney] = {}
    for rate in rates:
        if rate.amount:
            unit, amount = rate.unit, rate.amount
            if unit is RateUnit.FOUR_WEEKS:
                unit, amount = RateUnit.WEEK, amount / 4
            sums[unit] = sums[unit] + amount if unit in sums else amount
    return tuple(Rate(amount, unit) for unit, amount in sums.items()) or (Rate.weekly(0),)


_UNITS = {unit.value: unit for unit in RateUnit}
_MAKERS = {
    RateUnit.WEEK: "weekly",
    RateUnit.FOUR_WEEKS: "four_weekly",
    RateUnit.MONTH: "monthly",
    RateUnit.YEAR: "annual",
}
