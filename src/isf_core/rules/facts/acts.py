"""What rules of several areas ask of an act that was due by a day: whether it was done by then, or excused.

Interpretation: what was not done is found once its time has come: when the last day on which it would have been in
time is over. Before that day is over it may still be done, so nobody can tell yet. A refusal or a decision that
excuses an act is dated as the act would have been: after the last day it comes too late. A decision that an act is
not needed gives its reason, or it decides nothing.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...model.documents import AgreementKind, HowNotDone, NotDone, Party
from ...values.table import as_read
from ..engine.case import Case
from ..engine.definition import Asked

SIGNED = {party: f"contract.signatures[{party.value}].signed_on" for party in Party}
"""The field of the day on which a party signed the contract."""
SIGNED_BESIDE = {kind: f"agreements[{kind.name.lower()}].signed_on" for kind in AgreementKind}
"""The field of the day on which an agreement beside the contract was signed."""

Recorded = date | NotDone | None
"""What is recorded of an act: its day, that it was not done, or nothing."""

DECLINED = (HowNotDone.REFUSED_BY_PERSON,)
"""What the person may decline: that it was offered to them is enough."""
NOT_NEEDED = (HowNotDone.NOT_NEEDED,)
"""What the authority may decide, with a reason, not to do."""
LEFT_TO_THE_AUTHORITY = (*DECLINED, *NOT_NEEDED)
"""What the person may decline, and the authority may decide, with a reason, not to do."""


class Act(NamedTuple):
    """What is to be told of an act: whether it came too late or not at all, and the facts that it rests on."""

    is_missed: bool
    asks: tuple[Asked, ...]

    @property
    def is_in_time(self) -> bool:
        """Whether it is recorded that it was done in time, or excused."""
        return not self.is_missed and not [fact for fact, _ in self.asks if fact is None or isinstance(fact, NotDone)]


def act_by(case: Case, act: Recorded, field: str, by: date | None, *, excuses: tuple[HowNotDone, ...] = ()) -> Act:
    """Judge an act that was to be done by a day, that day included; a day of None is not recorded."""
    if not isinstance(act, NotDone):
        return Act(act is not None and by is not None and act > by, ((act, field),))
    if act.how in excuses:
        reason = act.why if act.how is HowNotDone.NOT_NEEDED else ""
        asks: tuple[Asked, ...] = ((act.as_of, f"{field}.as_of"), (reason, f"{field}.why"))
        return Act(is_missed=None not in (act.as_of, by) and act.as_of > by, asks=asks)  # type: ignore[operator]
    is_missed = by is not None and by < case.on
    return Act(is_missed, () if is_missed else ((act, field),))


def until(act: Recorded) -> str:
    """How a sentence on what was not done in time goes on.

    >>> until(date(2026, 4, 7)), until(NotDone(how=HowNotDone.NOT_DONE))
    (' until Tue 7 Apr 2026', '')
    >>> until(NotDone(how=HowNotDone.REFUSED_BY_AUTHORITY, as_of=date(2026, 4, 7)))
    ' (on Tue 7 Apr 2026 the authority refused it)'
    """
    if not isinstance(act, NotDone):
        return f" until {as_read(act)}"
    if act.how is HowNotDone.NOT_DONE:
        return ""
    on = "" if act.as_of is None else f"on {as_read(act.as_of)} "
    return f" ({on}{act.how.value})"


def day_of(act: Recorded) -> date | str:
    """The day from which an act is in place, as a remedy speaks of it."""
    return act if isinstance(act, date) else "the day on which it is done"


def owes(party: Party) -> Party:
    """Who owes that a party has signed: the party; the funder for the person, whose refusal is no breach of theirs."""
    return Party.FUNDER if party is Party.PERSON else party
