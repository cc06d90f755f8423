"""Current members as lists show them: a few values each, as a page has fifty of them and rows of all fields take far longer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from kith.groups.models import Membership, initials_of

FIELDS = ("user", "uid", "role", "user__name", "shown", "does", "specialty")  # of current memberships alone


class Face(NamedTuple):
    """A current member: what the group calls them, and what they show of what they do."""

    user_id: int
    uid: UUID
    role: str
    name: str
    does: str
    slug: str  # of the group
    trade: str = ""  # where it was asked for

    @property
    def initials(self) -> str:
        """One or two letters that stand for them."""
        return initials_of(self.name)


def faces(rows: Iterable[tuple[Any, ...]], slug: str) -> list[Face]:
    """The members that rows of FIELDS tell of, and of the trade if it was asked for too."""
    member = _("Member")
    return [
        Face(user, uid, role, name or member, _does(shown, does, specialty), slug, *trade)
        for user, uid, role, name, shown, does, specialty, *trade in rows
    ]


def face_of(membership: Membership) -> Face:
    """The face of somebody whose membership is at hand."""
    does = " · ".join(filter(None, [membership.says("does"), membership.says("specialty")]))
    slug = membership.group.slug
    return Face(membership.user_id, membership.uid, membership.role, membership.name, does, slug)


def _does(shown: list[str], does: str, specialty: str) -> str:
    return " · ".join(text for name, text in (("does", does), ("specialty", specialty)) if text and name in shown)
