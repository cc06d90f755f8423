"""What stands in the books of members as recommended, and is shown to the user, for the list of all that is recommended."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.exchange import queries
from kith.exchange.models import Recommendation
from kith.groups import recommended
from kith.groups.recommended import Recommended, Wanted
from kith.ui.nav import address

# Django puts a dictionary of choices together for each value that it words.
_KINDS, _USED, _AGAIN = (dict(of.choices) for of in (Recommendation.Kind, Recommendation.Used, Recommendation.Again))


def register() -> None:
    """Tell the list."""
    recommended.register(recommended.Source(tuple(Recommendation.Kind.choices), _ask))


def _ask(user: User, wanted: Wanted, most: int) -> list[Recommended]:
    return [_shown(one, user) for one in queries.recommendations(user, wanted.text, wanted.kind)[:most]]


def _shown(one: Recommendation, user: User) -> Recommended:
    return Recommended(
        at=one.created_at,
        url=address("exchange:recommendation", one.uid),
        title=one.name,
        by=_("you") if one.owner_id == user.pk else one.owner.name or _("A member"),
        what_for=one.what_for,
        notes=(str(_KINDS[one.kind]), *([one.where] if one.where else [])),
        group=one.group.name if one.group else "",
        verdict=(str(_USED[one.used]), f"{_('again:')} {_AGAIN[one.again]}"),
    )
