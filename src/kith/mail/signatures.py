"""What stands below a letter: the writer's position, organisation, phones and page, each with its line as evidence.

Careful rather than complete: nothing is taken unless the writer's own name begins the block, and what is no clear
position, no clear organisation and no valid number is left alone. English, German, French and Spanish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MOST_LINES = 14
_LAST_LINES = 40
_LONGEST_LINE = 120
_LONGEST_TITLE = 80
_DELIMITER = re.compile(r"--\s?|—|_{2,30}|-{3,30}|\*{3,30}|={3,30}")
_CLOSING = re.compile(
    r"(?:(?:with |my )?(?:best|kind|kindest|warm|warmest|many|sincere)?\s?(?:regards|wishes)|best|thanks|thank you|many thanks|"
    r"cheers|sincerely|yours (?:sincerely|truly|faithfully)|sincerely yours|all the best|"
    r"(?:mit )?(?:freundlichen?|vielen?|besten?|herzlichen?|liebe[nr]?|schonen?|sonnige)\s(?:gruss(?:en?)?|dank)"
    r"(?: (?:aus|und) [^\n]{2,30})?|mfg|lg|vg|hochachtungsvoll|(?:viele|beste|liebe) grusse(?: aus [^\n]{2,30})?|"
    r"(?:bien |tres )?(?:cordialement|a vous|sincerement)|bien a (?:vous|toi)|salutations(?: distinguees)?|"
    r"(?:sinceres|meilleures|cordiales) salutations|amicalement|"
    r"(?:un |muchos |cordiales )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|un abrazo|muchas gracias|gracias|merci|danke)"
    r"[,.!]?",
)
_TITLE = re.compile(
    r"\b(?:c[etofimp]o|president|founder|co-?founder|owner|partner|director|directeur|directrice|manager|managing|head of|lead|"
    r"vp|vice president|engineer|developer|architect|designer|analyst|consultant|consultante?|advisor|adviser|researcher|"
    r"scientist|professor|lecturer|editor|journalist|writer|producer|officer|assistant|coordinator|specialist|recruiter|"
    r"accountant|lawyer|attorney|counsel|nurse|teacher|student|intern|associate|representative|administrator|controller|"
    r"geschaftsfuhrer(?:in)?|leiter(?:in)?|(?:[a-z]+)?leiter(?:in)?|(?:[a-z]+)?ingenieur(?:in)?|entwickler(?:in)?|"
    r"(?:[a-z]+)?berater(?:in)?|vorstand|prokurist(?:in)?|inhaber(?:in)?|referent(?:in)?|assistent(?:in)?|"
    r"mitarbeiter(?:in)?|redakteur(?:in)?|rechtsanwalt|rechtsanwaltin|steuerberater(?:in)?|arzt|arztin|lehrer(?:in)?|"
    r"presidente?|gerante?|responsable|charge[e]? d|chef(?:fe)? de|ingenieur[e]?|developpeu(?:r|se)|conseiller|conseillere|"
    r"avocate?|comptable|redacteur|redactrice|enseignante?|fondateur|fondatrice|"
    r"directora?|gerente|jef[ea] de|responsable|ingenier[oa]|desarrollador[a]?|consultor[a]?|abogad[oa]|profesora?|"
    r"fundador[a]?|coordinador[a]?|tecnic[oa]|analista|disenador[a]?)\b"
)
# Legal forms stand at the end of a name; some of them are words elsewhere.
_LEGAL = re.compile(
    r"\b(?:gmbh(?: & co\.? kg)?|mbh|ag|kg|kgaa|ohg|gbr|ug|se|e\.? ?v|eg|inc|llc|llp|ltd|limited|plc|corp|corporation|company|"
    r"s\.?a|s\.?a\.?r\.?l|s\.?a\.?s|eurl|sasu|s\.?l|s\.?l\.?u|s\.?r\.?l|b\.?v|n\.?v|oy|ab|a/s|aps)\.?$"
)
_HOUSE = re.compile(
    r"\b(?:university|universitat|universite|universidad|hochschule|college|institute?|instituto|foundation|stiftung|"
    r"fondation|fundacion)\b"
)
_SPLIT = re.compile(r"\s+[·•–—/-]\s+|\s*\|\s*|,\s+")
_AT = re.compile(r"\s+(?:at|@|bei|chez|en|der|de)\s+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>|\"']{3,200}", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\(?\d)[\d\s().\-/]{6,24}\d")
_PHONE_WORD = re.compile(
    r"\b(t|tel|telefon|telephone|tfno|phone|ph|p|d|direct|durchwahl|office|buro|bureau|oficina|work|m|mob|mobile|mobil|"
    r"movil|cell|handy|port|portable|f|fax|telefax)\b[\s.:)\]]*$"
)
_LABELS = {
    "mobile": {"m", "mob", "mobile", "mobil", "movil", "cell", "handy", "port", "portable"},
    "fax": {"f", "fax", "telefax"},
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing a signature says. `kind` is position, phone or url; `line` is where it says so, as it stands there.

    `value` is the number or the page, `label` what kind of number; of a position, the title and the organisation.
    """

    kind: str
    line: str
    value: str = ""
    label: str = ""
    title: str = ""
    organisation: str = ""


