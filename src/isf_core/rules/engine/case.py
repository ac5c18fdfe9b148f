"""What a rule looks at: one arrangement on one day, under a policy's parameters.

A rule reads a fact that may be unrecorded through `known`. Where it is missing, the runner
(not the user) gets a private exception and writes the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeVar

from ...account.case_view import CaseView
from ...errors import IsfError, NotRecorded
from ...model.arrangement import Arrangement
from ...model.documents import NotDone, OpenEnded, ends_on
from ...model.fees import (
    Charge,
    FeeFacts,
    FixedFee,
    MonthlyFee,
    NoFee,
    OnceFee,
    PercentageFee,
    PerPaymentFee,
    TieredFee,
)
from ...model.knowledge import ArrangementAsKnown
from ...model.parameters import Parameters, Policies
from ...schedule.deductions import charges_of
from ...schedule.ends import Ends
from ...schedule.resolved_terms import ZERO_RATE
from ...values.checks import day, instance
from ...values.rates import ANY_YEAR, Rate
from ...values.sources import Source
from ...values.timeline import Steps, Timeline, together

T = TypeVar("T")

ALWAYS_THE_SAME = (NoFee, FixedFee, MonthlyFee, PercentageFee, TieredFee, OnceFee, PerPaymentFee)
"""Fees whose charges depend on neither budget nor contribution."""

_NO_FACTS: Final = FeeFacts(date.min, ZERO_RATE, ZERO_RATE)
YEAR = "contract.payment.weeks_in_year"


Missing = tuple[tuple[str, ...], frozenset[str]]
"""Fields that are not recorded, each once, and which of them are acts that are recorded as not done."""

NOTHING: Final[frozenset[str]] = frozenset()


def missing_of(lacking: Iterable[tuple[object, str]]) -> Missing:
    """What is missing, of facts that are not recorded or were not done, each with its field."""
    fields: dict[str, None] = {}
    not_done = NOTHING
    for fact, field in lacking:
        fields[field] = None
        if fact is not None:
            not_done |= {field}
    return tuple(fields), not_done


class NotKnown(Exception):  # caught by the runner, never seen by a user
    """Facts that a rule needs and that are missing: `NotKnown((fields, not_done))`."""

    @property
    def missing(self) -> Missing:
        """What is missing."""
        missing: Missing = self.args[0]
        return missing


class Case:
    """An arrangement, the day of judgement, and the policy's parameters on that day.

    `known` is the arrangement as known on that day, and `arrangement` what it then is; `view` has what follows from
    both and the policies, each worked out once.
    """

    __slots__ = (
        "_ends",
        "_made",
        "arrangement",
        "known",
        "on",
        "parameter_sources",
        "parameters",
        "policies",
        "read",
        "view",
    )

    def __init__(
        self,
        arrangement: Arrangement,
        on: date,
        parameters: Parameters,
        parameter_sources: tuple[tuple[str, Source], ...] = (),
        policies: Policies[Parameters] | None = None,
    ) -> None:
        instance("Case", arrangement, Arrangement, "give an Arrangement")
        self.on: date = day("on", on)
        # A variation that does not say since when it is known is left out; CON-14 asks for the date.
        self.known: ArrangementAsKnown = ArrangementAsKnown.on(arrangement, on)
        self.arrangement: Arrangement = self.known.arrangement
        right = "give Parameters, such as policy.parameters"
        self.parameters: Parameters = instance("Case", parameters, Parameters, right)
        self.policies: Policies[Parameters] = policies or Policies(self.parameters)
        """Those of each day: payments are worked out by them, and all else is judged by those of `on`."""
        self.view: CaseView = CaseView(self.known, self.policies)
        self.parameter_sources: tuple[tuple[str, Source], ...] = parameter_sources
        """Where the policy's parameters come from, by name."""
        self.read: list[str] = []
        """The fields that were asked for, in order: what a judgement rests on."""
        self._ends: Ends | None = None
        self._made: dict[Callable[[Case], Any], tuple[Any, Missing | None, list[str]]] = {}

    def require(self, fact: T | NotDone | None, field: str) -> T:
        """The fact, where it is recorded; an act that was not done is missed, for it may still come."""
        self.read.append(field)
        if fact is None:
            raise NotKnown(((field,), NOTHING))
        if isinstance(fact, NotDone):
            raise NotKnown(((field,), frozenset((field,))))
        return fact

    def require_all(self, *facts: tuple[object, str]) -> None:
        """Ask for several facts, each with its field, and miss all that are missing at once."""
        missing = self.missing(facts)
        if missing is not None:
            raise NotKnown(missing)

    def missing(self, facts: Iterable[tuple[object, str]]) -> Missing | None:
        """What is missing of several facts, each with its field; None where nothing is."""
        asked = tuple(facts)
        self.read += [field for _, field in asked]
        lacking = [each for each in asked if each[0] is None or isinstance(each[0], NotDone)]
        return missing_of(lacking) if lacking else None

    def once(self, work: Callable[[Case], T]) -> T:
        """`work(case)`, done once for this case; what it misses is missed again without any more work."""
        made = self._made.get(work)
        if made is None:
            begun = len(self.read)
            try:
                made = work(self), None, self.read[begun:]
            except NotKnown as error:
                made = None, error.missing, self.read[begun:]
            self._made[work] = made
        else:
            self.read += made[2]
        if made[1] is not None:
            raise NotKnown(made[1])
        done: T = made[0]
        return done

    def parameters_read(self, fields: Iterable[str]) -> tuple[Source, ...]:
        """Where those of some fields come from that are parameters of the policy."""
        by = dict(self.parameter_sources)
        names = (field.removeprefix("policy.") for field in fields if field.startswith("policy."))
        return tuple(dict.fromkeys(by[name] for name in names if name in by))

    def by_policy(self, number: str) -> Timeline[Any]:
        """A number of the policy of each day; None on the days whose policy does not set it."""
        held = self.policies.over_time.get(number)
        if held is None:
            first, *later = self.policies.entries
            changes = ((since, getattr(each, number)) for since, each in later if since is not None)
            held = self.policies.over_time[number] = Timeline(getattr(first[1], number), *changes)
        return held

    def year_for(self, *rates: Rate) -> Fraction | None:
        """The weeks in a year by which to compare some rates; None where it matters and is not recorded."""
        year = self.arrangement.contract.payment.weeks_in_year
        if year is None:
            year = self.parameters.weeks_in_year
        kinds = [rate.unit.is_by_months for rate in rates]
        if True in kinds and False in kinds:
            self.read.append(YEAR)
            return year
        return ANY_YEAR if year is None else year

    @property
    def ends(self) -> Ends:
        """When it ends, by the contract or earlier by a termination that is known, and when nobody holds it."""
        if self._ends is None:
            self._ends = Ends(self.arrangement.contract.last_day)
            if self.arrangement.endings:
                with suppress(IsfError):  # when its notice ends is not recorded, or cannot be told
                    self._ends = self.view.ends
        return self._ends

    def require_ends(self) -> Ends:
        """The same; what an ending's last day rests on is asked for where it is not recorded."""
        try:
            return self.view.ends
        except NotRecorded as error:
            raise NotKnown((error.fields, NOTHING)) from None

    @property
    def last_day(self) -> date | OpenEnded | None:
        """The last day; None is not recorded."""
        return self.ends.last_day

    def days_of(self, *changes: date) -> tuple[date, ...]:
        """The contract's first day, and each of some later days that is not after the arrangement's last.

        Where the last day is not recorded, all later days count: see `reaches`.
        """
        start = self.require(self.arrangement.contract.first_day, "contract.first_day")
        if not changes:
            return (start,)
        end = ends_on(self.last_day)
        return (start, *sorted({on for on in changes if start < on <= end}))

    def together(self, *over_time: Timeline[Any] | Steps) -> list[tuple[date, list[Any]]]:
        """What holds together on each of these days, beside the day: on the first, and whenever any of it changes."""
        start = self.require(self.arrangement.contract.first_day, "contract.first_day")
        return together(start, *over_time, before=ends_on(self.last_day).toordinal() + 1)

    def reaches(self, since: date) -> bool:
        """True, once the end is known where what was found begins after the first day: it might never come to that."""
        contract = self.arrangement.contract
        if contract.first_day is not None and since > contract.first_day:
            self.require(contract.last_day, "contract.last_day")
        endings = self.arrangement.endings
        if endings and any(since > min(each.given_on, each.last_day or each.given_on) for each in endings):
            self.require_ends()
        return True

    def in_force(self, timeline: Timeline[T]) -> tuple[tuple[date, T], ...]:
        """A timeline's values while the contract runs, each with its first day.

        A value that never changes holds from `date.min`, which a rule's sentence calls "the start": the contract's
        days are not asked for.
        """
        if not timeline.changes:
            return ((date.min, timeline.first),)
        return tuple((on, timeline.on(on)) for on in self.days_of(*(on for on, _ in timeline.changes)))

    def charges(self) -> tuple[tuple[date, tuple[Charge, ...]], ...]:
        """What the fee charges while the contract runs, each with its first day.

        A council's own fee may depend on the budget and the contribution, and these are then asked for.
        """
        return self.once(_charges)


def _charges(case: Case) -> tuple[tuple[date, tuple[Charge, ...]], ...]:
    budget = case.arrangement.budget
    fee = case.require(case.arrangement.contract.fee, "contract.fee")
    if all(isinstance(each, ALWAYS_THE_SAME) for each in fee.values):
        return tuple((on, charges_of(each, _NO_FACTS)) for on, each in case.in_force(fee))
    actual = case.require(budget.actual, "budget.actual")
    contribution = case.require(budget.contribution, "budget.contribution")
    days = case.days_of(*(on for timeline in (fee, actual, contribution) for on, _ in timeline.changes))
    facts = (FeeFacts(on, actual.on(on), contribution.on(on)) for on in days)
    return tuple((each.since, charges_of(fee.on(each.since), each)) for each in facts)
