"""How much of the balance is surplus, how much of it the holder may hold, and what may be recovered (SUR).

The surplus is what is held, less what is not yet to spare: the money of a period that is still
running, what is promised, what is carried forward outside the cap, the contingency.

What of the balance is money of a period that is still running, and why, stands at the head of `running`.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from ..errors import IsfError, NotRecorded, quote
from ..model.account import EntryKind, Fund
from ..model.arrangement import Arrangement
from ..model.contract import Clauses
from ..model.documents import NOT_STATED
from ..model.fees import NoFee
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..model.payment_terms import Timing
from ..model.plan import SupportPlan
from ..model.surplus import CarryForward, RecoveryScope, SurplusBase, SurplusRule
from ..schedule.build import build_schedule
from ..schedule.payment import Payment
from ..schedule.resolve import resolve_phases
from ..schedule.resolved_terms import NO_FEE, RECORD, ResolvedTerms
from ..values.checks import day, instance
from ..values.dates import in_words
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money, Rounding
from ..values.sources import INTERPRETATION, IPC, LANCASHIRE, Source, Text
from ..values.table import Table, Tabular
from ..values.timeline import Timeline
from .balance import AccountBalance, balance_on, entries_of, open_commitments
from .receipts_in_advance import aged_balance, receipts_in_advance

CAP = LANCASHIRE("6.16", words="up to a maximum value of 50% of the regular four-weekly payment")
CARRIED = LANCASHIRE("6.15", words="specific time limited agreed arrangements")
CONTINGENCY = IPC("5, Underspends", words="left as a contingency fund for unexpected events")
NOT_YET: Source = INTERPRETATION("money for a period that is still running is no surplus")
_LEFT_OUT_BY = (NOT_YET, NOT_YET, CARRIED, CONTINGENCY)
_NOTHING = Explanation.given("nothing", Money(0))
_LONG_BEFORE = timedelta(days=92)
"""A payment is due at most so many days before the first day it is for."""


@attrs.frozen(kw_only=True, str=False)
class Surplus(Tabular):
    """The surplus on a day, the cap, and what is above it.

    - `held`: the surplus that counts, never below nil.
    - `cap`: the most by amount; None where the rule has no amount.
    - `aged`: what came in longer ago than the rule's weeks, first in, first out; None without weeks.
    - `excess`: what is above the cap, or too old, whichever is more.
    - `recoverable`: what the authority may recover of it; nil where the contract lets it recover nothing.
    """

    on: date
    rule: SurplusRule
    rule_by: Source = attrs.field(repr=False)
    """Where the rule comes from: the plan, the contract, or the policy."""
    balance: Money
    exclusions: tuple[tuple[str, Money], ...]
    amount: Money
    cap: Money | None
    aged: Money | None
    excess: Money
    recoverable: Money
    account: AccountBalance = attrs.field(repr=False)
    base: Payment | ExactMoney | None = attrs.field(repr=False)
    """What the cap is a share of: the regular payment, or a week's budget; None where the rule has no amount."""
    named_need: Money = attrs.field(repr=False)

    @property
    def must_be_notified(self) -> bool:
        """Whether the authority is to be told of it (SUR-02)."""
        return self.excess > Money(0)

    def explain(self, what: str = "excess") -> Explanation:
        """How `excess`, `held` or `cap` was made; raises IsfError for anything else, and where there is no cap."""
        held, cap = self._held_by(), self._cap_by()
        if what == "held":
            return held
        if what == "cap" and cap is not None:
            return cap
        if what != "excess":
            raise IsfError("Surplus.explain", f"there is no {quote(what)} here", "ask for 'excess', 'held' or 'cap'")
        over = [_NOTHING]
        if cap is not None:
            over.append(Explanation.less("above the cap", held, cap))
        if self.aged is not None:
            old = Explanation.given(f"came in more than {self.rule.weeks} weeks ago, first in, first out", self.aged)
            over.append(Explanation.least("too old", old, held))
        return Explanation.greatest("surplus above what may be held", *over, sources=(self.rule_by,))

    def _held_by(self) -> Explanation:
        parts = [
            Explanation.given(what, amount, source)
            for (what, amount), source in zip(self.exclusions, _LEFT_OUT_BY, strict=True)
        ]
        rest = Explanation.less("balance less what is not to spare", self.account.explain(), *parts)
        return Explanation.greatest("surplus", _NOTHING, rest)

    def _cap_by(self) -> Explanation | None:
        if self.base is None or self.rule.share is None:
            return None
        if isinstance(self.base, ExactMoney):
            base = Explanation.given("a week's budget", self.base, RECORD("budget.actual"))
        else:
            names = [name for name in ("in_house", "contribution") if getattr(self.base, name)]
            parts = [self.base.explain(name) for name in ("budget", *names)]
            base = Explanation.less(f"regular payment, {self.base.period}", *parts, sources=(CAP,))
        share = Explanation.times("share of it", Explanation.given("share", self.rule.share), base)
        cap = Explanation.rounded("cap on the surplus", share, self.rule_by)
        if self.rule.or_named_need:
            need = Explanation.given("a named need", self.named_need, CARRIED)
            cap = Explanation.greatest("cap on the surplus", cap, need)
        return cap

    def table(self) -> Table:
        """The balance, what is left out, the surplus, the cap, the excess."""
        rows: list[tuple[str, Money | None]] = [("balance", self.balance)]
        rows += [(f"less {what}", amount) for what, amount in self.exclusions]
        rows += [("surplus", self.amount), ("cap", self.cap)]
        if self.aged is not None:
            rows.append((f"older than {self.rule.weeks} weeks", self.aged))
        rows += [("above the cap", self.excess), ("may be recovered", self.recoverable)]
        return Table(f"Surplus on {in_words(self.on)}", (("what", "What"), ("amount", "Amount")), tuple(rows))


