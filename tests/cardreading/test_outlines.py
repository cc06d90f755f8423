"""Cards are found in photos and laid flat; several each by itself."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from kith.cardreading import outlines
from kith.cardreading.pictures import Picture

TABLE = (60, 80, 110)


def table(width: int = 1200, height: int = 900) -> Picture:
    grain = np.random.default_rng(3).normal(0, 3, (height, width, 3))
    return np.clip(np.array(TABLE) + grain, 0, 255).astype(np.uint8)


def lay(photo: Picture, corners: list[tuple[int, int]], paper: tuple[int, int, int] = (245, 245, 245)) -> Picture:
    cv2.fillConvexPoly(photo, np.array(corners, np.int32), paper)
    return photo


def test_a_card_seen_from_the_side_is_laid_flat():
    photo = lay(table(), [(220, 210), (960, 160), (1010, 640), (190, 660)])

    [card] = outlines.cards(photo)

    assert 1.4 < card.shape[1] / card.shape[0] < 1.8
    assert (card[20:-20, 20:-20] > 200).all()


def test_a_dark_card_on_a_light_table_is_found():
    photo = lay(np.full((900, 1200, 3), 215, np.uint8), [(200, 200), (1000, 210), (990, 700), (210, 690)], (40, 30, 25))

    assert len(outlines.cards(photo)) == 1


def test_a_sheet_of_cards_is_split_in_reading_order():
    photo = table(1400, 1500)
    places = [(80 + 660 * column, 80 + 460 * row) for row in range(3) for column in range(2)]
    for shade, (x, y) in enumerate(places):
        lay(photo, [(x, y), (x + 580, y), (x + 580, y + 370), (x, y + 370)], (205 + 8 * shade,) * 3)

    found = outlines.cards(photo)

    assert len(found) == 6
    shades = [float(card.mean()) for card in found]
    assert shades == sorted(shades)


def test_a_frame_printed_on_a_card_is_no_card_of_its_own():
    photo = lay(table(), [(150, 150), (1050, 150), (1050, 720), (150, 720)])
    cv2.rectangle(photo, (210, 210), (990, 660), (120, 30, 30), 6)

    [card] = outlines.cards(photo)

    assert card.shape[1] > 890


@pytest.mark.parametrize("corners", [[(0, 0), (600, 0), (660, 900), (0, 900)], [(500, 400), (560, 400), (560, 440), (500, 440)], [(100, 420), (1100, 420), (1100, 480), (100, 480)]])  # fmt: skip
def test_half_a_table_a_stamp_and_a_ruler_are_no_cards(corners):
    assert outlines.cards(lay(table(), corners)) == []


def test_a_photo_of_nothing_has_no_card():
    assert outlines.cards(np.full((300, 400, 3), 128, np.uint8)) == []
    assert outlines.cards(table(40, 30)) == []
