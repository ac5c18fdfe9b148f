"""The main job: may this arrangement go ahead, and what is paid when?

`assess` answers both at once. `check` answers the first question, `schedule_payments` the second. What they stand on is
asked of the packages when they are called: whoever only imports them waits for none of it.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import attrs

from . import account as accounts
from . import planning, rules
from . import schedule as schedules
from .errors import ContradictoryTerms, IsfError, NotRecorded, OutsideCalendar, OutsideTheArrangement, TooLarge
from .model.arrangement import Arrangement
from .model.documents import OPEN_ENDED
from .model.fees import ManagementFee, NoFee
from .model.parameters import GivenPolicy, Policies, policies_of
from .model.payment_terms import PaymentTerms, Placement
from .policies.plain import PLAIN
from .receipt import Receipt
from .rules.policy import Policy
from .values.checks import day, instance
from .values.dates import Period, in_words
from .values.frozen import frozen
from .values.layout import Laid, Page, Part, Said
from .values.rates import Rate
from .values.timeline import Timeline

_NOTHING, _NO_FEE = Rate.weekly(0), NoFee()


@frozen(kw_only=True, str=False, repr=False)
class Assessment(Laid):
    """What `assess` found: the report of the rules, and the schedule if it can be computed.

    If the schedule cannot be computed, it is None, and `missing` names the fields that it needs. For a data frame ask
    `.schedule` or `.report`.
    """

    arrangement: Arrangement
    on: date
    until: date | None
    policy: Policy
    """The policy of the day: its rules judge."""
    report: rules.Report
    schedule: schedules.Schedule | None
    missing: tuple[str, ...] = ()
    policies: Policies[Policy] = attrs.field(default=attrs.Factory(lambda self: Policies(self.policy), takes_self=True))
    """The policies over time: each day is paid under its own."""

    @property
    def verdict(self) -> rules.Verdict:
        """Whether the arrangement may go ahead; never YES while the schedule cannot be computed."""
        if self.schedule is None and self.report.verdict is rules.Verdict.YES:
            return rules.Verdict.CANNOT_TELL
        return self.report.verdict

    def require_schedule(self) -> schedules.Schedule:
        """The schedule; raises NotRecorded, which names the fields that it needs, where it cannot be computed."""
        if self.schedule is None:
            raise NotRecorded("the payments", self.missing)
        return self.schedule

    @property
    def step(self) -> rules.engine.StepReached:
        """The lifecycle step that the arrangement has reached, and what holds back the next (LIFE-01)."""
        return rules.engine.step_reached(self.report, self._view.arrangement, self.on)

    @property
    def reviews(self) -> planning.ReviewDates | None:
        """When reviews are due (PLN-07).

        None if the contract's days, the reviews held or the policy's numbers are not recorded. Before the first day
        no review can have been held.
        """
        known = self._view.arrangement
        first_day = known.contract.first_day
        last_day = rules.Case(self.arrangement, self.on, self.policy.parameters).last_day
        if first_day is None or last_day is None or (known.lifecycle.reviews is None and first_day <= self.on):
            return None
        days = ((review, review.holds_from) for review in known.lifecycle.reviews or ())
        held = tuple(review for review, on in days if on is not None and on <= self.on)
        try:
            return planning.review_dates(held, first_day=first_day, last_day=last_day, policy=self.policy.parameters)
        except NotRecorded:
            return None

    @property
    def surplus(self) -> accounts.Surplus | None:
        """The surplus on the day and its cap (SUR-01); None if what it needs is not recorded or contradictory.

        It is also None on a day that the calendar does not reach. `surplus_on(...)` says why.
        """
        try:
            return accounts.surplus.surplus_in(self._view, self.on)
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
    def _view(self) -> accounts.case_view.CaseView:
        """The arrangement as known on the day, and what follows."""
        return accounts.case_view.CaseView.on(self.arrangement, self.on, policies_of("policy", self.policies))

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


def assess(
    arrangement: Arrangement, *, on: date, until: date | None = None, policy: Policy | Policies[Policy] = PLAIN
) -> Assessment:
    """Check an arrangement against a policy and compute its payments.

    `on` is the day of judgement: variations that were not known by then are left out. `until` is the last day,
    included: the schedule has every payment whose period starts on or before it. You may leave it out if the contract
    has a last day.

    Recorded dates count as they are, whatever the day of judgement: a signature dated after `on` counts as one that
    will be there on its date.

    Of dated policies, the rules and numbers of the one on `on` judge, and each day is paid under its own.

    Raises IsfError for an argument that makes no sense (a day that is not a date, an `until` before the first day), and
    NoPolicy for a day before the first of some dated policies. A fact that is not recorded is a finding, not an error.
    """
    policies = _policies("assess", policy)
    case, of_the_day = _case(arrangement, on, policies)
    report = of_the_day.rules.judge(case)
    if until is not None:
        day("until", until)
    elif case.last_day is OPEN_ENDED:
        # Refused at once, and not only on the day on which the last missing fact is recorded.
        raise IsfError("until", "the arrangement is open-ended", "give the last day up to which to schedule")
    schedule: schedules.Schedule | None = None
    missing: tuple[str, ...] = ()
    try:
        case.known.require()
        schedule = schedules.build_schedule(case.view.phases, until=until)
    except NotRecorded as error:
        missing = error.fields
    except (ContradictoryTerms, OutsideTheArrangement):
        pass  # a finding of PAY-01
    return Assessment(
        arrangement=arrangement,
        on=on,
        until=until,
        policy=of_the_day,
        report=report,
        schedule=schedule,
        missing=missing,
        policies=policies,
    )


def check(arrangement: Arrangement, *, on: date, policy: Policy | Policies[Policy] = PLAIN) -> rules.Report:
    """Judge an arrangement by a policy's rules on a day; of dated policies, by those of the one on that day."""
    case, of_the_day = _case(arrangement, on, _policies("check", policy))
    return of_the_day.rules.judge(case)


