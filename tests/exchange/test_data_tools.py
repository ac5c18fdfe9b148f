"""What data tools do with exact money and with the cells of a spreadsheet (X19 to X21), beside what is done here.

Each test shows a tool as it is today and then the library on the same facts. Where a newer version of a tool has become
right its half is skipped, and says so: then the table in docs/how-to/frames.md wants a look.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs
import pytest
from support.arrangements import mary

from isf_core import (
    PLAIN,
    ExactMoney,
    Frequency,
    Leniency,
    Money,
    OneOff,
    PayCycle,
    PercentageFee,
    Rate,
    Schedule,
    UnreadableData,
    from_plain,
    read_rows,
    schedule_payments,
    to_plain,
)
from isf_core.values import Table
from isf_core.values.table import Tabular

D = date
SUMS = [Decimal("257.50"), Decimal("257.51")]
MIDNIGHT = datetime.combine(D(2026, 4, 6), time())
EVERYTHING = tuple(Leniency)


def still(tool: str, does: Callable[[], Any], odd: Any, right: Any) -> None:
    """A tool does what it did; skipped where it has become right."""
    found = does()
    if found == right:
        pytest.skip(f"{tool} does this rightly now")
    assert found == odd


def cell(path: str, given: object) -> Any:
    """What a cell is read as, whatever is allowed; the problem's words where it is refused."""
    (read,) = read_rows([{"person.ref": "P-1", path: given}], allow=EVERYTHING).found
    return read.problems[0].wrong if read.problems else read.facts[path]


class Sums(Tabular):
    """A result with one exact number."""

    def __init__(self, number: str) -> None:
        self.number = number

    def table(self) -> Table:
        return Table("Sums", (("planned", "Planned"),), ((ExactMoney(self.number),),))


def paid() -> Schedule:
    """A year of payments."""
    return schedule_payments(mary(), until=D(2027, 4, 4), policy=PLAIN)


# Exact money (X20)


def test_x20_polars_cuts_finer_sums_to_the_scale_of_the_first_and_ours_have_one_scale() -> None:
    polars = pytest.importorskip("polars")
    stacked = polars.concat([polars.DataFrame(Sums("84")), polars.DataFrame(Sums("84.375"))])
    assert stacked["planned"].to_list() == [Decimal(84), Decimal("84.375")]
    assert stacked["planned_exactly"].to_list() == ["84", "84.375"]
    rows = polars.DataFrame([*Sums("84").records()] * 100 + Sums("84.375").records())
    assert rows["planned"].to_list()[-1] == Decimal("84.375")
    whole, finer = polars.DataFrame({"a": [Decimal(84)]}), polars.DataFrame({"a": [Decimal("84.375")]})
    still("polars", lambda: polars.concat([whole, finer])["a"].to_list()[-1], Decimal(84), Decimal("84.375"))
    mixed = [{"a": Decimal(84)}] * 100 + [{"a": Decimal("84.375")}]
    still("polars", lambda: polars.DataFrame(mixed)["a"].to_list()[-1], Decimal(84), Decimal("84.375"))


def test_x20_pyarrow_does_not_add_two_totals_and_ours_come_from_the_library() -> None:
    arrow = pytest.importorskip("pyarrow")
    compute = pytest.importorskip("pyarrow.compute")
    schedule = paid()
    total = compute.sum(arrow.table(schedule)["amount"])
    assert total.as_py() == schedule.totals.amount.amount
    assert schedule.totals.amount + schedule.totals.amount == Money(total.as_py() * 2)
    try:
        twice = compute.add(total, total)
    except arrow.ArrowInvalid as error:
        assert "precision" in str(error)  # noqa: PT017  # it may also have become right
    else:
        pytest.skip(f"pyarrow adds totals now: {twice}")


