"""Lines as the recognition gives them, made clean: signs of one width, no icons in front, one fact a piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kith.cardreading import words
from kith.cardreading.fields import Line
from kith.cardreading.folding import fold

_SEPARATOR = re.compile(r"\s*[|•●■▪◆♦¦‖│┃]\s*|\s+[·∙⋅*]\s+|\s{3,}|\s[–—]\s")
# Icons are read as signs of other scripts, or as single signs that begin no line of a card.
_ICON = re.compile(r"^(?:[^\w\s+(@&\"'„“«#/]|[\u2190-\u2bff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|_)+\s*")
_STRAY = re.compile(r"[\u2190-\u2bff\u2e80-\u9fff\uac00-\ud7af]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ0-9]{3}")
_AMPERSAND = re.compile(r"\s+&\s*(?=\w)|(?<=\w)&\s+")  # with room on one side, as not in AT&T
_GLUED = re.compile(r"^([A-ZÀ-Ý][a-zß-ÿ]+)([A-ZÀ-Ý][a-zß-ÿ]{2,})$")
# "Königsweg118", "33003Oviedo", "32Castle Square", "Mobile06.65", "M+49"
_AT_NUMBER = re.compile(
    r"(?<=[a-zß-ÿ]{3})(?=\d{1,4}[a-z]?$|\+?\d[\d .()/-]{6,})|(?<=\d{4})(?=[A-ZÀ-Ý][a-zà-ÿ]{2})|(?<=^\d)(?=[A-ZÀ-Ý][a-zà-ÿ]{2})|(?<=^\d\d)(?=[A-ZÀ-Ý][a-zà-ÿ]{2})|(?<=^\d\d\d)(?=[A-ZÀ-Ý][a-zà-ÿ]{2})|(?<=^[TMFE])(?=[+(]?\d{2})"
)
_OWN_CAPITALS = frozenset(
    [
        "Mac",
        "Mc",
        "De",
        "Di",
        "La",
        "Le",
        "Du",
        "Van",
        "Von",
        "Fitz",
        "Des",
        "Del",
        "Da",
        "El",
        "San",
        "Saint",
        "Linked",
        "You",
        "Git",
        "Tik",
        "Face",
        "Pay",
        "Micro",
        "Power",
        "Share",
    ]
)
_AS_THEY_ARE = frozenset("ºª°®™²³")
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "−": "-", "’": "'", "‘": "'", "´": "'", "`": "'", "\xa0": " "})


def pieces(lines: Iterable[Line]) -> list[Line]:
    """The lines in reading order, those with several facts in them taken apart."""
    found = [piece for line in lines for piece in _split(line.with_text(_clean(line.text)))]
    return sorted(filter(lambda piece: piece.text, found), key=lambda piece: (piece.top, piece.left))


def _clean(text: str) -> str:
    text = "".join(sign if sign in _AS_THEY_ARE else unicodedata.normalize("NFKC", sign) for sign in text)
    text = unicodedata.normalize("NFC", text).translate(_DASHES).strip()
    if _LATIN.search(text):
        text = _STRAY.sub(" ", _ICON.sub("", text))
    return _unglued(_AMPERSAND.sub(" & ", text).strip())


def _unglued(text: str) -> str:
    """Words between which the recognition saw no gap: at a capital after small letters, and between word and number."""
    if "@" in text or "www" in text.lower() or "/" in text:
        return text
    text = " ".join(_two_titles(_GLUED.sub(_parted, word)) for word in text.split())
    return _AT_NUMBER.sub(" ", text)


def _two_titles(word: str) -> str:
    """Delegadocomercial is two words that titles have."""
    folded = fold(word)
    if folded in words.TITLES or len(folded) != len(word) or len(word) < 12:
        return word
    ends = (at for at in range(5, len(word) - 4) if folded[:at] in words.TITLES and folded[at:] in words.TITLES)
    end = next(ends, 0)
    return f"{word[:end]} {word[end:]}" if end else word


def _parted(match: re.Match[str]) -> str:
    return match[0] if match[1] in _OWN_CAPITALS else f"{match[1]} {match[2]}"


def _split(line: Line) -> Iterator[Line]:
    """Each part stands where its share of the letters is."""
    width = (line.right - line.left) / max(len(line.text), 1)
    start = 0
    for gap in [*_SEPARATOR.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        text = line.text[start:end].strip()
        if text:
            yield replace(line, text=text, left=line.left + start * width, right=line.left + end * width)
        start = gap.end() if gap else end
