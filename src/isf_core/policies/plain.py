"""The plain policy: what may be assumed where neither contract nor council says otherwise.

It sets only what some text or common practice supports. How often, when, and net or gross
are left unset: sources conflict on them, so they are the contract's to state.
"""

from __future__ import annotations

from ..model.budget import Way
from ..model.parameters import Band, Parameters
from ..model.terms import Convention, FeeBase, Pays
from ..rules.catalogue import ALL
from ..rules.policy import Policy
from ..values.money import Money
from ..values.sources import HOME, HOUSE, IPC, LANCASHIRE, PRACTICE, TLAP
from ..values.workdays import WorkingDays

PLAIN = Policy(
    name="plain",
    sources=(
        HOME("Appendix One", words="£4387.50 on direct support"),  # the year of 52 weeks that makes it 84.375 a week
        IPC("5, Costs for support providers", words="a percentage of the overall personal budget"),
        PRACTICE("each payment's components rounded on their own, as councils publish them"),
        LANCASHIRE("6.12", words="Financial statements should be provided at least annually"),
        HOME("Step 6, Living life", words="a review after perhaps six weeks"),
        TLAP("Summary, 6)", words="next option"),
        HOUSE("due on the day itself, on the calendar of England and Wales; the whole budget is paid"),
    ),
    parameters=Parameters(
        name="plain",
        weeks_in_year=52,
        due_days=0,
        convention=Convention.EACH_PAYMENT,
        working_days=WorkingDays.england_and_wales(),
        pays=Pays.BUDGET,
        fee_base=FeeBase.GROSS,
        fee_band=Band(lowest=Money(5), highest=Money(25)),
        carry_forward_outside_cap=False,
        statement_months=12,
        stray_share="0.25",
        stray_weeks=12,
        first_review_days=42,
        review_months=12,
        holder_changes=3,
        holder_change_months=12,
        options=(Way.DIRECT_PAYMENT, Way.INDIVIDUAL_SERVICE_FUND, Way.MANAGED),
        few_answers=30,
    ),
    rules=ALL,
)
