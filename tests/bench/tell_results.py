"""What the library that is running makes of recorded facts: one line of results, and one of words, for each case.

Run by `same_results.py` for each tree; nothing here is told twice with other words, so that two trees' lines can
be compared as they stand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from . import documents, names
from . import library as isf

Results = dict[str, Any]
LATER: Final = date(2027, 6, 30)
"""When an account is certainly closed."""
SUMS_OF_SURPLUS: Final = ("balance", "amount", "cap", "aged", "excess", "recoverable")
SUMS_OF_STATEMENT: Final = ("opening", "came_in", "spent", "returned", "closing", "contingency", "billed", "unpaid")
SUMS_OF_FINAL_ACCOUNT: Final = (
    *("balance", "in_advance", "unpaid_contribution", "by_holder", "due_from_funder", "outstanding_commitments"),
    *("back_to_person", "in_lieu", "liabilities", "refund", "transferred", "unreclaimed"),
)
COMPONENTS: Final = ("budget", "in_house", "contribution", "fee", "fee_on_top", "one_off", "amount")


def plain(held: Any) -> Any:
    """What JSON has, of what a result says: money in pence, days as they are written."""
    if held is None or isinstance(held, (bool, int, str)):
        return held
    if isinstance(held, isf.Money):
        return held.pence
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, isf.Period):
        return f"{held.first_day} to {held.last_day}"
    if isinstance(held, dict):
        return {_key(key): plain(each) for key, each in held.items()}
    if isinstance(held, (tuple, list)):
        return [plain(each) for each in held]
    if hasattr(held, "name") and hasattr(held, "value"):
        return held.name
    return str(held)


def _key(key: Any) -> str:
    return key.name if hasattr(key, "name") else str(key)


def tried(way: Callable[[], Any]) -> Any:
    """What comes of it, or why nothing does: the kind of error, and what is missing."""
    try:
        return plain(way())
    except isf.IsfError as error:
        kind = names.today(type(error))
        fields = [names.path_today(field) for field in getattr(error, "fields", ())]
        return f"{kind} {', '.join(sorted(fields))}".strip()
    except Exception as error:  # a fault of one tree is a result to compare
        return f"bare {type(error).__name__}"


def sums(result: Any, parts: tuple[str, ...]) -> Results:
    """Some sums of a result, by today's names."""
    return {name: isf.read(result, name) for name in parts}


def of_payment(payment: Any) -> Results:
    """A payment: its days, and each component."""
    return {
        "days": payment.period,
        "due": payment.due,
        "unmoved_due": payment.unmoved_due,
        **{name: getattr(payment, name) for name in COMPONENTS},
        "is_regular": payment.is_regular,
        "is_provisional": payment.is_provisional,
        "holder": payment.holder.ref if payment.holder else None,
        "by_funder": tried(payment.by_funder),
    }


def of_schedule(schedule: Any) -> Results:
    """A schedule: its payments, and whether each of the first explains itself to the penny."""
    explained = [each.explain().value() * 100 == each.amount.pence for each in schedule[:6]]
    accrued = isf.call(isf.read(schedule, "accrued_in"), span=schedule.span) if len(schedule) else None
    return {
        "payments": [of_payment(each) for each in schedule],
        "explained": explained,
        "accrued": accrued and {name: str(getattr(accrued, name).pounds) for name in COMPONENTS[:5]},
    }


def of_report(report: Any) -> Results:
    """A report: each rule's outcome, and its findings."""
    out: Results = {"verdict": report.verdict}
    for each in report:
        found = [
            f"{finding.force.name} {isf.read(finding, 'result').name} {names.path_today(finding.field)}"
            for finding in each.findings
        ]
        out[each.rule.code] = [isf.read(each, "result").name, *found]
    return out


def figures_of(report: Any) -> Results:
    """The money and the days that each rule's breaches state."""
    out: Results = {}
    for finding in report.breaches:
        stated = [held for held in finding.breach.facts.values() if isinstance(held, (isf.Money, date))]
        out.setdefault(finding.code, []).append(sorted(map(str, stated)))
    return out


def words_of(report: Any) -> Results:
    """The words of a report, by rule; a field that was called differently is no other word."""
    out: Results = {}
    for each in report:
        said = [
            f"{isf.read(finding, 'message')} | {isf.read(finding, 'remedy')}".replace(
                finding.field, names.path_today(finding.field)
            )
            for finding in each.findings
        ]
        out[each.rule.code] = {"sentence": each.rule.sentence, "because": each.because, "says": "; ".join(said)}
    return out


