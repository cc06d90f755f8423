"""What stands on a card of an invented person: the truth that a reader is measured by."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from bench import card_words


@dataclass
class Truth:
    """What a card says, and how it was photographed."""

    file: str
    grade: str
    language: str
    layout: str
    font: str
    name: str
    organisation: str
    title: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)  # kind (phone, mobile, fax), number as it stands there
    urls: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)  # its lines


def truth_of(chance: random.Random, file: str, grade: str) -> Truth:
    """What the card of a photo says, by chance."""
    language = chance.choice(["de", "fr", "es", "en"])
    words = card_words.WORDS[language]
    given, family = chance.choice(words["given"]), chance.choice(words["family"])
    if language == "es" and chance.random() < 0.6:
        family += f" {chance.choice(words['family'])}"
    organisation, host = _organisation(chance, words, language)
    truth = Truth(file, grade, language, "", "", f"{given} {family}", organisation)
    if chance.random() < 0.9:
        truth.title = chance.choice(words["titles"])
    truth.emails = [_email(chance, given, family, host)]
    truth.phones = _phones(chance, language)
    if chance.random() < 0.8:
        truth.urls = [chance.choice(["www.", "www.", "", "https://"]) + host]
    if chance.random() < 0.85:
        truth.address = _address(chance, words, language)
    return truth


def _organisation(chance: random.Random, words: dict[str, Any], language: str) -> tuple[str, str]:
    kernel = chance.choice(words["firms"])
    form = chance.choice(words["forms"])
    name = " ".join(
        filter(None, (kernel, chance.choice([*words["trades"], ""]), form if chance.random() < 0.7 else ""))
    )
    ending = {"de": "de", "fr": "fr", "es": "es", "en": chance.choice(["com", "co.uk"])}[language]
    base = ascii_of(kernel if chance.random() < 0.7 else name.removesuffix(form))
    joined = re.sub(r"[^a-z0-9]+", chance.choice(["-", ""]), base.lower()).strip("-")
    return name, f"{joined}.{chance.choice([ending, ending, 'com', 'eu', 'io'])}"


def _email(chance: random.Random, given: str, family: str, host: str) -> str:
    one, *_, last = ascii_of(f"{given} {family}").lower().split()
    one, last = (re.sub(r"[^a-z-]", "", part) for part in (one, last))
    local = chance.choice(
        [f"{one}.{last}", f"{one}.{last}", f"{one[0]}.{last}", f"{one[0]}{last}", one, last, f"{one}_{last}", "info"]
    )
    return f"{local}@{host if chance.random() < 0.92 else chance.choice(['gmail.com', 'gmx.net', 'orange.fr', 'hotmail.com'])}"


def _phones(chance: random.Random, language: str) -> list[tuple[str, str]]:
    kinds = chance.choice([["phone"], ["mobile"], ["phone", "mobile"], ["phone", "mobile", "fax"], ["phone", "fax"]])
    style = chance.randrange(4)
    return [(kind, card_words.phone(chance, language, kind, style)) for kind in kinds]


def _address(chance: random.Random, words: dict[str, Any], language: str) -> list[str]:
    street, number = chance.choice(words["streets"]), str(chance.randint(1, 180))
    code, city = chance.choice(words["cities"])
    if language in ("de", "es"):
        first = f"{street}{', ' if language == 'es' and chance.random() < 0.5 else ' '}{number}"
    else:
        first = f"{number}{', ' if language == 'fr' and chance.random() < 0.5 else ' '}{street}"
    second = f"{city}, {code}" if language == "en" else f"{code} {city}"
    if language == "de" and chance.random() < 0.2:
        second = f"D-{second}"
    lines = [first, second]
    if chance.random() < 0.25:
        lines.append(words["country"])
    return lines


def ascii_of(text: str) -> str:
    """The text as an address on the net has it: ü as ue, é as e."""
    for letter, pair in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("&", " "),
    ):
        text = text.replace(letter, pair)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
