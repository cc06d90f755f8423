"""First words to somebody: templates filled from the records, suited to the reason and to the gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from kith.people.models import ContactPoint, Person
from kith.today.words import Why

LONG_GAP_DAYS = 180  # from here on a talk works better than a line: the longer the gap, the longer the next talk

SAY_IT_DIFFERENTLY = {"planned", "fading", "due", "never_written", "follow_up"}


@dataclass(frozen=True)
class Way:
    """A link that opens the program in which to write or call, with the text in it where that program takes one."""

    url: str
    word: str
    icon: str
    takes_text: bool = False


@dataclass(frozen=True)
class Opener:
    """A text to send, and the ways to send it."""

    text: str
    ways: tuple[Way, ...]


def openers_for(person: Person, why: Why, organisation: str, points: Iterable[ContactPoint]) -> list[Opener]:
    """Return two or three texts, the likeliest first; never empty."""
    topic = why.topic.strip().rstrip(".!?")
    facts = {
        "name": person.nickname or person.given or person.name,
        "topic": topic,
        "org": organisation,
        "met": person.met_at,
    }
    reachable = list(points)
    texts = [text % facts for text in _turned(_texts(why, facts), person, why)]
    return [Opener(text, tuple(ways_to(reachable, text))) for text in texts]


def _turned(texts: list[str], person: Person, why: Why) -> list[str]:
    """Where any of the texts would do, begin with another one for the next person: seven letters should not sound alike."""
    start = (person.pk or 0) % len(texts) if why.code in SAY_IT_DIFFERENTLY else 0
    return texts[start:] + texts[:start]


def ways_to(points: Iterable[ContactPoint], text: str) -> list[Way]:
    """Return links that open the mail, phone or message program with the text, or a profile; one of each."""
    found: dict[str, Way] = {}
    for point in points:
        for way in _ways(point, quote(text)):
            found.setdefault(way.icon, way)
    return list(found.values())


def _ways(point: ContactPoint, text: str) -> list[Way]:
    value = point.value.strip()
    if point.kind == ContactPoint.Kind.EMAIL:
        return [Way(f"mailto:{quote(value, safe='@+')}?body={text}", _("E-mail"), "mail", takes_text=True)]
    if point.kind == ContactPoint.Kind.PHONE:
        dialled = "".join(c for c in value if c.isdigit() or c == "+")
        return [
            Way(f"tel:{dialled}", _("Call"), "phone"),
            Way(f"sms:{dialled}?body={text}", _("Message"), "message", takes_text=True),
        ]
    if point.kind == ContactPoint.Kind.URL and value.lower().startswith(("https://", "http://")):
        return [Way(value, _("LinkedIn") if "linkedin." in value else _("Profile"), "link")]
    return []


def _texts(why: Why, facts: dict[str, str]) -> list[str]:
    match why.code:
        case "promise":
            return _promise()
        case "thanks":
            return _thanks()
        case "follow_up":
            return _follow_up(facts)
        case "occasion":
            return _occasion(why.topic)
        case "never_written":
            return _first_words(facts)
        case "new_position" if facts["topic"]:
            return _new_position()
        case _:
            return _after_a_while(why, facts)


def _promise() -> list[str]:
    return [
        _("Hello %(name)s, here is what I promised: %(topic)s. Tell me if anything is missing."),
        _(
            "Hello %(name)s, I have not forgotten: %(topic)s. You will have it by the end of the week. Is that in time for you?"
        ),
        _("Hello %(name)s, about %(topic)s: it takes me longer than I thought. May I send you a first part now?"),
    ]


def _thanks() -> list[str]:
    return [
        _("Hello %(name)s, thank you for your help. It made a difference, and I wanted you to know it."),
        _(
            "Hello %(name)s, I never properly thanked you. What you did helped me a good deal. Can I do something for you in return?"
        ),
    ]


def _follow_up(facts: dict[str, str]) -> list[str]:
    where = (
        _("Hello %(name)s, it was good to meet you at %(topic)s.")
        if facts["topic"]
        else _("Hello %(name)s, it was good to talk to you.")
    )
    return [
        where
        + " "
        + _("I would like to stay in touch. What are you working on these days that I could be of use for?"),
        where + " " + _("You said something that stayed with me. Would you have twenty minutes for a call next week?"),
        where + " " + _("If I can introduce you to anybody, tell me whom you hope to meet."),
    ]


def _occasion(kind: str) -> list[str]:
    if kind == "birthday":
        return [
            _("Happy birthday, %(name)s. I hope it is a good one."),
            _("Happy birthday, %(name)s. What are you looking forward to this year?"),
        ]
    if kind == "work_anniversary":
        return [
            _("Congratulations on the anniversary, %(name)s. What has been the best of it so far?"),
            _("Hello %(name)s, another year done. How does it feel, and what comes next?"),
        ]
    return [_("Hello %(name)s, I am thinking of you today."), _("Hello %(name)s, all the best for today. How are you?")]


def _new_position() -> list[str]:
    return [
        _("Congratulations on the new position at %(topic)s, %(name)s. How are the first weeks?"),
        _("Hello %(name)s, I saw that you are at %(topic)s now. What made you go there?"),
        _("Congratulations, %(name)s. If it would help to know somebody in your new field, tell me whom."),
    ]


def _first_words(facts: dict[str, str]) -> list[str]:
    texts = [
        _(
            "Hello %(name)s, we have been connected for a while and never really talked. What are you working on these days?"
        )
    ]
    if facts["org"]:
        texts.append(
            _(
                "Hello %(name)s, I would like to understand better what you do at %(org)s. Would you have twenty minutes for a call?"
            )
        )
    texts.append(
        _("Hello %(name)s, if there is something or somebody you are looking for, tell me: I may know where to ask.")
    )
    return texts


def _after_a_while(why: Why, facts: dict[str, str]) -> list[str]:
    long_gap = (why.gap_days or 0) >= LONG_GAP_DAYS
    texts = []
    if long_gap:
        texts.append(
            _(
                "Hello %(name)s, it has been a while, and that is on me. I would rather hear your voice than write: do you have half an hour for a call in the next two weeks?"
            )
        )
    if facts["org"]:
        texts.append(_("Hello %(name)s, you came to my mind today. How are things at %(org)s?"))
    if facts["met"]:
        texts.append(_("Hello %(name)s, I was reminded of %(met)s, and of you. How have you been?"))
    texts.append(_("Hello %(name)s, how are you, and what keeps you busy these days?"))
    texts.append(_("Hello %(name)s, I would like to hear what you are working on. Coffee, or a short call, next week?"))
    return texts[:3]
