"""Threads that update live: the chat of a group, that of a meeting, and the replies to a post."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap, retarget

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors as groups
from kith.groups.models import Membership
from kith.interactions.forms.fields import show_errors
from kith.posts import actions, doors, live, showing, threads
from kith.posts.forms import SayForm
from kith.posts.models import Thread
from kith.posts.views.posts import number, read


@require_safe
def show(request: SignedInRequest, slug: str) -> HttpResponse:
    """The chat of a group; ?before= leads to earlier messages."""
    membership = groups.inside(request.user, slug)
    return _page(request, threads.of_group(membership.group), membership, _form(slug))


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Write into a thread, or read the chat of a meeting on a page of its own."""
    if request.method == "POST":
        return _say(request, slug, uid)
    found, membership = doors.thread(request.user, slug, uid)
    is_here = found.place == Thread.Place.MEETING
    form = _form(slug) if membership is not None and membership.is_inner else SayForm()  # guests learn no names
    return _page(request, found, membership, form) if is_here else redirect(found)


def _say(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    found, form = live.thread(request.user, slug, uid), _form(slug, request)
    if form.is_valid():
        try:
            said = actions.say(found, request.user, form.cleaned_data["text"], at=timezone.now(), pictures=read(form))
        except ValidationError as error:
            show_errors(form, error)
        except Refused as refused:
            form.add_error(None, str(refused))
            return _again(request, found, form, 409)
        else:
            return _news(request, found) if request.htmx else redirect(said)
    return _again(request, found, form, 422)


@require_safe
def news(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """What is new since ?since=: one look at one row where nothing is, which is answered 204."""
    found = live.thread(request.user, slug, uid)
    if found.changes <= number(request.GET.get("since", "")):
        return HttpResponse(status=204)
    return _news(request, found)


def _news(request: SignedInRequest, found: Thread) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    since, first = number(asked.get("since", "")), number(asked.get("first", ""))
    new, altered, up_to = showing.news(found, request.user, since, first)
    answered = showing.answered(found, request.user, since, first)
    first = first or (new[0].message.number if new else 0)
    told = {"new": new, "altered": altered, "since": up_to, "first": first}
    context = {"thread": found, "group": found.group, "answered": answered, **told}
    return render(request, "posts/news.html", context)


def _form(slug: str, request: SignedInRequest | None = None) -> SayForm:
    names_url = reverse("posts:names", args=[slug])
    return SayForm(request.POST, request.FILES, names_url=names_url) if request else SayForm(names_url=names_url)


def _page(
    request: SignedInRequest, found: Thread, membership: Membership | None, form: SayForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "group": found.group,
        "membership": membership,
        "talk": showing.talk(found, request.user, number(request.GET.get("before", ""))),
        "form": form,
    }
    return render(request, "posts/chat.html", context, status=status)


def _again(request: SignedInRequest, thread: Thread, form: SayForm, status: int) -> HttpResponse:
    """Show the form with what is wrong with it, and with all that was typed."""
    if not request.htmx:
        found, membership = doors.thread(request.user, thread.group.slug, thread.uid)
        return _page(request, found, membership, form, status)
    answer = render(request, "posts/say.html", {"thread": thread, "form": form, "group": thread.group}, status=status)
    return reswap(retarget(answer, "#say"), "outerHTML")
