"""Who of the book stands where aims point: at an organisation, in a role, a field or a place, or in person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kith import occupations, sql
from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import IN_BOOK, Tier
from kith.targets.models import Aim


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """Somebody, by how well the user knows them: level 1, 2 or 3, then warmth. `why` is a title, or nothing."""

    level: int
    coldness: int
    person_id: int
    why: str


def standing(owner: User, aims: Sequence[Aim]) -> dict[int, list[Standing]]:
    """Return the people of every aim, by its id, the best known first. At most four queries, however many aims there are."""
    found: defaultdict[int, dict[int, Standing]] = defaultdict(dict)
    for aim_id, one in (
        *_at_organisations(owner, aims),
        *_in_roles(owner, aims),
        *_in_words(owner, aims),
        *_in_person(owner, aims),
    ):
        found[aim_id].setdefault(one.person_id, one)
    return {aim.pk: sorted(found[aim.pk].values()) for aim in aims}


def _standing(person_id: int, tier: int | None, warmth: int, why: str) -> Standing:
    well = tier is not None and tier > Tier.KNOWN
    return Standing(1 if well else 2 if tier == Tier.KNOWN else 3, -warmth, person_id, why)


def _at_organisations(owner: User, aims: Sequence[Aim]) -> Iterator[tuple[int, Standing]]:
    aiming: defaultdict[int, list[int]] = defaultdict(list)
    for aim in aims:
        if aim.organisation_id is not None:
            aiming[aim.organisation_id].append(aim.pk)
    rows = sql.rows(_THERE.format(in_book=IN_BOOK), owner=owner.pk, organisations=list(aiming)) if aiming else []
    for organisation_id, person_id, tier, warmth, title in rows:
        for aim_id in aiming[organisation_id]:
            yield aim_id, _standing(person_id, tier, warmth, title)


def _in_roles(owner: User, aims: Sequence[Aim]) -> Iterator[tuple[int, Standing]]:
    """By what people do now: the occupation behind their title, or the words of the aim in it where it has none."""
    asked = [
        (aim.pk, _codes(aim), fold(aim.text).split()) for aim in aims if aim.kind in (Aim.Kind.ROLE, Aim.Kind.FIELD)
    ]
    roles = [(aim_id, codes, words) for aim_id, codes, words in asked if codes or words]
    for person_id, tier, warmth, title in sql.rows(_DOING.format(in_book=IN_BOOK), owner=owner.pk) if roles else []:
        for aim_id, codes, words in roles:
            if (codes and meant(title, codes)) or (not codes and _has(title, words)):
                yield aim_id, _standing(person_id, tier, warmth, title)


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


def _in_words(owner: User, aims: Sequence[Aim]) -> Iterator[tuple[int, Standing]]:
    """Fields and places that are only words: whoever has all of them in what the book says of them."""
    asked = [(aim, fold(aim.text).split()) for aim in aims if aim.kind == Aim.Kind.PLACE or _is_words(aim)]
    questions, values = [], {}
    for aim, words in asked:
        conditions = []
        for number, word in enumerate(words):
            values[f"w{aim.pk}_{number}"] = _like(word)
            conditions.append(f"p.search_text LIKE %(w{aim.pk}_{number})s ESCAPE '!'")
        where = " AND ".join(conditions) or "1 = 0"
        if aim.kind == Aim.Kind.PLACE:
            values[f"at{aim.pk}"] = _like(" ".join(words))
            where = f"({where}) OR p.id IN ({_AT_PLACE.format(at=f'at{aim.pk}')})"
        questions.append(_SAYING.format(aim=aim.pk, where=where, in_book=IN_BOOK))
    rows = sql.rows(" UNION ALL ".join(questions), owner=owner.pk, **values) if questions else []
    for aim_id, person_id, tier, warmth in rows:
        yield aim_id, _standing(person_id, tier, warmth, "")


def _is_words(aim: Aim) -> bool:
    return aim.kind == Aim.Kind.FIELD and not aim.code


def _like(text: str) -> str:
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


def _in_person(owner: User, aims: Iterable[Aim]) -> Iterator[tuple[int, Standing]]:
    for aim in aims:
        person = aim.person
        if person is not None and person.binned_at is None and person.owner_id == owner.pk:
            yield aim.pk, _standing(person.pk, person.tier, person.warmth, "")


_THERE = """
    SELECT s.organisation_id, p.id, p.tier, p.warmth, s.title
    FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE s.owner_id = %(owner)s AND s.organisation_id IN %(organisations)s AND s.is_current AND s.kind = 'work'
    AND {in_book} ORDER BY s.id
"""
_DOING = """
    SELECT p.id, p.tier, p.warmth, s.title
    FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE s.owner_id = %(owner)s AND s.is_current AND s.kind = 'work' AND s.title <> '' AND {in_book} ORDER BY s.id
"""
_SAYING = """
    SELECT {aim}, p.id, p.tier, p.warmth FROM people_person p
    WHERE p.owner_id = %(owner)s AND {in_book} AND ({where})
"""
_AT_PLACE = """
    SELECT s.person_id FROM people_position s LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.owner_id = %(owner)s AND s.is_current
    AND (LOWER(s.place) LIKE %({at})s ESCAPE '!' OR LOWER(g.place) LIKE %({at})s ESCAPE '!')
"""
