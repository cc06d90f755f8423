"""`kith exchange` asks, offers, and prints what fits."""

from __future__ import annotations

import json

from click.testing import CliRunner

from kith.cli.exchange_ import command
from kith.exchange.models import Ask, Offer
from tests import make


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_what_is_asked_and_offered_is_printed_with_what_fits(ada):
    make.person(ada, "Bruno")
    run("offer", "Plumber, small repairs", "--for", "Bruno")
    run("ask", "A leaking tap needs mending", "--until", "2099-01-01")

    said = run("list").output

    assert "  A leaking tap needs mending [Open, until 2099-01-01]" in said
    assert "  Plumber, small repairs (for Bruno) [Open]" in said
    assert "May help you: A leaking tap needs mending – Plumber, small repairs (" in said


def test_as_json_it_says_the_same(ada):
    group = make.group(ada, "Runners")
    made = json.loads(run("ask", "A tap", "--to", group.slug, "--json").output)

    said = json.loads(run("list", "--json").output)

    assert made["shown_to"] == "runners"
    assert said == {"asks": [made], "offers": [], "matches": []}


def test_nothing_is_shown_to_anybody_unless_it_is_said_so(ada):
    run("ask", "A tap")

    assert Ask.objects.get().audience == "book"


def test_a_group_that_one_is_not_in_and_a_day_that_is_over_are_refused(ada, eve):
    make.group(eve, "Readers")

    assert "You are in no group" in run("ask", "A tap", "--to", "readers", "--user", ada.email).output
    assert "over" in run("offer", "Songs", "--until", "2001-01-01", "--user", ada.email).output
    assert not Offer.objects.exists()
    assert "Asks: none" in run("list", "--user", ada.email).output
