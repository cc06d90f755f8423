"""Text made comparable: case, accents and spacing folded away; and a column that keeps a folded copy of others."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
)


def fold(text: str) -> str:
    """Return the text without case, accents and doubled spaces: "  Zoë  MÜLLER" → "zoe muller"."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = "".join([c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)])
    return " ".join(bare.translate(_UNDECOMPOSED).split())


class FoldedField(models.TextField):  # type: ignore[type-arg]
    """What the fields named in `of` say, folded, by which both databases find it whatever its case and accents.

    It is worked out as a row is saved; a save that names its fields has to name this one beside those.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **more: Any) -> None:
        super().__init__(*args, **{"editable": False, "default": "", **more})
        self.of = of

    def deconstruct(self) -> Any:
        name, path, args, more = super().deconstruct()
        return name, path, args, {**more, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold("\n".join(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, folded)
        return folded
