"""What is said of each reason to reach out to somebody, and where its evidence is to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.interactions.models import Kind
from kith.interactions.queries import Owed
from kith.people.models import Occasion, Tier
from kith.people.queries import Upcoming
from kith.ui import nav


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


def promise(
    on: date, person_id: int, promise_id: int, interaction_id: int | None, what: str, due_on: date | None
) -> Why:
    """What the user promised."""
    day = due_on or on
    if day == on:
        said = _("You promised %(what)s for today.") % {"what": what}
    elif day == on + timedelta(days=1):
        said = _("You promised %(what)s for tomorrow.") % {"what": what}
    else:
        said = _("You promised %(what)s for %(day)s.") % {"what": what, "day": _day(day)}
    return Why("promise", person_id, said, f"promise:{promise_id}", _on_timeline(person_id, interaction_id), day, what)


def planned(on: date, person_id: int, next_on: date, last_on: date | None, planned_on: date, note: str) -> Why:
    """What the user planned by hand."""
    if note:
        said = _("You planned to get in touch: %(note)s.") % {"note": note.rstrip(".")}
    else:
        said = _("You planned to get in touch around %(day)s.") % {"day": _day(planned_on)}
    url, gap = _person(person_id, "next-touch"), (on - last_on).days if last_on else None
    return Why("planned", person_id, said, f"plan:{planned_on}", url, next_on, note, gap)


def occasion(on: date, coming: Upcoming) -> Why:
    """A yearly day."""
    said, evidence = _occasion_words(coming, on), f"{coming.kind}:{coming.on.isoformat()}"
    return Why(
        "occasion", coming.person_id, said, evidence, _person(coming.person_id, "occasions"), coming.on, coming.kind
    )


def thanks(on: date, owed: Owed) -> Why:
    """What they did for the user."""
    days = (on - owed.on).days
    if owed.kind == Kind.INTRODUCTION:
        said = _("They introduced you to somebody %(ago)s ago; you have not thanked them yet.")
    else:
        said = _("They helped you %(ago)s ago; you have not thanked them yet.")
    told = said % {"ago": gap_in_words(days)} if days else said.replace("%(ago)s ago", _("today"))
    url = _on_timeline(owed.person_id, owed.interaction_id)
    return Why("thanks", owed.person_id, told, f"thanks:{owed.interaction_id}", url, owed.on, owed.summary, days)


def follow_up(owed: Owed) -> Why:
    """Where they met."""
    where = {"day": date_format(owed.on, "l, j F"), "place": owed.place}
    said = (
        _("You met at %(place)s on %(day)s and have not followed up yet.")
        if owed.place
        else _("You met on %(day)s and have not followed up yet.")
    )
    evidence, url = f"met:{owed.interaction_id}", _on_timeline(owed.person_id, owed.interaction_id)
    return Why("follow_up", owed.person_id, said % where, evidence, url, owed.on + timedelta(days=2), owed.place)


def new_position(person_id: int, position_id: int, title: str, organisation: str | None, noticed_on: date) -> Why:
    """The new work."""
    where = organisation or ""
    if title and where:
        said = _("New position: %(title)s at %(where)s.") % {"title": title, "where": where}
    else:
        said = _("New position: %(what)s.") % {"what": title or where}
    url = _person(person_id, "positions")
    return Why("new_position", person_id, said, f"position:{position_id}", url, noticed_on, where or title)


def fading(on: date, person_id: int, depth: int, last_on: date | None) -> Why:
    """How long they have not been in touch."""
    days = (on - last_on).days if last_on else 0
    said = (
        _("You were close, and have not been in touch for %(gap)s.")
        if depth >= 50
        else _("You knew each other well, and have not been in touch for %(gap)s.")
    )
    told = said % {"gap": gap_in_words(days)}
    return Why("fading", person_id, told, f"fading:{last_on}", _person(person_id, "tie"), on, gap_days=days)


def due(
    on: date, person_id: int, tier: int | None, last_on: date | None, next_on: date, every: int | None, rule: str
) -> Why:
    """The last touch, and the rhythm."""
    gap = (on - last_on).days if last_on else None
    told = {"gap": gap_in_words(gap or 0), "days": every or 0}
    if gap is None:
        said = _("You wanted to be in touch every %(days)d days.")
    elif rule.startswith("layer") and tier == Tier.CLOSE:
        said = _("Last touch %(gap)s ago; with the people closest to you, you keep to about %(days)d days.")
    elif rule.startswith("layer") and tier == Tier.WARM:
        said = _("Last touch %(gap)s ago; with people you know well you keep to about %(days)d days.")
    else:
        said = _("Last touch %(gap)s ago; you keep to about %(days)d days.")
    url = _person(person_id, "next-touch")
    return Why("due", person_id, said % told, f"due:{next_on}", url, next_on, gap_days=gap)


def never_written(on: date, person_id: int, interaction_id: int, connected_on: date) -> Why:
    """Since when they are connected."""
    told = {"day": date_format(connected_on, "j F Y")}
    said = _("You connected on %(day)s and have not written to each other yet.") % told
    evidence, url = f"connected:{interaction_id}", _on_timeline(person_id, interaction_id)
    return Why("never_written", person_id, said, evidence, url, on, gap_days=(on - connected_on).days)


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


def _occasion_words(coming: Upcoming, on: date) -> str:
    what = coming.label or str(Occasion.Kind(coming.kind).label)
    told = {"what": what, "when": _when(coming, on), "years": coming.years, "where": coming.organisation}
    if coming.kind == Occasion.Kind.BIRTHDAY and coming.years:
        return _("Birthday %(when)s: turns %(years)d.") % told
    if coming.organisation and coming.years:
        return (
            ngettext("One year at %(where)s %(when)s.", "%(years)d years at %(where)s %(when)s.", coming.years) % told
        )
    return _("%(what)s %(when)s.") % told


def _when(coming: Upcoming, on: date) -> str:
    if not coming.is_exact:
        return _("this month")
    if coming.on == on:
        return _("today")
    if coming.on == on + timedelta(days=1):
        return _("tomorrow")
    return _("on %(day)s") % {"day": date_format(coming.on, "l, j F")}


def _day(value: date) -> str:
    return str(date_format(value, "j F"))


def _person(person_id: int, part: str) -> str:
    return f"{nav.address('book:person', person_id)}#{part}"


def _on_timeline(person_id: int, interaction_id: int | None) -> str:
    return _person(person_id, f"interaction-{interaction_id}" if interaction_id else "promises")
