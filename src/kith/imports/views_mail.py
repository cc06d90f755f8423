"""Where the user says whether letters are read whole, or by their headers alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.imports import actions, queries
from kith.imports.models import Import


@require_POST
def letters(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Have the mail of an import read again, whole or by its headers alone."""
    found: Import = get_object_or_404(Import.objects.visible_to(request.user), pk=import_id)
    told = {file.pk: {"bodies": request.POST.get("bodies") == "1"} for file in queries.mail_files(found)}
    try:
        actions.read_again(found, options_by_file=told, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("imports:import", found.pk)
