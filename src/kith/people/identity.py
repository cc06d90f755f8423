"""Turns ways to reach somebody into exact identifiers: two records that share one speak of the same person."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import phonenumbers

MAX_KEY = 300
_LINKEDIN_ADDRESS = re.compile(r"https?://(?:\w+\.)*linkedin\.com/in/([\w.~-]+)/?", re.ASCII)
_LINKEDIN_PROFILE = re.compile(r"/in/([^/]+)")
_COMPANY_PAGE = re.compile(r"/(company|school|showcase|groups)/")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def key_of(kind: str, value: str, region: str = "") -> str:
    """Return the identifier in a contact point's value, or "" where it identifies nobody.

    kind: email, phone, url, handle, address; also linkedin (a slug or an address) and uid (a vCard's).
    region: the country, such as "DE", in which numbers without a country code are read.
    """
    make = _MAKERS.get(kind)
    text = value.strip()
    if not text:
        return ""
    key = _phone(text, region) if kind == "phone" else make(text) if make else ""
    return key if len(key) <= MAX_KEY else ""


def _email(text: str) -> str:
    address = text.lower().removeprefix("mailto:").split("?")[0].strip(" <>")
    return f"email:{address}" if "@" in address.strip("@") else ""


def _phone(text: str, region: str) -> str:
    number = re.sub(r"^(tel:|callto:|sms:)", "", text, flags=re.IGNORECASE).strip()
    digits = re.sub(r"\D", "", re.split(r"(?i);|\bext|\bx\d", number)[0])
    if not digits:
        return ""
    parsed = _parsed(number, region)
    if parsed is None:
        return f"phone:{digits}"
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    # Behind one switchboard number sit many people; the extension tells them apart.
    return f"phone:{e164};ext={parsed.extension}" if parsed.extension else f"phone:{e164}"


def _parsed(number: str, region: str) -> phonenumbers.PhoneNumber | None:
    if not region and number.startswith("00"):
        number = "+" + number[2:]
    try:
        parsed = phonenumbers.parse(number, region.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None


def _url(text: str) -> str:
    """A page with a path. A bare host is no identifier: a firm's home page stands on all its people's cards."""
    if plain := _LINKEDIN_ADDRESS.fullmatch(text):  # as most are, by the ten thousand in an export
        return f"linkedin:{plain[1].lower()}"
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"//{text}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/").lower()
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        profile = _LINKEDIN_PROFILE.match(path)
        if profile:
            return f"linkedin:{profile[1]}"
        if _COMPANY_PAGE.match(path):
            return ""
    # Some sites tell people apart by the query alone: profile.php?id=12.
    page = path + (f"?{parts.query.lower()}" if parts.query else "")
    return f"url:{host}{page}" if "." in host and page else ""


def _handle(text: str) -> str:
    if text.lower().startswith("linkedin:"):
        return _linkedin(text.partition(":")[2])
    return _url(text) if _SCHEME.match(text) or "/" in text else ""


def _linkedin(text: str) -> str:
    if "/" in text:
        return _url(text)
    slug = unquote(text).strip().lower()
    return f"linkedin:{slug}" if slug else ""


def _uid(text: str) -> str:
    return f"uid:{text}"


_MAKERS = {"email": _email, "url": _url, "handle": _handle, "linkedin": _linkedin, "uid": _uid}
