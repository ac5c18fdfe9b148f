#!/usr/bin/env bash
# How long from 31 January to 28 February: a month's notice, or 28 days?
#
# Guess: within one database the two ways to ask agree: either the month is complete on its last day or it is not.
# Seen: datesub says one month is complete, and so does adding one month to 31 January; age says 28 days and no month,
# for the same pair of dates. To 1 March both say one month, and age adds a day.
# For notice in months: pick one function and say which; a test on the month's last day tells them apart.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
cat > expected <<'END'
duckdb 2.0.1
31 January to 2026-02-27: datesub 0 month(s); age 27 days
31 January to 2026-02-28: datesub 1 month(s); age 28 days
31 January to 2026-03-01: datesub 1 month(s); age 1 month 1 day
31 January and a month: 2026-02-28
END
venv/bin/python - > seen <<'END'
import duckdb
print("duckdb", duckdb.__version__)
for last in ("2026-02-27", "2026-02-28", "2026-03-01"):
    months, age = duckdb.sql(
        f"select datesub('month', date '2026-01-31', date '{last}'), age(date '{last}', date '2026-01-31')::varchar"
    ).fetchall()[0]
    print(f"31 January to {last}: datesub {months} month(s); age {age}")
print("31 January and a month:", duckdb.sql("select (date '2026-01-31' + interval 1 month)::date").fetchall()[0][0])
END
cat seen
diff expected seen && echo "As found."
