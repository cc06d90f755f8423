"""One question over everything in a book: people, what is aimed for and came of it, what was said, and Kith's own pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups.models import Group
from kith.interactions import queries as interactions
from kith.introductions.models import Introduction
from kith.opportunities.models import Opportunity
from kith.people import queries as people
from kith.people.folding import fold
from kith.people.models import Label, Organisation, Person, Position
from kith.targets.models import Target
from kith.ui import nav

EACH = 6
LONGEST = 200  # characters of a question that are looked at


@dataclass(frozen=True)
class Hit:
    """Something found: what to show, where it leads, and for people the row itself."""

    title: str
    note: str
    url: str
    person: Person | None = None


@dataclass(frozen=True)
class Found:
    """Hits of one kind."""

    title: str
    icon: str
    hits: tuple[Hit, ...]


def find(owner: User, text: str) -> list[Found]:
    """Return what the words occur in, by kind, a few of each; kinds without a hit are left out."""
    text = text.strip()[:LONGEST]
    if not text:
        return []
    groups = [
        Found(_("People"), "person", tuple(_people(owner, text))),
        Found(_("Organisations"), "organisation", tuple(_organisations(owner, text))),
        Found(_("Labels"), "label", tuple(_labels(owner, text))),
        Found(_("Groups"), "group", tuple(_groups(owner, text))),
        Found(_("Targets"), "target", tuple(_targets(owner, text))),
        Found(_("Introductions"), "introduction", tuple(_introductions(owner, text))),
        Found(_("Opportunities"), "opportunity", tuple(_opportunities(owner, text))),
        Found(_("What was said"), "note", tuple(_notes(owner, text))),
        Found(_("Pages"), "link", tuple(_pages(text))),
    ]
    return [group for group in groups if group.hits]


def _people(owner: User, text: str) -> list[Hit]:
    """Whoever is called so stands before whoever is only found by other words; among equals the warmer."""
    matching = people.find_people(owner, text)
    named = list(matching.filter(sort_name__contains=fold(text).split(" ")[0]).order_by("-warmth", "sort_name")[:EACH])
    others = list(matching.exclude(pk__in=[p.pk for p in named]).order_by("-warmth", "sort_name")[: EACH - len(named)])
    found = named + others
    work = Position.objects.filter(person__in=found, is_current=True).select_related("organisation").order_by("-pk")
    headlines = {position.person_id: _headline(position) for position in work}
    return [Hit(p.name, headlines.get(p.pk, p.headline), reverse("book:person", args=[p.pk]), p) for p in found]


def _headline(position: Position) -> str:
    where = position.organisation.name if position.organisation else ""
    return ", ".join(part for part in (position.title, where) if part)


def _organisations(owner: User, text: str) -> list[Hit]:
    found = Organisation.objects.visible_to(owner)
    for word in fold(text).split():
        found = found.filter(key__contains=word)
    return [Hit(o.name, o.place, reverse("book:organisation", args=[o.pk])) for o in found.order_by("name")[:EACH]]


def _labels(owner: User, text: str) -> list[Hit]:
    found = Label.objects.visible_to(owner).filter(name__icontains=text.lstrip("#"))
    return [Hit(label.name, "", f"{reverse('book:people')}?label={label.pk}") for label in found[:EACH]]


def _groups(owner: User, text: str) -> list[Hit]:
    """Those that the user belongs to, and those that anyone may find."""
    found = Group.objects.visible_to(owner).filter(name__icontains=text)[:EACH]
    return [Hit(each.name, each.purpose, url) for each in found if (url := nav.address("groups:group", each.slug))]


def _targets(owner: User, text: str) -> list[Hit]:
    """By their sentence, or by what they are made of."""
    named = Q(sentence__icontains=text) | Q(aims__text__icontains=text)
    found = Target.objects.visible_to(owner).filter(named).distinct()[:EACH]
    return [Hit(each.sentence, "", url) for each in found if (url := nav.address("targets:target", each.pk))]


def _introductions(owner: User, text: str) -> list[Hit]:
    named = Q(other_name__icontains=text) | Q(other__name__icontains=text) | Q(introducer__name__icontains=text)
    named |= Q(party__name__icontains=text)
    found = Introduction.objects.visible_to(owner).filter(named).select_related("introducer", "party", "other")[:EACH]
    return [
        Hit(_to(each), _through(each), url)
        for each in found
        if (url := nav.address("introductions:introduction", each.pk))
    ]


def _to(introduction: Introduction) -> str:
    return introduction.other.name if introduction.other else introduction.other_name


def _through(introduction: Introduction) -> str:
    if introduction.introducer is not None:
        return _("through %(name)s") % {"name": introduction.introducer.name}
    return _("with %(name)s") % {"name": introduction.party.name} if introduction.party else ""


def _opportunities(owner: User, text: str) -> list[Hit]:
    named = Q(title__icontains=text) | Q(organisation__name__icontains=text)
    found = Opportunity.objects.visible_to(owner).in_book().filter(named).select_related("organisation")[:EACH]
    return [
        Hit(each.title, each.organisation.name if each.organisation else "", url)
        for each in found
        if (url := nav.address("opportunities:opportunity", each.pk))
    ]


def _notes(owner: User, text: str) -> list[Hit]:
    if len(text) < 3:
        return []
    found = []
    for event in interactions.search_notes(owner, text)[:EACH]:
        who = next((part.person for part in event.participations.all()), None)
        if who is not None:
            url = reverse("book:person", args=[who.pk]) + f"#interaction-{event.pk}"
            found.append(
                Hit(
                    _excerpt(event.summary or event.notes, text) or who.name,
                    f"{who.name}, {date_format(event.on, 'j F Y')}",
                    url,
                )
            )
    return found


def _excerpt(said: str, text: str, around: int = 60) -> str:
    start = max(0, said.casefold().find(text.casefold().split()[0]) - around // 2)
    return ("…" if start else "") + " ".join(said[start : start + around * 2].split())


def _pages(text: str) -> list[Hit]:
    pages = [
        (_("Today"), "today:home"),
        (_("Week"), "today:week"),
        (_("People"), "book:people"),
        (_("Add a person"), "book:add"),
        (_("Labels"), "book:labels"),
        (_("Bin"), "book:bin"),
        (_("Promises"), "interactions:promises"),
        (_("Log a touch"), "interactions:capture"),
        (_("Targets"), "targets:list"),
        (_("Reach"), "network:reach"),
        (_("Network map"), "network:map"),
        (_("Levels"), "network:levels"),
        (_("Introductions"), "introductions:list"),
        (_("Opportunities"), "opportunities:list"),
        (_("What worked"), "opportunities:figures"),
        (_("Ask members"), "sharing:home"),
        (_("Inbox"), "inbox:home"),
        (_("Imports"), "imports:list"),
        (_("Export everything"), "archive:export"),
        (_("How often to be in touch"), "book:cadences"),
        (_("Settings"), "accounts:settings"),
    ]
    return [
        Hit(str(name), "", url)
        for name, place in pages
        if fold(text) in fold(str(name)) and (url := nav.address(place))
    ]
