"""What introducers have told the user about being asked."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kith.introductions.models import IntroducerRule
from kith.people.models import Person

NOT_NOW_FOR = timedelta(days=90)


def set_rule(
    introducer: Person,
    *,
    kind: str,
    on: date,
    about: Person | None = None,
    about_name: str = "",
    until: date | None = None,
) -> IntroducerRule:
    """Write down what somebody has said about being asked. Raises ValidationError."""
    if kind not in IntroducerRule.Kind.values:
        raise ValidationError({"kind": _("Choose what they said.")})
    if kind == IntroducerRule.Kind.NOT_FOR and about is None and not about_name.strip():
        raise ValidationError({"about_name": _("About whom?")})
    if about is not None and about.owner_id != introducer.owner_id:
        raise ValidationError({"about": _("This is nobody of your book.")})
    if kind == IntroducerRule.Kind.NOT_NOW and until is None:
        until = on + NOT_NOW_FOR
    is_about = kind == IntroducerRule.Kind.NOT_FOR
    return rule(
        introducer,
        kind=kind,
        on=on,
        about=about if is_about else None,
        about_name=about_name.strip()[:300] if is_about else "",
        until=until if kind == IntroducerRule.Kind.NOT_NOW else None,
    )


def rule(
    introducer: Person, *, kind: str, on: date, about: Person | None, about_name: str, until: date | None
) -> IntroducerRule:
    """Keep a rule, once."""
    kept: IntroducerRule
    kept, _is_new = IntroducerRule.objects.update_or_create(
        owner=introducer.owner,
        introducer=introducer,
        kind=kind,
        about=about,
        about_name=about_name,
        defaults={"until": until, "said_on": on},
    )
    return kept


def remove_rule(kept: IntroducerRule) -> None:
    """They think otherwise now."""
    kept.delete()
