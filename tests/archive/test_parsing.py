"""An archive that is not what Kith writes is refused in words, and nothing of it reaches the book."""

import io
import zipfile

import pytest
from PIL import Image

from kith.archive import pictures, tables
from kith.archive.zipped import DOCUMENT
from kith.imports.models import Import
from kith.people import photos
from kith.people.models import Person
from tests.archive import given


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where the one archive of these tests is."""
    return tmp_path_factory.mktemp("archive")


@pytest.fixture
def archive(ada, place):
    """A book that has merges and imports, packed; made once, as it takes most of a second."""
    packed = place / "kith.zip"
    if not packed.exists():
        given.book(ada, place)
        given.packed(ada, packed)
    return packed


def row(document, label, place=0):
    return document["tables"][label][place]


def set_in(label, field, value):
    return lambda document: row(document, label).update({field: value})


def drop(label, field):
    return lambda document: row(document, label).pop(field) and None


def twice(label):
    return lambda document: document["tables"][label].append(row(document, label))


def merged_in_a_ring(document):
    one, other = (row(document, "people.person", place) for place in (0, 1))
    one["merged_into"], other["merged_into"] = other["uid"], one["uid"]


def two_selves(document):
    for person in document["tables"]["people.person"]:
        person["is_self"] = True


def in_merge(change):
    return lambda document: change(row(document, "duplicates.merge", 1)) and None


def in_change(**values):
    return lambda document: row(document, "imports.importchange").update(values)


WRONG = {
    "no JSON": (lambda _d: '{"format": "kith-book", ', "not JSON"),
    "deep": (lambda _d: '{"format": "kith-book", "x": ' + "[" * 100_000, "not JSON"),
    "not a number": (lambda _d: '{"format": "kith-book", "x": NaN}', "not JSON"),
    "a list": (lambda _d: '["format": "kith-book"]', "not JSON"),
    "newer": (lambda d: d.update(version=2), "made by a newer Kith"),
    "no version": (lambda d: d.update(version="one"), "version"),
    "a table missing": (lambda d: d["tables"].pop("people.label") and None, "“people.label” is missing"),
    "an unknown table": (lambda d: d["tables"].update(users=[]), "does not know “users”"),
    "no list": (lambda d: d["tables"].update({"people.label": {}}), "no list of rows"),
    "no row": (lambda d: d["tables"]["people.label"].append(7), "people.label, row 3"),
    "a field missing": (drop("people.person", "name"), "people.person, row 1: “name” is missing"),
    "an unknown field": (set_in("people.person", "owner", 1), "does not know “owner”"),
    "wrong text": (set_in("people.person", "name", 7), "“name” is not text"),
    "long text": (set_in("people.person", "name", "x" * 301), "longer than 300"),
    "unknown word": (set_in("people.person", "relation", "boss"), "does not know"),
    "wrong number": (set_in("interactions.interaction", "version", "1"), "not a whole number"),
    "huge number": (set_in("interactions.interaction", "version", 10**12), "not between"),
    "wrong flag": (set_in("people.person", "is_self", 1), "neither yes nor no"),
    "wrong moment": (set_in("people.person", "created_at", "2026-01-01T00:00:00"), "not a moment"),
    "far moment": (set_in("people.person", "created_at", "9999-12-31T00:00:00+00:00"), "not a moment"),
    "wrong day": (set_in("interactions.interaction", "on", "2026-02-30"), "not a day"),
    "wrong month": (set_in("people.person", "met_on", "2026-13"), "not a day, month or year"),
    "no such day": (set_in("people.occasion", "day", 30), "no such day"),
    "wrong uid": (set_in("people.person", "uid", "x"), "not a UUID"),
    "same uid": (twice("people.person"), "same uid"),
    "wrong list": (set_in("people.person", "interests", [1]), "not a list of words"),
    "wrong form": (set_in("people.person", "extra", []), "another form"),
    "bad uid reference": (set_in("people.position", "person", "x"), "points at something"),
    "a reference by number": (set_in("people.position", "person", 1), "points at something"),
    "no parent": (set_in("people.position", "person", None), "points at something"),
    "a picture elsewhere": (set_in("people.person", "photo", "photos/../../x.jpg"), "not as Kith writes it"),
    "two selves": (two_selves, "more than one of them is you"),
    "a ring of merges": (merged_in_a_ring, "merged into themself"),
    "an import under way": (set_in("imports.import", "state", "saving"), "cannot be part of a book"),
    "a book in a book": (set_in("imports.importfile", "reader", "kith"), "cannot be part of a book"),
    "another's row": (in_change(field="owner_id"), "not as Kith writes it"),
    "another model": (in_change(model="accounts.user", field="email"), "not as Kith writes it"),
    "no such row": (in_change(row=10_000), "not as Kith writes it"),
    "a huge gap": (in_change(row=-(10**9)), "numbered one by one"),
    "what a field cannot be": (in_change(model="people.person", field="nickname", before=7), "not as Kith writes it"),
    "a strange merge": (in_merge(lambda m: m["before"].update(more=1) or 1), "not as Kith writes it"),
    "a strange link": (in_merge(lambda m: m["moved"].update({"accounts.user.id": [1]}) or 1), "not as Kith writes it"),
    "a strange row": (
        in_merge(lambda m: m["before"]["removed"].append({"model": "accounts.user", "pk": 1, "fields": {}}) or 1),
        "not as Kith writes it",
    ),
    "wrong settings": (lambda d: d["settings"].update(time_zone="Mars"), "settings"),
    "settings of another kind": (lambda d: d["settings"].update(people_a_day="7"), "not a whole number"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_document_is_refused_with_the_place_and_the_reason(archive, eve, tmp_path, name):
    change, reason = WRONG[name]
    hostile = given.changed(archive, tmp_path / "hostile.zip", change)

    import_ = given.restored(eve, hostile)

    assert import_.state == Import.State.FAILED
    [refused] = import_.summary["refused"]
    assert (refused["file"], refused["line"]) == ("hostile.zip", 0)
    assert reason in refused["reason"]
    assert not Person.objects.filter(owner=eve).exists()


def test_rows_that_contradict_one_another_leave_nothing_half_done(archive, eve, tmp_path):
    before = sorted(photos.path_of("x.jpg").parent.glob("*"))
    hostile = given.changed(archive, tmp_path / "hostile.zip", twice("people.labelling"))

    import_ = given.restored(eve, hostile)

    assert "contradict" in import_.summary["refused"][0]["reason"]
    assert [label for label in tables.models() if tables.rows(label, eve).exists()] == []
    assert sorted(photos.path_of("x.jpg").parent.glob("*")) == before


def test_a_zip_packed_again_by_hand_within_a_folder_is_read(archive, eve, tmp_path):
    packed = tmp_path / "by-hand.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), reverse=True):
            new.writestr(f"my book/{name}", old.read(name))

    given.restored(eve, packed)

    again = given.packed(eve, tmp_path / "again.zip")
    assert given.member(again) == given.member(archive)
    assert given.names(again) == given.names(archive)


def test_a_zip_of_something_else_is_left_to_other_readers(ada, tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("book.json", '{"title": "Emma"}')

    import_ = given.restored(ada, other)

    assert "holds nothing that Kith reads" in import_.problem


def test_a_missing_picture_is_done_without(archive, eve, tmp_path):
    bare = tmp_path / "bare.zip"
    with zipfile.ZipFile(bare, "w") as file:
        file.writestr("book.json", given.member(archive))

    given.restored(eve, bare)

    assert Person.objects.filter(owner=eve).exists()
    assert not Person.objects.filter(owner=eve).exclude(photo="").exists()


def test_a_picture_that_is_none_is_refused(archive, eve, tmp_path):
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<svg/>" if name.startswith("photos/") else old.read(name))

    import_ = given.restored(eve, hostile)

    assert "photos/" in import_.summary["refused"][0]["reason"]
    assert not Person.objects.filter(owner=eve).exists()


def test_kiths_own_pictures_are_plain_and_others_are_made_so():
    ours = photos.encode(given.picture())
    big = io.BytesIO()
    Image.new("RGB", (900, 900)).save(big, "JPEG")

    assert pictures.is_plain(ours)
    comment = ours[:2] + b"\xff\xfe\x00\x08secret" + ours[2:]
    strangers = [comment, ours + b"<script>", ours[:-20], big.getvalue(), given.picture(), b"", b"\xff\xd8"]
    assert [pictures.is_plain(each) for each in strangers] == [False] * len(strangers)
    kept = photos.path_of(pictures.kept(comment, photos.new_name())).read_bytes()
    assert b"secret" not in kept


def test_the_document_has_one_row_a_line_in_utf8(archive):
    lines = given.member(archive).decode().splitlines()

    assert any(line.startswith("   {") and "🙂" in line for line in given.member(archive).decode().split("\n"))
    assert lines[0] == "{"
    assert DOCUMENT in given.names(archive)
