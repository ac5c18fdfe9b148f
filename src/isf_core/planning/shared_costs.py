"""Costs and savings that are shared, to the penny: savings, pools, block contracts (SUR-06, PLN-10, CON-20).

Pooled money is not one fund in law: each part belongs to its own member.

>>> from ..model.surplus import SavingShare
>>> thirds = SavingsTerms(shares=tuple(SavingShare(party=party, share=Fraction(1, 3)) for party in Party))
>>> [(party.value, str(part)) for party, part in share_saving(Money("1000.01"), thirds).parts]
[('funder', '333.34'), ('holder', '333.34'), ('person', '333.33')]
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from ..errors import IsfError, NotRecorded, quote, several, short
from ..model.documents import Party, ends_on
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.pools import BlockContract, Pool
from ..model.surplus import SavingsTerms
from ..values.allocation import allocate
from ..values.checks import added, instance, read, text, whole
from ..values.dates import Period, months_after, up_to
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money, Rounding, plain_number
from ..values.rates import ANY_YEAR, Rate
from ..values.record import WithFields
from ..values.running_totals import RunningParts, RunningTotal, part_on
from ..values.sources import IPC, TLAP, Source
from ..values.table import Table, Tabular, shown
from ..values.timeline import Timeline
from ._sharing import Spell, borne_by, spells_within

EFFICIENCY = TLAP("Better incentives", words="a three-way efficiency sharing agreement")
POOLING = IPC("3", words="pool their budgets to pay jointly for support or activities")
BLOCK = TLAP("Emerging examples, Choice Support", words="Individualised funding is a provider led process")
_MOST_PAIRS = 10_000
RESTRICTED = TLAP("Flexible Contracting, 5) Restricted funding", words="can only be used for them")


@frozen(kw_only=True, str=False, repr=False)
class Shared(Tabular):
    """A sum in parts, as Money, each with its owner's reference; the parts add up to the sum.

    `by` is the basis of each part: a share, a weight or an exact cost. `ref` names what is shared, `span` the days;
    the parts of the next days continue from `running`.
    """

    ref: str
    span: Period
    what: str
    amount: Money
    owners: tuple[str, ...]
    by: tuple[Fraction, ...]
    sums: tuple[Money, ...]
    sources: tuple[Source, ...] = attrs.field(repr=False)
    running: RunningParts = attrs.field(default=(), repr=False)

    def part_of(self, owner: str) -> Money:
        """Give one owner's part; raises IsfError for somebody who has none."""
        if text("Shared.part_of", owner) not in self.owners:
            raise IsfError("Shared.part_of", f"{quote(owner)} has no part", f"give one of {several(self.owners)}")
        return self.sums[self.owners.index(owner)]

    def explain(self) -> Explanation:
        """Explain the sum as its parts."""
        total = sum(self.by, Fraction(0)) or Fraction(1)
        nodes = [
            Explanation.given(f"{owner}: {short(shown(by))} of {short(shown(total))}", sum_)
            for owner, by, sum_ in self._rows()
        ]
        return Explanation.sum(f"{self.what}, by largest remainder", *nodes, sources=self.sources)

    def table(self) -> Table:
        """Show one row for each part."""
        columns = (("owner", "Whose"), ("by", "By"), ("amount", "Amount"))
        return Table(self.what, columns, self._rows(), ("Total", sum(self.by, Fraction(0)), self.amount))

    def _rows(self) -> tuple[tuple[str, Fraction, Money], ...]:
        return tuple(zip(self.owners, self.by, self.sums, strict=True))


@frozen(kw_only=True, repr=False)
class SharedSaving(WithFields):
    """A saving in agreed shares, by party, as Money."""

    saving: Money
    parts: tuple[tuple[Party, Money], ...]

    def explain(self) -> Explanation:
        """Explain the saving as its parts."""
        nodes = [Explanation.given(f"the {party.value}'s share", part) for party, part in self.parts]
        return Explanation.sum("saving, by largest remainder", *nodes, sources=(EFFICIENCY,))


def share_saving(saving: Money, terms: SavingsTerms) -> SharedSaving:
    """Split a saving in the agreed shares, to the penny (SUR-06).

    Raises IsfError if the shares do not add up to one, because nobody may guess who gets the rest.
    """
    instance("share_saving", saving, Money, "give Money")
    shares = instance("share_saving", terms, SavingsTerms, "give SavingsTerms").shares
    whole_of_them = added("share_saving", (each.share for each in shares))
    if whole_of_them != 1:
        wrong = f"the shares add up to {short(plain_number(whole_of_them))}"
        raise IsfError("share_saving.shares", wrong, "they must add up to one")
    parts = allocate(saving, [each.share for each in shares])
    return SharedSaving(saving=saving, parts=tuple(zip((each.party for each in shares), parts, strict=True)))


