"""A photo read whole, by the recognition itself."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from bench import make_cards
from kith import sandbox
from kith.cardreading import pictures, reading
from kith.cardreading.fields import Unreadable
from kith.cardreading.reading import ReadCard
from kith.imports import apart
from tests.cardreading.given import by_kind
from tests.cards import given

NAME, TITLE, FIRM, MOBILE, EMAIL = given.LINES


def values(card: ReadCard) -> dict[str, list[str]]:
    return by_kind(card.fields)


@pytest.mark.slow  # loads the models, and reads
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_card_is_read_however_the_photo_is_turned(quarters):
    photo = given.on_a_table(given.card()).rotate(90 * quarters, expand=True)

    [card] = reading.read(given.jpeg(photo))

    assert values(card) == {"name": [NAME], "title": [TITLE], "organisation": [FIRM], "phone": ["+49 171 1234567"], "email": [EMAIL]}  # fmt: skip
    assert card.width > card.height


def test_a_code_on_a_card_goes_before_what_is_printed():
    both = given.card("Ana Ruiz", "CTO", "Acme S.L.")
    with Image.open(io.BytesIO(given.code("MECARD:N:Ruiz,Ana;EMAIL:ana@acme.es;;"))) as code:
        both.paste(code.convert("RGB"), (520, 150))

    [card] = reading.read(given.jpeg(given.on_a_table(both)))

    assert (values(card)["name"], values(card)["email"], values(card)["title"]) == (
        ["Ana Ruiz"],
        ["ana@acme.es"],
        ["CTO"],
    )
    assert card.fields[0].confidence > 0.98


def test_a_photo_of_nothing_gives_a_card_with_nothing_on_it():
    [card] = reading.read(given.jpeg(Image.new("RGB", (640, 480), "grey")))

    assert (card.fields, card.text, card.vcards) == ([], [], [])
    assert pictures.opened(card.picture).shape == (480, 640, 3)


def test_noise_gives_no_nonsense():
    noise = np.random.default_rng(5).integers(0, 255, (480, 640, 3), np.uint8)

    [card] = reading.read(pictures.as_jpeg(noise))

    assert all(field.kind not in ("email", "phone", "url") for field in card.fields)


def test_a_damaged_photo_is_refused_in_words():
    with pytest.raises(Unreadable, match="damaged"):
        list(reading.read(given.jpeg(given.card())[:-9000]))


def test_reading_keeps_to_the_limits_of_its_child(tmp_path):
    (tmp_path / "card.jpg").write_bytes(given.jpeg(given.card()))
    run = sandbox.run("kith.cardreading.reading:read_file", str(tmp_path / "card.jpg"), limits=apart.PHOTO)

    [card] = list(run)

    assert isinstance(card, ReadCard)
    assert run.usage is not None
    assert run.usage.megabytes < 1024


def test_the_generated_cards_are_the_same_for_the_same_seed():
    one, other = (list(make_cards.photos(2, seed=3)) for _ in range(2))

    assert [truth for truth, _photo, _quality in one] == [truth for truth, _photo, _quality in other]
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(one, other, strict=True))


def test_the_names_and_firms_of_the_benchmark_are_not_those_of_the_reader():
    from bench.card_words import WORDS
    from kith.cardreading.folding import words as folded
    from kith.cardreading.words import GIVEN

    given_names = {fold for said in WORDS.values() for name in said["given"] for fold in folded(name)}

    assert sorted(given_names & GIVEN) == []
