"""The line syntax under a vCard: encodings, folding, parameters, escapes; made to read what programs really write."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MAX_LINE = 64 * 1024
MAX_PHOTO = 5 * 1024 * 1024
MAX_BINARY_LINE = MAX_PHOTO * 3 // 2  # base64 and its folding make 4 bytes and a little of 3

_BLOCK = 1 << 20
_FOLD_AT = 75
_HEADER_LOOK = 1024  # how much of a line is looked at to see which encoding it declares
_BINARY = re.compile(rb'[^:]*[;=]"?(?:B|BASE64)"?\s*[;:]|[^:]*:\s*data:', re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb'[^:]*[;=]"?QUOTED-PRINTABLE', re.IGNORECASE)
_BASE64_BODY = re.compile(rb"[A-Za-z0-9+/]+={0,2}\s*")
_MARK = re.compile(rb"\s*(BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_HEADER = re.compile(rb'(?>[^":]+|"[^"]*")*+:')
_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_/-]+)")
_ESCAPED = re.compile(r"\\([\\,;:nN\"])")
_PIECES = re.compile(r"\\.|[^\\;,]+|[;,]|\\", re.DOTALL)
_CARET = re.compile(r"\^([n^'])")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_PLACES = frozenset({"INLINE", "URL", "URI", "CID", "CONTENT-ID"})
# Only plain character sets: a file must not pick one of Python's transforming or slow codecs.
_CHARSETS = re.compile(
    r"utf-?8|(us-?)?ascii|iso-?8859-?\d{1,2}|windows-?\d{3,4}|cp\d{3,4}|koi8-[ru]|shift_?jis|sjis|euc-(jp|kr)"
    r"|gb2312|gbk|gb18030|big5|iso-2022-jp|mac-?roman|macintosh",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """One logical line as bytes, and where it stands. `body` is cut short where `is_too_long`."""

    number: int
    start: int
    end: int
    body: bytes
    is_too_long: bool = False

    @property
    def mark(self) -> str:
        """BEGIN or END for the lines that frame a card, empty for any other."""
        found = _MARK.fullmatch(self.body) if self.body[:1] in b"BEbe \t" else None
        return found[1].decode().upper() if found else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A property: names in upper case, `value` as text with its escapes left in, `data` if it is binary."""

    name: str
    value: str
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    data: bytes | None = None
    text: str = ""
    number: int = 0

    def param(self, name: str) -> str:
        return self.params.get(name, ("",))[0]


def as_utf8(data: bytes) -> tuple[bytes, bool]:
    """The bytes of a file without byte order mark, UTF-16 turned into UTF-8; and whether all of it is UTF-8."""
    encoding = _utf16(data[:64])
    if encoding:
        return data.decode(encoding, "replace").lstrip("\ufeff").encode(), True
    data = data.removeprefix(codecs.BOM_UTF8)
    return data, _is_utf8(data)


def unfold(data: bytes) -> Iterator[Unfolded]:
    """The logical lines of a file, blank ones left out."""
    open_line: _OpenLine | None = None
    for number, start, end in _physical(data):
        piece = data[start:end].rstrip(b"\r")
        if open_line is not None and open_line.takes(piece):
            open_line.add(piece, end)
        else:
            if open_line is not None:
                yield open_line.close()
            open_line = _OpenLine(number, start, end, piece) if piece.strip() else None
    if open_line is not None:
        yield open_line.close()


def decode(data: bytes, charset: str = "", is_utf8: bool = False) -> str:
    """Text of the bytes: as UTF-8 if the file is UTF-8, as declared, as UTF-8 if it is that, else as Windows-1252."""
    for candidate in ("utf-8" if is_utf8 else "", charset if _CHARSETS.fullmatch(charset) else "", "utf-8"):
        try:
            if candidate:
                return data.decode(candidate).replace("\0", "")
        except (UnicodeError, LookupError):
            continue
    damaged = data.decode("utf-8", "replace")
    # A letter cut in half is no reason to misread all the others.
    lost = damaged.count("\ufffd")
    is_damaged_utf8 = sum(character > "\x7f" for character in damaged) > 2 * lost
    return (damaged if is_damaged_utf8 else data.decode("cp1252", "replace")).replace("\0", "")


