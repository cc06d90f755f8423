"""The public pages: somebody outside reads what is asked, and answers, without an account.

A page that is only looked at changes nothing, as mail scanners open links. A link that is wrong, expired or used up leads to
one and the same page. The referrer policy is same-origin, which tells no other site of the address: with no-referrer browsers
send no origin with a form either, and Django refuses it. Who asked, and is signed in, sees one page whatever was answered: a
letter that is answered by e-mail may bring its link back to them.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.errors import Refused
from kith.introductions import actions, limits, links, texts
from kith.introductions.actions import Said
from kith.introductions.forms import IntroducerAnswer, SideAnswer
from kith.introductions.models import Introduction, Reply
from kith.introductions.moves import NO, Actor, Kind

_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the buttons that answer it."""
    is_too_often = limits.is_too_often(request, token)
    if is_too_often and links.is_signed(token):
        return _shown(request, "introductions/too_often.html", {}, 429)
    if not is_too_often and request.user.is_authenticated and links.is_of_asker(token, request.user):
        return _shown(request, "introductions/not_yours.html", {}, 403)
    reply = None if is_too_often else links.reply_of(token, timezone.now())
    if reply is None:
        return _gone(request)
    form_class = IntroducerAnswer if reply.actor == Actor.INTRODUCER else SideAnswer
    form = form_class(request.POST or None, initial={"blurb": reply.introduction.blurb})
    if request.method == "POST" and form.is_valid():
        return _answered(request, reply, token, form.cleaned_data)
    return _shown(request, "introductions/answer.html", _context(reply, form), 422 if form.errors else 200)


@login_not_required
@require_safe
def answered_yes(request: HttpRequest) -> HttpResponse:
    """Thanks for a yes."""
    return _shown(request, "introductions/answered.html", {"is_yes": True})


@login_not_required
@require_safe
def answered_no(request: HttpRequest) -> HttpResponse:
    """Thanks for a no."""
    return _shown(request, "introductions/answered.html", {"is_yes": False})


def _answered(request: HttpRequest, reply: Reply, token: str, given: dict[str, Any]) -> HttpResponse:
    move = request.POST.get("move", "")
    try:
        actions.answer(reply, move=move, at=timezone.now(), said=Said(**given))
    except Refused:
        return _gone(request)
    if move in NO:
        return redirect("introductions:answered_no")
    elif reply.actor == Actor.INTRODUCER and move != "introduce":
        return redirect("introductions:answer", token)  # it shows what to forward now
    return redirect("introductions:answered_yes")


def _context(reply: Reply, form: Any) -> dict[str, object]:
    introduction: Introduction = reply.introduction
    is_made, is_party = introduction.kind == Kind.MADE, reply.actor == Actor.PARTY
    moves = links.moves_of(reply)
    return {
        "introduction": introduction,
        "asker": introduction.owner,
        "you": texts.short(introduction.first) if reply.actor != Actor.OTHER else texts.short(introduction.other, ""),
        "about": introduction.to if is_party or not is_made else introduction.party,
        "form": form,
        "moves": moves,
        "is_made": is_made,
        "is_introducer": reply.actor == Actor.INTRODUCER,
        "has_agreed": bool(reply.answer),
        "forward": _forward(reply) if reply.answer else "",
    }


def _forward(reply: Reply) -> str:
    """What an introducer who agreed sends on, with the other side's own link."""
    introduction: Introduction = reply.introduction
    theirs = Reply.objects.filter(introduction=introduction, actor=Actor.OTHER).select_related("introduction__owner")
    other = theirs.first()
    is_open = other is not None and links.is_open(other, timezone.now())
    return texts.to_forward(introduction, links.address_of(other) if other is not None and is_open else "")


def _gone(request: HttpRequest) -> HttpResponse:
    return _shown(request, "introductions/gone.html", {}, 404)


def _shown(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    answer = render(request, template, context, status=status)
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
