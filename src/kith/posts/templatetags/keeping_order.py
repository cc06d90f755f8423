"""Tags for the page on which organisers keep order: cards of what was reported, and lines of what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith.posts.models import Report
from kith.posts.reported import Handled
from kith.posts.showing import Reported, called
from kith.posts.templatetags.posts import body
from kith.ui.nav import address
from kith.ui.templatetags.ui import day, submit

register = template.Library()


@register.simple_tag(takes_context=True)
def report_cards(context: Context, reports: Sequence[tuple[Reported, SafeString]], slug: str) -> SafeString:
    """What was reported, each with the field for why it is removed, and the two things that can be decided."""
    token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{context.get("csrf_token", "")}">'
    buttons = (
        f'<div class="form__actions">{submit(_("Remove it"), "move", "remove", "alarm")}<button class="button" type="submit"'
        f' name="move" value="keep" formnovalidate>{escape(_("Leave it as it is"))}</button></div>'
    )
    today = timezone.localdate()
    return mark_safe("".join([_card(report, slug, f"{token}{why}{buttons}", today) for report, why in reports]))


@register.simple_tag
def handled_lines(reports: Sequence[Handled]) -> SafeString:
    """Reports that were looked at: by whom, and what became of them."""
    today, outcomes = timezone.localdate(), {value: str(label) for value, label in Report.Outcome.choices}
    return mark_safe(
        "".join([_line(each.why, (outcomes[each.outcome], called(each.by)), each.at, today) for each in reports])
    )


@register.simple_tag
def log_lines(entries: Iterable[tuple[str, datetime, str | None, str | None]]) -> SafeString:
    """What organisers did, each with when, by whom and about whom."""
    today = timezone.localdate()
    return mark_safe(
        "".join(
            [
                _line(what if about is None else f"{about}: {what}", () if by is None else (by,), at, today)
                for what, at, by, about in entries
            ]
        )
    )


def _line(words: str, ends: Sequence[str], at: datetime, today: date) -> str:
    told = "".join([f"{escape(end)} · " for end in ends])
    when = day(at, today)
    return f'<li><span class="grow">{escape(words)}</span> <span class="rows__end soft small">{told}{when}</span></li>'


def _card(report: Reported, slug: str, fields: str, today: date) -> str:
    shown = report.shown
    label = _("Written by %(name)s") % {"name": shown.name}
    said = _("%(name)s: %(why)s") % {"name": report.by, "why": report.why}
    return (
        f'<article class="card" aria-label="{escape(label)}"><p class="soft small">{escape(shown.name)}'
        f' · <a href="{escape(report.url)}">{day(shown.message.created_at, today)}</a></p>{body(shown, slug)}'
        f'<p class="note">{escape(said)}</p><form class="form" method="post"'
        f' action="{address("posts:handle", slug, report.uid)}">{fields}</form></article>'
    )
