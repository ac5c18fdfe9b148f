#!/usr/bin/env bash
# A payment split between two funders, two thirds written as a sum and the rest left for the ledger to fill in.
#
# Guess: the leg that is filled in makes the transaction add up to nothing, exactly.
# Seen: it is rounded to pence, while the leg that was worked out keeps its 26 places. The three legs do not
# add up, no error is raised, and the difference stays in the books, payment after payment.
# For splits: work out and round every part but one, then write the last as the rest of what is shown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check beancount==3.2.3
cat > expected <<'END'
beancount 3.2.3
Assets:ISF 100.00
Income:Council -66.66666666666666666666666667
Income:NHS -33.33
errors: 0 | a year's legs add up to 0.03999999999999999999999963
END
venv/bin/python - > seen <<'END'
from importlib.metadata import version
from beancount import loader
print("beancount", version("beancount"))
book = '''
2026-01-01 open Assets:ISF
2026-01-01 open Income:Council
2026-01-01 open Income:NHS
'''
payment = '''
2026-{:02}-06 * "payment"
  Assets:ISF  100.00 GBP
  Income:Council  -100.00 * 2 / 3 GBP
  Income:NHS
'''
entries, errors, _ = loader.load_string(book + "".join(payment.format(month) for month in range(1, 13)))
legs = [leg for entry in entries if hasattr(entry, "postings") for leg in entry.postings]
for leg in legs[:3]:
    print(leg.account, leg.units.number)
print("errors:", len(errors), "| a year's legs add up to", sum(leg.units.number for leg in legs).normalize())
END
cat seen
diff expected seen && echo "As found."
