"""The surplus: how much of the balance it is, how much the holder may keep, what may be recovered (SUR).

The surplus is the balance less what is set aside: money for a period that is still running, commitments, what is
carried forward outside the cap, and the contingency, each less what was spent of it; and what others added beside the
budget.

`_receipts` works out which money is for a period that is still running, and says why.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

import attrs

from ..errors import IsfError, NotRecorded, plain, quote
from ..model.account import EntryKind, SpendingBasis
from ..model.arrangement import Arrangement
from ..model.documents import NOT_STATED, ends_on
from ..model.fees import NoFee
from ..model.field_paths import put_all
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, Parameters, policies_of
from ..model.payment_terms import Timing
from ..model.surplus import RecoveryScope, SurplusBase, SurplusRule
from ..schedule.build import regular_payment, regular_pence
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import day, instance
from ..values.dates import in_words, within_calendar
from ..values.explanation import Explanation
from ..values.frozen import Later, frozen, when_read
from ..values.money import ExactMoney, Money
from ..values.pay_cycle import Frequency, PayCycle
from ..values.sources import CARE_ACT, INTERPRETATION, IPC, LANCASHIRE, RECORD, Source, Text
from ..values.table import Table, Tabular
from ..values.timeline import Timeline
from ._receipts import aged_balance, receipts_in_advance
from ._set_asides import contingency_on, set_asides
from .added_money import added_left
from .balance import AccountBalance
from .case_view import CaseView
from .ledger import Ledger

CAP = LANCASHIRE("6.16", words="up to a maximum value of 50% of the regular four-weekly payment")
CARRIED = LANCASHIRE("6.15", words="specific time limited agreed arrangements")
CONTINGENCY = IPC("5, Underspends", words="left as a contingency fund for unexpected events")
ADDED_BY_OTHERS = CARE_ACT("section 30")
NOT_YET: Source = INTERPRETATION("money for a period that is still running is no surplus")
PROMISED: Source = INTERPRETATION("money that is promised for something is no surplus")
_LEFT_OUT_BY = (NOT_YET, PROMISED, CARRIED, CONTINGENCY, ADDED_BY_OTHERS)
_ZERO = Money(0)
_NOTHING = Explanation.given("nothing", _ZERO)
_BY_PLAN, _BY_CONTRACT = RECORD("plan.surplus"), RECORD("contract.surplus")
_FOR_DAYS = frozenset((EntryKind.FUNDER_PAYMENT, EntryKind.CONTRIBUTION))
_LONG_BEFORE = 92
"""A payment is due at most so many days before the first day it is for."""


@when_read("base", "base_by")
@frozen(kw_only=True, str=False, repr=False)
class Surplus(Tabular):
    """The surplus on a day, its cap, and the excess.

    - `amount`: the surplus that counts, never below 0.00.
    - `cap`: the most by amount; None where the rule has no amount.
    - `aged`: what is held that came in longer ago than the rule's weeks, first in, first out; None without weeks.
    - `excess`: what is above the cap, or too old, whichever is more.
    - `recoverable`: what the authority may recover of it; 0.00 where the contract lets it recover nothing.
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
    """What the cap is a share of: a regular payment, or a week's sum; None where the rule has no share."""
    named_need: Money = attrs.field(repr=False)
    base_by: Explanation | None = attrs.field(repr=False, default=None)
    """Where a week's sum comes from; None where the cap is no share of one."""

    @property
    def must_be_notified(self) -> bool:
        """Whether the authority must be notified of it (SUR-02)."""
        return self.excess > Money(0)

    @property
    def _weeks(self) -> str:
        return f"{self.rule.weeks} week{'s' * (self.rule.weeks != 1)}"

    def explain(self, what: str = "excess") -> Explanation:
        """Explain `excess`, `amount` or `cap`; raises IsfError for any other name, or if there is no cap."""
        what, cap = plain(what), self._cap_by()
        if what == "cap" and cap is not None:
            return cap
        if what not in ("amount", "excess"):
            by_age = ": the rule goes by the age of the money" if what == "cap" and self.aged is not None else ""
            right = "ask for 'excess' or 'amount'" if cap is None else "ask for 'excess', 'amount' or 'cap'"
            raise IsfError("Surplus.explain", f"there is no {quote(what)} here{by_age}", right)
        parts = [
            Explanation.given(what, amount, source)
            for (what, amount), source in zip(self.exclusions, _LEFT_OUT_BY, strict=False)
        ]
        rest = Explanation.less("balance less what is not to spare", self.account.explain(), *parts)
        held = Explanation.greatest("surplus", _NOTHING, rest)
        if what == "amount":
            return held
        over = [_NOTHING]
        if cap is not None:
            over.append(Explanation.less("above the cap", held, cap))
        if self.aged is not None:
            old = Explanation.given(f"came in more than {self._weeks} ago, first in, first out", self.aged)
            over.append(Explanation.least("too old", old, held))
        return Explanation.greatest("surplus above what may be held", *over, sources=(self.rule_by,))

    def _cap_by(self) -> Explanation | None:
        caps = []
        if self.rule.amount is not None:
            caps.append(Explanation.given("fixed sum", self.rule.amount, self.rule_by))
        if self.base is not None and self.rule.share is not None and self.rule.of is not None:
            if isinstance(self.base, ExactMoney):
                base = self.base_by or Explanation.given(self.rule.of.value, self.base)
            else:
                names = [name for name in ("in_house", "contribution") if getattr(self.base, name)]
                parts = [self.base.explain(name) for name in ("budget", *names)]
                base = Explanation.less(f"regular payment, {self.base.period}", *parts, sources=(CAP,))
            share = Explanation.times("share of it", Explanation.given("share", self.rule.share), base)
            caps.append(Explanation.rounded("cap on the surplus", share, self.rule_by))
        if not caps:
            return None
        cap = caps[-1] if len(caps) == 1 else Explanation.least("cap on the surplus", *caps, sources=(self.rule_by,))
        if self.rule.or_named_need:
            need = Explanation.given("a named need", self.named_need, CARRIED)
            cap = Explanation.greatest("cap on the surplus", cap, need)
        return cap

    def table(self) -> Table:
        """Show the balance, what is left out, the surplus, the cap and the excess."""
        rows: list[tuple[str, Money | None]] = [("balance", self.balance)]
        rows += [(f"less {what}", amount) for what, amount in self.exclusions]
        rows += [("surplus", self.amount), ("cap", self.cap)]
        if self.aged is not None:
            rows.append((f"older than {self._weeks}", self.aged))
        rows += [("above the cap", self.excess), ("may be recovered", self.recoverable)]
        return Table(f"Surplus on {in_words(self.on)}", (("what", "What"), ("amount", "Amount")), rows)


