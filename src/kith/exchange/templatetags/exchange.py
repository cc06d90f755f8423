"""Tags for pages of the exchange: rows, of which a page has many, are written here rather than in a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from django import template
from django.template.context import Context
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.exchange.models import Ask, Audience, Help, Match, Offer, Wish
from kith.exchange.queries import Fitting, Somebody, Waiting
from kith.people.models import Person
from kith.ui.nav import address, addresses
from kith.ui.templatetags.ui import day, icon, person_link

register = template.Library()
Address = Callable[[Ask | Offer], str]  # makes the address of the page of each
_WORDS = 200  # letters of whoever offers help
_BUTTON, _QUIET = "button button--small", "button button--quiet button--small"


@register.simple_tag
def wish_rows(wishes: Iterable[Ask | Offer], is_own: bool = False) -> SafeString:
    """Show asks or offers in a list. is_own: as their owner sees them, with to whom each is shown."""
    url, until = _to_wishes(), escape(_("until"))
    told = _as_owner if is_own else _as_others
    return mark_safe("".join(_wish(wish, url(wish), told(wish), until) for wish in wishes))


@register.simple_tag
def helper(help: Help) -> SafeString:
    """Show who helps, or helped."""
    return _who(help.helper_person, help.helper.name if help.helper else None)


@register.simple_tag
def help_rows(helps: Iterable[Waiting], label: str, is_new: bool = False) -> SafeString:
    """Show help with the user's asks, and a button with this label. is_new: with the words of whoever offers it."""
    url, said = addresses("exchange:ask"), escape(label)
    return mark_safe("".join(_helped(help, url(help.ask.uid), said, is_new=is_new) for help in helps))


@register.simple_tag(takes_context=True)
def match_rows(context: Context, fitting: Iterable[Fitting], back: str = "") -> SafeString:
    """Show what fits, why, and what to do with it. back: the page to come back to, where it is not the exchange."""
    user, url, aside = context["user"], _to_wishes(), addresses("exchange:set_aside")
    token, here = escape(str(context.get("csrf_token", ""))), escape(back)
    held = f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    if back:
        held += f'<input type="hidden" name="next" value="{here}">'
    no = escape(_("Not this one"))
    rows = ((fit, _WAYS[fit.match.kind](fit.match, user, url)) for fit in fitting)
    return mark_safe("".join(_match(fit, way, aside(fit.match.uid), held, no) for fit, way in rows))


def _wish(wish: Ask | Offer, url: str, told: str, until: str) -> str:
    ends = ""
    if wish.until and wish.state == Wish.State.OPEN:
        ends = f'<span class="rows__end soft small">{until} {day(wish.until)}</span>'
    return (
        f'<li><span class="grow"><a href="{url}">{escape(wish.text)}</a><br><span class="soft small">{told}</span></span>'
        f"{ends}</li>"
    )


def _helped(help: Waiting, url: str, label: str, *, is_new: bool) -> str:
    ask = escape(help.ask.text)
    beneath = f'<br><span class="small soft">{ask}</span>'
    if is_new:
        words = escape(help.words if len(help.words) <= _WORDS else Truncator(help.words).chars(_WORDS))
        beneath = f' · <a href="{url}">{ask}</a><br><span class="small">{words}</span>'
    link = f'<a class="{_BUTTON}" href="{url}">{label}<span class="visually-hidden">: {ask}</span></a>'
    return f'<li><span class="grow">{_who(help.person, help.member)}{beneath}</span> <span class="rows__end">{link}</span></li>'


def _who(person: Person | Somebody | None, member: str | None) -> SafeString:
    if person:
        return person_link(person)
    name = _("Somebody") if member is None else member or _("A member")
    return mark_safe(f"<strong>{escape(name)}</strong>")


