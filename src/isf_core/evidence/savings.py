"""Savings compared with the earlier arrangement: money and hours, always with the baseline (OUT-03).

>>> block = Baseline(what="block contract", people=83, amount=Money(6_500_000))
>>> found = saving(block, saved=Money(1_795_073), over="a three year period")
>>> found.shown, found.per_head()[45:47], per_head(Money(6_500_000), 83)[24:26]
('27.6', (Money('21627.39'), Money('21627.38')), (Money('78313.26'), Money('78313.25')))

Interpretation: what is now, and what is saved, is for the same people and the same period as the
baseline, unless the saving says over what other period it was made. A percentage is by the week where
the weeks of both periods are known, else of the figures as given: the periods stand beside it, "not
stated" where the source states none. A saving below zero is what it costs more.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from ..errors import IsfError, NotRecorded, recorded, short
from ..model.outcome_measures import Baseline
from ..values.allocation import allocate
from ..values.checks import exact, instance, text, whole
from ..values.columns import Cell
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money, plain_number
from ..values.record import WithFields
from ..values.table import Table, Tabular
from .survey import one_place

Number = str | int | Decimal | Fraction

NOT_SAID = "not stated"
"""How a period is shown that the source does not state."""

_MOST_HOURS = 10**9
_MOST_WEEKS = 5_300

COLUMNS = (
    ("measure", "Measure"),
    ("was", "Before"),
    ("now", "Now"),
    ("saved", "Saved"),
    ("percent", "Percent"),
    ("per_person", "Per person"),
    ("per_person_a_week", "Per person a week"),
)


@frozen(kw_only=True, repr=False)
class Measure(WithFields):
    """One thing that is compared, pounds or hours: what it was, what is saved of it, exactly, and the weeks of each."""

    before: Fraction
    saved: Fraction
    people: int
    weeks: Fraction | None
    saved_weeks: Fraction | None

    @property
    def saved_a_week(self) -> Fraction | None:
        """The saving for a week; None if the weeks of its period are not known."""
        return None if self.saved_weeks is None else self.saved / self.saved_weeks

    @property
    def by_the_week(self) -> tuple[Fraction, Fraction] | None:
        """The weekly baseline and the weekly saving; None if the weeks of either period are not known."""
        saved = self.saved_a_week
        return None if self.weeks is None or saved is None else (self.before / self.weeks, saved)

    @property
    def percent(self) -> Fraction:
        """The percentage saved: of the weekly figures if both periods' weeks are known, else as given."""
        before, saved = self.by_the_week or (self.before, self.saved)
        return 100 * saved / before

    @property
    def shown(self) -> str:
        """The percentage to one decimal place, rounded half away from zero."""
        return str(one_place(self.percent))

    @property
    def per_person(self) -> Fraction:
        """The saving for each person."""
        return self.saved / self.people

    @property
    def per_person_a_week(self) -> Fraction | None:
        """The saving for each person a week; None if the weeks of its period are not known."""
        return None if self.saved_a_week is None else self.saved_a_week / self.people


@frozen(kw_only=True, str=False, repr=False)
class Saving(Tabular):
    """What one baseline's people save: `saved` of money, `saved_hours` of support; None where that is not compared.

    `over` is the period of the saving in the source's own words, where it is not the baseline's, and
    `over_weeks` how many weeks that is, where it is known.
    """

    baseline: Baseline
    saved: Money | None = None
    saved_hours: Fraction | None = None
    over: str | None = None
    over_weeks: Fraction | None = None

    @property
    def money(self) -> Measure | None:
        """The saving in pounds."""
        amount = self.baseline.amount
        return None if amount is None or self.saved is None else self._of(amount.exact.pounds, self.saved.exact.pounds)

    @property
    def hours(self) -> Measure | None:
        """The saving in hours of support."""
        before = self.baseline.hours
        return None if before is None or self.saved_hours is None else self._of(before, self.saved_hours)

    def _of(self, before: Fraction, saved: Fraction) -> Measure:
        base = self.baseline
        weeks = base.weeks if self.over is None else self.over_weeks
        return Measure(before=before, saved=saved, people=base.people, weeks=base.weeks, saved_weeks=weeks)

    @property
    def shown(self) -> str | None:
        """The percentage of money to one decimal place; None if no money is compared."""
        return None if self.money is None else self.money.shown

    @property
    def period(self) -> str:
        """The baseline's period as given, and the saving's if it differs."""
        given = _stated(self.baseline.period, self.baseline.weeks)
        return given if self.over is None else f"{given}; saved over {_stated(self.over, self.over_weeks)}"

    def per_head(self) -> tuple[Money, ...]:
        """Share the saving equally by head, to the penny. Raises NotRecorded if no money is compared."""
        return per_head(recorded(self.saved, "the saving for each person", "saved"), self.baseline.people)

    def table(self) -> Table:
        """Show one row for money and one for hours, if compared; the title has the baseline and its period."""
        rows: list[tuple[Cell, ...]] = []
        alike = self.over is None
        if self.money is not None:
            rows.append(_row("pounds", self.money, alike, _pounds, ExactMoney))
        if self.hours is not None:
            rows.append(_row("hours", self.hours, alike, Fraction, Fraction))
        people = f"{self.baseline.people:,} {'person' if self.baseline.people == 1 else 'people'}"
        return Table(f"Against {self.baseline.what}: {people}; {self.period}", COLUMNS, rows)


