"""The page of a listing: what is said of it, when it meets, and going there; entering and changing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith import fetching, occupations
from kith.accounts.requests import SignedInRequest
from kith.directory import actions, calendars, seeds
from kith.directory.forms import DayForm, ListingForm
from kith.directory.models import Found, Listing, ListingDate
from kith.errors import Refused
from kith.imports.uploads import BadFile
from kith.ui import toasts

_SHOWN = 12  # days


@require_safe
def listing(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """What is known of a group that meets elsewhere, with its source and when that was checked."""
    return _page(request, _listing(request, uid), DayForm())


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a group that the user found."""
    form = ListingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter(request.user, at=timezone.now(), fields=form.cleaned_data)
        except (ValidationError, Refused) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            toasts.show(request, _("Entered. Everyone here can find it now."))
            return redirect(entered)
    return render(request, "directory/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Change a listing: whoever entered it, and whoever runs this server."""
    own = _changeable(request, uid)
    form = ListingForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(own, at=timezone.now(), fields=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toasts.show(request, _("Saved."))
            return redirect(own)
    context = {"form": form, "listing": own}
    return render(request, "directory/edit.html", context, status=422 if form.errors else 200)


@require_POST
def checked(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say that one looked today, and that it still holds."""
    own = _listing(request, uid)
    actions.check(own, on=request.user.today())
    toasts.show(request, _("Thank you. Others see that it was checked today."))
    return redirect(own)


@require_POST
def add_date(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Say when it meets: the next step is to go."""
    own, form = _listing(request, uid), DayForm(request.POST)
    if form.is_valid():
        try:
            actions.add_date(own, **form.day(request.user.zone))
        except (ValidationError, Refused) as error:
            form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        else:
            toasts.show(request, _("Noted. Now put it into your calendar."))
            return redirect(own)
    return _page(request, own, form, 422)


@require_POST
def remove_date(request: SignedInRequest, uid: UUID, day_uid: UUID) -> HttpResponse:
    """Take a day out again."""
    own = _changeable(request, uid)
    standing = ListingDate.objects.standing().select_related("listing")
    actions.remove_date(get_object_or_404(standing, listing__uid=uid, uid=day_uid), at=timezone.now())
    toasts.show(request, _("Taken out."))
    return redirect(own)


@require_POST
def again(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Read its calendar again."""
    own = _listing(request, uid)
    try:
        count = actions.read_again(own, request.user, at=timezone.now())
    except (Refused, fetching.Unreachable, BadFile) as error:
        toasts.show(request, str(error))
    else:
        toasts.show(request, _("Read again: %(count)s days ahead.") % {"count": count})
    return redirect(own)


@require_POST
def remove(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Take it out for everyone; one press puts it back."""
    own = _changeable(request, uid)
    actions.remove(own, at=timezone.now())
    toasts.show(request, _("Taken out."), reverse("directory:put_back", args=[own.uid]))
    return redirect("directory:home")


@require_POST
def put_back(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Undo that."""
    gone = Listing.objects.exclude(removed_at=None)
    own = gone if request.user.is_owner else gone.filter(entered_by=request.user)
    found = get_object_or_404(own, uid=uid)
    actions.put_back(found)
    toasts.show(request, _("Back in the directory."))
    return redirect(found)


@require_safe
def calendar(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Its next day for one's own calendar, with alarms; ?all=1 for all days that are known."""
    own, now = _listing(request, uid), timezone.now()
    known = ListingDate.objects.ahead(now).filter(listing__uid=uid).select_related("listing")
    days = list(known[: None if "all" in request.GET else 1])
    if not days:
        raise Http404
    name = slugify(own.name)[:50] or "group"
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(calendars.calendar(own, days, now=now), "text/calendar; charset=utf-8", headers=headers)


def _listing(request: SignedInRequest, uid: UUID) -> Listing:
    """One that is there, or that ships with Kith and nobody has changed: then it is not saved yet. Raises Http404."""
    found = Listing.objects.visible_to(request.user).filter(uid=uid).first() or seeds.named(uid)
    if found is None:
        raise Http404
    return found


def _changeable(request: SignedInRequest, uid: UUID) -> Listing:
    found = Listing.objects.changeable_by(request.user).filter(uid=uid).first()
    found = found or (seeds.named(uid) if request.user.is_owner else None)
    if found is None:
        raise Http404
    return found


def _page(request: SignedInRequest, own: Listing, form: DayForm, status: int = 200) -> HttpResponse:
    days = ListingDate.objects.ahead(timezone.now()).filter(listing__uid=own.uid)
    context: dict[str, Any] = {
        "listing": own,
        "days": list(days[:_SHOWN]),
        "titles": [found.title for code in own.occupations if (found := occupations.get(code))],
        "is_changeable": request.user.is_owner or own.entered_by_id == request.user.pk,
        "is_shipped": own.found == Found.SEED,
        "form": form,
        "on": request.user.today(),
    }
    return render(request, "directory/listing.html", context, status=status)
