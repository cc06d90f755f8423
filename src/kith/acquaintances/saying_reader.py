"""Reads a line about who knows whom, sentence by sentence and clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations

from kith.acquaintances import saying_words as words
from kith.acquaintances.saying_names import PeopleReader, Somebody
from kith.acquaintances.saying_words import Verb
from kith.interactions.capture import KnownPeople, Named
from kith.interactions.capture.line_tokens import DATE, Line

_ENDS = (".", "!", "?", ";", "\n")
_MOST_SUBJECTS = 12


@dataclass(slots=True)
class Draft:
    """A statement under way: how well, and from where, may follow."""

    one: int
    other: int | None
    sureness: int
    organisation: str = ""
    role: str = ""
    note: str = ""
    said_by: int | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """Whom a clause is about, and what it says of them; `end` is the index after it."""

    subjects: tuple[int, ...]
    verb: Verb
    end: int
    spans: int = 0  # how many were claimed before it
    is_not: bool = False
    how: int | None = None  # said before the verb
    note: str = ""
    said_by: int | None = None


@dataclass(slots=True)
class _Tail:
    """Where the reading of what follows a verb stands."""

    is_open: bool  # somebody may come now
    is_next: bool = False  # or another clause
    how: int | None = None
    is_not: bool = False
    unsaid: list[Draft] = field(default_factory=list)  # of whom it is not said yet how well
    unplaced: list[Draft] = field(default_factory=list)  # nor from where


class SayingReader:
    """Goes over the tokens from left to right; claims in the line what it understood."""

    def __init__(self, line: Line, known: KnownPeople, about: Named | None = None) -> None:
        self.line = line
        self.names = PeopleReader(line, known, self._is_word_of_ours)
        self.people: list[Named] = []
        self.drafts: list[Draft] = []
        self.about = about
        self.last: tuple[int, ...] = ()  # whom the clause before was about

    def read(self) -> None:
        """Fill `people` and `drafts`."""
        first = 0
        for index in range(len(self.line.tokens) + 1):
            if index == len(self.line.tokens) or self.line.is_mark(index, *_ENDS):
                self._sentence(first, index)
                first = index + 1

    # Clauses

    def _sentence(self, first: int, end: int) -> None:
        spans, made, people = len(self.line.spans), len(self.drafts), len(self.people)
        index, note = self._opening(first, end)
        if not self._clauses(index, end, note):
            self._answer(index, end, note)
        if len(self.drafts) == made:
            self.line.release(spans)
            del self.people[people:]

    def _clauses(self, index: int, end: int, note: str) -> bool:
        """Read clauses with a verb of their own; whether there was one."""
        head = self._next_head(index, end)
        was_any = head is not None
        while head is not None:
            index = self._clause(replace(head, note=note or head.note), end)
            head, note = self._next_head(index, end), ""
        return was_any

    def _answer(self, index: int, end: int, note: str) -> None:
        """`Bo Li at Acme, and a recruiter at Initech`, where it is clear who knows them."""
        if self.about is None:
            return
        about = (self._number(self.about),)
        head = self._verb(about, index) or _Head(about, Verb(), index)
        if self._starts_object(head.end):
            self._clause(replace(head, note=note), end)

    def _opening(self, index: int, end: int) -> tuple[int, str]:
        """Step over words before the sentence; the unsure ones among them are a note."""
        note = ""
        while index < end and (self.line.lower(index) in words.OPENINGS | words.UNSURE or self._is_comma(index)):
            note = self.line.lower(index) if self.line.lower(index) in words.UNSURE else note
            self.line.claim_tokens(index, index + 1, "joining")
            index += 1
        return index, note

    def _is_comma(self, index: int) -> bool:
        return self.line.is_mark(index, ",", ":")

    def _next_head(self, first: int, end: int) -> _Head | None:
        return next((head for index in range(first, end) if (head := self._head(index, end))), None)

    def _head(self, index: int, end: int) -> _Head | None:
        """`Ana and Bo vaguely know`, from `index` on; nothing is claimed where there is none."""
        spans, people = len(self.line.spans), len(self.people)
        subjects, after = self._subjects(index, self.last)
        teller = self._teller(subjects, after)
        told, after = self._subjects(teller, subjects) if teller else (subjects, after)
        head = self._verb(told, after) if told else None
        if head is None or head.end > end:
            self.line.release(spans)
            del self.people[people:]
            return None
        return replace(head, spans=spans, said_by=subjects[0] if teller else None)

    def _teller(self, subjects: tuple[int, ...], index: int) -> int:
        """Index after `says`, where one person says something; 0 if nobody does."""
        count = self._longest(index, words.TELLS) if len(subjects) == 1 else 0
        self.line.claim_tokens(index, index + count, "joining")
        return index + count if count else 0

    def _subjects(self, index: int, last: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
        """The people from `index` on, and the index after them; `last` are those whom she and they may mean."""
        if self.line.lower(index) in words.PRONOUNS:
            return self._pronoun(index, last)
        found: list[int] = []
        after = index
        while len(found) < _MOST_SUBJECTS and (read := self.names.person(after)) is not None:
            found.append(self._number(read[0]))
            index = read[1]
            joint = self._joint(index)
            after = index + joint
            if not joint or self.names.end_of_name(after) == after:
                break
            self.line.claim_tokens(index, after, "joining")
        return tuple(dict.fromkeys(found)), index

    def _pronoun(self, index: int, last: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
        last = last or ((self._number(self.about),) if self.about is not None else ())
        if not last or (len(last) > 1 and self.line.lower(index) != "they"):
            return (), index
        self.line.claim_tokens(index, index + 1, "person")
        return last, index + 1

    def _verb(self, subjects: tuple[int, ...], index: int) -> _Head | None:
        first, is_not, how = index, False, None
        while True:
            verb, count = self._core(index)
            if verb is not None and self._fits(verb, subjects, index):
                break
            if count := self._longest(index, words.NEGATIONS):
                is_not = True
            elif found := self._how_well(index):
                how, count = found
            elif self.line.lower(index) in words.FILLERS:
                count = 1
            else:
                return None
            index += count
        self.line.claim_tokens(first, index + count, "kind")
        return _Head(subjects, verb, index + count, is_not=is_not, how=how)

    def _fits(self, verb: Verb, subjects: tuple[int, ...], index: int) -> bool:
        """`Bo and Cy know`, `Bo knows`: the number of people and the form of the verb go together."""
        if verb.is_mutual and len(subjects) == 1:
            return False
        is_of_one = self.line.lower(index) in words.OF_ONE or self.line.lower(index - 1) in words.OF_ONE
        return len(subjects) == 1 or not is_of_one

    def _core(self, index: int) -> tuple[Verb | None, int]:
        count = self._longest(index, words.VERBS)
        return words.VERBS.get(self._phrase(index, count)), count

    # What follows the verb

    def _clause(self, head: _Head, end: int) -> int:
        """Read whom they know, how well and where from; returns the index at which another clause begins, or the end."""
        self.last, made = head.subjects, len(self.drafts)
        tail = _Tail(is_open=not head.verb.is_mutual)
        if head.verb.is_mutual:
            for one, other in combinations(head.subjects, 2):
                self._say(head, tail, one, other)
        index = head.end
        while index < end and not (tail.is_next and self._head_at(index, end)):
            index = max(self._part(head, tail, index, end), index + 1)
        if len(self.drafts) == made:
            self.line.release(head.spans)
        return index

    def _part(self, head: _Head, tail: _Tail, index: int, end: int) -> int:
        """Read one part of what follows, and return the index after it; the same index if it is none."""
        if joint := self._joint(index):
            return self._after_joint(head, tail, index, joint)
        tail.is_next = False
        if tail.is_open:
            after = self._prefix(tail, index)
            after = after if after > index else self._object(head, tail, index)
            if after > index:
                return after
        return self._suffix(head, tail, index, end)

    def _head_at(self, index: int, end: int) -> bool:
        spans, people, last = len(self.line.spans), len(self.people), self.last
        head = self._head(index, end)
        self.line.release(spans)
        del self.people[people:]
        self.last = last
        return head is not None

    def _after_joint(self, head: _Head, tail: _Tail, index: int, joint: int) -> int:
        tail.is_open, tail.is_next, tail.how, tail.is_not = not head.verb.is_mutual, True, None, False
        if "but" in self._phrase(index, joint):
            tail.unsaid = []
        self.line.claim_tokens(index, index + joint, "joining")
        return index + joint

    def _prefix(self, tail: _Tail, index: int) -> int:
        """`and vaguely Cy`, `but not Cy`"""
        if (found := self._how_well(index)) and self._starts_object(index + found[1]):
            tail.how = found[0]
            self.line.claim_tokens(index, index + found[1], "kind")
            return index + found[1]
        elif (count := self._longest(index, words.NEGATIONS)) and self._starts_object(index + count):
            tail.is_not = True
            self.line.claim_tokens(index, index + count, "kind")
            return index + count
        return index

    def _object(self, head: _Head, tail: _Tail, index: int) -> int:
        if head.verb.is_mutual:
            return index
        somebody = self.names.somebody(index) or self.names.also_at(
            index, self.drafts[-1:] and self.drafts[-1].organisation
        )
        read = None if somebody else self.names.person(index, is_past=head.verb.is_past)
        if somebody is None and read is None:
            return index
        for one in head.subjects:
            if somebody is not None:
                self._say(head, tail, one, None, somebody)
            elif read is not None:
                self._say(head, tail, one, self._number(read[0]))
        tail.is_open = False
        return somebody.end if somebody is not None else read[1] if read is not None else index

    def _starts_object(self, index: int) -> bool:
        spans = len(self.line.spans)
        found = self.names.somebody(index) is not None or self.names.end_of_name(index) > index
        self.line.release(spans)
        return found

    def _suffix(self, head: _Head, tail: _Tail, index: int, end: int) -> int:
        """How well, from where, and words that add nothing."""
        if found := self._how_well(index):
            return self._told_how_well(head, tail, index, *found)
        elif (count := self._longest(index, words.ASIDE)) and tail.unplaced:
            self.line.claim_tokens(index, index + count, "joining")
            return index + count
        elif tail.unplaced and (after := self._note_end(head, index, end)) > index:
            for draft in tail.unplaced:
                draft.note = ", ".join(part for part in (draft.note, self.line.slice(index, after)) if part)
            self.line.claim_tokens(index, after, "place")
            tail.unplaced, tail.is_open = [], False
            return after
        else:
            tail.is_open = False
            return index

    def _told_how_well(self, head: _Head, tail: _Tail, index: int, how: int, count: int) -> int:
        if not tail.unsaid:
            return index
        for draft in tail.unsaid:
            # "does not know Bo well" says that they do know each other.
            draft.sureness = words.VAGUELY if draft.sureness == words.NOT and how == words.WELL else how
        first = index - 1 if self.line.is_mark(index - 1, "(") and self.line.is_mark(index + count, ")") else index
        last = index + count + (1 if first < index else 0)
        self.line.claim_tokens(first, last, "kind")
        tail.unsaid, tail.is_open = [], False
        return last

    def _note_end(self, head: _Head, index: int, end: int) -> int:
        """Index after `from PyCon`, `since last year`, up to a comma or to what somebody else begins with."""
        token = self.line.token(index)
        if token is None or (self.line.lower(index) not in words.NOTES and token.sort != DATE):
            return index
        after = index + 1
        while after < end and not self.line.is_mark(after, ",", "(", ")") and not self._ends_note(head, after, end):
            after += 1
        return after if after > index + 1 or token.sort == DATE else index

    def _ends_note(self, head: _Head, index: int, end: int) -> bool:
        if self._how_well(index) and index + 1 >= end:
            return True
        joint = self._joint(index)
        if not joint:
            return False
        after = index + joint
        return self._head_at(after, end) or (not head.verb.is_mutual and self._starts_object(after))

    def _say(self, head: _Head, tail: _Tail, one: int, other: int | None, at: Somebody | None = None) -> None:
        if one == other:
            return
        told = head.how if tail.how is None else tail.how
        how = head.verb.sureness if told is None else told
        if head.is_not or tail.is_not:
            how = words.VAGUELY if told == words.WELL else words.NOT
        draft = Draft(one, other, how, note=_noted(head), said_by=head.said_by)
        if at is not None:
            draft.organisation, draft.role = at.organisation, at.role
        self.drafts.append(draft)
        tail.unplaced.append(draft)
        if tail.how is None:
            tail.unsaid.append(draft)

    # Words

    def _number(self, named: Named) -> int:
        """Where the person stands in `people`; whoever is named twice stands there once, with what is told of them."""
        for number, known in enumerate(self.people):
            if _are_same(known, named):
                title, organisation = known.title or named.title, known.organisation or named.organisation
                self.people[number] = replace(known, title=title, organisation=organisation)
                return number
        self.people.append(named)
        return len(self.people) - 1

    def _how_well(self, index: int) -> tuple[int, int] | None:
        """How well, and how many words say so."""
        first = index
        while self.line.lower(index) in words.INTENSIFIERS:
            index += 1
        for start in dict.fromkeys((first, index)):
            if count := self._longest(start, words.HOW_WELL):
                return words.HOW_WELL[self._phrase(start, count)], start - first + count
        return None

    def _joint(self, index: int) -> int:
        return self._longest(index, words.JOINTS)

    def _longest(self, index: int, table: object) -> int:
        """How many tokens from `index` on are a phrase of the table; 0 if none."""
        counts = range(words.LONGEST, 0, -1)
        return next((count for count in counts if self._phrase(index, count) in table), 0)  # type: ignore[operator]

    def _phrase(self, index: int, count: int) -> tuple[str, ...]:
        return tuple(self.line.lower(index + number).replace("’", "'") for number in range(count))

    def _is_word_of_ours(self, index: int) -> bool:
        return bool(
            self._longest(index, words.VERBS) or self._longest(index, words.NEGATIONS) or self._how_well(index)
        ) and self.line.lower(index) == self.line.tokens[index].text.replace("’", "'")


def _noted(head: _Head) -> str:
    return ", ".join(part for part in (head.note, "" if head.is_not else head.verb.note) if part)


def _are_same(one: Named, other: Named) -> bool:
    if one.person is not None or other.person is not None:
        return one.person == other.person
    if one.name.casefold() == other.name.casefold():
        return True
    short, long = sorted((one.name.casefold().split(), other.name.casefold().split()), key=len)
    is_new = not one.candidates and not other.candidates
    return is_new and len(short) == 1 and short[0] == long[0]
