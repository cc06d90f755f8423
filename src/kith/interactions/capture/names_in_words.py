"""People in a line: a name with its title, organisation and contact points, and whom of the known people it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kith.interactions.capture import titles_in_words
from kith.interactions.capture.known_people import HONORIFICS, PARTICLES, KnownPeople
from kith.interactions.capture.line_tokens import DATE, LABEL, POINT, WORD, Line


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A way to reach somebody, as written. `kind` is email, phone or url."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a line. `person` is the one known person meant; `candidates` are several who may be, or one who
    has this name but is not known to be at the organisation written; a new person has neither."""

    name: str
    title: str = ""
    organisation: str = ""
    points: tuple[NamedPoint, ...] = ()
    person: int | None = None
    candidates: tuple[int, ...] = ()


# Capitalised words that begin sentences, not names.
_NO_NAME_LIST = """
    i i'm i'll i've i'd we we'll you he she it it's they them him her me us the a an and but so then also this
    that these those my our your his their its there here if when while because as not no yes ok okay great good
    nice very really just to for with at in on from by about re of or lunch dinner coffee met call today
    tomorrow yesterday will should must can could would is was are were has had have did does do let's please
    both all everyone everybody someone somebody nobody cv phd
"""
_NO_NAME = frozenset(_NO_NAME_LIST.split())
_AFTER_A_NAME_LIST = """
    and with at in from on about for over via re regarding by to who plus or together along because concerning
    through during before after near
"""
_AFTER_A_NAME = frozenset(_AFTER_A_NAME_LIST.split())
_LONGEST = 7
_JOINTS = ("and", "with", "w/", "plus")


