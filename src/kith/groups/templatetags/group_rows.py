"""Rows of lists of which a page may show fifty, each with a form: written at once, as templates take longer for it than all else."""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Context, Library
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith.groups.models import InviteLink, LogEntry, Membership, Missed, RoofAsk
from kith.groups.queries import Under
from kith.ui.nav import address
from kith.ui.templatetags.ui import ago, day

register = Library()

_HIDDEN = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
_ASKING = """<li><div class="grow stack stack--close">
<span><strong>{who}</strong>{where} <span class="soft small">{since}</span>{trade}</span>
{answers}<form class="form" method="post" action="{action}">{token}
<span class="cluster"><button class="button button--small button--main" type="submit" name="answer" value="yes">{let_in}<span class="visually-hidden">: {name}</span></button></span>
<details><summary>{rather_not}</summary><div class="stack"><input class="input" type="text" name="words" maxlength="300" aria-label="{a_word}" placeholder="{a_word}"> <button class="button button--small" type="submit" name="answer" value="no">{not_now}<span class="visually-hidden">: {name}</span></button></div></details>
</form></div></li>"""
_MISSED = """<li><span class="grow">{said}{where}</span> <span class="rows__end"><a class="button button--small" href="{url}">{touch}<span class="visually-hidden"> · {name}</span></a></span></li>"""
_BARRED = """<li><span class="grow">{who} <span class="soft small">{since}</span></span> <span class="rows__end"><form method="post" action="{action}">{token}<button class="button button--small button--quiet" type="submit">{may}<span class="visually-hidden">: {name}</span></button></form></span></li>"""
_LINK = """<li><span class="grow">{said}<br><span class="soft small">{used} · {until} {day}</span></span>
<span class="rows__end"><form method="post" action="{action}">{token}<input type="hidden" name="from" value="organise"><button class="button button--small button--quiet" type="submit">{withdraw}<span class="visually-hidden"> · {name}</span></button></form></span></li>"""
_ROOF_ASK = """<li><span class="grow">{said}</span>
<span class="rows__end"><form class="cluster" method="post" action="{action}">{token}{yes}<button class="button button--small button--quiet" type="submit" name="answer" value="no">{no}<span class="visually-hidden"> · {child}</span></button></form></span></li>"""
_AGREE = """<button class="button button--small button--main" type="submit" name="answer" value="yes">{}<span class="visually-hidden"> · {}</span></button> """
_UNDER = """<tr><th scope="row">{name}</th><td class="number">{members}</td>{figures}<td><form method="post" action="{action}">{token}<input type="hidden" name="child" value="{slug}"><button class="button button--small button--quiet" type="submit">{part}<span class="visually-hidden"> · {name}</span></button></form></td></tr>"""
_FIGURE = '<td class="number">{}</td>'
_ENTRY = """<li><span class="grow">{about}{what}<br><span class="soft small">{by} · {day}</span></span></li>"""


@register.simple_tag(takes_context=True)
def asking_rows(context: Context, asking: Iterable[Membership], show_group: bool = False) -> SafeString:
    """Who asks to join, each with the forms of a yes and a no; show_group: which group it is, for the inbox."""
    words = {"let_in": _("Let in"), "rather_not": _("Rather not"), "not_now": _("Answer: not now")}
    words["a_word"] = _("A word to them, if you like")
    token = _token(context)
    if show_group:
        token += mark_safe('<input type="hidden" name="from" value="inbox">')
    return _rows(
        format_html(
            _ASKING,
            who=each.user.name or _("Somebody"),
            where=_group(each) if show_group else "",
            since=ago(each.asked_at),
            trade=format_html(' <span class="badge">{}</span>', each.trade) if each.trade else "",
            answers=_answers(each),
            action=address("groups:answer", each.group.slug, each.uid),
            token=token,
            name=each.user.name,
            **words,
        )
        for each in asking
    )


@register.simple_tag
def missed_rows(missed: Iterable[Missed], show_group: bool = False) -> SafeString:
    """Whom the user is asked to bring back; show_group: to which group, for the inbox."""
    said, touch = conditional_escape(_("%(name)s has not been heard of for a while")), _("Get in touch")
    return _rows(
        format_html(
            _MISSED,
            said=mark_safe(said % {"name": conditional_escape(each.membership.name)}),
            where=_beneath(each.membership.group.name) if show_group else "",
            url=address("groups:bring_back", each.membership.group.slug, each.uid),
            touch=touch,
            name=each.membership.name,
        )
        for each in missed
    )


