"""Results come back as they were stored: the same numbers, and nothing worked out again."""

from __future__ import annotations

import json
import runpy
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.account import lived
from support.arrangements import MONTHLY, mary, sound
from support.returns import fund
from support.scenarios import month_ends, stubs_and_changes

from isf_core import (
    ALL_RULES,
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    Decision,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    IsfError,
    Money,
    OneOff,
    PaymentHistory,
    PaymentMade,
    Period,
    Policies,
    Rate,
    Rule,
    ServiceType,
    Timeline,
    UnreadableData,
    across,
    assess,
    budget_statement,
    charges_for,
    client_level_rows,
    compare,
    cost_spans,
    digest,
    from_plain,
    next_payments,
    pay_run,
    pay_runs_for,
    reconcile,
    reconcile_return,
    resolve_phases,
    schedule_payments,
    statement_for,
    surplus_on,
    to_plain,
)
from isf_core.errors import TooLarge
from isf_core.exchange._kinds import kinds
from isf_core.values import plain_form
from isf_core.values.running_totals import MOST_TOTAL_BITS, RunningTotal

START, UNTIL = date(2026, 4, 6), date(2026, 12, 31)
ON = date(2026, 9, 1)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))
RAISED = PLAIN.with_parameters("plain, raised", recovery_limit="0.5")


def sent(value: object) -> Any:
    """A document as it comes out of JSON."""
    return json.loads(json.dumps(to_plain(value), allow_nan=False))


def results() -> dict[str, Any]:
    """One of each kind of result."""
    first = schedule_payments(mary(), until=UNTIL, policy=PLAIN)
    paid = PaymentHistory().paying(*(PaymentMade.of(payment, payment.due) for payment in first[:2]))
    decided = Decision(amount="100", reason="goodwill", decided_by="panel", decided_on=date(2026, 6, 1))
    changed = mary(budget={"actual": Rate.weekly("90")})
    found = assess(sound(), on=ON, until=UNTIL)
    phases = resolve_phases(mary(), policy=PLAIN)
    held_by = mary().holder
    assert held_by is not None
    book: list[Any] = [(mary(), paid), sound()]
    quarter = Period(first_day=START, last_day=UNTIL)
    returned = client_level_rows(
        [*book, fund(budget={"one_offs": (OneOff(on=ON, amount="85.50", what="rail"),)})],
        quarter_end=date(2026, 9, 30),
        on=ON,
        service_type=ServiceType.LONG_TERM_COMMUNITY,
        policy=PLAIN,
        given={"*": {"Service_Component": "Home support"}},
    )
    return {
        "assessment": found,
        "assessment of little": assess(mary(contract={"first_day": None}), on=ON, until=UNTIL),
        "report": found.report,
        "receipt": found.receipt,
        "reviews": found.reviews,
        "schedule": first,
        "schedule of phases": schedule_payments(stubs_and_changes(), until=UNTIL, policy=PLAIN),
        "schedule by months": schedule_payments(month_ends(), until=UNTIL, policy=PLAIN),
        "schedule under dated policies": schedule_payments(
            mary(), until=UNTIL, policy=Policies(PLAIN, (date(2026, 7, 1), RAISED))
        ),
        "slice": first[2:5],
        "payment": first[1],
        "explanation": first[1].explain(),
        "totals": first.totals,
        "terms": phases,
        "statement of the budget": budget_statement(phases[0], on=START),
        "charges": charges_for(mary(), until=UNTIL, policy=PLAIN),
        "history": paid.deciding(decided),
        "reconciliation": reconcile(changed, paid, on=ON, policy=RAISED),
        "next payments": next_payments(mary(), paid, on=ON, until=UNTIL, policy=RAISED),
        "pay run": pay_run([mary()], holder=held_by.ref, span=quarter, on=ON, policy=RAISED),
        "pay runs": pay_runs_for(book, span=quarter, on=ON, policy=RAISED),
        "comparison": compare(found, assess(changed, on=ON, until=UNTIL)),
        "across": across(sound(), [PLAIN, RAISED], on=ON, until=UNTIL),
        "statement": statement_for(lived(), span=Period(first_day=START, last_day=date(2026, 6, 28)), policy=PLAIN),
        "return": returned,
        "return reconciled": reconcile_return(returned),
        "spans of cost": cost_spans(mary(), on=ON, policy=PLAIN),
        "surplus": surplus_on(lived(), on=date(2026, 6, 28), policy=PLAIN),
    }


