"""Who has an e-mail address of which firm, as far as a domain tells of a firm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from kith import sql
from kith.linkage.identifiers import company_label
from kith.people.models import IN_BOOK

MOST = 40  # people of a book at one domain: one that more have is a provider's, or of a firm too large to tell anything

At = list[tuple[int, str]]  # people, and the domain that each has an address of


def at_firms(owner_id: int, about: int | None = None) -> At:
    """Who has an address at which firm's domain, each once; with `about`, only of the domains that this person has."""
    if about is None:
        return _telling(_addresses(owner_id))
    own = of_people(owner_id, [about])[about]
    return _telling(_addresses(owner_id, own)) if own else []


def of_people(owner_id: int, ids: Collection[int]) -> defaultdict[int, set[str]]:
    """The domains of each of these people, providers' left out."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pk, key in sql.rows(_OF_PEOPLE, owner=owner_id, people=sorted(ids)):
        domain = key.rpartition("@")[2]
        if company_label(domain):
            found[pk].add(domain)
    return found


def telling(owner_id: int, domains: Collection[str]) -> set[str]:
    """Those among the domains that not too many people of the book have."""
    return {domain for _pk, domain in _telling(_addresses(owner_id, domains))} if domains else set()


def _addresses(owner_id: int, domains: Collection[str] = ()) -> At:
    wanted = {f"firm_{number}": f"%@{domain}" for number, domain in enumerate(sorted(domains))}
    alike = " OR ".join(f"c.key LIKE %({name})s" for name in wanted)
    asked = _ADDRESSES.format(in_book=IN_BOOK, alike=f"AND ({alike})" if wanted else "")
    rows = sql.rows(asked, owner=owner_id, **wanted)
    return list(dict.fromkeys((pk, key.rpartition("@")[2]) for pk, key in rows))


def _telling(found: At) -> At:
    sizes = Counter(domain for _pk, domain in found)
    firms = {domain for domain, size in sizes.items() if 1 < size <= MOST and company_label(domain)}
    return [(pk, domain) for pk, domain in found if domain in firms]


_ADDRESSES = """
    SELECT c.person_id, c.key FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id
    WHERE c.owner_id = %(owner)s AND c.kind = 'email' AND c.key <> '' AND {in_book} {alike} ORDER BY c.id
"""
_OF_PEOPLE = """
    SELECT c.person_id, c.key FROM people_contactpoint c
    WHERE +c.owner_id = %(owner)s AND c.person_id IN %(people)s AND c.kind = 'email' AND c.key <> '' ORDER BY c.id
"""
