"""How much a line of a card looks like the name of a person, a title, or the name of an organisation."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

from kith.cardreading import words
from kith.cardreading.folding import fold, folds, letters
from kith.cardreading.folding import words as words_of

_LEGAL = re.compile(words.LEGAL_PATTERN)
_DEPARTMENT = re.compile(words.DEPARTMENT)
_TOKEN = re.compile(r"[^\s,]+")
_SHAPE = re.compile(r"(?:[A-ZÀ-ÝĀ-Ž][\w'’.-]*|[a-zß-ž]{1,3}'?\b|d'[A-ZÀ-Ý]\w+)$")
_ACADEMIC_AFTER = re.compile(
    r",?\s+(?:" + "|".join(sorted(map(re.escape, words.AFTER_NAME), key=len, reverse=True)) + r")\.?$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Hints:
    """What the rest of the card tells: local parts of e-mail addresses, and the hosts that are nobody's mail service."""

    locals: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    tallest: float = 1.0


def bare_name(text: str) -> str:
    """A name without academic titles in front and behind."""
    text = _BRACKETS.sub("", text).strip(" ,;")
    while (behind := _ACADEMIC_AFTER.search(text)) and len(text[: behind.start()].split()) > 1:
        text = text[: behind.start()]
    tokens = text.split()
    while (
        len(tokens) > 1
        and fold(tokens[0]).strip(".,") in words.ACADEMIC
        and (tokens[0].endswith(".") or fold(tokens[0]) not in ("m", "d", "h", "c"))
    ):
        tokens = tokens[1:]
    return " ".join(tokens).strip(" ,")


def name_score(text: str, hints: Hints) -> float:
    """From about -4 (surely no name) to 8."""
    bare = bare_name(text)
    tokens = _TOKEN.findall(bare)
    if not tokens or re.search(r"[\d@/&+%€$:!?]", bare) or len(letters(bare)) < 3:
        return -4.0
    folded = [fold(token).strip(".-'") for token in tokens]
    score = {1: -1.5, 2: 1.5, 3: 1.0, 4: 0.2, 5: -0.5}.get(len(tokens), -3.0)
    score += 3.5 * mail_match(bare, hints.locals)
    if not all(_SHAPE.match(token) for token in tokens):
        score -= 1.5
    if any(word in words.GIVEN for word in re.split(r"[ -]", " ".join(folded[:2]))):
        score += 1.2
    if bare != text.strip(" ,;"):
        score += 1.5
    if any(word in words.NOT_IN_NAMES and word not in words.PARTICLES for word in folded):
        score -= 2.0
    if any(word in words.TITLES or word in words.TRADES for word in folded):
        score -= 2.0
    if any(word in words.LEGAL_FORMS for word in folded[1:]) or _LEGAL.search(bare):
        score -= 2.5
    if max(len(word) for word in folded) < 2 or text.endswith((".", ",")):
        score -= 0.5
    return score - 2.0 * host_match(bare, hints.hosts) * (0.4 if mail_match(bare, hints.locals) > 0.6 else 1.0)


def mail_match(name: str, locals_: Collection[str]) -> float:
    """How much of a local part the name explains, and it of the name, in [0, 1]."""
    return max((_match_one(variant, local) for local in locals_ for variant in folds(name)), default=0.0)


def _match_one(name: str, local: str) -> float:
    parts = [re.sub(r"[^a-z0-9]", "", part) for part in re.split(r"[\s.-]+", name)]
    parts = [part for part in parts if part]
    wanted = [part for part in re.split(r"[._+\-\d]+", local) if part]
    if not parts or not wanted:
        return 0.0
    whole, joined = "".join(wanted), "".join(parts)
    if whole == joined and len(parts) > 1:
        return 1.0
    long = [part for part in wanted if len(part) > 2]
    hits = [part for part in long if part in parts or part in joined]
    if long and len(hits) == len(long):
        initials = all(any(own.startswith(part) for own in parts) for part in wanted)
        return (1.0 if len(wanted) > 1 else 0.75) if initials else 0.6
    return 0.9 if _is_initials_and_name(parts, whole) else 0.6 if _is_almost(parts, long) else 0.0


def _is_initials_and_name(parts: list[str], whole: str) -> bool:
    """flast, lastf, firstl, fmlast."""
    for at, part in enumerate(parts):
        others = "".join(other[0] for number, other in enumerate(parts) if number != at)
        if len(part) > 2 and part in whole:
            left = whole.replace(part, "", 1)
            if len(left) <= max(2, len(others)) and all(letter in others for letter in left):
                return True
    return False


