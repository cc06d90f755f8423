"""One ask or offer: its page, a new one, changing it, ending it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.models import User
from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.exchange import actions, forms, jobs, queries
from kith.exchange.models import Ask, Offer
from kith.groups.models import Group
from kith.ui import toasts

_Kind = type[Ask] | type[Offer]


@require_safe
def show(request: SignedInRequest, uid: UUID, kind: _Kind) -> HttpResponse:
    """What it says. Its owner sees what fits and who helps; others may offer help."""
    return page(request, _seen(request, kind, uid))


def page(request: SignedInRequest, wish: Ask | Offer, status: int = 200, **bound: Any) -> HttpResponse:
    """The page of an ask or an offer, with forms that were filled in wrongly."""
    user, on = request.user, request.user.today()
    is_own, is_ask = wish.owner_id == user.pk, isinstance(wish, Ask)
    context = {
        "wish": wish,
        "is_own": is_own,
        "is_ask": is_ask,
        "is_open": wish.is_open(on),
        "fitting": _fitting(user, on, wish),
        "helps": _helps(request, wish),
        "helped_form": forms.HelpedForm(user) if is_own and is_ask else None,
        "accept_form": forms.AcceptForm(user) if is_own and is_ask else None,
        "thanks_form": forms.ThanksForm(),
        "help_form": forms.HelpForm(),
        **bound,
    }
    return render(request, "exchange/wish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, kind: _Kind) -> HttpResponse:
    """Ask for something, or offer it; ?text= and ?group= fill in what they tell."""
    form = forms.WishForm(kind, request.user, request.POST or None, _given(request))
    made = _made(kind, request, form) if form.is_bound and form.is_valid() else None
    if made is not None:
        jobs.look(request.user.pk)
        toasts.show(request, _("Noted. Kith looks for what fits."))
        return redirect(made)
    context = {"form": form, "is_ask": kind is Ask}
    return render(request, "exchange/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, uid: UUID, kind: _Kind) -> HttpResponse:
    """Change what it says."""
    wish = _own(request, kind, uid)
    form = forms.WishForm(kind, request.user, request.POST or None, _initial(wish))
    if form.is_bound and form.is_valid() and _edited(wish, form):
        jobs.look(request.user.pk)
        toasts.show(request, _("Saved."))
        return redirect(wish)
    if form.is_bound:
        wish.refresh_from_db()
    context = {"form": form, "is_ask": kind is Ask, "wish": wish}
    return render(request, "exchange/new.html", context, status=422 if form.is_bound else 200)


@require_POST
def close(request: SignedInRequest, uid: UUID, kind: _Kind) -> HttpResponse:
    """Take it back: nobody else sees it any more."""
    wish = _own(request, kind, uid)
    actions.close(wish, at=timezone.now())
    again = "exchange:reopen_ask" if kind is Ask else "exchange:reopen_offer"
    toasts.show(request, _("Taken back."), reverse(again, args=[wish.uid]))
    return redirect("exchange:home")


@require_POST
def reopen(request: SignedInRequest, uid: UUID, kind: _Kind) -> HttpResponse:
    """Let it stand again."""
    wish = _own(request, kind, uid)
    actions.reopen(wish, at=timezone.now())
    jobs.look(request.user.pk)
    toasts.show(request, _("It stands again."))
    return redirect(wish)


@require_POST
def remove(request: SignedInRequest, uid: UUID, kind: _Kind) -> HttpResponse:
    """Delete it for good."""
    wish = _own(request, kind, uid)
    try:
        actions.remove(wish)
    except Refused as error:
        toasts.show(request, str(error))
        return redirect(wish)
    toasts.show(request, _("Removed."))
    return redirect("exchange:home")


def _fitting(user: User, on: date, wish: Ask | Offer) -> list[queries.Fitting]:
    if isinstance(wish, Ask):
        return queries.fitting(user, on, ask=wish)
    else:
        return queries.fitting(user, on, offer=wish)


def _helps(request: SignedInRequest, wish: Ask | Offer) -> list[Any]:
    """All of them for whoever asked; for others their own."""
    if not isinstance(wish, Ask):
        return []
    return queries.helps_of(wish, None if wish.owner_id == request.user.pk else request.user)


def _own(request: SignedInRequest, kind: _Kind, uid: UUID) -> Ask | Offer:
    found: Ask | Offer = get_object_or_404(kind.objects.visible_to(request.user), uid=uid)
    return found


def _seen(request: SignedInRequest, kind: _Kind, uid: UUID) -> Ask | Offer:
    """The user's own, or one that is shown to them and stands."""
    found = queries.seen(kind, request.user, uid, request.user.today())
    if found is None:
        raise Http404
    return found


def _given(request: SignedInRequest) -> dict[str, Any]:
    given = {"text": request.GET.get("text", "")[:300]}
    slug = request.GET.get("group", "")
    group = Group.objects.of(request.user).filter(slug=slug).first() if slug else None
    return {**given, "shown_to": f"group:{group.uid}"} if group else given


def _initial(wish: Ask | Offer) -> dict[str, Any]:
    person = wish.person.name if wish.person else ""
    return {
        "text": wish.text,
        "more": wish.more,
        "until": wish.until,
        "person": person,
        "shown_to": forms.shown_to(wish),
    }


def _made(kind: _Kind, request: SignedInRequest, form: forms.WishForm) -> Ask | Offer | None:
    make = actions.make_ask if kind is Ask else actions.make_offer
    try:
        return make(request.user, at=timezone.now(), **form.details)
    except ValidationError as error:
        form.complain(error)
        return None


def _edited(wish: Ask | Offer, form: forms.WishForm) -> bool:
    try:
        actions.edit(wish, at=timezone.now(), **form.details)
    except ValidationError as error:
        form.complain(error)
        return False
    return True
