"""What can be asked about sharing: one's own part in it, what one asked, what reached one, and what a person's page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import Label, Person, PersonQuerySet
from kith.prepared import prepared
from kith.sharing import matching
from kith.sharing.leaving_out import left_out
from kith.sharing.models import BlindAsk, Consent, Refusal, Request, Sharing, Willingness


@dataclass(frozen=True, slots=True)
class About:
    """What members may ask about one person, for the person's page."""

    may_be_asked: bool
    was_refused: bool  # the user once said: never for this person


@dataclass(frozen=True, slots=True)
class Told:
    """An offer in the words that its asker may read. One that was left or taken back says no longer whom it was about."""

    request: Request
    who: str
    contact: str
    is_named: bool
    consents: Sequence[Consent]


def is_alone(user: User) -> bool:
    """Whether nobody else has an account here."""
    return not User.objects.filter(is_active=True).exclude(pk=user.pk).exists()


def part_of(user: User) -> Sharing | None:
    """The user's part in sharing, if they take any."""
    return Sharing.objects.visible_to(user).filter(is_on=True).first()


def about(person: Person) -> About | None:
    """What a person's page shows; nothing where the user takes no part."""
    if person.is_self or person.binned_at or part_of(person.owner) is None:
        return None
    willing = Willingness.objects.asking().filter(person=person).exists()
    refused = Refusal.objects.filter(person=person).exists()
    return About(willing and not refused, refused)


def asks_of(user: User) -> QuerySet[BlindAsk]:
    """What the user has asked, latest first, but for what was about people erased since."""
    return BlindAsk.objects.visible_to(user).exclude(purpose="").select_related("target")


def offers_of(ask: BlindAsk) -> list[Told]:
    """All offers to an ask, earliest first, each with its log of consent."""
    offers = (
        Request.objects.offered_to(ask.owner).filter(ask=ask).select_related("introducer", "person", "introduction")
    )
    return [_told(each) for each in _with_log(offers).order_by("offered_at", "pk")]


def open_offers(user: User) -> QuerySet[Request]:
    """Offers that the user has neither taken up nor left."""
    return (
        Request.objects.offered_to(user).unfinished().select_related("ask", "introducer").order_by("offered_at", "pk")
    )


def waiting_requests(user: User) -> QuerySet[Request]:
    """What members ask of the user, and is not answered."""
    return _reached(user).filter(answer="", closed_at=None).order_by("asked_at", "pk")


def requests_to(user: User) -> QuerySet[Request]:
    """Every request that ever reached the user, latest first."""
    return _reached(user).order_by("-asked_at", "-pk")


def request_to(user: User, uid: UUID) -> QuerySet[Request]:
    """One of them, with its log of consent."""
    return _with_log(_reached(user).filter(uid=uid))


def told_by(user: User) -> QuerySet[Request]:
    """Every offer that the user ever made, latest first: all that a member learned of their book."""
    return requests_to(user).exclude(offered_at=None).order_by("-offered_at", "-pk")


def others_who_fit(request: Request) -> QuerySet[Person]:
    """Everybody in the introducer's book whom a request fits, the strongest tie first."""
    own = matching.fitting(request.ask).filter(owner=request.introducer_id)
    return own.order_by("-tier", "-warmth", "sort_name", "pk")


def known_member(user: User, member: User) -> Person | None:
    """The member as a person of the user's book, by an address that is verified as theirs."""
    keys = verified_keys(member)
    return Person.objects.in_book().filter(owner=user, points__key__in=keys).order_by("pk").first() if keys else None


def verified_keys(member: User) -> frozenset[str]:
    """The identifiers by which a member is known: the e-mail addresses that they proved to be theirs."""
    return frozenset(f"email:{address.lower()}" for (address,) in _verified(member))


@prepared
def _verified(member: User) -> QuerySet[EmailAddress, Any]:
    proved: QuerySet[EmailAddress, Any] = EmailAddress.objects.filter(user=member, verified=True).values_list("email")
    return proved


def is_left_out(user: User) -> bool:
    """Whether nobody is matched with the user by any address that is verified as theirs."""
    keys = verified_keys(user)
    return bool(keys) and keys == left_out(keys)


def muted_members(user: User) -> list[User]:
    """Members of whom the user wants to hear nothing."""
    return list(User.objects.filter(pk__in=_refusals(user).values("member")).order_by("name", "pk"))


def refused_people(user: User) -> QuerySet[Person]:
    """People of whom the user said: never."""
    return Person.objects.in_book().filter(owner=user, pk__in=_refusals(user).values("person")).order_by("sort_name")


def people_with_leave(user: User, *, text: str = "", label: int | None = None, only: str = "") -> PersonQuerySet:
    """The people of the book, each with `may_be_asked`. only: "asked" or "private"."""
    willing = Willingness.objects.asking().filter(person=OuterRef("pk"))
    refused = Refusal.objects.filter(person=OuterRef("pk"))
    people: PersonQuerySet = (
        Person.objects.in_book().filter(owner=user).annotate(may_be_asked=Exists(willing) & ~Exists(refused))
    )
    for word in fold(text).split():
        people = people.filter(search_text__contains=word)
    if label is not None:
        people = people.filter(labellings__label=label)
    if only in {"asked", "private"}:
        people = people.filter(may_be_asked=only == "asked")
    ordered: PersonQuerySet = people.order_by("sort_name", "pk")
    return ordered


def may_be_asked_about(user: User) -> int:
    """About how many people of the book members may ask."""
    own = Willingness.objects.visible_to(user).asking()
    return own.filter(person__binned_at=None, person__merged_into=None).count()


def labels_of(user: User) -> QuerySet[Label]:
    """The user's labels, by name."""
    return Label.objects.visible_to(user).order_by("name")


def _refusals(user: User) -> QuerySet[Refusal]:
    return Refusal.objects.visible_to(user)


def _reached(user: User) -> QuerySet[Request]:
    shown = Request.objects.to_introducer(user).filter(person__binned_at=None, ask__purpose__gt="")
    return shown.select_related("ask__owner", "ask__target", "person", "introducer")


def _with_log(requests: QuerySet[Request]) -> QuerySet[Request]:
    return requests.prefetch_related(Prefetch("consents", Consent.objects.order_by("pk")))


def _told(request: Request) -> Told:
    is_named, log = request.shows_person, list(request.consents.all())
    if request.closed_at and not request.taken_at:
        return Told(request, "", "", is_named, log)
    named = request.ask.name or request.person.name
    return Told(request, named if is_named else request.descriptor, request.contact, is_named, log)
