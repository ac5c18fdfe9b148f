"""The starter policy: the facts that a payment needs, and what must hold of them.

For a council that begins to record its funds: no rule asks for more than what makes the payments, who pays them, and
what of the support is free. Its verdict says that the payments can be worked out and charge the person no more than is
due, not that the arrangement may go ahead: that is for `PLAIN`, once the rest is recorded.
"""

from __future__ import annotations

from .plain import PLAIN

STARTER = PLAIN.replace(
    name="starter",
    parameters=PLAIN.parameters.replace(name="starter"),
    rules=PLAIN.rules.only("LIFE-02", "BUD-04", "BUD-11", "FEE-05", "PAY-01", "PAY-16"),
)