def signature_in(text: str, name: str, address: str, region: str = "") -> tuple[Detail, ...]:
    """What the signature below a letter says of its writer; nothing unless it begins with their name.

    text: the letter without what it quotes. region: the country, such as "DE", in which numbers without a country code
    are read; without it only international ones are taken. O(len(text)).
    """
    lines = [line.strip().strip("*_").strip() for line in text.split("\n")]
    block = _block(lines[-_LAST_LINES:], name)
    return tuple(
        {
            (each.kind, each.value or each.title or each.organisation): each
            for each in _details(block, address, region)
        }.values()
    )


def _block(lines: Sequence[str], name: str) -> list[str]:
    """The lines below the writer's name, where that begins what follows a delimiter or a closing formula."""
    wanted = _words(name)
    if len(wanted) < 2:
        return []
    begins = [place for place, line in enumerate(lines) if _ends_letter(line)]
    for begin in reversed(begins):
        rest = [line for line in lines[begin + 1 :] if line][:_MOST_LINES]
        named = next((place for place, line in enumerate(rest[:3]) if _is_name(line, wanted)), None)
        if named is not None:
            return [line for line in rest[named + 1 :] if len(line) <= _LONGEST_LINE]
    return []


def _ends_letter(line: str) -> bool:
    return bool(_DELIMITER.fullmatch(line)) or (len(line) <= 60 and _CLOSING.fullmatch(_folded(line)) is not None)


def _is_name(line: str, wanted: set[str]) -> bool:
    """Whether a line is the name, perhaps with a title of honour before or a degree behind."""
    words = _words(line)
    return len(words) <= len(wanted) + 4 and wanted <= words


def _details(block: Sequence[str], address: str, region: str) -> Iterator[Detail]:
    position = _position(block, address)
    if position is not None:
        yield position
    for line in block:
        yield from _phones(line, region)
        for page in _WEB.findall(line):
            yield Detail("url", line, page.rstrip(".,;:)]>"))


def _position(block: Sequence[str], address: str) -> Detail | None:
    """From the first three lines: a title with or without a house behind it, or a house alone."""
    title = organisation = ""
    evidence: list[str] = []
    for line in block[:3]:
        if _has_signs(line):
            break
        found_title, found_house = _title_and_house(line, address)
        if (found_title and not title) or (found_house and not organisation):
            evidence.append(line)
        title, organisation = title or found_title, organisation or found_house
    if not evidence:
        return None
    return Detail("position", " / ".join(evidence), title=title, organisation=organisation)


def _title_and_house(line: str, address: str) -> tuple[str, str]:
    """What a line names: "Head of Research, Acme Inc.", "CTO at Acme", one of them, or neither."""
    parts = [part for cut in _SPLIT.split(line) for part in _parted(cut.strip(" ,"), address) if part]
    house = next((part for part in reversed(parts) if _is_house(part, address)), "")
    title = next((part for part in parts if part != house and _TITLE.search(_folded(part))), "")
    # A title may hold a comma: "Director, Sales and Marketing".
    is_whole = title and not house and len(parts) == 2 and len(line) <= _LONGEST_TITLE
    return line if is_whole else title[:_LONGEST_TITLE], house


def _parted(part: str, address: str) -> tuple[str, ...]:
    """`CTO at Acme` in two; anything else as it is."""
    at = _AT.search(part)
    if at and _TITLE.search(_folded(part[: at.start()])) and _is_house(part[at.end() :], address):
        return part[: at.start()], part[at.end() :]
    return (part,)


def _has_signs(line: str) -> bool:
    """Whether it is about how to reach somebody, or where."""
    return "@" in line.replace(" @ ", " ") or _WEB.search(line) is not None or sum(sign.isdigit() for sign in line) > 3


def _is_house(part: str, address: str) -> bool:
    """Whether it names an organisation: by its legal form, or as the writer's address is named."""
    if len(part) > 80:
        return False
    domain = address.rpartition("@")[2].split(".")
    named = re.sub(r"[^a-z0-9]", "", _folded(part))
    if _LEGAL.search(_folded(part)) or _HOUSE.search(_folded(part)):
        return True
    return len(named) > 2 and len(domain) > 1 and named == domain[-2].replace("-", "")


def _phones(line: str, region: str) -> Iterator[Detail]:
    """The valid numbers of a line that are international, or said to be numbers by a word before them."""
    end = 0
    for found in _PHONE.finditer(line):
        word = _PHONE_WORD.search(_folded(line[end : found.start()]))
        number = _valid(found[0], region) if word or found[0].startswith("+") else ""
        if number:
            yield Detail("phone", line, number, _label(word[1] if word else ""))
        end = found.end()


def _label(word: str) -> str:
    return next((label for label, words in _LABELS.items() if word in words), "work" if word else "")


def _valid(number: str, region: str) -> str:
    """The number as it is written internationally; "" where it is none."""
    import phonenumbers  # takes a moment to load, and headers alone never need it

    try:
        parsed = phonenumbers.parse(number.replace("(0)", ""), region.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _words(name: str) -> set[str]:
    return {word for word in re.split(r"[\s.,;|()/-]+", _folded(name)) if len(word) > 1}


def _folded(text: str) -> str:
    """In small letters without accents; ß is ss."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
