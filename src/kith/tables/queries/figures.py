"""What a plan comes to, counted from its seats, and in words: who meets again, who does not meet, which wishes are not kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kith.seating import bounds, checking
from kith.tables.models import Round, Table, Wish
from kith.tables.queries.evening import Evening, is_seated
from kith.tables.queries.question import met_earlier

_IN = {
    2: gettext_lazy("In pairs"),
    3: gettext_lazy("In threes"),
    4: gettext_lazy("In fours"),
    5: gettext_lazy("In fives"),
    6: gettext_lazy("In sixes"),
    7: gettext_lazy("In sevens"),
    8: gettext_lazy("In eights"),
    9: gettext_lazy("In nines"),
    10: gettext_lazy("In tens"),
}


@dataclass(frozen=True)
class Figures:
    """again: times that two meet once more than the first time, on this evening. unmet: pairs that have never met by its end."""

    again: int
    unmet: int


def figures(evening: Evening) -> Figures:
    """Count what the seats come to. O(rounds · people · table)."""
    number = {diner.pk: place for place, diner in enumerate(evening.expected)}
    rounds = [
        [[number[person.pk] for person in people if person.pk in number] for _table, people in evening.at(row)]
        for row in evening.rounds
    ]
    known = met_earlier(evening)
    met = [(number[a], number[b], times) for (a, b), times in known.items() if a in number and b in number]
    counted = checking.count(len(number), rounds, met=met)
    return Figures(counted.repeats - sum(times - 1 for _a, _b, times in met), counted.unmet)


def fewest_rounds(evening: Evening) -> int | None:
    """Rounds until everybody can have met everybody, at least; None where tables have seats of their own."""
    people = len(evening.expected)
    if people < 2 or any(table.seats for table in evening.tables):
        return None
    return _fewest(people, evening.plan.size)


def sentences(evening: Evening) -> list[str]:
    """What stands beside a plan: what is possible at best, and what this one does."""
    if not is_seated(evening):
        return [text for text in [_possible(evening)] if text]
    return [text for text in [_possible(evening), _again(evening), _unmet(evening)] if text]


def broken(evening: Evening) -> list[str]:
    """The wishes that a plan does not keep, each in a sentence."""
    found = []
    keepers = [diner for diner in evening.diners.values() if diner.table_id]
    for row in evening.rounds:
        for wish in evening.wishes:
            one, other = (evening.table_of(row, evening.diners[pk]) for pk in (wish.one_id, wish.other_id))
            if one and other and (one == other) == (wish.kind == Wish.Kind.APART):
                found.append(_of_wish(evening, wish, row, one))
        for diner in keepers:
            kept, sits = diner.table_id, evening.table_of(row, diner)
            if kept and sits and sits.pk != kept:
                found.append(
                    _("%(name)s keeps another table, and sits at %(table)s in round %(round)s.")
                    % {"name": diner, "table": sits, "round": row.number}
                )
    return found


def _of_wish(evening: Evening, wish: Wish, row: Round, table: Table) -> str:
    who = {"one": evening.diners[wish.one_id], "other": evening.diners[wish.other_id]}
    if wish.kind == Wish.Kind.APART:
        text = _("%(one)s and %(other)s should be apart, and share %(table)s in round %(round)s.")
        return text % {**who, "table": table, "round": row.number}
    return _("%(one)s and %(other)s should sit together, and do not in round %(round)s.") % {**who, "round": row.number}


@lru_cache(maxsize=256)
def _fewest(people: int, size: int) -> int:
    return bounds.fewest_rounds(people, size)  # which boards ask for again and again


def _possible(evening: Evening) -> str:
    fewest, people = fewest_rounds(evening), len(evening.expected)
    if fewest is None:
        return ""
    size = evening.plan.size
    way = _IN.get(size) or _("At tables of %(size)s") % {"size": size}
    need = ngettext(
        "%(way)s, %(people)s people need %(fewest)s round at best for all to meet",
        "%(way)s, %(people)s people need %(fewest)s rounds at best for all to meet",
        fewest,
    ) % {"way": way, "people": people, "fewest": fewest}
    return _("%(need)s; you have %(rounds)s.") % {"need": need, "rounds": len(evening.rounds)}


def _again(evening: Evening) -> str:
    again, least = evening.plan.again, evening.plan.least
    if again == 0:
        return _("Nobody meets anybody again.")
    text = ngettext("Once two people meet again", "%(again)s times two people meet again", again) % {"again": again}
    if least is None:
        return f"{text}."
    if least == again:
        return _("%(text)s; that is the least possible.") % {"text": text}
    return _("%(text)s; fewer than %(least)s is not possible.") % {"text": text, "least": least}


def _unmet(evening: Evening) -> str:
    pairs = math.comb(len(evening.expected), 2)
    if evening.plan.unmet == 0:
        return _("Everybody meets everybody.")
    met = number_format(pairs - evening.plan.unmet, force_grouping=True)
    all_pairs = number_format(pairs, force_grouping=True)
    return _("Of %(pairs)s pairs, %(met)s have met by the end.") % {"pairs": all_pairs, "met": met}
