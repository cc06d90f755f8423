"""Who is there: the code on the spot, the organiser's list, and afterwards whom one met."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.models import User
from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import faces
from kith.groups.models import Membership
from kith.meetings import actions, codes, doors, queries
from kith.meetings.actions.presence import is_secret_of, secret_of
from kith.meetings.models import Meeting, Met
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """The organiser's list of who is there, with ?q=. POST: mark somebody."""
    meeting, membership = doors.running(request.user, slug, uid)
    text = request.GET.get("q", "")[:100].strip()
    if request.method == "POST":
        _mark(request, meeting)
        return redirect(f"{request.get_full_path()}#r-{request.POST['member']}")  # the next one is often near
    shown = Paginator(queries.pages_of_list(meeting, text), queries.A_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": meeting.group,
        "membership": membership,
        "meeting": meeting,
        "when": queries.when(meeting, request.user),
        "page": shown,
        "members": queries.with_answers(meeting, faces.faces(shown.object_list, slug)),
        "text": text,
        "newcomers": queries.newcomers(meeting),
        "is_over": meeting.ends_at <= timezone.now(),
        "there": queries.count_there(meeting),
    }
    return render(request, "meetings/check_in.html", context)


@require_POST
def close(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Close the list: who said yes and is not on it was not there."""
    meeting, _membership = doors.running(request.user, slug, uid)
    try:
        count = actions.close_list(meeting, at=timezone.now())
        toasts.show(request, _closed(count))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("meetings:check_in", slug, uid)


def _closed(count: int) -> str:
    if count == 0:
        return _("Closed. Everybody who said yes is on the list.")
    told = ngettext(
        "Closed. %(n)d person who said yes was not there.", "Closed. %(n)d people who said yes were not there.", count
    )
    return told % {"n": count}


@require_safe
def code(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """The code to show at the door, for phones."""
    meeting, membership = doors.running(request.user, slug, uid)
    address = request.build_absolute_uri(reverse("meetings:here", args=[slug, uid, secret_of(meeting)]))
    context = {"group": meeting.group, "membership": membership, "meeting": meeting, "address": address}
    return render(request, "meetings/code.html", {**context, "code": codes.svg(address)})


@require_http_methods(["GET", "HEAD", "POST"])
def here(request: SignedInRequest, slug: str, uid: UUID, secret: str) -> HttpResponse:
    """What the code opens: one button that says I am here."""
    meeting, membership = doors.seen(request.user, slug, uid)
    if not is_secret_of(meeting, secret):
        raise Http404
    if request.method != "POST":
        rsvp = queries.rsvp_of(meeting, request.user)
        context = {"group": meeting.group, "membership": membership, "meeting": meeting, "rsvp": rsvp}
        return render(request, "meetings/here.html", context)
    try:
        actions.check_in(meeting, request.user, at=timezone.now())
        toasts.show(request, _("You are here. Welcome."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def met(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Whom the user met, tapped among those who were there."""
    meeting, membership = doors.entered(request.user, slug, uid)
    text, problem = request.GET.get("q", "")[:100].strip(), ""
    if request.method == "POST":
        try:
            _note_met(request, meeting)
            toasts.show(request, _("Noted. They are in your book."))
            return redirect("meetings:met", slug, uid)
        except Refused as refused:
            problem = str(refused)
        except ValidationError as error:
            problem = " ".join(error.messages)
    mine = queries.met_at(meeting, request.user)
    found = queries.pages_of_there(meeting, request.user, text)
    shown = Paginator(found, queries.A_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": meeting.group,
        "membership": membership,
        "meeting": meeting,
        "page": shown,
        "members": faces.faces(shown.object_list, slug),
        "mine": mine,
        "to_keep": queries.cards_to_keep(meeting, request.user) if mine else [],
        "text": text,
        "problem": problem,
        "has_begun": meeting.starts_at <= timezone.now(),
    }
    return render(request, "meetings/met.html", context, status=422 if problem else 200)


@require_POST
def thank(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Note that somebody whom the user met has been thanked."""
    mine = Met.objects.visible_to(request.user).filter(meeting__group__slug=slug)
    found: Met = get_object_or_404(mine.select_related("meeting__group", "person"), uid=uid)
    actions.thank(found, at=timezone.now())
    toasts.show(request, _("Thanked, and noted."))
    return redirect("meetings:met", slug, found.meeting.uid if found.meeting else uid)


@require_POST
def keep(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Keep the e-mail address of somebody whom the user noted by name alone."""
    mine = Met.objects.visible_to(request.user).filter(meeting__group__slug=slug)
    found: Met = get_object_or_404(mine.select_related("meeting__group", "person", "owner", "other"), uid=uid)
    try:
        actions.keep_card(found, at=timezone.now())
        toasts.show(request, _("It is in your book."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("meetings:met", slug, found.meeting.uid if found.meeting else uid)


def _mark(request: SignedInRequest, meeting: Meeting) -> None:
    user = _marked(meeting, request.POST.get("member", ""))
    if user is None:
        raise Http404
    attendance, said = request.POST.get("attendance", ""), request.POST.get("substitute", "")
    try:
        actions.mark(meeting, user, attendance, at=timezone.now(), substitute=said)
    except ValidationError as error:
        toasts.show(request, " ".join(error.messages))
    except Refused as refused:
        toasts.show(request, str(refused))


def _marked(meeting: Meeting, text: str) -> User | None:
    """Whom a row of the list is about: a member of the group, or somebody else who comes."""
    try:
        uid = UUID(text)
    except ValueError:
        return None
    member = Membership.objects.current().filter(group=meeting.group, uid=uid).select_related("user").first()
    return member.user if member else next((rsvp.user for rsvp in queries.newcomers(meeting) if rsvp.uid == uid), None)


def _note_met(request: SignedInRequest, meeting: Meeting) -> None:
    chosen: dict[str, User] = {}
    for member in queries.there_with(meeting, request.user, "").filter(uid__in=_uids(request)):
        chosen[str(member.uid)] = member.user
    lines = {user.pk: request.POST.get(f"line-{uid}", "") for uid, user in chosen.items()}
    actions.note_met(meeting, request.user, chosen.values(), at=timezone.now(), lines=lines)


def _uids(request: SignedInRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("met")[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
