"""The plain text of a message: out of its parts, without what it quotes."""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Iterator

from kith.mail.mboxes import split_message
from kith.mail.texts import text_of, unbased

_LONGEST = 32 * 1024  # of the text of a message that is looked at
_LONGEST_CALENDAR = 64 * 1024
_DEEPEST = 5
_MOST_PARTS = 50
_TYPE = re.compile(rb"\ncontent-type[ \t]*:[ \t]*([\w.+-]+/[\w.+-]+)?((?:[^\n]|\n[ \t]){0,2000})", re.IGNORECASE)
_CODING = re.compile(rb"\ncontent-transfer-encoding[ \t]*:[ \t\"]*([\w-]+)", re.IGNORECASE)
_ATTACHED = re.compile(rb"\ncontent-disposition[ \t]*:[ \t]*attachment", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary[ \t]*=[ \t]*(?:\"([^\"\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_CHARSET = re.compile(rb"charset[ \t]*=[ \t\"']*([\w.:+-]{1,40})", re.IGNORECASE)
_ESCAPED_FROM = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)

_QUOTED_HTML = re.compile(
    r"<blockquote\b|class=[\"']?(?:gmail_quote|moz-cite-prefix|yahoo_quoted)|id=[\"']?(?:divRplyFwdMsg|appendonsend)"
)
_UNSEEN = re.compile(r"<(/?)(style|script|head|title)\b[^<>]*>|<(!)--|(-->)", re.IGNORECASE)
_LINE_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!?][^<>]*>", re.IGNORECASE)

_ATTRIBUTION = re.compile(
    r"^[ \t]*(?:On|Am|Le|El|Il|Op|Em|Den|Dne|W dniu)\b[^\n]{3,200}(?:\n[^\n]{0,200}){0,2}?"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napsal)[^\n]{0,120}:\s*$",
    re.MULTILINE,
)
_ORIGINAL = re.compile(
    r"^[ \t>]*(?:-{3,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht|"
    r"Message d'origine|Message original|Message transféré|Mensaje original|Mensaje reenviado)\b[^\n]*|_{20,}[ \t]*)$|"
    r"^(?:From|Von|De): [^\n]{3,200}\n(?:Sent|Gesendet|Date|Datum|Envoyé|Enviado|Fecha|To|An|À|Para) ?: ",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n{3,}")


def text_in(head: bytes, body: bytes) -> str:
    """What the writer of a message wrote, without what is quoted; "" where there is no text. O(len(body)).

    head, body: as mboxes.Message has them; the body may be cut short.
    """
    plain, marked_up = _texts(head, _ESCAPED_FROM.sub(rb"\1", body), _DEEPEST)
    return unquoted(plain or plain_text(_before_quote(marked_up)))


def calendar_in(head: bytes, body: bytes) -> str:
    """The first iCalendar file in a message, as an answer to an invitation has one; "" without. O(len(body))."""
    return _calendar(head, body, _DEEPEST)[:_LONGEST_CALENDAR]


def unquoted(text: str) -> str:
    """The text as far as nothing older follows, without the lines that begin with >."""
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    for sign in (_ATTRIBUTION, _ORIGINAL):
        found = sign.search(text)
        if found:
            text = text[: found.start()]
    kept = [line.rstrip() for line in text.split("\n") if not line.startswith(">")]
    return _BLANK_LINES.sub("\n\n", "\n".join(kept)).strip()


def plain_text(text: str) -> str:
    """What a page of HTML says, line by line. O(len(text))."""
    lines = _LINE_END.sub("\n", " ".join(_seen(text).split()))
    return "\n".join(line.strip() for line in html.unescape(_TAG.sub("", lines)).split("\n"))


def _texts(head: bytes, body: bytes, deepest: int) -> tuple[str, str]:
    """The first plain text and the first HTML among the parts."""
    head = b"\n" + head
    type_ = _TYPE.search(head)
    kind = (type_[1] or b"text/plain").lower() if type_ else b"text/plain"
    about = type_[2] if type_ else b""
    if _ATTACHED.search(head):
        return "", ""
    if kind.startswith(b"multipart/"):
        return _texts_of_parts(about, body, deepest - 1)
    if kind not in (b"text/plain", b"text/html"):
        return "", ""
    charset = _CHARSET.search(about)
    text = text_of(_uncoded(head, body), charset[1].decode() if charset else "")
    return ("", text) if kind == b"text/html" else (text, "")


def _texts_of_parts(about: bytes, body: bytes, deepest: int) -> tuple[str, str]:
    plain = marked_up = ""
    for head, part in _parts(about, body) if deepest >= 0 else ():
        found = _texts(head, part, deepest)
        plain, marked_up = plain or found[0], marked_up or found[1]
        if plain.strip():
            break
    return plain, marked_up


def _calendar(head: bytes, body: bytes, deepest: int) -> str:
    head = b"\n" + head
    type_ = _TYPE.search(head)
    kind = (type_[1] or b"").lower() if type_ else b""
    about = type_[2] if type_ else b""
    if kind == b"text/calendar":
        charset = _CHARSET.search(about)
        return text_of(_uncoded(head, body), charset[1].decode() if charset else "")
    if kind.startswith(b"multipart/") and deepest > 0:
        return next((found for each in _parts(about, body) if (found := _calendar(*each, deepest - 1))), "")
    return ""


def _parts(about: bytes, body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Head and body of each part; none where the type names no boundary."""
    boundary = _BOUNDARY.search(about)
    if boundary is None:
        return
    line = b"--" + (boundary[1] or boundary[2])
    for part in (b"\n" + body).split(b"\n" + line, _MOST_PARTS)[1:]:
        if part.startswith(b"--"):
            break
        # What is left of the boundary's own line ends it: the header begins on the next.
        message = split_message(part.partition(b"\n")[2], 1, len(part))
        yield message.head, message.body


def _uncoded(head: bytes, body: bytes) -> bytes:
    coding = _CODING.search(head)
    name = coding[1].lower() if coding else b""
    if name == b"quoted-printable":
        return quopri.decodestring(body)
    if name == b"base64":
        return unbased(body)
    return body


def _before_quote(text: str) -> str:
    quoted = _QUOTED_HTML.search(text)
    return text[: quoted.start()] if quoted else text


def _seen(text: str) -> str:
    """Without styles, scripts and comments, in one go through the text; one that does not end hides the rest."""
    parts, start, hidden = [], 0, ""
    for sign in _UNSEEN.finditer(text):
        what = "!" if sign[3] or sign[4] else sign[2].lower()
        is_end = bool(sign[1] or sign[4])
        if not hidden and not is_end:
            parts.append(text[start : sign.start()])
            hidden = what
        elif hidden == what and is_end:
            start, hidden = sign.end(), ""
    return "".join(parts if hidden else [*parts, text[start:]])
