"""The people of the recipes: Mary in Dorset, and Joan in Lancashire, whose support the NHS joins in September."""

from datetime import date

from isf_core import (
    OPEN_ENDED,
    Arrangement,
    Basis,
    Change,
    Contract,
    Frequency,
    Funder,
    FunderKind,
    FundingShare,
    Holder,
    HolderKind,
    Move,
    NoFee,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    Rate,
    Timing,
    Variation,
)

START, ON, UNTIL = date(2026, 4, 6), date(2026, 9, 1), date(2027, 4, 4)
COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="nhs", kind=FunderKind.NHS)

MARY = Arrangement(
    ref="D-014",
    person=Person(ref="P-001", name="Mary"),
    funding=COUNCIL,
    budget=PersonalBudget(actual=Rate.annual("4387.50"), contribution=Rate.weekly(0), in_house=(), one_offs=()),
    contract=Contract(
        first_day=START,
        last_day=OPEN_ENDED,
        payment=PaymentTerms(
            cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
            timing=Timing.IN_ADVANCE,
            basis=Basis.NET,
            move=Move.BACK,
        ),
        fee=NoFee(),
    ),
)
PAID_BY_TWO = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
JOAN = MARY.replace(
    ref="L-203",
    person=Person(ref="P-203", name="Joan"),
    holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
    budget=MARY.budget.replace(actual=Rate.weekly("212.40"), contribution=Rate.weekly("61.30")),
    variations=(
        Variation(effective=date(2026, 9, 21), known_from=date(2026, 8, 3), changes=(Change("funding", PAID_BY_TWO),)),
    ),
)
COUNCILS = {"dorset": MARY, "lancashire": JOAN}
