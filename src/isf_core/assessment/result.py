"""What an assessment found: the report, the payments, and what follows from both."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import attrs

from ..account.case_view import CaseView
from ..account.surplus import Surplus, surplus_in
from ..errors import ContradictoryTerms, IsfError, NotRecorded, OutsideCalendar, TooLarge
from ..model.arrangement import Arrangement
from ..model.parameters import Policies
from ..planning.reviews import ReviewDates, review_dates
from ..rules.engine.case import Case
from ..rules.engine.lifecycle_step import StepReached, step_reached
from ..rules.engine.report import Report, Verdict
from ..rules.policy import Policy
from ..schedule.build import Schedule
from ..values.dates import in_words
from ..values.frozen import frozen
from ..values.layout import Laid, Page, Part, Said
from ..values.record import WithFields
from .receipt import Receipt


@frozen(kw_only=True, str=False)
class Assessment(Laid, WithFields):
    """What `assess` found: the report of the rules, and the schedule if it can be computed.

    If the schedule cannot be computed, it is None, and `missing` names the fields that it needs. For a data frame ask
    `.schedule` or `.report`.
    """

    arrangement: Arrangement
    on: date
    until: date | None
    policy: Policy
    """The policy of the day: its rules judge."""
    report: Report
    schedule: Schedule | None
    missing: tuple[str, ...] = ()
    policies: Policies[Policy] = attrs.field(default=attrs.Factory(lambda self: Policies(self.policy), takes_self=True))
    """The policies over time: each day is paid under its own."""

    @property
    def verdict(self) -> Verdict:
        """Whether the arrangement may go ahead; never YES while the schedule cannot be computed."""
        if self.schedule is None and self.report.verdict is Verdict.YES:
            return Verdict.CANNOT_TELL
        return self.report.verdict

    def require_schedule(self) -> Schedule:
        """The schedule. Where it cannot be computed, raises NotRecorded, which names the fields that it needs.

        Raises IsfError where none is missing, and what is recorded does not fit together: the report says how.
        """
        if self.missing:
            raise NotRecorded("the payments", self.missing)
        if self.schedule is None:
            raise IsfError(
                "the payments", "they cannot be worked out from what is recorded", "see the report's breaches"
            )
        return self.schedule

    @property
    def step(self) -> StepReached:
        """The lifecycle step that the arrangement has reached, and what holds back the next (LIFE-01)."""
        return step_reached(self.report, self._view.arrangement, self.on)

    @property
    def reviews(self) -> ReviewDates | None:
        """When reviews are due (PLN-07).

        None if the contract's days, the reviews held or the policy's numbers are not recorded. Before the first day
        no review can have been held.
        """
        known = self._view.arrangement
        first_day = known.contract.first_day
        last_day = Case(self.arrangement, self.on, self.policy.parameters).last_day
        if first_day is None or last_day is None or (known.lifecycle.reviews is None and first_day <= self.on):
            return None
        days = ((review, review.holds_from) for review in known.lifecycle.reviews or ())
        held = tuple(review for review, on in days if on is not None and on <= self.on)
        try:
            return review_dates(held, first_day=first_day, last_day=last_day, policy=self.policy.parameters)
        except NotRecorded:
            return None

    @property
    def surplus(self) -> Surplus | None:
        """The surplus on the day and its cap (SUR-01); None if what it needs is not recorded or contradictory.

        It is also None on a day that the calendar does not reach. `surplus_on(...)` says why.
        """
        try:
            return surplus_in(self._view, self.on)
        except (NotRecorded, ContradictoryTerms, OutsideCalendar, TooLarge):
            return None

    @property
    def receipt(self) -> Receipt:
        """The receipt: what it was made from, with digests of the facts and of the result (EXP-04)."""
        return Receipt.of(
            self.arrangement,
            self.report,
            self.schedule,
            self.missing,
            on=self.on,
            until=self.until,
            policy=self.policy,
            policies=self.policies,
        )

    @cached_property
    def _view(self) -> CaseView:
        """The arrangement as known on the day, and what follows."""
        return CaseView.on(self.arrangement, self.on, self.policies.numbers)

    def page(self) -> Page:
        """The verdict and who made it, every breach, the payments, and what is not recorded by who knows it."""
        whose = f"{self.arrangement.person.ref}, judged on {in_words(self.on)} under the policy {self.policies.name}. "
        return self.report.page(self._payments(), about=whose, verdict=self.verdict)

    def _payments(self) -> Part:
        if self.schedule is not None:
            return self.schedule.table().replace(title="Payments, in pounds")
        why = f"not recorded: {', '.join(self.missing)}" if self.missing else "see the breaches"
        return Said(f"The payments cannot be worked out: {why}.", most=5_000)

    def __repr__(self) -> str:
        payments = "no schedule" if self.schedule is None else f"{len(self.schedule)} payments"
        return f"<Assessment on {self.on} under {self.policies.name}: {self.verdict.value}, {payments}>"
