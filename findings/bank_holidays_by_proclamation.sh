#!/usr/bin/env bash
# Bank holidays of England that were proclaimed or moved for one year, in three calendars, 1990 to 2040.
#
# Guess: the three agree on the past, and differ, if at all, on years to come.
# Seen: they agree on every weekday but three. One calendar does not have Monday 8 May 2023, the coronation, and
# in 1995 has May Day on its usual Monday, where it was moved to 8 May for the fiftieth VE Day.
# For back payments: two calendars that agree on next year may differ on a year already paid.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check workalendar==17.0.0 holidays==0.109 QuantLib==1.44
cat > expected <<'END'
workalendar 17.0.0 holidays 0.109 QuantLib 1.44
1995-05-01 QuantLib: False; holidays: False; workalendar: True;
1995-05-08 QuantLib: True; holidays: True; workalendar: False;
2023-05-08 QuantLib: True; holidays: True; workalendar: False;
END
venv/bin/python - > seen <<'END'
from datetime import date
from importlib.metadata import version
import QuantLib, holidays
from workalendar.europe import UnitedKingdom
print("workalendar", version("workalendar"), "holidays", version("holidays"), "QuantLib", QuantLib.__version__)
def weekdays(days):
    return {day for day in days if day.weekday() < 5}
for year in range(1990, 2041):
    first, last = QuantLib.Date(1, 1, year), QuantLib.Date(31, 12, year)
    listed = QuantLib.UnitedKingdom().holidayList(first, last)
    found = {
        "QuantLib": weekdays(date(each.year(), each.month(), each.dayOfMonth()) for each in listed),
        "holidays": weekdays(holidays.UK(subdiv="ENG", years=year)),
        "workalendar": weekdays(day for day, _ in UnitedKingdom().holidays(year)),
    }
    for day in sorted(set.union(*found.values()) - set.intersection(*found.values())):
        print(day, *(f"{name}: {day in days};" for name, days in found.items()))
END
cat seen
diff expected seen && echo "As found."
