"""Forms of interactions: what was understood of a line, the quick log, and the whole of an interaction."""

from kith.interactions.forms.captures import UnderstoodForms
from kith.interactions.forms.edits import EditForms
from kith.interactions.forms.somebody import name_offers
from kith.interactions.forms.touches import KIND_CHOICES, LogForm, TouchForm, direction_of

__all__ = ["KIND_CHOICES", "EditForms", "LogForm", "TouchForm", "UnderstoodForms", "direction_of", "name_offers"]
