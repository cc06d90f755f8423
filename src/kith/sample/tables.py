"""Round tables at the first meeting of the sample group: the user, and invented guests by name; worked out behind the page."""

from __future__ import annotations

from datetime import datetime

from kith.groups.models import Group
from kith.imports.models import Import
from kith.meetings import actions as meetings
from kith.meetings.models import RSVP, Meeting
from kith.tables import actions

_GUESTS = (
    "Wendela Marsh",
    "Ossian Pell",
    "Tamsin Orrin",
    "Birger Holm",
    "Ilse Varga",
    "Noor Castell",
    "Pim de Wit",
    "Rosalind Achebe",
    "Jonas Quill",
    "Maren Solberg",
    "Teo Brandt",
)


def add(sample: Import, *, mark: str, now: datetime) -> None:
    """Seat the user and eleven guests in fours, for three rounds."""
    group = Group.objects.filter(started_by=sample.owner, template=mark).first()
    meeting = Meeting.objects.filter(group=group).coming(now).first() if group else None
    if meeting is None:
        return
    meetings.say(meeting, sample.owner, answer=RSVP.Answer.YES, at=now)
    plan = actions.start_plan(meeting, at=now, size=4, rounds_wanted=3, minutes=15)
    actions.add_walk_ins(plan, _GUESTS, at=now)
