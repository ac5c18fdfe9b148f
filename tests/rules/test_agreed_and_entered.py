"""The account against what was agreed: what is paid, charged, billed (LED-10, -12, -13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rules.test_ending import entry
from rules.test_surplus import NOT_BEGUN
from support.account import BILLS, LIVED, PERIODS, lived, swapped
from support.arrangements import HOMECARE, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.account import statement_for
from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Backdating,
    Basis,
    Bill,
    Change,
    ChargingTerms,
    Convention,
    DeliveryLimit,
    Entry,
    EntryKind,
    FixedFee,
    Funder,
    FundingShare,
    Holder,
    HowFarBack,
    OneOff,
    OneOffPayment,
    Party,
    SpendingBasis,
    Timing,
    Variation,
    VisitRecord,
    VisitState,
)
from isf_core.rules import Result
from isf_core.values import Money, Period, Rate

WEEKS_52 = date(2027, 4, 1)
LATE = LIVED + 28 * ONE_DAY
"""Four weeks after the twelfth: what was due on its first day, 29 June, is late a day before."""


def billed(amount: str, **clauses: Any) -> Arrangement:
    """The third bill is for so much; 80 was paid."""
    bill = Bill(ref="B-3", on=date(2026, 6, 1), amount=Money(amount))
    return lived(fund={"bills": (*BILLS[:2], bill)}, clauses=clauses)


def unbilled(**fund: Any) -> Arrangement:
    """Mary, whose contribution nobody billed or paid."""
    entries = tuple(each for each in lived().fund.entries or () if each.kind is not EntryKind.CONTRIBUTION)
    return lived(fund={"bills": (), "entries": entries, **fund})


def paid(*amounts: str, **facts: Any) -> Arrangement:
    """Mary, into whose fund the funder paid so much for each period, on its first day."""
    entries = tuple(
        entry(f"F-{n}", EntryKind.FUNDER_PAYMENT, amount, on=period.first_day, period=period)
        for n, (amount, period) in enumerate(zip(amounts, PERIODS, strict=False), 1)
    )
    others = tuple(each for each in lived().fund.entries or () if each.kind is not EntryKind.FUNDER_PAYMENT)
    return lived(fund={"entries": (*entries, *others, *facts.pop("also", ()))}, **facts)


def charged(amount: str, *more: Entry, **facts: Any) -> Arrangement:
    """Mary, whose third homecare cost so much beside 610; 1,012.50 was planned for the twelve weeks."""
    return lived(*more, fund={"entries": (*swapped("H-3", amount=amount), *more), **facts.pop("fund", {})}, **facts)


def visit(ref: str, on: date, price: str | None = "100", **facts: Any) -> VisitRecord:
    """A visit of the homecare."""
    return VisitRecord(ref=ref, on=on, support="homecare", price=price, **facts)


def visited(*more: VisitRecord, charge: str = "200", **facts: Any) -> Arrangement:
    """Homecare cost 400 and so much, and four visits at 100 were made."""
    made = tuple(visit(f"W-{n}", START + 7 * n * ONE_DAY) for n in range(4))
    return charged(charge, fund={"visits": (*made, *more)}, **facts)


DELIVERED: dict[str, Any] = {"payment": {"on_delivery": DeliveryLimit.PERIOD}}
"""No schedule knows what is due where what was delivered is paid."""
ON_DELIVERY = lived(**DELIVERED, fund={"bills": (), "entries": ()})

PROOFS: dict[str, Proof] = {
    "LED-10": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(billed("81"), lived(clauses={"contribution_risk": NOT_STATED}), unbilled()),
        idle=(NOT_BEGUN, lived(budget={"contribution": Rate.weekly(0)})),
        edges=(
            Edge("a penny", billed("80"), billed("80.01")),
            Edge(
                "whose risk is stated or not",
                lived(clauses={"contribution_risk": Party.FUNDER}),
                lived(clauses={"contribution_risk": NOT_STATED}),
            ),
            # On 3 June, what was due on 6 April is a month and four weeks old.
            Edge("a month and four weeks", At(unbilled(), date(2026, 6, 3)), At(unbilled(), date(2026, 6, 4))),
            Edge(
                "the funder collects it itself",
                lived(fund={"bills": (), "entries": unbilled().fund.entries}, payment={"basis": Basis.GROSS}),
                unbilled(),
            ),
        ),
    ),
    "LED-12": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(
            At(paid("246.42", "246.42"), LATE),
            paid("2000"),
            lived(fund={"entries": ()}),
        ),
        idle=(NOT_BEGUN, ON_DELIVERY),
        edges=(
            Edge("a penny too little", paid("246.42", "246.42", "246.42"), paid("246.42", "246.41")),
            Edge(
                "a penny too much",
                paid("246.42", "246.42", "246.42"),
                paid("246.42", "246.42", "246.43"),
            ),
            # The third payment is due on Mon 1 June: 29 June is four weeks after it.
            Edge(
                "four weeks late",
                At(paid("246.42", "246.42"), date(2026, 6, 28)),
                At(paid("246.42", "246.42"), date(2026, 6, 29)),
            ),
        ),
    ),
    "LED-13": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(charged("500"), visited(charge="100")),
        idle=(NOT_BEGUN,),
        edges=(
            # Six entries, each rounded to the penny: three pence may be theirs.
            Edge("three pence above the plan", charged("402.53"), charged("402.54")),
            Edge(
                "three visits' worth, and three roundings",
                visited(visit("W-4", LIVED, "100"), visit("W-5", LIVED, "100"), charge="200.01"),
                visited(visit("W-4", LIVED, "100"), visit("W-5", LIVED, "100"), charge="200.02"),
            ),
            Edge(
                "the visit's own price",
                visited(visit("W-4", LIVED, "200", charged=Money(200))),
                visited(visit("W-4", LIVED, "200", charged=Money("200.01"))),
            ),
        ),
    ),
}


@pytest.mark.parametrize(("charge", "asked"), [("402.52", False), ("402.53", True)])
def test_led_13_what_a_charge_was_for_is_asked_where_the_roundings_of_all_charges_do_not_explain_it(
    charge: str, asked: bool
) -> None:
    """Six charges of the plan's supports and two of the gym, which no plan has: four pence may be roundings."""
    gym = [entry(f"X-{n}", EntryKind.DIRECT_SUPPORT, "0.01", support="gym") for n in (1, 2)]
    mary = charged(charge)
    mary = mary.replace(fund=mary.fund.plus(*gym))
    fields = ("fund.entries[X-1].use", "fund.entries[X-2].use") if asked else ()
    assert missed("LED-13", mary, on=LIVED) == fields


