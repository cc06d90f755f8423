"""Why a group suits somebody, in words, and how much each reason weighs; and what leaves it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith import careers, occupations
from kith.directory.models import Wish
from kith.directory.places import kilometres
from kith.directory.queries.candidates import Candidate
from kith.directory.queries.wanting import SIZES, Wanted
from kith.groups.languages import main_part
from kith.groups.models import Format, Season
from kith.people.folding import fold

_TARGET, _STEP, _FAMILY, _PEERS, _MADE, _SEASON = 5.0, 3.0, 2.0, 1.5, 2.0, 2.0
_WORD, _MOST_WORDS, _TIME, _SOON, _HERE = 1.0, 3, 1.5, 1.0, 1.0
_LANGUAGE, _FREE, _NEWCOMERS, _BY_CALL = 0.5, 0.5, 0.7, 0.5
_BUSY, _UNKNOWN_TIME = -1.0, -0.5
_NEAR = ((5, 2.0), (25, 1.5), (50, 1.0), (100, 0.5))  # kilometres and what they weigh
_SOON_DAYS = 14
_EARLY, _LATE = 9, 17  # hours between which it is daytime


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in a sentence. weight: more is better, below 0 speaks against it."""

    weight: float
    text: str


def fits(candidate: Candidate, wanted: Wanted) -> bool:
    """Return whether nothing that was asked for speaks against it."""
    return all(test(candidate, wanted) for test in _TESTS)


def reasons(candidate: Candidate, wanted: Wanted, made: Mapping[int, Sequence[str]]) -> list[Reason]:
    """Return all that speaks for it, the weightiest first; never nothing. made: who made a step, by group."""
    found = [reason for ask in _ASKED for reason in ask(candidate, wanted)]
    told = made.get(candidate.row.pk, ()) if candidate.is_here else ()
    found += [Reason(_MADE, text) for text in told]
    if not any(reason.weight > 0 for reason in found):
        found.append(Reason(0.0, _around(candidate)))
    return sorted(found, key=lambda reason: -reason.weight)


def daypart(moment: datetime) -> str:
    """Return the part of the day that a local time is in: a value of Wish.Part."""
    if moment.hour < _EARLY:
        return Wish.Part.EARLY
    else:
        return Wish.Part.EVENING if moment.hour >= _LATE else Wish.Part.DAY


def _around(candidate: Candidate) -> str:
    about = [str(word) for word in (*candidate.row.industries, *candidate.row.interests, *candidate.row.skills)]
    if about:
        return _("It is about %(what)s.") % {"what": ", ".join(about[:3])}
    else:
        return _("It is listed here. Nothing that you told Kith speaks for it or against it.")


