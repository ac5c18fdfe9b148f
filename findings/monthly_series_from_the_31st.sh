#!/usr/bin/env bash
# Monthly pay days from 31 January, as four data tools make the series.
#
# Guess: each month's last day where the month is short, and the 31st again in March, since each tool adds one month
# to 31 January rightly, and two months too.
# Seen: DuckDB, DataFusion and pandas (with DateOffset) add each month to the day before it, so that February
# carries the series to the 28th for good; polars counts from the first day.
# For a pay calendar: a series that begins on the 29th, 30th or 31st differs from March on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 datafusion==55.0.0 pandas==3.1.1 polars==2.1.0
cat > expected <<'END'
duckdb 2.0.1 datafusion 55.0.0 pandas 3.1.1 polars 2.1.0
DuckDB     31.01 28.02 28.03 28.04 28.05
DataFusion 31.01 28.02 28.03 28.04 28.05
pandas     31.01 28.02 28.03 28.04 28.05
polars     31.01 28.02 31.03 30.04 31.05
31 January and two months at once: DuckDB 2026-03-31 pandas 2026-03-31
END
venv/bin/python - > seen <<'END'
from datetime import date
import datafusion, duckdb, pandas, polars
print("duckdb", duckdb.__version__, "datafusion", datafusion.__version__, "pandas", pandas.__version__,
      "polars", polars.__version__)
first, last = date(2026, 1, 31), date(2026, 5, 31)
series = f"generate_series(date '{first}', date '{last}', interval '1 month')"
made = {
    "DuckDB": [row[0].date() for row in duckdb.sql(f"select unnest({series})").fetchall()],
    "DataFusion": datafusion.SessionContext().sql(f"select unnest({series}) as day").to_pydict()["day"],
    "pandas": [each.date() for each in pandas.date_range(first, last, freq=pandas.DateOffset(months=1))],
    "polars": polars.date_range(first, last, "1mo", eager=True).to_list(),
}
for tool, days in made.items():
    print(f"{tool:10}", *(f"{day:%d.%m}" for day in days))
added = duckdb.sql("select date '2026-01-31' + interval 2 month").fetchall()[0][0].date()
print("31 January and two months at once: DuckDB", added, "pandas", (pandas.Timestamp(first) + pandas.DateOffset(months=2)).date())
END
cat seen
diff expected seen && echo "As found."
