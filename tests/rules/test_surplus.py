"""Rules on surplus and overspend (SUR, OVR)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from rules.test_ending import correction, entry
from support.account import LIVED, lived, paid_in, swapped
from support.arrangements import CLAUSE, LAST, ONE_DAY, SIGNED, START, sound
from support.asking import POLICY, judged, said
from support.proof import At, Edge, Proof

from isf_core import with_value
from isf_core.assessment import assess
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Change,
    DeliveryLimit,
    Entry,
    EntryKind,
    Party,
    SavingShare,
    SavingsTerms,
    SpendingBasis,
    SurplusBase,
    SurplusRule,
    Timing,
    Variation,
    WeeksOfBudget,
)
from isf_core.rules import Force, Result
from isf_core.values import Money, Period

MAY = date(2026, 5, 3)


PAID = date(2027, 4, 11)


NOT_BEGUN = At(lived(), START - ONE_DAY)


def spare(amount: str, *told: date) -> Arrangement:
    """So much is held beside the 14.26; 123.21 may be held, half of the regular 246.42."""
    return lived(paid_in(amount), fund={"surplus_told_on": told})


def recovered(amount: str) -> Arrangement:
    """The authority takes so much on the day; 300 was spare since May."""
    entry = Entry(ref="R-1", on=LIVED, kind=EntryKind.SURPLUS_RECOVERED, amount=amount, evidence="doc R1")
    return lived(paid_in("300", MAY), entry)


def paid_late(last_day: date) -> Arrangement:
    """Homecare that is paid a week after the end, for days up to one."""
    entries = swapped("H-3", on=PAID, period=Period(first_day=START, last_day=last_day))
    return lived(fund={"entries": entries})


def shares(*parts: str | Fraction) -> Arrangement:
    """A saving is shared in parts."""
    agreed = tuple(SavingShare(party=party, share=part) for party, part in zip(Party, parts, strict=False))
    return sound(contract={"savings": SavingsTerms(shares=agreed)})


def urgent(amount: str) -> Arrangement:
    """An urgent need cost so much; 29.26 was held."""
    return lived(fund={"entries": swapped("G-1", amount=amount)})


def homecare(amount: str) -> Arrangement:
    """The last homecare cost so much; with 214.26 all is spent."""
    return lived(fund={"entries": swapped("H-3", amount=amount)})


PROOFS: dict[str, Proof] = {
    "SUR-02": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(spare("108.96"), spare("108.96", LIVED - ONE_DAY), spare("108.96", LIVED + ONE_DAY)),
        idle=(NOT_BEGUN,),
        edges=(
            Edge("the cap, and a penny more", spare("108.95"), spare("108.96")),
            Edge("told on the day, or a day later", spare("108.96", LIVED), spare("108.96", LIVED + ONE_DAY)),
        ),
    ),
    "SUR-03a": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(
            lived(fund={"entries": swapped("U-1", outcomes=())}),
            lived(fund={"entries": swapped("U-1", outcomes=("casino",))}),
            lived(fund={"entries": swapped("U-1", agreed_on=LIVED + ONE_DAY)}),
            lived(fund={"entries": swapped("H-1", on=START - ONE_DAY)}),
        ),
        idle=(NOT_BEGUN,),
        edges=(
            Edge(
                "on the first day, or the day before",
                lived(fund={"entries": swapped("H-1", on=START)}),
                lived(fund={"entries": swapped("H-1", on=START - ONE_DAY)}),
            ),
            Edge(
                "paid after the end, for days up to the last or one more",
                At(paid_late(LAST), PAID),
                At(paid_late(LAST + ONE_DAY), PAID),
            ),
            Edge(
                "agreed on the day, or the day after",
                lived(fund={"entries": swapped("U-1", agreed_on=LIVED)}),
                lived(fund={"entries": swapped("U-1", agreed_on=LIVED + ONE_DAY)}),
            ),
            Edge(
                "an outcome of the plan, or none",
                lived(fund={"entries": swapped("U-1", outcomes=("garden",))}),
                lived(fund={"entries": swapped("U-1", outcomes=("gardens",))}),
            ),
        ),
    ),
    "SUR-03b": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(urgent("29.27"),),
        idle=(NOT_BEGUN,),
        edges=(Edge("all that is held, and a penny more", urgent("29.26"), urgent("29.27")),),
    ),
    "SUR-05": Proof(
        on=LIVED,
        sound=recovered("209.63"),
        breaches=(recovered("209.64"),),
        idle=(NOT_BEGUN,),
        edges=(
            Edge("what is above the cap, and a penny more", recovered("209.63"), recovered("209.64")),
            Edge(
                "a clause lets it, or none does",
                recovered("10"),
                recovered("10").replace(
                    contract=recovered("10").contract.replace(
                        clauses=recovered("10").contract.clauses.replace(surplus_recovery=NOT_STATED)
                    )
                ),
            ),
        ),
    ),
    "SUR-06": Proof(
        sound=shares(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
        breaches=(shares("0.33", "0.33", "0.33"), shares("0.5", "0.6")),
        idle=(sound(contract={"savings": None}),),
        edges=(
            Edge("a hair less", shares("0.5", "0.5"), shares("0.5", "0.499999999")),
            Edge("a hair more", shares("0.5", "0.5"), shares("0.5", "0.500000001")),
        ),
    ),
    "SUR-08": Proof(
        sound=sound(),
        breaches=(sound(clauses={"no_clawback": CLAUSE}),),
        edges=(
            Edge(
                "one of the two clauses, or both",
                sound(clauses={"no_clawback": CLAUSE, "surplus_recovery": NOT_STATED}),
                sound(clauses={"no_clawback": CLAUSE}),
            ),
        ),
    ),
    "OVR-01": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(homecare("400"),),
        idle=(NOT_BEGUN, with_value(homecare("400"), "contract.payment.on_delivery", DeliveryLimit.PERIOD)),
        edges=(Edge("a hundred below zero, and a penny more", homecare("314.26"), homecare("314.27")),),
    ),
}


# What is left of an entry
RECOVERED = entry("R-1", EntryKind.SURPLUS_RECOVERED, "300")


def test_sur_05_a_recovery_that_was_taken_back_in_part_is_judged_by_what_is_left_of_it() -> None:
    spared = paid_in("300", MAY)
    whole, part = lived(spared, RECOVERED), lived(spared, RECOVERED, correction(RECOVERED, "90.37"))
    assert judged("SUR-05", whole, on=LIVED).result is Result.BREACH
    assert judged("SUR-05", part, on=LIVED).result is Result.HOLDS, "£209.63 is left of it, and that may be recovered"
    still = lived(spared, RECOVERED, correction(RECOVERED, "90.36"))
    assert said("SUR-05", still, on=LIVED) == [
        "fund.entries[R-1]: the council took back £209.64 (R-1); the contract allows it to take £209.63"
    ]


def test_sur_05_a_correction_after_the_day_of_judgement_is_not_there_yet() -> None:
    later = correction(RECOVERED, "300", LIVED + ONE_DAY)
    mary = lived(paid_in("300", MAY), RECOVERED, later)
    assert judged("SUR-05", mary, on=LIVED).result is Result.BREACH
    assert judged("SUR-05", mary, on=LIVED + ONE_DAY).result is Result.HOLDS


# Odd days
def test_sur_05_a_recovery_on_the_first_day_of_all_found_nothing_to_recover() -> None:
    mary = lived(entry("R-1", EntryKind.SURPLUS_RECOVERED, "1", date.min))
    assert said("SUR-05", mary, on=LIVED) == [
        "fund.entries[R-1]: the council took back £1.00 (R-1); the contract allows it to take £0.00"
    ]


# Plans that change
def replanned(on: date, **entries: Any) -> Arrangement:
    """From a day on, cooking takes the place of homecare and of the art class."""
    later = lived().plan
    cooking = (later.supports or ())[0].replace(ref="cooking")
    plan = later.replace(supports=(cooking,), surplus=SurplusRule(share="0.1", of=SurplusBase.REGULAR_PAYMENT))
    change = Variation(
        ref="V-9", effective=on, known_from=START, agreed=SIGNED, changes=(Change("plan", plan),), told_on=START
    )
    return lived(fund={"entries": entries.get("entries", lived().fund.entries)}, variations=(change,))


def test_sur_02_the_cap_is_the_one_of_the_plan_in_force() -> None:
    """14.26 is held; a tenth of the regular payment is 24.64, and the contract's half 123.21."""
    for on, cap in ((LIVED, "24.64"), (LIVED + ONE_DAY, "123.21")):
        held = assess(replanned(on), on=LIVED, policy=POLICY).surplus
        assert held is not None
        assert held.cap == Money(cap)
    more = (*(lived().fund.entries or ()), paid_in("20"))
    assert judged("SUR-02", replanned(LIVED, entries=more), on=LIVED).result is Result.BREACH
    assert judged("SUR-02", replanned(LIVED + ONE_DAY, entries=more), on=LIVED).result is Result.HOLDS


