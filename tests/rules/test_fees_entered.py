"""The fees in the account against those agreed (FEE-07)."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.account import ENTRIES as LIVED_ENTRIES
from support.account import LIVED, PERIODS, lived, swapped
from support.arrangements import ONE_DAY, START, sound
from support.asking import judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import Arrangement, Entry, EntryKind, Fees, FixedFee, NoFee, OnceFee, PerPaymentFee, Placement
from isf_core.rules import Result
from isf_core.values import Period


def taken(amount: str, days: Period | None = PERIODS[2], **contract: Any) -> Arrangement:
    """Mary after twelve weeks at ten pounds a week; for the last four, so much was taken as fee."""
    return lived(fund={"entries": swapped("M-3", amount=amount, period=days)}, contract=contract)


PROOFS: dict[str, Proof] = {
    "FEE-07": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(
            taken("500", fee=NoFee()),
            taken("40.01"),
            taken("80", None),
        ),
        idle=(
            At(lived(), START - ONE_DAY),
            lived(fund={"entries": tuple(each for each in LIVED_ENTRIES if each.kind is not EntryKind.MANAGEMENT_FEE)}),
        ),
        edges=(
            Edge("a penny", taken("40"), taken("40.01")),
            Edge("a penny, of an entry that names no days", taken("40", None), taken("40.01", None)),
            Edge(
                "a fee for four weeks, or for the first three of them",
                taken("40"),
                taken("40", Period(first_day=date(2026, 6, 1), last_day=date(2026, 6, 21))),
            ),
            Edge(
                "days that overlap by one",
                lived(fund={"entries": (*swapped("M-2", amount="40", period=PERIODS[1]),)}),
                lived(fund={"entries": (*swapped("M-2", amount="40.01", period=PERIODS[1]),)}),
            ),
        ),
    ),
}


def test_a1_1_a_fee_that_no_contract_agrees_is_found() -> None:
    """500 was taken as management fee, and the contract says that there is none."""
    fee = Entry(ref="M-9", on=LIVED, kind=EntryKind.MANAGEMENT_FEE, amount="500", period=PERIODS[0])
    mary = sound(contract={"fee": NoFee()}, fund={"entries": (fee,)})
    (finding,) = judged("FEE-07", mary, on=LIVED).findings
    assert finding.message == (
        "£500.00 was taken as management fee for Mon 6 Apr 2026 to Sun 3 May 2026, and the contract agrees £0.00"
    )
    assert finding.remedy == "pay £500.00 back into the fund; a higher fee is agreed before it is taken"
    corrected = fee.replace(ref="M-10", amount="500", corrects="M-9", period=None)
    assert judged("FEE-07", mary.replace(fund=mary.fund.plus(corrected)), on=LIVED).result is Result.DOES_NOT_APPLY


def test_fee_07_one_period_charged_twice_is_found_whatever_was_not_charged_elsewhere() -> None:
    twice = lived(fund={"entries": swapped("M-2", period=PERIODS[2])})
    again = twice.fund.entries or ()
    both = twice.replace(
        fund=twice.fund.replace(entries=tuple(e.replace(period=PERIODS[2]) if e.ref == "M-3" else e for e in again))
    )
    assert [each.partition(" was")[0] for each in said("FEE-07", both, on=LIVED)] == ["fund.entries[M-3]: £80.00"]


def test_fee_07_an_entry_that_names_no_days_is_asked_for_them_where_they_tell() -> None:
    """On the first day of the third period 120 is taken: 80.00 is agreed up to the day before, and 120.00 for it."""
    ahead = lived(fund={"entries": swapped("M-3", on=date(2026, 6, 1), period=None)})
    assert missed("FEE-07", ahead, on=date(2026, 6, 1)) == ("fund.entries[M-3].period",)
    named = lived(fund={"entries": swapped("M-3", on=date(2026, 6, 1), period=PERIODS[2])})
    assert judged("FEE-07", named, on=date(2026, 6, 1)).result is Result.HOLDS
    early = taken("40", Period(first_day=date(2026, 3, 1), last_day=date(2026, 3, 28)))
    assert judged("FEE-07", early, on=LIVED).result is Result.BREACH, "before the first day nothing is agreed"
    before = Entry(ref="M-0", on=date(2026, 3, 1), kind=EntryKind.MANAGEMENT_FEE, amount="1")
    assert judged("FEE-07", sound(fund={"entries": (before,)}), on=START).result is not Result.HOLDS


def test_fee_07_what_is_charged_on_top_and_by_the_payment_is_agreed_too() -> None:
    fees = Fees(parts=(FixedFee(per_week="9"), PerPaymentFee(amount="4")))
    assert judged("FEE-07", taken("40", fee=fees, fee_placement=Placement.ON_TOP), on=LIVED).result is Result.HOLDS
    assert judged("FEE-07", taken("40.01", fee=fees), on=LIVED).result is Result.BREACH
    assert missed("FEE-07", taken("40", fee=None), on=LIVED) == ("contract.fee",)


SET_UP = date(2026, 3, 20)


def set_up(*amounts: str, days: tuple[Period | None, ...] = (None,), on: date = SET_UP) -> Arrangement:
    """Mary, whose contract agrees 200 once for setting it up, dated before the first day; so much was taken then."""
    entries = tuple(
        Entry(ref=f"M-{place}", on=on, kind=EntryKind.MANAGEMENT_FEE, amount=amount, period=period)
        for place, (amount, period) in enumerate(zip(amounts, days, strict=True))
    )
    fee = OnceFee(amount=200, on=SET_UP)
    return sound(contract={"fee": fee, "fee_placement": Placement.ON_TOP}, fund={"entries": entries})


MARCH = Period(first_day=date(2026, 3, 1), last_day=date(2026, 3, 31))


def test_x11_a_set_up_fee_that_is_taken_on_its_own_date_before_the_first_day_is_agreed() -> None:
    own_day = Period(first_day=SET_UP, last_day=SET_UP)
    for days in (None, own_day, MARCH, Period(first_day=SET_UP, last_day=START), PERIODS[0]):
        for on in (START, START + 14 * ONE_DAY):
            assert judged("FEE-07", set_up("200", days=(days,)), on=on).result is Result.HOLDS, days
            assert judged("FEE-07", set_up("200.01", days=(days,)), on=on).result is Result.BREACH, days
    assert judged("FEE-07", set_up("200", on=START), on=START).result is Result.HOLDS


def test_x11_a_set_up_fee_is_not_taken_twice() -> None:
    for days in ((MARCH, PERIODS[0]), (MARCH, MARCH), (None, None)):
        twice = set_up("200", "200", days=days)
        (finding,) = judged("FEE-07", twice, on=START).findings
        assert "£400.00 was taken as management fee" in finding.message
        assert finding.message.endswith("and the contract agrees £200.00")
    other = set_up("200", days=(Period(first_day=date(2026, 3, 1), last_day=SET_UP - ONE_DAY),))
    assert judged("FEE-07", other, on=START).result is Result.BREACH, "the days that it names are not those of the fee"
