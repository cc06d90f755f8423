"""How far an opportunity is, and what comes next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.interactions.forms.fields import show_errors
from kith.opportunities import actions, forms
from kith.opportunities.models import DoneStep, StageChange
from kith.opportunities.views import own


@require_POST
def move(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """It has come to a stage."""
    opportunity = own.opportunity_of(request, opportunity_id)
    form = forms.MoveForm(request.user.today(), request.POST)
    if not form.is_valid():
        return own.page(request, opportunity, 422, move_form=form)
    given = form.cleaned_data
    try:
        change = actions.move(opportunity, given["stage"], on=given["on"], at=timezone.now())
    except Refused as refused:
        return own.done(request, opportunity, str(refused))
    said = _("Now at: %(stage)s.") % {"stage": change.get_stage_display()}
    return own.done(request, opportunity, said, own.undo("take_back_move", change.pk))


@require_POST
def take_back_move(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Undo that."""
    change = own.row_of(request, StageChange, change_id)
    try:
        actions.take_back_move(change, at=timezone.now())
    except Refused as refused:
        return own.done(request, change.opportunity, str(refused))
    return own.done(request, change.opportunity, _("Taken back."))


@require_POST
def note_next(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """What comes next, and by when."""
    opportunity = own.opportunity_of(request, opportunity_id)
    form = forms.NextForm(request.POST)
    if not form.is_valid():
        return own.page(request, opportunity, 422, next_form=form)
    given = form.cleaned_data
    try:
        actions.note_next(opportunity, step=given["step"], on=given["on"], at=timezone.now())
    except ValidationError as error:
        show_errors(form, error)
        return own.page(request, opportunity, 422, next_form=form)
    return own.done(request, opportunity, _("Next step noted.") if given["step"] else _("No next step."))


@require_POST
def do_next(request: SignedInRequest, opportunity_id: int) -> HttpResponse:
    """The next step is done."""
    opportunity = own.opportunity_of(request, opportunity_id)
    try:
        done = actions.do_next(opportunity, on=request.user.today(), at=timezone.now())
    except Refused as refused:
        return own.done(request, opportunity, str(refused))
    return own.back(request, _("Done: %(what)s.") % {"what": done.what}, own.undo("undo_next", done.pk))


@require_POST
def undo_next(request: SignedInRequest, done_id: int) -> HttpResponse:
    """It is not done yet."""
    done = own.row_of(request, DoneStep, done_id)
    actions.undo_next(done, at=timezone.now())
    return own.back(request, _("Noted as the next step again."))
