"""Web addresses and handles in a line."""

from __future__ import annotations

import re

from kith.cardreading import words
from kith.cardreading.fields import Field
from kith.cardreading.folding import fold

_SCHEME = r"(?:https?\s?[:;]\s?/{0,2}\s?)"
_ADDRESS = re.compile(
    rf"(?P<scheme>{_SCHEME})?(?P<www>wwww?\s?[.,]?\s?)?(?P<host>[\w-]+(?:\s?[.,]\s?[\w-]+)*?\s?[.,]\s?(?P<top>[a-z]{{2,}}))(?![\w.@-]*@)(?![\w-]|\.\w)(?P<path>/[\w./%?=&#~+@-]*)?",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?:\b(?:web(?:site|seite)?|internet|homepage|site(?: web)?|url|online|w|i)\s?[.:]?)\s*$", re.IGNORECASE
)
_GLUED_WWW = re.compile(r"(?<=[a-z])www\.(?=\w)", re.IGNORECASE)
_SERVICES = {
    "linkedin": "linkedin",
    "twitter": "twitter",
    "x": "twitter",
    "instagram": "instagram",
    "insta": "instagram",
    "ig": "instagram",
    "github": "github",
    "gitlab": "gitlab",
    "facebook": "facebook",
    "fb": "facebook",
    "xing": "xing",
    "skype": "skype",
    "telegram": "telegram",
    "mastodon": "mastodon",
    "youtube": "youtube",
    "tiktok": "tiktok",
    "bluesky": "bluesky",
    "threads": "threads",
    "behance": "behance",
    "signal": "signal",
}
_SERVICE_HOSTS = {
    **{f"{name}.com": service for name, service in _SERVICES.items()},
    "t.me": "telegram",
    "bsky.app": "bluesky",
}
_SERVICE = re.compile(
    rf"\b({'|'.join(_SERVICES)})\s*[:/]\s*/?@?([\w.-]{{2,}})(?:\s|$)|\b(skype)\s+([\w.:-]{{3,}})", re.IGNORECASE
)
_HANDLE = re.compile(r"(?:^|(?<=\s))@\s?([A-Za-z0-9_][\w.]{1,29})(?![\w@])")
_LINKEDIN_SHORT = re.compile(r"(?:^|\s)/?in/([\w-]{3,})(?:\s|$)")


def take(text: str, score: float) -> tuple[list[Field], str]:
    """The addresses and handles in a text, and the text without them and their marks."""
    found: list[Field] = []
    text = _GLUED_WWW.sub(" www.", text)
    for pattern, make in ((_ADDRESS, _page), (_SERVICE, _profile), (_LINKEDIN_SHORT, _linkedin), (_HANDLE, _handle)):
        at = 0
        while match := pattern.search(text, at):
            field = make(match, text, score)
            if field is None:
                at = match.end()
                continue
            found.append(field)
            before = _MARK.sub("", text[: match.start()].rstrip())
            at = len(before)
            text = f"{before} {text[match.end() :].lstrip(' ,;')}".strip()
    return found, text


def host_of(url: str) -> str:
    """The host of an address, without www."""
    bare = re.sub(r"^https?://", "", url.lower())
    return re.split(r"[/?#]", bare)[0].removeprefix("www.")


def named(url: str, confidence: float) -> Field:
    """The field for an address: a profile on a known service is a handle there, LinkedIn's a page."""
    bare = re.sub(r"^https?://(?:www\.)?|^www\.", "", url, flags=re.IGNORECASE)
    host, _slash, path = bare.partition("/")
    service = _SERVICE_HOSTS.get(re.sub(r"^(?:\w\w|m)\.(?=linkedin|facebook)", "", host.lower()), "")
    if service:
        path = path.split("?")[0].strip("/")
    if service == "linkedin" and path:
        return Field("url", f"https://www.linkedin.com/{path}", confidence, "linkedin")
    if service and path:
        return Field("handle", f"{host.lower()}/{path}", confidence, service)
    return Field("url", url, confidence)


def _page(match: re.Match[str], text: str, score: float) -> Field | None:
    top = match["top"].lower()
    marked = bool(match["scheme"] or match["www"] or match["path"] or _MARK.search(text[: match.start()].rstrip()))
    host = re.sub(r"\s", "", match["host"]).replace(",", ".")
    if not marked and (
        top not in words.TOP_LEVEL or "," in match["host"] or " " in match["host"] or _is_abbreviation(host)
    ):
        return None
    if not marked and match["host"] != match["host"].lower() and match["host"] != match["host"].upper():
        host_is_name = host[0].isupper() and host[1:].islower()
        if not host_is_name:
            return None
    scheme = (
        "https://" if match["scheme"] and "https" in match["scheme"].lower() else "http://" if match["scheme"] else ""
    )
    url = f"{scheme}{'www.' if match['www'] else ''}{host.lower()}{match['path'] or ''}".rstrip("/.")
    sureness = 0.97 if top in words.TOP_LEVEL and (marked or match["www"]) else 0.9 if top in words.TOP_LEVEL else 0.6
    return named(url, round(score * sureness, 3))


def _is_abbreviation(host: str) -> bool:
    """Points also stand in S.L., e.V. and z.B.: a host has a part of three letters in front of its end."""
    return max(len(part) for part in host.split(".")[:-1]) < 3


def _profile(match: re.Match[str], _text: str, score: float) -> Field | None:
    service, name = (match[1], match[2]) if match[1] else (match[3], match[4])
    service, name = _SERVICES[service.lower()], name.rstrip(".")
    if service == "linkedin":
        slug = name.removeprefix("in/")
        return Field("url", f"https://www.linkedin.com/in/{fold(slug)}", round(score * 0.8, 3), "linkedin")
    return Field("handle", name if service == "skype" else f"@{name}", round(score * 0.9, 3), service)


def _linkedin(match: re.Match[str], _text: str, score: float) -> Field | None:
    return Field("url", f"https://www.linkedin.com/in/{match[1].lower()}", round(score * 0.85, 3), "linkedin")


def _handle(match: re.Match[str], _text: str, score: float) -> Field | None:
    return Field("handle", f"@{match[1].rstrip('.')}", round(score * 0.75, 3))
