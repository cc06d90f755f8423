"""What mentorships hold in the world in which it is tried who sees what."""

from __future__ import annotations

from datetime import timedelta

from kith.groups import actions as groups
from kith.groups.models import Membership, Role
from kith.mentorships import actions
from kith.mentorships.models import Coffee, Match, Mentee, Mentor, Mentorship, Rhythm, Round, Seat, Session
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "mentorships:home": Who.MEMBER,
    "mentorships:offer": Who.MEMBER,
    "mentorships:seek": Who.MEMBER,
    "mentorships:organise": Who.ORGANISER,
    "mentorships:drop": Who.ORGANISER,
    "mentorships:match": Who.CONCERNED,
    "mentorships:mentorship": Who.CONCERNED,
    "mentorships:agreement": Who.CONCERNED,
    "mentorships:end": Who.CONCERNED,
    "mentorships:fine": Who.CONCERNED,
    "mentorships:coffee": Who.MEMBER,
    "mentorships:rhythm": Who.ORGANISER,
    "mentorships:note_coffee": Who.CONCERNED,
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text; what two have is the member's alone."""
    member, text, private = world.membership(world.member), world.text, world.private
    third, fourth = (world_member(world, name) for name in ("third", "fourth"))
    Mentor.objects.create(membership=member, topics=private, offered_at=make.NOW)
    Mentee.objects.create(membership=third, goal=text, sought_at=make.NOW)
    asked = Round.objects.create(
        group=world.group, state=Round.State.PROPOSED, asked_at=make.NOW, answer_by=make.TODAY + timedelta(days=14)
    )
    Match.objects.create(round=asked, mentor=member, mentee=third, fit=0.5, reasons=[text])
    mentorship = Mentorship.objects.create(
        group=world.group,
        mentor=member,
        mentee=fourth,
        goal=private,
        agreement=private,
        thanks_of_mentor=private,
        starts_on=make.TODAY,
        ends_on=make.TODAY + timedelta(days=180),
        mentor_asked_on=make.TODAY,
        mentee_asked_on=make.TODAY,
    )
    Session.objects.create(mentorship=mentorship, by=member, on=make.TODAY, about=private, next_step=private)
    Rhythm.objects.create(group=world.group, next_on=make.TODAY, last_on=make.TODAY)
    actions.drink_coffee(member, at=make.NOW)
    coffee = Coffee.objects.create(group=world.group, on=make.TODAY)
    for one in (member, fourth):
        Seat.objects.create(coffee=coffee, membership=one)


def world_member(world: World, name: str) -> Membership:
    """Return the membership of one more member, of whom nothing is tried."""
    user = make.user(f"mentoring-{name}")
    groups.join(world.group, user, at=make.NOW, role=Role.MEMBER, invited_by=world.organiser)
    return world.membership(user)
