"""Whom the user erased stays out, and nobody else."""

import pytest

from kith.people import tombstones
from kith.people.models import Tombstone
from tests.make import TODAY

KEYS = ("email:ana@acme.example", "linkedin:ana-ruiz", "phone:+4915112345678", "url:acme.example/team")


@pytest.fixture
def is_erased(ada):
    tombstones.bury(ada, KEYS, ["Ana Ruiz", "Ana María Ruiz"], TODAY, organisations=["Acme GmbH"])
    return tombstones.is_erased(ada)


@pytest.mark.parametrize(
    ("keys", "name", "organisations"),
    [
        (["email:ana@acme.example"], "Somebody", []),
        (["uid:1", "linkedin:ana-ruiz"], "", []),
        (["phone:+4915112345678"], "ANA MARIA RUIZ", []),
        (["url:acme.example/team"], "Ana Ruiz", ["Nova"]),
        (["email:other@nova.example"], "Ana Ruiz", ["acme gmbh"]),
        ([], "ana ruiz", []),
    ],
)
def test_an_erased_person_is_known_by_what_tells_of_them(is_erased, keys, name, organisations):
    assert is_erased(keys, name, organisations)


@pytest.mark.parametrize(
    ("keys", "name", "organisations"),
    [
        (["phone:+4915112345678"], "Bo Li", []),
        (["phone:+4915112345678"], "", []),
        (["url:acme.example/team"], "Bo Li", ["Acme GmbH"]),
        (["email:namesake@nova.example"], "Ana Ruiz", []),
        ([], "Ana Ruiz", ["Nova"]),
        ([], "Bo Li", []),
        ([], "", []),
    ],
)
def test_namesakes_and_those_who_share_a_number_are_somebody_else(is_erased, keys, name, organisations):
    assert not is_erased(keys, name, organisations)


def test_nothing_of_the_person_can_be_read_from_a_tombstone(ada, is_erased):
    texts = [f"{row.salt} {row.digest}".lower() for row in Tombstone.objects.filter(owner=ada)]

    assert texts
    assert not [text for text in texts if any(word in text for word in ("ana", "ruiz", "acme", "4915"))]


def test_burying_twice_is_burying_once_and_each_book_has_a_key_of_its_own(ada, eve, is_erased):
    before = set(Tombstone.objects.values_list("salt", "digest"))
    tombstones.bury(ada, KEYS, ["Ana Ruiz"], TODAY)
    assert set(Tombstone.objects.values_list("salt", "digest")) == before

    tombstones.bury(eve, KEYS, ["Ana Ruiz"], TODAY)

    theirs = Tombstone.objects.filter(owner=eve).values_list("salt", "digest")
    assert not {value for row in theirs for value in row} & {value for row in before for value in row}


def test_a_stranger_learns_nothing(eve, is_erased):
    assert not tombstones.is_erased(eve)(KEYS, "Ana Ruiz")
