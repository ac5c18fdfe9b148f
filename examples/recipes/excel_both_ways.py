"""A schedule into an Excel file, and an arrangement out of one: real numbers and real days, never text for a formula.

Sums go in with two places and days as days, so that Excel adds and sorts them. A sum comes back as a binary number, so
`read_rows` takes it where BINARY_NUMBERS is allowed: as the shortest number that it can be, which is what was typed. A
text that begins with "=" stays a text: whoever wrote it may not reckon in your sheet.

Run it: python examples/recipes/excel_both_ways.py
"""

import io
from datetime import date
from decimal import Decimal

import openpyxl
from people import JOAN, ON, UNTIL

from isf_core import Leniency, Money, OneOff, OneOffPayment, Rate, assess, read_rows

NEEDS = ("openpyxl",)
FORMATS = {"money": "#,##0.00", "exact number": "0.000000000000", "date": "dd/mm/yyyy"}


def main() -> None:
    """Write, read again, and check both ways."""
    lift = OneOff(on=date(2026, 5, 4), amount="40", what="=1+2")
    terms = JOAN.contract.payment.replace(one_offs=OneOffPayment.WITH_PERIOD)
    joan = JOAN.replace(budget=JOAN.budget.replace(one_offs=(lift,)), contract=JOAN.contract.replace(payment=terms))
    schedule = assess(joan, on=ON, until=UNTIL).require_schedule()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([column.heading for column in schedule.schema()])
    for record in schedule.records():
        sheet.append([*record.values()])
    for place, column in enumerate(schedule.schema(), 1):
        for (cell,) in sheet.iter_rows(min_row=2, min_col=place, max_col=place):
            cell.number_format = FORMATS.get(column.kind.value, "General")
            if cell.value is not None and column.kind.value == "text":
                cell.data_type = "s"  # else openpyxl would make a formula of "=..."
    file = io.BytesIO()
    book.save(file)

    again = openpyxl.load_workbook(file).active
    heading, *below = again.iter_rows(values_only=True)
    paid = heading.index("Paid")
    assert sum((Money(Decimal(repr(row[paid]))) for row in below), Money(0)) == schedule.totals.amount
    assert [cell.value for row in again.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert "=1+2" in {cell for row in below for cell in row}
    assert [row[heading.index("Due")].date() for row in below] == [payment.due for payment in schedule]

    sheet = openpyxl.Workbook().active
    for row in (["Client", "Weekly budget", "Start"], ["P-203", 212.4, date(2026, 4, 6)], ["P-204", 84.375, 46118]):
        sheet.append(row)
    file = io.BytesIO()
    sheet.parent.save(file)
    headings, *rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    found = read_rows(
        [dict(zip(headings, row, strict=True)) for row in rows],
        columns={"Client": "person.ref", "Weekly budget": "budget.actual a week", "Start": "contract.first_day"},
        allow=(Leniency.BINARY_NUMBERS, Leniency.DATE_NUMBERS),
    )
    assert not found.problems
    assert [each.budget.actual.first for each in found.arrangements if each.budget.actual] == [
        Rate.weekly("212.40"),
        Rate.weekly("84.375"),
    ]
    assert {each.contract.first_day for each in found.arrangements} == {date(2026, 4, 6)}
    print(f"{len(below)} payments, {schedule.totals.amount:,}, into Excel and back; 2 arrangements out of it.")


if __name__ == "__main__":
    main()
