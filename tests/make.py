"""Makes the records that tests need, by the actions that Kith itself uses."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PIL import Image

from kith.accounts.models import User
from kith.acquaintances.models import Asking
from kith.appointments.models import Appointment, Attendance
from kith.cadences import actions as cadence_actions
from kith.cards.models import CardPhoto, OwnCard
from kith.challenges.models import Entry, EntryFile
from kith.connections.models import Connection
from kith.directory.models import CareerStep, Wish
from kith.duplicates import actions as merging
from kith.duplicates.models import Pair
from kith.exchange.models import Ask, Help, Offer, Recommendation
from kith.groups import actions as group_actions
from kith.groups.models import Group, Role
from kith.imports import actions as import_actions
from kith.imports import offer_days
from kith.imports.models import ColumnMapping, Import, MessageMark
from kith.imports.records import InteractionRecord
from kith.interactions import actions as interaction_actions
from kith.interactions.models import Interaction
from kith.introductions.models import IntroducerRule, Introduction, SetAside, Step
from kith.meetings.models import Meeting, Met
from kith.opportunities.models import DoneStep, Involvement, Link, Opportunity, StageChange
from kith.outbox.models import Letter
from kith.people import actions as people_actions
from kith.people import photos
from kith.people.models import Identity, Organisation, Person, Related, Tombstone
from kith.sharing.models import BlindAsk, Refusal, Sharing, Willingness
from kith.suggestions.models import Suggestion
from kith.targets.models import Aim, CardAnswer, Pitch, Target, TargetCard
from kith.ties import actions as tie_actions
from kith.ties.models import Acquaintance, Inroad
from kith.today import actions as today_actions

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def user(name: str, **fields) -> User:
    """Return a user whose address is name@kith.example."""
    return User.objects.create_user(f"{name}@kith.example", name=name.capitalize(), **fields)


def person(owner: User, name: str, *, at: datetime = NOW, **more: Any) -> Person:
    """Return a person of the owner's book; fields by name, and points, positions, occasions, labels, batch as lists."""
    whole = {"points", "positions", "occasions", "labels", "batch"}
    lists = {key: value for key, value in more.items() if key in whole}
    fields = {key: value for key, value in more.items() if key not in whole}
    return people_actions.add_person(owner, name=name, at=at, fields=fields, **lists)


def email(value: str, **more: Any) -> dict[str, Any]:
    """Return an e-mail address to give to a person."""
    return {"kind": "email", "value": value, **more}


def job(organisation: str | Organisation | None, title: str = "", **more: Any) -> dict[str, Any]:
    """Return a position to give to a person."""
    return {"organisation": organisation, "title": title, **more}


def interaction(
    owner: User, *people: Person, kind: str = "meeting", on: date = TODAY, now: datetime = NOW, **more: Any
) -> Interaction:
    """Return something that happened with these people; the rest as interactions.actions.log takes it."""
    return interaction_actions.log(owner, people=people, kind=kind, on=on, now=now, **more)


def group(organiser: User, name: str = "Runners", *members: User, **fields: Any) -> Group:
    """Return a group with these members; the fields as start_group takes them."""
    made = group_actions.start_group(organiser, name=name, at=NOW, fields=fields)
    for member in members:
        group_actions.join(made, member, at=NOW, role=Role.MEMBER, invited_by=organiser)
    return made


def meeting(
    group: Group, title: str = "Round table", *, starts_at: datetime = NOW + timedelta(days=3), **more: Any
) -> Meeting:
    """Return one meeting of a group, an hour and a half long."""
    ends_at = starts_at + timedelta(minutes=90)
    fields = {"time_zone": group.time_zone, "title": title, "starts_at": starts_at, "ends_at": ends_at, **more}
    return Meeting.objects.create(group=group, **fields)


