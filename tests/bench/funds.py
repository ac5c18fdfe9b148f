"""The funds that are measured: those of the loop, as somebody would record them; a year's account; every feature."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, NamedTuple

from . import library as isf
from . import limit

BUDGET, FEE, AMOUNT = 4, 7, 10
"""Where a line of the library's schedule has them: the proof would find anything else there."""
START: Final = date(2026, 4, 6)
END: Final = date(2027, 4, 4)
BEFORE: Final = date(2026, 3, 30)
QUARTER: Final = isf.period(date(2027, 1, 1), date(2027, 3, 31))


class Fund(NamedTuple):
    """A fund as limit.py has it: days as ordinals, money as pence; amounts are (from, days, pence for so many days)."""

    start: int
    stop: int
    grid: tuple[str, int, str, str, bool]
    amounts: tuple[tuple[int, int, int], ...]
    contributions: tuple[tuple[int, int], ...]
    netted: bool
    fee_kind: int
    fee: int

    @property
    def contribution_stays_below(self) -> bool:
        """Whether the contribution is never more than the budget: the loop knows no limit for it but zero."""
        highest = max((Fraction(pence, 7) for _, pence in self.contributions), default=Fraction(0))
        return all(Fraction(pence, days) >= highest for _, days, pence in self.amounts)

    @property
    def is_cut_in_arrears(self) -> bool:
        """Whether it ends inside a period that is paid in arrears: the loop's last part waits for the whole."""
        _, anchor, timing, *_ = self.grid
        return timing == "ARR" and (self.stop - anchor) % 28 > 0


def funds(number: int, seed: int, *, years: int = 1, simple: bool = False) -> list[Fund]:
    """So many four-weekly funds in which the contribution stays below the budget; a seed makes the same ones."""
    made = (Fund(*each) for each in limit.make_funds(2 * number, years=years, seed=seed, simple=simple))
    return [fund for fund in made if fund.contribution_stays_below][:number]


def arrangement_of(fund: Fund, **facts: Any) -> Any:
    """The same fund as somebody would record it, with all that its payments need; and more facts."""
    _, anchor, timing, convention, _ = fund.grid
    days, weekly = date.fromordinal, isf.Rate.weekly
    amounts = [(days(since), weekly(Fraction(7 * pence, 100 * basis))) for since, basis, pence in fund.amounts]
    contributions = [(days(since), weekly(Fraction(pence, 100))) for since, pence in fund.contributions]
    fees = (
        isf.NoFee(),
        isf.PercentageFee(percent=Fraction(fund.fee, 100), base=isf.FeeBase.GROSS),
        isf.FixedFee(per_week=isf.Money.from_pence(fund.fee)),
    )
    moves = {"F": isf.Move.FORWARD, "MF": isf.Move.FORWARD_IN_MONTH, "P": isf.Move.BACK}
    before = days(fund.start - 10)
    parties = (isf.Party.FUNDER, isf.Party.HOLDER)
    return isf.Arrangement(
        person=isf.Person(ref="P-001"),
        holder=isf.Holder(ref="H-7", kind=isf.HolderKind.SUPPORT_PROVIDER),
        budget=isf.PersonalBudget(
            actual=isf.Timeline(amounts[0][1], *amounts[1:]),
            contribution=isf.Timeline(weekly(0), *contributions),
            in_house=(),
            one_offs=(),
            exemptions=(),
        ),
        plan=isf.SupportPlan(
            outcomes=(isf.Outcome(ref="safe", eligible=True, met_informally=()),),
            supports=(isf.Support.by_rate("homecare", ("safe",), amounts[0][1], provider="H-7"),),
            agreed_on=before,
        ),
        contract=isf.Contract(
            form=isf.Form.TWO_WAY,
            signatures=tuple(isf.Signature(party=party, signed_on=before) for party in parties),
            first_day=days(fund.start),
            last_day=days(fund.stop - 1),
            payment=isf.PaymentTerms(
                cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, days(anchor)),
                timing=isf.Timing.IN_ADVANCE if timing == "ADV" else isf.Timing.IN_ARREARS,
                basis=isf.Basis.NET if fund.netted else isf.Basis.GROSS,
                move=moves[convention],
                convention=isf.Convention.RUNNING_TOTAL,
            ),
            fee=fees[fund.fee_kind],
            fee_placement=isf.Placement.INSIDE,
        ),
        agreements=(isf.Agreement(kind=isf.AgreementKind.PERSON_HOLDER, signed_on=before),),
        payments_set_up_on=before,
        **{"funding": isf.Funder(ref="council"), **facts},
    )


