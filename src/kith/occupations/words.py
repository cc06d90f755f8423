"""The words of job titles: their stems, short forms, and those that say how senior somebody is."""

from __future__ import annotations

from collections.abc import Iterable

SENIORITY = frozenset(
    [
        "senior",
        "sr",
        "snr",
        "junior",
        "jr",
        "lead",
        "leading",
        "principal",
        "staff",
        "associate",
        "intern",
        "internship",
        "trainee",
        "apprentice",
        "graduate",
        "entry",
        "mid",
        "level",
        "experienced",
        "freelance",
        "freelancing",
        "freelancer",
        "contract",
        "contractor",
        "remote",
        "hybrid",
        "part",
        "time",
        "full",
        "fulltime",
        "parttime",
        "interim",
        "acting",
        "deputy",
        "global",
        "regional",
        "international",
        "group",
        "former",
        "ex",
        "aspiring",
        "certified",
        "chartered",
        "licensed",
        "qualified",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "1",
        "2",
        "3",
        "4",
        "5",
        "l3",
        "l4",
        "l5",
        "l6",
        "l7",
        "distinguished",
        "fellow",
        "working",
        "student",
        "self",
        "employed",
        "independent",
    ]
)
LONG = {
    "swe": "software engineer",
    "sde": "software engineer",
    "sdet": "software test engineer",
    "sre": "site reliability engineer",
    "dev": "developer",
    "eng": "engineer",
    "mgr": "manager",
    "mngr": "manager",
    "exec": "executive",
    "admin": "administrator",
    "sysadmin": "system administrator",
    "rep": "representative",
    "frontend": "front end",
    "backend": "back end",
    "fullstack": "full stack",
    "ml": "machine learning",
    "ai": "artificial intelligence",
    "nlp": "natural language processing",
    "bi": "business intelligence",
    "biz": "business",
    "hr": "human resources",
    "pr": "public relations",
    "qa": "quality assurance",
    "ux": "user experience",
    "ui": "user interface",
    "vp": "vice president",
    "svp": "senior vice president",
    "cmo": "chief marketing officer",
    "chro": "chief human resources officer",
    "gp": "general practitioner",
    "pa": "physician assistant",
    "pm": "project manager",
    "bdm": "business development manager",
    "sdr": "sales development representative",
    "csm": "customer success manager",
    "asst": "assistant",
    "dir": "director",
    "prof": "professor",
    "ops": "operations",
    "programme": "program",
    "maths": "math",
}


def stem(word: str) -> str:
    """Return the word without the ending of the plural: "secretaries" → "secretar", "developers" → "developer"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    else:
        return word


def stems(words: Iterable[str]) -> list[str]:
    return [stem(word[:-1] if word.endswith("y") and len(word) > 3 else word) for word in words]


def written_out(words: Iterable[str]) -> list[str]:
    """Return the words with short forms in full: swe → software engineer."""
    return [part for word in words for part in LONG.get(word, word).split()]
