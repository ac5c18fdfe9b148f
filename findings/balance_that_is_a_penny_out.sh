#!/usr/bin/env bash
# A balance assertion in pounds and pence, where the account is a penny out.
#
# Guess: amounts written with two places are held to the penny: 84.37 and 84.39 fail where the account has 84.38.
# Seen: both pass; two pennies out fails. The tolerance of an assertion is twice what the last place would give, where
# a transaction is held to half a penny (84.38 against 84.375 balances, against 84.39 it does not).
# For reconciliation with a bank: state the tolerance with the assertion ("84.37 ~ 0.00 GBP").
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check beancount==3.2.3
cat > expected <<'END'
beancount 3.2.3
balance 84.36: fails
balance 84.37: passes
balance 84.38: passes
balance 84.39: passes
balance 84.40: fails
balance 84.37 ~ 0.00: fails
END
venv/bin/python - > seen <<'END'
from importlib.metadata import version
from beancount import loader
print("beancount", version("beancount"))
book = '''
2026-01-01 open Assets:ISF
2026-01-01 open Income:Council
2026-04-06 * "first payment"
  Assets:ISF  84.38 GBP
  Income:Council
2026-04-07 balance Assets:ISF  {} GBP
'''
for stated in ("84.36", "84.37", "84.38", "84.39", "84.40", "84.37 ~ 0.00"):
    _, errors, _ = loader.load_string(book.format(stated))
    print(f"balance {stated}:", "fails" if errors else "passes")
END
cat seen
diff expected seen && echo "As found."
