"""A local policy's parameters, without its rules: what applies where the contract is silent."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Protocol, runtime_checkable

import attrs

from ..errors import IsfError
from ..values.checks import instance
from ..values.money import Money
from ..values.pay_cycle import PayCycle
from ..values.record import Record
from ..values.working_days import Move, WorkingDays
from . import validators as v
from .budget import DeploymentOption
from .documents import AgreementKind
from .due_dates import DueDays, days_until_due
from .fees import FeeBase
from .payment_terms import (
    Basis,
    ChargingTerms,
    Convention,
    OneOffPayment,
    PaymentLevel,
    Placement,
    Timing,
    as_weeks_or_none,
)
from .plan import SupportKind
from .surplus import SurplusRule
from .suspension import SuspensionRule, SuspensionRules, suspension_terms
from .termination import TerminationTerms


@attrs.frozen(kw_only=True, repr=False)
class Band(Record):
    """From a lowest to a highest sum, both inside it.

    >>> Money("25.00") in Band(lowest=Money(5), highest=Money(25))
    True
    """

    lowest: Money = attrs.field(converter=v.as_money)
    highest: Money = attrs.field(converter=v.as_money)

    def __attrs_post_init__(self) -> None:
        if self.highest < self.lowest:
            raise IsfError("Band", f"{self.highest} is below {self.lowest}", "give the lowest first")

    def __contains__(self, sum_: Money) -> bool:
        instance("Band", sum_, Money, "give Money")
        return self.lowest <= sum_ <= self.highest


class HowFarBack(Enum):
    """How far back a change may be put into effect (PAY-10)."""

    TO_WHEN_IT_TOOK_EFFECT = "to when it took effect"
    TO_A_DATE = "to a date, and no further"
    NOT_THE_FIRST_PAYMENT = "not for the arrangement's first payment"
    NEVER = "never for payments already made"


@attrs.frozen(kw_only=True, repr=False)
class Backdating(Record):
    """How far back a change counts; `earliest` is the date, where it is to a date.

    >>> Backdating(how_far=HowFarBack.NEVER)
    Backdating(how_far=<HowFarBack.NEVER: 'never for payments already made'>)
    """

    how_far: HowFarBack = attrs.field(validator=v.one_of(HowFarBack))
    earliest: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))

    def __attrs_post_init__(self) -> None:
        if (self.earliest is None) is (self.how_far is HowFarBack.TO_A_DATE):
            raise IsfError("Backdating.earliest", "a date goes with TO_A_DATE, and with no other", "give both or none")


class ReviewOnChange(Enum):
    """When a change of holder leads to a review (LIFE-06)."""

    WHERE_SUPPORT_OR_COST_CHANGES = "only where the support or its cost changes"
    ALWAYS = "always"


@attrs.frozen(kw_only=True, repr=False)
class Parameters(Record):
    """What a policy sets; None is not set, and what needs it says so.

    The payment terms are those of PaymentTerms, `surplus` and `termination` those of a contract.

    - `pays`: what is paid where the plan costs less than the budget (BUD-14).
    - `suspension`: what is paid meanwhile, by one rule or by reason (PAY-07).
    - `backdating`: how far back a change counts (PAY-10).
    - `charges_carers`: False where the council charges carers nothing for support of their own (PTY-02).
    - `recovery_limit`: the most of a payment that a recovery takes (PAY-08).
    - `cut_notice_days`: the notice that a change which lowers payments needs (PAY-11).
    - `fee_band`, `broker_fee_band`: what a fixed fee usually is, a week (FEE-02, FEE-03).
    - `carry_forward_outside_cap`: whether money carried forward stands outside the cap where the plan
      does not say (SUR-04).
    - `statement_months`: a statement at least every so many months; `request_days`: within so many
      days of a request (LED-04).
    - `stray_share` of what was planned, above or below, over `stray_weeks`: spending that strays from
      the plan (LED-05).
    - `cancellation_hours`: the notice by which a visit is cancelled free of charge (LED-08).
    - `records_years`: for how many years records are kept (LED-11).
    - `first_review_days` after the start, then every `review_months` (PLN-07).
    - `progress_months`: progress reported at least every so many months (OUT-02).
    - `holder_changes` in `holder_change_months` lead to mediation (LIFE-07); `holder_change_review`:
      whether a change of holder leads to a review (LIFE-06).
    - `options`: the options that a person must be given before they choose (LIFE-03).
    - `agreements`: those needed beside the contract (CON-02).
    - `exclusions`: what the money may not be spent on (PLN-04, PLN-12).
    - `largest_part` of the cost that one support may take without a reason (PLN-05).
    - `few_answers`: fewer than that are few (OUT-01).
    """

    name: str = attrs.field(validator=v.a_text)
    cycle: PayCycle | None = attrs.field(default=None, validator=v.maybe(v.a(PayCycle)))
    timing: Timing | None = attrs.field(default=None, validator=v.maybe(v.one_of(Timing)))
    basis: Basis | None = attrs.field(default=None, validator=v.maybe(v.one_of(Basis)))
    due_days: DueDays | None = attrs.field(default=None, validator=days_until_due)
    move: Move | None = attrs.field(default=None, validator=v.maybe(v.one_of(Move)))
    convention: Convention | None = attrs.field(default=None, validator=v.maybe(v.one_of(Convention)))
    one_offs: OneOffPayment | None = attrs.field(default=None, validator=v.maybe(v.one_of(OneOffPayment)))
    weeks_in_year: Fraction | None = attrs.field(default=None, converter=as_weeks_or_none)
    working_days: WorkingDays | None = attrs.field(default=None, validator=v.maybe(v.a(WorkingDays)), repr=False)
    charging: ChargingTerms | None = attrs.field(default=None, validator=v.maybe(v.a(ChargingTerms)))
    charges_carers: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    pays: PaymentLevel | None = attrs.field(default=None, validator=v.maybe(v.one_of(PaymentLevel)))
    suspension: SuspensionRule | SuspensionRules | None = attrs.field(default=None, validator=suspension_terms)
    backdating: Backdating | None = attrs.field(default=None, validator=v.maybe(v.a(Backdating)))
    recovery_limit: Fraction | None = attrs.field(
        default=None, converter=v.as_number_or_none, validator=v.above_zero_to(1)
    )
    cut_notice_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 366)))
    fee_placement: Placement | None = attrs.field(default=None, validator=v.maybe(v.one_of(Placement)))
    fee_base: FeeBase | None = attrs.field(default=None, validator=v.maybe(v.one_of(FeeBase)))
    fee_band: Band | None = attrs.field(default=None, validator=v.maybe(v.a(Band)))
    broker_fee_band: Band | None = attrs.field(default=None, validator=v.maybe(v.a(Band)))
    surplus: SurplusRule | None = attrs.field(default=None, validator=v.maybe(v.a(SurplusRule)))
    carry_forward_outside_cap: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    termination: TerminationTerms | None = attrs.field(default=None, validator=v.maybe(v.a(TerminationTerms)))
    statement_months: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 120)))
    request_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 366)))
    stray_share: Fraction | None = attrs.field(
        default=None, converter=v.as_number_or_none, validator=v.above_zero_to(1)
    )
    stray_weeks: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 520)))
    cancellation_hours: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 10_000)))
    records_years: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 100)))
    first_review_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 3_660)))
    review_months: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 120)))
    progress_months: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 120)))
    holder_changes: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 100)))
    holder_change_months: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 120)))
    holder_change_review: ReviewOnChange | None = attrs.field(default=None, validator=v.maybe(v.one_of(ReviewOnChange)))
    options: tuple[DeploymentOption, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[DeploymentOption])
    agreements: tuple[AgreementKind, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[AgreementKind])
    exclusions: tuple[SupportKind, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[SupportKind])
    largest_part: Fraction | None = attrs.field(
        default=None, converter=v.as_number_or_none, validator=v.above_zero_to(1)
    )
    few_answers: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 1_000_000)))


@runtime_checkable
class HasParameters(Protocol):
    """What has parameters: a Policy."""

    @property
    def parameters(self) -> Parameters:
        """The parameters."""
        ...


def parameters_of(where: str, given: Parameters | HasParameters) -> Parameters:
    """The parameters of a policy, or those that are given.

    Raises IsfError for anything else, by `where`.
    """
    held, right = getattr(given, "parameters", given), "give a policy, or its parameters: PLAIN, or PLAIN.parameters"
    return held if isinstance(held, Parameters) else instance(where, given, Parameters, right)
