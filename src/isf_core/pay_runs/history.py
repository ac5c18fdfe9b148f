"""The payments made, the adjustments raised and the decisions taken, which reconciling needs to know.

Raising an adjustment and paying it are two steps. A `PaymentHistory` keeps both, so reconciling again finds nothing,
and a recovery that is spread over several payments is neither forgotten nor taken twice. What `reconcile` finds and
what somebody decides are kept apart: reconciling compares with the terms, so it would undo a decision that stood
among the differences (PAY-15).
"""

from __future__ import annotations

from datetime import date
from hashlib import blake2s

import attrs

from ..errors import IsfError, NotRecorded
from ..model.validators import TupleOf, a, a_day, a_flag, a_text, as_money, as_money_or_none, maybe
from ..schedule.payment import Payment
from ..values.checks import instance
from ..values.dates import Period, in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import Record
from ..values.sources import PRACTICE

SIGNS = {"budget": 1, "in_house": -1, "contribution": -1, "fee": 0, "fee_on_top": 1, "one_off": 1}
"""What a component does to the payment; a fee inside the budget is no part of the sum."""

BILLING = PRACTICE("the difference to what was paid, by original period, on the next payment (PAY-08)")
DECIDED = PRACTICE("a decision about money stands, whatever is reconciled after it (PAY-15)")


def mark_of(period: Period, component: str, change: Money, raised_on: date) -> str:
    """The mark that fits what a reconciliation found, and no other sum, period or day."""
    told = (period.first_day, period.last_day, component, change.pence, raised_on)
    return blake2s(" ".join(map(str, told)).encode(), digest_size=4).hexdigest()


@frozen(kw_only=True, repr=False)
class Adjustment(Record):
    """A correction of one component of one paid period: `change` is the new sum less the old one, as Money.

    `amount` is what it adds to a payment; it is negative if it takes something off. A history takes only what
    `reconcile` found; record what somebody decides as a `Decision`. `mark` tells the two apart, so store it with the
    other fields. It fits the period, component, sum and day that `reconcile` gave it for; you may change the reason.
    """

    period: Period = attrs.field(validator=a(Period))
    component: str = attrs.field(validator=a_text)
    change: Money = attrs.field(converter=as_money)
    raised_on: date = attrs.field(validator=a_day)
    reason: str | None = attrs.field(default=None, validator=maybe(a_text))
    mark: str | None = attrs.field(default=None, repr=False, validator=maybe(a_text))

    def __attrs_post_init__(self) -> None:
        if self.component not in SIGNS:
            wrong = f"{self.component[:40]!r} is none"
            raise IsfError("Adjustment.component", wrong, f"give one of {', '.join(SIGNS)}")

    @property
    def amount(self) -> Money:
        """What it adds to what is paid."""
        return self.change * SIGNS[self.component]

    @property
    def is_by_hand(self) -> bool:
        """Whether no reconciliation found just this."""
        return self.mark != mark_of(self.period, self.component, self.change, self.raised_on)

    def explain(self) -> Explanation:
        """The correction as a leaf, with its reason."""
        what = f"{self.component.replace('_', ' ')} for {self.period}, corrected"
        return Explanation.given(f"{what} ({self.reason})" if self.reason else what, self.amount, BILLING)


@frozen(kw_only=True, repr=False)
class Decision(Record):
    """A decision about money, which no later reconciliation undoes (PAY-15).

    `amount`, as Money, is what it adds to what the holder is to have: above zero to write off an overpayment or for a
    goodwill payment, below zero for an agreed recovery or a penalty. `decided_by` is the reference of whoever decided.
    Add it with `history.deciding(...)`; the next payments include it.

    Raises IsfError if no reason is given, or nobody who decided.

    >>> agreed = Decision(
    ...     amount="-500", reason="unspent, agreed with the holder", decided_by="panel", decided_on=date(2026, 5, 20)
    ... )
    >>> PaymentHistory().deciding(agreed).outstanding
    Money('-500.00')
    """

    amount: Money = attrs.field(converter=as_money)
    reason: str = attrs.field(validator=a_text)
    decided_by: str = attrs.field(validator=a_text)
    decided_on: date = attrs.field(validator=a_day)
    ref: str | None = attrs.field(default=None, validator=maybe(a_text))

    def explain(self) -> Explanation:
        """Explain the decision in one line: who decided it, when and why."""
        what = f"decided by {self.decided_by} on {in_words(self.decided_on)[4:]}: {self.reason}"
        return Explanation.given(what, self.amount, DECIDED)


