"""An introduction in a list."""

from __future__ import annotations

from django import template

from kith.introductions import story
from kith.introductions.models import Introduction

register = template.Library()


@register.inclusion_tag("introductions/row.html")
def introduction_row(introduction: Introduction) -> dict[str, object]:
    """One row: whom it is about, how far it is, and what comes next."""
    return {"told": story.told(introduction)}
