"""Who of the book stands where aims point: at an organisation, in a role, a field or a place, or in person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kith import occupations, sql
from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import IN_BOOK
from kith.targets.models import Aim

SHOWN = 5  # people of a level of an aim
STRANGERS = 60  # of an aim: whoever knows one of them could lead there

_Values = dict[str, str | int | Sequence[str] | Sequence[int]]
_Part = tuple[str, _Values]  # a question in SQL for aim, person, why; and what it names


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands where an aim points: at which level, and a title or nothing."""

    person_id: int
    level: int
    why: str


@dataclass(slots=True)
class There:
    """How many people stand at an aim at level 1, 2 and 3, and the warmest of each level, the best known first."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    people: list[Standing] = field(default_factory=list)


def standing(owner: User, aims: Sequence[Aim]) -> dict[int, There]:
    """Return who is at every aim, by its id. Two queries, however many aims and people there are."""
    found: defaultdict[int, There] = defaultdict(There)
    parts = [*_at_organisations(aims), *_in_roles(owner, aims), *_in_words(aims), *_in_person(aims)]
    values: _Values = {name: value for _, named in parts for name, value in named.items()}
    there = " UNION ALL ".join(part for part, _ in parts)
    rows = _ranked(there, owner=owner.pk, strangers=STRANGERS, shown=SHOWN, **values) if parts else []
    for aim_id, person_id, why, level, total in rows:
        found[aim_id].counts[level - 1] = total
        found[aim_id].people.append(Standing(person_id, level, why))
    return {aim.pk: found[aim.pk] for aim in aims}


def _ranked(there: str, **values: str | int | Sequence[str] | Sequence[int]) -> list[tuple[int, int, str, int, int]]:
    return sql.rows(_RANKED.format(there=there, in_book=IN_BOOK), **values)


def _at_organisations(aims: Iterable[Aim]) -> Iterator[_Part]:
    wanted = [aim.pk for aim in aims if aim.organisation_id is not None]
    if wanted:
        yield _AT, {"at": wanted}


def _in_roles(owner: User, aims: Iterable[Aim]) -> Iterator[_Part]:
    """By what people do now: the occupation behind their title, or the words of the aim in it where it has none."""
    roles = [aim for aim in aims if aim.kind == Aim.Kind.ROLE or aim.code]
    titles = [title for [title] in sql.rows(_TITLES, owner=owner.pk)] if roles else []
    for aim in roles:
        codes, words = _codes(aim), fold(aim.text).split()
        held = [title for title in titles if (meant(title, codes) if codes else _has(title, words))]
        if held:
            yield _DOING.format(aim=aim.pk), {f"titles{aim.pk}": held}


def _codes(aim: Aim) -> frozenset[str]:
    """What counts as the role; of a field also what is like it."""
    if not aim.code:
        return frozenset()
    codes = occupations.same_as(aim.code)
    alike = occupations.related(aim.code) if aim.kind == Aim.Kind.FIELD else []
    return codes.union(*(occupations.same_as(other.code) for other in alike))


def _has(title: str, words: Sequence[str]) -> bool:
    folded = fold(title)
    return all(word in folded for word in words)


@lru_cache(maxsize=50_000)
def meant(title: str, codes: frozenset[str]) -> bool:
    """Whether a job title means one of these occupations."""
    return not _vocabulary(codes).isdisjoint(fold(title).replace("-", " ").replace("/", " ").split()) and (
        occupations.matching(title) in codes
    )


@lru_cache(maxsize=64)
def _vocabulary(codes: frozenset[str]) -> frozenset[str]:
    """The words of all titles of these occupations, with short forms: a title without any of them means another one."""
    words = {word for code in codes for title in occupations.titles(code) for word in fold(title).split()}
    return frozenset(occupations.with_short_forms(words))


def _in_words(aims: Iterable[Aim]) -> Iterator[_Part]:
    """Fields and places that are only words: whoever has all of them in what the book says of them."""
    for aim in aims:
        words = fold(aim.text).split()
        if words and (aim.kind == Aim.Kind.PLACE or (aim.kind == Aim.Kind.FIELD and not aim.code)):
            named = {f"w{aim.pk}_{number}": _like(word) for number, word in enumerate(words)}
            where = " AND ".join(f"q.search_text LIKE %({name})s ESCAPE '!'" for name in named)
            yield _SAYING.format(aim=aim.pk, where=where), dict(named)
            if aim.kind == Aim.Kind.PLACE:
                yield _AT_PLACE.format(aim=aim.pk), {f"place{aim.pk}": _like(" ".join(words))}


def _like(text: str) -> str:
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


def _in_person(aims: Iterable[Aim]) -> Iterator[_Part]:
    wanted = [aim.pk for aim in aims if aim.person_id is not None]
    if wanted:
        yield _NAMED, {"named": wanted}


_AT = """
    SELECT a.id AS aim, s.person_id AS person, s.title AS why
    FROM targets_aim a JOIN people_position s ON s.organisation_id = a.organisation_id
    WHERE a.id IN %(at)s AND s.is_current AND s.kind = 'work'
"""
_TITLES = """
    SELECT DISTINCT s.title FROM people_position s
    WHERE s.owner_id = %(owner)s AND s.is_current AND s.kind = 'work' AND s.title <> ''
"""
_DOING = """
    SELECT {aim} AS aim, s.person_id AS person, s.title AS why FROM people_position s
    WHERE s.owner_id = %(owner)s AND s.is_current AND s.kind = 'work' AND s.title IN %(titles{aim})s
"""
_SAYING = """
    SELECT {aim} AS aim, q.id AS person, '' AS why FROM people_person q WHERE q.owner_id = %(owner)s AND {where}
"""
_AT_PLACE = """
    SELECT {aim} AS aim, s.person_id AS person, s.title AS why
    FROM people_position s LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.owner_id = %(owner)s AND s.is_current
    AND (LOWER(s.place) LIKE %(place{aim})s ESCAPE '!' OR LOWER(g.place) LIKE %(place{aim})s ESCAPE '!')
"""
_NAMED = """
    SELECT a.id AS aim, a.person_id AS person, '' AS why FROM targets_aim a WHERE a.id IN %(named)s
"""
# Of each level of each aim how many there are, and the warmest few of them.
_RANKED = """
    WITH there AS ({there}),
    once AS (SELECT aim, person, MAX(why) AS why FROM there GROUP BY aim, person),
    levels AS (
        SELECT o.aim, o.person, o.why, p.warmth,
        CASE WHEN p.tier >= 2 THEN 1 WHEN p.tier = 1 THEN 2 ELSE 3 END AS level
        FROM once o JOIN people_person p ON p.id = o.person WHERE p.owner_id = %(owner)s AND {in_book}
    ),
    ranked AS (
        SELECT aim, person, why, level, COUNT(*) OVER (PARTITION BY aim, level) AS total,
        ROW_NUMBER() OVER (PARTITION BY aim, level ORDER BY warmth DESC, person) AS place
        FROM levels
    )
    SELECT aim, person, why, level, total FROM ranked
    WHERE place <= CASE WHEN level = 3 THEN %(strangers)s ELSE %(shown)s END ORDER BY aim, level, place
"""
