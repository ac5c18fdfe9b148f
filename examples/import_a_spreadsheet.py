"""A council's export of sixty rows, read into arrangements, and the list that a clerk works through.

The sheet is as such sheets are: pound signs and brackets, days before months, the numbers that a spreadsheet keeps for
days, "N/A" and "tbc", words in several spellings, eight clients twice. The same rows are read as csv, and from an
Excel file where openpyxl is installed. Run it: python examples/import_a_spreadsheet.py
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from isf_core import Leniency, Money, Move, Placement, RowsRead, assess, read_rows

SHEET = """\
Client,ISF,Weekly budget,Contribution,Start,End,Run from,Paid,When,Basis,Fee,One-offs,Pay day,Capacity
C-001,ISF-101,405,35.5,24/08/2026,N/A,24 Aug 2026,4 weekly,in advance,GROSS,none,,14,no
C-002,ISF-102,405,,27 Jul 2026,open-ended,46230,FOUR_WEEKLY,in advance,GROSS,15.00 a week,0,-7,Y
C-003,ISF-103,£84.375,,46118,N/A,06.04.2026,4 weekly,In arrears,Net,none,none,,Y
C-004,ISF-104,96,(96.00),29.06.2026,open-ended,2026-06-29,monthly,in advance,gross,£12 p/w,0,0,Y
C-005,ISF-105,62.1,£0.00,2026-06-29,N/A,29/06/2026,monthly,In arrears,GROSS,£12 p/w,none,,yes
C-006,ISF-106,"£96.00",,24/08/2026,31/03/2027,24 Aug 2026,4 weekly,arrears,GROSS,15.00 a week,none,-7,Y
C-007,ISF-107,£318.25 p/w,£61.30,1 Jun 2026,N/A,46174,FOUR_WEEKLY,in advance,Net,No fee,none,0,yes
C-008,ISF-108,212.4,n/k,46118,2027-04-04,06.04.2026,Four weekly,advance,net,5%,none,-7,yes
C-009,ISF-109,12.50 CR,35.5,29.06.2026,31/03/2027,2026-06-29,FOUR_WEEKLY,advance,GROSS,15.00 a week,0,-7,no
C-010,ISF-110,405,-,2026-08-24,2027-04-04,24/08/2026,Four weekly,in advance,GROSS,£12 p/w,,(7),Y
C-011,ISF-111,212.4,20,01/06/2026,31/03/2027,1 Jun 2026,Four weekly,in advance,Net,£12 p/w,none,(7),yes
C-012,ISF-112,"£318.25",18.25 per week,27 Jul 2026,Open ended,46230,four-weekly,arrears,gross,none,0,,tbc
C-013,ISF-113,405,£61.30,31/02/2026,2027-04-04,01.06.2026,Four weekly,In arrears,netto,£12 p/w,none,-7,no
C-014,ISF-114,£62.1 p/w,-,24.08.2026,Open ended,2026-08-24,4 weekly,arrears,Net,none,none,(7),no
C-015,ISF-115,"£1,234.50",N/A,2026-05-04,Open ended,04/05/2026,monthly,In arrears,Net,£12 p/w,,0,tbc
C-016,ISF-116,1234.5,£0.00,29/06/2026,Open ended,29 Jun 2026,FOUR_WEEKLY,arrears,gross,No fee,0,0,Y
C-017,ISF-117,84.375,20,6 Apr 2026,2027-04-04,46118,FOUR_WEEKLY,in advance,GROSS,none,,(7),no
C-018,ISF-118,two hundred,18.25 per week,46202,N/A,29.06.2026,FOUR_WEEKLY,advance,net,£12 p/w,none,,Y
C-019,ISF-119,96,n/k,01.06.2026,31/03/2027,2026-06-01,four-weekly,arrears,net,none,,-7,Y
C-020,ISF-120,1234.5,£61.30,2026-05-04,open-ended,04/05/2026,Four weekly,In arrears,GROSS,No fee,0,0,no
C-021,ISF-121,£405 p/w,,01/06/2026,open-ended,1 Jun 2026,Four weekly,advance,gross,15.00 a week,,(7),tbc
C-022,ISF-122,257.5,,27 Jul 2026,tomorrow,46230,FOUR_WEEKLY,arrears,net,£12 p/w,none,14,Y
C-023,ISF-123,405,-,46118,Open ended,06.04.2026,monthly,In arrears,GROSS,none,none,,no
C-024,ISF-124,"£318.25",20,01.06.2026,2027-04-04,2026-06-01,4 weekly,arrears,net,5%,none,(7),Y
C-025,ISF-125,257.5,-,2026-04-06,2027-04-04,06/04/2026,4 weekly,arrears,GROSS,£12 p/w,,14,no
C-026,ISF-126,112.5,N/A,01/06/2026,open-ended,1 Jun 2026,FOUR_WEEKLY,In arrears,GROSS,No fee,,-7,tbc
C-027,ISF-127,4387.50 a year,-,29 Jun 2026,2027-04-04,46202,Four weekly,in advance,net,15.00 a week,none,-7,yes
C-028,ISF-128,£318.25 p/w,35.5,46146,31/03/2027,04.05.2026,Four weekly,advance,gross,none,none,(7),Y
C-029,ISF-129,112.5,,24.08.2026,31/03/2027,2026-08-24,Four weekly,in advance,gross,£12 p/w,none,,yes
C-030,ISF-130,"£318.25",-,2026-07-27,Open ended,27/07/2026,monthly,advance,Net,5%,none,,tbc
C-031,ISF-131,257.5,-,01/06/2026,2027-04-04,1 Jun 2026,monthly,advance,gross,4.5,0,14,no
C-032,ISF-132,96,n/k,27 Jul 2026,2027-04-04,46230,FOUR_WEEKLY,arrears,Net,5%,,0,Y
C-033,ISF-133,"£96.00",n/k,46118,open-ended,06.04.2026,four-weekly,in advance,Net,none,none,,Y
C-034,ISF-134,405,,29.06.2026,31/03/2027,2026-06-29,monthly,arrears,net,No fee,none,,no
C-035,ISF-135,£84.375 p/w,£61.30,2026-05-04,31/03/2027,04/05/2026,four-weekly,In arrears,net,15.00 a week,none,(7),Y
C-036,ISF-136,"£96.00",-,29/06/2026,31/03/2027,29 Jun 2026,whenever,arrears,gross,£12 p/w,none,14,no
C-037,ISF-137,212.4,18.25 per week,27 Jul 2026,31/03/2027,46230,four-weekly,in advance,gross,No fee,,,Y
C-038,ISF-138,62.1,-,46258,31/03/2027,24.08.2026,4 weekly,arrears,GROSS,none,none,,tbc
C-039,ISF-139,"£112.50",£61.30,27.07.2026,Open ended,2026-07-27,FOUR_WEEKLY,arrears,GROSS,15.00 a week,,-7,no
C-040,ISF-140,"1.234,50",18.25 per week,2026-07-27,2027-04-04,27/07/2026,four-weekly,in advance,GROSS,5%,,,no
C-041,ISF-141,318.25,N/A,01/06/2026,31/03/2027,1 Jun 2026,4 weekly,In arrears,Net,£12 p/w,,,yes
C-042,ISF-142,£62.1 p/w,£0.00,1 Jun 2026,Open ended,46174,monthly,advance,gross,5%,none,(7),no
C-043,ISF-143,96,,46146,Open ended,04.05.2026,4 weekly,advance,net,£12 p/w,0,14,no
C-044,ISF-144,405,N/A,06/04/2026,05/04/2026,2026-06-29,monthly,In arrears,GROSS,15.00 a week,,(7),Y
C-045,ISF-145,"£62.10",-,2026-07-27,N/A,27/07/2026,4 weekly,arrears,GROSS,15.00 a week,0,0,yes
C-046,ISF-146,257.5,n/k,24/08/2026,31/03/2027,24 Aug 2026,monthly,in advance,GROSS,£12 p/w,,(7),no
,ISF-147,1234.5,n/k,6 Apr 2026,Open ended,46118,four-weekly,In arrears,Net,£12 p/w,,(7),Y
C-048,ISF-148,"£212.40",£0.00,46230,2027-04-04,27.07.2026,FOUR_WEEKLY,In arrears,gross,£12 p/w,none,(7),Y
C-049,ISF-149,£212.4 p/w,n/k,27.07.2026,31/03/2027,2026-07-27,FOUR_WEEKLY,arrears,net,5%,0,,yes
C-050,ISF-150,12.50-,35.5,04/06/26,N/A,06/04/2026,FOUR_WEEKLY,In arrears,Net,No fee,0,,yes
C-051,ISF-151,"£1,234.50",35.5,06/04/2026,2027-04-04,6 Apr 2026,monthly,arrears,GROSS,none,none,,tbc
C-052,ISF-152,62.1,18.25 per week,29 Jun 2026,N/A,46202,four-weekly,arrears,GROSS,5%,none,-7,yes
C-001,ISF-101,405,35.5,24/08/2026,N/A,24 Aug 2026,4 weekly,in advance,GROSS,none,,14,no
C-002,ISF-102,405,,27 Jul 2026,open-ended,46230,FOUR_WEEKLY,in advance,GROSS,,0,-7,
C-003,ISF-103,90,,46118,N/A,06.04.2026,4 weekly,In arrears,Net,none,none,,Y
C-005,ISF-105,62.1,21.50 a week,2026-06-29,N/A,29/06/2026,monthly,In arrears,GROSS,£12 p/w,none,,yes
C-006,ISF-106,"£96.00",,24/08/2026,31/03/2027,24 Aug 2026,4 weekly,arrears,GROSS,15.00 a week,none,-7,Y
C-007,ISF-107,£318.25 p/w,£61.30,1 Jun 2026,N/A,46174,weekly,in advance,gross,No fee,none,0,yes
C-008,ISF-108,212.4,n/k,46118,2027-04-04,06.04.2026,Four weekly,advance,net,5%,none,-7,yes
C-010,ISF-110,405,-,2026-08-24,2027-04-04,24/08/2026,Four weekly,in advance,GROSS,£12 p/w,,,Y
"""
"""Sixty rows below the headings."""


def read(rows: Iterable[Mapping[str, object]]) -> RowsRead:
    """All that it takes: which column is which field, what all rows have, and what is allowed."""
    return read_rows(
        rows,
        columns={
            "Client": "person.ref", "ISF": "ref",
            "Weekly budget": "budget.actual a week", "Contribution": "budget.contribution a week",
            "Start": "contract.first_day", "End": "contract.last_day", "Run from": "contract.payment.cycle.anchor",
            "Paid": "contract.payment.cycle.frequency", "When": "contract.payment.timing",
            "Basis": "contract.payment.basis", "Fee": "contract.fee", "One-offs": "budget.one_offs",
            "Pay day": "contract.payment.due_days", "Capacity": "lifecycle.has_capacity",
        },
        always={"budget.in_house": (), "contract.payment.move": Move.BACK, "contract.fee_placement": Placement.INSIDE},
        allow=tuple(Leniency),
        aliases={"4 weekly": "four-weekly", "advance": "in advance", "arrears": "in arrears"},
    )  # fmt: skip


def in_excel(rows: list[dict[str, str]]) -> list[dict[str, object]] | None:
    """The rows as an Excel file has them, written and read by openpyxl; None where it is not installed."""
    try:
        import openpyxl  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return None
    book = openpyxl.Workbook()
    book.active.append([*rows[0]])
    for row in rows:
        book.active.append([as_typed(name, cell) for name, cell in row.items()])
    file = io.BytesIO()
    book.save(file)
    headings, *below = openpyxl.load_workbook(file, read_only=True).active.iter_rows(values_only=True)
    return [dict(zip(headings, cells, strict=True)) for cells in below]


def as_typed(column: str, cell: str) -> Any:
    """What Excel makes of what somebody types: a real day, a number, or the text."""
    if column in ("Start", "End", "Run from") and cell[:2] == "20":
        return date.fromisoformat(cell)
    plain = cell.lstrip("-").replace(".", "", 1)
    return cell if not plain.isdigit() or cell.count(".") > 1 else float(cell) if "." in cell else int(cell)


def main() -> None:
    """Read, say what became of the rows, and print what is left to do."""
    rows = list(csv.DictReader(io.StringIO(SHEET)))
    found = read(rows)
    print(f"{len(rows)} rows, {len(found.found)} arrangements, {len(found.arrangements)} of them without a problem")
    print(f"Read from several rows that agree: {sum(len(each.rows) > 1 and not each.problems for each in found.found)}")
    print(f"\n{found}\n")

    file = io.StringIO()
    todo = csv.DictWriter(file, [column.key for column in found.schema()])
    todo.writeheader()
    todo.writerows(found.records())
    print(f"The same list as csv has {len(file.getvalue().splitlines())} lines.")

    assessed = [assess(each, on=date(2026, 8, 1), until=date(2027, 3, 31)) for each in found.arrangements]
    paid = [each.schedule.totals.amount for each in assessed if each.schedule is not None]
    lacking = Counter(field for each in assessed for field in each.missing)
    print(f"{len(paid)} can be paid: {sum(paid, Money(0)):,} by March. The others lack:")
    print("\n".join(f"  {field} ({times})" for field, times in lacking.most_common()))

    assert (len(rows), len(found.found), len(found.arrangements), len(found.problems)) == (60, 52, 37, 18)
    typed = in_excel(rows)
    if typed is not None:
        excel = read(typed)
        assert excel.arrangements == found.arrangements
        assert [(each.row, each.column) for each in excel.problems] == [
            (each.row, each.column) for each in found.problems
        ]
        print("Excel gives the same arrangements and the same problems.")


if __name__ == "__main__":
    main()
