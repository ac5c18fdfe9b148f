"""How a termination ends an arrangement: the days of notice that were not served, and pay in lieu (END-01).

Which last day it leads to, so that payments stop, is said in `schedule.ends`.
"""

from __future__ import annotations

from datetime import date

from ..errors import IsfError, OutsideTheArrangement
from ..model.arrangement import Arrangement
from ..model.documents import Party, ends_on
from ..model.parameters import GivenPolicy, policies_of
from ..model.termination import Notice, Termination
from ..schedule.ends import contract_end, notice_ends, termination_terms
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import instance
from ..values.dates import Period, days_after, in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.sources import LANCASHIRE, RECORD
from ..values.table import Table, Tabular, as_read
from ..values.timeline import Timeline
from .case_view import CaseView

IN_LIEU = LANCASHIRE("6.18", words="after deduction of any payment in lieu of notice due to the Provider")


@frozen(kw_only=True, str=False, repr=False)
class EndOfArrangement(Tabular):
    """How an arrangement ends: the last day of the notice, and the last day of support.

    `notice_shortfall` is the days of notice that were not served, if support ended before the notice did;
    None also where the arrangement never began.
    """

    ending: Termination
    notice: Notice
    notice_ends: date
    last_day: date
    notice_shortfall: Period | None

    @property
    def shortfall_days(self) -> int:
        """The number of calendar days of notice that were not served."""
        return 0 if self.notice_shortfall is None else self.notice_shortfall.days

    def table(self) -> Table:
        """Show who gave notice, why and when, the last days of notice and of support, and the days not served."""
        return Table.of(
            "End of the arrangement",
            (self,),
            ("party", "By", "ending.party"),
            ("reason", "Reason", "ending.reason"),
            ("given_on", "Given on", "ending.given_on"),
            ("notice_ends", "Notice ends"),
            ("last_day", "Last day"),
            ("days", "Days not served", "shortfall_days"),
        )

    def explain(self) -> Explanation:
        """Explain the days of notice that were not served: the notice, as it was agreed, less what was served of it."""
        days = (self.notice_ends - self.ending.given_on).days
        length, unit, party = self.notice.length, self.notice.unit.value, self.ending.party.value
        unit = unit.removesuffix("s") if length == 1 else unit
        agreed = Explanation.given(
            f"notice of {length} {unit} by the {party}, given on {in_words(self.ending.given_on)}, ends on "
            f"{in_words(self.notice_ends)}: days",
            days,
            RECORD(f"contract.termination.notices[{party}]"),
            unit="days",
        )
        served = f"served, or not wanted, with {in_words(self.last_day)} as the last day of support"
        kept = Explanation.given(served, days - self.shortfall_days, unit="days")
        return Explanation.less("days of notice that were not served", agreed, kept)


def end_of(arrangement: Arrangement, ending: Termination, *, policy: GivenPolicy) -> EndOfArrangement:
    """Work out how a termination ends an arrangement (END-01, END-03).

    Interpretation: a reason without notice of its own needs the ordinary notice. Days after the contract's own last
    day, as it stood when notice was given, are no shortfall, because it would have ended then anyway; it makes no
    difference whether `contract.last_day` was varied to record the same end. Days before notice was given are no
    shortfall either, so the shortfall is never longer than the notice. All variations in the arrangement count.

    A last day before the first one says that the arrangement never began. Interpretation: then no days are a shortfall,
    whatever the notice, because the holder never gave support and nothing was ever due to it.

    Raises NotRecorded if no termination terms are stated, IsfError if the party may not end it at all, and
    OutsideTheArrangement for notice given after the end.
    """
    instance("end_of", arrangement, Arrangement, "give an Arrangement")
    instance("end_of", ending, Termination, "give a Termination")
    policies = policies_of("end_of", policy)
    return end_in(CaseView.in_full(arrangement, policies), ending)


