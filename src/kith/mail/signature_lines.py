"""What the lines of a signature say: a position, ways to reach its writer, their page. What is not clear is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from kith.mail.texts import folded

_LONGEST_TITLE = 80
_MOST_WORDS = 9  # of a title
_TITLE = re.compile(
    r"\b(?:c[etofimp]o|president|founder|co-?founder|owner|partner|director|directeur|directrice|manager|managing|head of|lead|"
    r"vp|vice president|engineer|developer|architect|designer|analyst|consultant|consultante?|advisor|adviser|researcher|"
    r"scientist|professor|lecturer|editor|journalist|writer|producer|officer|assistant|coordinator|specialist|recruiter|"
    r"accountant|lawyer|attorney|counsel|nurse|teacher|student|intern|associate|representative|administrator|controller|"
    r"geschaftsfuhrer(?:in)?|leiter(?:in)?|(?:[a-z]+)?leiter(?:in)?|(?:[a-z]+)?ingenieur(?:in)?|entwickler(?:in)?|"
    r"(?:[a-z]+)?berater(?:in)?|vorstand|prokurist(?:in)?|inhaber(?:in)?|referent(?:in)?|assistent(?:in)?|"
    r"mitarbeiter(?:in)?|(?:sach)?bearbeiter(?:in)?|redakteur(?:in)?|rechtsanwalt|rechtsanwaltin|steuerberater(?:in)?|arzt|arztin|"
    r"(?:ver|ein)kaufer(?:in)?|lehrer(?:in)?|"
    r"presidente?|gerante?|responsable|chargee? d(?:e|u|es)?|chef(?:fe)? de|ingenieur[e]?|developpeu(?:r|se)|conseiller|conseillere|"
    r"avocate?|comptable|redacteur|redactrice|enseignante?|fondateur|fondatrice|"
    r"directora?|gerente|jef[ea] de|responsable|ingenier[oa]|desarrollador[a]?|consultor[a]?|abogad[oa]|profesora?|"
    r"fundador[a]?|coordinador[a]?|tecnic[oa]|analista|disenador[a]?)\b"
)
_FORMS = (
    r"gmbh(?: & co\.? kg)?|mbh|mbb|ag|kg|kgaa|ohg|gbr|ug|se|e\.? ?[vk]|e\.? ?u|eg|inc|llc|llp|ltd|limited|plc|corp|corporation|"
    r"company|s\.?a|s\.?a\.?r\.?l|s\.?a\.?s|s\.? ?a\.? de c\.? ?v|eurl|sasu|s\.?l|s\.?l\.?[up]|s\.?r\.?l|b\.?v|n\.?v|oy|ab|a/s|aps"
)
# Legal forms stand at the end of a name; some of them are words elsewhere.
_LEGAL = re.compile(rf"\b(?:{_FORMS})\.?$")
_HOUSE = re.compile(
    r"\b(?:university|universitat|universite|universidad|hochschule|college|institute?|instituto|foundation|stiftung|"
    r"fondation|fundacion|association|asociacion)\b"
)
_SPLIT = re.compile(rf"\s+[·•–—/-]\s+|\s*\|\s*|,\s+(?!(?:{_FORMS})\.?(?:$|[\s,|]))", re.IGNORECASE)
_AT = re.compile(r"\s+(?:at|@|bei|chez|en|der|de)\s+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>|\"']{3,200}", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#]+)([^?#]*)(.?)", re.IGNORECASE)
_PROFILE = re.compile(r"([a-z]{2,3}\.)?linkedin\.com/in/.+|github\.com/[^/]+/?|xing\.com/profile/.+|orcid\.org/.+")
_NO_PAGE = re.compile(
    r"/.*(?:unsubscribe|optout|opt-out|legal|privacy|datenschutz|impressum|disclaimer|terms|agb|mentions)"
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "edu", "gov", "gob", "gouv", "or"})
_PHONE = re.compile(r"(?:\+|\(?\d)[\d\s().\-/]{6,24}\d")
_PHONE_WORD = re.compile(
    r"(?:^|[^\w])(t|tel|telefon|telephone|telefono|tfno|phone|ph|p|d|ddi|direct|durchwahl|office|buro|bureau|oficina|work|m|mob|"
    r"mobile|mobil|movil|cell|handy|port|portable|f|fax|telefax|[☎✆📞📱])[\s.:)\]\ufe0f]*$"
)
_PHONE_STARTS = re.compile(r"^$|.*[|,;·•/–—-]\s*$|^\W*$", re.DOTALL)
_LABELS = {
    "mobile": {"m", "mob", "mobile", "mobil", "movil", "cell", "handy", "port", "portable", "📱"},
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


def details(block: Sequence[str], address: str, name: Set[str], region: str) -> Iterator[Detail]:
    """What these lines say of whoever has this address and these words (folded) in their name. O(length)."""
    position = _position(block, address)
    if position is not None:
        yield position
    for line in block:
        yield from _phones(line, region)
        for page in _WEB.findall(line):
            if _is_own_page(page.rstrip(".,;:)]>"), address, name):
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
    title = next((part for part in parts if part != house and _is_title(part)), "")
    # A title may hold a comma: "Director, Sales and Marketing".
    is_whole = title and not house and len(parts) == 2 and line == f"{parts[0]}, {parts[1]}" and _is_title(line)
    return line if is_whole else title, house


def _is_title(part: str) -> bool:
    """Whether it is what somebody does. A colon makes it a label: "Geschäftsführer: Hans Muster" is about another."""
    is_short = len(part) <= _LONGEST_TITLE and len(part.split()) <= _MOST_WORDS
    return is_short and ":" not in part and _TITLE.search(folded(part)) is not None


def _parted(part: str, address: str) -> tuple[str, ...]:
    """`CTO at Acme` in two; anything else as it is."""
    at = _AT.search(part)
    if at and _TITLE.search(folded(part[: at.start()])) and _is_house(part[at.end() :], address):
        return part[: at.start()], part[at.end() :]
    return (part,)


def _has_signs(line: str) -> bool:
    """Whether it is about how to reach somebody, or where."""
    return "@" in line.replace(" @ ", " ") or _WEB.search(line) is not None or sum(sign.isdigit() for sign in line) > 3


def _is_house(part: str, address: str) -> bool:
    """Whether it names an organisation: by its legal form, or as the writer's address is named."""
    if len(part) > 80 or ":" in part:
        return False
    plain = folded(part)
    if _LEGAL.search(plain):
        return _LEGAL.sub("", plain).strip(" .,&") != ""
    named = re.sub(r"[^a-z0-9]", "", plain)
    return _HOUSE.search(plain) is not None or (len(named) > 2 and named == _house_of(address))


