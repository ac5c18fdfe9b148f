"""Random months of an arrangement: it varies, is suspended, ends; it is reconciled, decided and paid; the sums meet.

ISF_ORACLE_CASES raises how many lives are lived.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from oracle.arrangements import BUILT_IN
from oracle.oracle import ONE_DAY, Row
from oracle.time_oracle import TimeOracle

from isf_core.model.arrangement import Arrangement
from isf_core.model.budget import (
    Deployed,
    DeploymentOption,
    Exemption,
    Ground,
    InHouse,
    OneOff,
    OneSupport,
    PersonalBudget,
)
from isf_core.model.contract import Contract
from isf_core.model.documents import NOT_STATED, OPEN_ENDED, OpenEnded, Party
from isf_core.model.fees import (
    FeeBase,
    Fees,
    FixedFee,
    ManagementFee,
    MonthlyFee,
    NoFee,
    OnceFee,
    PercentageFee,
    PerPaymentFee,
)
from isf_core.model.knowledge import as_known
from isf_core.model.organisations import Funder, FunderKind, FundingRate, FundingShare, Holder
from isf_core.model.parameters import Backdating, HowFarBack, Parameters, Policies
from isf_core.model.payment_terms import (
    Basis,
    ChargedBy,
    ChargingTerms,
    Convention,
    OneOffPayment,
    PaymentLevel,
    PaymentTerms,
    Placement,
    Timing,
)
from isf_core.model.person import Person
from isf_core.model.plan import Support, SupportPlan
from isf_core.model.suspension import (
    Meanwhile,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    SuspensionRules,
    SuspensionStep,
)
from isf_core.model.termination import Notice, NoticeUnit, Termination, TerminationReason, TerminationTerms
from isf_core.model.variation import AT_ONCE, Change, RateRise, Variation
from isf_core.pay_runs.history import SIGNS, Adjustment, Decision, PaymentHistory, PaymentMade
from isf_core.pay_runs.reconciliation import Reconciliation, reconcile
from isf_core.pay_runs.upcoming import next_payments
from isf_core.values.money import Money, Rounding
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.rates import Rate
from isf_core.values.timeline import Timeline
from isf_core.values.working_days import Move

LIVES = max(12, int(os.environ.get("ISF_ORACLE_CASES", "760")) // 40)
STEPS = 8
APRIL = date(2026, 4, 6)
TO_A_DATE = date(2026, 6, 10)
ZERO = Money(0)

Sums = dict[tuple[date, date], dict[str, int]]
"""Pence by first and last day of what was paid, and by component."""

SERVICES = ((), (InHouse(what="day centre", cost=Rate.weekly("21.50")),))
PLANS = tuple(
    SupportPlan(outcomes=(), supports=(Support.by_rate("care", (), Rate.weekly(cost)),))
    for cost in ("60", "80", "5000")
)
SPLITS = (
    None,
    *(
        (
            Deployed(option=option, rate=Rate.weekly(fund)),
            Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("12.34")),
        )
        for option, fund in (
            (DeploymentOption.INDIVIDUAL_SERVICE_FUND, "70.05"),
            (DeploymentOption.THIRD_PARTY_HEALTH_BUDGET, "33.33"),
        )
    ),
)

COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="NHS", kind=FunderKind.NHS)
FUNDINGS: tuple[tuple[FundingShare | FundingRate, ...], ...] = (
    (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4")),
    (FundingRate(funder=NHS, rate=Rate.weekly("30.01")), FundingShare(funder=COUNCIL, share=1)),
    (FundingShare(funder=NHS, share=1),),
)
EXEMPTIONS = (
    (),
    (Exemption(ground=Ground.REABLEMENT, first_day=APRIL + timedelta(days=16)),),
    (
        Exemption(ground=Ground.AFTERCARE, first_day=APRIL + timedelta(days=40), part="0.5"),
        Exemption(ground=Ground.EQUIPMENT, first_day=APRIL, last_day=TO_A_DATE, part=Rate.weekly("12.50")),
        Exemption(ground=Ground.EXEMPT_PERSON, first_day=TO_A_DATE, part=OneSupport("care")),
    ),
)

rates = st.builds(
    lambda make, pence: make(Fraction(pence, 100)),
    st.sampled_from((Rate.weekly, Rate.weekly, Rate.four_weekly, Rate.monthly, Rate.annual)),
    st.one_of(st.integers(0, 60_000), st.sampled_from((0, 8_437, 9_000, 500_000))),
)
fees: st.SearchStrategy[ManagementFee] = st.one_of(
    st.just(NoFee()),
    st.sampled_from((FixedFee(per_week="12.34"), MonthlyFee(per_month="25.01"), PerPaymentFee(amount=Money("3.33")))),
    st.builds(PercentageFee, percent=st.sampled_from(("5", "12.5")), base=st.sampled_from(FeeBase)),
    st.builds(
        lambda days: Fees(
            parts=(OnceFee(amount=Money(50), on=APRIL + timedelta(days=days)), PercentageFee(percent="5"))
        ),
        st.integers(0, 200),
    ),
)
suspension_rules = st.builds(
    SuspensionRule,
    full_days=st.sampled_from((None, 0, 28)),
    retainer=st.sampled_from((Fraction(0), Fraction(1, 2))),
    contribution=st.sampled_from(Meanwhile),
    fee=st.sampled_from(Meanwhile),
    ends_after=st.sampled_from((OPEN_ENDED, 29, 60)),
) | st.builds(
    SuspensionRule,
    steps=st.just(tuple(SuspensionStep(from_day=day, share=share) for day, share in ((8, "0.5"), (29, "0")))),
    contribution=st.sampled_from(Meanwhile),
    fee=st.sampled_from(Meanwhile),
)
by_reason = suspension_rules | st.builds(
    SuspensionRules, general=suspension_rules, hospital=suspension_rules, holiday=suspension_rules
)
CHARGING = (
    *(None, None),
    ChargingTerms(collection_floor="15"),
    ChargingTerms(by=ChargedBy.CHARGING_WEEKS),
    ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=4, collection_floor="9.99"),
)
numbers = st.fixed_dictionaries(
    {
        "pays": st.sampled_from(PaymentLevel),
        "suspension": by_reason,
        "fee_base": st.sampled_from(FeeBase),
        "weeks_in_year": st.sampled_from((Fraction(52), Fraction(365, 7))),
        "due_days": st.sampled_from((0, -5, 9)),
        "recovery_limit": st.sampled_from((Fraction(1, 2), Fraction(1), Fraction(1, 3))),
    }
)
"""What a policy says where the contract is silent."""
away = st.one_of(st.integers(-60, -1), st.integers(-150, 60))
"""How many days from today a change takes effect."""
changed = st.one_of(
    st.builds(Change, st.sampled_from(("budget.actual", "budget.contribution")), rates),
    st.builds(
        Change,
        st.just("budget.actual"),
        st.builds(
            RateRise, percent=st.sampled_from(("4.1", "-10", "33")), rounding=st.sampled_from((None, Rounding.HALF_UP))
        ),
    ),
    st.builds(Change, st.just("plan"), st.sampled_from(PLANS)),
    st.builds(Change, st.just("budget.in_house"), st.sampled_from(SERVICES)),
    st.builds(Change, st.just("budget.deployment"), st.sampled_from(SPLITS)),
    st.builds(Change, st.just("funding"), st.sampled_from(FUNDINGS)),
    st.builds(Change, st.just("budget.exemptions"), st.sampled_from(EXEMPTIONS)),
    st.builds(Change, st.just("contract.payment.basis"), st.sampled_from(Basis)),
    st.builds(Change, st.just("contract.fee"), fees),
    st.builds(Change, st.just("contract.fee_placement"), st.sampled_from(Placement)),
    st.builds(Change, st.just("holder"), st.sampled_from([Holder(ref=f"H-{number}") for number in range(1, 9)])),
    st.builds(
        lambda frequency, days: Change("contract.payment.cycle", PayCycle(frequency, APRIL + timedelta(days=days))),
        st.sampled_from((Frequency.FOUR_WEEKLY, Frequency.MONTHLY, Frequency.FORTNIGHTLY)),
        st.integers(0, 27),
    ),
    st.builds(Change, st.just("contract.suspension"), st.just(NOT_STATED) | by_reason),
)
NOTICE = TerminationTerms(
    notices=tuple(
        Notice(party=party, length=length, unit=NoticeUnit.DAYS)
        for party, length in ((Party.FUNDER, 28), (Party.HOLDER, 56), (Party.PERSON, 0))
    )
)
decided = st.none() | st.sampled_from((33_750, 10_000, -50_000)) | st.integers(-60_000, 60_000)
"""What a decision adds to what the holder is to have, in pence."""


class Lifecycle(RuleBasedStateMachine):
    """One arrangement from its first day on."""

    how_far = HowFarBack.TO_WHEN_IT_TOOK_EFFECT

    @initialize(
        frequency=st.sampled_from((Frequency.FOUR_WEEKLY, Frequency.MONTHLY, Frequency.FORTNIGHTLY)),
        late=st.sampled_from((0, 0, 9)),
        timing=st.sampled_from(Timing),
        convention=st.sampled_from(Convention),
        basis=st.sampled_from(Basis),
        rate=rates,
        later=st.none() | st.tuples(st.integers(0, 150), rates),
        contribution=rates,
        fee=fees,
        placement=st.sampled_from(Placement),
        in_house=st.sampled_from(SERVICES),
        funding=st.none() | st.sampled_from(FUNDINGS),
        exemptions=st.none() | st.sampled_from(EXEMPTIONS),
        one_off=st.none() | st.integers(0, 120),
        one_offs=st.sampled_from(OneOffPayment),
        charging=st.sampled_from(CHARGING),
        paid=st.integers(0, 5),
        numbers=numbers,
        next_year=st.none() | st.tuples(st.integers(0, 200), numbers),
    )
    def sign(self, **drawn: Any) -> None:
        """The contract, and the policy."""
        self.first_day = APRIL + timedelta(days=drawn["late"])
        later, one_off = drawn["later"], drawn["one_off"]
        changes = [(self.first_day + timedelta(days=later[0]), later[1])] if later else []
        bought = (
            OneOff(on=self.first_day + timedelta(days=one_off), amount=Money(120), what="rails") if one_off else None
        )
        self.arrangement = Arrangement(
            person=Person(ref="P-001"),
            holder=Holder(ref="H-0"),
            funding=drawn["funding"],
            plan=PLANS[0],
            budget=PersonalBudget(
                actual=Timeline(drawn["rate"], *changes),
                contribution=drawn["contribution"],
                in_house=drawn["in_house"],
                exemptions=drawn["exemptions"],
                one_offs=(bought,) if bought else (),
            ),
            contract=Contract(
                first_day=self.first_day,
                last_day=OPEN_ENDED,
                termination=NOTICE,
                fee=drawn["fee"],
                fee_placement=drawn["placement"],
                suspension=NOT_STATED,
                payment=PaymentTerms(
                    cycle=PayCycle(drawn["frequency"], APRIL),
                    timing=drawn["timing"],
                    basis=drawn["basis"],
                    convention=drawn["convention"],
                    one_offs=drawn["one_offs"],
                    charging=drawn["charging"],
                ),
            ),
        )
        earliest = TO_A_DATE if self.how_far is HowFarBack.TO_A_DATE else None
        backdating = Backdating(how_far=self.how_far, earliest=earliest)
        self.parameters = Parameters(
            name="A council's", move=Move.FORWARD, working_days=BUILT_IN, backdating=backdating, **drawn["numbers"]
        )
        self.policies = Policies(self.parameters)
        if drawn["next_year"] is not None:
            self.policy_begins(*drawn["next_year"])
        self.history = PaymentHistory()
        self.today = self.first_day - timedelta(days=20)
        self.recorded = self.decided = 0
        self.reconciled = True
        self.only_dated = True
        for _ in range(drawn["paid"]):
            self.pay(1, False)

    # What happens. Few rules, so that no life goes by without a payment or a change.

    @rule(change=changed, days=away, replaces=st.integers(0, 6), and_then=st.booleans())
    def a_field_varies(self, change: Change, days: int, replaces: int, and_then: bool) -> None:
        self.vary(change.path, change.value, days, replaces=replaces)
        if and_then:
            self.reconcile()

    @rule(days=away, and_then=st.booleans(), with_a_rate=st.none() | rates)
    def it_ends(self, days: int, and_then: bool, with_a_rate: Rate | None) -> None:
        bought = [each.on for each in self.arrangement.budget.one_offs or ()]
        last_day = max(self.first_day, *bought, self.today + timedelta(days=days))
        more = () if with_a_rate is None else (Change("budget.actual", with_a_rate),)
        self.vary("contract.last_day", last_day, days, *more)
        if and_then:
            self.reconcile()

    @rule(
        days=away,
        runs=st.booleans(),
        party=st.sampled_from(Party),
        reason=st.sampled_from((TerminationReason.ORDINARY, TerminationReason.CHANGE_OF_HOLDER)),
        withdrawn=st.booleans(),
        varied_too=st.booleans(),
        and_then=st.booleans(),
    )
    def somebody_ends_it(
        self,
        days: int,
        runs: bool,
        party: Party,
        reason: TerminationReason,
        withdrawn: bool,
        varied_too: bool,
        and_then: bool,
    ) -> None:
        """By notice that runs, or on a day, even before the first; or what somebody gave before is taken back."""
        last_day = None if runs else self.today + timedelta(days=days)
        before = self.arrangement.endings
        if withdrawn and before:
            endings = (*before[:-1], before[-1].replace(withdrawn_on=self.today))
        else:
            given = Termination(party=party, reason=reason, given_on=self.today, last_day=last_day, liabilities=())
            endings = (*before, given)
        bought = [each.on for each in self.arrangement.budget.one_offs or ()]
        if bought and reason is TerminationReason.CHANGE_OF_HOLDER:
            return  # it might be dated when nobody holds the fund, and would be refused
        if varied_too and last_day is not None and last_day >= max([self.first_day, *bought]):
            self.vary("contract.last_day", last_day, days)
        self.arrangement = self.arrangement.replace(endings=endings)
        self.reconciled = self.only_dated = False
        if and_then:
            self.reconcile()

    @rule(
        days=away,
        length=st.none() | st.integers(1, 80),
        reason=st.sampled_from(list(SuspensionReason)),
        moves=st.none() | st.integers(1, 40),
        and_then=st.booleans(),
    )
    def it_is_suspended(
        self, days: int, length: int | None, reason: SuspensionReason, moves: int | None, and_then: bool
    ) -> None:
        """For one reason; by a move from ward to ward, in two records that adjoin."""
        first = self.today + timedelta(days=days)
        last = OPEN_ENDED if length is None else first + timedelta(days=length - 1)
        others = as_known(self.arrangement, on=self.today).suspensions
        if all(ends_before(each.last_day, first) or ends_before(last, each.first_day) for each in others):
            stay: tuple[Suspension, ...] = (Suspension(first_day=first, last_day=last, reason=reason),)
            if moves is not None and (length is None or moves < length):
                next_ward = first + timedelta(days=moves)
                stay = (
                    stay[0].replace(last_day=next_ward - timedelta(days=1)),
                    stay[0].replace(first_day=next_ward),
                )
            self.vary("suspensions", (*others, *stay), days)
        if and_then:
            self.reconcile()

    @rule(days=st.integers(0, 90), numbers=numbers, and_then=st.booleans())
    def a_policy_is_made(self, days: int, numbers: dict[str, Any], and_then: bool) -> None:
        """For days that were not paid yet: what was paid is paid under its own for ever."""
        kept = [(each.period, each.component, each.change) for each in self.reconciling().adjustments]
        self.another_policy_without_a_date(Policies(self.parameters.replace(name="other", **numbers)))
        self.policy_begins(days, numbers)
        assert kept == [(each.period, each.component, each.change) for each in self.reconciling().adjustments]
        if and_then:
            self.reconcile()

    def another_policy_without_a_date(self, other: Policies[Parameters]) -> None:
        """It is a correction of what was paid under other numbers, as far back as it says."""
        found = reconcile(self.arrangement, self.history, on=self.today, policy=other)
        wanted = added(changes(found.adjustments), changes(found.withheld))
        assert wanted == less(self.due(None, found, other), self.kept(self.history))
        for made in self.history.payments:
            now = other.paid_under(made.period)[1].split()
            is_other = any(part not in now for part in (made.policy_digest or "").split())
            given = [each for each in found.adjustments if each.period == made.period]
            if self.how_far is HowFarBack.NEVER:
                assert not (is_other and given)
            if is_other:
                assert all("has another" in (each.reason or "") for each in given)

    def policy_begins(self, days: int, numbers: dict[str, Any]) -> None:
        paid_to = self.history.paid_to if hasattr(self, "history") else None
        after = max(self.policies.entries[-1][0] or self.first_day, paid_to or self.first_day)
        begins = after + timedelta(days=days + 1)
        entry = (begins, self.parameters.replace(name=f"from {begins}", **numbers))
        first, *later = self.policies.entries
        self.policies = Policies(first[1], *((since, each) for since, each in later if since is not None), entry)

    def vary(self, path: str, value: object, days: int, *more: Change, replaces: int = 6) -> None:
        """Known today, effective some days before or after it; it may replace one of the first that were recorded."""
        self.recorded += 1
        change = Variation(
            effective=self.today + timedelta(days=days),
            known_from=self.today,
            changes=(Change(path, value), *more),
            order=self.recorded,
            ref=f"V-{self.recorded}",
            supersedes=(f"V-{replaces + 1}",) if replaces + 1 < min(self.recorded, 6) else (),
        )
        self.arrangement = self.arrangement.replace(variations=(*self.arrangement.variations, change))
        self.reconciled = False
        self.only_dated = self.only_dated and path not in AT_ONCE

    # What is done about it.

    def reconcile(self) -> None:
        before = self.history
        found = self.reconciling()
        self.history = found.history
        self.reconciled = True
        assert (found.history.payments, found.history.decisions) == (before.payments, before.decisions)
        assert found.history.raised == (*before.raised, *found.adjustments)
        assert found.amount == Money.total(each.amount for each in found.adjustments)
        assert all(each.change for each in (*found.adjustments, *found.withheld))
        assert all(each.period.first_day >= self.first_day for each in (*found.adjustments, *found.withheld))
        assert found.explain().value() * 100 == found.amount.pence
        given = changes(found.adjustments)
        wanted = added(given, changes(found.withheld))
        assert wanted == less(self.due(None, found), self.kept(before)), "with what is withheld it is all that is due"
        if self.how_far is HowFarBack.TO_WHEN_IT_TOOK_EFFECT:
            assert not found.withheld
        if self.only_dated:
            self.out_of_reach(found.adjustments)
        again = self.reconciling()
        assert (again.adjustments, again.history) == ((), self.history)
        assert changes(again.withheld) == changes(found.withheld)

    def out_of_reach(self, adjustments: tuple[Adjustment, ...]) -> None:
        """Where only dated changes were recorded, what the policy does not reach keeps what was paid.

        The last charging week that begins in a period has up to six days after it, on which a change may count.
        """
        paid = [made.period for made in self.history.payments]
        charging = self.arrangement.contract.payment.charging
        by_weeks = charging is not None and charging.by is ChargedBy.CHARGING_WEEKS
        for each in adjustments:
            if each.component == "one_off":
                continue  # no change: a sum of its own that is overdue
            last_day = each.period.last_day
            if by_weeks and each.component == "contribution":
                last_day += timedelta(days=6)
            if self.how_far is HowFarBack.NEVER:
                assert last_day > max(period.last_day for period in paid)
            if self.how_far is HowFarBack.NOT_THE_FIRST_PAYMENT:
                assert last_day > min(period.last_day for period in paid)
            if self.how_far is HowFarBack.TO_A_DATE:
                assert last_day >= TO_A_DATE

    @rule(
        first=st.booleans(),
        count=st.integers(1, 4),
        by_due_date=st.booleans(),
        and_then=st.booleans(),
        pence=decided,
    )
    def payments_are_made(self, first: bool, count: int, by_due_date: bool, and_then: bool, pence: int | None) -> None:
        if first:
            self.reconcile()
        if pence is not None:
            decision = Decision(
                amount=Money.from_pence(pence),
                reason="agreed",
                decided_by="panel",
                decided_on=self.today,
                ref=str(len(self.history.decisions)),
            )
            self.history = self.history.deciding(decision)
            self.decided += pence
        self.pay(count, by_due_date)
        if and_then:
            self.reconcile()

    def pay(self, count: int, by_due_date: bool) -> None:
        history = self.history
        until = max(self.today, history.paid_to or self.first_day) + timedelta(days=70)
        upcoming = next_payments(self.arrangement, history, on=self.today, until=until, policy=self.policies)
        right = [row for row in self.told(until) if history.paid_to is None or row.first_day > history.paid_to]
        shown = [each.payment.line for each in upcoming if each.payment.is_regular]
        assert [row[:9] for row in right] == [line[:9] for line in shown]
        outstanding = history.outstanding
        for each in upcoming:
            assert each.amount >= ZERO
            assert each.explain().value() * 100 == each.amount.pence
            if each.payment.resolved.funding:
                assert Money.total(each.payment.by_funder().values()) == each.payment.amount
            if outstanding >= ZERO:
                assert each.adjusted == outstanding, "what is owed is paid at once"
            else:
                limit = self.policies.on(each.payment.first_day).recovery_limit
                assert limit is not None
                most = (each.payment.amount.pence * limit).__floor__()
                assert each.adjusted.pence == -min(most, -outstanding.pence)
            outstanding = outstanding - each.adjusted
        assert upcoming.left == outstanding
        if history.payments:
            assert upcoming.unraised == self.reconciling().amount, "what is not raised yet is said"
        if by_due_date and history.outstanding == ZERO:
            chosen = sorted(upcoming, key=lambda each: (each.payment.due, each.payment.first_day))[:count]
        else:
            chosen = list(upcoming)[:count]
        for each in chosen:
            # Whether a change or a payment of one day came first would be open: no two are on one day.
            self.today = max(self.today + ONE_DAY, each.payment.due)
            made = PaymentMade.of(each.payment, self.today, each.adjusted)
            assert made.amount == each.amount
            self.history = self.history.paying(made)
        self.today += ONE_DAY
        taken = Money.total(each.adjusted for each in chosen)
        assert self.history.outstanding == history.outstanding - taken
        assert abs(self.history.outstanding.pence) <= abs(history.outstanding.pence)
        assert self.history.amount == history.amount + Money.total(each.amount for each in chosen)

    # What always holds.

    @invariant()
    @precondition(lambda self: self.reconciled and self.history.payments)
    def what_was_paid_and_adjusted_is_what_is_due(self) -> None:
        due = self.due(self.reach)
        kept = self.kept(self.history)
        assert kept == due
        total = sum(sums[name] * sign for sums in due.values() for name, sign in SIGNS.items())
        assert (self.history.amount + self.history.outstanding).pence == total + self.decided

    @invariant()
    def nothing_is_before_the_first_day(self) -> None:
        assert all(made.period.first_day >= self.first_day for made in self.history.payments)
        assert all(made.amount >= ZERO for made in self.history.payments)

    # How the oracle is asked.

    def reconciling(self) -> Reconciliation:
        return reconcile(self.arrangement, self.history, on=self.today, policy=self.policies)

    def reach(self, variation: Variation) -> date:
        """From which day a variation may count, by what was paid when it became known."""
        assert variation.known_from is not None
        paid = [
            made.period.last_day
            for made in self.history.payments
            if made.is_regular and made.paid_on < variation.known_from
        ]
        if not paid or variation.effective > max(paid) or self.how_far is HowFarBack.TO_WHEN_IT_TOOK_EFFECT:
            return variation.effective
        if self.how_far is HowFarBack.NEVER:
            return max(paid) + ONE_DAY
        if self.how_far is HowFarBack.NOT_THE_FIRST_PAYMENT:
            return min(paid) + ONE_DAY
        return min(TO_A_DATE, max(paid) + ONE_DAY)

    def told(
        self,
        until: date,
        reach: Callable[[Variation], date] | None = None,
        policies: Policies[Parameters] | None = None,
    ) -> list[Row]:
        oracle = TimeOracle(self.arrangement, policies or self.policies, self.today, reach or self.reach)
        paid = [made.period for made in self.history.payments if made.is_regular]
        # What is for days that were paid, and what is for others, are apart.
        cuts = {edge for each in paid for edge in (each.first_day, each.last_day + ONE_DAY)}
        return [row for row in oracle.tell(until, cuts).rows if row.alone < 0]

    def due(
        self,
        reach: Callable[[Variation], date] | None,
        found: Reconciliation | None = None,
        policies: Policies[Parameters] | None = None,
    ) -> Sums:
        """What is due for the days of each payment that was made, and for one-off sums by their dates."""
        paid_to = self.history.paid_to
        out: Sums = {}
        regular = [made.period for made in self.history.payments if made.is_regular]
        rows = self.told(paid_to, reach or (lambda variation: variation.effective), policies) if paid_to else []
        for row in rows:
            (home,) = {each for each in regular if row.first_day in each}
            add(out, (home.first_day, home.last_day), dict(zip(SIGNS, row[4:10], strict=True)))
        raised = (*self.history.raised, *(found.adjustments if found else ()))
        alone = {made.period for made in self.history.payments if not made.is_regular}
        # One that is overdue may be raised before it is paid; it is then no payment of its own.
        alone |= {each.period for each in raised if each.component == "one_off" and each.period not in regular}
        last_day = TimeOracle(self.arrangement, self.parameters, self.today).last_day or date.max
        for period in alone:
            if period.first_day > last_day:
                continue  # it ended before
            bought = [each for each in self.arrangement.budget.one_offs or () if each.on == period.first_day]
            add(out, (period.first_day, period.last_day), {"one_off": sum(each.amount.pence for each in bought)})
        return {days: sums for days, sums in out.items() if any(sums.values())}

    def kept(self, history: PaymentHistory) -> Sums:
        """What was paid, and what was raised beside it."""
        out: Sums = {}
        for made in history.payments:
            sums = {name: getattr(made, name).pence for name in SIGNS}
            add(out, (made.period.first_day, made.period.last_day), sums)
        return added(out, changes(history.raised))


def ends_before(last: date | OpenEnded, on: date) -> bool:
    return isinstance(last, date) and last < on


def add(out: Sums, days: tuple[date, date], more: dict[str, int]) -> None:
    sums = out.setdefault(days, dict.fromkeys(SIGNS, 0))
    for name, pence in more.items():
        sums[name] += pence


def changes(adjustments: tuple[Adjustment, ...]) -> Sums:
    out: Sums = {}
    for each in adjustments:
        add(out, (each.period.first_day, each.period.last_day), {each.component: each.change.pence})
    return {days: sums for days, sums in out.items() if any(sums.values())}


def added(one: Sums, other: Sums, times: int = 1) -> Sums:
    out: Sums = {}
    for days, sums in one.items():
        add(out, days, sums)
    for days, sums in other.items():
        add(out, days, {name: pence * times for name, pence in sums.items()})
    return {days: sums for days, sums in out.items() if any(sums.values())}


def less(one: Sums, other: Sums) -> Sums:
    return added(one, other, -1)


class NeverBack(Lifecycle):
    """No change counts for what was paid already."""

    how_far = HowFarBack.NEVER


class NotForTheFirstPayment(Lifecycle):
    """No change counts for the arrangement's first payment."""

    how_far = HowFarBack.NOT_THE_FIRST_PAYMENT


class BackToADate(Lifecycle):
    """No change counts from before a date."""

    how_far = HowFarBack.TO_A_DATE


lives = settings(
    deadline=None,
    max_examples=LIVES,
    stateful_step_count=STEPS,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLife = Lifecycle.TestCase
TestLife.settings = lives
TestNeverBack = NeverBack.TestCase
TestNeverBack.settings = lives
TestNotForTheFirstPayment = NotForTheFirstPayment.TestCase
TestNotForTheFirstPayment.settings = lives
TestBackToADate = BackToADate.TestCase
TestBackToADate.settings = lives