def test_sur_03a_what_is_said_to_be_as_planned_is_in_the_plan() -> None:
    """SUR-03a: without the support nobody can tell; with one that the plan does not have it is found."""
    said_so = {"use": SpendingBasis.AS_PLANNED, "agreed_on": None}
    unknown = lived(fund={"entries": swapped("U-1", support=None, **said_so)})
    result = judged("SUR-03a", unknown, on=LIVED)
    assert [finding.field for finding in result.findings] == ["fund.entries[U-1].support"]
    assert result.result is Result.CANNOT_TELL
    strange = lived(fund={"entries": swapped("U-1", **said_so)})
    assert said("SUR-03a", strange, on=LIVED) == [
        "fund.entries[U-1]: £20.00 (U-1) was spent outside the plan: the plan has no support a day out"
    ]


def test_sur_03a_a_support_spelt_nearly_as_one_of_the_plan_asks_whether_that_was_meant() -> None:
    (first, *_) = lived().plan.supports or ()
    slip = lived(
        fund={"entries": swapped("U-1", use=SpendingBasis.AS_PLANNED, agreed_on=None, support=f"{first.ref}x")}
    )
    (finding,) = said("SUR-03a", slip, on=LIVED)
    assert finding.endswith(f"the plan has no support {first.ref}x (did you mean {first.ref}?)")


