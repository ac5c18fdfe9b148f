"""Rules on the life of an arrangement (LIFE)."""

from __future__ import annotations

from datetime import date

from ..values.sources import DORSET, HOME
from .case import Case
from .rule import Breach, Force, Step, rule


@rule(
    "LIFE-08",
    force=Force.MUST,
    source=(
        DORSET("4, NOTE", words="ISF payments cannot be made retrospectively"),
        HOME("Step 5, Organising the support", words="This is essential before the ISF starts"),
    ),
    says="it starts on {start}, before this was in place on {placed}",
    cure="start no earlier than {placed}",
    step=Step.SUPPORT_ORGANISED,
)
def nothing_starts_before_all_is_in_place(case: Case) -> tuple[Breach, ...]:
    """Plan agreed, contract signed, agreements signed and payments set up, all by the first day.

    House reading: what is dated on the first day itself is in time, for dates carry no hours. The
    first payment is for no time before it was set up; a later change is another matter (PAY-10).
    Whether a signature or an agreement is missing altogether is for CON-01 and CON-02.
    """
    arrangement = case.arrangement
    start = case.known(arrangement.contract.first_day, "contract.first_day")
    placed: list[tuple[str, date | None]] = [
        ("plan.agreed_on", arrangement.plan.agreed_on),
        ("payments_set_up_on", arrangement.payments_set_up_on),
    ]
    for signature in arrangement.contract.signatures or ():
        placed.append((f"contract.signatures[{signature.party.value}].signed_on", signature.signed_on))
    for agreement in arrangement.agreements or ():
        placed.append((f"agreements[{agreement.kind.name.lower()}].signed_on", agreement.signed_on))
    late = tuple(Breach(field, start=start, placed=on) for field, on in placed if on is not None and on > start)
    if late:
        return late
    case.all_known(
        (arrangement.contract.signatures, "contract.signatures"),
        (arrangement.agreements, "agreements"),
        *((on, field) for field, on in placed),
    )
    return ()


RULES = (nothing_starts_before_all_is_in_place,)
