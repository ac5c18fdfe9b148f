#!/usr/bin/env bash
# Exact money in a rules engine whose expressions are decimal.
#
# Guess: an engine that finds 0.1 + 0.2 to be 0.3 takes a Decimal from Python and gives one back.
# Seen: Decimals and dates are refused at the door (TypeError), and every answer is a float: the sum of twenty-two
# digits comes back short. Inside it is decimal, down to keeping the zero of 84.30 in a string: pass sums as text,
# and ask for text.
# For rules over pounds: number('84.30') inside, string(...) on the way out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check zen-engine==2.1.3
cat > expected <<'END'
zen-engine 2.1.3
Decimal refused: argument 'ctx': unsupported type Decimal
date refused: argument 'ctx': unsupported type date
0.1 + 0.2 -> 0.3
a long sum -> 1.2345678901234567e+19
as text -> '12345678901234567890.13'
END
venv/bin/python - > seen <<'END'
from datetime import date
from decimal import Decimal
from importlib.metadata import version
import zen
print("zen-engine", version("zen-engine"))
for given in (Decimal("84.30"), date(2026, 4, 6)):
    try:
        print(zen.evaluate_expression("sum", {"sum": given}))
    except TypeError as error:
        print(type(given).__name__, "refused:", error)
print("0.1 + 0.2 ->", repr(zen.evaluate_expression("0.1 + 0.2", {})))
print("a long sum ->", repr(zen.evaluate_expression("12345678901234567890.12 + 0.01", {})))
as_text = "string(number(sum) + 0.01)"
print("as text ->", repr(zen.evaluate_expression(as_text, {"sum": "12345678901234567890.12"})))
END
cat seen
diff expected seen && echo "As found."
