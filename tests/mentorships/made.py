"""Makes groups with mentors, mentees and coffee, for the tests."""

from __future__ import annotations

from kith.groups.models import Group, Membership
from kith.mentorships import actions
from kith.mentorships.models import Match, Round
from tests import make


def member(group: Group, name: str) -> Membership:
    """Return one member by the name of the account."""
    return Membership.objects.select_related("user", "group").get(group=group, user__email=f"{name}@kith.example")


def club(organiser, *names: str) -> Group:
    """Return a group of these members."""
    return make.group(organiser, "Bakers", *(make.user(name) for name in names))


def offers(group: Group, name: str, topics: str = "Opening a bakery, ovens and flour", **more) -> None:
    """Have a member offer to mentor."""
    actions.offer(member(group, name), {"topics": topics, "values": [], "often": "monthly", **more}, at=make.NOW)


def seeks(group: Group, name: str, goal: str = "My own bakery", **more) -> None:
    """Have a member look for a mentor."""
    actions.seek(member(group, name), {"goal": goal, "values": [], "often": "monthly", **more}, at=make.NOW)


def matched(group: Group, organiser) -> Round:
    """Return a round that was worked out."""
    asked = actions.ask_round(group, by=organiser, at=make.NOW)
    actions.work_out(asked.pk)
    asked.refresh_from_db()
    return asked


def proposed(group: Group, organiser) -> Match:
    """Return the only match of a round that was proposed."""
    actions.propose(matched(group, organiser), by=organiser, at=make.NOW)
    return Match.objects.known().get(round__state=Round.State.PROPOSED)
