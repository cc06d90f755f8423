"""Who could lead to an aim where the user knows nobody: somebody knows somebody there, or one of those who are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from kith import occupations, sql
from kith.accounts.models import User
from kith.people.models import IN_BOOK
from kith.targets.models import Aim
from kith.targets.queries.standing import There, meant

_Found = Iterator[tuple[int, int, str]]


def leading(owner: User, aims: Sequence[Aim], found: Mapping[int, There]) -> dict[int, dict[int, str]]:
    """Return for each aim, by its id, the people who could lead there, and why; at most two queries.

    They are people whom the user knows, those who know somebody well first.
    """
    ways: defaultdict[int, dict[int, str]] = defaultdict(dict)
    there = {aim_id: {one.person_id for one in at.people} for aim_id, at in found.items()}
    for aim_id, person_id, why in (*_inroads(owner, aims), *_acquaintances(owner, aims, found)):
        if person_id not in there[aim_id]:
            ways[aim_id].setdefault(person_id, why)
    return {aim.pk: ways[aim.pk] for aim in aims}


def _inroads(owner: User, aims: Sequence[Aim]) -> _Found:
    """Ana knows somebody there, and who that is is not known yet."""
    asking = [aim for aim in aims if aim.organisation_id is not None or aim.code]
    for organisation_id, person_id, role, name in (
        sql.rows(_INROADS.format(known=_KNOWN), owner=owner.pk) if asking else []
    ):
        for aim in asking:
            if aim.organisation_id == organisation_id:
                yield (
                    aim.pk,
                    person_id,
                    _("knows %(role)s there") % {"role": role} if role else _("knows somebody there"),
                )
            elif aim.code and role and meant(role, occupations.same_as(aim.code)):
                yield aim.pk, person_id, _("knows %(role)s at %(place)s") % {"role": role, "place": name}


def _acquaintances(owner: User, aims: Sequence[Aim], found: Mapping[int, There]) -> _Found:
    """Ana knows Bo, who is there and whom the user does not know yet."""
    aiming: defaultdict[int, list[int]] = defaultdict(list)
    for aim in aims:
        for one in found[aim.pk].people:
            if one.level == 3:
                aiming[one.person_id].append(aim.pk)
    rows = (
        sql.rows(_KNOWING.format(known=_KNOWN, undenied=_UNDENIED), owner=owner.pk, strangers=list(aiming))
        if aiming
        else []
    )
    for stranger, person_id, name, is_guess, _sureness, _warmth in rows:
        known = _("perhaps knows %(name)s: inferred") if is_guess else _("knows %(name)s")
        for aim_id in aiming[stranger]:
            yield aim_id, person_id, known % {"name": name}


_KNOWN = f"{IN_BOOK} AND p.tier >= 1"
_INROADS = """
    SELECT i.organisation_id, p.id, i.role, g.name
    FROM ties_inroad i JOIN people_person p ON p.id = i.person_id
    JOIN people_organisation g ON g.id = i.organisation_id
    WHERE i.owner_id = %(owner)s AND i.sureness > 0 AND {known}
    ORDER BY i.sureness DESC, p.warmth DESC, p.id
"""
# A guess stands behind all that was said or seen, and nowhere against a word that two do not know each other.
_KNOWING = """
    SELECT a.other_id, p.id, o.name, CASE a.source WHEN 'inferred' THEN 1 ELSE 0 END, a.sureness, p.warmth
    FROM ties_acquaintance a JOIN people_person p ON p.id = a.one_id JOIN people_person o ON o.id = a.other_id
    WHERE a.owner_id = %(owner)s AND a.sureness > 0 AND a.other_id IN %(strangers)s AND {known} AND {undenied}
    UNION
    SELECT a.one_id, p.id, o.name, CASE a.source WHEN 'inferred' THEN 1 ELSE 0 END, a.sureness, p.warmth
    FROM ties_acquaintance a JOIN people_person p ON p.id = a.other_id JOIN people_person o ON o.id = a.one_id
    WHERE a.owner_id = %(owner)s AND a.sureness > 0 AND a.one_id IN %(strangers)s AND {known} AND {undenied}
    ORDER BY 4, 5 DESC, 6 DESC, 2
"""
_UNDENIED = """NOT EXISTS (
    SELECT 1 FROM ties_acquaintance d WHERE d.sureness = 0
    AND ((d.one_id = a.one_id AND d.other_id = a.other_id) OR (d.one_id = a.other_id AND d.other_id = a.one_id))
)"""
