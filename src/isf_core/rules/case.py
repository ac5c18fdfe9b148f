"""What a rule looks at: one arrangement on one day, under a policy's numbers.

A rule reads a fact that may be unrecorded through `known`. Where it is missing, the runner
(not the user) gets a private exception and writes the finding.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypeVar

from ..compute.settled import NIL
from ..model.arrangement import Arrangement
from ..model.charges import Charge
from ..model.fees import FeeFacts
from ..model.known import as_known
from ..model.parameters import Parameters
from ..values.money import ExactMoney
from ..values.rates import Rate
from ..values.reading import day, instance

T = TypeVar("T")


class NotKnown(Exception):  # caught by the runner, never seen by a user
    """Facts that a rule needs and that are not recorded."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(*fields)
        self.fields = fields


class Case:
    """An arrangement, the day of judgement, and the policy's parameters.

    `arrangement` is as known on that day: the variations that were known then are folded in.
    `recorded` is as it was handed in.
    """

    __slots__ = ("arrangement", "on", "parameters", "read", "recorded")

    def __init__(self, arrangement: Arrangement, on: date, parameters: Parameters) -> None:
        self.recorded = instance("assess", arrangement, Arrangement, "give an Arrangement")
        self.on = day("on", on)
        # One that does not say since when it is known is left out here; CON-14 asks for the date.
        dated = tuple(each for each in arrangement.variations if each.known_from is not None)
        self.arrangement = (
            as_known(arrangement.replace(variations=dated), on) if arrangement.variations else arrangement
        )
        self.parameters = instance("assess", parameters, Parameters, "give Parameters, such as policy.parameters")
        self.read: list[str] = []
        """The fields that were asked for, in order: what a judgement rests on."""

    def known(self, fact: T | None, field: str) -> T:
        """The fact, where it is recorded."""
        self.read.append(field)
        if fact is None:
            raise NotKnown((field,))
        return fact

    def all_known(self, *facts: tuple[object, str]) -> None:
        """Ask for several facts, each with its field, and miss all that are missing at once."""
        self.read.extend(field for _, field in facts)
        missing = tuple(field for fact, field in facts if fact is None)
        if missing:
            raise NotKnown(missing)

    def per_week(self, rate: Rate) -> ExactMoney:
        """A rate in pounds a week; asks for the length of a year only where that matters."""
        if not rate.needs_year:
            return rate.per_week(52)
        return rate.per_week(self.weeks_in_year())

    def weeks_in_year(self) -> Fraction:
        """The contract's year, else the policy's."""
        stated = self.arrangement.contract.payment.weeks_in_year
        return self.known(stated or self.parameters.weeks_in_year, "contract.payment.weeks_in_year")

    def charges(self) -> tuple[tuple[date, tuple[Charge, ...]], ...]:
        """What the fee charges, from each date on which it changes (the first from the beginning)."""
        budget = self.arrangement.budget
        fee = self.known(self.arrangement.contract.fee, "contract.fee")
        out = []
        for since, each in ((date.min, fee.first), *fee.changes):
            rate = budget.actual.on(since) if budget.actual else NIL
            contribution = budget.contribution.on(since) if budget.contribution else NIL
            out.append((since, each.charges(FeeFacts(since, rate, contribution))))
        return tuple(out)
