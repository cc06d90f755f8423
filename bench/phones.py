"""Whether phone numbers as people write them come to E.164: national with their country, international, and RFC 3966.

    python -m bench.phones

The numbers are $KITH_SHARED/data/torture/phone_examples.jsonl, an example for each region and type of number in the
metadata of libphonenumber, with three ways to write it. Ends with 1 where one comes to another number, or to none.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from kith.people.identity import key_of

ROOT = Path(__file__).resolve().parent.parent
FORMS = ("national", "international", "rfc3966")


def examples() -> list[dict[str, str]]:
    data = Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data"
    lines = (data / "torture" / "phone_examples.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def misread(example: dict[str, str]) -> Iterator[str]:
    """A line for each way of writing the number that does not come to it."""
    for form in FORMS:
        region = example["region"] if form == "national" else ""
        key = key_of("phone", example[form], region)
        if key != f"phone:{example['e164']}":
            yield f"{example['region']} {example['type']} {form} {example[form]!r}: {key!r} for {example['e164']}"


def main() -> int:
    """Read all, and return 1 if any is misread."""
    found = examples()
    wrong = [lines for example in found if (lines := list(misread(example)))]
    print("".join(f"  {line}\n" for lines in wrong for line in lines), end="")
    print(f"{len(found) - len(wrong)} of {len(found)} numbers to E.164, each written in {len(FORMS)} ways")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
