"""Answering with one press: me too, well done, I can help."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.posts import live
from kith.posts.actions.telling import tell
from kith.posts.models import Message, Notice, Reaction


@transaction.atomic
def react(message: Message, user: User, kind: str, *, at: datetime) -> bool:
    """Answer so, or take that answer back; return whether it holds now. "I can help" tells the author who can."""
    if kind not in Reaction.Kind.values:
        raise ValidationError({"kind": _("There is no such answer.")})
    live.next_change(message.thread)  # whoever looks at the thread sees it
    mine = Reaction.objects.filter(message=message, user=user, kind=kind)
    helps, author = kind == Reaction.Kind.CAN_HELP, message.author
    if mine.delete()[0]:
        if helps:
            Notice.objects.filter(message=message, by=user, kind=Notice.Kind.CAN_HELP, seen_at=None).delete()
        return False
    Reaction.objects.bulk_create([Reaction(message=message, user=user, kind=kind, at=at)], ignore_conflicts=True)
    if helps and author is not None:
        tell([author], message, Notice.Kind.CAN_HELP, by=user, at=at)
    return True
