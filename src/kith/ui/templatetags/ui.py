"""The components that pages are made of; README.md beside this folder shows a line of template for each."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.base import FilterExpression, Parser, TextNode, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kith.ui import assets, days, devices, icons, nav, persons, plots, queries_in_urls, toasts
from kith.ui import markdown as marked
from kith.ui.form_renderer import escaped

register = template.Library()


# The frame of a page.


@register.simple_tag
def styles(*, tolerant: bool = False) -> SafeString:
    """Link the style sheets. tolerant: leave out what cannot be found, for error pages."""
    addresses = ((address,) for address in assets.links(tolerant=tolerant))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', addresses)


@register.simple_tag
def modules() -> SafeString:
    """Load every JavaScript module."""
    addresses = ((static(name),) for name in assets.modules())
    return format_html_join("\n", '<script type="module" src="{}"></script>', addresses)


@register.simple_tag
def url_if_any(url_name: str, *args: object) -> str:
    """Return the address of that name, or nothing where the feature is absent."""
    return nav.address(url_name, *args)


@register.simple_tag(takes_context=True)
def places(context: Context) -> nav.Frame:
    """Return the places that stand around the page."""
    request = context.get("request")
    return nav.frame(request.path if request else "", request)


@register.simple_tag(takes_context=True)
def tab(context: Context, url_name: str, label: str, *args: object) -> SafeString:
    """One link of a <nav class="tabs">, or nothing where its address does not exist."""
    url, request = nav.address(url_name, *args), context.get("request")
    is_here = request is not None and request.path.startswith(url)
    return (
        format_html('<a href="{}"{}>{}</a>', url, _current("page" if is_here else ""), label) if url else SafeString("")
    )


def icon(name: str) -> SafeString:
    """Draw an icon. It says nothing to a screen reader: a word stands beside it, or its button has a label."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{icons.DRAWINGS[name]}</svg>')


class Icon(template.Node):
    """An icon whose name is known only when the page is shown."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        return icon(self.name.resolve(context))


@register.tag("icon")
def compile_icon(parser: Parser, token: Token) -> template.Node:
    """{% icon "name" %}: drawn once, when the template is read, where the name stands there in quotes."""
    name = parser.compile_filter(token.split_contents()[1])
    return TextNode(icon(str(name.var))) if isinstance(name.var, str) and not name.filters else Icon(name)


@register.inclusion_tag("ui/components/toast.html", takes_context=True)
def toast(context: Context, message: Any) -> dict[str, object]:
    """Show a message of Django's, with its undo button if it has one (kith.ui.toasts)."""
    request = context.get("request")
    return {
        "text": message,
        "level": getattr(message, "level_tag", ""),
        "undo_url": toasts.undo_url_of(message),
        "back": toasts.page_of(request) if request else "/",
        "csrf_token": context.get("csrf_token", ""),
    }


# People.


# Written without Django's format_html: a page shows up to a hundred people.


@register.simple_tag
def avatar(person: Any, size: str = "") -> SafeString:
    """The photo or the initials, in a ring of the person's warmth. size: small, large, or none."""
    ring = f'class="avatar{f" avatar--{size}" if size else ""}" data-warmth="{persons.step(person)}"'
    photo = persons.photo_url(person)
    if photo:
        return mark_safe(f'<img {ring} src="{html.escape(photo)}" alt="">')
    return mark_safe(f'<span {ring} aria-hidden="true">{html.escape(persons.initials(person))}</span>')


@register.simple_tag
def warmth(person: Any) -> SafeString:
    """A dot of the person's warmth, and the word for it."""
    word = html.escape(persons.words(person))
    return mark_safe(f'<span class="warmth" data-warmth="{persons.step(person)}">{word}</span>')


@register.simple_tag
def person_chip(person: Any, note: str = "", size: str = "") -> SafeString:
    """Avatar and linked name, with a line beneath: the note given, or the word for the person's warmth."""
    css = f"person-chip person-chip--{size}" if size else "person-chip"
    beneath = conditional_escape(note or persons.words(person))
    return mark_safe(
        f'<span class="{css}">{avatar(person, size)}<span class="person-chip__text">{person_link(person)}'
        f'<span class="person-chip__note">{beneath}</span></span></span>'
    )


