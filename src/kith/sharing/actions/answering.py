"""What an introducer answers. Only an offer reaches the asker; everything else is to them as if nobody had been asked."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.people.models import Person
from kith.sharing import letters, queries
from kith.sharing.actions import following
from kith.sharing.actions.cutting import cut, cut_people
from kith.sharing.models import Consent, Refusal, Request, Willingness

Answer, By, What = Request.Answer, Consent.By, Consent.What
OVER = _("This request has ended. Nothing more is needed.")


@transaction.atomic
def answer(
    request: Request,
    said: str,
    *,
    at: datetime,
    person: Person | None = None,
    descriptor: str = "",
    may_name: bool = False,
) -> None:
    """Answer a request. `person` is another one of the book whom it fits; `may_name`: the introducer speaks for them.

    Raises Refused once it is over, or answered by an offer; ValidationError where an offer says nothing of whom it is about.
    """
    request = _claimed(request)
    if request.closed_at is not None or request.offered_at is not None or not _is_in_time(request, said, at):
        raise Refused(str(OVER))
    if person is not None and person.pk != request.person_id:
        _choose(request, person)
    request.answer, request.answered_at = Answer(said), at
    request.save(update_fields=["answer", "answered_at", "person"])
    if said == Answer.INTRODUCE:
        _offer(request, descriptor, may_name, at)
    elif said == Answer.NEVER:
        _never(request, at)
    elif said == Answer.MUTED:
        _mute(request, at)


@transaction.atomic
def target_said(request: Request, agreed: bool, *, at: datetime, contact: str = "") -> None:
    """Note what the target answered to the introducer. With a yes, `contact` is passed on to the asker. Raises Refused."""
    request = _claimed(request)
    if not request.waits_for_target:
        raise Refused(str(OVER))
    if not agreed:
        Request.objects.filter(pk=request.pk).update(closed_at=at)
        return
    request.target_agreed_at, request.contact = at, " ".join(contact.split())[:300]
    request.save(update_fields=["target_agreed_at", "contact"])
    if request.offered_at is None:
        _make_offer(request, at)
    _consent(request, By.TARGET, What.AGREED, at)
    if request.contact:
        _consent(request, By.INTRODUCER, What.PASSED_ON, at)
    following.target_agreed(request, at)


def _claimed(request: Request) -> Request:
    """The request as it stands; of two answers at once the second one waits here."""
    locked = Request.objects.select_for_update(of=("self",)).select_related("ask__owner", "introducer", "person")
    return locked.get(pk=request.pk)


def _is_in_time(request: Request, said: str, at: datetime) -> bool:
    return request.ask.is_open(at) or (request.waits_for_target and said == Answer.NOT_NOW)


def _choose(request: Request, person: Person) -> None:
    if not queries.others_who_fit(request).filter(pk=person.pk).exists():
        raise Refused(_("This does not fit what is asked, or you keep them private."))
    request.person = person


def _offer(request: Request, descriptor: str, may_name: bool, at: datetime) -> None:
    request.may_name = may_name or bool(request.ask.name)
    request.descriptor = " ".join(descriptor.split())
    if not request.may_name and not request.descriptor:
        raise ValidationError({"descriptor": _("Please say in a few words who it is, without the name.")})
    if len(request.descriptor) > 300:
        raise ValidationError({"descriptor": _("Please keep to 300 characters.")})
    request.save(update_fields=["may_name", "descriptor"])
    _make_offer(request, at)
    if may_name and not request.ask.name:
        _consent(request, By.INTRODUCER, What.SPOKE_FOR_THEM, at)


def _make_offer(request: Request, at: datetime) -> None:
    request.offered_at = at
    request.save(update_fields=["offered_at"])
    _consent(request, By.INTRODUCER, What.OFFERED, at)
    letters.tell_asker(request, at)


def _never(request: Request, at: datetime) -> None:
    """Keep the person private from now on, also where many are allowed at once."""
    Willingness.objects.filter(person=request.person_id).delete()
    Refusal.objects.create(owner=request.introducer, person=request.person, said_at=at)
    cut_people([request.person_id], at)


def _mute(request: Request, at: datetime) -> None:
    Refusal.objects.get_or_create(owner=request.introducer, member=request.ask.owner, defaults={"said_at": at})
    cut(Request.objects.filter(introducer=request.introducer, ask__owner=request.ask.owner), at)


def _consent(request: Request, by: str, what: str, at: datetime) -> None:
    Consent.objects.create(request=request, by=by, what=what, at=at)
