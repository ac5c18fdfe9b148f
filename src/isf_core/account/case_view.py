"""The one derived view of a case: an arrangement as known on a day, under policies, and all that follows from them.

Rules, assess, statement, surplus and final account take the same view, so that nothing is worked out twice: the
arrangement with its variations applied, the resolved terms phase by phase, when it ends, the plan over time, the
surplus of a day. Each is worked out when it is first asked for. What cannot be worked out is remembered too, and
raised again without any more work.

>>> from ..errors import NotRecorded
>>> from ..model.person import Person
>>> view = CaseView.in_full(Arrangement(person=Person(ref="P-001")), Policies(Parameters(name="a council's")))
>>> for _ in range(2):
...     try:
...         view.phases
...     except NotRecorded as error:
...         print(error.fields[0])
budget.actual
budget.actual
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

import attrs

from ..errors import IsfError
from ..model.account import Fund
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.knowledge.backdated import as_far_back_as_it_was_paid
from ..model.parameters import Parameters, Policies
from ..model.plan import SupportPlan
from ..schedule.ends import Ends, ends_of
from ..schedule.resolve import phases_of
from ..schedule.resolved_terms import ResolvedTerms
from ..values.frozen import frozen
from ..values.timeline import Timeline

P = ParamSpec("P")
T = TypeVar("T")


@frozen(eq=False, repr=False)
class CaseView:
    """An arrangement as known on a day, under policies, with what follows from them: each thing worked out once.

    `once` keeps what a later floor derives from it.
    """

    known: ArrangementAsKnown
    policies: Policies[Parameters]
    _made: dict[Any, Any] = attrs.field(factory=dict, init=False)

    @classmethod
    def on(cls, arrangement: Arrangement, on: date, policies: Policies[Parameters]) -> CaseView:
        """The view with the variations that were known on a day."""
        return cls(ArrangementAsKnown.on(arrangement, on), policies)

    @classmethod
    def in_full(cls, arrangement: Arrangement, policies: Policies[Parameters]) -> CaseView:
        """The view in which every variation counts, whenever it was known."""
        return cls(ArrangementAsKnown.in_full(arrangement), policies)

    def once(self, work: Callable[Concatenate[CaseView, P], T], *given: P.args, **named: P.kwargs) -> T:
        """`work(view, ...)`, done once for this view, whether it gives a result or raises IsfError."""
        key = (work, *given, *named.items())
        if key not in self._made:
            try:
                self._made[key] = work(self, *given, **named)
            except IsfError as error:
                self._made[key] = _Impossible(error.anew())
                raise
        made = self._made[key]
        if type(made) is _Impossible:
            raise made.error.anew()
        result: T = made
        return result

    @property
    def recorded(self) -> Arrangement:
        """The arrangement as it was handed in, with all its variations."""
        return self.known.recorded

    @property
    def arrangement(self) -> Arrangement:
        """The arrangement with the variations applied that count."""
        return self.known.arrangement

    @property
    def fund(self) -> Fund:
        """The account of its fund."""
        return self.known.recorded.fund

    @property
    def plans(self) -> Timeline[SupportPlan]:
        """The plans, each from the day it takes effect."""
        return self.known.plan_over_time

    @property
    def phases(self) -> tuple[ResolvedTerms, ...]:
        """Its terms, phase by phase; raises what `resolve_phases` raises."""
        return self.once(_phases)

    @property
    def ends(self) -> Ends:
        """When it ends, by the contract or a termination; raises NotRecorded where that cannot be told."""
        return self.once(_ends)

    @property
    def as_paid(self) -> CaseView:
        """The view in which no change counts further back into what was paid than the policy lets it.

        Whatever is set against what was paid or charged is read from it. Where nothing is held up, it is the view.
        """
        return self.once(_as_paid)

    @property
    def whole(self) -> CaseView:
        """The view of the same arrangement in which every variation counts, known or not."""
        return self.once(_whole)


class _Impossible:
    """What could not be worked out, and why."""

    __slots__ = ("error",)

    def __init__(self, error: IsfError) -> None:
        self.error = error


def _phases(view: CaseView) -> tuple[ResolvedTerms, ...]:
    return phases_of(view.known, view.policies, ends=lambda: view.ends)


def _ends(view: CaseView) -> Ends:
    return ends_of(view.arrangement, view.policies)


def _as_paid(view: CaseView) -> CaseView:
    known = as_far_back_as_it_was_paid(view.known, view.policies)
    return view if known is view.known else CaseView(known, view.policies)


def _whole(view: CaseView) -> CaseView:
    return CaseView(view.known.whole, view.policies)
