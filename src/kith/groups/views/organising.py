"""What organisers do: the page of everything that waits or can be set, the log, the roof, the export, the end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import actions, doors, holdings, queries
from kith.groups.forms import EditForm
from kith.groups.models import Group, Membership, Role
from kith.outbox.queries import can_send
from kith.ui import toasts

_A_PAGE = 50
_SPAN = timedelta(days=90)  # of a roof's figures


@require_safe
def organise(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who waits, what is open, and where everything else is."""
    membership = doors.running(request.user, slug)
    group, now = membership.group, timezone.now()
    context = {
        "group": group,
        "membership": membership,
        "asking": queries.first_asking(group),
        "invitations": queries.last_open_links(group, now),
        "barred": queries.last_barred(group),
        "is_organiser": membership.role == Role.ORGANISER,
    }
    return render(request, "groups/organise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """All that the group says of itself. POST: change it."""
    membership = doors.running(request.user, slug)
    form = EditForm(request.POST if request.method == "POST" else None, instance=membership.group)
    if form.is_bound and form.is_valid():
        fresh = doors.running(request.user, slug).group
        try:
            actions.edit(fresh, form.values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            toasts.show(request, _("Saved."))
            return redirect("groups:group", slug)
    group = doors.running(request.user, slug).group if form.errors else membership.group
    context = {"group": group, "membership": membership, "form": form}
    return render(request, "groups/edit.html", context, status=422 if form.errors else 200)


@require_safe
def log(request: SignedInRequest, slug: str) -> HttpResponse:
    """What organisers did, the last first."""
    membership = doors.running(request.user, slug)
    entries = membership.group.log.select_related("by", "about")
    page = Paginator(entries, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/log.html", {"group": membership.group, "membership": membership, "page": page})


@require_POST
def export(request: SignedInRequest, slug: str) -> HttpResponse:
    """The group as a ZIP; that it was taken stands in the log."""
    membership = doors.running(request.user, slug)
    name = f"{membership.group.slug}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    now = timezone.now()
    actions.note(membership.group, _("exported the group"), by=request.user, at=now)
    return HttpResponse(holdings.export(membership.group, now), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, slug: str) -> HttpResponse:
    """What ending a group means. POST with sure=1: end it."""
    membership = doors.running(request.user, slug)
    refused = ""
    if request.method == "POST":
        refused = _ended(request, membership)
        if not refused:
            toasts.show(request, _("The group has ended. It can be read for thirty days."))
            return redirect("groups:group", slug)
    context = {"group": membership.group, "membership": membership, "refused": refused, "can_send": can_send()}
    return render(request, "groups/end.html", context, status=409 if refused else 200)


def _ended(request: SignedInRequest, membership: Membership) -> str:
    if membership.role != Role.ORGANISER:
        return _("Only an organiser can end the group.")
    if not request.POST.get("sure"):
        return _("Please tick the box first.")
    try:
        actions.end_group(membership.group, by=request.user, at=timezone.now())
    except Refused as refused:
        return str(refused)
    return ""


@require_POST
def reopen(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a group that has ended go on."""
    membership = doors.running(request.user, slug)
    if membership.role != Role.ORGANISER:
        toasts.show(request, _("Only an organiser can let the group go on."))
        return redirect("groups:group", slug)
    try:
        actions.reopen(membership.group, by=request.user, at=timezone.now())
        toasts.show(request, _("The group goes on."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("groups:group", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def roof(request: SignedInRequest, slug: str) -> HttpResponse:
    """The groups under this one with their figures, or the roof that it stands under. POST: ask another group."""
    membership = doors.running(request.user, slug)
    group, now = membership.group, timezone.now()
    refused = _asked_roof(request, group) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("groups:roof", slug)
    context = {
        "group": group,
        "membership": membership,
        "under": queries.under(group, now - _SPAN, now),
        "asks": [(ask, ask.from_roof == (ask.child_id == group.pk)) for ask in queries.roof_asks_in_short(group)],
        "parent": group.parent,
        "word": request.POST.get("group", ""),
        "refused": refused,
    }
    return render(request, "groups/roof.html", context, status=409 if refused else 200)


def _asked_roof(request: SignedInRequest, group: Group) -> str:
    """Ask the group that was named; returns what is wrong, if something is."""
    word = request.POST.get("group", "").strip().rstrip("/").rpartition("/")[2]
    other = Group.objects.visible_to(request.user).filter(slug=word).first()
    if other is None:
        return _("There is no group with this address that you can see.")
    from_roof = request.POST.get("as") == "roof"
    ends = {"roof": group, "child": other} if from_roof else {"roof": other, "child": group}
    try:
        asked = actions.ask_roof(**ends, by=request.user, from_roof=from_roof, at=timezone.now())
    except Refused as refused:
        return str(refused)
    toasts.show(request, _("Asked. Its organisers decide.") if asked else _("Done."))
    return ""


@require_POST
def answer_roof(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Say yes (answer=yes) to what another group's organisers asked, or let it be."""
    membership = doors.running(request.user, slug)
    ask = get_object_or_404(queries.roof_asks(membership.group), uid=uid)
    is_ours_to_answer = ask.from_roof == (ask.child_id == membership.group.pk)
    try:
        if request.POST.get("answer") == "yes" and is_ours_to_answer:
            actions.agree_roof(ask, by=request.user, at=timezone.now())
            toasts.show(request, _("Agreed."))
        else:
            actions.drop_roof_ask(ask)
            toasts.show(request, _("Let be."))
    except Refused as refused:
        toasts.show(request, str(refused))
    return redirect("groups:roof", slug)


@require_POST
def part(request: SignedInRequest, slug: str) -> HttpResponse:
    """Stand under no roof any more, or (child=) take a group from under this one."""
    membership = doors.running(request.user, slug)
    child, wanted = membership.group, request.POST.get("child", "")
    if wanted:
        child = get_object_or_404(membership.group.children.all(), slug=wanted)
    actions.leave_roof(child, by=request.user, at=timezone.now())
    toasts.show(request, _("Parted."))
    return redirect("groups:roof", slug)
