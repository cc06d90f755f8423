"""Draws business cards of invented people, and photos of them, with the truth beside each.

    python -m bench.make_cards DIRECTORY [--count 160] [--seed 7] [--fonts DIRECTORY]

Every second photo is clear (a steady hand, daylight), the others are hard (small, skewed, shaded, blurred, noisy).
No name, firm or street stands in the lists of kith.cardreading: what reads these cards has not seen them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2

from bench.make_cards_layout import FONTS, draw, font_families
from bench.make_cards_photo import photograph
from bench.make_cards_truth import Truth, truth_of


def main() -> None:
    """Write the photos and truth.jsonl."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("directory", type=Path)
    asked.add_argument("--count", type=int, default=160)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--fonts", type=Path, default=FONTS)
    options = asked.parse_args()
    write(options.directory, options.count, options.seed, options.fonts)


def write(place: Path, count: int, seed: int, fonts: Path = FONTS) -> list[Truth]:
    """Write so many photos into a directory, and truth.jsonl, and return the truth."""
    place.mkdir(parents=True, exist_ok=True)
    truths = []
    for truth, photo, quality in photos(count, seed, fonts):
        cv2.imwrite(str(place / truth.file), photo, [cv2.IMWRITE_JPEG_QUALITY, quality])
        truths.append(truth)
    lines = [json.dumps(asdict(truth), ensure_ascii=False) for truth in truths]
    (place / "truth.jsonl").write_text("\n".join(lines) + "\n")
    return truths


def photos(count: int, seed: int, fonts: Path = FONTS) -> Iterator[tuple[Truth, Any, int]]:
    """The truth, the photo (BGR) and the JPEG quality of each card; the same for the same seed and fonts."""
    families = font_families(fonts)
    for number in range(count):
        chance = random.Random(seed * 100_003 + number)
        grade = "clear" if number % 2 == 0 else "hard"
        truth = truth_of(chance, f"{number:03}.jpg", grade)
        card = draw(truth, chance, families)
        photo, quality = photograph(card, chance, grade)
        yield truth, photo, quality


if __name__ == "__main__":
    main()
