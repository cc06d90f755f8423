"""The map: circles and where they stand, who bridges them, whom to meet; on the page and as numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from kith.network import mapping
from kith.network.circle_names import circle_names
from kith.network.loading import load_network
from kith.network.mapping import map_of
from kith.people import actions as people
from kith.people.models import Label, Organisation, Person
from kith.ties import actions as ties
from kith.ties.models import Acquaintance
from tests import make

TODAY = make.TODAY


@pytest.fixture
def book(ada):
    """Five at Acme and four climbers, all of whom know one another; Bridge is at Acme and knows a climber; Alone nobody."""
    acme = [
        make.person(ada, name, positions=[make.job("Acme", started="2019")])
        for name in ("Ana", "Bo", "Cem", "Dee", "Bridge")
    ]
    climbers = [make.person(ada, name, labels=["climbing"]) for name in ("Eli", "Fay", "Gil", "Hal")]
    for group in (acme, climbers):
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                Acquaintance.objects.create(owner=ada, one=one, other=other, sureness=3)
    Acquaintance.objects.create(owner=ada, one=acme[-1], other=climbers[0], sureness=2)
    make.person(ada, "Alone")
    ties.overrule(acme[0], tier=3, on=TODAY)
    ties.overrule(acme[-1], tier=1, on=TODAY)
    return ada


def place_of(owner, name) -> int:
    [place] = load_network(owner, TODAY).places([Person.objects.get(owner=owner, name=name).pk])
    return int(place)


def test_those_who_know_one_another_make_a_circle_and_whoever_is_alone_is_in_none(book):
    found = map_of(load_network(book, TODAY))

    assert found.sizes.tolist() == [5, 4]
    assert found.circle[place_of(book, "Ana")] == found.circle[place_of(book, "Bridge")] == 0
    assert found.circle[place_of(book, "Hal")] == 1
    assert found.circle[place_of(book, "Alone")] == found.circle[0] == -1
    assert (found.x[0], found.y[0]) == (0, 0)


def test_a_circle_is_called_by_what_most_of_it_share(book):
    network = load_network(book, TODAY)

    assert circle_names(book, network, map_of(network)) == {0: "Acme", 1: "climbing"}


def test_a_circle_has_the_new_name_of_what_it_shares_at_once(book):
    network = load_network(book, TODAY)
    circle_names(book, network, map_of(network))
    people.edit_organisation(Organisation.objects.get(key="acme"), fields={"name": "Apex"})
    people.rename_label(Label.objects.get(name="climbing"), "bouldering", at=make.NOW)

    network = load_network(book, TODAY)

    assert circle_names(book, network, map_of(network)) == {0: "Apex", 1: "bouldering"}


def test_a_circle_that_shares_nothing_is_called_by_whom_it_is_around(ada):
    middle, *others = (make.person(ada, name) for name in ("Middle", "One", "Other", "Third"))
    for other in others:
        Acquaintance.objects.create(owner=ada, one=middle, other=other)
    network = load_network(ada, TODAY)

    assert circle_names(ada, network, map_of(network)) == {0: "Around Middle"}


def test_the_page_says_the_map_in_words(book, client_of):
    page = client_of(book).get("/network/map/")
    tables = page.context["tables"]

    assert [
        (circle.name, circle.people, circle.known, circle.best and circle.best.name) for circle in tables.circles
    ] == [
        ("Acme", 5, 2, "Ana"),
        ("climbing", 4, 0, None),
    ]
    assert [(bridge.person.name, bridge.circles) for bridge in tables.bridges][:2] == [
        ("Bridge", ["climbing"]),
        ("Eli", ["Acme"]),
    ]
    assert {(one.person.name, one.via.name) for one in tables.to_meet} >= {("Bo", "Ana"), ("Eli", "Bridge")}
    assert tables.alone == 1
    assert "network/map" in page.content.decode()


def test_the_numbers_name_everybody_once_with_warmth_level_and_through_whom(book, client_of):
    found = client_of(book).get("/network/map/data/").json()

    n = len(found["ids"])
    assert n == Person.objects.filter(owner=book).count() + 1
    assert {len(found[key]) for key in ("names", "x", "y", "size", "warmth", "level", "via")} == {n}
    assert found["names"][0] == "You"
    assert found["level"][place_of(book, "Ana")] == 1
    assert found["via"][place_of(book, "Bo")] == place_of(book, "Ana")
    assert found["via"][place_of(book, "Ana")] == found["via"][place_of(book, "Alone")] == -1
    assert found["warmth"][place_of(book, "Alone")] == "none"
    assert len(found["ends"]) % 2 == 0
    assert all(0 < end < n for end in found["ends"])
    assert [circle["name"] for circle in found["circles"]] == ["Acme", "climbing"]


def test_the_strongest_ties_of_everybody_are_drawn_each_once(book):
    found = map_of(load_network(book, TODAY))

    everybody = set(range(1, len(found.circle))) - {place_of(book, "Alone")}
    assert set(found.ends.ravel().tolist()) == everybody
    assert np.unique(found.ends, axis=1).shape == found.ends.shape
    assert (found.ends[0] < found.ends[1]).all()


def test_the_map_is_stored_beside_the_network_and_read_again(book, monkeypatch):
    network = load_network(book, TODAY)
    first = map_of(network)
    monkeypatch.setattr(mapping, "drawn", lambda network: pytest.fail("worked out twice"))
    assert map_of(network) is first
    mapping._open.clear()

    second = map_of(network)

    assert (first.x == second.x).all()
    assert (first.circle == second.circle).all()
    assert len(list(network.folder.glob("map*"))) == 1


def test_a_stored_map_of_an_older_form_is_worked_out_anew(book):
    network = load_network(book, TODAY)
    first = map_of(network)
    [kept] = network.folder.glob("map*")
    with np.load(kept) as arrays:
        older = {name: arrays[name] for name in arrays.files if name != "radii"}
    np.savez(kept, **older)
    mapping._open.clear()

    assert map_of(network).radii.tolist() == first.radii.tolist()
    with np.load(kept) as arrays:
        assert "radii" in arrays.files


def test_a_stored_map_of_other_people_is_worked_out_anew(book, eve):
    network = load_network(book, TODAY)
    kept = network.folder / mapping._FILE
    map_of(load_network(eve, TODAY))
    shutil.copy(load_network(eve, TODAY).folder / mapping._FILE, kept)
    mapping._open.clear()

    assert map_of(network).sizes.tolist() == [5, 4]


def test_a_map_of_a_network_that_is_no_longer_stored_is_worked_out_all_the_same(book):
    network = load_network(book, TODAY)
    shutil.rmtree(network.folder)

    assert map_of(network).sizes.tolist() == [5, 4]
    assert not network.folder.exists()


def test_after_somebody_is_put_away_they_are_not_on_the_map(book, client_of):
    client = client_of(book)
    client.get("/network/map/data/")

    people.bin_people([Person.objects.get(name="Bo")], at=make.NOW)

    assert "Bo" not in client.get("/network/map/data/").json()["names"]


def test_an_empty_book_has_no_drawing_and_says_what_to_do(ada, client_of):
    page = client_of(ada).get("/network/map/").content.decode()

    assert "Nobody on the map yet" in page
    assert "sigma" not in page
    assert client_of(ada).get("/network/map/data/").json()["names"] == ["You"]


def test_somebody_else_sees_only_their_own_map(book, eve, client_of):
    make.person(eve, "Own")
    client = client_of(eve)

    assert client.get("/network/map/data/").json()["names"] == ["You", "Own"]
    assert "Acme" not in client.get("/network/map/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_map(book, client_of, django_assert_max_num_queries):
    for n in range(40):
        make.person(book, f"More {n}", positions=[make.job(f"Place {n // 4}", started="2020")])
    client = client_of(book)
    client.get("/network/map/")

    with django_assert_max_num_queries(9):
        client.get("/network/map/")


def test_the_drawing_is_loaded_on_its_own_page_only(book, client_of):
    client = client_of(book)

    assert "sigma.min" in client.get("/network/map/").content.decode()
    assert "sigma.min" not in client.get("/reach/").content.decode()


def test_the_library_needs_nothing_that_the_security_policy_forbids_and_names_no_other_host():
    text = Path(str(finders.find("network/sigma.min.js"))).read_text()

    assert "eval(" not in text
    assert "new Function" not in text
    assert "http://" not in text
    assert "https://" not in text
    assert 'setAttribute("style"' not in text
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"]


def test_licences_of_all_that_is_in_the_library_stand_beside_it():
    text = Path(str(finders.find("network/sigma.licences.txt"))).read_text()

    for name in ("sigma", "graphology", "graphology-utils", "events"):
        assert f"{name}\n\n" in text
    assert text.count("Permission is hereby granted") == 4
