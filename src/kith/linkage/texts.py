"""Texts made comparable: case, accents, scripts and spelling folded away, and how a word sounds."""

from __future__ import annotations

import re
import unicodedata

# Each letter, and what stands for it.
_LETTERS = """
ß ss æ ae œ oe ø o đ d ð d ł l ı i þ th ħ h ŋ n
а a б b в v г g д d е e з z и i й i к k л l м m н n о o п p р r с s т t у u ф f ы y э e і i ґ g є ye ж zh х kh ц ts ч ch
ш sh щ shch ю yu я ya ї i ђ d ћ c љ l њ n ј j џ dz
α a β v γ g δ d ε e ζ z η i ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o θ th
"""
_TRANSLITERATED = str.maketrans(
    dict(zip(_LETTERS.split()[::2], _LETTERS.split()[1::2], strict=True)) | dict.fromkeys("ьъ", "")
)
_INSIDE = re.compile(r"['’ʼ`´]")  # O'Brien is one word
_WORD = re.compile(r"[^\W_]+")
# How a word sounds, roughly, in most European languages; each rule in its turn. Digraphs of umlauts first.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("[yj]", "i"),
        ("ae|ai|ei", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("x", "ks"),
        ("shch|tsch|tch|cz|(?<!s)ch", "x"),
        ("sch|sh|sz", "s"),
        ("ph|ff?$", "v"),
        ("[fw]", "v"),
        ("c(?=[ei])", "s"),
        ("ck|kh|qu|q|c", "k"),
        ("z", "s"),
        ("(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
    )
]
_UMLAUT = re.compile("([aou])e+")
_VOWELS = re.compile("(?<=.)[aeiou]+")


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written in one piece."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower case in plain letters: accents off, Cyrillic and Greek in Latin letters. O(length)."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join([c for c in bare if not unicodedata.combining(c)]).translate(_TRANSLITERATED)


def words(text: str) -> list[str]:
    """The folded words: "Jean-Luc O’Neill" → ["jean", "luc", "oneill"]. O(length)."""
    folded = fold(text)
    return [folded] if folded.isalnum() else _WORD.findall(_INSIDE.sub("", folded))


def spelled(word: str) -> str:
    """A folded word with ae, oe, ue as one letter, as an umlaut is written where there is none: mueller → muller."""
    return _UMLAUT.sub(r"\1", word)


def sound(word: str) -> str:
    """How a folded word sounds: "mueller" and "muller" alike, "philipp" and "filip" alike. O(length)."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def skeleton(heard: str) -> str:
    """The consonants of a sound, and its first letter: what most slips of the pen leave as it is. O(length)."""
    return _VOWELS.sub("", heard)
