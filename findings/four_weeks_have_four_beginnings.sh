#!/usr/bin/env bash
# Payments by four-weekly period: the first day of the four weeks in which Monday 6 April 2026 falls.
#
# Guess: Arrow-era tools that share their memory share the origin of "four weeks" too; at worst two origins.
# Seen: four tools, four answers. DuckDB counts from Monday 3 January 2000, polars from Monday 5 January 1970,
# DataFusion from 1 January 1970, a Thursday, and pandas ends its periods on Sundays and begins with the data. None
# is a council's pay calendar, and the same pay file adds up to other sums in each.
# For a return by period: group by a calendar of your own, never by the tool's "4 weeks".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 datafusion==55.0.0 pandas==3.1.1 polars==2.1.0
cat > expected <<'END'
duckdb 2.0.1 datafusion 55.0.0 pandas 3.1.1 polars 2.1.0
DuckDB     2026-03-23
polars     2026-03-16
DataFusion 2026-03-12
pandas     period that ends on 2026-04-12
END
venv/bin/python - > seen <<'END'
from datetime import date
import datafusion, duckdb, pandas, polars
print("duckdb", duckdb.__version__, "datafusion", datafusion.__version__, "pandas", pandas.__version__,
      "polars", polars.__version__)
day = date(2026, 4, 6)
print("DuckDB    ", duckdb.sql(f"select time_bucket(interval '4 weeks', date '{day}')").fetchall()[0][0])
print("polars    ", polars.Series([day]).dt.truncate("4w")[0])
in_bin = datafusion.SessionContext().sql(f"select date_bin(interval '28 days', timestamp '{day}') as bin")
print("DataFusion", in_bin.to_pydict()["bin"][0].date())
paid = pandas.Series([1], index=[pandas.Timestamp(day)])
print("pandas    ", "period that ends on", paid.resample("4W").sum().index[0].date())
END
cat seen
diff expected seen && echo "As found."
