"""Mary's homecare, from the facts to a report and a year of payments.

Mary is the worked example in Appendix One of "Individual Service Funds for Homecare" (In Control,
2012): 6.75 hours a week at 12.50 an hour, 4,387.50 in a year of 52 weeks. The dates, her
contribution of 20 pounds a week (the factsheet's figure) and the parties are ours.

Run it: python examples/mary_homecare.py
"""

from datetime import date
from fractions import Fraction

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Agreement,
    AgreementKind,
    Arrangement,
    Basis,
    Contract,
    Force,
    Form,
    Frequency,
    Funder,
    Holder,
    HolderKind,
    Money,
    Move,
    NoFee,
    Outcome,
    Party,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    Rate,
    Signature,
    Support,
    SupportPlan,
    Timing,
    Visits,
    assess,
    plain_number,
)

HOURLY = Money("12.50")
FIRST_RULES = PLAIN.rules.only(
    "LIFE-02", "LIFE-08", "BUD-11", "CON-01", "CON-05", "PLN-01", "PLN-02", "FEE-05", "PAY-01"
)
"""The rules to begin with: those whose facts are recorded here."""

mary = Arrangement(
    ref="ISF-2026-014",
    person=Person(ref="P-001", name="Mary"),
    holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
    funding=Funder(ref="council"),
    budget=PersonalBudget(
        indicative=Rate.annual("4500"),
        actual=Rate.annual("4387.50"),
        contribution=Rate.weekly("20"),
        in_house=(),
        one_offs=(),
        exemptions=(),
    ),
    plan=SupportPlan(
        outcomes=(
            Outcome(ref="hygiene", words="to shower and feel safe doing so", eligible=True),
            Outcome(ref="nutrition", words="to eat and drink through the day", eligible=True),
            Outcome(ref="safe home", words="to be sure the house is safe at night", eligible=True),
            Outcome(ref="church", words="to go out to her church", eligible=True, met_informally=("neighbours",)),
        ),
        supports=(
            Support.from_visits(
                "homecare",
                ("hygiene", "nutrition", "safe home"),
                Visits(a_week=3, hours="1", hourly=HOURLY, when="three mornings"),
                Visits(a_week=4, hours="0.5", hourly=HOURLY, when="the days between"),
                Visits(a_week=7, hours="0.25", hourly=HOURLY, when="every evening"),
                provider="H-7",
            ),
        ),
        agreed_on=date(2026, 3, 20),
    ),
    contract=Contract(
        form=Form.TWO_WAY,
        signatures=(
            Signature(party=Party.FUNDER, signed_on=date(2026, 3, 25)),
            Signature(party=Party.HOLDER, signed_on=date(2026, 3, 24)),
        ),
        first_day=date(2026, 4, 6),
        last_day=OPEN_ENDED,
        payment=PaymentTerms(
            cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
            timing=Timing.IN_ADVANCE,
            basis=Basis.NET,
            move=Move.BACK,
        ),
        fee=NoFee(),
    ),
    agreements=(Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=date(2026, 3, 26)),),
    payments_set_up_on=date(2026, 3, 27),
)


def main() -> None:
    """Assess, and print what a council developer would look at."""
    homecare = (mary.plan.supports or ())[0]
    hours = plain_number(homecare.hours_a_week or Fraction(0))
    print(f"Mary's plan: {hours} hours and {homecare.per_week(weeks_in_year=52)} pounds a week\n")

    found = assess(mary, on=date(2026, 3, 30), until=date(2027, 4, 4), policy=PLAIN.replace(rules=FIRST_RULES))
    print(found.report)
    for result in found.report:
        print(f"  {result}")
        print(f"    Source: {'; '.join(map(str, result.rule.sources))}")

    assert found.schedule is not None, found.missing
    totals = found.schedule.totals
    print(f"\n{found.schedule}")
    print(f"\n{totals.payments} payments: {totals.budget:,} less {totals.contribution:,} is {totals.amount:,}\n")
    print(found.schedule[0].explain())

    whole = assess(mary, on=date(2026, 3, 30), until=date(2027, 4, 4))
    musts = {each.field for each in whole.report.findings if each.force is Force.MUST}
    print(f"\nBy all plain rules, may it go ahead? {whole.verdict.value}. What the MUST rules still want to know:")
    print("\n".join(f"  {field}" for field in sorted(musts)))


if __name__ == "__main__":
    main()