@frozen(kw_only=True, repr=False)
class PaymentMade(Record):
    """A payment as it was made: its days, each component as paid, and what was adjusted.

    Give every component, `0` where nothing was paid of it: one that is left out is not recorded, and nothing can be
    compared then. Of a one-off sum that was paid alone give `one_off`, and in `paid_for` its reference, or what it is:
    two of one day and one amount are told apart by it. `ref` is the reference of the remittance: it tells apart two
    payments of one day that are alike.

    `adjusted` is how much of the adjustments and decisions was paid with it or, if negative, taken from it. `policy` is
    the name of the policy (or policies) that its days were paid under, and `policy_digest` tells its numbers, one by
    one, from others; store both. None is not recorded: it then counts as paid under the policy that you give.
    """

    paid_on: date = attrs.field(validator=a_day)
    period: Period = attrs.field(validator=a(Period))
    budget: Money | None = attrs.field(default=None, converter=as_money_or_none)
    in_house: Money | None = attrs.field(default=None, converter=as_money_or_none)
    contribution: Money | None = attrs.field(default=None, converter=as_money_or_none)
    fee: Money | None = attrs.field(default=None, converter=as_money_or_none)
    fee_on_top: Money | None = attrs.field(default=None, converter=as_money_or_none)
    one_off: Money | None = attrs.field(default=None, converter=as_money_or_none)
    adjusted: Money = attrs.field(default=Money(0), converter=as_money)
    is_regular: bool = attrs.field(default=True, validator=a_flag)
    policy: str | None = attrs.field(default=None, validator=maybe(a_text))
    policy_digest: str | None = attrs.field(default=None, repr=False, validator=maybe(a_text))
    ref: str | None = attrs.field(default=None, validator=maybe(a_text))
    paid_for: str | None = attrs.field(default=None, validator=maybe(a_text))

    @classmethod
    def of(cls, payment: Payment, paid_on: date, adjusted: Money = Money(0)) -> PaymentMade:  # noqa: B008
        """Make the record of a payment from a schedule."""
        instance("PaymentMade.of", payment, Payment, "give a Payment")
        sums = {name: getattr(payment, name) for name in SIGNS}
        policies = payment.resolved.policies
        name, digest = (None, None) if policies is None else policies.paid_under(payment.period)
        alone = () if payment.is_regular else payment.one_offs
        return cls(
            paid_on=paid_on,
            period=payment.period,
            adjusted=adjusted,
            is_regular=payment.is_regular,
            policy=name,
            policy_digest=digest,
            paid_for=next((each.ref or each.what for each in alone), None),
            **sums,
        )

    @property
    def sums(self) -> dict[str, Money]:
        """Each component as it was paid; raises NotRecorded where one is not recorded."""
        missing = self.missing
        if missing:
            raise NotRecorded("what was paid", tuple(f"payments.{name}" for name in missing))
        return {name: getattr(self, name) or Money(0) for name in SIGNS}

    @property
    def missing(self) -> tuple[str, ...]:
        """The components that are not recorded; a one-off sum that was paid alone has no others."""
        return tuple(name for name in (SIGNS if self.is_regular else ("one_off",)) if getattr(self, name) is None)

    @property
    def amount(self) -> Money:
        """What was paid, adjustments included; raises NotRecorded where a component is not recorded."""
        return Money.total(sum_ * SIGNS[name] for name, sum_ in self.sums.items()) + self.adjusted


