"""One's own figures: a statistic's page, entering by one tap or a form, files, counting by Kith, and all of them together."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kith.accounts.requests import SignedInRequest
from kith.challenges import actions, figures, queries, questions
from kith.challenges.forms import EntryForm, FilesForm
from kith.challenges.models import Entry, EntryFile, Statistic
from kith.challenges.templatetags.challenges import figure, plain
from kith.challenges.views import own
from kith.errors import Refused
from kith.groups import doors
from kith.groups.models import Membership
from kith.imports.uploads import BadFile, Upload
from kith.ui import toasts

A_PAGE = 20


@require_safe
def statistic(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """What one did, week by week, one's bests, and the ways to enter more."""
    membership = doors.inside(request.user, slug)
    return _page(request, membership, own.statistic_of(membership, uid))


@require_POST
def enter(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Note a figure: a button sends the amount alone, which is of today."""
    membership = doors.inside(request.user, slug)
    counted, today = own.statistic_of(membership, uid), request.user.today()
    sent = {"amount": request.POST.get("amount", ""), "on": request.POST.get("on") or today}
    form = EntryForm(sent, today=today, unit=counted.unit)
    if form.is_valid():
        try:
            entry = actions.enter(request.user, counted, today=today, **form.cleaned_data)
        except ValidationError as error:
            own.complain(form, error)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            toasts.show(request, _noted(entry), undo_url=reverse("challenges:remove", args=[entry.uid]))
            return own.back(request, counted.get_absolute_url())
    return _page(request, membership, counted, 422, form=form)


@require_POST
def take_in(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take files in; what is wrong with one is said, and the others go on."""
    membership = doors.inside(request.user, slug)
    counted, form = own.statistic_of(membership, uid), FilesForm(request.POST, request.FILES)
    if form.is_valid():
        taken = [each for file in form.cleaned_data["file"] if (each := _taken(request, counted, form, file))]
        _tell(request, taken)
        if not form.errors:
            return redirect(counted)
    return _page(request, membership, counted, 422, files_form=form)


@require_POST
def counting(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Let Kith count this, or no longer: the field `is_on` says which."""
    membership = doors.inside(request.user, slug)
    counted = own.statistic_of(membership, uid)
    if not request.POST.get("is_on"):
        actions.turn_off(request.user, counted)
        toasts.show(request, _("Kith no longer counts this, and what it had counted is gone."))
        return own.back(request, counted.get_absolute_url())
    try:
        actions.turn_on(request.user, counted, at=timezone.now())
    except Refused as refused:
        toasts.show(request, str(refused))
    else:
        toasts.show(request, _("Kith counts this for you now, a number a week."))
    return own.back(request, counted.get_absolute_url())


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """All that one ever entered, whatever became of the group."""
    page = Paginator(queries.entries_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    files = questions.files(request.user, None)
    return render(request, "challenges/mine.html", {"page": page, "files": files, "today": request.user.today()})


def edit(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Correct one's own entry."""
    entry, today = _entry(request, uid), request.user.today()
    before = {"amount": plain(entry.amount), "on": entry.on}
    form = EntryForm(request.POST or None, initial=before, today=today, unit=entry.unit)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(entry, today=today, **form.cleaned_data)
        except ValidationError as error:
            own.complain(form, error)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            toasts.show(request, _("Saved."))
            return _to_page_of(request, entry)
    return render(request, "challenges/entry.html", {"entry": entry, "form": form}, status=422 if form.errors else 200)


@require_POST
def remove(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Take one's own entry away."""
    entry = _entry(request, uid)
    try:
        actions.remove(entry)
    except Refused as refused:
        toasts.show(request, str(refused))
    else:
        toasts.show(request, _("Removed: %(figure)s.") % {"figure": figure(entry.amount, entry.unit)})
    return _to_page_of(request, entry)


@require_POST
def take_back(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Take a file back, with all that it brought."""
    file = get_object_or_404(EntryFile.objects.visible_to(request.user), uid=uid)
    count = actions.take_back(file)
    said = ngettext("The file is taken back, with its entry.", "The file is taken back, with its %(n)s entries.", count)
    toasts.show(request, said % {"n": count})
    return _to_page_of(request, file)


def _page(
    request: SignedInRequest,
    membership: Membership,
    counted: Statistic,
    status: int = 200,
    *,
    form: EntryForm | None = None,
    files_form: FilesForm | None = None,
) -> HttpResponse:
    today = request.user.today()
    entries = queries.Entries(request.user, counted)
    pages: Paginator[Entry] = Paginator(entries, questions.ENTRIES)  # type: ignore[arg-type]  # it needs no more
    context: dict[str, Any] = {
        "group": membership.group,
        "membership": membership,
        "statistic": counted,
        "is_counting": queries.is_counting(counted, request.user),
        "figures": figures.of(request.user, counted, today),
        "page": pages.get_page(request.GET.get("page")),
        "files": questions.files(request.user, counted),
        "form": form or EntryForm(today=today, unit=counted.unit),
        "files_form": files_form or FilesForm(),
        "today": today,
    }
    return render(request, "challenges/statistic.html", context, status=status)


def _entry(request: SignedInRequest, uid: UUID) -> Entry:
    found: Entry = get_object_or_404(Entry.objects.visible_to(request.user).select_related("statistic__group"), uid=uid)
    return found


def _noted(entry: Entry) -> str:
    """What was noted; that it is one's best week is worth a word."""
    said = _("Noted: %(figure)s.") % {"figure": figure(entry.amount, entry.unit)}
    assert entry.statistic is not None  # it was just entered for it
    is_best = figures.is_best_week(entry.owner, entry.statistic, entry.on)
    return f"{said} {_('Your best week so far.')}" if is_best else said


def _taken(
    request: SignedInRequest, counted: Statistic, form: FilesForm, file: UploadedFile[Any]
) -> actions.Taken | None:
    with tempfile.TemporaryDirectory(prefix="kith-") as place:
        path = Path(place) / "file"
        path.write_bytes(file.read())
        try:
            upload = Upload(str(file.name), path)
            return actions.take_in(request.user, counted, upload, today=request.user.today(), at=timezone.now())
        except BadFile as error:
            form.add_error("file", str(error))
        except Refused as refused:
            form.add_error("file", str(refused))
    return None


def _tell(request: SignedInRequest, taken: list[actions.Taken]) -> None:
    """What came in; one file can be taken back by the same message, several each in the list."""
    if not taken:
        return
    new, known = sum(each.new for each in taken), sum(each.known for each in taken)
    said = ngettext("%(n)s new entry.", "%(n)s new entries.", new) % {"n": new}
    if known:
        said += " " + ngettext("%(n)s was here already.", "%(n)s were here already.", known) % {"n": known}
    files = [each.file for each in taken if each.file is not None]
    toasts.show(request, said, reverse("challenges:take_back", args=[files[0].uid]) if len(files) == 1 else "")


def _to_page_of(request: SignedInRequest, row: Entry | EntryFile) -> HttpResponse:
    """Back to where the form was, or to the page of the statistic while the group still shows it."""
    counted = row.statistic
    is_shown = counted is not None and Statistic.objects.visible_to(request.user).filter(pk=counted.pk).exists()
    here = counted.get_absolute_url() if counted is not None and is_shown else reverse("challenges:mine")
    return own.back(request, here)
