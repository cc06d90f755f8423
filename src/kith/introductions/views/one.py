"""One introduction: the whole story, what can be done next, and the moves."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.introductions import actions, queries, story
from kith.introductions.forms import MoveForm
from kith.introductions.models import Introduction
from kith.introductions.moves import Actor, Door, Kind, State
from kith.introductions.story import Choice
from kith.outbox import queries as outbox
from kith.ui import nav, toasts


@dataclass(frozen=True)
class _Offered:
    """A choice with the fields that belong to it."""

    choice: Choice
    form: MoveForm

    @property
    def fields(self) -> list[object]:
        return [self.form[name] for name in self.choice.asks]


@require_safe
def introduction(request: SignedInRequest, introduction_id: int) -> HttpResponse:
    """The whole story of an introduction."""
    return _page(request, _introduction(request, introduction_id))


@require_POST
def move(request: SignedInRequest, introduction_id: int) -> HttpResponse:
    """Make a move, or write down what somebody else did."""
    found = _introduction(request, introduction_id)
    actor, name = request.POST.get("actor", ""), request.POST.get("move", "")
    if actor not in Actor.values:
        raise Http404
    form = MoveForm(request.user.today(), request.POST, prefix=_prefix(actor, name))
    if not form.is_valid():
        return _page(request, found, wrong=form, status=422)
    door = Door.OWN if actor == Actor.ME else Door.TOLD
    try:
        actions.act(found, actor=actor, move=name, door=door, at=timezone.now(), said=form.said)
    except Refused as error:
        return _page(request, found, refused=str(error), status=409)
    except ValidationError as error:
        return _page(request, found, refused=" ".join(error.messages), status=422)
    toasts.show(request, _("Noted."))
    return redirect("introductions:introduction", found.pk)


def _introduction(request: SignedInRequest, introduction_id: int) -> Introduction:
    found: Introduction = get_object_or_404(queries.introductions_of(request.user), pk=introduction_id)
    return found


def _page(
    request: SignedInRequest,
    found: Introduction,
    *,
    refused: str = "",
    wrong: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = request.user.today()
    why_not = _why_not(request, found)
    offered = [
        _Offered(
            each, wrong if wrong and wrong.prefix == _prefix(each.actor, each.move) else _form(request, found, each)
        )
        for each in story.choices(found)
        if not (why_not and each.move in ("write", "asked"))
    ]
    context = {
        "introduction": found,
        "told": story.told(found),
        "events": story.events(found),
        "drafts": story.drafts(found),
        "own": [each for each in offered if not each.choice.is_told],
        "others": [each for each in offered if each.choice.is_told],
        "is_draft": found.state == State.DRAFTED,
        "letters": outbox.letters_of(request.user, queries.letter_key(found.uid, "")),
        "can_write": queries.can_write(),
        "edit_url": _address_wanted(found),
        "stopped": bool(found.first and queries.can_write() and queries.letters_stopped(request.user, found.first)),
        "opportunity_url": nav.address("opportunities:new"),
        "has_met": found.state in (State.MET, State.OUTCOME, State.THANKED),
        "why_not": why_not,
        "refused": refused,
        "on": today,
        "a_month": queries.A_MONTH,
    }
    return render(request, "introductions/introduction.html", context, status=status)


def _address_wanted(found: Introduction) -> str:
    """Where the e-mail address is written down that Kith lacks for a letter to the first, "" where it lacks none."""
    if found.first is None or not queries.can_write() or queries.email_of(found.first):
        return ""
    return nav.address("book:edit", found.first.pk)


def _form(request: SignedInRequest, found: Introduction, choice: Choice) -> MoveForm:
    noted = {"outcome": found.outcome, "words": found.outcome_notes} if choice.move == "note_outcome" else {}
    return MoveForm(request.user.today(), prefix=_prefix(choice.actor, choice.move), initial=noted)


def _prefix(actor: str, name: str) -> str:
    return f"{actor}-{name}"


def _why_not(request: SignedInRequest, found: Introduction) -> str:
    if found.kind != Kind.ASKED or found.state != State.DRAFTED:
        return ""
    if found.introducer is None:
        return _("There is nobody to ask: whoever was to introduce you is no longer in your book.")
    on = request.user.today()
    return queries.why_not(request.user, found.introducer, on, other=found.other, other_name=found.other_name)