def per_head(money: Money, people: int) -> tuple[Money, ...]:
    """Share a sum equally by head, to the penny; the parts add up, and the first get the odd pennies.

    >>> per_head(Money("0.05"), 3)
    (Money('0.02'), Money('0.02'), Money('0.01'))
    """
    instance("per_head", money, Money, "give Money; round an ExactMoney by name first")
    return allocate(money, (1,) * whole("per_head.people", people, 1, 100_000))


def _pounds(sum_: Fraction) -> Money:
    return Money.from_pence(int(sum_ * 100))  # each is a difference of whole pence


def _row(
    name: str, of: Measure, alike: bool, whole_sum: Callable[[Fraction], Cell], part: Callable[[Fraction], Cell]
) -> tuple[Cell, ...]:
    a_week = of.per_person_a_week
    return (
        name,
        whole_sum(of.before),
        whole_sum(of.before - of.saved) if alike else None,
        whole_sum(of.saved),
        of.shown,
        part(of.per_person),
        None if a_week is None else part(a_week),
    )


def _stated(words: str | None, weeks: Fraction | None) -> str:
    known = "" if weeks is None else f"{plain_number(weeks)} {'week' if weeks == 1 else 'weeks'}"
    if words is None:
        return f"period {known or NOT_SAID}"
    return f"period {words!r}" + (f" ({known})" if known else "")


def saving(
    baseline: Baseline,
    *,
    now: Money | None = None,
    saved: Money | None = None,
    hours_now: Number | None = None,
    saved_hours: Number | None = None,
    over: str | None = None,
    over_weeks: Number | None = None,
) -> Saving:
    """Compare with a baseline: money, hours or both, each by what it is now or by what is saved.

    >>> mary = Baseline(what="a care home", people=1, amount=Money(1_000), hours=50, period="a week", weeks=1)
    >>> found = saving(mary, now=Money(703), hours_now=28)
    >>> print(found)
    Against a care home: 1 person; period 'a week' (1 week)
    Measure     Before      Now    Saved   Percent   Per person   Per person a week
    pounds    1,000.00   703.00   297.00   29.7          297.00              297.00
    hours           50       28       22   44.0              22                  22

    Raises NotRecorded if the baseline does not say what it was, and IsfError if more is saved than was spent, or if
    you give two answers or none.
    """
    instance("saving", baseline, Baseline, "give a Baseline")
    if (now is None and saved is None) and (hours_now is None and saved_hours is None):
        raise IsfError("saving", "neither money nor hours", "give now or saved, hours_now or saved_hours")
    if over is None and over_weeks is not None:
        raise IsfError("saving.over_weeks", "weeks of no period", "give over too, in the source's own words")
    if over is not None and (now is not None or hours_now is not None):
        wrong = "what it is now is for the baseline's own period"
        raise IsfError("saving.over", wrong, "give saved or saved_hours, or leave over out")
    asked = (
        ("baseline.amount", baseline.amount, (now, saved)),
        ("baseline.hours", baseline.hours, (hours_now, saved_hours)),
    )
    missing = tuple(field for field, was, given in asked if was is None and given != (None, None))
    if missing:
        raise NotRecorded("the saving", missing)
    pounds = _saved("saving", *map(_in_pounds, (baseline.amount, now, saved)), alike=over is None)
    left = _number("saving.hours_now", hours_now, _MOST_HOURS)
    less = _number("saving.saved_hours", saved_hours, _MOST_HOURS)
    hours = _saved("saving.hours", baseline.hours, left, less, alike=over is None)
    return Saving(
        baseline=baseline,
        saved=None if pounds is None else _pounds(pounds),
        saved_hours=hours,
        over=None if over is None else text("saving.over", over),
        over_weeks=_number("saving.over_weeks", over_weeks, _MOST_WEEKS, above_zero=True),
    )


def _saved(
    where: str, before: Fraction | None, now: Fraction | None, saved: Fraction | None, *, alike: bool
) -> Fraction | None:
    if now is not None and saved is not None:
        raise IsfError(where, "what it is now and what is saved", "give one of them: the other follows")
    found = saved if now is None or before is None else before - now
    if alike and found is not None and before is not None and found > before:
        wrong = f"{short(plain_number(found))} saved of {short(plain_number(before))}"
        raise IsfError(where, wrong, "no more is saved than there was; say over what other period it was")
    return found


def _in_pounds(given: Money | None) -> Fraction | None:
    return None if given is None else instance("saving", given, Money, "give Money").exact.pounds


def _number(where: str, given: Number | None, most: int, *, above_zero: bool = False) -> Fraction | None:
    if given is None:
        return None
    number = exact(where, given)
    if abs(number) > most or (above_zero and number <= 0):
        right = f"give {'more than zero, ' if above_zero else ''}up to {most:,}"
        raise IsfError(where, f"{short(plain_number(number))} is out of range", right)
    return number
