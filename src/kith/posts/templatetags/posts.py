"""Tags for pages of posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language, ngettext

from kith.posts.showing import Answer, Hit, Line, Shown
from kith.ui.markdown import to_html, to_plain
from kith.ui.nav import address
from kith.ui.templatetags.ui import day

register = template.Library()
_BEGINNING = 200  # characters of what was found
_REMEMBERED = 2048  # lines of chats: about two megabytes
_SWAP = ' hx-swap-oob="true"'


class _Line:
    """A message with all that its line is made of; two of the same key look alike. where: as message_lines has it."""

    def __init__(self, each: Shown, where: tuple[object, ...]) -> None:
        self.each, self.where = each, where
        pictures = tuple([picture.uid for picture in each.pictures])
        self._key = (each.message.uid, each.message.changed, each.name, each.is_mine, pictures, where)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Line) and other._key == self._key


@register.simple_tag(takes_context=True)
def message_lines(context: Context, shown: Sequence[Shown], slug: str, is_instead: bool = False) -> SafeString:
    """Show messages. is_instead: they take the places of those that are shown (htmx, out of band).

    What fifty people look at in the same second is put together once; its buttons, which differ, each time.
    """
    token, where = str(context.get("csrf_token", "")), (slug, is_instead, get_language(), get_current_timezone_name())
    lines = ((each, _remembered(_Line(each, where))) for each in shown)
    return mark_safe("".join([f"{line}{_below(each, slug, token)}</li>\n" for each, line in lines]))


@register.simple_tag
def body(each: Shown, slug: str) -> SafeString:
    """What somebody wrote, or why it is not shown."""
    if each.message.stands and not each.pictures:
        return mark_safe(f'<div class="prose">{to_html(each.message.text)}</div>')
    return render_to_string("posts/body.html", {"each": each, "group": {"slug": slug}})


@register.simple_tag
def post_lines(lines: Sequence[Line], slug: str) -> SafeString:
    """Posts in a list."""
    today = timezone.localdate()
    return mark_safe("".join([_post(line, slug, today) for line in lines]))


@register.simple_tag
def hit_lines(hits: Sequence[Hit]) -> SafeString:
    """What words were found in, each with its beginning."""
    today = timezone.localdate()
    return mark_safe("".join([_hit(hit, today) for hit in hits]))


@register.simple_tag(takes_context=True)
def answers(context: Context, each: Shown, slug: str, is_instead: object = False) -> SafeString:
    """The buttons by which people answer a message with one press. is_instead: they take the place of those shown."""
    return mark_safe(_answers(each, slug, str(context.get("csrf_token", "")), is_instead))


def _post(line: Line, slug: str, today: date) -> str:
    replies = [ngettext("%(n)s reply", "%(n)s replies", line.replies) % {"n": line.replies}] if line.replies else []
    told = "".join([f" · {escape(each)}" for each in (*replies, *(f"{label} {n}" for label, n in line.answers))])
    return (
        f'<li><div class="grow"><a href="{address("posts:post", slug, line.uid)}" data-open>{escape(line.title)}</a>'
        f' <span class="badge">{escape(line.kind)}</span><p class="soft small">{escape(line.name)}'
        f" · {day(line.at, today)}{told}</p></div></li>"
    )


def _hit(hit: Hit, today: date) -> str:
    text = to_plain(hit.text)
    text = Truncator(text).chars(_BEGINNING) if len(text) > _BEGINNING else text
    return (
        f'<li><div class="grow"><a href="{escape(hit.url)}" data-open>{escape(hit.place)}</a><p class="small">'
        f'{escape(text)}</p><p class="soft small">{escape(hit.name)} · {day(hit.at, today)}</p></div></li>'
    )


def _below(each: Shown, slug: str, token: str) -> str:
    return _answers(each, slug, token) if each.answers and each.message.stands else ""


def _answers(each: Shown, slug: str, token: str, is_instead: object = False) -> str:
    uid, url = str(each.message.uid), address("posts:react", slug, each.message.uid)
    return (
        f'<form class="cluster" id="answers-{uid}" aria-live="off" method="post" action="{url}" hx-post="{url}"'
        f' hx-swap="outerHTML"{_SWAP if is_instead else ""}>'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f"{''.join([_button(answer, uid) for answer in each.answers])}</form>"
    )


def _button(answer: Answer, uid: str) -> str:
    pressed = "true" if answer.is_mine else "false"
    count = f' <span class="chip__count">{answer.given}</span>' if answer.given else ""
    return (
        f'<button class="chip" type="submit" name="kind" value="{answer.kind}" id="{answer.kind}-{uid}"'
        f' aria-pressed="{pressed}">{escape(answer.label)}{count}</button>'
    )


@lru_cache(maxsize=_REMEMBERED)
def _remembered(line: _Line) -> str:
    """The line up to where its buttons stand."""
    slug, is_instead, *_words = line.where
    shown: dict[str, Any] = {"each": line.each, "group": {"slug": slug}, "oob": is_instead}
    return render_to_string("posts/message.html", shown).rstrip().removesuffix("</li>")
