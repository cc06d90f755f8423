"""What is read off a card: lines of text where they stand, and the fields that they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace


class Unreadable(Exception):
    """A picture that cannot be read; `reason` is a sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on an upright card, its place in pixels, and how sure the recognition is of it (0 to 1)."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def with_text(self, text: str) -> Line:
        """The line with other text in the same place."""
        return replace(self, text=text)

    def is_above(self, other: Line, within: float = 1.6) -> bool:
        """Whether the other line follows below in the same column, at most `within` heights further down."""
        gap = other.top - self.bottom
        overlap = min(self.right, other.right) - max(self.left, other.left)
        return -0.5 * self.height < gap < within * max(self.height, other.height) and overlap > 0


@dataclass(frozen=True, slots=True)
class Field:
    """A fact on a card.

    kind: name, organisation, department, title, email, phone, url, handle, address, note. label: mobile or fax of a
    phone, the service of a handle. parts: of an address the seven of a vCard ADR, of a name its family, given,
    additional, prefix and suffix, where a code told them. confidence: in [0, 1].
    """

    kind: str
    value: str
    confidence: float
    label: str = ""
    parts: tuple[str, ...] = ()
