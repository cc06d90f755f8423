"""What goes on with a person: what to ask them, introductions, opportunities, what members may ask. A part of their page that comes by itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.acquaintances import queries as acquaintances
from kith.introductions import queries as introductions
from kith.opportunities import queries as opportunities
from kith.people.models import Person
from kith.sharing import queries as sharing


@require_safe
def show(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The question after a talk, introductions they have a part in, what came through them, and whether members may ask about them."""
    people = Person.objects.visible_to(request.user).in_book()
    person = get_object_or_404(people, pk=person_id)
    person.owner = request.user
    on = request.user.today()
    context = {
        "person": person,
        "on": on,
        "question": acquaintances.to_ask(person, on),
        "back": reverse("book:person", args=[person.pk]),
        "introductions": introductions.about(person),
        "opportunities": opportunities.about(person),
        "sharing": sharing.about(person),
    }
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(request, "book/person_dealings.html#dealings" if is_part else "book/person_dealings.html", context)
