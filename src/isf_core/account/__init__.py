"""The money held: its balance, statement, surplus and overspend, and what is due when it ends."""

from .balance import Position, open_commitments, position
from .final_account import FinalAccount, final_account
from .notice import Ended, end_of, last_day_of_notice, pay_in_lieu
from .overspend import MetOverspend, meet_overspend, overspend_on
from .planned_and_actual import Against, by_outcome, by_support
from .statement import Statement, statement
from .surplus import Surplus, surplus
from .visits import HoursBank, SettledVisit, VisitCount, hours_bank, settle_visit

__all__ = [
    "Against",
    "Ended",
    "FinalAccount",
    "HoursBank",
    "MetOverspend",
    "Position",
    "SettledVisit",
    "Statement",
    "Surplus",
    "VisitCount",
    "by_outcome",
    "by_support",
    "end_of",
    "final_account",
    "hours_bank",
    "last_day_of_notice",
    "meet_overspend",
    "open_commitments",
    "overspend_on",
    "pay_in_lieu",
    "position",
    "settle_visit",
    "statement",
    "surplus",
]
