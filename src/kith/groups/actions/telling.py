"""The letter to somebody who asked to join: what the organisers answered, where this Kith can send letters."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from kith.groups.models import Membership
from kith.outbox import actions as outbox
from kith.outbox.queries import can_send, full_address


def tell_answer(membership: Membership, *, at: datetime) -> None:
    """Write down the letter with the answer, in the language of whoever asked."""
    user, asked = membership.user, membership.asked_at
    if not can_send() or asked is None:
        return
    with translation.override(user.language):
        subject, text = _admitted(membership) if membership.is_current else _declined(membership)
    key = f"groups:answer:{membership.uid}:{asked.timestamp():.0f}"
    outbox.put(user, key=key, to=user.email, subject=subject, text=text, due_at=at)


def _admitted(membership: Membership) -> tuple[str, str]:
    name, address = membership.group.name, full_address(membership.group.get_absolute_url())
    subject = _("You belong to %(group)s now") % {"group": name}
    text = _("The organisers of %(group)s have let you in. Here is the group:") % {"group": name}
    return subject, f"{text}\n{address}\n"


def _declined(membership: Membership) -> tuple[str, str]:
    name = membership.group.name
    subject = _("An answer from %(group)s") % {"group": name}
    text = _("The organisers of %(group)s cannot take you just now. You can ask again in a month.") % {"group": name}
    return subject, f"{text}\n\n{membership.told}\n" if membership.told else f"{text}\n"
