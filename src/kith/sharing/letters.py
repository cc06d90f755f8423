"""The letters that members get about requests: only ever to users of this server, and only where it can send any.

None names whom an ask is about: a letter lies in mailboxes for longer than a request lives.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.outbox import actions as outbox
from kith.outbox import queries as post
from kith.sharing.models import Request


def tell_introducer(request: Request, at: datetime) -> None:
    """Say that somebody asks."""
    asker = request.ask.owner
    text = _(
        "%(name)s, a member of your Kith, would be glad of an introduction to somebody whom you may know.\n"
        "Who it is, and what for:\n%(page)s\n\n"
        "Take your time. If it does not suit you, you need do nothing: nobody is told."
    ) % {"name": asker, "page": _page("sharing:request", request.uid)}
    _put(request, "introducer", request.introducer, _("%(name)s asks for an introduction") % {"name": asker}, text, at)


def tell_asker(request: Request, at: datetime) -> None:
    """Say that somebody offers."""
    text = _(
        "Somebody offers to introduce you. Who, and to whom:\n%(page)s\n\nIt is yours to take up, or to leave."
    ) % {"page": _page("sharing:ask", request.ask.uid)}
    _put(request, "asker", request.ask.owner, _("Somebody offers to introduce you"), text, at)


def call_back(request: Request) -> None:
    """Have no letter about a request sent any more."""
    outbox.call_back(request.introducer, f"{_prefix(request)}introducer")
    outbox.call_back(request.ask.owner, f"{_prefix(request)}asker")


def _put(request: Request, part: str, to: User, subject: str, text: str, at: datetime) -> None:
    if post.can_send():
        outbox.put(to, key=f"{_prefix(request)}{part}", to=to.email, subject=subject, text=text, due_at=at)


def _prefix(request: Request) -> str:
    return f"sharing:{request.uid}:"


def _page(name: str, uid: object) -> str:
    return post.full_address(reverse(name, args=[uid]))
