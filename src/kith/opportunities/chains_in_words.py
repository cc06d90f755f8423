"""The links of a chain as they are shown: a drawing, words, and the page on which the whole of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.interactions.models import Interaction, Participation
from kith.interactions.templatetags.interactions import ICONS
from kith.introductions.models import Introduction
from kith.opportunities.models import Link
from kith.opportunities.proposals import Proposal, day_of
from kith.people.models import Person
from kith.prepared import prepared
from kith.ui import nav

NAMES = 3  # of those who took part, the first


@dataclass(frozen=True, slots=True)
class Shown:
    """One link. `key` names it in forms; `note` is what was said there."""

    key: str
    icon: str
    words: str
    note: str
    url: str
    on: date | None


def shown(links: Sequence[Link] | Sequence[Proposal]) -> list[Shown]:
    """Return the links in words; who took part in what happened is asked for once for all of them."""
    people = people_of(link.interaction.pk for link in links if link.interaction is not None)
    return [_shown(link, people) for link in links]


def people_of(interactions: Iterable[int]) -> dict[int, list[Person]]:
    """Who took part in each interaction, of those who are not in the bin. One query."""
    found: dict[int, list[Person]] = {pk: [] for pk in interactions}
    for part in _parts(list(found)):
        found[part.interaction_id].append(part.person)
    return found


@prepared
def _parts(interactions: list[int]) -> QuerySet[Participation]:
    parts = Participation.objects.filter(interaction__in=interactions, person__binned_at=None)
    return parts.select_related("person").only("interaction_id", "person__name").order_by("pk")


def happened(interaction: Interaction, people: Sequence[Person]) -> str:
    """Say what happened, and with whom."""
    kind, more = str(interaction.get_kind_display()), len(people) - NAMES
    named = [person.name for person in people[:NAMES]]
    if more > 0:
        named.append(ngettext("one more", "%(n)s more", more) % {"n": more})
    names = get_text_list(named, _("and"))
    return _("%(kind)s with %(names)s") % {"kind": kind, "names": names} if people else kind


def introduced(introduction: Introduction) -> str:
    """Say who introduced the user to whom."""
    other = introduction.other.name if introduction.other else introduction.other_name or _("somebody")
    if introduction.introducer is None:
        return _("Introduced to %(other)s") % {"other": other}
    return _("%(name)s introduced you to %(other)s") % {"name": introduction.introducer.name, "other": other}


def _shown(link: Link | Proposal, people: dict[int, list[Person]]) -> Shown:
    key = link.key if isinstance(link, Proposal) else str(link.pk)
    if link.interaction is not None:
        there = people[link.interaction.pk]
        words, note = happened(link.interaction, there), link.text or link.interaction.summary
        icon = ICONS.get(link.interaction.kind, "note")
        return Shown(key, icon, words, note, _timeline(link.interaction, there), link.interaction.on)
    if link.introduction is not None:
        url = nav.address("introductions:introduction", link.introduction.pk)
        words = introduced(link.introduction)
        return Shown(key, "introduction", words, link.text, url, link.on or day_of(link.introduction))
    if link.person is not None:
        words = _("Through %(name)s") % {"name": link.person.name}
        return Shown(key, "person", words, link.text, nav.address("book:person", link.person.pk), link.on)
    return Shown(key, "note", link.text or _("Something that is gone"), "", "", link.on)


def _timeline(interaction: Interaction, people: Sequence[Person]) -> str:
    """The page of the timeline that begins with it."""
    page = nav.address("book:person", people[0].pk) if people else ""
    if not page:
        return nav.address("interactions:edit", interaction.pk)
    return f"{page}?before={interaction.on:%Y-%m-%d}.{interaction.pk + 1}#interaction-{interaction.pk}"
