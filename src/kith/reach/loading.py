"""Machine code from a file into this process, by LLVM alone."""

from __future__ import annotations

import ctypes
import hashlib
import json
from typing import Any

import llvmlite.binding as llvm

_DIGEST = 32


class Code:
    """Compiled functions, each by the name of its door in entries.py. Keep the object as long as they are called."""

    def __init__(self, content: bytes) -> None:
        about, machine_code = _parted(content)
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        target = llvm.Target.from_default_triple().create_target_machine(jit=True)
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target)
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(machine_code))
        self._engine.finalize_object()
        self._doors: dict[str, Any] = {name: self._function(**door) for name, door in about["doors"].items()}

    def __getitem__(self, name: str) -> Any:
        return self._doors[name]

    def _function(self, symbol: str, arguments: str, waits: bool) -> Any:
        """waits: whether other threads of Python wait, which is quicker where the work is short."""
        kind = ctypes.PYFUNCTYPE if waits else ctypes.CFUNCTYPE
        types = {"p": ctypes.c_void_p, "n": ctypes.c_int64, "d": ctypes.c_double}
        address = self._engine.get_function_address(symbol)
        return kind(ctypes.c_int64, *(types[letter] for letter in arguments))(address)


def written(about: dict[str, Any], machine_code: bytes) -> bytes:
    """The content of the file: a checksum, what is inside, and the code."""
    content = json.dumps(about).encode() + b"\n" + machine_code
    return hashlib.sha256(content).digest() + content


def _parted(content: bytes) -> tuple[dict[str, Any], bytes]:
    if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        raise ValueError("the compiled code is not what was written: delete the file and warm up again")
    about, _, machine_code = content[_DIGEST:].partition(b"\n")
    return json.loads(about), machine_code
