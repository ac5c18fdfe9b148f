"""A letter is of one person, who is alive: no part of it is another's, and nobody who died is spoken to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from present.letters.letter_cases import (
    BRIGHT,
    FRAME,
    RULES,
    TOLD,
    UNTIL,
    WRITTEN,
    changed,
    found,
    in_hospital,
    mary,
    on_change,
    put_right,
    statement,
)
from support.account import lived
from support.asking import NUMBERS
from support.refusing import refused

from isf_core import (
    Arrangement,
    OneOff,
    OneOffPayment,
    Party,
    Person,
    Rate,
    Termination,
    TerminationReason,
    charges_for,
    compare,
    schedule_payments,
    with_value,
)
from isf_core.account.statement import statement_for
from isf_core.present.letters import change_letter, payment_letter, request_letter, statement_letter

EARLY: dict[str, Any] = {**FRAME, "on": date(2026, 3, 1)}
DIED = Termination(
    party=Party.PERSON, reason=TerminationReason.DEATH, given_on=date(2026, 6, 15), known_from=WRITTEN, liabilities=()
)


def letters_after(*endings: Termination, on: date) -> dict[str, Callable[[], Any]]:
    """The four letters that speak to Mary while her support goes on."""
    frame = {**FRAME, "on": on}
    known = with_value(mary(), "endings", endings)
    changes = with_value(in_hospital(), "endings", endings)
    account = with_value(lived(), "endings", endings)
    both = compare(found(changes, date(2026, 6, 30)), found(changes))
    made, coming = put_right(changes)
    return {
        "payment_letter": lambda: payment_letter(found(known), **frame),
        "change_letter": lambda: change_letter(both, **frame, put_right=made, coming=coming),
        "statement_letter": lambda: statement_letter(
            statement_for(account, span=statement().span, policy=NUMBERS), **frame
        ),
        "request_letter": lambda: request_letter(found(known), **frame),
    }


@pytest.mark.parametrize("job", letters_after(on=WRITTEN))
def test_nobody_who_died_is_written_to_from_the_day_on_which_it_is_known(job: str) -> None:
    refused(letters_after(DIED, on=WRITTEN)[job], job, "the person died")
    assert letters_after(DIED, on=TOLD)[job]().title, "the day before"
    taken_back = DIED.replace(withdrawn_on=WRITTEN)
    assert letters_after(taken_back, on=WRITTEN)[job]().title


def test_what_is_put_right_is_not_anothers() -> None:
    theirs, coming = put_right(changed("budget.actual", Rate.weekly("131")))
    assert theirs.adjustments
    wrong = "its sums are not those of the arrangement"
    refused(lambda: on_change(in_hospital(), put_right=theirs, coming=coming), "change_letter.put_right", wrong)


CHARGED: list[tuple[Arrangement, date]] = [
    (with_value(mary(), "budget.contribution", Rate.weekly(1)), UNTIL),
    (mary(holder=BRIGHT.replace(ref="H-8"), person=Person(ref="P-2")), UNTIL),
    (mary(), date(2026, 5, 3)),
    (mary(), date(2026, 10, 18)),
]


@pytest.mark.parametrize(("arrangement", "until"), CHARGED)
def test_charges_of_other_terms_or_days_than_the_payments_are_refused(arrangement: Arrangement, until: date) -> None:
    charges = charges_for(arrangement, until=until, policy=RULES)
    refused(lambda: payment_letter(found(mary()), **FRAME, charges=charges), "payment_letter.charges", "other days")


def test_charges_of_some_payments_are_those_of_their_days() -> None:
    rails = OneOff(on=date(2026, 4, 20), amount="50", what="grab rails")
    alone = with_value(mary(), "contract.payment.one_offs", OneOffPayment.ON_ITS_DATE)
    alone = with_value(alone, "budget.one_offs", (rails,))
    payments = schedule_payments(alone, until=UNTIL, policy=RULES)[:3]
    charges = charges_for(alone, until=UNTIL, policy=RULES)
    assert not all(each.is_regular for each in payments)
    text = " ".join(payment_letter(payments, **EARLY, charges=charges[:2]).sentences)
    assert "You pay £160.00 in all towards your support." in text
    refused(lambda: payment_letter(payments, **EARLY, charges=charges[:3]), "payment_letter.charges", "other days")
