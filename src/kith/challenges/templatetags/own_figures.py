"""One's own figures on pages: rows of entries and of files, and the plot of half a year, in Python, as there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from html import escape

from django.template import Library
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kith.challenges.figures import Bar, Figures
from kith.challenges.models import Entry, EntryFile, Statistic
from kith.challenges.templatetags.challenges import figure
from kith.ui.nav import address
from kith.ui.templatetags.ui import day, icon

register = Library()


@register.simple_tag
def entry_rows(entries: Iterable[Entry], today: date, is_all: object = False) -> SafeString:
    """Figures, each with its day and how it came here. is_all: of all statistics."""
    return mark_safe("".join([_entry(entry, today, is_all) for entry in entries]))


@register.simple_tag(takes_context=True)
def file_rows(context: Context, files: Iterable[EntryFile], is_all: object = False) -> SafeString:
    """Files that were taken in, each with the way to take it back, as questions.files has them."""
    fields = (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{context.get("csrf_token", "")}">'
        f'<input type="hidden" name="next" value="{escape(context["request"].path)}">'
        f'<button class="button button--small" type="submit">{icon("undo")} {escape(_("Take back"))}'
    )
    today = context.get("today")
    return mark_safe("".join([_file(file, today, fields, is_all) for file in files]))


@register.simple_tag
def plot(statistic: Statistic, figures: Figures) -> SafeString:
    """Half a year by week, as bars and as a table of the weeks in which there was anything."""
    named = {"name": statistic.name}
    label, caption = _("%(name)s by week, half a year") % named, _("%(name)s by week") % named
    rows = "".join(_row(bar, statistic.unit) for bar in figures.bars if bar.amount)
    return mark_safe(
        f'<figure class="plot plot--year"><svg viewBox="0 0 312 84" role="img" aria-label="{escape(label)}">'
        f'<path class="plot__rule" d="M0 72.5H312" />{"".join(map(_bar, figures.bars))}</svg><div class="visually-hidden">'
        f'<table><caption>{escape(caption)}</caption><thead><tr><th scope="col">{escape(_("Week from"))}</th>'
        f'<th scope="col">{escape(statistic.name)}</th></tr></thead><tbody>{rows}</tbody></table></div></figure>'
    )


def _entry(entry: Entry, today: date, is_all: object) -> str:
    amount = f'<strong class="numbers">{escape(figure(entry.amount, entry.unit))}</strong>'
    if entry.source == Entry.Source.KITH:
        when = escape(_("week from %(day)s") % {"day": _written(entry.on, "j F Y")})
    else:
        when = str(day(entry.on, today))
        words = escape(f", {_written(entry.on, 'j F')}: {_('correct or remove')}")
        url = address("challenges:entry", entry.uid)
        amount = f'<a href="{url}" data-open>{amount}<span class="visually-hidden">{words}</span></a>'
    told = " · ".join([when, *map(escape, _said_of(entry, is_all))])
    return f'<li><span class="grow">{amount} <span class="soft small">{told}</span></span></li>'


def _file(file: EntryFile, today: date | None, fields: str, is_all: object) -> str:
    format_, brought = escape(file.get_format_display()), getattr(file, "brought", 0)
    entries = escape(ngettext("%(n)s entry", "%(n)s entries", brought) % {"n": brought})
    place = escape(f" · {file.what}, {file.group_name}") if is_all else ""
    return (
        f'<li><span class="grow">{format_} <span class="soft small">{entries}, {day(file.created_at, today)}{place}</span>'
        f'</span> <form class="rows__end" method="post" action="{address("challenges:take_back", file.uid)}">{fields}'
        f'<span class="visually-hidden">: {format_}</span></button></form></li>'
    )


def _said_of(entry: Entry, is_all: object) -> Iterator[str]:
    if is_all:
        yield f"{entry.what}, {entry.group_name}"
    if entry.source != Entry.Source.HAND:
        yield entry.get_source_display()
    if entry.metres is not None:
        minutes = [figure(entry.minutes, "min")] if entry.seconds else []
        climb = [_("%(n)s m up") % {"n": entry.climb}] if entry.climb else []
        yield ", ".join([figure(entry.kilometres, "km"), *minutes, *climb])


def _bar(bar: Bar) -> str:
    drawn = f'<rect class="share__part" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}" />'
    if bar.begins_month:
        return f'{drawn}<text class="plot__text" x="{bar.x}" y="82">{escape(_written(bar.week, "M"))}</text>'
    return drawn


def _row(bar: Bar, unit: str) -> str:
    week = escape(_written(bar.week, "j F Y"))
    return f'<tr><th scope="row">{week}</th><td>{escape(figure(bar.amount, unit))}</td></tr>'


def _written(day: date, form: str) -> str:
    return _remembered(day, form, get_language())


@lru_cache(maxsize=4096)
def _remembered(day: date, form: str, _language: str | None) -> str:
    """Pages name the same days again and again."""
    return date_format(day, form)
