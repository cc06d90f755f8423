"""The target card as its owner sees it: what it shows, its address, and the PDF."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.targets import actions, paper, queries
from kith.targets.forms import CardForm
from kith.targets.models import Target, TargetCard
from kith.targets.queries.cards import default_length
from kith.targets.views.targets import target_of
from kith.ui import toasts


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: SignedInRequest, target_id: int) -> HttpResponse:
    """What the card shows, as others see it. POST: change that."""
    target = target_of(request, target_id)
    mine = _card(target)
    form = CardForm(target, mine, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.change_card(target, **form.values())
        toasts.show(request, _("Your card is changed."))
        return redirect("targets:card", target.pk)
    mine = _card(target) if form.is_bound else mine  # without what the form wrote onto it
    showing, address = queries.showing(target, mine), address_of(request, mine)
    context = {
        "target": target,
        "form": form,
        "showing": showing,
        "address": address,
        "letter": _letter(address) if address else "",
        "missing": paper.missing(showing.text),
        "answers": queries.answers_of(request.user).filter(card__target=target)[:50],
    }
    return render(request, "targets/card.html", context, status=422 if form.errors else 200)


@require_POST
def share(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Turn the card on, give it a new address, or turn it off (stop=1)."""
    target = target_of(request, target_id)
    if request.POST.get("stop"):
        actions.turn_off(_card(target))
        toasts.show(request, _("The card is off. Its address leads nowhere now."))
    else:
        actions.turn_on(target, length=default_length(target))
        toasts.show(request, _("The card is on. Whoever has its address can read it and answer."))
    return redirect("targets:card", target.pk)


@require_safe
def pdf(request: SignedInRequest, target_id: int) -> HttpResponse:
    """The card as a PDF; with its address on it where it is turned on."""
    target = target_of(request, target_id)
    mine = _card(target)
    return as_file(paper.pdf(queries.showing(target, mine), address_of(request, mine)))


def address_of(request: SignedInRequest, card: TargetCard) -> str:
    """The whole secret address of a card, or nothing where it is off."""
    return request.build_absolute_uri(reverse("targets:page", args=[card.secret])) if card.secret else ""


def as_file(content: bytes) -> HttpResponse:
    """A PDF to be saved."""
    headers = {"Content-Disposition": 'attachment; filename="target-card.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _card(target: Target) -> TargetCard:
    """The card, or what it would be if it were turned on now."""
    found = TargetCard.objects.filter(target=target).first()
    if found is not None:
        found.owner = target.owner
    return found or TargetCard(owner=target.owner, target=target, length=default_length(target))


def _letter(address: str) -> str:
    """A mailto link with the address in it."""
    words = _("Here is what I am looking for, in a few lines. You can answer right there, without an account:")
    return f"mailto:?subject={quote(_('What I am looking for'))}&body={quote(f'{words} {address}')}"
