"""Answers by a link. A yes moves the introduction; a no is kept where its asker cannot see it, and changes nothing else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.introductions import links
from kith.introductions.actions.acting import act
from kith.introductions.actions.saying import Said
from kith.introductions.models import Introduction, Reply
from kith.introductions.moves import Door


@transaction.atomic
def answer(reply: Reply, *, move: str, at: datetime, said: Said | None = None) -> None:
    """Make a move by a link. Raises Refused where the link is used up, expired, or is for other moves."""
    Introduction.objects.select_for_update(of=("self",)).get(pk=reply.introduction_id)
    held = Reply.objects.select_related("introduction__owner").get(pk=reply.pk)
    if not links.is_open(held, at) or move not in links.moves_of(held):
        raise Refused(_("This has been settled already."))
    act(held.introduction, actor=held.actor, move=move, door=Door.LINK, at=at, said=said)
    if held.answer == Reply.Answer.NONE:
        Reply.objects.filter(pk=held.pk).update(answer=move, answered_at=at)