def pool_parts(pool: Pool, *, span: Period, policy: GivenPolicy, after: Shared | None = None) -> Shared:
    """Split the cost of a pool over some days between its members, to the penny (PLN-10).

    The members on each day bear that day's cost in proportion to their shares, so members pay only for the days on
    which they belong to the pool. Each member's exact part is added up, and the cost, rounded half up, is split by
    largest remainder.

    Give the parts of the days just before as `after`, and cost and parts run: the parts of adjoining spans then add
    up to what all their days come to. Without it, the span stands alone.

    Raises IsfError if nobody with a share is a member on some day of the span, or if `after` is of another pool or
    does not end the day before; NotRecorded if a yearly or monthly cost needs the length of a year.
    """
    instance("pool_parts", pool, Pool, "give a Pool")
    instance("pool_parts", span, Period, "give a Period")
    years = _years("the members' shares", pool.cost.values, policies_of("pool_parts", policy), span)
    running = dict(_of_the_days_before(pool, span, after))
    before = sum(total.shown for total in running.values())
    costs = (
        (part, rate.per_week(year).pounds / 7)
        for days, rate in pool.cost.within(span)
        for part, year in years.within(days)
    )
    wrong, right = "nobody bears its cost", "give every day a member with a share"
    exact = borne_by(f"Pool {quote(pool.ref)}", span, _spells(pool, span), costs, wrong, right)
    due = {each.person: exact[each.person] * 100 for each in pool.members if each.person in exact}
    cost = Rounding.HALF_UP.of(sum((*due.values(), *(each.exact for each in running.values())), Fraction(0))) - before
    sums = part_on(running, due, cost)  # in the order of the members
    return Shared(
        ref=pool.ref,
        span=span,
        what=f"{pool.what or pool.ref}, {span}",
        amount=Money.from_pence(cost),
        owners=tuple(due),
        by=tuple(exact[person] for person in due),
        sums=tuple(map(Money.from_pence, sums.values())),
        sources=(POOLING, RESTRICTED),
        running=tuple(running.items()),
    )


def _of_the_days_before(pool: Pool, span: Period, after: Shared | None) -> RunningParts:
    """What the parts of a span go on from."""
    if after is None:
        return ()
    where, right = "pool_parts.after", "give the pool's parts for the days just before"
    before = instance(where, after, Shared, right)
    if before.ref != pool.ref:
        raise IsfError(where, f"it shares {quote(before.ref)}, not {quote(pool.ref)}", right)
    if before.span.day_after != span.first_day:
        raise IsfError(where, f"{before.span} does not end the day before {span.first_day}", right)
    return before.running


def _years(job: str, rates: Iterable[Rate], policies: Policies[Parameters], span: Period) -> Timeline[Fraction]:
    """The weeks in a year, from day to day; raises NotRecorded where some policy sets none and a rate needs them."""
    held = [(since, each.weeks_in_year) for since, each in policies.within(span.first_day, span.last_day)]
    if any(year is None for _, year in held) and any(rate.unit.is_by_months for rate in rates):
        raise NotRecorded(job, ("policy.weeks_in_year",))
    known = [(since, year or ANY_YEAR) for since, year in held]
    return Timeline(known[0][1], *known[1:])


def _spells(pool: Pool, span: Period) -> list[Spell]:
    """The days of a span on which each is a member."""
    members = ((each.person, each.share, each.first_day, ends_on(each.last_day)) for each in pool.members)
    return spells_within(span, members)


@frozen(kw_only=True, repr=False)
class CoreAndFlexi(WithFields):
    """One person's part of the shared core, and of what is theirs alone, as Money.

    `shared` has everybody's parts of the core, `flexi_total` what was this person's alone so far: the next days
    continue from both.
    """

    person: str
    core: Money
    flexi: Money
    shared: Shared = attrs.field(repr=False)
    flexi_total: RunningTotal = attrs.field(repr=False)

    @property
    def amount(self) -> Money:
        """The two together."""
        return self.core + self.flexi


