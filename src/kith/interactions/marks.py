"""A line cut into what its parts were understood as, for showing it with a word beneath each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from kith.interactions.capture import Capture, Span

WORDS: dict[str, str | LazyText] = {
    "kind": _("what"),
    "channel": _("how"),
    "person": _("who"),
    "title": _("title"),
    "organisation": _("organisation"),
    "point": _("contact"),
    "place": _("where"),
    "date": _("when"),
    "label": _("label"),
    "promise": _("promise"),
    "follow_up": _("follow up"),
    "note": _("note"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line. `role` and `word` are empty where it only holds other parts together."""

    text: str
    role: str = ""

    @property
    def word(self) -> str | LazyText:
        """What the part was understood as."""
        return WORDS.get(self.role, "")


def parts(line: str, capture: Capture) -> list[Part]:
    """Cut the line into its parts; together they are the line. What nothing claimed went to the notes."""
    return list(_parts(line, capture.spans))


def _parts(line: str, spans: tuple[Span, ...]) -> Iterator[Part]:
    at = 0
    for span in spans:
        yield from _unclaimed(line[at : span.start])
        yield Part(line[span.start : span.end], span.role if span.role in WORDS else "")
        at = span.end
    yield from _unclaimed(line[at:])


def _unclaimed(text: str) -> Iterator[Part]:
    words = text.strip()
    if any(character.isalnum() for character in words):
        before, _words, after = text.partition(words)
        yield from (part for part in (Part(before), Part(words, "note"), Part(after)) if part.text)
    elif text:
        yield Part(text)
