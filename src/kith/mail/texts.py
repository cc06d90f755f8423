"""Bytes of mail as text: whatever charset they claim, and encoded words in headers."""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata
from functools import lru_cache

_WORD = r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]*)\?="
_ENCODED = re.compile(_WORD, re.ASCII)
_BETWEEN = re.compile(r"(\?=)[ \t]+(?==\?[\w.:+*-]{1,60}\?[bBqQ]\?)", re.ASCII)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_OTHER_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
}
# These are no charsets of text, though Python calls them codecs; some are slow on purpose-made input.
_NOT_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


def text_of(data: bytes, charset: str = "") -> str:
    """The text in `data`. Never fails: a charset that is unknown, or does not fit, is taken for UTF-8, else cp1252."""
    codec = _codec(charset.strip().strip("\"'").lower()) if charset else ""
    for name in (codec, "utf-8"):
        if name:
            try:
                text = data.decode(name)
                text.encode()  # UTF-7 can make halves of characters, which nothing else takes
            except ValueError:
                continue
            return text
    return data.decode("cp1252", "replace")


def decoded(text: str) -> str:
    """A header's text with its encoded words (RFC 2047) as what they mean; those that are broken stay as they are."""
    if "=?" not in text:
        return text
    text = _BETWEEN.sub(r"\1", text)
    # Writers cut encoded words within a letter of several bytes, so neighbours of one charset are one run of bytes.
    parts: list[str] = []
    run, charset, end = b"", "", 0
    for word in _ENCODED.finditer(text):
        if word.start() > end or word[1].lower() != charset:
            parts += (text_of(run, charset), text[end : word.start()])
            run, charset = b"", word[1].lower()
        run, end = run + _bytes_of(word[2], word[3]), word.end()
    return "".join([*parts, text_of(run, charset), text[end:]])


def unbased(data: bytes) -> bytes:
    """What base64 stands for, as far as it is whole; signs that are none of its are passed over."""
    digits = _NO_BASE64.sub(b"", data)
    whole = digits[:-1] if len(digits) % 4 == 1 else digits
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def folded(text: str) -> str:
    """In small letters without accents; ß is ss."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _bytes_of(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _ESCAPE.sub(_byte, data.replace(b"_", b" "))
    return unbased(data)


def _byte(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 16)])


@lru_cache(maxsize=256)
def _codec(charset: str) -> str:
    """The name by which Python knows a charset; "" if it does not, or if it is no charset of text."""
    try:
        found = codecs.lookup(_OTHER_NAMES.get(charset, charset))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in _NOT_TEXT else ""
