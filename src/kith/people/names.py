"""Names of people: put together, taken apart, sorted, and shortened to initials."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kith.people.folding import fold

MAX_SORT_NAME = 300


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HONORIFICS = _words(
    "dr dra prof profa mr mrs ms mx miss mister sir dame lord lady rev fr hon dipl-ing dipl ing herr frau mme mlle "
    "mm don doña srta sra avv dott dottssa mag univ-prof pd priv-doz capt cpt col gen lt maj sgt rabbi imam sheikh"
)
_AFTER_HONORIFIC = _words("med rer nat phil hc habil jur pol ing dent vet oec mult dr")
_AMBIGUOUS_HONORIFICS = _words("sr m")  # Señor and Monsieur in front, Senior and an initial elsewhere
_SUFFIXES = _words(
    "jr sr ii iii iv v phd dphil md do dds dvm mba emba msc bsc ms bs ma ba meng beng mphil mph mpa med jd llm llb "
    "esq cpa cfa cfp pmp rn pe pmi-acp cissp shrm-cp shrm-scp obe mbe cbe ret acca fca aca frsa"
)
_SAFE_SUFFIXES = _SUFFIXES - _words("do ma ba ms bs v med pe rn")  # these are also names: only after a comma
_PARTICLES = _words(
    "von van vom zu zum zur de del della dello der den des di da das do dos du d la le las los lo el al bin ibn ben "
    "bint abu ter ten te af av san santa st y"
)
_SECOND_GIVEN_NAMES = _words(
    "maria jose luis carlos antonio manuel jesus angel isabel carmen pilar fernanda eduardo alberto javier miguel "
    "francisco teresa luisa angeles dolores mercedes cristina elena ignacio andres pablo enrique ramon beatriz ana"
)
_SPANISH_SURNAMES = _words(
    "garcia ruiz diaz munoz moreno alonso navarro torres ramos gil serrano blanco molina morales ortega delgado castro "
    "ortiz rubio marin sanz iglesias medina garrido cortes castillo santos lozano guerrero cano prieto cruz gallego "
    "vidal leon herrera marquez flores cabrera campos vega fuentes carrasco reyes aguilar vargas rojas silva pena "
    "mendoza romero salazar soto rivera contreras"
)
_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_COMMA = re.compile(r"\s*[,，]\s*")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name, each as written; all empty where a name has no parts that can be told apart."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""


def full_name(given: str, family: str, additional: str = "", prefix: str = "", suffix: str = "") -> str:
    """Put a name together in the order of European languages: "Dr. Ana María Ruiz López PhD"."""
    return " ".join(part for part in (prefix, given, additional, family, suffix) if part)


def split_name(name: str) -> NameParts:
    """Take a name apart: titles, given names, family names with their particles, suffixes; also "Family, Given".

    A guess, right for most names; the user can correct the parts. Names in Chinese characters, kana or Hangul
    are left whole. A single name is a given name.
    """
    if _CJK.search(name):
        return NameParts()
    parts = [part for part in _COMMA.split(name.strip()) if part]
    prefix, words = _cut_prefix(parts[0].split() if parts else [])
    rest, suffixes = _cut_suffixes(parts[1:])
    if rest:
        return _family_first(prefix, words, rest, suffixes)
    words, own_suffixes = _cut_trailing_suffixes(words)
    given, additional, family = _given_and_family(words)
    if prefix and not family:
        given, family = "", given  # Dr. Smith
    return NameParts(prefix, given, additional, family, " ".join(own_suffixes + suffixes))


def sort_name(name: str, given: str = "", family: str = "", additional: str = "") -> str:
    """What a list of people is sorted by, folded: "ruiz lopez, ana maria"; the name as it is where it has no family."""
    forenames = " ".join(part for part in (given, additional) if part)
    key = f"{family}, {forenames}" if family and forenames else family or name
    return (fold(key) or name)[:MAX_SORT_NAME]


def initials(name: str) -> str:
    """One or two letters that stand for the name: "AR"; "?" for a name without a letter or digit."""
    parts = split_name(name)
    ends = [parts.given or name, parts.family] if parts.family else [parts.given or name]
    letters = [next((c for c in end if c.isalnum()), "") for end in ends]
    return "".join(letters).upper()[:2] or "?"


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip("()")


def _cut_prefix(words: list[str]) -> tuple[str, list[str]]:
    """Titles in front, as long as a name is left behind them."""
    count = 0
    for word in words[:-1]:
        bare = _bare(word)
        is_title = bare in _HONORIFICS or (count == 0 and bare in _AMBIGUOUS_HONORIFICS and word.endswith("."))
        if not is_title and not (count and bare in _AFTER_HONORIFIC):
            break
        count += 1
    return " ".join(words[:count]), words[count:]


def _cut_suffixes(parts: list[str]) -> tuple[list[str], list[str]]:
    """Of what follows a comma: what is part of the name, and what is a suffix."""
    suffixes = [part for part in parts if all(_bare(word) in _SUFFIXES for word in part.split())]
    return [part for part in parts if part not in suffixes], suffixes


def _cut_trailing_suffixes(words: list[str]) -> tuple[list[str], list[str]]:
    end = len(words)
    while end > 1 and _bare(words[end - 1]) in _SAFE_SUFFIXES:
        end -= 1
    return words[:end], words[end:]


def _family_first(prefix: str, family: list[str], rest: list[str], suffixes: list[str]) -> NameParts:
    title, forenames = _cut_prefix(" ".join(rest).split())
    given, additional = _given_and_more(forenames)
    both = " ".join(part for part in (prefix, title) if part)
    return NameParts(both, given, additional, " ".join(family), " ".join(suffixes))


def _given_and_family(words: list[str]) -> tuple[str, str, str]:
    if len(words) < 2:
        return "".join(words), "", ""
    start = _family_start(words)
    given, additional = _given_and_more(words[:start])
    return given, additional, " ".join(words[start:])


def _family_start(words: list[str]) -> int:
    """Where the family name begins: at the first particle, at the first of two Spanish surnames, or the last word."""
    for at in range(1, len(words) - 1):
        if _bare(words[at]) in _PARTICLES and not words[at].endswith("."):
            return at - 1 if at > 1 and _bare(words[at]) == "y" else at
        if _is_spanish_surname(words[at]) and (at > 1 or fold(words[at]) not in _SECOND_GIVEN_NAMES):
            return at
    return len(words) - 1


def _is_spanish_surname(word: str) -> bool:
    folded = fold(word)
    return folded in _SPANISH_SURNAMES or (len(folded) > 4 and folded.endswith("ez"))


def _given_and_more(words: list[str]) -> tuple[str, str]:
    """A second given name that makes one with the first (Ana María) stays with it."""
    count = 2 if len(words) > 1 and fold(words[1]) in _SECOND_GIVEN_NAMES else 1
    return " ".join(words[:count]), " ".join(words[count:])
