"""In and out: plain data both ways.

>>> from ..values import Rate
>>> from_plain(to_plain(Rate.weekly("84.375")))
Rate.weekly('84.375')
"""

from ._cells import Leniency
from ._json_schema import json_schema
from .plain import SCHEMA, from_plain, to_plain
from .rows import Problem, RowRead, RowsRead, read_rows

__all__ = ["SCHEMA", "Leniency", "Problem", "RowRead", "RowsRead", "from_plain", "json_schema", "read_rows", "to_plain"]
