"""What goes on with a person: introductions, opportunities, what members may ask. A part of their page that comes by itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.introductions import queries as introductions
from kith.opportunities import queries as opportunities
from kith.people.models import Person
from kith.sharing import queries as sharing


@require_safe
def show(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Introductions they have a part in, what came through them, and whether members may ask about them."""
    people = Person.objects.visible_to(request.user).in_book()
    person = get_object_or_404(people, pk=person_id)
    person.owner = request.user
    context = {
        "person": person,
        "on": request.user.today(),
        "introductions": introductions.about(person),
        "opportunities": opportunities.about(person),
        "sharing": sharing.about(person),
    }
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(request, "book/person_dealings.html#dealings" if is_part else "book/person_dealings.html", context)
