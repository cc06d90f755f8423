"""The page from which a whole book is taken home."""

import io
import zipfile

from django.test import Client
from django.urls import reverse

from tests import make


def test_the_page_says_what_is_in_the_zip_and_has_one_button(ada, client_of):
    answer = client_of(ada).get(reverse("archive:export"))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert all(name in text for name in ("book.json", "people.vcf", "people.csv", "photos/"))
    assert text.count("Download the ZIP") == 1


def test_the_button_gives_ones_own_book_and_no_other(ada, eve, client_of):
    make.person(ada, "Ana Ruiz")
    make.person(eve, "Somebody Else")

    answer = client_of(ada).post(reverse("archive:export"))

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        document = archive.read("book.json").decode()
        assert archive.testzip() is None
    assert answer["Content-Disposition"].startswith('attachment; filename="kith-')
    assert answer["Cache-Control"] == "no-store"
    assert "Ana Ruiz" in document
    assert "Somebody Else" not in document


def test_a_stranger_gets_nothing(db):
    answer = Client().post(reverse("archive:export"))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/")
