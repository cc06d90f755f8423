"""Says probabilities in words: how likely a path is, and what that is worked out from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kith.network import calibration
from kith.network.calibration import Experience
from kith.people.models import Tier


def chance(probability: float) -> str:
    """A probability as a word."""
    if probability >= 0.55:
        return _("likely")
    elif probability >= 0.3:
        return _("a good chance")
    elif probability >= 0.15:
        return _("a fair chance")
    elif probability >= 0.05:
        return _("a small chance")
    else:
        return _("a long shot")


def odds(probability: float) -> str:
    """A probability in small whole numbers: about 4 in 10."""
    n, of = calibration.odds(probability)
    return _("about %(n)d in %(of)d") % {"n": n, "of": of}


def experience(one: Experience) -> str:
    """What came of asks at a tier; where there were few, that they are few, and what is taken for usual instead."""
    said = {
        "tier": str(Tier(one.tier).label).lower(),
        "asked": one.asked,
        "answered": one.answered,
        "usual": one.usual[0],
        "of": one.usual[1],
    }
    if one.is_enough:
        return _("Of %(asked)d asks at %(tier)s, %(answered)d answered.") % said
    elif one.asked == 1:
        text = _("One ask at %(tier)s so far, %(answered)d answered: too few to tell. %(usual)d of %(of)d is usual.")
        return text % said
    elif one.asked:
        text = _(
            "%(asked)d asks at %(tier)s so far, %(answered)d answered: too few to tell. %(usual)d of %(of)d is usual."
        )
        return text % said
    else:
        return _("No asks at %(tier)s yet. %(usual)d of %(of)d is usual.") % said
