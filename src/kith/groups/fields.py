"""Fields of forms that several pages of groups have: occupations by their titles, and a language."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kith import occupations
from kith.groups import languages

_BETWEEN = re.compile(r"[;\r\n]+")  # never commas: many titles of occupations have some in them
_MOST, _NAMED = 20, 4
_UNKNOWN = _("Kith does not know the career “%(word)s”.")
_UNCLEAR = _("Kith does not know the career “%(word)s”. Do you mean one of these: %(titles)s?")


class CareersField(forms.CharField):
    """Occupations by what people call them, with semicolons or lines between; their codes are what is kept."""

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(map(occupations.written, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        words = [" ".join(part.split()) for part in _BETWEEN.split(super().clean(value) or "")]
        return list(dict.fromkeys(_code(word) for word in words if word))[:_MOST]


class LanguageField(forms.CharField):
    """A language by its tag (BCP 47) or its name; the tag is what is kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> str:
        word = str(super().clean(value) or "")
        if word and not languages.tag_of(word):
            message = _("Kith does not know the language “%(word)s”. Write its short form, such as de or pt-BR.")
            raise ValidationError(message, params={"word": word})
        return languages.tag_of(word)


def _code(word: str) -> str:
    """The code of what is called just so. Raises ValidationError, with what may be meant."""
    code = occupations.exactly(word)
    if not code:
        titles = "; ".join(occupations.written(each.code) for each in occupations.search(word, limit=_NAMED))
        raise ValidationError(_UNCLEAR if titles else _UNKNOWN, params={"word": word, "titles": titles})
    return code
