"""The ready local policies: values only, each number with its source."""

from ..rules.policy import Policy
from .dorset import DORSET_AGREEMENT, DORSET_POLICY
from .flexible import FLEXIBLE
from .homecare import HOMECARE
from .lancashire import LANCASHIRE_POLICY
from .overview import OVERVIEW
from .plain import PLAIN
from .shropshire import SHROPSHIRE_POLICY
from .starter import STARTER

READY: tuple[Policy, ...] = (
    *(PLAIN, LANCASHIRE_POLICY, DORSET_POLICY, DORSET_AGREEMENT, SHROPSHIRE_POLICY),
    *(FLEXIBLE, HOMECARE, OVERVIEW),
)
"""All of them."""

__all__ = [
    "DORSET_AGREEMENT",
    "DORSET_POLICY",
    "FLEXIBLE",
    "HOMECARE",
    "LANCASHIRE_POLICY",
    "OVERVIEW",
    "PLAIN",
    "READY",
    "SHROPSHIRE_POLICY",
    "STARTER",
]