class NameReader:
    """Reads people from a line, token by token. `is_stop` tells where a promise or follow-up begins."""

    def __init__(self, line: Line, known: KnownPeople, is_stop: Callable[[int], bool]) -> None:
        self.line = line
        self.known = known
        self.is_stop = is_stop

    def people(self, index: int, *, joints: tuple[str, ...] = _JOINTS, listed: bool = False) -> tuple[list[Named], int]:
        """The list of people from `index` on, and the index after it. `joints` are the words that may hold it together;
        `listed`: the first one continues a list, too."""
        found: list[Named] = []
        read = self.person(index, listed=listed)
        while read:
            found.append(read[0])
            end = read[1]
            after = self._after_joints(end, joints)
            read = self.person(after, listed=True) if after > end else None
            if read:
                self.line.claim_tokens(end, after, "joining")
            index = end
        return found, index

    def person(self, index: int, *, listed: bool) -> tuple[Named, int] | None:
        """The person named at `index`. `listed`: only if what follows shows that it is a name in a list."""
        end = self.name_end(index)
        if end == index or (listed and not self.may_follow(end)):
            return None
        self.line.claim_tokens(index, end, "person")
        named, end = self._details(Named(self.line.slice(index, end)), end)
        return self.resolved(named), end

    def resolved(self, named: Named) -> Named:
        ids = self.known.find(named.name, named.organisation)
        if len(ids) == 1 and (self._is_full_name(named.name) or not self._is_elsewhere(ids[0], named.organisation)):
            return replace(named, person=ids[0], candidates=())
        else:
            return replace(named, person=None, candidates=ids)

    def name_end(self, index: int) -> int:
        """Index after the name that starts at `index`; `index` itself if none does."""
        words = self.line.words(index, _LONGEST)
        limit = next((n for n in range(len(words)) if n and self.is_stop(index + n)), len(words))
        words = words[:limit]
        written = self._written(words)
        known = self.known.longest(words) if words and words[0].lower() not in _NO_NAME else 0
        if known and (known > written or (known > 1 and not self.known.find(" ".join(words[:written])))):
            return index + known
        elif swapped := self._swapped(index, written):
            return swapped
        else:
            return index + written

    def may_follow(self, index: int) -> bool:
        """Whether the token may stand after a name in a list."""
        token = self.line.token(index)
        if token is None or token.sort in (DATE, LABEL, POINT):
            return True
        elif token.sort == WORD:
            return not self.is_stop(index) and (
                token.text.lower() in _AFTER_A_NAME or titles_in_words.title_end(self.line, index) > index
            )
        else:
            return token.text not in ("'", "’", "%", "$", "=")

    def _written(self, words: list[str]) -> int:
        """How many of the words are a name by their looks: capitals, particles, initials, titles such as Dr."""
        count = names = 0
        for position, word in enumerate(words):
            if _is_particle(word) and any(not _is_particle(later) for later in words[position:]):
                rest = [later for later in words[position:] if not _is_particle(later)]
                if not _is_name_word(rest[0], names + 1):
                    break
                continue
            if not _is_name_word(word, names):
                break
            names += 0 if word.lower().rstrip(".") in HONORIFICS else 1
            count = position + 1
        return count if names else 0

    def _swapped(self, index: int, written: int) -> int:
        """Index after `Ruiz, Ana`, where Ana Ruiz is known and Ruiz alone would not be found as well."""
        line, comma = self.line, index + written
        if not written or not line.is_mark(comma, ",") or not line.is_word(comma + 1):
            return 0
        given = self._written(line.words(comma + 1, 3))
        ids = self.known.find(line.slice(index, comma + 1 + given)) if given else ()
        family, first = (
            self.known.find(line.slice(index, comma)),
            self.known.find(line.slice(comma + 1, comma + 1 + given)),
        )
        return comma + 1 + given if len(ids) == 1 and ids[0] in family and ids[0] in first else 0

    def _details(self, named: Named, index: int) -> tuple[Named, int]:
        """Title, organisation and contact points that stand right after the name."""
        while True:
            role = self._role(named, index)
            if role:
                title, organisation = named.title or role.title, named.organisation or role.organisation
                points = named.points + self._points_between(index, role.end)
                named = replace(named, title=title, organisation=organisation, points=points)
                index = role.end
            elif bracketed := self._bracketed_points(index):
                named, index = replace(named, points=named.points + bracketed[0]), bracketed[1]
            else:
                return named, index

    def _role(self, named: Named, index: int) -> titles_in_words.Role | None:
        line, known = self.line, self.known
        if self.is_stop(index) or (named.title and named.organisation):
            return None
        elif line.is_mark(index, "("):
            role = titles_in_words.read_brackets(line, index)
            return self._with_brackets(index, role) if role else None
        elif line.is_mark(index, ","):
            role = None if named.title else titles_in_words.read_role(line, index + 1, known, capital=False)
            return role or (
                None if named.organisation else titles_in_words.read_known_organisation(line, index + 1, known)
            )
        else:
            role = None if named.title else titles_in_words.read_role(line, index, known, capital=True)
            return role or (None if named.organisation else titles_in_words.read_organisation(line, index, known))

    def _with_brackets(self, index: int, role: titles_in_words.Role) -> titles_in_words.Role:
        self.line.claim_tokens(index, index + 1, "joining")
        self.line.claim_tokens(role.end - 1, role.end, "joining")
        for i in range(index + 1, role.end - 1):
            if self.line.tokens[i].sort != POINT:
                self.line.claim_tokens(i, i + 1, "joining")
        return role

    def _points_between(self, first: int, end: int) -> tuple[NamedPoint, ...]:
        return tuple(self.point(i) for i in range(first, end) if self.line.tokens[i].sort == POINT)

    def _bracketed_points(self, index: int) -> tuple[tuple[NamedPoint, ...], int] | None:
        """`(ana@acme.example, +49 151 …)`"""
        line = self.line
        if not line.is_mark(index, "("):
            return None
        end = index + 1
        while (token := line.token(end)) and (token.sort == POINT or line.is_mark(end, ",", ";")):
            end += 1
        if end == index + 1 or not line.is_mark(end, ")"):
            return None
        points = self._points_between(index, end)
        line.claim_tokens(index, end + 1, "joining")
        return points, end + 1

    def point(self, index: int) -> NamedPoint:
        self.line.claim_tokens(index, index + 1, "point")
        point = self.line.points[self.line.tokens[index].start]
        return NamedPoint(point.kind, point.value)

    def _after_joints(self, index: int, joints: tuple[str, ...]) -> int:
        line = self.line
        while not self.is_stop(index) and (line.is_mark(index, ",", ";", "&", "+") or line.lower(index) in joints):
            index += 1
        return index

    def _is_full_name(self, name: str) -> bool:
        return len(name.split()) > 1

    def _is_elsewhere(self, person: int, organisation: str) -> bool:
        has_one = bool(self.known.organisations_of(person))
        return bool(organisation) and has_one and not self.known.works_at(person, organisation)


def _is_particle(word: str) -> bool:
    return word in PARTICLES


def _is_name_word(word: str, names: int) -> bool:
    lower = word.lower()
    if (
        lower.endswith(("'s", "’s"))
        or (lower in _NO_NAME and word != "Will")
        or lower.split("'")[0].split("’")[0] in ("i", "we", "he", "she", "they", "let", "it")
    ):
        return False
    if not all(character.isalpha() or not character.isascii() or character in "'’.-" for character in word):
        return False
    if names and titles_in_words.is_title_only(word):
        return False
    return _looks_like_name(word)


def _looks_like_name(word: str) -> bool:
    """A capital, first or after al-, d' and the like; or a script that has no capitals."""
    if not word[0].islower():
        return word[0].isalpha()
    head, _, tail = word.replace("’", "'").replace("'", "-").partition("-")
    return len(head) <= 3 and tail[:1].isupper()
