"""How the user says what they aim for: every edit is a new version, and no version is lost."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kith.targets.models import Pitch, Target

LONGEST = 5000  # letters


@transaction.atomic
def write_pitch(target: Target, *, length: str, text: str) -> Pitch | None:
    """Write a pitch of a length anew; the earlier ones are kept. The same words again change nothing, none are not saved.

    Returns the version that counts now, or none where there is none. Raises ValidationError.
    """
    Target.objects.select_for_update().get(pk=target.pk)  # of two who write at once the second one counts on
    text = text.replace("\r\n", "\n").strip()
    earlier = target.pitches.filter(length=length)
    latest: Pitch | None = earlier.order_by("-version").first()
    if not text or (latest is not None and latest.text == text):
        return latest
    if len(text) > LONGEST:
        raise ValidationError({"text": _("That is longer than anybody would listen to. Please shorten it.")})
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    pitch = Pitch(owner=target.owner, target=target, length=length, version=version, text=text)
    pitch.full_clean(exclude=["owner", "target"])
    pitch.save(force_insert=True)
    return pitch


@transaction.atomic
def restore_pitch(pitch: Pitch) -> Pitch:
    """Use an earlier version again: it becomes the latest, with the note on what worked."""
    again = write_pitch(pitch.target, length=pitch.length, text=pitch.text)
    assert again is not None
    if again.pk != pitch.pk and not again.worked:
        note_worked(again, worked=pitch.worked)
    return again


@transaction.atomic
def note_worked(pitch: Pitch, *, worked: str) -> Pitch:
    """Note what worked, and with whom."""
    pitch.worked = worked.strip()[:LONGEST]
    pitch.save(update_fields=["worked"])
    return pitch
