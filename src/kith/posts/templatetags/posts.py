"""Tags for pages of posts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language, ngettext

from kith.posts.showing import Answer, Hit, Line, Shown
from kith.ui.markdown import to_html
from kith.ui.nav import address
from kith.ui.templatetags.ui import day

register = template.Library()
_BEGINNING = 200  # characters of what was found
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

    What fifty people look at in the same second is put together once; its buttons, which differ, each time.
    """
    line = _remembered(_Line(replace(each, answers=[]), slug, is_instead))
    if not each.answers or not each.message.stands:
        return line
    buttons = answers(context, each, slug)
    return mark_safe(f"{line.rstrip().removesuffix('</li>')}{buttons}</li>\n")


@register.simple_tag
def body(each: Shown, slug: str) -> SafeString:
    """What somebody wrote, or why it is not shown."""
    if each.message.stands and not each.pictures:
        return mark_safe(f'<div class="prose">{to_html(each.message.text)}</div>')
    return render_to_string("posts/body.html", {"each": each, "group": {"slug": slug}})


@register.simple_tag
def post_line(line: Line, slug: str) -> SafeString:
    """A post in a list."""
    replies = ngettext("%(n)s reply", "%(n)s replies", line.replies) % {"n": line.replies} if line.replies else ""
    told = [*([replies] if replies else []), *(f"{label} {count}" for label, count in line.answers)]
    return mark_safe(
        f'<li><div class="grow"><a href="{address("posts:post", slug, line.uid)}" data-open>{escape(line.title)}</a>'
        f' <span class="badge">{escape(line.kind)}</span><p class="soft small">{escape(line.name)} · {day(line.at)}'
        f"{''.join(f' · {escape(each)}' for each in told)}</p></div></li>"
    )


@register.simple_tag
def hit_line(hit: Hit) -> SafeString:
    """Something in which words were found, with the beginning of it."""
    text = Truncator(hit.text).chars(_BEGINNING) if len(hit.text) > _BEGINNING else hit.text
    return mark_safe(
        f'<li><div class="grow"><a href="{escape(hit.url)}" data-open>{escape(hit.place)}</a>'
        f'<p class="small">{escape(text)}</p><p class="soft small">{escape(hit.name)} · {day(hit.at)}</p></div></li>'
    )


@register.simple_tag(takes_context=True)
def answers(context: Context, each: Shown, slug: str, is_instead: object = False) -> SafeString:
    """The buttons by which people answer a message with one press. is_instead: they take the place of those shown."""
    url, token = address("posts:react", slug, each.message.uid), context.get("csrf_token", "")
    return format_html(
        '<form class="cluster" id="answers-{0}" aria-live="off" method="post" action="{1}" hx-post="{1}" hx-swap="outerHTML"{2}>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{3}">{4}</form>',
        each.message.uid,
        url,
        mark_safe(' hx-swap-oob="true"' if is_instead else ""),
        token,
        mark_safe("".join(_button(answer, each) for answer in each.answers)),
    )


def _button(answer: Answer, each: Shown) -> str:
    pressed = "true" if answer.is_mine else "false"
    count = f' <span class="chip__count">{answer.count}</span>' if answer.count else ""
    return (
        f'<button class="chip" type="submit" name="kind" value="{answer.kind}" id="{answer.kind}-{each.message.uid}"'
        f' aria-pressed="{pressed}">{conditional_escape(str(answer.label))}{count}</button>'
    )


@lru_cache(maxsize=_REMEMBERED)
def _remembered(line: _Line) -> SafeString:
    shown: dict[str, Any] = {"each": line.each, "group": {"slug": line.slug}, "oob": line.is_instead}
    return mark_safe(render_to_string("posts/message.html", shown))
