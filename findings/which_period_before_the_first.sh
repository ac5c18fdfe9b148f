#!/usr/bin/env bash
# Which four-weekly period a day is in, by whole division of days, in a rules engine written in Python.
#
# Guess: // is Python's own, which rounds down: the day before the first period is in period -1.
# Seen: it rounds towards nothing: 1 to 27 days before the first day are in period 0 (or -0), as are the 28 days from it on,
# so that period 0 is 55 days long.
# For backdated changes: compare dates before you divide.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rule-engine==5.1.0
cat > expected <<'END'
rule-engine 5.1.0
day -29: rule-engine -1, Python -2
day -28: rule-engine -1, Python -1
day -27: rule-engine -0, Python -1
day  -1: rule-engine -0, Python -1
day   0: rule-engine 0, Python 0
day  27: rule-engine 0, Python 0
day  28: rule-engine 1, Python 1
days in period 0: 55
END
venv/bin/python - > seen <<'END'
from importlib.metadata import version
from rule_engine import Rule
print("rule-engine", version("rule-engine"))
period = Rule("days // 28")
for days in (-29, -28, -27, -1, 0, 27, 28):
    print(f"day {days:3}: rule-engine {period.evaluate({'days': days})}, Python {days // 28}")
inside = [days for days in range(-60, 60) if period.evaluate({"days": days}) == 0]
print("days in period 0:", len(inside))
END
cat seen
diff expected seen && echo "As found."
