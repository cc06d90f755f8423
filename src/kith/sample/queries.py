"""What can be asked about the sample network of a book."""

from __future__ import annotations

from kith.accounts.models import User
from kith.imports.models import Import


def sample_of(owner: User) -> Import | None:
    """Return the bringing-in of the sample network that stands in the book, None if there is none."""
    return Import.objects.visible_to(owner).filter(reader="sample", state=Import.State.DONE).order_by("pk").first()


def has_sample(owner: User) -> bool:
    """Whether the sample network is in the book."""
    return sample_of(owner) is not None
