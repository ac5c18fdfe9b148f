"""A calendar file of due dates (iCalendar, RFC 5545): one event for each date, as the schedule has it.

Dates that were moved to a working day follow no repeating rule of a calendar (RRULE), so there is none: each event
stands by itself, and has the same identity each time the file is made.

Run it: python examples/recipes/calendar_of_due_dates.py
"""

from datetime import timedelta

from people import MARY, ON, UNTIL

from isf_core import Schedule, assess

NEEDS = ()


def calendar(schedule: Schedule, ref: str, made: str) -> str:
    """The text of a calendar file; `made` is when, such as "20260901T090000Z"."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//isf_core//due dates//EN"]
    for payment in schedule:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ref}-{payment.first_day:%Y%m%d}-{payment.number}@isf-core.example",
            f"DTSTAMP:{made}",
            f"DTSTART;VALUE=DATE:{payment.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{payment.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:Payment {payment.number} of {ref}: £{payment.amount:,.2f}".replace(",", "\\,"),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def main() -> None:
    """Make the file, and check it against the schedule."""
    schedule = assess(MARY, on=ON, until=UNTIL).require_schedule()
    text = calendar(schedule, "D-014", "20260901T090000Z")
    days = [line.rpartition(":")[2] for line in text.splitlines() if line.startswith("DTSTART")]
    assert days == [f"{payment.due:%Y%m%d}" for payment in schedule]
    assert days[0] == "20260402"  # moved back from Easter Monday
    assert "RRULE" not in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    print("\n".join(text.splitlines()[:10]))
    print(f"and {len(days) - 1} more dates")


if __name__ == "__main__":
    main()
