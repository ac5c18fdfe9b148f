"""The yearly uplift: rates raised from a date by a percentage or a sum, for one or more arrangements (BUD-15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ..errors import IsfError
from ..model.arrangement import Arrangement
from ..model.documents import ends_on
from ..model.knowledge import ArrangementAsKnown
from ..model.variation import Change, RateRise, Variation
from ..values.checks import day, exact, instance, member, read
from ..values.dates import in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money, Rounding, plain_number
from ..values.rates import Rate
from ..values.record import WithFields
from ..values.sources import RECORD
from ..values.table import Table, Tabular, shown

_MOST_ARRANGEMENTS = 100_000


@frozen(kw_only=True, repr=False)
class Uplifted(WithFields):
    """One arrangement before and after; `arrangement` includes the variation."""

    arrangement: Arrangement
    before: Rate
    after: Rate

    @property
    def difference(self) -> ExactMoney:
        """The increase of the rate, in its own unit."""
        return self.after.amount - self.before.amount

    def explain(self) -> Explanation:
        """Explain the increase: the rate after and before, in its own unit."""
        unit = self.after.unit.value
        recorded = RECORD("budget.actual")
        before = Explanation.given(f"rate before, {unit}", self.before.amount, recorded)
        after = Explanation.given(f"rate after, {unit}", self.after.amount)
        return Explanation.less(f"increase, {unit}", after, before)


@frozen(kw_only=True, str=False, repr=False)
class Uplift(Tabular):
    """Rates raised from a date, one row for each arrangement; `left_out` lists those not raised, and why.

    `percent` is by how many percent, as it was given; None where they were raised by a sum.
    """

    effective: date
    rows: tuple[Uplifted, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    percent: Fraction | None = None

    def table(self) -> Table:
        """Show the rate before and after and the difference, in the rate's own unit."""
        return Table.of(
            f"Uplift{'' if self.percent is None else f' of {shown(self.percent)}%'} from {in_words(self.effective)}",
            self.rows,
            ("person", "Person", "arrangement.person.ref"),
            ("arrangement", "Arrangement", "arrangement.ref"),
            ("unit", "Stated", "after.unit"),
            ("rate_before", "Before", "before.amount"),
            ("rate_after", "After", "after.amount"),
            ("rise", "Difference", "difference"),
        )


def uplift(
    arrangements: Arrangement | Iterable[Arrangement],
    *,
    effective: date,
    known_from: date,
    percent: str | Fraction | None = None,
    by: Money | None = None,
    rounding: Rounding | None = None,
    reason: str = "yearly uplift",
) -> Uplift:
    """Raise the budget of one or more arrangements from a date, by a percentage or by a sum.

    The rate keeps its own unit, and `by` is pounds in that unit. The new rate is exact if `rounding` is None;
    otherwise it is rounded to the penny in that way. Changes already agreed for later than `effective` stay as they
    are, and an arrangement that begins later is left out. A percentage is kept as one (`RateRise`): a rate from
    before `effective` that becomes known later is raised too. `percent` of 4.1 is 4.1%, and not 0.041.

    >>> from ..model.budget import PersonalBudget
    >>> from ..model.person import Person
    >>> mary = Arrangement(person=Person(ref="P-001"), budget=PersonalBudget(actual=Rate.weekly("84.375")))
    >>> raised = uplift(
    ...     mary, effective=date(2027, 4, 5), known_from=date(2027, 3, 1), percent="4.1", rounding=Rounding.HALF_UP
    ... )
    >>> raised.rows[0].after, raised.rows[0].difference
    (Rate.weekly('87.83'), ExactMoney('3.455'))
    """
    day("uplift.effective", effective)
    day("uplift.known_from", known_from)
    if (percent is None) is (by is None):
        raise IsfError("uplift", "a percentage and a sum, or neither", "give percent or by, one of them")
    share = exact("uplift.percent", percent or 0, "give a percentage, such as '4.1'")
    if share < -100:
        raise IsfError("uplift.percent", f"{plain_number(share)}% leaves less than nothing", "give -100 or more")
    if by is not None:
        instance("uplift.by", by, Money, "give Money")
    if rounding is not None:
        member("uplift.rounding", rounding, Rounding)
    rise = RateRise(percent=share, rounding=rounding)
    rows: list[Uplifted] = []
    left_out: list[tuple[str, str]] = []
    many = (arrangements,) if isinstance(arrangements, Arrangement) else arrangements
    for arrangement in list(read("uplift", many, _MOST_ARRANGEMENTS, "give an Arrangement, or many")):
        instance("uplift", arrangement, Arrangement, "give Arrangements")
        before = _rate_to_raise(ArrangementAsKnown.in_full(arrangement), effective)
        if isinstance(before, str):
            left_out.append((arrangement.person.ref, before))
            continue
        after = rise.of(before) if by is None else _more(before, by, rounding)
        change = Variation(
            effective=effective,
            known_from=known_from,
            changes=(Change("budget.actual", rise if by is None else after),),
            reason=reason,
        )
        changed = arrangement.replace(variations=(*arrangement.variations, change))
        rows.append(Uplifted(arrangement=changed, before=before, after=after))
    given = None if percent is None else share
    return Uplift(effective=effective, rows=tuple(rows), left_out=tuple(left_out), percent=given)


def _more(rate: Rate, by: Money, rounding: Rounding | None) -> Rate:
    amount = rate.amount + by.exact
    return Rate(amount if rounding is None else amount.rounded(rounding), rate.unit)


def _rate_to_raise(view: ArrangementAsKnown, effective: date) -> Rate | str:
    """The rate on the day, or why it cannot be raised."""
    known, first_day = view.arrangement, view.recorded.contract.first_day
    if view.value("budget.deployment", effective) is not None:
        return "its budget is split between options: raise each part"
    if known.budget.actual is None:
        return "budget.actual is not recorded"
    ended = [each.last_day for each in known.endings if each.last_day is not None]
    if (last_day := min(ended, default=date.max)) < effective or ends_on(known.contract.last_day) < effective:
        return f"it ends on {min(last_day, ends_on(known.contract.last_day))}"
    if first_day is not None and first_day > effective:
        return f"it begins on {first_day}, at the rate agreed for then"
    if any(each.since == effective for each in view.changes_of("budget.actual")):
        return f"budget.actual was varied from {effective} already"
    return known.budget.actual.on(effective)
