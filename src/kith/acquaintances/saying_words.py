"""The words of a line about who knows whom: ways of saying that they do, how well, and what only holds a line together."""

from __future__ import annotations

from dataclasses import dataclass

NOT, VAGUELY, KNOWN, WELL = range(4)  # as Acquaintance.Sureness has it

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """A way of saying it. `note`: what else it tells. `is_mutual`: it stands behind both, and nobody follows it.
    `is_past`: a place that follows is where that was, not where somebody is now."""

    sureness: int = KNOWN
    note: str = ""
    is_mutual: bool = False
    is_past: bool = False


def _phrases(text: str) -> list[Phrase]:
    return [tuple(phrase.split()) for phrase in text.split("|")]


def _table(*rows: tuple[str, Verb]) -> dict[Phrase, Verb]:
    return {phrase: verb for text, verb in rows for phrase in _phrases(text)}


VERBS = _table(
    ("know|knows|knew|known|in touch with|in contact with|connected to|connected with", Verb()),
    ("introduce me to|introduce us to|introduced me to|introduced us to|put me in touch with", Verb()),
    ("know of|knows of|heard of|has heard of|met|meet|meets|has met|came across", Verb(VAGUELY, is_past=True)),
    ("friends with|a friend of|friend of|close to|best friends with", Verb(WELL, "friends")),
    ("married to|lives with|live with|engaged to", Verb(WELL, "family")),
    ("related to", Verb(KNOWN, "family")),
    ("work with|works with|worked with|working with|collaborated with|collaborates with", Verb(KNOWN, "worked together", is_past=True)),
    ("worked for|works for|reports to|reported to", Verb(KNOWN, "worked for them", is_past=True)),
    ("managed|manages|hired|mentors|mentored|coached|coaches", Verb(KNOWN, "worked together", is_past=True)),
    ("studied with|studies with|went to school with|went to university with|went to college with", Verb(KNOWN, "studied together", is_past=True)),
    ("know each other|know one another|knew each other|knew one another|known each other", Verb(is_mutual=True)),
    ("met each other|met one another|have met", Verb(VAGUELY, is_mutual=True)),
    ("in touch|in contact|connected|acquainted", Verb(is_mutual=True)),
    ("friends|best friends", Verb(WELL, "friends", is_mutual=True)),
    ("married|a couple|siblings|related", Verb(WELL, "family", is_mutual=True)),
    ("work together|worked together|working together|colleagues", Verb(KNOWN, "worked together", is_mutual=True)),
    ("studied together|went to school together|classmates", Verb(KNOWN, "studied together", is_mutual=True)),
)  # fmt: skip
# Between whom it is about and the verb, where they say nothing: "Ana has also known Bo".
FILLERS = frozenset(
    [
        "also",
        "still",
        "really",
        "definitely",
        "already",
        "both",
        "all",
        "has",
        "have",
        "had",
        "does",
        "do",
        "did",
        "is",
        "are",
        "was",
        "were",
        "been",
        "used",
        "to",
        "can",
        "could",
        "would",
        "will",
        "may",
        "might",
        "personally",
        "a",
        "an",
        "good",
        "old",
        "close",
        "actually",
        "too",
        "each",
        "so",
        "now",
        "once",
    ]
)
NEGATIONS = frozenset(
    _phrases(
        "doesn't|don't|didn't|does not|do not|did not|has not|have not|hasn't|haven't|never|no longer|isn't|aren't"
        "|is not|are not|not|doesnt|dont|cannot|can't|not actually"
    )
)
HOW_WELL: dict[Phrase, int] = {
    **dict.fromkeys(_phrases("well|closely|intimately|a lot|for years|inside out|very much"), WELL),
    **dict.fromkeys(
        _phrases("vaguely|barely|hardly|slightly|a little|a bit|a little bit|a tiny bit|by sight|by name|loosely"),
        VAGUELY,
    ),
    **dict.fromkeys(_phrases("not well|not so well|not very well|not too well|not really|not that well"), VAGUELY),
    **dict.fromkeys(_phrases("personally|okay|ok|fairly well|reasonably well|in person"), KNOWN),
}
INTENSIFIERS = frozenset(["very", "quite", "really", "pretty", "rather", "only", "just", "so", "extremely", "both"])
# At the beginning of a sentence; what it tells stays as a note where it tells something.
OPENINGS = frozenset(["and", "also", "plus", "oh", "yes", "yeah", "so", "well", "btw", "but", "then", "ok", "okay"])
UNSURE = frozenset(["maybe", "perhaps", "apparently", "probably", "possibly", "supposedly"])
TELLS = frozenset(
    _phrases("says|said|says that|said that|tells me|told me|tells me that|told me that|mentioned|mentioned that|thinks|thinks that")
)  # fmt: skip
# Forms of verbs that stand behind one person only.
OF_ONE = frozenset(
    [
        "knows",
        "works",
        "is",
        "isn't",
        "has",
        "hasn't",
        "does",
        "doesn't",
        "meets",
        "collaborates",
        "lives",
        "reports",
        "manages",
        "mentors",
        "coaches",
        "studies",
        "was",
    ]
)
PRONOUNS = frozenset(["she", "he", "they"])
JOINTS = frozenset(
    _phrases("and|&|+|or|plus|as well as|and also|but|but also|nor|,|, and|, but|, or|, and also|, as well as")
)
SOMEBODY = frozenset(
    [
        "somebody",
        "someone",
        "anybody",
        "anyone",
        "people",
        "person",
        "folks",
        "contacts",
        "contact",
        "friends",
        "friend",
    ]
)
COUNTS = frozenset(
    [
        "a",
        "an",
        "the",
        "some",
        "any",
        "two",
        "three",
        "four",
        "five",
        "several",
        "many",
        "few",
        "couple",
        "lots",
        "of",
        "another",
        "other",
        "one",
        "their",
        "her",
        "his",
    ]
)
PLACES = ("at", "@", "from", "of", "with", "in", "for")
NOTES = frozenset(
    [
        "from",
        "through",
        "via",
        "since",
        "because",
        "for",
        "where",
        "during",
        "by",
        "over",
        "at",
        "in",
        "as",
        "when",
        "on",
        "after",
        "before",
        "thanks",
    ]
)
ASIDE = frozenset(_phrases("too|also|as well|both|personally|there|though|anymore|any more|at all|in person|and so on"))
LONGEST = 4
