"""Drafts: whom to ask for an introduction to whom, or which two to introduce, and the text to forward."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.introductions import queries, texts
from kith.introductions.models import Introduction, Step
from kith.introductions.moves import Actor, Kind, State
from kith.people.models import Person
from kith.targets.models import Target

_LONGEST = 10_000
_EDITED = ("purpose", "common_ground", "blurb")


@transaction.atomic
def draft(
    owner: User,
    *,
    introducer: Person,
    other: Person | None = None,
    other_name: str = "",
    target: Target | None = None,
    purpose: str = "",
    blurb: str = "",
    at: datetime,
) -> Introduction:
    """Begin to ask for an introduction; without a blurb one is written from what is known. Raises ValidationError."""
    other_name = " ".join((other.name if other else other_name).split())
    _check_people(owner, [introducer, other])
    if not other_name:
        raise ValidationError({"other_name": _("Whom do you want to meet?")})
    if other == introducer:
        raise ValidationError({"other": _("They cannot introduce you to themselves.")})
    if target is not None and target.owner_id != owner.pk:
        raise ValidationError({"target": _("This is none of your targets.")})
    shared = queries.shared_with(other)
    text = blurb or texts.blurb(
        writer=str(owner),
        to=texts.short(other, other_name),
        pitch=queries.pitch_of(target),
        purpose=purpose,
        shared=shared,
    )
    return _begun(
        Introduction(
            owner=owner,
            kind=Kind.ASKED,
            introducer=introducer,
            other=other,
            other_name=other_name,
            target=target,
            tier=introducer.tier,
            purpose=purpose,
            common_ground=shared,
            blurb=text,
        ),
        at,
    )


@transaction.atomic
def make(
    owner: User, *, party: Person, other: Person, purpose: str = "", blurb: str = "", at: datetime
) -> Introduction:
    """Begin to introduce two people to each other. Raises ValidationError."""
    _check_people(owner, [party, other])
    if party == other:
        raise ValidationError({"other": _("These are the same person.")})
    names = {"one": texts.short(party), "other": texts.short(other)}
    text = blurb or texts.words_for_two(**names, purpose=purpose)
    begun = Introduction(
        owner=owner, kind=Kind.MADE, party=party, other=other, other_name=other.name, purpose=purpose, blurb=text
    )
    return _begun(begun, at)


@transaction.atomic
def edit(introduction: Introduction, *, purpose: str, common_ground: str, blurb: str) -> Introduction:
    """Change the words of a draft. Raises Refused once somebody was asked, as they have read them."""
    kept: Introduction = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if kept.state != State.DRAFTED:
        raise Refused(_("Somebody has been asked with these words, so they stay as they are."))
    kept.purpose, kept.common_ground, kept.blurb = purpose, common_ground, blurb
    _check_texts(kept)
    kept.save(update_fields=_EDITED)
    return kept


def _begun(introduction: Introduction, at: datetime) -> Introduction:
    _check_texts(introduction)
    introduction.created_at = introduction.state_at = at
    introduction.save(force_insert=True)
    Step.objects.create(
        owner=introduction.owner, introduction=introduction, actor=Actor.ME, move="draft", state=State.DRAFTED, at=at
    )
    return introduction


def _check_people(owner: User, people: list[Person | None]) -> None:
    for person in people:
        if person is not None and (person.owner_id != owner.pk or person.binned_at or person.merged_into_id):
            raise ValidationError(_("This is nobody of your book."))


def _check_texts(introduction: Introduction) -> None:
    if max(len(introduction.purpose), len(introduction.blurb), len(introduction.common_ground)) > _LONGEST:
        raise ValidationError(_("This is too long for anybody to read: at most 10,000 characters."))
