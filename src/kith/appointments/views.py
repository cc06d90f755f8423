"""The page of an appointment, and taking one out."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.acquaintances import queries as acquaintances
from kith.appointments import actions, queries
from kith.appointments.models import Appointment
from kith.errors import Refused
from kith.ui import nav, toasts


@require_safe
def show(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """When, where, with whom, and what was written about it."""
    own = Appointment.objects.visible_to(request.user).filter(pk=appointment_id)
    coming = queries.one(request.user, own, now=timezone.now())
    if coming is None:
        raise Http404
    on, is_ahead = request.user.today(), not (coming.is_over or coming.appointment.cancelled_at)
    question = acquaintances.to_ask_at(coming.known, on) if is_ahead and not coming.others else None
    context = {"coming": coming, "appointment": coming.appointment, "on": on, "question": question}
    return render(request, "appointments/appointment.html", context)


@require_POST
def cancel(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """Take an appointment out of Kith; the calendar is not touched."""
    appointment = _own(request, appointment_id)
    try:
        actions.cancel(appointment, at=timezone.now())
    except Refused as refused:
        toasts.show(request, str(refused))
        return redirect("appointments:show", appointment.pk)
    toasts.show(request, _("Taken out."), reverse("appointments:put_back", args=[appointment.pk]))
    return redirect(nav.address("today:home") or "/")


@require_POST
def put_back(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """Undo that."""
    appointment = _own(request, appointment_id)
    actions.put_back(appointment)
    toasts.show(request, _("Back among your meetings."))
    return redirect("appointments:show", appointment.pk)


def _own(request: SignedInRequest, appointment_id: int) -> Appointment:
    found: Appointment = get_object_or_404(Appointment.objects.visible_to(request.user), pk=appointment_id)
    return found
