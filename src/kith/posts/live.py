"""What a chat asks with every look and every message, in SQL: fifty people at once ask it in the same second."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.http import Http404

from kith import sql
from kith.accounts.models import User
from kith.groups.models import INNER, Group
from kith.posts.models import Message, Thread

A_LOOK = 200  # messages that one look brings at most
_THREAD = """
    SELECT t.id, t.place, t.changes, t.meeting_id, g.id, g.slug, g.time_zone, m.role
    FROM posts_thread t JOIN groups_group g ON g.id = t.group_id
    LEFT JOIN groups_membership m ON m.group_id = g.id AND m.user_id = %(user)s
        AND m.joined_at IS NOT NULL AND m.left_at IS NULL
    WHERE t.uid = %(uid)s AND g.slug = %(slug)s
"""
_WRITTEN = """
    SELECT m.id, m.uid, m.number, m.changed, m.author_id, m.text, m.created_at, m.edited_at, m.gone_at, m.removed_at,
        m.removed_why, u.name AS author_name, EXISTS (SELECT 1 FROM posts_picture i WHERE i.message_id = m.id) AS has_pictures
    FROM posts_message m LEFT JOIN accounts_user u ON u.id = m.author_id
    WHERE m.thread_id = %(thread)s AND m.changed > %(since)s AND (m.number > %(since)s OR m.number >= %(first)s)
    AND NOT EXISTS (SELECT 1 FROM posts_post p WHERE p.opening_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM posts_hidden h WHERE h.message_id = m.id AND h.user_id = %(user)s)
    AND NOT EXISTS (SELECT 1 FROM posts_mute q WHERE q.by_id = %(user)s AND q.group_id = %(group)s AND q.about_id = m.author_id)
    ORDER BY m.changed LIMIT %(most)s
"""
_LATELY = """
    SELECT COUNT(*) FROM posts_message m WHERE m.author_id = %(user)s AND m.created_at > %(since)s
"""
_ACTIVE = "SELECT 1 FROM groups_membership WHERE group_id = %(group)s AND user_id = %(user)s AND active_on >= %(day)s"
_NEXT = "UPDATE posts_thread SET changes = changes + 1 WHERE id = %(thread)s RETURNING changes"


def thread(user: User, slug: str, uid: UUID) -> Thread:
    """Return a thread that the user may read, as Thread.objects.visible_to has it, with little more than its id. Raises Http404."""
    found = sql.rows(_THREAD, user=user.pk, uid=uid.hex, slug=slug)
    if not found:
        raise Http404
    thread_id, place, changes, meeting_id, group_id, slug, zone, role = found[0]
    # A guest of a meeting may read one that a member may: seldom, so in Django's words, which say it once.
    if role not in INNER and not Thread.objects.visible_to(user).filter(pk=thread_id).exists():
        raise Http404
    group = Group.from_db("default", ["id", "slug", "time_zone"], [group_id, slug, zone])
    return Thread(pk=thread_id, uid=uid, group=group, place=place, changes=changes, meeting_id=meeting_id)


def written(thread: Thread, user: User, since: int, first: int) -> list[Message]:
    """Return what is new since a count of changes, and what has changed of what is shown from the number `first` on.

    In the order of writing; where there is more than one look brings, what changed first. Each has `author_name`, None for an
    account that is gone, and `has_pictures`.
    """
    found = sql.objects(
        Message,
        _WRITTEN,
        thread=thread.pk,
        group=thread.group_id,
        user=user.pk,
        since=since,
        first=first or since + 1,
        most=A_LOOK,
    )
    for message in found:
        message.thread = thread
    return sorted(found, key=lambda message: message.number)


def written_lately(user: User, since: datetime) -> int:
    """Return how many messages somebody has written since then."""
    return int(sql.rows(_LATELY, user=user.pk, since=connection.ops.adapt_datetimefield_value(since))[0][0])


def is_active(group: Group, user: User, on: date) -> bool:
    """Whether it is known already that a member was active that day."""
    return bool(sql.rows(_ACTIVE, group=group.pk, user=user.pk, day=connection.ops.adapt_datefield_value(on)))


def next_change(thread: Thread) -> int:
    """The next number of a thread; its row stays locked to the end of the transaction, so numbers come in order."""
    return int(sql.rows(_NEXT, thread=thread.pk)[0][0])