def surplus_on(arrangement: Arrangement, *, on: date, policy: GivenPolicy) -> Surplus:
    """Calculate the surplus at the end of a day, its cap, and the excess (SUR-01 to SUR-08).

    The library uses the rule of the plan in force on the day first, then the contract's, then the policy's. All
    variations in the arrangement count; use `as_known(arrangement, on=day)` to leave out later ones.

    Raises NotRecorded, which names every missing fact: the entries, commitments, contingency and carry-forwards, the
    rule, the payment terms, and the period of a payment in advance that may be for later days.
    """
    instance("surplus_on", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("surplus_on", policy)
    return surplus_in(CaseView.in_full(arrangement, policies), day("surplus_on", on))


def surplus_in(view: CaseView, on: date) -> Surplus:
    """The surplus in a view of a case; its rule and cap are those of the policy of the day."""
    return view.once(_surplus, on)


def surplus_or_missing(view: CaseView, on: date) -> tuple[Surplus | None, tuple[str, ...]]:
    """The surplus on a day; where it cannot be told, the fields that are missing."""
    try:
        return surplus_in(view, on), ()
    except NotRecorded as error:
        return None, error.fields
    except IsfError:
        # Terms that contradict each other, or a day that no calendar has: a statement of what happened stands.
        return None, ()


def notified_on(view: CaseView, until: date) -> date | None:
    """The last day up to one on which the authority was notified of a surplus that was over its limit then."""
    for on in sorted(view.fund.surplus_told_on or (), reverse=True):
        if on <= until and (spare := surplus_or_missing(view, on)[0]) is not None and spare.must_be_notified:
            return on
    return None


def _surplus(view: CaseView, on: date) -> Surplus:
    parameters = view.policies.on(on)
    fund, contract = view.fund, view.recorded.contract
    contingency, undecided = contingency_on(view, on, parameters)
    plan = view.plans.on(on)
    rule, rule_by = _rule(plan.surplus, contract.surplus, parameters)
    missing = [
        field
        for field, fact in (
            ("contract.surplus", rule),
            ("fund.entries", fund.entries),
            ("fund.commitments", fund.commitments),
            *((field, None) for field in undecided),
            ("plan.carry_forwards", plan.carry_forwards),
        )
        if fact is None
    ]
    # Without entries nothing was spent of what is set aside, as far as anybody knows: what is missing is all named.
    ledger = Ledger(()) if fund.entries is None else Ledger.of(fund)
    aside = set_asides(ledger, plan, contingency or _ZERO, on, parameters)
    missing += aside.undecided
    try:
        phases = view.once(_regular_phases)
    except NotRecorded as error:
        raise NotRecorded("the surplus", tuple(dict.fromkeys((*missing, *error.fields)))) from None
    # The phase that the day falls in; the first before them all, the last after.
    resolved = next((each for each in reversed(phases) if each.first_day <= on), phases[0])
    missing += _undated(ledger, resolved, on)
    if missing or rule is None:
        raise NotRecorded("the surplus", tuple(dict.fromkeys(missing)))
    running = receipts_in_advance(ledger, on=on, set_aside=aside.spent_of_them)
    committed = Money.from_pence(ledger.committed(on) or 0)
    exclusions: tuple[tuple[str, Money], ...] = (
        ("money for a period that is still running", running),
        ("commitments", committed),
        ("carried forward, outside the cap", aside.outside),
        ("contingency", aside.contingency),
    )
    held = ledger.held(on)
    added = added_left(ledger, on=on, held=held - committed.pence - running.pence)
    if added:
        exclusions += (("added beside the budget", Money.total(added.values())),)
    amount = Money.from_pence(max(0, held - sum([each.pence for _, each in exclusions])))
    base, base_by, cap = _cap(rule, resolved, on, aside.named_need)
    aged = None
    if rule.weeks is not None:  # no more than is held, where more went back to a payer than was added
        aged = min(aged_balance(ledger, on=on, weeks=rule.weeks), Money.from_pence(max(0, held)))
    over = [_ZERO, *(() if cap is None else (amount - cap,)), *(() if aged is None else (min(aged, amount),))]
    excess = max(over)
    # The authority recovers nothing where the contract excludes clawback or gives no right to it; where its clauses
    # are not recorded, the rule's own word counts.
    clauses = contract.clauses
    barred = clauses.no_clawback not in (None, NOT_STATED) or clauses.surplus_recovery is NOT_STATED or not excess
    whole = amount if rule.recovers is RecoveryScope.WHOLE else excess
    return Surplus(
        on=on,
        rule=rule,
        rule_by=rule_by,
        balance=Money.from_pence(held),
        exclusions=exclusions,
        amount=amount,
        cap=cap,
        aged=aged,
        excess=excess,
        recoverable=_ZERO if barred else whole,
        account=AccountBalance(on, ledger),
        base=base,
        base_by=base_by,
        named_need=aside.named_need,
    )


def _rule(
    of_plan: SurplusRule | None, of_contract: SurplusRule | None, parameters: Parameters
) -> tuple[SurplusRule | None, Source]:
    """The rule that counts, and where it comes from: the plan's own, the contract's, the policy's."""
    rule, by = (of_plan, _BY_PLAN) if of_plan is not None else (of_contract, _BY_CONTRACT)
    if rule is None:
        rule, by = parameters.surplus, Text(f"Policy {parameters.name}")("surplus")
    return rule, by.text(f"{by.pinpoint} ({rule.clause.reference})") if rule is not None and rule.clause else by


_BESIDE: dict[str, Any] = {
    "budget.one_offs": (),
    "contract.fee": Timeline(NoFee()),
    "contract.fee_placement": None,
}
_NOT_REGULAR: dict[str, Any] = {**_BESIDE, "contract.suspension": None, "suspensions": ()}


def without_fee_and_one_offs(arrangement: Arrangement) -> Arrangement:
    """The arrangement without what the contribution does not depend on: what is not recorded of it is not missed."""
    return put_all(arrangement, _BESIDE)


def _regular_phases(view: CaseView) -> tuple[ResolvedTerms, ...]:
    """The phases; where they cannot be told, those without what is no part of a regular payment.

    That is the fee, one-off sums and suspensions.
    """
    try:
        return view.as_paid.phases
    except IsfError:
        known = view.as_paid.known
    lacking = tuple(path for path in known.without_a_base if path not in _NOT_REGULAR)
    if lacking:
        raise NotRecorded("the regular payment", lacking)
    regular = ArrangementAsKnown(put_all(known.arrangement, _NOT_REGULAR), (), (), known.day)
    return phases_of(regular, view.policies)


def _cap(rule: SurplusRule, terms: ResolvedTerms, on: date, named_need: Money) -> tuple[Any, Any, Money | None]:
    """What the cap is a share of on a day, how, and the cap, rounded half up; a named need may raise it.

    A regular payment is made when it is read: the cap needs no more than what it comes to.
    """
    # Before the first day the first counts, after the last the last; where it never began, the first.
    at = max(min(on, ends_on(terms.last_day)), terms.first_day)
    base: Any = None
    base_by: Any = None
    pence: int | Fraction = 0
    if rule.of is SurplusBase.WEEKLY_BUDGET:
        base = terms.budget.on(at).per_week(terms.weeks_in_year)
        base_by = Later(partial(_a_week, rule.of, terms, at, base, ()))
        pence = base.pounds * 100
    elif rule.of is SurplusBase.WEEKLY_PAYMENT:
        then = [each for each in terms.accruals.constant_periods if each.since <= at][-1].full
        off = (("in_house", then.in_house), ("contribution", then.contribution))
        base = ExactMoney(then.net.per_week)
        base_by = Later(partial(_a_week, rule.of, terms, at, base, tuple(name for name, rate in off if rate.per_week)))
        pence = base.pounds * 100
    elif rule.of is not None:
        is_of_four_weeks = rule.of is SurplusBase.FOUR_WEEKLY_PAYMENT
        if is_of_four_weeks and terms.cycle.frequency is not Frequency.FOUR_WEEKLY:
            terms = attrs.evolve(terms, cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=at), due_days=0)
        base = Later(partial(regular_payment, terms, at))
        pence = regular_pence(terms, at)
    cap = rule.amount
    if rule.share is not None:
        above, below = pence.numerator * rule.share.numerator, pence.denominator * rule.share.denominator
        share = Money.from_pence((2 * above + below) // (2 * below))
        cap = share if cap is None else min(cap, share)
    return base, base_by, max(cap, named_need) if cap is not None and rule.or_named_need else cap


def _a_week(of: SurplusBase, terms: ResolvedTerms, at: date, sum_: ExactMoney, off: tuple[str, ...]) -> Explanation:
    """A week's sum, by what makes it what it is: the budget, or the plan where it costs less, and what comes off."""
    by_plan = terms.by_plan is not None and terms.by_plan.on(at)
    fields = ("plan_cost" if by_plan else "actual", *off, *(("basis",) if "contribution" in off else ()))
    cited = dict.fromkeys(source for field in fields for source in terms.source_of(field))
    return Explanation.given(f"{of.value}{', as the plan costs less' * by_plan}", sum_, *cited)


def _undated(ledger: Ledger, resolved: ResolvedTerms, on: date) -> list[str]:
    """The payments and contributions that may be for days yet to come, and do not say for which they are."""
    if resolved.timing is not Timing.IN_ADVANCE:
        return []
    if all(each.kind not in _FOR_DAYS for each in ledger.without_days):
        return []
    start = resolved.cycle.start_of(resolved.cycle.number_of(on))
    since = within_calendar(start, -_LONG_BEFORE)
    return [
        f"fund.entries[{entry.ref}].period"
        for entry in ledger.within(since, on)
        if entry.period is None
        and entry.kind in _FOR_DAYS
        and entry.use is not SpendingBasis.ADDED
        and entry.corrects is None
    ]