def parse(body: bytes, number: int = 0, is_utf8: bool = True) -> Line | None:
    """The property in a logical line, or None where the line is not one."""
    colon = _colon(body)
    names = _NAME.match(decode(body[:colon], is_utf8=is_utf8).strip()) if colon > 0 else None
    if names is None:
        return None
    header = decode(body[:colon], is_utf8=is_utf8).strip()[names.end() :]
    if header.strip() and not header.lstrip().startswith(";"):
        return None
    params = _params(header)
    value, data = _value(body[colon + 1 :], params, is_utf8)
    text = decode(body, params.get("CHARSET", ("",))[0], is_utf8)
    return Line(names[2].upper(), value, params, (names[1] or "").lower(), data, text, number)


def unescape(text: str) -> str:
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return text


def split(value: str, separator: str) -> list[str]:
    """Parts of a structured (";") or list (",") value, unescaped."""
    if "\\" not in value:
        return value.split(separator)
    parts: list[list[str]] = [[]]
    for piece in _PIECES.findall(value):
        if piece == separator:
            parts.append([])
        else:
            parts[-1].append(piece)
    return [unescape("".join(part)) for part in parts]


def escape(text: str, special: str = "\\,;") -> str:
    """The text as a value. `special` are the characters that need a backslash here."""
    text = _plain_lines(text)
    for character in special:
        text = text.replace(character, "\\" + character)
    return text.replace("\n", "\\n")


def serialise(name: str, value: str, params: Iterable[tuple[str, Iterable[str]]] = (), group: str = "") -> str:
    """A folded property with its line end. The value is already escaped."""
    head = f"{group}.{name}" if group else name
    for key, values in params:
        head += f";{key}=" + ",".join(_param_text(text) for text in values)
    return fold(f"{head}:{value}")


def fold(text: str) -> str:
    """The line cut into pieces of at most 75 octets, none of them inside a character, with CRLF at its ends."""
    data = text.encode()
    pieces = []
    start, room = 0, _FOLD_AT
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _FOLD_AT - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def from_base64(body: bytes) -> bytes:
    """The bytes written in base64, whatever its folding and padding; empty where it is broken."""
    body = b"".join(body.split()).rstrip(b"=")
    try:
        return binascii.a2b_base64(body + b"=" * (-len(body) % 4))
    except binascii.Error:
        return b""


class _OpenLine:
    """A logical line that may go on."""

    def __init__(self, number: int, start: int, end: int, piece: bytes) -> None:
        self.number, self.start, self.end = number, start, end
        self.pieces = [piece.removeprefix(codecs.BOM_UTF8).lstrip()]
        self.length = len(piece)
        self.is_binary = _BINARY.match(piece[:_HEADER_LOOK]) is not None
        self.is_quoted = not self.is_binary and _QUOTED_PRINTABLE.match(piece[:_HEADER_LOOK]) is not None
        self.is_too_long = self.length > self.limit

    @property
    def limit(self) -> int:
        return MAX_BINARY_LINE if self.is_binary else MAX_LINE

    @property
    def is_softly_broken(self) -> bool:
        return self.is_quoted and self.pieces[-1].endswith(b"=")

    def takes(self, piece: bytes) -> bool:
        """Whether the next line of the file belongs to this one."""
        if piece[:1] in (b" ", b"\t"):
            return True
        if self.is_softly_broken:
            return _MARK.fullmatch(piece) is None
        # Some programs write base64 bodies without the space that folding asks for.
        return self.is_binary and _BASE64_BODY.fullmatch(piece) is not None

    def add(self, piece: bytes, end: int) -> None:
        self.end = end
        if self.is_softly_broken:
            self.pieces[-1] = self.pieces[-1][:-1]
            follows_space = self.pieces[-1].endswith((b" ", b"=20"))
            piece = piece[1:] if follows_space and piece[:1] in (b" ", b"\t") else piece
        elif piece[:1] in (b" ", b"\t"):
            piece = piece[1:]
        self._keep(piece)

    def close(self) -> Unfolded:
        if self.is_softly_broken:
            self.pieces[-1] = self.pieces[-1][:-1]
        return Unfolded(self.number, self.start, self.end, b"".join(self.pieces), self.is_too_long)

    def _keep(self, piece: bytes) -> None:
        if len(self.pieces) == 1 and not self.is_binary:
            # `PHOTO:` and `data:…`, or a long header, may stand on two lines.
            self.is_binary = _BINARY.match((self.pieces[0] + piece)[:_HEADER_LOOK]) is not None
        self.length += len(piece)
        self.is_too_long = self.is_too_long or self.length > self.limit
        if not self.is_too_long:
            self.pieces.append(piece)


