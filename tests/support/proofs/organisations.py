"""The proofs of the rules in rules/facts/holders.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core.model import Accreditation, Answer, Answered, Arrangement, ProviderRequest, Readiness, RegisterEntry

from ..arrangements import HOLDER, ONE_DAY, sound
from ..proof import Edge, Proof

YES, PARTLY, NO = Answer


def answered(**answers: Answer | None) -> Accreditation:
    """Nineteen answers of "yes", but for some: `q14=PARTLY`; None is not answered."""
    given = {f"q{number}": YES for number in range(1, 20)} | answers
    return Accreditation(
        answers=tuple(
            Answered(question=int(question[1:]), answer=answer, evidence="as described")
            for question, answer in given.items()
            if answer is not None
        ),
        panel_approved_on=date(2025, 12, 1),
    )


def applied(**answers: Answer | None) -> Arrangement:
    """Mary, whose holder gave some answers."""
    return sound(holder=HOLDER.replace(accreditation=answered(**answers)))


ASKED = date(2026, 1, 12)
LISTED = date(2026, 2, 2)


def named(
    listed: date | None = LISTED, approved: date | None = LISTED, provider: str = "H-7", **facts: Any
) -> Arrangement:
    """Mary, who asked for a provider by name, and when her holder came on the list and was approved."""
    request = ProviderRequest(provider=provider, on=ASKED, considered_on=ASKED)
    holder = HOLDER.replace(
        register=RegisterEntry(registered_on=listed), accreditation=answered().replace(panel_approved_on=approved)
    )
    return sound(lifecycle={"provider_requests": (request,)}, holder=holder.replace(**facts))


def ready(**facts: bool | int | None) -> Arrangement:
    """Mary, with a holder that is ready or not."""
    readiness = Readiness(
        insured_outside_home=True, insured_for_transport=True, may_hold_accounts=True, capacity=40, people=40
    )
    return sound(holder=HOLDER.replace(readiness=readiness.replace(**facts)))


PROOFS: dict[str, Proof] = {
    "ORG-01": Proof(
        sound=sound(),
        breaches=(applied(q14=PARTLY), applied(q7=NO), applied(q7=NO, q11=PARTLY)),
        edges=(
            Edge("partly, to one that may be", applied(q2=PARTLY), applied(q1=PARTLY)),
            Edge("on both sides of eleven", applied(q10=PARTLY, q12=PARTLY), applied(q11=PARTLY)),
            Edge("on both sides of fourteen", applied(q13=PARTLY, q15=PARTLY), applied(q14=PARTLY)),
            Edge("the last", applied(q18=PARTLY), applied(q19=PARTLY)),
            Edge("partly or no", applied(q2=PARTLY), applied(q2=NO)),
        ),
    ),
    "ORG-03": Proof(
        sound=named(),
        breaches=(named(approved=date(2026, 3, 2)),),
        idle=(sound(), named(listed=ASKED, approved=LISTED)),
        edges=(Edge("approved on the day it came on, or after", named(), named(approved=LISTED + ONE_DAY)),),
    ),
    "ORG-04": Proof(
        sound=sound(),
        breaches=(
            ready(insured_outside_home=False),
            ready(insured_for_transport=False),
            ready(may_hold_accounts=False),
            ready(capacity=0),
        ),
        edges=(Edge("as many as it has room for, or one more", ready(), ready(people=41)),),
    ),
}
