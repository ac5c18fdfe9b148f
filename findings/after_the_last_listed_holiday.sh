#!/usr/bin/env bash
# Christmas Day 2029, in a package that carries GOV.UK's own list of bank holidays.
#
# Guess: past the end of the published list the answer is refused, or None: not known.
# Seen: is_holiday is False and is_work_day is True, for Tuesday 25 December 2029 as for any weekday that the list
# does not reach; only the next holiday is None. The list in this version ends on 26 December 2028.
# For schedules of years: keep the last day of the list beside it, and refuse beyond it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check govuk-bank-holidays==0.19
cat > expected <<'END'
govuk-bank-holidays 0.19
the list ends on 2028-12-26
Monday 2028-12-25: holiday True, working day False
Tuesday 2029-12-25: holiday False, working day True
next holiday: None
END
venv/bin/python - > seen <<'END'
from datetime import date
from importlib.metadata import version
from govuk_bank_holidays.bank_holidays import BankHolidays
print("govuk-bank-holidays", version("govuk-bank-holidays"))
listed, nation = BankHolidays(use_cached_holidays=True), BankHolidays.ENGLAND_AND_WALES
print("the list ends on", max(each["date"] for each in listed.get_holidays(division=nation)))
for day in (date(2028, 12, 25), date(2029, 12, 25)):
    print(f"{day:%A} {day}: holiday {listed.is_holiday(day, division=nation)},",
          f"working day {listed.is_work_day(day, division=nation)}")
print("next holiday:", listed.get_next_holiday(division=nation, date=date(2029, 1, 1)))
END
cat seen
diff expected seen && echo "As found."
