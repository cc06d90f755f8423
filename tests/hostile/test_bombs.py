"""No file, however it is made, takes more than ten seconds or half a gigabyte, or is refused without a word.

Each goes the way that every file goes: to whichever reader recognises it, in a child process, whose use is measured.
"""

import base64
from pathlib import Path
from typing import Any

import pytest

from kith import sandbox
from kith.cli.read_ import _read
from kith.imports import apart
from kith.imports.models import Import
from kith.imports.records import LeftRecord, Refusal
from kith.imports.uploads import BadFile, Upload
from kith.people.models import Person
from kith.sandbox import Exceeded
from tests.hostile import bombs
from tests.hostile.bombs import BOMBS, Bomb
from tests.imports import given

MOST_SECONDS, MOST_MEGABYTES = 10, 512
SLOW = {  # as there is so much to look through before it can be told
    "message_with_a_line_of_a_gigabyte",
    "calendar_of_20_000_events_without_end",
}
ALL = [pytest.param(each, marks=[pytest.mark.slow] if each.name in SLOW else []) for each in BOMBS]


def read(upload: Upload) -> tuple[list[Any], sandbox.Usage | None]:
    """Return all records, what ended the reading as one of them, and what it took."""
    running = sandbox.run("kith.imports.apart:records_of", "", upload, limits=apart.limits_for([upload]))
    found: list[Any] = []
    try:
        found.extend(each for each in running)
    except BadFile as error:
        found.append(error)
    except Exceeded as error:
        found.append(Refusal(upload.name, 0, apart.why(error)))
    return found, running.usage


def reasons(found: list[Any]) -> list[tuple[str, int, str]]:
    return [(each.file, each.line, each.reason) for each in found if isinstance(each, (BadFile, Refusal, LeftRecord))]


@pytest.mark.parametrize("bomb", ALL, ids=str)
def test_a_file_that_means_harm_is_refused_in_words_and_in_time(bomb: Bomb, tmp_path: Path):
    path = tmp_path / bomb.file
    bomb.write(path)

    found, usage = read(Upload(path.name, path))

    refused = reasons(found)
    assert refused or bomb.may_be_read
    assert all(file and reason.endswith((".", "?")) for file, _line, reason in refused)
    assert usage is not None
    assert usage.seconds <= MOST_SECONDS + 1  # the kernel counts whole seconds, and gives one more to end in
    assert usage.megabytes <= MOST_MEGABYTES


def test_archives_and_pipes_are_refused_by_kith_read_as_well(tmp_path: Path):
    for name in (
        "own_zip_that_swells",
        "zip_of_200_000_empty_members",
        "zip_of_100_000_members_that_are_a_book",
        "a_pipe",
    ):
        bomb = next(each for each in BOMBS if each.name == name)
        path = tmp_path / bomb.file
        bomb.write(path)

        [refused] = _read(path)

        assert (refused["kind"], refused["line"]) == ("refused", 0)
        assert refused["reason"].endswith(".")


@pytest.mark.django_db
def test_a_picture_that_means_harm_is_left_out_of_its_card(ada, tmp_path: Path):
    bombs.png(tmp_path / "a.png", 13_000, 13_000)
    photo = base64.b64encode((tmp_path / "a.png").read_bytes()).decode()
    bombs.cards(tmp_path / "a.vcf", f"PHOTO;ENCODING=b;TYPE=PNG:{photo}")

    import_ = given.brought_in(ada, tmp_path / "a.vcf")

    assert import_.state == Import.State.DONE
    assert Person.objects.get(name="Ana Ruiz").photo == ""
    assert "pixels" in str(import_.summary["refused"])