RESULTS = results()


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_comes_back_as_it_was_stored(name: str) -> None:
    result = RESULTS[name]
    again = from_plain(sent(result))
    assert type(again) is type(result)
    assert again == result
    assert digest(again) == digest(result)
    assert to_plain(again) == to_plain(result)
    if hasattr(result, "table"):
        assert again.table() == result.table()
        assert again.records() == result.records()


@pytest.mark.parametrize("name", [name for name in RESULTS if "schedule" in name])
def test_a_stored_schedule_explains_accrues_and_is_cut_as_before(name: str) -> None:
    schedule = RESULTS[name]
    again = from_plain(sent(schedule))
    assert [str(payment.explain()) for payment in again] == [str(payment.explain()) for payment in schedule]
    assert again.carry == schedule.carry
    half = schedule[len(schedule) // 2].first_day
    assert again.cut(on=half) == schedule.cut(on=half)
    assert again.accrued_in(span=schedule.span) == schedule.accrued_in(span=schedule.span)
    for payment, stored in zip(schedule, again, strict=True):
        lone = from_plain(sent(payment))
        assert str(lone.explain()) == str(payment.explain())
        if payment.resolved.funding:
            assert lone.by_funder() == stored.by_funder() == payment.by_funder()


def two_charging_funders(uplifts: int) -> Arrangement:
    """Mary's month, borne by two councils, with so many uplifts of the budget and the contribution, year by year."""
    starts = [date(2026 + year, 4, 6) for year in range(1, uplifts + 1)]
    budget, contribution = (
        Timeline(
            Rate.weekly(Money(first)),
            *(
                (on, Rate.weekly(str(Money.from_pence(round(first * 100 * 1.041**year)))))
                for year, on in enumerate(starts, 1)
            ),
        )
        for first in (299, 61)
    )
    funding = (
        FundingRate(funder=Funder(ref="A", kind=FunderKind.COUNCIL), rate=Rate.weekly("103.37")),
        FundingShare(funder=Funder(ref="B", kind=FunderKind.COUNCIL), share=1),
    )
    return mary(
        budget={"actual": budget, "contribution": contribution},
        contract={"last_day": OPEN_ENDED},
        payment={"cycle": MONTHLY, "basis": Basis.NET},
        arrangement={"funding": funding},
    )


def test_a_schedule_of_two_charging_funders_comes_back_after_forty_years_of_uplifts() -> None:
    schedule = schedule_payments(two_charging_funders(40), until=date(2067, 3, 31))
    (_, total), _ = schedule.carry.funders
    assert total.exact.denominator > 10**500
    again = from_plain(sent(schedule))
    assert again.carry == schedule.carry
    assert [payment.by_funder() for payment in again] == [payment.by_funder() for payment in schedule]
    lone = from_plain(sent(schedule[-1]))
    assert lone.by_funder() == schedule[-1].by_funder()


def test_a_stored_schedule_has_the_policies_of_its_days_so_that_it_does_not_grow_with_their_square() -> None:
    sizes = []
    for number in (10, 20, 40):
        begins = [date(2026, 4, 6) + timedelta(days=28 * place) for place in range(1, number)]
        later = ((on, PLAIN.with_parameters(f"of {on}", due_days=place % 2)) for place, on in enumerate(begins, 1))
        schedule = schedule_payments(
            mary(contract={"last_day": OPEN_ENDED}, payment={"due_days": None}),
            until=date(2026, 4, 5) + timedelta(days=28 * number),
            policy=Policies(PLAIN.with_parameters("first", due_days=0), *later),
        )
        assert len(schedule.phases) == number
        assert from_plain(sent(schedule)) == schedule
        sizes.append(len(json.dumps(sent(schedule))))
    assert sizes[2] - sizes[1] < 2.2 * (sizes[1] - sizes[0])


def test_an_exact_running_total_has_a_limit_which_is_the_same_in_writing_and_in_reading() -> None:
    schedule = schedule_payments(two_charging_funders(1), until=date(2027, 12, 31))
    data = sent(schedule)
    most = 2**MOST_TOTAL_BITS - 1
    for text, is_read in ((str(most), True), (f"1/{most}", True), (f"1{'0' * 3914}", False), (f"1/{2 * most}0", False)):
        data["shown"][2][0][1][0] = text
        if is_read:
            assert sent(from_plain(data))["shown"] == data["shown"]
        else:
            with pytest.raises(UnreadableData, match=r"shown\[2\]\[0\]\[1\]\[0\]: .* stands here; give a number"):
                from_plain(data)
    with pytest.raises(TooLarge, match="plain_form"):
        plain_form(RunningTotal(Fraction(1, most + 1), 0))


def test_a_stored_sum_is_not_worked_out_again() -> None:
    data = sent(RESULTS["schedule"])
    line = data["parts"][0]["lines"][0]
    line[4], line[10] = line[4] + 1, line[10] + 1
    assert from_plain(data)[0].amount == RESULTS["schedule"][0].amount + Money("0.01")


@pytest.mark.parametrize("changes", [{"ends": []}, {"accrued": [None]}, {"carry": []}, {"lines": []}])
def test_a_schedule_whose_columns_do_not_fit_is_refused(changes: dict[str, Any]) -> None:
    data = sent(RESULTS["schedule"])
    data["parts"][0].update(changes)
    with pytest.raises(
        UnreadableData, match="Schedule: its columns do not fit one another; give what was stored, unchanged"
    ):
        from_plain(data)


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_stored_payment_of_a_one_off_sum_is_of_one_that_its_terms_have(beyond: int) -> None:
    data = sent(RESULTS["schedule"])
    lines = data["parts"][0]["lines"]
    lines.append([*lines[-1][:-1], beyond])
    with pytest.raises(UnreadableData, match="its columns do not fit one another"):
        from_plain(data)


def test_a_stored_period_does_not_end_before_it_begins() -> None:
    data = sent(RESULTS["schedule"])
    line = data["parts"][0]["lines"][0]
    line[1] = line[0]
    assert from_plain(data)[0].period.days == 1
    line[1] = "2026-04-05"
    with pytest.raises(UnreadableData, match="its columns do not fit one another"):
        from_plain(data)


def test_a_payment_has_one_line_and_places_lie_within_the_schedule() -> None:
    payment = sent(RESULTS["payment"])
    whole = sent(RESULTS["schedule"])
    with pytest.raises(UnreadableData, match=r"Payment\.data: it has 10 lines; give the payment's own"):
        from_plain({**payment, "data": whole["parts"][0]})
    with pytest.raises(
        UnreadableData, match="Schedule: its columns do not fit one another; give what was stored, unchanged"
    ):
        from_plain({**whole, "places": [len(RESULTS["schedule"])]})
    with pytest.raises(UnreadableData, match="do not fit"):
        from_plain({**whole, "parts": []})


def to_codes(value: Any) -> tuple[str, ...]:
    """The codes of the rules in it: one that is a council's own comes back as one that judges nothing."""
    rules = getattr(value, "rules", ())
    return (value.code,) if isinstance(value, Rule) else getattr(rules, "codes", ())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_value_of_every_example_comes_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = runpy.run_path(str(path))
    capsys.readouterr()
    own = [each for each in held.values() if isinstance(each, type) and each.__module__ == "<run_path>"]
    seen = 0
    for value in held.values():
        if type(value).__name__ in kinds() and not isinstance(value, type):
            try:
                stored = sent(value)
            except IsfError:
                assert own
                continue
            again = from_plain(stored, also=[each for each in own if hasattr(each, "__attrs_attrs__")])
            assert again == value or own or not {*to_codes(value)} <= {*ALL_RULES.codes}
            assert digest(again) == digest(value)
            seen += 1
    assert seen or path.stem == "import_a_spreadsheet", "what was read of rows is no result that is kept"


def test_a_stored_return_is_reconciled_as_before() -> None:
    assert reconcile_return(from_plain(sent(RESULTS["return"]))) == RESULTS["return reconciled"]


def row_of(result: Any) -> str:
    """A result's row on the page of records: its class, and each column with its kind."""
    columns = ", ".join(f"`{column.key}` ({column.kind.value})" for column in result.schema())
    return f"| `{type(result).__name__}` | {columns} |"


def test_the_page_of_records_has_the_schema_of_every_result() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/records.md").read_text(encoding="utf-8")
    rows = {row_of(result) for result in RESULTS.values() if hasattr(result, "schema")}
    assert len(rows) > 10
    missing = [row for row in sorted(rows) if row not in page.splitlines()]
    assert not missing, "\n".join(missing)
