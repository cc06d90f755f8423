"""CardPhoto: a business card that was photographed, on its way to becoming somebody; OwnCard: the user's own."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Person


class CardPhotoQuerySet(OwnedQuerySet):
    """Filters over photographed cards."""

    def under_way(self) -> Self:
        """Those that are still to be read."""
        return self.filter(state__in=[CardPhoto.State.WAITING, CardPhoto.State.READING])

    def open(self) -> Self:
        """Those that nobody has decided on."""
        return self.exclude(state=CardPhoto.State.KEPT)


class CardPhoto(OwnedWithUid):
    """One card in one photo. A photo of several becomes several when it is read, each with its own part of the picture.

    `found` is what was read, as cards.drafts puts it together; `batch` is the uid of the import by which it was kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("To be read")
        READING = "reading", _("Being read")
        READ = "read", _("To look at")
        KEPT = "kept", _("Kept")
        FAILED = "failed", _("Could not be read")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField(default=timezone.now, editable=False)
    stumbles = models.PositiveSmallIntegerField(default=0, editable=False)  # how often the reading broke off
    name = models.CharField(_("name of the file"), max_length=300, blank=True)
    photo = models.CharField(max_length=200, blank=True, editable=False)  # a file name below media/photos
    found = models.JSONField(_("what was read"), default=dict)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="card_photos")

    objects = CardPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("business card")
        verbose_name_plural = _("business cards")
        indexes = [
            models.Index(fields=["owner", "state", "created_at"], name="card_by_state"),
            models.Index(fields=["state_at"], name="card_under_way", condition=Q(state__in=["waiting", "reading"])),
        ]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="card_uid")]

    def __str__(self) -> str:
        return str(self.found.get("name") or self.name or _("A card"))

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)


class OwnCard(Owned):
    """What of the user's own card is shown, and the secret of the page by which others see it: none while that is off."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="own_cards")
    shown = models.JSONField(_("what it shows"), default=list)  # "position", or a way to be reached as "email:ana@…"
    secret = models.CharField(max_length=64, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("own card")
        verbose_name_plural = _("own cards")
        constraints = [
            models.UniqueConstraint(fields=["owner"], name="one_own_card_per_book"),
            models.UniqueConstraint(fields=["secret"], name="own_card_by_secret", condition=~Q(secret="")),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
