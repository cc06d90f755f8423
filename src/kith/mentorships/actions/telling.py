"""The letters of mentoring and coffee: each written once, by the key of what it is about, and none without a mail server."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.groups.models import Membership
from kith.mentorships.models import Match, Mentorship, Round, Seat
from kith.outbox import actions as outbox
from kith.outbox.queries import can_send, full_address

_FRESH = timedelta(days=5)  # nobody is told of a coffee later than that
_AT_ONCE = 200


def tell_round(asked: Round, *, at: datetime) -> None:
    """Write to both sides of each match that one is proposed; what was written before is not written again."""
    if can_send():
        for match in Match.objects.known().filter(round=asked, agreed_at=None).iterator(chunk_size=_AT_ONCE):
            for one in (match.mentor, match.mentee):
                _propose(match, one, at)
    Round.objects.filter(pk=asked.pk).update(told_at=at)


def tell_agreed(mentorship: Mentorship, *, at: datetime) -> None:
    """Write to both that the other has said yes; the answer to the letter goes to the other."""
    for one, other in _both(mentorship):
        subject = _("You and %(name)s have both said yes") % {"name": other.name}
        lines = [
            _("You are now mentor and mentee in %(group)s.") % {"group": mentorship.group},
            _("The goal: %(goal)s") % {"goal": mentorship.goal},
            _("An answer to this letter goes to %(name)s.") % {"name": other.name} if other.gives_card else "",
            _("Two times that would suit you are a good beginning."),
            _page(mentorship.get_absolute_url()),
        ]
        _put(
            one,
            f"agreed:{mentorship.uid}",
            subject,
            lines,
            at,
            about=f"mentorship:{mentorship.uid}",
            reply_to=other if other.gives_card else None,
        )


def tell_check_in(mentorship: Mentorship, day: date, *, at: datetime) -> None:
    """Ask both how it goes; on the last day, whether to go on or to say thanks."""
    is_last = mentorship.is_past(day)
    for one, other in _both(mentorship):
        name = other.name
        if is_last:
            subject = _("The time you agreed on with %(name)s is over") % {"name": name}
            first = _("You can end it with a word of thanks, or agree on some more time. Both are fine.")
        else:
            subject = _("How is it going with %(name)s?") % {"name": name}
            first = _(
                "If you have not found a time lately, suggest two. If it does not suit any more, you can end it kindly."
            )
        lines = [first, _page(mentorship.get_absolute_url())]
        _put(one, f"check-in:{mentorship.uid}:{day}", subject, lines, at, about=f"mentorship:{mentorship.uid}")


def tell_end(mentorship: Mentorship, by: Membership, *, at: datetime) -> None:
    """Tell the other that it has ended, with the thanks; and ask the mentee whether they would mentor somebody."""
    other = mentorship.other_than(by)
    if other is not None:
        subject = _("%(name)s has ended your mentorship, with thanks") % {"name": by.name}
        thanks = mentorship.thanks_to(other) or _("Thank you for the time.")
        _put(other, f"ended:{mentorship.uid}", subject, [thanks, _page(mentorship.get_absolute_url())], at)
    if mentorship.mentee is not None and not hasattr(mentorship.mentee, "mentor"):
        subject = _("Would you mentor somebody in %(group)s?") % {"group": mentorship.group}
        lines = [
            _("You know now what it is like at the beginning, and that is what helps somebody who begins."),
            _("One mentee, once a month, is plenty. If it is not for you now, there is nothing to do."),
            _page(reverse("mentorships:offer", args=[mentorship.group.slug])),
        ]
        _put(mentorship.mentee, f"pass-it-on:{mentorship.uid}", subject, lines, at)


def tell_coffees(now: datetime) -> int:
    """Write to those who have coffee and were not told, and return how many; any number of workers may do so at once."""
    untold = Seat.objects.filter(told_at=None, coffee__on__gte=(now - _FRESH).date()).order_by("pk")
    return sum(_tell_seat(pk, now) for pk in list(untold.values_list("pk", flat=True)[:_AT_ONCE]))


@transaction.atomic
def _tell_seat(seat_id: int, at: datetime) -> int:
    if not Seat.objects.filter(pk=seat_id, told_at=None).update(told_at=at):
        return 0  # another worker has it
    seat = Seat.objects.select_related("membership__user", "membership__group", "coffee").get(pk=seat_id)
    seats = seat.coffee.seats.exclude(pk=seat.pk).select_related("membership__user")
    others = [other.membership for other in seats if other.membership.is_current]
    if not others or not seat.membership.is_current:
        return 0
    names = _(" and ").join(other.name for other in others)
    lines = [
        _("This time it is you and %(names)s, in %(group)s.") % {"names": names, "group": seat.membership.group},
        _("First words, if you like: “Hello, Kith has paired us for coffee. Would half an hour this week suit you?”"),
        *([_("An answer to this letter goes to %(name)s.") % {"name": others[0].name}]),
        _page(reverse("mentorships:coffee", args=[seat.membership.group.slug])),
    ]
    subject = _("Coffee with %(names)s") % {"names": names}
    _put(seat.membership, f"coffee:{seat.coffee.uid}", subject, lines, at, about="coffee", reply_to=others[0])
    return 1


def _propose(match: Match, one: Membership, at: datetime) -> None:
    other, day = match.other_than(one), date_format(match.round.answer_by or at, "j F")
    subject = _("A mentor for you? %(name)s") if one == match.mentee else _("Would you mentor %(name)s?")
    lines = [
        *match.reasons,
        _("You can say yes or no until %(day)s. A no costs nothing, and the other never learns of it.") % {"day": day},
        _page(reverse("mentorships:match", args=[match.round.group.slug, match.uid])),
    ]
    about = f"match:{match.uid}"
    _put(one, f"match:{match.uid}", subject % {"name": other.name}, lines, at, about=about)


def _both(mentorship: Mentorship) -> list[tuple[Membership, Membership]]:
    """Each of the two, with the other; nobody where an account is gone."""
    mentor, mentee = mentorship.mentor, mentorship.mentee
    return [(mentor, mentee), (mentee, mentor)] if mentor and mentee else []


def _page(path: str) -> str:
    return full_address(path)


def _put(
    to: Membership | None,
    key: str,
    subject: str,
    lines: list[str],
    at: datetime,
    *,
    about: str = "",
    reply_to: Membership | None = None,
) -> None:
    """Write one down for a member; `about` says by what it is known later whether it is still wanted."""
    if to is None or not to.is_current or not can_send():
        return
    outbox.put(
        to.user,
        key=f"mentorships:{key}",
        to=to.user.email,
        subject=subject,
        text="\n\n".join(line for line in lines if line) + "\n",
        due_at=at,
        reply_to=reply_to.user.email if reply_to else "",
        link=f"mentorships:{to.uid}:{about}" if about else "",
    )
