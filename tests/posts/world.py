"""What posts hold in the world in which it is tried who sees what."""

from __future__ import annotations

from kith.meetings.models import RSVP
from kith.posts import actions, threads
from kith.posts.models import Post
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "posts:list": Who.MEMBER,
    "posts:new": Who.MEMBER,
    "posts:found": Who.MEMBER,
    "posts:names": Who.MEMBER,
    "posts:wishes": Who.MEMBER,
    "posts:unmute": Who.CONCERNED,
    "posts:order": Who.ORGANISER,
    "posts:handle": Who.ORGANISER,
    "posts:post": Who.MEMBER,
    "posts:edit_post": Who.CONCERNED,
    "posts:chat": Who.MEMBER,
    # A guest is answered where it is about the chat of a meeting to which they come.
    "posts:thread": Who.GUEST,
    "posts:news": Who.GUEST,
    "posts:message": Who.GUEST,
    "posts:hide": Who.GUEST,
    "posts:show_again": Who.GUEST,
    "posts:mute": Who.GUEST,
    "posts:report": Who.GUEST,
    "posts:picture": Who.GUEST,
    "posts:react": Who.MEMBER,
    "posts:remove": Who.ORGANISER,
    "posts:edit": Who.CONCERNED,
    "posts:take_back": Who.CONCERNED,
    "posts:notice": Who.CONCERNED,
    "posts:all_seen": Who.SIGNED_IN,
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    member, organiser, text = world.member, world.organiser, world.text
    words = f"{text} @{organiser.name}"
    verdict = {"used_for": text, "again": "yes"}
    picture = make.picture()
    told = actions.post(
        world.group,
        member,
        kind=Post.Kind.RECOMMENDATION,
        title=text,
        text=words,
        at=make.NOW,
        fields=verdict,
        pictures=[picture],
    )
    reply = actions.say(told.thread, organiser, text, at=make.NOW)
    actions.say(threads.of_group(world.group), member, words, at=make.NOW)
    meeting = make.meeting(world.group, text)
    RSVP.objects.create(meeting=meeting, user=world.guest, answered_at=make.NOW)
    actions.say(threads.of_meeting(meeting), member, text, at=make.NOW, pictures=[picture])
    actions.react(told.opening, organiser, "can_help", at=make.NOW)
    actions.report(told.opening, world.guest, why=text, at=make.NOW)
    actions.wish(world.membership(member), mentions=True, answers=True)
    actions.hide(reply, member)
    actions.mute(reply, member)
