"""What each cell of a spreadsheet comes to, strictly and with every leniency, by what its field may hold.

python tests/support/wording.py cells > tests/data/words_of_cells.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from isf_core import IsfError, Leniency, read_rows
from isf_core.exchange._cells import NOT_RECORDED, read_cell
from isf_core.exchange.rows import _column
from isf_core.model import Fund
from isf_core.values import ExactMoney, Money, Rate

from .pictures import refusal, table_lines

NET: Final = "the person pays their contribution to the holder"
NOON: Final = datetime(2026, 4, 6, 12)  # noqa: DTZ001
BLANKS: Final = (
    *("-", "–", "n/a", "N/A", "#N/A", "NA", "n/k", "not known", "not recorded", "TBC", "unknown", "none recorded"),
    *("", "  ", "?", "n.a."),
)
NONE: Final = ("none", "no", "nothing", "0", "0.00", "no fee", "0.0", "zero", 0, 0.0)
WORDS: Final[tuple[object, ...]] = (
    None,
    True,
    False,
    1.5,
    7,
    Decimal("84.00"),
    Decimal("NaN"),
    b"x",
    [],
    "x" * 50,
    NOON,
    date(2026, 4, 6),
)
"""What a spreadsheet's reader may give beside texts."""
NUMBERS: Final = (
    *("84", "-84", "--84", "+84", "84-", "84.375", "084.00", "84.", ".5", "1e3", "1 234", "½", "٣"),
    *("1" * 15, "1" * 16, "0." + "1" * 12, "0." + "1" * 13, 10**14, 10**5000, float("nan"), 84.375, 1e22),
    *("(96.00)", "(-96.00)", "((96))", "()", "(96", "(£96.50)", "-(96)"),
    *(
        "£84",
        "£ 84",
        "-£84",
        "£-84",
        "££84",
        "84£",
        "£1,234.50",
        "1,234",
        "-1,234.5",
        "1,23",
        "12,345,678",
        "1,2345",
        "£",
    ),
)
MONTHS: Final = (
    *("Jan", "January", "feb", "February", "Mar", "march", "Apr", "APRIL", "May", "Jun", "June", "Jul", "July"),
    *("Aug", "August", "Sep", "Sept", "September", "Oct", "October", "Nov", "November", "Dec", "December"),
)
DATES: Final = (
    *("2026-04-06", "2026-4-6", "20260406", "2026-02-30", "2026-04-06 00:00"),
    *("2026-04-06T00:00:00", "2026-04-06 00:00:01"),
    *("06/04/2026", "6.4.2026", "6-4-2026", "6 4 2026", "6/4/26", "31/04/2026", "04/13/2026"),
    *("0/4/2026", "6th April 2026"),
    *("06/04/2026 00:00", "6 Smarch 2026", "6 Ap 2026", "6/4/0000"),
    *("60", "61", "46118", "46118.0", "9999", "10000", "99999", 60, 61, 46118, 46118.0, 46118.5, 2_958_465, 2_958_466),
    *(datetime(2026, 4, 6), datetime(2026, 4, 6, tzinfo=UTC), True, -1),  # noqa: DTZ001
    *(f"6 {month} 2026" for month in MONTHS),
)
UNITS: Final = (
    *("a week", "per week", "weekly", "p/w", "pw", "/week"),
    *("every four weeks", "per four weeks", "four-weekly", "4-weekly", "every 4 weeks", "/4 weeks"),
    *("a month", "per month", "monthly", "pcm", "/month"),
    *("a year", "per year", "per annum", "yearly", "annual", "annually", "p.a.", "pa", "/year"),
    *("a fortnight", "a day", "hourly"),
)
RATES: Final = (*(f"12.50 {unit}" for unit in UNITS), "12.50PCM", "12.50", "a week", "£1,200 a year", "5% a week", 12)
FEES: Final = ("5%", "5 %", "0%", "-5%", "12.345%", "%", "15 a week", "15.001 a week", "15 a month", "15", *NONE)
FIELDS: Final[dict[str, tuple[str, tuple[object, ...]]]] = {
    "budget.contingency": ("a sum", (*NUMBERS, *BLANKS, Money(1), ExactMoney("0.001"))),
    "budget.indicative": ("a rate", (*RATES, Rate.weekly(1))),
    "budget.indicative a week": ("a rate, by its column a week", ("12.50", "12.50 pw", "12.50 a month", "")),
    "budget.indicative a fortnight": ("a rate, by its column a fortnight", ("12.50", "12.50 pw")),
    "contract.first_day": ("a day", DATES),
    "contract.last_day": ("a day or an open end", ("open-ended", "OPEN_ENDED", "open", "ongoing", "2026-04-06")),
    "contract.payment.due_days": ("a whole number", ("4", "-14", "(14)", "4.0", "4.5", 4, 4.0, True, "1,000")),
    "contract.payment.weeks_in_year": ("a number", ("52", "52.1775", "365/7", 52, "-1")),
    "lifecycle.has_capacity": ("a flag", ("Yes", "y", "TRUE", "No", "N", "false", "maybe", 1, 0, "n/k")),
    "contract.payment.basis": ("a choice", ("net", "GROSS", f"net: {NET}", "n")),
    "contract.payment.cycle.frequency": ("a frequency", ("four-weekly", "4 weekly", "FOUR_WEEKLY", "four", "monthly")),
    "contract.fee": ("a fee", FEES),
    "fund.entries[0].kind": (
        "one of many",
        ("top-up", "refund", "share of a saving", "FUNDER_PAYMENT", "funder payment"),
    ),
    "budget.one_offs": ("a list", NONE),
    "person.name": ("a text", ("n/a", "-", "  two   spaces ", "Mary", 10**5000)),
    "contract.clauses.no_clawback": ("a clause or NOT_STATED", ("not stated", "NOT_STATED", "clause 8")),
}


