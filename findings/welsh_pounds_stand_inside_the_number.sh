#!/usr/bin/env bash
# A sum in Welsh words: £84.38.
#
# Guess: number word and then noun, as in "eighty-four pounds"; the decimal names (wyth deg pedwar) that schools teach.
# Seen: the traditional count by twenties, with the noun inside: four *pounds* and four twenties, eighteen *pence*
# and twenty. The feminine pedair goes with punt, while the bare number is pedwar. So no sentence is made
# of the number's words and the noun's, whatever their order.
# For letters in Welsh: ask for the whole sum; never join words, and have a native speaker read it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14
cat > expected <<'END'
num2words 0.5.14
84:     pedwar a phedwar ugain
£84.00: pedair punt a phedwar ugain
£84.38: pedair punt a phedwar ugain, deunaw ceiniog ar hugain
END
venv/bin/python - > seen <<'END'
from decimal import Decimal
from importlib.metadata import version
from num2words import num2words
print("num2words", version("num2words"))
print("84:    ", num2words(84, lang="cy"))
print("£84.00:", num2words(Decimal("84.00"), lang="cy", to="currency", currency="GBP"))
print("£84.38:", num2words(Decimal("84.38"), lang="cy", to="currency", currency="GBP"))
END
cat seen
diff expected seen && echo "As found."
