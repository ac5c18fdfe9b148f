"""Compare what was paid with what is due now, and decide how far back a change counts.

If a change affects payments already made, each original period and component gives an adjustment: what is due now
less what was paid and adjusted before, at the amounts then paid (PAY-08).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from ..errors import ImpossiblePeriod, recorded
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, HowFarBack, Parameters, Policies, policies_of
from ..schedule.build import Schedule
from ..values.checks import day, instance
from ..values.dates import Period, in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.layout import FEW_ROWS, Headline, Page
from ..values.money import Money
from ..values.table import Table, Tabular, as_read
from ._reasons import Effect, effects_of, reason_for
from .due_for_paid import at_home, counting_for, due_for_what_was_paid
from .history import SIGNS, Adjustment, PaymentHistory, PaymentMade, mark_of

_NAME, _DAYS, _REASON = 100, 15, 500
"""How much of a policy's name a reason has, how many days of payments made twice, and how long it is at most."""


@frozen(kw_only=True, str=False, repr=False)
class Reconciliation(Tabular):
    """The adjustments to make, and the corrections that the policy withholds.

    `withheld` lists the corrections that would be due if every change counted from when it took effect (PAY-10: both
    are reported). `history` has the adjustments raised.
    """

    adjustments: tuple[Adjustment, ...]
    withheld: tuple[Adjustment, ...]
    history: PaymentHistory

    @property
    def amount(self) -> Money:
        """What the adjustments add to what is paid; below zero if they take something off."""
        return Money.total(each.amount for each in self.adjustments)

    @property
    def amount_withheld(self) -> Money:
        """The total that the policy withholds."""
        return Money.total(each.amount for each in self.withheld)

    def explain(self) -> Explanation:
        """Explain the total of the adjustments."""
        nodes = [each.explain() for each in self.adjustments]
        return Explanation.sum("adjustments", *nodes) if nodes else Explanation.given("adjustments", Money(0))

    def page(self) -> Page:
        """What is adjusted in all, what the policy withholds, and each adjustment with its reason."""
        withheld = f"{as_read(self.amount_withheld)} is withheld by the policy" if self.withheld else ""
        return Page(Headline("Adjustments, in all:", as_read(self.amount), withheld), self.table(), rows=FEW_ROWS)

    def table(self) -> Table:
        """Show one row for each adjustment, with those that the policy withholds in a column of their own."""
        made = len(self.adjustments)
        return Table.of(
            "Adjustments",
            enumerate((*self.adjustments, *self.withheld)),
            ("first_day", "From", lambda row: row[1].period.first_day),
            ("last_day", "To", lambda row: row[1].period.last_day),
            ("component", "Component", lambda row: row[1].component.replace("_", " ")),
            ("amount", "Adds to the payment", lambda row: row[1].amount if row[0] < made else None),
            ("withheld", "Withheld by the policy", lambda row: None if row[0] < made else row[1].amount),
            ("reason", "Reason", lambda row: row[1].reason),
            totals={"last_day": "Total", "amount": self.amount, "withheld": self.amount_withheld},
        )


def reconcile(arrangement: Arrangement, history: PaymentHistory, *, on: date, policy: GivenPolicy) -> Reconciliation:
    """Compare what was paid with what is due, as the arrangement is known on a day (PAY-08, PAY-10).

    It compares only periods that were paid, each with what is now due for its days, at the amounts then paid. If a
    payment is partly for days that were paid, it is cut: what is for the other days is paid in its turn. The policy's
    `backdating` says how far back a change counts. Decisions stand as they are (PAY-15).

    Of dated policies, each day is compared under its own, and how far back a change counts is for the policy of the day
    on which it became known. A payment whose `policy_digest` tells that it was paid under other numbers is corrected,
    as far as the `backdating` of the policy on `on` allows (PAY-14).

    Raises NotRecorded if a change affects payments already made and the policy does not say how far back it counts, or
    if a component of a payment is not recorded; ImpossiblePeriod for a payment before the arrangement's first day,
    which nothing can adjust.
    """
    instance("reconcile", arrangement, Arrangement, "give an Arrangement")
    instance("reconcile", history, PaymentHistory, "give a PaymentHistory")
    policies = policies_of("reconcile", policy)
    view = ArrangementAsKnown.on(arrangement, day("reconcile", on))
    clamped = counting_for(view, history, policies)
    if not history.payments:
        return Reconciliation(adjustments=(), withheld=(), history=history)
    first_day = arrangement.contract.first_day
    early = [made.period for made in history.payments if first_day is not None and made.period.first_day < first_day]
    early += [each.period for each in history.raised if first_day is not None and each.period.first_day < first_day]
    if early:
        wrong = f"{early[0]} begins before the first day, {first_day}"
        raise ImpossiblePeriod("reconcile", wrong, "nothing is adjusted before the first period")
    history.require("what to correct")
    due = due_for_what_was_paid(clamped, history, policies)
    full = due if clamped is view else due_for_what_was_paid(view, history, policies)
    effects, others = effects_of(view, policies), _paid_under_others(history, policies)
    all_of_them = _differences(full, history, on, effects, others)
    adjustments = found_now(due, history, on, policies, effects)
    return Reconciliation(
        adjustments=adjustments,
        withheld=_beyond(all_of_them, adjustments, others),
        history=history.raising(*adjustments),
    )