def _utf16(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros_first, zeros_second = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 4 and zeros_first > len(head) // 4 and not zeros_second:
        return "utf-16-be"
    return "utf-16-le" if len(head) >= 4 and zeros_second > len(head) // 4 and not zeros_first else ""


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _physical(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(line number, start, end) of every line; lines end in LF, CRLF, or CR where the file knows no LF."""
    newline = b"\n" if b"\n" in data else b"\r"
    number, start = 1, 0
    while start < len(data):
        end = data.find(newline, start)
        end = len(data) if end < 0 else end
        yield number, start, end
        number, start = number + 1, end + 1


def _colon(body: bytes) -> int:
    """Where the value's colon stands: the first that is not inside quotes, -1 if there is none."""
    colon = body.find(b":")
    if colon > 0 and b'"' in body[:colon]:
        found = _HEADER.match(body)
        colon = found.end() - 1 if found else colon
    return colon


def _params(header: str) -> dict[str, tuple[str, ...]]:
    params: dict[str, list[str]] = {}
    for piece in _split_unquoted(header, ";"):
        name, equals, value = piece.partition("=")
        if equals:
            name = name.strip().upper()
        else:
            name, value = _meant_by(piece.strip().upper()), piece
        if value.strip():
            params.setdefault(name, []).extend(_param_values(name, value.strip()))
    return {name: tuple(values) for name, values in params.items() if values}


def _split_unquoted(text: str, separator: str) -> list[str]:
    if '"' not in text:
        return text.split(separator)
    parts: list[list[str]] = [[]]
    for index, stretch in enumerate(text.split('"')):
        if index % 2:
            parts[-1].append(f'"{stretch}"')
        else:
            first, *others = stretch.split(separator)
            parts[-1].append(first)
            parts.extend([other] for other in others)
    return ["".join(part) for part in parts]


def _meant_by(bare: str) -> str:
    """The name of a parameter that vCard 2.1 leaves nameless: `TEL;WORK;VOICE`."""
    if bare in _ENCODINGS:
        return "ENCODING"
    return "VALUE" if bare in _PLACES else "TYPE"


def _param_values(name: str, text: str) -> list[str]:
    values = [_CARET.sub(_uncaret, piece.strip().strip('"')) for piece in _split_unquoted(text, ",")]
    if name == "TYPE":  # TYPE="voice,home" is a list all the same
        values = [part.strip() for value in values for part in value.split(",")]
    return [value for value in values if value]


def _value(body: bytes, params: Mapping[str, tuple[str, ...]], is_utf8: bool) -> tuple[str, bytes | None]:
    encoding = params.get("ENCODING", ("",))[0].upper()
    charset = params.get("CHARSET", ("",))[0]
    if encoding == "QUOTED-PRINTABLE":
        return _plain_lines(decode(binascii.a2b_qp(body), charset)), None
    if encoding in ("B", "BASE64") and body.lstrip()[:5].lower() != b"data:":
        return "", from_base64(body)
    return _plain_lines(decode(body, charset, is_utf8)), None


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _uncaret(found: re.Match[str]) -> str:
    return {"n": "\n", "^": "^", "'": '"'}[found[1]]


def _param_text(text: str) -> str:
    text = text.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"' if any(character in text for character in ",;: ") else text
