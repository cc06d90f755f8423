"""A short run of `python -m bench.import_kills`: Kith killed once while it reads, saves and takes back imports."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench import import_kills, import_kills_control
from tests import migrated

# A real Kith is started three times, and each start takes more than a second.
pytestmark = [pytest.mark.slow, pytest.mark.real_clock, pytest.mark.xdist_group("kills")]
KILLS = 1
KINDS = ["vCard"]  # the bench takes every kind, and a mailbox


@pytest.fixture(scope="module")
def run():
    """Kith after a kill, each import looked at when it was done and when it was taken back."""
    with tempfile.TemporaryDirectory(prefix="kith-import-kills-") as place, ExitStack() as stack:
        (Path(place) / "data").mkdir()
        migrated.put(Path(place) / "data" / "kith.sqlite3")
        made = import_kills.prepared(Path(place), stack, 4, KINDS, share=0.01)
        made.wanted = KILLS
        try:
            made.go()
            yield made
        finally:
            made.instance.down()


def test_imports_that_were_killed_end_as_those_that_were_not(run):
    assert run.wrong == [], run.instance.log()
    assert run.kills.total() >= KILLS
    assert f"{'the same state as without a kill':<48}yes" in import_kills.report(run)


def test_the_look_is_not_blind(run):
    brought = run.calm["vCard"].brought

    assert import_kills_control.differences(run.before, brought)
    assert import_kills_control.differences(brought, brought[1:]) == [f"missing {brought[0]}"]
    assert import_kills_control.differences(brought, [*brought, brought[0]]) == [f"too much {brought[0]}"]
