#!/usr/bin/env bash
# The same sum of money, printed and as whole pence for a payment file.
#
# Guess: both round in one way, so that the file and the letter agree.
# Seen: str() rounds £84.375 half to even, £84.38; get_amount_in_sub_unit cuts it off, 8437 pence.
# For payment files: round first, then ask for the pence.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check py-moneyed==3.0
cat > expected <<'END'
py-moneyed 3.0
84.375 shown as £84.38 rounded 84.38 pence 8437
84.385 shown as £84.38 rounded 84.38 pence 8438
84.389 shown as £84.39 rounded 84.39 pence 8438
END
venv/bin/python - > seen <<'END'
from importlib.metadata import version
from moneyed import GBP, Money
print("py-moneyed", version("py-moneyed"))
for amount in ("84.375", "84.385", "84.389"):
    money = Money(amount, GBP)
    print(amount, "shown as", str(money).replace(chr(160), ""), "rounded", money.round(2).amount,
          "pence", money.get_amount_in_sub_unit())
END
cat seen
diff expected seen && echo "As found."