@frozen(kw_only=True, repr=False)
class PaymentHistory(Record):
    """The payments made, the adjustments raised and the decisions taken for one arrangement.

    Once it is reconciled, what is due by the terms plus the decisions equals what was paid plus what is outstanding.

    Raises IsfError for an adjustment that no reconciliation found, and for a payment or a decision that is recorded
    twice: two records with one `ref`, or alike in everything. Where a payment was truly made twice, its records have a
    `ref` or a day of their own, and `reconcile` takes the second back and says so.

    >>> PaymentHistory().outstanding
    Money('0.00')
    """

    payments: tuple[PaymentMade, ...] = attrs.field(default=(), converter=TupleOf[PaymentMade])
    raised: tuple[Adjustment, ...] = attrs.field(default=(), converter=TupleOf[Adjustment], metadata={"most": 100_000})
    decisions: tuple[Decision, ...] = attrs.field(default=(), converter=TupleOf[Decision])

    def __attrs_post_init__(self) -> None:
        for place, each in enumerate(self.raised):
            if each.is_by_hand:
                raise IsfError(
                    f"PaymentHistory.raised[{place}]",
                    "an adjustment made by hand, which the next reconciliation would undo",
                    "record a Decision with history.deciding(...); what reconcile found keeps its mark",
                )
        _each_once("payment", self.payments)
        _each_once("decision", self.decisions)

    def require(self, job: str) -> None:
        """Raise NotRecorded, for some job, which names each component of a payment that is not recorded."""
        missing = (
            f"history.payments[{place}].{name}" for place, made in enumerate(self.payments) for name in made.missing
        )
        if fields := tuple(missing):
            raise NotRecorded(job, fields)

    @property
    def paid_to(self) -> date | None:
        """The last day of the latest period that was paid; None if none was."""
        days = [made.period.last_day for made in self.payments if made.is_regular]
        return max(days) if days else None

    @property
    def outstanding(self) -> Money:
        """What was raised or decided and is not yet paid or, if negative, not yet taken back; of whatever day it is."""
        raised = Money.total(each.amount for each in self.raised)
        return raised + self.decided - Money.total(made.adjusted for made in self.payments)

    @property
    def decided(self) -> Money:
        """What the decisions add to what the holder is to have."""
        return Money.total(each.amount for each in self.decisions)

    @property
    def amount(self) -> Money:
        """The total paid."""
        return Money.total(made.amount for made in self.payments)

    def paying(self, *made: PaymentMade) -> PaymentHistory:
        """Add payments: give a new history."""
        return self.replace(payments=(*self.payments, *made))

    def raising(self, *adjustments: Adjustment) -> PaymentHistory:
        """Add adjustments that `reconcile` found: give a new history. `found.history` already has them."""
        return self.replace(raised=(*self.raised, *adjustments))

    def deciding(self, *decisions: Decision) -> PaymentHistory:
        """Add decisions about money: give a new history."""
        return self.replace(decisions=(*self.decisions, *decisions))


def known_on(history: PaymentHistory, on: date) -> PaymentHistory:
    """The history without the decisions that were not taken yet on a day.

    What a payment took up was decided by the day it was made.
    """
    latest = max((on, *(made.paid_on for made in history.payments if made.adjusted)))
    taken = tuple(each for each in history.decisions if each.decided_on <= latest)
    return history if taken == history.decisions else history.replace(decisions=taken)


def _each_once(what: str, entries: tuple[PaymentMade | Decision, ...]) -> None:
    """Refuse two records of one payment or decision: alike in everything, or with one reference."""
    seen: dict[object, int] = {}
    for place, each in enumerate(entries):
        key = each if each.ref is None else each.ref
        if key in seen:
            raise IsfError(
                f"PaymentHistory.{what}s[{place}]",
                f"the same {what} as {what}s[{seen[key]}]",
                f"record it once; if it was {'made' if what == 'payment' else 'taken'} twice, give each its own ref",
            )
        seen[key] = place
