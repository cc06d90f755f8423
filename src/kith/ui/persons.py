"""What is shown of a person wherever one appears. A person is anything with the fields of kith.people's Person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kith.ui import nav
from kith.ui.plots import step as step_of

ICONS_OF_REASONS = {
    "due": "clock",
    "cadence": "clock",
    "planned": "week",
    "fading": "fading",
    "dormant": "fading",
    "promise": "promise",
    "birthday": "birthday",
    "occasion": "birthday",
    "anniversary": "star",
    "work_anniversary": "star",
    "follow_up": "message",
    "thanks": "thanks",
    "thank_you": "thanks",
    "position": "organisation",
    "new_position": "organisation",
}
PHASES_SAID = {"fading", "dormant", "new"}
SHOWN = ("name", "given", "family", "photo", "tier", "phase", "warmth", "touches")  # all that is asked of a person here
_words: dict[tuple[int, str, str | None], str] = {}  # of each tier and phase in each language, as they do not change


def step(person: Any) -> str:
    """Return the person's warmth as one of eleven steps, or none where there was no touch yet."""
    if not getattr(person, "touches", 1):
        return "none"
    return str(step_of((person.warmth or 0) / 100))


def words(person: Any) -> str:
    """Return what the ring says, in words: Warm, fading."""
    if person.tier is None:
        return _("No touch yet")
    key = (person.tier, person.phase if person.phase in PHASES_SAID else "", get_language())
    if key not in _words:
        _words[key] = _standing(person)
    return _words[key]


def _standing(person: Any) -> str:
    tier = str(person.get_tier_display())
    if person.phase in PHASES_SAID:
        return f"{tier}, {str(person.get_phase_display()).lower()}"
    return tier


def name(person: Any) -> str:
    """Return the name, or a word for somebody who has none."""
    return str(person.name).strip() or _("Somebody without a name")


def initials(person: Any) -> str:
    """Return one or two letters that stand for the person."""
    given, family = getattr(person, "given", ""), getattr(person, "family", "")
    parts = [part for part in (given, family) if part] or str(person.name).split()
    letters = [part[0] for part in parts if part[0].isalnum()]
    return "".join(letters[:1] + letters[1:][-1:]).upper() or "?"


def url(person: Any) -> str:
    """Return the address of the person's page, or nothing where there is none."""
    return nav.address("book:person", person.pk)


def photo_url(person: Any) -> str:
    """Return the address of the photo, or nothing where there is none."""
    return nav.address("book:photo", person.pk) if getattr(person, "photo", "") else ""
