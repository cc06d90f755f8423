"""From the lines of a card to its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kith.cardreading import addresses, assigning, emails, lines, pages, persons, phones, words
from kith.cardreading.fields import Field, Line
from kith.cardreading.folding import fold, letters
from kith.cardreading.persons import Hints

_LANDS_OF_HOSTS = {
    "de": "DE",
    "at": "AT",
    "ch": "CH",
    "fr": "FR",
    "es": "ES",
    "uk": "GB",
    "it": "IT",
    "nl": "NL",
    "be": "BE",
    "ie": "IE",
    "us": "US",
    "lu": "LU",
}
_USUAL_LANDS = ("DE", "FR", "ES", "GB", "US", "AT", "CH")
_EDGES = " ,;:|/-–—·•."
_EMPTY_MARK = re.compile(
    r"^(?:tel|telefon|t[eé]l[eé]phone|phone|fax|telefax|mobile?|e-?mail|mail|web|www|internet|site|adresse|address|contact|kontakt|linkedin|xing|twitter|instagram|facebook)[.:]?$",
    re.IGNORECASE,
)
_NAME_THEN_TITLE = re.compile(r"^(.{4,40}?)\s*(?:,|\s-\s|\s–\s|\s/\s|:)\s*(.{3,})$")
_TITLE_THEN_NAME = re.compile(
    r"^(Inh(?:aber(?:in)?)?|G[ée]rante?|Owner|Propriet(?:or|ario|aria)|Propietari[oa]|Titular|Kommandant|Ansprechpartner(?:in)?)[.:]*\s+(.{4,})$"
)
_REGISTER = re.compile(words.NOT_PHONES, re.IGNORECASE)
_ROMAN_L = re.compile(r"\bl(?=[bcdfghjklmnñpqrstvwxz][a-zà-ÿ])")
_SMALL_WORDS = frozenset(
    [
        "und",
        "für",
        "et",
        "de",
        "la",
        "des",
        "du",
        "di",
        "da",
        "y",
        "e",
        "of",
        "the",
        "and",
        "en",
        "à",
        "a",
        "en",
        "el",
        "los",
        "las",
        "in",
        "im",
        "bei",
        "der",
        "die",
        "das",
        "for",
        "zu",
        "zum",
    ]
)


def understand(read: Iterable[Line], region: str = "") -> list[Field]:
    """The fields of a card, best first of each kind. `region`: the country in which its owner is likely to be, as "DE"."""
    pieces = _joined_addresses(lines.pieces(read))
    fields, rest = _reach(pieces)
    lands = addresses.take(rest)[2]
    lands += [land for field in fields if (land := _LANDS_OF_HOSTS.get(_host(field).rpartition(".")[2], ""))]
    numbers, rest = _numbers(rest, [*lands, *filter(None, [region])])
    found, rest, _lands = addresses.take([piece for piece in rest if piece.text.strip(_EDGES)])
    texts = [line.with_text(text) for line in rest if (text := _tidy(line.text))]
    texts = [part for line in texts for part in _name_and_title(line)]
    hints = _hints([*fields], texts)
    said, rest = assigning.assign(texts, hints)
    fields += [*numbers, *found, *map(_told, said)]
    return _agreed([*fields, *_departments(rest), *_guessed(fields, hints)])


def _joined_addresses(pieces: list[Line]) -> list[Line]:
    """An e-mail address that is broken at its @ is made whole."""
    joined: list[Line] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if (
            before
            and before.is_above(piece)
            and ((piece.text.startswith("@") and "@" not in before.text) or before.text.endswith("@"))
        ):
            joined[-1] = before.with_text(before.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _reach(pieces: list[Line]) -> tuple[list[Field], list[Line]]:
    """E-mail addresses, pages, handles."""
    fields: list[Field] = []
    rest = []
    for piece in pieces:
        mails, text = emails.take(piece.text, piece.score)
        sites, text = pages.take(text, piece.score)
        fields += [*mails, *sites]
        rest.append(piece.with_text(text))
    return fields, [piece for piece in rest if piece.text.strip(_EDGES)]


def _numbers(pieces: list[Line], lands: list[str]) -> tuple[list[Field], list[Line]]:
    """Phone numbers, in the countries that the card is from; and the lines without them, and without registers' numbers."""
    said = [phones.region_of(number) for piece in pieces for number in re.findall(r"\+[\d\s().-]{8,}", piece.text)]
    regions = list(dict.fromkeys(filter(None, [*said, *lands, *_USUAL_LANDS])))
    fields: list[Field] = []
    rest = []
    for piece in pieces:
        found, text = phones.take(piece.text, piece.score, regions)
        fields += found
        rest.append(piece.with_text(text))
    return fields, rest


def _tidy(text: str) -> str:
    """A text without what stands at its edges, or nothing where only a mark, a sign or a number is left."""
    if register := _REGISTER.search(text):
        text = text[: register.start()]
    text = text.strip()
    bare = text.strip(_EDGES + "()[]+")
    if len(bare) < 2 or _EMPTY_MARK.match(bare) or sum(letter.isalpha() for letter in bare) < 2:
        return ""
    end = "." if text.endswith(".") and re.search(r"\b\w{1,4}\.$", text) else ""
    return _ROMAN_L.sub("I", text.strip(_EDGES)) + end


