"""The reasons to reach out to somebody today: each is one question to the book, answered in words with its evidence.

A reason is found here with at most `want` people, the most pressing first; kith.today.queries puts the list of the day together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.accounts.models import User
from kith.cadences import queries as cadences
from kith.interactions import queries as interactions
from kith.interactions.models import Interaction, Kind, Promise
from kith.people import queries as people
from kith.people.models import Occasion, Person, PersonQuerySet, Phase, Position, Tier

OCCASION_DAYS = 7  # how long before a birthday it stands on Today
NEW_POSITION_DAYS = 60
PROMISE_DAYS_AHEAD = 1
_STANDING = ("tier", "depth", "last_touch_on", "next_touch_on", "cadence_days", "cadence_rule")
IN_BOOK = Q(person__binned_at=None, person__merged_into=None, person__is_self=False)


@dataclass(frozen=True)
class Why:
    """One reason to reach out to one person. `evidence` is stable: an answer to it silences this very reason."""

    code: str
    person_id: int
    words: str
    evidence: str
    url: str
    due: date
    topic: str = ""  # what an opener may refer to: what was promised, where they met, the new organisation
    gap_days: int | None = None


# For somebody whom the user reaches out to without any reason of Kith's.
NO_REASON = Why("due", 0, "", "", "", date.min)


def promises_due(owner: User, on: date, want: int, until: date | None = None) -> list[Why]:
    """What the user promised and has not done, due by tomorrow."""
    found = (
        Promise.objects.visible_to(owner)
        .open()
        .filter(IN_BOOK, by=Promise.By.ME, due_on__lte=until or on + timedelta(days=PROMISE_DAYS_AHEAD))
        .order_by("due_on", "id")[:want]
    )
    return [
        Why(
            "promise",
            p.person_id,
            _promise_words(p, on),
            f"promise:{p.pk}",
            _on_timeline(p.person_id, p.interaction_id),
            p.due_on or on,
            p.what,
        )
        for p in found
    ]


def planned(owner: User, on: date, want: int, until: date | None = None) -> list[Why]:
    """Next touches that the user planned by hand and whose day has come."""
    due_now = _in_book(owner).filter(next_touch_on__lte=until or on, cadence_rule=cadences.PLAN)
    found = due_now.select_related("cadence").order_by("next_touch_on", "id")
    return [
        _planned(person, on) for person in found.only(*_STANDING, "cadence__planned_on", "cadence__plan_note")[:want]
    ]


def occasions(owner: User, on: date, want: int) -> list[Why]:
    """Birthdays and other yearly days of the coming week."""
    return occasions_from(owner, on, OCCASION_DAYS, on)[:want]


def occasions_from(owner: User, first: date, days: int, on: date) -> list[Why]:
    """Those of the days after `first`, in the words of the day `on`."""
    return [_occasion(day, on) for day in people.upcoming_occasions(owner, first, days)]


def thanks_owed(owner: User, on: date, want: int) -> list[Why]:
    """Help or an introduction received, and no thank-you since."""
    return [_thanks(owed, on) for owed in interactions.unthanked(owner, on)[:want]]


def never_followed_up(owner: User, on: date, want: int) -> list[Why]:
    """Met in the last two weeks, and nothing since; people met for the first time come first."""
    met = [owed for owed in interactions.unfollowed(owner, on) if owed.person.cadence_rule != cadences.PLAN]
    fresh_first = sorted(met, key=lambda owed: (owed.person.touches, owed.interaction.on))
    return [_follow_up(owed) for owed in fresh_first[:want]]


def new_positions(owner: User, on: date, want: int) -> list[Why]:
    """A change of work that an import noticed, and no touch since."""
    found = (
        Position.objects.visible_to(owner)
        .filter(IN_BOOK, noticed_on__gte=on - timedelta(days=NEW_POSITION_DAYS), noticed_on__lte=on, is_current=True)
        .filter(Q(person__last_touch_on=None) | Q(person__last_touch_on__lt=F("noticed_on")))
        .select_related("organisation")
        .order_by("-person__warmth", "id")
        .only("person_id", "title", "noticed_on", "organisation__name")[:want]
    )
    return [_new_position(position, on) for position in found]


def fading(owner: User, on: date, want: int) -> list[Why]:
    """Deep ties gone cold, the deepest first."""
    found = _in_book(owner).filter(phase__in=[Phase.FADING, Phase.DORMANT]).order_by("-depth", "id")[:want]
    return [_fading(person, on) for person in found.only(*_STANDING)]


def due(owner: User, on: date, want: int, until: date | None = None) -> list[Why]:
    """Due by cadence, the warmest first."""
    waiting = _in_book(owner).filter(next_touch_on__lte=until or on).exclude(cadence_rule=cadences.PLAN)
    return [_due(person, on) for person in waiting.order_by("-warmth", "id").only(*_STANDING)[:want]]


def never_written(owner: User, on: date, want: int) -> list[Why]:
    """Connected, and never a word since; the latest connection first."""
    connected = Interaction.objects.visible_to(owner).in_book().filter(kind=Kind.CONNECTED, on__lte=on)
    silent = connected.filter(
        participations__person__binned_at=None,
        participations__person__merged_into=None,
        participations__person__is_self=False,
        participations__person__last_touch_on=None,
        participations__isnull=False,
    )
    found = silent.order_by("-on", "-pk").values_list("participations__person", "pk", "on")[:want]
    return [_never_written(person_id, interaction_id, day, on) for person_id, interaction_id, day in found]


# In the order in which Today asks them; docs/decisions/0004 says why.
REASONS: dict[str, Callable[[User, date, int], list[Why]]] = {
    "promise": promises_due,
    "planned": planned,
    "occasion": occasions,
    "thanks": thanks_owed,
    "follow_up": never_followed_up,
    "new_position": new_positions,
    "fading": fading,
    "due": due,
    "never_written": never_written,
}


def gap_in_words(days: int) -> str:
    """Return how long ago that is, as people say it: "3 weeks"."""
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days < 60:
        return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}
    if days < 730:
        months = round(days / 30.44)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = int(days / 365.25)
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def _in_book(owner: User) -> PersonQuerySet:
    return Person.objects.visible_to(owner).in_book()


def _day(value: date | None) -> str:
    return str(date_format(value, "j F"))


def _person(person_id: int, part: str) -> str:
    return reverse("book:person", args=[person_id]) + f"#{part}"


def _on_timeline(person_id: int, interaction_id: int | None) -> str:
    return _person(person_id, f"interaction-{interaction_id}" if interaction_id else "promises")


def _promise_words(promise: Promise, on: date) -> str:
    what, due_on = promise.what, promise.due_on or on
    if due_on < on or due_on > on + timedelta(days=1):
        return _("You promised %(what)s for %(day)s.") % {"what": what, "day": _day(due_on)}
    if due_on == on:
        return _("You promised %(what)s for today.") % {"what": what}
    return _("You promised %(what)s for tomorrow.") % {"what": what}


def _planned(person: Person, on: date) -> Why:
    cadence = person.cadence
    gap = (on - person.last_touch_on).days if person.last_touch_on else None
    if cadence.plan_note:
        said = _("You planned to get in touch: %(note)s.") % {"note": cadence.plan_note.rstrip(".")}
    else:
        said = _("You planned to get in touch around %(day)s.") % {"day": _day(cadence.planned_on)}
    evidence = f"plan:{cadence.planned_on}"
    return Why(
        "planned",
        person.pk,
        said,
        evidence,
        _person(person.pk, "next-touch"),
        person.next_touch_on or on,
        cadence.plan_note,
        gap,
    )


def _occasion(coming: people.Upcoming, on: date) -> Why:
    evidence = f"{coming.kind}:{coming.on.isoformat()}"
    return Why(
        "occasion",
        coming.person.pk,
        _occasion_words(coming, on),
        evidence,
        _person(coming.person.pk, "occasions"),
        coming.on,
        coming.kind,
    )


def _occasion_words(coming: people.Upcoming, on: date) -> str:
    what = coming.label or str(Occasion.Kind(coming.kind).label)
    words = {"what": what, "when": _when(coming, on), "years": coming.years, "where": coming.organisation}
    if coming.kind == Occasion.Kind.BIRTHDAY and coming.years:
        return _("Birthday %(when)s: turns %(years)d.") % words
    if coming.organisation and coming.years:
        return (
            ngettext("One year at %(where)s %(when)s.", "%(years)d years at %(where)s %(when)s.", coming.years) % words
        )
    return _("%(what)s %(when)s.") % words


def _when(coming: people.Upcoming, on: date) -> str:
    if not coming.is_exact:
        return _("this month")
    if coming.on == on:
        return _("today")
    if coming.on == on + timedelta(days=1):
        return _("tomorrow")
    return _("on %(day)s") % {"day": date_format(coming.on, "l, j F")}


def _thanks(owed: interactions.Owed, on: date) -> Why:
    event, days = owed.interaction, (on - owed.interaction.on).days
    if event.kind == Kind.INTRODUCTION:
        said = _("They introduced you to somebody %(ago)s ago; you have not thanked them yet.")
    else:
        said = _("They helped you %(ago)s ago; you have not thanked them yet.")
    told = said % {"ago": gap_in_words(days)} if days else said.replace("%(ago)s ago", _("today"))
    return Why(
        "thanks",
        owed.person.pk,
        told,
        f"thanks:{event.pk}",
        _on_timeline(owed.person.pk, event.pk),
        event.on,
        event.summary,
        days,
    )


def _follow_up(owed: interactions.Owed) -> Why:
    event = owed.interaction
    where = {"day": date_format(event.on, "l, j F"), "place": event.place}
    said = (
        _("You met at %(place)s on %(day)s and have not followed up yet.")
        if event.place
        else _("You met on %(day)s and have not followed up yet.")
    )
    due_on = event.on + timedelta(days=2)
    return Why(
        "follow_up",
        owed.person.pk,
        said % where,
        f"met:{event.pk}",
        _on_timeline(owed.person.pk, event.pk),
        due_on,
        event.place,
    )


def _never_written(person_id: int, interaction_id: int, connected_on: date, on: date) -> Why:
    words = {"day": date_format(connected_on, "j F Y")}
    said = _("You connected on %(day)s and have not written to each other yet.") % words
    evidence, url = f"connected:{interaction_id}", _on_timeline(person_id, interaction_id)
    return Why("never_written", person_id, said, evidence, url, on, gap_days=(on - connected_on).days)


def _new_position(position: Position, on: date) -> Why:
    where = position.organisation.name if position.organisation else ""
    title = position.title
    if title and where:
        said = _("New position: %(title)s at %(where)s.") % {"title": title, "where": where}
    else:
        said = _("New position: %(what)s.") % {"what": title or where}
    return Why(
        "new_position",
        position.person_id,
        said,
        f"position:{position.pk}",
        _person(position.person_id, "positions"),
        position.noticed_on or on,
        where or title,
    )


def _fading(person: Person, on: date) -> Why:
    days = (on - person.last_touch_on).days if person.last_touch_on else 0
    said = (
        _("You were close, and have not been in touch for %(gap)s.")
        if person.depth >= 50
        else _("You knew each other well, and have not been in touch for %(gap)s.")
    )
    return Why(
        "fading",
        person.pk,
        said % {"gap": gap_in_words(days)},
        f"fading:{person.last_touch_on}",
        _person(person.pk, "tie"),
        on,
        gap_days=days,
    )


def _due(person: Person, on: date) -> Why:
    days = (on - person.last_touch_on).days if person.last_touch_on else None
    told = {
        "gap": gap_in_words(days or 0),
        "days": person.cadence_days or 0,
        "tier": Tier(person.tier or 0).label.lower(),
    }
    if days is None:
        said = _("You wanted to be in touch every %(days)d days.")
    elif person.cadence_rule.startswith("layer") and person.tier:
        said = _("Last touch %(gap)s ago; with somebody %(tier)s you keep to about %(days)d days.")
    else:
        said = _("Last touch %(gap)s ago; you keep to about %(days)d days.")
    return Why(
        "due",
        person.pk,
        said % told,
        f"due:{person.next_touch_on}",
        _person(person.pk, "next-touch"),
        person.next_touch_on or on,
        gap_days=days,
    )