def test_delivery_no_schedule_judges_what_was_billed_or_paid_for_what_was_delivered() -> None:
    """Her contribution is no more than what was delivered, so that the schedule's 240.00 is nobody's to bill."""
    assert judged("LED-10", ON_DELIVERY, on=LIVED).result is Result.HOLDS
    assert judged("LED-12", ON_DELIVERY, on=LIVED).result is Result.DOES_NOT_APPLY
    bill = Bill(ref="B-1", on=START, amount=Money(20))
    owing = lived(**DELIVERED, fund={"bills": (bill,), "entries": ()}, clauses={"contribution_risk": Party.FUNDER})
    assert said("LED-10", owing, on=LIVED) == [
        "fund.bills: the person was billed £20.00 that is not paid; by the contract the council carries the loss"
    ]


def test_a1_4_what_the_funder_paid_is_set_against_the_schedule_and_what_was_charged_against_the_plan() -> None:
    """2,000 was paid in and 1,500 charged for four weeks, both with evidence."""
    four_weeks = PERIODS[0].last_day
    entries = (
        entry("F-1", EntryKind.FUNDER_PAYMENT, "2000", on=START, period=PERIODS[0], evidence="remittance"),
        entry("H-1", EntryKind.DIRECT_SUPPORT, "1500", on=four_weeks, support="homecare", evidence="invoice"),
    )
    mary = sound(fund={"entries": entries}, budget={"one_offs": ()})
    # The payment for the second period is due on Fri 1 May, before the bank holiday.
    assert said("LED-12", mary, on=four_weeks) == [
        "fund.entries: the funder has paid £2,000.00 into the fund, and £492.84 was due by Sun 3 May 2026: "
        "£1,507.16 too much"
    ]
    assert said("LED-13", mary, on=four_weeks) == [
        "fund.entries: £1,500.00 was charged for support from Mon 6 Apr 2026 to Sun 3 May 2026, and £337.50 was planned"
    ]


