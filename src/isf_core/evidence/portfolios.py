"""Savings over a portfolio: several baselines together, each with its period as given (OUT-03).

Interpretation: sums over unlike or unstated periods do not divide. A percentage of the whole is by the
week where the weeks of every period are known, else of the figures as given where all have one period in
the same words; else there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from ..errors import IsfError, quote
from ..values.checks import added, instance, listed, text
from ..values.money import Money
from ..values.table import Table, Tabular
from .savings import Measure, Saving
from .survey import one_place

_MOST_SAVINGS = 10_000


@attrs.frozen(kw_only=True)
class Together:
    """One measure, pounds or hours, of all members of a portfolio."""

    parts: tuple[Measure, ...]
    alike: bool

    @property
    def people(self) -> int:
        """All their people."""
        return sum(each.people for each in self.parts)

    @property
    def saved(self) -> Fraction:
        """What is saved in all, each part over its own period."""
        return added("portfolio", (each.saved for each in self.parts))

    @property
    def per_person_a_week(self) -> Fraction | None:
        """What is saved for each of all the people a week; None where the weeks of some period are not known."""
        weekly = [_weekly(each.saved, each.saved_weeks) for each in self.parts]
        known = [each for each in weekly if each is not None]
        return added("portfolio", known) / self.people if len(known) == len(weekly) else None

    @property
    def percent(self) -> Fraction | None:
        """How many in a hundred are saved of the whole; None where the periods cannot be compared."""
        weekly = [(_weekly(each.saved, each.saved_weeks), _weekly(each.before, each.weeks)) for each in self.parts]
        known = [(saved, before) for saved, before in weekly if saved is not None and before is not None]
        if len(known) < len(weekly):
            if not self.alike:
                return None
            known = [(each.saved, each.before) for each in self.parts]
        return 100 * added("portfolio", (saved for saved, _ in known)) / added("portfolio", (was for _, was in known))

    @property
    def shown(self) -> str | None:
        """The percentage to one place, half away from zero."""
        return None if self.percent is None else str(one_place(self.percent))


def _weekly(number: Fraction, weeks: Fraction | None) -> Fraction | None:
    return None if weeks is None else number / weeks


@attrs.frozen(kw_only=True, str=False)
class Portfolio(Tabular):
    """Several savings together, each by its reference, in the order given."""

    savings: tuple[tuple[str, Saving], ...]

    @property
    def money(self) -> Together | None:
        """The pounds of all; None where some compare no money."""
        return self._together(tuple(each.money for _, each in self.savings))

    @property
    def hours(self) -> Together | None:
        """The hours of all; None where some compare no hours."""
        return self._together(tuple(each.hours for _, each in self.savings))

    def _together(self, measures: tuple[Measure | None, ...]) -> Together | None:
        parts = tuple(each for each in measures if each is not None)
        return Together(parts=parts, alike=self._alike) if len(parts) == len(measures) else None

    @property
    def _alike(self) -> bool:
        """Whether all have one period: one alone has, several only where it is stated in the same words."""
        periods = {(each.baseline.period, each.baseline.weeks, each.over, each.over_weeks) for _, each in self.savings}
        stated = all(each.baseline.period is not None for _, each in self.savings)
        return len(self.savings) == 1 or (len(periods) == 1 and stated)

    def table(self) -> Table:
        """One row a saving, each with its baseline and its period as given; the totals last."""
        columns = (
            ("ref", "Reference"),
            ("baseline", "Against"),
            ("people", "People"),
            ("period", "Period"),
            ("before", "Pounds before"),
            ("saved", "Pounds saved"),
            ("percent", "Percent"),
            ("hours_before", "Hours before"),
            ("hours_saved", "Hours saved"),
            ("hours_percent", "Percent of hours"),
        )
        rows = tuple(
            (
                ref,
                each.baseline.what,
                each.baseline.people,
                each.period,
                each.baseline.amount,
                each.saved,
                each.shown,
                each.baseline.hours,
                each.saved_hours,
                None if each.hours is None else each.hours.shown,
            )
            for ref, each in self.savings
        )
        money, hours = self.money, self.hours
        totals = (
            "All",
            None,
            sum(each.baseline.people for _, each in self.savings),
            None,
            None,
            None if money is None else Money.from_pence(int(money.saved * 100)),
            None if money is None else money.shown,
            None,
            None if hours is None else hours.saved,
            None if hours is None else hours.shown,
        )
        return Table("Savings", columns, rows, totals)


def portfolio(savings: Sequence[tuple[str, Saving]]) -> Portfolio:
    """Savings together, each under a reference of its own.

    >>> from ..model.outcome_measures import Baseline
    >>> from .savings import saving
    >>> north = saving(Baseline(what="block", people=2, amount=Money(900), period="a week", weeks=1), now=Money(600))
    >>> south = saving(Baseline(what="homes", people=1, amount=Money(5200), period="a year", weeks=52), now=Money(2600))
    >>> both = portfolio((("north", north), ("south", south)))
    >>> both.money.shown, both.money.per_person_a_week
    ('35.0', Fraction(350, 3))

    Raises IsfError where there is none, or two have one reference.
    """
    given = listed("portfolio", savings, tuple, _MOST_SAVINGS)
    if not given:
        raise IsfError("portfolio", "there is no saving", "give (reference, saving), one or more")
    seen: set[str] = set()
    for place, entry in enumerate(given):
        where = f"portfolio[{place}]"
        if len(entry) != 2:
            raise IsfError(where, f"{quote(entry)} of {len(entry)}", "give (reference, saving)")
        ref = text(where, entry[0])
        instance(where, entry[1], Saving, "give what saving(...) gave")
        if ref in seen:
            raise IsfError(where, f"{quote(ref)} stands twice", "give each a reference of its own")
        seen.add(ref)
    return Portfolio(savings=given)
