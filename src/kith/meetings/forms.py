"""Forms of meetings: planning, answering, pledging, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups.faces import Face
from kith.groups.models import RUNNING, Format, Group
from kith.meetings import agendas, calls, rules
from kith.meetings.actions import Plan
from kith.meetings.actions.answers import MOST_GUESTS
from kith.meetings.models import RSVP, Meeting, Reminders

_SCOPES = (
    ("one", _("Only this one")),
    ("following", _("This one and all that follow")),
    ("all", _("All to come")),
)
_PLAN = ("leaves", "leaves_from", "obstacle")
_GIVEN = ("title", "format", "place", "link", "seats", "call_seats", "agenda", "rounds", "roles", "guests_may_come")


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is asked when meetings are planned or changed; only title, day and time have no default."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=24 * 60, initial=60)
    often = forms.ChoiceField(label=_("How often"), choices=rules.OFTEN, initial=rules.Often.ONCE)
    rule = forms.CharField(
        label=_("Rule"),
        required=False,
        max_length=300,
        help_text=_("Only for a rule of your own, as RFC 5545 writes it: FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10"),
    )
    link = forms.URLField(label=_("Link of the call"), required=False, max_length=500, assume_scheme="https")
    makes_room = forms.BooleanField(label=_("Make a Jitsi room for the call"), required=False)
    same_link = forms.BooleanField(label=_("The link of the last call"), required=False)
    host = forms.CharField(label=_("Jitsi server"), required=False, max_length=200)
    takes_answers = forms.BooleanField(
        label=_("Calendar programs may answer to my mailbox"),
        required=False,
        help_text=_("If your mailbox is connected to Kith. Those who come then see your address in their calendars."),
    )

    class Meta:
        model = Meeting
        fields = _GIVEN
        widgets: ClassVar[Any] = {
            "agenda": forms.Textarea(attrs={"rows": 5}),
            "rounds": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts: ClassVar[Any] = {
            "seats": _("Leave empty for as many as like. Guests take places too; who comes later waits in line."),
            "agenda": _("Markdown may be used."),
            "rounds": _("One part a line, minutes first: “5 Welcome”. A page with a big clock shows them."),
            "roles": _("With commas: Host, Timekeeper, Notes. Each goes to whoever had it longest ago."),
        }

    field_order = (
        "title", "on", "starts_at", "minutes", "often", "rule", "format", "place", "link", "same_link", "makes_room", "host",
        "seats", "call_seats", "roles", "rounds", "agenda", "guests_may_come", "takes_answers",
    )  # fmt: skip

    def __init__(self, group: Group, user: User, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.group, self.user = group, user
        if "host" in self.fields:
            self.fields["host"].widget.attrs["placeholder"] = _last_host(group)
        self.last_link = _last_link(group)
        self.fields["same_link"].help_text = escape(
            self.last_link
        )  # help is shown as markup, and this is somebody's text
        if not self.last_link or self.last_link == self.initial.get("link"):
            del self.fields["same_link"]

    def clean_rounds(self) -> str:
        try:
            return agendas.checked(self.cleaned_data["rounds"])
        except ValidationError as error:
            raise ValidationError(error.messages) from error

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("same_link") and not said.get("link") and said.get("format") != Format.IN_PERSON:
            said["link"] = self.last_link
        elif said.get("makes_room") and said.get("format") != Format.IN_PERSON:
            said["link"] = calls.new_room(said.get("host") or _last_host(self.group))
        if said.get("format") == Format.CALL and not said.get("link"):
            self.add_error("link", _("Where do people call in? Paste a link, or have a room made."))
        if said.get("on") and said.get("often"):
            said["rule"] = self._rule(said)
        return said

    def _rule(self, said: Mapping[str, Any]) -> str:
        if said["often"] == rules.Often.OWN and said.get("rule"):
            return rules.checked(said["rule"])
        return rules.rule_of(said["often"], said["on"])

    @property
    def given(self) -> dict[str, Any]:
        """The fields that actions take as they are."""
        kept = {name: self.cleaned_data[name] for name in _GIVEN}
        return {**kept, "answers_to": self.user if self.cleaned_data["takes_answers"] else None}

    def _post_clean(self) -> None:
        """The actions build the rows and check them: nothing is written onto the one that is shown."""


class ChangeForm(PlanForm):
    """The same of a meeting that is planned, with how far the change goes."""

    scope = forms.ChoiceField(label=_("What changes"), choices=_SCOPES, initial="one", widget=forms.RadioSelect)

    def __init__(self, meeting: Meeting, user: User, data: Mapping[str, Any] | None = None) -> None:
        starts = meeting.starts_at.astimezone(meeting.zone)
        initial: dict[str, Any] = {name: getattr(meeting, name) for name in _GIVEN}
        initial |= {"on": starts.date(), "starts_at": starts.time()}
        initial["minutes"] = round((meeting.ends_at - meeting.starts_at).total_seconds() / 60)
        initial["takes_answers"] = meeting.answers_to_id is not None
        if meeting.series is not None:
            initial |= {"often": rules.Often.OWN, "rule": meeting.series.rule}
        super().__init__(meeting.group, user, data, initial=initial)
        self.was_to = meeting.answers_to
        if meeting.series is None:
            for name in ("scope", "often", "rule"):
                del self.fields[name]
        else:
            self.order_fields(("title", "scope"))
            kept: Any = self.fields["often"]
            kept.choices = [choice for choice in rules.OFTEN if choice[0] != rules.Often.ONCE]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        is_moved = bool(said.get("on")) and said["on"] != self.initial["on"]
        if said.get("scope", "one") != "one" and is_moved and said.get("rule") == self.initial.get("rule"):
            self.add_error("on", _("For all that follow the rule says on which days. Please choose how often as well."))
        return said

    @property
    def given(self) -> dict[str, Any]:
        kept = super().given
        if self.cleaned_data["takes_answers"] and self.was_to is not None:
            kept["answers_to"] = self.was_to  # another organiser's mailbox keeps taking them
        return kept


class AnswerForm(forms.Form):
    """Whether the member comes, with the plan and whom they promise it."""

    answer = forms.ChoiceField(
        choices=[choice for choice in RSVP.Answer.choices if choice[0] != RSVP.Answer.WAITING],
        error_messages={"required": _("Please choose an answer.")},
    )
    scope = forms.ChoiceField(label=_("My answer is for"), choices=_SCOPES, initial="one", required=False)
    by_call = forms.ChoiceField(label=_("How"), choices=[("", _("In person")), ("1", _("By call"))], required=False)
    guests = forms.IntegerField(
        label=_("Guests that I bring"), min_value=0, max_value=MOST_GUESTS, initial=0, required=False
    )
    substitute = forms.CharField(
        label=_("Who comes instead of you?"),
        max_length=120,
        required=False,
        help_text=_("Organisers see it. Your place is kept for them."),
    )
    leaves = forms.CharField(label=_("When do you leave?"), max_length=60, required=False)
    leaves_from = forms.CharField(label=_("From where?"), max_length=120, required=False)
    obstacle = forms.CharField(
        label=_("What could stop you, and what do you do then?"),
        max_length=300,
        required=False,
        help_text=_("Only you see this. It stands in your reminder."),
    )
    to = forms.MultipleChoiceField(
        label=_("Who may count on you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see that you promised to come. People who promise it to somebody come more often."),
    )
    words = forms.CharField(label=_("In your words"), max_length=300, required=False)
    stake = forms.CharField(
        label=_("If I do not come, I give"),
        max_length=60,
        required=False,
        help_text=_("If you like. Kith notes it, and never collects it."),
    )
    cause = forms.CharField(label=_("To"), max_length=160, required=False)

    def __init__(
        self,
        meeting: Meeting,
        rsvp: RSVP | None,
        counting: list[Face],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_said(rsvp, counting))
        chosen: Any = self.fields["to"]
        chosen.choices = [(str(member.uid), member.name) for member in counting]
        self.members = {str(member.uid): member for member in counting}
        left_out = [] if meeting.series_id else ["scope"]
        left_out += [] if meeting.has_room and meeting.has_call else ["by_call"]
        left_out += [] if meeting.guests_may_come else ["guests"]
        left_out += [] if counting else ["to", "words", "stake", "cause"]
        for name in left_out:
            del self.fields[name]

    @property
    def plan(self) -> Plan | None:
        """How they get there; nothing where that was not asked, so that what they said before stays."""
        said = {name: self.cleaned_data[name] for name in _PLAN}
        return Plan(**said) if any(name in self.data for name in _PLAN) else None

    @property
    def promised_to(self) -> list[User]:
        """To whom they promise it."""
        chosen = [self.members[uid].user_id for uid in self.cleaned_data.get("to", ())]
        return list(User.objects.filter(pk__in=chosen)) if chosen else []

    @property
    def promise(self) -> dict[str, str]:
        """The words of it, and the stake."""
        return {name: self.cleaned_data.get(name, "") for name in ("words", "stake", "cause")}


class NotesForm(forms.Form):
    """What was said, for members who were not there."""

    notes = forms.CharField(
        label=_("Notes"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Members read them. Markdown may be used."),
    )


class RemindersForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which reminders come by e-mail."""

    class Meta:
        model = Reminders
        fields = ("week", "day", "hour")


