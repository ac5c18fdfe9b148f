"""Rules on surplus and overspend (SUR, OVR)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from fractions import Fraction

from ..account.balance import balance_on
from ..account.ledger import Ledger
from ..account.overspend import overspend_in
from ..account.surplus import Surplus, surplus_in
from ..errors import several
from ..model.account import Entry, EntryKind, SpendingBasis
from ..model.documents import NOT_STATED, Clause, NotDone, ends_on
from ..model.plan import SupportPlan
from ..values.checks import added
from ..values.dates import days_after, in_words
from ..values.money import Money, plain_number
from ..values.record import misspelt
from ..values.sources import DORSET_MODEL_AGREEMENT, IPC, LANCASHIRE, TLAP, Standing
from .engine.case import Case
from .engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs, note, should
from .facts.acts import until
from .facts.conditions import it_has_begun, the_budget_is_paid
from .facts.entries import BY_PLAN, AskedOf, Planned, asked_of, entries_until, of_kind


def _surplus(case: Case, on: date) -> Surplus:
    """The surplus on a day; what it rests on is asked for by name."""
    arrangement, plan = case.arrangement, case.known.plan_over_time.on(on)
    case.require_all(
        (plan.surplus or arrangement.contract.surplus or case.policies.on(on).surplus, "contract.surplus"),
        (arrangement.fund.entries, "fund.entries"),
        (arrangement.fund.commitments, "fund.commitments"),
        (arrangement.budget.contingency, "budget.contingency"),
        (plan.carry_forwards, "plan.carry_forwards"),
    )
    return surplus_in(case.view, on)


@must(
    "SUR-02",
    "the authority is notified of a surplus over the cap",
    source=(
        LANCASHIRE("6.16", words="the Provider will notify the Authority"),
        DORSET_MODEL_AGREEMENT("5", words="a surplus of up to 4 times your weekly budget"),
    ),
    when=it_has_begun,
    message="the underspend is {held}, {excess} over the agreed limit; the provider must tell the council",
    remedy="tell the authority; it may review the plan and recover {recoverable}",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""The "payment made by the Authority" is the net payment if the person pays their contribution to
    the holder. A notice counts if it was given on a day, up to the day of judgement, on which the surplus was over the
    cap too.""",
)
@needs("contract.surplus", "policy.surplus", "fund.entries", "fund.commitments")
def a_surplus_above_its_cap_is_told(case: Case) -> Breach | None:
    now = _surplus(case, case.on)
    if not now.must_be_notified:
        return None
    told = case.require(case.arrangement.fund.surplus_told_on, "fund.surplus_told_on")
    if any(_surplus(case, on).must_be_notified for on in _with_something_to_spare(case, told)):
        return None
    return Breach("fund.entries", held=now.amount, excess=now.excess, recoverable=now.recoverable)


def _with_something_to_spare(case: Case, days: tuple[date, ...]) -> list[date]:
    """Those days up to the day of judgement on which more than the contingency was held, the latest first."""
    ledger, kept = Ledger.of(case.arrangement.fund), case.arrangement.budget.contingency
    used = any(entry.use is SpendingBasis.CONTINGENCY for entry in case.arrangement.fund.entries or ())
    # Some of it may have been used, and is kept no longer; weeks of the budget are worked out with the surplus.
    contingency = kept if isinstance(kept, Money) and not used else Money(0)
    until = {on for on in days if on <= case.on}
    return [on for on in sorted(until, reverse=True) if ledger.held(on) > contingency.pence]


def _spent_on_support(case: Case) -> list[Entry]:
    return case.once(_on_support)


def _on_support(case: Case) -> list[Entry]:
    return [entry for entry in entries_until(case) if entry.kind in BY_PLAN]


