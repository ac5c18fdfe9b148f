"""How hard a text is to read: the Flesch-Kincaid grade, by a small rule for syllables that is stated here.

A sum, a date and a name count as one word of one syllable. Syllables of any other word: its groups of vowels (a, e, i,
o, u, y); a silent e at the end, and `ed` after other letters than t and d, are none; no word has less than one. The
rule needs no dictionary, and is a little hard on a text: it counts two in "rules". (textstat 0.7 looks words up in a
dictionary that it fetches from the network, and pyphen finds where to hyphenate, which is fewer places than syllables.)
"""

from __future__ import annotations

import re

FACT = re.compile(r"-?£[0-9,.]*[0-9](?: a (?:week|year))?|\b[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each fact in it as one word."""
    plain = FACT.sub("Sum", text)
    return [each for each in re.split(r"(?<=[.?!])\s+|\n", plain) if each.strip()]


def words_of(sentence: str) -> list[str]:
    """The words of a sentence."""
    return re.findall(r"[A-Za-z][A-Za-z'-]*|[0-9]+", sentence)


def syllables_of(word: str) -> int:
    """The syllables of a word, by the rule at the head."""
    low = re.sub(r"[^a-z]", "", word.lower())
    low = re.sub(r"(?<=[^aeioul])e$|(?<=[aeiou]l)e$", "", low) if len(low) > 3 else low
    low = re.sub(r"(?<=[^aeioutd])ed$", "d", low)
    return max(1, len(re.findall(r"[aeiouy]+", low)))


def grade_of(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = sentences_of(text)
    words = [word for sentence in sentences for word in words_of(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables_of, words)) / len(words) - 15.59