def test_a1_5_a_contribution_that_nobody_bills_for_a_year_is_found() -> None:
    """20 a week since April, no bill and nothing paid: a month and four weeks before, 1 February, it was due."""
    mary = sound(fund={"entries": (), "bills": ()}, budget={"one_offs": ()})
    assert said("LED-10", mary, on=WEEKS_52) == [
        "fund.bills: a contribution of £862.86 was due to the ISF provider by Mon 1 Feb 2027, and £0.00 was billed; "
        "by the contract the ISF provider carries the loss"
    ]
    silent = sound(fund={"entries": (), "bills": ()}, clauses={"contribution_risk": NOT_STATED})
    assert said("LED-10", silent, on=START) == [
        "fund.bills: the contract does not say who carries the loss if the person's contribution is not paid"
    ]


def test_led_10_what_was_paid_without_a_bill_counts_as_billed() -> None:
    assert judged("LED-10", lived(fund={"bills": ()}), on=LIVED).result is Result.HOLDS
    assert missed("LED-10", lived(fund={"bills": None}), on=LIVED) == ("fund.bills",)
    assert missed("LED-10", unbilled(), NUMBERS.replace(late_days=None), LIVED) == ("policy.late_days",)
    assert judged("LED-10", lived(), NUMBERS.replace(late_days=None), LIVED).result is Result.HOLDS
    late = NUMBERS.replace(late_days=366)
    assert judged("LED-10", unbilled(), late, LIVED).result is Result.HOLDS, "it has not run for so long"


def test_led_10_what_the_contract_says_of_when_a_charge_is_due_counts() -> None:
    """20 a week for four weeks from 6 April, 4 May and 1 June: 14 days after each, the second falls due on 15 June."""
    by_dates = {"charging": ChargingTerms(timing=Timing.IN_ARREARS, due_days=14)}
    mary = unbilled().replace(contract=lived(payment=by_dates).contract)
    by = date(2026, 5, 18)
    for on, result in ((by + 27 * ONE_DAY, Result.HOLDS), (by + 28 * ONE_DAY, Result.BREACH)):
        assert judged("LED-10", mary, on=on).result is result
    assert said("LED-10", mary, on=LIVED) == [
        "fund.bills: a contribution of £80.00 was due to the ISF provider by Sun 31 May 2026, and £0.00 was billed; "
        "by the contract the ISF provider carries the loss"
    ]
    ahead = {"charging": ChargingTerms(timing=Timing.IN_ADVANCE, due_days=-92)}
    early = unbilled().replace(contract=lived(payment=ahead).contract)
    assert said("LED-10", early, on=START)[0].startswith("fund.bills: a contribution of £240.00 was due")
    never = unbilled().replace(contract=lived(payment=ahead, contract={"last_day": date.max}).contract)
    assert judged("LED-10", never, on=date.max).result is not Result.HOLDS


