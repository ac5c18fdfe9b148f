"""Laws of what changes over time: variations, suspensions, whole fees, funders, uplifts.

ISF_ORACLE_CASES raises how many random arrangements are asked about.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle.arrangements import BUILT_IN, WEEKS_IN_YEAR, Case, arrange
from oracle.oracle import COMPONENTS, ONE_DAY, step
from oracle.time_oracle import TimeOracle, ToldInTime

from isf_core.compute.payments import Payment
from isf_core.compute.schedule import Schedule, compute_schedule
from isf_core.compute.settle import settle_phases
from isf_core.compute.uplift import uplift
from isf_core.errors import IsfError
from isf_core.model.arrangement import Arrangement
from isf_core.model.budget import Deployed, PersonalBudget, Way
from isf_core.model.contract import OPEN_ENDED, Contract
from isf_core.model.fees import (
    FeeBase,
    Fees,
    FeeWithVat,
    FixedFee,
    LimitedFee,
    ManagementFee,
    NoFee,
    OnceFee,
    PercentageFee,
    PerPaymentFee,
)
from isf_core.model.known import as_known, folded
from isf_core.model.organisations import Funder, Funding, FundingRate, FundingShare, Holder
from isf_core.model.parameters import Parameters
from isf_core.model.person import Person
from isf_core.model.suspension import Meanwhile, Suspension, SuspensionRule
from isf_core.model.terms import Basis, Convention, OneOffPayment, PaymentTerms, Pays, Placement, Timing
from isf_core.model.variation import BY_PHASE, Change, Variation
from isf_core.values.cycles import Frequency, PayCycle
from isf_core.values.money import Money, Rounding
from isf_core.values.rates import Rate
from isf_core.values.timeline import Timeline
from isf_core.values.workdays import Move

CASES = int(os.environ.get("ISF_ORACLE_CASES", "2000")) // 5
AT_ONCE = 20
CUTS = CASES // 4
law = settings(deadline=None, max_examples=40)
seeds = st.integers(0, 2**40)
places = st.integers(0, 2**20)
SIGNED = date(2000, 1, 1)


class Varying:
    """A random arrangement of the other oracle, with variations, suspensions, funders and fees of all kinds."""

    def __init__(self, seed: int, by_phase: bool = True, suspended: bool = True) -> None:
        self.rng = Random(f"{seed} in time")
        self.was = arrange(seed)
        self.by_phase = by_phase
        self.suspends = suspended and self.rng.random() < 0.6

    def case(self) -> Case:
        rng, was = self.rng, self.was
        fee: Timeline[ManagementFee] | None = was.arrangement.contract.fee
        if rng.random() < 0.6:
            fee = Timeline(self.fee(), *((on, self.fee()) for on in {self.a_day() for _ in range(rng.randint(0, 2))}))
        contract = was.arrangement.contract
        terms = contract.payment
        arrangement = was.arrangement.replace(
            holder=Holder(ref="H-0"),
            funding=self.funding(),
            suspensions=self.suspensions(),
            contract=contract.replace(
                fee=fee,
                payment=terms.replace(basis=terms.basis or Basis.NET),
                fee_placement=contract.fee_placement or Placement.INSIDE,
            ),
        )
        changed = arrangement.replace(variations=tuple(self.variations()))
        return was._replace(arrangement=changed, parameters=self.parameters())

    def parameters(self) -> Parameters:
        """The policy's word wherever a variation might come to need one."""
        rng, policy, terms = self.rng, self.was.parameters, self.was.arrangement.contract.payment
        fallbacks: dict[str, object] = {
            "pays": Pays.BUDGET,
            "basis": Basis.NET,
            "fee_placement": Placement.ON_TOP,
            "fee_base": FeeBase.NET,
        }
        if terms.weeks_in_year is None:
            fallbacks["weeks_in_year"] = Fraction(365, 7)
        if terms.one_offs is None:
            fallbacks["one_offs"] = OneOffPayment.WITH_PERIOD
        said: dict[str, object] = {name: value for name, value in fallbacks.items() if getattr(policy, name) is None}
        rule = SuspensionRule(
            full_days=rng.choice((None, 0, 1, 7, 28, rng.randint(0, 60))),
            retainer=rng.choice((Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(1), Fraction(rng.randint(0, 100), 100))),
            contribution=rng.choice(list(Meanwhile)),
            fee=rng.choice(list(Meanwhile)),
        )
        return policy.replace(suspension=rule, **said)

    def a_day(self) -> date:
        """On the edge of a period, inside one, on the first or last day, or before all of it."""
        rng, first = self.rng, self.was.first_day
        last = self.was.until or self.was.arrangement.contract.last_day
        assert isinstance(last, date)
        on = first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
        begins = step(self.was.cycle, self.was.cycle.number_of(on))
        edge = begins + timedelta(days=rng.choice((0, 0, -1, 1)))
        return rng.choice((on, on, on, edge, edge, edge, first, first + ONE_DAY, last, first - timedelta(days=9)))

    def rate(self, most: int = 1_000) -> Rate:
        amount = Fraction(self.rng.randint(0, most * 100), self.rng.choice((100, 100, 300)))
        return self.rng.choice((Rate.weekly, Rate.weekly, Rate.four_weekly, Rate.monthly, Rate.annual))(amount)

    def fee(self, nested: bool = True) -> ManagementFee:
        rng = self.rng
        fixed = FixedFee(per_week=rng.choice(("5", "12.34", "25")))
        share = PercentageFee(percent=rng.choice(("5", "7.5", "15")), base=rng.choice((None, *FeeBase)))
        simple: list[ManagementFee] = [
            NoFee(),
            fixed,
            share,
            OnceFee(amount=Money.from_pence(rng.randint(0, 20_000)), on=self.a_day()),
            PerPaymentFee(amount=Money.from_pence(rng.randint(0, 999))),
            LimitedFee(fee=Fees(parts=(fixed, share)), limit=rng.choice((fixed, share, FixedFee(per_week="14")))),
        ]
        if not nested:
            return rng.choice(simple)
        parts = Fees(parts=tuple(self.fee(nested=False) for _ in range(rng.randint(1, 3))))
        with_vat = FeeWithVat(fee=self.fee(nested=False), rate=rng.choice((Fraction(1, 5), Fraction(1, 8))))
        return rng.choice((*simple, parts, Fees(parts=(with_vat, self.fee(nested=False))), FeeWithVat(fee=parts)))

    def funding(self) -> tuple[Funding, ...]:
        rng = self.rng
        weights = [rng.randint(0, 5) for _ in range(rng.randint(1, 3))]
        weights[0] += not sum(weights)
        parts: list[Funding] = [
            FundingShare(funder=Funder(ref=f"F-{place}"), share=Fraction(weight, sum(weights)))
            for place, weight in enumerate(weights)
        ]
        for place in range(rng.choice((0, 0, 1, 2))):
            parts.append(FundingRate(funder=Funder(ref=f"R-{place}"), rate=self.rate(200)))
        rng.shuffle(parts)
        return tuple(parts)

    def suspensions(self) -> tuple[Suspension, ...]:
        rng = self.rng
        if not self.suspends:
            return ()
        days = sorted({self.a_day() for _ in range(2 * rng.randint(1, 2))})
        out = [
            Suspension(first_day=first, last_day=last) for first, last in zip(days[::2], days[1::2], strict=False)
        ]
        if rng.random() < 0.3 and days:
            out.append(Suspension(first_day=days[-1] + timedelta(days=2), last_day=OPEN_ENDED))
        return tuple(out)

    def variations(self) -> list[Variation]:
        rng = self.rng
        return [
            Variation(
                effective=self.a_day(),
                known_from=rng.choice((SIGNED, self.a_day())),
                order=order,
                changes=tuple(
                    Change(path, self.value(path))
                    for path in sorted({self.path() for _ in range(rng.choice((1, 1, 1, 2, 3)))})
                ),
            )
            for order in rng.sample(range(100), rng.choice((0, 1, 2, 3, 5)))
        ]

    def path(self) -> str:
        rng = self.rng
        often = ("budget.actual", "budget.contribution", "contract.payment.basis", "contract.fee", "contract.fee_placement")
        at_once = ("contract.last_day", "budget.in_house", "suspensions", "plan", "budget.one_offs")
        if self.by_phase and rng.random() < 0.35:
            return rng.choice(BY_PHASE)
        return rng.choice(often if rng.random() < 0.8 else at_once)

    def value(self, path: str) -> object:
        rng, was = self.rng, self.was.arrangement
        name = path.rpartition(".")[2]
        if name == "cycle":
            return PayCycle(rng.choice(list(Frequency)), self.a_day())
        if name == "last_day":
            one_offs = [each.on for each in was.budget.one_offs or ()]
            return max([self.a_day(), self.was.first_day, *one_offs])
        if name == "in_house":
            return rng.choice(((), was.budget.in_house or (), (was.budget.in_house or ())[:1]))
        if name == "plan":
            supports = was.plan.supports
            return was.plan.replace(supports=supports[:1]) if supports else was.plan
        if name == "one_offs" and path.startswith("budget"):
            return (was.budget.one_offs or ())[1:]
        if name == "suspensions":
            return self.suspensions()
        values: dict[str, Any] = {
            "actual": lambda: self.rate(),
            "contribution": lambda: self.rate(rng.choice((0, 100, 1_000))),
            "fee": lambda: self.fee(),
            "fee_placement": lambda: rng.choice(list(Placement)),
            "basis": lambda: rng.choice(list(Basis)),
            "holder": lambda: Holder(ref=f"H-{rng.randint(1, 9)}"),
            "funding": lambda: self.funding(),
            "timing": lambda: rng.choice(list(Timing)),
            "due_days": lambda: rng.randint(-20, 20),
            "move": lambda: rng.choice(list(Move)),
            "convention": lambda: rng.choice(list(Convention)),
            "one_offs": lambda: rng.choice(list(OneOffPayment)),
            "weeks_in_year": lambda: rng.choice(WEEKS_IN_YEAR),
            "working_days": lambda: BUILT_IN,
        }
        return values[name]()


