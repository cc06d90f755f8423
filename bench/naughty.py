"""Strings that programs stumble over, through every door for text: the form of a person, a table, the command line.

    python -m bench.naughty

The strings are $KITH_SHARED/data/torture/blns/blns.json, and a few with NUL and halves of characters. In a scratch book,
each is sent as the notes and as the name of a person by the form; stands in the notes and in a column of its own of a
table that is read by `kith read` and brought in; and is looked for and logged by `kith`. A string has to be read back
equal, but for spaces at its ends and the kind of its line ends, or be refused in words; what no page can show (control
characters) is refused by the form, and left out of what a table brings, whose row is kept as it is. Nothing may answer
with a server error or a traceback. Ends with 1 where something does.
"""

from __future__ import annotations

import csv
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MORE = ["\x00", "before\x00after", "\ud800", "half \udcff of it", "\x1b[31m", "\u2028", "\r", "\x85"]
ROWS = {"points": 0, "positions": 0, "occasions": 0}
LONGEST_NAME = 300


def strings() -> list[str]:
    data = Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data"
    found = json.loads((data / "torture/blns/blns.json").read_text(encoding="utf-8"))
    return list(dict.fromkeys([*found, *MORE]))


def lines(text: str) -> str:
    """A text as it is compared: its line ends told by one character, no spaces at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def showable(text: str) -> str:
    """What is left of a text where everything is left out that no page can show."""
    from kith.people.cleaning import without_unshowable

    return lines(without_unshowable(lines(text)))


def is_half(text: str) -> bool:
    """Whether it holds half of a character, which no file and no address can hold."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def by_form(client: Any, texts: list[str]) -> Iterator[tuple[str, str]]:
    """The outcome of each string as the name and as the notes of a person: equal, refused, or what is wrong."""
    for text in texts:
        if is_half(text):
            continue
        for field, told in (("notes", {"name": "Somebody", "notes": text}), ("name", {"name": text})):
            yield text, _outcome_of_form(client, field, text, told)


def _outcome_of_form(client: Any, field: str, text: str, told: dict[str, str]) -> str:
    from kith.people.models import Person

    counts = {f"{name}-{what}_FORMS": count for name, count in ROWS.items() for what in ("TOTAL", "INITIAL")}
    answer = client.post("/people/add/whole/", {**told, **counts})
    if answer.status_code == 302:
        person = Person.objects.latest("pk")
        page = client.get(f"/people/{person.pk}/")
        got = lines(getattr(person, field))
        wanted = lines(text) if field == "notes" else " ".join(_on_one_line(text))
        if page.status_code != 200:
            return f"the page answers {page.status_code}"
        return "equal" if got == wanted else f"{field} reads back {got!r}"
    has_reason = b"errorlist" in answer.content or b"note--alarm" in answer.content
    may_be = showable(text) != lines(text) or (field == "name" and not 0 < len(lines(text)) <= LONGEST_NAME)
    if answer.status_code == 422 and has_reason and may_be:
        return "refused"
    return f"{field} answers {answer.status_code}"


def _on_one_line(text: str) -> list[str]:
    """A name has no line ends."""
    import re

    return [re.sub(r"[\t\r\n]+", " ", text.strip()).strip()]


def write_table(place: Path, texts: list[str]) -> Path:
    with place.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Name", "E-mail", "Notes", "Odd"])
        for number, text in enumerate(texts):
            table.writerow([f"Somebody {number}", f"n{number}@naughty.example", text, text])
    return place


