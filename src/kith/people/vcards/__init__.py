"""vCards: `read_cards` gives the cards of a file, `write_card` the text of one. What a card is stands in `cards`."""

from kith.people.vcards.cards import Address, Card, CardError, Entry, Handle, LabelledDate, Photo, Related
from kith.people.vcards.partialdates import PartialDate
from kith.people.vcards.reading import read_cards
from kith.people.vcards.writing import best_name, write_card

__all__ = [
    "Address",
    "Card",
    "CardError",
    "Entry",
    "Handle",
    "LabelledDate",
    "PartialDate",
    "Photo",
    "Related",
    "best_name",
    "read_cards",
    "write_card",
]