@must(
    "SUR-03a",
    source=LANCASHIRE("6.16", words="used to meet the agreed broad outcomes set out in the Support Plan"),
    when=it_has_begun,
    message="{amount} ({entry}) was spent outside the plan: {why}",
    remedy="agree with the person for which outcome of the plan it is, or pay it back",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""What is outside the supports of the plan in force on the day of the entry is agreed with the
    person, by the day it is spent, for outcomes that the plan has. An urgent need is for SUR-03b. What is spent before
    the contract's first day is outside the plan, and so is what is spent after the last, unless it is for days
    before.""",
)
@needs("fund.entries")
def surplus_is_used_as_agreed_for_outcomes_of_the_plan(case: Case) -> Found:
    spent = _spent_on_support(case)
    if not spent:
        return
    plans, last_day = Planned(case), case.last_day
    yield last_day, "contract.last_day"
    begins, ends = case.arrangement.contract.first_day or date.min, ends_on(last_day)
    as_planned: list[AskedOf] = []
    for entry in spent:
        outside = "" if entry.period is None and begins <= entry.on <= ends else _outside(entry, begins, ends)
        if outside:
            yield Breach(f"fund.entries[{entry.ref}]", amount=entry.amount, entry=entry.ref, why=outside)
        elif outside is None:
            yield None, f"fund.entries[{entry.ref}].period"
        if not outside:
            use, support = entry.use, entry.support
            if support in plans.supports(case, entry.on) and use is not SpendingBasis.SURPLUS:
                as_planned.append((support, entry, "support"))
            elif use is None or (support is None and use is SpendingBasis.AS_PLANNED):
                # Without the support that it is for, nobody can tell whether it needs a use of its own.
                yield None, f"fund.entries[{entry.ref}].{'use' if support is not None else 'support'}"
            elif use not in (SpendingBasis.URGENT, SpendingBasis.ADDED):
                why = yield from _not_agreed(entry, plans.on(entry.on), f"fund.entries[{entry.ref}]")
                if why:
                    yield Breach(f"fund.entries[{entry.ref}]", amount=entry.amount, entry=entry.ref, why=why)
    yield from asked_of(as_planned)


def _outside(entry: Entry, begins: date, ends: date) -> str | None:
    """Why an entry is for days outside the contract; "" where it is not, None where it does not say its days."""
    period = entry.period
    first, last = (entry.on, entry.on) if period is None else (period.first_day, period.last_day)
    if first < begins:
        return f"it is for days before the first, {in_words(begins)}"
    if last <= ends:
        return ""
    return None if period is None else f"it is for days after the last, {in_words(ends)}"


def _not_agreed(entry: Entry, plan: SupportPlan, field: str) -> Generator[Asked, None, str]:
    """Why a use of the surplus was not as agreed; "" where it was, or where it cannot be told."""
    outcomes = None if plan.outcomes is None else {outcome.ref for outcome in plan.outcomes}
    if entry.use is SpendingBasis.AS_PLANNED:
        support = str(entry.support)
        meant = misspelt(support, [each.ref for each in plan.supports or ()])
        return f"the plan has no support {support[:40]}" + (f" (did you mean {meant[:40]}?)" if meant else "")
    if entry.outcomes == ():
        return "it serves no outcome"
    if entry.outcomes is not None and outcomes is not None:
        unknown = [ref for ref in entry.outcomes if ref not in outcomes]
        if unknown:
            return f"the plan has no outcome {unknown[0][:40]}"
    if isinstance(entry.agreed_on, NotDone):
        return f"it was not agreed with the person{until(entry.agreed_on)}"
    if entry.agreed_on is not None and entry.agreed_on > entry.on:
        return "it was agreed with the person only afterwards"
    yield entry.outcomes, f"{field}.outcomes"
    yield outcomes, "plan.outcomes"
    yield entry.agreed_on, f"{field}.agreed_on"
    return ""


@note(
    "SUR-03b",
    source=LANCASHIRE("6.17", words="to alleviate risk in an urgent or emergency situation"),
    when=it_has_begun,
    message="{amount} ({entry}) met an urgent need, and the account was then overdrawn by {below}",
    remedy="tell the authority: an urgent need is met from a surplus, and there was none",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""It alleviates a risk, which is recorded. The surplus is used no further than there is money;
    beyond that it is an overspend (OVR-01).""",
)
@needs("fund.entries")
def an_urgent_need_is_met_from_what_is_held(case: Case) -> Found:
    plans = Planned(case)
    spent, ledger = _spent_on_support(case), Ledger.of(case.arrangement.fund)
    for entry in spent:
        field = f"fund.entries[{entry.ref}]"
        if entry.use is SpendingBasis.URGENT:
            yield entry.what, f"{field}.what"
        elif entry.use is not None or entry.support in plans.named(entry.on):
            continue
        below = Money.from_pence(-ledger.held(entry.on))
        if below > Money(0) and entry.use is SpendingBasis.URGENT:
            yield Breach(field, amount=entry.amount, entry=entry.ref, below=below)
        elif below > Money(0):
            # Money was spent that was not there, and it may have been for an urgent need.
            yield None, f"{field}.{'use' if entry.support is not None else 'support'}"


