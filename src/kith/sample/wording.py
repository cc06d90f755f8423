"""Puts what is said into words, and does not say the same thing to the same person twice while there is another way."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from kith.sample import phrases

_TRIES = 25


class Wording:
    """The words of one acquaintance: a theme, and what has been said already."""

    def __init__(self, rng: Random, theme: str) -> None:
        self._rng = rng
        self._topics = phrases.TOPICS[theme]
        self._said: set[str] = set()

    def summary(self, kind: str) -> str:
        """What an interaction of this kind was about, in a few words."""
        return self.fresh(phrases.SUMMARIES[kind])

    def topic(self) -> str:
        """Something to talk about."""
        return self._rng.choice(self._topics)

    def notes(self) -> str:
        """One to three sentences."""
        return " ".join(self.fresh(phrases.NOTES) for _ in range(self._rng.choice((1, 1, 2, 2, 3))))

    def fresh(self, patterns: Sequence[str]) -> str:
        """One of the patterns, filled, that was not used yet; the last one drawn if all of them seem to be."""
        text = ""
        for _ in range(_TRIES):
            text = self._rng.choice(patterns).format(topic=self._rng.choice(self._topics))
            if text not in self._said:
                break
        self._said.add(text)
        return text
