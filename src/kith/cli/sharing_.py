"""`kith sharing`: who is never matched, whatever members ask one another."""

from __future__ import annotations

import click

from kith.cli import ground


@click.group("sharing")
def command() -> None:
    """Leave somebody out of what members ask one another: for whoever runs this server, on that person's own wish."""


@command.command("leave-out")
@click.argument("address")
def leave_out(address: str) -> None:
    """Never match whoever has this e-mail address or profile. Make sure first that the address is theirs."""
    ground.ready()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from kith.sharing import actions

    try:
        actions.leave_out(address, at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    click.echo("Left out from now on. Kith keeps a mark of the address, from which it cannot be read.")


@command.command("let-in")
@click.argument("address")
def let_in(address: str) -> None:
    """Let whoever has this address be matched again."""
    ground.ready()
    from django.core.exceptions import ValidationError

    from kith.sharing import actions

    try:
        found = actions.let_in(address)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    click.echo("May be matched again." if found else "Was not left out.")