@register.simple_tag
def person_link(person: Any) -> SafeString:
    """The name, linked to the person's page where there is one."""
    name, address = html.escape(persons.name(person)), html.escape(persons.url(person))
    return mark_safe(f'<a class="person-chip__name" href="{address}">{name}</a>')


@register.simple_tag
def reason(text: str, kind: str = "", url: str = "", evidence: str = "") -> SafeString:
    """Why, in words, with a link to what it was worked out from. kind: see ICONS_OF_REASONS."""
    drawn = icon(persons.ICONS_OF_REASONS.get(kind, "note"))
    said = conditional_escape(evidence or _("see why"))
    link = f' <a class="reason__evidence" href="{html.escape(url)}">{said}</a>' if url else ""
    return mark_safe(f'<p class="reason">{drawn} <span>{conditional_escape(text)}{link}</span></p>')


@register.simple_tag
def reasons(found: Sequence[Any]) -> SafeString:
    """Several reasons at once, each with `words`, a `code` as its kind, and the `url` of its evidence."""
    return mark_safe("".join(reason(why.words, why.code, why.url) for why in found))


# Days.


@register.simple_tag
def day(value: date | datetime | None, on: date | None = None) -> SafeString | str:
    """A day as people say it (today, 3 March), in full when pointed at."""
    return _time(value, days.in_words, on)


@register.simple_tag
def ago(value: date | datetime | None, on: date | None = None) -> SafeString | str:
    """How far a day is away (in 3 weeks, 5 months ago), in full when pointed at."""
    return _time(value, days.away, on)


@register.filter
def device(user_agent: str) -> str:
    """The browser and the machine that a User-Agent header names: Firefox on Windows."""
    return devices.in_words(user_agent)


# Texts.


@register.filter
def markdown(text: str) -> SafeString:
    """What members wrote in Markdown, as harmless HTML (kith.ui.markdown); stands in an element with the class prose."""
    return marked.to_html(text)


# Forms.


# Written without Django's format_html, too: a form may have fifty fields.


@register.simple_tag
def field(bound: forms.BoundField, label: str = "") -> SafeString:
    """A field with label, help and errors, each tied to it."""
    if bound.is_hidden:
        return SafeString(bound)
    widget, said = bound.field.widget, str(label or bound.label or "")
    name, number = escaped(said[:1].upper() + said[1:]), escaped(bound.id_for_label)
    if isinstance(widget, forms.CheckboxInput):
        told = f'<label class="check" for="{number}">{bound} <span>{name}</span></label>'
    elif widget.use_fieldset:
        tied = f' aria-describedby="{escaped(ids)}"' if (ids := bound.aria_describedby) else ""
        return mark_safe(f'<fieldset class="field"{tied}><legend>{name}</legend>{bound}{_notes(bound)}</fieldset>')
    else:
        optional = "" if bound.field.required else f' <span class="field__optional">{escaped(_("(optional)"))}</span>'
        told = f'<label class="field__label" for="{number}">{name}{optional}</label>{bound}'
    return mark_safe(f'<div class="field">{told}{_notes(bound)}</div>')


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """All fields of a form, and what is wrong with it as a whole."""
    return mark_safe("".join([str(form.non_field_errors()), *map(field, form)]))


@register.simple_tag
def submit(label: str, name: str = "", value: str = "", kind: str = "main") -> SafeString:
    """A button that sends its form. kind: main, quiet, alarm, or none."""
    return format_html(
        '<button class="button{}" type="submit"{}{}>{}</button>',
        f" button--{kind}" if kind else "",
        format_html(' name="{}"', name) if name else "",
        format_html(' value="{}"', value) if value else "",
        label,
    )


# Lists and tables.


@register.simple_block_tag
def empty_state(
    content: str, title: str, icon_name: str = "", action_url: str = "", action_label: str = ""
) -> SafeString:
    """What a page says when it has nothing to show, and what to do next."""
    return format_html(
        '<section class="empty">{}<h2 class="empty__title">{}</h2><div>{}</div>{}</section>',
        icon(icon_name) if icon_name else "",
        title,
        mark_safe(content.strip()),
        format_html('<a class="button button--main" href="{}">{}</a>', action_url, action_label) if action_url else "",
    )


