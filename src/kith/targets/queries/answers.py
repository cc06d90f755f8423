"""What was answered on cards, and who of the book that may have been."""

from __future__ import annotations

from django.conf import settings

from kith import sql
from kith.accounts.models import OwnedQuerySet, User
from kith.people.folding import fold
from kith.people.identity import key_of
from kith.people.models import Person
from kith.people.queries import people_by_keys
from kith.targets.contacts import points_in
from kith.targets.models import CardAnswer

OPEN = "SELECT 1 FROM targets_cardanswer a WHERE a.owner_id = %(owner)s AND a.state = 'open'"
_NAMESAKES = 5


def open_answers(owner: User) -> OwnedQuerySet:
    """Those that nobody is done with, the first first."""
    found = CardAnswer.objects.visible_to(owner).filter(state=CardAnswer.State.OPEN)
    return found.select_related("card__target", "person").order_by("received_at", "pk")


def answers_of(owner: User) -> OwnedQuerySet:
    """All answers, the latest first."""
    return CardAnswer.objects.visible_to(owner).select_related("card__target", "person").order_by("-received_at", "-pk")


def count_open(owner: User) -> int:
    """How many answers wait."""
    [[count]] = sql.rows(f"SELECT COUNT(*) FROM ({OPEN}) AS waiting", owner=owner.pk)  # noqa: S608  # our own words
    return int(count)


def lookalikes(answer: CardAnswer) -> list[Person]:
    """Who of the book it may have been: whoever has the same address or number, then whoever has the same name."""
    keys = [key_of(point["kind"], point["value"], settings.PHONE_REGION) for point in points_in(answer.contact)]
    holders = list(people_by_keys(answer.owner, keys).values())
    book = Person.objects.visible_to(answer.owner).in_book()
    found = {person.pk: person for person in book.filter(pk__in=holders).order_by("pk")}
    if fold(answer.name):
        namesakes = book.filter(search_text__contains=fold(answer.name)).order_by("-warmth", "pk")[: _NAMESAKES * 4]
        found |= {person.pk: person for person in namesakes if fold(person.name) == fold(answer.name)}
    return list(found.values())[:_NAMESAKES]
