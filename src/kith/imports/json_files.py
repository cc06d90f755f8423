"""JSON files from strangers: read whole, with limits, and every fault in words."""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

from kith.imports.uploads import BadFile

MAX_BYTES = 300 * 1024 * 1024
MAX_DEPTH = 60
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_ESCAPE = re.compile(rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


def load(name: str, stream: BinaryIO, most: int = MAX_BYTES) -> Any:
    """What the file says. Raises BadFile with the line where it is no JSON, too large, or nested too deep."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise BadFile(name, 0, f"It is larger than Kith reads at once ({most // 1024 // 1024} MB).")
    try:
        return json.loads(_whole_characters(data))
    except UnicodeDecodeError as error:
        raise BadFile(name, data.count(b"\n", 0, error.start) + 1, "It is not in UTF-8, as JSON is.") from error
    except json.JSONDecodeError as error:
        raise BadFile(name, error.lineno, f"It is damaged or cut short here ({error.msg.lower()}).") from error
    except RecursionError as error:
        raise BadFile(name, 0, "It is nested deeper than any export is.") from error
    except ValueError as error:  # a number of more digits than Python takes
        raise BadFile(name, 0, "It holds a number that no export has.") from error


def _whole_characters(data: bytes) -> bytes:
    """Halves of characters, which no database takes, become the sign for what is lost."""
    return _ESCAPE.sub(_whole, data) if _HALF.search(data) else data


def _whole(found: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if _HALF.fullmatch(found[0]) else found[0]


def text(value: Any) -> str:
    """A value that ought to be text; anything that is not plain becomes ""."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def items(value: Any) -> list[dict[str, Any]]:
    """The objects of a value that ought to be a list of them."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def raw(value: Any) -> str:
    """The value as it is kept with the import: JSON without long texts such as pictures."""
    return json.dumps(_shortened(value, MAX_DEPTH), ensure_ascii=False)


def _shortened(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= 64 * 1024 else f"{value[:100]}…"
    if not depth:
        return None
    if isinstance(value, dict):
        return {key: _shortened(each, depth - 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_shortened(each, depth - 1) for each in value]
    return value
