#!/usr/bin/env bash
# The average payment of a column of pounds and pence, in Arrow and in pandas on Arrow.
#
# Guess: the mean of decimals is a float (as polars and DuckDB give it), or a decimal with more places.
# Seen: it is a decimal of the column's own places, rounded: the mean of 0.01 and 0.02 is 0.02, and of 0.02 and 0.03
# it is 0.03. The same sums as Python decimals in a pandas column have a float as their mean.
# For a unit cost: the average of a return is rounded once here and again where it is used.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1 pandas==3.1.1
cat > expected <<'END'
pyarrow 26.0.1 pandas 3.1.1
0.01 0.02 mean: 0.02 decimal128(2, 2) | pandas on Arrow: 0.02 | pandas: 0.015
0.02 0.03 mean: 0.03 decimal128(2, 2) | pandas on Arrow: 0.03 | pandas: 0.025
-0.01 -0.02 mean: -0.02 decimal128(2, 2) | pandas on Arrow: -0.02 | pandas: -0.015
END
venv/bin/python - > seen <<'END'
from decimal import Decimal
import pandas, pyarrow
from pyarrow import compute
print("pyarrow", pyarrow.__version__, "pandas", pandas.__version__)
for pair in (("0.01", "0.02"), ("0.02", "0.03"), ("-0.01", "-0.02")):
    sums = pyarrow.array([Decimal(each) for each in pair])
    mean = compute.mean(sums)
    in_pandas = pandas.Series(sums.to_pylist(), dtype=pandas.ArrowDtype(sums.type)).mean()
    plain = pandas.Series(sums.to_pylist()).mean()
    print(*pair, "mean:", mean, mean.type, "| pandas on Arrow:", in_pandas, "| pandas:", plain)
END
cat seen
diff expected seen && echo "As found."
