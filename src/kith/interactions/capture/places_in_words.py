"""Places in a line: `at PyCon`, `in Berlin`, `at the Acme office`, `@ the airport`."""

from __future__ import annotations

from dataclasses import dataclass

from kith.interactions.capture.line_tokens import Line


@dataclass(frozen=True, slots=True)
class Place:
    """`end` is the index of the token after the place."""

    name: str
    end: int


PREPOSITIONS = ("at", "in", "@")
_KINDS_OF_PLACE_LIST = """
    office offices conference meetup cafe café bar pub restaurant summit event party fair expo campus
    headquarters hq booth stand airport station university library church mosque temple synagogue gym club hotel
    lobby kitchen canteen cafeteria home work house school workshop hackathon festival market park beach
    hospital museum gallery theatre theater concert wedding funeral reunion seminar lecture training webinar
    congress convention forum symposium retreat offsite coworking space playground supermarket bakery bookshop
    shop store train plane bus lunch dinner breakfast barbecue bbq picnic reception talk game match course class
    town gate door corridor lift elevator breakfast-club pool lake
"""
_KINDS_OF_PLACE = frozenset(_KINDS_OF_PLACE_LIST.split())
_DETERMINERS_LIST = """
    the a an my our her his their your this that
"""
_DETERMINERS = frozenset(_DETERMINERS_LIST.split())
_NOT_PLACES_LIST = """
    i english german french spanish italian turkish chinese japanese portuguese dutch polish russian arabic
    hindi korean person general particular touch person's
"""
_NOT_PLACES = frozenset(_NOT_PLACES_LIST.split())
_INSIDE_LIST = """
    of the de la le del and und am an der
"""
_INSIDE = frozenset(_INSIDE_LIST.split())
_LONGEST = 6


def read_place(line: Line, index: int) -> Place | None:
    """The place that starts with the preposition at `index`, if one does. Claims nothing."""
    return read_name_of_place(line, index + 1) if line.lower(index) in PREPOSITIONS else None


def read_name_of_place(line: Line, start: int) -> Place | None:
    """The place whose name starts at `start`, without a preposition: `PyCon`, `the Acme office`."""
    name_start = start + 1 if line.lower(start) in _DETERMINERS else start
    end = _capitals_end(line, name_start)
    kind_end = _kind_end(line, max(end, name_start), at_most=1 if end > name_start else 4)
    end = kind_end or end
    if line.is_mark(start - 1, "@") and end == name_start and line.is_word(name_start):
        end = name_start + 1
    if end == name_start or line.lower(name_start) in _NOT_PLACES:
        return None
    drops_article = line.lower(start) in ("the", "a", "an")
    return Place(line.slice(name_start if drops_article else start, end), end)


def _capitals_end(line: Line, index: int) -> int:
    end = index
    while end - index < _LONGEST and (_is_capital(line, end, end > index) or _joins(line, end, index)):
        end += 1
    return end


def _kind_end(line: Line, index: int, *, at_most: int) -> int:
    """Index after a word like `office`, at most so many words on; 0 if there is none."""
    found = 0
    for at in range(index, index + at_most):
        if not line.is_word(at) or line.lower(at) in ("and", "with", "on", "about", "at", "in", "for", "to"):
            break
        if line.lower(at) in _KINDS_OF_PLACE:
            found = at + 1
    return found


def _is_capital(line: Line, index: int, is_inside: bool) -> bool:
    if not line.is_word(index):
        return False
    first = line.tokens[index].text[0]
    return not first.islower() and (first.isalpha() or is_inside or len(line.tokens[index].text) < 4)


def _joins(line: Line, index: int, first: int) -> bool:
    return (
        index > first
        and (line.lower(index) in _INSIDE and line.lower(index) != "and")
        and _is_capital(line, index + 1, False)
    )