def _match(fit: Fitting, way: tuple[str, str], aside: str, held: str, no: str) -> str:
    head, button = way
    why = " · ".join(map(escape, fit.why))
    both = f"{escape(fit.match.ask.text)}, {escape(fit.match.offer.text)}"
    return (
        f'<li class="suggestion"><div class="stack stack--close grow">{head}<span class="soft small">{why}</span>'
        f'<div class="cluster">{button}<form method="post" action="{aside}">{held}'
        f'<button class="{_QUIET}" type="submit">{no}<span class="visually-hidden">: {both}</span></button>'
        "</form></div></div></li>"
    )


def _answer(match: Match, _user: User, url: Address) -> tuple[str, str]:
    """That an offer may help the user."""
    whom = person_link(match.other) if match.other else _member(match.offer)
    sentence = escape(_("for your ask “%(ask)s”") % {"ask": match.ask.text})
    to = url(match.offer)
    return _head(match.offer, to, whom, sentence), _look(match.offer, to, escape(_("Look at it")))


def _help(match: Match, user: User, url: Address) -> tuple[str, str]:
    """That the user may help."""
    whom = person_link(match.one) if match.one else _member(match.ask)
    sentence = escape(_("you offer “%(offer)s”") % {"offer": match.offer.text})
    is_noted = match.one and match.ask.owner_id == user.pk
    to, label = url(match.ask), escape(_("Look at it") if is_noted else _("I can help"))
    return _head(match.ask, to, whom, sentence), _look(match.ask, to, label)


def _introduce(match: Match, _user: User, _url: Address) -> tuple[str, str]:
    """That the user could introduce two people of their book."""
    one, other, ask = match.one, match.other, match.ask
    names = {"one": one.name if one else "", "other": other.name if other else ""}
    both = escape(_("%(one)s and %(other)s") % names)
    told = f"{person_link(one)}: {escape(ask.text)}<br>{person_link(other)}: {escape(match.offer.text)}"
    asked = urlencode({"party": match.one_id or "", "other": match.other_id or "", "purpose": ask.text})
    link = f'<a class="{_BUTTON}" href="{address("introductions:make")}?{escape(asked)}">{icon("introduction")} '
    hidden = f'<span class="visually-hidden">: {escape(names["one"])}, {escape(names["other"])}</span></a>'
    return f'<strong>{both}</strong><span class="small">{told}</span>', f"{link}{escape(_('Introduce them'))}{hidden}"


_WAYS: dict[str, Callable[[Match, User, Address], tuple[str, str]]] = {
    Match.Kind.ANSWER: _answer,
    Match.Kind.HELP: _help,
    Match.Kind.INTRODUCE: _introduce,
}


def _head(wish: Ask | Offer, url: str, whom: str, sentence: str) -> str:
    title = f'<strong><a href="{url}">{escape(wish.text)}</a></strong>'
    return f'{title}<span class="small">{whom} · {sentence}</span>'


def _look(wish: Ask | Offer, url: str, label: str) -> str:
    hidden = f'<span class="visually-hidden">: {escape(wish.text)}</span>'
    return f'<a class="{_BUTTON}" href="{url}">{label}{hidden}</a>'


def _as_owner(wish: Ask | Offer) -> str:
    whose = f"{person_link(wish.person)} · " if wish.person else ""
    if wish.state != Wish.State.OPEN:
        return whose + escape(str(wish.get_state_display()))
    elif wish.audience == Audience.GROUP:
        return whose + escape(wish.group.name if wish.group and wish.group.name else wish.group_name)
    elif wish.audience == Audience.BOOK:
        return whose + escape(_("only in my book"))
    else:
        return whose + escape(str(wish.get_audience_display()))


def _as_others(wish: Ask | Offer) -> str:
    return f"{_member(wish)} · {escape(wish.group.name)}" if wish.group else _member(wish)


def _member(wish: Ask | Offer) -> str:
    return escape(wish.owner.name or _("A member"))


def _to_wishes() -> Address:
    """What makes the addresses of all asks and offers of a list."""
    asks, offers = addresses("exchange:ask"), addresses("exchange:offer")
    return lambda wish: asks(wish.uid) if isinstance(wish, Ask) else offers(wish.uid)
