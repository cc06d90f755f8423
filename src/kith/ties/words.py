"""Says in words what ties are made of: how long ago, how many of what, which tier and phase and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kith.interactions.models import Kind
from kith.people.models import Person, Phase, Tier

_LATELY = 30  # days


def day(on: date) -> str:
    """Say a day: "3 March 2026"."""
    return formats.date_format(on, "j F Y")


def span(days: int) -> str:
    """Say a length of time in its largest fitting unit: days up to 13, weeks up to 8, months up to 23, then years."""
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    elif days < 61:
        weeks = days // 7
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    elif days < 730:
        months = round(days / 30.44)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    else:
        years = int(days / 365.2425)
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def ago(then: date, on: date) -> str:
    """Say when something was: today, yesterday, 3 weeks ago."""
    days = (on - then).days
    if days <= 0:
        return _("today")
    elif days == 1:
        return _("yesterday")
    else:
        return _("%(span)s ago") % {"span": span(days)}


def counts(numbers: Mapping[str, int]) -> str:
    """Say how many of each kind of touch, the most personal first: "3 meetings and 12 messages"."""
    return listing(_count(kind, numbers[kind]) for kind in Kind.values if numbers.get(kind))


def listing(parts: Iterable[str]) -> str:
    """Join with commas and a last "and"."""
    return get_text_list(list(parts), _("and"))


def own_word(tier: int, said_on: date) -> str:
    """Say that the tier is the user's own word."""
    return _("%(tier)s: you said so on %(day)s.") % {"tier": Tier(tier).label, "day": day(said_on)}


def own_rating(rating: int, said_on: date) -> str:
    """Say the user's own rating."""
    return _("You rated this tie %(rating)d of 5 on %(day)s.") % {"rating": rating, "day": day(said_on)}


def in_the_last_year(tier: int, numbers: Mapping[str, int], last: date, on: date) -> str:
    """Say what the tier was worked out from, for a tie that the last year knows."""
    words = {"tier": Tier(tier).label, "counts": counts(numbers), "ago": ago(last, on)}
    if sum(numbers.values()) == 1:
        return _("%(tier)s: %(counts)s in the last year, %(ago)s.") % words
    return _("%(tier)s: %(counts)s in the last year, the last one %(ago)s.") % words


def in_all(tier: int, numbers: Mapping[str, int], last: date, on: date) -> str:
    """Say what the tier was worked out from, for a tie that has been quiet for more than a year."""
    words = {"tier": Tier(tier).label, "counts": counts(numbers), "ago": ago(last, on)}
    if sum(numbers.values()) == 1:
        return _("%(tier)s: %(counts)s, %(ago)s.") % words
    return _("%(tier)s: %(counts)s in all, the last one %(ago)s.") % words


def never_in_touch(tier: int | None, connected_on: date | None) -> str:
    """Say what is known of somebody whom the user was never in touch with."""
    if connected_on is not None:
        words = {"tier": Tier(tier or Tier.INFERRED).label, "day": day(connected_on)}
        return _("%(tier)s: you connected on %(day)s, and have not been in touch yet.") % words
    return _("You have not been in touch yet.")


def phase(person: Person, on: date) -> str:
    """Say what the phase means for this person; "" for an acquaintance, and where there was no touch yet."""
    if person.last_touch_on is None:
        return ""
    quiet = (on - person.last_touch_on).days
    words = {"depth": person.depth, "warmth": person.warmth, "span": span(quiet)}
    if person.phase == Phase.ACTIVE:
        return _("Active: there is a lot behind you (depth %(depth)d), and it is warm (warmth %(warmth)d).") % words
    elif person.phase == Phase.NEW:
        return (
            _("New: you have been in touch lately (warmth %(warmth)d), not yet a lot in all (depth %(depth)d).") % words
        )
    elif person.phase == Phase.DORMANT:
        return _("Dormant: there is a lot behind you (depth %(depth)d), and it has been quiet for %(span)s.") % words
    elif person.phase == Phase.FADING and quiet < _LATELY:
        return _("Fading: you used to be in touch more often (depth %(depth)d, warmth %(warmth)d).") % words
    elif person.phase == Phase.FADING:
        return _("Fading: you were close (depth %(depth)d), and have not been in touch for %(span)s.") % words
    else:
        return ""


def _count(kind: str, n: int) -> str:
    return _count_in(get_language(), kind, n)


@lru_cache(maxsize=4096)
def _count_in(_language: str | None, kind: str, n: int) -> str:
    """The same few are said again and again, on pages with many people."""
    words = {
        Kind.MEETING: ngettext("%(n)d meeting", "%(n)d meetings", n),
        Kind.CALL: ngettext("%(n)d call", "%(n)d calls", n),
        Kind.MESSAGE: ngettext("%(n)d message", "%(n)d messages", n),
        Kind.EMAIL: ngettext("%(n)d e-mail", "%(n)d e-mails", n),
        Kind.CARD: ngettext("%(n)d card", "%(n)d cards", n),
        Kind.THANK_YOU: ngettext("%(n)d thank-you", "%(n)d thank-yous", n),
        Kind.ARTICLE: ngettext("%(n)d article", "%(n)d articles", n),
        Kind.HELP_GIVEN: ngettext("help given once", "help given %(n)d times", n),
        Kind.HELP_RECEIVED: ngettext("help received once", "help received %(n)d times", n),
        Kind.INTRODUCTION: ngettext("%(n)d introduction", "%(n)d introductions", n),
        Kind.EVENT: ngettext("%(n)d event", "%(n)d events", n),
    }
    return words.get(Kind(kind), ngettext("%(n)d other touch", "%(n)d other touches", n)) % {"n": n}
