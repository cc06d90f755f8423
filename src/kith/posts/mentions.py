"""Who is meant by an @ and a name: members of the group, by their whole name, or by the first where only one has it."""

from __future__ import annotations

import re

from kith.accounts.models import User
from kith.folding import fold
from kith.groups.models import Group, Membership

MOST = 10  # people that one message can name
_LONGEST = 4  # words of a name
_AT = re.compile(r"(?<![\w@.])@((?:[^\W\d_][\w'’.-]*)(?: [^\W\d_][\w'’.-]*){0,3})")


def named(group: Group, text: str) -> list[User]:
    """Return the members whom the text names, each once. Two of one whole name are both meant."""
    candidates = [_candidates(match[1]) for match in list(_AT.finditer(text))[:MOST]]
    if not candidates:
        return []
    wholes = _of_names(group, {name for names in candidates for name in names})
    found: dict[int, User] = {}
    for names in candidates:
        whole = next((wholes[fold(name)] for name in names if fold(name) in wholes), None)
        found |= {user.pk: user for user in (_by_first_name(group, names[-1]) if whole is None else whole)}
    return list(found.values())


def _candidates(text: str) -> list[str]:
    """What the name may be, the longest first: text goes on behind a name without a mark."""
    words = text.split(" ")[:_LONGEST]
    return [" ".join(words[:count]).rstrip(".,’'-") for count in range(len(words), 0, -1)]


def _of_names(group: Group, names: set[str]) -> dict[str, list[User]]:
    same = Membership.objects.inner().filter(group=group, user__folded_name__in={fold(name) for name in names} - {""})
    by_name: dict[str, list[User]] = {}
    for membership in same.select_related("user")[: MOST * _LONGEST]:
        by_name.setdefault(membership.user.folded_name, []).append(membership.user)
    return by_name


def _by_first_name(group: Group, name: str) -> list[User]:
    """Whoever alone has this first name."""
    same = Membership.objects.inner().filter(group=group, user__folded_name__startswith=f"{fold(name)} ")
    users = [membership.user for membership in same.select_related("user")[:2]]
    return users if len(users) == 1 else []
