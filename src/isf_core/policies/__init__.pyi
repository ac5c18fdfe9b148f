from . import plain_numbers as plain_numbers
from .dorset import DORSET_AGREEMENT, DORSET_POLICY
from .flexible import FLEXIBLE
from .homecare import HOMECARE
from .lancashire import LANCASHIRE_POLICY
from .overview import OVERVIEW
from .plain import PLAIN
from .ready import READY
from .shropshire import SHROPSHIRE_POLICY
from .starter import STARTER

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
