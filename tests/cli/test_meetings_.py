"""`kith meetings` prints what is to come."""

from __future__ import annotations

import json
from datetime import timedelta

from click.testing import CliRunner
from django.utils import timezone

from kith.cli.meetings_ import command
from kith.meetings import actions
from tests import make


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_it_prints_what_one_said_yes_to_and_with_all_every_meeting(ada):
    ada.is_owner, ada.time_zone = True, "Asia/Tokyo"
    ada.save()
    soon = timezone.now() + timedelta(days=2)
    group = make.group(ada)
    actions.say(make.meeting(group, "Long run", starts_at=soon), ada, answer="yes", at=timezone.now())
    make.meeting(group, "Short run", starts_at=soon)

    mine, every = run("--user", ada.email), run("--user", ada.email, "--all", "--json")

    assert "Long run, Runners" in mine.output
    assert "Short run" not in mine.output
    assert [each["title"] for each in json.loads(every.output)] == ["Long run", "Short run"]
    assert json.loads(every.output)[0]["starts"].endswith("+09:00")


def test_without_any_it_says_so(ada):
    assert "said yes to nothing" in run("--user", ada.email).output
