"""Who writes a letter and who reads it: what every letter needs beside the result that it is about."""

from __future__ import annotations

from typing import Any

import attrs

from ...errors import NotRecorded
from ...model import validators as v
from ...values.checks import text
from ...values.frozen import frozen
from ...values.record import Record

_MOST_LINES = 20


def _said(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A text of one line or more, as far as it is there."""
    if given != "":
        text(f"{type(record).__name__}.{field.name}", given, 2_000, is_prose=True)


@frozen(kw_only=True, repr=False)
class Sender(Record):
    """Who writes: a council, and what it must say in every letter, in its own words and in the letter's language.

    - `name`: of the council or its team.
    - `contact`: whom to ask and how, in plain sentences: "Call Jo Lee on 01632 960 001."
    - `disagree`: how to say that the letter is wrong; `complain`: how to complain, and to whom after that.
    - `address`: the lines of its address. `signed_by`: who signs.

    Raises NotRecorded, which names what is missing of the name, the contact and the two ways: no letter goes out
    without them. The complaints regulations (SI 2009/309) make a council tell people how to complain.

    >>> Sender(name="Ourshire Council", contact="Call 01632 960 001.", disagree="Tell us why.")
    Traceback (most recent call last):
        ...
    isf_core.errors.NotRecorded: the letter cannot be worked out: not recorded: sender.complain; record it
    """

    name: str = attrs.field(default="", validator=_said)
    contact: str = attrs.field(default="", validator=_said)
    disagree: str = attrs.field(default="", validator=_said)
    complain: str = attrs.field(default="", validator=_said)
    address: tuple[str, ...] = attrs.field(default=(), converter=v.TupleOf[str], metadata={"most": _MOST_LINES})
    signed_by: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        missing = tuple(
            f"sender.{name}" for name in ("name", "contact", "disagree", "complain") if not getattr(self, name)
        )
        if missing:
            raise NotRecorded("the letter", missing)


@frozen(kw_only=True, repr=False)
class Recipient(Record):
    """Who reads: the name that the letter greets, the lines of the address, and the reference to quote.

    `ref` is the person's or the provider's, as recorded. A letter whose result knows whom it is about refuses
    another's, so that nobody reads somebody else's sums.

    The name stays out of reprs, as every person's does.
    """

    name: str = attrs.field(repr=False, validator=v.a_text)
    address: tuple[str, ...] = attrs.field(
        default=(), repr=False, converter=v.TupleOf[str], metadata={"most": _MOST_LINES}
    )
    ref: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
