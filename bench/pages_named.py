"""Which pages of the features of groups are measured, by the name of each address; and why the others are not.

`asked` raises an error for an address that is in neither list, so a new page cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from kith.accounts.models import User
from kith.challenges.models import Challenge, Entry
from kith.directory.models import Bringing, Listing
from kith.exchange.models import Ask, Offer, Recommendation
from kith.groups import actions as groups
from kith.groups.models import Group, Membership, Missed
from kith.meetings.actions.presence import secret_of
from kith.meetings.models import Meeting, Series
from kith.mentorships.models import Match, Mentorship
from kith.posts.models import Message, Post, Thread
from kith.tables.models import Diner, Plan, Table

FEATURES = ("groups", "meetings", "tables", "posts", "challenges", "mentorships", "exchange", "directory")
_FILE, _PART = "a file", "a part of a page, which a script asks for"
LEFT_OUT = {
    "meetings:feed": _FILE,
    "meetings:event": _FILE,
    "tables:name_tags": _FILE,
    "tables:table_cards": _FILE,
    "posts:picture": _FILE,
    "directory:table": _FILE,
    "directory:calendar": _FILE,
    "posts:names": _PART,
    "posts:news": _PART,
}  # and all that takes only the press of a button, which answers 405 to a look
_NOBODY = UUID(int=0)
_PLAIN = (  # addresses without places
    *("groups:mine", "groups:start", "meetings:my_calendar", "challenges:mine"),
    *("exchange:home", "exchange:around", "exchange:new_ask", "exchange:new_offer"),
    *("exchange:recommendations", "exchange:recommend"),
    *("directory:home", "directory:wish", "directory:bridge", "directory:steps", "directory:new", "directory:bring"),
)


def asked(group: Group, owner: User, *, now: datetime) -> list[str]:
    """Return the address of every page, each of the largest group where it is of one. Raises LookupError for a new name."""
    pages = {**_of_server(group, owner, now), **_of_members(group, owner), **_of_meetings(group, now)}
    pages |= {**_of_talk(group, owner), **_of_together(group, owner)}
    forgotten = [name for name in _names() if name not in pages and name not in LEFT_OUT and not _is_press(name)]
    if forgotten:
        raise LookupError(f"neither measured nor left out: {', '.join(forgotten)}")
    return [*(reverse(name, args=args) for name, args in pages.items()), *_longer(group)]


def _names() -> Iterator[str]:
    """The name of every address of these features."""
    for resolver in get_resolver().url_patterns:
        app = getattr(resolver, "app_name", None)
        if app in FEATURES:
            patterns = resolver.url_patterns
            yield from (f"{app}:{each.name}" for each in patterns if isinstance(each, URLPattern))


def _is_press(name: str) -> bool:
    """Whether an address answers nobody who only looks."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.earliest("pk"))
    return any(client.get(address).status_code == 405 for address in _addresses(name))


def _addresses(name: str) -> Iterator[str]:
    """Addresses of that name, with whatever fills its places."""
    places: tuple[list[object], ...] = ([], ["x"], ["x", _NOBODY], [_NOBODY], [_NOBODY, _NOBODY])
    for args in places:
        try:
            yield reverse(name, args=args)
        except NoReverseMatch:
            continue


def _of_server(group: Group, owner: User, now: datetime) -> dict[str, list[object]]:
    ask, offer, recommendation = (
        model.objects.filter(owner=owner, group=group).order_by("pk").first() for model in (Ask, Offer, Recommendation)
    )
    listing = Listing.objects.filter(entered_by=owner).order_by("pk").first()
    other = Group.objects.listed().exclude(memberships__user=owner).earliest("pk")
    link = groups.make_link(Membership.objects.running().get(group=other), at=now)[1]
    return {
        **{name: [] for name in _PLAIN},
        "groups:start_from": ["running"],
        "groups:join": [other.slug],
        "groups:invited": [link],
        "challenges:entry": [Entry.objects.filter(owner=owner, file=None).latest("on").uid],
        "exchange:ask": [ask.uid],
        "exchange:edit_ask": [ask.uid],
        "exchange:offer": [offer.uid],
        "exchange:edit_offer": [offer.uid],
        "exchange:recommendation": [recommendation.uid],
        "exchange:change": [recommendation.uid],
        "exchange:group": [group.slug],
        "directory:listing": [listing.uid],
        "directory:edit": [listing.uid],
        "directory:look": [Bringing.objects.filter(user=owner).latest("pk").uid],
    }