def by_reading(table: Path, texts: list[str]) -> Iterator[tuple[str, str]]:
    """The outcome of each string in the notes, as `kith read --json` prints them."""
    command = [sys.executable, "-m", "kith", "read", str(table), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if ran.returncode or "Traceback" in ran.stderr:
        yield "", f"kith read: {ran.stderr[-500:]}"
        return
    printed = [json.loads(line) for line in ran.stdout.splitlines()]
    people = {each["email"][0]: each for each in printed if each.get("email")}
    for number, text in enumerate(texts):
        person = people.get(f"n{number}@naughty.example")
        got = "\n".join(person["note"]) if person else "nobody"
        yield text, "equal" if lines(got) == lines(text) else f"kith read prints {got!r}"


def by_import(owner: Any, table: Path, texts: list[str]) -> Iterator[tuple[str, str]]:
    """The outcome of each string in the notes and in a column of its own, once the table is in the book."""
    from django.utils import timezone

    from kith.imports import actions
    from kith.imports.models import ImportRecord
    from kith.people.models import Person

    import_ = actions.start(owner, [(table.name, table)], now=timezone.now())
    actions.preview(import_.pk, now=timezone.now())
    actions.commit(import_.pk, now=timezone.now())
    people = {person.name: person for person in Person.objects.filter(owner=owner, name__startswith="Somebody ")}
    raws = {
        json.loads(raw)["Name"]: json.loads(raw)
        for raw in ImportRecord.objects.filter(of=import_).values_list("raw", flat=True)
        if raw.startswith("{")
    }
    for number, text in enumerate(texts):
        person, raw = people.get(f"Somebody {number}"), raws.get(f"Somebody {number}", {})
        if person is None:
            yield text, "the person is not there"
        elif person.notes != showable(text):
            yield text, f"notes read back {person.notes!r}"
        elif person.extra.get("Odd", "") != showable(text):
            yield text, f"the column reads back {person.extra.get('Odd')!r}"
        elif raw.get("Odd") != text:
            yield text, f"the row is kept as {raw.get('Odd')!r}"
        else:
            yield text, "equal"


def by_command(email: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    """The outcome of looking for each string, and of logging it: an answer, or a refusal in words."""
    from click.testing import CliRunner

    from kith.cli.main import kith

    for text in texts:
        for words in (["people", "--user", email, "--", text], ["log", "--user", email, "--", f"Met Ana Ruiz, {text}"]):
            ran = CliRunner().invoke(kith, words)
            is_fault = ran.exception is not None and not isinstance(ran.exception, SystemExit)
            yield (
                text,
                f"kith {words[0]}: {ran.exception!r}" if is_fault else "equal" if not ran.exit_code else "refused",
            )


def tell(door: str, outcomes: Iterator[tuple[str, str]]) -> int:
    """Print how many strings came through a door, and what went wrong; returns how much did."""
    counts: Counter[str] = Counter()
    for text, outcome in outcomes:
        kind = outcome if outcome in ("equal", "refused") else "wrong"
        counts[kind] += 1
        if kind == "wrong":
            print(f"  {door}: {text[:60]!r}: {outcome}")
    print(f"{door}: {counts['equal']} equal, {counts['refused']} refused in words, {counts['wrong']} wrong", flush=True)
    return counts["wrong"]


def run(data: Path) -> int:
    """Send everything through every door of a book below `data`."""
    from django.test import Client

    from kith.accounts.models import User

    logging.disable(logging.WARNING)
    owner = User.objects.create_user(email="ada@naughty.example", name="Ada")
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    texts = strings()
    in_files = [text for text in texts if not is_half(text)]
    table = write_table(data / "naughty.csv", in_files)
    doors: list[tuple[str, Callable[[], Iterator[tuple[str, str]]]]] = [
        ("form", lambda: by_form(client, texts)),
        ("kith read", lambda: by_reading(table, in_files)),
        ("import", lambda: by_import(owner, table, in_files)),
        ("kith", lambda: by_command(owner.email, texts)),
    ]
    return sum(tell(door, outcomes()) for door, outcomes in doors)


def main() -> int:
    """Make a scratch instance, and return 1 if anything went wrong in it."""
    with tempfile.TemporaryDirectory(prefix="kith-naughty-") as place:
        os.environ.update(KITH_DATA=place, DJANGO_SETTINGS_MODULE="kith.settings", KITH_LOG_LEVEL="CRITICAL")
        os.environ["KITH_ALLOWED_HOSTS"] = "testserver,localhost"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        return int(run(Path(place)) > 0)


if __name__ == "__main__":
    sys.exit(main())