def of_assessment(found: Any) -> Results:
    """What an assessment says beside its report."""
    step, reviews = found.step, found.reviews
    spare = found.surplus
    return {
        "verdict": found.verdict,
        "missing": sorted(names.path_today(each) for each in found.missing),
        "payments": None if found.schedule is None else len(found.schedule),
        "step": step.reached,
        "steps_missing": [each.code for each in step.missing],
        "waits": bool(step.waits_for),
        "next_review": None if reviews is None else reviews.next_due,
        "surplus": None if spare is None else isf.read(spare, "amount"),
    }


def of_surplus(found: Any) -> Results:
    """The surplus: its sums, and whether it explains itself to the penny."""
    told = isf.read(found, "must_be_notified")
    return {
        **sums(found, SUMS_OF_SURPLUS),
        "exclusions": [amount for _, amount in isf.read(found, "exclusions")],
        "must_be_notified": told,
        "explained": found.explain().value() == found.excess.exact.pounds,
    }


def of_statement(found: Any) -> Results:
    """A statement: its sums, by kind, support and outcome."""
    out = sums(found, SUMS_OF_STATEMENT)
    out["by_kind"] = {kind.name: amount for kind, amount in found.by_kind.items() if amount}
    for name in ("spending_by_support", "spending_by_outcome"):
        rows = isf.read(found, name)
        out[name] = None if rows is None else {str(row.ref): [row.planned, row.spent] for row in rows}
    out["surplus"] = None if found.surplus is None else isf.read(found.surplus, "amount")
    out["visits"] = None if found.visits is None else [found.visits.made, found.visits.unverified]
    out["missing"] = sorted(names.path_today(field) for field in found.missing)
    out["explained"] = found.explain().value() == found.closing.exact.pounds
    return out


def of_final_account(found: Any) -> Results:
    """A final account: its sums, who is refunded, and what closes it."""
    return {
        **sums(found, SUMS_OF_FINAL_ACCOUNT),
        "last_day": found.last_day,
        "refund_due": found.refund_due,
        "refunds": found.refunds,
        "due_by_funder": isf.read(found, "due_by_funder"),
        "paid_ahead": found.paid_ahead,
        "entries": [[entry.kind, entry.amount, entry.party] for entry in found.entries()],
        "opening": [[entry.kind, entry.amount, entry.period] for entry in found.opening_entries()],
        "explained": tried(found.explain().value),
    }


def of_corrections(arrangement: Any, on: date, until: date | None, policy: Any) -> Results:
    """What is corrected and paid next, where the first payments were made on what was known before the last change."""
    learnt = [each.known_from for each in arrangement.variations if each.known_from is not None]
    then = min(max(learnt, default=on), on) - timedelta(days=1)
    paid = isf.schedule_payments(isf.call("as_known", arrangement, on=then), until=until, policy=policy)[:4]
    history = isf.PaymentHistory().paying(*(isf.PaymentMade.of(each, paid_on=each.due) for each in paid))
    found = isf.call("reconcile", arrangement, history, on=on, policy=policy)
    coming = tried(lambda: _coming(arrangement, found.history, on, until, policy))
    return {
        "adjustments": [_of_adjustment(each) for each in found.adjustments],
        "withheld": [_of_adjustment(each) for each in found.withheld],
        "coming": coming,
    }


def _of_adjustment(each: Any) -> list[Any]:
    return [each.period, each.component, each.change]


def _coming(arrangement: Any, history: Any, on: date, until: date | None, policy: Any) -> Results:
    upcoming = isf.call("next_payments", arrangement, history, on=on, until=until, policy=policy)
    rows = [[each.payment.period, each.payment.amount, each.adjusted, each.amount] for each in upcoming]
    return {"payments": rows, "left": upcoming.left}


def results_of(case: Results) -> tuple[Results, Results]:
    """All that is said of one case."""
    try:
        arrangement, parameters = documents.value(case["arrangement"]), documents.value(case["parameters"])
    except isf.IsfError as error:
        return {"refused": names.today(type(error))}, {"refused": str(error)}
    policy = isf.PLAIN if parameters is None else isf.PLAIN.replace(name=parameters.name, parameters=parameters)
    until = case["until"] and date.fromisoformat(case["until"])
    results: Results = {
        "schedule": tried(lambda: of_schedule(isf.schedule_payments(arrangement, until=until, policy=policy)))
    }
    words: Results = {
        "explanation": tried(lambda: _explained(isf.schedule_payments(arrangement, until=until, policy=policy)))
    }
    for day in case["days"]:
        on = date.fromisoformat(day)
        results[day], words[day] = _on(arrangement, on, until, policy)
    return results, words


