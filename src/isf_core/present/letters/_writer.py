"""What every letter is written with: the words, both parties and the day, and the parts that no letter lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...errors import IsfError, quote
from ...model.organisations import Holder
from ...model.termination import Termination, TerminationReason
from ...values.checks import day, instance
from ...values.frozen import frozen
from ..figures import Figures
from ..letter_sentences import FRAME, PAYMENTS
from ..words import Fact, Words
from .letter import Letter, LetterTable, Section
from .parties import Recipient, Sender


@frozen
class Writer:
    """The words of a letter, who writes and reads it, and its day."""

    words: Words
    sender: Sender
    to: Recipient
    on: date

    @classmethod
    def of(cls, job: str, sender: Sender, to: Recipient, on: date, words: Words | None) -> Writer:
        """A writer; raises IsfError, by the argument's name, for what is something else."""
        instance(f"{job}.sender", sender, Sender, "give a Sender")
        instance(f"{job}.to", to, Recipient, "give a Recipient")
        day(f"{job}.on", on)
        words = Words() if words is None else instance(f"{job}.words", words, Words, "give Words, such as Words()")
        return cls(words, sender, to, on)

    def reader_is(self, job: str, ref: str, whose: str) -> None:
        """Refuse a reader whose reference is another's than the result is about: one person's sums are no other's."""
        if self.to.ref is not None and self.to.ref != ref:
            wrong = f"it is {quote(self.to.ref)}, and this is about {quote(ref)}"
            raise IsfError(f"{job}.to.ref", wrong, f"give the reference of the {whose}, or none")

    def person_is(self, job: str, ref: str, endings: Iterable[Termination]) -> None:
        """Refuse a reader whose reference is another's than the person's, and a person of whose death is known."""
        self.reader_is(job, ref, "person")
        for each in endings:
            if each.is_known(self.on):
                self.is_alive(job, each)

    def is_alive(self, job: str, ending: Termination) -> None:
        """Refuse to speak to somebody who died: whoever looks after their affairs is owed another letter than this."""
        if ending.reason is TerminationReason.DEATH:
            raise IsfError(job, "the person died, and it speaks to them", "write to their family yourself")

    def say(self, sentence: str, **facts: Fact) -> str:
        """A sentence in the letter's language."""
        return self.words.say(sentence, **facts)

    def paragraph(self, *sentences: str | None) -> str:
        """Sentences as a paragraph, without those that there are not."""
        return " ".join(filter(None, sentences))

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Fact]],
        *,
        total: str | None = FRAME["in_all"],
        shows_zero: bool = True,
    ) -> LetterTable:
        """A table whose caption, headings and last row are ours, with its sums added up unless `total` is None."""
        say, last = self.say, None if total is None else self.say(total)
        return LetterTable.of(
            self.words, say(caption), [say(each) for each in head], rows, total=last, shows_zero=shows_zero
        )

    def provider(self, holder: Holder | None, unnamed: str = FRAME["provider"]) -> str:
        """A provider as the person knows it: by its name, where that is recorded; never by a reference."""
        return self.say(unnamed) if holder is None or holder.name is None else holder.name

    def checking(self) -> str:
        """That not every fact is there yet."""
        return self.say(PAYMENTS["checking"])

    def letter(self, title: str, *sections: Section, to_person: bool = True) -> Letter:
        """The sections in order, and after them what it says of its sender: how to complain, to a person."""
        words, sender, to = self.words, self.sender, self.to
        of_the_sender = (
            Section(heading=self.say(FRAME[name]), paragraphs=(words.isolated(text),))
            for name, text in (
                ("question", sender.contact),
                ("disagree", sender.disagree),
                ("complain", sender.complain),
            )
            if to_person or name != "complain"
        )
        return Letter(
            language=words.language,
            is_right_to_left=Figures(words.language.replace("-", "_")).is_right_to_left,
            sender=tuple(map(words.isolated, (sender.name, *sender.address))),
            recipient=tuple(map(words.isolated, (to.name, *to.address))),
            day=words.date(self.on),
            reference=None if to.ref is None else self.say(FRAME["reference"], ref=to.ref),
            title=title,
            greeting=self.say(FRAME["greeting"], name=to.name),
            sections=(*(each for each in sections if any(each.blocks())), *of_the_sender),
            close=(self.say(FRAME["close"]), *map(words.isolated, filter(None, (sender.signed_by, sender.name)))),
        )
