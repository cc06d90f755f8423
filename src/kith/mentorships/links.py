"""Asked as a letter of mentoring or coffee goes: whether it is still wanted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kith.groups.models import Membership
from kith.mentorships.models import Match, Mentorship
from kith.outbox import links


def register() -> None:
    """Tell the outbox."""
    links.register("mentorships", still_wanted)


def still_wanted(rest: str, _at: datetime) -> str | None:
    """An empty address while the letter is wanted; None once its reader has left, or what it is about is answered or over.

    rest: the reader's membership, and what the letter is about: match and uid, mentorship and uid, or coffee.
    """
    member, _colon, about = rest.partition(":")
    membership = Membership.objects.inner().filter(uid=UUID(member), group__ended_at=None).first()
    kind, _colon, uid = about.partition(":")
    if membership is None:
        return None
    if kind == "match":
        match = Match.objects.for_member(membership).filter(uid=UUID(uid)).first()
        return "" if match and not match.answer_of(membership) else None
    if kind == "mentorship":
        return "" if Mentorship.objects.running().of(membership).filter(uid=UUID(uid)).exists() else None
    return ""
