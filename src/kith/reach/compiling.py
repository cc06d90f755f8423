"""From kernels in Python to machine code for this processor, by numba."""

from __future__ import annotations

from types import FunctionType, ModuleType
from typing import Any

import llvmlite.binding as llvm
from numba import cfunc, njit, types

from kith.reach import building, entries, heap, leiden, loading, search

_KERNELS = (building, leiden, heap, search)  # each may call those before it, by the name of their module


def machine_code(doors: ModuleType = entries, kernels: tuple[ModuleType, ...] = _KERNELS) -> bytes:
    """Compile every door of a module, by default entries.py, and all that it calls. Takes half a minute."""
    copies: dict[str, Any] = {}
    for module in kernels:
        copies[_last(module)] = _compiled(module, copies)
    space = vars(doors) | copies
    made, assembled = {}, llvm.parse_assembly("")
    for name, (door, signature, waits) in doors.DOORS.items():
        compiled = cfunc(signature, error_model="numpy")(_in_space(door, space))
        module = llvm.parse_assembly(compiled.inspect_llvm())
        arguments = "".join(_letter(kind) for kind in signature.args)
        made[name] = {"symbol": compiled.native_name, "arguments": arguments, "waits": waits}
        assembled.link_in(module)
    _close(assembled)
    return loading.written({"doors": made}, _target().emit_object(assembled))


def _close(assembled: llvm.ModuleRef) -> None:
    """Give the code its own end for each function of numba's that it names, all of which are for raising errors.

    The kernels raise none. Names of Python's own are in every process; names that numba gives to a process when it is
    imported must be neither needed nor taken, as numba may be imported later.
    """
    names = [function.name for function in assembled.functions if function.is_declaration]
    ends = [f"define void @{name}() {{ call void @llvm.trap() unreachable }}" for name in names if _is_numba_s(name)]
    assembled.link_in(llvm.parse_assembly("\n".join(["declare void @llvm.trap()", *ends])))


def _is_numba_s(name: str) -> bool:
    return name.startswith(("numba_", "NRT_"))


def _compiled(module: ModuleType, copies: dict[str, Any]) -> ModuleType:
    """A copy of the module whose functions numba compiles when they are called, and which call each other and the copies."""
    copy = ModuleType(module.__name__)
    space = vars(copy)
    space.update(vars(module) | copies)
    for name, function in vars(module).items():
        if isinstance(function, FunctionType) and function.__module__ == module.__name__:
            space[name] = njit(error_model="numpy")(_in_space(function, space))
    return copy


def _in_space(function: FunctionType, space: dict[str, Any]) -> FunctionType:
    return FunctionType(function.__code__, space, function.__name__)


def _letter(kind: types.Type) -> str:
    """What loading.py calls a type: a pointer, a double or a number."""
    return "p" if isinstance(kind, types.CPointer) else "d" if kind is types.float64 else "n"


def _last(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _target() -> llvm.TargetMachine:
    processor, features = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    found = llvm.Target.from_default_triple()
    return found.create_target_machine(processor, features, opt=3, reloc="default", codemodel="jitdefault", jit=True)
