#!/usr/bin/env bash
# The next working day on or after Good Friday 2026, in a calendar that knows Good Friday.
#
# Guess: find_following_working_day gives Tuesday 7 April.
# Seen: it gives Good Friday itself, which the same calendar says is no working day; it steps over weekends only.
# Adding 0 working days gives Good Friday too; adding 1 gives Tuesday.
# For due dates: step with is_working_day, day by day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check workalendar==17.0.0
cat > expected <<'END'
workalendar 17.0.0
Good Friday is a working day: False
following working day: 2026-04-03
0 working days on: 2026-04-03
1 working day on: 2026-04-07
END
venv/bin/python - > seen <<'END'
from datetime import date
from importlib.metadata import version
from workalendar.europe import UnitedKingdom
print("workalendar", version("workalendar"))
calendar, good_friday = UnitedKingdom(), date(2026, 4, 3)
print("Good Friday is a working day:", calendar.is_working_day(good_friday))
print("following working day:", calendar.find_following_working_day(good_friday))
print("0 working days on:", calendar.add_working_days(good_friday, 0))
print("1 working day on:", calendar.add_working_days(good_friday, 1))
END
cat seen
diff expected seen && echo "As found."