def test_x20_duckdb_divides_sums_as_doubles_and_ours_are_exact() -> None:
    duckdb = pytest.importorskip("duckdb")
    ask = "SELECT typeof(avg(a)), typeof(sum(a) / 2) FROM (VALUES (257.50::DECIMAL(18, 2)), (257.51)) t(a)"
    assert Rate.weekly(sum(map(Money, SUMS), Money(0)).exact / 2).amount == ExactMoney("257.505")
    still("duckdb", lambda: duckdb.execute(ask).fetchall(), [("DOUBLE", "DOUBLE")], [("DECIMAL", "DECIMAL")])


def test_x20_a_month_is_counted_from_the_start_and_duckdb_counts_from_the_last() -> None:
    cycle = PayCycle(Frequency.MONTHLY, anchor=D(2026, 1, 31))
    right = [D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30), D(2026, 5, 31)]
    assert [cycle.start_of(number) for number in range(5)] == right
    duckdb = pytest.importorskip("duckdb")
    ask = "SELECT * FROM generate_series(DATE '2026-01-31', DATE '2026-05-31', INTERVAL 1 MONTH)"
    slid = [D(2026, 1, 31), *(D(2026, month, 28) for month in (2, 3, 4, 5))]
    still("duckdb", lambda: [day.date() for (day,) in duckdb.execute(ask).fetchall()], slid, right)


def test_x20_a_mean_in_pandas_is_binary_and_a_sum_of_ours_is_a_decimal() -> None:
    pandas = pytest.importorskip("pandas")
    schedule = paid()
    frame = pandas.DataFrame(schedule.columns())
    assert frame["amount"].sum() == schedule.totals.amount.amount
    assert type(frame["amount"].sum()) is Decimal
    still("pandas", lambda: isinstance(pandas.Series(SUMS).mean(), Decimal), False, True)


def test_x20_msgspec_runs_no_converter_of_attrs_and_from_plain_checks() -> None:
    msgspec = pytest.importorskip("msgspec")

    @attrs.frozen
    class Bare:
        amount: Any = attrs.field(converter=Decimal)

    document = to_plain(OneOff(on=D(2026, 4, 6), amount="12.50", what="a rail"))
    assert from_plain(document).amount == Money("12.50")
    with pytest.raises(UnreadableData, match="amount"):
        from_plain({**document, "amount": "12.505"})
    still("msgspec", lambda: msgspec.convert({"amount": "12.50"}, Bare).amount, "12.50", Decimal("12.50"))


def test_x20_babel_joins_a_welsh_list_wrongly_and_is_not_asked_to() -> None:
    lists = pytest.importorskip("babel.lists")
    still("babel", lambda: lists.format_list(["x", "y", "z"], locale="cy"), "x, y, a(c) z", "x, y a z")


# JSON and frames of objects (X19)


def test_x19_there_is_one_form_in_json_and_others_make_floats_and_epochs() -> None:
    schedule = paid()
    form = to_plain(schedule)
    assert json.loads(json.dumps(form)) == form
    encoders = pytest.importorskip("fastapi.encoders")
    assert encoders.jsonable_encoder(form) == form
    record = {"due": D(2026, 4, 2), "amount": Decimal("257.50")}
    still("fastapi", lambda: encoders.jsonable_encoder(record)["amount"], 257.5, "257.50")


def test_x19_pandas_writes_days_as_epochs() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([{"due": D(2026, 4, 2)}])
    still("pandas", lambda: json.loads(frame.to_json())["due"]["0"], 1775088000000, "2026-04-02")


def test_x19_dask_sums_decimals_as_text_and_arrow_types_as_sums() -> None:
    dask = pytest.importorskip("dask.dataframe")
    pandas, _ = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    schedule = paid()
    frame = schedule.arrow().to_pandas(types_mapper=pandas.ArrowDtype)[["amount", "budget"]]
    assert dask.from_pandas(frame, npartitions=2).sum().compute()["amount"] == schedule.totals.amount.amount
    objects = pandas.DataFrame({"a": [Decimal("257.50")] * 2})
    total = lambda: dask.from_pandas(objects, npartitions=1)["a"].sum().compute()  # noqa: E731
    still("dask", total, "257.50257.50", Decimal("515.00"))


# Spreadsheets and their readers (X21)


