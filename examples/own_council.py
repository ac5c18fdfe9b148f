"""Ourshire, a made-up council: its own cap, payment cycle and fee, and one rule of its own, in one module.

Nothing is registered and nothing is copied: what Ourshire does not say is as in the plain policy.
Run it: python examples/own_council.py
"""

from datetime import date

import attrs

import isf_core as isf
from isf_core import Breach, Case, Charge, FeeFacts, Found, Fund, SurplusBase, Text, should

SCHEME = Text("Ourshire's ISF scheme", 2026)


@attrs.frozen
class CoordinationFee:
    """Six pounds a week; nine where the budget is above 500 a week."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What is charged until budget or contribution changes."""
        return (isf.PerWeek("9" if facts.budget.per_week(weeks_in_year=52).pounds > 500 else "6"),)


@should("OUR-01", source=SCHEME("12"), message="{what} costs {amount}", remedy="ask the panel")
def large_sums_went_to_the_panel(case: Case) -> Found:
    """A one-off sum above £1,000 is for the panel; £1,000 itself is not."""
    for each in case.require(case.arrangement.budget.one_offs, "budget.one_offs"):
        if each.amount > isf.Money(1000):
            yield Breach("budget.one_offs", what=each.what, amount=each.amount)


OURSHIRE = isf.PLAIN.with_parameters(
    "Ourshire",
    SCHEME("schedule 2"),
    cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
    timing=isf.Timing.IN_ARREARS,
    move=isf.Move.FORWARD,
    one_offs=isf.OneOffPayment.ON_ITS_DATE,
    surplus=isf.SurplusRule(share=8, of=SurplusBase.WEEKLY_BUDGET),
).plus(large_sums_went_to_the_panel)

lift = isf.OneOff(on=date(2026, 5, 20), amount=isf.Money("1000.01"), what="a stair lift")
rate, zero = isf.Rate.weekly(90), isf.Rate.weekly(0)
terms = isf.Contract(fee=CoordinationFee(), fee_placement=isf.Placement.ON_TOP)
nobody = isf.Arrangement(
    person=isf.Person(ref="P-001"),
    budget=isf.PersonalBudget(actual=rate, contribution=zero, in_house=(), one_offs=(lift,), contingency=0),
    plan=isf.SupportPlan(carry_forwards=()),
    contract=terms.replace(first_day=date(2026, 4, 6), last_day=date(2026, 6, 28)),
    fund=Fund(entries=(), commitments=()),
)

if __name__ == "__main__":
    found = isf.assess(nobody, on=date(2026, 4, 6), policy=OURSHIRE)
    print(found.schedule or found.missing, found.surplus, found.report.why("OUR-01"), sep="\n\n")
