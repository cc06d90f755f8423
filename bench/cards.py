"""How well cards are read: generated photos that the reader has not seen, and the codes in photos of others.

    python -m bench.cards [--count 160] [--seed 7] [--fonts DIRECTORY] [--show]
    python -m bench.cards --codes

Prints for each grade of photo the share of cards whose field is read as it stands there (capitals and spaces aside), the
seconds a card takes on two cores, and the most memory. The exit code is 1 if name, organisation, e-mail or phone fall below 90 %
on clear photos, or a card takes over 3 seconds. --codes reads the photos of QR codes in KITH_SHARED/data/cards.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench import make_cards
from bench.make_cards_layout import FONTS
from bench.make_cards_truth import Truth
from kith.cardreading import codes, pictures, reading
from kith.cardreading.reading import ReadCard

GOAL = 0.9
GOAL_SECONDS = 3.0
_GOAL_FIELDS = ("name", "organisation", "email", "phone")
_FIELDS = (*_GOAL_FIELDS, "title", "url", "address")


def main() -> int:
    """Run the benchmark."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--count", type=int, default=160)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--fonts", type=Path, default=FONTS)
    asked.add_argument("--show", action="store_true", help="print what disagrees")
    asked.add_argument("--codes", action="store_true", help="read the photos of codes instead")
    options = asked.parse_args()
    return _codes() if options.codes else _cards(options)


def _codes() -> int:
    place = Path(os.environ.get("KITH_SHARED", "../shared")) / "data/cards/zxing/qrcode-3"
    photos = sorted(place.glob("*.png"))
    wrong = [photo.name for photo in photos if not _is_read(photo)]
    print(
        f"{len(photos) - len(wrong)} of {len(photos)} codes read as they are{': not ' if wrong else ''}{', '.join(wrong)}"
    )
    return int(bool(wrong) or not photos)


def _is_read(photo: Path) -> bool:
    wanted = photo.with_suffix(".txt").read_text()
    return codes.read_codes(pictures.opened(photo.read_bytes())) == [wanted]


def _cards(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="kith-cards-") as place:
        truths = make_cards.write(Path(place), options.count, options.seed, options.fonts)
        right: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
        seconds = []
        list(reading.read((Path(place) / truths[0].file).read_bytes()))  # loads the models
        processor = time.process_time()
        for truth in truths:
            began = time.perf_counter()
            card = next(reading.read((Path(place) / truth.file).read_bytes()))
            seconds.append(time.perf_counter() - began)
            for field, is_right in judged(truth, card).items():
                right[truth.grade][field].append(is_right)
                if options.show and not is_right:
                    print(f"{truth.file} {truth.grade} {truth.layout} {field}: {_told(truth, card, field)}")
        processor = (time.process_time() - processor) / len(truths)
    _print(right, seconds)
    print(f"{processor:.2f} s of processor time a card")
    return int(_misses(right, seconds))


def judged(truth: Truth, card: ReadCard) -> dict[str, bool]:
    """Of each field that the card has, whether it was read as it stands there."""
    return {
        field: wanted == found
        for field in _FIELDS
        if (wanted := _wanted(truth, field))
        for found in [_found(card, field)]
    }


def _wanted(truth: Truth, field: str) -> Any:
    many = {
        "email": truth.emails,
        "url": [_bare(url) for url in truth.urls],
        "phone": [_digits(number) for _kind, number in truth.phones],
    }
    if field in many:
        return sorted(many[field])
    if field == "address":
        return _plain(" ".join(truth.address))
    return _plain(getattr(truth, field))


def _found(card: ReadCard, field: str) -> Any:
    values = [each.value for each in card.fields if each.kind == field]
    make: Any = {"email": str, "url": _bare, "phone": _digits}.get(field)
    if make:
        return sorted(make(value) for value in values)
    return _plain(" ".join(values[:1]))


def _plain(text: str) -> str:
    return re.sub(r"[\s,.]+", " ", text.casefold()).strip()


def _digits(number: str) -> str:
    return re.sub(r"\D", "", re.sub(r"\(\s?0\s?\)", "", number))


def _bare(url: str) -> str:
    return re.sub(r"^https?://|^www\.", "", url.lower()).rstrip("/")


def _told(truth: Truth, card: ReadCard, field: str) -> str:
    return f"{_wanted(truth, field)!r} read as {_found(card, field)!r}; lines {card.text}"


def _print(right: dict[str, dict[str, list[bool]]], seconds: list[float]) -> None:
    for grade, fields in sorted(right.items()):
        shares = "  ".join(f"{field} {_share(fields[field]):.1%}" for field in _FIELDS)
        print(f"{grade:6} ({len(fields['name'])} cards)  {shares}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{sum(seconds) / len(seconds):.2f} s a card, the slowest {max(seconds):.2f} s, {memory:.0f} MB at most, {os.cpu_count()} cores"
    )


def _share(answers: list[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0


def _misses(right: dict[str, dict[str, list[bool]]], seconds: list[float]) -> bool:
    clear = right["clear"]
    return any(_share(clear[field]) < GOAL for field in _GOAL_FIELDS) or sum(seconds) / len(seconds) > GOAL_SECONDS


if __name__ == "__main__":
    sys.exit(main())
