"""Today, the week, and answering a suggestion."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kith.accounts.models import User
from kith.accounts.requests import SignedInRequest
from kith.acquaintances import queries as acquaintances
from kith.appointments import actions as appointments
from kith.appointments.queries import Coming, astir, coming
from kith.errors import Refused
from kith.exchange import queries as exchange
from kith.interactions import queries as interactions
from kith.introductions import queries as introductions
from kith.meetings import queries as groups
from kith.meetings.models import Meeting
from kith.meetings.queries import When
from kith.opportunities import queries as opportunities
from kith.people.models import Person
from kith.prepared import prepared
from kith.ties import actions as ties
from kith.today import actions, queries
from kith.today.forms import SNOOZES, AnswerForm, DoneForm, SnoozeForm
from kith.today.models import Answer
from kith.today.reasons import NO_REASON
from kith.ui import nav, persons, toasts

GATHERINGS = 3  # that Today names; their own page has all
IN_WEEK = 50  # that a week names
_SHOWN = ("uid", "title", "place", "time_zone", "starts_at", "ends_at", "group__slug", "group__name")
SOON = timedelta(days=2)  # today and tomorrow
AHEAD = timedelta(days=365)  # of which the first page names gatherings while the book is empty
NEWS = 2  # of the exchange
A_SCREEN = 4  # people whom Today names, which fill a screen


def home(request: SignedInRequest) -> HttpResponse:
    """The day: its meetings, whom to reach out to, and why; or, where the book is empty, three ways to begin.

    What stands below many people comes as one gets there: ?further=1, of which htmx gets only that part.
    """
    now = timezone.now()
    on = request.user.today(now)
    asks_further = "further" in request.GET
    if asks_further and request.htmx and not request.htmx.history_restore_request:
        return render(request, "today/today.html#below", {"on": on, **_below(request.user, on, now)})
    ties.keep_current(request.user, on=on)
    meetings = _meetings(request.user, on, now)
    gatherings = _gatherings(request.user, on, now)
    day = queries.day(request.user, on)
    if (
        not day.suggestions
        and not meetings
        and not gatherings
        and not Person.objects.visible_to(request.user).in_book().exists()
    ):
        ahead = _gatherings(request.user, on, now, AHEAD)
        return render(request, "today/welcome.html", {"on": on, "gatherings": ahead, "is_ahead": True})
    fills_screen = len(day.suggestions) >= A_SCREEN and not asks_further
    around = {
        "has_further": fills_screen,
        "capture_here": nav.address("interactions:capture"),
        "sample_here": queries.shows_sample(request.user),
        **({} if fills_screen else _below(request.user, on, now)),
    }
    return render(
        request, "today/today.html", {"day": day, "on": on, "meetings": meetings, "gatherings": gatherings, **around}
    )


def _below(user: User, on: date, now: datetime) -> dict[str, object]:
    """What stands below the people of the day: moves, the exchange, a question."""
    return {
        "introductions": introductions.few_waiting(user, on),
        "opportunities": opportunities.few_due(user, on),
        "news": exchange.news(user, now, NEWS),
        "question": acquaintances.to_ask_today(user, on),
        "back": reverse("today:home"),
    }


def year(request: SignedInRequest) -> HttpResponse:
    """How many touches each day of the past year had."""
    on = request.user.today()
    counts = interactions.counts_by_day(request.user, on - timedelta(days=370), on)
    template = "today/year.html#plot" if request.htmx else "today/year.html"
    return render(request, template, {"counts": counts, "on": on})


def week(request: SignedInRequest) -> HttpResponse:
    """Seven days ahead, from the week's first day: what is planned, promised, celebrated and due."""
    on = request.user.today()
    ties.keep_current(request.user, on=on)
    start = _week_start(request, on)
    days = queries.week(request.user, start, on)
    people = Person.objects.only(*persons.SHOWN).in_bulk({why.person_id for _day, found in days for why in found})
    meetings = _by_day(request.user, start)
    shown = [(day, [(people[why.person_id], why) for why in found], meetings.get(day, [])) for day, found in days]
    around = {"before": start - timedelta(days=7), "after": start + timedelta(days=7)}
    in_groups = groups.week_of(request.user, start)
    return render(request, "today/week.html", {"days": shown, "on": on, "start": start, "groups": in_groups, **around})


