"""How well Kith reads vCards: the shared corpus against what two other parsers agree on, and round trips.

    python bench/vcards.py [--json FILE]

The corpus is $KITH_SHARED/data/vcard (KITH_SHARED defaults to ../shared): expected.jsonl names its files and holds, for
every card, the fields on which ez-vcard and sabre/vobject agree; texts are compared with their white space
normalised. Files whose number of cards the two dispute have only to be read without a crash.

Round trips: every card read is written as 3.0 and as 4.0 and read again, by Kith, and by vobject where it is
installed; the figure is the share of values (names, organisations, titles, e-mail addresses, numbers, addresses,
pages, notes) that are still there. The speed is that of 10,000 cards of a usual size.

Ends with 1 where fewer than 152 cards agree.
"""

import argparse
import importlib
import importlib.util
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kith.imports import from_vcard
from kith.people import vcards

BAR = 152
ROOT = Path(__file__).resolve().parent.parent
VERSIONS: tuple[Any, ...] = ("3.0", "4.0")
MANY = 10_000
LISTS = ("org", "title", "email", "tel", "adr", "url", "note")
FIELDS = (*LISTS, "fn", "n", "uid")
USUAL = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mara {0}\r\nN:{0};Mara;;;\r\nORG:Nordworks;Sales\r\nTITLE:Buyer\\, Packaging\r\n"
    "EMAIL;type=WORK:mara.{0}@nordworks.example\r\nTEL;type=CELL:+49 151 1234{0:04}\r\nBDAY:1980-05-21\r\n"
    "item1.ADR;type=HOME:;;Weg {0};Lyon;;69001;France\r\nitem1.X-ABADR:fr\r\nNOTE:Met at the fair\\nin May\r\n"
    "UID:{0}\r\nEND:VCARD\r\n"
)


def corpus() -> Path:
    return Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data" / "vcard"


def normal(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    return [normal(part) for part in value] if isinstance(value, list | tuple) else value


def cards_in(path: Path) -> list[vcards.Card]:
    return [card for card in vcards.read_cards(path.read_bytes()) if isinstance(card, vcards.Card)]


def disagreements(row: dict[str, Any], cards: list[vcards.Card]) -> Iterator[str]:
    """A line for each card of the file that differs from what is expected of it."""
    if isinstance(row["cards"], int) and row["expect"] and len(cards) != row["cards"]:
        yield f"{row['file']}: {len(cards)} cards, expected {row['cards']}"
    for index, expected in enumerate(row["expect"][: len(cards)]):
        got = from_vcard.as_json(cards[index], row["file"])
        wrong = [name for name in expected if name != "disputed" and normal(got[name]) != normal(expected[name])]
        if wrong:
            told = "; ".join(f"{name}: {got[name]!r} for {expected[name]!r}" for name in wrong)
            yield f"{row['file']}, card {index + 1}: {told}"


def agreement(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """How many cards agree in every stated field, of how many; tells what does not."""
    agreeing = total = 0
    for row in rows:
        different = list(disagreements(row, cards_in(corpus() / row["file"])))
        print("".join(f"  {line}\n" for line in different), end="")
        total += len(row["expect"])
        agreeing += max(0, len(row["expect"]) - len(different))
    return agreeing, total


def values_of(card: vcards.Card) -> Counter[tuple[str, str]]:
    """The values of a card, each with its field."""
    got = from_vcard.as_json(card, "")
    found = [(name, json.dumps(normal(value))) for name in LISTS for value in got[name] if any(value)]
    found += [(name, json.dumps(normal(got[name]))) for name in ("fn", "n", "uid") if got[name] and any(got[name])]
    return Counter(found)


def own_reading(text: str) -> Counter[tuple[str, str]]:
    [card] = vcards.read_cards(text.encode())
    return values_of(card) if isinstance(card, vcards.Card) else Counter()


def vobject_reading(text: str) -> Counter[tuple[str, str]]:
    vobject = importlib.import_module("vobject")
    found: list[tuple[str, Any]] = []
    try:
        lines = list(next(iter(vobject.readComponents(text))).getChildren())
    except vobject.base.VObjectError as error:
        print(f"  vobject refuses a card: {error}")
        lines = []
    for line in lines:
        value, name = line.value, line.name.lower()
        if name not in FIELDS:
            continue
        if name == "n":
            value = [_joined(getattr(value, part)) for part in ("family", "given", "additional", "prefix", "suffix")]
        elif name == "adr":
            parts = ("box", "extended", "street", "city", "region", "code", "country")
            value = [_joined(getattr(value, part)) for part in parts]
        elif name == "org":
            value = list(filter(None, value))
        found.append((name, json.dumps(normal(value))))
    return Counter(found)


def _joined(value: Any) -> str:
    return value if isinstance(value, str) else ",".join(value)


def survival(cards: list[vcards.Card], version: Any, reading: Any) -> float:
    """The share of values that are there after writing and reading again."""
    kept = total = 0
    for card in cards:
        before = values_of(card)
        after = reading(vcards.write_card(card, version))
        kept += sum((before & after).values())
        total += sum(before.values())
    return kept / total


def cards_per_second() -> float:
    data = "".join(USUAL.format(number) for number in range(MANY)).encode()
    start = time.perf_counter()
    count = sum(isinstance(card, vcards.Card) for card in vcards.read_cards(data))
    return count / (time.perf_counter() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    if not (corpus() / "expected.jsonl").is_file():
        print(f"no vCard corpus in {corpus()} (set KITH_SHARED)")
        return 0
    rows = [json.loads(line) for line in (corpus() / "expected.jsonl").read_text().splitlines()]
    agreeing, total = agreement(rows)
    print(f"{agreeing} of {total} cards agree (bar: {BAR})")
    cards = [card for row in rows for card in cards_in(corpus() / row["file"])]
    figures: dict[str, float] = {"agreeing": agreeing, "of": total, "cards_per_second": cards_per_second()}
    readers = {"kith": own_reading}
    if importlib.util.find_spec("vobject"):
        readers["vobject"] = vobject_reading
    for version in VERSIONS:
        for name, reading in readers.items():
            figures[f"survival_{version}_{name}"] = share = survival(cards, version, reading)
            print(f"written as {version}, read by {name}: {share:.2%} of values are there")
    print(f"{figures['cards_per_second']:,.0f} cards a second")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0 if agreeing >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
