"""Photos of cards: taken in, looked at beside what was read of them, kept, discarded."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.cards import actions, queries
from kith.cards.forms import CardForm, PhotosForm
from kith.cards.models import CardPhoto
from kith.errors import Refused
from kith.people import photos
from kith.ui import toasts

PAGE = 24


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """Where cards are photographed, those that wait, and those that were kept. htmx asks for those that wait."""
    return _list(request, PhotosForm())


@require_POST
def add(request: SignedInRequest) -> HttpResponse:
    """Take photos in; what is wrong with one is said, and the others go on."""
    form = PhotosForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, 422)
    taken = [card for upload in form.cleaned_data["photos"] if (card := _taken(request, form, upload))]
    if form.errors:
        return _list(request, form, 422)
    return redirect("cards:card", taken[0].pk) if len(taken) == 1 else redirect("cards:list")


@require_safe
def card(request: SignedInRequest, card_id: int) -> HttpResponse:
    """A card in whatever state it is: being read, or the photo beside the form."""
    found = _card(request, card_id)
    if found.state == CardPhoto.State.KEPT and found.person_id:
        return redirect("book:person", found.person_id)
    return _show(request, found, CardForm(found.found, request.user.today()))


@require_POST
def keep(request: SignedInRequest, card_id: int) -> HttpResponse:
    """Bring the card into the book as the form has it."""
    found = _card(request, card_id)
    form = CardForm(found.found, request.user.today(), request.POST)
    if not form.is_valid():
        return _show(request, found, form, 422)
    try:
        person, import_ = actions.keep(found, form.left(), met=form.met(), now=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, found, form, 409)
    said = _("%(name)s is in your book.") % {"name": person.name}
    toasts.show(request, said, undo_url=reverse("imports:take_back", args=[import_.pk]))
    following = queries.next_to_look_at(request.user)
    return redirect("cards:card", following.pk) if following else redirect("book:person", person.pk)


@require_POST
def discard(request: SignedInRequest, card_id: int) -> HttpResponse:
    """Throw a card away."""
    found = _card(request, card_id)
    person_id = found.person_id
    actions.discard(found)
    toasts.show(request, _("The card is thrown away."))
    return redirect("book:person", person_id) if person_id else redirect("cards:list")


@require_safe
def photo(request: SignedInRequest, card_id: int) -> HttpResponseBase:
    """The picture itself, for its owner only."""
    found = _card(request, card_id)
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{found.photo}"', "X-Content-Type-Options": "nosniff"}
    if found.photo and request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    try:
        picture = photos.path_of(found.photo).open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    return FileResponse(picture, content_type="image/jpeg", headers=headers)


def _card(request: SignedInRequest, card_id: int) -> CardPhoto:
    own = CardPhoto.objects.visible_to(request.user).select_related("owner")
    found: CardPhoto = get_object_or_404(own, pk=card_id)
    return found


def _taken(request: SignedInRequest, form: PhotosForm, upload: Any) -> CardPhoto | None:
    try:
        return actions.take_in(
            request.user, str(upload.name), upload.read(photos.MAX_LARGE_BYTES + 1), now=timezone.now()
        )
    except ValidationError as error:
        form.add_error("photos", [f"{upload.name}: {message}" for message in error.messages])
        return None


def _list(request: SignedInRequest, form: PhotosForm, status: int = 200) -> HttpResponse:
    waiting = list(queries.queue(request.user)[: queries.SHOWN])
    context = {
        "form": form,
        "waiting": waiting,
        "is_reading": any(each.is_under_way for each in waiting),
        "page": Paginator(queries.kept(request.user), PAGE).get_page(request.GET.get("page")),
    }
    template = "cards/list.html#queue" if request.htmx and request.method == "GET" else "cards/list.html"
    return render(request, template, context, status=status)


def _show(request: SignedInRequest, found: CardPhoto, form: CardForm, status: int = 200) -> HttpResponse:
    context = {
        "card": found,
        "form": form,
        "like": queries.lookalike(request.user, found.found) if not found.is_under_way else None,
        "unsure": [bound.label for bound in form if bound.help_text] if not found.is_under_way else [],
    }
    template = "cards/card.html#state" if request.htmx and request.method == "GET" else "cards/card.html"
    return render(request, template, context, status=status)
