"""The target card as anybody sees it who has its address, and where they can answer without an account."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.targets import actions, limits, paper, queries
from kith.targets.forms import AnswerForm
from kith.targets.models import CardAnswer, TargetCard
from kith.targets.views.cards import as_file

ANSWERS_AN_HOUR = 6  # from one address
ANSWERS_A_DAY = 40  # on one card
FILES_AN_HOUR = 60  # to one address
_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    # Other sites learn nothing of the address. With no-referrer browsers would not say either that an answer comes from
    # this very page, and Django would not take it.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """The card. POST: answer it."""
    card = _card_or_404(secret)
    if request.method != "POST":
        return _page(request, card, AnswerForm(timezone.now()))
    form = AnswerForm(timezone.now(), request.POST)
    if not form.is_valid():
        return _page(request, card, form, 422)
    if not _may_answer(request, card):
        form.add_error(None, _("There have been many answers just now. Please try again in an hour."))
        return _page(request, card, form, 429)
    try:
        actions.receive(card, at=timezone.now(), **form.values())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, card, form, 422)
    return redirect(f"{reverse('targets:page', args=[secret])}?sent=1")


@login_not_required
@require_safe
def page_pdf(request: HttpRequest, secret: str) -> HttpResponse:
    """The card as a PDF."""
    card = _card_or_404(secret)
    if not limits.within(request, "pdf", most=FILES_AN_HOUR):
        return HttpResponse(_("Please try again in an hour."), status=429, content_type="text/plain; charset=utf-8")
    address = request.build_absolute_uri(reverse("targets:page", args=[secret]))
    return _unseen(as_file(paper.pdf(queries.showing(card.target, card), address)))


def _card_or_404(secret: str) -> TargetCard:
    found = queries.open_card(secret)
    if found is None:
        raise Http404
    return found


def _may_answer(request: HttpRequest, card: TargetCard) -> bool:
    since = timezone.now() - timedelta(days=1)
    today = CardAnswer.objects.filter(card=card, received_at__gt=since).count()
    return today < ANSWERS_A_DAY and limits.within(request, "answer", most=ANSWERS_AN_HOUR)


def _page(request: HttpRequest, card: TargetCard, form: AnswerForm, status: int = 200) -> HttpResponse:
    showing = queries.showing(card.target, card)
    context = {"showing": showing, "form": form, "secret": card.secret, "is_sent": "sent" in request.GET}
    return _unseen(render(request, "targets/page.html", context, status=status))


def _unseen(answer: HttpResponse) -> HttpResponse:
    """Ask search engines to leave it out, and browsers to tell other sites nothing of the address."""
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
