"""What several people share: pools, core-and-flexi support, and one contract over many (PLN-10, CON-20).

Pooled money is not one fund in law: each member's part stays restricted to that member.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

import attrs

from ..errors import IsfError
from ..values.checks import day
from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from . import validators as v
from .documents import NotDone, OpenEnded, a_last_day, an_act, ends_on


@frozen(kw_only=True, repr=False)
class PoolMember(Record):
    """One person's part in a pool, while they are a member; both days count.

    - `share`: of the cost, as a part of one, while the members are as they stand.
    - `outcomes`: the outcomes of that person's own plan that it serves.
    - `consented_on`: when they agreed to it.
    """

    person: str = attrs.field(validator=v.a_text)
    share: Fraction = attrs.field(converter=v.as_number, validator=v.between(0, 1_000_000))
    first_day: date = attrs.field(validator=v.a_day)
    last_day: date | OpenEnded = attrs.field(default=OpenEnded.OPEN_ENDED, validator=a_last_day)
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000})
    consented_on: date | NotDone | None = attrs.field(default=None, validator=an_act)

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")

    def holds_on(self, on: date) -> bool:
        """Whether they are a member on a day."""
        day("PoolMember.holds_on", on)
        return self.first_day <= on <= ends_on(self.last_day)


class SharedAs(Enum):
    """What kind of sharing a pool is (PLN-10)."""

    POOL = "people who chose to pool their budgets"
    BACKGROUND = "background support in shared living"
    CORE = "the core of core-and-flexi support"


@frozen(kw_only=True, repr=False)
class Pool(Record):
    """Support that several people pay for together: what, its cost over time, and whose parts it is.

    Shares that do not add up to one are a finding (PLN-10), for somebody could have signed that.
    """

    ref: str = attrs.field(validator=v.a_text)
    cost: Timeline[Rate] = attrs.field(converter=v.OverTime[Rate])
    members: tuple[PoolMember, ...] = attrs.field(converter=v.TupleOf[PoolMember], metadata={"most": 1_000})
    what: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    shared_as: SharedAs | None = attrs.field(default=None, validator=v.maybe(v.one_of(SharedAs)))

    def __attrs_post_init__(self) -> None:
        if not self.members:
            raise IsfError("Pool.members", "nobody shares it", "give at least one PoolMember")
        _apart("Pool.members", self.members)


@frozen(kw_only=True, repr=False)
class Covered(Record):
    """One of the people whom a block contract covers, their weight in it, and from when to when; both days count.

    `first_day` of None is not recorded: the person is then covered from the contract's first day on.
    """

    person: str = attrs.field(validator=v.a_text)
    weight: Fraction = attrs.field(converter=v.as_number, validator=v.between(0, 1_000_000))
    first_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    last_day: date | OpenEnded = attrs.field(default=OpenEnded.OPEN_ENDED, validator=a_last_day)

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")


@frozen(kw_only=True, repr=False)
class BlockContract(Record):
    """One contract over many people: a sum for each year, divided among those named (CON-20).

    `yearly` has a sum for each year from the first, so that reductions agreed for later years are
    part of the terms. Who leaves and comes back stands among the people once for each time.
    """

    ref: str = attrs.field(validator=v.a_text)
    first_day: date = attrs.field(validator=v.a_day)
    yearly: tuple[Money, ...] = attrs.field(converter=v.as_monies, metadata={"most": 50})
    people: tuple[Covered, ...] = attrs.field(converter=v.TupleOf[Covered], metadata={"most": 100_000})
    method: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        if not self.yearly:
            raise IsfError("BlockContract.yearly", "no sum", "give a sum for each year")
        if not self.people:
            raise IsfError("BlockContract.people", "nobody to divide it among", "give at least one Covered")
        if any(sum_ < Money(0) for sum_ in self.yearly):
            raise IsfError("BlockContract.yearly", "a sum is below zero", "give 0.00 or more")
        _apart("BlockContract.people", self.people)


def _apart(where: str, given: tuple[PoolMember, ...] | tuple[Covered, ...]) -> None:
    """Refuse a person who is there twice on one day."""
    people: dict[str, list[PoolMember | Covered]] = {}
    for each in given:
        people.setdefault(each.person, []).append(each)
    for person, spells in people.items():
        spells.sort(key=lambda each: each.first_day or date.min)
        for one, other in pairwise(spells):
            if (since := other.first_day or date.min) <= ends_on(one.last_day):
                on = f" on {since}" if other.first_day else ""
                raise IsfError(where, f"{person[:40]!r} twice{on}", "give each day once")
