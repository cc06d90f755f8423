"""The pages of cards."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kith.cards.models import CardPhoto, OwnCard
from kith.imports.models import Import
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests import make
from tests.cards import given
from tests.make import TODAY

VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nN:Ruiz;Ana;;;\r\nEMAIL:ana@acme.es\r\nEND:VCARD\r\n"


def photo(name: str = "card.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or given.jpeg(given.card()), "image/jpeg")


def form_of(found, **more):
    """What the form of a card sends when nothing is changed."""
    sent = {name: found.get(name, "") for name in ("name", "title", "organisation")}
    for number, point in enumerate(found["points"]):
        sent[f"point_{number}"] = point["value"]
        if point["kind"] == "phone":
            sent[f"label_{number}"] = point["label"]
    return {**sent, **more}


@pytest.fixture
def ana(ada):
    return make.card(ada, "Ana Ruiz", found=given.ANA)


def test_photos_are_taken_in_and_read_behind_the_page(client_of, ada):
    answer = client_of(ada).post("/cards/add/", {"photos": [photo(), photo("more.jpg")]})

    assert answer.headers["Location"] == "/cards/"
    assert list(CardPhoto.objects.values_list("state", flat=True)) == ["waiting", "waiting"]


def test_one_photo_leads_to_its_page(client_of, ada):
    answer = client_of(ada).post("/cards/add/", {"photos": photo()})

    assert answer.headers["Location"] == f"/cards/{CardPhoto.objects.get().pk}/"
    page = client_of(ada).get(answer.headers["Location"]).content.decode()
    assert "Reading the card" in page
    assert 'hx-trigger="every 1s"' in page


def test_what_is_no_photo_is_said_and_the_others_go_on(client_of, ada):
    answer = client_of(ada).post(
        "/cards/add/", {"photos": [photo(), photo("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(9))]}
    )

    assert answer.status_code == 422
    assert "IMG_1.HEIC: This is a HEIC picture" in answer.content.decode()
    assert CardPhoto.objects.count() == 1


def test_no_photo_is_said(client_of, ada):
    answer = client_of(ada).post("/cards/add/", {})

    assert answer.status_code == 422
    assert "Please take or choose a photo first." in answer.content.decode()


def test_the_photo_stands_beside_a_field_for_each_value(client_of, ada, ana):
    page = client_of(ada).get(f"/cards/{ana.pk}/").content.decode()

    assert f'src="/cards/{ana.pk}/photo/?' in page
    assert all(f'value="{value}"' in page for value in ("Ana Ruiz", "CTO", "Acme", "ana@acme.es", "+34 655 12 34 56"))


def test_what_was_hard_to_read_is_said_in_words(client_of, ada, ana):
    page = client_of(ada).get(f"/cards/{ana.pk}/").content.decode()

    assert "Please check: Title." in page
    assert page.count("Please check this.") == 1


def test_one_tap_keeps_it(client_of, ada, ana):
    answer = client_of(ada).post(f"/cards/{ana.pk}/keep/", form_of(given.ANA))

    person = Person.objects.get(name="Ana Ruiz")
    assert answer.headers["Location"] == f"/people/{person.pk}/"
    page = client_of(ada).get(f"/people/{person.pk}/").content.decode()
    assert "Business card" in page
    assert f"/cards/{ana.pk}/photo/" in page
    assert not Interaction.objects.exists()


def test_what_the_user_changes_counts(client_of, ada, ana):
    sent = form_of(
        given.ANA, name="Ana Ruiz López", title="", point_0="", met="on", met_on=TODAY.isoformat(), met_at="PyCon"
    )
    client_of(ada).post(f"/cards/{ana.pk}/keep/", sent)

    person = Person.objects.get(name="Ana Ruiz López")
    assert [point.kind for point in person.points.all()] == ["phone"]
    assert Interaction.objects.get().place == "PyCon"


def test_a_card_needs_a_name(client_of, ada, ana):
    answer = client_of(ada).post(f"/cards/{ana.pk}/keep/", form_of(given.ANA, name=""))

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_meeting_in_the_future_is_refused(client_of, ada, ana):
    answer = client_of(ada).post(f"/cards/{ana.pk}/keep/", form_of(given.ANA, met="on", met_on="2999-01-01"))

    assert answer.status_code == 422
    assert "This day is still to come." in answer.content.decode()


def test_somebody_known_is_named_before_it_is_kept(client_of, ada, ana):
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.es")])

    page = client_of(ada).get(f"/cards/{ana.pk}/").content.decode()

    assert "This looks like Ana Ruiz" in page
    assert "Add to Ana Ruiz" in page


def test_after_one_card_the_next_is_shown(client_of, ada, ana):
    second = make.card(ada, "Bo Li")

    answer = client_of(ada).post(f"/cards/{ana.pk}/keep/", form_of(given.ANA))

    assert answer.headers["Location"] == f"/cards/{second.pk}/"


def test_a_card_that_could_not_be_read_is_typed_beside_its_photo(client_of, ada):
    card = make.card(ada, "", state="failed", problem="Too dark.", found={"name": ""})
    client = client_of(ada)

    assert "Too dark." in client.get(f"/cards/{card.pk}/").content.decode()
    client.post(f"/cards/{card.pk}/keep/", {"name": "Ana Ruiz", "point_0": "ana@acme.es"})

    assert Person.objects.get(name="Ana Ruiz").points.get().value == "ana@acme.es"


def test_a_card_is_thrown_away(client_of, ada, ana):
    assert client_of(ada).post(f"/cards/{ana.pk}/discard/").headers["Location"] == "/cards/"

    assert not CardPhoto.objects.exists()


def test_nobody_else_sees_the_picture(client_of, ada, eve, ana):
    shown = client_of(ada).get(f"/cards/{ana.pk}/photo/")

    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert "private" in shown.headers["Cache-Control"]
    assert client_of(eve).get(f"/cards/{ana.pk}/photo/").status_code == 404
    again = client_of(ada).get(f"/cards/{ana.pk}/photo/", headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status_code == 304


def test_the_list_asks_as_often_with_many_cards(client_of, ada, django_assert_max_num_queries):
    for number in range(12):
        make.card(ada, f"Card {number}")
        make.card(ada, f"Kept {number}", state="kept", person=make.person(ada, f"Kept {number}"))

    client = client_of(ada)
    client.get("/cards/")

    with django_assert_max_num_queries(9):
        page = client.get("/cards/").content.decode()

    assert page.count("card-photo--small") == 24


def test_a_code_in_a_frame_of_the_camera_is_a_card_at_once(client_of, ada):
    answer = client_of(ada).post("/cards/codes/", {"frame": photo("frame.jpg", given.code(VCARD))})

    card = CardPhoto.objects.get()
    assert answer.json() == {"url": f"/cards/{card.pk}/"}
    assert (card.state, card.found["name"]) == ("read", "Ana Ruiz")


def test_a_frame_without_a_code_is_answered_by_nothing(client_of, ada):
    client = client_of(ada)

    assert client.post("/cards/codes/", {"frame": photo()}).status_code == 204
    assert client.post("/cards/codes/", {"frame": photo("x", b"nothing")}).status_code == 204
    assert client.post("/cards/codes/").status_code == 422
    assert not CardPhoto.objects.exists()


def test_a_code_that_tells_of_nobody_is_said(client_of, ada):
    answer = client_of(ada).post("/cards/codes/", {"frame": photo("f.jpg", given.code("WIFI:S:guest;;"))})

    assert answer.json() == {"said": "This code tells of nobody."}


def test_a_photo_dropped_where_files_are_waits_with_the_cards(client_of, ada):
    vcf = SimpleUploadedFile("people.vcf", VCARD.encode())
    client = client_of(ada)

    alone = client.post("/imports/start/", {"file": photo()})
    both = client.post("/imports/start/", {"file": [photo(), vcf]})

    assert alone.headers["Location"] == "/cards/"
    assert both.headers["Location"] == f"/imports/{Import.objects.get().pk}/"
    assert CardPhoto.objects.count() == 2
    assert "One photo is being read as a card." in client.get("/cards/").content.decode()


def test_a_photo_that_cannot_be_read_is_said_where_files_are(client_of, ada):
    client = client_of(ada)

    answer = client.post(
        "/imports/start/", {"file": photo("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(99))}, follow=True
    )

    assert "IMG_1.HEIC: This is a HEIC picture" in answer.content.decode()


def me(owner) -> Person:
    return make.person(
        owner, "Ada Walker", is_self=True, points=[make.email("ada@kith.example"), {"kind": "phone", "value": "+49 30 1234567"}], positions=[make.job("Kith", "Engineer")]
    )  # fmt: skip


def test_who_the_user_is_is_asked_once(client_of, ada):
    client = client_of(ada)
    assert "Your book does not know yet who you are." in client.get("/me/card/").content.decode()
    assert client.post("/me/card/", {"name": ""}).status_code == 422

    client.post(
        "/me/card/", {"name": "Ada Walker", "title": "Engineer", "organisation": "Kith", "email": "ada@kith.example"}
    )

    person = Person.objects.get(owner=ada)
    assert (person.is_self, person.name, person.positions.get().title) == (True, "Ada Walker", "Engineer")
    assert "My card as a code" in client.get("/me/card/").content.decode()


def test_the_code_and_the_file_say_what_was_chosen(client_of, ada):
    me(ada)
    client = client_of(ada)
    whole = client.get("/me/card/card.vcf").content.decode()

    client.post("/me/card/", {"shown": ["email:ada@kith.example"]})

    less = client.get("/me/card/card.vcf").content.decode()
    assert all(word in whole for word in ("FN:Ada Walker", "TITLE:Engineer", "ORG:Kith", "ada@kith.example", "1234567"))
    assert "ada@kith.example" in less
    assert "Engineer" not in less
    assert "1234567" not in less
    code = client.get("/me/card/code.svg")
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")
    assert client.get("/me/card/full/").status_code == 200


def test_the_page_for_others_is_off_until_turned_on_and_off_again_when_turned_off(client_of, client, ada):
    me(ada)
    mine = client_of(ada)
    assert "Turn the page on" in mine.get("/me/card/").content.decode()
    mine.post("/me/card/", {"shown": ["position:Engineer, Kith", "email:ada@kith.example"]})
    mine.post("/me/card/share/")
    secret = OwnCard.objects.get().secret

    page = client.get(f"/c/{secret}/")
    text = page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert all(
        word in text for word in ("Ada Walker", "Engineer, Kith", "ada@kith.example", "Save to contacts", "noindex")
    )
    assert "1234567" not in text
    assert "1234567" not in client.get(f"/c/{secret}/card.vcf").content.decode()
    assert client.get(f"/c/{secret}/code.svg").status_code == 200

    mine.post("/me/card/share/", {"stop": "1"})
    assert client.get(f"/c/{secret}/").status_code == 404
    assert client.get("/c/anything/").status_code == 404


def test_a_new_address_ends_the_old_one(client_of, client, ada):
    me(ada)
    mine = client_of(ada)
    mine.post("/me/card/share/")
    old = OwnCard.objects.get().secret

    mine.post("/me/card/share/")

    assert client.get(f"/c/{old}/").status_code == 404
    assert client.get(f"/c/{OwnCard.objects.get().secret}/").status_code == 200


def test_a_secret_cannot_be_guessed(client_of, ada):
    me(ada)
    client_of(ada).post("/me/card/share/")

    assert re.fullmatch(r"[\w-]{32}", OwnCard.objects.get().secret)
