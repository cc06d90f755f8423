"""`kith export`: write a whole book to a ZIP."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from kith.cli import ground


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--user", help="Whose book (KITH_USER).")
def command(file: Path, user: str | None) -> None:
    """Write all that is in a book to FILE, which `kith import` reads again without loss. Only you can read the file."""
    ground.ready()
    from kith.cli.account import acting_user

    owner = acting_user(user)
    try:
        size = _write(owner, file.absolute())
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Your book is in {file} ({size / 1e6:.1f} MB). It holds your private notes, so keep it safe.")


def _write(owner: object, file: Path) -> int:
    """Write beside the file and then put it in its place, so that it is whole or as it was before. Returns its size."""
    from django.utils import timezone

    from kith.accounts.models import User
    from kith.archive.packing import pack

    assert isinstance(owner, User)
    number, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "w+b") as target:
            pack(owner, target, now=timezone.now())
            target.flush()
            os.fsync(target.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return file.stat().st_size
