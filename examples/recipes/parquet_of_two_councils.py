"""One Parquet dataset of two councils, which pandas, polars, pyarrow and DuckDB read alike.

The types come from `schema()`: every column has them, also where nothing is recorded or all is zero. The totals come
from the library; the tools' own sums of two places agree with them to the penny.

Run it: python examples/recipes/parquet_of_two_councils.py
"""

import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from people import COUNCILS, ON, UNTIL

from isf_core import Money, assess

NEEDS = ("pandas", "polars", "pyarrow", "duckdb")


def main() -> None:
    """Write one file for each council, and read both as one."""
    schedules = {council: assess(person, on=ON, until=UNTIL).require_schedule() for council, person in COUNCILS.items()}
    total = sum((each.totals.amount for each in schedules.values()), Money(0)).amount
    tables = {council: each.arrow(beside={"council": council}) for council, each in schedules.items()}
    # A funder has a column of its own: the dataset has those of all councils, empty where one has no such funder.
    schema = pa.unify_schemas([each.schema for each in tables.values()])
    with tempfile.TemporaryDirectory() as folder:
        for council, table in tables.items():
            whole = pa.concat_tables([schema.empty_table(), table], promote_options="default")
            pq.write_table(whole, Path(folder) / f"{council}.parquet")
        files = str(Path(folder) / "*.parquet")

        found = {
            "pyarrow": pa.compute.sum(pq.read_table(folder)["amount"]).as_py(),
            "polars": pl.read_parquet(files)["amount"].sum(),
            "duckdb": duckdb.execute(f"SELECT sum(amount) FROM read_parquet('{files}')").fetchall()[0][0],
            "pandas": pd.read_parquet(folder, dtype_backend="pyarrow")["amount"].sum(),
        }
        types = {str(pq.read_schema(each).field("contribution").type) for each in Path(folder).iterdir()}
        nhs = duckdb.execute(f"SELECT sum(\"funder nhs\") FROM read_parquet('{files}')").fetchall()[0][0]

    assert types == {"decimal128(18, 2)"}
    assert {type(each) for each in found.values()} == {Decimal}
    assert set(found.values()) == {total}, found
    assert nhs == schedules["lancashire"].for_funder("nhs").amount.amount
    print(f"{total:,} in all, of which the NHS pays {nhs:,}: the same in {', '.join(found)}.")


if __name__ == "__main__":
    main()
