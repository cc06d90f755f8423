"""Keeping order: what was reported, and what organisers did. For organisers."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors as groups
from kith.groups.models import Membership
from kith.posts import actions, queries, showing
from kith.posts.forms import WhyForm
from kith.posts.models import Report
from kith.ui import toasts

PAGE = 25


@require_safe
def show(request: SignedInRequest, slug: str) -> HttpResponse:
    """What waits for a decision, and the log."""
    return _show(request, groups.running(request.user, slug))


@require_POST
def handle(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Remove what was reported (move=remove, with a reason), or leave it as it is."""
    membership = groups.running(request.user, slug)
    report = get_object_or_404(queries.open_reports(membership.group, request.user), uid=uid)
    if request.POST.get("move") != "remove":
        actions.keep(report, by=request.user, at=timezone.now())
        toasts.show(request, _("It stays as it is."))
        return redirect("posts:order", slug)
    form = WhyForm(request.POST, auto_id=f"why-{report.uid}-%s")
    if not form.is_valid():
        return _show(request, membership, report, form, 422)
    actions.remove(report.message, by=request.user, why=form.cleaned_data["why"], at=timezone.now())
    toasts.show(request, _("It is removed. Its author reads why."))
    return redirect("posts:order", slug)


def _show(
    request: SignedInRequest,
    membership: Membership,
    wrong: Report | None = None,
    form: WhyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    reports = list(queries.open_reports(membership.group, request.user)[:PAGE])
    shown = showing.messages([each.message for each in reports], request.user, with_answers=False)
    forms = [form if form and each == wrong else WhyForm(auto_id=f"why-{each.uid}-%s") for each in reports]
    context = {
        "group": membership.group,
        "membership": membership,
        "reports": list(zip(reports, shown, forms, strict=True)),
        "handled": list(queries.handled_reports(membership.group, request.user)[:PAGE]),
        "page": Paginator(queries.log(membership.group), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "posts/order.html", context, status=status)
