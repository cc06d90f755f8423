"""Where the signature below a letter is, if it is the writer's own. Careful rather than complete: a wrong suggestion is
worse than none.

A signature begins with the writer's own name, below a delimiter or a closing formula, and it ends where somebody talks
again, where something is forwarded, or where an advertisement or a disclaimer begins. English, German, French, Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kith.mail.signature_lines import Detail, details
from kith.mail.texts import folded

_MOST_LINES = 14
_LAST_LINES = 40
_LONGEST_LINE = 120
_DELIMITER = re.compile(r"--\s?|—")
_RULE = re.compile(r"_{2,30}|-{3,30}|\*{3,30}|={3,30}")  # below a line it makes a heading of that
_CLOSING = re.compile(
    r"(?:(?:with |my )?(?:best|kind|kindest|warm|warmest|many|sincere)?\s?(?:regards|wishes)|best|thanks|thank you|many thanks|"
    r"(?:many )?thanks (?:and|&) (?:best |kind )?regards|"
    r"cheers|sincerely|yours (?:sincerely|truly|faithfully)|sincerely yours|all the best|"
    r"(?:mit )?(?:freundlichen?|vielen?|besten?|herzlichen?|liebe[nr]?|schonen?|sonnige)\s(?:gruss(?:en?)?|dank)"
    r"(?: (?:aus|und) [^\n]{2,30})?|gruss|grusse|mfg|lg|vg|bg|hochachtungsvoll|(?:viele|beste|liebe) grusse(?: aus [^\n]{2,30})?|"
    r"(?:bien |tres )?(?:cordialement|a vous|sincerement)|bien a (?:vous|toi)|salutations(?: distinguees)?|"
    r"(?:sinceres|meilleures|cordiales) salutations|amicalement|(?:tres )?(?:bonne|belle) (?:journee|soiree)|"
    r"(?:un |muchos |cordiales )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|un abrazo|muchas gracias|gracias|merci|danke)"
    r"([,.!]?|,? [^\W\d_]{2,20})",
)
# Words of somebody who talks; they stand in no title, no name of a house and no street.
_TALKING = (
    "you your yours we our my mine he she they them his her is are was were been has have had would could does did don't "
    "this that these those its here there what when if please wrote said asked tomorrow yesterday ich du sie wir ihr ihre "
    "unser mein meine ist sind waren bitte hier nicht wenn falls dass hat haben wird schrieb diese dieser dieses je vous "
    "nous elle ils cette ces ceci sont etait votre notre merci ecrit yo usted nosotros este esta esto fue por favor escribio"
)
_TALK = frozenset(_TALKING.split())
_ENDS_BLOCK = re.compile(
    r"(?:p\.? ?s\.?|re|fwd?|aw|wg|nb|n\.b\.)\b\s?[.:]|.*(?:[:!?]|\.\.\.|…)$|"
    r"(?:from|von|de|sent|gesendet|envoye|enviado|date|datum|fecha|to|an|para|subject|betreff|objet|asunto|cc) ?: |"
    r"(?:sent (?:from|with|via)|get outlook|download|gesendet |von meinem|envoye |enviado |mobil gesendet|"
    r"diese nachricht|this message|upgrade|click|avast)\b|"
    r".*\b(?:unsubscribe|abmelden|abbestellen|desinscrire|desabonner|darse de baja|newsletter|virus|confidential\w*|vertraulich\w*|"
    r"confidentiel\w*|confidencial\w*|disclaimer|environment|umwelt|mailing ?list|forwarded|weitergeleitet\w*|transfere)\b"
)
_AFTER_NAME = re.compile(r"\s*[|,·•;–—(]\s*|\s+-\s+")
_TITLES = (
    "dr prof professor mr mrs ms mx herr frau mme mlle sr sra srta dipl ing inf kfm mag med phil rer nat jur msc bsc ba ma mba "
    "phd md jd esq pmp llm ra rain iv ia ppa st lic licda doc rndr"
)
_HONOURS = frozenset(_TITLES.split())


def signature_in(text: str, name: str, address: str, region: str = "") -> tuple[Detail, ...]:
    """What the signature below a letter says of its writer; nothing unless it begins with their name.

    text: the letter without what it quotes. region: the country, such as "DE", in which numbers without a country code
    are read; without it only international ones are taken. O(len(text)).
    """
    lines = [
        line.strip().strip("*_").strip() if not _RULE.fullmatch(line.strip()) else line for line in text.split("\n")
    ]
    block = _block(lines[-_LAST_LINES:], folded_words(name))
    found = details(block, address, folded_words(name), region)
    return tuple({(each.kind, each.value or each.title or each.organisation): each for each in found}.values())


def folded_words(name: str) -> frozenset[str]:
    """The words of a name in small letters without accents; initials are none."""
    return frozenset(word for word in _words(name) if len(word) > 1)


def _block(lines: Sequence[str], name: frozenset[str]) -> list[str]:
    """What stands behind and below the writer's name, where that begins what follows a delimiter or a closing formula."""
    if len(name) < 2:
        return []
    for begin in reversed([place for place in range(len(lines)) if _ends_letter(lines, place, name)]):
        rest = [line for line in lines[begin + 1 :] if line][:_MOST_LINES]
        for place, line in enumerate(rest[:3]):
            behind = _behind_name(line, name)
            if behind is not None:
                below = rest[place + 1 :]
                below = below[1:] if below and _RULE.fullmatch(below[0]) else below
                return _until_talk([*filter(None, [behind]), *below])
    return []


def _ends_letter(lines: Sequence[str], place: int, name: frozenset[str]) -> bool:
    line = lines[place].strip()
    if _DELIMITER.fullmatch(line):
        return True
    if _RULE.fullmatch(line):
        return place > 0 and not lines[place - 1].strip()
    closing = _CLOSING.fullmatch(folded(line)) if len(line) <= 60 else None
    signed = closing[1].strip(" ,.!") if closing else ""
    return closing is not None and (not signed or signed in name)


def _behind_name(line: str, name: frozenset[str]) -> str | None:
    """What stands behind the name in its own line; None where the line is not the name.

    A title of honour, an initial, a degree and one more name of the same person may stand with it.
    """
    first, *more = _AFTER_NAME.split(line, maxsplit=1)
    words = _words(first)
    if more and len(words) == 1 and frozenset(words) < name:  # Ruiz, Ana
        return _behind_name(f"{first} {more[0]}", name)
    others = [word for word in words if word not in name and len(word) > 1 and word not in _HONOURS]
    is_name = name <= set(words) and len(others) <= 1 and not _TALK.intersection(others)
    is_alone = (
        is_name and ":" not in first and not {"and", "und", "et", "y", "&", "+"}.intersection(folded(first).split())
    )
    return "".join(more).rstrip(")") if is_alone else None


def _until_talk(lines: Sequence[str]) -> list[str]:
    """The lines as far as they are a signature; those that are too long for one are left out."""
    end = next((place for place, line in enumerate(lines) if _is_talk(line)), len(lines))
    return [line for line in lines[:end] if len(line) <= _LONGEST_LINE]


def _is_talk(line: str) -> bool:
    plain = folded(line[:500])
    if _DELIMITER.fullmatch(line) or _RULE.fullmatch(line) or _ENDS_BLOCK.match(plain):
        return True
    return not _TALK.isdisjoint(word.strip(".,;:()'") for word in plain.split())


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s.,;|()/-]+", folded(name)) if word]
