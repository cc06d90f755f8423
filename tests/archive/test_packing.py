"""What is in the ZIP besides the document: vCards and a table that other programs read."""

import csv
import io

import pytest

from kith.archive import cards, sheets, tables
from kith.archive.zipped import DOCUMENT
from kith.people.models import Person
from kith.people.vcards import read_cards
from tests import make
from tests.addresses import owned_models
from tests.archive import given


@pytest.fixture
def archive(ada, tmp_path):
    """A book with something of everything, packed."""
    given.book(ada, tmp_path)
    return given.packed(ada, tmp_path / "kith.zip")


def test_every_kind_of_row_is_packed_or_left_out_for_a_reason():
    labels = {model._meta.label_lower for model in owned_models()}

    assert labels == tables.models().keys() | tables.LEFT_OUT.keys()
    assert all(tables.LEFT_OUT.values())


def test_every_field_is_packed_or_worked_out_anew():
    for label, model in tables.models().items():
        packed = {column.name for column in (*tables.columns(label), *tables.worked_out(label))}
        assert packed == {field.name for field in model._meta.concrete_fields} - {"id", "owner"}
        assert tables.WORKED_OUT.get(label, frozenset()) <= packed


def test_every_row_without_a_uid_belongs_to_another_or_is_known_by_what_it_says():
    alone = [label for label in tables.models() if not tables.has_uid(label) and tables.parent(label) is None]

    assert set(alone) == {"cadences.cadencerule", "imports.columnmapping", "people.tombstone", "directory.wish"}


def test_the_same_book_gives_the_same_document(ada, archive, tmp_path):
    assert given.member(given.packed(ada, tmp_path / "again.zip")) == given.member(archive)


def test_the_zip_has_all_four_parts_and_says_what_they_are(archive):
    text = given.member(archive, "README.txt").decode()

    assert {"README.txt", "book.json", "people.vcf", "people.csv"} <= set(given.names(archive))
    assert all(name in text for name in ("book.json", "people.vcf", "people.csv", "photos/"))


def test_everybody_in_the_book_is_in_the_cards_and_in_the_table(ada, archive):
    people = Person.objects.visible_to(ada).in_book()

    names = [card.fn for card in read_cards(given.member(archive, "people.vcf"))]
    rows = list(csv.reader(io.StringIO(given.member(archive, "people.csv").decode("utf-8-sig"))))
    assert names == [row[0] for row in rows[1:]] == list(people.order_by("pk").values_list("name", flat=True))
    assert tuple(rows[0]) == sheets.HEADER


def test_a_card_says_what_the_book_knows(ada, archive):
    [cy] = [card for card in read_cards(given.member(archive, "people.vcf")) if card.fn.startswith("Cy")]

    assert [entry.value for entry in cy.emails] == ["cy@acme.example"]
    assert cy.emails[0].types == ("work",)
    assert cy.adrs[0].parts == tuple("abcdefg")
    assert cy.birthday is not None
    assert (cy.birthday.iso, cy.categories, cy.interests) == ("--02-29", ["climbing", "pycon"], ["chess"])
    assert cy.notes == ["Line one\nline “two” 🙂 \u2028 end"]
    assert cy.related[0].name == "Ana Ruiz"
    assert cy.orgs == []
    assert cy.photo is not None
    assert cy.photo.data[:2] == b"\xff\xd8"


def test_a_card_says_the_work_of_now_and_days_of_other_kinds(ada):
    days = [
        {"kind": "anniversary", "month": 6, "day": 1, "year": 2010},
        {"kind": "work_anniversary", "month": 9, "day": 3},
    ]
    points = [{"kind": "handle", "value": "ana", "label": "matrix"}, make.email("a@b.example", label="summer house")]
    points += [{"kind": "address", "value": "Calle 1"}, make.email("c@d.example", is_preferred=True)]
    person = make.person(
        ada, "Ana Ruiz", occasions=days, points=points, positions=[make.job("Acme", "CTO", department="Lab")]
    )

    card = cards.card_of(cards.with_details(Person.objects.filter(pk=person.pk)).get())

    assert (card.orgs, card.titles) == ([("Acme", "Lab")], ["CTO"])
    assert card.anniversary is not None
    assert card.anniversary.iso == "2010-06-01"
    assert [(day.label, day.date.iso) for day in card.dates] == [("Work anniversary", "--09-03")]
    assert [entry.value for entry in card.emails] == ["c@d.example", "a@b.example"]
    assert card.emails[1].label == "summer house"
    assert card.adrs[0].parts[2] == "Calle 1"
    assert (card.handles[0].value, card.handles[0].service) == ("ana", "matrix")
    assert card.uid == person.uid.urn


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-1", "@x", "\tx", "'x", "x", "", "''", "a=b"])
def test_a_cell_is_no_formula_and_comes_back_as_it_was(text):
    cell = sheets.safe(text)

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert sheets.plain(cell) == text


def test_no_cell_of_the_table_can_be_taken_for_a_formula(ada, tmp_path):
    make.person(ada, "=HYPERLINK()", notes="@me", points=[{"kind": "phone", "value": "+49 30 1234567"}])
    archive = given.packed(ada, tmp_path / "kith.zip")

    _header, row = csv.reader(io.StringIO(given.member(archive, "people.csv").decode("utf-8-sig")))

    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert sheets.plain(row[sheets.HEADER.index("phone")]) == "+49 30 1234567"


def test_a_picture_whose_file_is_gone_is_left_out(ada, tmp_path):
    person = make.person(ada, "Ana Ruiz")
    Person.objects.filter(pk=person.pk).update(photo="gone.jpg")

    archive = given.packed(ada, tmp_path / "kith.zip")

    assert b'"photo": ""' in given.member(archive)
    assert DOCUMENT in given.names(archive)


@pytest.mark.django_db(transaction=True)
def test_a_book_is_read_as_of_one_moment_and_nobody_waits(tmp_path):
    ada = make.user("ada")
    make.person(ada, "Ana Ruiz")

    archive = given.packed(ada, tmp_path / "kith.zip")
    make.person(ada, "Bo Li")  # the moment is over: writing goes on in the same connection

    assert b"Ana Ruiz" in given.member(archive)
    assert Person.objects.count() == 2