def _said(rsvp: RSVP | None, counting: list[Face]) -> dict[str, Any]:
    """What they said before; at first whoever runs the group may count on them."""
    if rsvp is None:
        return {"to": [str(member.uid) for member in counting if member.role in RUNNING][:2]}
    said: dict[str, Any] = {name: getattr(rsvp, name) for name in ("answer", "guests", "substitute", *_PLAN)}
    said["by_call"] = "1" if rsvp.by_call else ""
    pledge = getattr(rsvp, "pledge", None)
    if pledge is not None:
        named = set(pledge.given_to.values_list("pk", flat=True))
        said |= {"words": pledge.words, "stake": pledge.stake, "cause": pledge.cause}
        said["to"] = [str(member.uid) for member in counting if member.user_id in named]
    return said


def _last_host(group: Group) -> str:
    """The Jitsi server of the group's last room that was made here; the instance's where there is none."""
    link = Meeting.objects.filter(group=group, link__contains="/kith-").order_by("-pk").values_list("link", flat=True)
    return calls.host_of(link.first() or "") or str(settings.JITSI)


def _last_link(group: Group) -> str:
    """Where the group called in the last time that it planned a call."""
    links = Meeting.objects.filter(group=group).exclude(link="").order_by("-pk").values_list("link", flat=True)
    return links.first() or ""
