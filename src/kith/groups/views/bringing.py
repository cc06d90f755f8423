"""Bringing three: a text with a link for somebody of my book, or for anybody, which I send myself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import actions, doors, queries, reports, texts
from kith.groups.actions.bringing import MANY
from kith.groups.models import InviteLink, Membership
from kith.people.models import Person
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedInRequest, slug: str) -> HttpResponse:
    """Whom to bring, with ?q= from the whole book, and my open links. POST: make a link, and show its text this once."""
    membership = doors.inside(request.user, slug)
    text = request.GET.get("q", "")[:100].strip()
    made, refused = {}, ""
    if request.method == "POST":
        try:
            made = _made(request, membership)
        except Refused as error:
            refused = str(error)
    now = timezone.now()
    context = {
        "group": membership.group,
        "membership": membership,
        "may_invite": queries.may_invite(membership),
        "text": text,
        "people": queries.to_bring(request.user, text),
        "invitations": [(link, link.is_open(now)) for link in queries.links_of(membership)[:30]],
        "made": made,
        "refused": refused,
        "many": MANY,
    }
    return render(request, "groups/bring.html", context, status=409 if refused else 200)


def _made(request: SignedInRequest, membership: Membership) -> dict[str, object]:
    group, now = membership.group, timezone.now()
    person, name = _for_whom(request)
    most = MANY if request.POST.get("for_all") else 1
    _link, secret = actions.make_link(membership, name=name, most=most, at=now)
    address = request.build_absolute_uri(reverse("groups:invited", args=[secret]))
    coming = reports.next_of([group.pk], now).get(group.pk)
    first = (person.given if person and person.given else name.partition(" ")[0]) if name else ""
    words = texts.invitation(group, first_name=first, address=address, coming=coming)
    email = person.points.filter(kind="email").first() if person else None
    mailto = texts.mailto(words, to=email.value if email else "", group=group)
    return {"name": name, "words": words, "mailto": mailto, "for_all": most > 1}


def _for_whom(request: SignedInRequest) -> tuple[Person | None, str]:
    """Whom the link is for: somebody of the book, by number; a name that was typed; or anybody."""
    if request.POST.get("for_all"):
        return None, ""
    number = request.POST.get("person", "")
    if not number:
        return None, request.POST.get("name", "").strip()[:120]
    mine = Person.objects.visible_to(request.user).in_book()
    person: Person = get_object_or_404(mine, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    return person, person.name[:120]


@require_POST
def withdraw(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Have nobody join by a link any more: by whoever made it, or an organiser."""
    membership = doors.inside(request.user, slug)
    links = InviteLink.objects.filter(group=membership.group)
    if not membership.runs:
        links = links.filter(by=request.user)
    actions.withdraw_link(get_object_or_404(links, uid=uid), at=timezone.now())
    toasts.show(request, _("The link leads nowhere now."))
    return redirect("groups:organise" if request.POST.get("from") == "organise" else "groups:bring", slug)
