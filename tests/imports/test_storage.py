"""Files of imports on disk, and the lock of whoever works on one."""

import io
import os
import stat
import subprocess
import sys
import time
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from kith.imports import storage


@pytest.fixture
def uid():
    uid = uuid.uuid4()
    yield uid
    storage.forget(uid)


def test_a_file_is_kept_whole_for_its_owner_only(uid):
    kept = storage.store(uid, 0, "../../a b.zip", io.BytesIO(b"x" * 3_000_000))

    path = storage.full_path(str(kept.path))
    assert (kept.name, kept.size, path.stat().st_size) == ("../../a b.zip", 3_000_000, 3_000_000)
    assert path.parent == storage.directory(uid)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(kept.sha256) == 64


def test_of_two_who_want_to_work_on_an_import_one_may(uid):
    with storage.hold(uid) as first, storage.hold(uid, wait=False) as second:
        assert first is not None
        assert second is None
    with storage.hold(uid, wait=False) as third:
        assert third is not None


def test_how_far_it_has_come_can_be_seen_from_outside(uid):
    with storage.hold(uid) as held:
        assert held is not None
        held.report(0.42)

        assert storage.progress(uid) == 0.42


def test_of_an_import_nobody_worked_on_nothing_is_known(uid):
    assert storage.progress(uid) is None


def test_the_lock_goes_with_the_process_that_held_it(uid):
    code = f"""
import os, uuid, django
django.setup()
from kith.imports import storage
with storage.hold(uuid.UUID("{uid}")):
    os.kill(os.getpid(), 9)
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kith.settings"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=False)

    with storage.hold(uid, wait=False) as held:
        assert held is not None


def test_a_folder_is_kept_as_a_zip_that_is_the_same_each_time(uid, tmp_path):
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1").write_bytes(b"Hello")

    first, again = (storage.store(uid, number, "Maildir", tmp_path) for number in (0, 1))

    with zipfile.ZipFile(storage.full_path(str(first.path))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"cur/1": b"Hello"}
    assert first.sha256 == again.sha256


def test_a_lock_that_was_deleted_while_somebody_waited_is_nobodys(uid):
    with ThreadPoolExecutor(1) as pool, ExitStack() as first, ExitStack() as other:
        first.enter_context(storage.hold(uid))
        waiting = pool.submit(_hold_once, uid)
        while _times_open(storage._lock(uid)) < 2:  # the other thread has come as far as the lock
            time.sleep(0.01)
        storage.forget(uid)
        assert other.enter_context(storage.hold(uid, wait=False)) is not None, "whoever comes now need not wait"

        first.close()
        time.sleep(0.05)
        assert not waiting.done(), "whoever waited for the old one waits for the new one now"
        other.close()
        assert waiting.result(timeout=60)


def _times_open(path: Path) -> int:
    found = 0
    for number in Path("/dev/fd").iterdir():
        with suppress(OSError):  # the list itself was open, and is no more
            found += os.path.samestat(os.fstat(int(number.name)), path.stat())
    return found


def _hold_once(uid) -> bool:
    with storage.hold(uid) as held:
        return held is not None


def test_forgetting_leaves_nothing_on_the_disk(uid):
    storage.store(uid, 0, "a.vcf", io.BytesIO(b"x"))
    storage.note_picture(uid, "a.jpg")
    with storage.hold(uid):
        pass
    assert uid in dict(storage.stored_imports())

    storage.forget(uid)

    assert not list(storage.root().glob(f"{uid}*"))
    assert (storage.noted_pictures(uid), dict(storage.stored_imports()).get(uid)) == ([], None)
