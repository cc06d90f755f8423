"""The search over groups, what the user looks for, and all listings as a table."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.directory import actions, queries, tables
from kith.directory.forms import FinderForm, WishForm
from kith.directory.models import Listing, Wish
from kith.directory.queries import Asked, finding
from kith.ui import toasts

PAGE = 10  # with the reasons of each, more than a screen


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Groups here and elsewhere, those that suit best first, each with why."""
    form = FinderForm(request.GET) if request.GET else None  # where nothing is asked, it is the same for everybody
    now = timezone.now()
    wanted = queries.wanted(request.user, form.asked() if form else Asked(), now=now)
    page = Paginator(queries.find(request.user, wanted), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "wanted": wanted, "page": page, "found": finding.page(request.user, list(page), now)}
    return render(request, "directory/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: SignedInRequest) -> HttpResponse:
    """What the user looks for in groups: it fills the search, and nobody else sees it."""
    own = Wish.objects.visible_to(request.user).first() or Wish(owner=request.user)
    form = WishForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_wish(request.user, fields=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toasts.show(request, _("Remembered. The groups that suit it come first now."))
            return redirect("directory:home")
    return render(request, "directory/wish.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def table(request: SignedInRequest) -> HttpResponse:
    """All listings as a table that can be brought in again; what ships with Kith is left out."""
    body = tables.written(Listing.objects.visible_to(request.user))
    return HttpResponse(
        body, "text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="listings.csv"'}
    )
