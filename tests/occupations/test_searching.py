"""Tests of occupations found by any of their titles."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys

import pytest

from kith import occupations
from kith.occupations.table import PACKAGED, table


def _first(text):
    return occupations.search(text, 1)[0]


@pytest.mark.parametrize(
    ("text", "title", "matched"),
    [
        ("software engineer", "Software Developers", "Software Engineer"),
        ("Engineer, Software", "Software Developers", "Software Engineer"),
        ("developers", "Software Developers", "Developer"),
        ("ux designer", "Web and Digital Interface Designers", "UX Designer"),
        ("data scien", "Data Scientists", "Data Scientist"),
        ("registered nurses", "Registered Nurses", "Registered Nurse"),
        ("recruter", "Human Resources Specialists", "Recruiter"),
        ("swe", "Software Developers", "Software Engineer"),
    ],
)
def test_an_occupation_is_found_by_any_of_its_titles_begun_turned_round_or_misspelt(text, title, matched):
    found = next(one for one in occupations.search(text) if one.title == title)

    assert found.matched == matched


def test_accents_and_case_do_not_matter():
    assert _first("SOMMELIER") == _first("sommelier")
    assert _first("maître d'hôtel") == _first("maitre d hotel")


def test_each_occupation_is_found_once_and_no_more_than_asked_for():
    found = occupations.search("manager", 7)

    assert len(found) == 7 == len({one.code for one in found})


@pytest.mark.parametrize("text", ["", "  ", "a", "!?", "zzzzqqqq xxyyzz"])
def test_nothing_is_found_for_nothing(text):
    assert occupations.search(text) == []


def test_both_classifications_are_there_and_say_which_they_are():
    sources = {one.source for one in occupations.search("software developer")}

    assert sources == {"O*NET", "ESCO"}


def test_whatever_is_found_has_a_title_with_that_name():
    for text in ("nurse", "social media", "carpenter", "biologist"):
        for one in occupations.search(text):
            assert one.matched in occupations.titles(one.code)


def test_an_occupation_is_known_by_its_code():
    assert occupations.get("15-1252.00").title == "Software Developers"
    assert occupations.get("99-9999.00") is None
    assert occupations.titles("99-9999.00") == []
    assert occupations.related("99-9999.00") == []
    assert occupations.same_as("99-9999.00") == frozenset()


def test_related_occupations_come_from_the_experts_or_from_the_same_group():
    developers = [one.title for one in occupations.related("15-1252.00")]
    of_esco = occupations.related("esco:2512.4")

    assert "Web Developers" in developers
    assert len(developers) == 20
    assert of_esco
    assert all(one.source == "ESCO" for one in of_esco)


def test_an_occupation_of_esco_means_one_of_onet_where_they_share_titles():
    assert occupations.same_as("esco:2512.4") == {"esco:2512.4", "15-1252.00"}
    assert occupations.same_as("15-1252.00") == {"15-1252.00"}


def test_every_title_of_the_table_is_in_its_place():
    known = table()

    keys = [known.key(line) for line in range(len(known.owners))]
    assert keys == sorted(keys)
    assert known.owners.max() == len(known.entries) - 1


def test_the_packaged_table_is_small_and_made_from_the_files_without_change(shared, tmp_path):
    from bench import make_occupations

    made = {one.code: one for one in (*make_occupations._onet(), *make_occupations._esco())}

    assert PACKAGED.stat().st_size < 1_500_000
    assert make_occupations.packed(list(made.values())) == gzip.decompress(PACKAGED.read_bytes())


def test_the_table_is_not_read_before_it_is_needed():
    script = (
        "import kith.occupations as o; from kith.occupations.table import table\n"
        "print(table.cache_info().currsize); o.search('engineer'); print(table.cache_info().currsize)"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)

    assert said.stdout.split() == ["0", "1"]
