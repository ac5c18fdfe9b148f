"""Rules on management fees (FEE)."""

from __future__ import annotations

from datetime import date

from ..compute.charges import bases_of, fixed_in
from ..model.organisations import HolderKind
from ..model.terms import NOT_STATED
from ..values.sources import IPC
from .case import Case
from .rule import Breach, Force, Step, condition, rule


def _at_some_time(case: Case, days: list[date]) -> bool:
    if days:
        case.reaches(days[0])
    return bool(days)


@condition(otherwise="no fee is charged")
def a_fee_is_charged(case: Case) -> bool:
    """The contract's fee charges something at some time."""
    return _at_some_time(case, [since for since, charges in case.charges() if charges])


@condition(otherwise="no fixed sum a week is charged")
def a_fixed_sum_is_charged(case: Case) -> bool:
    """The fee is a fixed sum a week, or has one in it."""
    fixed = [since for since, charges in case.charges() if fixed_in(charges) is not None]
    return _at_some_time(case, fixed)


@condition(otherwise="the holder is an independent broker (see FEE-03)")
def the_holder_is_no_broker(case: Case) -> bool:
    """Not recorded to be an independent broker; where the kind is not recorded, the rule asks if it matters."""
    holder = case.arrangement.holder
    return holder is None or holder.kind is not HolderKind.INDEPENDENT_BROKER


@rule(
    "FEE-02",
    force=Force.SHOULD,
    source=IPC("5, Costs for support providers", words="on average ranging from between £5-£25 per week"),
    when=(a_fixed_sum_is_charged, the_holder_is_no_broker),
    says="a fee of {fee} a week is outside the usual {lowest} to {highest}",
    cure="ask the holder what it covers, and record why it is agreed",
    step=Step.MONEY_ORGANISED,
)
def a_fixed_fee_is_within_the_usual_band(case: Case) -> tuple[Breach, ...]:
    """A fixed fee is usually within the policy's band, its ends included (5 and 25 pounds a week).

    House reading: the band is for a holder that gives support itself; a broker that gives none may
    charge more (FEE-03). All the sums a week that one fee charges count together, without VAT.
    """
    band = case.known(case.parameters.fee_band, "policy.fee_band")
    out: list[tuple[date, Breach]] = []
    for since, charges in case.charges():
        fee = fixed_in(charges)
        if fee is not None and not band.lowest.exact <= fee <= band.highest.exact:
            out.append((since, Breach("contract.fee", fee=fee, lowest=band.lowest, highest=band.highest)))
    if out:
        case.reaches(out[0][0])
        case.known(case.known(case.arrangement.holder, "holder").kind, "holder.kind")
    return tuple(breach for _, breach in out)


@rule(
    "FEE-05",
    force=Force.MUST,
    source=IPC("5, Costs for support providers", words="a percentage of the overall personal budget"),
    when=a_fee_is_charged,
    says="the contract does not say whether the fee comes out of the budget or on top of it",
    cure="agree it in the contract: inside or on top",
    step=Step.MONEY_ORGANISED,
)
def the_contract_says_where_the_fee_comes_from(case: Case) -> Breach | None:
    """Out of the budget or on top, and for a percentage on what it is taken.

    House reading: unset is a finding even where the policy fills it in for the schedule, for the
    source has it agreed between the parties (TLAP, Flexible Contracting, 6).
    """
    placement = case.known(case.arrangement.contract.fee_placement, "contract.fee_placement")
    silent = [since for since, each in case.in_force(placement) if each is NOT_STATED]
    if _at_some_time(case, silent):
        return Breach("contract.fee_placement")
    for _, charges in case.charges():
        for base in bases_of(charges):
            case.known(base, "contract.fee.base")
    return None


RULES = (a_fixed_fee_is_within_the_usual_band, the_contract_says_where_the_fee_comes_from)
