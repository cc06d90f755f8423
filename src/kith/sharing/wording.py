"""Texts that an introducer may copy and send themself: Kith never writes to somebody who has no account."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext as _

from kith.people.models import ContactPoint, Person
from kith.sharing.models import Request


def asked_for(request: Request) -> str:
    """Whom an asker looks for: "Ana Ruiz, Acme" or "product manager, Acme, Lyon"."""
    ask = request.ask
    return ", ".join(filter(None, (ask.name, ask.role, ask.organisation, ask.place)))


def to_target(request: Request) -> str:
    """What asks the target, in the introducer's voice."""
    said = {
        "given": request.person.given or request.person.name,
        "asker": str(request.ask.owner),
        "purpose": request.ask.purpose,
        "introducer": request.introducer.first_name_or_email,
    }
    return (
        _(
            "Hello %(given)s,\n\n%(asker)s would be glad to meet you, and asked whether I would introduce them. "
            "In their words:\n\n%(purpose)s\n\nWould that be welcome? If not, just leave this: I have told them nothing."
            "\n\n%(introducer)s"
        )
        % said
    )


def to_both(request: Request) -> str:
    """What introduces the two, once both have agreed."""
    said = {
        "given": request.person.given or request.person.name,
        "asker": request.ask.owner.first_name_or_email,
        "asker_whole": str(request.ask.owner),
        "person": request.person.name,
        "purpose": request.ask.purpose,
        "introducer": request.introducer.first_name_or_email,
    }
    return (
        _(
            "Hello %(given)s, hello %(asker)s,\n\n%(person)s, this is %(asker_whole)s. %(asker)s, this is %(person)s. "
            "What %(asker)s would like to talk about:\n\n%(purpose)s\n\nI leave the two of you to it.\n\n%(introducer)s"
        )
        % said
    )


def mail_to(addresses: list[str], text: str) -> str:
    """A link that opens the user's own mail program with the text; nothing where there is no address."""
    found = ",".join(quote(address, safe="@") for address in addresses if address)
    return f"mailto:{found}?subject={quote(_('An introduction'))}&body={quote(text)}" if found else ""


def address_of(person: Person) -> str:
    """The e-mail address to write to: the preferred one, or the first."""
    emails = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    return str(emails.order_by("-is_preferred", "pk").values_list("value", flat=True).first() or "")
