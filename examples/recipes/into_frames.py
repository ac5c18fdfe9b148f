"""A schedule as a frame, as it stands: pandas, polars, pyarrow and DuckDB, with and without rows.

Run it: python examples/recipes/into_frames.py
"""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
from people import JOAN, ON, UNTIL

from isf_core import Period, assess

NEEDS = ("pandas", "polars", "pyarrow", "duckdb")


def main() -> None:
    """Hand the result over, and look at what came of it."""
    schedule = assess(JOAN, on=ON, until=UNTIL).require_schedule()
    none = schedule.due_in(span=Period.month(2020, 1))
    total = schedule.totals.amount.amount

    table = pa.table(schedule)
    assert table.schema.field("amount").type == pa.decimal128(18, 2)
    assert pa.table(none).schema == table.schema

    frame = pl.DataFrame(schedule)
    assert frame.schema["amount"] == pl.Decimal(18, 2)
    assert frame["amount"].sum() == total
    assert pl.DataFrame(none).schema == frame.schema

    assert duckdb.execute("SELECT sum(amount) FROM schedule").fetchall() == [(total,)]

    pandas = pd.DataFrame.from_arrow(schedule) if hasattr(pd.DataFrame, "from_arrow") else table.to_pandas()
    assert pandas["amount"].sum() == total
    plain = pd.DataFrame(schedule.columns())  # without pyarrow: objects, but exact, and with columns also without rows
    assert plain["amount"].sum() == total
    assert [*pd.DataFrame(none.columns())] == [*plain] == [column.key for column in schedule.schema()]
    print(f"{len(frame)} payments, {total:,}: the same in pandas, polars, pyarrow and DuckDB.")


if __name__ == "__main__":
    main()
