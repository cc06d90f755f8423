"""`kith bench`: how quick Kith is on this machine, with this book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.reach import Network


@click.group("bench")
def command() -> None:
    """Measure how quick Kith is on this machine."""


@command.command("reach")
@click.option(
    "--people", type=click.IntRange(100), default=100_000, show_default=True, help="Of the network that is made up."
)
@click.option(
    "--ties", type=click.IntRange(100), default=2_500_000, show_default=True, help="Of the network that is made up."
)
@click.option("--user", help="Whose book (KITH_USER).")
def reach(people: int, ties: int, user: str | None) -> None:
    """Time the search for paths of introduction: in this book, and in a large network that is made up."""
    ground.ready()
    from kith import reach as engine
    from kith.cli.account import acting_user
    from kith.network.benchmark import made_up
    from kith.network.loading import load_network

    engine.warm_up()
    owner = acting_user(user)
    _print("This book", load_network(owner, owner.today()).strong)
    _print("Made up", made_up(people, ties))


def _print(title: str, network: Network) -> None:
    from kith.network.benchmark import timings

    click.echo(f"{title}: {network.people:,} people, {network.ties:,} ties, {network.nbytes / 1e6:.1f} MB")
    for one in timings(network):
        click.echo(
            f"  {one.what:<22} half below {one.median:.2f} ms, 95 % below {one.late:.2f} ms ({one.queries} queries)"
        )
