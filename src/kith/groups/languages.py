"""Languages as people write them, brought to their tags (BCP 47) and back: de for German, Deutsch and DE. No database."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kith.people.folding import fold

LONGEST = 10  # letters of a tag that is kept
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")
_MORE = {"chinese": "zh", "mandarin": "zh", "中文": "zh", "norwegian": "no", "norsk": "no", "flemish": "nl"}
_MORE |= {"castilian": "es", "castellano": "es", "farsi": "fa"}


def tag_of(text: str) -> str:
    """Return the tag that words mean: "de" for German, Deutsch, DE; "pt-BR" for pt_br; "" for what is none."""
    words = " ".join(text.split())
    tag = words.lower().replace("_", "-")
    return _in_order(tag) if _TAG.fullmatch(tag) and len(tag) <= LONGEST else _named().get(fold(words), "")


def in_words(tag: str) -> str:
    """Return what the language of a tag is called; the tag itself where nobody told Django of it."""
    from django.utils.translation import get_language  # not for the child process that reads tables

    return _in_words(tag, get_language())


def main_part(text: str) -> str:
    """Return the language itself, of a tag or of words that mean one: "pt" for pt-BR; the words where they mean none."""
    return (tag_of(text) or fold(text)).partition("-")[0]


@lru_cache(1000)
def _in_words(tag: str, _language: str | None) -> str:
    from django.utils.translation import get_language_info

    try:
        return str(get_language_info(tag.lower())["name_translated"])
    except KeyError:
        return tag


def _in_order(tag: str) -> str:
    """The tag as it is usually written: zh-Hant-TW."""
    first, *rest = tag.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@cache
def _named() -> dict[str, str]:
    """Tags by the folded names of languages, in English and in themselves."""
    from django.conf.locale import LANG_INFO  # not before a name is met: this is read in a child process as well

    known = {fold(name): tag for name, tag in _MORE.items()}
    for code, info in LANG_INFO.items():
        for name in (info.get("name"), info.get("name_local")):
            if name:
                known.setdefault(fold(name), _in_order(code))
    return known
