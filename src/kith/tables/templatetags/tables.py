"""What pages of round tables are made of: the clock of rounds, and, as hundreds sit there, names and choices at one go."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.template import Library
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith.tables.models import Round, Table
from kith.tables.queries.board import Sitting
from kith.tables.queries.evening import Attendee
from kith.ui.nav import address

register = Library()
_NOBODY = UUID(int=0)  # stands in an address for whoever it is of


@register.filter
def milliseconds(moment: datetime | None) -> str:
    """A moment as scripts count: milliseconds since 1970."""
    return str(round(moment.timestamp() * 1000)) if moment else ""


@register.filter
def time_left(round_: Round, now: datetime) -> str:
    """What a clock shows of a round: minutes and seconds left."""
    minutes, seconds = divmod(round_.left(now), 60)
    return f"{minutes}:{seconds:02}"


@register.filter
def choices(found: Iterable[Attendee | Table]) -> SafeString:
    """People, or tables, to choose from; none is chosen yet."""
    return choose(found, None)


@register.simple_tag
def choose(found: Iterable[Attendee | Table], chosen: int | None, nothing: str = "---------") -> SafeString:
    """The same with one of them chosen, by its primary key, or nothing."""
    shown = (
        f'<option value="{each.uid}"{" selected" if each.pk == chosen else ""}>{html.escape(str(each))}</option>'
        for each in found
    )
    first = f'<option value=""{"" if chosen else " selected"}>{html.escape(nothing)}</option>'
    return mark_safe(first + "".join(shown))


@register.simple_tag
def seated(tables: Iterable[tuple[Table, list[Sitting]]], round_: Round, slug: str) -> SafeString:
    """The tables of a round and who sits there, each with the address of what can be said about them."""
    before, after = _around("tables:table", slug)
    write = _writer(round_, slug)
    told = [
        f'<section class="round-table" data-table="{table.uid}" aria-labelledby="t{table.number}"><h3 id="t{table.number}">'
        f'<a href="{before}{table.uid}{after}" data-dialog draggable="false">{html.escape(str(table))}</a> '
        f'<span class="soft small">{len(people)}</span></h3><ul>{"".join(map(write, people))}</ul></section>'
        for table, people in tables
    ]
    return mark_safe("".join(told))


@register.simple_tag
def unseated(diners: Iterable[Attendee], round_: Round, slug: str) -> SafeString:
    """Those who have no place in a round, to be dragged to a table."""
    write = _writer(round_, slug)
    return mark_safe("".join(write(Sitting(diner, is_pinned=False, keeps=False)) for diner in diners))


def _writer(round_: Round, slug: str) -> Callable[[Sitting], str]:
    """What writes one name after the other, so that addresses and words are looked up once."""
    before, after = _around("tables:diner", slug)
    host, by_hand = (f' <span class="badge">{html.escape(word)}</span>' for word in (_("host"), _("by hand")))
    rest = f'{after}?round={round_.number}" data-dialog draggable="false">'
    return partial(_written, before, rest, host, by_hand)


def _written(before: str, rest: str, host: str, by_hand: str, sitting: Sitting) -> str:
    uid, badge = sitting.diner.uid, host if sitting.keeps else by_hand if sitting.is_pinned else ""
    return (
        f'<li class="diner" draggable="true" data-diner="{uid}"><a id="p-{uid}" href="{before}{uid}{rest}'
        f"{html.escape(sitting.diner.called)}</a>{badge}</li>"
    )


def _around(url_name: str, slug: str) -> list[str]:
    """What stands before and after the uid in an address."""
    return address(url_name, slug, _NOBODY).split(str(_NOBODY))
