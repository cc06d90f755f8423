"""What a group can be started from: each start fills in what such groups have in common, all of which can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.groups.models import Format, Group, Kind

_OPEN, _REQUEST, _INVITATION = Group.Joining.OPEN, Group.Joining.REQUEST, Group.Joining.INVITATION


@dataclass(frozen=True)
class Start:
    """A sort of group. `agenda` is a hint for its first meeting, in Markdown; `settings` are fields of Group."""

    key: str
    label: str | Promise
    sentence: str | Promise
    icon: str
    purpose: str | Promise
    rules: str | Promise
    agenda: str | Promise
    questions: str | Promise = ""
    settings: dict[str, object] = field(default_factory=dict)

    def fields(self) -> dict[str, object]:
        """Return what a group that is started from this begins with, in the language of now."""
        words = {name: str(getattr(self, name)) for name in ("purpose", "rules", "questions")}
        return {"template": self.key, **words, **self.settings}


STARTS = (
    Start(
        key="running",
        label=_("Running club"),
        sentence=_("Moving together at a fixed hour. Talk comes by itself."),
        icon="place",
        purpose=_("We run together once a week, slowly enough to talk."),
        rules=_(
            "- We run at the pace of the slowest.\n- Nobody runs the first mile alone.\n- Rain is weather, ice is not."
        ),
        agenda=_(
            "1. Meet and say your name\n2. Run, in pairs that change half-way\n3. Stretch, and who wants has a coffee"
        ),
        settings={"kind": Kind.CLUB, "joining": _OPEN, "format": Format.IN_PERSON, "quiet_days": 30},
    ),
    Start(
        key="round_table",
        label=_("Round table"),
        sentence=_("Small tables that change every twenty minutes, so that everybody meets somebody new."),
        icon="group",
        purpose=_("We sit at small tables and meet people whom we would not have spoken to."),
        rules=_(
            "- Everyone at the table speaks before anyone speaks twice.\n"
            "- What is said at a table stays there, unless its owner says otherwise.\n"
            "- Say what you look for in one sentence, and ask what the others look for."
        ),
        agenda=_("1. Arrive\n2. Three rounds of twenty minutes\n3. One sentence each: whom I met, what I do next"),
        settings={"kind": Kind.COMMUNITY, "joining": _REQUEST, "format": Format.IN_PERSON, "quiet_days": 60},
        questions=_("What do you do?\nWhom would you like to meet?"),
    ),
    Start(
        key="council",
        label=_("Council"),
        sentence=_("Six to eight people who see one another through a job search, a business or a change."),
        icon="help",
        purpose=_("We meet regularly, tell each other how it goes, and hold each other to the next step."),
        rules=_(
            "- Everything that is said here stays here.\n"
            "- Everybody gets the same time.\n"
            "- Questions before advice.\n"
            "- Each of us leaves with one next step, and tells next time how it went."
        ),
        agenda=_(
            "1. How did your step go? (2 minutes each)\n2. One of us brings a question (30 minutes)\n3. Next steps"
        ),
        settings={
            "kind": Kind.COUNCIL,
            "joining": _INVITATION,
            "format": Format.CALL,
            "is_listed": False,
            "members_may_invite": False,
            "quiet_days": 30,
        },
    ),
    Start(
        key="chamber",
        label=_("Chamber"),
        sentence=_("Businesses of a place, one of each trade, who pass work on to each other."),
        icon="organisation",
        purpose=_("Businesses of this place who know one another well enough to recommend each other."),
        rules=_(
            "- One member for each trade.\n"
            "- Recommend only whom you would recommend to your own family.\n"
            "- Whoever cannot come sends somebody."
        ),
        agenda=_(
            "1. Breakfast\n2. One minute each: what I do, whom I look for\n3. One member shows their work\n4. What was passed on"
        ),
        settings={
            "kind": Kind.CHAMBER,
            "joining": _REQUEST,
            "format": Format.IN_PERSON,
            "is_one_per_trade": True,
            "is_free": False,
            "quiet_days": 45,
        },
        questions=_("Who are your best customers?"),
    ),
    Start(
        key="industry",
        label=_("Industry network"),
        sentence=_("People of one field: talks, questions, who hires, who looks."),
        icon="article",
        purpose=_("People of one field who tell each other what works."),
        rules=_(
            "- Share what you learned, also what went wrong.\n- No selling in the meetings.\n- Newcomers are introduced by name."
        ),
        agenda=_(
            "1. Who is new?\n2. A short talk, and questions\n3. Who looks for something, who offers something\n4. Talk"
        ),
        settings={"kind": Kind.ASSOCIATION, "joining": _REQUEST, "format": Format.HYBRID, "quiet_days": 90},
        questions=_("What do you do in this field, or want to?"),
    ),
    Start(
        key="circle",
        label=_("Interest circle"),
        sentence=_("Something that you like, with others who like it: parents, climbers, readers."),
        icon="star",
        purpose=_("We like the same thing, and do it together."),
        rules=_("- Beginners are welcome.\n- Come as you are.\n- Say so when you cannot come."),
        agenda=_("1. Hello, and who is here for the first time\n2. What we came for\n3. What next"),
        settings={"kind": Kind.COMMUNITY, "joining": _OPEN, "format": Format.IN_PERSON, "quiet_days": 60},
    ),
    Start(
        key="party",
        label=_("A party of my own"),
        sentence=_("You choose the people, the place and the two hours. Guests bring somebody."),
        icon="thanks",
        purpose=_("An evening of two hours with good people who do not know each other yet."),
        rules=_(
            "- Name tags with first names.\n- It ends on time.\n- Everybody leaves with one new person to write to."
        ),
        agenda=_(
            "1. Arrive, name tags\n2. A round: your name, and something that you like just now\n3. Talk\n4. Another round, and goodbye"
        ),
        settings={
            "kind": Kind.PARTY,
            "joining": _INVITATION,
            "format": Format.IN_PERSON,
            "is_listed": False,
            "quiet_days": 180,
        },
    ),
)


def start_of(key: str) -> Start | None:
    """Return the start that is called so."""
    return next((start for start in STARTS if start.key == key), None)


def agenda_of(group: Group) -> str:
    """Return what a first meeting of the group could look like, in Markdown, or nothing."""
    start = start_of(group.template)
    return str(start.agenda) if start else ""