def _is_almost(parts: list[str], wanted: list[str]) -> bool:
    """One letter was read wrong."""
    return bool(wanted) and all(
        any(len(part) > 4 and SequenceMatcher(None, part, own).ratio() > 0.84 for own in parts) for part in wanted
    )


def firm_score(text: str, hints: Hints) -> float:
    """From about -3 to 9."""
    folded = [fold(token).strip(".-',") for token in _TOKEN.findall(text)]
    if not letters(text) or "@" in text or len(letters(text)) < 2:
        return -4.0
    score = 0.3 + 4.5 * host_match(text, hints.hosts)
    begins_so = len(folded) > 1 and text.split()[0].isupper() and folded[0] in words.LEGAL_FORMS  # SCP Carpentier
    if begins_so or any(word in words.LEGAL_FORMS for word in folded[1:]) or _LEGAL.search(text):
        score += 3.0
    trades = [word for word in folded if word in words.TRADES or any(word.endswith(trade) for trade in _LONG_TRADES)]
    score += 1.6 if trades else 0.0
    if text.isupper() and len(text) > 2:
        score += 0.4
    if any(word in words.TITLES for word in folded) and not trades:
        score -= 1.5 if len(folded) > 1 else 4.0
    if re.search(r"\d{3}|[!?:]", text) or len(folded) > 8:
        score -= 1.5
    if sum(word in words.NOT_IN_NAMES for word in folded) > 1:
        score -= 1.0
    if _DEPARTMENT.match(fold(text)):
        score -= 0.8
    return score - 1.5 * mail_match(bare_name(text), hints.locals) * (
        0.3 if host_match(text, hints.hosts) > 0.7 else 1.0
    )


_LONG_TRADES = tuple(word for word in sorted(words.TRADES) if len(word) > 6)


def host_match(text: str, hosts: Collection[str]) -> float:
    """How much the text says what a host of the card says, in [0, 1]."""
    return max((_host_match_one(variant, host) for host in hosts for variant in folds(text)), default=0.0)


def core_of(host: str) -> str:
    """What names the owner in a host: "acme-sur" of mail.acme-sur.co.uk."""
    parts = host.split(".")
    while (
        len(parts) > 1
        and (parts[-1] in words.TOP_LEVEL or parts[-1] in words.SECOND_LEVEL or len(parts[-1]) == 2)
        and len(parts) > 1
    ):
        parts = parts[:-1]
    return parts[-1]


def _host_match_one(text: str, host: str) -> float:
    core = letters(core_of(host))
    tokens = [
        word
        for word in words_of(text)
        if word not in words.LEGAL_FORMS and word not in ("und", "und", "y", "et", "and")
    ]
    joined = "".join(tokens)
    if len(core) < 2 or not joined:
        return 0.0
    if joined == core:
        return 1.0
    if joined.startswith(core) or core.startswith(joined):
        shorter = min(len(core), len(joined))
        return 0.95 if shorter >= 4 else 0.7 if shorter == 3 else 0.3
    if (len(core) >= 4 and core in joined) or (len(joined) >= 5 and joined in core):
        return 0.85
    if core == "".join(word[0] for word in tokens) and len(core) > 1:
        return 0.8
    if any(len(word) >= 5 and word in core for word in tokens):
        return 0.7
    return 0.75 if len(core) > 5 and SequenceMatcher(None, core, joined[: len(core) + 1]).ratio() > 0.85 else 0.0


def title_score(text: str) -> float:
    """From about -3 to 6."""
    folded = [word for word in re.split(r"[^\w-]+", fold(text)) if word]
    parts = [part for word in folded for part in word.split("-")]
    if not folded or "@" in text or len(folded) > 10:
        return -3.0
    score = 0.0
    hits = [word for word in {*folded, *parts} if word in words.TITLES or word.endswith(tuple(words.TITLE_ENDS))]
    score += 3.0 if hits else 0.0
    if len(hits) > 1 or (folded and folded[0] in words.TITLES):
        score += 0.5
    if any(word in words.LEGAL_FORMS for word in folded[1:]) or _LEGAL.search(text):
        score -= 2.5
    if re.search(r"\d{2}", text):
        score -= 2.0
    return score


def is_department(text: str) -> bool:
    """Whether a line names a part of an organisation."""
    return bool(_DEPARTMENT.search(fold(text)))
