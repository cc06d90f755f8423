"""Names that a field offers for whoever made two people known to each other."""

from __future__ import annotations

from kith.accounts.models import User
from kith.people import queries
from kith.people.folding import fold
from kith.people.models import Position

OFFERED = 12


def offered(owner: User, text: str) -> list[str]:
    """People in whom every word of the text occurs; where several have one name, with their organisation. Two queries."""
    if not fold(text):
        return []
    people = list(queries.find_people(owner, text[:200].replace("\0", " ")).values_list("pk", "name")[:OFFERED])
    current = Position.objects.filter(owner=owner, person__in=[pk for pk, _name in people], is_current=True)
    places = dict(
        current.exclude(organisation=None).order_by("started", "-pk").values_list("person_id", "organisation__name")
    )
    names = [name for _pk, name in people]
    return [f"{name} ({places[pk]})" if names.count(name) > 1 and pk in places else name for pk, name in people]
