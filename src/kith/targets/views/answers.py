"""What was answered on cards: read, made a person of, thanked for, done with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.people.models import Person
from kith.targets import actions, queries
from kith.targets.forms import PersonOfAnswerForm
from kith.targets.models import CardAnswer
from kith.ui import toasts

_A_PAGE = 50


@require_safe
def list_(request: SignedInRequest) -> HttpResponse:
    """All answers, the latest first."""
    page = Paginator(queries.answers_of(request.user), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "targets/answers.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, answer_id: int) -> HttpResponse:
    """One answer. POST: add whoever wrote it to the book."""
    found = _answer(request, answer_id)
    given = request.POST if request.method == "POST" else None
    form = PersonOfAnswerForm(given, initial={"name": found.name, "contact": found.contact})
    if form.is_bound and form.is_valid():
        try:
            person = actions.become_person(found, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            toasts.show(request, _("%(name)s is in your book.") % {"name": person})
            return redirect("targets:answer", found.pk)
    context = {
        "answer": found,
        "form": form,
        "lookalikes": [] if found.person else queries.lookalikes(found),
        "on": request.user.today(timezone.now()),
    }
    return render(request, "targets/answer.html", context, status=422 if form.errors else 200)


@require_POST
def link(request: SignedInRequest, answer_id: int) -> HttpResponse:
    """Say that it was somebody of the book."""
    found = _answer(request, answer_id)
    people = Person.objects.visible_to(request.user).in_book()
    wanted = request.POST.get("person", "")
    person: Person = get_object_or_404(people, pk=wanted if wanted.isdecimal() else 0)
    actions.link_person(found, person)
    return redirect("targets:answer", found.pk)


@require_POST
def thank(request: SignedInRequest, answer_id: int) -> HttpResponse:
    """Log that they were thanked."""
    found, now = _answer(request, answer_id), timezone.now()
    try:
        actions.thank(found, on=request.user.today(now), now=now)
    except Refused as problem:
        toasts.show(request, str(problem))
        return redirect("targets:answer", found.pk)
    toasts.show(request, _("Your thank-you is in the history."))
    return redirect("inbox:home")


@require_POST
def done(request: SignedInRequest, answer_id: int) -> HttpResponse:
    """Be done with it, or not (reopen=1)."""
    found = _answer(request, answer_id)
    if "reopen" in request.GET or request.POST.get("reopen"):
        actions.reopen(found)
        return redirect("targets:answer", found.pk)
    actions.finish(found)
    toasts.show(request, _("Done."), f"{reverse('targets:done', args=[found.pk])}?reopen=1")
    return redirect("inbox:home")


def _answer(request: SignedInRequest, answer_id: int) -> CardAnswer:
    found: CardAnswer = get_object_or_404(
        CardAnswer.objects.visible_to(request.user).select_related("owner", "person", "card__target"), pk=answer_id
    )
    return found
