"""What somebody has said about being asked for introductions."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kith.accounts.requests import SignedInRequest
from kith.interactions.forms.fields import show_errors
from kith.introductions import actions, queries
from kith.introductions.forms import RuleForm
from kith.introductions.models import IntroducerRule
from kith.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What there is, and a form for more."""
    person = get_object_or_404(Person.objects.visible_to(request.user).in_book(), pk=person_id)
    form = RuleForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_rule(person, on=request.user.today(), **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            return redirect("introductions:rules", person.pk)
    context = {"person": person, "form": form, "rules": queries.rules_of(person), "a_month": queries.A_MONTH}
    return render(request, "introductions/rules.html", context, status=422 if form.errors else 200)


@require_POST
def remove_rule(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """They think otherwise now."""
    rule = get_object_or_404(IntroducerRule.objects.visible_to(request.user), pk=rule_id)
    actions.remove_rule(rule)
    return redirect("introductions:rules", rule.introducer_id)
