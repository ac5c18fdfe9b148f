"""Mary's fund through a year: a rise that comes late, hospital, a recovery, two funders, a what-if.

Mary is the worked example in Appendix One of "Individual Service Funds for Homecare" (In Control,
2012). The dates, the changes and the policy's numbers are ours.

Run it: python examples/time_changes.py
"""

from datetime import date

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Backdating,
    Change,
    Contract,
    Decision,
    Frequency,
    Funder,
    FundingShare,
    Holder,
    HowFarBack,
    Move,
    NoFee,
    PayCycle,
    PaymentHistory,
    PaymentMade,
    PaymentTerms,
    Person,
    PersonalBudget,
    Rate,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    Timing,
    Variation,
    as_known,
    assess,
    compare,
    next_payments,
    reconcile,
    schedule_payments,
)

OURS = PLAIN.with_parameters(
    "Ourshire",
    suspension=SuspensionRule(full_days=28, retainer="0.5"),
    backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT),
    recovery_limit="0.5",
)
TODAY = date(2026, 7, 20)
UNTIL = date(2026, 9, 20)

mary = Arrangement(
    person=Person(ref="P-001"),
    holder=Holder(ref="H-7"),
    funding=(
        FundingShare(funder=Funder(ref="council"), share="0.6"),
        FundingShare(funder=Funder(ref="NHS"), share="0.4"),
    ),
    budget=PersonalBudget(actual=Rate.weekly("84.375"), contribution=Rate.weekly(0), in_house=(), one_offs=()),
    contract=Contract(
        first_day=date(2026, 4, 6),
        last_day=OPEN_ENDED,
        payment=PaymentTerms(
            cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)), timing=Timing.IN_ADVANCE, move=Move.BACK
        ),
        fee=NoFee(),
    ),
)


def paid(arrangement: Arrangement, payments: int) -> PaymentHistory:
    """The first payments, as they were made on what was known the day before TODAY."""
    then = schedule_payments(as_known(arrangement, on=date(2026, 7, 19)), until=UNTIL, policy=OURS)
    return PaymentHistory().paying(*(PaymentMade.of(payment, payment.due) for payment in then[:payments]))


def main() -> None:
    """Print what a finance officer would look at."""
    print("1. Known on 20 July: 90 pounds a week since 1 June; four payments are made")
    rise = Variation(
        effective=date(2026, 6, 1),
        known_from=TODAY,
        changes=(Change("budget.actual", Rate.weekly("90")),),
        reason="reassessment of 1 June",
    )
    risen = mary.replace(variations=(rise,))
    found = reconcile(risen, paid(risen, 4), on=TODAY, policy=OURS.parameters)
    print(found)
    print(next_payments(risen, found.history, on=TODAY, until=UNTIL, policy=OURS.parameters))

    print("\n2. In hospital from 15 June to 26 July: in full for 28 days, then half")
    stay = Suspension(first_day=date(2026, 6, 15), last_day=date(2026, 7, 26), reason=SuspensionReason.HOSPITAL)
    away = mary.replace(suspensions=(stay,))
    print(schedule_payments(away, until=UNTIL, policy=OURS))

    print("\n3. Two funders: the NHS pays 40% of each payment")
    print(schedule_payments(mary, until=UNTIL, policy=OURS).for_funder("NHS"))

    print("\n4. 500 pounds to be taken back, at most half of a payment at a time")
    history = paid(mary, 2)
    owed = Decision(
        amount="-500", reason="unspent, agreed with the holder", decided_by="panel", decided_on=date(2026, 5, 20)
    )
    print(next_payments(mary, history.deciding(owed), on=TODAY, until=UNTIL, policy=OURS.parameters))

    print("\n5. What if the hospital stay were paid in full?")
    in_full = PLAIN.with_parameters("in full", suspension=SuspensionRule())
    judged = [assess(away, on=TODAY, until=UNTIL, policy=policy) for policy in (OURS, in_full)]
    print(compare(*judged).table())


if __name__ == "__main__":
    main()
