"""All the ready policies."""

from __future__ import annotations

from ..rules.policy import Policy
from .dorset import DORSET_AGREEMENT, DORSET_POLICY
from .flexible import FLEXIBLE
from .homecare import HOMECARE
from .lancashire import LANCASHIRE_POLICY
from .overview import OVERVIEW
from .plain import PLAIN
from .shropshire import SHROPSHIRE_POLICY

READY: tuple[Policy, ...] = (
    *(PLAIN, LANCASHIRE_POLICY, DORSET_POLICY, DORSET_AGREEMENT, SHROPSHIRE_POLICY),
    *(FLEXIBLE, HOMECARE, OVERVIEW),
)
"""Each of them, the plain one first."""
