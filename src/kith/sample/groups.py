"""A group of the sample network: the user alone is in it, as nobody else has an account; it meets every other Tuesday."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from kith.groups import actions
from kith.groups.models import Group, Membership
from kith.groups.starts import start_of
from kith.imports.models import Import
from kith.meetings import actions as meetings

MARK = "sample"  # stands where a group says what it was started from
_RULE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"


def add(sample: Import, *, now: datetime) -> None:
    """Start the group, with its meetings and what the user says there."""
    chosen = start_of("round_table")
    assert chosen is not None
    fields = {**chosen.fields(), "template": MARK, "is_listed": False, "joining": Group.Joining.INVITATION}
    about = _("A sample group: nobody but you is in it, and it goes away with the sample network.")
    words = {"place": "Wexmouth", "about": about, "interests": ["engineering", "energy"]}
    group = actions.start_group(sample.owner, name=_("Wexmouth round table"), at=now, fields={**fields, **words})
    mine = Membership.objects.get(group=group, user=sample.owner)
    said = {
        "does": "Lead engineering teams",
        "seeks": "A talk with somebody at a grid operator",
        "gives": "Reading a CV",
    }
    actions.change_profile(mine, {**said, "shown": ["does", "seeks", "gives"]})
    given = {"title": _("Round table"), "place": "Harbour café, Wexmouth", "agenda": str(chosen.agenda)}
    first = now.astimezone(group.zone).date() + timedelta(days=1)
    meetings.plan_series(group, rule=_RULE, on=first, starts_at=time(18, 30), minutes=90, given=given, at=now)


def remove(sample: Import) -> None:
    """Take the group away, unless the user has made it one of their own by letting somebody in."""
    others = Membership.objects.current().exclude(user=sample.owner).values("group")
    Group.objects.filter(started_by=sample.owner, template=MARK).exclude(pk__in=others).delete()
