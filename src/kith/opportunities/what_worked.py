"""The figures of what worked in words: shares by kind, and what they say of three claims of a career coach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kith.interactions.models import Channel
from kith.opportunities import figures
from kith.opportunities.figures import LEAST, Case, Claim, Rate, Share, Verdict
from kith.opportunities.models import Opportunity

Words = Mapping[str, str | Promise]

BAR = 100  # units of its drawing
LEVELS: Words = {
    "1": gettext_lazy("Level 1: known well"),
    "2": gettext_lazy("Level 2: known a little"),
    "3": gettext_lazy("Level 3: not known yet"),
    "": gettext_lazy("Through nobody"),
}
MONTHS: Words = {
    "0": gettext_lazy("Less than a month"),
    "1": gettext_lazy("1 to 3 months"),
    "3": gettext_lazy("3 to 6 months"),
    "6": gettext_lazy("6 to 12 months"),
    "12": gettext_lazy("1 to 2 years"),
    "24": gettext_lazy("2 years and more"),
    "": gettext_lazy("Through nobody, or not known"),
}
_SPANS = (24, 12, 6, 3, 1, 0)  # from so many full months on, as the keys above
_WAYS: Words = {
    "own": gettext_lazy("Applications of your own, without a contact"),
    "person": gettext_lazy("Through a person"),
    "": gettext_lazy("Other ways, without a person"),
}
_VERDICTS = {
    Verdict.HOLDS: gettext_lazy("Your figures agree."),
    Verdict.FAILS: gettext_lazy("Your figures say otherwise."),
    Verdict.UNDECIDED: gettext_lazy("Your figures leave it open."),
    Verdict.TOO_FEW: gettext_lazy("Too early to say."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A share as a bar, in whole units of its drawing, and in words. low, high: the ends of the interval."""

    words: str
    width: int
    low: int
    high: int

    @property
    def reach(self) -> int:
        """How wide the interval is."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: what it is called, how many there are, and how often they led to an interview and to an offer."""

    label: str
    n: int
    interviews: Bar
    offers: Bar


@dataclass(frozen=True, slots=True)
class Table:
    """One way of looking at them: the kinds of which something can be said, and in words those of which it cannot yet."""

    key: str
    title: str
    rows: Sequence[Row]
    too_few: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, and what the figures say of it in whole sentences."""

    claim: str
    verdict: str
    words: str
    is_enough: bool


@dataclass(frozen=True, slots=True)
class WhatWorked:
    """The page: how many count, how many wait to be counted, three claims, and the tables."""

    counted: int
    waiting: int
    claims: Sequence[Said]
    tables: Sequence[Table]


def what_worked(cases: Sequence[Case], on: date) -> WhatWorked:
    """Put the figures of all opportunities into words. O(n)."""
    counted = figures.counted(cases, on)
    return WhatWorked(len(counted), figures.waiting(cases, on), list(_claims(counted)), list(_tables(counted)))


def level_key(case: Case) -> str:
    """The key of LEVELS."""
    return str(case.level or "")


def months_key(case: Case) -> str:
    """The key of MONTHS: the longest span that has passed."""
    if case.level is None or case.months is None:
        return ""
    return next(str(months) for months in _SPANS if months <= case.months)


def way_key(case: Case) -> str:
    """Whether it came through a person, or was an application of the user's own."""
    if case.level is not None:
        return "person"
    return "own" if case.source == Opportunity.Source.APPLICATION else ""


def _tables(cases: Sequence[Case]) -> Iterator[Table]:
    channels: Words = {**dict(Channel.choices), "": _("Not said")}
    yield _table("ways", _("Applications beside contacts"), cases, way_key, _WAYS)
    yield _table("levels", _("By level, as it was then"), cases, level_key, LEVELS)
    yield _table("months", _("By time since your first conversation"), cases, months_key, MONTHS)
    yield _table(
        "sources", _("By where it came from"), cases, lambda case: case.source, dict(Opportunity.Source.choices)
    )
    yield _table("channels", _("By how you heard of it"), cases, lambda case: case.channel, channels)


def _table(key: str, title: str, cases: Sequence[Case], key_of: Callable[[Case], str], words: Words) -> Table:
    rates = figures.rates(cases, key_of, tuple(words))
    few = [f"{words.get(rate.key, rate.key)} ({rate.n})" for rate in rates if not rate.offers.is_enough]
    return Table(key, title, [_row(rate, words) for rate in rates if rate.offers.is_enough], ", ".join(few))


def _row(rate: Rate, words: Words) -> Row:
    return Row(str(words.get(rate.key, rate.key)), rate.n, _bar(rate.interviews), _bar(rate.offers))


def _bar(share: Share) -> Bar:
    low, high = share.interval
    return Bar(_in_words(share), *(round(BAR * end) for end in (share.value, low, high)))


def _in_words(share: Share) -> str:
    low, high = share.interval
    told = {"k": share.k, "n": share.n, "low": round(100 * low), "high": round(100 * high)}
    return _("%(percent)s %%: %(k)s of %(n)s; likely %(low)s to %(high)s %%") % {
        **told,
        "percent": round(100 * share.value),
    }


def _claims(cases: Sequence[Case]) -> Iterator[Said]:
    close, new = figures.close_circle_helps(cases), figures.through_somebody_new(cases)
    strangers = figures.strangers_are_best(cases)
    yield _said(
        _("Somebody of the close circle helps."),
        close,
        _("Of what led to an offer, somebody of level 1 had a part in this much: %(share)s."),
    )
    yield _said(
        _("It is found through somebody met within six months."),
        new,
        _("Of what led to an offer, this much came through somebody met in the six months before: %(share)s."),
    )
    yield _compared(_("The best results come from level 3."), strangers)


def _said(claim: str, found: Claim, words: str) -> Said:
    if found.verdict is Verdict.TOO_FEW:
        few = ngettext("%(n)s offer so far", "%(n)s offers so far", found.share.n) % {"n": found.share.n}
        told = _("%(few)s; Kith will say more from %(least)s on.") % {"few": few, "least": LEAST}
    else:
        told = words % {"share": _in_words(found.share)}
    return Said(claim, str(_VERDICTS[found.verdict]), told, found.verdict is not Verdict.TOO_FEW)


def _compared(claim: str, found: Claim) -> Said:
    assert found.other is not None
    if found.verdict is Verdict.TOO_FEW:
        told = _(
            "%(theirs)s through people of level 3, %(others)s through people you knew; "
            "Kith will say more from %(least)s of each on."
        ) % {"theirs": found.share.n, "others": found.other.n, "least": LEAST}
    else:
        told = _("Offers through people of level 3: %(theirs)s. Through people you knew: %(others)s.") % {
            "theirs": _in_words(found.share),
            "others": _in_words(found.other),
        }
    return Said(claim, str(_VERDICTS[found.verdict]), told, found.verdict is not Verdict.TOO_FEW)
