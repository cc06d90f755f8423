"""What can be asked about suggestions."""

from __future__ import annotations

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.people.models import Person
from kith.suggestions.models import Suggestion


def open_suggestions(owner: User) -> QuerySet[Suggestion]:
    """What waits for the user's word, the latest first: about people in the book, and people who are not in it yet."""
    found: QuerySet[Suggestion] = Suggestion.objects.visible_to(owner).filter(state=Suggestion.State.OPEN)
    return found.filter(person__binned_at=None).select_related("person").order_by("-created_at", "-pk")


def of_person(person: Person) -> QuerySet[Suggestion]:
    """What waits for the user's word about somebody in the book."""
    return open_suggestions(person.owner).filter(person=person)