@pytest.mark.parametrize("text", ["(12.50)", "12.50-", "12.50 CR"])
def test_x21_a_sign_is_a_minus_or_refused_and_never_a_plus(text: str) -> None:
    assert isinstance(cell("budget.contingency", text), str)
    days = {"(12.50)": "(14)", "12.50-": "14-", "12.50 CR": "14 CR"}[text]
    assert cell("contract.payment.due_days", days) in (-14, f"{days!r} is no number")
    fields = pytest.importorskip("frictionless.fields")
    number = fields.NumberField(name="a", bare_number=False)
    still("frictionless", lambda: number.read_cell(text)[0], Decimal("12.50"), Decimal("-12.50"))


def test_x21_a_percentage_has_one_meaning_or_is_refused() -> None:
    assert cell("contract.fee", "4.5%") == PercentageFee(percent="4.5")
    assert cell("budget.contingency", "4.5%") == "'4.5%' is no number"
    csvw = pytest.importorskip("csvw")
    assert csvw.Datatype.fromvalue("decimal").parse("4.5%") == Decimal("0.045")
    fields = pytest.importorskip("frictionless.fields")
    assert fields.NumberField(name="a", bare_number=False).read_cell("4.5%")[0] == Decimal("4.5")


def test_x21_a_day_stands_before_its_month_throughout() -> None:
    assert cell("contract.first_day", "06/04/2026") == D(2026, 4, 6)
    assert cell("contract.first_day", "13/04/2026") == D(2026, 4, 13)
    assert "no day" in cell("contract.first_day", "04/13/2026")
    fields = pytest.importorskip("frictionless.fields")
    day = fields.DateField(name="a", format="any")
    assert day.read_cell("13/04/2026")[0] == D(2026, 4, 13)
    still("frictionless", lambda: day.read_cell("06/04/2026")[0], D(2026, 6, 4), D(2026, 4, 6))


def test_x21_a_date_is_read_one_way_in_a_cell_and_in_a_text() -> None:
    assert {cell("contract.first_day", each) for each in ("06/04/2026", 46118, "46118", MIDNIGHT)} == {D(2026, 4, 6)}
    sheets = pytest.importorskip("ironcalc")
    book = sheets.create("book", "en-GB", "UTC", "en")
    book.set_user_input(0, 1, 1, "06/04/2026")
    book.set_user_input(0, 2, 1, '=DATEVALUE("06/04/2026")')
    book.set_user_input(0, 3, 1, "=A1-A2")
    book.evaluate()
    still("ironcalc", lambda: book.get_cell_value(0, 1, 1) - book.get_cell_value(0, 2, 1), 46118 - 46177, 0)


def test_x21_84_375_is_never_thousands_and_a_half_pound_keeps_its_pence() -> None:
    assert cell("budget.actual", "84.375 a week") == Rate.weekly("84.375")
    assert cell("budget.contingency", "84.375") == "'84.375' is finer than a penny"
    assert [Sums("0.5").records()[0]["planned"], str(Money("0.50"))] == [Decimal("0.5"), "0.50"]


def test_x21_a_month_after_the_31st_of_january_is_in_february() -> None:
    cycle = PayCycle(Frequency.MONTHLY, anchor=D(2026, 1, 31))
    assert cycle.start_of(1) == D(2026, 2, 28)
    dates = pytest.importorskip("pycel.lib.date_time")
    still("pycel", lambda: dates.edate(46053, 1), 46084, 46081)  # the 3rd of March


def test_x21_four_weeks_are_28_days_also_over_the_change_of_the_clock() -> None:
    cycle = PayCycle(Frequency.FOUR_WEEKLY, anchor=D(2026, 3, 9))
    assert [(cycle.start_of(number + 1) - cycle.start_of(number)).days for number in range(8)] == [28] * 8
    assert cycle.period_of(D(2026, 3, 29)).days == 28


def test_x21_a_fee_split_in_tenths_of_a_percent_loses_no_penny() -> None:
    parts = [(ExactMoney("100.01") * share / 1000) for share in (625, 375)]
    assert parts[0] + parts[1] == ExactMoney("100.01")
