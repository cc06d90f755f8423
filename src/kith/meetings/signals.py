"""What meetings announce. Each is sent with the class Meeting, its last thing, in the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

answered = Signal()  # meeting, rsvp: somebody said whether they come, got a place, or lost it
meeting_changed = Signal()  # meeting: moved, called off, or given another place
checked_in = Signal()  # meeting, rsvp: somebody is there, or an organiser said whether they were
