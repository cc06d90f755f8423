"""How figures are written, and the rows in which challenges and statistics stand: in Python, as lists have many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape

from django.template import Library
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kith.challenges.models import Challenge
from kith.challenges.queries import Goal, Own, Shown
from kith.ui.nav import address
from kith.ui.templatetags.ui import day, progress

register = Library()


@register.filter
def figure(amount: Decimal | None, unit: str = "") -> str:
    """Write an amount without needless zeros, with its unit behind it: 12.5 km."""
    return _written(Decimal(amount or 0), str(unit), get_language())


@register.filter
def plain(amount: Decimal) -> str:
    """Write an amount as forms send it."""
    return f"{amount.normalize():f}"


@register.simple_tag
def span(challenge: Challenge, today: date | None = None) -> SafeString:
    """The days of a challenge."""
    return mark_safe(f"{day(challenge.starts_on, today)} {escape(_('to'))} {day(challenge.ends_on, today)}")


@register.simple_tag
def people(one: Shown) -> str:
    """How many take part."""
    if one.people:
        return ngettext("%(n)s person takes part", "%(n)s people take part", one.people) % {"n": one.people}
    return _("Nobody took part at the last daily count") if one.challenge.counted_on else _("New")


@register.simple_tag
def goals(one: Shown) -> SafeString:
    """The bar of all together, or of one's own part where others may not be told yet, and below it one's own."""
    label = _("Your part so far") if one.entrant and not one.is_open else _("All together")
    return mark_safe(f"{goal(one.goal, label)}{goal(one.own_goal, _('You')) if one.own_goal else ''}")


@register.simple_tag
def goal(goal: Goal, label: str) -> SafeString:
    """A bar, or only the sum where there is no goal."""
    if not goal.goal:
        sum_of_all = f'<p>{escape(label)}: <strong class="numbers">{escape(figure(goal.done, goal.unit))}</strong></p>'
        return mark_safe("" if goal.done is None else sum_of_all)
    wanted = figure(goal.goal, goal.unit)
    if goal.done is None:
        return progress(label, 0, 100, _("Goal: %(goal)s") % {"goal": wanted})
    return progress(label, goal.percent, 100, _("%(done)s of %(goal)s") % {"done": figure(goal.done), "goal": wanted})


@register.simple_tag
def challenge_rows(shown: Sequence[Shown], slug: str, today: date | None = None) -> SafeString:
    """Challenges in a list: their days, people and bars, and one's name in each or the way in."""
    on = today or timezone.localdate()
    return mark_safe("".join([_row(one, slug, on) for one in shown]))


@register.simple_tag
def past_rows(challenges: Iterable[Challenge], slug: str, today: date) -> SafeString:
    """Challenges that are over."""
    return mark_safe("".join([_past(challenge, slug, today) for challenge in challenges]))


@register.simple_tag(takes_context=True)
def taps(context: Context, owns: Sequence[Own], slug: str) -> SafeString:
    """Each statistic with what one did this week, and a form whose buttons note an amount by one tap."""
    fields = (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{context.get("csrf_token", "")}">'
        f'<input type="hidden" name="next" value="{escape(context["request"].path)}">'
    )
    return mark_safe(f'<ul class="rows">{"".join(_taps(own, slug, fields) for own in owns)}</ul>')


def _row(one: Shown, slug: str, today: date) -> str:
    title, url = escape(one.challenge.title), address("challenges:challenge", slug, one.challenge.uid)
    if one.entrant:
        end = f'<span class="badge badge--strong">{escape(one.entrant.pseudonym)}</span>'
    else:
        words = f'{escape(_("Take part"))}<span class="visually-hidden">: {title}</span>'
        end = f'<a class="button button--small" href="{url}">{words}</a>'
    return (
        f'<li><div class="grow stack stack--close"><span class="cluster cluster--apart"><a href="{url}" data-open>'
        f'<strong>{title}</strong></a> {end}</span><span class="soft small">{span(one.challenge, today)}'
        f" · {escape(people(one))}</span>{goals(one)}</div></li>"
    )


def _past(challenge: Challenge, slug: str, today: date) -> str:
    url = address("challenges:challenge", slug, challenge.uid)
    return (
        f'<li><a class="grow" href="{url}" data-open>{escape(challenge.title)}</a>'
        f' <span class="rows__end soft small">{span(challenge, today)}</span></li>'
    )


def _taps(own: Own, slug: str, fields: str) -> str:
    name, unit = escape(own.statistic.name), own.statistic.unit
    hidden = f'<span class="visually-hidden">: {name}</span>'
    url, enter = (address(f"challenges:{page}", slug, own.statistic.uid) for page in ("statistic", "enter"))
    this_week = _("This week: %(amount)s") % {"amount": figure(own.this_week, unit)}
    by_kith = f" · {escape(_('counted by Kith'))}" if own.is_counting else ""
    buttons = "".join(
        f'<button class="button button--small" type="submit" name="amount" value="{plain(tap)}">'
        f'<span class="numbers">+{escape(figure(tap, unit))}</span>{hidden}</button>'
        for tap in own.taps
    )
    return (
        f'<li><span class="grow"><a href="{url}" data-open>{name}</a><br><span class="soft small">{escape(this_week)}'
        f'{by_kith}</span></span> <form class="rows__end cluster" method="post" action="{enter}">{fields}{buttons}'
        f'<a class="button button--small button--quiet" href="{url}">{escape(_("More"))}{hidden}</a></form></li>'
    )


@lru_cache(maxsize=4096)
def _written(amount: Decimal, unit: str, _language: str | None) -> str:
    found = amount.normalize()
    places = max(0, -int(found.as_tuple().exponent))
    written = number_format(found, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{written} {unit}".strip()
