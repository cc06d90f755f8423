"""A book comes back as it was, wherever it is put."""

import json
import re

import pytest

from kith.accounts.models import User
from kith.archive import tables
from kith.duplicates import actions as duplicates
from kith.duplicates.models import Merge
from kith.imports.models import Import
from kith.interactions.models import Interaction
from kith.people import actions as people_actions
from kith.people import photos
from kith.people.models import Label, Organisation, Person, Related
from tests import make
from tests.archive import given
from tests.erasing.test_erasing import everything_of
from tests.imports import given as imports
from tests.make import NOW


@pytest.fixture
def archive(ada, tmp_path):
    """A book with something of everything, packed."""
    given.book(ada, tmp_path)
    return given.packed(ada, tmp_path / "kith.zip")


def everything(owner) -> dict[str, int]:
    return {label: tables.rows(label, owner).count() for label in tables.models()}


def test_the_book_has_something_of_everything(ada, archive):
    assert [label for label, count in everything(ada).items() if not count] == []


def test_an_empty_book_becomes_byte_equal(ada, eve, archive, tmp_path):
    import_ = given.restored(eve, archive)

    again = given.packed(eve, tmp_path / "again.zip")
    assert import_.state == Import.State.DONE
    assert given.member(again) == given.member(archive)


def test_the_pictures_are_byte_equal_as_well(ada, eve, archive, tmp_path):
    given.restored(eve, archive)

    again = given.packed(eve, tmp_path / "again.zip")
    pictures = [name for name in given.names(archive) if name.startswith("photos/")]
    assert len(pictures) == 4
    assert given.names(again) == given.names(archive)
    assert [given.member(again, name) for name in pictures] == [given.member(archive, name) for name in pictures]


def test_what_is_worked_out_is_worked_out_again(ada, eve, archive):
    given.restored(eve, archive)

    fields = ("name", "sort_name", "search_text", "tier", "phase", "warmth", "touches", "next_touch_on", "cadence_rule")
    theirs, mine = (
        list(Person.objects.filter(owner=owner).in_book().order_by("pk").values_list(*fields)) for owner in (ada, eve)
    )
    assert [row[:-1] for row in mine] == [row[:-1] for row in theirs]
    assert mine[0][4:7] == ("new", theirs[0][5], 4)


def test_settings_come_along_into_an_empty_book_only(ada, eve, archive):
    ben = make.user("ben")
    make.person(ben, "Somebody")

    for owner in (eve, ben):
        given.restored(owner, archive)

    assert User.objects.get(pk=eve.pk).time_zone == "Europe/Berlin"
    assert User.objects.get(pk=ben.pk).time_zone == "UTC"


def test_the_same_archive_twice_changes_nothing(ada, eve, archive, tmp_path):
    given.restored(eve, archive)
    once = everything(eve)

    import_ = given.restored(eve, archive)

    assert everything(eve) == once
    assert given.member(given.packed(eve, tmp_path / "again.zip")) == given.member(archive)
    assert set(import_.summary["people"]) == {"unchanged"}


def test_ones_own_archive_changes_nothing_in_the_book_it_came_from(ada, archive, tmp_path):
    before = everything(ada)

    given.restored(ada, archive)

    assert everything(ada) == before
    assert given.member(given.packed(ada, tmp_path / "again.zip")) == given.member(archive)


def test_a_merge_can_still_be_split(ada, eve, archive, tmp_path):
    given.restored(eve, archive)

    for owner in (ada, eve):
        for merge in Merge.objects.filter(owner=owner).order_by("-pk"):
            duplicates.split(merge, at=NOW)

    packed = [given.packed(owner, tmp_path / f"{owner.pk}.zip") for owner in (ada, eve)]
    documents = [json.loads(given.member(each))["tables"] for each in packed]
    for label in documents[0].keys() - {"duplicates.merge", "imports.importchange", "today.answer"}:
        assert _without_links(documents[1][label]) == _without_links(documents[0][label]), label
    assert Person.objects.get(owner=eve, name="Ana R.").points.count() == 2


