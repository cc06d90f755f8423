"""The page of Reach: one box, and through whom one gets there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.introductions import queries as introductions
from kith.network import calibration, words
from kith.network.answers import PATHS, Answer, answer
from kith.network.finding import find, in_names
from kith.network.loading import load_network
from kith.network.questions import Question, read
from kith.network.texts import texts_of
from kith.targets import queries as targets
from kith.targets.models import Target
from kith.ties import actions as ties

WEAK, STRONG = "weak", "strong"
FIRST = 4  # paths that are shown before the user asks for all of them


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """Answer ?q=; ?first= says which ties come first, ?all= asks for all paths. htmx gets only the answer."""
    text = request.GET.get("q", "").strip()
    question = read(text)
    aims = list(targets.active(request.user))
    first = _first(request.GET.get("first", ""), aims)
    context: dict[str, object] = {"question": question, "text": text, "targets": aims}
    is_part = bool(request.htmx and not request.htmx.history_restore_request)
    if question:
        found, first = _answer(request, question, first)
        context["text"] = in_names(found.wanted, question) or text
        context |= {"answer": found, "has_more": len(found.ways) == FIRST and not request.GET.get("all")}
    if not is_part:
        context |= {"experience": [words.experience(one) for one in _experience(request)]}
    context |= {"first": first, "on": request.user.today()}
    page = render(request, "network/reach.html#answer" if is_part else "network/reach.html", context)
    patch_vary_headers(page, ["HX-Request"])
    return page


def _answer(request: SignedInRequest, question: Question, first: str) -> tuple[Answer, str]:
    """The answer, and which ties came first: where a target is asked for, it says so itself unless the user does."""
    owner, on = request.user, request.user.today()
    ties.keep_current(owner, on=on)
    network = load_network(owner, on)
    wanted = find(owner, question, texts_of(owner, network))
    if wanted.target is not None:
        first = _first(request.GET.get("first", ""), [wanted.target])
    paths = PATHS if request.GET.get("all") else FIRST
    return answer(owner, wanted, network, on, weak=first == WEAK, paths=paths), first


def _first(said: str, aims: list[Target]) -> str:
    """Which ties come first: what was said, or what suits the field of the newest target."""
    if said in (WEAK, STRONG):
        return said
    return WEAK if not aims or aims[0].weak_ties_first else STRONG


def _experience(request: SignedInRequest) -> list[calibration.Experience]:
    return calibration.experience(introductions.outcomes(request.user))
