"""In and out: plain data both ways.

>>> from ..values import Rate
>>> from_plain(to_plain(Rate.weekly("84.375")))
Rate.weekly('84.375')
"""

from .plain import SCHEMA, from_plain, to_plain

__all__ = ["SCHEMA", "from_plain", "to_plain"]