@register.inclusion_tag("ui/components/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, key: str, default: str = "") -> dict[str, object]:
    """A table heading that sorts by `key`, and the other way round at the second press. default: today's order."""
    query = context["request"].GET
    current = query.get("sort", default)
    order = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {
        "label": label,
        "order": order,
        "url": queries_in_urls.replaced(query, sort=f"-{key}" if order == "ascending" else key, page=None),
    }


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, object]:
    """Links to the pages before and after, which keep the rest of the address."""
    query = context["request"].GET
    return {
        "page": page,
        "back": queries_in_urls.replaced(query, page=page.previous_page_number()) if page.has_previous() else "",
        "on": queries_in_urls.replaced(query, page=page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def chip(context: Context, label: str, key: str, value: str, count: int | None = None) -> SafeString:
    """A filter that is turned on and off by pressing: sets or removes ?key=value in the address."""
    query = context["request"].GET
    is_on = value in query.getlist(key)
    url = queries_in_urls.toggled(query, key, value)
    number = format_html(' <span class="chip__count">{}</span>', count) if count is not None else ""
    current = mark_safe(' aria-current="true"') if is_on else ""
    return format_html('<a class="chip" href="{}"{}>{}{}</a>', url, current, label, number)


@register.simple_tag
def progress(label: str, value: int | None = None, most: int = 100, text: str = "") -> SafeString:
    """How far something has come; without a value, that it is under way."""
    said = f' <span class="progress__text">{conditional_escape(text)}</span>' if text else ""
    reached = f' value="{int(value)}"' if value is not None else ""
    return mark_safe(
        f'<div class="progress"><label class="progress__label"><span>{conditional_escape(label)}</span>{said}'
        f' <progress max="{int(most)}"{reached}></progress></label></div>'
    )


# Plots.


@register.inclusion_tag("ui/components/tie_plot.html")
def tie_plot(history: Any) -> dict[str, object]:
    """Warmth and depth over time. history: has days, warmth and depth, equally long; numbers from 0 to 100."""
    return {"plot": plots.tie(history.days, history.warmth, history.depth)}


@register.inclusion_tag("ui/components/year_of_touches.html")
def year_of_touches(counts: Mapping[date, int], on: date | None = None, week_start: int = 0) -> dict[str, object]:
    """How many touches each day of the year up to `on` had. counts: of those days that had any."""
    plot = plots.year(counts, on or timezone.localdate(), week_start)
    return {"plot": plot, "squares": mark_safe("".join(_square(cell) for cell in plot.cells))}


@register.inclusion_tag("ui/components/sparkline.html")
def sparkline(values: Sequence[float], label: str = "") -> dict[str, object]:
    """A small line of how a number went, with its first and last value in words."""
    return {"plot": plots.spark(values), "label": label}


@register.inclusion_tag("ui/components/week_ring.html")
def week_ring(done: int, goal: int) -> dict[str, object]:
    """How much of the week's aim is done, as a ring that closes."""
    share = plots.share(done, goal)
    return {"done": done, "goal": goal, "percent": round(share * 100), "step": plots.step(share)}


def _notes(bound: forms.BoundField) -> str:
    """The help beneath a field, which may hold markup of ours, as Django's forms allow; and what is wrong with it."""
    told = f'<div class="field__help" id="{bound.auto_id}_helptext">{bound.help_text}</div>' if bound.help_text else ""
    return f"{told}{bound.errors}" if bound.form.is_bound and bound.errors else told


def _square(cell: plots.Cell) -> str:
    """A day of a year; there are 370 of them, too many for a loop in a template."""
    title = f"<title>{html.escape(cell.title)}</title>" if cell.title else ""
    at = f'x="{cell.x}" y="{cell.y}" width="{plots.CELL}" height="{plots.CELL}"'
    return f'<rect class="plot__day" data-warmth="{cell.step}" {at} rx="2">{title}</rect>'


def _current(value: str) -> SafeString:
    return format_html(' aria-current="{}"', value) if value else SafeString("")


def _time(value: date | datetime | None, wording: Callable[[date, date], str], on: date | None) -> SafeString | str:
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    words, full = _day_in_words(day, wording, on or timezone.localdate(), get_language())
    return mark_safe(f'<time datetime="{value.isoformat()}" title="{full}">{words}</time>')


@lru_cache(maxsize=4096)
def _day_in_words(
    day: date, wording: Callable[[date, date], str], on: date, _language: str | None
) -> tuple[SafeString, SafeString]:
    """The day as it is called from the day `on`, and in full. Lists name the same days again and again."""
    return conditional_escape(wording(day, on)), conditional_escape(days.in_full(day))
