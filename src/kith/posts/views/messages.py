"""One message: what can be done with it, and the doors to that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups.models import Membership
from kith.interactions.forms.fields import show_errors
from kith.people import photos
from kith.posts import actions, doors, queries, showing
from kith.posts.forms import SayForm, WhyForm
from kith.posts.models import Message, Picture
from kith.ui import toasts


@require_safe
def show(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """What the user can do with it."""
    message, membership = doors.message(request.user, slug, uid)
    return _show(request, message, membership)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Say one's own message in other words; a post has a form of its own."""
    message, membership = doors.own_message(request.user, slug, uid)
    if _is_opening(message):
        return redirect("posts:edit_post", slug, message.thread.post.uid)
    names_url = reverse("posts:names", args=[slug])
    form = SayForm(request.POST if request.method == "POST" else {"text": message.text}, names_url=names_url)
    del form.fields["pictures"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(message, form.cleaned_data["text"], at=timezone.now())
        except ValidationError as error:
            show_errors(form, error)
        else:
            return redirect(message)
    context = _context(message, membership) | {"form": form}
    return render(request, "posts/edit.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Unsay one's own message."""
    message, _membership = doors.own_message(request.user, slug, uid)
    actions.take_back(message, at=timezone.now())
    toasts.show(request, _("You took it back."))
    return redirect("posts:list", slug) if _is_opening(message) else redirect(message)


@require_POST
def react(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Answer with one press, or take that back."""
    message, _membership = doors.message(request.user, slug, uid)
    if not message.thread.is_post or not message.stands:
        raise Http404
    try:
        actions.react(message, request.user, request.POST.get("kind", ""), at=timezone.now())
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), status=422)
    if not request.htmx:
        return redirect(message)
    context = {"each": showing.one(message, request.user), "group": message.thread.group}
    return render(request, "posts/answers.html", context)


@require_POST
def hide(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """See it no more."""
    message, _membership = doors.message(request.user, slug, uid)
    actions.hide(message, request.user)
    toasts.show(request, _("You see it no more. Others do."), undo_url=reverse("posts:show_again", args=[slug, uid]))
    return redirect("posts:list", slug) if _is_opening(message) else redirect(message.thread)


@require_POST
def show_again(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """See again what one hid."""
    message, _membership = doors.message(request.user, slug, uid)
    actions.show_again(message, request.user)
    return redirect(message)


@require_POST
def mute(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """See nothing more of whoever wrote it, in this group."""
    message, membership = doors.message(request.user, slug, uid)
    try:
        muted = actions.mute(message, request.user)
    except Refused as refused:
        return _show(request, message, membership, said=str(refused), status=409)
    said = _("You see nothing more of %(name)s here. They are not told.")
    undo = reverse("posts:unmute", args=[slug, muted.uid])
    toasts.show(request, said % {"name": showing.name_of(message.author)}, undo_url=undo)
    return redirect("posts:list", slug) if message.thread.is_post else redirect(message.thread)


@require_POST
def report(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Ask the organisers to look at it."""
    message, membership = doors.message(request.user, slug, uid)
    form = WhyForm(request.POST)
    try:
        actions.report(message, request.user, why=request.POST.get("why", ""), at=timezone.now())
    except ValidationError as error:
        show_errors(form, error) if not form.errors else None
        return _show(request, message, membership, report_form=form, status=422)
    except Refused as refused:
        return _show(request, message, membership, said=str(refused), status=409)
    toasts.show(request, _("The organisers will look at it."))
    return redirect("posts:list", slug) if _is_opening(message) else redirect(message.thread)


@require_POST
def remove(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take it away from everybody; organisers only."""
    message, membership = doors.message(request.user, slug, uid)
    if membership is None or not membership.runs or not message.stands:
        raise Http404
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _show(request, message, membership, remove_form=form, status=422)
    actions.remove(message, by=request.user, why=form.cleaned_data["why"], at=timezone.now())
    toasts.show(request, _("It is removed. Its author reads why."))
    return redirect("posts:order", slug)


@require_safe
def picture(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """A picture itself, for whoever may read what it came with."""
    readable = Message.objects.visible_to(request.user).standing().filter(thread__group__slug=slug)
    found = get_object_or_404(Picture, uid=uid, message__in=readable.values("pk"))
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{found.file}"', "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    try:
        opened = photos.path_of(found.file).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, content_type="image/jpeg", headers=headers)


def _is_opening(message: Message) -> bool:
    return message.thread.is_post and message.thread.post.opening_id == message.pk


def _context(message: Message, membership: Membership | None) -> dict[str, Any]:
    return {"group": message.thread.group, "membership": membership, "message": message}


def _show(
    request: SignedInRequest,
    message: Message,
    membership: Membership | None,
    *,
    report_form: WhyForm | None = None,
    remove_form: WhyForm | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = _context(message, membership) | {
        "each": showing.one(message, request.user),
        "is_hidden": queries.is_hidden(message, request.user),
        "may_remove": membership is not None and membership.runs and message.stands,
        "report_form": report_form or WhyForm(auto_id="report_%s"),
        "remove_form": remove_form or WhyForm(auto_id="remove_%s"),
        "said": said,
    }
    template = "posts/message_page.html#doing" if request.htmx else "posts/message_page.html"
    return render(request, template, context, status=status)
