"""kith.network.loading: the network of a book, stored, and never out of date."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings

from kith.duplicates import actions as merging
from kith.introductions.models import Introduction
from kith.network import actions, loading, mapping, storing
from kith.network.crowd import gather
from kith.network.loading import load_network
from kith.network.mapping import map_of
from kith.network.models import Change
from kith.people import actions as people
from kith.people.models import Person
from kith.ties import actions as ties
from kith.ties.models import Acquaintance
from tests import make

NOW, TODAY = make.NOW, make.TODAY


@pytest.fixture
def book(ada):
    """Ana is close, Bo is known, Cem is not known yet; Ana knows Cem."""
    ana, cem = make.person(ada, "Ana Ruiz"), make.person(ada, "Cem Ay")
    bo = make.person(ada, "Bo Li", positions=[make.job("Acme", started="2019")])
    ties.overrule(ana, tier=3, on=TODAY)
    make.interaction(ada, bo, kind="email")
    Acquaintance.objects.create(owner=ada, one=ana, other=cem, sureness=3)
    return ada


def person(owner, name) -> Person:
    return Person.objects.get(owner=owner, name=name)


def as_it_is(owner):
    """What a network is when it is worked out from the rows as they are now, nothing of it stored."""
    crowd = gather(owner, TODAY)
    pairs = {
        (int(crowd.ids[a]), int(crowd.ids[b])): int(k)
        for a, b, k in zip(crowd.one, crowd.other, crowd.strength, strict=True)
    }
    people_ = {
        int(pk): (int(t), int(w), round(float(c), 5))
        for pk, t, w, c in zip(crowd.ids, crowd.tier, crowd.warmth, crowd.chance, strict=True)
    }
    return people_, pairs


def as_loaded(owner):
    crowd = load_network(owner, TODAY).crowd
    pairs = {
        (int(crowd.ids[a]), int(crowd.ids[b])): int(k)
        for a, b, k in zip(crowd.one, crowd.other, crowd.strength, strict=True)
    }
    people_ = {
        int(pk): (int(t), int(w), round(float(c), 5))
        for pk, t, w, c in zip(crowd.ids, crowd.tier, crowd.warmth, crowd.chance, strict=True)
    }
    return people_, pairs


def test_people_stand_in_the_order_of_their_ids_behind_the_user(book):
    network = load_network(book, TODAY)

    assert network.crowd.ids.tolist() == [
        0,
        *Person.objects.filter(owner=book).order_by("pk").values_list("pk", flat=True),
    ]
    assert network.crowd.level.tolist() == [3, 1, 3, 2]
    assert network.crowd.chance[0] == network.crowd.chance[2] == 0
    assert network.crowd.chance[1] > network.crowd.chance[3] > 0


def test_places_are_found_by_ids_and_nobody_elses(book, eve):
    stranger = make.person(eve, "Stranger")
    network = load_network(book, TODAY)
    ids = network.crowd.ids.tolist()

    assert network.places([ids[3], stranger.pk, ids[1], 0, 10**12]).tolist() == [1, 3]
    assert network.ids([3, 1]) == (ids[3], ids[1])


def test_a_path_leads_from_the_user_through_whoever_knows_somebody(book):
    network = load_network(book, TODAY)

    [path] = network.strong.best_paths(0, network.places([person(book, "Cem Ay").pk]))

    assert network.ids(path.people) == (0, person(book, "Ana Ruiz").pk, person(book, "Cem Ay").pk)


def test_a_further_look_asks_one_question_and_gets_the_same_network(book, django_assert_num_queries):
    load_network(book, TODAY)
    first = load_network(book, TODAY)

    with django_assert_num_queries(1):
        assert load_network(book, TODAY) is first


def test_another_process_opens_what_was_stored(book):
    first = load_network(book, TODAY)
    loading._open.clear()

    second = load_network(book, TODAY)

    assert second is not first
    assert second.folder == first.folder
    assert (second.crowd.ids == first.crowd.ids).all()


def add(owner):
    make.person(owner, "New One", positions=[make.job("Acme")])


def edit(owner):
    ana = person(owner, "Ana Ruiz")
    place = [make.job("Acme", started="2020", ended="2024", is_current=False)]
    people.edit_person(ana, at=NOW, version=ana.version, fields={}, positions=place)


def meet(owner):
    make.interaction(owner, person(owner, "Bo Li"), person(owner, "Cem Ay"))


def overrule(owner):
    ties.overrule(person(owner, "Bo Li"), tier=3, on=TODAY)


def put_away(owner):
    people.bin_people([person(owner, "Ana Ruiz")], at=NOW)


def bring_back(owner):
    people.bin_people([person(owner, "Ana Ruiz")], at=NOW)
    load_network(owner, TODAY)
    people.restore_people([person(owner, "Ana Ruiz")])


def merge(owner):
    merging.merge(person(owner, "Ana Ruiz"), person(owner, "Bo Li"), at=NOW)


def split(owner):
    merged = merging.merge(person(owner, "Ana Ruiz"), person(owner, "Bo Li"), at=NOW)
    load_network(owner, TODAY)
    merging.split(merged, at=NOW)


def say(owner):
    Acquaintance.objects.create(owner=owner, one=person(owner, "Bo Li"), other=person(owner, "Cem Ay"))


def unsay(owner):
    Acquaintance.objects.filter(owner=owner).delete()


def relate(owner):
    people.relate(person(owner, "Bo Li"), kind="friend", name="Cem Ay")


def erase(owner):
    people.erase_people([person(owner, "Ana Ruiz")], at=NOW)


def bring_in(owner):
    make.imported(owner, "canary")


CHANGES = [add, edit, meet, overrule, put_away, bring_back, merge, split, say, unsay, relate, erase, bring_in]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_any_change_the_next_look_is_right(book, change):
    before = as_loaded(book)

    change(book)

    assert as_loaded(book) == as_it_is(book)
    assert change in (bring_back, split) or as_loaded(book) != before


def test_an_ask_lowers_the_introducers_weight_at_once(book):
    ana = person(book, "Ana Ruiz")
    goal = load_network(book, TODAY).places([person(book, "Cem Ay").pk])
    before, chance = (
        load_network(book, TODAY).strong.best_paths(0, goal)[0].strength,
        load_network(book, TODAY).crowd.chance[1],
    )

    Introduction.objects.create(
        owner=book, introducer=ana, other_name="Cem", state="introducer_asked", asked_at=NOW, tier=3
    )

    after = load_network(book, TODAY)
    assert after.strong.best_paths(0, goal)[0].strength == pytest.approx(before * 3 / 4, rel=0.02)
    assert after.crowd.chance[1] == chance > 0.7


def test_the_next_day_has_a_network_of_its_own(book):
    first = load_network(book, TODAY)

    assert load_network(book, TODAY + timedelta(days=1)).folder != first.folder
    assert not first.folder.exists()


def test_nobody_in_the_bin_merged_or_the_user_is_in_it_and_nobody_of_another_book(book, eve):
    make.person(eve, "Stranger")
    gone, kept = make.person(book, "Gone"), make.person(book, "Kept")
    me = make.person(book, "Ada")
    Person.objects.filter(pk=me.pk).update(is_self=True)
    people.bin_people([gone], at=NOW)
    merging.merge(kept, person(book, "Bo Li"), at=NOW)

    ids = set(load_network(book, TODAY).crowd.ids.tolist())

    shown = Person.objects.filter(owner=book).in_book()
    assert ids == {0, *shown.values_list("pk", flat=True)}
    assert gone.pk not in ids
    assert me.pk not in ids


def test_an_empty_book_has_a_network_of_nobody(ada):
    network = load_network(ada, TODAY)

    assert network.crowd.ids.tolist() == [0]
    assert network.strong.best_paths(0, network.places([1, 2])) == []


def test_mutual_contacts_are_those_whom_both_know(ada):
    ana, bo, cem = (make.person(ada, name) for name in ("Ana", "Bo", "Cem"))
    for one in (ana, bo):
        ties.overrule(one, tier=2, on=TODAY)
    for one, other in ((ana, bo), (ana, cem)):
        Acquaintance.objects.create(owner=ada, one=one, other=other)

    assert load_network(ada, TODAY).crowd.mutual.tolist() == [0, 1, 1, 1]


def test_only_the_latest_state_of_a_book_is_kept(book):
    first = load_network(book, TODAY).folder
    add(book)

    second = load_network(book, TODAY).folder

    assert [each.name for each in second.parent.iterdir()] == [second.name]
    assert first != second


def test_what_is_stored_is_for_the_owner_of_the_files_only(book):
    folder = load_network(book, TODAY).folder

    assert folder.parent.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_erasing_somebody_deletes_what_is_stored_of_the_book(django_user_model):
    owner = make.user("ada")
    ana = make.person(owner, "Ana")
    folder = load_network(owner, TODAY).folder

    people.erase_people([ana], at=NOW)

    assert not folder.exists()
    assert ana.pk not in load_network(owner, TODAY).crowd.ids


def test_a_network_that_was_worked_out_while_the_book_changed_is_not_kept(book, monkeypatch):
    written = loading._write

    def write_while_it_changes(owner, on, folder):
        written(owner, on, folder)
        actions.call_outdated(owner.pk)

    monkeypatch.setattr(loading, "_write", write_while_it_changes)

    network = load_network(book, TODAY)

    assert not network.folder.exists()
    monkeypatch.undo()
    assert load_network(book, TODAY).folder.exists()


def test_a_book_whose_files_others_delete_each_time_is_answered_all_the_same(book, monkeypatch):
    def deleted(folder):
        shutil.rmtree(folder)
        raise FileNotFoundError

    opened = loading._opened
    monkeypatch.setattr(
        loading, "_opened", lambda folder: deleted(folder) if "networks" in folder.parts else opened(folder)
    )

    network = load_network(book, TODAY)

    assert len(network.crowd.ids) == 4
    assert not network.folder.exists()
    assert network.strong.best_paths(0, network.places([person(book, "Cem Ay").pk]))


@pytest.mark.parametrize("damage", [b"", b"not an array", None], ids=["emptied", "other", "gone"])
def test_whatever_stored_file_is_damaged_the_network_is_made_anew(book, damage):
    right = as_loaded(book)
    folder = load_network(book, TODAY).folder
    map_of(load_network(book, TODAY))

    for name in sorted(each.name for each in folder.iterdir()):
        if damage is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(damage)
        loading._open.clear()
        mapping._open.clear()

        assert as_loaded(book) == right
        assert map_of(load_network(book, TODAY)).circle.tolist() == [-1, -1, -1, -1]
        assert load_network(book, TODAY).folder == folder
        assert (folder / name).stat().st_size > 100


def test_files_of_two_networks_are_not_taken_for_one(book):
    right = as_loaded(book)
    folder = load_network(book, TODAY).folder
    other = load_network(make.user("ben"), TODAY).folder
    shutil.copy(other / "strong", folder / "strong")
    loading._open.clear()

    assert as_loaded(book) == right
    assert load_network(book, TODAY).strong.people == 4


def test_two_who_store_the_same_state_at_once_keep_one(book):
    stamp = "1-x"

    def write(text, folder):
        (folder / "file").write_text(text)

    first = storing.store(book.pk, stamp, partial(write, "first"))
    second = storing.store(book.pk, stamp, partial(write, "second"))

    assert first == second
    assert (second / "file").read_text() == "first"
    assert list(first.parent.glob(".*")) == []
    storing.delete(book.pk)


def test_a_network_that_cannot_be_written_is_said_so_and_leaves_nothing(book):
    def write(folder):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        storing.store(book.pk, "1-y", write)

    assert list(storing.place(book.pk, "1-y").parent.glob(".*")) == []


def test_old_notes_of_changes_go_and_the_network_stays_right(book):
    load_network(book, TODAY)
    overrule(book)

    gone = actions.forget_changes(NOW + timedelta(days=9999))

    assert gone > 0
    assert not Change.objects.exists()
    assert as_loaded(book) == as_it_is(book)


def test_deleting_a_user_deletes_what_is_stored(ada):
    Acquaintance.objects.create(owner=ada, one=make.person(ada, "Ana"), other=make.person(ada, "Bo"))
    folder = load_network(ada, TODAY).folder

    ada.delete()

    assert folder.is_relative_to(settings.DATA)
    assert not folder.exists()
    assert not Change.objects.exists()
