"""Forms of cards: photos to be read, what was read of one, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kith.cards.actions.keeping import Met
from kith.cards.drafts import Draft, DraftPoint, is_sure
from kith.imports.forms import ManyFiles
from kith.people.models import ContactPoint, Person, Position

MAX_PHOTOS = 30
MAX_POINTS = 20
_PHONE_LABELS = [("", _("Phone")), ("mobile", _("Mobile")), ("fax", _("Fax"))]
_LABELS = {
    "email": _("E-mail"),
    "phone": _("Phone"),
    "url": _("Web address"),
    "handle": _("Handle"),
    "address": _("Address"),
}
_CHECK = _("Please check this.")


class PhotosForm(forms.Form):
    """Photos, taken or chosen: the page has a field for each, of one name."""

    use_required_attribute = False
    photos = ManyFiles(
        label=_("Photos of cards"),
        max_length=255,
        error_messages={
            "required": _("Please take or choose a photo first."),
            "empty": _("One of the photos is empty."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].widget.attrs.update({"accept": "image/*"})

    def clean_photos(self) -> list[UploadedFile[Any]]:
        photos: list[UploadedFile[Any]] = self.cleaned_data["photos"]
        if len(photos) > MAX_PHOTOS:
            raise forms.ValidationError(
                _("Please take in at most %(most)s photos at once."), params={"most": MAX_PHOTOS}
            )
        return photos


class CardForm(forms.Form):
    """What was read of a card: a field for each value, and one for a value that was not seen."""

    name = forms.CharField(label=_("Name"), max_length=300)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=300, required=False)
    department = forms.CharField(label=_("Department"), max_length=300, required=False)

    def __init__(self, draft: Draft, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.draft = draft
        self.points = _with_blanks(draft.get("points", []))
        for name in ("name", "title", "organisation", "department"):
            self._expect(name, str(draft.get(name, "")), name)
        if not draft.get("department"):
            del self.fields["department"]
        for number, point in enumerate(self.points):
            self._add_point(number, point)
        self.fields["notes"] = forms.CharField(
            label=_("Notes"), required=False, initial=draft.get("notes", ""), widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields["met"] = forms.BooleanField(label=_("We met, and I want this in the history"), required=False)
        self.fields["met_on"] = forms.DateField(
            label=_("Met on"),
            required=False,
            initial=today,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self.fields["met_at"] = forms.CharField(label=_("Where"), max_length=300, required=False)
        self.today = today

    def clean_met_on(self) -> date | None:
        met_on: date | None = self.cleaned_data["met_on"]
        if met_on and met_on > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return met_on

    def about(self) -> Iterator[BoundField]:
        """The fields that say who it is."""
        return (self[name] for name in ("name", "title", "organisation", "department") if name in self.fields)

    def reach(self) -> Iterator[tuple[BoundField, BoundField | None]]:
        """The fields of each way to reach them; of a phone also what kind."""
        for number, point in enumerate(self.points):
            yield self[f"point_{number}"], self[f"label_{number}"] if point["kind"] == "phone" else None

    def left(self) -> Draft:
        """The draft as the user left it."""
        said = self.cleaned_data
        points = []
        for number, point in enumerate(self.points):
            value = said[f"point_{number}"].replace("\r\n", "\n").strip()
            if value:
                label = said.get(f"label_{number}", point["label"])
                parts = point["parts"] if value == point["value"] else []
                points.append(DraftPoint(kind=point["kind"], value=value, label=label, parts=parts))
        names = {name: said.get(name, "") for name in ("name", "title", "organisation", "department", "notes")}
        return Draft(**{**self.draft, **names, "points": points})  # type: ignore[typeddict-item]

    def met(self) -> Met | None:
        """When and where they met, if that is to be logged."""
        said = self.cleaned_data
        return Met(said["met_on"] or self.today, said["met_at"]) if said["met"] else None

    def _expect(self, field: str, value: str, key: str) -> None:
        self.fields[field].initial = value
        if value and not is_sure(self.draft, key):
            self.fields[field].help_text = _CHECK

    def _add_point(self, number: int, point: DraftPoint) -> None:
        name, kind = f"point_{number}", point["kind"]
        widget = forms.Textarea(attrs={"rows": 2}) if kind == "address" else _INPUTS.get(kind, forms.TextInput)()
        self.fields[name] = forms.CharField(label=_label(point), required=False, max_length=1000, widget=widget)
        self._expect(name, point["value"], f"{kind}:{point['value']}")
        if kind == "phone":
            self.fields[f"label_{number}"] = forms.ChoiceField(
                label=_("Kind of number"), choices=_PHONE_LABELS, required=False, initial=point["label"]
            )


_INPUTS: dict[str, type[forms.TextInput]] = {"phone": forms.TextInput, "url": forms.TextInput}


def _label(point: DraftPoint) -> Any:
    return (
        point["label"].capitalize() if point["kind"] in ("handle", "url") and point["label"] else _LABELS[point["kind"]]
    )


def _with_blanks(points: list[DraftPoint]) -> list[DraftPoint]:
    """The points in the order of a card, with an empty one of the kinds that cards nearly always have."""
    order = list(_LABELS)
    kinds = {point["kind"] for point in points}
    blanks = [DraftPoint(kind=kind, value="", label="", parts=[]) for kind in ("email", "phone") if kind not in kinds]
    return sorted([*points[:MAX_POINTS], *blanks], key=lambda point: order.index(point["kind"]))


class MeForm(forms.Form):
    """Who the user is, where their book does not know that yet."""

    name = forms.CharField(label=_("Your name"), max_length=300)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=100, required=False)
    url = forms.CharField(label=_("Web address"), max_length=500, required=False)

    def points(self) -> list[dict[str, str]]:
        """The ways to reach the user, as people.actions takes them."""
        said = self.cleaned_data
        return [{"kind": kind, "value": said[kind]} for kind in ("email", "phone", "url") if said[kind]]

    def position(self) -> dict[str, str]:
        """What the user does, and where."""
        return {name: self.cleaned_data[name] for name in ("title", "organisation") if self.cleaned_data[name]}


class ChoiceForm(forms.Form):
    """What of the user's own card is shown."""

    shown = forms.MultipleChoiceField(label=_("On my card"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown: Any = self.fields["shown"]
        shown.choices = list(choices(person))


def choices(person: Person) -> Iterator[tuple[str, str]]:
    """What the card could show beside the name, by the words in which OwnCard keeps it."""
    for position in current(person):
        words = ", ".join(filter(None, (position.title, position.organisation.name if position.organisation else "")))
        if words:
            yield f"position:{words}", words
    for point in person.points.order_by("pk"):
        kind = ContactPoint.Kind(point.kind).label
        yield f"{point.kind}:{point.value}"[:1000], f"{kind}: {point.value}"


def current(person: Person) -> list[Position]:
    """What the person does now."""
    return list(person.positions.filter(is_current=True, kind="work").select_related("organisation").order_by("pk"))
