"""What introductions say: the text to forward, what is asked of whom, the letters. The user and the introducer edit it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kith.introductions.models import Introduction
from kith.outbox import links
from kith.people.models import Person

_RULE = "— — —"


def short(person: Person | None, name: str = "") -> str:
    """What somebody is called by those who know them."""
    return (person.nickname or person.given or person.name) if person else name


def blurb(*, writer: str, to: str, pitch: str, purpose: str, shared: str) -> str:
    """What an introducer can forward as it stands, from what is known so far."""
    shared = _("What we share: %(shared)s") % {"shared": shared} if shared else ""
    parts = (
        _("Hello %(name)s,") % {"name": to},
        pitch,
        _("Why I ask: %(purpose)s") % {"purpose": purpose} if purpose else "",
        shared,
        _("Would you have twenty minutes for a talk? Any way and any time that suits you."),
        writer,
    )
    return "\n\n".join(part.strip() for part in parts if part.strip())


def words_for_two(*, one: str, other: str, purpose: str) -> str:
    """What the user writes to both whom they introduce."""
    parts = (
        _("%(one)s, meet %(other)s. %(other)s, meet %(one)s.") % {"one": one, "other": other},
        purpose,
        _("I leave you two to it."),
    )
    return "\n\n".join(part.strip() for part in parts if part.strip())


def own_words(introduction: Introduction) -> str:
    """How the user asks the introducer themselves, to copy into any channel."""
    parts = (
        _("Hello %(name)s,") % {"name": short(introduction.first)},
        _("I would like to talk to %(other)s. Would you introduce us? No is a fine answer, and so is none.")
        % {"other": introduction.to},
        _("This is for forwarding, and for changing as you like:"),
        _RULE,
        introduction.blurb,
    )
    return "\n\n".join(part.strip() for part in parts if part.strip())


def own_words_to_side(introduction: Introduction, person: Person | None, name: str) -> str:
    """How the user asks one of two whom they want to introduce."""
    other = introduction.to if person == introduction.party else short(introduction.party)
    parts = (
        _("Hello %(name)s,") % {"name": short(person, name)},
        _("I think that you and %(other)s might like to know each other. May I introduce you?") % {"other": other},
        introduction.purpose,
        _("No is a fine answer, and so is none."),
    )
    return "\n\n".join(part.strip() for part in parts if part.strip())


def asking(introduction: Introduction) -> tuple[str, str]:
    """The letter to the introducer: subject and text."""
    names = {"asker": introduction.owner, "other": introduction.to}
    aim = introduction.target.sentence if introduction.target else ""
    parts = (
        _("Hello %(name)s,") % {"name": short(introduction.first)},
        _("%(asker)s would like to be introduced to %(other)s, and thought of you.") % names,
        _("What for: %(purpose)s") % {"purpose": introduction.purpose} if introduction.purpose else "",
        _("What %(asker)s is aiming for: %(aim)s") % {**names, "aim": aim} if aim else "",
        _("This is what you could forward. You can change it first, and add words of your own:"),
        _RULE,
        introduction.blurb,
        _RULE,
        _("Say yes or no here. No account is needed:"),
        links.PLACE,
        _(
            "If it does not suit you, you need no reason. %(asker)s is not told of a no: it looks as if nobody had answered. You"
            " get one reminder at most."
        )
        % names,
    )
    return _("Would you introduce %(asker)s to %(other)s?") % names, _joined(parts)


def asking_side(introduction: Introduction, person: Person | None, name: str, about: str) -> tuple[str, str]:
    """The letter to one of two whom the user wants to introduce."""
    names = {"asker": introduction.owner, "other": about}
    parts = (
        _("Hello %(name)s,") % {"name": short(person, name)},
        _("%(asker)s thinks that you and %(other)s might like to know each other, and asks before introducing you.")
        % names,
        introduction.purpose,
        _("Say yes or not now here. No account is needed:"),
        links.PLACE,
        _(
            "If it does not suit you, you need no reason: it looks as if nobody had answered. You get one reminder at most."
        ),
    )
    return _("May %(asker)s introduce you to %(other)s?") % names, _joined(parts)


def reminding(subject: str, text: str) -> tuple[str, str]:
    """The one reminder of a letter."""
    first = _("This is a reminder, and the only one. If it does not suit you, leave it: nothing more will come.")
    return subject, _joined((first, _RULE, text))


def forwarding(introduction: Introduction) -> tuple[str, str]:
    """What an introducer who said yes gets for forwarding; its link is the other side's."""
    names = {"asker": introduction.owner, "other": introduction.to, "name": short(introduction.first)}
    parts = (
        _("Hello %(name)s,") % names,
        _("thank you. Below is what you could forward to %(other)s, who can say yes or not now by the link.") % names,
        _(
            "When you have sent it on, or have introduced the two of them, you can say so on the page where you answered."
        ),
        _RULE,
        to_forward(introduction, links.PLACE),
    )
    return _("To forward to %(other)s: an introduction to %(asker)s") % names, _joined(parts)


def to_forward(introduction: Introduction, address: str) -> str:
    """The introducer's own words, what the user wrote, and where the other side answers."""
    answer = _("Say yes or not now here, without an account:") + f"\n{address}" if address else ""
    return _joined((introduction.introducer_words, introduction.blurb, answer))


def for_both(introduction: Introduction) -> tuple[str, str]:
    """The one letter that introduces two people."""
    names = {"one": introduction.party or "", "other": introduction.to}
    return _("Introduction: %(one)s and %(other)s") % names, introduction.blurb


def thanks(introduction: Introduction, name: str, *, is_introducer: bool) -> str:
    """Thanks to either end, to copy."""
    if is_introducer:
        words = _("thank you for introducing me to %(other)s. It helped: ") % {"other": introduction.to}
    else:
        words = _("thank you for your time. What I take from our talk: ")
    return f"{_('Hello %(name)s,') % {'name': name}}\n\n{words}"


def _joined(parts: tuple[str, ...]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
