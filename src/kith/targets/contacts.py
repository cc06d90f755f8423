"""How to reach somebody, as they wrote it in one line: addresses, numbers, handles told apart."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+\.[^\s,;<>()]+")
_PHONE = re.compile(r"\+?[\d(][\d\s()./-]{5,}\d")
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\S)@\w[\w.]+")


def points_in(line: str) -> list[dict[str, str]]:
    """Return the ways to reach somebody in a line, as people.actions takes them: "ana@acme.es or +34 600 123 456"."""
    found = []
    for kind, pattern in (("email", _EMAIL), ("url", _URL), ("phone", _PHONE), ("handle", _HANDLE)):
        found += [{"kind": kind, "value": match.strip(" .,;")} for match in pattern.findall(line)]
        line = pattern.sub(" ", line)
    return found
