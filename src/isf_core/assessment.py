"""The main job: may this arrangement go ahead, and what is paid when?

`assess` answers both at once. `check` answers the first question, `schedule_payments` the second.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import attrs

from .account.case_view import CaseView
from .account.surplus import Surplus, surplus_in
from .errors import ContradictoryTerms, IsfError, NotRecorded, OutsideCalendar, OutsideTheArrangement, TooLarge
from .model.arrangement import Arrangement
from .model.documents import OPEN_ENDED
from .model.fees import ManagementFee
from .model.parameters import GivenPolicy, Policies, policies_of
from .model.payment_terms import PaymentTerms, Placement
from .planning.reviews import ReviewDates, review_dates
from .policies.plain import PLAIN
from .receipt import Receipt
from .rules.catalogue import ALL_RULES
from .rules.engine.case import Case
from .rules.engine.lifecycle_step import StepReached, step_reached
from .rules.engine.report import Report, Verdict
from .rules.engine.rule_set import RuleSet
from .rules.policy import Policy
from .schedule.build import Schedule, build_schedule
from .schedule.resolve import resolve_phases, resolve_rate
from .schedule.resolved_terms import NO_FEE, ZERO_RATE
from .values.checks import day, instance
from .values.dates import Period, in_words
from .values.frozen import frozen
from .values.layout import Laid, Page, Part, Said
from .values.rates import Rate
from .values.timeline import Timeline


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
        """The schedule; raises NotRecorded, which names the fields that it needs, where it cannot be computed."""
        if self.schedule is None:
            raise NotRecorded("the payments", self.missing)
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
        return CaseView.on(self.arrangement, self.on, policies_of("policy", self.policies))

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
    schedule: Schedule | None = None
    missing: tuple[str, ...] = ()
    try:
        case.known.require()
        schedule = build_schedule(case.view.phases, until=until)
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


def check(arrangement: Arrangement, *, on: date, policy: Policy | Policies[Policy] = PLAIN) -> Report:
    """Judge an arrangement by a policy's rules on a day; of dated policies, by those of the one on that day."""
    case, of_the_day = _case(arrangement, on, _policies("check", policy))
    return of_the_day.rules.judge(case)


def _policies(where: str, given: Policy | Policies[Policy]) -> Policies[Policy]:
    """Policies, each with rules of its own."""
    right = "give a Policy, such as PLAIN, or Policies of them"
    if not isinstance(given, Policies):
        return Policies(instance(where, given, Policy, right))
    for _, each in given.entries:
        instance(where, each, Policy, right)
    return given


def _case(arrangement: Arrangement, on: date, policies: Policies[Policy]) -> tuple[Case, Policy]:
    """What the rules look at, and the policy of the day, whose rules they are."""
    policy = policies.on(day("on", on))
    numbers = policies_of("policy", policies)
    return Case(arrangement, on, policy.parameters, policy.parameter_sources, numbers), policy


def schedule_payments(arrangement: Arrangement, *, until: date | None = None, policy: GivenPolicy = PLAIN) -> Schedule:
    """Compute the payments of an arrangement up to a day.

    All variations count, whenever they became known; use `as_known(arrangement, on=day)` to leave out later ones.

    The policy's parameters supply what the terms do not state. Of dated policies, each day is paid under its own.

    Raises NotRecorded, which names every missing field at once, IsfError if `until` is needed and not given, and
    NoPolicy for an arrangement that begins before the first of some dated policies.
    """
    if until is not None:
        day("until", until)
    return build_schedule(resolve_phases(arrangement, policy=policy), until=until)


def schedule_rate(
    rate: Rate | Timeline[Rate],
    terms: PaymentTerms,
    *,
    span: Period,
    contribution: Rate | Timeline[Rate] = ZERO_RATE,
    fee: ManagementFee | Timeline[ManagementFee] = NO_FEE,
    fee_placement: Placement | Timeline[Placement] | None = None,
    until: date | None = None,
    policy: GivenPolicy = PLAIN,
) -> Schedule:
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
    resolved = resolve_rate(
        rate, terms, span=span, contribution=contribution, fee=fee, fee_placement=fee_placement, policy=policy
    )
    return build_schedule(resolved, until=until)


@frozen(kw_only=True)
class Repeated:
    """What comes of a receipt when its result is worked out again, beside what it says.

    - `assessment`: the result as this version of the library has it.
    - `same_facts`: whether the receipt's facts are those that it was made from.
    - `same_result`: whether every finding and every payment is the same, whatever the words.
    - `unknown_rules`: the codes of its rules that were not given: the results then differ.
    """

    receipt: Receipt
    assessment: Assessment
    same_facts: bool
    same_result: bool
    unknown_rules: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return self.same_facts and self.same_result


def repeat_assessment(receipt: Receipt, *, rules: RuleSet = ALL_RULES) -> Repeated:
    """Work out the result of a receipt again, from its own facts, days, parameters and rules, and compare (EXP-04).

    `rules` are where its rules are found by their codes: give `ALL_RULES.plus(...)` where a council has its own.

    Raises what `assess` raises.

    >>> from isf_core import Arrangement, Person
    >>> mary = Arrangement(person=Person(ref="P-001"))
    >>> repeat_assessment(assess(mary, on=date(2026, 4, 6), until=date(2027, 4, 4)).receipt).is_same
    True
    """
    instance("repeat_assessment", receipt, Receipt, "give a Receipt")
    instance("repeat_assessment.rules", rules, RuleSet, "give a RuleSet, such as ALL_RULES")
    known = rules.only(*(code for code in receipt.rules if code in rules))
    of_the_day = Policy(name=receipt.policy, sources=(), parameters=receipt.parameters, rules=known)
    dated = tuple((since, of_the_day.replace(name=held.name, parameters=held)) for since, held in receipt.dated)
    policy = Policies(*(held if since is None else (since, held) for since, held in dated)) if dated else of_the_day
    again = assess(receipt.arrangement, on=receipt.on, until=receipt.until, policy=policy)
    now = again.receipt
    return Repeated(
        receipt=receipt,
        assessment=again,
        same_facts=now.facts_digest == receipt.facts_digest,
        same_result=now.result_digest == receipt.result_digest,
        unknown_rules=tuple(code for code in receipt.rules if code not in rules),
    )
