"""Job titles and organisations as they stand beside a name: `(CTO, Acme)`, `, engineer at Acme`, `from Acme`."""

from __future__ import annotations

from dataclasses import dataclass

from kith.interactions.capture.known_people import KnownPeople
from kith.interactions.capture.line_tokens import Line

_ROLES_LIST = """
    ceo cto cfo coo cmo cio ciso cpo cro vp svp evp avp president chair chairman chairwoman chairperson director
    manager head lead leader engineer developer designer analyst scientist researcher professor lecturer teacher
    tutor consultant founder co-founder cofounder owner partner investor recruiter sourcer editor journalist
    reporter writer author architect lawyer attorney solicitor accountant auditor nurse doctor physician surgeon
    therapist psychologist student intern trainee apprentice assistant associate officer secretary coordinator
    administrator specialist advisor adviser agent producer programmer buyer seller marketer strategist
    principal fellow postdoc coach freelancer contractor technician operator planner photographer artist
    musician chef baker carpenter electrician plumber pharmacist chemist biologist physicist mathematician
    economist statistician translator interpreter librarian supervisor superintendent dean curator politician
    councillor mayor minister judge notary pilot captain sergeant evangelist advocate sre dba pm paralegal
    entrepreneur volunteer treasurer organiser organizer broker trader banker underwriter actuary realtor
    salesperson headhunter copywriter illustrator animator director-general
"""
_ROLES = frozenset(_ROLES_LIST.split())
_FIELDS_LIST = """
    senior junior sr jr staff chief vice managing executive deputy regional global general national
    international interim acting former group assistant associate software hardware data product project program
    programme portfolio marketing sales hr human resources people talent customer success operations finance
    financial technical technology tech machine learning ai ml research design ux ui web frontend front-end
    backend back-end full-stack fullstack mobile cloud security devops qa test site reliability platform
    infrastructure network systems system business development account public relations communications media art
    creative engineering support legal medical clinical supply chain procurement event events community content
    brand growth digital it innovation strategy policy quality process mechanical electrical civil chemical
    structural environmental research-and-development r&d solutions solution field freelance phd doctoral
    visiting adjunct real estate investment private equity venture capital fund insurance tax risk compliance
    graphic video game analytics social partnership partnerships alliances training education school university
    primary secondary board
"""
_FIELDS = frozenset(_FIELDS_LIST.split())
_SURNAMES_TOO_LIST = """
    baker carpenter judge fellow pilot captain chef mayor dean coach buyer seller head advocate broker banker
"""
_SURNAMES_TOO = frozenset(_SURNAMES_TOO_LIST.split())
_AT = ("at", "@", "of", "from", "with", "for")
_LEGAL_ENDINGS_LIST = """
    inc ltd llc gmbh ag plc corp corporation co labs lab university institute bank group e.v foundation
"""
_LEGAL_ENDINGS = frozenset(_LEGAL_ENDINGS_LIST.split())
_INSIDE_LIST = """
    of the and de du für & für
"""
_INSIDE = frozenset(_INSIDE_LIST.split())
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Role:
    """A title, an organisation or both; `end` is the index of the token after them."""

    title: str
    organisation: str
    end: int


def is_title_word(word: str) -> bool:
    return word.lower().rstrip(".") in _ROLES


def is_title_only(word: str) -> bool:
    """Whether the word is a title and not also a surname, so that a name ends before it."""
    return is_title_word(word) and word.lower() not in _SURNAMES_TOO


def read_role(line: Line, index: int, known: KnownPeople, *, capital: bool) -> Role | None:
    """A title, with its organisation where given, from `index` on. `capital`: it must not start in lower case."""
    end = title_end(line, index)
    if end == index or (capital and line.tokens[index].text[0].islower()):
        return None
    title = line.slice(index, end)
    line.claim_tokens(index, end, "title")
    organisation_end = _organisation_after(line, end, known)
    return Role(title, _claimed_organisation(line, end, organisation_end), max(end, organisation_end))


def read_organisation(line: Line, index: int, known: KnownPeople) -> Role | None:
    """`from Acme`, from the preposition on."""
    if line.lower(index) not in ("from", "of") or not line.is_word(index + 1):
        return None
    end = organisation_end(line, index + 1, known)
    return Role("", _claimed_organisation(line, index, end), end) if end > index + 1 else None


def read_known_organisation(line: Line, index: int, known: KnownPeople) -> Role | None:
    """`Acme` alone, where it is the organisation of somebody known, or ends in a word like GmbH."""
    end = organisation_end(line, index, known)
    name = line.slice(index, end)
    is_one = end > index and (known.has_organisation(name) or line.lower(end - 1).rstrip(".") in _LEGAL_ENDINGS)
    if not is_one or (known.find(name) and not known.has_organisation(name)):
        return None
    line.claim_tokens(index, end, "organisation")
    return Role("", name, end)


