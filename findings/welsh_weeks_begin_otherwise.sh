#!/usr/bin/env bash
# The number of the week of Friday 1 January 2027, for Welsh readers.
#
# Guess: the language alone and the language with its country give one answer, since Welsh is of one country.
# Seen: "cy" says week 1 of 2027, "cy_GB" week 53 of 2026 (as en_GB and ISO 8601 do): without its country the
# language has weeks of the world at large, in which one day in January is enough for a first week. Its short dates
# have two figures for the year in both, where en_GB has four.
# For charging weeks and pay weeks: give the country, or number weeks by isocalendar().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
cat > expected <<'END'
babel 2.19.0
cy     week 2027-W01, first week has at least 1 day(s), short date 01/01/27
cy_GB  week 2026-W53, first week has at least 4 day(s), short date 01/01/27
en     week 2027-W01, first week has at least 1 day(s), short date 1/1/27
en_GB  week 2026-W53, first week has at least 4 day(s), short date 01/01/2027
ISO 8601: week 53 of 2026
END
venv/bin/python - > seen <<'END'
from datetime import date
import babel
from babel import Locale, dates
print("babel", babel.__version__)
day = date(2027, 1, 1)
for name in ("cy", "cy_GB", "en", "en_GB"):
    locale = Locale.parse(name)
    week = dates.format_date(day, "YYYY-'W'ww", locale=name)
    print(f"{name:6} week {week}, first week has at least {locale.min_week_days} day(s), short date",
          dates.format_date(day, "short", locale=name))
print("ISO 8601: week {1} of {0}".format(*day.isocalendar()))
END
cat seen
diff expected seen && echo "As found."
