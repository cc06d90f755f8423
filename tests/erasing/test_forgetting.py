"""Nothing of the erased stays in what is about others, and nothing about others goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.duplicates import actions as duplicates
from kith.duplicates.models import Merge
from kith.erasing import actions, queries
from kith.imports import actions as imports
from kith.imports.models import Import, ImportChange, ImportFile, ImportRecord
from kith.imports.records import InteractionRecord, PersonRef
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people.models import Person, Related, Tombstone
from kith.suggestions.models import Suggestion
from tests import make
from tests.archive.given import picture
from tests.erasing.test_erasing import everything_of
from tests.imports import given
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db

QUIRK = "zebulon@quirk.example"


@pytest.fixture
def zebulon(ada) -> Person:
    return make.person(ada, "Zebulon Quirk", points=[make.email(QUIRK)])


def left_of(owner, *words: str) -> list[str]:
    found = everything_of(owner)
    return [word for word in words if word in found]


def letters(owner, *marks: str, notes: str) -> None:
    """What a mailbox tells of a day with Zebulon."""
    who = PersonRef("Zebulon Quirk", (f"email:{QUIRK}",))
    record = InteractionRecord(
        *("Post", 1, "email", TODAY, [who]),
        notes=notes,
        source_key=f"mail:t:{TODAY}:{QUIRK}",
        marks=tuple(f"r:{mark * 16}" for mark in marks),
        only_known=True,
    )
    imports.commit_records(owner, [record], title="Post", reader="imap", now=NOW)


def test_the_words_of_a_day_that_grew_are_gone(ada, zebulon):
    letters(ada, "a", notes="About zithers")
    letters(ada, "a", "b", notes="About zithers\n\nAbout lutes")
    assert ImportChange.objects.filter(owner=ada, model="interactions.interaction").exists()

    actions.erase(zebulon, at=NOW)

    assert left_of(ada, "zithers", "lutes", "quirk") == []


@pytest.mark.parametrize("name", ["Zebulon Quirk.vcf", "zebulon-quirk.vcf", "QUIRK_Zebulon.vcf"])
def test_a_file_that_is_called_after_them_is_so_no_more(ada, tmp_path, name):
    given.brought_in(ada, given.cards(tmp_path / name, f"FN:Zebulon Quirk\nEMAIL:{QUIRK}", "FN:Bo Li"))

    actions.erase(Person.objects.get(name="Zebulon Quirk"), at=NOW)

    assert left_of(ada, "quirk") == []
    assert [import_.title for import_ in Import.objects.all()] == ["A file"]
    assert [file.name for file in ImportFile.objects.all()] == ["A file"]


def test_the_title_of_what_took_them_in_is_gone(ada, zebulon):
    imports.commit_records(ada, [], title="Zebulon Quirk and one more", reader="offers", now=NOW)
    actions.erase(zebulon, at=NOW)
    assert left_of(ada, "quirk") == []


def test_where_they_stand_by_name_alone_as_a_relative_they_go(ada, zebulon):
    bo = make.person(ada, "Bo Li")
    Related.objects.create(owner=ada, person=bo, kind="friend", name="ZEBULON Quirk")
    Related.objects.create(owner=ada, person=bo, kind="friend", name="Cy Quirk")

    actions.erase(zebulon, at=NOW)

    assert [each.name for each in bo.related.all()] == ["Cy Quirk"]


def test_a_relative_of_the_name_that_somebody_else_has_stays(ada, zebulon):
    other = make.person(ada, "Zebulon Quirk")
    bo = make.person(ada, "Bo Li")
    Related.objects.create(owner=ada, person=bo, kind="friend", name="Zebulon Quirk")
    actions.erase(zebulon, at=NOW)
    assert bo.related.count() == 1
    assert other.name == "Zebulon Quirk"


def test_a_merge_of_others_keeps_nothing_and_is_split_without_them(ada, zebulon):
    bo, twin = make.person(ada, "Bo Li", met_through=zebulon), make.person(ada, "B. Li", nickname="Bobo")
    for person in (bo, twin):
        Related.objects.create(owner=ada, person=person, kind="friend", name="Zebulon Quirk", other=zebulon)
    merge = duplicates.merge(bo, twin, at=NOW)
    assert "quirk" in str(Merge.objects.get().before).lower()

    actions.erase(zebulon, at=NOW)

    assert left_of(ada, "quirk") == []
    duplicates.split(Merge.objects.get(pk=merge.pk), at=NOW)
    assert [person.related.count() for person in Person.objects.in_book().order_by("pk")] == [0, 0]
    assert left_of(ada, "quirk") == []


def test_somebody_of_that_name_who_was_only_counted_is_counted_no_more(ada, zebulon):
    for name, key in (("Zebulon Quirk", "email:z@home.example"), ("Zebulon Roe", "email:z@roe.example")):
        facts = {"name": name, "key": key, "sent": 1, "received": 0, "first": None, "last": None, "days": []}
        Suggestion.objects.create(owner=ada, kind="person", facts=facts, source_key=f"person:{key}")
    actions.erase(zebulon, at=NOW)
    assert [each.facts["name"] for each in Suggestion.objects.filter(owner=ada)] == ["Zebulon Roe"]


def test_no_picture_of_them_stays_on_the_disk(ada, zebulon, django_capture_on_commit_callbacks):
    folder = Path(settings.MEDIA_ROOT) / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    twin = make.person(ada, "Zeb Quirk")
    people.set_photo(zebulon, picture("teal"), at=NOW)
    people.set_photo(twin, picture("red"), at=NOW)
    duplicates.merge_people(Person.objects.get(pk=zebulon.pk), [Person.objects.get(pk=twin.pk)], at=NOW)
    assert len(set(folder.iterdir()) - before) == 2

    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(Person.objects.get(pk=zebulon.pk), at=NOW)

    assert set(folder.iterdir()) - before == set()


def test_others_keep_what_was_kept_of_them(ada, tmp_path):
    shared = "TEL:+34600123456\nURL:https://acme.example"
    cards = [
        f"FN:{name}\n{shared}\nNOTE:{note}" for name, note in (("Ann", "x"), ("Joanna Bell", "annual, met Ann Roe"))
    ]
    import_ = given.brought_in(ada, given.cards(tmp_path / "book.vcf", *cards))
    before = ImportRecord.objects.filter(person__name="Joanna Bell").values().get()

    actions.erase(Person.objects.get(name="Ann"), at=NOW)

    assert ImportRecord.objects.filter(person__name="Joanna Bell").values().get() == before
    import_.refresh_from_db()
    assert [each["name"] for each in import_.summary["first"]] == ["Joanna Bell"]


def test_a_record_of_somebody_else_that_names_them_is_still_known_again(ada, zebulon, tmp_path):
    file = given.cards(tmp_path / "book.vcf", f"FN:Bo Li\nNOTE:Works with {QUIRK}")
    given.brought_in(ada, file)
    Person.objects.filter(name="Bo Li").update(notes="", search_text="")

    actions.erase(zebulon, at=NOW)
    assert left_of(ada, "quirk") == []
    given.brought_in(ada, file)

    assert Person.objects.get(name="Bo Li").notes == ""


def test_a_file_that_waits_is_named_as_it_may_tell_of_them(ada, zebulon, tmp_path):
    import_ = given.started(ada, given.cards(tmp_path / "waits.vcf", "FN:Bo Li"))
    assert [each.title for each in queries.mentions(zebulon)] == ["waits.vcf, which waits to be brought in"]
    imports.discard(import_)
    assert queries.mentions(zebulon) == []


def test_whoever_comes_back_and_is_erased_again_can_be_let_back_by_what_was_known_first(ada, zebulon):
    actions.erase(zebulon, at=NOW)
    again = make.person(ada, "Zebulon Quirk", points=[make.email(QUIRK), make.email("z@new.example")])
    actions.erase(again, at=NOW)

    assert actions.let_back(ada, [f"email:{QUIRK}"], "")
    assert not Tombstone.objects.filter(owner=ada).exists()


def looks_at_records(crowd: list[Person]) -> int:
    """Erase people, and return how often the records of imports were asked for."""
    with CaptureQueriesContext(connection) as asked:
        people.erase_people(crowd, at=NOW)
    return sum(ImportRecord._meta.db_table in each["sql"] for each in asked)


def test_many_with_a_long_history_are_erased_as_one(ada):
    crowd = [make.person(ada, f"Zeb{n} Quirk{n}", points=[make.email(f"zeb{n}@quirk.example")]) for n in range(40)]
    alone = make.person(ada, "Zulu Quirk", points=[make.email("zulu@quirk.example")])
    import_ = make.imported(ada, "old")
    ImportRecord.objects.bulk_create(
        ImportRecord(owner=ada, of=import_, file="old", line=n, action="created", name=f"Bo{n} Li", raw="x y z " * 60)
        for n in range(10_000)
    )

    of_one, of_many = looks_at_records([alone]), looks_at_records(crowd)

    assert 0 < of_many <= of_one, "each record is looked at once, not once for each of them"
    assert Interaction.objects.filter(owner=ada).count() == 0
