"""Tags for pages of mentoring: talks, of which a page has up to a hundred, are written here rather than in a template."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith.mentorships.models import Session
from kith.ui.templatetags.ui import day

register = template.Library()


@register.simple_tag
def talk_rows(talks: Iterable[Session]) -> SafeString:
    """Show talks that the two noted: when, who noted it, what it was about, and the next step."""
    next_step = escape(_("Next step:"))
    return mark_safe("".join(_row(talk, next_step) for talk in talks))


def _row(talk: Session, next_step: str) -> str:
    by = escape(talk.by.name) if talk.by else ""
    head = f'<strong>{day(talk.on)}</strong> <span class="soft small">{by}</span>'
    then = f'<br><span class="soft">{next_step} {escape(talk.next_step)}</span>' if talk.next_step else ""
    return f'<li><span class="grow">{head}<br>{linebreaksbr(talk.about)}{then}</span></li>'