def end_in(view: CaseView, ending: Termination) -> EndOfArrangement:
    """How a termination ends an arrangement, in a view of a case."""
    known, as_it_stood, policies = view.arrangement, view.known.as_recorded(ending), view.policies
    contract = known.contract
    notice = termination_terms(known, policies.on_or_first(ending.given_on)).notice_of(ending.party, ending.reason)
    ends = notice_ends(known, as_it_stood, policies)
    if notice is None or ends is None:
        wrong = f"the {ending.party.value} has no right to end it for {ending.reason.value}"
        raise IsfError("contract.termination.notices", wrong, "agree a notice for that party, or end it by another")
    own = contract_end(known, as_it_stood)
    if ending.given_on > own:
        wrong = f"notice given on {ending.given_on}, after the last day, {own}"
        raise OutsideTheArrangement("endings.given_on", wrong, "give the day on which notice was given")
    last_day = min(ends if ending.last_day is None else ending.last_day, ends_on(contract.last_day))
    served_to = max(last_day, ending.given_on)
    short_from = days_after(served_to, 1) if served_to < date.max else date.max
    never_began = contract.first_day is not None and last_day < contract.first_day
    lacks = short_from <= ends and not never_began
    return EndOfArrangement(
        ending=ending,
        notice=notice,
        notice_ends=ends,
        last_day=last_day,
        notice_shortfall=Period(first_day=short_from, last_day=ends) if lacks else None,
    )


def is_paid_in_lieu(ended: EndOfArrangement) -> bool:
    """Whether there are days of notice to pay the holder for: not where it gave the short notice itself."""
    return ended.notice_shortfall is not None and ended.ending.party is not Party.HOLDER


def pay_in_lieu(ended: EndOfArrangement, resolved: ResolvedTerms) -> Explanation:
    """Work out what is due to the holder for unserved days of notice: calendar days at the gross rate.

    Interpretation: a holder that gives short notice itself is owed nothing, and nothing is owed if the contract may
    end without notice. The gross rate is the budget before the contribution, less in-house services, which the holder
    never received.
    """
    instance("pay_in_lieu", ended, EndOfArrangement, "give what end_of(...) gave")
    instance("pay_in_lieu", resolved, ResolvedTerms, "give what resolve_terms(...) gave")
    if ended.notice_shortfall is None:
        return Explanation.given("pay in lieu: no days of notice to pay for", Money(0), IN_LIEU)
    if ended.ending.party is Party.HOLDER:
        return Explanation.given("pay in lieu: the holder gave the short notice itself", Money(0), IN_LIEU)
    gross = Explanation.sum(
        "budget",
        *(
            node
            for span, parts in resolved.budget_parts.within(ended.notice_shortfall)
            for rates in (map(Timeline, parts) if parts else [resolved.budget])
            for node in _accrued(resolved, rates, span)
        ),
    )
    services = [
        node
        for service in resolved.in_house
        for node in _accrued(resolved, service.cost, ended.notice_shortfall, service.what)
    ]
    notice = RECORD(f"contract.termination.notices[{ended.ending.party.value}]")
    what = (
        f"{ended.shortfall_days} day{'s' * (ended.shortfall_days > 1)} of notice not served, {ended.notice_shortfall}"
    )
    exact = Explanation.less(what, gross, *services, sources=(notice,))
    due = Explanation.greatest("never below 0.00", Explanation.given("nothing", Money(0)), exact)
    return Explanation.rounded("pay in lieu of notice", due, IN_LIEU)


def _accrued(resolved: ResolvedTerms, rates: Timeline[Rate], days: Period, what: str = "") -> list[Explanation]:
    """What a rate comes to over some days, part by part."""
    return [
        Explanation.given(
            f"{what + ', ' if what else ''}{span.days} day{'s' * (span.days > 1)} at {as_read(rate)}, {span}",
            resolved.accrued_by(rate, span),
        )
        for span, rate in rates.within(days)
    ]