def surplus_on(arrangement: Arrangement, *, on: date, policy: Parameters | HasParameters) -> Surplus:
    """The surplus at the end of a day, its cap, and what is above it (SUR-01 to SUR-08).

    The rule of the plan that is in force on the day counts first, then the contract's, then the policy's.
    All variations in the arrangement count; `as_known(arrangement, on=day)` leaves out later ones.

    Raises NotRecorded, naming every missing fact: the entries, commitments, contingency and
    carry-forwards, the rule, the terms of payment, and the period of a payment in advance that may be
    for days that are yet to come.
    """
    instance("surplus", arrangement, Arrangement, "give an Arrangement")
    parameters = parameters_of("surplus", policy)
    day("surplus", on)
    plan = ArrangementAsKnown.in_full(arrangement).plan_over_time.on(on)
    rule, rule_by = _rule(plan, arrangement.contract.surplus, parameters)
    fund = arrangement.fund
    missing = dict.fromkeys(
        field
        for field, fact in (
            ("contract.surplus", rule),
            ("fund.entries", fund.entries),
            ("fund.commitments", fund.commitments),
            ("budget.contingency", arrangement.budget.contingency),
            ("plan.carry_forwards", plan.carry_forwards),
        )
        if fact is None
    )
    missing.update(
        (f"plan.carry_forwards[{each.ref}].stands_outside_the_cap", None)
        for each in _standing(plan, on)
        if _stands_outside(each, parameters) is None
    )
    phases: tuple[ResolvedTerms, ...] = ()
    try:
        phases = resolve_phases(regular_terms(arrangement), policy=parameters)
    except NotRecorded as error:
        missing.update(dict.fromkeys(error.fields))
    if phases and fund.entries is not None:
        missing.update(dict.fromkeys(_undated(fund, _phase_on(phases, on), on)))
    if missing or rule is None:
        raise NotRecorded("the surplus", tuple(missing))
    return _found(arrangement.replace(plan=plan), rule, rule_by, phases, on, parameters)


def _rule(
    plan: SupportPlan, of_contract: SurplusRule | None, parameters: Parameters
) -> tuple[SurplusRule | None, Source]:
    """The rule that counts, and where it comes from: the plan's own, the contract's, the policy's."""
    stated = ((plan.surplus, "plan.surplus"), (of_contract, "contract.surplus"))
    for rule, field in stated:
        if rule is not None:
            return rule, RECORD(f"{field} ({rule.clause.reference})" if rule.clause else field)
    clause = parameters.surplus.clause if parameters.surplus is not None else None
    return parameters.surplus, Text(f"Policy {parameters.name}")(
        f"surplus ({clause.reference})" if clause else "surplus"
    )


def regular_terms(arrangement: Arrangement) -> Arrangement:
    """The arrangement without what is no part of a regular payment: the fee, one-off sums, suspensions.

    What is not recorded of these is not missed where only the regular payment is asked for.
    """
    return arrangement.replace(
        budget=arrangement.budget.replace(one_offs=()),
        contract=arrangement.contract.replace(fee=NoFee(), fee_placement=None),
        suspensions=(),
    )


def _found(
    arrangement: Arrangement,
    rule: SurplusRule,
    rule_by: Source,
    phases: tuple[ResolvedTerms, ...],
    on: date,
    parameters: Parameters,
) -> Surplus:
    carried, needed = _carried(arrangement.plan, on, parameters)
    left_out = (
        ("money for a period that is still running", receipts_in_advance(arrangement.fund, on=on)),
        ("commitments", Money.total(left for _, left in open_commitments(arrangement.fund, on=on))),
        ("carried forward, outside the cap", carried),
        ("contingency", arrangement.budget.contingency or Money(0)),
    )
    at = balance_on(arrangement.fund, on=on)
    held = max(Money(0), at.balance - Money.total(amount for _, amount in left_out))
    base = _base(rule, _phase_on(phases, on), on)
    cap = None if base is None else _cap(rule, base, needed)
    aged = None if rule.weeks is None else aged_balance(arrangement.fund, on=on, weeks=rule.weeks)
    over = [Money(0)]
    if cap is not None:
        over.append(held - cap)
    if aged is not None:
        over.append(min(aged, held))
    excess = max(over)
    return Surplus(
        on=on,
        rule=rule,
        rule_by=rule_by,
        balance=at.balance,
        exclusions=left_out,
        amount=held,
        cap=cap,
        aged=aged,
        excess=excess,
        recoverable=_recoverable(rule, arrangement.contract.clauses, held, excess),
        account=at,
        base=base,
        named_need=needed,
    )


