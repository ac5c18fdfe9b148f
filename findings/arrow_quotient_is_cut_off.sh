#!/usr/bin/env bash
# A third of a sum in Arrow: decimal divided by decimal.
#
# Guess: a quotient that has no end is rounded in its last place, as its neighbours round and cast are said to.
# Seen: it is cut off: 2.00 / 3.00 is 0.6666, not 0.6667; of minus 2.00 it is -0.6666. How many places there are
# depends on the type of the divisor: by the whole number 3 there are 22, by the decimal 3 there are 4.
# For shares of a cost: three cut-off thirds of 2.00 come to less than three rounded ones, always in one direction.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1
cat > expected <<'END'
pyarrow 26.0.1
by Decimal('3.00'): decimal128(7, 4) 0.6666 -0.6666
by Decimal('3'): decimal128(5, 4) 0.6666 -0.6666
by 3: decimal128(23, 22) 0.6666666666666666666666 -0.6666666666666666666666
END
venv/bin/python - > seen <<'END'
from decimal import Decimal
import pyarrow
from pyarrow import compute
print("pyarrow", pyarrow.__version__)
sums = pyarrow.array([Decimal("2.00"), Decimal("-2.00")])
for divisor in (Decimal("3.00"), Decimal("3"), 3):
    quotient = compute.divide(sums, pyarrow.scalar(divisor))
    print(f"by {divisor!r}: {quotient.type}", *quotient.to_pylist())
END
cat seen
diff expected seen && echo "As found."