def core_and_flexi(
    core: Pool,
    flexi: Iterable[tuple[str, Rate]],
    *,
    span: Period,
    policy: GivenPolicy,
    after: tuple[CoreAndFlexi, ...] = (),
) -> tuple[CoreAndFlexi, ...]:
    """Work out each person's part over some days of a shared core, and of what is theirs alone.

    The core is split like a pool. A person's own part accrues on the days on which they share the core, and is
    rounded half up. Give the answer for the days just before as `after`, and both run. A person in that answer who
    bears nothing now stays in this one with 0.00.

    Raises IsfError for somebody who is not a member of the core, and if `after` is of another core or of several
    calls, or does not end the day before.
    """
    where, right = "core_and_flexi.after", "give what core_and_flexi(...) gave for the days just before"
    before = {instance(where, each, CoreAndFlexi, right).person: each for each in instance(where, after, tuple, right)}
    policies = policies_of("core_and_flexi", policy)
    instance("core_and_flexi", core, Pool, "give the Pool of the core")
    instance("core_and_flexi", span, Period, "give a Period")
    parts = next((each.shared for each in after), None)
    if any(each.shared != parts for each in after):
        raise IsfError(where, "the answers of several calls", right)
    shared = pool_parts(core, span=span, policy=policies, after=parts)
    own = {person: each.flexi_total.exact for person, each in before.items()}
    shares_on: dict[str, list[Period]] = {}
    for spell in _spells(core, span):
        shares_on.setdefault(spell.person, []).append(up_to(spell.start, spell.end))
    right = "give pairs of a person and a Rate"
    for pair in read("core_and_flexi.flexi", flexi, _MOST_PAIRS, right):
        if len(instance("core_and_flexi.flexi", pair, tuple, right)) != 2:
            raise IsfError("core_and_flexi.flexi", f"{len(pair)} things together", right)
        person, rate = pair
        instance("core_and_flexi.flexi", rate, Rate, "give a Rate")
        years = _years("the core and flexible hours", (rate,), policies, span)
        shared.part_of(person)
        for days, year in (part for spell in shares_on.get(person, ()) for part in years.within(spell)):
            own[person] = own.get(person, Fraction(0)) + rate.per_week(year).pounds * days.days * Fraction(100, 7)
    sums = dict(zip(shared.owners, shared.sums, strict=True))
    out = []
    for person in dict.fromkeys((*sums, *before)):
        total, shown = own.get(person, Fraction(0)), before[person].flexi_total.shown if person in before else 0
        now = Rounding.HALF_UP.of(total)
        out.append(
            CoreAndFlexi(
                person=person,
                core=sums.get(person, Money(0)),
                flexi=Money.from_pence(now - shown),
                shared=shared,
                flexi_total=RunningTotal(total, now),
            )
        )
    return tuple(out)


def year_of_block(block: BlockContract, year: int) -> Shared:
    """Divide a block contract's sum for a year, counted from 1, between the people it covers (CON-20).

    The sum is divided evenly over the days of the year, and that of a day by the weights of the people covered on it:
    who joins or leaves inside the year has a part for their own days, and the others' parts are then larger. Each part
    is restricted to its person. Parts run from the first year: over the years each comes to their part of all the sums
    so far. They are given by weight where nobody joins or leaves inside the year, and else by their exact cost.

    Raises TooLarge for a year that the contract does not have, and IsfError if nobody with a weight is covered on some
    day up to the end of the year.
    """
    instance("year_of_block", block, BlockContract, "give a BlockContract")
    years = block.yearly[: whole("year_of_block.year", year, 1, len(block.yearly))]
    people = [
        (each.person, each.weight, each.first_day or block.first_day, ends_on(each.last_day)) for each in block.people
    ]
    running: dict[str, RunningTotal] = {}
    for number, sum_ in enumerate(years):
        first_day, day_after = (months_after(block.first_day, 12 * each) for each in (number, number + 1))
        span = up_to(first_day, day_after)
        spells = spells_within(span, people)
        costs = ((span, sum_.exact.pounds / span.days),)
        wrong, right = "nobody is covered, or all weights are zero", "give each day somebody with a weight above zero"
        exact = borne_by("BlockContract.people", span, spells, costs, wrong, right)
        sums = part_on(running, {person: pounds * 100 for person, pounds in exact.items()}, sum_.pence)
    if all(spell.days == span.days for spell in spells):
        exact = {spell.person: spell.weight for spell in spells}
    return Shared(
        ref=block.ref,
        span=span,
        what=f"{block.ref}, {span}",
        amount=years[-1],
        owners=tuple(exact),
        by=tuple(exact.values()),
        sums=tuple(map(Money.from_pence, sums.values())),
        sources=(BLOCK, RESTRICTED),
    )
