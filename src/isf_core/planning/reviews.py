"""When reviews are due: the first about six weeks after the start, then yearly (PLN-07).

>>> from ..model.documents import OPEN_ENDED
>>> ours = Parameters(name="ours", first_review_days=42, review_months=12)
>>> mary = review_dates((), first_day=date(2026, 4, 6), last_day=OPEN_ENDED, policy=ours)
>>> mary.next_due, mary.is_overdue(date(2026, 5, 18)), mary.is_overdue(date(2026, 5, 19))
(datetime.date(2026, 5, 18), False, True)
>>> held = (Review(on=date(2026, 5, 20)),)
>>> review_dates(held, first_day=date(2026, 4, 6), last_day=OPEN_ENDED, policy=ours).next_due
datetime.date(2027, 5, 20)

Interpretation: a review of any kind counts, from the first day on: one that was held because needs
changed starts the year anew, and so does one that the person refused,
or that was decided, with a reason, not to be needed. A review that is due on a day is
overdue from the day after it. None is due after the last day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..errors import recorded
from ..model.documents import OpenEnded, ends_on
from ..model.lifecycle import Review
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..values.checks import day, listed
from ..values.dates import due_after, within_calendar
from ..values.frozen import frozen
from ..values.table import Table, Tabular


@frozen(kw_only=True, str=False, repr=False)
class ReviewDates(Tabular):
    """The reviews held, in order, and when the next is due; None if no more are due.

    `later` lists those due in the two years after it, as things are now.
    """

    held: tuple[date, ...]
    next_due: date | None
    later: tuple[date, ...] = ()

    def is_overdue(self, on: date) -> bool:
        """Whether a review was due before a day and was not held."""
        return self.next_due is not None and self.next_due < day("ReviewDates.is_overdue", on)

    def table(self) -> Table:
        """Show one row for each review, held or due."""
        due = [(on, "due") for on in (self.next_due, *self.later) if on is not None]
        return Table("Reviews", (("on", "On"), ("what", "Review")), (*((on, "held") for on in self.held), *due))


def review_dates(
    reviews: tuple[Review, ...], *, first_day: date, last_day: date | OpenEnded, policy: Parameters | HasParameters
) -> ReviewDates:
    """Work out when the next review is due, from the reviews held.

    The first is due `first_review_days` after the first day, each later one `review_months` after the last one held.
    Raises NotRecorded if it needs a number that the policy does not set.

    >>> print(review_dates((), first_day=date(2026, 4, 6), last_day=date(2027, 6, 30), policy=Parameters(
    ...     name="ours", first_review_days=42, review_months=12)))
    Reviews
    On                Review
    Mon 18 May 2026   due
    Tue 18 May 2027   due
    """
    day("review_dates.first_day", first_day)
    if not isinstance(last_day, OpenEnded):
        day("review_dates.last_day", last_day)
    parameters = parameters_of("review_dates", policy)
    days = (each.holds_from for each in listed("review_dates.reviews", reviews, Review))
    held = tuple(sorted(on for on in days if on is not None and on >= first_day))
    due = next_due(held, first_day, parameters)
    end = ends_on(last_day)
    if due > end:
        return ReviewDates(held=held, next_due=None)
    months = parameters.review_months
    later = () if months is None else tuple(due_after(due, step) for step in range(months, 25, months))
    return ReviewDates(held=held, next_due=due, later=tuple(on for on in later if on <= end and on < date.max))


def next_due(held: Sequence[date], first_day: date, parameters: Parameters) -> date:
    """The day on which the next review is due, whenever it ends, by those held, in order; for internal use."""
    job = "the dates of reviews"
    if held:
        return due_after(held[-1], recorded(parameters.review_months, job, "policy.review_months"))
    first = recorded(parameters.first_review_days, job, "policy.first_review_days")
    return within_calendar(first_day, first)