def _career(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    if wanted.target is None:
        return
    stones = {code: told for code, told in wanted.stones.items() if code in candidate.codes}
    if wanted.target.code in candidate.codes:
        yield Reason(_TARGET, _("Your target: %(title)s.") % {"title": wanted.target.title})
    elif stones:
        number, title = min(stones.values())
        words = {"title": title, "target": wanted.target.title, "n": number}
        yield Reason(_STEP, _("On your way to %(target)s: %(title)s is step %(n)s.") % words)
    elif careers.family(wanted.target.code) in _families(candidate):
        words = {"family": careers.family(wanted.target.code), "target": wanted.target.title}
        yield Reason(_FAMILY, _("%(family)s: the same field as %(target)s.") % words)


def _peers(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    does = wanted.does
    if does and does.code in candidate.codes and not (wanted.target and does.code == wanted.target.code):
        yield Reason(_PEERS, _("People who do what you do: %(title)s.") % {"title": does.title})


def _season(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    if wanted.season and wanted.season in candidate.row.seasons:
        yield Reason(_SEASON, _("For your season of life: %(season)s.") % {"season": Season(wanted.season).label})


def _words(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    about = {fold(word): str(word) for word in _topics(candidate)}
    shared = [about[word] for word in wanted.interests if word in about]
    if shared:
        weight = _WORD * min(len(shared), _MOST_WORDS)
        yield Reason(weight, _("You share: %(words)s.") % {"words": ", ".join(shared[:_MOST_WORDS])})
    said = fold(wanted.asked.q)
    if said and (named := [word for key, word in about.items() if said in key or key in said.split()]):
        yield Reason(_WORD, _("It is about %(what)s.") % {"what": ", ".join(named[:_MOST_WORDS])})
    elif said and said in fold(candidate.row.name):
        yield Reason(_WORD, _("Its name has “%(words)s”.") % {"words": wanted.asked.q})
    elif said and (titles := _titles_asked(candidate, wanted.asked.q)):
        yield Reason(_WORD, _("For %(titles)s.") % {"titles": ", ".join(titles[:2])})


def _place(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    away = _away(candidate, wanted)
    if away is not None:
        for most, weight in _NEAR:
            if away <= most:
                yield Reason(weight, _distance(away, wanted.place))
                break
    elif wanted.place and candidate.row.format in (Format.CALL, Format.HYBRID):
        yield Reason(_BY_CALL, _("By call, so you can come from anywhere."))


def _time(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    if candidate.starts_at is None:
        if (wanted.days or wanted.parts) and (said := _said_of_time(candidate)):
            words = {"said": said}
            yield Reason(
                _UNKNOWN_TIME, _("It says “%(said)s”; Kith does not know whether that suits your week.") % words
            )
        return
    suiting = [moment for moment in candidate.coming if _suits(moment.astimezone(wanted.zone), wanted)]
    free = [moment for moment in suiting if not _is_busy(moment, wanted)]
    if (wanted.days or wanted.parts) and free:
        said = _("Meets on %(day)s at %(time)s, which suits your week.")
        yield Reason(_TIME, said % _day_and_time(free[0], wanted))
    elif _is_busy(candidate.starts_at, wanted):
        said = _("Next on %(day)s at %(time)s, when your calendar has something else.")
        yield Reason(_BUSY, said % _day_and_time(candidate.starts_at, wanted))
    elif (candidate.starts_at - wanted.now).days <= _SOON_DAYS:
        yield Reason(_SOON, _("Meets soon: %(day)s at %(time)s.") % _day_and_time(candidate.starts_at, wanted))


def _comfort(candidate: Candidate, wanted: Wanted) -> Iterator[Reason]:
    row = candidate.row
    if wanted.language and row.language and main_part(row.language) == main_part(wanted.language):
        yield Reason(_LANGUAGE, _("In your language."))
    if row.welcomes_newcomers:
        yield Reason(_NEWCOMERS, _("Newcomers are welcome."))
    if row.is_free:
        yield Reason(_FREE, _("It costs nothing."))
    if candidate.is_here:
        yield Reason(_HERE, _("It meets on this server, so you can say here that you come."))


_ASKED: tuple[Callable[[Candidate, Wanted], Iterator[Reason]], ...] = (
    *(_career, _peers, _season, _words, _place, _time, _comfort),
)


def _is_of_kind(candidate: Candidate, wanted: Wanted) -> bool:
    asked, row = wanted.asked, candidate.row
    language = not (asked.language and row.language) or main_part(row.language) == main_part(asked.language)
    shape = not asked.format or row.format in (asked.format, Format.HYBRID)
    return (not asked.kind or row.kind == asked.kind) and shape and language


def _is_comfortable(candidate: Candidate, wanted: Wanted) -> bool:
    asked, row = wanted.asked, candidate.row
    free = bool(row.is_free) or not asked.is_free
    season = not asked.season or asked.season in row.seasons
    return free and season and (bool(row.welcomes_newcomers) or not asked.newcomers)


def _is_sized(candidate: Candidate, wanted: Wanted) -> bool:
    if wanted.asked.size not in SIZES:
        return True
    least, most = SIZES[wanted.asked.size]
    return candidate.size is not None and least <= candidate.size <= most


def _is_near(candidate: Candidate, wanted: Wanted) -> bool:
    if not wanted.asked.within:
        return True
    away = _away(candidate, wanted)  # none where Kith does not know the place: the page says so
    return away is not None and away <= wanted.asked.within


def _is_then(candidate: Candidate, wanted: Wanted) -> bool:
    if not (wanted.asked.days or wanted.asked.parts):
        return True
    if candidate.starts_at is None:
        return bool(_said_of_time(candidate))  # not known, which its reason says
    return any(_suits(moment.astimezone(wanted.zone), wanted) for moment in candidate.coming)


def _is_on_the_way(candidate: Candidate, wanted: Wanted) -> bool:
    return not wanted.asked.career or any(_career(candidate, wanted))


def _has_words(candidate: Candidate, wanted: Wanted) -> bool:
    asked = fold(wanted.asked.q).split()
    row = candidate.row
    has = f" {fold(' '.join([row.name, row.purpose, row.place, *map(str, _topics(candidate))]))}"
    return all(f" {word}" in has for word in asked) or bool(_titles_asked(candidate, wanted.asked.q))


_TESTS = (_is_of_kind, _is_comfortable, _is_sized, _is_near, _is_then, _is_on_the_way, _has_words)


def _suits(local: datetime, wanted: Wanted) -> bool:
    days, parts = wanted.days, wanted.parts
    return (not days or local.weekday() in days) and (not parts or daypart(local) in parts)


def _said_of_time(candidate: Candidate) -> str:
    """When a listing meets, in the words of whoever entered it."""
    return "" if candidate.is_here else str(getattr(candidate.row, "meets", ""))


def _is_busy(moment: datetime, wanted: Wanted) -> bool:
    return any(begins <= moment < ends for begins, ends in wanted.busy)


def _day_and_time(moment: datetime, wanted: Wanted) -> dict[str, str]:
    local = moment.astimezone(wanted.zone)
    return {"day": date_format(local, "l j F"), "time": date_format(local, "H:i")}


def _away(candidate: Candidate, wanted: Wanted) -> float | None:
    """How many kilometres; nothing where it meets by call only, or one of the two places is not known."""
    if candidate.point is None or wanted.point is None or candidate.row.format == Format.CALL:
        return None
    return kilometres(candidate.point, wanted.point)


def _distance(away: float, place: str) -> str:
    if away < 1:
        return _("In %(place)s.") % {"place": place}
    else:
        return _("About %(km)s km from %(place)s.") % {"km": round(away), "place": place}


def _topics(candidate: Candidate) -> list[str]:
    row = candidate.row
    return [word for word in (*row.skills, *row.industries, *row.interests) if isinstance(word, str)]


def _families(candidate: Candidate) -> set[str]:
    return {careers.family(code) for code in candidate.codes}


def _titles_asked(candidate: Candidate, words: str) -> list[str]:
    """The occupations that a group is for, of those that the words may mean."""
    if not words.strip() or not candidate.codes:
        return []
    meant = {found.code for found in occupations.search(words, limit=8)} | {occupations.matching(words)}
    return [found.title for code in sorted(candidate.codes & meant) if (found := occupations.get(code))]
