"""Labels: how many people each has, its name and its rhythm."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.book import actions
from kith.book.forms.labels import LabelForm
from kith.book.queries.labels import labels_with_counts, rule_of
from kith.people import actions as people_actions
from kith.people.models import Label


@require_safe
def show_labels(request: SignedInRequest) -> HttpResponse:
    """Every label with its number of people and its rhythm."""
    return render(request, "book/labels.html", {"labels": labels_with_counts(request.user)})


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, label_id: int) -> HttpResponse:
    """Rename a label, set its rhythm, or remove it."""
    label = get_object_or_404(Label.objects.visible_to(request.user), pk=label_id)
    if request.method == "POST" and request.POST.get("action") == "remove":
        people_actions.remove_label(label)
        messages.success(request, _("The label “%(name)s” is gone; its people stay.") % {"name": label.name})
        return redirect("book:labels")
    rule = rule_of(label)
    shown = {"name": label.name, "days": rule and rule.days, "never": rule is not None and rule.days is None}
    form = LabelForm(request.POST) if request.method == "POST" else LabelForm(initial=shown)
    if request.method == "POST" and form.is_valid() and _save(request, label, form):
        return redirect("book:labels")
    return render(
        request, "book/labels_edit.html", {"label": label, "form": form}, status=422 if form.is_bound else 200
    )


def _save(request: SignedInRequest, label: Label, form: LabelForm) -> bool:
    said = form.cleaned_data
    before = label.name
    try:
        present = actions.change_label(
            label, name=said["name"], days=said["days"], never=said["never"], at=timezone.now()
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    if present != label:
        messages.success(request, _("“%(old)s” is part of “%(new)s” now.") % {"old": before, "new": present.name})
    else:
        messages.success(request, _("Saved."))
    return True
