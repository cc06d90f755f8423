"""`kith export` writes a whole book, from which another machine makes an equal one."""

import os
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from kith.cli.export_ import command
from tests import make
from tests.archive import given
from tests.imports import given as imports


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_book_is_written_for_nobody_elses_eyes(ada, tmp_path):
    make.person(ada, "Ana Ruiz")

    done = run(tmp_path / "kith.zip")

    assert done.exit_code == 0
    assert (tmp_path / "kith.zip").stat().st_mode & 0o777 == 0o600
    assert b"Ana Ruiz" in given.member(tmp_path / "kith.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["kith.zip"]


def test_an_earlier_file_is_replaced_whole(ada, tmp_path):
    (tmp_path / "kith.zip").write_text("old")

    run(tmp_path / "kith.zip")

    assert zipfile.is_zipfile(tmp_path / "kith.zip")


def test_a_place_that_cannot_be_written_is_said_in_words(ada, tmp_path):
    done = run(tmp_path / "nowhere" / "kith.zip")

    assert done.exit_code == 1
    assert done.output.endswith("cannot be written: No such file or directory.\n")


def kith(data, *arguments) -> str:
    """Run the real command on a data directory of its own."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "KITH_JOBS_AT_ONCE"}}
    done = subprocess.run(
        [sys.executable, "-m", "kith", *map(str, arguments)],
        env={**environment, "KITH_DATA": str(data)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow  # a fresh machine makes its database: three seconds, and three times Python starts
def test_a_book_moves_from_a_fresh_machine_to_this_one(ada, tmp_path):
    card = imports.cards(tmp_path / "a.vcf", "FN:Ana Ruiz\nEMAIL:ana@acme.example\nCATEGORIES:climbing")

    kith(tmp_path / "fresh", "import", card)
    kith(tmp_path / "fresh", "log", "Met Ana Ruiz at PyCon yesterday, follow up in 2 weeks")
    kith(tmp_path / "fresh", "export", tmp_path / "fresh.zip")
    given.restored(ada, tmp_path / "fresh.zip")

    again = given.packed(ada, tmp_path / "again.zip")
    assert b"PyCon" in given.member(again)
    assert given.member(again) == given.member(tmp_path / "fresh.zip")
