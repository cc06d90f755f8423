"""Making two people of one again, who were merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kith.duplicates import doubles, fields, moving, queries, since
from kith.duplicates.actions.merging import announce, both_held
from kith.duplicates.models import Merge
from kith.duplicates.since import Added, Side
from kith.errors import Refused
from kith.people import actions as people_actions
from kith.people import signals
from kith.people.models import Person


@transaction.atomic
def split(merge: Merge, *, at: datetime, answers: Mapping[str, Side] | None = None) -> tuple[Person, Person]:
    """Take a merge apart, and return both as they are then. The merge is gone afterwards.

    Rows go back, and fields where nothing has changed them since. What was added since goes where a rule knows that it
    belongs (duplicates.since), or where the answer to its key says; the rest stays with the kept person, and so do changed
    fields. Raises Refused where that cannot be done now; merges on top of one another are split from the last.
    """
    found = (
        Merge.objects.select_for_update(of=("self",)).select_related("kept", "absorbed", "owner").filter(pk=merge.pk)
    )
    present = found.first()
    if present is None:
        raise Refused(_("These two have been taken apart already."))
    _check_last(present)
    present.kept, present.absorbed = kept, absorbed = both_held(present.kept, present.absorbed)
    told, news = dict(answers or {}), since.added(present)
    mine, theirs = fields.parted(present, told)
    moving.move_back(_moves(present), kept, absorbed)
    _hand_over(news, told, absorbed)
    _write(kept, mine)
    _write(absorbed, {**theirs, "merged_into": None, **({"edited_at": at} if theirs else {})})
    number, present.pk = present.pk, None
    Merge.objects.filter(pk=number).delete()
    people_actions.refresh_search_text(kept.owner, [kept.pk, absorbed.pk])
    announce(signals.people_split, present, [kept, absorbed], at)
    return kept, absorbed


@transaction.atomic
def split_merges(merges: Iterable[Merge], *, at: datetime) -> int:
    """Take merges apart, the last first; return how many. Raises Refused."""
    return len([split(merge, at=at) for merge in sorted(merges, key=lambda merge: -merge.pk)])


def _check_last(merge: Merge) -> None:
    later = queries.merge_on_top(merge)
    if later is not None:
        names = {"absorbed": later.absorbed.name, "kept": later.kept.name}
        raise Refused(
            _("%(absorbed)s was merged into %(kept)s after that. Please take that merge apart first.") % names
        )


def _moves(merge: Merge) -> moving.Moves:
    return moving.Moves(merge.moved, merge.stayed, merge.before["rows"], merge.after["rows"], merge.before["removed"])


def _hand_over(news: list[Added], answers: Mapping[str, Side], absorbed: Person) -> None:
    """Give the absorbed person what was added and is theirs, except what they would have twice then."""
    sides = since.sides(news, answers)
    for each in news:
        if sides[each.key] == "absorbed" and not _has_already(absorbed, each):
            setattr(each.row, each.link.name, absorbed)
            each.row.save(update_fields=[each.link.name])


def _has_already(person: Person, added: Added) -> bool:
    if added.link.model is Person:
        return bool(added.row.pk == person.pk)
    own = moving.rows_of(added.link, person)
    return any(doubles.are_doubles(row, added.row, added.link) for row in own)


def _write(person: Person, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(person, name, value)
    person.save(update_fields=list(values))
    Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
