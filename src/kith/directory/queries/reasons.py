"""Why a group suits somebody, in words, and how much each reason weighs; and what leaves it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import compress, product
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kith import occupations
from kith.directory.models import Wish
from kith.directory.places import kilometres
from kith.directory.queries.candidates import Candidate
from kith.directory.queries.facts import WITH_CALLS
from kith.directory.queries.wanting import SIZES, Wanted
from kith.groups.languages import main_part
from kith.groups.models import Format, Season
from kith.people.folding import fold

MADE = 2.0  # that somebody made a step
_TARGET, _STEP, _FAMILY, _PEERS, _SEASON = 5.0, 3.0, 2.0, 1.5, 2.0
_WORD, _MOST_WORDS, _TIME, _SOON, _HERE = 1.0, 3, 1.5, 1.0, 1.0
_LANGUAGE, _FREE, _NEWCOMERS, _BY_CALL = 0.5, 0.5, 0.7, 0.5
_BUSY, _UNKNOWN_TIME = -1.0, -0.5
_NEAR = ((5, 2.0), (25, 1.5), (50, 1.0), (100, 0.5))  # kilometres and what they weigh
_SOON_DAYS = 14
_SUITING = gettext_lazy("Meets on %(day)s at %(time)s, which suits your week.")
_TAKEN = gettext_lazy("Next on %(day)s at %(time)s, when your calendar has something else.")
_MEETS_SOON = gettext_lazy("Meets soon: %(day)s at %(time)s.")
_EARLY, _LATE = 9, 17  # hours between which it is daytime


class Reason(NamedTuple):
    """Why, in a sentence, which is put together when it is shown. weight: more is better, below 0 speaks against it."""

    weight: float
    say: Callable[[], str]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.say()


Test = Callable[[Candidate, Wanted], bool]
Ask = Callable[[Candidate, Wanted], Sequence[Reason]]


def tests(wanted: Wanted) -> list[Test]:
    """Return what each candidate has to pass, of all that can be asked for."""
    asked = wanted.asked
    kind = asked.language or asked.format or asked.kind
    comfort = asked.is_free or asked.season or asked.newcomers
    needed: list[tuple[object, Test]] = [(kind, _is_of_kind), (comfort, _is_comfortable), (asked.size, _is_sized)]
    needed += [(asked.within, _is_near), (asked.days or asked.parts, _is_then)]
    needed += [(asked.career, _is_on_the_way), (wanted.said, _has_words)]
    return [test for is_asked, test in needed if is_asked]


def asks(wanted: Wanted, tells: frozenset[str], *, meets: bool) -> list[Ask]:
    """Return what can give reasons, with what is known of the user, for candidates that tell this (Facts.tells)."""
    topics = "" if wanted.said else "topics"  # words are looked for in the name as well
    needed: list[tuple[object, str, Ask]] = [(wanted.target, "codes", _career), (wanted.does, "codes", _peers)]
    needed += [(wanted.season, "seasons", _season), (wanted.interests or wanted.said, topics, _words)]
    needed += [(wanted.place, "where", _place), (meets, "", _time), (True, "", _comfort)]
    return [ask for is_known, told, ask in needed if is_known and (not told or told in tells)]


def best_first(candidate: Candidate, found: Iterable[Reason]) -> list[Reason]:
    """Return reasons as they are shown, the weightiest first; never nothing."""
    told = list(found)
    if not any(reason.weight > 0 for reason in told):
        told.append(_around(candidate))
    return sorted(told, key=lambda reason: -reason.weight)


def daypart(moment: datetime) -> str:
    """Return the part of the day that a local time is in: a value of Wish.Part."""
    if moment.hour < _EARLY:
        return Wish.Part.EARLY
    else:
        return Wish.Part.EVENING if moment.hour >= _LATE else Wish.Part.DAY


def day_in_words(local: datetime, form: str) -> str:
    """Return a time as Django writes it in this form, which it does once for each minute and language."""
    return _in_words(local.replace(tzinfo=None), form, get_language())


@lru_cache(maxsize=2048)
def _in_words(local: datetime, form: str, _language: str | None) -> str:
    return date_format(local, form)


def _around(candidate: Candidate) -> Reason:
    about = candidate.facts.about
    if about:
        return Reason(0.0, lambda: _("It is about %(what)s.") % {"what": ", ".join(about[:3])})
    else:
        return Reason(0.0, lambda: _("It is listed here. Nothing that you told Kith speaks for it or against it."))


def _career(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    target, codes = wanted.target, candidate.facts.codes
    if target is None or not codes:
        return ()
    elif target.code in codes:
        return (Reason(_TARGET, lambda: _("Your target: %(title)s.") % {"title": target.title}),)
    elif not codes.isdisjoint(wanted.stones):
        number, title = min(told for code, told in wanted.stones.items() if code in codes)
        words = {"title": title, "target": target.title, "n": number}
        return (Reason(_STEP, lambda: _("On your way to %(target)s: %(title)s is step %(n)s.") % words),)
    elif wanted.family in candidate.facts.families:
        words = {"family": wanted.family, "target": target.title}
        return (Reason(_FAMILY, lambda: _("%(family)s: the same field as %(target)s.") % words),)
    else:
        return ()


def _peers(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    does, target = wanted.does, wanted.target
    if does and does.code in candidate.facts.codes and not (target and does.code == target.code):
        return (Reason(_PEERS, lambda: _("People who do what you do: %(title)s.") % {"title": does.title}),)
    else:
        return ()


def _season(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    if wanted.season in candidate.facts.seasons:
        season = Season(wanted.season)
        return (Reason(_SEASON, lambda: _("For your season of life: %(season)s.") % {"season": season.label}),)
    else:
        return ()


def _words(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    topics = candidate.facts.topics
    shared = [topics[word] for word in wanted.interests if word in topics]
    about = _about(candidate, wanted) if wanted.said else ()
    if not shared:
        return about
    weight, words = _WORD * min(len(shared), _MOST_WORDS), ", ".join(shared[:_MOST_WORDS])
    return (Reason(weight, lambda: _("You share: %(words)s.") % {"words": words}), *about)


def _about(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    """What it has of the words that were asked for."""
    said, facts = wanted.said, candidate.facts
    if named := [word for key, word in facts.topics.items() if said in key or key in wanted.each_word]:
        what = ", ".join(named[:_MOST_WORDS])
        return (Reason(_WORD, lambda: _("It is about %(what)s.") % {"what": what}),)
    elif said in fold(facts.name):
        return (Reason(_WORD, lambda: _("Its name has “%(words)s”.") % {"words": wanted.asked.q}),)
    elif titles := _titles_asked(candidate, wanted):
        return (Reason(_WORD, lambda: _("For %(titles)s.") % {"titles": ", ".join(titles[:2])}),)
    else:
        return ()


def _place(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    away = _away(candidate, wanted)
    if away is not None:
        for most, weight in _NEAR:
            if away <= most:
                return (Reason(weight, lambda: _distance(away, wanted.place)),)
        return ()
    return (_FROM_ANYWHERE,) if candidate.facts.format in WITH_CALLS else ()


def _time(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    starts_at = candidate.starts_at
    if starts_at is None:
        said = candidate.meets if wanted.days or wanted.parts else ""
        return (Reason(_UNKNOWN_TIME, lambda: _said_of_time(said)),) if said else ()
    elif (free := _free(candidate, wanted)) is not None:
        return (Reason(_TIME, lambda: _at(_SUITING, free, wanted)),)
    elif wanted.busy and _is_busy(starts_at, wanted):
        return (Reason(_BUSY, lambda: _at(_TAKEN, starts_at, wanted)),)
    elif (starts_at - wanted.now).days <= _SOON_DAYS:
        return (Reason(_SOON, lambda: _at(_MEETS_SOON, starts_at, wanted)),)
    else:
        return ()


def _comfort(candidate: Candidate, wanted: Wanted) -> Sequence[Reason]:
    facts = candidate.facts
    found = [_IN_LANGUAGE] if wanted.tongue and facts.tongue == wanted.tongue else []
    return found + _SETTLED[facts.welcomes_newcomers, facts.is_free, candidate.is_here]


_FROM_ANYWHERE = Reason(_BY_CALL, lambda: _("By call, so you can come from anywhere."))
_IN_LANGUAGE = Reason(_LANGUAGE, lambda: _("In your language."))
_COMFORTS = (
    Reason(_NEWCOMERS, lambda: _("Newcomers are welcome.")),
    Reason(_FREE, lambda: _("It costs nothing.")),
    Reason(_HERE, lambda: _("It meets on this server, so you can say here that you come.")),
)
_SETTLED = {each: list(compress(_COMFORTS, each)) for each in product((False, True), repeat=len(_COMFORTS))}


def _is_of_kind(candidate: Candidate, wanted: Wanted) -> bool:
    asked, facts = wanted.asked, candidate.facts
    language = not (asked.language and facts.tongue) or facts.tongue == main_part(asked.language)
    shape = not asked.format or facts.format in (asked.format, Format.HYBRID)
    return (not asked.kind or facts.kind == asked.kind) and shape and language


def _is_comfortable(candidate: Candidate, wanted: Wanted) -> bool:
    asked, facts = wanted.asked, candidate.facts
    free = facts.is_free or not asked.is_free
    season = not asked.season or asked.season in facts.seasons
    return free and season and (facts.welcomes_newcomers or not asked.newcomers)


def _is_sized(candidate: Candidate, wanted: Wanted) -> bool:
    if wanted.asked.size not in SIZES:
        return True
    least, most = SIZES[wanted.asked.size]
    return candidate.size is not None and least <= candidate.size <= most


def _is_near(candidate: Candidate, wanted: Wanted) -> bool:
    away = _away(candidate, wanted)  # none where Kith does not know the place: the page says so
    return away is not None and away <= wanted.asked.within


def _is_then(candidate: Candidate, wanted: Wanted) -> bool:
    if candidate.starts_at is None:
        return bool(candidate.meets)  # not known, which its reason says
    return any(_suits(moment.astimezone(wanted.zone), wanted) for moment in candidate.coming)


def _is_on_the_way(candidate: Candidate, wanted: Wanted) -> bool:
    return bool(_career(candidate, wanted))


def _has_words(candidate: Candidate, wanted: Wanted) -> bool:
    has = candidate.facts.words
    for beginning in wanted.beginnings:
        if beginning not in has:
            return bool(candidate.facts.codes and _titles_asked(candidate, wanted))
    return True


def _suits(local: datetime, wanted: Wanted) -> bool:
    days, parts = wanted.days, wanted.parts
    return (not days or local.weekday() in days) and (not parts or daypart(local) in parts)


def _free(candidate: Candidate, wanted: Wanted) -> datetime | None:
    """The first time at which it meets that suits the week that was asked for, and is free in the calendar."""
    if not (wanted.days or wanted.parts):
        return None
    suiting = (moment for moment in candidate.coming if _suits(moment.astimezone(wanted.zone), wanted))
    return next((moment for moment in suiting if not _is_busy(moment, wanted)), None)


def _said_of_time(said: str) -> str:
    """When a listing meets, in the words of whoever entered it."""
    return _("It says “%(said)s”; Kith does not know whether that suits your week.") % {"said": said}


def _is_busy(moment: datetime, wanted: Wanted) -> bool:
    return any(begins <= moment < ends for begins, ends in wanted.busy)


def _at(sentence: object, moment: datetime, wanted: Wanted) -> str:
    local = moment.astimezone(wanted.zone)
    return str(sentence) % {"day": day_in_words(local, "l j F"), "time": f"{local:%H:%M}"}


def _away(candidate: Candidate, wanted: Wanted) -> float | None:
    """How many kilometres; nothing where it meets by call only, or one of the two places is not known."""
    point = candidate.facts.point
    if point is None or wanted.point is None or candidate.facts.format == Format.CALL:
        return None
    return kilometres(point, wanted.point)


def _distance(away: float, place: str) -> str:
    if away < 1:
        return _("In %(place)s.") % {"place": place}
    else:
        return _("About %(km)s km from %(place)s.") % {"km": round(away), "place": place}


def _titles_asked(candidate: Candidate, wanted: Wanted) -> list[str]:
    """The occupations that a group is for, of those that the words may mean."""
    meant = candidate.facts.codes & wanted.meant if candidate.facts.codes else ()
    return [found.title for code in sorted(meant) if (found := occupations.get(code))]
