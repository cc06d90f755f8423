"""Who is shown what, asked about many offers and members at once. models.shown_to says it of one; a test holds the two together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from kith.exchange.models import Audience, Offer
from kith.groups.models import Membership
from kith.people.models import ContactPoint


@dataclass(frozen=True, slots=True)
class _Around:
    """The groups of each account, and who has whom in their book, as (owner, member)."""

    groups: dict[int, set[int]]
    known: set[tuple[int, int]]


def shown_among(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those pairs of an offer and a member in which the offer is shown to the member. Four queries at most."""
    found = Offer.objects.filter(pk__in={offer for offer, _ in pairs}, owner__is_active=True)
    offers = {offer.pk: offer for offer in found} if pairs else {}
    if not offers:
        return set()
    members, owners = {member for _, member in pairs}, {offer.owner_id for offer in offers.values()}
    around = _Around(_groups_of(members | owners), _known_to(owners, members))
    return {(pk, member) for pk, member in pairs if pk in offers and _is_shown(offers[pk], member, around)}


def _is_shown(offer: Offer, member: int, around: _Around) -> bool:
    common = around.groups[offer.owner_id] & around.groups[member]
    if offer.owner_id == member:
        return False
    elif offer.audience == Audience.PEOPLE:
        return (offer.owner_id, member) in around.known
    elif offer.audience == Audience.GROUP:
        return offer.group_id in common
    else:
        return offer.audience == Audience.GROUPS and bool(common)


def _groups_of(members: Collection[int]) -> dict[int, set[int]]:
    inner = Membership.objects.inner().filter(user__in=members, group__ended_at=None)
    groups: dict[int, set[int]] = defaultdict(set)
    for member, group in inner.values_list("user", "group"):
        groups[member].add(group)
    return groups


def _known_to(owners: Collection[int], members: Collection[int]) -> set[tuple[int, int]]:
    proved = EmailAddress.objects.filter(user__in=members, verified=True).values_list("email", "user")
    by_key = {f"email:{email.lower()}": member for email, member in proved}
    points = ContactPoint.objects.filter(owner__in=owners, key__in=by_key)
    in_book = points.filter(person__binned_at=None, person__merged_into=None)
    return {(owner, by_key[key]) for owner, key in in_book.values_list("owner", "key")}
