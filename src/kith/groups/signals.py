"""What groups announce. Each is sent with the class Membership, its last thing, in the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

member_joined = Signal()  # membership, at
member_left = Signal()  # membership, at: upper features cut what hung on it in the same commit
role_changed = Signal()  # membership, before
group_reopened = Signal()  # group, ended_at (when it had ended), at
group_ended = Signal()  # group, at: members can read it for thirty days more
