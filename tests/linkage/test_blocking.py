"""Which pairs are compared: all of a few, and of many those that agree in something rare."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kith.linkage import blocking
from kith.linkage.tables import read
from tests.linkage.people import HOME, OFFICE, person


def candidates(records):
    found = np.concatenate(list(blocking.candidates(read(records))))
    return {(int(k) // len(records), int(k) % len(records)) for k in found}


def test_all_pairs_are_each_with_each():
    assert [divmod(int(k), 4) for k in blocking.all_pairs(4)] == list(combinations(range(4), 2))


def test_random_pairs_are_of_two_and_named_once():
    pairs = blocking.random_pairs(1000, 5000, np.random.default_rng(1))

    assert (pairs // 1000 < pairs % 1000).all()
    assert len(set(pairs.tolist())) == len(pairs)


STRANGERS = [person(f"{a}{b}ux Om{b}{a}el", email=f"{a}{b}@x{b}{a}.org") for a in "abcdefgh" for b in "ijklmnop"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ana Ruiz", email="a@b.org"), person("Otto Hahn", email="A@B.org")),
        (person("Ana Ruiz", tel="030/1234567"), person("Otto Hahn", tel="+49 30 1234567")),
        (person("Ana Ruiz", tel="030/1234567"), person("Ada Hahn", tel="030/1239567")),
        (person("Ana Ruiz"), person("Ruiz Ana")),
        (person("Bob Ruiz"), person("Robert Ruiz")),
        (person("Ana Ruiz", bday="1980-05-01"), person("Otto Hahn", bday="1980-05-01")),
        (person("Ana Ruiz", bday="1980-05-01"), person("Ana Hahn", bday="1980-06-01")),
        (person("Ana Ruiz", adr=HOME), person("Otto Hahn", adr=HOME)),
        (person("Ana Ruiz", adr=HOME), person("Ana Hahn", adr=OFFICE)),
        (person("Ana Ruiz", org="Acme"), person("Ana Hahn", org="Acme")),
        (person("Ana Ruiz", url="linkedin.com/in/ana"), person("Otto Hahn", url="linkedin.com/in/ana")),
        (person("Ana Ruiz", email="skyfall77123@b.org"), person("Ada Hahn", email="skyfall77123@c.org")),
    ],
)
def test_a_rare_thing_in_common_makes_a_candidate(one, other):
    size = len(STRANGERS)

    assert (size, size + 1) in candidates([*STRANGERS, one, other])


def test_groups_too_large_for_the_budget_are_divided_by_another_key():
    records = [person(f"{letter}a Ruiz", email="one@mail.org") for letter in "abcdefghij" for _ in range(70)]

    key, *finer = next(iter(blocking._telling_keys(read(records))))

    divided = list(blocking._within_budget(key, finer, len(records), 100_000))

    assert [len(pairs) for pairs in divided] == [0, 10 * 70 * 69 // 2]
