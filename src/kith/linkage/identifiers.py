"""Ways to reach somebody, and days and places, made comparable: e-mail, phone, page, birthday, street, organisation."""

from __future__ import annotations

import re

from kith.linkage.texts import fold, listed, words

PHONE_DIGITS = 9  # the last ones: with or without the code of the country, 0 or 00 in front
_FEWEST_DIGITS = 6
_EXTENSION = re.compile(r"(?i);|\bext|x\s*\d|#")
_BETWEEN_DIGITS = str.maketrans("", "", " +()-./")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(//)?")
_LINKEDIN = re.compile(r"linkedin\.com/in/([^/?#\s]+)")
_DAY = re.compile(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?!\d)")
_ROLES = listed(
    "info office contact kontakt contacto sales mail hello hallo team support admin help service post press presse "
    "jobs hr billing accounts buero bureau noreply no-reply donotreply webmaster postmaster secretary sekretariat "
    "reception enquiries inquiries marketing welcome empfang family familie"
)
_FREE_MAIL = listed(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com mac.com aol.com "
    "gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de proton.me protonmail.com mail.ru yandex.ru bk.ru "
    "qq.com 163.com 126.com orange.fr free.fr laposte.net wanadoo.fr sfr.fr libero.it virgilio.it hotmail.fr "
    "hotmail.it hotmail.es hotmail.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.co.uk comcast.net verizon.net "
    "att.net mail.com ymail.com hey.com fastmail.com wp.pl o2.pl onet.pl bluewin.ch zoho.com pm.me"
)
_SECOND_LEVEL = listed("com org net gov edu")  # as in .com.br
_LEGAL_FORMS = listed(
    "inc incorporated llc llp ltd limited corp corporation co company plc gmbh ag kg ug ohg mbh ev se sa sas sarl spa "
    "srl bv nv oy ab as aps sl pty pte ooo the and und et y e group holding"
)
_STREETS = {
    "st": "street", "str": "strasse", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive",
    "pl": "place", "ct": "court", "cres": "crescent", "cct": "circuit", "blvd": "boulevard", "sq": "square",
    "hwy": "highway", "pde": "parade", "tce": "terrace", "cl": "close",
}  # fmt: skip


def email(text: str) -> str:
    """The address in lower case, without mailto:, a name around it, or +tags at providers that ignore them."""
    address = text.strip().lower().removeprefix("mailto:").rpartition("<")[2].strip(" <>")
    local, at, domain = address.rpartition("@")
    if not (local and at and domain):
        return ""
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.partition('+')[0].replace('.', '')}@gmail.com"
    return address


def is_role(address: str) -> bool:
    """Whether an address is that of an office rather than of a person: info@, sales@."""
    return address.partition("@")[0].rstrip("0123456789") in _ROLES


def company_label(address: str) -> str:
    """What a company's domain is called: "acme" of ana@mail.acme.co.uk; "" for a provider whom millions use."""
    domain = address.rpartition("@")[2]
    if domain in _FREE_MAIL:
        return ""
    labels = domain.split(".")[:-1]
    while len(labels) > 1 and (len(labels[-1]) < 3 or labels[-1] in _SECOND_LEVEL):
        labels.pop()
    return "".join(words(labels[-1])) if labels else ""


def phone(text: str) -> str:
    """The last nine digits, and the extension if there is one; "" for short numbers, which many people share."""
    digits, extension = text.translate(_BETWEEN_DIGITS), ""
    if not digits.isdecimal():
        digits, _, extension = (
            "".join(filter(str.isdigit, part)) for part in _EXTENSION.sub("\n", text, 1).partition("\n")
        )
    if len(digits) < _FEWEST_DIGITS:
        return ""
    own = digits[-PHONE_DIGITS:].lstrip("0") if len(digits) < PHONE_DIGITS + 1 else digits[-PHONE_DIGITS:]
    return f"{own}x{extension}" if extension else own


def page(text: str) -> str:
    """A profile: "linkedin:ana-ruiz" or "github.com/ana"; "" for a bare host, which stands on all a firm's cards."""
    address = text.strip().lower()
    if slug := _LINKEDIN.search(address):
        return f"linkedin:{slug[1]}"
    if address.startswith("linkedin:"):
        return address
    bare = _SCHEME.sub("", address).removeprefix("www.").rstrip("/")
    return bare if "/" in bare.strip("/") or address.startswith("@") or "@" in bare else ""


def birthday(text: str) -> str:
    """Eight digits, year, month, day; "0000" for a year that is not known; "" for what is not a day.

    Impossible days are kept as they are written: they are slips of the pen, and can be compared.
    """
    found = _DAY.match(text.strip())
    return f"{found[1].replace('--', '0000')}{found[2]}{found[3]}" if found else ""


def street(text: str) -> str:
    """The words of a street and its number, common abbreviations written out."""
    return " ".join([_STREETS.get(word, word) for word in words(text)])


def plain(text: str) -> str:
    """The folded words."""
    return " ".join(words(text))


def code(text: str) -> str:
    """A postal code or another number: its letters and digits."""
    return "".join(words(text))


def organisation(text: str) -> str:
    """The words of an organisation's name without its legal form, unless there is nothing else."""
    parts = words(text.replace(".", ""))
    return " ".join([word for word in parts if word not in _LEGAL_FORMS] or parts)


def number(text: str) -> str:
    """A personal number, folded, as it stands."""
    return fold(text).strip()
