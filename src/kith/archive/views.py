"""The page from which a whole book is taken home."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.archive.packing import pack


@require_http_methods(["GET", "POST"])
def export(request: SignedInRequest) -> HttpResponse | FileResponse:
    """Say what is in the ZIP; give it to whoever presses the button."""
    if request.method != "POST":
        return render(request, "archive/export.html")
    now = timezone.now()
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    pack(request.user, file, now=now)
    file.seek(0)
    name = f"kith-{now.astimezone(request.user.zone):%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, headers={"Cache-Control": "no-store"})
