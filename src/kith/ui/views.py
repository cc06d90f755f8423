"""The page that shows every component, the web manifest, and the icon where browsers look for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone

from kith.ui import specimens

PAPER = "#fbf9f5"  # as --paper in 0-tokens.css; a manifest knows no CSS


def show_styles(request: HttpRequest) -> HttpResponse:
    """Every component with invented data."""
    return render(request, "ui/styles.html", specimens.context(timezone.localdate(), request.GET))


@login_not_required
def show_manifest(_request: HttpRequest) -> JsonResponse:
    """What a browser needs to put Kith on a home screen."""
    manifest = {
        "name": "Kith",
        "short_name": "Kith",
        "start_url": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {
                "src": static("ui/icons/kith-192.png"),
                "sizes": "192x192",
                "type": "image/png",
                "purpose": "any maskable",
            },
            {
                "src": static("ui/icons/kith-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "any maskable",
            },
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@login_not_required
def show_icon(_request: HttpRequest) -> HttpResponseRedirect:
    """Where the icon is, for programs that read no page before they ask for it."""
    return HttpResponseRedirect(static("ui/icons/kith-192.png"))
