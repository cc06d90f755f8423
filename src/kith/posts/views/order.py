"""Keeping order: what was reported, and what organisers did. For organisers."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors as groups
from kith.groups.models import Membership
from kith.posts import actions, queries, reported, showing
from kith.posts.forms import WhyForm
from kith.posts.models import Report
from kith.ui import toasts
from kith.ui.templatetags.ui import field

_NONE = UUID(int=0)  # stands for the report in a field that is written once


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
    form = WhyForm(request.POST, auto_id=_form_id(report.uid))
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
    group, empty = membership.group, _field(WhyForm(auto_id=_form_id(_NONE)))
    waiting = showing.waiting(group, request.user)
    # The field for why something is removed is written once: of many that are empty only the id differs.
    fields = {report.uid: mark_safe(empty.replace(str(_NONE), str(report.uid))) for report in waiting}
    fields |= {wrong.uid: _field(form)} if wrong is not None and form is not None else {}
    pages = Paginator(queries.log(group).values_list("what", "at", "by__name", "about__name"), reported.PAGE)
    pages.count = reported.logged(group)
    context = {
        "group": group,
        "membership": membership,
        "reports": [(report, fields[report.uid]) for report in waiting],
        "handled": reported.handled(group, request.user),
        "page": pages.get_page(request.GET.get("page")),
    }
    return render(request, "posts/order.html", context, status=status)


def _field(form: WhyForm) -> SafeString:
    return field(form["why"], _("Why it is removed"))


def _form_id(report: UUID) -> str:
    return f"why-{report}-%s"
