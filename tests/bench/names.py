"""What commit b80690c called differently: the one table of names behind every tool that compares two trees.

From the name of b80690c to today's. Whoever renames a public name, a recorded field or something that a result
says adds it here, and the comparisons go on working.
"""

from __future__ import annotations

import re
from typing import Final

TODAY: Final = {
    "ALL": "ALL_RULES",
    "Against": "PlannedAndActual",
    "Balance": "BalanceOnTransfer",
    "Cause": "TerminationReason",
    "ChangeOf": "ChangeKind",
    "DatedTable": "StatutoryTable",
    "Ending": "Termination",
    "History": "PaymentHistory",
    "Life": "Lifecycle",
    "Matter": "Topic",
    "Meets": "FundingSource",
    "Pays": "PaymentLevel",
    "Recovers": "RecoveryScope",
    "States": "ContractContent",
    "Told": "InformationGiven",
    "Use": "SpendingBasis",
    "Way": "DeploymentOption",
    "compute_schedule": "build_schedule",
    "final_account": "final_account_on",
    "position": "balance_on",
    "settle": "resolve_terms",
    "settle_visit": "price_visit",
    "statement": "statement_for",
    "surplus": "surplus_on",
}
"""Public classes and functions."""

FIELDS: Final = {
    "Arrangement": {"life": "lifecycle"},
    "Choice": {"way": "option", "options_told": "options_given"},
    "Conversion": {"way": "option"},
    "Deployed": {"way": "option"},
    "Ending": {"cause": "reason"},
    "Entry": {"meets": "commitment", "reverses": "corrects"},
    "Life": {"told": "information_given"},
    "Notice": {"cause": "reason"},
    "Source": {"of": "text"},
    "Told": {"matter": "topic"},
}
"""Recorded fields, by the class as b80690c called it."""

READ: Final = {
    "account": "position",
    "accrued_in": "accrued_between",
    "amount": "held",
    "due_by_funder": "dues",
    "exclusions": "left_out",
    "message": "says",
    "must_be_notified": "is_to_be_told",
    "notice_shortfall": "lacking",
    "outstanding_commitments": "owed",
    "parameter_sources": "numbers",
    "remedy": "cure",
    "result": "outcome",
    "results": "judgements",
    "spending_by_outcome": "by_outcome",
    "spending_by_support": "by_support",
    "transferred": "moved",
}
"""What results say: here from today's name to that of b80690c."""

ARGUMENTS: Final = {"policy": "parameters"}
"""Arguments of functions, from today's name to that of b80690c; where a function has today's already, it counts."""


_CODES: Final = """
BUD-01 BUD-02 BUD-03 BUD-04 BUD-10 BUD-11 BUD-12 BUD-13 BUD-14 CON-01 CON-02 CON-03a CON-03b CON-04 CON-05
CON-06 CON-07 CON-08 CON-09 CON-10a CON-10b CON-11 CON-12a CON-12b CON-13 CON-14 CON-15 CON-16 CON-17a CON-17b
CON-18 CON-19 CON-22 END-03 END-06 FEE-02 FEE-03 FEE-04 FEE-05 LED-02 LED-04 LED-05 LED-06 LED-10 LED-11
LIFE-02 LIFE-03 LIFE-04 LIFE-05a LIFE-05b LIFE-06 LIFE-07 LIFE-08 LIFE-10 LIFE-11 LIFE-12 ORG-01 ORG-03 ORG-04
OUT-02 OVR-01 PAY-01 PAY-10 PAY-11 PLN-01 PLN-02 PLN-03 PLN-04 PLN-05 PLN-06 PLN-07 PLN-09 PLN-10 PLN-12
PTY-01 PTY-02 SUR-02 SUR-03a SUR-03b SUR-05 SUR-06 SUR-08
"""
RULES: Final = tuple(_CODES.split())
"""The codes of its rules: all that it had, and all are rules of today."""


def today(kind: type) -> str:
    """What a class is called today, whichever tree it is of."""
    return TODAY.get(kind.__name__, kind.__name__)


_STEP: Final = re.compile(r"(^|\.)([a-z_]+)")
_STEPS: Final = {
    "cause": "reason",
    "life": "lifecycle",
    "meets": "commitment",
    "options_told": "options_given",
    "reverses": "corrects",
    "told": "information_given",
    "way": "option",
}


def path_today(path: str) -> str:
    """A field's path by today's names; what stands in brackets is a key and stays.

    >>> path_today("life.told[way].way")
    'lifecycle.information_given[way].option'
    """
    parts = re.split(r"(\[[^\]]*\])", path)
    parts[::2] = [_STEP.sub(lambda met: met[1] + _STEPS.get(met[2], met[2]), part) for part in parts[::2]]
    return "".join(parts)
