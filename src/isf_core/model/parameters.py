"""A local policy's parameters, without its rules: what applies where the contract is silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

import attrs

from .. import values
from ..errors import IsfError, NoPolicy, TooLarge, quote
from ..values.checks import day, instance, listed, text
from ..values.dates import Period, in_words
from ..values.frozen import frozen
from ..values.money import Money
from ..values.pay_cycle import PayCycle
from ..values.record import Record, WithFields
from ..values.sources import Source
from ..values.timeline import Timeline
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


@frozen(kw_only=True, repr=False)
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


@frozen(kw_only=True, repr=False)
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


@frozen(kw_only=True, repr=False)
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
    - `answer_days`: within so many days a request for a fund is answered (LIFE-13).
    - `late_days`: after how many days a payment that is due, or a bill for a contribution, is late (LED-10, LED-12).
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
    answer_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 366)))
    late_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 366)))
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

    @cached_property
    def throughout(self) -> Policies[Parameters]:
        """These, on all days; for internal use."""
        return Policies(self)

    @cached_property
    def digests(self) -> dict[str, str]:
        """A digest of each number that is set and that the sums of a payment depend on, by name; for internal use."""
        held = ((name, getattr(self, name)) for name in OF_A_SUM)
        return {
            name: values.plain_data.short_digest(values.canonical(value)) for name, value in held if value is not None
        }


OF_A_PAYMENT = (
    "cycle",
    "timing",
    "due_days",
    "move",
    "convention",
    "one_offs",
    "weeks_in_year",
    "working_days",
    "charging",
)
"""The numbers that a whole payment has one of: those of the policy on its first day."""

OF_A_DAY = ("basis", "fee_base", "fee_placement", "pays", "suspension")
"""The numbers that each day is paid by: those of the policy on that day."""

OF_A_SUM = ("cycle", "convention", "one_offs", "weeks_in_year", "charging", *OF_A_DAY)
"""The numbers that what is paid depends on, and not only when."""


@runtime_checkable
class HasParameters(Protocol):
    """What has parameters: a Policy."""

    @property
    def parameters(self) -> Parameters:
        """The parameters."""
        ...


P_co = TypeVar("P_co", bound="Parameters | HasParameters", covariant=True)

_MOST = 1_000
_MOST_NAMED = 400
"""How long the names of several may be together; beyond, the first is named and the others are counted."""
_PAIRS = "give policies, each after the first as (day, policy), in order of their days"


@frozen(init=False, getstate_setstate=False)
class Policies(WithFields, Generic[P_co]):
    """A policy that changes over time: each of its policies counts from its day on (PAY-14).

    Give pairs of a day and a policy, or its parameters, in order of their days. The first may stand without a day: it
    then counts from the beginning. Raises IsfError where none is given, for a day that is given twice, and for days
    out of order.

    >>> ours = Policies(Parameters(name="2026"), (date(2027, 4, 5), Parameters(name="2027")))
    >>> ours.on(date(2027, 4, 4)).name, ours.on(date(2027, 4, 5)).name
    ('2026', '2027')
    """

    entries: tuple[tuple[date | None, P_co], ...]
    """Each policy with the first day on which it counts; None is from the beginning."""
    sources: tuple[tuple[str, Source], ...] = attrs.field(default=(), eq=False)
    """Where their numbers come from, by name, as far as they say: what an explanation cites."""

    def __init__(self, *entries: P_co | tuple[date, P_co]) -> None:
        if not entries:
            raise IsfError("Policies", "no policy", _PAIRS)
        if len(entries) > _MOST:
            raise TooLarge("Policies", f"{len(entries):,} policies are too many", f"give at most {_MOST:,}")
        made: list[tuple[date | None, P_co]] = []
        for place, entry in enumerate(entries):
            where = f"Policies[{place}]"
            since: date | None = None
            held: Any = entry
            if isinstance(entry, tuple) or place:
                if len(instance(where, entry, tuple, _PAIRS)) != 2:
                    raise IsfError(where, f"{quote(entry)} is no pair", _PAIRS)
                since, held = day(where, entry[0]), entry[1]  # type: ignore[index]
            if isinstance(held, Policies):
                raise IsfError(where, "dated policies within dated policies", _PAIRS)
            parameters_of(where, held)
            before = made[-1][0] if made else None
            if since is not None and before is not None and since <= before:
                wrong = f"two policies from {since}" if since == before else f"{since} is before {before}"
                raise IsfError(where, wrong, _PAIRS)
            made.append((since, held))
        object.__setattr__(self, "entries", tuple(made))
        object.__setattr__(self, "sources", _sources_of(*(held for _, held in made)))

    @property
    def name(self) -> str:
        """Their names, each from its day."""
        return self.named(date.min, date.max)

    @cached_property
    def numbers(self) -> Policies[Parameters]:
        """The parameters of each, and where they come from; for internal use."""
        return with_sources(((since, parameters_of("policy", held)) for since, held in self.entries), self.sources)

    @cached_property
    def over_time(self) -> dict[str, Timeline[Any]]:
        """What was asked for of each number over time; for internal use."""
        return {}

    def on(self, on: date) -> P_co:
        """The policy on a day. Raises NoPolicy for a day before the first."""
        day("Policies.on", on)
        return self.within(on, on)[0][1]

    def on_or_first(self, on: date) -> P_co:
        """The policy on a day; before the first, that one. For internal use."""
        return self.within(max(on, self.entries[0][0] or on), date.max)[0][1]

    def within(self, first: date, last: date) -> tuple[tuple[date, P_co], ...]:
        """The policies on some days, each from its first there; raises NoPolicy before the first. For internal use."""
        if len(self.entries) == 1 and self.entries[0][0] is None:
            return ((first, self.entries[0][1]),)
        began = [each for each in self.entries if each[0] is None or each[0] <= first]
        if not began:
            since = self.entries[0][0]
            right = f"the first counts from {since}; give the one before it first, Policies(policy, (day, policy))"
            raise NoPolicy("policy", f"there is none on {first}", right)
        later = ((since, held) for since, held in self.entries if since is not None and first < since <= last)
        return ((first, began[-1][1]), *later)

    def of_days(self, first: date, last: date) -> Policies[P_co]:
        """Those that count on some days, each from its own day, with all the sources; for internal use."""
        if len(self.entries) == 1:
            return self
        began = [each for each in self.entries if each[0] is None or each[0] <= first]
        later = [each for each in self.entries if each[0] is not None and first < each[0] <= last]
        those = (*began[-1:], *later) or self.entries[:1]
        return self if len(those) == len(self.entries) else with_sources(those, self.sources)

    def paid_under(self, period: Period) -> tuple[str, str]:
        """The names of the policies under which the days of a payment are paid, and a digest of their numbers.

        It has one part for each number that is set and that the sums depend on, such as `suspension:5f0cd3a1`. No name
        is in it: two policies with the same numbers have one digest.
        """
        instance("Policies.paid_under", period, Period, "give a Period")
        within = self.within(period.first_day, period.last_day)
        held = [(since, parameters_of("policy", each)) for since, each in within]
        parts: list[str] = []
        for name in OF_A_SUM:
            told = [held[0][1].digests.get(name)]
            for (_, before), (since, each) in pairwise(held) if name in OF_A_DAY else ():
                if each.digests.get(name) != before.digests.get(name):
                    told.append(f"{since} {each.digests.get(name)}")
            told = told if len(told) == 1 else [values.plain_data.short_digest(" ".join(map(str, told)))]
            parts += [f"{name}:{digest}" for digest in told if digest is not None]
        return ", then ".join(dict.fromkeys(each.name for _, each in held))[:500], " ".join(parts)

    def named(self, first: date, last: date) -> str:
        """The names of those that count on some days, each that begins among them from its day."""
        names: list[str] = []
        begin = max(day("Policies.named", first), self.entries[0][0] or first)
        for since, held in self.within(begin, day("Policies.named", last)):
            name = text("policy.name", getattr(held, "name", "") or parameters_of("policy", held).name)
            names.append(f"{name} from {in_words(since)[4:]}" if names else name)
        told = ", ".join(names)
        is_long = len(names) > 1 and len(told) > _MOST_NAMED
        return f"{names[0][: _MOST_NAMED // 2]} and {len(names) - 1} later" if is_long else told

    def __reduce__(self) -> tuple[Any, ...]:
        return with_sources, (self.entries, self.sources)

    def __repr__(self) -> str:
        entries = (repr(held) if since is None else f"({since}, {held!r})" for since, held in self.entries)
        return f"Policies({', '.join(entries)})"


def with_sources(entries: Iterable[tuple[date | None, Any]], sources: Iterable[tuple[str, Source]]) -> Policies[Any]:
    """Dated policies of entries, with where their numbers come from; for internal use."""
    made: Policies[Any] = Policies(*(held if since is None else (since, held) for since, held in entries))
    object.__setattr__(made, "sources", tuple(sources))
    return made


GivenPolicy = Parameters | HasParameters | Policies[Any]
"""A policy, or its parameters, or dated ones."""


def parameters_of(where: str, given: Parameters | HasParameters) -> Parameters:
    """The parameters of a policy, or those given; raises IsfError by `where` for anything else, dated ones too."""
    if isinstance(given, Parameters):
        return given
    if isinstance(given, Policies):
        raise IsfError(where, "dated policies, where no day says which of them counts", "give one: policies.on(day)")
    right = "give a policy, or its parameters: PLAIN, or PLAIN.parameters"
    try:
        held = getattr(given, "parameters", given)
    except Exception as error:  # an object of somebody's own may raise anything
        raise IsfError(where, f"{quote(given)} raises {type(error).__name__} when it is read", right) from error
    return held if isinstance(held, Parameters) else instance(where, given, Parameters, right)


def policies_of(where: str, given: GivenPolicy) -> Policies[Parameters]:
    """The parameters on each day: of one policy on all, or dated ones; raises IsfError by `where` for anything else."""
    if not isinstance(given, Policies):
        parameters_of(where, given)
        given = getattr(given, "throughout", None) or Policies(given)
    return given.numbers


def _sources_of(*given: object) -> tuple[tuple[str, Source], ...]:
    """Where the numbers of some policies come from; of a number that several have, each source once."""
    where = "policy.parameter_sources"
    pairs = [pair for each in given for pair in listed(where, getattr(each, "parameter_sources", ()), tuple)]
    if any([*map(type, pair)] != [str, Source] for pair in pairs):
        raise IsfError(where, "one is no pair of a number's name and its Source", "give such pairs")
    return tuple(dict.fromkeys(pairs))
