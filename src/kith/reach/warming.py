"""Compiled code: made once on a machine by numba, kept as a file, and loaded without numba by every later process.

Importing numba and reading its own cache takes a second in every process, and its cache does not see a change in a
function that another file calls. So the machine code is kept whole, under a name that says from which sources and for
which processor it was made.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kith.reach.loading import Code

HERE = Path(__file__).parent
READABLE = 0o644  # by whoever may run Kith, as the sources are
UNUSED = 7 * 24 * 3600
"""Seconds after which code of other sources, which nobody has loaded, is thrown away."""

_SOURCES = ("building.py", "compiling.py", "entries.py", "heap.py", "leiden.py", "search.py")
_lock = threading.Lock()
_loaded: list[Code] = []


def warm_up() -> None:
    """Have the compiled code ready when this returns: load it, or, once on a machine, compile it.

    Compiling takes half a minute and, where no place can be written, happens in every process that asks. Until then plain
    numpy answers, to the same numbers. For the installation, and for a thread of a server that starts.
    """
    with _lock:
        if not _loaded and not _load():
            _loaded.append(_code_from(_compiled()))


def is_warm() -> bool:
    """Whether the compiled code is kept on this machine, or in this process."""
    return bool(_loaded) or _place().is_file()


def code() -> Code | None:
    """The compiled code, if it is in this process or kept on this machine; loading takes a tenth of a second."""
    if not _loaded and _place().is_file():
        with _lock:
            if not _loaded:
                _load()
    return _loaded[0] if _loaded else None


def _load() -> bool:
    """Load what is kept, if it is there and whole."""
    kept = _place()
    try:
        _loaded.append(_code_from(kept.read_bytes()))
        _note_use(kept)
    except OSError:
        return False
    except ValueError:  # damaged: it is made anew when somebody warms up
        kept.unlink(missing_ok=True)
        return False
    return True


def _note_use(kept: Path) -> None:
    with contextlib.suppress(OSError):  # somebody else's file, which they keep as long as they use it
        os.utime(kept)


def _code_from(content: bytes) -> Code:
    from kith.reach import loading  # LLVM takes a tenth of a second, which only those who search pay

    return loading.Code(content)


def _compiled() -> bytes:
    content = _made()
    with contextlib.suppress(OSError):
        _keep(content, _place())
    return content


def _made() -> bytes:
    from kith.reach import compiling  # numba takes a second, which nobody pays twice

    return compiling.machine_code()


def _keep(content: bytes, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=kept.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(beside).chmod(READABLE)
    Path(beside).replace(kept)
    _throw_away_unused(kept.parent)


def _throw_away_unused(folder: Path) -> None:
    for other in folder.glob("reach-*.code"):
        if other.stat().st_mtime < time.time() - UNUSED:
            other.unlink(missing_ok=True)


@cache
def _place() -> Path:
    """Where the code of these sources for this processor is kept: beside them, or among the user's caches."""
    from llvmlite import binding  # as above

    parts = [binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten(), str(binding.llvm_version_info)]
    digest = hashlib.sha256("".join(parts).encode())
    for name in _SOURCES:
        digest.update((HERE / name).read_bytes())
    beside = HERE / "__pycache__"
    if not os.access(beside if beside.is_dir() else HERE, os.W_OK):
        beside = Path(os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME", "/nowhere")) / ".cache") / "kith"
    return beside / f"reach-{digest.hexdigest()[:32]}.code"
