"""The plain policy: what holds of any arrangement, whatever its council's text.

Its rules are the law's, statutory guidance's and those that hold an arrangement to its own terms. It sets the numbers
that a computation needs, and the review dates of the guidance; numbers that only a council's or a national text's rules
read are unset. How often, when, and net or gross are left unset: sources conflict on them, so they are the contract's
to state.
"""

from __future__ import annotations

from .. import policies
from ..rules.policy import Policy

PLAIN = Policy.when_asked(lambda: policies.plain_numbers.PLAIN_NUMBERS)
"""The policy where none is given. It is written down when something is first asked of it: to name it costs nothing."""