def _house_of(address: str) -> str:
    """What a domain is called: acme of ana@mail.acme.co.uk; "" where it does not say."""
    words = address.rpartition("@")[2].lower().split(".")[:-1]
    if words and words[-1] in _SECOND_LEVEL:
        words.pop()
    return words[-1].replace("-", "") if words else ""


def _is_own_page(page: str, address: str, name: Set[str]) -> bool:
    """Whether a page is the writer's or their house's. Links of a letter's foot lead anywhere else."""
    found = _HOST.match(page)
    if found is None or found[3] or _NO_PAGE.match(found[2].lower()):
        return False
    host, domain = found[1].lower(), address.rpartition("@")[2].lower()
    if _PROFILE.fullmatch(f"{host}{found[2].lower()}"):
        return True
    is_named = sum(word in host for word in name) >= 2
    return is_named or host == domain or domain.endswith(f".{host}") or host.endswith(f".{domain}")


def _phones(line: str, region: str) -> Iterator[Detail]:
    """The valid numbers of a line that a word says to be numbers, or international ones that stand by themselves."""
    end = 0
    for found in _PHONE.finditer(line):
        before = folded(line[end : found.start()])
        word = _PHONE_WORD.search(before)
        is_alone = found[0].startswith("+") and _PHONE_STARTS.match(before) is not None
        number = _valid(found[0], region) if word or is_alone else ""
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