@pytest.mark.parametrize(
    ("convention", "bill", "result"),
    [
        (Convention.EACH_PAYMENT, "80.49", Result.HOLDS),
        (Convention.EACH_PAYMENT, "80.48", Result.BREACH),
        (Convention.RUNNING_TOTAL, "80.50", Result.HOLDS),
        (Convention.RUNNING_TOTAL, "80.49", Result.BREACH),
    ],
)
def test_led_10_bills_that_are_each_rounded_as_the_payments_are_leave_nothing_to_be_billed(
    convention: Convention, bill: str, result: Result
) -> None:
    """20.123 a week is 80.492 for four weeks, and 241.476 for the twelve that are late on 26 August."""
    bills = tuple(each.replace(amount=Money(bill)) for each in BILLS)
    entries = (*(unbilled().fund.entries or ()), entry("C-9", EntryKind.CONTRIBUTION, str(3 * Money(bill).amount)))
    rounded = lived(
        fund={"bills": bills, "entries": entries},
        payment={"convention": convention},
        budget={"contribution": Rate.weekly("20.123")},
    )
    assert judged("LED-10", rounded, on=date(2026, 8, 26)).result is result


def test_led_10_what_the_council_bills_itself_is_no_finding() -> None:
    gross: dict[str, Any] = {"payment": {"basis": Basis.GROSS}}
    owing = billed("80.01")
    assert judged("LED-10", owing, on=LIVED).result is Result.BREACH
    councils = owing.replace(contract=lived(**gross).contract)
    assert judged("LED-10", councils, on=LIVED).result is Result.HOLDS


def test_led_10_nobody_is_late_on_the_day_on_which_a_bill_is_due() -> None:
    """240 billed on 1 June, and nothing paid: due on that day, or 14 days after the period that the charge is for."""
    own_day, by_dates = date(2026, 6, 1), ChargingTerms(timing=Timing.IN_ARREARS, due_days=14)

    def owing(period: Period | None, charging: ChargingTerms | None) -> Arrangement:
        bill = Bill(ref="B-1", on=own_day, amount=Money(240), period=period)
        return unbilled(bills=(bill,)).replace(contract=lived(payment={"charging": charging}).contract)

    # The charge for May is due on 15 June, that for April on 18 May: but no bill is due before its own day.
    for period, charging, due in (
        (None, None, own_day),
        (PERIODS[1], None, own_day),
        (None, by_dates, own_day),
        (PERIODS[1], by_dates, date(2026, 6, 15)),
        (PERIODS[0], by_dates, own_day),
    ):
        by_contract, policy = owing(period, charging), NUMBERS.replace(charging=charging)
        for mary, numbers in ((by_contract, NUMBERS), (owing(period, None), policy)):
            for on, result in ((due, Result.HOLDS), (due + ONE_DAY, Result.BREACH)):
                assert judged("LED-10", mary, numbers, on).result is result


def test_led_12_what_was_paid_early_is_not_too_much_and_what_went_back_is_not_kept() -> None:
    early = entry(
        "F-4",
        EntryKind.FUNDER_PAYMENT,
        "246.42",
        on=date(2026, 6, 25),
        period=Period(first_day=date(2026, 6, 29), last_day=date(2026, 7, 26)),
    )
    every = ("246.42", "246.42", "246.42")
    assert judged("LED-12", paid(*every, also=(early,)), on=date(2026, 6, 25)).result is Result.HOLDS
    unnamed = paid(*every, also=(early.replace(period=None),))
    assert judged("LED-12", unnamed, on=date(2026, 6, 25)).result is Result.BREACH
    back = entry("R-1", EntryKind.REFUND_TO_FUNDER, "246.42", on=date(2026, 6, 25))
    assert judged("LED-12", unnamed.replace(fund=unnamed.fund.plus(back)), on=date(2026, 6, 25)).result is Result.HOLDS


