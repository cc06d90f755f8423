"""What members ask: the pages of an introducer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.people.models import Person
from kith.sharing import actions, queries, wording
from kith.sharing.forms import AnswerForm, YesForm
from kith.sharing.models import Request

PAGE = 20
CHOICES = 50  # people of the book to choose from, where several fit
Answer = Request.Answer
_SAID = {
    Answer.INTRODUCE: gettext_lazy("Offered. They hear of it now, with your name."),
    Answer.TARGET_FIRST: gettext_lazy("Good. Here is a text to send; nobody is told anything until there is a yes."),
    Answer.NOT_NOW: gettext_lazy("Not now. Nobody is told."),
    Answer.NEVER: gettext_lazy("They are private from now on. Nobody is told."),
    Answer.MUTED: gettext_lazy("You hear nothing from this member any more. Nobody is told."),
}


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """Every request that reached the user, and of whom they want to hear nothing."""
    context = {
        "page": Paginator(queries.requests_to(request.user), PAGE).get_page(request.GET.get("page")),
        "muted": queries.muted_members(request.user),
        "refused": queries.refused_people(request.user)[:CHOICES],
        "takes_part": queries.part_of(request.user) is not None,
    }
    return render(request, "sharing/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """One request, and what to say to it."""
    found = _request(request, uid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, found, form):
        return redirect("sharing:request", uid)
    return _page(request, found, form)


@require_POST
def target_said(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """What the other side answered."""
    found, form = _request(request, uid), YesForm(request.POST)
    agreed = request.POST.get("said") == "yes"
    if not form.is_valid() or request.POST.get("said") not in {"yes", "no"}:
        messages.error(request, _("Please say whether they agreed."))
        return redirect("sharing:request", uid)
    try:
        actions.target_said(found, agreed, at=timezone.now(), contact=form.cleaned_data["contact"])
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted. They hear of it now.") if agreed else _("Noted. Nobody is told."))
    return redirect("sharing:request", uid)


@require_POST
def hear_again(request: SignedInRequest, member_id: int) -> HttpResponse:
    """Let a muted member ask again."""
    member = next((each for each in queries.muted_members(request.user) if each.pk == member_id), None)
    if member is None:
        raise Http404
    actions.hear_again(request.user, member)
    messages.success(request, _("They may ask you again."))
    return redirect("sharing:requests")


def _request(request: SignedInRequest, uid: UUID) -> Request:
    found: Request = get_object_or_404(queries.request_to(request.user, uid))
    return found


def _answered(request: SignedInRequest, found: Request, form: AnswerForm) -> bool:
    said = request.POST.get("said", "")
    if said not in _SAID:
        form.add_error(None, _("Please choose an answer."))
        return False
    try:
        actions.answer(found, said, at=timezone.now(), person=_chosen(request), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Refused as error:
        messages.error(request, str(error))
        return True
    messages.success(request, str(_SAID[Answer(said)]))
    return True


def _chosen(request: SignedInRequest) -> Person | None:
    number = request.POST.get("person", "")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        return None
    found: Person = get_object_or_404(Person.objects.visible_to(request.user).in_book(), pk=number)
    return found


def _page(request: SignedInRequest, found: Request, form: AnswerForm) -> HttpResponse:
    is_open = found.closed_at is None and found.offered_at is None and found.ask.is_open(timezone.now())
    context = {
        "request_": found,
        "form": form,
        "asked_for": wording.asked_for(found),
        "is_open": is_open,
        "can_answer": is_open and found.answer != Answer.TARGET_FIRST,
        "choices": list(queries.others_who_fit(found)[:CHOICES]) if is_open and not found.ask.name else [],
        "known": queries.known_member(request.user, found.ask.owner),
        **_texts(found),
    }
    return render(request, "sharing/request.html", context, status=422 if form.errors else 200)


def _texts(found: Request) -> dict[str, object]:
    """The text to send, if it is time for one, and a link that opens it in a mail program."""
    theirs = wording.address_of(found.person)
    if found.waits_for_target:
        text = wording.to_target(found)
        return {"text": text, "mail": wording.mail_to([theirs], text), "yes_form": YesForm(), "theirs": theirs}
    if found.target_agreed_at and found.taken_at:
        text = wording.to_both(found)
        return {"text": text, "mail": wording.mail_to([theirs, found.ask.owner.email], text)}
    return {}
