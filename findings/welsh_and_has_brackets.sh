#!/usr/bin/env bash
# A list of two things in Welsh: "apples and milk", "apples and oranges".
#
# Guess: the word for "and" is a before a consonant and ac before a vowel, and format_list chooses; or it has one form.
# Seen: it writes both at once, "a(c)", as on a printed form: "afalau a(c) llaeth". The dictionary word is right in
# neither sentence.
# For letters in Welsh: join the last two items yourself, or put them one to a line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
cat > expected <<'END'
babel 2.19.0
afalau a(c) llaeth
afalau a(c) orennau
cyllideb, cyfraniad, a(c) ffi
END
venv/bin/python - > seen <<'END'
import babel
from babel.lists import format_list
print("babel", babel.__version__)
for pair in (["afalau", "llaeth"], ["afalau", "orennau"]):
    print(format_list(pair, locale="cy_GB"))
print(format_list(["cyllideb", "cyfraniad", "ffi"], locale="cy_GB"))
END
cat seen
diff expected seen && echo "As found."
