#!/usr/bin/env bash
# A share of a payment in polars: decimal times decimal.
#
# Guess: as in SQL and Arrow, the places of a product add up, so that £84.375 x 0.5 is 42.1875 and £84.38 x 0.025
# is 2.10950: nothing is lost until somebody rounds.
# Seen: the product keeps the places of the factor that has more, and is rounded to them half to even.
# For a pay file: a percentage of a sum is rounded as it is made. Give both columns enough places first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0
cat > expected <<'END'
polars 2.1.0
84.375 x 0.5   = 42.188 Decimal(precision=38, scale=3)
84.38  x 0.025 = 2.110 Decimal(precision=38, scale=3)
with six places = 2.109500
END
venv/bin/python - > seen <<'END'
from decimal import Decimal
import polars
print("polars", polars.__version__)
week = polars.Series([Decimal("84.375")])
product = week * polars.Series([Decimal("0.5")])
print("84.375 x 0.5   =", product[0], product.dtype)
paid = polars.Series([Decimal("84.38")])
product = paid * polars.Series([Decimal("0.025")])
print("84.38  x 0.025 =", product[0], product.dtype)
wide = paid.cast(polars.Decimal(38, 6)) * polars.Series([Decimal("0.025")])
print("with six places =", wide[0])
END
cat seen
diff expected seen && echo "As found."