@must(
    "SUR-05",
    source=(
        IPC("5, Underspends", words="if it has been mutually agreed that it is not required"),
        TLAP("Flexible Contracting, 11) No clawback", words="there can be no clawback"),
    ),
    when=it_has_begun,
    standing=Standing.ARRANGEMENT,
    message="the council took back {amount} ({entry}); the contract allows it to take {recoverable}",
    remedy="pay back what was taken beyond it; what is not agreed to go back stays as contingency",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""A clause agrees beforehand to a recovery of no more than is over the cap at the end of the day
    before. Anything else is agreed for the occasion, by the day it is taken (`agreed_on`), because the text asks for
    mutual agreement that the money is not required. Recoveries of one day that were not so agreed count together.""",
)
@needs("fund.entries")
def a_surplus_goes_back_only_where_that_was_agreed(case: Case) -> Found:
    recovered: dict[date, list[Entry]] = {}
    for entry in of_kind(case, EntryKind.SURPLUS_RECOVERED):
        if not (isinstance(entry.agreed_on, date) and entry.agreed_on <= entry.on):
            recovered.setdefault(entry.on, []).append(entry)
    if not recovered:
        return
    clause = case.require(case.arrangement.contract.clauses.surplus_recovery, "contract.clauses.surplus_recovery")
    excluded = case.require(case.arrangement.contract.clauses.no_clawback, "contract.clauses.no_clawback")
    for on, entries in sorted(recovered.items()):
        could = Money(0)
        if clause is not NOT_STATED and excluded is NOT_STATED and on > date.min:
            could = _surplus(case, days_after(on, -1)).recoverable
        taken = Money.total(entry.amount for entry in entries)
        if taken > could:
            refs = several(entry.ref for entry in entries)
            yield Breach(f"fund.entries[{entries[0].ref}]", amount=taken, entry=refs, recoverable=could)


@condition("the contract has agreed shares in what is saved", otherwise="no agreement to share savings is recorded")
@needs("contract.savings")
def savings_are_shared(case: Case) -> bool:
    return case.arrangement.contract.savings is not None


@must(
    "SUR-06",
    source=TLAP("Better incentives", words="a three-way efficiency sharing agreement"),
    when=savings_are_shared,
    standing=Standing.ARRANGEMENT,
    message="the shares in a saving add up to {shares}, and not to one",
    remedy="agree shares that add up to one",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="A saving is shared wholly between those that agreed to share it.",
)
def the_shares_in_a_saving_add_up_to_one(case: Case) -> Breach | None:
    savings = case.arrangement.contract.savings
    whole = added("SUR-06", (share.share for share in savings.shares)) if savings else Fraction(1)
    return Breach("contract.savings.shares", shares=plain_number(whole)) if whole != 1 else None


@must(
    "SUR-08",
    source=(
        TLAP("Flexible Contracting, 11) No clawback", words="there can be no clawback"),
        LANCASHIRE("6.16", words="retains the right to recover some or all of any such surplus balance"),
    ),
    standing=Standing.ARRANGEMENT,
    message="the contract says both that no money is clawed back and that the council may recover an underspend",
    remedy="agree who keeps an underspend: the ISF provider, or the council by a clause",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""By TLAP the money belongs to the holder once the terms are met, by Lancashire the authority may
    recover it. Either may be agreed, not both. Who owns the money is CON-22's.""",
)
@needs("contract.clauses.no_clawback", "contract.clauses.surplus_recovery")
def clawback_is_excluded_or_allowed_and_not_both(case: Case) -> Found:
    clauses = case.arrangement.contract.clauses
    if isinstance(clauses.no_clawback, Clause) and isinstance(clauses.surplus_recovery, Clause):
        yield Breach("contract.clauses.no_clawback")
    if clauses.no_clawback is not NOT_STATED and clauses.surplus_recovery is not NOT_STATED:
        yield clauses.no_clawback, "contract.clauses.no_clawback"
        yield clauses.surplus_recovery, "contract.clauses.surplus_recovery"


@should(
    "OVR-01",
    source=(
        TLAP(
            "Flexible Contracting, 12) Provider responsibility",
            words="how and when service providers should support people to seek re-assessment of need",
        ),
        TLAP("Questions for service providers, 10)", words="These arrangements need to be set out clearly"),
    ),
    when=(it_has_begun, the_budget_is_paid),
    standing=Standing.ARRANGEMENT,
    message="the fund is overspent by {overspend}, {beyond} more than the provider covers under the contract",
    remedy="ask for reassessment: the budget does not meet the needs",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""An overspend is how far the account is below 0.00 once what has accrued by the day has been paid
    in: money that is due in arrears, or simply late, is to come (LED-12 and LED-10 find what is late). It is met in the
    agreed order; beyond the holder's limit the person is reassessed. A warning: somebody must look; what must be set
    out is for CON-13.""",
)
@needs("fund.entries")
def an_overspend_is_met_within_the_agreed_limits(case: Case) -> Breach | None:
    fund = case.arrangement.fund
    case.require(fund.entries, "fund.entries")
    if balance_on(fund, on=case.on).balance >= Money(0):
        return None
    case.require(case.arrangement.contract.overspend, "contract.overspend")
    met = overspend_in(case.view, case.on)
    if not met.calls_for_reassessment:
        return None
    return Breach("fund.entries", trees=(met.explain(),), overspend=met.overspend, beyond=met.beyond)