def everything(owner: User, text: str) -> Person:
    """Fill a book with at least one row of every kind, with the text in every word of it, and return one of its people."""
    one = person(
        owner,
        f"{text} One",
        points=[email(f"{text}@kith.example")],
        positions=[job(f"{text} Works", f"{text} title", noticed_on=TODAY)],
        occasions=[{"kind": "birthday", "month": 11, "day": 24, "label": text}],
        labels=[text],
        notes=text,
        met_at=text,
        met_notes=text,
        interests=[text],
    )
    other, third, fourth = (person(owner, f"{text} {name}") for name in ("Other", "Third", "Fourth"))
    promised = [interaction_actions.NewPromise(what=text, by="me", due_on=TODAY, person_id=one.pk)]
    interaction(
        owner, one, other, notes=text, summary=text, place=text, private_notes={one.pk: text}, promises=promised
    )
    Identity.objects.create(owner=owner, person=one, key=f"uid:{text}")
    Acquaintance.objects.create(owner=owner, one=one, other=other, note=text)
    people_actions.save_view(owner, text, f"q={text}")
    tie_actions.overrule(one, tier=2, on=TODAY)
    cadence_actions.set_rule(owner, relation="mentor", days=30, on=TODAY)
    cadence_actions.plan(one, on=TODAY, note=text, today=TODAY)
    today_actions.snooze(other, reason="due", evidence="due:x", on=TODAY, until=TODAY + timedelta(days=3))
    merging.merge(third, fourth, at=NOW)
    people_actions.bin_people([person(owner, f"{text} Binned")], at=NOW)
    imported(owner, text)
    found(owner, text, one, other)
    reaching(owner, text, one, other)
    return one


def reaching(owner: User, text: str, one: Person, other: Person) -> None:
    """What the user aims for, who is asked for it, what came of it, and what others may ask."""
    place = Organisation.objects.filter(positions__person=one).earliest("pk")
    Met.objects.create(owner=owner, person=one, title=text, on=TODAY)
    Inroad.objects.create(owner=owner, person=one, organisation=place, role=text, note=text)
    Asking.objects.create(owner=owner, person=one, on=TODAY)
    target = Target.objects.create(owner=owner, sentence=text, notes=text)
    Aim.objects.create(owner=owner, target=target, kind="role", text=text, note=text)
    Pitch.objects.create(owner=owner, target=target, length="short", text=text, worked=text)
    shown = TargetCard.objects.create(owner=owner, target=target, secret=f"secret-{text}", greeting=text)
    CardAnswer.objects.create(owner=owner, card=shown, kind="know", words=text, name=text, contact=text)
    asked = Introduction.objects.create(
        owner=owner, introducer=one, other=other, other_name=text, target=target, purpose=text, blurb=text
    )
    Step.objects.create(owner=owner, introduction=asked, actor="me", move="draft", state="drafted", at=NOW, words=text)
    IntroducerRule.objects.create(owner=owner, introducer=one, kind="not_for", about_name=text, said_on=TODAY)
    SetAside.objects.create(owner=owner, one=one, other=other)
    opening = Opportunity.objects.create(
        owner=owner, title=text, target=target, began_on=TODAY, notes=text, next_step=text
    )
    StageChange.objects.create(owner=owner, opportunity=opening, stage="heard", on=TODAY)
    DoneStep.objects.create(owner=owner, opportunity=opening, what=text, on=TODAY)
    Link.objects.create(owner=owner, opportunity=opening, place=0, text=text, person=one, introduction=asked)
    Involvement.objects.create(owner=owner, opportunity=opening, person=one, role=text)
    Letter.objects.create(
        owner=owner, key=text, to=f"{text}@kith.example", subject=text, text=text, message_id=f"<{text}@kith.example>"
    )
    Sharing.objects.create(owner=owner, is_on=False)
    Willingness.objects.create(owner=owner, person=other)
    BlindAsk.objects.create(
        owner=owner, name=text, purpose=text, target=target, asked_at=NOW, expires_at=NOW + timedelta(days=7)
    )
    Refusal.objects.create(owner=owner, person=other)
    needed = Ask.objects.create(owner=owner, text=text, more=text, person=one, group_name=text)
    Offer.objects.create(owner=owner, text=text, more=text, group_name=text)
    Help.objects.create(owner=owner, ask=needed, helper_person=other, words=text, thanks=text, state_at=NOW)
    Recommendation.objects.create(owner=owner, name=text, what_for=text, words=text, where=text, search_text=text)
    counted_by = {"owner": owner, "group_name": text, "what": text, "unit": text[:20]}
    brought = EntryFile.objects.create(format="gpx", **counted_by)
    Entry.objects.create(on=TODAY, amount=5, file=brought, **counted_by)
    Wish.objects.create(owner=owner, does=text, wants=text, interests=[text], place=text)
    CareerStep.objects.create(owner=owner, from_title=text, to_title=text, helped=text)


