"""What is one member's own: notices, whom they muted, and of what they want to hear by e-mail."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.groups import doors as groups
from kith.outbox.queries import can_send
from kith.posts import actions, queries
from kith.posts.forms import WishForm
from kith.posts.models import Mute, Notice, Wish
from kith.ui import toasts


@require_POST
def notice(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Go to what one was told of, which then waits no more."""
    own = Notice.objects.filter(user=request.user)
    places = ("message__thread__group", "message__thread__post", "message__thread__meeting")
    found = get_object_or_404(own.select_related(*places), uid=uid)
    actions.see(found, at=timezone.now())
    return redirect(found.message)


@require_POST
def all_seen(request: SignedInRequest) -> HttpResponse:
    """Let no notice wait any more."""
    actions.see_all(request.user, at=timezone.now())
    return redirect("inbox:home")


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: SignedInRequest, slug: str) -> HttpResponse:
    """Of what one wants to hear by e-mail, and whom one has muted here."""
    membership = groups.inside(request.user, slug)
    wish = Wish.objects.filter(membership=membership).first() or Wish(membership=membership)
    form = WishForm(request.POST or None, initial={"mentions": wish.mentions, "answers": wish.answers})
    if request.method == "POST":
        form = WishForm(request.POST)
        form.full_clean()
        actions.wish(membership, **form.cleaned_data)
        toasts.show(request, _("Saved."))
        return redirect("posts:wishes", slug)
    context = {
        "group": membership.group,
        "membership": membership,
        "form": form,
        "muted": queries.muted(membership.group, request.user)[:100],
        "can_send": can_send(),
    }
    return render(request, "posts/wishes.html", context)


@require_POST
def unmute(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Hear somebody again."""
    membership = groups.inside(request.user, slug)
    actions.unmute(get_object_or_404(Mute, uid=uid, by=request.user, group=membership.group))
    toasts.show(request, _("You hear them again."))
    return redirect("posts:wishes", slug)
