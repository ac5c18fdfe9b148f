"""How a ready policy is written down: each number beside the source that it comes from.

What a source does not say is left unset, and a rule that needs it says so. In all of them are the library's own
conventions (how components are rounded (PAY-03), that a payment is due on the day itself and late after four weeks,
the calendar of England and Wales) and the review dates of the statutory guidance, which binds every council.
"""

from __future__ import annotations

from typing import Any

from ..model.fees import FeeBase
from ..model.parameters import Parameters
from ..model.payment_terms import Convention
from ..rules.catalogue import rules_of
from ..rules.policy import Policy
from ..values.sources import HOME, INTERPRETATION, IPC, PRACTICE, STATUTORY_GUIDANCE, Source, Text
from ..values.working_days import WorkingDays

_REVIEWS = STATUTORY_GUIDANCE("13.32: a first review within eight weeks, then at least every twelve months")

CONVENTIONS: dict[str, tuple[Any, Source]] = {
    "convention": (
        Convention.EACH_PAYMENT,
        PRACTICE("each payment's components rounded on their own, as councils publish them"),
    ),
    "late_days": (28, INTERPRETATION("late after four weeks, until a council sets a number of its own")),
    "due_days": (0, INTERPRETATION("due on the day itself")),
    "working_days": (WorkingDays.england_and_wales(), INTERPRETATION("the calendar of England and Wales")),
    "first_review_days": (56, _REVIEWS),
    "review_months": (12, _REVIEWS),
}
"""What every ready policy begins with, each with its source."""

WEEKS = {"weeks_in_year": (52, HOME("Appendix One", words="£4387.50 on direct support"))}
"""The year of 52 weeks, which makes 4,387.50 a year 84.375 a week."""

GROSS_FEES = {
    "fee_base": (
        FeeBase.GROSS,
        IPC("5, Costs for support providers", words="a percentage of the overall personal budget"),
    )
}
"""What a percentage fee is of."""


def sourced(name: str, texts: tuple[Text, ...], parameters: dict[str, tuple[Any, Source]]) -> Policy:
    """A policy of some texts' rules, and of numbers that each name their source, with the rules that judge by them.

    Raises IsfError for a name that is no parameter.
    """
    sources = {parameter: source for parameter, (_, source) in parameters.items()}
    return Policy(
        name=name,
        sources=tuple(dict.fromkeys(sources.values())),
        parameters=Parameters(name=name).replace(**{parameter: value for parameter, (value, _) in parameters.items()}),
        rules=rules_of(*texts, numbers=parameters),
        parameter_sources=tuple(sources.items()),
    )