@register.simple_tag(takes_context=True)
def barred_rows(context: Context, barred: Iterable[Membership]) -> SafeString:
    """To whom the group is closed, each with the form that opens it again."""
    token, may = _token(context), _("They may come back")
    return _rows(
        format_html(
            _BARRED,
            who=each.user.name or _("Somebody"),
            since=day(each.left_at),
            action=address("groups:let_back", each.group.slug, each.uid),
            token=token,
            may=may,
            name=each.user.name,
        )
        for each in barred
    )


@register.simple_tag(takes_context=True)
def link_rows(context: Context, links: Iterable[InviteLink]) -> SafeString:
    """Open invitations of a group, each with the form that withdraws it."""
    token, slug = _token(context), context["group"].slug
    words = {"until": _("open until"), "withdraw": _("Withdraw")}
    return _rows(
        format_html(
            _LINK,
            said=_("By %(name)s") % {"name": link.by.name or _("a member")},
            used=_("%(uses)s of %(most)s used") % {"uses": link.uses, "most": link.most},
            day=day(link.expires_at),
            action=address("groups:withdraw", slug, link.uid),
            token=token,
            name=link.by.name,
            **words,
        )
        for link in links
    )


@register.simple_tag
def log_rows(entries: Iterable[LogEntry]) -> SafeString:
    """What organisers did, to whom, and when."""
    return _rows(
        format_html(
            _ENTRY,
            about=format_html("<strong>{}</strong>: ", each.about.name or _("A member")) if each.about else "",
            what=each.what,
            by=(each.by.name if each.by else "") or _("Kith"),
            day=day(each.at),
        )
        for each in entries
    )


@register.simple_tag(takes_context=True)
def roof_ask_rows(context: Context, asks: Iterable[tuple[RoofAsk, bool]]) -> SafeString:
    """What is asked about roofs, each with the form of the answer; with a yes where it is this group's to give."""
    token, slug = _token(context), context["group"].slug
    agree, not_now, take_back = _("Agree"), _("Not now"), _("Take it back")
    down, up = _("%(roof)s asks %(child)s to stand under its roof"), _("%(child)s asks to stand under %(roof)s")
    return _rows(
        format_html(
            _ROOF_ASK,
            said=(down if ask.from_roof else up) % {"roof": ask.roof.name, "child": ask.child.name},
            action=address("groups:answer_roof", slug, ask.uid),
            token=token,
            yes=format_html(_AGREE, agree, ask.child.name) if is_ours else "",
            no=not_now if is_ours else take_back,
            child=ask.child.name,
        )
        for ask, is_ours in asks
    )


@register.simple_tag(takes_context=True)
def under_rows(context: Context, rows: Iterable[Under]) -> SafeString:
    """The rows of the table of groups under a roof: each group's numbers, and the form that parts it from the roof."""
    action, words = address("groups:part", context["group"].slug), {"token": _token(context), "part": _("Part")}
    written = [
        format_html(
            _UNDER,
            name=row.group.name,
            slug=row.group.slug,
            members=localize(row.members),
            figures=format_html_join("", _FIGURE, [(localize(figure),) for figure in row.figures]),
            action=action,
            **words,
        )
        for row in rows
    ]
    return mark_safe("".join(written))  # each was escaped as it was written


def _rows(written: Iterable[SafeString]) -> SafeString:
    return mark_safe(f'<ul class="rows">{"".join(written)}</ul>')  # each was escaped as it was written


def _token(context: Context) -> SafeString:
    return format_html(_HIDDEN, context.get("csrf_token", ""))


def _group(membership: Membership) -> SafeString:
    url = address("groups:group", membership.group.slug)
    return format_html(' · <a href="{}">{}</a>', url, membership.group.name)


def _beneath(text: str) -> SafeString:
    return format_html('<br><span class="soft small">{}</span>', text)


def _answers(membership: Membership) -> SafeString | str:
    if not membership.answers:
        return ""
    return format_html('<div class="prose small">{}</div>', mark_safe(linebreaks(membership.answers, autoescape=True)))
