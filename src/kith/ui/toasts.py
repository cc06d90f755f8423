"""Short messages at the foot of the page, with an undo where something can be undone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def show(request: HttpRequest, text: str, undo_url: str = "") -> None:
    """Say something on this page or the next. undo_url: answers POST by taking back what was done."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def undo_url_of(message: Any) -> str:
    """Return the address that takes back what the message is about, or nothing."""
    tags = str(getattr(message, "extra_tags", "") or "").split()
    return next((tag.removeprefix(UNDO) for tag in tags if tag.startswith(UNDO)), "")


def page_of(request: HttpRequest) -> str:
    """Return the page that the user is looking at, also where htmx fetches only a part of it."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    if shown.path:
        return shown.path + (f"?{shown.query}" if shown.query else "")
    return request.get_full_path() if request.method == "GET" else "/"
