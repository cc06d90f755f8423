"""The photo of a person: seen by its owner only, given, and taken away."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kith.people import actions, photos
from tests import make

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def ana(ada):
    return make.person(ada, "Ana Ruiz")


@pytest.fixture
def shown(ana):
    """Ana with a photo."""
    return actions.set_photo(ana, picture(), at=make.NOW)


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()


def upload(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"photo": SimpleUploadedFile("ana.png", data)}


def test_the_photo_is_served_to_its_owner_privately(client_of, ada, shown):
    answer = client_of(ada).get(f"/people/{shown.pk}/photo/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"].startswith("private")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer)[:2] == b"\xff\xd8"


def test_a_browser_that_has_the_photo_is_told_so(client_of, ada, shown):
    client = client_of(ada)
    tag = client.get(f"/people/{shown.pk}/photo/")["ETag"]

    assert client.get(f"/people/{shown.pk}/photo/", headers={"If-None-Match": tag}).status_code == 304


def test_where_there_is_no_photo_there_is_no_page(client_of, ada, ana):
    assert client_of(ada).get(f"/people/{ana.pk}/photo/").status_code == 404


def test_a_photo_whose_file_is_gone_is_not_there(client_of, ada, shown):
    photos.forget(shown.photo)

    assert client_of(ada).get(f"/people/{shown.pk}/photo/").status_code == 404


def test_a_picture_is_kept_and_shown(client_of, ada, ana):
    answer = client_of(ada).post(f"/people/{ana.pk}/photo/change/", upload(picture()))

    ana.refresh_from_db()
    assert answer["Location"] == f"/people/{ana.pk}/"
    assert photos.path_of(ana.photo).exists()
    assert f'src="/people/{ana.pk}/photo/"' in client_of(ada).get(f"/people/{ana.pk}/").content.decode()


@pytest.mark.parametrize("data", [b"", b"no picture", picture()[:40]])
def test_what_is_no_picture_is_explained(client_of, ada, ana, data):
    answer = client_of(ada).post(f"/people/{ana.pk}/photo/change/", upload(data))

    ana.refresh_from_db()
    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode()
    assert ana.photo == ""


def test_the_photo_is_taken_away(client_of, ada, shown, media):
    client_of(ada).post(f"/people/{shown.pk}/photo/change/", {"remove": "1"})

    shown.refresh_from_db()
    assert shown.photo == ""


def test_in_a_dialog_the_page_is_shown_anew(client_of, ada, ana):
    client = client_of(ada)

    form = client.get(f"/people/{ana.pk}/photo/change/", headers=HTMX).content.decode()
    answer = client.post(f"/people/{ana.pk}/photo/change/", upload(picture()), headers=HTMX)

    assert "<html" not in form
    assert answer["HX-Redirect"] == f"/people/{ana.pk}/"


def test_over_the_form_of_a_person_only_the_dialog_closes(client_of, ada, ana):
    sent = upload(picture()) | {"next": f"/people/{ana.pk}/edit/"}

    answer = client_of(ada).post(f"/people/{ana.pk}/photo/change/", sent, headers=HTMX)

    assert answer.status_code == 204
    assert json.loads(answer["HX-Trigger"]) == {"close-dialog": "", "say": "The photo is saved."}


@pytest.mark.parametrize(("wanted", "where"), [("/people/", "/people/"), ("https://evil.example/", "")])
def test_the_way_back_never_leaves_kith(client_of, ada, ana, wanted, where):
    answer = client_of(ada).post(f"/people/{ana.pk}/photo/change/", upload(picture()) | {"next": wanted})

    assert answer["Location"] == (where or f"/people/{ana.pk}/")


def test_eve_sees_no_photo_and_changes_none(client_of, eve, shown):
    client = client_of(eve)

    assert client.get(f"/people/{shown.pk}/photo/").status_code == 404
    assert client.post(f"/people/{shown.pk}/photo/change/", {"remove": "1"}).status_code == 404
    assert client.post(f"/people/{shown.pk}/photo/change/", upload(picture())).status_code == 404
    name = shown.photo
    shown.refresh_from_db()
    assert shown.photo == name
