"""The page on which the user says what the columns of their tables are."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.imports import actions, mapping
from kith.imports.mapping_forms import ColumnsForm
from kith.imports.models import Import


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Each column with some of its cells and what Kith takes it for; sent, the files are read again that way."""
    found: Import = get_object_or_404(Import.objects.visible_to(request.user), pk=import_id)
    if not mapping.is_asked_of(found):
        return redirect("imports:import", found.pk)
    data = request.POST if request.method == "POST" else None
    forms = [ColumnsForm(each, number, data) for number, each in enumerate(mapping.columns_of(found), 1)]
    are_valid = [form.is_valid() for form in forms]  # all of them, so that each says what is wrong in it
    if data is not None and forms and all(are_valid):
        return _read_again(request, found, forms)
    context = {"import": found, "forms": forms}
    template = "imports/columns.html#form" if request.htmx and data is None else "imports/columns.html"
    return render(request, template, context, status=422 if data is not None else 200)


def _read_again(request: SignedInRequest, import_: Import, forms: list[ColumnsForm]) -> HttpResponse:
    pairs = [(form.columns, form.said()) for form in forms]
    try:
        with transaction.atomic():
            for sheet, said in pairs:
                mapping.remember(request.user, sheet, said)
            actions.read_again(import_, options_by_file=mapping.options_for(pairs), now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Read again with these columns. Kith remembers them for the next such table."))
    return redirect("imports:import", import_.pk)
