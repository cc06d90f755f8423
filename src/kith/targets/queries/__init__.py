"""What can be asked about targets: which there are, who stands at what they aim for, what was said and answered."""

from kith.targets.queries.answers import answers_of, count_open, lookalikes, open_answers
from kith.targets.queries.cards import Showing, open_card, showing
from kith.targets.queries.coverage import AimCovered, Coverage, Seen, Summary, Way, coverage, coverages
from kith.targets.queries.offers import Offer, offers
from kith.targets.queries.pitches import Said, pitches
from kith.targets.queries.targets import Shown, active, key_people, recruiters, shown

__all__ = [
    "AimCovered",
    "Coverage",
    "Offer",
    "Said",
    "Seen",
    "Showing",
    "Shown",
    "Summary",
    "Way",
    "active",
    "answers_of",
    "count_open",
    "coverage",
    "coverages",
    "key_people",
    "lookalikes",
    "offers",
    "open_answers",
    "open_card",
    "pitches",
    "recruiters",
    "showing",
    "shown",
]
