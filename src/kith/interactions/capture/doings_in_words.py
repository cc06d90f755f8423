"""What happened, by the words that say so: `Met …`, `Coffee with …`, `… emailed me`, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

OUT, IN, BOTH = "outgoing", "incoming", "mutual"


@dataclass(frozen=True, slots=True)
class Doing:
    """`joints`: words that may stand before a person in this doing; `is_plan`: said of the future (`Call Bo`);
    `is_sent`: what was sent follows the people and decides the kind (`Sent Ana an article`); `at`: what follows is no
    person but a place (`Attended PyCon`) or an organisation (`Applied to Acme`)."""

    kind: str
    channel: str
    direction: str
    joints: tuple[str, ...] = ("with", "w/")
    is_plan: bool = False
    is_sent: bool = False
    at: str = ""


Match = tuple[Doing, int, int]

_ME = r"(?:\s+(?:to\s+|with\s+)?(?:me|us)\b)"
_SELF = r"(?:(?:I|we)(?:['’]ve|\s+have)?\s+)?"
_LIGHTLY = r"(?:(?:just|finally|also|quickly|recently|briefly|really|then|today|we|I)\s+){0,2}"
_LED = r"(?:(?:got|get|received|had|have|having|sent|wrote|made|mailed|posted|gave|did|grabbed|enjoyed|took|shared|went\s+for|joined|held|made)\s+)?"
_ARTICLE = r"(?:(?:a|an|the|another|our|my|some)\s+)?"
_ADJECTIVE = (
    r"(?:(?:very|quick|short|long|brief|great|good|nice|lovely|pleasant|productive|interesting|useful|first|second|third|final"
    r"|virtual|online|remote|weekly|monthly|regular|annual|informal|intro|introductory|team|sales|business|job|morning|afternoon"
    r"|evening|working|kind|warm|late|early|quiet|delicious|christmas|birthday|holiday|easter|new\s+year['’]?s?|get-well|get\s+well"
    r"|condolence|congratulations|greetings?|farewell|wedding|hand-?written|little|small)\s+){0,3}"
)

_MEET_NOUNS = (
    r"meeting|meet-?up|coffee(?:\s+chat)?|lunch|dinner|breakfast|brunch|supper|drinks?|beers?|wine|pint|tea|walk|hike|run|interview"
    r"|1[:-]1|1\s+on\s+1|one[- ]on[- ]one|one[- ]to[- ]one|catch[- ]?up|chat|talk|conversation|discussion|sync|session|visit|stroll"
)
_VIDEO_NOUNS = (
    r"video[- ]?(?:call|chat|conference)|(?:zoom|skype|facetime|webex|jitsi|(?:ms\s+|microsoft\s+)?teams|google\s+meet|hangouts?)"
    r"(?:\s+(?:call|meeting|chat))?"
)
_LIST_OF_NOUNS: tuple[tuple[str, str, str], ...] = (
    (_VIDEO_NOUNS, "call", "video"),
    (r"(?:phone\s*|telephone\s+)?call|phone\s+chat", "call", "phone"),
    (r"thank[- ]?you(?:\s+(?:note|card|letter|e-?mail|message))?|thanks", "thank_you", "other"),
    (r"(?:post)?cards?|letter", "card", "post"),
    (r"e-?mail|mail", "email", "email"),
    (r"linkedin\s+(?:message|note|dm)|inmail", "message", "linkedin"),
    (r"(?:text|chat|whatsapp|signal|telegram|slack)(?:\s+message)?|message|dm|sms", "message", "chat"),
    (r"note|reply|answer", "message", "other"),
    (r"article|link|paper|blog\s+post|podcast", "article", "other"),
    (r"intro(?:duction)?", "introduction", "other"),
    (r"invitation|invite", "invitation", "other"),
    (r"recommendation|endorsement", "endorsement", "linkedin"),
    (_MEET_NOUNS, "meeting", "in_person"),
)
_TWO_WAY = ("meeting", "call")
_WAYS = {"to": OUT, "from": IN, "for": OUT, "by": IN}


def _compiled(body: str) -> re.Pattern[str]:
    return re.compile(body, re.IGNORECASE)


_NOUNS = tuple(
    (
        _compiled(
            rf"{_SELF}{_LIGHTLY}{_LED}{_ARTICLE}{_ADJECTIVE}(?:{noun})(?!\w)(?P<way>\s+(?:with\b|w/|to\b|from\b))?"
        ),
        kind,
        channel,
    )
    for noun, kind, channel in _LIST_OF_NOUNS
)
# A noun without `with` counts if the people come later in the clause, or if nothing but a place, a date or a topic follows.
_LATER = re.compile(
    r"\s*(?:[:,.;(&]|$)|\s+(?:at|in|on|about|re|for)\b|[^,;\n]{0,120}?\s(?:with|w/)(?!\w)", re.IGNORECASE
)

# Past form, base form for plans (empty: none), kind, channel, direction, further words before a person.
_VERBS: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    (r"introduced(?!\s+(?:me|us|myself)\b)(?!\s+by\b)", "introduce", "introduction", "other", OUT, ("to", "with")),
    (
        r"(?:was|were|got|been)\s+introduced\s+to|introduced\s+to",
        "",
        "introduction",
        "other",
        IN,
        ("by", "through", "via"),
    ),
    (r"connected(?=\s+with\b)(?:\s+with)?", "connect with", "connected", "linkedin", BOTH, ("with",)),
    (r"connected(?!\s+(?:on|via)\b)", "", "introduction", "other", OUT, ("with", "to")),
    (r"(?:met|saw)(?:\s+up)?(?:\s+with)?", r"(?:meet|see)(?:\s+up)?(?:\s+with)?", "meeting", "in_person", BOTH, ()),
    (r"(?:bumped|ran|run)\s+into|came\s+across", "", "meeting", "in_person", BOTH, ()),
    (
        r"(?:caught\s+up|hung\s+out|sat\s+down|had\s+a\s+meal)(?:\s+with)?",
        r"catch\s+up(?:\s+with)?",
        "meeting",
        "in_person",
        BOTH,
        (),
    ),
    (r"meeting(?!\s+(?:room|point|place|notes|with|at|in|on|about))", "", "meeting", "in_person", BOTH, ()),
    (r"visited|hosted", "visit", "meeting", "in_person", BOTH, ()),
    (r"interviewed(?:\s+with)?", r"interview(?!\s+with)", "meeting", "in_person", BOTH, ()),
    (
        r"(?:spoke|talked|chatted)(?:\s+(?:to|with))?(?!\s+(?:at|about)\s+length)",
        r"(?:speak|talk|chat)\s+(?:to|with)",
        "meeting",
        "in_person",
        BOTH,
        ("to",),
    ),
    (
        r"(?:video[- ]?called|zoomed|skyped|facetimed)(?:\s+with)?",
        r"(?:video[- ]?call|facetime)(?!\s+with)",
        "call",
        "video",
        BOTH,
        (),
    ),
    (
        r"(?:called|phoned|telephoned|rang)(?!\s+(?:it|off|out|in|me|us)\b)(?:\s+up)?",
        r"(?:call|phone|ring)(?!\s+(?:it|off|me))",
        "call",
        "phone",
        OUT,
        (),
    ),
    (r"(?:e-?mailed)", "e-?mail", "email", "email", OUT, ()),
    (r"mailed", "", "email", "email", OUT, ("to",)),
    (
        r"(?:texted|messaged|dm['’]?d|dm['’]?ed|whatsapped|slacked|pinged|im['’]?d)",
        r"(?:text|message|dm|whatsapp)",
        "message",
        "chat",
        OUT,
        (),
    ),
    (
        r"(?:wrote|replied|responded|answered|reached\s+out|got\s+back)(?:\s+(?:to|back\s+to))?(?!\s+(?:an?|the|down|about)\b)",
        r"(?:write|reply)\s+to",
        "message",
        "other",
        OUT,
        ("to",),
    ),
    (r"(?:followed\s+up|checked\s+in)(?:\s+with)?", "", "message", "other", OUT, ("with",)),
    (r"heard(?:\s+back)?\s+from", "", "message", "other", IN, ()),
    (r"(?:thanked)", "thank", "thank_you", "other", OUT, ()),
    (r"(?:helped)(?:\s+out)?", "help", "help_given", "other", OUT, ()),
    (r"(?:advised|mentored|coached|referred|recommended)", "", "help_given", "other", OUT, ()),
    (
        r"(?:got|received|had)\s+(?:some\s+|great\s+)?(?:help|advice|feedback)\s+from",
        "",
        "help_received",
        "other",
        IN,
        (),
    ),
    (r"congratulated|wished", "congratulate", "message", "other", OUT, ()),
    (r"invited", "invite", "invitation", "other", OUT, ()),
    (r"endorsed", "endorse", "endorsement", "linkedin", OUT, ()),
    (r"applied(?:\s+(?:to|at|for|with))?", r"apply\s+(?:to|at|for)", "application", "other", OUT, ()),
    (r"attended|went\s+to", r"attend", "event", "in_person", BOTH, ("with",)),
)
_NOT_PEOPLE = {"application": "organisation", "event": "place"}
_WILL = (
    r"(?:(?:(?:I|we)(?:['’]ll|\s+will|(?:['’]m|['’]re|\s+am|\s+are)\s+going\s+to)|will|going\s+to|plan\s+to|to)\s+)?"
)


def _verbs() -> tuple[tuple[re.Pattern[str], Doing], ...]:
    table = []
    for past, base, kind, channel, direction, joints in _VERBS:
        doing = Doing(kind, channel, direction, ("with", "w/", *joints), at=_NOT_PEOPLE.get(kind, ""))
        table.append((_compiled(rf"{_SELF}{_LIGHTLY}(?:{past})(?!\w)"), doing))
        if base:
            table.append((_compiled(rf"{_WILL}{_LIGHTLY}(?:{base})(?!\w)"), replace(doing, is_plan=True)))
    return tuple(table)


_SENT = r"(?:sent|gave|forwarded|shared|passed|mailed|posted|lent)"
_OBJECT_DOINGS: tuple[tuple[re.Pattern[str], Doing], ...] = (
    *_verbs(),
    (_compiled(rf"{_SELF}{_LIGHTLY}{_SENT}(?!\w)"), Doing("message", "other", OUT, ("to", "with"), is_sent=True)),
)
# What somebody else did: read after the people at the beginning of the line.
_SUBJECT_DOINGS: tuple[tuple[re.Pattern[str], Doing], ...] = tuple(
    (_compiled(rf"(?:(?:just|also|kindly|recently|finally)\s+)?(?:{verb})(?!\w)"), doing)
    for verb, doing in (
        (rf"introduced{_ME}(?:\s+to)?", Doing("introduction", "other", IN, ("to", "with"))),
        (rf"connected{_ME}(?=\s+(?:with|to))(?:\s+(?:with|to))?", Doing("introduction", "other", IN, ("to", "with"))),
        (rf"e-?mailed{_ME}?|mailed{_ME}", Doing("email", "email", IN)),
        (rf"(?:called|phoned|rang){_ME}?", Doing("call", "phone", IN)),
        (rf"(?:texted|messaged|dm['’]?d|dm['’]?ed|whatsapped|pinged){_ME}?", Doing("message", "chat", IN)),
        (rf"{_SENT}{_ME}", Doing("message", "other", IN, is_sent=True)),
        (
            rf"(?:wrote|replied|responded|answered|reached\s+out|got\s+back|got\s+in\s+touch){_ME}?",
            Doing("message", "other", IN),
        ),
        (rf"thanked{_ME}", Doing("thank_you", "other", IN)),
        (
            rf"(?:helped|advised|mentored|coached|referred|recommended|supported){_ME}(?:\s+out)?",
            Doing("help_received", "other", IN),
        ),
        (rf"invited{_ME}", Doing("invitation", "other", IN)),
        (rf"endorsed{_ME}", Doing("endorsement", "linkedin", IN)),
        (rf"congratulated{_ME}", Doing("message", "other", IN)),
        (rf"(?:interviewed|visited|met){_ME}", Doing("meeting", "in_person", BOTH)),
        (rf"(?:talked|spoke|chatted){_ME}", Doing("meeting", "in_person", BOTH)),
        (rf"(?:connected){_ME}", Doing("connected", "linkedin", BOTH)),
    )
)
_GOES_ON = _compiled(
    r"(?:with|w/|to|from|into)$|^(?:(?:I|we)\s+)?(?:met|saw|meeting|called|e-?mailed|texted|thanked|helped)\b"
)
_AND_I = _compiled(r"(?:,\s*)?(?:and|&)\s+(?:I|me)\s+")
_SENT_THINGS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (
        _compiled(
            rf"(?:(?:an?|the|this|that|my|some|another|two|her|his|their)\s+)?(?:{_ADJECTIVE})(?:[\w-]+\s+)?(?:{thing})(?!\w)"
        ),
        kind,
        channel,
    )
    for thing, kind, channel in (
        (
            r"articles?|links?|papers?|blog\s+posts?|podcasts?|books?|videos?|stud(?:y|ies)|newsletter",
            "article",
            "other",
        ),
        (r"thank[- ]?you(?:\s+(?:note|card|letter|e-?mail|message))?", "thank_you", "other"),
        (r"(?:post)?cards?|letter|flowers|gift|present", "card", "post"),
        (r"e-?mail", "email", "email"),
        (r"text|dm|whatsapp", "message", "chat"),
        (r"message|note", "message", "other"),
        (r"invitation|invite", "invitation", "other"),
        (r"connection\s+request", "invitation", "linkedin"),
    )
)
_CHANNEL = _compiled(
    r"(?:on|via|over|by|through|using|per)\s+(?:the\s+|a\s+)?(?:"
    r"(?P<phone>phone|telephone)|(?P<video>video(?:\s+(?:call|chat))?|zoom|(?:ms\s+|microsoft\s+)?teams|skype|facetime|google\s+meet|webex|jitsi)"
    r"|(?P<email>e-?mail|mail)|(?P<linkedin>linkedin|xing)|(?P<post>post|letter)"
    r"|(?P<chat>chat|whatsapp|signal|telegram|slack|discord|sms|text|messenger|instagram|twitter|mastodon|bluesky|facebook|wechat|line))(?!\w)"
)
_KIND_BY_CHANNEL = {
    ("meeting", "phone"): "call",
    ("meeting", "chat"): "message",
    ("meeting", "linkedin"): "message",
    ("meeting", "email"): "email",
    ("message", "email"): "email",
    ("message", "post"): "card",
}


def own_doing(text: str, start: int) -> Match | None:
    """What the line says from `start` on with the user as its subject (`Met`, `I had lunch with`), with where it ends."""
    return _noun_doing(text, start) or _first(_OBJECT_DOINGS, text, start)


def own_doing_within(text: str, start: int, end: int) -> Match | None:
    """The first such doing between `start` and `end` that goes on to people: `Really enjoyed my coffee with`."""
    for word in re.finditer(r"(?<!\w)\w", text[start : min(end, start + 400)]):
        at = start + word.start()
        found = own_doing(text, at)
        if found and not found[0].is_plan and _GOES_ON.search(text[at : found[2]]):
            return found
    return None


def their_doing(text: str, start: int) -> Match | None:
    """What the people named before `start` did: `emailed me`, `and I had lunch`."""
    if both := _AND_I.match(text, start):
        own = own_doing(text, both.end()) or _noun_alone(text, both.end())
        return (replace(own[0], direction=BOTH), start, own[2]) if own else None
    else:
        return _first(_SUBJECT_DOINGS, text, start)


def sent_thing(doing: Doing, text: str, start: int) -> Match | None:
    """What was sent, and the kind of touch it makes: an article, a card."""
    for pattern, kind, channel in _SENT_THINGS:
        if match := pattern.match(text, start):
            return replace(doing, kind=kind, channel=channel), start, match.end()
    return None


def channel_phrase(doing: Doing, text: str, start: int) -> Match | None:
    """`on LinkedIn`, `by phone`: how it happened, which may change what it was (talked, by phone: a call)."""
    match = _CHANNEL.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    channel = match.lastgroup
    kind = _KIND_BY_CHANNEL.get((doing.kind, channel), doing.kind)
    return replace(doing, kind=kind, channel=channel), start, match.end()


def _first(table: tuple[tuple[re.Pattern[str], Doing], ...], text: str, start: int) -> Match | None:
    for pattern, doing in table:
        if match := pattern.match(text, start):
            return doing, start, match.end()
    return None


def _noun_doing(text: str, start: int) -> Match | None:
    for pattern, kind, channel in _NOUNS:
        match = pattern.match(text, start)
        if match and (match["way"] or (kind in _TWO_WAY and _LATER.match(text, match.end()))):
            return _with_way(kind, channel, (match["way"] or "with").strip().lower()), start, match.end()
    return None


def _noun_alone(text: str, start: int) -> Match | None:
    for pattern, kind, channel in _NOUNS:
        if (match := pattern.match(text, start)) and kind in _TWO_WAY:
            return Doing(kind, channel, BOTH), start, match.end()
    return None


def _with_way(kind: str, channel: str, way: str) -> Doing:
    default = BOTH if kind in _TWO_WAY else OUT
    joints = ("with", "w/", "to", "from") if kind == "introduction" else ("with", "w/")
    return Doing(kind, channel, _WAYS.get(way, default), joints)
