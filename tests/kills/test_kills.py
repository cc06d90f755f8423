"""A short run of `python -m bench.kills`: Kith killed six times while people log touches and bring in exports."""

import tempfile
from pathlib import Path
from random import Random

import pytest

from bench import kills, kills_control
from tests import migrated

# A real Kith is started some six times, and each start takes more than a second.
pytestmark = [pytest.mark.slow, pytest.mark.real_clock, pytest.mark.xdist_group("kills")]
KILLS = 6


@pytest.fixture(scope="module")
def run():
    """Kith after six kills, taken up once more and ended in the ordinary way."""
    with tempfile.TemporaryDirectory(prefix="kith-kills-") as place:
        migrated.put(Path(place) / "kith.sqlite3")
        killing = kills.Killing(Path(place), Random(82), patience=0.4)
        try:
            kills.kill_repeatedly(killing, KILLS)
        finally:
            killing.close()
        yield killing


def test_nothing_is_lost_or_half_or_there_twice_after_kills(run):
    assert run.wrong == []
    assert run.told.faults == [], kills.logged(run.data)
    assert run.kills.total() == KILLS


def test_people_were_at_work_while_it_was_killed(run):
    assert len(run.told.acknowledged) > KILLS
    assert run.told.brought_in


def test_the_look_notices_every_way_in_which_a_database_can_be_wrong(run, tmp_path):
    assert kills_control.blind_spots(run.database, run.told, tmp_path) == []


def test_the_table_says_how_it_went(run):
    table = kills.report(run)

    assert f"{'lost':<48}0" in table
    assert f"{'touches acknowledged':<48}{len(run.told.acknowledged)}" in table
