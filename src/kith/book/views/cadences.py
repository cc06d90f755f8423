"""How often to be in touch: the rules by layer, relation and label."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.accounts.requests import SignedInRequest
from kith.book import actions
from kith.book.forms.cadences import LayersForm, RuleForm
from kith.book.queries.labels import named_rules
from kith.book.views import chosen
from kith.cadences import actions as cadences
from kith.cadences import queries
from kith.cadences.models import CadenceRule


@require_http_methods(["GET", "POST"])
def show_cadences(request: SignedInRequest) -> HttpResponse:
    """Show the rules; save those of the layers, add one, or remove one."""
    layers, rule = LayersForm(queries.rules(request.user).layers), RuleForm(request.user)
    if request.method == "POST":
        action, on = request.POST.get("action"), request.user.today()
        if action == "remove":
            return _remove(request)
        if action == "add":
            rule = RuleForm(request.user, request.POST)
            if rule.is_valid():
                cadences.set_rule(request.user, days=rule.cleaned_data["days"], on=on, **rule.target)
                return _saved(request)
        else:
            layers = LayersForm(data=request.POST)
            if layers.is_valid():
                actions.set_layers(request.user, layers.days, on=on)
                return _saved(request)
    told = {"layers": layers, "rule": rule, "rules": named_rules(request.user)}
    return render(request, "book/labels_cadences.html", told, status=422 if request.method == "POST" else 200)


def _remove(request: SignedInRequest) -> HttpResponse:
    number = next(iter(chosen.ids(request.POST, "rule")), 0)
    rule = get_object_or_404(CadenceRule.objects.visible_to(request.user), pk=number)
    cadences.remove_rule(rule, on=request.user.today())
    return _saved(request)


def _saved(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Saved. Next touches follow it from now on."))
    return redirect("book:cadences")