def test_led_12_a_change_that_cuts_a_period_that_was_paid_makes_no_part_of_it_too_much() -> None:
    """The days from 22 June are another payment by a change known on 5 June; the four weeks were paid on 1 June."""
    cut = Variation(
        effective=date(2026, 6, 22),
        known_from=date(2026, 6, 5),
        changes=(Change("holder", Holder(ref="H-9")),),
    )
    mary = paid("246.42", "246.42", "246.42").replace(variations=(cut,))
    numbers = NUMBERS.replace(late_days=0)
    for on in (date(2026, 6, 4), date(2026, 6, 5), date(2026, 6, 21)):
        assert judged("LED-12", mary, numbers, on).result is Result.HOLDS
    more = entry("F-9", EntryKind.FUNDER_PAYMENT, "0.03", on=date(2026, 6, 5), period=PERIODS[2])
    assert judged("LED-12", mary.replace(fund=mary.fund.plus(more)), numbers, date(2026, 6, 5)).result is Result.BREACH
    rails = OneOff(on=date(2026, 6, 20), amount=Money(120), what="grab rails")
    once = paid(
        "246.42", "246.42", "246.42", budget={"one_offs": (rails,)}, payment={"one_offs": OneOffPayment.ON_ITS_DATE}
    )
    assert judged("LED-12", once, numbers, date(2026, 6, 5)).result is Result.HOLDS
    more = more.replace(amount=Money(120))
    assert judged("LED-12", once.replace(fund=once.fund.plus(more)), numbers, date(2026, 6, 5)).result is Result.BREACH
    alone = more.replace(period=Period(first_day=rails.on, last_day=rails.on))
    assert judged("LED-12", once.replace(fund=once.fund.plus(alone)), numbers, date(2026, 6, 5)).result is Result.HOLDS


def test_led_12_what_the_funder_had_back_was_not_paid() -> None:
    """A payment by mistake that went back pays nothing that falls due later; what is left at the end does."""
    mistake = entry("F-9", EntryKind.FUNDER_PAYMENT, "739.26", on=START, evidence="remittance")
    back = entry("R-9", EntryKind.REFUND_TO_FUNDER, "739.26", on=START + ONE_DAY)
    mary = lived(fund={"entries": (mistake, back)})
    assert said("LED-12", mary, on=LATE) == [
        "fund.entries: the funder has paid £0.00 into the fund, and £739.26 was due by Sun 28 Jun 2026: "
        "£739.26 too little"
    ]
    (finding,) = judged("LED-12", mary, on=LATE).findings
    assert [tree.money for tree in finding.explain()] == [Money("739.26"), Money("739.26"), Money(0)]
    for on, result in ((LIVED - ONE_DAY, Result.BREACH), (LIVED, Result.HOLDS)):
        ended = lived(fund={"entries": (mistake, back.replace(on=on))}, contract={"last_day": LIVED})
        assert judged("LED-12", ended, on=LIVED + 40 * ONE_DAY).result is result


def test_led_12_what_moved_in_with_its_days_was_paid_by_the_funder() -> None:
    first, *others = paid("246.42", "246.42", "246.42").fund.entries or ()
    moved = first.replace(kind=EntryKind.TRANSFER_IN)
    mary = lived(fund={"entries": (moved, *others)})
    assert judged("LED-12", mary, on=LIVED).result is Result.HOLDS
    assert judged("LED-12", mary, on=LATE).result is Result.HOLDS
    without_days = lived(fund={"entries": (moved.replace(period=None), *others)})
    assert judged("LED-12", without_days, on=LATE).result is Result.BREACH


HALVES = tuple(
    FundingShare(funder=Funder(ref=ref, name=name), share="0.5")
    for ref, name in (("council", None), ("icb", "NHS Ourshire"))
)


def halved(*made: tuple[str, str | None], funding: Any = HALVES, also: tuple[Entry, ...] = ()) -> Arrangement:
    """Mary, of whom each of two funders was to pay 123.21 a period, and who paid how much of the three."""
    entries = tuple(
        entry(f"F-{n}", EntryKind.FUNDER_PAYMENT, amount, on=START, party=party)
        for n, (amount, party) in enumerate(made, 1)
    )
    others = tuple(each for each in lived().fund.entries or () if each.kind is not EntryKind.FUNDER_PAYMENT)
    return lived(fund={"entries": (*entries, *others, *also)}).replace(funding=funding)


