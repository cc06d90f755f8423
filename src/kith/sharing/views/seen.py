"""What members learn of the user's book, what the user told of it, and being left out oneself."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.sharing import actions, queries

PAGE = 20


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """All of it on one page, also for whoever takes no part."""
    takes_part = queries.part_of(request.user) is not None
    context = {
        "takes_part": takes_part,
        "allowed": queries.may_be_asked_about(request.user) if takes_part else 0,
        "page": Paginator(queries.told_by(request.user), PAGE).get_page(request.GET.get("page")),
        "can_be_left_out": bool(queries.verified_keys(request.user)),
        "is_left_out": queries.is_left_out(request.user),
    }
    return render(request, "sharing/seen.html", context)


@require_POST
def oneself(request: SignedInRequest) -> HttpResponse:
    """Be matched by nobody, or be matched again."""
    try:
        if request.POST.get("to") == "in":
            actions.let_oneself_in(request.user)
            messages.success(request, _("Members may be asked about you again, where they allow it."))
        elif request.POST.get("to") == "out":
            actions.leave_oneself_out(request.user, at=timezone.now())
            messages.success(request, _("Nobody is asked about you any more. Nobody is told."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("sharing:seen")
