"""The pages of connections: what there is, a form for each kind, look now, pause, forget."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.connections import actions, queries
from kith.connections.forms import FORMS, ConnectionForm
from kith.connections.models import Connection


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """What Kith looks at by itself, and how that goes; htmx asks again while it is looking."""
    shown = queries.connections_of(request.user)
    context = {"shown": shown, "is_looking": any(each.is_looking for each in shown)}
    template = "connections/list.html#connections" if request.htmx else "connections/list.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, kind: str) -> HttpResponse:
    """Make a connection."""
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None)
    if form.is_valid() and _saved(request, form, kind):
        messages.success(request, _("Connected. Kith is looking there now."))
        return redirect("connections:list")
    return _form(request, form, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, connection_id: int) -> HttpResponse:
    """Change a connection."""
    found = _connection(request, connection_id)
    form = FORMS[found.kind](request.POST or None, instance=found)
    if form.is_valid() and _saved(request, form, found.kind):
        messages.success(request, _("Saved. Kith is looking there again."))
        return redirect("connections:list")
    return _form(request, form, found.kind)


@require_POST
def check(request: SignedInRequest, connection_id: int) -> HttpResponse:
    """Look now."""
    actions.check_soon(_connection(request, connection_id))
    messages.success(request, _("Kith is looking there now."))
    return redirect("connections:list")


@require_POST
def pause(request: SignedInRequest, connection_id: int) -> HttpResponse:
    """Look there no more, or again."""
    found = _connection(request, connection_id)
    actions.pause(found, paused=not found.is_paused, now=timezone.now())
    return redirect("connections:list")


@require_POST
def disconnect(request: SignedInRequest, connection_id: int) -> HttpResponse:
    """Forget it."""
    found = _connection(request, connection_id)
    actions.disconnect(found)
    messages.success(request, _("%(name)s is forgotten, with its password. What it brought stays.") % {"name": found})
    return redirect("connections:list")


def _connection(request: SignedInRequest, connection_id: int) -> Connection:
    found: Connection = get_object_or_404(Connection.objects.visible_to(request.user), pk=connection_id)
    return found


def _saved(request: SignedInRequest, form: ConnectionForm, kind: str) -> bool:
    try:
        if form.instance.pk:
            actions.change(form.instance, now=timezone.now(), **form.values())
        else:
            actions.connect(request.user, kind, now=timezone.now(), **form.values())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _form(request: SignedInRequest, form: ConnectionForm, kind: str) -> HttpResponse:
    context = {"form": form, "kind": kind, "label": Connection.Kind(kind).label, "connection": form.instance}
    return render(request, "connections/form.html", context, status=422 if form.errors else 200)