NHS_OWES = "NHS Ourshire has paid £0.00 into the fund, and £369.63 was due by Sun 28 Jun 2026: £369.63 too little"


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ([("369.63", "council"), ("369.63", "icb")], []),
        ([("369.63", "council")], [NHS_OWES]),
        (
            [("739.26", "council")],
            [
                "council has paid £739.26 into the fund, and £492.84 was due by Sun 26 Jul 2026: £246.42 too much",
                NHS_OWES,
            ],
        ),
        # where an entry names nobody, or no funder, it is theirs together
        ([("369.63", "council"), ("369.63", None)], []),
        ([("369.63", "council"), ("369.63", "ICB")], []),
        ([], ["the funder has paid £0.00 into the fund, and £739.26 was due by Sun 28 Jun 2026: £739.26 too little"]),
    ],
)
def test_led_12_each_funder_has_paid_its_own_part(made: list[tuple[str, str | None]], found: list[str]) -> None:
    assert said("LED-12", halved(*made), on=LATE) == [f"fund.entries: {each}" for each in found]


def test_led_12_a_funder_that_pays_for_the_other_has_paid_both_parts() -> None:
    through = (HALVES[0], HALVES[1].replace(payer="council"))
    assert said("LED-12", halved(("739.26", "council"), funding=through), on=LATE) == []


def test_led_12_what_one_funder_recovered_it_has_not_paid_too_much() -> None:
    more = ("523.21", "council"), ("369.63", "icb")  # by then four payments are due, 492.84
    for party, holds in (("council", True), ("icb", False), (None, True)):
        recovered = entry("S-1", EntryKind.SURPLUS_RECOVERED, "30.37", on=START, party=party)
        mary = halved(*more, also=(recovered,))
        assert (judged("LED-12", mary, on=LATE).result is Result.HOLDS) is holds


def test_led_12_a_change_that_was_learnt_lately_may_still_be_put_right() -> None:
    """A cut from the first day, learnt on the last: 246.42 is 10 pounds a week too much only since then."""

    def cut(known: date) -> Arrangement:
        change = Change("budget.actual", Rate.annual("4387.50"))
        return lived(variations=(Variation(effective=START, known_from=known, changes=(change,)),))

    assert judged("LED-12", cut(LIVED), on=LIVED).result is Result.HOLDS
    assert judged("LED-12", cut(date(2026, 6, 1)), on=LIVED).result is Result.HOLDS
    assert said("LED-12", cut(date(2026, 5, 31)), on=LIVED) == [
        "fund.entries: the funder has paid £739.26 into the fund, and £619.26 was due by Sun 28 Jun 2026: "
        "£120.00 too much"
    ]
    rise = Change("budget.actual", Rate.annual("5427.50"))
    risen = lived(variations=(Variation(effective=START, known_from=date(2026, 6, 1), changes=(rise,)),))
    assert judged("LED-12", risen, on=LIVED).result is Result.HOLDS
    assert judged("LED-12", risen, on=date(2026, 6, 30)).result is Result.BREACH


@pytest.mark.parametrize(
    ("path", "becomes", "codes"),
    [
        ("budget.contribution", Rate.weekly(40), ("LED-10", "LED-12")),
        ("budget.actual", Rate.annual(4000), ("LED-12",)),
        ("budget.actual", Rate.annual(5000), ("LED-12",)),
        ("contract.payment.basis", Basis.GROSS, ("LED-12",)),
        ("contract.fee", FixedFee(per_week=5), ("FEE-07",)),
    ],
)
def test_what_the_policy_withholds_for_the_past_is_no_debt_and_no_sum_too_much(
    path: str, becomes: object, codes: tuple[str, ...]
) -> None:
    """A change from the first day, learnt on 20 June, when all three periods were paid: it counts from 29 June on."""
    on = date(2026, 7, 20)
    change = Variation(effective=START, known_from=date(2026, 6, 20), changes=(Change(path, becomes),))
    for how_far, result in ((HowFarBack.NEVER, Result.HOLDS), (HowFarBack.TO_WHEN_IT_TOOK_EFFECT, Result.BREACH)):
        numbers = NUMBERS.replace(backdating=Backdating(how_far=how_far))
        for code in codes:
            assert judged(code, lived(variations=(change,)), numbers, on).result is result


