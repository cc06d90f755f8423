"""Compiled code: made, kept, loaded, and done without."""

import os
import stat
import subprocess
import sys
import time

import numpy as np
import pytest

from kith.reach import Network, compiling, loading, warming
from tests.reach import engines, toy, toy_doors

pytestmark = pytest.mark.real_clock  # the age of a file is the file system's


@pytest.fixture
def cold(tmp_path, monkeypatch):
    """A machine on which nothing has been compiled; what is compiled there is a toy."""
    compiled = []

    def machine_code():
        compiled.append("toy")
        return compiling.machine_code(toy_doors, (toy,))

    monkeypatch.setattr(warming, "_loaded", [])
    monkeypatch.setattr(warming, "_place", lambda: tmp_path / "deep" / "toy.code")
    monkeypatch.setattr(warming, "_made", machine_code)
    return compiled


def test_a_kernel_is_compiled_once_and_loaded_from_then_on(cold, monkeypatch):
    values = np.array([1, 5, 4], np.int32)

    warming.warm_up()
    assert engines.door("double")(values.ctypes.data, 3, 10.0) == 12
    assert values.tolist() == [1, 10, 8]

    monkeypatch.setattr(warming, "_loaded", [])
    assert engines.door("double")(values.ctypes.data, 3, 0.0) == 2
    assert cold == ["toy"]


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same(cold, tmp_path):
    (tmp_path / "deep").write_text("in the way")

    warming.warm_up()

    assert engines.door("double")(0, 0, 3.0) == 3


def test_until_it_is_compiled_numpy_answers_and_nobody_waits(cold):
    a, b = np.random.default_rng(1).integers(0, 30_000, (2, 60_000))
    network = Network.from_ties(30_000, a, b, np.full(60_000, 9))

    found = network.best_paths(int(a[0]), [int(b[0])])

    assert found[0].people == (a[0], b[0])
    assert cold == []
    assert Network.from_ties(3, [0, 1], [1, 2], [9, 9]).circles().tolist() == [0, 0, 0]


def test_code_that_is_not_what_was_written_is_not_run_but_made_anew(cold, tmp_path, monkeypatch):
    warming.warm_up()
    kept = tmp_path / "deep" / "toy.code"
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    monkeypatch.setattr(warming, "_loaded", [])

    with pytest.raises(ValueError, match="not what was written"):
        loading.Code(kept.read_bytes())
    assert warming.code() is None

    warming.warm_up()
    assert cold == ["toy", "toy"]
    assert kept.read_bytes()[-1] == content[-1]


def test_code_of_older_sources_goes_when_nobody_has_used_it_for_a_week(cold, tmp_path, monkeypatch):
    place, week = tmp_path / "reach-now.code", 7 * 24 * 3600
    monkeypatch.setattr(warming, "_place", lambda: place)
    for name, age in (("reach-forgotten.code", week + 60), ("reach-used.code", week - 60), ("other.code", 2 * week)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)

    warming.warm_up()

    assert sorted(file.name for file in tmp_path.iterdir()) == ["other.code", "reach-now.code", "reach-used.code"]


def test_code_that_is_kept_is_for_all_who_run_kith_and_each_use_is_noted(cold, tmp_path, monkeypatch):
    kept = tmp_path / "deep" / "toy.code"
    assert not warming.is_warm()
    warming.warm_up()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o644
    os.utime(kept, (0, 0))
    monkeypatch.setattr(warming, "_loaded", [])
    assert warming.is_warm()

    assert warming.code() is not None

    assert kept.stat().st_mtime > time.time() - 60
    assert cold == ["toy"]


def test_the_place_of_the_code_is_beside_the_sources_or_among_the_user_s_caches(monkeypatch, tmp_path):
    warming._place.cache_clear()
    assert warming._place().parent == warming.HERE / "__pycache__"

    warming._place.cache_clear()
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert warming._place().parent == tmp_path / "kith"
    warming._place.cache_clear()


def test_code_that_was_loaded_before_numba_leaves_numba_its_own_names():
    script = """
from kith.reach import Network, warm_up
warm_up()
assert Network.from_ties(3, [0, 1], [1, 2], [9, 9]).circles().tolist() == [0, 0, 0]
import numpy as np
from numba import njit
least = njit("int64(int64[:])")(lambda numbers: np.sort(numbers)[0])
print(least(np.array([3, 2])))
try:
    njit("int64(int64)")(lambda number: 1 // number)(0)  # raised by functions of numba's, found by their names
except ZeroDivisionError:
    print("raised")
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (told.returncode, told.stdout, told.stderr) == (0, "2\nraised\n", "")