def read_brackets(line: Line, index: int) -> Role | None:
    """`(CTO, Acme)`, `(CTO at Acme)`, `(Acme)` or `(CTO)`, from the opening bracket on. Other brackets are left alone."""
    close = next((i for i in range(index + 1, min(index + 14, len(line.tokens))) if line.is_mark(i, ")")), 0)
    parts = _bracket_parts(line, index + 1, close) if close else []
    if not parts or len(parts) > 2 or not all(_could_be_role(line, first, end) for first, end in parts):
        return None
    titles = [part for part in parts if _has_title(line, *part)]
    title = titles[0] if titles else (parts[0] if len(parts) == 2 else None)
    organisation = next((part for part in parts if part != title), None)
    return Role(_claimed(line, title, "title"), _claimed(line, organisation, "organisation"), close + 1)


def title_end(line: Line, index: int) -> int:
    """Index after the title that starts at `index`; `index` itself if none does."""
    end = index
    while line.is_word(end) and end - index < _LONGEST and _is_title_part(line, end, index):
        end += 1
    while end > index and line.lower(end - 1) in _INSIDE:
        end -= 1
    return end if _has_title(line, index, end) else index


def organisation_end(line: Line, index: int, known: KnownPeople) -> int:
    """Index after the run of capitalised words (`Bank of Ireland`, `3M`), or after a known organisation in lower case."""
    end = index + (1 if line.lower(index) == "the" else 0)
    first = end
    while end - first < _LONGEST and (_is_capital(line, end) or _joins_capitals(line, end, first)):
        end += 1
    if end > first:
        return end
    for count in range(3, 0, -1):
        if len(line.words(index, count)) == count and known.has_organisation(line.slice(index, index + count)):
            return index + count
    return index


def _is_title_part(line: Line, at: int, first: int) -> bool:
    word = line.lower(at).rstrip(".")
    follows_of = at > first and line.lower(at - 1) in ("of", "for")
    inside = at > first and word in ("of", "for", "and")
    return word in _ROLES or word in _FIELDS or inside or (follows_of and word != "the")


def _has_title(line: Line, first: int, end: int) -> bool:
    return any(is_title_word(line.tokens[i].text) for i in range(first, end))


def _organisation_after(line: Line, index: int, known: KnownPeople) -> int:
    if line.lower(index) in _AT:
        end = organisation_end(line, index + 1, known)
        return end if end > index + 1 else index
    start = index + 1 if line.is_mark(index, ",") else index
    end = organisation_end(line, start, known)
    if start == index:
        return end
    is_known = end > start and known.has_organisation(line.slice(start, end))
    return end if is_known or _is_company(line, start, end) else index


def _is_company(line: Line, first: int, end: int) -> bool:
    return end > first + 1 and line.lower(end - 1).rstrip(".") in _LEGAL_ENDINGS


def _claimed_organisation(line: Line, first: int, end: int) -> str:
    start = first
    while start < end and (line.is_mark(start, ",", "@") or line.lower(start) in _AT):
        start += 1
    line.claim_tokens(first, end, "organisation")
    return line.slice(start, end)


def _bracket_parts(line: Line, first: int, close: int) -> list[tuple[int, int]]:
    parts, start = [], first
    for i in range(first, close + 1):
        if i == close or line.is_mark(i, ",", "@", ";", "/", "|", "–", "-") or _is_at(line, i):
            parts.append((start, i))
            start = i + 1
    return [part for part in parts if part[0] < part[1] and not _is_points(line, *part)]


def _is_at(line: Line, index: int) -> bool:
    return line.lower(index) in ("at", "@")


def _is_points(line: Line, first: int, end: int) -> bool:
    return all(line.tokens[i].sort == "point" for i in range(first, end))


def _could_be_role(line: Line, first: int, end: int) -> bool:
    sorts = {line.tokens[i].sort for i in range(first, end)}
    starts = line.tokens[first].text[0]
    return (
        sorts <= {"word", "mark"} and end - first <= _LONGEST and (_has_title(line, first, end) or not starts.islower())
    )


def _claimed(line: Line, part: tuple[int, int] | None, role: str) -> str:
    if part is None:
        return ""
    line.claim_tokens(*part, role)
    return line.slice(*part)


def _is_capital(line: Line, index: int) -> bool:
    if not line.is_word(index):
        return False
    first = line.tokens[index].text[0]
    return not first.islower()


def _joins_capitals(line: Line, index: int, first: int) -> bool:
    return index > first and (line.lower(index) in _INSIDE or line.is_mark(index, "&")) and _is_capital(line, index + 1)
