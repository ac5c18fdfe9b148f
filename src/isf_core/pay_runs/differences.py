"""What is due now for what was paid, less what was paid: by original period and component (PAY-08, PAY-10)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from ..errors import recorded
from ..model.parameters import HowFarBack, Parameters, Policies
from ..schedule.build import Schedule
from ..values.dates import Period, in_words
from ..values.money import Money
from ._reasons import Effect, reason_for
from .due_for_paid import at_home
from .history import SIGNS, Adjustment, PaymentHistory, PaymentMade, mark_of

_NAME, _DAYS, _REASON = 100, 15, 500
"""How much of a policy's name a reason has, how many days of payments made twice, and how long it is at most."""


def paid_under_others(history: PaymentHistory, policies: Policies[Parameters]) -> dict[Period, str]:
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


def differences(
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
    others = paid_under_others(history, policies)
    found = differences(due, history, on, effects, others)
    kept = _out_of_reach(history, [each.period for each in found if each.period in others], policies.on(on))
    return tuple(each for each in found if each.period not in kept)


def _said(*reasons: str | None) -> str | None:
    """Several reasons in one, as far as a reason has room for them."""
    return "; ".join(filter(None, reasons))[:_REASON] or None


def beyond_reach(
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
