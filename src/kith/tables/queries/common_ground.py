"""What two members have in common, in one sentence, from what both show of themselves in the group and from nothing else."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from kith.groups.models import Membership

_ABOUT = ("does", "specialty")
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDINGS = ("ing", "ers", "er", "es", "ed", "s", "e")
_EMPTY = frozenset(
    [
        "about",
        "above",
        "after",
        "also",
        "always",
        "among",
        "anyone",
        "anybody",
        "around",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "cannot",
        "could",
        "does",
        "doing",
        "done",
        "each",
        "every",
        "everything",
        "from",
        "further",
        "give",
        "gives",
        "good",
        "group",
        "have",
        "having",
        "help",
        "helping",
        "here",
        "into",
        "just",
        "know",
        "like",
        "look",
        "looking",
        "made",
        "make",
        "makes",
        "making",
        "many",
        "more",
        "most",
        "much",
        "need",
        "needs",
        "only",
        "other",
        "others",
        "over",
        "people",
        "person",
        "really",
        "seek",
        "seeks",
        "since",
        "some",
        "somebody",
        "someone",
        "something",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "through",
        "time",
        "under",
        "until",
        "very",
        "want",
        "wants",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "with",
        "within",
        "without",
        "work",
        "working",
        "works",
        "would",
        "year",
        "years",
        "your",
        "aber",
        "alle",
        "auch",
        "eine",
        "einen",
        "einer",
        "haben",
        "nicht",
        "oder",
        "sich",
        "sind",
        "suche",
        "suchen",
        "und",
        "über",
        "werden",
        "wird",
        "avec",
        "dans",
        "pour",
        "plus",
        "sont",
        "une",
        "para",
        "como",
        "esta",
        "este",
        "más",
    ]
)


def common_ground(mine: Membership, theirs: Membership, name: str) -> str:
    """Return what I and somebody called that have in common, or what one has that the other seeks; nothing if nothing."""
    shared = _shared(_says(mine, *_ABOUT), _says(theirs, *_ABOUT))
    if shared:
        return _("You and %(name)s both mention %(what)s") % {"name": name, "what": shared}
    gives = _shared(_says(theirs, "gives", *_ABOUT), _says(mine, "seeks"))
    if gives:
        return _("%(name)s can tell you about what you seek: %(what)s") % {"name": name, "what": gives}
    seeks = _shared(_says(theirs, "seeks"), _says(mine, "gives", *_ABOUT))
    if seeks:
        return _("%(name)s seeks what you know: %(what)s") % {"name": name, "what": seeks}
    season = theirs.says("season")
    if season and season == mine.says("season"):
        return _("You and %(name)s both say: %(what)s") % {"name": name, "what": season.lower()}
    return ""


def _says(member: Membership, *fields: str) -> str:
    return " ".join(member.says(field) for field in fields)


def _shared(said: str, asked: str) -> str:
    """The words of a text, as they stand there, of which another one holds some form; three at most."""
    wanted = {_stem(word) for word in _words(asked)}
    found: dict[str, str] = {}
    for word in _words(said):
        if _stem(word) in wanted:
            found.setdefault(_stem(word), word)
    return ", ".join(list(found.values())[:3])


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _EMPTY]


def _stem(word: str) -> str:
    """The word without an English ending: climbing, climbs and climb are one."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= 3), "")
    stem = word.removesuffix(ending)
    return stem[:-1] if ending and stem[-1] == stem[-2] and stem[-1] not in "aeiou" else stem