def _of_members(group: Group, owner: User) -> dict[str, list[object]]:
    slug = group.slug
    names = ("group", "leave", "own_profile", "held", "members", "bring", "organise", "edit", "log", "end", "roof")
    member = Membership.objects.inner().filter(group=group).exclude(user=owner).earliest("pk")
    return {
        **{f"groups:{name}": [slug] for name in names},
        "groups:member": [slug, member.uid],
        "groups:bring_back": [slug, Missed.objects.filter(helper__user=owner, helper__group=group).earliest("pk").uid],
    }


def _of_meetings(group: Group, now: datetime) -> dict[str, list[object]]:
    slug = group.slug
    coming = Meeting.objects.filter(group=group, plan__isnull=False).earliest("starts_at")
    last = Meeting.objects.filter(group=group, ends_at__lt=now).latest("starts_at")
    plan = Plan.objects.get(meeting=coming)
    of_coming = ("meeting", "change", "call_off", "timer", "check_in", "code")
    return {
        **{f"meetings:{name}": [slug] for name in ("list", "plan", "calendar")},
        **{f"meetings:{name}": [slug, coming.uid] for name in of_coming},
        "meetings:end_series": [slug, Series.objects.filter(group=group).earliest("pk").uid],
        "meetings:here": [slug, coming.uid, secret_of(coming)],
        "meetings:met": [slug, last.uid],
        **{f"tables:{name}": [slug, coming.uid] for name in ("board", "settings", "mine")},
        "tables:table": [slug, Table.objects.filter(plan=plan).earliest("pk").uid],
        "tables:diner": [slug, Diner.objects.filter(plan=plan).earliest("pk").uid],
        "tables:wall": [plan.wall_secret],
    }


def _of_talk(group: Group, owner: User) -> dict[str, list[object]]:
    slug, post = group.slug, Post.objects.filter(group=group).latest("pk")
    reply = Message.objects.filter(author=owner, thread=post.thread).latest("pk")
    meetings = Thread.objects.filter(group=group, place=Thread.Place.MEETING).earliest("pk")
    return {
        **{f"posts:{name}": [slug] for name in ("list", "new", "found", "wishes", "order", "chat")},
        "posts:post": [slug, post.uid],
        "posts:edit_post": [slug, post.uid],
        "posts:thread": [slug, meetings.uid],
        "posts:message": [slug, reply.uid],
        "posts:edit": [slug, reply.uid],
    }


def _of_together(group: Group, owner: User) -> dict[str, list[object]]:
    slug = group.slug
    largest = Challenge.objects.filter(group=group).order_by("-people").first()
    counted = largest.statistics.get().uid
    mentorship = Mentorship.objects.filter(mentor__user=owner, ended_on=None).earliest("pk")
    names = ("home", "offer", "seek", "organise", "coffee")
    return {
        **{f"challenges:{name}": [slug] for name in ("list", "start", "counted")},
        "challenges:challenge": [slug, largest.uid],
        "challenges:edit": [slug, largest.uid],
        "challenges:statistic": [slug, counted],
        "challenges:reword": [slug, counted],
        **{f"mentorships:{name}": [slug] for name in names},
        "mentorships:match": [slug, Match.objects.filter(mentor__user=owner).earliest("pk").uid],
        "mentorships:mentorship": [slug, mentorship.uid],
        "mentorships:agreement": [slug, mentorship.uid],
    }


def _longer(group: Group) -> list[str]:
    """The same pages asked for something: searches, later pages of lists, and what is past."""
    slug = [group.slug]
    asked: tuple[tuple[str, list[str], dict[str, object]], ...] = (
        ("groups:members", slug, {"page": 150}),
        ("groups:members", slug, {"q": "Baker"}),
        ("meetings:list", slug, {"past": 1, "page": 9}),
        ("posts:list", slug, {"before": Post.objects.filter(group=group).order_by("pk")[1000].uid}),
        ("posts:found", slug, {"q": "childcare"}),
        ("challenges:list", slug, {"past": 1}),
        ("directory:home", [], {"q": "running", "place": "Leeds"}),
        ("exchange:around", [], {"q": "payroll in France"}),
        ("exchange:recommendations", [], {"q": "maths"}),
        ("exchange:group", slug, {"kind": "offers", "page": 12}),
    )
    return [f"{reverse(name, args=args)}?{urlencode(query)}" for name, args, query in asked]
