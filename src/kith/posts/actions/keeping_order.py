"""Keeping order: for oneself (hide, mute), and for all (report, remove, leave as it is)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions as groups
from kith.posts import queries
from kith.posts.actions.saying import mark_changed
from kith.posts.models import Hidden, Message, Mute, Notice, Report, Thread


def hide(message: Message, user: User) -> None:
    """Let the user see it no more; it stays for everybody else."""
    Hidden.objects.get_or_create(message=message, user=user)


def show_again(message: Message, user: User) -> None:
    """Let the user see again what they hid."""
    Hidden.objects.filter(message=message, user=user).delete()


def mute(message: Message, user: User) -> Mute:
    """Let the user see nothing more of whoever wrote this, in this group. Nobody is told. Raises Refused."""
    author = message.author
    if author is None or author == user:
        raise Refused(_("There is nobody to mute here."))
    muted, _is_new = Mute.objects.get_or_create(group=message.thread.group, by=user, about=author)
    Notice.objects.filter(user=user, by=author, message__thread__group=message.thread.group, seen_at=None).delete()
    return muted


def unmute(muted: Mute) -> None:
    """Hear them again."""
    muted.delete()


@transaction.atomic
def report(message: Message, user: User, *, why: str, at: datetime) -> Report:
    """Ask the organisers to look at it; once is enough. Raises ValidationError, Refused."""
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("A few words help the organisers to see what you mean.")})
    group, author = message.thread.group, message.author
    if author == user:
        raise Refused(_("This is yours: you can change it, or take it back."))
    if not queries.has_other_organiser(group, author):
        raise Refused(
            _("Its author is the only organiser here, so nobody else would read this. You can hide or mute it.")
        )
    fields = {"group": group, "why": why[:500], "at": at}
    made, _is_new = Report.objects.get_or_create(message=message, by=user, defaults=fields)
    return made


@transaction.atomic
def remove(message: Message, *, by: User, why: str, at: datetime) -> None:
    """Take something away from everybody but its author, who reads why while they belong there. Answers the reports about it. Raises ValidationError."""
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("Say why in a few words: the author reads it.")})
    message.removed_at, message.removed_by, message.removed_why = at, by, why[:300]
    message.save(update_fields=["removed_at", "removed_by", "removed_why"])
    mark_changed(message)
    Notice.objects.filter(message=message).delete()
    author = message.author
    if author is not None and author != by and Thread.objects.visible_to(author).filter(pk=message.thread_id).exists():
        told = Notice(user=author, message=message, kind=Notice.Kind.REMOVED, by=by, at=at)
        Notice.objects.bulk_create([told], ignore_conflicts=True)
    _answer(Report.objects.filter(message=message), Report.Outcome.REMOVED, by, at)
    groups.note(message.thread.group, _("removed: %(why)s") % {"why": why}, by=by, about=author, at=at)


@transaction.atomic
def keep(report: Report, *, by: User, at: datetime) -> None:
    """Leave what was reported as it is, for all who reported it."""
    _answer(Report.objects.filter(message=report.message), Report.Outcome.KEPT, by, at)
    note = _("looked at a report and left it as it is")
    groups.note(report.group, note, by=by, about=report.message.author, at=at)


def _answer(reports: object, outcome: str, by: User, at: datetime) -> None:
    still_open = reports.filter(outcome=Report.Outcome.OPEN)  # type: ignore[attr-defined]
    still_open.update(outcome=outcome, handled_by=by, handled_at=at)
