"""What is filled in about posts and messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.posts.models import Post

_NO_KIND = ("", _("say nothing"))


class Files(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by whoever keeps it."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files, none if none were given."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given if each]


class Area(forms.Textarea):
    """A large field that the browser lets be empty: a message may be a picture alone."""

    def use_required_attribute(self, _initial: Any) -> bool:
        return False


class Words(forms.CharField):
    """A text. Whether it may be empty, and its length, are looked at by the action, so that none is cut or lost on the way."""

    def validate(self, _value: Any) -> None:
        return None


def _text(label: Any, rows: int, names_url: str) -> forms.CharField:
    mentions = {"data-mentions": names_url, "data-members": _("Members"), "autocomplete": "off"} if names_url else {}
    return Words(label=label, widget=Area(attrs={"rows": rows, "dir": "auto", **mentions}))


class SayForm(forms.Form):
    """A reply, or a line of a chat."""

    pictures = FilesField(label=_("pictures"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, names_url: str = "") -> None:
        super().__init__(data, files)
        self.fields["text"] = _text(_("message"), 2, names_url)
        self.fields["pictures"].widget.attrs |= {"multiple": True, "accept": "image/*"}
        self.order_fields(["text", "pictures"])


class PostForm(forms.Form):
    """A post: what it is, in a few words, and the rest."""

    kind = forms.ChoiceField(label=_("what it is"), choices=Post.Kind.choices, initial=Post.Kind.QUESTION)
    title = forms.CharField(label=_("in a few words"), max_length=160)
    used_for = forms.CharField(label=_("used for how long"), max_length=80, required=False)
    again = forms.ChoiceField(
        label=_("would you buy it again"), choices=[_NO_KIND, *Post.Again.choices], required=False
    )
    pictures = FilesField(label=_("pictures"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, names_url: str = "", initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        self.fields["text"] = _text(_("what you want to say"), 8, names_url)
        self.fields["text"].help_text = _("Markdown: **strong**, lists, links. @ and a name tells that member.")
        self.fields["pictures"].widget.attrs |= {"multiple": True, "accept": "image/*"}
        self.order_fields(["kind", "title", "text", "used_for", "again", "pictures"])

    def verdict(self) -> dict[str, str]:
        """The fields that only a recommendation has."""
        return {name: self.cleaned_data[name] for name in ("used_for", "again")}


class WhyForm(forms.Form):
    """A reason in one line."""

    why = forms.CharField(label=_("why"), max_length=300)


class WishForm(forms.Form):
    """Of what one wants to hear by e-mail."""

    mentions = forms.BooleanField(label=_("when somebody names me"), required=False)
    answers = forms.BooleanField(label=_("when somebody replies to me, or can help"), required=False)
