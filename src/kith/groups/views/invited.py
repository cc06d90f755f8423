"""Where the link of an invitation leads: who invites to what, also for somebody without an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.errors import Refused
from kith.groups import actions, queries, reports
from kith.groups.forms import JoinForm
from kith.groups.models import InviteLink, Membership
from kith.groups.signing_up import KEY
from kith.ui import toasts

_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",  # no-referrer would have browsers hide where a form comes from
    "Cache-Control": "private, no-store",
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """The group's name and purpose, who invites, the next meeting. POST: join; without an account: make one first."""
    now = timezone.now()
    link = queries.open_link(secret, now)
    standing = _standing(request, link, secret)
    if link is None and standing is None:
        return _unseen(render(request, "groups/invited_gone.html", status=404))
    elif standing is not None and (standing.is_current or link is None):
        return redirect("groups:group" if standing.is_current else "groups:join", standing.group.slug)
    assert link is not None
    if not request.user.is_authenticated:
        return _as_stranger(request, link, secret)
    return _as_user(request, link)


def _standing(request: HttpRequest, link: InviteLink | None, secret: str) -> Membership | None:
    """What the user is in the group already, also by a link that is used up: they may have signed up by it."""
    found = link or queries.link_of(secret)
    if found is None or not request.user.is_authenticated:
        return None
    standing = queries.standing(found.group, request.user)
    return standing if standing and not standing.left_at and not standing.is_asking else None


def _as_stranger(request: HttpRequest, link: InviteLink, secret: str) -> HttpResponse:
    if request.method == "POST" and settings.SIGN_UP != "closed":
        request.session[KEY] = secret
        return redirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")
    sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    is_closed = settings.SIGN_UP == "closed"
    return _page(request, link, {"sign_in_url": sign_in, "is_closed": is_closed, "is_stranger": True})


def _as_user(request: HttpRequest, link: InviteLink) -> HttpResponse:
    assert request.user.is_authenticated
    form = JoinForm(link.group, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.join_by_link(link, request.user, at=timezone.now(), trade=form.trade)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            toasts.show(request, _("Welcome. You belong to %(group)s now.") % {"group": link.group})
            return redirect("groups:group", link.group.slug)
    return _page(request, link, {"form": form}, 422 if form.errors else 200)


def _page(request: HttpRequest, link: InviteLink, more: dict[str, object], status: int = 200) -> HttpResponse:
    coming = reports.next_of([link.group_id], timezone.now()).get(link.group_id)
    context = {"group": link.group, "by": link.by.name or _("A member"), "coming": coming, **more}
    return _unseen(render(request, "groups/invited.html", context, status=status))


def _unseen(answer: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
