"""What the user has written in the sample group: three posts and a line in its chat; nobody else is there to answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.groups.models import Group
from kith.imports.models import Import
from kith.posts import actions, threads
from kith.posts.models import Post

_POSTS: tuple[tuple[int, str, Promise, Promise, dict[str, str]], ...] = (  # days ago, kind, title, text, verdict
    (
        *(20, Post.Kind.RECOMMENDATION, _("A quiet room for ten in Wexmouth")),
        _("The back room of the **Harbour café** is free on Tuesdays, and nobody minds if you stay for two hours."),
        {"used_for": "one winter", "again": Post.Again.YES},
    ),
    (
        *(9, Post.Kind.SUCCESS, _("Two introductions in one evening")),
        _('I asked everybody for *one* name instead of "anybody". Both wrote back within the week.'),
        {},
    ),
    (
        *(2, Post.Kind.QUESTION, _("How do you ask to be introduced to somebody senior?")),
        _(
            "I know what I want to learn from them:\n\n- how the team hires\n- what they would read first\n\nHow much of it do you say?"
        ),
        {},
    ),
)


def add(sample: Import, *, mark: str, now: datetime) -> None:
    """Write into the group that bears this mark; it all goes with the group."""
    group = Group.objects.filter(started_by=sample.owner, template=mark).order_by("-pk").first()
    if group is None:
        return
    for days, kind, title, text, verdict in _POSTS:
        at = now - timedelta(days=days)
        actions.post(group, sample.owner, kind=kind, title=str(title), text=str(text), at=at, fields=verdict)
    said = _("I am at the café from half past six, at the window.")
    actions.say(threads.of_group(group), sample.owner, str(said), at=now - timedelta(days=1))
