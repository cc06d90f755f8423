"""The pages of imports: files go in, are looked through, brought into the book, and taken back."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.imports import actions, handovers, mapping, queries
from kith.imports.forms import UploadForm
from kith.imports.models import Import, ImportRecord

PAGE = 30
_NOT_SHOWN = [f"person__{name}" for name in ("search_text", "extra", "notes", "met_notes", "interests")]


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """The place for files, and the imports there have been."""
    return _list(request, UploadForm())


@require_POST
def start(request: SignedInRequest) -> HttpResponse:
    """Take files in, and go to where they are looked through."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, status=422)
    files = [(str(file.name), cast(BinaryIO, file)) for file in form.cleaned_data["file"]]
    files, elsewhere = _handed_over(request, files)
    if not files:
        return redirect(elsewhere or "imports:list")
    import_ = actions.start(request.user, files, now=timezone.now())
    return redirect("imports:import", import_.pk)


@require_safe
def import_(request: SignedInRequest, import_id: int) -> HttpResponse:
    """An import in whatever state it is; htmx asks for the part that changes, once a second while something runs."""
    found = _import(request, import_id)
    template = "imports/import.html#state" if request.htmx else "imports/import.html"
    context = {"story": queries.story(found), "import": found, "has_columns": mapping.is_asked_of(found)}
    return render(request, template, context)


@require_safe
def records(request: SignedInRequest, import_id: int) -> HttpResponse:
    """What became of each record, with the record as it was."""
    found = _import(request, import_id)
    action = request.GET.get("action", "")
    shown = queries.records_of(found, action).select_related("person").defer(*_NOT_SHOWN)
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {"import": found, "page": page, "action": action, "actions": ImportRecord.Action.choices}
    return render(request, "imports/records.html", context)


@require_POST
def bring_in(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Bring it into the book."""
    found = _import(request, import_id)
    try:
        actions.bring_in(found, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("imports:import", found.pk)


@require_POST
def discard(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Throw it away."""
    found = _import(request, import_id)
    try:
        actions.discard(found)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("imports:import", found.pk)
    messages.success(request, _("Thrown away. Nothing of it went into your book."))
    return redirect("imports:list")


@require_POST
def take_back(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Take it back out of the book."""
    found = _import(request, import_id)
    try:
        actions.take_back(found, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("imports:import", found.pk)


def _handed_over(request: SignedInRequest, files: list[tuple[str, BinaryIO]]) -> tuple[list[tuple[str, BinaryIO]], str]:
    """The files that are to be imported, and the page on which the others are looked through, if there are others."""
    own, taken = [], Counter[handovers.Handover]()
    for name, file in files:
        handover = handovers.for_file(file)
        if handover is None:
            own.append((name, file))
            continue
        try:
            handover.take(request.user, name, file, timezone.now())
            taken[handover] += 1
        except ValidationError as error:
            messages.warning(request, f"{name}: {' '.join(error.messages)}")
    for handover, count in taken.items():
        messages.success(request, handover.words(count))
    return own, next((handover.page() for handover in taken), "")


def _import(request: SignedInRequest, import_id: int) -> Import:
    found: Import = get_object_or_404(Import.objects.visible_to(request.user), pk=import_id)
    return found


def _list(request: SignedInRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    page = Paginator(queries.imports_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "most": settings.MAX_UPLOAD_MB}
    return render(request, "imports/list.html", context, status=status)