def _policies(where: str, given: Policy | Policies[Policy]) -> Policies[Policy]:
    """Policies, each with rules of its own."""
    right = "give a Policy, such as PLAIN, or Policies of them"
    if not isinstance(given, Policies):
        return instance(where, given, Policy, right).throughout
    for _, each in given.entries:
        instance(where, each, Policy, right)
    return given


def _case(arrangement: Arrangement, on: date, policies: Policies[Policy]) -> tuple[rules.Case, Policy]:
    """What the rules look at, and the policy of the day, whose rules they are."""
    policy = policies.on(day("on", on))
    numbers = policies_of("policy", policies)
    return rules.Case(arrangement, on, policy.parameters, policy.parameter_sources, numbers), policy


def schedule_payments(
    arrangement: Arrangement, *, until: date | None = None, policy: GivenPolicy = PLAIN
) -> schedules.Schedule:
    """Compute the payments of an arrangement up to a day.

    All variations count, whenever they became known; use `as_known(arrangement, on=day)` to leave out later ones.

    The policy's parameters supply what the terms do not state. Of dated policies, each day is paid under its own.

    Raises NotRecorded, which names every missing field at once, IsfError if `until` is needed and not given, and
    NoPolicy for an arrangement that begins before the first of some dated policies.
    """
    if until is not None:
        day("until", until)
    return schedules.build_schedule(schedules.resolve_phases(arrangement, policy=policy), until=until)


def schedule_rate(
    rate: Rate | Timeline[Rate],
    terms: PaymentTerms,
    *,
    span: Period,
    contribution: Rate | Timeline[Rate] = _NOTHING,
    fee: ManagementFee | Timeline[ManagementFee] = _NO_FEE,
    fee_placement: Placement | Timeline[Placement] | None = None,
    until: date | None = None,
    policy: GivenPolicy = PLAIN,
) -> schedules.Schedule:
    """Compute the payments of a rate, on payment terms, for a span of days, without an arrangement.

    `until` leaves out the payments whose period starts after that day. The policy's parameters supply what the terms
    do not state. Raises NotRecorded, which names every missing field at once, and IsfError for an argument that is
    not a rate, terms or a span.

    >>> from isf_core import Frequency, Move, PayCycle, Timing
    >>> terms = PaymentTerms(
    ...     cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
    ...     timing=Timing.IN_ADVANCE, move=Move.BACK,
    ... )
    >>> year = Period(first_day=date(2026, 4, 6), last_day=date(2027, 4, 4))
    >>> payments = schedule_rate(Rate.annual("4387.50"), terms, span=year)
    >>> len(payments), payments[0].amount, payments[0].due, payments.totals.amount
    (13, Money('337.50'), datetime.date(2026, 4, 2), Money('4387.50'))
    """
    resolved = schedules.resolve.resolve_rate(
        rate, terms, span=span, contribution=contribution, fee=fee, fee_placement=fee_placement, policy=policy
    )
    return schedules.build_schedule(resolved, until=until)
