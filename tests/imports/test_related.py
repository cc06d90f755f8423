"""Who belongs to somebody stands with them once, and is known as a person of the book where that is certain."""

from kith.imports import actions
from kith.imports.models import Import
from kith.imports.records import PersonRecord, PersonRef, RelatedRecord
from kith.people import tombstones
from kith.people.models import Person, Related
from tests import make
from tests.imports import given
from tests.make import NOW, TODAY


def card(name: str, *related: RelatedRecord, line: int = 1, **more) -> PersonRecord:
    keys = (f"uid:{name}",)
    return PersonRecord("a.vcf", line, name, related=list(related), keys=keys, raw=f"{name} {related}", **more)


def brought(owner, *records) -> Import:
    import_ = actions.commit_records(owner, records, title="a.vcf", reader="vcard", now=NOW)
    import_.refresh_from_db()
    return import_


def told(owner) -> list[tuple[str | None, ...]]:
    rows = Related.objects.filter(owner=owner).select_related("person", "other").order_by("pk")
    return [(row.person.name, row.kind, row.label, row.name, row.other and row.other.name) for row in rows]


SPOUSE = RelatedRecord("spouse", "Bo Li", "Ehemann")


def test_who_belongs_to_somebody_is_kept_in_the_words_of_the_source(ada):
    import_ = brought(ada, card("Ana Ruiz", SPOUSE, RelatedRecord("godchild", "Kim", "godchild")))

    assert told(ada) == [
        ("Ana Ruiz", "spouse", "Ehemann", "Bo Li", None),
        ("Ana Ruiz", "other", "godchild", "Kim", None),
    ]
    assert import_.summary["related"] == 2


def test_the_same_card_five_times_and_another_card_add_them_once(ada):
    for _ in range(5):
        brought(ada, card("Ana Ruiz", SPOUSE))
    brought(ada, card("Ana Ruiz", RelatedRecord("spouse", "BO LI"), nickname="Anita"))

    assert len(told(ada)) == 1


def test_they_are_known_by_whole_name_or_by_identifier(ada):
    make.person(ada, "Kim Poe", points=[make.email("kim@x.example")])
    manager = RelatedRecord("manager", "Kimberly Poe", keys=("email:kim@x.example",))

    brought(ada, card("Ana Ruiz", SPOUSE, manager), card("Bo Li", line=2))

    assert [other for *_rest, other in told(ada)] == ["Bo Li", "Kim Poe"]


def test_of_several_people_of_the_name_none_is_meant(ada):
    make.person(ada, "Bo Li")
    make.person(ada, "Bo Li")

    brought(ada, card("Ana Ruiz", SPOUSE, RelatedRecord("friend", "Ana Ruiz")))

    assert [other for *_rest, other in told(ada)] == [None, None]


def test_who_comes_later_is_known_then_and_not_any_more_when_taken_back(ada):
    brought(ada, card("Ana Ruiz", SPOUSE))

    import_ = brought(ada, card("Bo Li"))
    assert told(ada)[0][-1] == "Bo Li"

    given.undone(import_)
    assert told(ada)[0][-1] is None
    assert not Person.objects.filter(name="Bo Li").exists()


def test_undo_takes_away_what_was_added_to_somebody_who_was_there(ada):
    brought(ada, card("Ana Ruiz"))
    before = given.book(ada)

    import_ = brought(ada, card("Ana Ruiz", SPOUSE))
    assert import_.summary["people"] == {"updated": 1}
    given.undone(import_)

    assert given.book(ada) == before


def test_who_referred_somebody_is_how_they_were_met_where_that_is_blank(ada):
    brought(ada, card("Bo Li"), card("Cy Ünal"))
    referred = RelatedRecord("referred_by", "Bo Li")
    brought(ada, card("Ana Ruiz", referred, met_through=PersonRef("Bo Li")))
    brought(ada, card("Ana Ruiz", RelatedRecord("referred_by", "Cy Ünal"), met_through=PersonRef("Cy Ünal")))

    assert Person.objects.get(name="Ana Ruiz").met_through.name == "Bo Li"
    assert [row[3] for row in told(ada)] == ["Bo Li", "Cy Ünal"]


def test_somebody_who_was_erased_is_not_named(ada):
    tombstones.bury(ada, ["email:bo@x.example"], ["Bo Li"], TODAY)

    brought(ada, card("Ana Ruiz", RelatedRecord("spouse", "Bo Li", keys=("email:bo@x.example",))))

    assert told(ada) == []


def test_people_of_another_book_are_never_meant(ada, eve):
    make.person(eve, "Bo Li")

    brought(ada, card("Ana Ruiz", SPOUSE))

    assert told(ada)[0][-1] is None