def loop_lines(fund: Fund) -> list[tuple[Any, ...]]:
    """What the loop makes of a fund: days, due date, budget, fee and payment in pence."""
    return [
        (first, last, pay, gross, fee, net) for _, first, last, _, pay, _, gross, _, fee, net in limit.schedule(fund)
    ]


def library_lines(fund: Fund) -> list[tuple[Any, ...]]:
    """What the library makes of it."""
    lines = isf.build_schedule(isf.resolve_terms(arrangement_of(fund))).lines
    return [(line[0], line[1], line[3], line[BUDGET], line[FEE], line[AMOUNT]) for line in lines]


# A year's account


def entries(periods: int = 13, cents: int = 0, often: int = 1) -> list[Any]:
    """Five entries for each period; `cents` makes one round's sums others than the next one's.

    Where there are `often` times as many, each is as many parts of the same day.
    """
    made: list[Any] = []
    for number in range(periods):
        first = START + timedelta(days=28 * number)
        period = isf.period(first, first + timedelta(days=27))
        rows: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
            ("F", "FUNDER_PAYMENT", 25_750, {"period": period}),
            ("K", "CONTRIBUTION", 8_000, {"period": period}),
            ("H", "DIRECT_SUPPORT", 20_000 - cents, {"support": "homecare"}),
            ("A", "OTHER_PROVIDER", 7_000, {"support": "art", "party": "P-9"}),
            ("M", "MANAGEMENT_FEE", 4_000, {}),
        )
        for part in range(often):
            on = first + timedelta(days=part % 28)
            for ref, kind, pence, facts in rows:
                amount = isf.Money.from_pence(pence // often)
                made.append(
                    isf.Entry(
                        ref=f"{ref}-{number}-{part}",
                        on=on,
                        kind=isf.EntryKind[kind],
                        amount=amount,
                        evidence="doc",
                        **facts,
                    )
                )
    return made


def account(number: int, held: list[Any] | None = None, **facts: Any) -> Any:
    """A year of one fund, with these entries; with more facts of the arrangement."""
    return isf.Arrangement(
        person=isf.Person(ref=f"P-{number:04}"),
        holder=isf.Holder(ref="H-7"),
        budget=isf.PersonalBudget(
            actual=isf.Rate.weekly("84.375"),
            contribution=isf.Rate.weekly("20"),
            in_house=(),
            one_offs=(),
            contingency=isf.Money(0),
        ),
        plan=isf.SupportPlan(
            outcomes=None,
            supports=(
                isf.Support.by_rate("homecare", None, isf.Rate.weekly("62.50"), provider="H-7"),
                isf.Support.by_rate("art", None, isf.Rate.weekly("21.875"), provider="P-9"),
            ),
            carry_forwards=(),
        ),
        contract=isf.Contract(
            first_day=START,
            last_day=isf.OPEN_ENDED,
            payment=isf.PaymentTerms(
                cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, anchor=START),
                timing=isf.Timing.IN_ADVANCE,
                basis=isf.Basis.NET,
                move=isf.Move.BACK,
            ),
            fee=isf.NoFee(),
            surplus=isf.SurplusRule(share="0.5", of=isf.SurplusBase.REGULAR_PAYMENT),
            termination=isf.TerminationTerms(
                notices=(isf.Notice(party=isf.Party.FUNDER, length=28, unit=isf.NoticeUnit.DAYS),)
            ),
        ),
        endings=(
            isf.Termination(
                party=isf.Party.FUNDER,
                reason=isf.TerminationReason.ORDINARY,
                given_on=date(2027, 3, 7),
                liabilities=(),
            ),
        ),
        **{"fund": isf.Fund(entries=tuple(entries() if held is None else held), commitments=()), **facts},
    )


def accounts(number: int, seed: int, often: int = 1) -> list[Any]:
    """So many accounts of a year, no two with the same sums."""
    return [account(each, entries(cents=seed * number + each, often=often)) for each in range(number)]