def test_sur_03a_what_is_paid_after_the_end_says_for_which_days_it_is() -> None:
    """SUR-03a: an invoice comes late; without its days nobody can tell whether it is for days of the contract."""
    late = LAST + 7 * ONE_DAY
    paid_late = lived(fund={"entries": swapped("H-3", on=late)})
    result = judged("SUR-03a", paid_late, on=late)
    assert [finding.field for finding in result.findings] == ["fund.entries[H-3].period"]
    assert result.result is Result.CANNOT_TELL
    before = lived(fund={"entries": swapped("H-1", on=START - ONE_DAY)})
    assert said("SUR-03a", before, on=LIVED) == [
        "fund.entries[H-1]: £200.00 (H-1) was spent outside the plan: it is for days before the first, Mon 6 Apr 2026"
    ]
    assert judged("SUR-03a", before.replace(contract=before.contract.replace(last_day=OPEN_ENDED)), on=LIVED).findings


def test_f5_a_notice_given_when_the_contingency_was_used_counts() -> None:
    used = entry("U-9", EntryKind.ONE_OFF, "400", LIVED, use=SpendingBasis.CONTINGENCY)
    for told, result in ((LIVED, Result.HOLDS), (LIVED + ONE_DAY, Result.BREACH)):
        mary = lived(paid_in("508.96"), used, fund={"surplus_told_on": (told,)}, budget={"contingency": Money(400)})
        assert judged("SUR-02", mary, on=LIVED).result is result


def test_g12_a_contingency_of_weeks_is_kept_out_of_the_surplus_that_is_told() -> None:
    weeks: dict[str, Any] = {"budget": {"contingency": WeeksOfBudget(3)}}
    told: dict[str, Any] = {"fund": {"surplus_told_on": (LIVED,)}}
    assert judged("SUR-02", lived(paid_in("508.96"), **weeks), on=LIVED).result is Result.BREACH
    assert judged("SUR-02", lived(paid_in("508.96"), **weeks, **told), on=LIVED).result is Result.HOLDS
    assert judged("SUR-02", lived(paid_in("300"), **weeks), on=LIVED).result is Result.HOLDS


def test_a1_6_arrears_are_no_overspend() -> None:
    """377.50 a week's budget for four weeks is delivered and booked, and the first payment is due a day later."""
    last = date(2026, 5, 3)
    homecare_ = entry("H-1", EntryKind.DIRECT_SUPPORT, "326.42", on=last, support="homecare")
    arrears = sound(payment={"timing": Timing.IN_ARREARS}, fund={"entries": (homecare_,)})
    assert judged("OVR-01", arrears, on=last).result is Result.HOLDS
    dearer = sound(payment={"timing": Timing.IN_ARREARS}, fund={"entries": (homecare_.replace(amount="426.43"),)})
    assert said("OVR-01", dearer, on=last) == [
        "fund.entries: the fund is overspent by £100.01, £0.01 more than the provider covers under the contract"
    ]


def test_a3_13_that_a_contract_is_silent_on_whose_the_money_is_is_one_finding_and_no_must() -> None:
    silent = sound(clauses={"owner": NOT_STATED})
    assert judged("SUR-08", silent).result is Result.HOLDS
    (finding,) = judged("CON-22", silent).findings
    assert finding.force is Force.SHOULD


def test_a6_a_surplus_that_was_agreed_to_be_no_longer_needed_may_go_back() -> None:
    back = entry("R-1", EntryKind.SURPLUS_RECOVERED, "300", on=LIVED)
    silent = {"surplus_recovery": NOT_STATED}
    assert judged("SUR-05", lived(paid_in("300"), back, clauses=silent), on=LIVED).result is Result.BREACH
    agreed = back.replace(agreed_on=LIVED)
    assert judged("SUR-05", lived(paid_in("300"), agreed, clauses=silent), on=LIVED).result is Result.HOLDS
    late = back.replace(agreed_on=LIVED + ONE_DAY)
    assert judged("SUR-05", lived(paid_in("300"), late, clauses=silent), on=LIVED).result is Result.BREACH