def found(owner: User, text: str, one: Person, other: Person) -> None:
    """What Kith found by itself: somebody's relatives and doubles, what is to come, what may be so, what is left of the gone."""
    Connection.objects.create(
        owner=owner, kind="mailbox", name=text, host=f"{text}.example", username=text, secret=text, problem=text
    )
    Related.objects.create(owner=owner, person=one, kind="spouse", label=text, name=text, other=other)
    Tombstone.objects.create(owner=owner, salt="0" * 32, digest=f"{text}{'0' * 40}"[:64], erased_on=TODAY)
    Pair.objects.create(owner=owner, first=one, second=other, probability=0.8, evidence=[text])
    merging.call_different(one, person(owner, f"{text} Namesake"), at=NOW)
    coming = Appointment.objects.create(owner=owner, title=text, on=TODAY, place=text, notes=text, source_key=text)
    Attendance.objects.create(owner=owner, appointment=coming, person=one, name=text, key=f"email:{text}@kith.example")
    Suggestion.objects.create(
        owner=owner, kind="position", person=one, facts={"title": text}, source=text, source_key=text
    )
    letter = InteractionRecord(
        text, 1, "email", TODAY, sent=1, summary=text, source_key=text, marks=("s:0123456789abcdef",)
    )
    days = [{**offer_days.day_of(letter, TODAY), "import": text}]
    facts = offer_days.facts_of(text, f"email:{text}@else.example", days)
    Suggestion.objects.create(
        owner=owner, kind="person", state="counting", facts=facts, source=text, source_key=f"person:{facts['key']}"
    )
    ColumnMapping.objects.create(owner=owner, columns=f"{text}{'0' * 40}"[:64], mapping={text: "name"})
    card(owner, text, person=one, name=f"{text}.jpg", problem=text)
    OwnCard.objects.create(owner=owner, person=one, shown=[text])
    MessageMark.objects.create(
        owner=owner, interaction=one.interactions.earliest("pk"), digest="0123456789abcdef", is_sent=True
    )


def card(owner: User, says: str, *, state: str = "read", **more: Any) -> CardPhoto:
    """Return a photographed card that says so much: a name, and whatever `found` adds to it."""
    out = io.BytesIO()
    Image.new("RGB", (85, 55), "white").save(out, "PNG")
    found = {"name": says, "points": [], "confidence": {}, "text": says, **more.pop("found", {})}
    kept = photos.keep(out.getvalue(), side=photos.LARGE_SIDE)
    return CardPhoto.objects.create(owner=owner, state=state, photo=kept, found=found, state_at=NOW, **more)


def picture(size: tuple[int, int] = (85, 55), camera: str = "") -> bytes:
    """Return a JPEG in which the camera has written its name."""
    out, written = io.BytesIO(), Image.Exif()
    written[271] = camera
    Image.new("RGB", size, "white").save(out, "JPEG", exif=written)
    return out.getvalue()


def imported(owner: User, text: str) -> Import:
    """Return an import that is done, with a file, a record and a change to somebody who was there."""
    card = (
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{text} One\r\nEMAIL:{text}@kith.example\r\nNICKNAME:{text}\r\nEND:VCARD\r\n"
    )
    started = import_actions.start(owner, [(f"{text}.vcf", io.BytesIO(card.encode()))], now=NOW)
    import_actions.preview(started.pk, now=NOW)
    import_actions.commit(started.pk, now=NOW)
    return started
