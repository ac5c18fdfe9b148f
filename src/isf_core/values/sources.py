"""Where a rule or a number comes from: a text, a pinpoint, and the operative words.

>>> print(LANCASHIRE("6.16", words="up to a maximum value of 50%"))
Lancashire County Council contract policy, 6.16: "up to a maximum value of 50%"

Words are quoted only where the text was seen. The statutes below were not before us when
this was written: they are cited by provision, and say so.
"""

from __future__ import annotations

import attrs

from .checks import instance, text, whole
from .record import Value


@attrs.frozen(repr=False, getstate_setstate=False)
class Text(Value):
    """A document that is cited; called with a pinpoint, it gives a Source."""

    title: str
    """What it is called."""
    year: int | None = None
    """The year it was published in, where known."""
    seen: bool = True
    """Whether its wording was before us; where not, it is cited by provision only."""

    def __attrs_post_init__(self) -> None:
        text("Text.title", self.title)
        if self.year is not None:
            whole("Text.year", self.year, 1200, 9999)
        instance("Text.seen", self.seen, bool, "give True or False")

    def __call__(self, pinpoint: str, words: str = "") -> Source:
        """A place in this text."""
        return Source(self, pinpoint, words)

    def __repr__(self) -> str:
        return f"<Text {self.title}>"


@attrs.frozen(repr=False, getstate_setstate=False)
class Source(Value):
    """A pinpoint in a text, with the words it rests on ("" where none are quoted)."""

    text: Text
    """The text that is cited."""
    pinpoint: str
    """The paragraph, clause or heading."""
    words: str = ""
    """The operative words, or ""."""

    def __attrs_post_init__(self) -> None:
        instance("Source.text", self.text, Text, "give a Text, or call one: LANCASHIRE('6.16')")
        text("Source.pinpoint", self.pinpoint)
        if self.words != "":
            text("Source.words", self.words)

    def __str__(self) -> str:
        return f"{self.text.title}, {self.pinpoint}" + (f': "{self.words}"' if self.words else "")

    def __repr__(self) -> str:
        return f"<Source {self}>"


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
INTERPRETATION = Text("isf_core's interpretation")
"""Where no text decides: our own choice, written beside the rule with its reason."""
