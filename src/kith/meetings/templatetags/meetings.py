"""Tags for pages that show meetings: when one is, and the rows of a list, written at one go."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.template import Context, Library
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.groups.faces import Face
from kith.groups.templatetags.groups import member
from kith.meetings.models import RSVP, Met
from kith.meetings.queries import Card, Line, Noted, Promise, When
from kith.ui.nav import address
from kith.ui.templatetags.ui import icon, person_chip, submit

register = Library()


@register.simple_tag
def clock(moment: datetime) -> SafeString:
    """The time of a moment in the zone that it is told in; Django's filters would tell it in the reader's."""
    return mark_safe(f'<time datetime="{moment.isoformat()}">{moment:%H:%M}</time>')


@register.simple_tag
def when(told: When) -> SafeString:
    """When a meeting is, where it takes place, and when that is for the user if their clocks show something else."""
    starts, ends = told.starts, told.ends
    shown = f"{WEEKDAYS[starts.weekday()]}, {starts.day} {MONTHS[starts.month]} {starts:%Y, %H:%M}"
    until = f"{ends:%H:%M}" if told.ends_that_day else f"{ends.day} {MONTHS[ends.month]}, {ends:%H:%M}"
    elsewhere = f" ({html.escape(told.zone)}); {html.escape(_mine(told.mine))}" if told.mine else ""
    return mark_safe(
        f'<time datetime="{starts.isoformat()}">{html.escape(shown)}</time>–{html.escape(until)}{elsewhere}'
    )


@register.simple_tag
def meeting_rows(lines: Iterable[Line]) -> SafeString:
    """Meetings in a list, each with its day, how many come, and what the user said."""
    return mark_safe("".join(map(_row, lines)))


@register.simple_tag
def promises(found: Iterable[Promise]) -> SafeString:
    """What others promised the user, each in a line."""
    return mark_safe("".join(f'<p class="note">{html.escape(_promise(each))}</p>' for each in found))


@register.simple_tag
def to_tap(found: Iterable[Face]) -> SafeString:
    """Members whom the user may have met, each with a line for what to do for them."""
    label, example = _("What I do for %(name)s"), html.escape(_("Send the article"))
    return mark_safe(
        "".join(
            f'<li><label class="check grow"><input type="checkbox" name="met" value="{face.uid}"> {member(face, "", False)}</label>'
            f' <input class="input rows__end" type="text" name="line-{face.uid}" maxlength="300" '
            f'aria-label="{html.escape(label % {"name": face.name})}" placeholder="{example}"></li>'
            for face in found
        )
    )


@register.simple_tag(takes_context=True)
def in_my_book(context: Context, found: Iterable[tuple[Met, bool]], slug: str) -> SafeString:
    """Whom the user has met, each with a button that notes thanks, or that they have been thanked."""
    token, word = _token(context), f"{icon('thanks')} {html.escape(_('I have thanked them'))}"
    done = f'<span class="rows__end badge">{html.escape(_("Thanked"))}</span>'
    send = partial(_button, "rows__end", token, word)
    return mark_safe(
        "".join(
            f"<li>{person_chip(met.person, '', 'small')} "
            f"{done if is_thanked else send(address('meetings:thank', slug, met.uid))}</li>"
            for met, is_thanked in found
        )
    )


@register.simple_tag(takes_context=True)
def to_keep_cards(context: Context, found: Iterable[Card], slug: str) -> SafeString:
    """Those whose e-mail address may be kept, each with a button that does so."""
    token, words = _token(context), _("Keep the e-mail address of %(name)s")
    told = ((card.uid, f"{icon('plus')} {html.escape(words % {'name': card.name})}") for card in found)
    return mark_safe("".join(_button("", token, word, address("meetings:keep", slug, uid)) for uid, word in told))


def _button(css: str, token: str, word: str, url: str) -> str:
    """A form of one button."""
    named = f' class="{css}"' if css else ""
    return f'<form{named} method="post" action="{url}">{token}<button class="button button--small" type="submit">{word}</button></form>'


def _token(context: Context) -> str:
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{html.escape(str(context["csrf_token"]))}">'


@register.simple_tag(takes_context=True)
def on_the_list(context: Context, found: Iterable[tuple[Face, Noted | None]]) -> SafeString:
    """Members on the organiser's list, each with what is noted of them, and buttons that note it."""
    write = partial(_on_the_list, _form(context))
    return mark_safe("".join(write(member(face), face.uid, noted) for face, noted in found))


