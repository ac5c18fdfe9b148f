"""In and out: plain data both ways.

>>> from ..values import Rate
>>> from_plain(to_plain(Rate.weekly("84.375")))
Rate.weekly('84.375')
"""

from ._cells import Leniency
from .plain import SCHEMA, from_plain, to_plain
from .rows import Problem, RowRead, RowsRead, read_rows

__all__ = ["SCHEMA", "Leniency", "Problem", "RowRead", "RowsRead", "from_plain", "read_rows", "to_plain"]
