"""Starting a group: choose what sort, give it a name, done."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import actions
from kith.groups.forms import StartForm
from kith.groups.starts import STARTS, start_of
from kith.ui import toasts


@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """The sorts of groups that one can start."""
    return render(request, "groups/start.html", {"starts": STARTS})


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, key: str) -> HttpResponse:
    """A group of that sort: name it, change what does not fit. POST: it is there."""
    chosen = start_of(key)
    if chosen is None:
        raise Http404
    given = chosen.fields()
    form = StartForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid():
        fields = {**given, **form.cleaned_data}
        try:
            group = actions.start_group(request.user, name=fields.pop("name"), at=timezone.now(), fields=fields)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            toasts.show(request, _("Your group is there. Now invite three people."))
            return redirect("groups:group", group.slug)
    return render(
        request, "groups/start_from.html", {"form": form, "start": chosen}, status=422 if form.errors else 200
    )
