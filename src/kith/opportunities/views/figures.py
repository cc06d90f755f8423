"""What worked, as a page and as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.opportunities import cases, sheets
from kith.opportunities.figures import LEAST
from kith.opportunities.what_worked import what_worked


@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """Through what and whom interviews and offers came."""
    told = cases.load(request.user)
    found = what_worked([each.case for each in told], request.user.today())
    return render(request, "opportunities/figures.html", {"found": found, "total": len(told), "least": LEAST})


@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    """Each opportunity as one line of a spreadsheet."""
    answer = HttpResponse("".join(sheets.table(cases.load(request.user))), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="opportunities.csv"'
    return answer
