"""Help with an ask: offered, noted, taken or not needed, and thanked for."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.exchange.actions.wishes import close
from kith.exchange.models import Ask, Help, Wish
from kith.interactions import actions as interactions
from kith.interactions.models import Kind
from kith.people.models import ContactPoint, Person
from kith.sharing.queries import known_member


@transaction.atomic
def offer_help(ask: Ask, helper: User, *, words: str, at: datetime) -> Help:
    """Tell whoever asked that one can help. Raises Refused, ValidationError where there are no words."""
    if not ask.is_open(helper.today(at)) or not Ask.objects.shown_to(helper).filter(pk=ask.pk).exists():
        raise Refused(_("This is not asked for any more."))
    Ask.objects.select_for_update().filter(pk=ask.pk).first()  # a button pressed twice offers once
    if ask.helps.filter(helper=helper).exists():
        raise Refused(_("You have offered your help with this."))
    if not words.strip():
        raise ValidationError({"words": _("A few words, so that they can answer you.")})
    return Help.objects.create(owner=ask.owner, ask=ask, helper=helper, words=words.strip()[:2000], state_at=at)


@transaction.atomic
def note_help(ask: Ask, helper: Person, *, introducer: Person | None = None, words: str = "", at: datetime) -> Help:
    """Note that somebody in the asker's book helped; the ask is fulfilled. Raises ValidationError."""
    own = Person.objects.visible_to(ask.owner).filter(pk__in=[one.pk for one in (helper, introducer) if one])
    if len(own) != len({helper, introducer} - {None}):
        raise ValidationError({"person": _("This is not in your book.")})
    helped = _noted(ask, helper, at)
    helped.words = words[:2000] or helped.words
    _credit(helped, introducer)
    helped.save()
    close(ask, at=at, state=Wish.State.FULFILLED)
    return helped


@transaction.atomic
def fulfil(ask: Ask, *, at: datetime) -> None:
    """Say that an ask is fulfilled, and name nobody; a helper can be noted later. Raises Refused where it is over."""
    held = Ask.objects.select_for_update().get(pk=ask.pk)
    if held.state != Wish.State.OPEN:
        raise Refused(_("This ask is over already."))
    close(ask, at=at, state=Wish.State.FULFILLED)


@transaction.atomic
def accept(helped: Help, *, at: datetime, introducer: Person | None = None) -> None:
    """Say that it helped; the ask is fulfilled. Raises Refused where it was answered already."""
    _answer(helped, Help.State.HELPED, at)
    _credit(helped, introducer)
    helped.save()
    close(helped.ask, at=at, state=Wish.State.FULFILLED)


@transaction.atomic
def decline(helped: Help, *, at: datetime) -> None:
    """Say that it is not needed, at no cost to anyone. Raises Refused where it was answered already."""
    _answer(helped, Help.State.DECLINED, at)
    helped.save()


@transaction.atomic
def thank(helped: Help, *, words: str, at: datetime) -> None:
    """Thank for it; help received is logged with the helper, where they are in the asker's book. Raises Refused."""
    if not _is_still(helped, Help.State.HELPED):
        raise Refused(_("There is nothing to thank for yet, or you did."))
    helped.state, helped.state_at, helped.thanks = Help.State.THANKED, at, words.strip()[:2000]
    helped.save()
    _log(helped, at)


def _noted(ask: Ask, helper: Person, at: datetime) -> Help:
    """The help of somebody in the book: for a member who may see the ask it counts, also where they had offered it here."""
    member = _member(helper)
    if member is not None and not Ask.objects.shown_to(member).filter(pk=ask.pk).exists():
        member = None  # nobody learns of an ask that its owner keeps
    offered = ask.helps.filter(helper=member).first() if member else None
    noted: Help = offered or Help(owner=ask.owner, ask=ask, helper=member)
    noted.helper_person, noted.state, noted.state_at = helper, Help.State.HELPED, at
    return noted


def _answer(helped: Help, state: str, at: datetime) -> None:
    if not _is_still(helped, Help.State.OFFERED):
        raise Refused(_("You have answered this."))
    helped.state, helped.state_at = state, at


def _is_still(helped: Help, state: str) -> bool:
    """Whether it stands so, held against a button that is pressed twice, or answers from two windows."""
    return Help.objects.select_for_update().filter(pk=helped.pk, state=state).exists()


def _credit(helped: Help, introducer: Person | None) -> None:
    """Count it for whoever brought the two together: as a person of the book, and as a member if they are one."""
    helped.introducer_person = introducer
    helped.introducer = _member(introducer) if introducer else None


def _member(person: Person) -> User | None:
    keys = ContactPoint.objects.filter(person=person, key__startswith="email:").values_list("key", flat=True)
    addresses = [key.removeprefix("email:") for key in keys]
    proved = EmailAddress.objects.filter(email__in=addresses, verified=True, user__is_active=True).select_related(
        "user"
    )
    found = proved.first()
    return found.user if found else None


def _log(helped: Help, at: datetime) -> None:
    person = helped.helper_person or (known_member(helped.owner, helped.helper) if helped.helper else None)
    if person is not None and helped.ask.person is None:
        interactions.log(
            helped.owner,
            people=[person],
            kind=Kind.HELP_RECEIVED,
            on=helped.owner.today(at),
            summary=helped.ask.text,
            notes=helped.thanks,
            now=at,
        )
