"""An overspend, funded in the agreed order; the holder pays what is left, within limits (OVR-01).

>>> terms = OverspendTerms(order=(FundingSource.SURPLUS, FundingSource.CONTINGENCY), limit="50")
>>> met = fund_overspend(
...     Money("100"), terms, available=((FundingSource.SURPLUS, Money("30")), (FundingSource.CONTINGENCY, Money("10")))
... )
>>> met.holder, met.beyond, met.calls_for_reassessment
(Money('50.00'), Money('10.00'), True)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..errors import IsfError, NotRecorded, quote, recorded
from ..model.account import EntryKind
from ..model.arrangement import Arrangement
from ..model.documents import ends_on
from ..model.parameters import GivenPolicy, policies_of
from ..model.surplus import FundingSource, OverspendTerms
from ..schedule.build import Schedule
from ..schedule.charges import not_on_delivery
from ..values.checks import day, instance, member, read
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.sources import TLAP
from ..values.table import Table, Tabular
from .at_the_end import AtTheEnd, due_up_to
from .balance import balance_on
from .case_view import CaseView

WITHIN_LIMITS = TLAP(
    "Flexible Contracting, 12) Provider responsibility",
    words="manage fluctuations of need within some agreed limits",
)
ORDER = TLAP("Questions for service providers, 10)", words="These arrangements need to be set out clearly")


@frozen(kw_only=True, str=False, repr=False)
class OverspendFunding(Tabular):
    """How an overspend is funded: by which sources, by the holder, and what is beyond the agreed limit.

    overspend = what the sources pay + holder + beyond, to the penny.
    """

    overspend: Money
    met: tuple[tuple[FundingSource, Money], ...]
    holder: Money
    beyond: Money

    @property
    def calls_for_reassessment(self) -> bool:
        """Whether something is left that the holder does not have to pay."""
        return self.beyond > Money(0)

    def explain(self) -> Explanation:
        """Explain the overspend as the sum of what pays it."""
        return Explanation.sum(
            "overspend",
            *(Explanation.given(f"met from {source.value}", sum_, ORDER) for source, sum_ in self.met),
            Explanation.given("the holder's, within the limit", self.holder, WITHIN_LIMITS),
            Explanation.given("beyond the limit: reassessment", self.beyond, WITHIN_LIMITS),
        )

    def table(self) -> Table:
        """Show one row for each source that pays a part of it."""
        rows = [(source.value, sum_) for source, sum_ in self.met]
        rows += [("the holder, within the limit", self.holder), ("beyond the limit: reassessment", self.beyond)]
        columns = (("met_by", "Met by"), ("amount", "Amount"))
        return Table("Overspend", columns, rows, ("Overspend", self.overspend))


def fund_overspend(
    overspend: Money, terms: OverspendTerms, *, available: Iterable[tuple[FundingSource, Money]]
) -> OverspendFunding:
    """Fund an overspend in the agreed order from what each source has; the holder pays the rest up to its limit.

    Raises NotRecorded if something is left over and no limit is recorded, or if the order names a source whose sum is
    not given; IsfError for a sum below 0.00.
    """
    instance("fund_overspend.overspend", overspend, Money, "give Money")
    instance("fund_overspend.terms", terms, OverspendTerms, "give OverspendTerms")
    held: dict[FundingSource, Money] = {}
    right = "give pairs of FundingSource and Money"
    for pair in read("fund_overspend.available", available, 1_000, right):
        if len(instance("fund_overspend.available", pair, tuple, right)) != 2:
            raise IsfError("fund_overspend.available", f"{quote(pair)} is no pair", right)
        source = member("fund_overspend.available", pair[0], FundingSource)
        if source in held:
            raise IsfError("fund_overspend.available", f"{source.value} twice", "give each once")
        held[source] = instance("fund_overspend.available", pair[1], Money, "give Money")
    if any(sum_ < Money(0) for sum_ in (overspend, *held.values())):
        raise IsfError("fund_overspend", "a sum below 0.00", "give 0.00 or more")
    unknown = tuple(f"available[{source.name.lower()}]" for source in terms.order if source not in held)
    if unknown:
        raise NotRecorded("who pays for the overspend", unknown)
    met: list[tuple[FundingSource, Money]] = []
    left = overspend
    for source in terms.order:
        met.append((source, min(held[source], left)))
        left -= met[-1][1]
    if left and terms.limit is None:
        raise NotRecorded("who pays for the overspend", ("contract.overspend.limit",))
    holder = left if terms.limit is None else min(left, terms.limit)
    return OverspendFunding(overspend=overspend, met=tuple(met), holder=holder, beyond=left - holder)


def overspend_on(arrangement: Arrangement, *, on: date, policy: GivenPolicy) -> OverspendFunding:
    """Work out who pays for an overspent account at the end of a day.

    Money that has accrued by the day and is not yet paid in is to come, so that arrears are no overspend: see
    `still_to_come`. From the last day of the arrangement on, what was paid in for days after it covers nothing, as it
    goes back. Interpretation: the account itself holds surplus and contingency, so below 0.00 both are spent
    already, and only the reserve has money left. What the holder has already paid in counts towards its limit, save
    what it paid in of an unpaid contribution whose risk it bears.

    Raises NotRecorded for the entries; and where the account is below 0.00 for what the payments rest on, the terms,
    and the reserve if the order names it.
    """
    instance("overspend_on", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("overspend_on", policy)
    return overspend_in(CaseView.in_full(arrangement, policies), day("overspend_on", on))


def overspend_in(view: CaseView, on: date) -> OverspendFunding:
    """Who pays for the overspent account in a view of a case."""
    if balance_on(view.fund, on=on).balance < Money(0) or _has_ended(view, on):
        return fund_what_is_over(view, _as_if_it_ended(view, on))
    return _met(view, Money(0), 0)


def fund_what_is_over(view: CaseView, now: AtTheEnd) -> OverspendFunding:
    """Who pays for what an account is overspent by, as it stands now."""
    return _met(view, now.overspent(), now.of(EntryKind.HOLDER_BEARS) - now.borne(now.contribution()[0]))


def over_of_the_holder(view: CaseView, on: date, paid: Schedule, last_day: date) -> int:
    """What the contract has the holder pay once it has ended, in pence; `paid` is what was due up to the last day."""
    if view.arrangement.contract.overspend is None:
        return 0
    return fund_what_is_over(view, AtTheEnd(view, on, paid, closed_from=last_day)).holder.pence


def _met(view: CaseView, below: Money, borne: int) -> OverspendFunding:
    """Who pays for so much below 0.00, where the holder has paid in so many pence for an overspend."""
    terms = recorded(view.arrangement.contract.overspend, "who pays for the overspend", "contract.overspend")
    fund = view.fund
    if below and FundingSource.RESERVE in terms.order and fund.reserve is None:
        raise NotRecorded("who pays for the overspend", ("fund.reserve",))
    if terms.limit is not None:
        terms = terms.replace(limit=max(Money(0), terms.limit - Money.from_pence(borne)))
    spent_already = [(source, Money(0)) for source in FundingSource if source is not FundingSource.RESERVE]
    return fund_overspend(below, terms, available=[*spent_already, (FundingSource.RESERVE, fund.reserve or Money(0))])


def _has_ended(view: CaseView, on: date) -> bool:
    """Whether it has ended by the end of a day; it is asked of what nobody ends only by its contract."""
    known = view.arrangement
    return (bool(known.endings) or ends_on(known.contract.last_day) <= on) and ends_on(view.ends.last_day) <= on


def still_to_come(arrangement: Arrangement, *, on: date, policy: GivenPolicy) -> Money:
    """Work out what has accrued by the end of a day and is not yet paid in, by the funder or the person.

    It is what the payments and the contribution come to for the days up to it, whenever they are due, less what came in
    of both; 0.00 where more came in, as in advance. Both are those of a final account (`final_account_on`) of an
    arrangement that ends on that day: what went back to either was not paid, what came from an earlier holder's account
    with its days was paid by the funder, what the holder paid in of a contribution whose risk it bears does not come
    again, and what the policy's `backdating` withholds does not come. From its last day on what goes back is what is
    left, and is not to come again. Once the entries of a final account leave nothing, no more is to come from the
    funder: what it had still to pay was set off.

    Raises NotRecorded for the entries, for what the payments rest on, and for whose risk the contribution is where the
    holder paid in and the person has not; ContradictoryTerms where what was delivered is paid.
    """
    instance("still_to_come", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("still_to_come", policy)
    return _above_zero(_as_if_it_ended(CaseView.in_full(arrangement, policies), day("still_to_come", on)).to_come())


def _as_if_it_ended(view: CaseView, on: date) -> AtTheEnd:
    """The account of a view as it stands if the arrangement ends on a day, or has ended before it."""
    not_on_delivery(view.recorded)
    view.known.require()
    end = ends_on(view.as_paid.phases[-1].last_day)
    return AtTheEnd(view, on, due_up_to(view.as_paid, min(on, end)), closed_from=end)


def _above_zero(pence: int) -> Money:
    return Money.from_pence(max(0, pence))
