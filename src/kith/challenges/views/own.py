"""What all doors of challenges need: the row of an address, the way back, and the date in the group."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from kith.challenges import queries, questions
from kith.challenges.models import Challenge, Statistic
from kith.groups.models import Group, Membership


def statistic_of(membership: Membership, uid: UUID) -> Statistic:
    """Return what the group counts, also what it counted once. Raises Http404."""
    found = questions.statistic(membership.user, membership.group, uid)
    if not found:
        raise Http404
    found[0].group = membership.group
    return found[0]


def challenge_of(membership: Membership, uid: UUID) -> Challenge:
    """Return one of the group's challenges. Raises Http404."""
    found = questions.challenge(membership.user, membership.group, uid)
    if not found:
        raise Http404
    group = membership.group
    return queries.with_counted(found, queries.statistics(group), group)[0]


def today_in(group: Group) -> date:
    """Return the date in the group's zone, by which its challenges begin and end."""
    return timezone.now().astimezone(group.zone).date()


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """Go where the form came from within Kith, as its field `next` says, or else to this address."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else otherwise)


def complain(form: BaseForm, error: ValidationError) -> None:
    """Put an action's errors at the fields that they are about; what counts stands in a field of another name."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, messages in named.items():
        at = "counted" if field == "statistics" else field
        form.add_error(at if at in form.fields else None, messages)