@register.simple_tag(takes_context=True)
def newcomers_on_the_list(context: Context, found: Iterable[RSVP]) -> SafeString:
    """The same for those who do not belong to the group."""
    write, nameless = partial(_on_the_list, _form(context)), _("Somebody without a name")
    noted = ((html.escape(each.user.name or nameless), each) for each in found)
    return mark_safe("".join(write(name, each.uid, Noted.of(each)) for name, each in noted))


def _on_the_list(form: tuple[str, str, str], name: str, uid: UUID, noted: Noted | None) -> str:
    before, between, after = form
    instead = noted.substitute if noted else ""
    badge = (
        f' <span class="badge{" badge--strong" if noted.attendance else ""}">{html.escape(noted.words)}</span>'
        if noted
        else ""
    )
    return f'<li id="r-{uid}"><span class="grow">{name}{badge}</span>{before}{uid}{between}{html.escape(instead)}{after}</li>'


def _form(context: Context) -> tuple[str, str, str]:
    """The form of a row: before the uid of who it is about, between that and who came instead of them, and after it."""
    kinds = (
        (_("Here"), "present", ""),
        (_("Late"), "late", "quiet"),
        (_("Excused"), "excused", "quiet"),
        (_("Absent"), "absent", "quiet"),
    )
    buttons = "".join(submit(word, "attendance", value, kind) for word, value, kind in kinds)
    return (
        f'<form class="cluster rows__end" method="post">{_token(context)}<input type="hidden" name="member" value="',
        f'">{buttons}<details><summary>{html.escape(_("Sent somebody"))}</summary><input class="input" type="text" name="substitute" '
        f'maxlength="120" aria-label="{html.escape(_("Who came instead"))}" value="',
        f'">{submit(_("Note it"), "attendance", "substitute", "quiet")}</details></form>',
    )


def _row(line: Line) -> str:
    meeting = line.meeting
    url = address("meetings:meeting", meeting.group.slug, meeting.uid)
    told = [_badge(line), _coming(line.coming)]
    return (
        f'<li><span class="grow"><a href="{url}" data-open>{html.escape(meeting.title)}</a><br>'
        f'<span class="soft small">{when(line.when)}</span></span>'
        f'<span class="rows__end">{" ".join(filter(None, told))}</span></li>'
    )


def _badge(line: Line) -> str:
    if line.meeting.cancelled_at:
        return f'<span class="badge">{html.escape(_("Called off"))}</span>'
    said = line.answer.get_answer_display() if line.answer else ""
    return f'<span class="badge badge--strong">{html.escape(said)}</span>' if said else ""


def _coming(number: int) -> str:
    told = ngettext("%(n)s comes", "%(n)s come", number) % {"n": number}
    return f'<span class="small soft">{html.escape(told)}</span>' if number else ""


def _promise(made: Promise) -> str:
    told = [_("%(name)s promised you to come.") % {"name": made.name or _("A member")}]
    told += [f"“{made.words}”"] if made.words else []
    stake = _("If not: %(stake)s to %(cause)s.") % {"stake": made.stake, "cause": made.cause or "…"}
    return " ".join([*told, stake] if made.stake else told)


def _mine(moment: datetime) -> str:
    return _("for you %(mine)s") % {"mine": f"{WEEKDAYS[moment.weekday()]}, {moment:%H:%M}"}
