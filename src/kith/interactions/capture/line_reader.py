"""Reads a line token by token: what happened, with whom, where, when; what it leaves is for the notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from kith.interactions.capture import doings_in_words, places_in_words
from kith.interactions.capture.known_people import KnownPeople
from kith.interactions.capture.line_tokens import DATE, LABEL, POINT, SENTENCE_END, SEPARATORS, Line
from kith.interactions.capture.names_in_words import Named, NameReader
from kith.interactions.capture.promises_in_words import Aside, AsideReader

UNSTATED = doings_in_words.Doing("meeting", "in_person", doings_in_words.BOTH)
_TOPICS = ("about", "re", "regarding", "concerning", "because")
_TOPIC_OF_KIND = {
    "thank_you": ("for",),
    "help_given": ("with", "to"),
    "help_received": ("with", "to"),
    "invitation": ("to",),
}
_RECENT = timedelta(days=31)  # `about the meeting on 3 April` gives no date to the talk about it
# After these words `at Acme` says where somebody works, not where the two met.
_NO_PLACE_AFTER_LIST = """
    who that which works working worked job role position studies studied lives living based is was are starts
    started new moved moving joined joining interviewing from hiring got
"""
_NO_PLACE_AFTER = frozenset(_NO_PLACE_AFTER_LIST.split())


class LineReader:
    """Goes over the tokens once, from left to right: what happened and with whom first, then where, when and the rest."""

    def __init__(self, line: Line, known: KnownPeople) -> None:
        self.line = line
        self.asides = AsideReader(line, known).asides()
        self.names = NameReader(line, known, self._is_aside)
        self._aside_at = {line.index_at(aside.start): aside for aside in self.asides}
        self.doing: doings_in_words.Doing | None = None
        self.people: list[Named] = []
        self.places: list[str] = []
        self.when: date | None = None
        self.time: time | None = None
        self.in_head = True
        self.words_before: set[str] = set()  # words of this clause that were not understood
        self.is_topic = False

    def read(self) -> None:
        """Fill the attributes from the line, and claim in it what was understood."""
        index = self._what_happened(self._leading(0))
        while index < len(self.line.tokens):
            index = self._step(index)
        self._read_asides()
        for start, label in self.line.labels.items():
            self.line.claim(start, start + len(label) + 1, "label")

    # The beginning: `Yesterday, at PyCon: met …`

    def _leading(self, index: int) -> int:
        while index < len(self.line.tokens):
            after = self._date(index) or self._label(index) or self._leading_place(index)
            after = after or (index + 1 if self.line.is_mark(index, *SEPARATORS) else 0)
            if not after:
                break
            index = after
        return index

    def _leading_place(self, index: int) -> int:
        return 0 if self._is_aside(index) else self._place(index)

    def _what_happened(self, index: int) -> int:
        if index >= len(self.line.tokens):
            return index
        start = self.line.tokens[index].start
        own = doings_in_words.own_doing(self.line.text, start)
        if own and self._is_aside(index) and not own[0].is_plan:
            own = None
        if own and not self._is_follow_up(index):
            self._drop_aside(index)
            return self._people_after(self._take(own))
        elif self._is_aside(index):
            return index
        else:
            return self._subject(index) or self._later_doing(index)

    def _subject(self, index: int) -> int:
        """`Ana emailed me`, `Ana Ruiz, +49 151 …`; 0 if the line does not begin with people."""
        before = len(self.line.spans)
        people, after = self.names.people(index)
        token = self.line.token(after)
        theirs = doings_in_words.their_doing(self.line.text, token.start) if token and people else None
        if theirs:
            self.people += people
            return self._people_after(self._take(theirs))
        elif people and (self._all_known(people) or self._looks_like_list(people, after)):
            self.people += people
            return after
        else:
            self.line.release(before)
            return 0

    def _looks_like_list(self, people: list[Named], after: int) -> bool:
        """Whether what begins the line is names: not `Checked in with …`."""
        is_verb = len(people) == 1 and people[0].name.endswith(("ed", "ing")) and " " not in people[0].name
        return not is_verb and (self._is_aside(after) or self.names.may_follow(after))

    def _all_known(self, people: list[Named]) -> bool:
        return all(named.person is not None for named in people)

    def _later_doing(self, index: int) -> int:
        """`Really enjoyed meeting Ana`: the words before stay in the notes."""
        end = index
        while (
            end < len(self.line.tokens)
            and not self.line.is_mark(end, ",", ";", *SENTENCE_END)
            and not self._is_aside(end)
        ):
            end += 1
        first, last = self.line.tokens[index].start, self.line.tokens[end - 1].end if end > index else 0
        found = doings_in_words.own_doing_within(self.line.text, first, last)
        return self._people_after(self._take(found)) if found else index

    def _take(self, found: doings_in_words.Match) -> int:
        self.doing, start, end = found
        self.line.claim(start, end, "kind")
        return self.line.index_at(end)

    def _people_after(self, index: int) -> int:
        doing = self.doing
        if doing is None:
            return index
        if doing.at:
            return (self._place_at(index, index) or index) if doing.at == "place" else index
        index = self._past_marks(index, ":", "w/")
        if doing.is_sent and (thing := self._sent_thing(index)):
            return thing
        people, after = self.names.people(index, joints=("and", "plus", *doing.joints))
        self.people += people
        return (self._sent_thing(after) or after) if doing.is_sent and people else after

    def _past_marks(self, index: int, *marks: str) -> int:
        while self.line.lower(index) in marks:
            self.line.claim_tokens(index, index + 1, "joining")
            index += 1
        return index

    def _sent_thing(self, index: int) -> int:
        token = self.line.token(index)
        thing = doings_in_words.sent_thing(self.doing, self.line.text, token.start) if token and self.doing else None
        return self._take(thing) if thing else 0

    # The rest, token by token

    def _step(self, index: int) -> int:
        if aside := self._aside_at.get(index):
            self.in_head = self.in_head and not self.people
            return max(self.line.index_at(aside.end), index + 1)
        elif self.line.is_mark(index, *SEPARATORS) or self._is_conjunction(index):
            return self._after_separator(index)
        elif self.in_head:
            return self._in_head(index)
        else:
            return index + 1

    def _is_conjunction(self, index: int) -> bool:
        return self.line.lower(index) == "and" and self.in_head and not self.words_before

    def _after_separator(self, index: int) -> int:
        after = self._past_separators(index)
        ends = any(self.line.is_mark(i, *SENTENCE_END) for i in range(index, after))
        if ends and self.people:
            self.in_head = False
        if self._is_aside(after) or after >= len(self.line.tokens):
            return after
        elif more := self._list_goes_on(index, after):
            return more
        elif self.people and self.doing is None and (doing := self._doing_after_people(after)):
            return doing
        self.words_before, self.is_topic = set(), False
        return self._standing_alone(after) or self._new_clause(index, after)

    def _doing_after_people(self, index: int) -> int:
        """`Ana Ruiz, met at PyCon`"""
        found = doings_in_words.own_doing(self.line.text, self.line.tokens[index].start) if self.in_head else None
        return self._take(found) if found and not found[0].is_plan else 0

    def _past_separators(self, index: int) -> int:
        while self.line.is_mark(index, *SEPARATORS) or (self._is_conjunction(index) and not self._is_aside(index)):
            index += 1
        return index

    def _list_goes_on(self, index: int, after: int) -> int:
        """`, Bo and Cem` where the people were interrupted by a contact point, or have yet to come."""
        goes_on = self.in_head and not self.words_before and (not self.people or self._is_after_point(index))
        if not goes_on or (not self.people and self.doing is None):
            return 0
        people, end = self.names.people(after, listed=True)
        self.people += people
        return end if people else 0

    def _is_after_point(self, index: int) -> bool:
        token = self.line.token(index - 1)
        return token is not None and token.sort == POINT

    def _standing_alone(self, index: int) -> int:
        """A date, place, channel or contact point that is a clause by itself."""
        end = index
        elements = []
        while (after := self._element_end(end)) > end:
            elements.append(end)
            end = after
        if end == index or not self._ends(end):
            return 0
        for at in elements:
            self._element(at)
        return end

    def _ends(self, index: int) -> bool:
        return index >= len(self.line.tokens) or self._is_aside(index) or self.line.is_mark(index, *SEPARATORS)

    def _new_clause(self, index: int, after: int) -> int:
        if (self.people or self.doing is None) and any(self.line.is_mark(i, *SEPARATORS) for i in range(index, after)):
            self.in_head = False
        return after

    def _element_end(self, index: int) -> int:
        token = self.line.token(index)
        if token is None or self._is_aside(index):
            return index
        elif token.sort in (DATE, LABEL):
            return index + 1
        elif token.sort == POINT:
            return index + 1 if self.people else index
        place = places_in_words.read_place(self.line, index)
        channel = self._channel(index)
        return self.line.index_at(channel[2]) if channel else (place.end if place else index)

    def _element(self, index: int) -> int:
        """Take the date, label, contact point, channel or place at `index`; 0 if there is none."""
        return self._date(index) or self._label(index) or self._point(index) or self._way(index) or self._place(index)

    def _in_head(self, index: int) -> int:
        return self._element(index) or self._more_people(index) or self._topic(index) or self._word(index)

    def _date(self, index: int) -> int:
        token = self.line.token(index)
        if token is None or token.sort != DATE or self._is_aside(index) or self.when is not None:
            return 0
        is_plan = self.doing is not None and self.doing.is_plan
        found = (self.line.ahead if is_plan else self.line.past)[token.start]
        if self.is_topic and not timedelta(0) <= self.line.today - found.date <= _RECENT:
            return 0
        self.when, self.time = found.date, found.time
        self.line.claim(token.start, token.end, "date")
        return index + 1

    def _label(self, index: int) -> int:
        token = self.line.token(index)
        return index + 1 if token and token.sort == LABEL else 0

    def _point(self, index: int) -> int:
        token = self.line.token(index)
        if token is None or token.sort != POINT or not self.people or self.words_before:
            return 0
        if (
            self.line.points[token.start].kind == "url"
            and self.doing
            and self.doing.kind in ("article", "message", "email")
        ):
            return 0
        named = self.people[-1]
        self.people[-1] = replace(named, points=(*named.points, self.names.point(index)))
        return index + 1

    def _channel(self, index: int) -> doings_in_words.Match | None:
        token = self.line.token(index)
        return doings_in_words.channel_phrase(self.doing or UNSTATED, self.line.text, token.start) if token else None

    def _way(self, index: int) -> int:
        found = None if self.is_topic else self._channel(index)
        if found is None:
            return 0
        self.doing = found[0]
        self.line.claim(found[1], found[2], "channel")
        return self.line.index_at(found[2])

    def _place(self, index: int) -> int:
        if self.is_topic or self.words_before & _NO_PLACE_AFTER:
            return 0
        return self._place_at(index, index + 1) if self.line.lower(index) in places_in_words.PREPOSITIONS else 0

    def _place_at(self, index: int, name_at: int) -> int:
        place = places_in_words.read_name_of_place(self.line, name_at)
        if place is None:
            return 0
        self.places.append(place.name)
        self.line.claim_tokens(index, place.end, "place")
        return place.end

    def _more_people(self, index: int) -> int:
        """`Coffee in Berlin with Ana`; nobody is added once there are people and words that were not understood."""
        doing = self.doing or UNSTATED
        if self.line.lower(index) not in doing.joints or (self.people and self.words_before):
            return 0
        people, after = self.names.people(index + 1, joints=("and", "plus", *doing.joints))
        if not people:
            return 0
        self.line.claim_tokens(index, index + 1, "joining")
        self.people += people
        return after

    def _topic(self, index: int) -> int:
        """`about`, `for` (thanks), `with` (help): what follows is what it was about."""
        words = (*_TOPICS, *_TOPIC_OF_KIND.get(self.doing.kind if self.doing else "", ()))
        if self.is_topic or self.line.lower(index) not in words:
            return 0
        self.is_topic = True
        if not self.words_before:
            self.line.claim_tokens(index, index + 1, "joining")
        self.words_before.add(self.line.lower(index))
        return self._past_marks(index + 1, ":")

    def _word(self, index: int) -> int:
        self.words_before.add(self.line.lower(index))
        return index + 1

    # Asides

    def _is_aside(self, index: int) -> bool:
        return index in self._aside_at

    def _is_follow_up(self, index: int) -> bool:
        return index in self._aside_at and self._aside_at[index].promise is None

    def _drop_aside(self, index: int) -> None:
        """`I'll call Bo tomorrow` at the beginning is a plan, not a promise."""
        if aside := self._aside_at.pop(index, None):
            self.asides.remove(aside)

    def _read_asides(self) -> None:
        for aside in self.asides:
            for start, end in aside.parts:
                self.line.claim(start, end, "promise" if aside.promise else "follow_up")
            self._people_of(aside)

    def _people_of(self, aside: Aside) -> None:
        """Whom a line is about that holds only a promise or a follow-up: `Follow up with Ana in 2 weeks`."""
        if self.people or self.doing:
            return
        for index in aside.names_at:
            if read := self.names.person(index, listed=False):
                self.people.append(read[0])
                return
