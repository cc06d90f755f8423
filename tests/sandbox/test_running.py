"""What runs in a child process comes back as it was; whatever happens to the child, it is told in words and ends."""

import os
import pickle
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kith import sandbox
from kith.imports.records import PersonRecord, Point
from kith.imports.uploads import BadFile
from kith.sandbox import Broke, Exceeded, Limits, Lost, keeping, wire
from tests.patience import within

SHORT = Limits(seconds=1, megabytes=256, waiting=5, output=64)
ROOT = Path(__file__).resolve().parents[2]


def run(function: str, *arguments: object, limits: Limits = SHORT) -> Any:
    return sandbox.run(f"tests.sandbox.functions:{function}", *arguments, limits=limits)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon(condition, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


def test_records_come_back_as_they_were():
    person, refusal, plain, moment, text = run("one_of_each")

    assert isinstance(person, PersonRecord)
    assert (person.points, person.met_through.keys, person.photo) == ([Point("phone", "1")], ("uid:1",), b"\0")
    assert (refusal.line, refusal.reason) == (2, "No name.")
    assert plain == [date(2026, 1, 2), datetime(2026, 1, 2, 3, tzinfo=UTC), {"a": (1, 2.5, None, True)}, {1, 2}]
    assert (moment, moment.utcoffset()) == (datetime(2026, 7, 1, 7, tzinfo=UTC), timedelta(hours=2))
    assert (type(text), text) == (str, "like text")


def test_very_many_come_back_in_their_order():
    found = list(run("many_people", 5_000))

    assert [each.full_name for each in found] == [f"Bo {number}" for number in range(5_000)]


def test_one_keeper_stands_ready_for_every_run():
    assert len({next(iter(run("keeper"))) for _ in range(5)}) == 1


def test_what_it_used_is_known_afterwards():
    running = run("count", 3)

    list(running)

    assert 0 < running.usage.seconds < 60
    assert 5 < running.usage.megabytes < 300


def test_an_error_for_the_user_arrives_as_it_is_after_what_came_before():
    found: list[Any] = []
    with pytest.raises(BadFile) as error:
        found.extend(each for each in run("two_then_bad"))
    assert (error.value.file, error.value.line, error.value.reason) == ("a.csv", 7, "It ends in the middle.")

    running = run("two_then_bad")
    assert [next(running), next(running)] == [1, 2]
    with pytest.raises(BadFile):
        next(running)


def test_a_fault_of_ours_says_where_and_of_which_kind_but_not_what_the_file_said():
    with pytest.raises(Broke) as error:
        list(run("two_then_fault"))

    assert "two_then_fault" in error.value.reason
    assert error.value.reason.endswith("KeyError")
    assert "a fault of ours" not in error.value.reason.splitlines()[-1]


@pytest.mark.slow  # a second of processor time, as the kernel counts whole ones
def test_too_much_processor_time_is_cut_off():
    running = run("spin", limits=Limits(seconds=1, waiting=600))
    with within(), pytest.raises(Exceeded) as error:
        list(running)

    assert error.value.what == "time"


def test_a_child_that_sleeps_is_not_waited_for():
    with pytest.raises(Exceeded) as error:
        list(run("sleep", limits=Limits(waiting=0.3)))

    assert error.value.what == "time"


def test_too_much_memory_is_cut_off():
    running = run("eat")
    with pytest.raises(Exceeded) as error:
        list(running)

    assert error.value.what == "memory"
    assert running.usage.megabytes < SHORT.megabytes


def test_a_library_that_gives_up_for_want_of_memory_has_used_it_up():
    with pytest.raises(Exceeded) as error:
        list(run("eat_and_abort", limits=Limits(megabytes=512)))

    assert error.value.what == "memory"


def test_more_output_than_agreed_is_not_taken():
    with pytest.raises(Exceeded) as error:
        list(run("forever", limits=Limits(output=5)))

    assert error.value.what == "memory"


def test_calls_within_calls_without_end_are_told_as_such():
    with pytest.raises(Exceeded) as error:
        list(run("dig"))

    assert error.value.what == "depth"


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM])
def test_a_crash_is_told_and_the_next_run_is_well(number):
    with pytest.raises(Broke, match=str(int(number))):
        list(run("die", int(number)))

    assert list(run("count", 2)) == [0, 1]


def test_a_child_that_is_killed_with_little_memory_in_use_is_lost():
    with pytest.raises(Lost):
        list(run("die", int(signal.SIGKILL)))


def test_a_child_that_is_killed_with_much_memory_in_use_has_used_it_up():
    with pytest.raises(Exceeded) as error:
        list(run("fill_and_die", 120 * 1024 * 1024))

    assert error.value.what == "memory"


def test_a_child_that_just_leaves_has_broken_down():
    with pytest.raises(Broke):
        list(run("leave", 0))


def test_a_function_that_is_not_there_has_broken_down():
    with pytest.raises(Broke, match="LookupError"):
        list(run("nothing_of_this_name"))
    with pytest.raises(Broke, match="ModuleNotFoundError"):
        list(sandbox.run("tests.sandbox.no_such_module:run", limits=SHORT))


def test_nothing_can_be_written(tmp_path):
    assert list(run("write", str(tmp_path / "a"))) == ["OSError"]
    assert not (tmp_path / "a").exists() or (tmp_path / "a").stat().st_size == 0


