"""A column that keeps a folded copy of others."""

from __future__ import annotations

from typing import Any

from django.db import models

from kith.folding import fold


class FoldedField(models.TextField):  # type: ignore[type-arg]  # generic to mypy alone, not as it runs
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
