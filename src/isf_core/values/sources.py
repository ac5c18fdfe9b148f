"""Where a rule or a number comes from: a text, a pinpoint, and the operative words.

>>> print(LANCASHIRE("6.16", words="up to a maximum value of 50%"))
Lancashire County Council contract policy, 6.16: "up to a maximum value of 50%"

Words are quoted only where the text was seen. The statutes below were not before us when
this was written: they are cited by provision, and say so.
"""

from __future__ import annotations

from typing import Any

from .checks import instance, text, whole
from .record import Value

_set = object.__setattr__


class Source(Value):
    """A pinpoint in a text, with the words it rests on ("" where none are quoted)."""

    __slots__ = ("_pinpoint", "_text", "_words")
    _text: Text
    _pinpoint: str
    _words: str

    def __init__(self, of: Text, pinpoint: str, words: str = "") -> None:
        _set(self, "_text", instance("Source.text", of, Text, "give a Text, or call one: LANCASHIRE('6.16')"))
        _set(self, "_pinpoint", text("Source.pinpoint", pinpoint))
        _set(self, "_words", "" if words == "" else text("Source.words", words))

    @property
    def text(self) -> Text:
        """The text that is cited."""
        return self._text

    @property
    def pinpoint(self) -> str:
        """The paragraph, clause or heading."""
        return self._pinpoint

    @property
    def words(self) -> str:
        """The operative words, or ""."""
        return self._words

    def _parts(self) -> tuple[Any, ...]:
        return self._text, self._pinpoint, self._words

    def __str__(self) -> str:
        return f"{self._text.title}, {self._pinpoint}" + (f': "{self._words}"' if self._words else "")

    def __repr__(self) -> str:
        return f"<Source {self}>"


class Text(Value):
    """A document that is cited; called with a pinpoint, it gives a Source."""

    __slots__ = ("_seen", "_title", "_year")
    _title: str
    _year: int | None
    _seen: bool

    def __init__(self, title: str, year: int | None = None, seen: bool = True) -> None:
        _set(self, "_title", text("Text.title", title))
        _set(self, "_year", None if year is None else whole("Text.year", year, 1200, 9999))
        _set(self, "_seen", instance("Text.seen", seen, bool, "give True or False"))

    @property
    def title(self) -> str:
        """What it is called."""
        return self._title

    @property
    def year(self) -> int | None:
        """The year it was published in, where known."""
        return self._year

    @property
    def seen(self) -> bool:
        """Whether its wording was before us; where not, it is cited by provision only."""
        return self._seen

    def __call__(self, pinpoint: str, words: str = "") -> Source:
        """A place in this text."""
        return Source(self, pinpoint, words)

    def _parts(self) -> tuple[Any, ...]:
        return self._title, self._year, self._seen

    def __repr__(self) -> str:
        return f"<Text {self._title}>"


IPC = Text("Personalising Commissioning: An Overview of ISFs in England (IPC)", 2021)
TLAP = Text("ISFs and Contracting for Flexible Support (TLAP)", 2015)
HOME = Text("Individual Service Funds for Homecare (In Control)", 2012)
LANCASHIRE = Text("Lancashire County Council contract policy", 2012)
"""Appendix Two of the homecare paper, cited by clause."""
SDF = Text("Individual Service Funds (Managed Budgets) in England (Self-Directed Futures)", 2023)
DORSET = Text("ISF staff guidance (Dorset County Council)")
CARE_ACT = Text("Care Act 2014", 2014, seen=False)
CHARGING_REGULATIONS = Text(
    "Care and Support (Charging and Assessment of Resources) Regulations 2014", 2014, seen=False
)
EXCLUSION_REGULATIONS = Text(
    "Care and Support (Personal Budget: Exclusion of Costs) Regulations 2014", 2014, seen=False
)
ELIGIBILITY_REGULATIONS = Text("Care and Support (Eligibility Criteria) Regulations 2015", 2015, seen=False)
HEALTH_AND_SOCIAL_CARE_ACT = Text("Health and Social Care Act 2008", 2008, seen=False)
MENTAL_HEALTH_ACT = Text("Mental Health Act 1983", 1983, seen=False)
BANKING_ACT = Text("Banking and Financial Dealings Act 1971", 1971, seen=False)
GOV_UK_HOLIDAYS = Text("GOV.UK: UK bank holidays", seen=True)
PRACTICE = Text("Finance practice", seen=False)
"""What councils' finance teams do, as gathered from published figures; no single text."""
INTERPRETATION = Text("isf_core's house reading")
"""Where no text decides: our own choice, written beside the rule with its reason."""