def test_nothing_is_withheld_where_what_was_delivered_is_paid() -> None:
    """A lower fee from the first day, learnt late: `payment_on_delivery` has it for all periods, and so has FEE-07."""
    lower = Change("contract.fee", FixedFee(per_week=5))
    late = Variation(effective=START, known_from=date(2026, 6, 20), changes=(lower,))
    never = NUMBERS.replace(backdating=Backdating(how_far=HowFarBack.NEVER))
    for terms, result in (({}, Result.HOLDS), (DELIVERED, Result.BREACH)):
        assert judged("FEE-07", lived(variations=(late,), **terms), never, date(2026, 7, 20)).result is result


def test_led_10_a_bill_is_due_by_the_charging_terms_of_its_days() -> None:
    """From 1 June a charge is due 14 days after its period: the bill for June is late after 13 July."""
    by_dates = Change("contract.payment.charging", ChargingTerms(timing=Timing.IN_ARREARS, due_days=14))
    changed = Variation(effective=PERIODS[2].first_day, known_from=START, changes=(by_dates,))
    bills = tuple(bill.replace(period=period) for bill, period in zip(BILLS, PERIODS, strict=True))
    entries = tuple(each for each in lived().fund.entries or () if each.ref != "K-3")
    mary = lived(fund={"entries": entries, "bills": bills}, variations=(changed,))
    due = date(2026, 7, 13)
    for on, result in ((due, Result.HOLDS), (due + ONE_DAY, Result.BREACH)):
        assert judged("LED-10", mary, on=on).result is result


def test_led_10_a_change_of_basis_that_the_policy_withholds_leaves_a_bill_with_whom_it_was() -> None:
    """Learnt on 20 May to be gross from the first day: what was billed for April and May, paid net, is unpaid."""
    change = Change("contract.payment.basis", Basis.GROSS)
    late = Variation(effective=START, known_from=date(2026, 5, 20), changes=(change,))
    entries = tuple(each for each in lived().fund.entries or () if each.ref not in ("K-2", "F-3", "K-3"))
    bills = tuple(bill.replace(period=period) for bill, period in zip(BILLS, PERIODS, strict=True))
    for how_far, owed in ((HowFarBack.NEVER, Money(80)), (HowFarBack.TO_WHEN_IT_TOOK_EFFECT, Money(0))):
        numbers = NUMBERS.replace(backdating=Backdating(how_far=how_far))
        mary = lived(fund={"entries": entries, "bills": bills}, variations=(late,))
        told = statement_for(mary, span=PERIODS[2], policy=numbers)
        assert told.unpaid == owed
        assert judged("LED-10", mary, numbers, LIVED).result is (Result.BREACH if owed else Result.HOLDS)


def test_led_12_payments_that_are_due_before_their_period_are_due_by_then() -> None:
    terms = {"due_days": -14}
    assert judged("LED-12", paid("246.42", "246.42", "246.42", payment=terms), on=LIVED).result is Result.HOLDS
    assert said("LED-12", paid("246.42", "246.42", "246.42", payment=terms), on=date(2026, 7, 13))[0].endswith(
        "was due by Mon 15 Jun 2026: £246.42 too little"
    )
    assert judged("LED-12", lived(), NUMBERS.replace(late_days=None), LIVED).result is Result.HOLDS
    assert missed("LED-12", paid("1"), NUMBERS.replace(late_days=None), LIVED) == ("policy.late_days",)
    assert judged("LED-12", paid("1"), NUMBERS.replace(late_days=366), LIVED).result is Result.HOLDS
    first = sound(contract={"first_day": date.min}, fund={"entries": ()})
    assert judged("LED-12", first, on=date(1, 1, 9)).result is not Result.BREACH


