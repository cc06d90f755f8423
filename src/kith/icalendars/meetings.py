"""Which events are meetings with other people: who they are, where and by what way they meet, and why an event is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from enum import Enum

from kith.icalendars.events import CalendarFile, Event, Guest

MOST_PEOPLE = 20  # besides the user; more are a crowd
MOST_PEOPLE_WHOLE_DAY = 5
SEEN_IN = 0.8  # of the events with several people: an address that is in so many of them is the owner's
FEWEST_EVENTS = 3  # from which that can be told

_ROOMS = frozenset({"ROOM", "RESOURCE", "GROUP"})
_NO_PERSON = re.compile(
    r".*@((resource|group|import)(\.v)?\.calendar\.google\.com|calendar-server|calendar-notification\.google\.com)"
    r"|(unknownorganizer@calendar\.google\.com)|([^@]*[._+-])?(no-?reply|do-?not-?reply|calendar-notification)[^@]*@.*",
)
# Whoever announces an event to all is nobody whom one meets there.
_OFFICE = re.compile(
    r"(info|hello|hallo|hola|contact|kontakt|contacto|office|team|support|events?|tickets?|booking|reservations?|webinars?|"
    r"community|calendar|kalender|news|newsletter|marketing|organi[sz]ers?)([._+-][^@]*)?@.*"
)
_CALLED_OFF = re.compile(r"(cancell?ed|abgesagt|annulée?|cancelad[oa]) ?: ", re.IGNORECASE)  # before an Outlook title
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_CALL_SITE = re.compile(
    r"(meet\.google\.com|zoom\.us|zoom\.com|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com|whereby\.com|"
    r"meet\.jit\.si|jitsi|bluejeans\.com|gotomeet|goto\.com|join\.skype\.com|meet\.lync\.com|bigbluebutton|bbb\.|"
    r"chime\.aws|around\.co|8x8\.vc|meet\.proton\.me|facetime\.apple\.com|discord\.gg|gather\.town|talky\.io|livestorm)",
    re.IGNORECASE,
)
_CALL_WORD = re.compile(
    r"\b(zoom|google meet|microsoft teams|teams|webex|skype|facetime|jitsi|videocall|video call)\b", re.IGNORECASE
)
_PHONE_WORD = re.compile(
    r"\b(phone|telephone|phone ?call|telefon\w*|anruf|téléphone|appel|llamada|teléfono)\b|^(call|tel)\b", re.IGNORECASE
)
_PHONE_NUMBER = re.compile(r"(?:tel:)?\+?[\d\s()./-]{7,25}")
_WITH = re.compile(r"(?:^|[\s(–-])(?:with|w/|mit|avec|con|c/)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:<>|<->|↔|/|\||\bx\b|×)\s*")
_ONE_TO_ONE = re.compile(
    r"^\s*(?:1[:-]1|1on1|one[- ]on[- ]one|catch[- ]?up|coffee|lunch|dinner|call)\s*[:–-]?\s+(.+)", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,|&|\+|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_ENDS_NAME = re.compile(
    r"\s*(?:[(\[@:;|?!–—]|\s-\s|\b(?:at|about|on|in|re|bei|über|wegen|um|im|chez|sobre|en)\b).*", re.DOTALL
)
_SELF = frozenset({"me", "ich", "moi", "yo"})


class Without(Enum):
    """Why an event is no meeting with somebody."""

    CANCELLED = "cancelled"
    DECLINED = "declined"
    ANSWER = "answer"
    ALONE = "alone"
    WHOLE_DAY = "whole day"
    CROWD = "crowd"


def owners_of(file: CalendarFile, given: Iterable[str] = ()) -> frozenset[str]:
    """The addresses of whoever the calendar is of: those given; the calendar's name, if it is one; else who is in nearly all.

    O(events). Empty where nobody can be told, as where two people are in all events together.
    """
    own = {address.strip().lower() for address in given}
    if _ADDRESS.fullmatch(file.name):
        own.add(file.name.lower())
    seen = Counter[str]()
    events = 0
    for addresses in {event.uid: _addresses(event) for event in file.events}.values():
        if len(addresses) > 1:
            events += 1
            seen.update(addresses)
    if events >= FEWEST_EVENTS and not own & seen.keys():
        often = [address for address, count in seen.items() if count >= SEEN_IN * events]
        own.update(often if len(often) == 1 else ())
    return frozenset(own)


def why_not(event: Event, own: Set[str], people: list[Guest]) -> Without | None:
    """Why an event is left out; None for a meeting with these people.

    The rule for what takes whole days: it is a meeting if one to five others were invited by address, and not if it says
    that the time stays free. Holidays, journeys and birthdays have nobody invited.
    """
    if event.head.method in ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"):
        return Without.ANSWER
    if event.status == "CANCELLED" or event.head.method == "CANCEL" or _CALLED_OFF.match(event.title):
        return Without.CANCELLED
    if any(guest.answer == "DECLINED" for guest in event.guests if guest.address in own):
        return Without.DECLINED
    if event.is_whole_day:
        invited = [guest for guest in people if guest.address]
        return None if not event.is_free and 1 <= len(invited) <= MOST_PEOPLE_WHOLE_DAY else Without.WHOLE_DAY
    if len(people) > MOST_PEOPLE:
        return Without.CROWD
    return None if people else Without.ALONE


def others(event: Event, own: Set[str]) -> list[Guest]:
    """The people of an event without its owner, rooms, those who only get a copy and those who declined; each once.

    Where nobody is invited, those whom the title names: "Lunch with Ana Ruiz".
    """
    invited = [*event.guests, *((event.organiser,) if event.organiser and not _announces(event) else ())]
    away = {guest.address for guest in event.guests if guest.address and guest.answer == "DECLINED"}
    found: dict[str, Guest] = {}
    for guest in invited:
        if guest.address not in own and guest.address not in away and _is_there(guest):
            found.setdefault(guest.address or guest.name.casefold(), guest)
    if not event.guests and not found and not event.is_whole_day:
        return [Guest(name, "") for name in names_in(event.title)]
    return list(found.values())


def _announces(event: Event) -> bool:
    return not event.guests and event.organiser is not None and _OFFICE.fullmatch(event.organiser.address) is not None


def _is_there(guest: Guest) -> bool:
    is_somebody = bool(guest.address or (guest.name and guest.answer))
    is_person = guest.kind not in _ROOMS and not _NO_PERSON.fullmatch(guest.address)
    return is_somebody and is_person and guest.role != "NON-PARTICIPANT" and guest.answer != "DECLINED"


def names_in(title: str) -> list[str]:
    """Whole names in the title of a meeting: after "with" or between two; "Ana Ruiz / me" has one. O(length)."""
    title = title[:200]
    found = _WITH.search(title) or _ONE_TO_ONE.match(title)
    if found:
        parts = _AND.split(_ENDS_NAME.sub("", found[1]))
    elif _BETWEEN.search(title):
        parts = _BETWEEN.split(title)
    else:
        parts = []
    return [part.strip() for part in parts[:5] if _is_whole_name(part.strip())]


def _is_whole_name(text: str) -> bool:
    """Two to five words, of which the first and the last are written as names are."""
    words = text.split()
    ends = (words[0], words[-1]) if words else ()
    return (
        2 <= len(words) <= 5
        and all(word[0].isalpha() and not word[0].islower() for word in ends)
        and not ({word.casefold() for word in words} & _SELF or any(character.isdigit() for character in text))
    )


def name_of(guest: Guest) -> str:
    """What a guest is called; nothing where only the address is known."""
    return "" if "@" in guest.name else guest.name.strip("'\" ")


def link_of(event: Event) -> str:
    """The address of the call, or else the page of the event; nothing that is not of the web."""
    texts = (event.conference, event.place, event.notes, event.url)
    links = [link.rstrip(".,;)>") for text in texts for link in _WEB.findall(text)]
    call = next((link for link in links if _CALL_SITE.search(link)), "")
    return call or next((link for text in (event.conference, event.url) for link in _WEB.findall(text)[:1]), "")


def place_of(event: Event) -> str:
    """Where it is, without the addresses of calls."""
    return " ".join(_WEB.sub("", event.place).split()).strip(" ;,|")[:300]


def channel_of(event: Event) -> str:
    """By what way they meet, as `way` has it."""
    return way(place_of(event), event.conference or link_of(event), event.title, is_call=bool(event.conference))


def way(place: str, link: str, title: str = "", *, is_call: bool = False) -> str:
    """By what way people meet: video, phone, in_person, or "" where nothing says it. is_call: the link is one to a call."""
    by_phone = _PHONE_NUMBER.fullmatch(place) or _PHONE_WORD.search(place)
    if by_phone or (not place and not link and _PHONE_WORD.search(title)):
        return "phone"
    if is_call or _CALL_SITE.search(link) or _CALL_WORD.search(place):
        return "video"
    return "in_person" if place else ""


def _addresses(event: Event) -> frozenset[str]:
    guests = (*event.guests, *((event.organiser,) if event.organiser else ()))
    return frozenset(guest.address for guest in guests if guest.address and guest.kind not in _ROOMS)
