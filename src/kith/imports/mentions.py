"""Who is meant where a record mentions somebody, or why nobody is."""

from __future__ import annotations

from collections.abc import Iterable

from kith.imports.plans import Plan
from kith.imports.records import PersonRef
from kith.people import identity

IN_BIN = "Somebody whom you put in the bin. Restore them first if you want them back."
ERASED = "You erased this person."
NOT_IN_BOOK = "Somebody who is not in your book."


def resolve(plan: Plan, mention: PersonRef) -> int | str:
    """The id of whoever is meant, or in words why nobody is."""
    index = plan.book.index
    keys = keys_of(plan, mention.keys)
    found = index.by_keys(keys, mention.name)
    if found is None and keys and is_erased(plan, keys, mention.name):
        return ERASED
    people = index.by_name(mention.name) if found is None and mention.name.strip() else [found]
    if len(people) > 1:
        return "There are several people of this name, and nothing tells which of them is meant."
    if not people or people[0] is None:
        return ERASED if is_erased(plan, keys, mention.name) else NOT_IN_BOOK
    return IN_BIN if plan.person(people[0]).is_binned else people[0]


def resolve_known(plan: Plan, mention: PersonRef) -> int | str:
    """As resolve, of people as mail and calendars name them: an address is enough, whatever name stands beside it.

    Somebody whose address nobody has is known by a name of two words at least, if only one person has it.
    """
    index = plan.book.index
    keys = keys_of(plan, mention.keys)
    found = index.by_keys(keys, mention.name) or index.only_holder(keys)
    if found is None and is_erased(plan, keys, mention.name):
        return ERASED
    if found is None and " " in mention.name.strip():
        namesakes = index.by_name(mention.name)
        found = namesakes[0] if len(namesakes) == 1 else None
    if found is None:
        return NOT_IN_BOOK
    return IN_BIN if plan.person(found).is_binned else found


def is_erased(plan: Plan, keys: list[str], name: str, organisations: Iterable[str] = ()) -> bool:
    """Whether the user erased whoever is told of."""
    return plan.is_erased is not None and plan.is_erased(keys, name, organisations)


def keys_of(plan: Plan, keys: tuple[str, ...]) -> list[str]:
    """Identifiers as the book writes them."""
    return [
        identity.key_of("phone", key[6:], plan.region) or key if key.startswith("phone:") else key[: identity.MAX_KEY]
        for key in keys
    ]
