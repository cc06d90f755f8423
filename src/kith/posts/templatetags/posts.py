"""Tags for pages of posts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from kith.posts.showing import Shown

register = template.Library()
_REMEMBERED = 2048  # lines of chats: about two megabytes


class _Line:
    """A message with all that its line is made of; two of the same key look alike."""

    def __init__(self, each: Shown, slug: str, is_instead: bool) -> None:
        self.each, self.slug, self.is_instead = each, slug, is_instead
        pictures = tuple(picture.uid for picture in each.pictures)
        words = (each.name, each.is_mine, pictures, slug, is_instead, get_language(), get_current_timezone_name())
        self._key = (each.message.uid, each.message.changed, *words)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Line) and other._key == self._key


@register.simple_tag(takes_context=True)
def message_line(context: Context, each: Shown, slug: str, is_instead: bool = False) -> SafeString:
    """Show a message. is_instead: it takes the place of the one that is shown (htmx, out of band).

    What fifty people look at in the same second is put together once. A message with buttons is put together each time.
    """
    if each.answers:
        shown = {
            "each": each,
            "group": context["group"],
            "oob": is_instead,
            "csrf_token": context.get("csrf_token", ""),
        }
        return mark_safe(render_to_string("posts/message.html", shown))
    return _remembered(_Line(each, slug, is_instead))


@lru_cache(maxsize=_REMEMBERED)
def _remembered(line: _Line) -> SafeString:
    shown: dict[str, Any] = {"each": line.each, "group": {"slug": line.slug}, "oob": line.is_instead}
    return mark_safe(render_to_string("posts/message.html", shown))
