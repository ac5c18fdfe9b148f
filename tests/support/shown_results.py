"""Every result as it is shown: its repr and text, the columns of its table, its explanation, and all that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from inspect import getattr_static
from types import FunctionType
from typing import Any, Final
from zlib import crc32

from account.test_delivery import OVER_AND_UNDER, delivered
from account.test_overspend import meet
from account.test_visits import FIRST_OUT
from book.test_comparing import DEARER
from evidence.test_savings import UNSAID, WEEK, YEAR
from evidence.test_survey import ALL, answers
from exchange.test_rows import ROW
from pay_runs.test_payers import april, joint
from planning.test_plan_changes import LOCAL, sort
from planning.test_reviews import dates
from planning.test_shared_costs import block, member, pool
from planning.test_uplift_costs import SHARED, of
from present.letters.letter_cases import RULES, TOLD, changed, final, in_hospital, put_right, run
from present.letters.test_letters import SUNRISE

from isf_core import (
    PLAIN,
    Accreditation,
    Answer,
    Answered,
    Arrangement,
    Basis,
    DeliveryLimit,
    LifecycleStep,
    Money,
    Party,
    Period,
    Person,
    Rate,
    SavingShare,
    SavingsTerms,
    SurplusBase,
    SurplusRule,
    Survey,
    TerminationReason,
    VisitRecord,
    VisitState,
    accreditation_result,
    across,
    assess,
    balance_on,
    charges_for,
    check,
    compare,
    compare_answers,
    compare_books,
    cost_spans,
    hours_bank,
    open_questions,
    overspend_on,
    pay_runs_for,
    payment_on_delivery,
    pool_parts,
    portfolio,
    price_visit,
    read_rows,
    reconcile_return,
    saving,
    schedule_payments,
    share_saving,
    statement_for,
    surplus_on,
    uplift,
    uplift_cost,
    with_value,
    year_of_block,
)
from isf_core.policies import READY
from isf_core.schedule.personal_budget_statement import budget_statement
from isf_core.values.table import Tabular
from isf_core.version import __version__

from .account import LIVED, PERIODS, lived
from .arrangements import FIRST_DAY, LAST, ON, sound
from .asking import NUMBERS, POLICY
from .endings import CLAUSE, ended, ending, held, promised, terms
from .endings import fund as account_of
from .returns import rows_of
from .scenarios import SCENARIOS, UNTIL
from .small_account import P1, P3, fund, small, spent
from .small_account import paid as paid_in

WIDEST: Final = 150
NOT_SHOWN: Final = {"arrangement", "policies", "policy", "version"}
BLOCK: Final = re.compile(r"<(?=(?:caption|dd|details|dl|dt|h4|p|style|table|tr)\b)")
METHODS: Final = (FunctionType, classmethod, staticmethod)
ON_A_WEEK: Final = FIRST_DAY + timedelta(days=6)
BY_WEEKS: Final = SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT, weeks=2)


def results() -> Iterator[tuple[str, Any]]:
    """A result of every kind, each with its name."""
    yield from of_an_assessment()
    yield from of_payments()
    yield from of_an_account()
    yield from of_pay_runs()
    yield from of_plans_and_evidence()
    yield from of_data()


def of_an_assessment() -> Iterator[tuple[str, Any]]:
    """What may go ahead, and why not."""
    for make in SCENARIOS:
        yield f"assessment of {make.__name__}", assess(make(), on=ON, until=UNTIL)
    breached = with_value(sound(), "budget.contribution", Rate.weekly(1_000))
    stopped = assess(breached, on=ON, until=LAST)
    yield "assessment that stops", stopped
    yield "its report", stopped.report
    yield "its first breach", stopped.report.breaches[0]
    yield "the step it has reached", stopped.step
    yield "its receipt", stopped.receipt
    yield "when it is reviewed", stopped.reviews
    yield "an account's assessment", assess(lived(), on=LIVED, policy=POLICY)
    nobody = check(Arrangement(person=Person(ref="P-9")), on=ON)
    yield "what is to be asked of nobody in particular", open_questions(nobody, until=LifecycleStep.LIVING_LIFE)
    yield "two assessments", compare(assess(sound(), on=ON, until=LAST), stopped)
    yield "policies beside one another", across(sound(), READY, on=ON, until=LAST)
    yield "two books", compare_books([sound(), SCENARIOS[0]()], [breached, DEARER], on=ON, until=UNTIL)


def of_payments() -> Iterator[tuple[str, Any]]:
    """Payments, what each is made of, who pays them, and what the person is charged."""
    schedule = assess(sound(), on=ON, until=LAST).require_schedule()
    yield "a schedule", schedule
    yield "its second payment", schedule[1]
    yield "its totals", schedule.totals
    yield "what accrues in its first days", schedule.accrued_in(span=Period(first_day=FIRST_DAY, last_day=ON_A_WEEK))
    yield "one with phases and fees", schedule_payments(SCENARIOS[1](), until=UNTIL)
    yield "one by the month", schedule_payments(SCENARIOS[2](), until=date(2026, 9, 30))
    yield "one funder's part", schedule.for_funder("nhs")
    yield "what the person is charged", charges_for(sound(), policy=PLAIN, until=LAST)
    gross = with_value(sound(), "contract.payment.basis", Basis.GROSS)
    yield "what they are charged beside gross payments", charges_for(gross, policy=PLAIN, until=LAST)[:4]
    yield "the statement of a budget", budget_statement(schedule.resolved, on=FIRST_DAY)


def of_an_account() -> Iterator[tuple[str, Any]]:
    """An account from day to day, and its end."""
    mary = lived()
    span = Period(first_day=PERIODS[0].first_day, last_day=LIVED)
    yield "a balance", balance_on(mary.fund, on=LIVED)
    yield "a statement", statement_for(mary, span=span, policy=NUMBERS)
    yield (
        "a statement of what is hardly known",
        statement_for(SCENARIOS[3]().replace(fund=mary.fund), span=span, policy=PLAIN),
    )
    yield "a surplus", surplus_on(mary, on=LIVED, policy=NUMBERS)
    by_weeks = small(
        paid_in("E-1", FIRST_DAY, period=P1), spent("E-2", P1.last_day, 250), contract={"surplus": BY_WEEKS}
    )
    yield "a surplus by weeks", surplus_on(by_weeks, on=P3.last_day, policy=PLAIN)
    yield "an overspend", overspend_on(mary, on=LIVED, policy=NUMBERS)
    yield "an overspend beyond all", meet("110.01")
    yield "hours", hours_bank(fund(hours=FIRST_OUT), on=FIRST_OUT[2].on)
    for limit in DeliveryLimit:
        yield (
            f"paid on delivery, {limit.value}",
            payment_on_delivery(delivered(*OVER_AND_UNDER, limit=limit), on=P3.last_day, policy=NUMBERS),
        )
    for state in VisitState:
        visit = VisitRecord(ref="V-1", on=FIRST_DAY, price=30, state=state, notice_hours=3, charged=12)
        yield f"a visit: {state.value}", price_visit(visit, policy=PLAIN.parameters.replace(cancellation_hours=24))
    yield "an end", final()
    at_risk = account_of(promised("5"), FUNDER_PAYMENT="515", DIRECT_SUPPORT="200")
    lost = ending(
        party=Party.HOLDER, reason=TerminationReason.INSOLVENCY, last_day=final().last_day, lost="20", restored="5"
    )
    by = terms(liabilities=CLAUSE, refund_days=28)
    yield "an end with a loss", ended(held(at_risk, by=by, contribution_risk=Party.HOLDER), lost)
    yield "when it ends", final().ended


def of_pay_runs() -> Iterator[tuple[str, Any]]:
    """What was paid, what is put right, and what is paid next."""
    made, coming = put_right(in_hospital())
    yield "what is put right", made
    yield "its first adjustment", made.adjustments[0]
    yield "the next payments", coming
    yield "the first of them", next(iter(coming))
    yield "a pay run", run()
    july = Period(first_day=date(2026, 7, 20), last_day=date(2026, 8, 2))
    book: list[Any] = [
        (in_hospital(), made.history),
        changed("holder", SUNRISE, date(2026, 6, 29)).replace(ref="A-2"),
        sound(),
    ]
    runs = pay_runs_for(book, span=july, on=TOLD, policy=RULES)
    yield "the pay runs of a book", runs
    yield "what is recharged", april(joint("council")).recharges


def of_plans_and_evidence() -> Iterator[tuple[str, Any]]:
    """Plans, costs that are shared or raised, surveys and savings."""
    yield "a change of plan", sort(LOCAL)
    yield "a change of plan of which little is known", sort(LOCAL, budget=None, needs_changed=None, to_spare=None)
    yield "reviews", dates(date(2026, 5, 10))
    shared = pool(member("A", "0.5"), member("B", "0.25", 3))
    yield "a shared cost", pool_parts(shared, span=PERIODS[0], policy=NUMBERS)
    yield "a year of a block", year_of_block(block(), 1)
    terms = SavingsTerms(
        shares=(SavingShare(party=Party.PERSON, share="0.5"), SavingShare(party=Party.HOLDER, share="0.5"))
    )
    yield "a saving that is shared", share_saving(Money("10.01"), terms)
    spring = date(2027, 4, 1)
    raised = uplift([of("P-1", funding=SHARED), of("P-2")], effective=spring, known_from=spring, percent="4.1")
    yield "rates that are raised", raised
    yield (
        "what that costs",
        uplift_cost(raised, span=Period(first_day=spring, last_day=date(2028, 3, 31)), policy=PLAIN),
    )
    saved = saving(YEAR, now=Money(78_000), hours_now=2_600)
    yield "a saving", saved
    yield "a saving of which little is known", saving(UNSAID, saved=Money(5))
    yield "savings together", portfolio((("A", saved), ("B", saving(WEEK, now=Money(700), hours_now=30))))
    survey = Survey(statements=ALL, before=answers((1, 5, None), (2, None, 1)), after=answers((4, 4, 2), (2, 5, None)))
    yield "a survey", compare_answers(survey, policy=PLAIN)
    given = tuple(Answered(question=number, answer=answer) for number, answer in enumerate(Answer, 1))
    yield "an accreditation", accreditation_result(Accreditation(answers=given))


def of_data() -> Iterator[tuple[str, Any]]:
    """The national return, and rows that are read."""
    rows = rows_of([with_value(SCENARIOS[0](), "ref", "A-1")])
    yield "the return", rows
    yield "what the return comes to", reconcile_return(rows)
    yield "days of one cost", cost_spans(SCENARIOS[1](), on=UNTIL, policy=PLAIN)
    yield "rows that were read", read_rows([ROW, {**ROW, "person.ref": "P-2", "budget.actual": "a lot"}])


def lines_of(result: Any) -> Iterator[str]:
    """A result as it is shown."""
    yield cut(repr(result))
    text = str(result)
    if text != repr(result):
        yield text
    if isinstance(result, Tabular):
        for column in result.schema():
            yield f"  column {column.key}: {column.heading} ({column.kind.value})"
    if callable(explain := getattr(result, "explain", None)):
        tree = explain()
        yield "\n".join(map(str, tree)) if isinstance(tree, tuple) else str(tree)
    for name in sorted(dir(type(result))):
        stated = getattr_static(type(result), name)
        if not name.startswith("_") and name not in NOT_SHOWN and not isinstance(stated, METHODS):
            yield f"  .{name} = {cut(repr(getattr(result, name)))}"


def cut(text: str) -> str:
    """A text as far as it is read, with a sum of the rest, so that no change of it is lost."""
    if len(text) <= WIDEST:
        return text
    return f"{text[:WIDEST]}… ({len(text):,} characters, {crc32(text.encode()):08x})"


def shown_results() -> Iterator[str]:
    """Every result under its name."""
    for name, result in results():
        yield f"== {name}"
        yield from (line.replace(f"isf_core {__version__}", "isf_core (version)") for line in lines_of(result))
        yield ""
    for name, result in of_html():
        yield f"== {name}, as HTML"
        yield BLOCK.sub("\n<", result.__html__())
        yield ""


def of_html() -> Iterator[tuple[str, Any]]:
    """A page with every part that there is, and a table that stands alone."""
    yield "assessment of month_ends", assess(SCENARIOS[2](), on=ON, until=UNTIL)
    yield "hours", hours_bank(fund(hours=FIRST_OUT), on=FIRST_OUT[2].on)