def _name_and_title(line: Line) -> list[Line]:
    """ "Ana Ruiz, Directora" is two."""
    if before := _TITLE_THEN_NAME.match(line.text):
        below = replace(line, text=before[2], top=line.top + line.height * 0.6, bottom=line.bottom + line.height * 0.5)
        return [line.with_text(before[1]), below]
    found = _NAME_THEN_TITLE.match(line.text)
    if (
        found
        and persons.title_score(found[2]) > 2
        and persons.title_score(found[1]) < 2
        and persons.name_score(found[1], Hints()) > 0
    ):
        return [
            line.with_text(found[1]),
            replace(line, text=found[2], top=line.top + line.height * 0.6, bottom=line.bottom + line.height * 0.5),
        ]
    return [line]


def _hints(fields: list[Field], texts: list[Line]) -> Hints:
    mails = [field.value for field in fields if field.kind == "email"]
    hosts = [_host(field) for field in fields if field.kind in ("email", "url") and not field.label]
    own = [host for host in dict.fromkeys(hosts) if host and persons.core_of(host) not in words.FREE_MAIL]
    locals_ = [mail.rpartition("@")[0] for mail in mails]
    tallest = max((line.height for line in texts), default=1.0)
    return Hints(tuple(local for local in locals_ if local not in words.ROLE_BOXES), tuple(own), max(tallest, 1.0))


def _host(field: Field) -> str:
    if field.kind == "email":
        return emails.host_of(field.value)
    return pages.host_of(field.value) if field.kind == "url" else ""


def _told(field: Field) -> Field:
    if field.kind == "organisation":
        return field
    said = _in_usual_case(field.value, is_name=field.kind == "name")
    if field.kind == "name":
        said = " ".join(words.DIAERESES.get(fold(word), word) for word in said.split())
    return replace(field, value=said)


def _in_usual_case(text: str, is_name: bool) -> str:
    """WIEBKE KRÄHENBÜHL as Wiebke Krähenbühl, and Julie MARTIN as Julie Martin; CEO stays."""
    return " ".join(_word(word, is_name) for word in text.split())


def _word(word: str, is_name: bool) -> str:
    core = word.strip(".,()")
    if not core.isupper() or len(core) < (2 if is_name else 5) or "." in core or fold(core) in words.AFTER_NAME:
        return word.lower() if word.isupper() and fold(word) in _SMALL_WORDS else word
    if is_name and fold(core) in ("ii", "iii", "iv", "jr", "sr"):
        return word
    if fold(core) in _SMALL_WORDS or (
        is_name and fold(core) in words.PARTICLES and fold(core) not in ("ben", "san", "santa", "saint")
    ):
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def _departments(rest: list[Line]) -> list[Field]:
    found = [line for line in rest if persons.is_department(line.text)]
    return [Field("department", line.text, round(line.score * 0.6, 3)) for line in found[:1]]


def _guessed(fields: list[Field], hints: Hints) -> list[Field]:
    """What only the addresses tell, where no line says it."""
    guesses = []
    kinds = {field.kind for field in fields}
    local = next((local for local in hints.locals if re.fullmatch(r"[a-z]{2,}[._][a-z-]{2,}", local)), "")
    if "name" not in kinds and local:
        guesses.append(Field("name", re.sub(r"[._]", " ", local).title(), 0.3))
    if "organisation" not in kinds and hints.hosts:
        guesses.append(Field("organisation", persons.core_of(hints.hosts[0]).capitalize(), 0.3))
    return guesses


def _agreed(fields: list[Field]) -> list[Field]:
    """Each fact once, e-mail addresses mended by what else the card says."""
    name = next((field.value for field in fields if field.kind == "name"), "")
    sites = [field for field in fields if field.kind == "url" and not field.label]
    found: dict[tuple[str, str], Field] = {}
    for field in fields:
        if field.kind == "email":
            field = _with_host(_with_initial(_without_sign(field, name), name), sites)
        key = (field.kind, fold(field.value))
        if key not in found or found[key].confidence < field.confidence:
            found[key] = field
    return list(found.values())


def _without_sign(mail: Field, name: str) -> Field:
    """The sign or letter in front of an address may have been read as its first letter: the name tells."""
    local, _at, host = mail.value.rpartition("@")
    bare = persons.bare_name(name)
    if len(local) < 4 or local[0] not in "e8m069a" or local[1] in "._-":
        return mail
    whole, shorter = (persons.mail_match(bare, [text]) for text in (local, local[1:]))
    is_sign = (local[0].isdigit() and shorter > 0.7) or shorter > whole + 0.2
    return replace(mail, value=f"{local[1:]}@{host}", confidence=min(mail.confidence, 0.8)) if is_sign else mail


def _with_initial(mail: Field, name: str) -> Field:
    """A small l is read as a capital I, and the other way round: the name tells which it is."""
    initial = letters(persons.bare_name(name))[:1]
    first, rest = mail.value[:1], mail.value[1:]
    is_other = {first, initial} == {"i", "l"} and rest[:1] in "._-"
    return replace(mail, value=initial + rest, confidence=min(mail.confidence, 0.8)) if is_other else mail


def _with_host(mail: Field, sites: list[Field]) -> Field:
    """Where the host of an address is in doubt, and a page's is the same but for points, dashes or its end, that is meant."""
    local, _at, host = mail.value.rpartition("@")
    for site in sites:
        other = pages.host_of(site.value)
        is_cut = len(host) > 4 and not emails.is_top_level(host) and other.startswith(host)
        if mail.confidence < 0.65 and site.confidence > mail.confidence and (is_cut or _same_host(other, host)):
            return replace(mail, value=f"{local}@{other}", confidence=0.75)
    return mail


def _same_host(one: str, other: str) -> bool:
    return re.sub(r"[.-]", "", one) == re.sub(r"[.-]", "", other)