def cells() -> Iterator[str]:
    """Each cell, by its field: one line where every leniency makes no difference, else two."""
    for column, (what, own) in FIELDS.items():
        yield f"# {what}: {column}"
        found = _column(column, column)
        for cell in (*own, *WORDS):
            strict, lenient = (_said(cell, found, allow) for allow in ((), tuple(Leniency)))
            shown = f"{cell!r:.60}" if type(cell) is not int or abs(cell) < 10**20 else "10**5000"
            yield f"  {shown} -> {strict}"
            if lenient != strict:
                yield f"  {shown} with every leniency -> {lenient}"
    yield "# leniencies"
    yield from (f"  {each.name}: {each.value}" for each in Leniency)
    yield "# tables and refusals of rows"
    yield from _rows()


def _said(cell: object, column: Any, allow: tuple[Leniency, ...]) -> str:
    """What a cell comes to, or why it does not."""
    try:
        held = read_cell(cell, column.holds, column.unit, allow, {"our own word": "net"})
    except IsfError as error:
        return f"{error.wrong}; {error.right}"
    return "not recorded" if held is NOT_RECORDED else repr(held)


def _rows() -> Iterator[str]:
    names = {
        "who": "person.ref",
        "start": "contract.first_day",
        "end": "contract.last_day",
        "rate": "budget.actual a week",
        "fee": "contract.fee",
        "council": "funding[0].funder.ref",
        "share": "funding[0].share",
        "nhs": "funding[1].funder.ref",
        "of nhs": "funding[1].share",
    }
    rows: list[dict[str, object]] = [
        {
            "who": "P-1",
            "start": "2026-04-06",
            "rate": "100",
            "council": "c",
            "share": "0.5",
            "nhs": "n",
            "of nhs": "0.5",
        },
        {"who": "P-1", "start": "2026-04-06", "rate": "100"},
        {"who": "P-1", "start": "2026-04-07", "rate": "101"},
        {"who": "P-2", "start": "2026-05-06", "end": "2026-04-01"},
        {"who": "P-3", "council": "c", "share": "0.5"},
        {"who": "P-4", "council": "c", "share": "0.5", "of nhs": "0.5"},
        {"who": "P-5", "start": "later", "rate": "a lot", "fee": "some"},
        {"who": "", "start": "2026-04-06"},
        {"start": 5},
        {},
        {"who": "P-6", "rate": "-1"},
    ]
    found = read_rows(rows, columns={**names, "lost": "budget.contribution a week"}, always={"budget.in_house": ()})
    yield from table_lines(found.table())
    for each in found.found:
        yield f"  {each.rows}: {'nothing' if each.arrangement is None else 'read'}; {dict(each.facts)}"
    yield repr(found.problems[-1])
    both = read_rows([{"a": "1 a week", "b": "2 a week"}], columns={"a": "budget.actual", "b": "budget.actual"})
    yield from table_lines(both.table())
    whole = read_rows([{"budget.in_house": "none", "budget.in_house[0].what": "day centre", "person.ref": "P"}])
    yield from table_lines(whole.table())
    kinds = {"funding[0].funder.ref": "c", "funding[0].share": "1", "funding[0].rate": "1 a week", "person.ref": "P"}
    yield from table_lines(read_rows([kinds]).table())
    wrong: Any
    for wrong in (
        "budget.nothing",
        "budget.actual.x",
        "budget[0]",
        "budget",
        "plan.supports",
        "ref[0]",
        "x" * 50,
        "",
        ".",
        "funding[0]",
        "funding[1000].share",
        "fund.entries[0].kind.x",
        "person.ref.x",
        "Budget",
        5,
        None,
    ):
        yield refusal(read_rows, [], columns={"a column": wrong})
    for wrong in (5, {"budget.actual": 1}, "x"):
        yield refusal(read_rows, wrong)
    for wrong in (5, ("BLANKS",), (5,)):
        yield refusal(read_rows, [], allow=wrong)
    yield refusal(read_rows, [], aliases=5)
    yield refusal(read_rows, [], columns=5)
    yield refusal(read_rows, [], always=5)
    yield refusal(read_rows, [{"person.ref": "P"}, 5])
    yield refusal(read_rows, ({} for _ in range(100_001)), columns={})
    yield repr(len(read_rows(({} for _ in range(100_000)), columns={}).found))
    yield f"{Fund.__name__} is no fact: {refusal(read_rows, [], columns={'a column': 'fund'})}"
