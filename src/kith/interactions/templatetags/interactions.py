"""How kinds of interaction are drawn."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from kith.interactions.models import Channel, Direction, Kind
from kith.ui.templatetags.ui import icon

register = template.Library()

ICONS: dict[str, str] = {
    Kind.MEETING: "meeting",
    Kind.CALL: "phone",
    Kind.MESSAGE: "message",
    Kind.EMAIL: "mail",
    Kind.CARD: "card",
    Kind.THANK_YOU: "thanks",
    Kind.ARTICLE: "article",
    Kind.HELP_GIVEN: "help",
    Kind.HELP_RECEIVED: "help",
    Kind.INTRODUCTION: "introduction",
    Kind.CONNECTED: "link",
    Kind.INVITATION: "door",
    Kind.ENDORSEMENT: "star",
    Kind.EVENT: "week",
    Kind.APPLICATION: "article",
    Kind.OTHER: "note",
}


@register.simple_tag
def kind_icon(kind: str) -> SafeString:
    """Draw a kind of interaction; its word stands beside it."""
    return icon(ICONS[kind])


# One look-up for all three, as no value stands for two words. Django's get_kind_display builds its list anew each time.
_WORDS = {**dict(Direction.choices), **dict(Channel.choices), **dict(Kind.choices)}


@register.filter
def in_words(value: str) -> str:
    """Say a kind, channel or direction."""
    return str(_WORDS.get(value, value))
