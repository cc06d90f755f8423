"""The secret addresses at which people outside answer, without an account: signed, for one role in one introduction."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from kith.introductions.models import Introduction, Reply
from kith.introductions.moves import Actor, Door, possible
from kith.outbox import links as outbox_links

FEATURE = "introductions"
_SALT = "kith.introductions.reply"
_SEP = "."
_LONGEST = timedelta(days=120)  # a signature is worth nothing after that, whatever the row says


def new_secret() -> str:
    """What makes a link good for one role in one introduction."""
    return secrets.token_urlsafe(16)


def token(reply: Reply) -> str:
    """What stands in the address: it says which row, and is signed."""
    return _signer().sign(f"{reply.pk}{_SEP}{reply.secret}")


def is_signed(text: str) -> bool:
    """Whether a token is one that this Kith has given out, some time ago or lately. Asks no database."""
    return _read(text) is not None


def reply_of(text: str, at: datetime) -> Reply | None:
    """What somebody with this token may still do something about; None for any that is wrong, expired or used up."""
    found = _reply(text)
    return found if found is not None and is_open(found, at) else None


def is_of_asker(text: str, user: object) -> bool:
    """Whether the user is the one who asked, who answers for nobody. True of an open link and of one that is used up alike."""
    found = _reply(text)
    return found is not None and found.introduction.owner == user


def _reply(text: str) -> Reply | None:
    read = _read(text)
    if read is None:
        return None
    reply_id, secret = read
    introduction = ("introducer", "party", "other", "target", "owner")
    rows = Reply.objects.select_related(*(f"introduction__{name}" for name in introduction))
    found = rows.filter(pk=reply_id).first()
    return found if found is not None and constant_time_compare(found.secret, secret) else None


def _read(text: str) -> tuple[int, str] | None:
    try:
        reply_id, _separator, secret = _signer().unsign(text, max_age=_LONGEST).partition(_SEP)
    except signing.BadSignature:
        return None
    return int(reply_id), secret


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SALT, sep=_SEP)


def is_open(reply: Reply, at: datetime) -> bool:
    """Whether there is a move that its holder can make: an answer where there was none, what follows where it was a yes."""
    return reply.expires_at > at and bool(moves_of(reply)) and reply.introduction.owner.is_active


def moves_of(reply: Reply) -> list[str]:
    """What the holder of the link may do now."""
    introduction: Introduction = reply.introduction
    here = [move for actor, move in possible(introduction.kind, introduction.state, Door.LINK) if actor == reply.actor]
    answers = {answer.value for answer in Reply.Answer if answer}
    if reply.answer == Reply.Answer.NONE:
        return [move for move in here if move in answers]
    elif reply.answer == Reply.Answer.AGREE and reply.actor == Actor.INTRODUCER:
        return [move for move in here if move not in answers]
    else:
        return []


def link_of(reply: Reply) -> str:
    """How a letter names the address that it shall have as it goes."""
    return f"{FEATURE}:{reply.pk}"


def address_of(reply: Reply) -> str:
    """The whole address."""
    return f"{settings.URL}{reverse('introductions:answer', args=[token(reply)])}"


def register() -> None:
    """Tell the outbox how the addresses of our letters are made."""
    outbox_links.register(FEATURE, _address)


def _address(rest: str, at: datetime) -> str | None:
    reply = Reply.objects.select_related("introduction__owner").filter(pk=int(rest)).first()
    return address_of(reply) if reply is not None and is_open(reply, at) else None
