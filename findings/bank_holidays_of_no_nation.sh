#!/usr/bin/env bash
# Easter Monday 2026 in two packages of bank holidays, asked for the United Kingdom without naming a nation.
#
# Guess: without a nation you get England and Wales, as the commonest case, or every holiday of any nation.
# Seen: you get only those days that all nations have. Easter Monday and the August bank holiday in England and Wales
# are then working days, without a word: a payment due "the working day before Tuesday 7 April" falls on Easter Monday.
# For due dates: name the nation, always.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check holidays==0.109 govuk-bank-holidays==0.19
cat > expected <<'END'
holidays 0.109 govuk-bank-holidays 0.19
holidays: working day before 2026-04-07 is 2026-04-06 and in England 2026-04-02
govuk:    working day before 2026-04-07 is 2026-04-06 and in England 2026-04-02
in England only: 2026-04-06 2026-08-31
END
venv/bin/python - > seen <<'END'
from datetime import date
from importlib.metadata import version
import holidays
from govuk_bank_holidays.bank_holidays import BankHolidays
print("holidays", version("holidays"), "govuk-bank-holidays", version("govuk-bank-holidays"))
tuesday, listed = date(2026, 4, 7), BankHolidays(use_cached_holidays=True)
nation = BankHolidays.ENGLAND_AND_WALES
print("holidays: working day before", tuesday, "is", holidays.UK().get_nth_working_day(tuesday, -1),
      "and in England", holidays.UK(subdiv="ENG").get_nth_working_day(tuesday, -1))
print("govuk:    working day before", tuesday, "is", listed.get_prev_work_day(date=tuesday),
      "and in England", listed.get_prev_work_day(date=tuesday, division=nation))
all_nations, england = set(holidays.UK(years=2026)), set(holidays.UK(subdiv="ENG", years=2026))
print("in England only:", *sorted(map(str, england - all_nations)))
END
cat seen
diff expected seen && echo "As found."