# Everything recorded


def copies(kept: bytes, number: int, seed: int) -> list[Any]:
    """So many of one arrangement, each of another person."""
    made = [pickle.loads(kept) for _ in range(number)]
    return [each.replace(person=each.person.replace(ref=f"P-{seed}-{place}")) for place, each in enumerate(made)]


def recovered(kept: bytes, recoveries: int, seed: int) -> Any:
    """Everything recorded, and then a penny recovered every day."""
    made = (
        isf.Entry(
            ref=f"R-{number}",
            on=START + timedelta(days=number),
            kind=isf.EntryKind.SURPLUS_RECOVERED,
            amount="0.01",
            evidence="doc",
        )
        for number in range(1, recoveries + 1)
    )
    (arrangement,) = copies(kept, 1, seed)
    return arrangement.replace(fund=arrangement.fund.plus(*made))


# What a fund may have beside: each is given the plainest fund, and makes it one that has it


def plainest(number: int, seed: int, days: int = 364, **facts: Any) -> list[Any]:
    """So many funds of whole periods, one rate, one contribution and a share as the fee."""
    stop = START.toordinal() + days
    made = enumerate(funds(number, seed, simple=True))
    kept = (fund._replace(contributions=((fund.start, 1_000 + place),), stop=stop) for place, fund in made)
    return [arrangement_of(fund, **facts) for fund in kept]


def varied(arrangement: Any, times: int = 1) -> Any:
    """Its budget changes so many times, a penny a week more each day from 1 October on."""
    rate, first = arrangement.budget.actual.first, date(2026, 10, 1)
    made = tuple(
        isf.Variation(
            effective=first + timedelta(days=number),
            known_from=BEFORE,
            changes=(isf.Change("budget.actual", isf.Rate.weekly(rate.amount.pounds + Fraction(number + 1, 100))),),
        )
        for number in range(times)
    )
    return arrangement.replace(variations=made)


def suspended(arrangement: Any) -> Any:
    """Six weeks in hospital."""
    stay = isf.Suspension(first_day=date(2026, 6, 15), last_day=date(2026, 7, 26), reason=isf.SuspensionReason.HOSPITAL)
    return arrangement.replace(suspensions=(stay,))


def with_budget(**facts: Any) -> Callable[[Any], Any]:
    """Something else in the budget."""
    return lambda arrangement: arrangement.replace(budget=arrangement.budget.replace(**facts))


def with_one_off(arrangement: Any) -> Any:
    """Grab rails in May, paid with their period."""
    rails = isf.OneOff(on=date(2026, 5, 20), amount="120", what="grab rails")
    payment = arrangement.contract.payment.replace(one_offs=isf.OneOffPayment.WITH_PERIOD)
    made = with_budget(one_offs=(rails,))(arrangement)
    return made.replace(contract=made.contract.replace(payment=payment))


def with_exemption(arrangement: Any) -> Any:
    """Six weeks of reablement."""
    free = isf.Exemption(ground=isf.Ground.REABLEMENT, first_day=date(2026, 6, 1), last_day=date(2026, 7, 12))
    return with_budget(exemptions=(free,))(arrangement)


def with_in_house(arrangement: Any) -> Any:
    """Something that the council provides itself, out of the budget."""
    return with_budget(in_house=(isf.InHouse(what="day centre", cost=isf.Rate.weekly("10")),))(arrangement)


def with_two_funders(arrangement: Any) -> Any:
    """The NHS pays two fifths."""
    shares = (("council", "0.6"), ("NHS", "0.4"))
    return arrangement.replace(
        funding=tuple(isf.FundingShare(funder=isf.Funder(ref=ref), share=share) for ref, share in shares)
    )


def with_fee_on_top(arrangement: Any) -> Any:
    """The fee comes on top of the budget."""
    return arrangement.replace(contract=arrangement.contract.replace(fee_placement=isf.Placement.ON_TOP))


def by_charging_weeks(arrangement: Any) -> Any:
    """The person is charged by whole weeks."""
    terms = isf.ChargingTerms(by=isf.ChargedBy.CHARGING_WEEKS)
    payment = arrangement.contract.payment.replace(charging=terms)
    return arrangement.replace(contract=arrangement.contract.replace(payment=payment))
