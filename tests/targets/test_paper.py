"""Tests of the target card on paper."""

from __future__ import annotations

import zlib
from datetime import date
from typing import Any

import pytest

from kith.targets import paper
from kith.targets.queries import Showing


def _showing(**more):
    told: dict[str, Any] = {
        "name": "Ada Walker",
        "lines": ("Engineer, Kith",),
        "email": "ada@kith.example",
        "sentence": "A backend job at a grid operator.",
        "by": date(2027, 6, 1),
        "greeting": "Hello",
        "pitch": "I build grids.\nI like them.",
        "aims": (("Roles", ("Engineer", "Planner")),),
    }
    return Showing(**(told | more))


def _pages(file: bytes) -> int:
    return file.count(b"/Type /Page\n")


def test_a_card_is_one_page_of_a_pdf_that_names_its_address():
    file = paper.pdf(_showing(), "https://kith.example/targets/t/secret/")

    assert file.startswith(b"%PDF-")
    assert _pages(file) == 1
    assert b"https://kith.example/targets/t/secret/" in file


def test_a_card_without_an_address_invites_nowhere():
    assert b"/URI" not in paper.pdf(_showing())


@pytest.mark.parametrize("name", ["Åsa Łukasiewicz", "Γιάννης Παπαδόπουλος", "Наталья Їжакевич", "Nguyễn Thị Đào"])
def test_latin_greek_and_cyrillic_can_be_written(name):
    assert paper.missing(name) == ""
    assert paper.pdf(_showing(name=name)).startswith(b"%PDF-")


def test_what_cannot_be_written_is_named_and_does_no_harm():
    assert paper.missing("Ana 株式 🚀 株") == "株式🚀"
    assert paper.pdf(_showing(name="株式会社 🚀", sentence="שלום")).startswith(b"%PDF-")


def test_a_long_card_goes_on_over_more_pages():
    assert _pages(paper.pdf(_showing(pitch="Many words follow one another here. " * 300), "https://kith.example/")) > 1


def test_words_without_a_space_are_broken():
    assert _pages(paper.pdf(_showing(sentence="x" * 500))) == 1


def test_nothing_but_the_fonts_letters_that_are_needed_is_in_the_file():
    assert len(paper.pdf(_showing(), "https://kith.example/")) < 60_000


def test_the_pages_can_be_unpacked():
    file = paper.pdf(_showing())

    streams = [part.split(b"\nendstream")[0] for part in file.split(b"stream\n")[1:]]
    assert any(b"Tf" in _unpacked(stream) for stream in streams)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
