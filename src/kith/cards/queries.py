"""What can be asked about cards: those that wait, those that are somebody's, who a card may be of, and one's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from kith.accounts.models import User
from kith.cards.drafts import Draft, points_of
from kith.cards.models import CardPhoto, CardPhotoQuerySet, OwnCard
from kith.imports import from_card
from kith.imports.matching import names_agree, names_may_agree
from kith.people.folding import fold
from kith.people.models import Person
from kith.prepared import prepared

SHOWN = 100


def queue(owner: User) -> CardPhotoQuerySet:
    """The cards that nobody has decided on, the first taken first."""
    return CardPhoto.objects.visible_to(owner).open().order_by("pk")


def kept(owner: User) -> CardPhotoQuerySet:
    """The cards that became somebody, the latest first."""
    found = CardPhoto.objects.visible_to(owner).filter(state=CardPhoto.State.KEPT).exclude(person=None)
    return found.select_related("person").order_by("-state_at", "-pk")


def next_to_look_at(owner: User) -> CardPhoto | None:
    """The first card that is read and waits for the user."""
    return queue(owner).filter(state=CardPhoto.State.READ).first()


@prepared
def cards_of(person: Person) -> QuerySet[CardPhoto]:
    """The cards of somebody, the latest first."""
    return CardPhoto.objects.filter(person=person).exclude(photo="").order_by("-pk")


def lookalike(owner: User, draft: Draft) -> Person | None:
    """Somebody of the book with an exact identifier of the card's, whose name says nothing against it."""
    keys = from_card.keys_of(points_of(draft), settings.PHONE_REGION)
    name = fold(draft.get("name", ""))
    people = Person.objects.visible_to(owner).in_book()
    found = people.filter(Q(points__key__in=keys) | Q(identities__key__in=keys)).distinct() if keys else people.none()
    certain = [key for key in keys if key.startswith("linkedin:")]
    candidates: list[Person] = list(found.order_by("pk")[:SHOWN])
    for person in candidates:
        own: Any = set(person.points.values_list("key", flat=True)) | set(
            person.identities.values_list("key", flat=True)
        )
        agree = names_may_agree if any(key in own for key in keys if key.startswith("email:")) else names_agree
        if own.intersection(certain) or agree(name, fold(person.name)):
            return person
    return None


def own_card(owner: User) -> OwnCard | None:
    """What the user chose to show, if they have."""
    found: OwnCard | None = OwnCard.objects.visible_to(owner).select_related("person").first()
    return found


def shared_card(secret: str) -> OwnCard | None:
    """The card behind a secret address, if there is one."""
    found: OwnCard | None = OwnCard.objects.filter(secret=secret).select_related("person").first() if secret else None
    return found
