"""Organisations: the list, the page of one, and its form."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.acquaintances import queries as acquaintances
from kith.book.forms.organisation import FIELDS, OrganisationForm
from kith.book.queries import organisation_page
from kith.opportunities import queries as opportunities
from kith.people.models import Organisation
from kith.ties import actions as ties

PAGE = 40


@require_safe
def show_all(request: SignedInRequest) -> HttpResponse:
    """All organisations by name, and how many people are at each."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:200]
    page = Paginator(organisation_page.organisations(request.user, text), PAGE).get_page(request.GET.get("page"))
    sizes = organisation_page.sizes(request.user, page.object_list)
    rows = [(organisation, _people(sizes.get(organisation.pk, 0))) for organisation in page.object_list]
    return render(request, "book/organisations.html", {"page": page, "rows": rows, "text": text})


def _people(count: int) -> str:
    return ngettext("one person", "%(n)d people", count) % {"n": count}


@require_safe
def show(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Who is there, who was, who knows somebody there, and what happened."""
    on = request.user.today()
    ties.keep_current(request.user, on=on)
    organisation = _organisation(request, organisation_id)
    context = {
        "organisation": organisation,
        "on": on,
        "page": organisation_page.page_of(organisation),
        "inroads": acquaintances.inroads(request.user, [organisation.pk]),
        "opportunities": opportunities.at(organisation),
    }
    return render(request, "book/organisation.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Change what is known of the organisation itself."""
    organisation = _organisation(request, organisation_id)
    if request.method != "POST":
        form = OrganisationForm(initial={field: getattr(organisation, field) for field in FIELDS})
        return render(request, "book/organisation_form.html", {"organisation": organisation, "form": form})
    form = OrganisationForm(request.POST)
    if not form.apply(organisation):
        organisation.refresh_from_db()
        return render(request, "book/organisation_form.html", {"organisation": organisation, "form": form}, status=422)
    messages.success(request, _("Saved."))
    return redirect("book:organisation", organisation.pk)


def _organisation(request: SignedInRequest, organisation_id: int) -> Organisation:
    mine = Organisation.objects.visible_to(request.user).select_related("owner")
    found: Organisation = get_object_or_404(mine, pk=organisation_id)
    return found