def _without_links(rows):
    """Rows that came back from a merge stand at other places in their tables."""
    return sorted(json.dumps({k: v for k, v in row.items() if not isinstance(v, int)}, sort_keys=True) for row in rows)


def test_an_import_can_still_be_undone(ada, eve, archive):
    given.restored(eve, archive)

    for owner in (ada, eve):
        imports.undone(Import.objects.get(owner=owner, title="cards.vcf"))

    cy = Person.objects.get(owner=eve, name__startswith="Cy")
    assert (cy.nickname, cy.points.filter(kind="phone").count()) == ("", 0)
    assert _told(eve) == _told(ada)


def _told(owner):
    """The book but for names of chance, numbers of rows, and what is left standing of those who were merged away."""
    rows = [re.sub(r"(photo|search_text)='[^']*'", "", row) for row in imports.book(owner)]
    left_out = re.compile(r"people\.SavedView|people\.Person .*merged_into='")
    return [row for row in rows if not left_out.match(row)]


def test_what_was_brought_in_before_is_known_again(ada, eve, archive, tmp_path):
    given.restored(eve, archive)
    once = imports.book(eve)

    imports.brought_in(eve, tmp_path / "linkedin.zip")

    assert imports.book(eve) == once


def test_undo_leaves_an_empty_book_empty(ada, eve, archive, django_capture_on_commit_callbacks):
    before = User.objects.filter(pk=eve.pk).values().get()
    import_ = given.restored(eve, archive)
    files = list(Person.objects.filter(owner=eve).exclude(photo="").values_list("photo", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        import_ = imports.undone(import_)

    assert {label: count for label, count in everything(eve).items() if count} == {}
    assert import_.kept == []
    assert {**User.objects.filter(pk=eve.pk).values().get(), "ties_as_of": None} == {**before, "ties_as_of": None}
    assert [name for name in files if photos.path_of(name).exists()] == []
    assert everything(ada)["people.person"] > 0


def test_undo_keeps_whoever_was_edited_since(ada, eve, archive):
    import_ = given.restored(eve, archive)
    cy = Person.objects.get(owner=eve, name__startswith="Cy")
    later = NOW.replace(hour=12)
    people_actions.edit_person(cy, version=cy.version, at=later, fields={"notes": "Mine now."})

    import_ = imports.undone(import_)

    kept = Person.objects.get(owner=eve)
    assert (kept.name, kept.notes, kept.points.count()) == ("Cy  Ünal", "Mine now.", 3)
    assert [each["name"] for each in import_.kept] == ["Cy  Ünal"]


def test_a_book_that_has_things_keeps_them_and_gets_the_rest(ada, eve, archive):
    mine = make.person(eve, "Ivy Own", positions=[make.job("ACME")], labels=["PyCon"])
    before = imports.book(eve)

    import_ = given.restored(eve, archive)
    assert set(before) <= set(imports.book(eve)) | {row for row in before if "Person" in row}
    assert Organisation.objects.filter(owner=eve, key="acme").count() == 1
    assert Label.objects.filter(owner=eve, name__iexact="pycon").count() == 1
    assert import_.summary["people"] == {"created": Person.objects.filter(owner=eve).count() - 1}
    imports.undone(import_)

    assert Person.objects.get(owner=eve) == mine
    assert Label.objects.get(owner=eve).name == "PyCon"


def test_ones_own_card_joins_the_one_that_is_there(ada, eve, archive):
    make.person(eve, "Eve", is_self=True, nickname="Evie")
    before = imports.book(eve)

    import_ = given.restored(eve, archive)
    me = Person.objects.get(owner=eve, is_self=True)
    assert (me.name, me.nickname, me.headline) == ("Eve", "Evie", "Analyst")
    imports.undone(import_)

    assert imports.book(eve) == before


def test_only_one_who_is_new_brings_details(ada, archive):
    cy = Person.objects.get(owner=ada, name__startswith="Cy")
    people_actions.edit_person(cy, version=cy.version, at=NOW, fields={"notes": "shorter"}, points=[])

    given.restored(ada, archive)

    cy.refresh_from_db()
    assert (cy.notes, cy.points.count()) == ("shorter", 0)


def test_nothing_of_one_book_changes_another(ada, eve, archive, tmp_path):
    before = given.member(given.packed(ada, tmp_path / "before.zip"))

    imports.undone(given.restored(eve, archive))

    assert given.member(given.packed(ada, tmp_path / "after.zip")) == before


def test_the_archive_itself_is_no_part_of_what_it_brought(ada, eve, archive):
    given.restored(eve, archive)

    assert tables.rows("imports.import", eve).count() == tables.rows("imports.import", ada).count() == 3
    assert Import.objects.filter(owner=eve, reader="kith").count() == 1


@pytest.fixture
def with_zebulon(ada, tmp_path):
    """A packed book with somebody in it who has a past with others, relatives, and came by an import."""
    imports.brought_in(ada, imports.cards(tmp_path / "zebulon quirk.vcf", "FN:Zebulon Quirk\nEMAIL:z@quirk.example"))
    zebulon, bo = Person.objects.get(name="Zebulon Quirk"), make.person(ada, "Bo Li", notes="Shy")
    make.interaction(ada, zebulon, summary="Talked of zithers")
    make.interaction(ada, zebulon, bo, summary="Lunch")
    make.person(ada, "Cy Roe", met_through=zebulon)
    Related.objects.create(owner=ada, person=bo, kind="friend", name="Zebulon Quirk", other=zebulon)
    return given.packed(ada, tmp_path / "book.zip")


def quirks(owner) -> list[str]:
    return [word for word in ("quirk", "zithers", "zebulon") if word in everything_of(owner)]


def test_an_archive_does_not_bring_back_whom_the_user_erased_since(ada, eve, with_zebulon):
    people_actions.erase_people([Person.objects.get(owner=ada, name="Zebulon Quirk")], at=NOW)
    stranger = make.person(eve, "Zeb", points=[make.email("z@quirk.example")])
    people_actions.erase_people([stranger], at=NOW)

    for owner in (ada, eve):
        previewed = imports.started(owner, with_zebulon).summary
        import_ = given.restored(owner, with_zebulon)

        assert sorted(Person.objects.filter(owner=owner).values_list("name", flat=True)) == ["Bo Li", "Cy Roe"]
        assert list(Interaction.objects.filter(owner=owner).values_list("summary", flat=True)) == ["Lunch"]
        assert quirks(owner) == []
        for summary in (previewed, import_.summary):
            assert summary["left"] == ([{"reason": "You erased this person.", "count": 1}])
    assert import_.summary["people"] == {"created": 2}


def test_such_a_restore_can_be_taken_back(ada, eve, with_zebulon):
    people_actions.erase_people([make.person(eve, "Zeb", points=[make.email("z@quirk.example")])], at=NOW)

    import_ = imports.undone(given.restored(eve, with_zebulon))

    assert import_.state == Import.State.UNDONE
    assert not Person.objects.filter(owner=eve).exists()
    assert quirks(eve) == []


def test_whoever_was_put_in_again_by_hand_comes_along_with_the_tombstone_beside_them(ada, eve, tmp_path):
    people_actions.erase_people([make.person(ada, "Zeb", points=[make.email("z@quirk.example")])], at=NOW)
    make.person(ada, "Zeb", points=[make.email("z@quirk.example")])
    given.restored(eve, given.packed(ada, tmp_path / "book.zip"))
    assert [person.name for person in Person.objects.filter(owner=eve)] == ["Zeb"]