def test_there_is_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        [outcome] = run("connect", server.getsockname()[1])

    if outcome == "connected":
        pytest.skip("this system gives no process a network of its own")
    assert outcome == "OSError"


def test_our_secrets_stay_here(monkeypatch):
    keeping.stop()
    monkeypatch.setenv("KITH_SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgresql://hush")

    [environment] = run("environment")

    assert "hush" not in str(environment)
    assert "PATH" in environment


def test_there_is_no_django():
    keeping.stop()

    assert list(run("django_is_here")) == [False]


def test_nothing_that_is_read_in_a_child_brings_django_along():
    sources = (path.read_text() for path in (ROOT / "src/kith").rglob("*.py"))
    modules = {name for text in sources for name in re.findall(r'"(kith(?:\.\w+)+):\w+"', text)}
    script = (
        f"import sys, {', '.join(sorted(modules))}; from kith.imports import apart; apart.warm_up();"
        "print('django' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert len(modules) > 4
    assert told.stdout.strip() == "False"


def test_what_is_told_from_within_comes_at_once():
    running = run("tell_then_wait", limits=Limits(waiting=600))

    with within():
        assert next(running) == "half way"
    running.close()


def test_a_child_waits_while_nobody_takes_what_it_has():
    running = run("forever", limits=Limits(waiting=2, output=64))
    next(running)
    time.sleep(2.2)

    assert len(next(running)) == 100_000
    running.close()


def test_a_child_that_is_dropped_half_way_is_ended():
    running = run("tell_process")
    process = next(running)
    assert is_alive(process)

    running.close()

    assert soon(lambda: not is_alive(process))


def test_a_keeper_that_has_died_is_started_again():
    [process] = run("keeper")
    os.kill(process, signal.SIGKILL)
    soon(lambda: not is_alive(process))

    assert list(run("count", 1)) == [0]


def test_runs_of_many_threads_do_not_mix():
    found: dict[int, list[object]] = {}

    def work(number: int) -> None:
        found[number] = list(run("count", 100 + number))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: list(range(100 + number)) for number in range(8)}


def test_everything_ends_with_the_process_that_asked():
    script = (
        "import os, signal; from kith import sandbox; from kith.sandbox import Limits;"
        "r = sandbox.run('tests.sandbox.functions:tell_process', limits=Limits()); print(next(r), flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)

    process = int(done.stdout)
    assert done.returncode == -signal.SIGKILL
    assert soon(lambda: not is_alive(process))


def test_without_limits_of_the_system_patience_is_left():
    script = (
        "import sys; sys.modules['resource'] = None\n"
        "from kith.sandbox import child; from kith.sandbox.limits import Limits\n"
        "print(child.HAS_LIMITS); child._take_on(Limits())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_a_fork_of_a_process_gets_a_keeper_of_its_own():
    [ours] = run("keeper")
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        [theirs] = run("keeper")
        os.write(writing, str(theirs).encode())
        keeping.stop()
        os._exit(0)
    os.waitpid(process, 0)
    theirs = int(os.read(reading, 100))
    os.close(reading)
    os.close(writing)

    assert theirs != ours
    assert list(run("keeper")) == [ours]


def as_batch(pickled: bytes) -> bytes:
    return struct.pack("<I", 1) + pickled


class Calls:
    """Pickled, it calls something."""

    def __init__(self, what, *arguments):
        self.what, self.arguments = what, arguments

    def __reduce__(self):
        return self.what, self.arguments


@pytest.mark.parametrize(
    "bad",
    [
        Calls(os.system, "true"),
        Calls(eval, "1"),
        Calls(getattr, PersonRecord, "__init__"),
        Calls(Path, "/etc/passwd"),
        Calls(bytes, 10**12),
        Calls(pickle.loads, b""),
        os.system,
        PersonRecord("a", 1, "Ana"),  # with its class itself, to which attributes could be written
    ],
)
def test_nothing_but_plain_records_is_made_of_what_a_child_sends(bad):
    with pytest.raises((pickle.UnpicklingError, TypeError)):
        list(wire.unpacked(as_batch(pickle.dumps(bad))))


def test_a_class_cannot_be_changed_by_what_a_child_sends():
    gets_class = b"\x80\x04\x8c\x14kith.imports.records\x8c\x0cPersonRecord\x93"
    sets_attribute = b"N}\x8c\x09full_name\x8c\x01xs\x86b."

    with pytest.raises((AttributeError, TypeError)):
        list(wire.unpacked(as_batch(gets_class + sets_attribute)))

    assert PersonRecord("a", 1, "Ana").full_name == "Ana"


def test_what_may_not_travel_has_broken_down():
    with pytest.raises(Broke):
        list(run("forbidden"))


@pytest.mark.parametrize(
    "data",
    [
        b"o\x05\x00\x00\x00\x01\x00\x00\x00.",
        b"e\x05\x00\x00\x00hello",
        b"e" + struct.pack("<I", len(p := pickle.dumps(("os", "system", ("true",))))) + p,
        b"o\xff\xff\xff\xff",
        b"?\x00\x00\x00\x00",
        b".\x00\x00",
    ],
)
def test_a_child_that_sends_nonsense_is_refused(data):
    with pytest.raises((Broke, Exceeded)):
        list(run("speak_raw", data))
