"""How a target is said: the pitch of each length as it is now, with its earlier versions, and how long it takes to say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kith.targets.models import Pitch, Target

WORDS_A_MINUTE = 150  # as people speak who want to be understood


@dataclass(frozen=True, slots=True)
class Said:
    """A length, what is said in it now if anything, and the earlier versions, the latest first."""

    length: Pitch.Length
    now: Pitch | None
    earlier: tuple[Pitch, ...]

    @property
    def words(self) -> int:
        return count_words(self.now.text) if self.now else 0

    @property
    def seconds(self) -> int:
        return seconds_to_say(self.words)


def pitches(target: Target) -> list[Said]:
    """Return all three lengths, the shortest first. One query."""
    found: defaultdict[str, list[Pitch]] = defaultdict(list)
    for pitch in target.pitches.order_by("-version"):
        found[pitch.length].append(pitch)
    return [
        Said(length, found[length][0] if found[length] else None, tuple(found[length][1:])) for length in Pitch.Length
    ]


def count_words(text: str) -> int:
    return len(text.split())


def seconds_to_say(words: int) -> int:
    """How many seconds so many words take, at 150 a minute."""
    return round(words * 60 / WORDS_A_MINUTE)
