"""Which charset a text of unknown making is in, by what would make sense as words of people and places."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order in which they are preferred where the text makes as much sense in several.
_BY_LETTERS = (
    *("cp1252", "cp1250", "cp1254", "mac_roman", "cp1251", "cp1253", "koi8_r", "cp850"),
    *("cp1257", "cp1255", "cp1256", "cp874"),
)
_OF_EAST_ASIA = ("cp932", "euc_kr", "euc_jp", "gb2312", "big5", "gb18030")
# What stands beside ASCII in a word of one language; no word mixes two of these.
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            *("äöüßé", "àâæçéèêëîïôœùûüÿ", "áéíóúüñ", "ãõáâéêíóôúçàü", "åäöæøéü", "àèéìíîòóùú", "ëïéèöü"),
            *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "áäčďéíĺľňóôŕšťúýž", "çğıöşüâİ"),
        ),
    )
)
_COMMONEST = {
    "cp1251": "оеаинтсрвл",
    "koi8_r": "оеаинтсрвл",
    "cp1253": "αοιετσνηυρςάόίέώ",
    "cp1255": "יוהלאמרתבש",
    "cp1256": "ايلمنرتبود",
    "cp874": "านรกอเงมยลท่้ี",
}
_WITHOUT_CASE = ("cp1255", "cp1256", "cp874")
_WIDER = {"gb2312": "gb18030", "euc_kr": "cp949"}  # the charsets that programs mean by these names
_SAMPLE_BYTES = 64 * 1024
_MOST_BYTES = 8 * 1024 * 1024
_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_KANA = re.compile("[\u3041-\u30ff]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")
_GOOD_ENOUGH = 0.3
_MOST_WORDS = 2_000
_WORD = re.compile(r"[^\s\x00-\x40\[-`{-\x7f]+")
_RAREST = 0.1  # less than one odd word in ten


def charset_of(stream: BinaryIO) -> str:
    """The name of the charset, as Python knows it. The stream is read, up to 8 MB of it."""
    head = stream.read(_SAMPLE_BYTES)
    return _by_mark(head) or _by_zeros(head) or _by_words(_telling(head, stream))


def _by_mark(head: bytes) -> str:
    return next((charset for mark, charset in _MARKS if head.startswith(mark)), "")


def _by_zeros(head: bytes) -> str:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    pairs = len(head) // 2
    if pairs < 2 or head.count(0) < pairs // 2:
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _telling(head: bytes, stream: BinaryIO) -> bytes:
    """Those lines that are more than ASCII, as many as a guess needs."""
    told: list[bytes] = []
    length = read = 0
    rest = head
    while rest and length < _SAMPLE_BYTES and read < _MOST_BYTES:
        read += len(rest)
        more = stream.readline(_SAMPLE_BYTES)
        for line in (rest + more).splitlines():
            if not line.isascii():
                told.append(line)
                length += len(line)
        rest = stream.read(_SAMPLE_BYTES)
    return b"\n".join(told)


def _by_words(sample: bytes) -> str:
    if _is_utf8(sample):
        return "utf-8"
    east = next((charset for charset in _OF_EAST_ASIA if _is_of_east_asia(sample, charset)), "")
    oddness = {charset: _oddness(sample, charset) for charset in _BY_LETTERS}
    best = min(oddness, key=lambda charset: oddness[charset])
    if east and (oddness[best] >= _RAREST or east == "cp932" or best in _WITHOUT_CASE):
        return _WIDER.get(east, east)
    return best if oddness[best] <= _GOOD_ENOUGH else "cp1252"


def _is_utf8(sample: bytes) -> bool:
    """Also where a byte here and there is of another charset."""
    high = sum(len(run) for run in _HIGH.findall(sample))
    whole = sum(len(letter) for letter in _UTF8.findall(sample))
    return whole * 2 > high or not high


def _is_of_east_asia(sample: bytes, charset: str) -> bool:
    """Whether all of it is words of Japanese, Chinese or Korean, which have no Latin letters within."""
    text = _decoded(sample, charset)
    if not text or (charset == "euc_jp" and not _KANA.search(text)):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    return bool(words) and not _HALF_WIDTH.search(text) and all(_is_one_script(word) for word in words)


def _is_one_script(word: str) -> bool:
    scripts = {_script(letter) for letter in word}
    return scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} or scripts == {"HANGUL"}


def _oddness(sample: bytes, charset: str) -> float:
    """The share of words that nobody would write: signs among letters, mixed alphabets, capitals in the middle."""
    text = _decoded(sample, charset)
    words = [word for word in _WORD.findall(text) if not word.isascii()][:_MOST_WORDS]
    if not words:
        return 1.0
    odd = sum(_is_odd(word) for word in words) / len(words)
    return odd + (_RAREST * _rareness(words, _COMMONEST[charset]) if charset in _COMMONEST else 0.0)


def _is_odd(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return not all(unicodedata.category(sign)[0] in "PSZ" for sign in word)
    marks = sum(unicodedata.category(sign)[0] == "M" for sign in word)
    if len(letters) + marks < len(word.strip("’‘“”„«»–—…°®™©€£·‹›¡¿º\u00a0'")):
        return True
    scripts = {_script(letter) for letter in letters}
    if scripts == {"LATIN"}:
        foreign = [letter for letter in word.lower() if letter.isalpha() and not letter.isascii()]
        is_known = any(alphabet.issuperset(foreign) for alphabet in _ALPHABETS)
        return not is_known or (len(foreign) * 2 > len(letters) > 2) or not _is_cased(word)
    return len(scripts) > 1 or not _is_cased(word)


def _is_cased(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    rest = "".join(letters[1:])
    return rest.islower() or not any(letter.islower() for letter in rest) or word[:2] in ("Mc", "De", "La", "Le", "Di")


def _rareness(words: list[str], commonest: str) -> float:
    letters = "".join(words).lower()
    return 1 - sum(letter in commonest for letter in letters) / len(letters)


@lru_cache(maxsize=10_000)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _decoded(sample: bytes, charset: str) -> str:
    try:
        return sample.decode(charset)
    except UnicodeDecodeError:
        return ""
