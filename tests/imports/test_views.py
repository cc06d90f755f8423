"""The pages of imports, in each state that an import can be in."""

import pytest
from django.urls import reverse

from kith.imports import actions
from kith.imports.models import Import
from kith.people.models import Person
from tests.imports import given
from tests.make import NOW

CARD = "FN:Ana Ruiz\nORG:Acme\nEMAIL:ana@acme.example"


@pytest.fixture
def file(tmp_path):
    return given.cards(tmp_path / "people.vcf", CARD, "ORG:")


@pytest.fixture
def client(ada, client_of):
    return client_of(ada)


def page(client, import_, **headers):
    return client.get(reverse("imports:import", args=[import_.pk]), **headers).content.decode()


def press(client, name, import_):
    return client.post(reverse(f"imports:{name}", args=[import_.pk]), follow=True).content.decode()


def test_files_dropped_are_looked_through_brought_in_and_taken_back(
    client, file, tmp_path, django_capture_on_commit_callbacks
):
    other = given.cards(tmp_path / "more.vcf", "FN:Bo Li")
    with django_capture_on_commit_callbacks(execute=True), file.open("rb") as one, other.open("rb") as two:
        answer = client.post(reverse("imports:start"), {"file": [one, two]})
    import_ = Import.objects.get()
    assert answer.url == reverse("imports:import", args=[import_.pk])
    looked_at = page(client, import_)
    assert "2 people are new to your book." in looked_at
    assert "people.vcf:7" in looked_at
    assert not Person.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        press(client, "bring_in", import_)
    assert "2 people are in your book now." in page(client, import_)

    with django_capture_on_commit_callbacks(execute=True):
        press(client, "take_back", import_)
    assert "Your book is as it was before." in page(client, import_)
    assert not Person.objects.exists()


def test_while_it_is_read_the_page_asks_again_each_second_and_then_stops(client, ada, file):
    import_ = actions.start(ada, [(file.name, file)], now=NOW)

    running = page(client, import_, HTTP_HX_REQUEST="true")
    actions.preview(import_.pk, now=NOW)
    ready = page(client, import_, HTTP_HX_REQUEST="true")

    assert 'hx-trigger="every 1s"' in running
    assert "<progress" in running
    assert "hx-trigger" not in ready
    assert "<html" not in ready
    assert "Bring them in" in ready


def test_without_a_file_the_form_says_so(client):
    answer = client.post(reverse("imports:start"))

    assert answer.status_code == 422
    assert "Please choose a file first." in answer.content.decode()


def test_too_much_at_once_is_refused_in_words(client, file, settings):
    settings.MAX_UPLOAD_MB = 0

    with file.open("rb") as one:
        answer = client.post(reverse("imports:start"), {"file": one})

    assert "larger than 0 MB" in answer.content.decode()
    assert not Import.objects.exists()


def test_not_now_throws_the_import_away(client, ada, file):
    text = press(client, "discard", given.started(ada, file))

    assert "Nothing of it went into your book" in text
    assert not Import.objects.exists()


def test_what_cannot_be_done_any_more_is_said_in_words(client, ada, file):
    import_ = given.brought_in(ada, file)

    assert "already" in press(client, "discard", import_)
    assert "not waiting" in press(client, "bring_in", import_)


def test_a_file_that_cannot_be_read_says_why(client, ada, tmp_path):
    odd = tmp_path / "odd.bin"
    odd.write_bytes(b"\0\1\2")

    text = page(client, given.started(ada, odd))

    assert "This could not be read" in text
    assert "odd.bin" in text


def test_undo_says_who_stayed_and_why(client, ada, file):
    import_ = given.brought_in(ada, file)
    Person.objects.update(edited_at=NOW)

    text = page(client, given.undone(import_))

    assert "Ana Ruiz" in text
    assert "You have edited them since." in text


def test_each_record_is_shown_as_it_was(client, ada, file):
    import_ = given.brought_in(ada, file)

    text = client.get(reverse("imports:records", args=[import_.pk])).content.decode()
    refused = client.get(reverse("imports:records", args=[import_.pk]), {"action": "refused"}).content.decode()

    assert "EMAIL:ana@acme.example" in text
    assert "EMAIL:ana@acme.example" not in refused
    assert "people.vcf:7" in refused


def test_the_number_of_queries_does_not_depend_on_how_many_records_there_are(
    client, ada, tmp_path, django_assert_max_num_queries
):
    many = [f"FN:Person {number}\nEMAIL:p{number}@acme.example" for number in range(40)]
    import_ = given.brought_in(ada, given.cards(tmp_path / "many.vcf", *many))

    with django_assert_max_num_queries(12):
        client.get(reverse("imports:records", args=[import_.pk]))
    with django_assert_max_num_queries(12):
        client.get(reverse("imports:list"))


def test_a_stranger_finds_nothing(ada, eve, client_of, file):
    import_, client = given.started(ada, file), client_of(eve)

    for name in ("import", "records"):
        assert client.get(reverse(f"imports:{name}", args=[import_.pk])).status_code == 404
    for name in ("bring_in", "discard", "take_back"):
        assert client.post(reverse(f"imports:{name}", args=[import_.pk])).status_code == 404
    assert "people.vcf" not in client.get(reverse("imports:list")).content.decode()