def of_pay_run(arrangement: Any, span: Any, on: date, policy: Any) -> Results:
    """What falls due to the holder in some days, and what is overdue."""
    holder = arrangement.holder.ref if arrangement.holder else "H-7"
    found = isf.call("pay_run", [arrangement], holder=holder, span=span, on=on, policy=policy)
    return {
        "lines": [[each.to_pay.payment.period, each.amount] for each in found.lines],
        "overdue": [[each.to_pay.payment.period, each.amount] for each in found.overdue],
        "not paid": [sorted(names.path_today(field) for field in each.missing) for each in found.not_paid],
    }


def _of_visit(visit: Any, policy: Any) -> Results:
    return sums(isf.call("price_visit", visit, policy=policy), ("charge", "stays_in_the_fund", "pays_back"))


def _of_hours(arrangement: Any, on: date) -> list[Any]:
    found = isf.call("hours_bank", arrangement.fund, on=on)
    return [str(found.hours), str(found.worth.pounds), found.turned_into_money]


def _explained(schedule: Any) -> str:
    """Why the first two payments are what they are."""
    return "\n".join(str(each.explain()) for each in schedule[:2])


def _on(arrangement: Any, on: date, until: date | None, policy: Any) -> tuple[Results, Results]:
    span = isf.period(max(on - timedelta(days=60), date.min), on)
    ways: dict[str, Callable[[], Any]] = {
        "report": lambda: of_report(isf.check(arrangement, on=on, policy=policy)),
        "figures": lambda: figures_of(isf.check(arrangement, on=on, policy=policy)),
        "assessment": lambda: of_assessment(isf.assess(arrangement, on=on, until=until, policy=policy)),
        "corrections": lambda: of_corrections(arrangement, on, until, policy),
        "pay run": lambda: of_pay_run(arrangement, span, on, policy),
    }
    words: dict[str, Callable[[], Any]] = {
        "report": lambda: words_of(isf.check(arrangement, on=on, policy=policy)),
    }
    if arrangement.fund.entries is not None:
        ways |= {
            "balance": lambda: sums(isf.balance_on(arrangement, on), ("balance", "committed", "remaining")),
            "surplus": lambda: of_surplus(isf.surplus_on(arrangement, on, policy)),
            "statement": lambda: of_statement(isf.statement_for(arrangement, span, policy)),
            "overspend": lambda: _of_overspend(isf.call("overspend_on", arrangement, on=on, policy=policy)),
        }
        words["surplus"] = lambda: str(isf.surplus_on(arrangement, on, policy))
        words["surplus, explained"] = lambda: str(isf.surplus_on(arrangement, on, policy).explain())
        words["statement"] = lambda: str(isf.statement_for(arrangement, span, policy))
    if arrangement.fund.hours:
        ways["hours"] = lambda: _of_hours(arrangement, on)
    if arrangement.fund.visits:
        visits = arrangement.fund.visits[:20]
        ways["visits"] = lambda: [tried(partial(_of_visit, each, policy)) for each in visits]
    if arrangement.endings:
        ways["final account"] = lambda: of_final_account(isf.final_account_on(arrangement, on, policy))
        ways["final account, later"] = lambda: of_final_account(isf.final_account_on(arrangement, LATER, policy))
        words["final account"] = lambda: str(isf.final_account_on(arrangement, LATER, policy))
    return {name: tried(way) for name, way in ways.items()}, {name: tried(way) for name, way in words.items()}


def _of_overspend(found: Any) -> Results:
    met = {kind.name: amount for kind, amount in found.met}
    return {**sums(found, ("overspend", "holder", "beyond")), "met": met}


def main() -> None:
    """Read the facts, and write what is made of them."""
    facts, results, words = (Path(each) for each in sys.argv[1:4])
    with facts.open() as cases, results.open("w") as out, words.open("w") as said:
        for line in cases:
            case = json.loads(line)
            found, spoken = results_of(case)
            out.write(json.dumps({"case": case["case"], "results": found}) + "\n")
            said.write(json.dumps({"case": case["case"], "words": spoken}) + "\n")


if __name__ == "__main__":
    main()
