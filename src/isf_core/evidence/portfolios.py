"""Savings of a portfolio: several baselines together, each with its period as given (OUT-03).

Interpretation: sums over different or unstated periods cannot be compared. The percentage is of the weekly figures if
the weeks of every period are known. Otherwise it is of the figures as given, if all have one period in the same
words. Otherwise there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..errors import IsfError, quote
from ..model.validators import no_two
from ..values.checks import added, instance, listed, text
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from ..values.table import Table, Tabular
from .savings import Measure, Saving
from .survey import one_place

_MOST_SAVINGS = 10_000


@frozen(kw_only=True, repr=False)
class Together(WithFields):
    """One measure, pounds or hours, of all members of a portfolio."""

    parts: tuple[Measure, ...]
    alike: bool

    @property
    def people(self) -> int:
        """The number of people."""
        return sum(each.people for each in self.parts)

    @property
    def saved(self) -> Fraction:
        """The total saving, each part over its own period."""
        return added("portfolio", (each.saved for each in self.parts))

    @property
    def per_person_a_week(self) -> Fraction | None:
        """The saving for each person a week; None if the weeks of some period are not known."""
        weekly = [each.saved_a_week for each in self.parts if each.saved_a_week is not None]
        return added("portfolio", weekly) / self.people if len(weekly) == len(self.parts) else None

    @property
    def percent(self) -> Fraction | None:
        """The percentage saved of the whole; None if the periods cannot be compared."""
        weekly = [each.by_the_week for each in self.parts if each.by_the_week is not None]
        if len(weekly) < len(self.parts) and not self.alike:
            return None
        pairs = weekly if len(weekly) == len(self.parts) else [(each.before, each.saved) for each in self.parts]
        before, saved = (added("portfolio", (pair[place] for pair in pairs)) for place in (0, 1))
        return 100 * saved / before

    @property
    def shown(self) -> str | None:
        """The percentage to one decimal place, rounded half away from zero."""
        return None if self.percent is None else str(one_place(self.percent))


@frozen(kw_only=True, str=False, repr=False)
class Portfolio(Tabular):
    """Several savings together, each by its reference, in the order given."""

    savings: tuple[tuple[str, Saving], ...]

    @property
    def money(self) -> Together | None:
        """The savings in pounds; None if some compare no money."""
        return self._together(each.money for _, each in self.savings)

    @property
    def hours(self) -> Together | None:
        """The savings in hours; None if some compare no hours."""
        return self._together(each.hours for _, each in self.savings)

    def _together(self, measures: Iterable[Measure | None]) -> Together | None:
        """One measure of all; they have one period where it is one alone, or stated in the same words by all."""
        parts = tuple(each for each in measures if each is not None)
        if len(parts) < len(self.savings):
            return None
        periods = {(each.baseline.period, each.baseline.weeks, each.over, each.over_weeks) for _, each in self.savings}
        stated = all(each.baseline.period is not None for _, each in self.savings)
        return Together(parts=parts, alike=len(parts) == 1 or (len(periods) == 1 and stated))

    def table(self) -> Table:
        """Show one row for each saving, with its baseline and its period as given; the totals come last."""
        money, hours = self.money, self.hours
        return Table.of(
            "Savings",
            self.savings,
            ("ref", "Reference", lambda each: each[0]),
            ("baseline", "Against", lambda each: each[1].baseline.what),
            ("people", "People", lambda each: each[1].baseline.people),
            ("period", "Period", lambda each: each[1].period),
            ("before", "Pounds before", lambda each: each[1].baseline.amount),
            ("saved", "Pounds saved", lambda each: each[1].saved),
            ("percent", "Percent", lambda each: each[1].shown),
            ("hours_before", "Hours before", lambda each: each[1].baseline.hours),
            ("hours_saved", "Hours saved", lambda each: each[1].saved_hours),
            ("hours_percent", "Percent of hours", lambda each: None if each[1].hours is None else each[1].hours.shown),
            totals={
                "ref": "All",
                "people": sum(each.baseline.people for _, each in self.savings),
                "saved": None if money is None else Money.from_pence(int(money.saved * 100)),
                "percent": None if money is None else money.shown,
                "hours_saved": None if hours is None else hours.saved,
                "hours_percent": None if hours is None else hours.shown,
            },
        )


def portfolio(savings: Sequence[tuple[str, Saving]]) -> Portfolio:
    """Add up savings, each with its own reference.

    >>> from ..model.outcome_measures import Baseline
    >>> from .savings import saving
    >>> north = saving(Baseline(what="block", people=2, amount=Money(900), period="a week", weeks=1), now=Money(600))
    >>> south = saving(Baseline(what="homes", people=1, amount=Money(5200), period="a year", weeks=52), now=Money(2600))
    >>> both = portfolio((("north", north), ("south", south)))
    >>> both.money.shown, both.money.per_person_a_week
    ('35.0', Fraction(350, 3))

    Raises IsfError if there are none, or if two have the same reference.
    """
    given = listed("portfolio", savings, tuple, _MOST_SAVINGS)
    if not given:
        raise IsfError("portfolio", "there is no saving", "give (reference, saving), one or more")
    for place, entry in enumerate(given):
        where = f"portfolio[{place}]"
        if len(entry) != 2:
            raise IsfError(where, f"{quote(entry)} of {len(entry)}", "give (reference, saving)")
        text(where, entry[0])
        instance(where, entry[1], Saving, "give what saving(...) gave")
    no_two("portfolio", (ref for ref, _ in given), "{} stands twice", "give each a reference of its own")
    return Portfolio(savings=given)
