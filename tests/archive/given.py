"""A book with something of everything in it, packed and put back by the real actions."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from kith.accounts.models import User
from kith.archive import packing
from kith.cadences import actions as cadences
from kith.duplicates import actions as duplicates
from kith.imports.models import Import
from kith.interactions import actions as interactions
from kith.people import actions as people
from kith.people.models import Label, Organisation, Person, Position
from kith.ties import actions as ties
from kith.ties.models import Acquaintance
from kith.today import actions as today
from tests import make
from tests.imports import given as imports
from tests.make import NOW, TODAY


def picture(colour: str = "teal") -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), colour).save(out, "PNG")
    return out.getvalue()


def book(owner: User, place: Path) -> None:
    """Fill a book by everything that can be done in Kith."""
    owner.time_zone, owner.people_a_day, owner.week_start = "Europe/Berlin", 5, 6
    owner.save()
    export = imports.linkedin(
        place / "linkedin.zip",
        [imports.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO"), imports.connection("Bo Li", "bo-li", "Nova")],
        [imports.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC")],
    )
    imports.brought_in(owner, export)
    ana, bo = (Person.objects.get(owner=owner, name=name) for name in ("Ana Ruiz", "Bo Li"))
    cy = make.person(
        owner,
        "Cy  Ünal",
        points=[
            make.email("cy@acme.example", label="work"),
            {"kind": "address", "value": "Rue 1", "parts": list("abcdefg")},
        ],
        occasions=[{"kind": "birthday", "month": 2, "day": 29}],
        positions=[make.job("Gone Ltd", "=CMD()", started="2020-03", is_current=False)],
        labels=["climbing", "pycon"],
        interests=["chess"],
        met_through=ana,
        met_on="2024-05",
        notes="Line one\nline “two” 🙂 \u2028 end",
    )
    _touch(owner, ana, bo, cy)
    _set(owner, ana, bo, cy)
    _change_by_imports(owner, place)
    _merge(owner, place)
    make.found(owner, "found", bo, cy)
    make.reaching(owner, "reached", ana, bo)
    gone = make.person(owner, "Dee Gone")
    people.bin_people(Person.objects.filter(pk=gone.pk), at=NOW)


def _touch(owner: User, ana: Person, bo: Person, cy: Person) -> None:
    met = make.interaction(
        owner,
        *(ana, cy),
        place="PyCon",
        organisation=Organisation.objects.get(owner=owner, key="acme"),
        private_notes={cy.pk: "shy"},
        promises=[interactions.NewPromise("the report", due_on=TODAY)],
        follow_up_on=TODAY + timedelta(days=14),
    )
    make.interaction(owner, bo, kind="call", on=date(2025, 1, 2))
    away = make.interaction(owner, bo, kind="email")
    interactions.bin(away, at=NOW)
    promise = interactions.promise(bo, by="them", what="a book")
    interactions.keep_promise(promise, on=TODAY)
    today.done(ana, reason="promise", evidence=f"promise:{met.promises.get().pk}", on=TODAY, now=NOW)
    job = Position.objects.filter(person=bo).get()
    today.not_needed(bo, reason="new_position", evidence=f"position:{job.pk}", on=TODAY)
    today.snooze(cy, reason="follow_up", evidence=f"met:{met.pk}", on=TODAY, until=TODAY + timedelta(days=7))


def _set(owner: User, ana: Person, bo: Person, cy: Person) -> None:
    people.set_photo(ana, picture(), at=NOW)
    people.set_photo(cy, picture("tomato"), at=NOW)
    label = Label.objects.get(owner=owner, name="climbing")
    people.save_view(owner, "Climbers", f"q=a&label={label.pk}&sort=-warmth")
    cadences.set_rule(owner, days=20, label=label, on=TODAY)
    cadences.set_rule(owner, days=None, layer=4, on=TODAY)
    cadences.set_cadence([bo], days=45, on=TODAY)
    ties.overrule(cy, tier=3, on=TODAY)
    ties.rate(bo, rating=4, on=TODAY)
    Acquaintance.objects.create(owner=owner, one=ana, other=bo, source="said", note="at Acme")


def _change_by_imports(owner: User, place: Path) -> None:
    """An import that changes rows which were there, one that was taken back, and one that keeps somebody."""
    card = "FN:Cy Ünal\nEMAIL:cy@acme.example\nNICKNAME:Cyc\nTEL:+49301234567\nUID:card-of-cy"
    imports.brought_in(owner, imports.cards(place / "cards.vcf", card))
    back = imports.brought_in(owner, imports.cards(place / "back.vcf", "FN:Flo Kept", "FN:Gil Lost"))
    flo = Person.objects.get(owner=owner, name="Flo Kept")
    people.edit_person(flo, version=flo.version, at=NOW, fields={"notes": "stays"})
    imports.undone(back)


def _merge(owner: User, place: Path) -> None:
    """Two merges, one of them within the other; doubles on both sides are taken away, and blanks filled."""
    ana, bo, flo = (Person.objects.get(owner=owner, name=name) for name in ("Ana Ruiz", "Bo Li", "Flo Kept"))
    twin = make.person(
        owner,
        "Ana R.",
        nickname="Anita",
        points=[make.email("ana@home.example"), {"kind": "url", "value": "https://www.linkedin.com/in/ana-ruiz"}],
        positions=[make.job("Acme", "CTO", started="2020")],
        labels=["pycon"],
    )
    people.set_photo(twin, picture("gold"), at=NOW)
    make.interaction(owner, twin, bo, on=date(2026, 3, 3))
    ties.rate(twin, rating=2, on=TODAY)
    people.label_people(Person.objects.filter(pk=flo.pk), "pycon", at=NOW)
    duplicates.merge(twin, flo, at=NOW)
    duplicates.merge(ana, Person.objects.get(pk=twin.pk), choices={"photo": "absorbed"}, at=NOW)


def packed(owner: User, place: Path) -> Path:
    """Pack the owner's book into a file."""
    with place.open("wb") as file:
        packing.pack(owner, file, now=NOW)
    return place


def member(archive: Path, name: str = "book.json") -> bytes:
    """Return a file of an archive."""
    with zipfile.ZipFile(archive) as opened:
        return opened.read(name)


def names(archive: Path) -> list[str]:
    """Return the names of the files of an archive."""
    with zipfile.ZipFile(archive) as opened:
        return sorted(opened.namelist())


def changed(archive: Path, place: Path, change) -> Path:
    """Write a copy of an archive in which `change` was done to the document."""
    document = json.loads(member(archive))
    answer: Any = change(document)
    text = answer if isinstance(answer, bytes | str) else json.dumps(document)
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == "book.json" else old.read(name))
    return place


def restored(owner: User, archive: Path) -> Import:
    """Bring an archive into the owner's book."""
    return imports.brought_in(owner, archive)
