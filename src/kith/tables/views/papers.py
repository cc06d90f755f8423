"""Name tags and table cards, to print."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.tables import paper
from kith.tables.queries.evening import evening
from kith.tables.views.doors import plan_of


@require_safe
def name_tags(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """A tag for everybody who comes, with their table in each round."""
    return _file(paper.name_tags(evening(plan_of(request, slug, uid))), "name-tags.pdf")


@require_safe
def table_cards(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """A card for each table, with who sits there in each round."""
    return _file(paper.table_cards(evening(plan_of(request, slug, uid))), "table-cards.pdf")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
