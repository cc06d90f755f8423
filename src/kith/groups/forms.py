"""Forms of groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.groups.models import Group


class StartForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is asked when a group is started; everything else has a default."""

    class Meta:
        model = Group
        fields = ("name", "purpose", "place", "format", "joining", "is_listed", "rules", "questions")
        widgets: ClassVar[Any] = {
            "rules": forms.Textarea(attrs={"rows": 5}),
            "questions": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[Any] = {
            "name": _("What people will say: “I go to …”"),
            "place": _("A town or a part of it is enough."),
            "rules": _("Shown before anybody joins. Markdown may be used."),
            "questions": _("One a line. Whoever asks to join answers them."),
        }
