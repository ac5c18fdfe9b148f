"""Individual Service Funds in adult social care: may an arrangement go ahead, and what is paid when?

A council and a holder agree Mary's fund: £4,387.50 a year, of which she pays £20.00 a week to the holder herself.

>>> from datetime import date
>>> from isf_core import *
>>> mary = Arrangement(
...     person=Person(ref="P-001"),
...     holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
...     budget=PersonalBudget(
...         actual=Rate.annual("4387.50"), contribution=Rate.weekly("20"),
...         in_house=(), one_offs=(), exemptions=(),
...     ),
...     contract=Contract(
...         form=Form.TWO_WAY, first_day=date(2026, 4, 6), last_day=OPEN_ENDED, fee=NoFee(),
...         payment=PaymentTerms(
...             cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
...             timing=Timing.IN_ADVANCE, basis=Basis.NET, move=Move.BACK,
...         ),
...     ),
... )

`assess` does the main job: it gives a report of findings and a schedule of payments.

>>> found = assess(mary, on=date(2026, 3, 30), until=date(2027, 4, 4))
>>> found
<Assessment on 2026-03-30 under plain: cannot tell, 13 payments>
>>> found.schedule[0]
<Payment 1: 257.50 due 2026-04-02, for 6 Apr 2026 to 3 May 2026>
>>> found.report.unknown["contract.signatures"]
('LIFE-08', 'CON-01')

You can import every name that the guides use from here, except those of `present`. The packages are `values` (money,
rates, dates), `model` (what was agreed), `schedule`, `pay_runs`, `account`, `planning` and `evidence` (what follows
from it), `rules` and `policies`, `book` (a whole book at once), and `present` (results in words).

A fact that is not recorded (`None`) is neither true nor false: the report names it, by field. Money is whole pence,
rates are exact, you round only by name, and nothing here reads a file or a clock.
"""

from . import account, assessment, book, evidence, exchange, model, pay_runs, planning, policies, rules, schedule
from .first_use import on_first_use
from .version import __version__ as __version__

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".comparison": ("Comparison", "across", "compare"),
        ".errors": (
            "ContradictoryTerms",
            "DanglingReference",
            "FinerThanAPenny",
            "ImpossiblePeriod",
            "IsfError",
            "NoPolicy",
            "NotADate",
            "NotExact",
            "NotRecorded",
            "OutsideCalendar",
            "OutsideTheArrangement",
            "TooLarge",
            "UnreadableData",
        ),
        ".values": (
            "ExactMoney",
            "Explanation",
            "Frequency",
            "Money",
            "Move",
            "PayCycle",
            "Period",
            "Rate",
            "RateUnit",
            "Rounding",
            "Source",
            "Standing",
            "StatutoryTable",
            "Table",
            "Text",
            "Timeline",
            "WorkingDays",
            "allocate",
            "canonical",
            "digest",
            "plain_number",
        ),
        ".warm": ("warm_up",),
    },
    doors=(account, assessment, book, evidence, exchange, model, pay_runs, planning, policies, rules, schedule),
)