def _standing(plan: SupportPlan, on: date) -> tuple[CarryForward, ...]:
    """What is carried forward on a day."""
    return tuple(each for each in plan.carry_forwards or () if each.holds_on(on))


def _stands_outside(carried: CarryForward, parameters: Parameters) -> bool | None:
    """Whether it stands outside the cap, as the plan says, else the policy; None where neither does (SUR-04)."""
    of_plan = carried.stands_outside_the_cap
    return parameters.carry_forward_outside_cap if of_plan is None else of_plan


def _carried(plan: SupportPlan, on: date, parameters: Parameters) -> tuple[Money, Money]:
    """What is carried forward on a day outside the cap, and for a named need inside it.

    What stands outside is left out of the surplus already: it does not raise the cap too.
    """
    outside, needed = [], []
    for each in _standing(plan, on):
        if _stands_outside(each, parameters):
            outside.append(each.amount)
        elif each.need is not None:
            needed.append(each.amount)
    return Money.total(outside), Money.total(needed)


def _recoverable(rule: SurplusRule, clauses: Clauses, held: Money, excess: Money) -> Money:
    """What the authority may recover: nothing where the contract excludes clawback or gives no right to it.

    Where the contract's clauses are not recorded, the rule's own word counts.
    """
    excluded = clauses.no_clawback not in (None, NOT_STATED)
    if excluded or clauses.surplus_recovery is NOT_STATED or not excess:
        return Money(0)
    return held if rule.recovers is RecoveryScope.WHOLE else excess


def _phase_on(phases: tuple[ResolvedTerms, ...], on: date) -> ResolvedTerms:
    """The phase that a day falls in; the first before them all, the last after."""
    return next((phase for phase in reversed(phases) if phase.first_day <= on), phases[0])


def regular_payment(resolved: ResolvedTerms, on: date) -> Payment:
    """The regular payment on a day: a full period's, net where it is paid net, without fee on top and one-offs.

    House readings: as if nothing were suspended; the period is the one that the day falls in, at the
    amounts of that day (before the first day, those of the first); rounded as a payment of its own.
    """
    instance("regular_payment", resolved, ResolvedTerms, "give what resolve_terms(...) gave")
    at = _within(resolved, day("regular_payment", on))
    whole = resolved.cycle.period_of(at)
    full = attrs.evolve(
        resolved,
        first_day=whole.first_day,
        last_day=whole.last_day,
        budget=Timeline(resolved.budget.on(at)),
        in_house=tuple(each.replace(cost=Timeline(each.cost.on(at))) for each in resolved.in_house),
        contribution=Timeline(resolved.contribution.on(at)),
        basis=Timeline(resolved.basis.on(at)),
        fee=NO_FEE,
        one_offs=(),
        suspended=(),
    )
    return build_schedule(full)[0]


def _within(resolved: ResolvedTerms, on: date) -> date:
    """The day of the terms that is nearest to a day: before the first the first, after the last the last."""
    at = max(on, resolved.first_day)
    return min(at, resolved.last_day) if isinstance(resolved.last_day, date) else at


def _base(rule: SurplusRule, resolved: ResolvedTerms, on: date) -> Payment | ExactMoney | None:
    """What the cap is a share of on a day; None where the rule has no amount."""
    if rule.of is SurplusBase.REGULAR_PAYMENT:
        return regular_payment(resolved, on)
    if rule.of is SurplusBase.WEEKLY_BUDGET:
        return resolved.budget.on(_within(resolved, on)).per_week(resolved.weeks_in_year)
    return None


def _cap(rule: SurplusRule, base: Payment | ExactMoney, named_need: Money) -> Money:
    """The most that may be held by amount, rounded half up; a named need may raise it."""
    whole = base if isinstance(base, ExactMoney) else base.amount.exact
    cap = (whole * (rule.share or 0)).rounded(Rounding.HALF_UP)
    return max(cap, named_need) if rule.or_named_need else cap


def _undated(fund: Fund, resolved: ResolvedTerms, on: date) -> list[str]:
    """The payments and contributions that may be for days yet to come, and do not say for which they are."""
    if resolved.timing is not Timing.IN_ADVANCE:
        return []
    start = resolved.cycle.period_of(on).first_day
    since = start - _LONG_BEFORE if start - date.min > _LONG_BEFORE else date.min
    return [
        f"fund.entries[{entry.ref}].period"
        for entry in entries_of(fund)
        if entry.kind in (EntryKind.FUNDER_PAYMENT, EntryKind.CONTRIBUTION)
        and entry.corrects is None
        and entry.period is None
        and since <= entry.on <= on
    ]
