"""Tags for pages of the directory: what stands there twenty times is written here rather than in a template."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import forms, template
from django.http import QueryDict
from django.template.defaultfilters import date as formatted
from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kith.careers import Gain, Step
from kith.directory.forms import FinderForm
from kith.directory.models import Found, ListingDate
from kith.directory.queries.bridges import Stone
from kith.directory.queries.candidates import Candidate, Shown
from kith.directory.queries.finding import Line, Made
from kith.directory.queries.reasons import day_in_words
from kith.groups import languages
from kith.groups.models import Format, Kind
from kith.ui.nav import address
from kith.ui.templatetags.ui import field, icon

register = template.Library()

_REASONS = 4  # for one group
_BUTTON = "button button--small"
_KINDS, _FORMATS, _FOUND = dict(Kind.choices), dict(Format.choices), dict(Found.choices)
_nothing_said: dict[tuple[type[forms.BaseForm], str, str | None], SafeString] = {}


@register.simple_tag
def found_line(line: Line) -> SafeString:
    """Show a group that was found: name, kind, why, what it says of itself, and how to go there."""
    one = line.shown.candidate
    name, kind = escape(one.name), escape(str(_KINDS.get(one.facts.kind, one.facts.kind)))
    mine = f' <span class="badge badge--strong">{escape(_("You belong to it"))}</span>' if line.is_mine else ""
    purpose = f"<span>{escape(one.facts.purpose)}</span>" if one.facts.purpose else ""
    why = "".join(f"<li>{escape(reason.text)}</li>" for reason in line.reasons[:_REASONS])
    return mark_safe(
        '<li><div class="grow stack stack--close">'
        f'<span class="cluster"><a class="lead" href="{escape(one.url)}" data-open>{name}</a> '
        f'<span class="badge">{kind}</span>{mine}</span>{purpose}'
        f'<ul class="small soft">{why}</ul><span class="small soft">{escape(" · ".join(_told(one)))}</span></div>'
        f'<span class="rows__end">{go(line.shown)}</span></li>'
    )


@register.simple_tag
def go(shown: Shown) -> SafeString:
    """Show the button that leads to where it meets next, or to its page."""
    one = shown.candidate
    here, name, url = one.is_here, escape(one.name), escape(shown.url)
    hidden = f'<span class="visually-hidden">{{}}{name}</span></a>'
    if shown.next:
        said, more, after = (
            (_("Go: %(day)s"), "#answer-title", "") if here else (_("Into my calendar: %(day)s"), "", " download")
        )
        words = escape(said % {"day": _day(shown.next)})
        link = f'<a class="{_BUTTON} button--main" href="{url}{more}"{after}>{icon("meeting")} {words}{hidden.format(", ")}'
    elif here:
        link = f'<a class="{_BUTTON}" href="{url}">{escape(_("Look at it"))}{hidden.format(": ")}'
    else:
        link = f'<a class="{_BUTTON}" href="{url}">{escape(_("When do they meet?"))}{hidden.format(" ")}'
    return mark_safe(link)


@register.simple_tag
def stone(one: Stone) -> SafeString:
    """Show a step of a way to new work: what it asks for, who made it, and the groups that help there."""
    head, facts, beneath = _step(one.step, one.number, one.before, get_language())
    made = f"<dt>{escape(_('Who made it'))}</dt><dd>{'<br>'.join(map(_made, one.members))}</dd>" if one.members else ""
    return mark_safe(
        f'<article class="stack" aria-label="{escape(one.step.title)}">{head}<dl class="facts">{facts}{made}</dl>{beneath}'
        f"{_helping(one)}</article>"
    )


@register.simple_tag
def finder_field(bound: forms.BoundField) -> SafeString:
    """Show a field of the search, as {% field %} does; one in which nothing is said is written once for each language."""
    if bound.data or bound.errors:
        return field(bound)
    key = type(bound.form), bound.name, get_language()
    if key not in _nothing_said:
        _nothing_said[key] = field(bound)
    return _nothing_said[key]


@register.simple_tag
def empty_finder() -> FinderForm:
    """Return the search in which nothing is asked for."""
    return FinderForm(QueryDict())


@lru_cache(maxsize=1024)
def _step(step: Step, number: int, before: str, _language: str | None) -> tuple[str, str, str]:
    """What is the same for everybody who takes this step: its head, its facts, and what stands beneath them."""
    like = _("Its work is %(like)s that of %(before)s.") % {"like": step.like, "before": before}
    told = (
        (_("Skills to gain"), _gains(step.skills)),
        (_("Knowledge to gain"), _gains(step.knowledge)),
        (_("Technology used there"), escape(", ".join(step.technology))),
        (_("Preparation"), escape(step.preparation)),
    )
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{words}</dd>" for name, words in told if words)
    beneath = f'<p class="small soft">{escape(step.worked_out)}</p>' if step.worked_out else ""
    head = f'<h3>{number}. {escape(step.title)}</h3><p>{escape(step.does)} <span class="soft">{escape(like)}</span></p>'
    return head, facts, beneath


def _gains(found: Iterable[Gain]) -> str:
    """Skills or knowledge to gain, each with its level before and after."""
    levels = ((each, floatformat(each.level_now, 1), floatformat(each.level_then, 1)) for each in found)
    return ", ".join(
        f'{escape(each.name)} <span class="soft small">({now} → {then})</span>' for each, now, then in levels
    )


def _made(step: Made) -> str:
    """Who made a step, and what helped."""
    year = f" ({step.year})" if step.year else ""
    helped = f". {_('What helped:')} {step.helped}" if step.helped else ""
    return escape(f"{step.name or _('A member')}: {step.from_title} → {step.to_title}{year}{helped}")


def _helping(one: Stone) -> str:
    """The groups that help with a step, or what to do where there is none."""
    exact = escape(_("for %(title)s") % {"title": one.step.title})
    rows = [_help(shown, exact) for shown in one.groups]
    rows += [_help(shown, escape(_("in the same field"))) for shown in one.in_field]
    if rows:
        return f'<ul class="rows">{"".join(rows)}</ul>'
    link = f'<a href="{address("directory:new")}">{escape(_("Enter one that you found"))}</a>'
    return f'<p class="soft small">{escape(_("No group for this step is known here yet."))} {link}</p>'


def _help(shown: Shown, why: str) -> str:
    one = shown.candidate
    name = f'<a href="{escape(one.url)}">{escape(one.name)}</a> <span class="small soft">{why}</span>'
    return f'<li><span class="grow">{name}</span><span class="rows__end">{go(shown)}</span></li>'


def _told(one: Candidate) -> list[str]:
    """What it says of itself, in a few words each."""
    facts, size = one.facts, one.size
    members = ngettext("1 member", "%(n)s members", size) % {"n": size} if size else ""
    language = languages.in_words(facts.language) if facts.language else ""
    shape = _FORMATS.get(facts.format, facts.format)
    return [word for word in (facts.place, str(shape), language, members, _known_from(one)) if word]


def _known_from(one: Candidate) -> str:
    if one.is_here:
        return _("on this server")
    elif one.checked_on:
        return _("checked on %(day)s") % {"day": formatted(one.checked_on, "j F Y")}
    elif one.found == Found.SEED:
        return _("from general knowledge, not checked since")
    else:
        return f"{_FOUND.get(one.found, one.found)}, {_('not checked since')}"


def _day(when: Any) -> str:
    if isinstance(when, ListingDate) and when.is_whole_day:
        return day_in_words(when.local, "D j M")
    return day_in_words(localtime(when.starts_at), "D j M, H:i")