def varying(seed: int, **how: bool) -> Case:
    return Varying(seed, **how).case()


def schedule_of(case: Case, arrangement: Arrangement | None = None) -> Schedule:
    return compute_schedule(settle_phases(arrangement or case.arrangement, case.parameters), case.until)


def told(case: Case, known: date | None = None) -> ToldInTime:
    return TimeOracle(case.arrangement, case.parameters, known).tell(case.until)


def wrong(case: Case, right: ToldInTime, schedule: Schedule) -> str:
    """What is not the same, for whoever reads a failure."""
    said = []
    if len(right.rows) != len(schedule):
        said.append(f"the oracle has {len(right.rows)} payments, the schedule {len(schedule)}")
    for row, line in zip(right.rows, schedule.lines, strict=False):
        if (*row[:-1], row.alone < 0) != (*line[:-1], line[-1] < 0):
            names = [name for name, ours, theirs in zip(row._fields, row, line, strict=True) if ours != theirs]
            said.append(f"{', '.join(names)}:\n  oracle   {list(map(str, row))}\n  schedule {list(map(str, line))}")
    return "\n".join([*said[:4], str(case)]) if said else ""


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_every_payment_is_what_the_oracle_says_in_time(first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, CASES)):
        case = varying(seed)
        right, schedule = told(case), schedule_of(case)
        assert not wrong(case, right, schedule), wrong(case, right, schedule)
        accrual = schedule.accrued_between(schedule.span.first_day, schedule.span.last_day)
        for name, exact in zip(COMPONENTS, right.exact, strict=True):
            assert getattr(accrual, name).pounds == exact / 100, f"{name} accrued\n{case}"
        for paid, payment in zip(right.paid, schedule, strict=True):
            parts = payment.by_funder()
            assert {ref: part.pence for ref, part in parts.items()} == paid.by_funder, f"{payment}\n{case}"
