"""Photos of business cards as a format among others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import segno
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from kith.cardreading.fields import Field
from kith.cardreading.reading import ReadCard
from kith.cli.main import kith
from kith.imports import actions, from_card, readers
from kith.imports.records import OrganisationRecord, PersonRecord, Refusal
from kith.imports.uploads import Upload
from kith.people.models import Person
from tests.make import NOW

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def card(*fields: Field, text: tuple[str, ...] = (), vcards: tuple[str, ...] = ()) -> ReadCard:
    return ReadCard(list(fields), list(text), list(vcards), b"", 10, 10)


def code(place: Path, text: str) -> Path:
    segno.make(text).save(str(place / "code.png"), scale=6, border=4)
    return place / "code.png"


@pytest.fixture
def photo(tmp_path) -> Path:
    """A card as a scanner sees it."""
    if not FONT.exists():
        pytest.skip("The font DejaVu is not installed here.")
    picture = Image.new("RGB", (900, 520), "white")
    pen = ImageDraw.Draw(picture)
    rows = [
        ("Käthe Strößner", 46),
        ("Geschäftsführerin", 28),
        ("Nordlicht Verlag GmbH", 34),
        ("Mobil +49 171 1234567", 26),
    ]
    y = 50
    for text, size in [*rows, ("kaethe.stroessner@nordlicht.de", 26)]:
        pen.text((60, y), text, fill="black", font=ImageFont.truetype(str(FONT), size))
        y += 75
    picture.save(tmp_path / "card.jpg", quality=90)
    return tmp_path / "card.jpg"


def test_a_photo_is_known_by_its_first_bytes(photo):
    assert readers.reader_for(Upload("card.jpg", photo)) is from_card


def test_kith_read_prints_a_card_in_the_shape_of_other_people_with_how_sure_each_field_is(photo):
    ran = CliRunner().invoke(kith, ["read", str(photo), "--json"])
    told = json.loads(ran.output)

    assert ran.exit_code == 0, ran.output
    assert (told["fn"], told["org"], told["title"]) == (
        "Käthe Strößner",
        [["Nordlicht Verlag GmbH"]],
        ["Geschäftsführerin"],
    )
    assert (told["email"], told["tel"]) == (["kaethe.stroessner@nordlicht.de"], ["+49 171 1234567"])
    assert told["confidence"].keys() == {"fn", "org", "title", "email", "tel"}
    assert all(0.5 < sureness <= 1 for sureness in told["confidence"].values())


def test_a_vcard_in_a_code_is_read_whole(tmp_path):
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;;;\r\nFN:Ana Ruiz\r\nTEL;TYPE=CELL:+34655123456\r\nEND:VCARD\r\n"
    file = code(tmp_path, text)

    [record] = list(from_card.read(Upload("code.png", file)))

    assert isinstance(record, PersonRecord)
    assert (record.full_name, record.family) == ("Ana Ruiz", "Ruiz")
    assert record.keys == ("phone:+34655123456",)


def test_a_photo_without_anybody_is_refused_in_words(tmp_path):
    Image.new("RGB", (400, 300), "grey").save(tmp_path / "wall.png")

    ran = CliRunner().invoke(kith, ["read", str(tmp_path / "wall.png"), "--json"])

    assert json.loads(ran.output)["reason"].startswith("No name could be read in this photo.")


def test_a_photo_as_iphones_keep_them_is_refused_in_words(tmp_path):
    (tmp_path / "IMG_1.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))

    ran = CliRunner().invoke(kith, ["read", str(tmp_path / "IMG_1.HEIC"), "--json"])

    assert ran.exit_code == 1
    assert "save or send it as a JPEG" in json.loads(ran.output)["reason"]


def test_shared_mailboxes_and_switchboards_identify_nobody():
    record = from_card.record_of(
        card(
            Field("name", "Ana Ruiz", 0.9),
            Field("email", "info@acme.es", 0.9),
            Field("phone", "+34 915 551 234", 0.9),
            Field("phone", "+34 655 123 456", 0.9, "mobile"),
        ),
        "card.jpg",
        1,
    )

    assert isinstance(record, PersonRecord)
    assert record.keys == ("phone:+34655123456",)


def test_a_code_and_the_print_beside_it_are_one_person_each_fact_once():
    vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nTEL:+34655123456\r\nURL:https://acme.es\r\nEND:VCARD\r\n"
    read = [Field("name", "Ana Ruíz", 0.8), Field("phone", "655 12 34 56", 0.9), Field("url", "www.acme.es", 0.9), Field("email", "ana@acme.es", 0.9)]  # fmt: skip

    record = from_card.record_of(card(*read, vcards=(vcard,)), "card.jpg", 1)

    assert isinstance(record, PersonRecord)
    assert record.full_name == "Ana Ruiz"
    assert [point.value for point in record.points] == ["+34655123456", "https://acme.es", "ana@acme.es"]


def test_a_card_of_a_firm_is_an_organisation():
    record = from_card.record_of(
        card(Field("organisation", "Café Luz", 0.9), Field("phone", "915 551 234", 0.9)), "c.jpg", 1
    )

    assert isinstance(record, OrganisationRecord)
    assert (record.name, record.notes) == ("Café Luz", "915 551 234")


def test_a_card_with_nothing_on_it_is_refused():
    assert isinstance(from_card.record_of(card(), "c.jpg", 2), Refusal)


def test_a_photo_is_imported_as_any_file_and_a_second_time_adds_nothing(ada, photo):
    for _ in range(2):
        with photo.open("rb") as file:
            started = actions.start(ada, [("card.jpg", file)], now=NOW)
        actions.preview(started.pk, now=NOW)
        actions.commit(started.pk, now=NOW)

    person = Person.objects.get(owner=ada)
    assert (person.name, person.positions.get().title) == ("Käthe Strößner", "Geschäftsführerin")
    assert person.points.count() == 2
