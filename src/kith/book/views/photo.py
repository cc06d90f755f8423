"""The photo of a person: seen by its owner only, given, and taken away."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.book.forms.person import PhotoForm
from kith.people import actions, photos
from kith.people.models import Person


@require_safe
def show(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The picture itself. Browsers keep it for its owner, and ask whether it is still the one."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    if not person.photo:
        raise Http404
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{person.photo}"', "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    try:
        picture = photos.path_of(person.photo).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(picture, content_type="image/jpeg", headers=headers)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Give the person a picture, or take theirs away (remove=1)."""
    present = Person.objects.visible_to(request.user).filter(binned_at=None, merged_into=None)
    person = get_object_or_404(present.select_related("owner"), pk=person_id)
    if request.method != "POST":
        return _ask(request, person, PhotoForm(), 200)
    if request.POST.get("remove"):
        actions.remove_photo(person, at=timezone.now())
        return _done(request, person, _("The photo is gone."))
    form = PhotoForm(request.POST, request.FILES)
    if not _set(person, form):
        return _ask(request, person, form, 422)
    return _done(request, person, _("The photo is saved."))


def _set(person: Person, form: PhotoForm) -> bool:
    """Whether the picture could be kept; what is wrong with it stands at its field."""
    if not form.is_valid():
        return False
    upload = form.cleaned_data["photo"]
    try:
        actions.set_photo(person, upload.read(photos.MAX_BYTES + 1), at=timezone.now())
    except ValidationError as error:
        form.add_error("photo", error.messages)
        return False
    return True


def _ask(request: SignedInRequest, person: Person, form: PhotoForm, status: int) -> HttpResponse:
    template = "book/person_photo.html#form" if request.htmx else "book/person_photo.html"
    return render(request, template, {"person": person, "form": form, "next": _next(request)}, status=status)


def _done(request: SignedInRequest, person: Person, said: str) -> HttpResponse:
    """Back to where the user came from. Over the form of the person only the dialog closes: that may be half filled."""
    if request.htmx and _next(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"close-dialog": "", "say": said})})
    messages.success(request, said)
    page = reverse("book:person", args=[person.pk])
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": page})
    return HttpResponseRedirect(_next(request) or page)


def _next(request: SignedInRequest) -> str:
    """Where the user came from, if they are to go back there."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
