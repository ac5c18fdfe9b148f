"""What several people share: pools, core-and-flexi support, and one contract over many (PLN-10, CON-20).

Pooled money is not one fund in law: each member's part stays restricted to that member.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

import attrs

from ..errors import IsfError, short
from ..values.checks import exact
from ..values.money import Money, plain_number
from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from .budget import a_cost, a_rate
from .contract import OpenEnded, a_last_day
from .validators import a_day, a_text, always, as_tuple, each, each_text, in_order, maybe, one_of


def _from_nil(where: str, given: object) -> Fraction:
    number = exact(where, given, "give a number from nil up, such as '0.4' or 40")
    if not 0 <= number <= 1_000_000:
        raise IsfError(where, f"{short(plain_number(number))} is out of range", "give nil to 1,000,000")
    return number


def _share(given: object) -> Fraction:
    return _from_nil("PoolMember.share", given)


def _weight(given: object) -> Fraction:
    return _from_nil("Covered.weight", given)


@attrs.frozen(kw_only=True, repr=False)
class PoolMember(Record):
    """One person's part in a pool, while they are a member; both days count.

    - `share`: of the cost, as a part of one, while the members are as they stand.
    - `outcomes`: the outcomes of that person's own plan that it serves.
    - `consented_on`: when they agreed to it.
    """

    person: str = attrs.field(validator=a_text)
    share: Fraction = attrs.field(converter=_share)
    first_day: date = attrs.field(validator=a_day)
    last_day: date | OpenEnded = attrs.field(default=OpenEnded.OPEN_ENDED, validator=a_last_day)
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=as_tuple, validator=maybe(each_text(1_000)))
    consented_on: date | None = attrs.field(default=None, validator=maybe(a_day))

    def __attrs_post_init__(self) -> None:
        if isinstance(self.last_day, date):
            in_order(self, self.first_day, self.last_day, "last_day")

    def holds_on(self, on: date) -> bool:
        """Whether they are a member on a day."""
        return self.first_day <= on and (not isinstance(self.last_day, date) or on <= self.last_day)


class SharedAs(Enum):
    """What kind of sharing a pool is (PLN-10)."""

    POOL = "people who chose to pool their budgets"
    BACKGROUND = "background support in shared living"
    CORE = "the core of core-and-flexi support"


@attrs.frozen(kw_only=True, repr=False)
class Pool(Record):
    """Support that several people pay for together: what, its cost over time, and whose parts it is.

    Whether the shares add up to one is a finding's to say (PLN-10): somebody could have signed it.
    """

    ref: str = attrs.field(validator=a_text)
    cost: Timeline[Rate] = attrs.field(converter=a_cost, validator=always(a_rate))
    members: tuple[PoolMember, ...] = attrs.field(converter=as_tuple, validator=each(PoolMember, 1_000))
    what: str | None = attrs.field(default=None, validator=maybe(a_text))
    shared_as: SharedAs | None = attrs.field(default=None, validator=maybe(one_of(SharedAs)))

    def __attrs_post_init__(self) -> None:
        if not self.members:
            raise IsfError("Pool.members", "nobody shares it", "give at least one PoolMember")
        people: dict[str, list[PoolMember]] = {}
        for member in self.members:
            people.setdefault(member.person, []).append(member)
        for person, spells in people.items():
            spells.sort(key=lambda each_one: each_one.first_day)
            for one, other in pairwise(spells):
                if one.holds_on(other.first_day):
                    raise IsfError("Pool.members", f"{person[:40]!r} twice on {other.first_day}", "give each day once")


@attrs.frozen(kw_only=True, repr=False)
class Covered(Record):
    """One of the people whom a block contract covers, and their weight in it."""

    person: str = attrs.field(validator=a_text)
    weight: Fraction = attrs.field(converter=_weight)


@attrs.frozen(kw_only=True, repr=False)
class BlockContract(Record):
    """One contract over many people: a sum for each year, divided among those named (CON-20).

    `yearly` has a sum for each year from the first, so that reductions agreed for later years are
    part of the terms.
    """

    ref: str = attrs.field(validator=a_text)
    first_day: date = attrs.field(validator=a_day)
    yearly: tuple[Money, ...] = attrs.field(converter=as_tuple, validator=each(Money, 50))
    people: tuple[Covered, ...] = attrs.field(converter=as_tuple, validator=each(Covered, 100_000))
    method: str | None = attrs.field(default=None, validator=maybe(a_text))

    def __attrs_post_init__(self) -> None:
        if not self.yearly:
            raise IsfError("BlockContract.yearly", "no sum", "give a sum for each year")
        if not self.people:
            raise IsfError("BlockContract.people", "nobody to divide it among", "give at least one Covered")
        if any(sum_ < Money(0) for sum_ in self.yearly):
            raise IsfError("BlockContract.yearly", "a sum below nil", "give nil or more")
        refs = [each_one.person for each_one in self.people]
        if len(set(refs)) < len(refs):
            raise IsfError("BlockContract.people", "somebody twice", "name each person once")
