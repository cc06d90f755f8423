"""The figures of an import as sentences: what it would do, and what it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kith.imports.summaries import COUNTED

Sentences = Mapping[tuple[str, str], Promise | str]

WOULD: Sentences = {
    ("people", "created"): ngettext_lazy(
        "One person is new to your book.", "%(shown)s people are new to your book.", "n"
    ),
    ("people", "merged"): ngettext_lazy(
        "One is in your book already, or twice in these files: what is new about them is added, your words stay.",
        "%(shown)s are in your book already, or twice in these files: what is new about them is added, your words stay.",
        "n",
    ),
    ("people", "updated"): ngettext_lazy(
        "For one person, more is known than at your last import.",
        "For %(shown)s people, more is known than at your last import.",
        "n",
    ),
    ("people", "unchanged"): ngettext_lazy(
        "One person is in your book as they are here; nothing changes for them.",
        "%(shown)s people are in your book as they are here; nothing changes for them.",
        "n",
    ),
    ("interactions", "created"): ngettext_lazy(
        "One thing that happened goes into the timelines: a message, a connection, an invitation.",
        "%(shown)s things that happened go into the timelines: messages, connections, invitations and the like.",
        "n",
    ),
    ("interactions", "updated"): ngettext_lazy(
        "One day of messages has become longer.", "%(shown)s days of messages have become longer.", "n"
    ),
    ("interactions", "unchanged"): ngettext_lazy(
        "One thing that happened is in the timelines already.",
        "%(shown)s things that happened are in the timelines already.",
        "n",
    ),
    ("organisations", "created"): ngettext_lazy(
        "One organisation that you follow or noted is new.",
        "%(shown)s organisations that you follow or noted are new.",
        "n",
    ),
    ("appointments", "created"): ngettext_lazy(
        "One appointment is still to come; it will stand on Today.",
        "%(shown)s appointments are still to come; they will stand on Today.",
        "n",
    ),
    ("appointments", "updated"): ngettext_lazy(
        "One appointment has changed.", "%(shown)s appointments have changed.", "n"
    ),
    ("opportunities", "created"): ngettext_lazy(
        "One opportunity, such as a job that you applied for, is new.",
        "%(shown)s opportunities, such as jobs that you applied for, are new.",
        "n",
    ),
    ("opportunities", "unchanged"): ngettext_lazy(
        "One opportunity is in your book already.",
        "%(shown)s opportunities are in your book already.",
        "n",
    ),
    ("suggestions", "created"): ngettext_lazy(
        "One detail about somebody in your book may be new: you will find it in your Inbox, to take or not.",
        "%(shown)s details about people in your book may be new: you will find them in your Inbox, to take or not.",
        "n",
    ),
    ("offers", "created"): ngettext_lazy(
        "One person you are often in touch with is not in your book: you will find them in your Inbox, to add or not.",
        "%(shown)s people you are often in touch with are not in your book: "
        "you will find them in your Inbox, to add or not.",
        "n",
    ),
    ("others", "kept"): ngettext_lazy(
        "One row is kept with the import, as Kith has no page for it yet.",
        "%(shown)s rows are kept with the import, as Kith has no page for them yet.",
        "n",
    ),
}
DID: Sentences = {
    **WOULD,
    ("people", "created"): ngettext_lazy(
        "One person is in your book now.", "%(shown)s people are in your book now.", "n"
    ),
    ("people", "merged"): ngettext_lazy(
        "One was there already, or twice in these files: what was new about them was added, your words stayed.",
        "%(shown)s were there already, or twice in these files: what was new about them was added, your words stayed.",
        "n",
    ),
    ("people", "updated"): ngettext_lazy(
        "For one person, more is known than before.", "For %(shown)s people, more is known than before.", "n"
    ),
    ("people", "unchanged"): ngettext_lazy(
        "One person was in your book as they are here; nothing changed for them.",
        "%(shown)s people were in your book as they are here; nothing changed for them.",
        "n",
    ),
    ("interactions", "created"): ngettext_lazy(
        "One thing that happened went into the timelines.",
        "%(shown)s things that happened went into the timelines.",
        "n",
    ),
    ("opportunities", "created"): ngettext_lazy(
        "One opportunity, such as a job that you applied for, is in your book now.",
        "%(shown)s opportunities, such as jobs that you applied for, are in your book now.",
        "n",
    ),
    ("opportunities", "unchanged"): ngettext_lazy(
        "One opportunity was in your book already.",
        "%(shown)s opportunities were in your book already.",
        "n",
    ),
    ("interactions", "unchanged"): ngettext_lazy(
        "One thing that happened was in the timelines already.",
        "%(shown)s things that happened were in the timelines already.",
        "n",
    ),
}
NEW_JOBS = ngettext_lazy("One person has a new position.", "%(shown)s people have a new position.", "n")
RELATED = ngettext_lazy(
    "One spouse, manager or other person who belongs to somebody is noted with them.",
    "%(shown)s spouses, managers and others who belong to somebody are noted with them.",
    "n",
)
NOTHING_NEW = _("There is nothing new for your book in these files.")
ACTIONS = {
    "created": _("new"),
    "merged": _("joined with who is there"),
    "updated": _("gets something new"),
    "unchanged": _("stays as it is"),
}
_NEWS = ("created", "merged", "updated", "kept")


def sentences(summary: Mapping[str, Any], *, did: bool) -> list[str]:
    """What an import would do, or did, one sentence for each figure that is not nought."""
    found = list(_sentences(summary, DID if did else WOULD))
    return found if is_news(summary) else [str(NOTHING_NEW), *found]


def is_news(summary: Mapping[str, Any]) -> bool:
    """Whether bringing it in changes anything."""
    counts = (summary.get(what, {}) for what in COUNTED)
    return any(count.get(action) for count in counts for action in _NEWS)


def _sentences(summary: Mapping[str, Any], words: Sentences) -> Iterator[str]:
    for (what, action), text in words.items():
        count = summary.get(what, {}).get(action, 0)
        if count:
            yield _with_count(text, count)
        if (what, action) == ("people", "updated") and summary.get("changed_jobs"):
            yield _with_count(NEW_JOBS, summary["changed_jobs"])
        if (what, action) == ("people", "unchanged") and summary.get("related"):
            yield _with_count(RELATED, summary["related"])


def _with_count(text: Any, count: int) -> str:
    return str(text % {"n": count, "shown": f"{count:,}"})
