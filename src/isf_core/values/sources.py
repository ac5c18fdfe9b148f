"""Where a rule or a number comes from: a text and its standing, a pinpoint, and the operative words.

>>> print(LANCASHIRE("6.16", words="up to a maximum value of 50%"))
Lancashire County Council contract policy, 6.16: "up to a maximum value of 50%"
>>> LANCASHIRE.standing.value, CARE_ACT.standing.value
("one council's text", 'the law')

Words are quoted only where they were seen, in a public copy of the text or, where the pinpoint says so, as another
text quotes them. A provision that is cited without words was not seen.
"""

from __future__ import annotations

from enum import Enum

from .checks import instance, member, text, whole
from .frozen import frozen
from .record import Value


class Standing(Enum):
    """What a rule or a number rests on, the weightiest first. A text has one, and a rule has that of its first source.

    A rule that sets two recorded facts of one arrangement against each other, where the arrangement's own terms say
    what is right, is the arrangement's own, whoever wrote it down first.
    """

    LAW = "the law"
    """An Act or regulations."""
    GUIDANCE = "statutory guidance"
    """It must be acted under; to depart from it needs a reason."""
    ARRANGEMENT = "the arrangement itself"
    """Its own contract, plan and account against one another."""
    GOOD_PRACTICE = "good practice"
    """A national text that binds nobody who has not taken it as theirs."""
    LOCAL = "one council's text"
    """It binds that council's arrangements, and no other's."""


@frozen(getstate_setstate=False)
class Text(Value):
    """A document that is cited; called with a pinpoint, it gives a Source."""

    title: str
    """What it is called."""
    year: int | None = None
    """The year it was published in, where known."""
    seen: bool = True
    """Whether its wording was before us, as far as it is quoted; where not, it is cited by provision only."""
    standing: Standing = Standing.LOCAL
    """What it is; a council's own text unless it says otherwise."""

    def __attrs_post_init__(self) -> None:
        text("Text.title", self.title)
        if self.year is not None:
            whole("Text.year", self.year, 1200, 9999)
        instance("Text.seen", self.seen, bool, "give True or False")
        member("Text.standing", self.standing, Standing)

    def __call__(self, pinpoint: str, words: str = "") -> Source:
        """A place in this text."""
        return Source(self, pinpoint, words)

    def __repr__(self) -> str:
        return f"<Text {self.title}>"


@frozen(getstate_setstate=False)
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


IPC = Text("Personalising Commissioning: An Overview of ISFs in England (IPC)", 2021, standing=Standing.GOOD_PRACTICE)
TLAP = Text("ISFs and Contracting for Flexible Support (TLAP)", 2015, standing=Standing.GOOD_PRACTICE)
HOME = Text("Individual Service Funds for Homecare (In Control)", 2012, standing=Standing.GOOD_PRACTICE)
LANCASHIRE = Text("Lancashire County Council contract policy", 2012)
"""Appendix Two of the homecare paper, cited by clause."""
SDF = Text(
    "Individual Service Funds (Managed Budgets) in England (Self-Directed Futures)",
    2023,
    standing=Standing.GOOD_PRACTICE,
)
DORSET = Text("ISF staff guidance (Dorset County Council)")
DORSET_MODEL_AGREEMENT = Text("Individual Service Fund agreement (Dorset County Council)")
"""A model agreement between the person and the provider, of which clauses 1 to 6 were seen."""
SHROPSHIRE = Text("Having an individual service fund (Shropshire Council)")
"""The council's factsheet 11 and its quick guide, whose beginnings were seen."""
MENTAL_CAPACITY_ACT = Text("Mental Capacity Act 2005", 2005, standing=Standing.LAW)
STATUTORY_GUIDANCE = Text("Care and support statutory guidance", standing=Standing.GUIDANCE)
"""Quoted as far as other texts quote it; each pinpoint says which."""
CARE_ACT = Text("Care Act 2014", 2014, standing=Standing.LAW)
CHARGING_REGULATIONS = Text(
    "Care and Support (Charging and Assessment of Resources) Regulations 2014", 2014, standing=Standing.LAW
)
CHOICE_REGULATIONS = Text(
    "Care and Support and After-care (Choice of Accommodation) Regulations 2014",
    2014,
    seen=False,
    standing=Standing.LAW,
)
EXCLUSION_REGULATIONS = Text(
    "Care and Support (Personal Budget: Exclusion of Costs) Regulations 2014", 2014, standing=Standing.LAW
)
ELIGIBILITY_REGULATIONS = Text("Care and Support (Eligibility Criteria) Regulations 2015", 2015, standing=Standing.LAW)
HEALTH_AND_SOCIAL_CARE_ACT = Text("Health and Social Care Act 2008", 2008, standing=Standing.LAW)
REGULATED_ACTIVITIES_REGULATIONS = Text(
    "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014", 2014, standing=Standing.LAW
)
MENTAL_HEALTH_ACT = Text("Mental Health Act 1983", 1983, standing=Standing.LAW)
ADVOCACY_REGULATIONS = Text(
    "Care and Support (Independent Advocacy Support) (No. 2) Regulations 2014", 2014, standing=Standing.LAW
)
DIRECT_PAYMENTS_REGULATIONS = Text("Care and Support (Direct Payments) Regulations 2014", 2014, standing=Standing.LAW)
BANKING_ACT = Text("Banking and Financial Dealings Act 1971", 1971, seen=False, standing=Standing.LAW)
GOV_UK_HOLIDAYS = Text("GOV.UK: UK bank holidays", standing=Standing.LAW)
RECORD = Text("The arrangement as recorded", standing=Standing.ARRANGEMENT)
"""What the contract, the budget or the plan records, cited by field."""
ACCOUNT = Text("The account as entered", standing=Standing.ARRANGEMENT)
"""What an entry rests on: its evidence, where any is recorded."""
PRACTICE = Text("Finance practice", seen=False, standing=Standing.GOOD_PRACTICE)
"""What councils' finance teams do, as gathered from published figures; no single text."""
INTERPRETATION = Text("isf_core's interpretation", standing=Standing.GOOD_PRACTICE)
"""Where no text decides: our own choice, written beside the rule with its reason."""