def test_led_13_what_the_person_moves_between_supports_is_no_matter() -> None:
    more_art = lived(fund={"entries": swapped("A-3", amount="270")})
    assert judged("LED-13", more_art, on=LIVED).result is Result.HOLDS
    dear = charged("500")
    back = entry("P-1", EntryKind.PROVIDER_REFUND, "97.50")
    assert judged("LED-13", dear.replace(fund=dear.fund.plus(back)), on=LIVED).result is Result.HOLDS
    urgent = charged("400", entry("G-2", EntryKind.DIRECT_SUPPORT, "500", support="homecare", use=SpendingBasis.URGENT))
    assert judged("LED-13", urgent, on=LIVED).result is Result.HOLDS
    rails = entry("O-1", EntryKind.ONE_OFF, "120", on=date(2026, 5, 20), support="rails", use=SpendingBasis.AS_PLANNED)
    once = (OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails"),)
    assert judged("LED-13", charged("402.50", rails, budget={"one_offs": once}), on=LIVED).result is Result.HOLDS
    assert judged("LED-13", charged("402.60", rails, budget={"one_offs": once}), on=LIVED).result is Result.BREACH
    assert missed("LED-13", charged("200", budget={"one_offs": None}), on=LIVED) == ("budget.one_offs",)
    assert missed("LED-13", lived(plan={"supports": (HOMECARE.replace(cost=None),)}), on=LIVED) == (
        "plan.supports[homecare].cost",
    )
    assert judged("LED-13", lived(fund={"entries": ()}), on=LIVED).result is Result.HOLDS


def test_led_13_a_charge_for_days_to_come_counts_by_the_day() -> None:
    """Of 800 for the four weeks after, nothing counts yet; a week later 200 do, and 84.375 more was planned."""
    after = Period(first_day=LIVED + ONE_DAY, last_day=LIVED + 28 * ONE_DAY)
    ahead = charged("200", entry("H-4", EntryKind.DIRECT_SUPPORT, "800", support="homecare", period=after))
    assert judged("LED-13", ahead, on=LIVED).result is Result.HOLDS
    half = charged("400", entry("H-4", EntryKind.DIRECT_SUPPORT, "800", support="homecare", period=after))
    assert judged("LED-13", half, on=LIVED + 7 * ONE_DAY).result is Result.BREACH


def test_led_13_visits_are_charged_at_their_own_price() -> None:
    missing = visited(visit("W-4", LIVED, None))
    unpriced = tuple(visit(f"W-{n}", LIVED, None) for n in range(2))
    assert missed("LED-13", charged("200", fund={"visits": unpriced}), on=LIVED) == (
        "fund.visits[W-0].price",
        "fund.visits[W-1].price",
    )
    assert missed("LED-13", missing, on=LIVED) == ("fund.visits[W-4].price",)
    nobody = visit("W-4", LIVED, "100", state=VisitState.WORKER_ABSENT, charged=Money(100))
    assert said("LED-13", visited(nobody), on=LIVED) == [
        "fund.visits[W-4].charged: £100.00 was charged for visit W-4, and £0.00 was due by the agreed prices",
        "fund.entries: £600.00 was charged for the visits of homecare, and £400.00 was due by the agreed prices",
    ]
    assert missed("LED-13", lived(fund={"visits": None}), on=LIVED) == ("fund.visits",)
    undated = VisitRecord(ref="W-9", on=LIVED, state=VisitState.CANCELLED, price="12", charged=Money(12))
    assert missed("LED-13", lived(fund={"visits": (undated,)}), on=LIVED) == ("fund.visits[W-9].notice_hours",)
    kept = visit("W-4", LIVED, "100", state=VisitState.CANCELLED, charged=Money(0))
    maybe = visited(kept, visit("W-5", LIVED), charge="200")
    assert missed("LED-13", maybe, on=LIVED) == ("fund.visits[W-4].notice_hours",), "it may be one that is charged"
    as_made = visited(
        visit("W-4", LIVED),
        visit("W-5", LIVED),
    )
    assert judged("LED-13", as_made, on=LIVED).result is Result.HOLDS
