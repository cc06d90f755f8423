"""`kith compile`: makes the searches quick on this machine."""

from __future__ import annotations

import os

import click

LAST = 19  # of all who wait for the processor


@click.command("compile")
@click.option(
    "--parent", type=int, hidden=True, help="End when the process with this id does, and let all others go first."
)
def command(parent: int | None) -> None:
    """Compile the searches for this machine's processor, which takes a minute, once."""
    if parent:
        from kith.cli import worker_

        worker_.end_with(parent)
        os.nice(LAST)
    from kith import pairing, reach, seating

    reach.warm_up()
    seating.warm_up()
    pairing.warm_up()
    click.echo("The searches for paths, for tables and for pairs are ready.")
