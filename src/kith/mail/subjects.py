"""What a letter is about, without the marks of answers and forwards."""

from __future__ import annotations

import re

LONGEST = 500
_MARK = re.compile(
    r"\s*(?:(?:re|fwd?|aw|wg|antw(?:ort)?|rv|tr|enc|sv|vs|ref|réf|rif|odp|ynt)\s{0,2}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,2}[:：]"
    r"|\[(?:ext|external|extern|externe|externo)\]|\*{3}spam\*{3})\s*",
    re.IGNORECASE,
)


def bare_subject(text: str) -> str:
    """ "AW: Fwd: [EXTERNAL] Lunch" is about "Lunch". O(len(text))."""
    text = " ".join(text.split())[:LONGEST]
    place = 0
    while found := _MARK.match(text, place):
        place = found.end()
    return text[place:]
