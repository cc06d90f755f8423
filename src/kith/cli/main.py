"""The kith command and its list of subcommands; each is loaded only when it is called."""

from __future__ import annotations

import importlib
import os
from typing import ClassVar

import click

import kith as package


class Subcommands(click.Group):
    """Finds a subcommand in the module of its name, so that `kith --help` need not load Django."""

    names: ClassVar[dict[str, str]] = {
        "up": "Serve Kith: the pages and the jobs behind them.",
        "import": "Bring files into a book: LinkedIn exports, vCards, Kith's own ZIP.",
        "read": "Print what a reader understands of files, without importing.",
        "people": "Find people.",
        "log": "Log something in one line of plain English.",
        "duplicates": "Find people who are in the book twice.",
        "merge": "Make two people one.",
        "split": "Make two people again of two who were merged.",
        "today": "Whom to reach out to today, and why.",
        "targets": "What you aim for, whom you know there, and where there is nobody.",
        "reach": "Find who can introduce you: to a person, an organisation, a role, a skill.",
        "intro": "Introductions: ask for one, introduce two people, see each through to the thanks.",
        "exchange": "What you ask for, what you can give, and what fits.",
        "count": "Note a figure that a group of yours counts, or take in files of a watch.",
        "export": "Write a whole book to a ZIP.",
        "groups": "Groups: list yours, start one, make a link that lets somebody join.",
        "sharing": "Leave somebody out of what members ask one another, for good.",
        "meetings": "The meetings to come of your groups.",
        "seat": "Plan rounds of small tables at which people meet somebody new.",
        "sample": "Add, or take away, a sample network of invented people.",
        "doctor": "Check this installation and say what is wrong.",
        "compile": "Make the searches quick on this machine (the first `kith up` does so by itself).",
        "bench": "Measure how quick Kith is on this machine.",
        "worker": "Run the jobs behind the pages (`kith up` starts one by itself).",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # click's signature
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # click's signature
        if cmd_name not in self.names:
            return None
        module = importlib.import_module(f"kith.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(self.names.items()))


@click.group(cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package.__version__, prog_name="kith")
def kith() -> None:
    """Professional networking as a practice, self-hosted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.settings")
