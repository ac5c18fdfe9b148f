from ..schedule.ends import last_day_of_notice
from . import case_view as case_view
from . import surplus as surplus
from .balance import AccountBalance, balance_on
from .delivery import DeliveredPayment, DeliveredPayments, payment_on_delivery
from .entries import net_entries, open_commitments
from .final_account import FinalAccount, final_account_on
from .ledger import NetEntry
from .notice import EndOfArrangement, end_of, pay_in_lieu
from .overspend import OverspendFunding, fund_overspend, overspend_on, still_to_come
from .planned_and_actual import PlannedAndActual, spending_by_outcome, spending_by_support
from .statement import Statement, statement_for
from .surplus import Surplus, surplus_on
from .visit_hours import SupportHours, hours_by_support
from .visits import HoursBank, VisitCharge, VisitCount, hours_bank, price_visit

__all__ = [
    "AccountBalance",
    "DeliveredPayment",
    "DeliveredPayments",
    "EndOfArrangement",
    "FinalAccount",
    "HoursBank",
    "NetEntry",
    "OverspendFunding",
    "PlannedAndActual",
    "Statement",
    "SupportHours",
    "Surplus",
    "VisitCharge",
    "VisitCount",
    "balance_on",
    "end_of",
    "final_account_on",
    "fund_overspend",
    "hours_bank",
    "hours_by_support",
    "last_day_of_notice",
    "net_entries",
    "open_commitments",
    "overspend_on",
    "pay_in_lieu",
    "payment_on_delivery",
    "price_visit",
    "spending_by_outcome",
    "spending_by_support",
    "statement_for",
    "still_to_come",
    "surplus_on",
]
