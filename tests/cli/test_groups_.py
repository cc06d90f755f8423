"""`kith groups`: starting a group and inviting to it, from the command line."""

from __future__ import annotations

import json

from click.testing import CliRunner
from django.test import Client

from kith.cli.main import kith


def run(*arguments: str):
    return CliRunner().invoke(kith, ["groups", *arguments])


def test_a_group_is_started_listed_and_invited_to(ada):
    assert run("start", "Leith Runners", "--like", "running", "--place", "Leith").output.endswith("/leith-runners/\n")

    listed = json.loads(run("list", "--json").output)
    link = run("invite", "leith-runners", "--several").output.strip()

    assert link.startswith("http://localhost:")
    assert listed == [{"group": "leith-runners", "name": "Leith Runners", "role": "organiser", "next": None}]
    assert "Leith Runners" in Client().get(link[link.index("/groups/") :]).content.decode()


def test_what_cannot_be_is_said_in_words(ada):
    assert "Say --like with one of" in run("start", "Runners", "--like", "nothing").output
    assert "You are in no group with the address nowhere" in run("invite", "nowhere").output
    assert "You are in no group yet" in run("list").output
