"""All that runs by the clock, in one list. Each is safe to run twice; the queue may lose a turn, never the work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from huey import crontab

from kith.accounts.models import User
from kith.appointments import actions as appointments
from kith.cards import actions as cards
from kith.challenges import actions as challenges
from kith.connections import actions as connections
from kith.directory import actions as directory
from kith.duplicates import jobs as doubles
from kith.exchange import jobs as exchange
from kith.groups import actions as groups
from kith.imports import actions as imports
from kith.imports.models import Import
from kith.introductions import actions as introductions
from kith.jobs import queue
from kith.meetings import actions as meetings
from kith.mentorships import actions as mentorships
from kith.network import actions as network
from kith.outbox import actions as outbox
from kith.people import actions as people
from kith.posts import actions as posts
from kith.sharing import actions as sharing
from kith.tables import actions as tables
from kith.ties import actions as ties


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey has no types
def take_up_imports() -> None:
    """Imports whose worker died are done again."""
    imports.resume_unfinished(timezone.now())


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey has no types
def send_letters() -> None:
    """Letters whose time has come go, also those whose worker died."""
    outbox.send_due(timezone.now())


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey has no types
def remind_of_meetings() -> None:
    """Reminders of groups' meetings are written when their time has come; places that nobody took go to the next."""
    now = timezone.now()
    meetings.write_reminders(now)
    meetings.pass_on(now)


@queue.periodic_task(crontab(minute="25"))  # type: ignore[untyped-decorator]  # huey has no types
def plan_meetings() -> None:
    """Series of meetings are planned on for some months; roles of the next two days are given out."""
    now = timezone.now()
    meetings.plan_ahead(now)
    meetings.fill_due(now)


@queue.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey has no types
def keep_mentoring() -> None:
    """Mentors are matched, proposed and asked how it goes; groups have coffee when it is the day."""
    mentorships.keep_going(timezone.now())


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey has no types
def take_up_cards() -> None:
    """Photos of cards that wait are read, also those whose worker died."""
    cards.resume_unfinished(timezone.now())


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey has no types
def take_up_tables() -> None:
    """Round tables that wait to be worked out are taken up, also those whose worker died."""
    tables.resume_unfinished(timezone.now())


@queue.periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]  # huey has no types
def check_connections() -> None:
    """Mailboxes and calendars whose time has come are looked at."""
    connections.check_due(timezone.now())


@queue.periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]  # huey has no types
def pass_over_meetings() -> None:
    """Meetings that are over become touches."""
    now = timezone.now()
    for user in User.objects.filter(is_active=True):
        appointments.recognise(user)
        appointments.pass_over(user, now=now)


@queue.periodic_task(crontab(minute="12"))  # type: ignore[untyped-decorator]  # huey has no types
def count_challenges() -> None:
    """Where the date of a group has changed, its challenges are counted; once a week their circles are formed anew."""
    challenges.count_due(timezone.now())


@queue.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey has no types
def keep_asking() -> None:
    """Members are asked for introductions three at a time; what has run out ends."""
    sharing.keep_going(timezone.now())


@queue.periodic_task(crontab(minute="25"))  # type: ignore[untyped-decorator]  # huey has no types
def write_evening_letters() -> None:
    """Whoever was named in a group, or answered, and has not looked, gets one letter in the evening."""
    posts.write_letters(timezone.now())


@queue.periodic_task(crontab(minute="7"))  # type: ignore[untyped-decorator]  # huey has no types
def turn_the_page() -> None:
    """In every book whose user's date has changed, warmth and due dates are worked out for the new day."""
    bring_books_to_date(timezone.now())


@queue.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey has no types
def end_introductions() -> None:
    """Introductions that nobody has answered come to nothing, quietly."""
    introductions.expire_due(timezone.now())


@queue.periodic_task(crontab(hour="3", minute="20"))  # type: ignore[untyped-decorator]  # huey has no types
def empty_bins() -> None:
    """What has been in a bin for thirty days goes for good, and old notes of changes to networks."""
    people.erase_old_bin(timezone.now())
    network.forget_changes(timezone.now() - timedelta(days=2))


@queue.periodic_task(crontab(hour="3", minute="40"))  # type: ignore[untyped-decorator]  # huey has no types
def look_for_doubles() -> None:
    """In every book Kith looks for people who are in it twice, one book a job."""
    for pk in User.objects.filter(is_active=True).values_list("pk", flat=True):
        doubles.look(pk)


@queue.periodic_task(crontab(hour="4", minute="0"))  # type: ignore[untyped-decorator]  # huey has no types
def look_who_knows() -> None:
    """For every open ask Kith looks again who could be asked."""
    sharing.look_again(timezone.now())


@queue.periodic_task(crontab(hour="4", minute="20"))  # type: ignore[untyped-decorator]  # huey has no types
def look_after_groups() -> None:
    """Members of whom a group has not heard are noticed, and groups that ended thirty days ago go."""
    groups.notice_all(timezone.now())
    groups.delete_ended(timezone.now())


@queue.periodic_task(crontab(hour="4", minute="20"))  # type: ignore[untyped-decorator]  # huey has no types
def look_what_fits() -> None:
    """What is offered is matched anew with what is asked for."""
    exchange.look_at_all()


@queue.periodic_task(crontab(hour="4", minute="40"))  # type: ignore[untyped-decorator]  # huey has no types
def read_calendars_of_listings() -> None:
    """Groups that meet elsewhere and publish a calendar have their next days in the directory."""
    directory.read_all_again(timezone.now())


def bring_books_to_date(now: datetime) -> None:
    """Work out the day's warmth and due dates of every book."""
    for user in User.objects.filter(is_active=True):
        ties.keep_current(user, on=user.today(now))


def catch_up() -> None:
    """What a worker does when it starts: whatever was left by one that ended."""
    imports.resume_unfinished(timezone.now())
    cards.resume_unfinished(timezone.now())
    connections.take_up(timezone.now())
    challenges.count_due(timezone.now())
    people.delete_unused()
    bring_books_to_date(timezone.now())


def stuck_imports() -> int:
    """Return how many imports have waited for more than five minutes."""
    waiting = [Import.State.READING, Import.State.SAVING, Import.State.UNDOING]
    return Import.objects.filter(state__in=waiting, state_at__lt=timezone.now() - timedelta(minutes=5)).count()