def _paid_under_others(history: PaymentHistory, policies: Policies[Parameters]) -> dict[Period, str]:
    """The periods that were paid under other numbers than those of these policies, and how that is said."""
    out: dict[Period, str] = {}
    for made in history.payments:
        if made.policy_digest is not None:
            name, digest = policies.paid_under(made.period)
            # A number that was not set then cannot have been needed.
            others = [part.partition(":")[0] for part in made.policy_digest.split() if part not in digest.split()]
            if others:
                what, was = ", ".join(others).replace("_", " "), (made.policy or "before")[:_NAME]
                out[made.period] = f"paid under the policy {was}; {name[:_NAME]} has another {what[:_NAME]}"
                (_, first), *later = policies.within(made.period.first_day, made.period.last_day)
                if later and Policies(first).paid_under(made.period)[1] == made.policy_digest:
                    new = f"the days from {in_words(later[0][0])} on are under {later[0][1].name[:_NAME]}"
                    out[made.period] = f"paid under the policy {was}; {new}, which has another {what[:_NAME]}"
    return out


def _out_of_reach(history: PaymentHistory, wanted: list[Period], parameters: Parameters) -> set[Period]:
    """Which of some payments that were paid under another policy stay as they were paid, whole as they are."""
    if not wanted:
        return set()
    rule = recorded(parameters.backdating, "what to correct", "policy.backdating")
    first = min((made.period.first_day for made in history.payments if made.is_regular), default=None)
    return {
        period
        for period in wanted
        if rule.how_far is HowFarBack.NEVER
        or (rule.how_far is HowFarBack.NOT_THE_FIRST_PAYMENT and period.first_day == first)
        or (rule.earliest is not None and period.first_day < rule.earliest)
    }


def _differences(
    due: Schedule, history: PaymentHistory, on: date, effects: list[Effect], others: dict[Period, str]
) -> tuple[Adjustment, ...]:
    """New less old, by original period and component."""
    twice = _paid_twice(history)
    sums: dict[Period, dict[str, int]] = {}
    last: defaultdict[Period, date] = defaultdict(lambda: date.min)
    for made in history.payments:
        old, sums_of = sums.setdefault(made.period, dict.fromkeys(SIGNS, 0)), made.sums
        last[made.period] = max(last[made.period], made.paid_on)
        for name in SIGNS:
            old[name] -= sums_of[name].pence
    for raised in history.raised:
        old = sums.setdefault(raised.period, dict.fromkeys(SIGNS, 0))
        old[raised.component] -= raised.change.pence
        last[raised.period] = max(last[raised.period], raised.raised_on)
    for home, payment in at_home(due, history):
        new = sums.setdefault(home, dict.fromkeys(SIGNS, 0))
        for name in SIGNS:
            new[name] += getattr(payment, name).pence
    return tuple(
        Adjustment(
            period=period,
            component=name,
            change=change,
            raised_on=on,
            reason=_said(
                reason_for(period, effects, name, last[period], is_told=period in others or period in twice),
                others.get(period),
                twice.get(period),
            ),
            mark=mark_of(period, name, change, on),
        )
        for period in sorted(sums, key=lambda each: (each.first_day, each.last_day))
        for name, change in zip(SIGNS, map(Money.from_pence, sums[period].values()), strict=True)
        if change
    )


def _paid_twice(history: PaymentHistory) -> dict[Period, str]:
    """The periods of which a payment was made more than once with the same sums, and how that is said."""
    alike: dict[tuple[Period, tuple[object, ...]], list[PaymentMade]] = {}
    for made in history.payments:
        alike.setdefault((made.period, (made.is_regular, made.paid_for, *made.sums.values())), []).append(made)
    said = {}
    for (period, (_, _, *sums)), each in alike.items():
        if len(each) > 1 and any(sums):
            days = ", ".join(in_words(made.paid_on)[4:] for made in each[:_DAYS])
            said[period] = f"paid {len(each)} times: on {days}{', …' * (len(each) > _DAYS)}"
    return said


def found_now(
    due: Schedule, history: PaymentHistory, on: date, policies: Policies[Parameters], effects: list[Effect]
) -> tuple[Adjustment, ...]:
    """What differs from what was paid, as far as the policy goes back: `due` is as it lets changes count."""
    others = _paid_under_others(history, policies)
    found = _differences(due, history, on, effects, others)
    kept = _out_of_reach(history, [each.period for each in found if each.period in others], policies.on(on))
    return tuple(each for each in found if each.period not in kept)


def _said(*reasons: str | None) -> str | None:
    """Several reasons in one, as far as a reason has room for them."""
    return "; ".join(filter(None, reasons))[:_REASON] or None


def _beyond(
    full: tuple[Adjustment, ...], allowed: tuple[Adjustment, ...], others: dict[Period, str]
) -> tuple[Adjustment, ...]:
    """What a full correction would add to the allowed one."""
    left = {(each.period, each.component): each.change for each in full}
    for one in allowed:
        key = (one.period, one.component)
        left[key] = left.get(key, Money(0)) - one.change
    raised_on = (*full, *allowed)[0].raised_on if left else date.min
    reason = "the policy does not go back so far (PAY-10)"
    why = {period: f"{said}; {reason}" for period, said in others.items()}
    return tuple(
        Adjustment(
            period=period, component=component, change=change, raised_on=raised_on, reason=why.get(period, reason)
        )
        for (period, component), change in left.items()
        if change
    )