@require_GET
def answer(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What to say to somebody (?part=say), what to log (log), or when they shall come back (later)."""
    person, on = _person(request, person_id), request.user.today()
    reasons = queries.reasons_of(request.user, person, on)
    why = next((why for why in reasons if why.code == request.GET.get("reason")), reasons[0] if reasons else NO_REASON)
    told = {
        "person": person,
        "why": why,
        "found": reasons,
        "openers": queries.words_for(person, why),
        "part": request.GET.get("part", "say"),
        "form": DoneForm(),
        "snooze_form": SnoozeForm(),
        "snoozes": SNOOZES,
    }
    return render(request, "today/answer.html#parts" if request.htmx else "today/answer.html", told)


@require_POST
def done(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Log the touch that the suggestion asked for."""
    person = _person(request, person_id)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _back(request, person, None, _("That could not be saved: %(why)s") % {"why": form.errors.as_text()})
    on, said = request.user.today(), form.cleaned_data
    answer = actions.done(person, on=on, now=timezone.now(), **said)
    return _back(request, person, answer, _("Logged with %(name)s.") % {"name": person.name})


@require_POST
def snooze(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Leave somebody for later."""
    person = _person(request, person_id)
    form = SnoozeForm(request.POST)
    on = request.user.today()
    if not form.is_valid():
        return _back(request, person, None, _("That is not a day that Kith understands."))
    until = form.until_from(on)
    try:
        said = form.cleaned_data
        answer = actions.snooze(person, reason=said["reason"], evidence=said["evidence"], on=on, until=until)
    except Refused as refused:
        return _back(request, person, None, str(refused))
    return _back(request, person, answer, _("%(name)s comes back later.") % {"name": person.name})


@require_POST
def not_needed(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Let this reason go."""
    person = _person(request, person_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    answer = actions.not_needed(person, on=request.user.today(), **form.cleaned_data)
    return _back(request, person, answer, _("Fine. Kith will not bring this up again."))


@require_POST
def take_back(request: SignedInRequest, answer_id: int) -> HttpResponse:
    """Undo an answer."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user), pk=answer_id)
    actions.take_back(answer, at=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect(_next(request))


def _meetings(owner: User, on: date, now: datetime) -> list[Coming]:
    """Today's and tomorrow's, after those that are over have become touches: for most people on most days, one query."""
    calendar = astir(owner, on, days=2)
    meetings = coming(owner, on, days=2, now=now) if calendar.comes else []
    # Somebody may have been added to the book from this very list.
    if any(each.others for each in meetings) and appointments.recognise(owner):
        meetings = coming(owner, on, days=2, now=now)
    if calendar.waits or any(each.waits_to_pass for each in meetings):
        appointments.pass_over(owner, now=now)
        meetings = coming(owner, on, days=2, now=now)
    return meetings


def _gatherings(user: User, on: date, now: datetime, span: timedelta = SOON) -> list[tuple[Meeting, When]]:
    """Meetings of groups, from today on, to which the user said that they come."""
    end = datetime.combine(on + span, time(), user.zone)
    return [(meeting, groups.when(meeting, user)) for meeting in _coming_until(user, now, end)]


@prepared
def _coming_until(user: User, now: datetime, end: datetime) -> QuerySet[Meeting]:
    return groups.coming_of(user, now).filter(starts_at__lt=end).only(*_SHOWN)[:GATHERINGS]


def _person(request: SignedInRequest, person_id: int) -> Person:
    person: Person = get_object_or_404(Person.objects.visible_to(request.user).in_book(), pk=person_id)
    return person


def _by_day(user: User, start: date) -> dict[date, list[tuple[Meeting, When]]]:
    """Meetings of groups in a week to which the user said that they come, by the days of the user's own calendar."""
    since, until = (datetime.combine(start + timedelta(days=number), time(), user.zone) for number in (0, 7))
    found: dict[date, list[tuple[Meeting, When]]] = {}
    for meeting in _coming_between(user, since, until):
        found.setdefault(meeting.starts_at.astimezone(user.zone).date(), []).append(
            (meeting, groups.when(meeting, user))
        )
    return found


@prepared
def _coming_between(user: User, since: datetime, until: datetime) -> QuerySet[Meeting]:
    return groups.coming_of(user, since).filter(starts_at__gte=since, starts_at__lt=until).only(*_SHOWN)[:IN_WEEK]


def _back(request: SignedInRequest, person: Person, answer: Answer | None, said: str) -> HttpResponse:
    if request.htmx:
        day = queries.day(request.user, request.user.today())
        return render(request, "today/answered.html", {"person": person, "answer": answer, "said": said, "day": day})
    toasts.show(request, said, reverse("today:take_back", args=[answer.pk]) if answer else "")
    return redirect(_next(request))


def _next(request: SignedInRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else reverse("today:home")


def _week_start(request: SignedInRequest, on: date) -> date:
    try:
        day = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        day = on
    day = min(max(day, date(1900, 1, 8)), date(9000, 1, 1))
    return day - timedelta(days=(day.weekday() - request.user.week_start) % 7)
