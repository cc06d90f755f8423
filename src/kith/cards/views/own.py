"""The user's own card: as a code, as a vCard, and as a page that others can see by a secret address."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.cards import actions, queries, vcard
from kith.cards.forms import ChoiceForm, MeForm, choices
from kith.cards.models import OwnCard
from kith.cards.vcard import Shown
from kith.people.models import Person
from kith.people.queries import own_card
from kith.ui import toasts

_NOT_FOR_SEARCH = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: SignedInRequest) -> HttpResponse:
    """The card; where the book does not know who the user is, a small form. POST: what the card shows."""
    me = own_card(request.user)
    if me is None:
        return _introduce(request)
    if request.method == "POST":
        form = ChoiceForm(me, request.POST)
        if form.is_valid():
            actions.choose(request.user, me, form.cleaned_data["shown"])
            toasts.show(request, _("Your card is changed."))
            return redirect("cards:own")
        return _show(request, me, form, 422)
    return _show(request, me, ChoiceForm(me, initial={"shown": _own(request, me).shown}))


@require_safe
def full(request: SignedInRequest) -> HttpResponse:
    """Nothing but the code, the name and what the user does, to hold out to somebody."""
    return render(request, "cards/full.html", {"showing": vcard.shown(_own_or_404(request))})


@require_safe
def code(request: SignedInRequest) -> HttpResponse:
    """The code as a picture."""
    return _code(vcard.shown(_own_or_404(request)))


@require_safe
def file(request: SignedInRequest) -> HttpResponse:
    """The card as a file."""
    return _file(vcard.shown(_own_or_404(request)))


@require_POST
def share(request: SignedInRequest) -> HttpResponse:
    """Turn the page for others on, or off (stop=1)."""
    me = own_card(request.user)
    if me is None:
        return redirect("cards:own")
    mine = _own(request, me)
    if request.POST.get("stop"):
        actions.stop_sharing(mine)
        toasts.show(request, _("The page is gone. Its address leads nowhere now."))
    else:
        actions.share(mine if mine.pk else actions.choose(request.user, me, mine.shown))
    return redirect("cards:own")


@login_not_required
@require_safe
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """The card, for whoever has the address."""
    showing = vcard.shown(_shared(secret))
    answer = render(request, "cards/page.html", {"showing": showing, "secret": secret})
    for name, value in _NOT_FOR_SEARCH.items():
        answer[name] = value
    return answer


@login_not_required
@require_safe
def page_code(_request: HttpRequest, secret: str) -> HttpResponse:
    """The code on that page."""
    return _code(vcard.shown(_shared(secret)))


@login_not_required
@require_safe
def page_file(_request: HttpRequest, secret: str) -> HttpResponse:
    """The card as a file, for their contacts."""
    return _file(vcard.shown(_shared(secret)))


def _own(request: SignedInRequest, me: Person) -> OwnCard:
    """What the user chose, or everything while they have chosen nothing."""
    mine = queries.own_card(request.user)
    return mine or OwnCard(owner=request.user, person=me, shown=[value for value, _words in choices(me)])


def _own_or_404(request: SignedInRequest) -> OwnCard:
    me = own_card(request.user)
    if me is None:
        raise Http404
    return _own(request, me)


def _shared(secret: str) -> OwnCard:
    found = queries.shared_card(secret)
    if found is None:
        raise Http404
    return found


def _introduce(request: SignedInRequest) -> HttpResponse:
    """Ask who the user is."""
    first = {"name": request.user.name, "email": request.user.email}
    form = MeForm(request.POST) if request.method == "POST" else MeForm(initial=first)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "cards/introduce.html", {"form": form}, status=status)
    try:
        actions.make_self(
            request.user,
            name=form.cleaned_data["name"],
            points=form.points(),
            position=form.position(),
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return render(request, "cards/introduce.html", {"form": form}, status=422)
    return redirect("cards:own")


def _show(request: SignedInRequest, me: Person, form: ChoiceForm, status: int = 200) -> HttpResponse:
    mine = _own(request, me)
    address = request.build_absolute_uri(reverse("cards:page", args=[mine.secret])) if mine.secret else ""
    context = {"me": me, "form": form, "showing": vcard.shown(mine), "address": address}
    return render(request, "cards/own.html", context, status=status)


def _code(showing: Shown) -> HttpResponse:
    return HttpResponse(vcard.code(showing), content_type="image/svg+xml", headers=_NOT_FOR_SEARCH)


def _file(showing: Shown) -> HttpResponse:
    name = "".join(letter for letter in showing.person.name if letter.isalnum() or letter == " ").strip() or "card"
    headers = {
        **_NOT_FOR_SEARCH,
        "Content-Disposition": f'attachment; filename="{name.encode("ascii", "ignore").decode().strip() or "card"}.vcf"',
    }
    return HttpResponse(vcard.text(showing), content_type="text/vcard; charset=utf-8", headers=headers)
