"""Person, Organisation, Position, ContactPoint, Occasion, Label, SavedView: who is in a book."""

from kith.people.models.about import ContactPoint, Identity, Occasion, Related
from kith.people.models.gone import Tombstone, UnusedPhoto
from kith.people.models.labels import Label, Labelling, SavedView
from kith.people.models.organisations import Organisation, Position
from kith.people.models.person import AWAY, IN_BOOK, Person, PersonQuerySet, Phase, Relation, Tier

__all__ = [
    "AWAY",
    "IN_BOOK",
    "ContactPoint",
    "Identity",
    "Label",
    "Labelling",
    "Occasion",
    "Organisation",
    "Person",
    "PersonQuerySet",
    "Phase",
    "Position",
    "Related",
    "Relation",
    "SavedView",
    "Tier",
    "Tombstone",
    "UnusedPhoto",
]
